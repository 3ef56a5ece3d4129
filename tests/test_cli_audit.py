import csv
import io
import json
import subprocess
import sys

import pytest


def figures(tmp_path, *rows):
    path = tmp_path / "eigen.csv"
    header = "id;publicatie;toestand op;gebied;maat;aantal;totaal;procent"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return str(path)


def test_what_is_off_stands_first_and_the_status_says_so(run):
    status, out, err = run("audit")
    assert (status, err) == (1, "")
    assert "47 cijfers: 7 met een tegenspraak, 37 zonder, 3 niet na te gaan" in out
    lines = out.splitlines()
    assert lines[5].startswith("2022-so-ovl")
    assert "tegenspraak" in lines[5]
    assert "Geen tegenspraak is geen bewijs" in lines[-1]
    assert "83,46 % tot 95,52 %" in out


def test_the_table_in_english(run):
    status, out, _ = run("audit", "--lang", "en")
    assert status == 1
    assert "47 figures: 7 with a contradiction" in out
    assert "83.46% to 95.52%" in out
    assert "tegenspraak" not in out


def test_json_has_the_keys_of_the_contract(run):
    status, out, _ = run("audit", "--format", "json")
    document = json.loads(out)
    assert status == 1
    assert document["summary"] == {"consistent": 37, "inconsistent": 7, "not verifiable": 3}
    claims = {claim["id"]: claim for claim in document["claims"]}
    assert set(claims["2023-pop"]) >= {"id", "verdict", "checks"}
    possible = next(c for c in claims["2023-pop"]["checks"] if c["check"] == "possible")
    assert possible["printed"] == 0.9313
    assert possible["expected"] == [5_654_263 / 6_774_807, 6_471_233 / 6_774_807]


def test_csv_has_one_row_per_figure(run):
    _, out, _ = run("audit", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 47
    assert rows[0]["id"] == "2022-so-ovl"
    assert rows[0]["publication"] == "Antwoord op vraag nr. 34"


def test_own_figures_are_checked_beside_those_that_ship(run, tmp_path):
    path = figures(
        tmp_path,
        "a;Nota;2023;Vlaanderen;dekking gemeenten;261;300;87",
        "b;Nota;2024;Vlaanderen;dekking bevolking;;;12,5",
    )
    status, out, _ = run("audit", "--figures", path, "--only-own", "--format", "json")
    claims = {claim["id"]: claim for claim in json.loads(out)["claims"]}
    assert status == 1
    assert {name: claim["verdict"] for name, claim in claims.items()} == {
        "a": "consistent",
        "b": "inconsistent",
    }
    assert all(claim["own"] for claim in claims.values())
    _, out, _ = run("audit", "--figures", path)
    assert "49 cijfers: 8 met een tegenspraak" in out


def test_only_sound_own_figures_end_well(run, tmp_path):
    path = figures(tmp_path, "a;Nota;2023;Vlaanderen;dekking gemeenten;261;300;87")
    status, out, _ = run("audit", "--figures", path, "--only-own")
    assert status == 0
    assert "1 cijfer: 0 met een tegenspraak" in out


def test_a_complete_own_list_takes_the_place_of_the_shipped_one_of_its_cycle(run, tmp_path):
    own = tmp_path / "leden.csv"
    own.write_text("nis;regiegebied\n11002;Antwerpen\n44021;Gent\n", encoding="utf-8")
    _, out, _ = run("audit", "--membership", str(own), "--complete", "--format", "json")
    claims = {claim["id"]: claim for claim in json.loads(out)["claims"]}
    wrong = {c["check"] for c in claims["2023-mun"]["checks"] if c["verdict"] == "inconsistent"}
    assert wrong == {"members"}
    assert claims["2023-pop"]["verdict"] == "inconsistent"
    assert claims["2020-pop"]["verdict"] == "consistent"


def test_the_example_reproduces_the_published_coverage_and_says_that_it_is_fiction(run):
    _, out, _ = run("audit", "--example")
    assert "FICTIEF VOORBEELD" in out
    _, out, _ = run("audit", "--example", "--format", "json")
    claims = {claim["id"]: claim for claim in json.loads(out)["claims"]}
    assert claims["2023-pop"]["verdict"] == claims["2023-mun"]["verdict"] == "consistent"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--only-own",), "geef --figures"),
        (("--figures", "weg.csv"), "bestand niet gevonden"),
        (("--date", "2023-01-01"), "onbekende optie: --date"),
        (("--complete",), "geef --membership"),
        (("--cycle", "1999"), "onbekende cyclus"),
    ],
)
def test_a_wrong_call_is_told(run, words, message):
    status, out, err = run("audit", *words)
    assert (status, out) == (2, "")
    assert message in err


def test_an_id_that_ships_is_refused(run, tmp_path):
    path = figures(tmp_path, "2023-pop;Nota;2023;Vlaanderen;dekking bevolking;;;93")
    status, _, err = run("audit", "--figures", path)
    assert status == 2
    assert "eigen.csv, rij 2, kolom id: 2023-pop is de id van een meegeleverd cijfer" in err


def test_no_heavy_package_is_loaded():
    code = (
        "import sys; from regiekaart.cli import main; main(['audit', '--format', 'json']);"
        "heavy = {'pandas', 'geopandas', 'matplotlib', 'shapely', 'folium', 'pyogrio', 'openpyxl'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_population_share_is_held_against_the_count_of_its_own_publication(run, tmp_path):
    members = tmp_path / "leden.csv"
    members.write_text("gemeente;regiegebied\nMechelen;A\nLier;A\n", encoding="utf-8")
    figures = tmp_path / "cijfers.csv"
    figures.write_text(
        "id,as_of,measure,count,total,percent\n"
        "m,2023,municipality_coverage,100,300,33\np,2023,population_coverage,,,30\n",
        encoding="utf-8",
    )
    words = ("audit", "--figures", str(figures), "--only-own", "--membership", str(members))
    _, out, _ = run(*words, "--format", "json")
    claims = {claim["id"]: claim for claim in json.loads(out)["claims"]}
    assert claims["p"]["verdict"] == "consistent"
