from itertools import combinations, pairwise

import numpy as np
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


# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color
# vision deficiency", severity 1: linear sRGB to linear sRGB.
SEEN = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip
WHITE = np.array([0.95047, 1.0, 1.08883])
# A difference in CIELAB that is plain to see side by side.
APART = 10


def as_seen(colour, eye):
    """Return a colour in CIELAB, as an eye sees it."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ np.clip(eye @ linear, 0, 1) / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eye", SEEN.values(), ids=list(SEEN))
def test_the_colours_of_regions_are_apart_for_every_eye(eye):
    seen = {colour: as_seen(colour, eye) for colour in (*PLAIN.groups, PLAIN.outside)}
    for (one, a), (other, b) in combinations(seen.items(), 2):
        assert np.linalg.norm(a - b) >= APART, (one, other)


@pytest.mark.parametrize("eye", SEEN.values(), ids=list(SEEN))
def test_what_is_in_order_doubtful_and_wrong_are_apart_for_every_eye(eye):
    seen = [as_seen(colour, eye) for colour in (PLAIN.fine, PLAIN.doubtful, PLAIN.offender)]
    for a, b in combinations(seen, 2):
        assert np.linalg.norm(a - b) >= APART


def test_the_steps_of_a_scale_darken_for_a_printer_without_colours():
    lightness = [as_seen(colour, SEEN["all colours"])[0] for colour in PLAIN.scale]
    assert all(a - b > 5 for a, b in pairwise(lightness))
