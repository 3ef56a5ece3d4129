import csv
import json
from pathlib import Path

import pytest

PLACE = Path("outputs/2023-2023-01-01/export")
TABLES = ["gemeenten", "regiegebieden", "provincies", "referentieregios", "bevindingen"]


def test_export_prints_what_it_made(run):
    status, out, _ = run("export", "--formats", "csv,gpkg")
    names = ["regiekaart.gpkg", *(f"{name}.csv" for name in TABLES), "datapackage.json"]
    assert status == 0
    assert out.splitlines() == [(PLACE / name).as_posix() for name in names]
    assert all((PLACE / name).stat().st_size for name in names)


def test_export_lists_its_files_as_json(run):
    status, out, _ = run("export", "--formats", "xlsx", "--format", "json")
    assert status == 0
    assert json.loads(out) == [
        (PLACE / name).as_posix() for name in ("regiekaart.xlsx", "datapackage.json")
    ]


def test_export_makes_every_format_by_default(run):
    status, out, _ = run("export")
    assert status == 0
    assert {Path(line).suffix for line in out.splitlines()} == {
        ".gpkg", ".geojson", ".csv", ".xlsx", ".json",
    }  # fmt: skip


@pytest.mark.parametrize("formats", ["shp", "csv,shp", ",", ""])
def test_a_format_that_does_not_exist_is_an_error_and_nothing_is_written(run, formats):
    status, out, err = run("--lang", "en", "export", "--formats", formats)
    assert (status, out) == (2, "")
    assert "--formats: unknown" in err
    assert "gpkg, geojson, csv, xlsx" in err
    assert not Path("outputs").exists()


def test_a_later_export_replaces_an_earlier_one_and_leaves_the_rest(run):
    run("export", "--formats", "csv,gpkg")
    run("coverage")
    (PLACE / "mine.txt").write_text("keep me")
    run("build", "--only", "tables")
    status, _, _ = run("export", "--formats", "xlsx")
    assert status == 0
    # The description tells of what is there: what it would not tell of is gone.
    assert sorted(path.name for path in PLACE.iterdir()) == [
        "datapackage.json", "mine.txt", "regiekaart.xlsx",
    ]  # fmt: skip
    assert (PLACE.parent / "tables" / "municipalities.csv").is_file()


def test_the_manifest_says_what_the_files_were_made_from(run):
    run("export", "--formats", "gpkg", "--example")
    folder = Path("outputs/2023-2023-01-01-voorbeeld")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    entry = next(each for each in manifest["files"] if each["path"] == "export/regiekaart.gpkg")
    assert set(entry["made_from"]) == {"membership", "agreements", "population_year", "boundaries"}


def test_export_speaks_english(run):
    status, out, _ = run("--lang", "en", "export", "--formats", "csv")
    assert status == 0
    assert out.splitlines()[0].endswith("-en/export/municipalities.csv")


def test_what_a_region_was_before_follows_from_the_list_that_is_given(run):
    Path("old.csv").write_text("nis,region\n31005,Werkkracht10\n", encoding="utf-8")
    words = ("export", "--formats", "csv")
    found = []
    for before in ((), ("--before", "old.csv", "--before-complete")):
        status, out, _ = run(*words, *before)
        assert status == 0
        table = next(line for line in out.splitlines() if line.endswith("regiegebieden.csv"))
        with Path(table).open(encoding="utf-8", newline="") as stream:
            rows = {row["name"]: row["since_cycle_before"] for row in csv.DictReader(stream)}
        found.append(rows["Antwerpen"])
    assert found == ["overgenomen (dezelfde bron)", "nieuw of gewijzigd"]


def test_export_is_told_of_in_the_help(run):
    status, out, _ = run("--lang", "en", "export", "--help")
    assert status == 0
    assert "GeoPackage with styles for QGIS" in " ".join(out.split())
