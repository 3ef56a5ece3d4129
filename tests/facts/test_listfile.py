"""Lists that people bring, and files that are no list at all."""

from __future__ import annotations

import csv
import io
import os
import re
import time
import zipfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from regiekaart.errors import InputError, ProblemLog, Severity
from regiekaart.facts.listfile import ListFile, read_list
from regiekaart.facts.rawtable import clean_text

COLUMNS = {
    "nis": ("nis", "niscode", "nis-code", "refnis"),
    "name": ("gemeente", "municipality", "naam", "name"),
    "region": ("regiegebied", "region"),
}
ANTWERP = {"nis": "11002", "name": "Antwerpen", "region": "Stad"}


@pytest.fixture
def brought(tmp_path):
    """Return a function that writes content to a file and returns its path."""

    def write(content, name="lijst.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def workbook(tmp_path):
    """Return a function that writes rows to a workbook, with a last touch, and returns its path."""

    def write(rows, touch=None):
        book = openpyxl.Workbook()
        book.active.title = "Lijst"
        for row in rows:
            book.active.append(row)
        if touch:
            touch(book)
        path = tmp_path / "lijst.xlsx"
        book.save(path)
        return path

    return write


def read(path, sheet=None) -> ListFile:
    return read_list(path, COLUMNS, ProblemLog(), sheet=sheet)


def notices(path) -> list[str]:
    log = ProblemLog()
    read_list(path, COLUMNS, log)
    return [problem.message.en for problem in log.notices]


def problems(path, sheet=None):
    with pytest.raises(InputError) as caught:
        read(path, sheet)
    found = caught.value.problems
    assert found
    assert all(problem.file == path.name for problem in found)
    assert all(problem.message.nl != problem.message.en for problem in found)
    return found


def complaint(path, sheet=None) -> str:
    (problem,) = problems(path, sheet)
    return problem.message.en


def values(found: ListFile) -> list[dict[str, str]]:
    return [dict(row.values) for row in found.rows]


def replaced(content: bytes, part: str, change) -> bytes:
    """Return a workbook of which one part is changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            data = source.read(name)
            copy.writestr(name, change(data) if name == part else data)
    return target.getvalue()


@cache
def small_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["nis", "gemeente", "regiegebied"])
    book.active.append([11002, "Antwerpen", "Stad"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# --- CSV that is fine -----------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_whatever_its_delimiter_encoding_and_line_ends(
    brought, delimiter, encoding, end
):
    lines = [["NIS", "Gemeente", "Regiegebied"], ["11002", "Antwerpen", "Één"]]
    text = end.join(delimiter.join(line) for line in lines)
    found = read(brought(text.encode(encoding)))
    assert values(found) == [{**ANTWERP, "region": "Één"}]
    assert found.rows[0].number == 2
    assert found.file == "lijst.csv"
    assert found.sheet is None


@pytest.mark.parametrize(
    "header", ["NIS-code", "nis code", "NIS_CODE", "\ufeffNisCode", " ref-nis ", "Nís"]
)
def test_a_header_is_matched_however_it_is_written_and_kept_as_written(brought, header):
    found = read(brought(f"{header};regio\n11002;x\n"))
    assert found.headers == {"nis": clean_text(header)}


def test_a_missing_column_is_absent_and_an_empty_cell_is_an_empty_text(brought):
    found = read(brought("gemeente;regiegebied\nAntwerpen;\n"))
    assert values(found) == [{"name": "Antwerpen", "region": ""}]


@pytest.mark.parametrize(("written", "meant"), [
    ("'=Som", "=Som"), ("'-5", "-5"), ("'@x", "@x"), ("'t Kader", "'t Kader"), ("''=x", "''=x"),
])  # fmt: skip
def test_the_apostrophe_that_keeps_a_formula_from_being_one_is_no_part_of_the_text(
    brought, written, meant
):
    found = read(brought(f"nis;regiegebied\n11002;{written}\n"))
    assert values(found)[0]["region"] == meant


def test_a_row_that_ends_early_says_nothing_of_the_columns_that_it_lacks(brought):
    found = read(brought("nis;gemeente;regiegebied\n11002;\n11004;;\n"))
    assert values(found) == [
        {"nis": "11002", "name": ""},
        {"nis": "11004", "name": "", "region": ""},
    ]


def test_empty_rows_are_left_out_and_row_numbers_stay_those_of_the_file(brought):
    found = read(brought("nis;gemeente\n\n;\n11002;Antwerpen\n  ;\t\n11004;Boechout\n"))
    assert [row.number for row in found.rows] == [4, 6]


def test_a_row_after_a_cell_with_line_breaks_has_its_own_line_number(brought):
    found = read(brought('nis;gemeente\r\n11002;"Ant\r\nwer\r\npen"\r\n11004;Boechout\r\n'))
    assert [(row.number, row.values["name"]) for row in found.rows] == [
        (2, "Ant wer pen"),
        (5, "Boechout"),
    ]


def test_other_columns_are_ignored_with_one_notice(brought):
    (notice,) = notices(brought("nis;telefoon;gemeente;fax\n11002;1;Antwerpen;2\n"))
    assert "telefoon, fax" in notice


def test_a_filled_column_without_a_header_is_named_by_its_letter(brought):
    (notice,) = notices(brought("nis;;gemeente\n11002;x;Antwerpen\n"))
    assert notice.endswith(": B")


def test_an_empty_column_without_a_header_needs_no_notice(brought):
    assert notices(brought("nis;;gemeente;;\n11002;;Antwerpen;;\n")) == []


def test_titles_above_the_header_are_skipped_with_a_note(brought):
    path = brought("Lijst, van de gemeenten, 2023\nNaam\n\nnis;gemeente\n11002;Antwerpen\n")
    assert values(read(path)) == [{"nis": "11002", "name": "Antwerpen"}]
    assert notices(path) == ["2 rows above the header skipped"]


def test_the_delimiter_is_taken_from_the_header_and_not_from_what_is_quoted(brought):
    found = read(brought('"nis";"a, b, c, d";"gemeente"\n11002;x;"Antwerpen, stad"\n'))
    assert values(found) == [{"nis": "11002", "name": "Antwerpen, stad"}]


def test_the_line_with_which_excel_names_the_delimiter_is_skipped(brought):
    assert values(read(brought("sep=;\nnis;gemeente\n11002;Antwerpen\n")))[0]["nis"] == "11002"


def test_a_list_of_one_column_needs_no_delimiter(brought):
    assert values(read(brought("Gemeente\nAntwerpen, stad\n"))) == [{"name": "Antwerpen, stad"}]


def test_what_cannot_be_seen_is_stripped_and_terminal_codes_are_taken_out(brought):
    found = read(brought("nis;gemeente\n\u00a011002\u200b\u00a0;Ant\x1b[31mwer\u202epen\u00ad\n"))
    assert values(found) == [{"nis": "11002", "name": "Ant [31mwer pen"}]


def test_a_no_break_space_inside_a_name_becomes_a_space(brought):
    found = read(brought("nis;regiegebied\n11002;Midden\u00a0West\n"))
    assert found.rows[0].values["region"] == "Midden West"


def test_an_apostrophe_and_an_inch_mark_inside_a_cell_are_plain_text(brought):
    found = read(brought("nis;gemeente\n11002;'s-Gravenvoeren 5\" pijp\n"))
    assert found.rows[0].values["name"] == "'s-Gravenvoeren 5\" pijp"


def test_the_log_takes_the_name_of_the_file_for_what_comes_after(brought):
    log = ProblemLog("something else")
    read_list(brought("nis\n11002\n", "mijn lijst.csv"), COLUMNS, log)
    assert log.file == "mijn lijst.csv"


def test_the_name_of_a_text_file_does_not_matter(brought):
    assert values(read(brought("nis\tgemeente\n11002\tAntwerpen\n", "lijst.txt")))


def test_the_file_is_not_changed_by_reading(brought):
    path = brought("nis;gemeente\n11002;Antwerpen\n")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


# --- CSV that is wrong ----------------------------------------------------------------------------


def test_a_row_with_too_many_fields_is_an_error_that_names_the_row(brought):
    (problem,) = problems(brought("nis,gemeente\n11002,Antwerpen\n11004,Boechout, stad\n"))
    assert (problem.row, problem.column, problem.value) == (3, "C", "stad")
    assert "more fields" in problem.message.en


def test_all_rows_with_too_many_fields_are_reported_together(brought):
    assert [p.row for p in problems(brought("nis\n1;2\n3;4\n5\n6;7\n"))] == [2, 3, 5]


def test_endless_errors_are_cut_off(brought):
    found = problems(brought("nis;gemeente\n" + "1;2;3\n" * 5000))
    assert len(found) == 101
    assert "not checked" in found[-1].message.en


def test_a_problem_from_before_is_reported_together_with_those_of_the_file(brought):
    log = ProblemLog()
    log.error("eerder", "earlier", file="other")
    with pytest.raises(InputError) as caught:
        read_list(brought("nis\n1;2\n"), COLUMNS, log)
    assert [problem.file for problem in caught.value.problems] == ["other", "lijst.csv"]


def test_the_same_column_twice_is_an_error_that_names_both_headers(brought):
    assert "gemeente, Naam" in complaint(brought("gemeente;Naam;nis\na;b;c\n"))


def test_no_known_column_is_an_error_that_says_what_was_expected_and_found(brought):
    message = complaint(brought("foo;bar\n1;2\n"))
    assert "nis, gemeente, regiegebied" in message
    assert "foo" in message


def test_a_header_below_the_first_twenty_rows_is_not_looked_for(brought):
    assert "no known column" in complaint(brought("titel\n" * 20 + "nis\n11002\n"))


def test_a_header_without_rows_is_an_error(brought):
    assert "no rows below" in complaint(brought("nis;gemeente\n;\n\n"))


@pytest.mark.parametrize(
    "content", [b"", b"\n\n  \r\n", b"\xef\xbb\xbf", b";;;\n;;\n", b"\xff\xfe"]
)
@pytest.mark.parametrize("name", ["lijst.csv", "lijst.xlsx"])
def test_an_empty_file_is_an_error(brought, content, name):
    assert re.search("empty|nothing|no workbook", complaint(brought(content, name)))


def test_a_quote_that_is_never_closed_is_an_error_that_names_where_it_opens(brought):
    (problem,) = problems(brought('nis;gemeente\n11002;"Antwerpen\n11004;Boechout\n'))
    assert problem.row == 2
    assert "quote" in problem.message.en


def test_a_quote_that_closes_many_rows_further_is_an_error(brought):
    path = brought('nis;gemeente\n11002;"Antwerpen\n11004;Boechout\n11005;"Boom"\n')
    assert "quote" in complaint(path)


@pytest.mark.parametrize("length", [10_001, 200_000])
def test_a_cell_that_is_too_long_is_an_error_that_names_the_row(brought, length):
    (problem,) = problems(brought(f"nis;gemeente\n11002;{'x' * length}\n"))
    assert problem.row == 2
    assert "10,000" in problem.message.en
    assert len(problem.value or "") < 100


def test_too_many_rows_are_an_error(brought):
    assert "100,000 rows" in complaint(brought("nis\n" + "11002\n" * 100_001))


def test_too_many_columns_are_an_error(brought):
    assert "1,000 columns" in complaint(brought("nis" + ";x" * 1_000 + "\n11002\n"))


@pytest.mark.parametrize("line", [";" * 5_000_000, ";" * 30_000, "a;" * 400_000])
def test_a_line_of_endless_fields_is_an_error_at_once(brought, line):
    started = time.process_time()
    assert "not a list of municipalities" in complaint(brought(f"nis;gemeente\n1;2\n{line}\n"))
    assert time.process_time() - started < 10


def test_a_file_that_is_too_large_is_an_error(tmp_path):
    path = tmp_path / "lijst.csv"
    with path.open("wb") as stream:
        stream.write(b"nis\n")
        stream.truncate(60_000_000)
    assert "larger than 50 MB" in complaint(path)


def test_after_a_long_run_of_empty_rows_the_end_is_taken_with_a_note(brought):
    path = brought("nis\n11002\n" + ";\n" * 200_000 + "11004\n")
    assert len(read(path).rows) == 1
    assert "after row 2" in notices(path)[0]


def test_a_shorter_run_of_empty_rows_is_read_over(brought):
    assert len(read(brought("nis\n11002\n" + "\n" * 900 + "11004\n")).rows) == 2


def test_a_cell_of_many_lines_is_no_run_of_empty_rows(brought):
    path = brought('nis;gemeente\n11002;"a' + "\n" * 2000 + 'b"\n\n11004;c\n')
    assert [row.number for row in read(path).rows] == [2, 2004]


def test_a_utf8_file_with_a_damaged_letter_is_not_taken_for_cp1252(brought):
    path = brought("nis;gemeente\n1;Één\n".encode() + b"2;Li\xe8ge\n")
    assert "neither UTF-8 nor" in complaint(path)


def test_a_file_with_a_bom_must_be_what_the_bom_says(brought):
    assert "neither UTF-8" in complaint(brought(b"\xef\xbb\xbfnis\nLi\xe8ge\n"))
    assert "neither UTF-8" in complaint(brought(b"\xff\xfen\x00i\x00s\x00\n"))


def test_bytes_that_are_no_letter_in_cp1252_either_are_an_error(brought):
    assert "neither UTF-8" in complaint(brought(b"nis;gemeente\n1;Li\x8fge\n"))


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_letters_of_an_old_mac_or_dos_file_give_a_warning(brought, encoding):
    log = ProblemLog()
    read_list(brought("nis;gemeente\n1;Beëindigd\n".encode(encoding)), COLUMNS, log)
    (warning,) = log.notices
    assert warning.severity is Severity.WARNING
    assert "accent" in warning.message.en


def test_utf16_without_a_bom_is_an_error(brought):
    assert "save it as UTF-8" in complaint(brought("nis;gemeente\n".encode("utf-16-le")))


def test_a_nul_byte_is_an_error_in_utf16_too(brought):
    assert "not text" in complaint(brought("nis\n11002\0\n".encode("utf-16")))


def test_a_sheet_asked_of_a_csv_file_is_an_error(brought):
    assert "no sheets" in complaint(brought("nis\n11002\n"), sheet="Blad1")


# --- No table at all ------------------------------------------------------------------------------


def test_a_missing_file_is_an_error(tmp_path):
    assert "not found" in complaint(tmp_path / "weg.csv")


def test_a_name_that_no_file_can_have_is_an_error(tmp_path):
    assert "not found" in complaint(tmp_path / "weg\0.csv")


def test_a_folder_is_an_error(tmp_path):
    (tmp_path / "map.csv").mkdir()
    assert "folder" in complaint(tmp_path / "map.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_an_error_and_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pijp.csv")
    assert "no plain file" in complaint(tmp_path / "pijp.csv")


def zip_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
CONTENT_TYPES = {"[Content_Types].xml": b"<Types/>"}


@pytest.mark.parametrize("name", ["lijst.csv", "lijst.xlsx", "lijst.xls"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "old .xls workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word document"),
        (OLE, "old Office file"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"SQLite format 3\0", "GeoPackage"),
        (b"<html><table><tr><td>nis;gemeente</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE HTML>\n<p>", "web page"),
        ("<table>".encode("utf-16"), "web page|no workbook"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b"MIME-Version: 1.0\n", "web archive"),
        (zip_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument spr"),
        (zip_of(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument file"),
        (zip_of(**CONTENT_TYPES, **{"word/document.xml": b""}), "Word document"),
        (zip_of(**CONTENT_TYPES, **{"ppt/presentation.xml": b""}), "presentation"),
        (zip_of(**CONTENT_TYPES, **{"xl/workbook.bin": b""}), "xlsb"),
        (zip_of(lijst=b"nis\n11002\n"), "zip file; unpack"),
        (zip_of(), "zip file; unpack"),
        (b"PK\x03\x04 and no more", "damaged or incomplete"),
        (zip_of(**CONTENT_TYPES, **{"xl/workbook.xml": b"<x"}), "workbook is damaged"),
        (bytes(range(1, 256)) * 4, "not read|cannot be read|no workbook"),
        (bytes(range(1, 32)) * 4, "not text|no workbook"),
        (b"nis\0;gemeente\n", "NUL|no workbook"),
    ],
)
def test_what_is_no_table_is_named(brought, content, said, name):
    message = complaint(brought(content, name))
    assert re.search(said, message), message


def test_a_text_that_calls_itself_a_workbook_is_told_to_change_its_name(brought):
    assert "name in .csv" in complaint(brought("nis;gemeente\n1;2\n", "lijst.xlsx"))


def test_a_workbook_that_calls_itself_csv_is_read(brought):
    assert values(read(brought(small_workbook(), "lijst.csv"))) == [ANTWERP]


# --- Workbooks ------------------------------------------------------------------------------------


def test_cells_of_a_workbook_become_text(workbook):
    path = workbook(
        [
            ["nis", "naam", "regiegebied"],
            [11002, date(2023, 1, 1), True],
            [11002.0, datetime(2023, 1, 1, 10, 30), 0.5],  # noqa: DTZ001
            ["  11002\u00a0", None, "a_x000D_b"],
        ]
    )
    assert [list(row.values.values()) for row in read(path).rows] == [
        ["11002", "2023-01-01", "True"],
        ["11002", "2023-01-01T10:30:00", "0.5"],
        ["11002", "", "a b"],
    ]


def test_a_list_in_a_workbook_may_start_lower_and_more_to_the_right(workbook):
    path = workbook([["Titel"], [], [], [None, "nis", "gemeente"], [None, 11002, "Antwerpen"]])
    found = read(path)
    assert values(found) == [{"nis": "11002", "name": "Antwerpen"}]
    assert found.rows[0].number == 5
    assert found.headers == {"nis": "nis", "name": "gemeente"}
    assert notices(path) == ["1 row above the header skipped"]


def test_a_remark_beside_the_table_is_ignored_with_the_other_columns(workbook):
    (notice,) = notices(workbook([["nis", "fax"], [11002, 1, None, "!"], [11004]]))
    assert notice.endswith("fax, D")


def test_the_first_visible_sheet_is_read_and_the_others_are_named(workbook):
    def touch(book):
        book.create_sheet("Verborgen", 0).sheet_state = "hidden"
        book.create_sheet("Uitleg")

    path = workbook([["nis"], [11002]], touch)
    assert read(path).sheet == "Lijst"
    assert notices(path) == [
        "only sheet Lijst was read; there are also: Uitleg",
        "hidden sheets were not read: Verborgen",
    ]


def test_a_sheet_can_be_chosen_by_name(workbook):
    path = workbook([["nis"], [11002]], lambda book: book.create_sheet("Blad 2").append(["nis"]))
    assert "no rows" in complaint(path, sheet="blad 2 ")


def test_an_unknown_sheet_is_an_error_that_lists_the_sheets(workbook):
    path = workbook([["nis"], [11002]], lambda book: book.create_sheet("Blad 2"))
    assert "Lijst, Blad 2" in complaint(path, sheet="Blad 3")


def test_an_error_value_is_an_error_that_names_the_cell(workbook):
    found = problems(workbook([["nis", "gemeente"], ["#N/A", "a"], [11002, "#REF!"]]))
    assert [(p.row, p.column, p.sheet) for p in found] == [
        (2, "nis", "Lijst"),
        (3, "gemeente", "Lijst"),
    ]
    assert "cell A2 holds the error value #N/A" in found[0].message.en


def test_an_error_value_in_a_column_that_is_not_used_does_not_matter(workbook):
    assert values(read(workbook([["nis", "fax"], [11002, "#N/A"]]))) == [{"nis": "11002"}]


def test_a_formula_without_a_result_is_an_error_that_names_the_cell(workbook):
    path = workbook([["nis", "regiegebied"], [11002, '="a"&"b"'], [11004, "x"]])
    (problem,) = problems(path)
    assert (problem.row, problem.column) == (2, "regiegebied")
    assert "cell B2 holds a formula without a result" in problem.message.en


def test_the_result_of_a_formula_is_read_even_when_it_is_an_empty_text(brought):
    def change(data):
        stored = b'<c r="%s" t="str"><f>X()</f><v>%s</v></c>'
        return re.sub(
            rb'<c r="B2".*?</c><c r="C2".*?</c>',
            (stored % (b"B2", b"Gent")) + (stored % (b"C2", b"")),
            data,
        )

    content = replaced(small_workbook(), "xl/worksheets/sheet1.xml", change)
    assert values(read(brought(content, "a.xlsx"))) == [
        {"nis": "11002", "name": "Gent", "region": ""}
    ]


def test_merged_cells_are_an_error_because_the_lower_ones_would_read_as_empty(workbook):
    rows = [["nis", "regiegebied"], [11002, "Stad"], [11004, None], [11005, None]]
    path = workbook(rows, lambda book: book.active.merge_cells("B2:B4"))
    (problem,) = problems(path)
    assert (problem.row, problem.column) == (2, "regiegebied")
    assert "B2:B4" in problem.message.en


@pytest.mark.parametrize("merged", ["A1:A3", "A2:B2", "B2:C3"])
def test_merged_cells_are_an_error_wherever_they_hide_a_cell_of_the_list(workbook, merged):
    rows = [["nis", "regiegebied", "fax"], [11002, "Stad"], [11004, "Stad"]]
    path = workbook(rows, lambda book: book.active.merge_cells(merged))
    assert merged in complaint(path)


def test_merged_cells_that_hide_nothing_of_the_list_do_not_matter(workbook):
    def touch(book):
        book.active.merge_cells("A1:C1")
        book.active.merge_cells("C3:C4")
        book.active.merge_cells("B4:C4")
        book.active.merge_cells("A8:C9")

    path = workbook([["Titel"], ["nis", "regiegebied", "fax"], [1, "a", "x"], [2, "b"]], touch)
    assert len(read(path).rows) == 2


def test_what_openpyxl_warns_about_is_no_trouble(workbook):
    def touch(book):
        rule = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"a,b"')
        rule.add("A1:A9")
        book.active.add_data_validation(rule)
        book.active["A2"].number_format = "yyyy-mm-dd"
        book.active["A2"] = 99_999_999

    (problem,) = problems(workbook([["nis"], [1]], touch))
    assert "#VALUE!" in problem.message.en


def test_nothing_is_printed_when_the_styles_are_damaged(brought, capsys):
    content = replaced(
        small_workbook(),
        "xl/styles.xml",
        lambda data: re.sub(rb'(<cellStyle [^>]*xfId=)"0"', rb'\1"9"', data),
    )
    assert "damaged" in complaint(brought(content, "a.xlsx"))
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("declared", [b"A1:XFD1048576", b"A1", b"B2:B2"])
def test_a_declared_dimension_that_is_wrong_does_not_matter_and_costs_no_time(brought, declared):
    content = replaced(
        small_workbook(),
        "xl/worksheets/sheet1.xml",
        lambda data: re.sub(
            rb'<dimension ref="[^"]*"', b'<dimension ref="' + declared + b'"', data
        ),
    )
    path = brought(content, "a.xlsx")
    started = time.process_time()
    assert values(read(path)) == [ANTWERP]
    assert notices(path) == []
    assert time.process_time() - started < 10


def test_a_last_row_far_below_the_list_costs_no_time(brought):
    content = replaced(
        small_workbook(),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", b'<row r="1048576"></row></sheetData>'),
    )
    path = brought(content, "a.xlsx")
    started = time.process_time()
    assert values(read(path)) == [ANTWERP]
    assert "after row 2" in notices(path)[0]
    assert time.process_time() - started < 10


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_unpacking(brought):
    content = replaced(
        small_workbook(), "xl/worksheets/sheet1.xml", lambda data: data + b" " * 20_000_000
    )
    assert len(content) < 100_000
    assert "too large when unpacked" in complaint(brought(content, "a.xlsx"))


def test_a_part_that_is_listed_as_many_sheets_is_not_read_over_and_over(brought):
    def swell(data):
        rows = b"".join(
            b'<row r="%d"><c><v>%d</v></c></row>' % (i, i * i) for i in range(9, 10_000)
        )
        bare = re.sub(rb"<dimension[^>]*>", b"", data)
        return bare.replace(b"</sheetData>", rows + b"</sheetData>")

    def repeat(data):
        return re.sub(
            rb"<sheet [^>]*/>",
            lambda match: b"".join(
                match[0].replace(b'name="Sheet"', b'name="S%d"' % i) for i in range(2000)
            ),
            data,
        )

    content = replaced(small_workbook(), "xl/worksheets/sheet1.xml", swell)
    content = replaced(content, "xl/workbook.xml", repeat)
    assert "too often" in complaint(brought(content, "a.xlsx"))


def test_a_workbook_of_entities_within_entities_is_refused(brought):
    bomb = b'<!DOCTYPE x [<!ENTITY a0 "' + b"x" * 1000 + b'">'
    bomb += b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 9)
    )
    content = replaced(
        small_workbook(),
        "xl/worksheets/sheet1.xml",
        lambda data: bomb + b"]>" + data.replace(b"</sheetData>", b"&a8;</sheetData>"),
    )
    assert "damaged" in complaint(brought(content, "a.xlsx"))


def test_a_workbook_that_needs_a_password_is_an_error(brought):
    content = bytearray(small_workbook())
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(mark), bytes(content)):
            content[match.start() + flag] |= 1
    assert "password" in complaint(brought(bytes(content), "a.xlsx"))


def test_an_empty_workbook_is_an_error(workbook):
    assert "nothing in it" in complaint(workbook([]))


# --- Any file, any list ---------------------------------------------------------------------------

ANY_CONTENT = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet='nis;,\t"\r\ngemt\x00\x1b1é ', max_size=200).map(str.encode),
    st.binary(max_size=100).map(lambda tail: b"PK\x03\x04" + tail),
    st.binary(max_size=100).map(lambda tail: b"nis;gemeente\n" + tail),
)
RELAXED = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read_or_refuse(path) -> None:
    """Read a file; an InputError with its lines is the only other way out."""
    log = ProblemLog()
    try:
        result = list(read_list(path, COLUMNS, log).rows)
    except InputError as error:
        result = error.lines()
    assert result


@RELAXED
@given(content=ANY_CONTENT, name=st.sampled_from(["a.csv", "a.xlsx"]))
@example(content=b'"', name="a.csv")
@example(content=b"nis\n\xff", name="a.csv")
def test_any_bytes_give_a_list_or_an_input_error(brought, content, name):
    read_or_refuse(brought(content, name))


@settings(RELAXED, max_examples=100)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=20
    ),
    cut=st.none() | st.integers(0, 10_000),
)
def test_a_workbook_with_damaged_bytes_gives_a_list_or_an_input_error(brought, changes, cut):
    content = bytearray(small_workbook())
    for place, byte in changes:
        content[place % len(content)] = byte
    read_or_refuse(brought(bytes(content[:cut]), "a.xlsx"))


@settings(RELAXED, max_examples=100)
@given(
    part=st.sampled_from(
        ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
    ),
    old=st.sampled_from([b'"', b"<", b"1", b"2", b"n", b"s", b"r", b">", b"A"]),
    new=st.binary(max_size=6),
    times=st.integers(1, 5),
)
def test_a_workbook_with_damaged_xml_gives_a_list_or_an_input_error(brought, part, old, new, times):
    content = replaced(small_workbook(), part, lambda data: data.replace(old, new, times))
    read_or_refuse(brought(content, "a.xlsx"))


CELLS = st.text(alphabet="abcZ019 éëïüçÉ.,;'\"\t\n-&", max_size=8)


@RELAXED
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_is_written_as_csv_comes_back(brought, rows, delimiter, encoding, end, quoting):
    if end == "\r":
        # With this line end, the writer leaves a line feed in a cell without its quotes.
        quoting = csv.QUOTE_ALL
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([("nis", "gemeente", "regiegebied"), *rows])
    path = brought(stream.getvalue().encode(encoding))
    # An apostrophe before a sign that begins a formula is no part of the text.
    cleaned = [tuple(re.sub("^'(?=-)", "", clean_text(cell)) for cell in row) for row in rows]
    expected = [row for row in cleaned if any(row)]
    if expected:
        assert [tuple(row.values.values()) for row in read(path).rows] == expected
    else:
        assert "no rows" in complaint(path)


@settings(RELAXED, max_examples=40)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_what_is_written_to_a_workbook_comes_back(workbook, rows):
    found = read(workbook([("nis", "gemeente", "regiegebied"), *rows, ("1", "2", "3")]))
    cleaned = [tuple(re.sub("^'(?=-)", "", clean_text(cell)) for cell in row) for row in rows]
    expected = [row for row in cleaned if any(row)]
    assert [tuple(row.values.values()) for row in found.rows][:-1] == expected


def test_a_file_that_is_missing_is_named_once(tmp_path):
    for path in (tmp_path / "weg.csv", tmp_path / "map" / "weg.csv"):
        (problem,) = problems(path)
        assert problem.line().count("weg.csv") == 1


def test_a_folder_without_a_name_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        read(Path())
    assert caught.value.lines()[0].startswith("fout: .: dit is een map")


def test_a_delimiter_that_is_not_read_is_named_as_the_cause(brought):
    text = complaint(brought("nis|gemeente|regiegebied\n11002|Antwerpen|Stad\n"))
    assert "separated by |" in text


def test_thousands_of_errors_are_told_as_a_hundred_and_a_number():
    log = ProblemLog("lijst.csv")
    for row in range(1, 1002):
        log.error("fout", "wrong", row=row)
        log.note("gezien", "seen", row=row)
    with pytest.raises(InputError) as caught:
        log.raise_errors()
    lines = caught.value.lines()
    assert len(lines) == len(log.notices) == 101
    assert lines[-1] == "fout: lijst.csv: en nog 901 fouten"
    assert log.notices[-1].message.en == "and 901 more notes"
