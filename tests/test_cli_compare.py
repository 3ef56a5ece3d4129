import csv
import io
import json
import subprocess
import sys

import openpyxl
import pytest

from regiekaart.cli import main

CONTRACT = {"joined", "left", "moved", "merged", "bridge", "from", "to"}
STEP = {"cause", "municipalities", "population", "municipality_points", "population_points"}


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        status = main(["compare", *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def document(run):
    def document(*words):
        status, out, _ = run(*words, "--format", "json")
        assert status == 0
        return json.loads(out)

    return document


@pytest.fixture
def lists(tmp_path):
    """Gent stays, Bree leaves, Peer joins, Pelt goes from Kempen to Noord."""
    old = "gemeente;regiegebied\nGent;Gent\nBree;Kempen\nPelt;Kempen\nHamont-Achel;Noord\n"
    (tmp_path / "oud.csv").write_text(old, encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.title = "Leden"
    for row in (("nis", "region"), ("44021", "Gent"), ("72030", "Kempen"), ("72043", "Noord"),
                ("72037", "Noord")):  # fmt: skip
        book.active.append(row)
    book.create_sheet("Leeg")
    book.save(tmp_path / "nieuw.xlsx")


def points(found, key):
    return sum(row[key] for row in found["bridge"])


@pytest.mark.parametrize(
    "words",
    [
        ("2017", "2020"),
        ("2020", "2023"),
        ("2023", "2017"),
        ("2023", "2023"),
        ("2018-12-31", "2019-01-01"),
        ("2023-01-01", "2025-01-01"),
        ("2016-05-01", "2026-01-01"),
        ("2023", "voorbeeld"),
        ("example", "2020"),
    ],
    ids=" ".join,
)
def test_the_points_add_up_to_the_difference_of_the_coverages(document, words):
    found = document(*words)
    assert set(found) >= CONTRACT
    assert all(set(row) >= STEP for row in found["bridge"])
    for share, key in (
        ("municipality_share", "municipality_points"),
        ("municipality_share_max", "municipality_points_max"),
        ("population_share", "population_points"),
        ("population_share_max", "population_points_max"),
    ):
        difference = 100 * (found["to"][share] - found["from"][share])
        assert points(found, key) == pytest.approx(difference, abs=1e-11)
        assert found["difference"][key] == pytest.approx(difference, abs=1e-11)
    for count in ("municipalities", "population"):
        members = {"municipalities": "members", "population": "population_members"}[count]
        assert points(found, count) == found["to"][members] - found["from"][members]


def test_the_ends_are_the_studies_with_their_coverage(document):
    found = document("2017", "2020")
    assert found["from"]["cycle"] == "2017"
    assert (found["from"]["members"], found["from"]["municipalities"]) == (103, 308)
    assert (found["to"]["members"], found["to"]["municipalities"]) == (186, 300)
    assert found["to"]["date"] == "2020-01-01"
    assert len(found["merged"]) == 15
    assert {
        "nis": "12025",
        "from": "Mechelen",
        "to": "Rivierenland",
        "possibly_renamed": False,
    } in (found["moved"])


def test_a_date_has_the_cycle_that_holds_it(document):
    found = document("2018-06-01", "2021-01-01")
    assert (found["from"]["cycle"], found["to"]["cycle"]) == ("2017", "2020")
    found = document("2018-06-01", "2021-01-01", "--cycle", "2020")
    assert (found["from"]["cycle"], found["to"]["cycle"]) == ("2020", "2020")


def test_a_date_before_all_cycles_takes_the_first_and_says_so(run, document):
    assert document("2013-01-01", "2017")["from"]["cycle"] == "2017"
    assert "1 januari 2013 ligt buiten de cyclus 2017" in run("2013-01-01", "2017")[2]


@pytest.mark.usefixtures("lists")
def test_two_complete_lists(document):
    found = document("oud.csv", "nieuw.xlsx", "--complete")
    assert found["joined"] == ["72030"]
    assert found["left"] == ["72004"]
    assert found["moved"] == [
        {"nis": "72043", "from": "Kempen", "to": "Noord", "possibly_renamed": False}
    ]
    assert found["certain"] is True
    assert found["became_known"] == found["became_unknown"] == []
    regions = {row["region"]: row for row in found["regions"]}
    assert regions["Gent"]["change"] == "unchanged"
    assert regions["Kempen"]["joined"] == ["72030"]
    assert regions["Kempen"]["left"] == ["72004", "72043"]


def test_what_became_of_the_regions_is_told_as_check_tells_it(document, capsys):
    rows = {row["region"]: row for row in document("2022-12-31", "2023")["regions"]}
    main(["check", "--cycle", "2023", "--format", "json"])
    checked = json.loads(capsys.readouterr().out)["regions"]
    assert len(checked) == 27
    for region in checked:
        row, told = rows[region["region"]], region["since_cycle_before"]
        assert (row["change"], row["as_far_as_known"]) == (told["kind"], told["as_far_as_known"])
        assert (row["from"], row["open"]) == (told["predecessor"], told["unknown"])
        assert (row["joined"], row["left"]) == (told["joined"], told["left"])


@pytest.mark.usefixtures("lists")
def test_the_same_lists_read_as_partial_have_no_one_join_or_leave(document):
    found = document("oud.csv", "nieuw.xlsx")
    assert found["joined"] == found["left"] == []
    assert found["became_known"] == [{"nis": "72030", "to": "Kempen"}]
    assert found["became_unknown"] == [{"nis": "72004", "from": "Kempen"}]
    assert [row["nis"] for row in found["moved"]] == ["72043"]
    assert found["certain"] is False


@pytest.mark.usefixtures("lists")
def test_each_list_can_have_its_own_date(document):
    found = document("oud.csv", "nieuw.xlsx", "--from-date", "2020-01-01", "--to-date",
                     "2025-01-01", "--complete")  # fmt: skip
    assert (found["from"]["municipalities"], found["to"]["municipalities"]) == (300, 285)
    assert (found["from"]["cycle"], found["to"]["cycle"]) == ("2020", "2023")
    assert len(found["merged"]) == 28
    one_day = document("oud.csv", "nieuw.xlsx", "--date", "2025-01-01", "--complete")
    assert one_day["merged"] == []
    assert one_day["from"]["municipalities"] == 285


@pytest.mark.usefixtures("lists")
def test_a_cycle_and_a_list_can_be_compared(document):
    found = document("2020", "nieuw.xlsx", "--sheet", "Leden", "--date", "2020-01-01")
    assert found["from"]["membership_source"].startswith("openbare bronnen")
    assert found["to"]["membership_source"] == "eigen lijst nieuw.xlsx (onvolledig)"


@pytest.mark.usefixtures("lists")
def test_one_own_list_on_two_days(document):
    found = document("2023-01-01", "2025-01-01", "--membership", "oud.csv", "--complete")
    assert found["from"]["membership_source"] == "eigen lijst oud.csv"
    assert found["joined"] == found["left"] == found["moved"] == []
    assert {row["cause"] for row in found["bridge"] if row["municipality_points"]} == {"mergers"}


def test_with_the_population_of_one_year_nothing_grows(document):
    found = document("2020", "2023", "--population-year", "2019")
    growth = {"population-growth", "other-denominator"}
    assert all(row["population_points"] == 0 for row in found["bridge"] if row["cause"] in growth)


def test_the_table_in_dutch(run):
    status, out, err = run("2017", "2020")
    assert (status, err) == (0, "")
    assert "tussen 33,44 % en 100,00 % op 1 januari 2017" in out
    assert out.index("Volgens beide lijsten") < out.index("Het lidmaatschap werd bekend")
    assert out.index("Het lidmaatschap werd bekend") < out.index("Dekkingsgraad van de gemeenten")
    assert "(103 van de 308, daarna 186 van de 300:" in out
    assert max(map(len, out.splitlines())) <= 160
    assert "Fusies: 15 gemeenten werden er 7." in out
    assert "lidmaatschap bekend geworden             +90      +2.619.593" in out
    assert "Waarom de dekkingsgraad veranderde" in out


def test_who_stayed_by_the_same_source_is_counted(run, document):
    """Of the 190 members of 2023, 142 rest on sources that the list of 2020 cites as well."""
    found = document("2020", "2023")
    assert found["same_source"] == 142
    regions = {row["region"]: row for row in found["regions"]}
    assert sum(row["same_source"] for row in regions.values()) == 142
    midwest, w13 = regions["DVV Midwest"], regions["W13"]
    assert (midwest["members"], midwest["same_source"], midwest["carried_over"]) == (16, 16, True)
    assert (w13["members"], w13["same_source"], w13["carried_over"]) == (13, 0, False)
    _, out, _ = run("2020", "2023")
    flat = " ".join(out.split())
    assert "Van 142 van de 190 leden komt het lidmaatschap in beide lijsten uit dezelfde" in flat
    assert "DVV Midwest overgenomen (dezelfde bron) 16 16" in flat
    assert "W13 ongewijzigd, voor zover bekend 13 13" in flat
    assert document("2023", "2020")["same_source"] == 142


def test_the_table_in_english(run):
    _, out, _ = run("2017", "2020", "--lang", "en")
    assert "between 33.44% and 100.00% on 1 January 2017" in out
    assert "Why the coverage changed" in out
    assert "gemeente" not in out.replace("Mijngemeenten", "")


def test_csv_is_the_bridge_with_the_same_columns_whatever_is_known(run):
    _, out, _ = run("2017", "2020", "--format", "csv", "--lang", "en")
    header, *rows = csv.reader(io.StringIO(out))
    assert len(header) == 7
    totals = [float(row[-2]) for row in rows]
    assert sum(totals[:-1]) == pytest.approx(totals[-1])
    _, out, _ = run("example", "example", "--format", "csv", "--lang", "en")
    assert next(csv.reader(io.StringIO(out)))[:7] == header


def test_a_notice_on_both_studies_is_told_once(run):
    _, _, err = run("2025-01-01", "2025-06-01")
    assert err.count("Antwerpen (11002) ontstond door een fusie") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2019", "2020"), "geen cyclus, datum of bestand: 2019; verwacht een cyclus (2017, 2020"),
        (("2020", "nergens.csv"), "geen cyclus, datum of bestand: nergens.csv"),
        (("2023-02-30", "2023"), "geen datum: 2023-02-30; verwacht JJJJ-MM-DD"),
        (("1999-01-01", "2023"), "kies een datum van 1 januari 2012"),
        (("2020", "2023", "--cycle", "2017"), "--cycle heeft hier geen zin"),
        (("2020-01-01", "2023-01-01", "--date", "2021-01-01"), "--date heeft hier geen zin"),
        (("2020-01-01", "2023", "--from-date", "2021-01-01"), "laat --from-date weg"),
        (("2020", "2023", "--complete"), "--complete/--partial heeft hier geen zin"),
        (("2020", "2023", "--sheet", "x"), "--sheet heeft hier geen zin"),
        (("voorbeeld", "example", "--membership", "x.csv"), "--membership heeft hier geen zin"),
        (("2020", "2023", "--membership", "weg.csv"), "weg.csv"),
        (("2017", "2020", "--population-year", "2025"), "na een fusie"),
        (("2020",), "ontbreekt"),
        (("2017", "2020", "2023"), "te veel woorden: 2023"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_call_is_explained_with_status_2(run, words, told):
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith("fout: ")
    assert told in err
    assert "Traceback" not in err


def test_a_wrong_call_is_explained_in_english(run):
    _, _, err = run("2019", "2023-13-01", "--lang", "en")
    first, second = err.splitlines()
    assert first.startswith("error: not a cycle, a date or a file: 2019; expected a cycle")
    assert second == "error: not a date: 2023-13-01; expected YYYY-MM-DD, for example 2023-01-01"


def test_the_problems_of_both_lists_are_told_at_once_by_path(run, tmp_path):
    for folder, code in (("a", "99999"), ("b", "88888")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "lijst.csv").write_text(f"nis,regiegebied\n{code},X\n")
    status, out, err = run("a/lijst.csv", "b/lijst.csv")
    assert (status, out) == (2, "")
    assert "a/lijst.csv, rij 2, kolom nis: onbekende code 99999" in err
    assert "b/lijst.csv, rij 2, kolom nis: onbekende code 88888" in err


def test_no_heavy_package_is_loaded():
    code = (
        "import sys; from regiekaart.cli import main; main(['compare', '2017', '2020']);"
        "heavy = {'pandas', 'geopandas', 'matplotlib', 'shapely', 'folium', 'pyogrio', 'openpyxl'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_map_in_each_format_that_is_asked_for(run, tmp_path):
    words = ("--map", "a.png", "--map", "nieuw/b.svg", "--map", "c.PDF", "--boundaries", "embedded")
    status, out, err = run("2017", "2020", *words)
    assert status == 0
    assert "Waarom de dekkingsgraad veranderde" in out
    assert [line for line in err.splitlines() if line.startswith("kaart: ")] == [
        "kaart: a.png", "kaart: nieuw/b.svg", "kaart: c.PDF",
    ]  # fmt: skip
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "c.PDF").read_bytes().startswith(b"%PDF")
    drawing = (tmp_path / "nieuw" / "b.svg").read_text(encoding="utf-8")
    assert "Wat veranderde tussen 1 januari 2017 en 1 januari 2020" in drawing
    assert "lid, voorheen onbekend" in drawing
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.png", "b.svg", "c.PDF", "nieuw"]


def test_a_map_in_a_folder_is_named_after_what_is_compared(run, tmp_path):
    (tmp_path / "er").mkdir()
    run("2023", "2020", "--map", "kaarten/", "--map", "er", "--boundaries", "embedded")
    name = "change-2023-2023-01-01-to-2020-2020-01-01.png"
    assert [p.name for p in (tmp_path / "kaarten").iterdir()] == [name]
    assert [p.name for p in (tmp_path / "er").iterdir()] == [name]


def test_a_map_has_the_same_bytes_on_every_run_and_json_stays_one_document(run, tmp_path):
    words = ("2023", "voorbeeld", "--boundaries", "embedded", "--format", "json")
    for name in ("a", "b"):
        status, out, _ = run(*words, "--map", f"{name}.png", "--map", f"{name}.svg", "--dpi", "60")
        assert status == 0
        assert json.loads(out)["to"]["cycle"] == "2023"
    for kind in ("png", "svg"):
        one, other = ((tmp_path / f"{name}.{kind}").read_bytes() for name in ("a", "b"))
        assert one == other
    assert "FICTIEF VOORBEELD" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_a_map_in_ones_own_language_and_colours(run, tmp_path):
    (tmp_path / "stijl.toml").write_text('accent = "#7a0b5c"\n', encoding="utf-8")
    words = ("--style", "stijl.toml", "--boundaries", "embedded", "--lang", "en")
    status, _, err = run("2017", "2020", "--map", "a.svg", *words)
    assert (status, "map: a.svg" in err) == (0, True)
    drawing = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "What changed between 1 January 2017 and 1 January 2020" in drawing
    assert "#7a0b5c" in drawing


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2017", "2020", "--map", "a.gif"), "a.gif heeft geen bekend formaat"),
        (("2017", "2020", "--map", "kaart"), ".png, .svg, .pdf"),
        (("2017", "2020", "--dpi", "300"), "--dpi heeft hier geen zin: er is geen --map"),
        (("2017", "2020", "--style", "x.toml"), "--style heeft hier geen zin"),
        (("2017", "2020", "--boundaries", "embedded"), "--boundaries heeft hier geen zin"),
        (("2017", "2020", "--map", "a.png", "--style", "x.toml"), "x.toml"),
        (("2017", "weg.csv", "--map", "a.png"), "weg.csv"),
        (("2017", "2020", "--map", "a.png", "--boundaries", "weg"), "weg"),
    ],
)
def test_nothing_is_drawn_on_a_wrong_call(run, tmp_path, words, told):
    (tmp_path / "a.png").write_bytes(b"oud")
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert told in err
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".toml"] == ["a.png"]
    assert (tmp_path / "a.png").read_bytes() == b"oud"


def test_all_that_is_wrong_with_a_call_is_told_at_once(run):
    _, _, err = run("2019", "2020", "--map", "a.gif", "--map", "b.txt", "--lang", "en")
    assert "not a cycle, a date or a file: 2019" in err
    assert "a.gif has no known format" in err
    assert "b.txt has no known format" in err


def test_an_old_map_stays_whole_if_another_cannot_be_written(run, tmp_path):
    (tmp_path / "a.png").write_bytes(b"oud")
    (tmp_path / "dicht").write_text("geen map", encoding="utf-8")
    words = ("--map", "a.png", "--map", "dicht/b.png", "--boundaries", "embedded")
    status, out, err = run("2017", "2020", *words)
    assert (status, out) == (3, "")
    assert "kan niet schrijven naar dicht/b.png" in err
    assert (tmp_path / "a.png").read_bytes() == b"oud"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.png", "dicht"]


@pytest.mark.usefixtures("lists")
def test_the_map_of_two_own_lists_counts_as_the_command_does(run, tmp_path):
    words = ("oud.csv", "nieuw.xlsx", "--complete", "--from-date", "2020-01-01")
    status, out, _ = run(*words, "--map", "a.svg", "--boundaries", "embedded", "--format", "json")
    assert status == 0
    found = json.loads(out)
    drawing = (tmp_path / "a.svg").read_text(encoding="utf-8")
    for word, key in (("toegetreden", "joined"), ("uitgetreden", "left")):
        assert f"{word}: 1 gemeente (" in drawing.lower()
        assert len(found[key]) == 1


def test_the_same_source_counts_who_stayed_and_nobody_who_moved(document):
    found = document("2017", "2023")
    moved = {row["nis"] for row in found["moved"]}
    assert len(moved) == 7
    assert found["same_source"] == 55
    assert sum(row["same_source"] for row in found["regions"]) == 60


def test_a_style_has_the_language_of_the_map_unless_another_is_asked_for(run, tmp_path):
    (tmp_path / "stijl.toml").write_text('language = "en"\n', encoding="utf-8")
    words = ("2017", "2020", "--style", "stijl.toml", "--boundaries", "embedded")
    assert "Waarom de dekkingsgraad" in run(*words, "--map", "a.svg")[1]
    assert "What changed between" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    run(*words, "--map", "a.svg", "--lang", "nl")
    assert "Wat veranderde tussen" in (tmp_path / "a.svg").read_text(encoding="utf-8")
