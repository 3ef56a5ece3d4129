from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekaart.maps.labels import layouts, place_labels, text_size
from regiekaart.maps.theme import PLAIN


def shapes(*polygons):
    return np.array(polygons, dtype=object)


def test_a_name_that_fits_stands_in_its_shape_at_the_largest_size():
    (label,) = place_labels(["Mol"], shapes(shapely.box(0, 0, 60, 40)), PLAIN)
    assert label.lines == ("Mol",)
    assert label.size == max(PLAIN.label_sizes)
    assert label.number is None
    assert shapely.box(0, 0, 60, 40).contains(label.box(PLAIN))


def test_a_long_name_is_broken_before_it_shrinks():
    (label,) = place_labels(["Heist-op-den-Berg"], shapes(shapely.box(0, 0, 18, 30)), PLAIN)
    assert len(label.lines) > 1
    assert label.size == max(PLAIN.label_sizes)
    assert "".join(label.lines) == "Heist-op-den-Berg"


def test_a_name_that_does_not_fit_gets_a_number_in_alphabetical_order():
    rooms = shapes(*(shapely.box(x, 0, x + 5, 5) for x in (0, 10, 20)))
    labels = place_labels(["Zutendaal", "Aartselaar", "Mol"], rooms, PLAIN)
    numbers = {label.unit: label.number for label in labels}
    assert numbers[1] == 1
    assert numbers[0] == 2
    assert len(labels) == 3


def test_a_shape_smaller_than_its_number_still_gets_one_and_no_name_covers_it():
    around = shapely.box(0, 0, 40, 40).difference(shapely.box(19.5, 19.5, 20.5, 20.5))
    labels = place_labels(
        ["Herstappe", "Tongeren"], shapes(shapely.box(19.5, 19.5, 20.5, 20.5), around), PLAIN
    )
    tiny, large = labels
    assert tiny.number == 1
    assert large.lines == ("Tongeren",)
    assert not tiny.box(PLAIN).intersects(large.box(PLAIN))


@pytest.mark.parametrize("name", ["Mol", "Sint-Katelijne-Waver", "De Haan", "Heist-op-den-Berg"])
def test_breaking_a_name_loses_nothing(name):
    for lines in layouts(name):
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_text_is_measured_in_proportion_to_its_size():
    small, large = (text_size(["Antwerpen"], size, PLAIN.font)[0] for size in (5, 10))
    assert large == pytest.approx(2 * small)


cuts = st.lists(st.floats(2, 98), min_size=1, max_size=6, unique=True)


@settings(max_examples=60, deadline=None)
@given(cuts, cuts)
def test_no_two_labels_overlap_and_none_is_lost(columns, rows):
    xs, ys = [0, *sorted(columns), 100], [0, *sorted(rows), 100]
    cells = [
        shapely.box(xs[i], ys[j], xs[i + 1], ys[j + 1])
        for i in range(len(xs) - 1)
        for j in range(len(ys) - 1)
        if xs[i + 1] - xs[i] > 1e-3 and ys[j + 1] - ys[j] > 1e-3
    ]
    names = [f"Gemeente-{i}" for i in range(len(cells))]
    labels = place_labels(names, shapes(*cells), PLAIN)
    assert [label.unit for label in labels] == list(range(len(cells)))
    for first, second in combinations(labels, 2):
        overlap = first.box(PLAIN).intersection(second.box(PLAIN)).area
        assert overlap < 0.05, (first, second)
