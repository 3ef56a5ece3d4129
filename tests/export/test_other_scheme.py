"""The files of another scheme have its words, and none of what it does not know."""

import json
from dataclasses import replace

import pytest

from other_scheme import OTHER, flemish_words, other_grid
from regiekaart import StudyChoice, load_study
from regiekaart.export import FORMATS
from regiekaart.export.facts import Facts
from regiekaart.export.layers import layers_of
from regiekaart.export.run import export
from regiekaart.facts.boundaries import WEB_CRS
from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN

MEMBERS = {1: "A", 2: "A", 3: "B", 9: "A"}
GRIDS = {
    "partial": lambda: other_grid(MEMBERS, outside=(5,)),
    "complete": lambda: other_grid(MEMBERS, outside=(4, 5, 6, 7, 8)),
    "nobody": lambda: other_grid({}),
}


def spoken(layer):
    """Return all that a person reads of a layer; the names of columns are for programs."""
    yield from (layer.name, layer.title, layer.description)
    for column in layer.columns:
        yield from (column.title, column.description, column.unit)
        yield from (cell for cell in column.cells if isinstance(cell, str))
    for look in layer.looks:
        yield look.name
        yield from (category.label for category in look.categories)
        yield look.overlay.meaning if look.overlay else ""


@pytest.mark.parametrize("language", [NL, EN], ids=lambda language: language.code)
@pytest.mark.parametrize("grid", GRIDS)
def test_the_layers_speak_of_their_own_scheme(grid, language):
    layers = layers_of(Facts(GRIDS[grid](), language, PLAIN))
    text = "\n".join(words for layer in layers for words in spoken(layer))
    assert flemish_words(text) == []
    for noun in (OTHER.unit, OTHER.group, OTHER.people):
        assert language.say(noun.many) in text
    assert language.say(OTHER.code) in text


def test_what_a_scheme_does_not_know_is_no_column():
    layers = {layer.id: layer for layer in layers_of(Facts(GRIDS["partial"](), NL, PLAIN))}
    assert list(layers) == ["municipalities", "leagues", "quarters", "findings"]
    names = {column.name for layer in layers.values() for column in layer.columns}
    absent = ("agreement", "legal_form", "province", "reference", "since_cycle")
    assert [n for n in names if n.startswith(absent) and n != "reference_date"] == []
    assert {"quarter", "quarters", "rule_fit", "contiguous", "centre_city"} <= names
    assert [look.name for look in layers["municipalities"].looks] == ["bonden", "dekking"]


def test_without_exceptions_there_is_no_column_of_them():
    study = GRIDS["complete"]()
    plain = replace(study, scheme=replace(OTHER, special=None, rules=OTHER.rules[:1]))
    plain.__dict__["register"] = study.register
    names = {c.name for layer in layers_of(Facts(plain, NL, PLAIN)) for c in layer.columns}
    assert not {"centre_city", "centre_city_alone", "contiguous"} & names


@pytest.mark.parametrize("language", [NL, EN], ids=lambda language: language.code)
def test_every_file_is_described_in_the_words_of_its_scheme(tmp_path, language):
    study = GRIDS["partial"]()
    made = export(study, tmp_path, FORMATS, language, PLAIN)
    assert len(made) == 1 + 4 + 4 + 1 + 1
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert package["name"] == f"regiekaart-grid-leagues-2023-2023-01-01-{language.code}"
    titles = [source["title"] for source in package["sources"]]
    assert language.say(OTHER.units_source) in titles
    assert any(language.say(OTHER.people_source) in title for title in titles)
    assert flemish_words("\n".join([package["title"], package["description"], *titles])) == []


def test_shapes_stand_in_the_coordinates_of_their_borders(tmp_path):
    import pyogrio

    study = GRIDS["partial"]()
    # The squares of the grid, said to lie in the zone of the Netherlands.
    study.__dict__["boundaries"] = replace(study.boundaries, crs="EPSG:28992")
    export(study, tmp_path, ("gpkg", "geojson"), EN, PLAIN)
    info = pyogrio.read_info(tmp_path / "regiekaart.gpkg", layer="spots")
    assert info["crs"] == "EPSG:28992"
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    told = {resource["path"]: resource.get("crs") for resource in package["resources"]}
    assert told["regiekaart.gpkg"] == "EPSG:28992"
    assert told["spots.geojson"] == WEB_CRS
    west, south, *_ = pyogrio.read_bounds(tmp_path / "spots.geojson")[1][:, 0]
    assert 3.0 < west < 3.6
    assert 47.5 < south < 48.5


def test_the_housing_companies_have_their_areas_and_no_agreements():
    study = load_study(StudyChoice(scheme="woonmaatschappijen", boundaries="embedded"))
    layers = {layer.id: layer for layer in layers_of(Facts(study, NL, PLAIN))}
    assert len(layers["municipalities"].units) == 285
    group = next(key for key in layers if layers[key].name == "werkingsgebieden")
    assert len(layers[group].units) == 42
    assert not any(c.name.startswith("agreement") for c in layers[group].columns)
