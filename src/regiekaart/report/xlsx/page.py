"""Writing one sheet: title, table, formulas, notes, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from regiekaart.language import Text
from regiekaart.report.xlsx.fields import ELLIPSIS, clean
from regiekaart.report.xlsx.look import FONT
from regiekaart.report.xlsx.measure import is_across, lines_of, pages_of, widths_of
from regiekaart.report.xlsx.sheet import HEADER_ROW, RowPlace, absolute, formula_at, quoted
from regiekaart.words.table import FICTIONAL

if TYPE_CHECKING:
    from regiekaart.language import Language
    from regiekaart.report.xlsx.fields import Field, Value
    from regiekaart.report.xlsx.look import Look
    from regiekaart.report.xlsx.sheet import Sheet
    from regiekaart.words.table import Kind

LINE: Final = 12.0
# Of a row whose height is not set, and of the three above a table, in points.
ROW: Final = 15.0
TOP: Final = 24.0 + 2 * ROW
HIGHEST: Final = 400.0
NOTE_WIDTH: Final = 130
A4: Final = 9
# What a header can hold, of which the study takes its part.
_HEADER: Final = 255
_LINE: Final = 110
_OLDEST: Final = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Page:
    """What is the same on every sheet.

    Parameters
    ----------
    line
        Which study it is; stands above each table and on each page that is printed.
    scheme
        What the figures are about; stands below each page.
    """

    book: Any
    look: Look
    language: Language
    line: str
    scheme: str
    fictional: bool

    def say(self, nl: str, en: str) -> str:
        """Return words in the language of the workbook."""
        return self.language.say(Text(nl, en))

    def head(self, name: str, title: str, line: str | None = None) -> Any:  # noqa: ANN401
        """Return a new sheet with its title, the study, and a warning where it is fiction."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title, self.look.title())
        sheet.set_row(0, 24)
        sheet.write_string(1, 0, line or self.line, self.look.soft())
        if self.fictional:
            told = self.say(
                "de ledenlijst is verzonnen; gebruik deze cijfers niet",
                "the list of members is made up; do not use these figures",
            )
            warning = f"{self.language.say(FICTIONAL)}: {told}"
            sheet.write_string(2, 0, warning, self.look.warning())
            sheet.set_row(2, 21)
        self._print(sheet, name)
        return sheet

    def _print(self, sheet: Any, name: str) -> None:  # noqa: ANN401
        """Set what stands above and below each page, and the size of the paper."""
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.75)
        warning = self.language.say(FICTIONAL).upper() if self.fictional else ""
        colour = self.look.theme.warning.lstrip("#").upper()
        font = f'&"{FONT},Regular"&8'
        # The warning leads: in the middle it could meet what stands beside it.
        told = f'&"{FONT},Bold"&9&K{colour} {warning}&K000000{font} ·' if warning else ""
        above = f"&L{told}{font}{_ampersands(name, _LINE)}"
        sheet.set_header(f"{above}&R{font}{_ampersands(self.line, _LINE)}"[:_HEADER])
        page = self.say("blz.", "p.")
        sheet.set_footer(f"&L{font}{_ampersands(self.scheme, _LINE)}&R{font} {page} &P / &N")


def _ampersands(words: str, most: int) -> str:
    """Return words for a header, short enough, in which an ampersand is no command."""
    short = words if len(words) <= most else f"{words[: most - 1]}{ELLIPSIS}"
    return f" {short}".replace("&", "&&")


def write_sheet(page: Page, sheet: Sheet, room: int = 0) -> tuple[Any, int]:
    """Write a sheet with its table; return it, and the first row of the room below the table.

    Parameters
    ----------
    page
        What is the same on every sheet.
    sheet
        The sheet.
    room
        How many rows to leave free between the table and its notes.
    """
    title = clean(page.language.say(sheet.title))
    line = clean(page.language.say(sheet.table.subtitle))
    made = page.head(sheet.name, title, line)
    widths = widths_of(sheet, page.language)
    _set_columns(made, sheet, widths, page)
    head = _write_header(made, sheet, widths, page)
    height = TOP + head + _set_heights(made, sheet, widths)
    for position, field in enumerate(sheet.fields):
        _write_field(made, sheet, position, field, page)
    _quiet(made, sheet)
    _write_helpers(made, sheet, page)
    below = _write_settings(made, sheet, widths[0], page)
    notes = [clean(page.language.say(note)) for note in sheet.table.notes]
    end = write_notes(made, below + room, notes, widths, page)
    height += (below + room - sheet.end) * ROW + sum(_note_heights(notes, _notes_room(widths)[1]))
    _set_print(made, sheet, widths, end, (height, head))
    return made, below


def _set_columns(made: Any, sheet: Sheet, widths: list[float], page: Page) -> None:  # noqa: ANN401
    for position, width in enumerate(widths):
        made.set_column(position, position, width, page.look.plain())
    start = len(sheet.fields)
    if sheet.helpers:
        made.set_column(start, start, 3)
        made.set_column(start + 1, start + len(sheet.helpers), 16)


def _write_header(made: Any, sheet: Sheet, widths: list[float], page: Page) -> float:  # noqa: ANN401
    """Write the names of the columns; return how high their row is."""
    lines = 1
    for position, field in enumerate(sheet.fields):
        made.write_string(
            HEADER_ROW, position, field.header, page.look.header(numeric=field.numeric)
        )
        lines = max(lines, lines_of(field.header, widths[position] - 2, bold=True))
    for helper in sheet.helpers:
        heading = page.look.soft(text_wrap=True, italic=True)
        made.write_string(HEADER_ROW, sheet.position(helper.key), helper.header, heading)
    # Below the words there is room for the button of the filter.
    height = lines * LINE + 14
    made.set_row(HEADER_ROW, height)
    made.autofilter(HEADER_ROW, 0, max(sheet.last, HEADER_ROW + 1), len(sheet.fields) - 1)
    made.freeze_panes(HEADER_ROW + 1, sheet.frozen)
    made.repeat_rows(HEADER_ROW)
    return height


def _set_heights(made: Any, sheet: Sheet, widths: list[float]) -> float:  # noqa: ANN401
    """Make rows as high as the words wrapped in them, as not every program does; return the sum."""
    wrapped = [
        (field.values, width - 2)
        for field, width in zip(sheet.fields, widths, strict=True)
        if field.kind == "text" and field.key not in sheet.aside
    ]
    whole = 0.0
    for number, row in enumerate(range(sheet.first, sheet.end + 1)):
        bold = sheet.total and row == sheet.end
        lines = max(
            (lines_of(value, width, bold=bold) for values, width in wrapped
             if isinstance(value := values[number], str)),
            default=1,
        )  # fmt: skip
        height = min(lines * LINE + 3, HIGHEST)
        made.set_row(row, height)
        whole += height
    return whole


def _write_field(made: Any, sheet: Sheet, position: int, field: Field, page: Page) -> None:  # noqa: ANN401
    # What is not printed is not wrapped either: long words would make every row high.
    kind: Kind = "code" if field.key in sheet.aside else field.kind
    for row, value in enumerate(field.values, sheet.first):
        total = sheet.total and row == sheet.end
        formula = formula_at(sheet, field.key, row)
        day = isinstance(value, date)
        form = page.look.cell(kind, total=total, day=day)
        if formula is None:
            write_value(made, row, position, value, form)
        else:
            made.write_formula(row, position, f"={formula}", form, value)


def _quiet(made: Any, sheet: Sheet) -> None:  # noqa: ANN401
    """Keep Excel from marking what is as it should be: codes, and a total unlike its rows."""
    last = len(sheet.fields) - 1
    table = f"{xl_rowcol_to_cell(sheet.first, 0)}:{xl_rowcol_to_cell(sheet.end, last)}"
    kinds = ("number_stored_as_text", "formula_differs", "formula_range")
    made.ignore_errors(dict.fromkeys(kinds, table))


def write_value(made: Any, row: int, column: int, value: Value, form: Any) -> None:  # noqa: ANN401
    """Write a value as what it is; words stay words, whatever they look like."""
    if value is None or value == "":
        made.write_blank(row, column, None, form)
    elif isinstance(value, str):
        made.write_string(row, column, value, form)
    elif isinstance(value, date):
        if value < _OLDEST:
            made.write_string(row, column, value.isoformat(), form)
        else:
            made.write_datetime(row, column, value, form)
    else:
        made.write_number(row, column, value, form)


def _write_helpers(made: Any, sheet: Sheet, page: Page) -> None:  # noqa: ANN401
    for helper in sheet.helpers:
        column = sheet.position(helper.key)
        for row, value in enumerate(helper.values, sheet.first):
            if value is not None:
                formula = helper.rule(RowPlace(sheet, row))
                made.write_formula(row, column, f"={formula}", page.look.helper(helper.kind), value)


def _write_settings(made: Any, sheet: Sheet, width: float, page: Page) -> int:  # noqa: ANN401
    """Write the numbers below the table, with their names; return the first free row."""
    row = sheet.end + 2
    for setting in sheet.settings:
        made.write_string(row, 0, clean(setting.label), page.look.cell("text"))
        made.set_row(row, lines_of(setting.label, width - 2) * LINE + 3)
        form = page.look.cell(setting.kind)
        if setting.formula:
            made.write_formula(row, 1, f"={setting.formula}", form, setting.value)
        else:
            made.write_number(row, 1, setting.value, form)
        where = absolute(xl_rowcol_to_cell(row, 1))
        page.book.define_name(setting.name, f"={quoted(sheet.name)}!{where}")
        row += 1
    return row + bool(sheet.settings)


def write_notes(
    made: Any,  # noqa: ANN401
    row: int,
    notes: list[str],
    widths: list[float],
    page: Page,
) -> int:
    """Write sentences below each other, each as wide as a page; return the first free row.

    Parameters
    ----------
    made
        The sheet.
    row
        The first row.
    notes
        The sentences.
    widths
        Those of the columns.
    page
        What is the same on every sheet.
    """
    last, room = _notes_room(widths)
    form = page.look.soft(text_wrap=True)
    for note, height in zip(notes, _note_heights(notes, room), strict=True):
        if last:
            made.merge_range(row, 0, row, last, "", form)
        made.write_string(row, 0, note, form)
        made.set_row(row, height)
        row += 1
    return row


def _notes_room(widths: list[float]) -> tuple[int, float]:
    """Return the last column below which notes stand, and the width of all of them, in digits."""
    last, room = 0, widths[0]
    while last < len(widths) - 1 and room + widths[last + 1] <= NOTE_WIDTH:
        last += 1
        room += widths[last]
    return last, room


def _note_heights(notes: list[str], room: float) -> list[float]:
    return [lines_of(note, room) * LINE + 2 for note in notes]


def _set_print(
    made: Any,  # noqa: ANN401
    sheet: Sheet,
    widths: list[float],
    end: int,
    heights: tuple[float, float],
) -> None:
    """Set what is printed, which way the paper is, and on how many pages; heights in points.

    Parameters
    ----------
    made, sheet, widths
        The sheet.
    end
        Its last row.
    heights
        Of all rows, and of the header.
    """
    printed = [
        w for w, field in zip(widths, sheet.fields, strict=True) if field.key not in sheet.aside
    ]
    if is_across(printed):
        made.set_landscape()
    made.fit_to_pages(1, pages_of(printed, *heights))
    made.print_area(0, 0, end, len(printed) - 1)
