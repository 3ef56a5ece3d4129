from datetime import date

import pytest
from openpyxl import Workbook

from regiekaart import StudyChoice, load_study
from regiekaart.errors import InputError, Severity
from regiekaart.facts.dates import parse_date
from regiekaart.facts.membership import Evidence
from regiekaart.facts.membership_list import read_membership
from regiekaart.language import NL
from regiekaart.words.table import as_csv
from regiekaart.words.tables import unit_table

DAY = date(2023, 1, 1)


@pytest.fixture
def write(tmp_path):
    def write(text, name="lijst.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def read(path, day=DAY, **settings):
    return read_membership(path, day, cycle="2023", **settings)


def problems(path, day=DAY):
    with pytest.raises(InputError) as caught:
        read(path, day)
    return caught.value.problems


def test_a_list_in_dutch_with_semicolons_is_read(write):
    found = read(write("NIS;Gemeente;Regiegebied;Rechtsvorm;Bewijs;Bron\n"
                       "44021;Gent;Regio Gent;projectvereniging;afgeleid;brief\n"))  # fmt: skip
    (row,) = found.rows
    assert (row.nis, row.region, row.legal_form, row.source) == (
        "44021", "Regio Gent", "projectvereniging", "brief",
    )  # fmt: skip
    assert row.evidence is Evidence.INFERRED


def test_a_list_in_english_with_commas_and_names_only_is_read(write):
    found = read(write("municipality,region\nSint Niklaas,Waas\nst.-truiden,Haspengouw\n"))
    assert [(row.nis, row.region) for row in found.rows] == [
        ("46021", "Waas"),
        ("71053", "Haspengouw"),
    ]


def test_a_workbook_is_read_with_codes_as_numbers(tmp_path):
    book = Workbook()
    book.active.append(["nis", "regiegebied", "vanaf"])
    book.active.append([44021, "Regio Gent", date(2023, 1, 1)])
    book.save(tmp_path / "lijst.xlsx")
    (row,) = read(tmp_path / "lijst.xlsx").rows
    assert (row.nis, row.valid_from) == ("44021", date(2023, 1, 1))


def test_a_list_is_partial_unless_somebody_says_it_is_complete(write):
    path = write("nis,region\n44021,A\n")
    assert not read(path).complete
    assert read(path, complete=True).complete
    said = write("nis,region,lijst\n44021,A,volledig\n", "zelf.csv")
    assert read(said).complete
    assert not read(said, complete=False).complete


def test_a_list_that_contradicts_itself_on_completeness_is_refused(write):
    (problem,) = problems(write("nis,region,list\n44021,A,complete\n44034,A,partial\n"))
    assert (problem.row, problem.column) == (3, "list")


def test_every_problem_is_told_at_once_with_row_column_and_value(write):
    found = problems(
        write("nis,gemeente,regiegebied,bewijs,vanaf\n"
              "99999,,A,,\n"
              ",Gentt,A,,\n"
              "44021,Brugge,A,,\n"
              "11001,,A,misschien,\n"
              "11004,,A,,ooit\n"
              ",,A,,\n"
              "13040,,A,,\n"
              "13040,,B,,\n")
    )  # fmt: skip
    assert [(p.row, p.column, p.value) for p in found] == [
        (2, "nis", "99999"),
        (3, "gemeente", "Gentt"),
        (4, "nis", "44021"),
        (5, "bewijs", "misschien"),
        (6, "vanaf", "ooit"),
        (7, "nis", ""),
        (9, "regiegebied", "B"),
    ]
    assert {p.file for p in found} == {"lijst.csv"}
    assert found[1].suggestion.startswith("Gent")


def test_problems_are_told_in_the_order_of_the_rows(write):
    found = problems(write("nis,region\n44021,A\n44021,B\n99999,A\n"))
    assert [p.row for p in found] == [3, 4]


def test_a_municipality_that_merged_before_the_date_is_understood_with_a_notice(write):
    found = read(write("nis,region\n44011,A\n44049,A\n"))
    assert [row.nis for row in found.rows] == ["44083"]
    assert [notice.value for notice in found.notices] == ["44011", "44049"]
    assert "Deinze (44083)" in found.notices[0].message.nl


def test_parts_of_a_merged_municipality_in_two_regions_are_a_problem(write):
    (problem,) = problems(write("nis,region\n44011,A\n44049,B\n"))
    assert "Deinze" in problem.message.nl


def test_a_list_that_names_only_some_parts_of_a_merged_municipality_is_a_problem(write):
    (problem,) = problems(write("nis,region\n44036,A\n44072,A\n"))
    assert "Zomergem" in problem.message.nl
    assert problem.suggestion == "44085"


def test_a_municipality_that_does_not_exist_yet_is_refused_with_its_parts(write):
    (problem,) = problems(write("nis,region\n71072,A\n"))
    assert "1 januari 2025" in problem.message.nl
    assert "71022 Hasselt, 73040 Kortessem" in problem.message.nl
    assert problem.suggestion is None


def test_a_name_that_stands_for_two_codes_means_the_one_of_the_day(write):
    path = write("gemeente,regiegebied\nTielt,Midwest\n")
    assert read(path, date(2024, 12, 31)).rows[0].nis == "37015"
    assert read(path, date(2025, 1, 1)).rows[0].nis == "37022"


def test_antwerpen_and_borsbeek_of_before_2025_are_one_member_after(write):
    path = write("gemeente,regiegebied\nAntwerpen,Antwerpen\nBorsbeek,Antwerpen\n")
    assert [row.nis for row in read(path, date(2025, 6, 1)).rows] == ["11002"]


@pytest.mark.parametrize(
    ("rows", "day", "told"),
    [
        ("11007,W1", date(2025, 1, 1), "Antwerpen (11002) staat niet op de lijst"),
        ("11007,W1|11002,W2", date(2025, 1, 1), "Borsbeek (11007) (rij 2): W1"),
        ("44083,W1|44083,W1", DAY, "Deinze (44083) staat al op rij 2"),
        ("44083,W1|44011,W1|44049,W1", DAY, "Deinze (44083), dat al op rij 2 staat"),
    ],
    ids=["one part", "two regions", "twice", "whole and parts"],
)
def test_a_merger_that_a_list_gives_badly_is_told_as_it_is(write, rows, day, told):
    (problem,) = problems(write("nis,region\n" + rows.replace("|", "\n") + "\n"), day)
    assert told in problem.message.nl


@pytest.mark.parametrize(
    ("names", "day", "unit"),
    [
        (("Hasselt", "Kortessem"), date(2025, 1, 1), "71072"),
        (("Deinze", "Nevele"), DAY, "44083"),
        (("Meulebeke", "Tielt"), date(2025, 6, 1), "37022"),
    ],
)
def test_parts_by_name_are_understood_where_the_whole_has_the_name_of_one(write, names, day, unit):
    found = read(write("gemeente,regiegebied\n" + "".join(f"{n},W1\n" for n in names)), day)
    assert [(row.nis, row.region) for row in found.rows] == [(unit, "W1")]


def test_parts_that_were_members_at_different_times_are_not_mixed_up(write):
    path = write(
        "nis,regiegebied,vanaf,tot\n44011,A,2020-01-01,2022-12-31\n44049,B,2023-01-01,2025-12-31\n"
    )
    (problem,) = problems(path)
    said = "Deinze (44011) (rij 2): niets over 1 januari 2023; Nevele (44049) (rij 3): B"
    assert said in problem.message.nl


SPANNING = """nis,gemeente,regiegebied,vanaf,tot
11056,Zwijndrecht,Waas,2023-01-01,2024-12-31
46003,Beveren,Waas,2023-01-01,2024-12-31
46013,Kruibeke,,2023-01-01,2024-12-31
46030,Beveren-Kruibeke-Zwijndrecht,Waasland,2025-01-01,
44021,Gent,Gent,2023-01-01,
"""


@pytest.mark.parametrize("column", ["both", "nis", "gemeente"])
def test_one_list_that_spans_a_merger_is_read_before_it_and_after_it(write, column):
    rows = [line.split(",") for line in SPANNING.splitlines()]
    gone = {"nis": 1, "gemeente": 0}.get(column)
    text = "\n".join(",".join(c for i, c in enumerate(row) if i != gone) for row in rows)
    path = write(text)
    before = read(path, date(2024, 6, 1))
    assert {row.nis: row.region_on(date(2024, 6, 1)) for row in before.rows} == {
        "11056": "Waas", "46003": "Waas", "46013": None, "44021": "Gent",
    }  # fmt: skip
    (note,) = [n for n in before.notices if "46030" in n.value or "Beveren-K" in n.value]
    assert "bestaat pas sinds 1 januari 2025" in note.message.nl
    after = read(path, date(2025, 6, 1))
    assert {row.nis: row.region_on(date(2025, 6, 1)) for row in after.rows} == {
        "46030": "Waasland", "44021": "Gent",
    }  # fmt: skip
    assert not [n for n in (*before.notices, *after.notices) if n.severity is Severity.WARNING]


def test_a_study_of_each_day_comes_from_the_list_that_spans_the_merger(write):
    path = write(SPANNING)
    studies = {
        year: load_study(StudyChoice(cycle="2023", date=date(year, 6, 1), membership=path))
        for year in (2024, 2025)
    }
    members = {
        year: {
            name: study.groups[group].name
            for name, group in zip(study.names, study.group_of, strict=True)
            if group >= 0
        }
        for year, study in studies.items()
    }
    assert members == {
        2024: {"Zwijndrecht": "Waas", "Beveren": "Waas", "Gent": "Gent"},
        2025: {"Beveren-Kruibeke-Zwijndrecht": "Waasland", "Gent": "Gent"},
    }
    known = {year: sum(m.known for m in study.memberships) for year, study in studies.items()}
    assert known == {2024: 4, 2025: 2}


HASSELT = {
    "the name of both, each with its days": (
        "Hasselt,A,,2024-12-31\nKortessem,B,,2024-12-31\nHasselt,C,2025-01-01,\n"
    ),
    "the name of both goes on": "Hasselt,C,2023-01-01,\nKortessem,B,,2024-12-31\n",
}


@pytest.mark.parametrize("rows", HASSELT.values(), ids=HASSELT)
def test_the_name_of_both_is_the_part_before_the_merger_and_the_whole_after_it(write, rows):
    path = write("gemeente,regiegebied,vanaf,tot\n" + rows)
    early, late = (read(path, day).rows for day in (date(2024, 6, 1), date(2025, 6, 1)))
    assert {row.nis: row.region for row in late} == {"71072": "C"}
    assert {row.nis for row in early} == {"71022", "73040"}


def test_a_whole_whose_part_goes_on_after_the_merger_is_a_problem(write):
    (problem,) = problems(write(SPANNING.replace("Waas,2023-01-01,2024-12-31", "Waas,,", 1)),
                          date(2025, 6, 1))  # fmt: skip
    assert "Zwijndrecht (11056) is deel van" in problem.message.nl
    assert "al op rij 5" in problem.message.nl


def test_a_new_code_on_a_row_that_says_to_be_older_stays_a_problem(write):
    path = write("nis,regiegebied,vanaf\n46030,Waas,2023-01-01\n")
    (problem,) = problems(path, date(2024, 6, 1))
    assert "bestaat pas sinds 1 januari 2025" in problem.message.nl


def test_parts_whose_rows_are_all_over_say_nothing_of_the_merged_municipality(write):
    rows = SPANNING.splitlines()
    path = write("\n".join(rows[:4]) + "\n")
    study = load_study(StudyChoice(cycle="2023", date=date(2025, 6, 1), membership=path))
    assert not any(m.known for m in study.memberships)
    (note,) = [n for n in study.notices if "geldt geen rij" in n.message.nl]
    assert "Beveren-Kruibeke-Zwijndrecht: onbekend op die dag" in note.message.nl


@pytest.mark.parametrize(
    ("days", "region"),
    [
        ("2023-07-01,", "A"),
        (",2022-12-31", "A"),
        ("2023-07-01,2024-12-31", ""),
        ("2024-01-01,", ""),
    ],
    ids=["not begun", "over", "not a member later", "not a member from later on"],
)
def test_on_a_partial_list_a_row_says_nothing_of_days_outside_its_own(write, days, region):
    path = write(f"nis,regiegebied,vanaf,tot\n44021,{region},{days}\n11002,B,,\n")
    study = load_study(StudyChoice(cycle="2023", membership=path))
    gent = study.memberships[study.position["44021"]]
    assert (gent.region, gent.known) == (None, False)
    assert any("Gent: onbekend op die dag" in n.message.nl for n in study.notices)
    closed = load_study(StudyChoice(cycle="2023", membership=path, complete=True))
    gent = closed.memberships[closed.position["44021"]]
    assert (gent.region, gent.known) == (None, True)
    assert any("Gent: geen lid op die dag" in n.message.nl for n in closed.notices)


def test_a_partial_list_says_who_was_no_member_on_a_row_of_its_own(write):
    path = write("nis,regiegebied,vanaf,tot\n44021,A,2023-07-01,\n44021,,,2023-06-30\n")
    study = load_study(StudyChoice(cycle="2023", membership=path))
    gent = study.memberships[study.position["44021"]]
    assert (gent.region, gent.known) == (None, True)


@pytest.mark.parametrize(
    "region", ["-", "?", "geen", "NVT", "0", "#N/B", "True", "2023-12-01", "1,5", "Vlaanderen"]
)
def test_a_word_that_is_no_name_of_a_region_is_refused(write, region):
    (problem,) = problems(write(f'nis,regiegebied\n44021,"{region}"\n'))
    assert (problem.row, problem.column) == (2, "regiegebied")
    assert "laat de cel leeg" in problem.message.nl


def test_one_region_in_several_spellings_is_one_region_with_a_notice(write):
    rows = ["44021,W13", "44034,w13 ", "44048,W 13", "11001,Régio", "11004,Re\u0301gio"]
    found = read(write("nis,regiegebied\n" + "\n".join(rows) + "\n"))
    assert [row.region for row in found.rows] == ["W13", "W13", "W13", "Régio", "Régio"]
    (notice,) = found.notices
    assert "W13; ook w13 (rij 3), W 13 (rij 4)" in notice.message.nl


def test_a_row_that_ends_before_the_region_is_a_problem_and_no_no(write):
    (problem,) = problems(write("nis;gemeente;regiegebied\n44021\n"))
    assert "te kort" in problem.message.nl


@pytest.mark.parametrize("cycle", ["cyclus 2023", "23", "2022"])
def test_a_cycle_that_is_none_is_a_problem_and_not_skipped(write, cycle):
    found = problems(write(f"nis,region,cycle\n44021,A,{cycle}\n44034,B,2023\n"))
    assert [(p.row, p.value) for p in found] == [(2, cycle)]


def test_a_list_that_mixes_codes_of_different_years_says_which(write):
    found = read(write("nis,region\n44083,A\n44084,A\n44085,A\n12030,B\n12034,B\n"))
    (mixture,) = [n for n in found.notices if "door elkaar" in n.message.nl]
    assert mixture.value == "12030, 12034"
    assert "12030 Puurs bestond tot 31 december 2018" in mixture.message.nl


def test_rows_of_another_cycle_are_left_out_with_a_notice(write):
    found = read(write("nis,region,cycle\n44021,A,2023-2025\n44034,B,2020\n"))
    assert [row.nis for row in found.rows] == ["44021"]
    assert "2020" in found.notices[0].message.nl


def test_a_list_without_the_needed_columns_says_which(write):
    assert "regiegebied" in problems(write("nis,naam\n44021,Gent\n"))[0].message.nl
    assert "gemeente" in problems(write("regiegebied,bron\nA,b\n"))[0].message.nl


def test_memberships_one_after_the_other_are_no_double(write):
    path = write("nis,region,vanaf,tot\n44021,A,2023-01-01,2023-12-31\n44021,B,2024-01-01,\n")
    assert read(path, date(2023, 6, 1)).rows[0].region == "A"
    assert read(path, date(2024, 6, 1)).rows[0].region == "B"


def test_a_list_that_calls_itself_fictional_stays_so(write):
    assert read(write("nis,region,note\n44021,A,Fictief voorbeeld\n")).fictional
    assert not read(write("nis,region,note\n44021,A,\n")).fictional


def test_the_list_itself_is_not_changed(write):
    path = write("nis,region\n44021,A\n")
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before


NO_DATES = [
    "2023-13-01", "32/01/2023", "gisteren", "1/2", "2023", "15-06-21", "1/1/09", "2024-12-31xx",
    "2023-W52-7", "0023-01-01",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_not_made_into_one(text):
    assert parse_date(text) is None


def test_the_table_of_a_build_comes_back_as_it_was(tmp_path):
    """Who is unknown there has an empty region too, and is not read as "not a member"."""
    study = load_study(StudyChoice(cycle="2023"))
    path = tmp_path / "municipalities.csv"
    path.write_text(as_csv(unit_table(study), NL, for_people=True), encoding="utf-8", newline="")
    again = load_study(StudyChoice(membership=path))
    assert again.group_of.tolist() == study.group_of.tolist()
    assert "110 rijen met onbekend lidmaatschap weggelaten" in [
        notice.message.nl for notice in again.notices
    ]


def test_an_unknown_membership_is_no_part_of_a_complete_list(tmp_path):
    path = tmp_path / "lijst.csv"
    path.write_text("nis;regiegebied;lidmaatschap\n24062;A;lid\n24011;;onbekend\n")
    with pytest.raises(InputError, match="an unknown membership on a complete list"):
        load_study(StudyChoice(membership=path, complete=True))
