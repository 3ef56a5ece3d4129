"""Data of another scheme: its own words in every name, and no trace of what it does not have."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import MappingProxyType

import openpyxl
import pyogrio
import pytest

from other_scheme import OTHER, flemish_words, other_grid
from regiekaart import StudyChoice, load_study
from regiekaart.export import FORMATS
from regiekaart.export.facts import Facts
from regiekaart.export.layers import layers_of
from regiekaart.export.naming import FIXED, Naming
from regiekaart.export.sources import sources_of
from regiekaart.language import EN, NL, Text
from regiekaart.maps.theme import PLAIN
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.noun import Noun
from scheme_docs import write_down

BONDS = {1: "Alfa", 2: "Alfa", 4: "Alfa", 3: "Beta", 6: "Beta", 7: "Beta"}
GRIDS = {
    "partial": lambda: other_grid(BONDS),
    "complete": lambda: other_grid(BONDS, outside=(5, 8, 9)),
    "nobody": lambda: other_grid({}, outside=tuple(range(1, 10))),
    "nothing known": lambda: other_grid({}),
}
NAME = re.compile(r"[a-z][a-z0-9_]*")


def layers(study, language=NL):
    return {layer.id: layer for layer in layers_of(Facts(study, language, PLAIN))}


def names(layer):
    return [column.name for column in layer.columns]


def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", [NL, EN])
@pytest.mark.parametrize("grid", GRIDS)
def test_no_word_of_flanders_is_in_what_is_exported(exported, grid, language):
    folder = exported(GRIDS[grid](), *FORMATS, english=language is EN)
    told = [path.name for path in folder.iterdir()]
    told += [path.read_text(encoding="utf-8") for path in folder.glob("*.[cgj]*[nv]")]
    book = openpyxl.load_workbook(folder / "regiekaart.xlsx")
    told += [f"{sheet.title} {cell.value}" for sheet in book for row in sheet.rows for cell in row]
    # Text in a database stands in the file as it is, the styles too.
    told.append((folder / "regiekaart.gpkg").read_bytes().decode("latin-1"))
    assert flemish_words("\n".join(told)) == []
    assert not re.search(r"\bnis\b|refnis|statbel", "\n".join(told), re.IGNORECASE)


def test_the_layers_and_columns_have_the_words_of_the_scheme():
    found = layers(other_grid(BONDS), EN)
    assert list(found) == ["spots", "leagues", "quarters", "findings"]
    assert [layer.name for layer in layers(other_grid(BONDS)).values()] == [
        "plekken", "bonden", "kwartieren", "bevindingen",
    ]  # fmt: skip
    assert names(found["spots"])[:9] == [
        "code", "name", "population", "castle", "quarter", "membership", "league",
        "league_number", "member_from",
    ]  # fmt: skip
    assert {"spots", "spot_share", "leagues"} <= set(names(found["quarters"]))
    assert {"member_code", "quarters", "castle_alone", "rule_fit"} <= set(names(found["leagues"]))
    assert {"league", "spots", "spot_code", "hinges_on_code"} <= set(names(found["findings"]))
    title = {column.name: column.title for column in found["spots"].columns}
    assert (title["population"], title["league"], title["code"]) == ("heads", "league", "number")
    assert found["spots"].title == "Spots and their league"


def test_what_a_scheme_does_not_have_is_no_column_and_no_look():
    found = layers(other_grid(BONDS))
    every = {name for layer in found.values() for name in names(layer)}
    assert not any(name.startswith("agreement") for name in every)
    # There is one cycle, and no rule on forms.
    assert not every & {"legal_form", "since_cycle_before"}
    assert [look.name for look in found["spots"].looks] == ["bonden", "dekking"]
    assert "agreements" not in sources_of(other_grid(BONDS), shapes=True)


def test_of_units_and_groups_alone_there_are_two_layers(exported):
    scheme = replace(OTHER, partitions=MappingProxyType({}), rules=(), special=None)
    study = other_grid(BONDS)
    made = replace(study, scheme=scheme, partitions=MappingProxyType({}))
    made.__dict__.update(register=study.register, boundaries=study.boundaries)
    found = layers(made)
    assert list(found) == ["spots", "leagues"]
    assert not {"castle", "quarter", "contiguous", "errors"} & {
        name for layer in found.values() for name in names(layer)
    }
    folder = exported(made, "gpkg")
    assert [name for name, _ in pyogrio.list_layers(folder / "regiekaart.gpkg")][:2] == [
        "plekken", "bonden",
    ]  # fmt: skip


def test_columns_of_the_housing_companies_keep_the_codes_of_the_municipalities():
    found = layers(load_study(StudyChoice(scheme="woonmaatschappijen", boundaries="embedded")))
    assert list(found) == [
        "municipalities", "working_areas", "provinces", "reference_regions", "findings",
    ]  # fmt: skip
    assert names(found["municipalities"])[0] == "nis"
    assert {"area", "area_number", "reference_region"} <= set(names(found["municipalities"]))
    assert {"areas", "population_share"} <= set(names(found["provinces"]))
    # No rule asks for so many people, and none makes an exception of who is alone.
    assert "centre_city_alone" not in names(found["working_areas"])
    assert not any("agreement" in name for layer in found.values() for name in names(layer))


@pytest.mark.parametrize("word", sorted(FIXED))
def test_a_word_that_is_a_column_already_gets_another_name(word):
    noun = Noun(Text.same(word), Text.same(word))
    for changed in ({"unit": noun}, {"group": noun}, {"special": noun}):
        for layer in layers(replace_scheme(other_grid(BONDS), **changed)).values():
            found = names(layer)
            assert len(found) == len(set(found))
            assert all(NAME.fullmatch(name) for name in found)
            assert layer.key in found


def replace_scheme(study, **changed):
    made = replace(study, scheme=replace(study.scheme, **changed))
    made.__dict__.update(study.__dict__ | {"scheme": made.scheme})
    return made


def test_words_of_another_script_leave_the_role_as_the_name():
    noun = Noun(Text.same("община"), Text.same("общини"))
    naming = Naming(replace(OTHER, unit=noun, group=noun))
    assert (naming.unit, naming.units, naming.group, naming.groups) == (
        "unit", "unit_2", "group", "group_2",
    )  # fmt: skip
    assert naming.layers(NL)["groups"] == "groups"


def test_the_names_of_flanders_stay_what_programs_rely_on():
    naming = Naming(FLANDERS)
    assert naming.parts == {
        "province": "provinces",
        "arrondissement": "arrondissements",
        "reference-region": "reference_regions",
    }
    assert naming.layers(NL)["parts reference-region"] == "referentieregios"


def test_without_exceptions_there_is_no_column_of_them():
    study = replace_scheme(other_grid(BONDS), special=None, rules=OTHER.rules[:1])
    every = {name for layer in layers(study).values() for name in names(layer)}
    assert not {"castle", "castle_alone", "contiguous"} & every


@pytest.fixture
def abroad(tmp_path):
    """Return the school circles, on borders and maps in the coordinates of the Netherlands."""
    folder = write_down(tmp_path)
    scheme = folder / "schoolkringen.toml"
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(text.replace("[units]\n", '[units]\ncrs = "EPSG:28992"\n'), encoding="utf-8")
    borders = folder / "wijken.geojson"
    moved = borders.read_text(encoding="utf-8").replace("EPSG::31370", "EPSG::28992")
    borders.write_text(moved.replace("[15", "[12").replace(", 20", ", 48"), encoding="utf-8")
    return load_study(StudyChoice(scheme=str(scheme)))


def test_coordinates_are_those_of_the_borders(exported, abroad):
    folder = exported(abroad, *FORMATS)
    info = pyogrio.read_info(folder / "regiekaart.gpkg", layer="wijken")
    assert info["crs"] == "EPSG:28992"
    found = package(folder)
    crs = {r["format"]: r["crs"] for r in found["resources"] if "crs" in r}
    assert crs == {"gpkg": "EPSG:28992", "geojson": "EPSG:4326"}
    told = json.dumps(found, ensure_ascii=False)
    assert "Amersfoort / RD New (EPSG:28992), in meter" in told
    assert "Lambert" not in told
    west, south, east, north = pyogrio.read_info(folder / "wijken.geojson")["total_bounds"]
    # In the middle of the Netherlands, and a few kilometres wide.
    assert 4 < west < east < 6
    assert 51 < south < north < 53


def test_the_sources_are_those_of_the_scheme(exported, abroad):
    found = package(exported(abroad, "csv"))
    assert found["name"] == "regiekaart-schoolkringen-2024-2024-01-01-nl"
    assert [source["title"] for source in found["sources"]][:2] == [
        "verzonnen", "verzonnen telling, bevolking in 2024",
    ]  # fmt: skip
    assert "licenses" not in found


def test_a_licence_that_has_no_identifier_here_is_told_in_words():
    study = replace_scheme(other_grid(BONDS), people_licence="vrij voor elk gebruik")
    source = sources_of(study, shapes=False)["population"]
    assert source.title.nl.startswith("hoofdentelling (vrij voor elk gebruik), bevolking op")
    assert source.licence == ""
