"""Reading a workbook back, with the values that it carries or its formulas."""

from __future__ import annotations

import io
from functools import lru_cache

import openpyxl


@lru_cache(maxsize=4)
def values_of(content):
    """Return the workbook with the value of each cell, also where that is a formula; to read."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


@lru_cache(maxsize=4)
def formulas_of(content):
    """Return the workbook with the formulas themselves; to read."""
    return to_change(content)


def to_change(content):
    """Return the workbook with the formulas themselves, which nobody else has."""
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(sheet, first=4):
    """Return the header and the rows of a table as lists, up to the first empty row."""
    rows = []
    for row in sheet.iter_rows(min_row=first, values_only=True):
        if row[0] is None:
            break
        rows.append(list(row))
    return rows


def column_of(sheet, header):
    """Return the values below a header, by what stands first in the row."""
    top, *rows = rows_of(sheet)
    return {row[0]: row[top.index(header)] for row in rows}


def formula_cells(book):
    """Yield the sheet and the address of every formula."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate
