import math
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekaart.maps.label_numbers import badge_disc, place_badges
from regiekaart.maps.label_rooms import Room, rectangle
from regiekaart.maps.labels import layouts, place_labels, text_size
from regiekaart.maps.theme import PLAIN

FRAME = shapely.box(-5, -5, 105, 105)


def shapes(*polygons):
    made = np.empty(len(polygons), dtype=object)
    made[:] = polygons
    return made


def slanted(angle, width, height):
    """Return a rectangle around (50, 50), turned counterclockwise."""
    return rectangle(50, 50, width, height, angle)


def check(labels, rooms, frame=FRAME, *, lines=True):
    """Nothing lost, every name in its own shape, nothing on anything else or over the edge.

    Among shapes of less than a millimetre on all sides the line of a number cannot always go
    around the number of another.
    """
    assert [label.unit for label in labels] == list(range(len(rooms)))
    for label in labels:
        assert frame.contains(label.box(PLAIN))
        if label.number is None:
            assert rooms[label.unit].contains(label.box(PLAIN))
    for one, other in combinations(labels, 2):
        assert not one.box(PLAIN).intersects(other.box(PLAIN)), (one, other)
        for first in one.rooms(PLAIN) if lines else ():
            for second in other.rooms(PLAIN):
                assert not first.intersects(second), (one, other)
    numbers = [label.number for label in labels if label.number is not None]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_name_that_fits_stands_in_the_middle_of_its_shape_at_the_largest_size():
    (label,) = place_labels(["Mol"], shapes(shapely.box(0, 0, 60, 40)), PLAIN)
    assert label.lines == ("Mol",)
    assert label.size == max(PLAIN.label_sizes)
    assert (label.number, label.angle, label.pointer) == (None, 0, None)
    assert (label.x, label.y) == pytest.approx((30, 20), abs=1.5)


def test_a_name_stands_where_its_shape_is_widest():
    """A narrow neck from 0 to 40, and a wide body from 40 to 70."""
    body = shapely.box(40, 0, 70, 30)
    shape = shapely.union(shapely.box(0, 10, 40, 16), body)
    (label,) = place_labels(["Mol"], shapes(shape), PLAIN)
    assert (label.x, label.y) == pytest.approx((55, 15), abs=2.5)


def test_a_hole_is_no_room():
    ring = shapely.box(0, 0, 60, 60).difference(shapely.box(15, 15, 45, 45))
    (label,) = place_labels(["Tongeren"], shapes(ring), PLAIN)
    assert ring.contains(label.box(PLAIN))
    assert label.size == max(PLAIN.label_sizes)


def test_a_long_name_is_broken_before_it_shrinks():
    (label,) = place_labels(["Heist-op-den-Berg"], shapes(shapely.box(0, 0, 18, 30)), PLAIN)
    assert len(label.lines) > 1
    assert label.size == max(PLAIN.label_sizes)
    assert "".join(label.lines) == "Heist-op-den-Berg"


@pytest.mark.parametrize("slope", [-60, -45, -30, 30, 45, 60])
def test_a_name_follows_a_shape_in_which_it_does_not_fit_level(slope):
    (label,) = place_labels(["Grobbendonk"], shapes(slanted(slope, 60, 5)), PLAIN)
    assert label.number is None
    assert label.angle == pytest.approx(slope, abs=2)
    assert slanted(slope, 60, 5).contains(label.box(PLAIN))


def test_a_name_that_fits_level_at_a_decent_size_is_not_turned():
    (label,) = place_labels(["Grobbendonk"], shapes(slanted(45, 60, 18)), PLAIN)
    assert label.angle == 0
    assert label.size >= 5.8


@pytest.mark.parametrize("slope", [-90, -80, 80, 90])
def test_no_name_is_steeper_than_sixty_degrees(slope):
    (label,) = place_labels(["Grobbendonk"], shapes(slanted(slope, 60, 6)), PLAIN)
    assert abs(label.angle) <= 60


def test_the_lines_of_a_turned_name_run_downwards_and_stay_in_its_box():
    (label,) = place_labels(["Oud-Turnhout"], shapes(slanted(-50, 18, 9)), PLAIN)
    assert len(label.lines) == 2
    assert label.angle < -30
    first, second = label.baselines(PLAIN)
    down = math.radians(label.angle - 90)
    along = (second[0] - first[0], second[1] - first[1])
    step = math.hypot(*along)
    assert along == pytest.approx((step * math.cos(down), step * math.sin(down)))
    box = label.box(PLAIN).buffer(1e-6)
    assert all(box.contains(shapely.Point(point)) for point in (first, second))


def test_a_name_that_does_not_fit_gets_a_number_and_numbers_run_in_reading_order():
    corners = [(0, 0), (20, 21), (40, 20), (10, 40)]
    rooms = shapes(*(shapely.box(x, y, x + 5, y + 5) for x, y in corners))
    labels = place_labels(["Zutendaal", "Kortessem", "Aartselaar", "Zonhoven"], rooms, PLAIN)
    assert [label.number for label in labels] == [4, 2, 3, 1]
    assert [label.lines for label in labels] == [("4",), ("2",), ("3",), ("1",)]
    check(labels, rooms)


def test_a_shape_smaller_than_its_number_stays_visible_and_no_name_covers_the_number():
    tiny = shapely.box(19.5, 19.5, 20.5, 20.5)
    rooms = shapes(tiny, shapely.box(0, 0, 40, 40).difference(tiny))
    labels = place_labels(["Herstappe", "Tongeren"], rooms, PLAIN)
    assert labels[0].number == 1
    assert not labels[0].box(PLAIN).intersects(tiny)
    assert labels[1].lines == ("Tongeren",)
    check(labels, rooms)


def test_a_number_leads_with_a_line_to_a_shape_that_it_cannot_stand_at():
    """The only way out is a corridor a millimetre wide, from the shape upwards."""
    tiny = shapely.box(49.8, 49.8, 50.2, 50.2)
    walls = [
        shapely.box(40, 40, 49.5, 60),
        shapely.box(50.5, 40, 60, 60),
        shapely.box(49.5, 40, 50.5, 49.5),
    ]
    (label,) = place_labels(["Mesen"], shapes(tiny), PLAIN, obstacles=walls, frame=FRAME)
    assert label.pointer is not None
    assert label.pointer[1][1] == pytest.approx(50.2)
    assert label.y > 60
    rooms = label.rooms(PLAIN)
    assert len(rooms) == 2
    assert not any(room.intersects(wall) for room in rooms for wall in walls)


def test_labels_stay_clear_of_what_is_taken_and_within_the_frame():
    taken = shapely.box(0, 0, 30, 40)
    room = shapes(shapely.box(0, 0, 60, 40))
    frame = shapely.box(0, 0, 50, 40)
    for keyed in (True, False):
        (label,) = place_labels(["Mol"], room, PLAIN, obstacles=[taken], frame=frame, keyed=keyed)
        assert not label.box(PLAIN).intersects(taken)
        assert frame.contains(label.box(PLAIN))


def test_without_a_key_a_name_that_does_not_fit_is_left_out():
    assert place_labels(["Aartselaar"], shapes(shapely.box(0, 0, 5, 5)), PLAIN, keyed=False) == []


def test_badges_neither_overlap_nor_leave_the_frame():
    rooms = shapes(*(shapely.box(x, 0, x + 2, 2) for x in range(0, 20, 2)))
    frame = shapely.box(-5, -15, 30, 15)
    badges = place_badges([str(n) for n in range(1, 11)], rooms, PLAIN, frame)
    discs = [badge_disc(badge, PLAIN) for badge in badges]
    assert [badge.lines for badge in badges] == [(str(n),) for n in range(1, 11)]
    assert all(frame.contains(disc) for disc in discs)
    assert not any(one.intersects(other) for one, other in combinations(discs, 2))


@pytest.mark.parametrize("name", ["Mol", "Sint-Katelijne-Waver", "De Haan", "Heist-op-den-Berg"])
def test_breaking_a_name_loses_nothing(name):
    for lines in layouts(name):
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_text_is_measured_in_proportion_to_its_size():
    small, large = (text_size(["Antwerpen"], size, PLAIN.font)[0] for size in (5, 10))
    assert large == pytest.approx(2 * small)


half = st.integers(0, 200).map(lambda n: n / 2)
corner = st.tuples(half, half)
pattern = st.lists(corner, min_size=3, max_size=14, unique=True)


def star(points):
    """Return a polygon with the points in the order of their directions: mostly concave."""
    middle = np.mean(points, axis=0)
    return shapely.Polygon(sorted(points, key=lambda p: math.atan2(*(np.array(p) - middle))))


@settings(max_examples=60)
@given(pattern, st.floats(1, 40), st.floats(1, 40))
def test_every_place_found_for_a_rectangle_lies_in_the_shape(points, width, height):
    shape = star(points)
    for y, left, right in Room.of(shape).places(width, height) if shape.is_valid else ():
        gap = shapely.box(left, y - height / 2, right, y + height / 2)
        assert shape.buffer(1e-6).contains(gap)


cuts = st.lists(st.floats(2, 98), min_size=1, max_size=6, unique=True)


@settings(max_examples=50)
@given(cuts, cuts)
def test_on_a_grid_no_two_labels_overlap_and_none_is_lost(columns, rows):
    xs, ys = [0, *sorted(columns), 100], [0, *sorted(rows), 100]
    cells = [
        shapely.box(xs[i], ys[j], xs[i + 1], ys[j + 1])
        for i in range(len(xs) - 1)
        for j in range(len(ys) - 1)
        if xs[i + 1] - xs[i] > 1e-3 and ys[j + 1] - ys[j] > 1e-3
    ]
    rooms = shapes(*cells)
    names = [f"Gemeente-{i}" for i in range(len(rooms))]
    check(place_labels(names, rooms, PLAIN, frame=FRAME), rooms, lines=False)


def coverage(points, merged):
    """Return a coverage of the square: cells around points, some taken together."""
    square = shapely.box(0, 0, 100, 100)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=square)
    inside = [cell.intersection(square) for cell in shapely.get_parts(cells)]
    groups = {}
    for i, cell in enumerate(inside):
        groups.setdefault(i if i >= merged else i // 3, []).append(cell)
    joined = [shapely.union_all(cells) for cells in groups.values()]
    return [shape for shape in joined if shape.area > 1e-3]


@settings(max_examples=50)
@given(st.lists(corner, min_size=2, max_size=40, unique=True), st.integers(0, 40))
def test_on_any_coverage_no_two_labels_overlap_and_none_is_lost(points, merged):
    """Cells are convex; those taken together are concave, or in pieces."""
    rooms = shapes(*coverage(points, merged))
    names = [("Sint-Pieters-Leeuw", "As", "Grobbendonk")[i % 3] for i in range(len(rooms))]
    labels = place_labels(names, rooms, PLAIN, frame=FRAME)
    check(labels, rooms)
    assert all(abs(label.angle) <= 60 for label in labels)
    assert place_labels(names, rooms, PLAIN, frame=FRAME) == labels
