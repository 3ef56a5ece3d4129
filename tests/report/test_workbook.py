from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from regiekaart import StudyChoice
from regiekaart.analysis.coverage import coverage
from regiekaart.language import EN, NL
from regiekaart.report.results import Results
from regiekaart.report.xlsx import workbook
from regiekaart.report.xlsx.measure import digits, lines_of, pages_of
from regiekaart.report.xlsx.sheets import Maker
from regiekaart.report.xlsx.tabs import TABS
from regiekaart.scheme.flanders import PROVINCE
from regiekaart.words.catalogue import study_tables
from regiekaart.words.table import Share
from report.kept import results_for
from report.workbooks import column_of, formula_cells, formulas_of, rows_of, values_of
from tiny import grid_study

THIRDS = {k: "Zuid" if k % 2 else "Oost" for k in range(1, 8)}


@pytest.fixture(scope="module")
def grid():
    """Members 1-7; 8 is unknown and 9 is not a member."""
    reference = dict.fromkeys(range(1, 10), "Streek")
    return grid_study(THIRDS, outside=(9,), reference=reference)


@pytest.fixture(scope="module")
def grid_book(grid):
    return workbook(Results(grid), NL)


@pytest.fixture(scope="module")
def book_2023(results_2023):
    return workbook(results_2023, NL)


def test_a_share_with_unknowns_has_its_two_bounds(grid_book):
    sheet = values_of(grid_book)["Dekking provincie"]
    assert column_of(sheet, "dekking gemeenten, minstens")["Noord"] == 1 / 3
    assert column_of(sheet, "dekking gemeenten, hoogstens")["Noord"] == 2 / 3
    assert column_of(sheet, "dekking bevolking, minstens")["Noord"] == 7 / 24
    assert column_of(sheet, "dekking bevolking, hoogstens")["Vlaanderen"] == 36 / 45


def test_the_whole_stands_last(grid_book):
    assert rows_of(values_of(grid_book)["Dekking provincie"])[-1][0] == "Vlaanderen"


def test_totals_and_shares_are_formulas_over_the_municipalities(grid_book):
    sheet = formulas_of(grid_book)["Dekking provincie"]
    found = column_of(sheet, "inwoners leden")
    assert found["Noord"] == (
        '=SUMIFS(gemeente_inwoners,gemeente_provincie,A5,gemeente_lidmaatschap,"lid")'
    )
    assert found["Vlaanderen"] == '=SUMIFS(gemeente_inwoners,gemeente_lidmaatschap,"lid")'
    names = formulas_of(grid_book).defined_names
    assert names["gemeente_inwoners"].attr_text == "'Gemeenten'!$E$5:$E$13"


def test_every_figure_of_the_coverage_is_ours(book_2023, study_2023):
    sheet = values_of(book_2023)["Dekking provincie"]
    for row in coverage(study_2023, PROVINCE).rows:
        assert column_of(sheet, "leden")[row.group] == row.units.count
        low, high = row.population.low, row.population.high
        assert column_of(sheet, "dekking bevolking, minstens")[row.group] == float(low)
        assert column_of(sheet, "dekking bevolking, hoogstens")[row.group] == float(high)


def test_the_summary_leads_with_the_whole(book_2023):
    found = {row[0]: row[1] for row in rows_of(values_of(book_2023)["Samenvatting"])}
    assert (found["Gemeenten"], found["Leden"], found["Onbekend"]) == (300, 190, 110)
    assert round(found["Dekking bevolking, minstens"], 4) == 0.7252


def test_the_example_is_called_fiction_on_every_sheet_and_every_printed_page(example_results):
    for language, words in ((NL, "Fictief voorbeeld"), (EN, "Fictional example")):
        content = workbook(example_results, language)
        book = formulas_of(content)
        for sheet in book:
            assert sheet["A3"].value.startswith(words), sheet.title
            assert sheet["A3"].font.color.rgb == "FFA4001D"
        headers = printed_headers(content)
        assert len(headers) == len(book.sheetnames)
        assert all(f"&KA4001D {words.upper()}" in header for header in headers)
    assert "History" not in book.sheetnames


def printed_headers(content):
    """Return what stands above the printed pages of each sheet, with its commands."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        found = [
            re.findall("<oddHeader>(.*?)</oddHeader>", archive.read(n).decode()) for n in sheets
        ]
    return [html.unescape(header) for each in found for header in each]


def test_what_is_known_is_not_called_fiction(book_2023):
    assert {sheet["A3"].value for sheet in values_of(book_2023)} == {None}
    assert not any("FICTIEF" in header for header in printed_headers(book_2023))


def test_a_header_is_no_longer_than_a_spreadsheet_takes(book_2023, example_results):
    for content in (book_2023, workbook(example_results, EN)):
        assert all(len(header) <= 255 for header in printed_headers(content))


def test_every_sheet_prints_on_a4_with_its_study_and_its_header(book_2023):
    for sheet in formulas_of(book_2023):
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in {1, None}
        assert "toestand op 1 januari 2023" in sheet.oddHeader.right.text
        assert "&P / &N" in sheet.oddFooter.right.text
        if sheet.title not in {"Samenvatting", "Methode"}:
            assert sheet.print_title_rows == "$4:$4"
            assert sheet.freeze_panes is not None
            assert sheet.auto_filter.ref is not None


def test_the_list_of_sheets_is_printed_on_a_page_of_its_own(book_2023):
    front = formulas_of(book_2023)["Samenvatting"]
    titles = {front.cell(row, 1).value: row for row in range(1, front.max_row + 1)}
    assert [each.id for each in front.row_breaks.brk] == [titles["Bladen"] - 1]
    # A spreadsheet keeps to a break only where the scale is set.
    assert not front.sheet_properties.pageSetUpPr.fitToPage
    assert 70 < front.page_setup.scale < 100


def test_what_would_leave_a_few_lines_on_a_page_is_printed_on_one_page_less(book_2023):
    book = formulas_of(book_2023)
    heights = {sheet.title: sheet.page_setup.fitToHeight for sheet in book}
    # A file that does not say on how many pages says on one; 0 leaves it open.
    assert heights["Dekking arrondissement"] is None
    assert heights["Bevindingen"] == 0
    # Two columns on a page upright, which holds 723 points at full size.
    assert pages_of([20, 20], 723 * 1.1, 30) == 1
    assert pages_of([20, 20], 723 * 2.05, 30) == 2
    assert pages_of([20, 20], 723 * 1.5, 30) == pages_of([20, 20], 300, 30) == 0


def test_columns_are_counted_in_letters_that_are_on_every_computer(book_2023):
    with zipfile.ZipFile(io.BytesIO(book_2023)) as archive:
        styles = archive.read("xl/styles.xml").decode()
    # The first of the letters is that of the workbook, in whose digits widths are counted.
    assert re.search(r"<font>(.*?)</font>", styles).group(1).count('name val="Arial"') == 1
    assert "Calibri" not in styles


def test_names_stand_on_one_line_and_rows_are_as_high_as_their_words(book_2023):
    sheet = formulas_of(book_2023)["Wie ontbreekt"]
    longest = "Scherpenheuvel-Zichem"
    row = next(r for r in range(5, 120) if sheet.cell(r, 1).value == longest)
    assert sheet.row_dimensions[row].height == sheet.row_dimensions[5].height
    assert sheet.column_dimensions["A"].width > digits(longest) + 2
    # A digit of Arial is 0.556 of its size.
    assert digits("0" * 10) == pytest.approx(10 * 0.556 * 9 / 5.25, rel=0.01)


def test_bold_words_take_more_room_and_a_narrow_column_more_lines():
    assert digits("Vlaanderen", bold=True) > digits("Vlaanderen")
    words = "voorlopig in orde"
    assert lines_of(words, 40) == 1 < lines_of(words, 10) <= lines_of(words, 5)
    assert lines_of("w" * 100, 10) > 5


def test_a_wide_table_is_printed_across(book_2023):
    book = formulas_of(book_2023)
    assert book["Gemeenten"].page_setup.orientation == "landscape"
    assert book["Wie ontbreekt"].page_setup.orientation != "landscape"


def test_a_number_is_a_number_and_a_code_is_words(book_2023):
    sheet = values_of(book_2023)["Gemeenten"]
    cells = {c.value: c.column_letter for c in sheet[4]}
    assert sheet["A5"].value == "11001"
    assert sheet["A5"].data_type == "s"
    assert sheet[f"{cells['inwoners']}5"].value == 14752
    assert sheet[f"{cells['inwoners']}5"].number_format == "#,##0"
    assert any(isinstance(c.value, date) for c in sheet[f"{cells['overeenkomst sinds']}"])


HOSTILE = {
    "formula": '=HYPERLINK("http://evil.example","klik")',
    "command": "+cmd|' /C calc'!A0",
    "address": "http://evil.example/x",
    "criterion": "*",
    "comparison": "<>x",
    "escape": "_x0041_",
    "controls": "a\x00\x01\x1b\ufffe\ud800b",
    "long": "L" * 40_000,
    "quotes": "\"'&<>",
}


@pytest.fixture(scope="module")
def hostile_book():
    regions = dict(zip(range(1, 10), HOSTILE.values(), strict=True))
    return workbook(Results(grid_study(regions)), NL)


def test_hostile_words_stay_words(hostile_book):
    book = formulas_of(hostile_book)
    shown = {cell.value for cell in book["Regiegebieden"]["A"]}
    assert {HOSTILE[key] for key in ("formula", "command", "address", "criterion")} <= shown
    assert HOSTILE["escape"] in shown
    assert "a     b" in shown
    assert max(len(str(each)) for each in shown) == 32_767
    for sheet, address in formula_cells(book):
        assert "evil" not in str(book[sheet][address].value)
    with zipfile.ZipFile(io.BytesIO(hostile_book)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist() if "rels" in name)
    assert b"evil.example" not in everything


def test_a_name_that_reads_as_a_criterion_counts_its_own_municipalities_only(hostile_book):
    sheet = formulas_of(hostile_book)["Regiegebieden"]
    formula = column_of(sheet, "gemeenten")["*"]
    assert formula.startswith("=SUMPRODUCT(--EXACT(gemeente_regiegebied,")
    assert column_of(values_of(hostile_book)["Regiegebieden"], "gemeenten")["*"] == 1


def test_the_tabs_have_names_that_every_spreadsheet_takes(book_2023, grid_book):
    for name in (*values_of(book_2023).sheetnames, *values_of(grid_book).sheetnames):
        assert len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
    for text in TABS.values():
        assert max(len(text.nl), len(text.en)) <= 31


CYCLES = {
    "2017": StudyChoice(cycle="2017"),
    "2020": StudyChoice(cycle="2020"),
    "2023": StudyChoice(cycle="2023"),
    "2025": StudyChoice(date=date(2025, 6, 1)),
    "example": StudyChoice(example=True),
}


@pytest.mark.parametrize("choice", CYCLES.values(), ids=CYCLES)
def test_every_table_has_its_twin_in_csv(choice):
    results = results_for(choice)
    files = {table.id: table for table in study_tables(results.study)}
    for sheet in Maker.of(results, NL).sheets():
        twin = files[sheet.table.id]
        assert len(sheet.rows) == len(twin.rows)
        assert {c.key for c in sheet.table.columns} <= {c.key for c in twin.columns}


def formulas_in_tables(results, language, book):
    """Return how many formulas stand in the tables, which is what the control controls."""
    found = 0
    for sheet in Maker.of(results, language).sheets():
        width, area = len(sheet.fields), book[sheet.name]
        rows = area.iter_rows(min_row=sheet.first + 1, max_row=sheet.end + 1, max_col=width)
        found += sum(cell.data_type == "f" for row in rows for cell in row)
    return found


@pytest.mark.parametrize("language", [NL, EN], ids=["nl", "en"])
@pytest.mark.parametrize("choice", CYCLES.values(), ids=CYCLES)
def test_every_study_opens_without_a_warning_and_controls_all_of_its_formulas(choice, language):
    results = results_for(choice)
    content = workbook(results, language)
    book = formulas_of(content)
    key_figures = sum(str(row[1]).startswith("=") for row in rows_of(book[book.sheetnames[0]]))
    control = values_of(content)[book.sheetnames[-1]]
    controlled = column_of(control, "formules" if language is NL else "formulas")
    whole = controlled["alle bladen" if language is NL else "all sheets"]
    assert whole == key_figures + formulas_in_tables(results, language, book)
    # What a spreadsheet takes in one cell.
    assert max(len(book[tab][cell].value) for tab, cell in formula_cells(book)) <= 8192


def test_a_study_without_any_region_has_a_workbook_too():
    book = values_of(workbook(Results(grid_study()), NL))
    assert "Regels" not in book.sheetnames
    assert rows_of(book["Samenvatting"])[1][1] == 0


def test_the_amounts_add_up_to_the_budget(book_2023):
    sheet = values_of(book_2023)["Subsidie"]
    amounts = column_of(sheet, "€ totaal")
    whole = amounts.pop("totaal")
    assert whole == 3_000_000
    assert round(sum(amounts.values()), 2) == whole
    formula = column_of(formulas_of(book_2023)["Subsidie"], "€ gelijk deel")["Antwerpen"]
    assert "subsidie_pot_3" in formula


def test_the_history_tells_what_was_announced_as_it_was_printed(book_2023):
    sheet = values_of(book_2023)["Verloop"]
    assert column_of(sheet, "bevolking, zoals gedrukt") == {
        "2017-2019": "78,69 %",
        "2020-2022": "bijna 89 %",
        "2023-2025": "93,13 %",
    }
    assert column_of(sheet, "dekking bevolking, aangekondigd")["2023-2025"] == 0.9313


def test_the_answer_of_2022_stands_as_printed_beside_what_its_numbers_give(book_2023):
    rows = rows_of(values_of(book_2023)["VDAB aangekondigd"])
    east = next(row for row in rows if row[:2] == ["gemeenten", "Oost-Vlaanderen"])
    assert east[2:6] == [55, 60, 0.91, 55 / 60]


def test_the_charts_tell_in_words_what_they_show(book_2023):
    with zipfile.ZipFile(io.BytesIO(book_2023)) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/drawings/drawing")]
        drawn = "".join(archive.read(name).decode() for name in names)
        charts = [n for n in archive.namelist() if n.startswith("xl/charts/chart")]
    told = re.findall(r'descr="([^"]+)"', drawn)
    assert len(told) == len(charts) == 3
    assert "Vlaams-Brabant: dekking bevolking 37,68 % tot 100,00 %" in told[0]
    assert "2023-2025: dekking bevolking 72,52 % tot 100,00 %" in told[1]
    assert "zoals gedrukt 93,13 %" in told[1]


def test_every_column_of_the_coverage_holds_a_share_or_a_count(results_2023):
    # What a share is, is known of each cell: a formula with a bound needs both.
    for sheet in Maker.of(results_2023, NL).sheets():
        for key in sheet.rules:
            column = next((c for c in sheet.table.columns if c.key == key), None)
            if column is not None and column.kind == "share":
                cells = [row[sheet.table.columns.index(column)] for row in sheet.rows]
                assert all(isinstance(cell, Share) for cell in cells)


SCRIPT = """
import sys
from hashlib import sha256
from regiekaart import StudyChoice, load_study
from regiekaart.language import NL
from regiekaart.report.results import Results
from regiekaart.report.xlsx import workbook
print(sha256(workbook(Results(load_study(StudyChoice(cycle="2023"))), NL)).hexdigest())
"""


def test_the_same_study_gives_the_same_bytes_wherever_and_whenever(book_2023):
    # This process has a zone, hashes and a folder of its own.
    settings = os.environ | {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "4711"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=settings,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
    ).stdout
    assert elsewhere.strip() == sha256(book_2023).hexdigest()
