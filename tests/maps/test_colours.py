import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart import StudyChoice, load_study
from regiekaart.maps.colours import group_colours
from regiekaart.maps.theme import PLAIN
from tiny import grid_study, neighbour_pairs


@given(st.dictionaries(st.integers(1, 9), st.sampled_from("ABCDEF"), min_size=1))
def test_neighbours_never_share_a_colour(regions):
    study = grid_study(regions)
    colours = group_colours(study, len(PLAIN.groups))
    region = dict(zip(study.codes, study.group_of.tolist(), strict=True))
    for a, b in neighbour_pairs():
        if region[a] >= 0 and region[b] >= 0 and region[a] != region[b]:
            assert colours[region[a]] != colours[region[b]]


def test_regions_of_one_page_differ_as_far_as_the_palette_reaches():
    study = grid_study({1: "A", 3: "B", 4: "C", 6: "D"})
    assert len(set(group_colours(study, 9))) == 4


def test_a_palette_that_is_too_small_is_an_error_and_no_silent_clash():
    with pytest.raises(ValueError, match="1 colours"):
        group_colours(grid_study({1: "A", 2: "B"}), 1)


@pytest.mark.parametrize("choice", [
    StudyChoice(cycle="2017"), StudyChoice(cycle="2020"), StudyChoice(cycle="2023"),
    StudyChoice(example=True),
], ids=["2017", "2020", "2023", "example"])  # fmt: skip
def test_real_neighbours_never_share_a_colour(choice):
    study = load_study(choice)
    colours = group_colours(study, len(PLAIN.groups))
    group = dict(zip(study.codes, study.group_of.tolist(), strict=True))
    for a, b in study.neighbours:
        if group[a] >= 0 and group[b] >= 0 and group[a] != group[b]:
            assert colours[group[a]] != colours[group[b]]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_names_can_be_read_on_every_fill():
    for fill in (*PLAIN.groups, PLAIN.unknown, PLAIN.outside, PLAIN.context):
        assert contrast(PLAIN.ink, fill) >= 4.5
    assert contrast(PLAIN.soft_ink, PLAIN.context) >= 4.5
    assert contrast(PLAIN.warning, PLAIN.paper) >= 4.5
