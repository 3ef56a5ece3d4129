"""The control: what the formulas work out beside what we found, which have to be the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from regiekaart.report.xlsx.page import write_notes
from regiekaart.report.xlsx.sheet import HEADER_ROW, formula_at, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regiekaart.report.xlsx.fields import Field, Value
    from regiekaart.report.xlsx.look import Look
    from regiekaart.report.xlsx.page import Page
    from regiekaart.report.xlsx.sheet import Sheet
    from regiekaart.words.table import Kind

# Far below a cent, or a hundredth of a per cent; far above what floats lose in a sum.
DECIMALS: Final = 6
# The figures of so many rows fit in one formula, which holds 8192 characters.
MOST: Final = 250
_WIDTHS: Final = (30.0, 46.0, 12.0, 20.0, 20.0, 14.0)


@dataclass(frozen=True, slots=True)
class Checked:
    """Figures below each other that formulas work out again.

    Parameters
    ----------
    cells
        Their addresses, as another sheet writes them.
    formulas
        How many of them are formulas.
    """

    sheet: str
    header: str
    cells: str
    values: tuple[float, ...]
    formulas: int
    kind: Kind


def checked_fields(sheets: Iterable[Sheet]) -> Iterator[Checked]:
    """Yield the columns in which there are formulas.

    Parameters
    ----------
    sheets
        The sheets.
    """
    for sheet in sheets:
        for field in sheet.fields:
            for start in range(sheet.first, sheet.end + 1, MOST):
                found = _checked(sheet, field, start, min(start + MOST - 1, sheet.end))
                if found.formulas:
                    yield found


def _checked(sheet: Sheet, field: Field, first: int, last: int) -> Checked:
    formulas = [formula_at(sheet, field.key, row) for row in range(first, last + 1)]
    values = field.values[first - sheet.first : last - sheet.first + 1]
    return Checked(
        sheet=sheet.name,
        header=field.header,
        cells=sheet.elsewhere(sheet.span(field.key, first, last)),
        values=tuple(number(value) for value in values),
        formulas=sum(formula is not None for formula in formulas),
        kind=field.kind,
    )


def number(value: Value) -> float:
    """Return a figure as a number; an empty cell counts for nothing."""
    return value if isinstance(value, int | float) else 0


def write_control(page: Page, name: str, checked: list[Checked]) -> str:
    """Write the sheet, and return the address of the largest difference.

    Parameters
    ----------
    page
        What is the same on every sheet.
    name
        The name of the sheet.
    checked
        The figures.
    """
    title = page.say("Controle van de formules", "Check of the formulas")
    made = page.head(name, title)
    heads = (
        page.say("blad", "sheet"),
        page.say("kolom", "column"),
        page.say("formules", "formulas"),
        page.say("som volgens de formules", "sum by the formulas"),
        page.say("som volgens regiekaart", "sum by regiekaart"),
        page.say("grootste verschil", "largest difference"),
    )
    for position, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
        made.set_column(position, position, width, page.look.plain())
        made.write_string(HEADER_ROW, position, head, page.look.header(numeric=position > 1))
    made.set_row(HEADER_ROW, 40)
    for row, each in enumerate(checked, HEADER_ROW + 1):
        _write_row(made, row, each, page.look)
    end = HEADER_ROW + len(checked)
    made.autofilter(HEADER_ROW, 0, max(end, HEADER_ROW + 1), len(heads) - 1)
    made.freeze_panes(HEADER_ROW + 1, 1)
    made.repeat_rows(HEADER_ROW)
    made.set_landscape()
    largest = _write_total(made, end, checked, page)
    notes = [
        page.say(
            "Elke formule rekent een cijfer opnieuw uit, met de cellen van dit bestand. Deze tabel "
            "zet er naast wat regiekaart zelf vond: elk verschil moet 0 zijn. Een som telt alle "
            "rijen van de kolom op, ook die van het geheel. Wie een cel wijzigt, "
            "ziet hier welke cijfers daardoor veranderen.",
            "Each formula works out a figure again, from the cells of this file. This table sets "
            "beside it what regiekaart found itself: every difference has to be 0. A sum adds up "
            "all rows of the column, that of the whole included. Whoever changes "
            "a cell sees here which figures change by it.",
        )
    ]
    last = write_notes(made, end + 3, notes, list(_WIDTHS), page)
    made.print_area(0, 0, last, len(heads) - 1)
    return f"{quoted(name)}!{largest}"


def _write_row(made: Any, row: int, each: Checked, look: Look) -> None:  # noqa: ANN401
    made.write_string(row, 0, each.sheet, look.cell("text"))
    made.write_string(row, 1, each.header, look.cell("text"))
    made.write_number(row, 2, each.formulas, look.cell("count"))
    total = sum(each.values)
    made.write_formula(row, 3, f"=SUM({each.cells})", look.sum(each.kind), total)
    made.write_number(row, 4, total, look.sum(each.kind))
    figures = ";".join(_constant(value) for value in each.values)
    difference = f"=ROUND(SUMPRODUCT(MAX(ABS({each.cells}-{{{figures}}}))),{DECIMALS})"
    made.write_formula(row, 5, difference, look.sum("text"), 0)


def _constant(value: float) -> str:
    return repr(value)


def _write_total(made: Any, end: int, checked: list[Checked], page: Page) -> str:  # noqa: ANN401
    """Write how many formulas there are, and the largest difference; return where that stands."""
    look, row = page.look, end + 1
    made.write_string(row, 0, page.say("alle bladen", "all sheets"), look.cell("text", total=True))
    made.write_blank(row, 1, None, look.cell("text", total=True))
    cells = [
        f"{xl_rowcol_to_cell(HEADER_ROW + 1, column)}:{xl_rowcol_to_cell(end, column)}"
        for column in (2, 5)
    ]
    count = sum(each.formulas for each in checked)
    made.write_formula(row, 2, f"=SUM({cells[0]})", look.cell("count", total=True), count)
    for column in (3, 4):
        made.write_blank(row, column, None, look.cell("text", total=True))
    made.write_formula(row, 5, f"=MAX({cells[1]})", look.sum("text", total=True), 0)
    return str(xl_rowcol_to_cell(row, 5, row_abs=True, col_abs=True))
