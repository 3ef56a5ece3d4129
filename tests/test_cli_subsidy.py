import csv
import io
import json
import subprocess
import sys
from decimal import Decimal

import pytest

EXAMPLE = ("subsidy", "--example")
# Around the mergers of 2025, whose municipalities the jobseekers stand on, and long before them.
DAYS = (
    "2017-01-01", "2020-01-01", "2022-12-31", "2023-01-01", "2024-12-31", "2025-01-01",
    "2026-06-01",
)  # fmt: skip


def test_the_distribution_as_a_table_in_both_languages(run):
    status, out, _ = run(*EXAMPLE)
    assert status == 0
    assert "FICTIEF VOORBEELD · Verdeling van 3.000.000,00 euro" in out
    assert "237.517,17" in out
    assert "hier 15-64 jaar" in " ".join(out.split())
    assert "niet de oudere reeks NWWZ" in " ".join(out.split())
    _, out, _ = run(*EXAMPLE, "--lang", "en", "--ages", "20-64")
    assert "Distribution of 3,000,000.00 euro" in out
    assert "here 20-64" in " ".join(out.split())


def test_a_partial_list_reads_as_a_worked_example(run):
    _, out, _ = run("subsidy")
    flat = " ".join(out.split())
    assert flat.startswith("Verdeling van 3.000.000,00 euro als er maar 27 regiegebieden waren")
    assert (
        "Met de 39 aangekondigde regiegebieden is het gelijke deel 30.769,23 euro; hier, met 27, "
        "is elk gelijk deel 13.675,21 euro hoger." in flat
    )
    assert flat.index("Met de 39") < flat.index("Een rekenvoorbeeld: van 110 gemeenten")
    _, out, _ = run("subsidy", "--lang", "en")
    assert out.startswith("Distribution of 3,000,000.00 euro if there were only 27 regie regions")
    assert "each equal part is 13,675.21 euro higher" in " ".join(out.split())
    _, out, _ = run("subsidy", "--cycle", "2017")
    assert "aangekondigde" not in out
    assert "als er maar" in out
    _, out, _ = run("subsidy", "--scheme", "2014", "--cycle", "2020")
    assert "Aangekondigd zijn 37 regiegebieden; hier zijn er 29 geteld" in out


def test_only_what_is_approximate_has_its_bounds_on_a_screen(run):
    _, out, _ = run("subsidy")
    bounds = [line for line in out.partition("\n\n")[2].splitlines() if " – " in line]
    assert len(bounds) == 5
    assert all("≈" in line for line in bounds)


def test_a_screen_shows_the_regions_that_change_and_a_file_all(run):
    words = ("subsidy", "--date", "2025-01-01", "--move", "Herent=Leuven")
    _, out, _ = run(*words)
    effect = out.partition("Wat als: gemeenten verplaatst")[2]
    assert "€ voor" in effect
    assert "werkzoekenden na" in effect
    names = [line.split("  ")[0] for line in effect.splitlines()[5:8]]
    assert names == ["Dijleland", "Leuven", "totaal"]
    assert "24 regiegebieden veranderen niet en staan alleen in de uitvoer als CSV en" in effect
    _, out, _ = run(*words, "--format", "csv")
    assert len(out.splitlines()) == 1 + 26 + 1
    _, out, _ = run(*words, "--format", "json")
    assert len(json.loads(out)["effect"]["regions"]) == 26


def test_the_document_keeps_the_contract_and_adds_up(run):
    _, out, _ = run(*EXAMPLE, "--format", "json", "--budget", "2225000,01")
    document = json.loads(out)
    assert (document["budget"], document["ages"]) == ("2225000.01", "15-64")
    regions = document["regions"]
    assert len(regions) == 39
    assert {
        "region", "working_age", "jobseekers", "amount_working_age", "amount_jobseekers",
        "amount_equal", "total",
    } <= set(regions[0])  # fmt: skip
    assert sum(Decimal(r["total"]) for r in regions) == Decimal("2225000.01")
    for row in regions:
        parts = (row["amount_working_age"], row["amount_jobseekers"], row["amount_equal"])
        assert sum(map(Decimal, parts)) == Decimal(row["total"])
        assert all(part[-3] == "." for part in parts)
    assert len(document["splits"]) == 6
    assert [r["region"] for r in regions if r["approximate"]] == [
        "Antwerpen", "Haspengouw", "Voorbeeldregio Halle", "Voorbeeldregio Hasselt",
        "Welzijnsband Meetjesland", "ZORA Werkt!", "Zuidoost-Limburg",
    ]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("chosen", [("--cycle", "2017"), ("--cycle", "2020"), ("--cycle", "2023"),
                                    ("--example",)])  # fmt: skip
def test_on_every_date_the_cents_add_up_to_the_budget_within_their_bounds(run, chosen, day):
    status, out, err = run("subsidy", *chosen, "--date", day, "--format", "json")
    assert status == 0
    document = json.loads(out)
    rows = document["regions"]
    assert sum(Decimal(row["total"]) for row in rows) == Decimal("3000000.00")
    for row in rows:
        assert Decimal(row["total_min"]) <= Decimal(row["total"]) <= Decimal(row["total_max"])
        assert row["jobseekers_min"] <= row["jobseekers"] <= row["jobseekers_max"]
        assert document["splits"] or row["total_min"] == row["total_max"]
    names = [split["municipality"] for split in document["splits"]]
    assert err.count("benadering: de werkzoekenden van") == bool(names)
    assert all(name in err for name in names)
    assert document["approximate"] == bool(document["splits"]) == (day < "2025")


def test_the_example_in_figures(run):
    """1,200,000 / 39 = 30,769.2307...: three regions get the cents that are left."""
    _, out, _ = run(*EXAMPLE, "--format", "json")
    document = json.loads(out)
    equal = [row["amount_equal"] for row in document["regions"]]
    assert (equal.count("30769.24"), equal.count("30769.23"), len(equal)) == (3, 36, 39)
    assert document["totals"]["total"] == "3000000.00"
    rows = {row["region"]: row for row in document["regions"]}
    # All jobseekers of Antwerpen may live in Borsbeek, or none of them.
    known = rows["ZORA Werkt!"]
    assert (known["jobseekers_min"], known["jobseekers_max"]) == (2765, 2765 + 29207)
    assert (known["total_min"], known["total"], known["total_max"]) == (
        "64039.86", "66103.18", "168458.16",
    )  # fmt: skip


def test_an_approximation_cannot_be_taken_for_exact(run):
    _, out, err = run(*EXAMPLE)
    assert "(deels bij benadering)" in out.splitlines()[0]
    assert err.startswith("let op: benadering: de werkzoekenden van 6 fusiegemeenten (Antwerpen, ")
    assert err.count("\n") == 1
    assert "Borsbeek (ZORA Werkt!) 571" in out
    marked = [line.split("  ")[0] for line in out.splitlines() if "  ≈  " in line]
    assert marked[1:] == [
        "Antwerpen", "Haspengouw", "Voorbeeldregio Halle", "Voorbeeldregio Hasselt",
        "Welzijnsband Meetjesland", "ZORA Werkt!", "Zuidoost-Limburg", "totaal",
    ]  # fmt: skip
    assert "135.431,68 – 239.798,93" in out
    assert "≈ Benadering: de 29.207 werkzoekenden van Antwerpen" in out
    assert max(map(len, out.partition("\n\n")[2].partition("\n\n")[0].splitlines())) <= 160
    _, out, err = run(*EXAMPLE, "--lang", "en", "--format", "json")
    assert err.startswith("warning: approximation: the jobseekers of 6 merged municipalities (")
    assert sum("Approximation: the " in note for note in json.loads(out)["notes"]) == 6


def test_a_date_without_splits_has_no_marks_and_no_warnings(run):
    _, out, err = run(*EXAMPLE, "--date", "2025-01-01")
    assert "benadering" not in err
    assert "≈" not in out
    assert "tussen" not in out.splitlines()[3]


def test_csv_has_clean_numbers_and_a_word_for_what_is_approximate(run):
    _, out, _ = run(*EXAMPLE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0]["werkzoekenden"] == "28636"
    assert rows[0]["€ minstens"] == "135431.68"
    assert rows[0]["€ hoogstens"] == "239798.93"
    assert [row["benadering"] for row in rows[:2]] == ["benadering", ""]
    for row in rows[:-1]:
        assert Decimal(row["€ minstens"]) <= Decimal(row["€ totaal"])
    _, out, _ = run(*EXAMPLE, "--format", "csv", "--against", "ages=20-64")
    assert next(csv.DictReader(io.StringIO(out)))["benadering"] == "benadering"


def test_the_splits_are_told_to_programs_with_their_parts_and_shares(run):
    _, out, _ = run(*EXAMPLE, "--format", "json")
    first, *_ = json.loads(out)["splits"]
    assert (first["municipality"], first["count"]) == ("Antwerpen", 29207)
    assert first["regions"] == ["Antwerpen", "ZORA Werkt!"]
    assert [(p["municipality"], p["count"]) for p in first["parts"]] == [
        ("Antwerpen", 28636), ("Borsbeek", 571),
    ]  # fmt: skip
    assert sum(p["share"] for p in first["parts"]) == pytest.approx(1)
    _, out, _ = run("subsidy", "--format", "json")
    parts = {p["municipality"]: p for s in json.loads(out)["splits"] for p in s["parts"]}
    assert (parts["Hasselt"]["region"], parts["Hasselt"]["known"]) == (None, False)
    assert (parts["Kortessem"]["region"], parts["Kortessem"]["known"]) == ("Haspengouw", True)


def test_notes_that_tables_share_are_told_once(run):
    words = ("--against", "ages=20-64", "--move", "Herent=-")
    _, out, err = run(*EXAMPLE, *words)
    assert out.count("Lidmaatschap: fictief voorbeeld") == 1
    # Another key divides otherwise; the move divides as before, and tells nothing new.
    flat = " ".join(out.split())
    assert flat.count("naar bevolking 15-64") == flat.count("naar bevolking 20-64") == 6
    assert err.count("\n") == 1


def test_what_cannot_be_assigned_is_refused_if_that_is_asked(run):
    words = ("--split-jobseekers", "refuse", "--format", "json")
    status, out, err = run(*EXAMPLE, *words)
    assert (status, out) == (2, "")
    assert err.count("fout:") == 6
    assert "--split-jobseekers working-age" in err
    assert run(*EXAMPLE, "--date", "2025-01-01", *words)[0] == 0


def test_the_older_scheme_has_no_budget_and_no_ages(run):
    words = ("subsidy", "--scheme", "2014", "--cycle", "2017", "--population-year", "2014")
    _, out, _ = run(*words, "--format", "json")
    document = json.loads(out)
    assert (document["budget"], document["ages"], document["total"]) == (None, None, "825000.00")
    rows = {row["region"]: row for row in document["regions"]}
    known = rows["Zuidoost-Limburg"]
    assert (known["population"], known["total"], known["jobseekers"]) == (92340, "50000.00", None)
    _, out, _ = run(*words)
    assert "plafond met centrumstad" in out


def test_two_choices_are_compared(run):
    words = (*EXAMPLE, "--against", "ages=20-64,jobseekers-year=2020", "--against", "budget=1.50")
    _, out, _ = run(*words, "--format", "json")
    compared = json.loads(out)["comparison"]
    assert (compared["from"]["ages"], compared["to"]["ages"]) == ("15-64", "20-64")
    assert (compared["to"]["budget"], compared["difference"]) == ("1.50", "-2999998.50")
    assert sum(Decimal(r["difference"]) for r in compared["regions"]) == Decimal("-2999998.50")
    _, out, _ = run(*EXAMPLE, "--against", "scheme=2014", "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0][:4] == ["regiegebied", "€ regeling 2023", "€ regeling 2014", "€ verschil"]
    assert rows[1][:4] == ["Antwerpen", "237517.17", "200000.00", "-37517.17"]


def test_the_older_scheme_is_compared_with_the_keys(run):
    _, out, _ = run(
        "subsidy", "--example", "--scheme", "2014", "--format", "json",
        "--against", "scheme=2023,split-jobseekers=working-age",
    )  # fmt: skip
    compared = json.loads(out)["comparison"]
    assert (compared["from"]["scheme"], compared["to"]["total"]) == ("2014", "3000000.00")


def test_a_move_shows_its_effect(run):
    words = (*EXAMPLE, "--move", "Herent=-", "--move", "34022=+Kortrijk apart")
    _, out, _ = run(*words, "--format", "json")
    document = json.loads(out)
    assert document["moves"] == [
        {"nis": "24038", "municipality": "Herent", "from": "Dijleland", "to": None},
        {"nis": "34022", "municipality": "Kortrijk", "from": "W13", "to": "Kortrijk apart"},
    ]
    rows = {row["region"]: row for row in document["effect"]["regions"]}
    assert rows["Kortrijk apart"]["from"] is None
    assert rows["Dijleland"]["to"]["working_age"] < rows["Dijleland"]["from"]["working_age"]
    assert sum(Decimal(row["difference"]) for row in rows.values()) == 0
    assert len(document["regions"]) == 39
    _, out, _ = run(*words)
    assert "Wat als: gemeenten verplaatst" in out
    assert "Verplaatst: Herent, van Dijleland naar geen regiegebied." in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--budget", "3.000.000"], "geen bedrag in euro: 3.000.000"),
        (["--ages", "0-99"], "15-64, 18-64, 20-64"),
        (["--scheme", "2020"], "2023, 2014"),
        (["--scheme", "2014", "--budget", "1"], "--budget hoort niet bij de regeling 2014"),
        (["--jobseekers-year", "1999"], "2014-2024"),
        (["--working-age-year", "2030"], "2012-2022"),
        (["--against", "leeftijd=20-64"], "verwacht SLEUTEL=WAARDE"),
        (["--against", "ages=1-2,budget=-5"], "onbekende waarde 1-2"),
        (["--against", "ages=1-2,budget=-5"], "geen bedrag in euro: -5"),
        (["--against", "ages=18-64,ages=20-64"], "hoogstens één keer"),
        (["--against", "jobseekers-year=vorig"], "geen jaar: vorig"),
        (["--against", "population-year=2014"], "hoort niet bij de regeling 2023"),
        (["--split-jobseekers", "guess"], "working-age, refuse"),
        (["--against", "split-jobseekers=refuse"], "29.207 werkzoekenden van Antwerpen"),
        (["--move", "Herent"], "GEMEENTE=REGIEGEBIED"),
        (["--move", "Herent=Dijleand"], "bedoeld: Dijleland?"),
    ],
)
def test_a_wrong_call_is_told_and_nothing_is_printed(run, words, told):
    status, out, err = run("subsidy", *words)
    assert (status, out) == (2, "")
    assert told in err


def test_the_command_stays_light():
    code = (
        "import sys; from regiekaart.cli import main;"
        f"main([*{EXAMPLE!r}, '--format', 'json']);"
        "heavy = {'pandas', 'geopandas', 'matplotlib', 'shapely', 'openpyxl', 'rapidfuzz'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
