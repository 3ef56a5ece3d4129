from PIL import Image, ImageDraw

from regiekaart.language import NL
from regiekaart.maps.atlas import Series, draw_series
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.palette import indexed, palette
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN
from tiny import grid_study


def hexes(picture):
    return {"#{:02x}{:02x}{:02x}".format(*c) for _, c in picture.convert("RGB").getcolors(1 << 20)}


def test_the_colours_of_the_theme_are_exact():
    picture = Image.new("RGB", (300, 20), PLAIN.paper)
    draw = ImageDraw.Draw(picture)
    wanted = [
        *PLAIN.groups,
        *PLAIN.results,
        PLAIN.offender_hatch,
        PLAIN.ink,
        PLAIN.unknown,
        PLAIN.context,
        PLAIN.warning,
        PLAIN.part_line,
    ]
    for i, colour in enumerate(wanted):
        draw.rectangle((i * 10, 0, i * 10 + 9, 19), fill=colour)
    assert set(wanted) <= hexes(indexed(picture, PLAIN))


def test_the_palette_fits_in_an_indexed_picture():
    assert len(palette(PLAIN)) <= 256


def test_a_page_in_png_shows_its_fills_and_carries_its_text(tmp_path):
    study = grid_study({1: "A", 2: "A", 9: "B"})
    maker = PageMaker(study, NL, PLAIN)
    spec = maker.whole_page()
    (path,) = draw_series(
        [spec], Series(study.names, Land(study.boundaries), tmp_path, ("png",), 80)
    )
    with Image.open(path) as picture:
        assert {maker.style(0).fill, maker.style(1).fill} <= hexes(picture)
        assert picture.mode == "P"
        assert picture.info["Title"] == "Lokale regiegebieden sociale economie en werk (Vlaanderen)"
        assert picture.info["Description"] == spec.alt
        assert round(picture.info["dpi"][0]) == 80
