import csv
from datetime import datetime
from types import SimpleNamespace

import openpyxl
import pytest

from export.hostile import NAMES
from regiekaart.export.sheets import MOST, _put
from tiny import CODES


def records(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def book(folder):
    return openpyxl.load_workbook(folder / "regiekaart.xlsx")


def sheet_rows(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_csv_is_for_programs(exported, grid):
    path = exported(grid, "csv") / "gemeenten.csv"
    first = records(path)[0]
    assert first["nis"] == CODES[0]
    assert (first["centre_city"], first["reference_date"]) == ("false", "2023-01-01")
    assert first["agreement_from"] == ""
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 10
    assert records(path.with_name("provincies.csv"))[0]["population_share"] == "0.375"


def test_an_unknown_region_is_empty_in_csv_and_says_unknown(exported, grid):
    third = records(exported(grid, "csv") / "gemeenten.csv")[2]
    assert (third["membership"], third["region"]) == ("onbekend", "")


def test_hostile_names_go_through_csv_and_none_is_a_formula(exported, hostile):
    names = [row["name"] for row in records(exported(hostile, "csv") / "regiegebieden.csv")]
    assert [name.removeprefix("'") for name in names] == list(NAMES)
    assert [name for name in names if name.startswith("'")] == ["'=1+1"]


def test_a_workbook_has_a_sheet_for_each_layer_and_one_that_explains(exported, grid):
    found = book(exported(grid, "xlsx"))
    assert found.sheetnames == [
        "gemeenten", "regiegebieden", "provincies", "bevindingen", "kolommen",
    ]  # fmt: skip
    assert [row["nis"] for row in sheet_rows(found["gemeenten"])] == list(CODES)


def test_a_cell_holds_what_it_says(exported, grid):
    found = book(exported(grid, "xlsx"))
    first = sheet_rows(found["gemeenten"])[0]
    assert first["population"] == 1000
    assert first["centre_city"] is False
    assert first["reference_date"] == datetime(2023, 1, 1)  # noqa: DTZ001 - as a sheet has it
    share = sheet_rows(found["provincies"])[0]["population_share"]
    assert share == pytest.approx(0.375)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(exported, hostile):
    found = book(exported(hostile, "xlsx"))
    names = [row["name"] for row in sheet_rows(found["regiegebieden"])]
    assert names == list(NAMES)
    for sheet in found:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_every_column_is_explained(exported, study_2023):
    found = book(exported(study_2023, "xlsx", english=True))
    explained = {(row["sheet"], row["column"]): row for row in sheet_rows(found["columns"])}
    for sheet in found.sheetnames[:-1]:
        for name in next(found[sheet].iter_rows(values_only=True)):
            assert explained[sheet, name]["explanation"]
    assert explained["municipalities", "population"]["unit"] == "inhabitants"


def test_the_workbook_warns_of_fiction(exported, example):
    found = book(exported(example, "xlsx"))
    last = [row[0] for row in found["kolommen"].iter_rows(values_only=True) if row[0]][-1]
    assert "FICTIEF VOORBEELD" in last
    assert "FICTIEF VOORBEELD" in found.properties.description


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so():
    written = []
    sheet = SimpleNamespace(write_string=lambda _row, _column, text, _cell: written.append(text))
    _put(sheet, 0, 0, "x" * (MOST + 1), None)
    assert written == ["x" * (MOST - 1) + "…"]
