"""Tables without shapes: CSV for programs, a workbook for spreadsheets."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.words.table import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from regiekaart.export.model import Layer, Value
    from regiekaart.language import Language

FILE: Final = "regiekaart.xlsx"
KEY: Final = Text("kolommen", "columns")
# What a cell of a workbook holds.
MOST: Final = 32_767
CUT: Final = "…"
WIDTHS: Final = {"integer": 12, "number": 12, "boolean": 10, "date": 12}
NARROW, WIDE = 10, 45


def write_csv(path: Path, layer: Layer) -> None:
    """Write a layer as CSV for programs: UTF-8, commas, points, dates in ISO, shares in full.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.

    Parameters
    ----------
    path
        The file; its folder exists.
    layer
        The layer.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([column.name for column in layer.columns])
        writer.writerows([_csv_cell(value) for value in row] for row in layer.rows())


def _csv_cell(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else str(value)


def write_workbook(
    path: Path, layers: Sequence[Layer], language: Language, title: str, day: date
) -> None:
    """Write the layers as a workbook: a sheet for each, and one that explains the columns.

    Text is written as text, never as a formula, a link or a number.

    Parameters
    ----------
    path
        The file; its folder exists.
    layers
        The layers.
    language
        Of the sheet that explains.
    title
        What the workbook is about.
    day
        The reference date, which stands where the format asks when it was made.
    """
    from xlsxwriter import Workbook

    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        made = datetime(day.year, day.month, day.day, tzinfo=UTC)
        notes = " ".join(dict.fromkeys(layer.description for layer in layers))
        book.set_properties({"title": title, "comments": notes, "created": made})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "number": book.add_format({"num_format": "0.00%"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for layer in layers:
            _write_layer(book.add_worksheet(layer.name), layer, formats)
        _write_key(book, layers, language, formats["head"])


def _write_layer(sheet: Worksheet, layer: Layer, formats: dict[str, Format]) -> None:
    for number, column in enumerate(layer.columns):
        longest = max((len(str(value)) for value in column.cells if value), default=0)
        width = WIDTHS.get(column.kind) or min(max(longest + 1, NARROW), WIDE)
        sheet.set_column(number, number, max(width, len(column.name) + 3))
        _put(sheet, 0, number, column.name, formats["head"])
        cell = formats.get(column.kind)
        for row, value in enumerate(column.cells, start=1):
            _put(sheet, row, number, value, cell)
    if layer.units:
        sheet.autofilter(0, 0, len(layer.units), len(layer.columns) - 1)
    sheet.freeze_panes(1, 2)


def _write_key(book: Workbook, layers: Sequence[Layer], language: Language, head: Format) -> None:
    """Write what each column is."""
    say = language.say
    sheet = book.add_worksheet(say(KEY))
    headers = (
        Text("blad", "sheet"), Text("kolom", "column"), Text("wat het is", "what it is"),
        Text("uitleg", "explanation"), Text("eenheid", "unit"),
    )  # fmt: skip
    rows = [
        (layer.name, column.name, str(column.title), str(column.description), str(column.unit))
        for layer in layers
        for column in layer.columns
    ]
    for number, header in enumerate(headers):
        _put(sheet, 0, number, say(header), head)
        longest = max(len(row[number]) for row in rows)
        sheet.set_column(number, number, min(longest + 2, 2 * WIDE))
    for number, row in enumerate(rows, start=1):
        for position, value in enumerate(row):
            _put(sheet, number, position, value or None, None)
    notes = dict.fromkeys(layer.description for layer in layers)
    for number, text in enumerate(notes, start=len(rows) + 2):
        _put(sheet, number, 0, text, None)
    sheet.freeze_panes(1, 0)


def _put(sheet: Worksheet, row: int, column: int, value: Value, cell: Format | None) -> None:
    """Write a value as what it is."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, cell)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, cell)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, cell)
    elif value:
        text = value if len(value) <= MOST else value[: MOST - len(CUT)] + CUT
        sheet.write_string(row, column, text, cell)
