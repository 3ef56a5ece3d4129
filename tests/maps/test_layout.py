"""Which way a page is held, and how its margin is divided."""

import matplotlib as mpl
import numpy as np
import pytest

from regiekaart.language import NL
from regiekaart.maps.atlas import SETTINGS
from regiekaart.maps.layout import Layout, Side
from regiekaart.maps.legend import Flow, stack_height
from regiekaart.maps.page import draw_page
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN
from tiny import grid_study

A4 = (297.0, 210.0)


def page(study, kind, name):
    (spec,) = PageMaker(study, NL, PLAIN).pages([kind], name)
    with mpl.rc_context(SETTINGS):
        return draw_page(spec, study.names, Land(study.boundaries), PLAIN)


def layout(width, height, below=60.0):
    (spec,) = PageMaker(grid_study({1: "A"}), NL, PLAIN).pages(["regie-region"])
    return Layout.of(spec, np.array([0, 0, width, height]), PLAIN, below)


class Lines:
    def __init__(self, height):
        self.height = height


@pytest.mark.parametrize(("width", "height", "side"), [
    (3000, 1000, Side.BESIDE), (1500, 1000, Side.BESIDE),
    (1000, 1000, Side.UPRIGHT), (1000, 3000, Side.UPRIGHT),
])  # fmt: skip
def test_land_that_is_not_wide_stands_on_an_upright_page(width, height, side):
    assert layout(width, height).side is side


def test_a_legend_that_would_take_half_of_an_upright_page_stands_beside_the_map():
    assert layout(1000, 1000, below=140.0).side is Side.BESIDE


def test_a_page_is_held_the_way_in_which_its_map_is_larger():
    (spec,) = PageMaker(grid_study({1: "A"}), NL, PLAIN).pages(["regie-region"])
    for wide in np.linspace(0.3, 4, 30):
        extent = np.array([0, 0, 1000 * wide, 1000])
        chosen = Layout.of(spec, extent, PLAIN, 60.0)
        other = Layout(
            Side.BESIDE if chosen.side is Side.UPRIGHT else Side.UPRIGHT, chosen.page[::-1]
        )
        top = 26 + PLAIN.margins.top
        scale, less = (
            each.rooms(extent, PLAIN, each.page[1] - top, 60.0)[0].metres_per_mm
            for each in (chosen, other)
        )
        # On its side as long as upright gains less than a tenth.
        assert scale <= less * 1.1


def test_a_tall_region_is_drawn_upright_and_a_wide_one_level():
    tall = page(grid_study({1: "A", 4: "A", 7: "A"}), "regie-region", "A")
    wide = page(grid_study({1: "A", 2: "A", 3: "A"}), "regie-region", "A")
    assert (tall.side, wide.side) == (Side.UPRIGHT, Side.BESIDE)
    inch = 25.4
    assert tuple(tall.figure.get_size_inches() * inch) == pytest.approx(A4[::-1])
    assert tuple(wide.figure.get_size_inches() * inch) == pytest.approx(A4)


def test_blocks_flow_in_order_into_columns_that_are_as_even_as_can_be():
    blocks = [Lines(height) for height in (30, 30, 60, 20)]
    columns = Flow(blocks).columns
    assert [block for column in columns for block in column] == blocks
    assert [len(column) for column in columns] == [2, 1, 1]
    assert Flow(blocks).height == stack_height(blocks[:2])


def test_fewer_blocks_than_columns_stand_side_by_side():
    blocks = [Lines(10), Lines(20)]
    assert Flow(blocks).columns == [blocks[:1], blocks[1:]]
