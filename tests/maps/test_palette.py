from dataclasses import replace

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


def test_a_logo_keeps_its_own_colours_beside_those_of_the_theme(tmp_path):
    logo = Image.new("RGBA", (300, 100), (255, 237, 0, 255))
    ImageDraw.Draw(logo).ellipse((10, 10, 90, 90), fill=(122, 31, 92, 255))
    logo.putpixel((299, 99), (0, 0, 0, 0))
    logo.save(tmp_path / "logo.png")
    theme = replace(PLAIN, logo=tmp_path / "logo.png")
    found = palette(theme)
    assert found[: len(palette(PLAIN))] == palette(PLAIN)
    assert {"#ffed00", "#7a1f5c"} <= set(found)
    assert len(set(found)) == len(found) <= 256


def test_a_photograph_as_a_logo_takes_no_colour_from_the_theme(tmp_path):
    Image.effect_noise((200, 100), 90).convert("RGB").save(tmp_path / "logo.jpg", format="JPEG")
    theme = replace(PLAIN, logo=tmp_path / "logo.jpg")
    assert set(palette(PLAIN)) <= set(palette(theme))
    assert len(palette(theme)) <= 256
