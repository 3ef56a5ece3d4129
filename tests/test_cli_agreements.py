"""The command ``regiekaart agreements``."""

import json
import subprocess
import sys

import pytest

OCTOBER = ("agreements", "--cycle", "2020", "--date", "2022-10-17")


def test_agreements_as_tables(run):
    status, out, err = run(*OCTOBER, "--by", "province")
    assert (status, err) == (0, "")
    assert "Samenwerkingsovereenkomsten met VDAB per provincie" in out
    assert "gedekt, met overeenkomst" in out
    _, out, _ = run(*OCTOBER, "--lang", "en")
    assert "at least 43 of the 300 municipalities had a cooperation agreement with VDAB" in out


def test_agreements_as_json(run):
    _, out, _ = run(*OCTOBER, "--by", "province", "--forecast", "2022-12-31", "--format", "json")
    document = json.loads(out)
    assert {"study", "agreements", "rows", "crossed", "municipalities"} <= set(document)
    first = document["rows"][0]
    assert (first["group"], first["signed"], first["unknown"]) == ("Vlaanderen", 43, 257)
    assert first["share"] == 43 / 300
    assert first["forecast_signed"] == 43
    assert len(document["municipalities"]) == 300
    assert len(document["crossed"]["rows"]) == 4


def test_agreements_as_csv_and_per_municipality(run):
    _, out, _ = run(*OCTOBER, "--by", "province", "--format", "csv", "--lang", "en")
    assert out.splitlines()[0].startswith("province,municipalities,signed,negotiating")
    assert len(out.splitlines()) == 7
    _, out, _ = run(*OCTOBER, "--municipalities", "--format", "csv")
    assert len(out.splitlines()) == 301


def test_an_own_list_counts_and_its_problems_are_told_at_once(run, tmp_path):
    (tmp_path / "vdab.csv").write_text("nis;status\n44021;afgesloten\n11002;geen\n")
    status, out, _ = run(*OCTOBER, "--agreements", "vdab.csv", "--format", "json")
    first = json.loads(out)["rows"][0]
    assert (status, first["signed"], first["none"], first["unknown"]) == (0, 1, 1, 298)
    assert json.loads(out)["agreements"]["source"] == "eigen lijst vdab.csv"
    (tmp_path / "fout.csv").write_text("nis;status\n44021;misschien\n99999;geen\n")
    status, out, err = run(*OCTOBER, "--agreements", "fout.csv")
    assert (status, out) == (2, "")
    assert "fout.csv, rij 2, kolom status: onbekende status: misschien" in err
    assert "fout.csv, rij 3, kolom nis: onbekende code 99999" in err


def test_a_merger_of_parts_that_differ_is_told(run):
    _, _, err = run("agreements", "--date", "2025-06-01")
    assert "agreements.csv: Antwerpen (11002)" in err
    assert "Borsbeek: onbekend" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--forecast", "2022-01-01"], "ligt voor de peildatum"),
        (["--forecast", "morgen"], "geen datum: morgen"),
        (["--by", "canton"], "province, reference-region"),
        (["--agreements", "nergens.csv"], "nergens.csv"),
        (["--date", "2021-01-01", "--cycle", "2020", "--by", "reference-region"], "4 februari"),
    ],
)
def test_a_wrong_call_is_told_and_nothing_is_printed(run, words, told):
    status, out, err = run("agreements", *words)
    assert (status, out) == (2, "")
    assert told in err


def test_the_command_loads_nothing_heavy():
    code = (
        "import sys; from regiekaart.cli import main; main(['agreements', '--format', 'json']);"
        "heavy = {'pandas', 'geopandas', 'matplotlib', 'shapely', 'folium', 'pyogrio', 'openpyxl'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
