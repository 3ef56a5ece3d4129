"""A scheme whose units have no borders: what can be made is made, and what cannot is told."""

from __future__ import annotations

import json

import openpyxl
import pytest

from scheme_docs import write_down

SCHOOLS = ("--scheme", "schoolkringen.toml")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with the scheme of the page on schemes, of which the borders are gone."""
    monkeypatch.chdir(write_down(tmp_path))
    scheme = tmp_path / "schoolkringen.toml"
    lines = scheme.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("borders")]
    assert len(kept) == len(lines) - 2
    scheme.write_text("\n".join(kept), encoding="utf-8")
    return tmp_path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_everything_is_all_but_what_shows_the_land(run, folder):
    code, out, err = run("build", *SCHOOLS, "--report-formats", "html,xlsx")
    assert code == 0
    assert "zonder grenzen: geen kaarten, geen webpagina, geen GeoPackage en geen GeoJSON; " in err
    assert "het verslag heeft geen kaarten" in err
    made = folder / "outputs" / "schoolkringen-2024-2024-01-01"
    assert names(made) == ["export", "manifest.json", "report", "tables"]
    assert names(made / "report") == ["report.html", "report.xlsx"]
    assert "Oever" in (made / "report" / "report.html").read_text(encoding="utf-8")
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert not any("boundaries" in each["made_from"] for each in manifest["files"])
    # And again, with nothing left to do.
    code, out, err = run("build", *SCHOOLS, "--report-formats", "html,xlsx")
    assert (code, "Er was niets te maken" in out, "zonder grenzen" in err) == (0, True, True)


def test_tables_without_shapes_are_exported(run, folder):
    code, _, err = run("export", *SCHOOLS, "--lang", "en")
    assert code == 0
    assert "without borders: no GeoPackage and no GeoJSON." in err
    made = folder / "outputs" / "schoolkringen-2024-2024-01-01-en" / "export"
    assert names(made) == [
        "datapackage.json", "districts.csv", "findings.csv", "parts_of_town.csv",
        "regiekaart.xlsx", "school_circles.csv",
    ]  # fmt: skip
    rows = (made / "districts.csv").read_text(encoding="utf-8").splitlines()
    assert rows[1].startswith("w1,Haven,1000,Zuid,member,Oever,2,")
    assert openpyxl.load_workbook(made / "regiekaart.xlsx").sheetnames[0] == "districts"


@pytest.mark.parametrize(
    "words",
    ["maps", "web", "export --formats csv,gpkg", "build --only tables,maps"],
)
def test_what_was_asked_by_name_is_refused(run, folder, words):
    code, out, err = run(*words.split(), *SCHOOLS)
    assert (code, out) == (2, "")
    assert "dit schema heeft geen grenzen" in err
    assert not (folder / "outputs").exists()


@pytest.mark.usefixtures("folder")
def test_borders_that_are_given_are_enough(run):
    code, out, err = run("export", *SCHOOLS, "--boundaries", "wijken.geojson")
    assert (code, "grenzen" in err) == (0, False)
    assert "export/wijken.geojson" in out
