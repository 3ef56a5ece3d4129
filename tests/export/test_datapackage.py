"""The description against the published rules of Data Package 2.0, and against the files."""

import csv
import json
import re
from datetime import date
from hashlib import sha256

import openpyxl
import pyogrio
import pytest

from regiekaart.export import FORMATS
from tiny import grid_study

TYPES = {"string", "integer", "number", "boolean", "date", "any"}
NAME = re.compile(r"[-a-z0-9._/]+")
CASTS = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(exported, study_2023):
    return exported(study_2023, *FORMATS)


def test_every_property_is_as_the_standard_asks(folder):
    found = package(folder)
    assert found["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert NAME.fullmatch(found["name"])
    assert all(licence["name"] and licence["path"] for licence in found["licenses"])
    assert all(source["title"] for source in found["sources"])
    names = [resource["name"] for resource in found["resources"]]
    assert len(names) == len(set(names)) == 20
    for resource in found["resources"]:
        assert NAME.fullmatch(resource["name"])
        assert not resource["path"].startswith(("/", "."))
        assert resource.get("encoding", "utf-8") == "utf-8"
        fields = resource["schema"]["fields"]
        assert {field["type"] for field in fields} <= TYPES
        assert len({field["name"] for field in fields}) == len(fields)
        assert set(resource["schema"]["primaryKey"]) <= {field["name"] for field in fields}


def test_it_describes_every_file_with_its_size_and_hash(folder):
    found = package(folder)
    described = {resource["path"] for resource in found["resources"]}
    assert described == {path.name for path in folder.iterdir()} - {"datapackage.json"}
    for resource in found["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"


def test_every_column_has_a_title_a_description_and_a_source_that_is_listed(folder):
    found = package(folder)
    sources = {source["title"] for source in found["sources"]}
    for resource in found["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["title"], field
            assert field["description"], field
            # The number of a row comes from nowhere.
            assert field["name"] == "fid" or field["source"] in sources
            counted = field["type"] == "number" or field["name"].startswith(("population", "agr"))
            if counted and field["type"] in {"integer", "number"} and "year" not in field["name"]:
                assert field["unit"], field


def test_the_fields_are_the_columns_of_the_file(folder):
    book = openpyxl.load_workbook(folder / "regiekaart.xlsx")
    for resource in package(folder)["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        path = folder / resource["path"]
        if resource["format"] == "csv":
            with path.open(encoding="utf-8", newline="") as stream:
                assert next(csv.reader(stream)) == names
        elif resource["format"] == "xlsx":
            sheet = book[resource["dialect"]["sheetName"]]
            assert list(next(sheet.iter_rows(values_only=True))) == names
        elif resource["format"] == "gpkg":
            layer = pyogrio.read_info(path, layer=resource["dialect"]["table"])
            assert [layer["fid_column"], layer["geometry_name"], *layer["fields"]] == names
        else:
            first = json.loads(path.read_text("utf-8"))["features"][0]
            assert list(first["properties"]) == names


def test_every_value_of_a_csv_has_the_type_that_is_described_and_keys_are_unique(folder):
    tables = [r for r in package(folder)["resources"] if r["format"] == "csv"]
    assert len(tables) == 5
    for resource in tables:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for field in resource["schema"]["fields"]:
            values = [row[field["name"]] for row in rows if row[field["name"]]]
            assert len([CASTS[field["type"]](value) for value in values]) == len(values)
        keys = [tuple(row[key] for key in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys) == len(rows)


def test_it_does_not_say_when_it_was_made(folder):
    assert not {"created", "version"} & set(package(folder))


def test_a_licence_is_stated_only_of_what_has_one(exported, study_2023):
    (licence,) = package(exported(study_2023, "csv"))["licenses"]
    assert licence["name"] == "CC-BY-4.0"
    assert licence["title"] == "Statbel, bevolking op 1 januari 2023"
    (licence,) = package(exported(study_2023, "gpkg"))["licenses"]
    assert "benaderende grenzen" in licence["title"]


def test_borders_are_told_of_only_where_there_are_any(exported, grid):
    without, with_ = (package(exported(grid, each)) for each in ("csv", "geojson"))
    assert not any("Grenzen" in source["title"] for source in without["sources"])
    assert any("Grenzen" in source["title"] for source in with_["sources"])
    assert "Benaderende" not in without["description"]
    assert "Benaderende" in with_["description"]


def test_fiction_is_told_of(exported, example):
    found = package(exported(example, "csv"))
    assert found["fictional"] is True
    assert "FICTIEF VOORBEELD" in found["description"]


def test_it_speaks_english(exported):
    found = package(exported(grid_study({1: "A"}), "csv", english=True))
    assert [r["path"] for r in found["resources"]] == [
        "municipalities.csv", "regie_regions.csv", "provinces.csv", "findings.csv",
    ]  # fmt: skip
    assert found["description"].startswith("Cycle 2023-2025 · situation on 1 January 2023")
