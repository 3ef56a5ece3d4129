"""Lists of agreements that people bring."""

from datetime import date

import pytest
from openpyxl import Workbook

from regiekaart.errors import InputError, Severity
from regiekaart.facts.agreement_list import read_agreements
from regiekaart.facts.agreement_standings import agreement_facts
from regiekaart.facts.agreements import Status
from regiekaart.facts.flanders import history
from regiekaart.facts.membership import Evidence

DAY = date(2022, 10, 17)


@pytest.fixture
def write(tmp_path):
    def write(text, name="vdab.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def statuses(path, day=DAY):
    codes = history().at(day).codes
    facts = agreement_facts(path, day, codes)
    pairs = zip(codes, facts.standings, strict=True)
    return {nis: s for nis, s in pairs if s.rows or s.others}, facts


def problems(path, day=DAY):
    with pytest.raises(InputError) as caught:
        read_agreements(path, day)
    return caught.value.problems


def test_a_list_in_dutch_is_read(write):
    found, facts = statuses(
        write("NIS;Gemeente;Status;Datum;Einde;Verwacht;Bron\n"
              "44021;Gent;afgesloten;15/06/2021;31/12/2025;;brief\n"
              ";Sint Niklaas;In onderhandeling;;;2022-12-31;\n"
              "11002;;op te starten;;;;\n"
              "13040;Turnhout;geen;;;;\n"
              "24062;Leuven;;;;;\n", encoding="cp1252")
    )  # fmt: skip
    assert {nis: s.status for nis, s in found.items()} == {
        "44021": Status.SIGNED, "46021": Status.NEGOTIATING, "11002": Status.TO_START,
        "13040": Status.NONE, "24062": Status.UNKNOWN,
    }  # fmt: skip
    assert (found["44021"].since, found["44021"].ends) == (date(2021, 6, 15), date(2025, 12, 31))
    assert found["44021"].rows[0].source == "brief"
    assert found["46021"].rows[0].source == "vdab.csv"
    assert found["46021"].expected_on == date(2022, 12, 31)
    assert found["13040"].evidence is Evidence.DOCUMENTED
    assert (facts.source.nl, facts.file) == ("eigen lijst vdab.csv", "vdab.csv")


def test_a_list_in_english_is_read_from_a_workbook(tmp_path):
    book = Workbook()
    book.active.append(["municipality", "status", "date", "expected_on", "source"])
    book.active.append(["Gent", "signed", date(2021, 6, 15), None, "letter"])
    book.active.append(["Brugge", "to_start", None, date(2023, 1, 31), None])
    book.save(tmp_path / "vdab.xlsx")
    found, _ = statuses(tmp_path / "vdab.xlsx")
    assert found["44021"].since == date(2021, 6, 15)
    assert found["31005"].expected_on == date(2023, 1, 31)


@pytest.mark.parametrize(
    ("spelling", "meant"),
    [("Afgesloten", Status.SIGNED), ("SO afgesloten", Status.SIGNED), ("getekend", Status.SIGNED),
     ("onderhandelingen", Status.NEGOTIATING), ("nog op te starten", Status.TO_START),
     ("to start", Status.TO_START), ("geen overeenkomst", Status.NONE), ("?", Status.UNKNOWN),
     ("onbekend", Status.UNKNOWN)],
)  # fmt: skip
def test_a_status_may_be_written_in_several_ways(write, spelling, meant):
    found, _ = statuses(write(f"nis,status\n44021,{spelling}\n"))
    assert found["44021"].status is meant


def test_every_problem_is_told_at_once_with_row_column_value_and_suggestion(write):
    found = problems(
        write("gemeente,status,datum,einde,verwacht,bewijs\n"
              "Gentt,geen,,,,\n"
              "Gent,afgeslotn,,,,\n"
              "Brugge,afgesloten,ooit,,,\n"
              "Aalst,afgesloten,2022-01-01,2021-01-01,,\n"
              "Genk,geen,,,straks,\n"
              "Mechelen,geen,,,,misschien\n"
              "Hasselt,geen,,,,\n"
              "Hasselt,afgesloten,,,,\n"
              "Kortrijk,-,,,,\n")
    )  # fmt: skip
    assert [(p.row, p.column, p.value) for p in found] == [
        (2, "gemeente", "Gentt"),
        (3, "status", "afgeslotn"),
        (4, "datum", "ooit"),
        (5, "einde", "2021-01-01"),
        (6, "verwacht", "straks"),
        (7, "bewijs", "misschien"),
        (9, "gemeente", "Hasselt"),
        (10, "status", "-"),
    ]
    assert found[1].suggestion == "afgesloten"
    assert "Gent" in found[0].suggestion
    assert {p.file for p in found} == {"vdab.csv"}


def test_the_columns_that_are_needed_are_named_together(write):
    assert [p.message.nl for p in problems(write("datum,bron\n2022-01-01,x\n"))] == [
        "kolom 'status' ontbreekt",
        (
            "kolom 'nis' of 'gemeente' ontbreekt: een van beide is nodig, of 'gemeenten' met alle "
            "leden in één cel"
        ),
    ]


def test_a_list_is_taken_at_its_word_however_old_its_dates(write):
    found, _ = statuses(write("nis,status,datum\n44021,geen,2019-01-01\n"
                              "31005,afgesloten,2015-06-15\n"))  # fmt: skip
    assert (found["44021"].status, found["31005"].status) == (Status.NONE, Status.SIGNED)


def test_an_agreement_that_has_ended_is_unknown(write):
    found, _ = statuses(write("nis,status,datum,einde\n44021,signed,2019-01-01,2021-12-31\n"))
    assert found["44021"].status is Status.UNKNOWN


def test_a_signature_after_the_reference_date_is_unknown_on_it_and_told(write):
    found, facts = statuses(write("nis,status,datum\n44021,afgesloten,2023-03-09\n"))
    assert found["44021"].status is Status.UNKNOWN
    assert found["44021"].expected_on == date(2023, 3, 9)
    (notice,) = facts.notices
    assert (notice.severity, notice.row, notice.column) == (Severity.INFO, 2, "datum")
    assert "Gent (44021)" in notice.message.nl


def test_rows_of_one_municipality_follow_each_other_in_time(write):
    path = write("nis,status,datum\n44021,geen,2021-01-01\n44021,in onderhandeling,2022-01-01\n"
                 "44021,afgesloten,2022-12-01\n")  # fmt: skip
    found, _ = statuses(path)
    assert (found["44021"].status, found["44021"].expected_on) == (
        Status.NEGOTIATING,
        date(2022, 12, 1),
    )
    later, _ = statuses(path, date(2022, 12, 1))
    assert later["44021"].status is Status.SIGNED


@pytest.mark.parametrize(
    "rows", ["44021,geen,\n44021,geen,\n", "44021,geen,2022-01-01\n44021,afgesloten,2022-01-01\n",
             "44021,geen,\n44021,afgesloten,2022-01-01\n"]
)  # fmt: skip
def test_two_rows_for_one_day_are_a_problem(write, rows):
    (problem,) = problems(write("nis,status,datum\n" + rows))
    assert (problem.row, problem.column) == (3, "nis")
    assert "rij 2" in problem.message.nl


def test_an_expected_date_that_is_not_after_the_reference_date_is_told(write):
    _, facts = statuses(write("nis,status,verwacht\n44021,to_start,2022-10-17\n"))
    assert [(n.severity, n.column) for n in facts.notices] == [(Severity.WARNING, "verwacht")]


def test_parts_of_a_merger_that_agree_are_one_status(write):
    path = write("gemeente,status\nGalmaarden,geen\nGooik,geen\nHerne,geen\n")
    found, facts = statuses(path, date(2025, 6, 1))
    assert found["23106"].status is Status.NONE
    assert all(notice.severity is Severity.INFO for notice in facts.notices)


def test_a_merger_of_which_the_list_names_one_part_is_unknown_with_a_warning(write):
    found, facts = statuses(write("gemeente,status\nGooik,afgesloten\n"), date(2025, 6, 1))
    assert found["23106"].status is Status.UNKNOWN
    (warning,) = [n for n in facts.notices if n.severity is Severity.WARNING]
    assert "Galmaarden en Herne: onbekend; Gooik: afgesloten" in warning.message.nl


def test_beside_another_part_a_name_that_whole_and_part_share_means_the_part(write):
    day = date(2025, 6, 1)
    both, _ = statuses(write("gemeente,status\nHasselt,geen\nKortessem,geen\n"), day)
    assert both["71072"].status is Status.NONE
    assert {row.nis for row in both["71072"].rows} == {"71022", "73040"}
    alone, _ = statuses(write("gemeente,status\nHasselt,geen\n"), day)
    assert alone["71072"].status is Status.NONE


def test_a_whole_beside_its_part_is_a_problem(write):
    path = write("gemeente,status\nPajottegem,geen\nGooik,afgesloten\n")
    (problem,) = problems(path, date(2025, 6, 1))
    assert problem.row == 3
    assert "Pajottegem" in problem.message.nl


def test_antwerpen_after_borsbeek_joined_says_nothing_of_borsbeek_before(write):
    path = write("nis,status,datum\n11002,afgesloten,2025-03-01\n")
    found, _ = statuses(path, date(2024, 12, 1))
    assert set(found) == {"11002"}


def test_talks_on_a_renewal_do_not_undo_an_agreement_that_runs(write):
    path = write(
        "nis;status;datum;einde;verwacht\n44021;signed;2020-03-28;2025-09-13;\n"
        "44021;negotiating;2022-09-05;;2025-10-01\n"
    )
    found, _ = statuses(path)
    assert found["44021"].status is Status.SIGNED
    assert found["44021"].expected_on == date(2025, 10, 1)


def test_the_sheet_of_a_list_is_named_behind_the_file(tmp_path):
    book = Workbook()
    book.active.append(["iets"])
    sheet = book.create_sheet("Blad2")
    sheet.append(["nis", "status"])
    sheet.append(["44021", "afgesloten"])
    book.save(tmp_path / "vdab.xlsx")
    (agreement,) = read_agreements(tmp_path / "vdab.xlsx#Blad2", DAY).agreements
    assert agreement.status is Status.SIGNED


def test_a_day_as_excel_counts_it_gets_the_day_that_was_meant(write):
    read = read_agreements(write("nis;status;datum\n44021;afgesloten;44562\n"), DAY)
    assert read.agreements[0].signed_on == date(2022, 1, 1)
    (notice,) = read.notices
    assert "44562 = 1 januari 2022" in notice.message.nl


def test_a_day_number_that_is_the_code_of_a_municipality_is_refused_with_its_day(write):
    (problem,) = problems(write("nis;status;datum\n11002;afgesloten;44021\n"))
    assert "44021 is in Excel 9 juli 2020" in problem.message.nl
    assert problem.suggestion == "2020-07-09"


def test_a_list_that_is_wrong_throughout_ends_in_a_number(write):
    rows = "".join(f"44021;afgeslotn{i}\n" for i in range(500))
    found = problems(write("nis;status\n" + rows))
    assert len(found) == 101
    assert found[0].suggestion == "afgesloten"
    assert found[-1].message.nl == "en nog 400 fouten"


def test_a_sheet_is_chosen_behind_the_name_of_the_file(tmp_path):
    book = Workbook()
    book.active.append(["niets", "hier"])
    sheet = book.create_sheet("Blad2")
    sheet.append(["nis", "status"])
    sheet.append(["44021", "afgesloten"])
    book.save(tmp_path / "vdab.xlsx")
    found, facts = statuses(tmp_path / "vdab.xlsx#Blad2")
    assert found["44021"].status is Status.SIGNED
    assert facts.file == "vdab.xlsx"
