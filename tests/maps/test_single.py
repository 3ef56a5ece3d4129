import io
from types import SimpleNamespace

import pytest
from PIL import Image

from regiekaart import EN, InputError, MapPicture, OutsideError, Theme, draw_map
from regiekaart.maps.atlas import Series, write_page
from regiekaart.maps.map_list import areas
from tiny import grid_study

REGIONS = {1: "A", 2: "A", 4: "A", 8: "B", 9: "B"}


@pytest.fixture(scope="module")
def picture() -> MapPicture:
    return draw_map(grid_study(REGIONS), "province", "noord")


def test_a_map_is_found_by_its_kind_and_name(picture):
    assert picture.title == "Noord"
    assert picture.alt.startswith("Provincie: Noord. Van de 3 gemeenten zijn er 2")
    assert repr(picture) == f"<MapPicture: {picture.alt}>"


def test_without_a_name_it_is_the_page_of_everything():
    study = grid_study(REGIONS)
    assert draw_map(study).spec.id == "flanders"
    assert draw_map(study, theme="coverage").spec.id == "flanders-coverage"


def test_a_notebook_gets_the_picture_with_its_text(picture):
    data, told = picture._repr_png_()
    with Image.open(io.BytesIO(data)) as opened:
        assert told == {"width": opened.width // 2, "alt": picture.alt}
        assert opened.text["Description"] == picture.alt


def test_it_has_the_bytes_of_the_series(picture, tmp_path):
    formats = ("png", "svg")
    study = grid_study(REGIONS)
    own = picture.series
    series = Series(study.names, own.land, tmp_path, formats, dpi=75, theme=own.theme)
    drawn, vector = write_page(picture.spec, series)
    assert picture.png(75) == drawn.read_bytes()
    assert picture.svg() == vector.read_text(encoding="utf-8")


def test_it_is_saved_by_the_ending_of_the_name(picture, tmp_path):
    files = [tmp_path / "new" / "noord.svg", tmp_path / "noord.PDF"]
    picture.save(*files, dpi=60)
    assert [path.read_bytes()[:5] for path in files] == [b"<?xml", b"%PDF-"]


def test_an_ending_that_is_no_format_writes_nothing(picture, tmp_path):
    with pytest.raises(InputError) as caught:
        picture.save(tmp_path / "noord.svg", tmp_path / "noord.gif")
    assert "noord.gif heeft geen bekend formaat; verwacht .png, .svg, .pdf" in str(
        caught.value.lines()
    )
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(picture, tmp_path):
    (tmp_path / "noord.png").mkdir()
    with pytest.raises(OutsideError):
        picture.save(tmp_path / "noord.png", dpi=60)


def test_a_map_speaks_the_language_that_is_asked_for_or_else_that_of_its_style():
    study = grid_study(REGIONS)
    assert draw_map(study, "province", "Noord", language=EN).alt.startswith("Province: Noord.")
    style = Theme(language="en")
    assert draw_map(study, "province", "Noord", style=style).alt.startswith("Province: Noord.")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (("provincie",), "kies uit flanders, province, reference-region, regie-region, misfit"),
        (("province",), "geef een naam; kies uit Noord, Zuid"),
        (("province", "Oost"), "geen kaart met de naam Oost; kies uit Noord, Zuid"),
        (("flanders", None, "colour"), "geen kaart met het thema colour; wel met membership"),
        (("reference-region", "Noord"), "nog geen referentieregio's"),
    ],
)
def test_a_map_that_is_not_there_names_the_choices(asked, answer):
    with pytest.raises(InputError) as caught:
        draw_map(grid_study(REGIONS), *asked)
    assert answer in "\n".join(caught.value.lines())


def test_of_very_many_maps_those_that_may_be_meant_are_named():
    pages = [SimpleNamespace(area=f"gebied {number:04}") for number in range(1, 883)]
    told = areas(pages, "gebied 400")
    assert told.nl.startswith("gebied 0400, ")
    assert told.nl.endswith(" en 872 andere")
    assert len(told.en) < 200
    assert areas(pages[:60]).nl.count("gebied") == 60
