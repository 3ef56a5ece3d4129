"""A table: figures in rows and columns, once, for every output.

A `Table` holds values, not words. The terminal, a CSV file and a web page each turn the same
values into text at the very end.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from regiekaart.analysis.figures import Share
from regiekaart.language import Language, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["text", "code", "count", "share", "percent", "money", "change", "points"]
FICTIONAL: Final = Text("Fictief voorbeeld", "Fictional example")
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
MINUS: Final = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two counts, or of two amounts in euro; printed with its sign."""

    value: int | Decimal


@dataclass(frozen=True, slots=True)
class Points:
    """A difference of two shares (0 to 1); printed in percentage points, with its sign."""

    value: Fraction


# A Fraction is a share with nothing unknown in it; a Decimal is an amount in euro, in cents.
Cell = str | Text | int | Share | Fraction | Decimal | Change | Points | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in files for machines, its header for people, what it holds."""

    key: str
    header: Text
    kind: Kind = "text"

    @property
    def numeric(self) -> bool:
        """Whether it holds figures, which stand to the right."""
        return self.kind not in {"text", "code"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures with what a reader has to know of them.

    Parameters
    ----------
    id
        File name, without an ending.
    notes
        Sentences below the table: sources, evidence.
    """

    id: str
    title: Text
    subtitle: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()
    fictional: bool = False


def cell_text(cell: Cell, language: Language, *, compact: bool = False) -> str:
    """Return a value as people read it; compact for a table on paper, which has little room.

    Examples
    --------
    >>> from regiekaart.language import NL
    >>> cell_text(Decimal("30769.23"), NL), cell_text(Change(-1200), NL)
    ('30.769,23', '−1.200')
    >>> cell_text(Points(Fraction(413, 10000)), NL), cell_text(Fraction(1, 3), NL)
    ('+4,13', '33,33 %')
    """
    if isinstance(cell, Share):
        return cell.compact(language) if compact else cell.text(language)
    if isinstance(cell, Change):
        return signed(_number(cell.value, language), cell.value)
    if isinstance(cell, Points):
        return signed(language.decimal(cell.value * 100, 2), cell.value)
    if isinstance(cell, Fraction):
        return language.percent(cell)
    if isinstance(cell, int | Decimal):
        return _number(cell, language)
    return "" if cell is None else language.say(cell)


def _number(value: int | Decimal, language: Language) -> str:
    return language.decimal(value, 2) if isinstance(value, Decimal) else language.integer(value)


def signed(text: str, value: int | Decimal | Fraction) -> str:
    """Return a number with its sign before it, a true minus where it is negative."""
    return text.replace("-", MINUS, 1) if value <= 0 else f"+{text}"


def as_text(table: Table, language: Language) -> str:
    """Return a table for the terminal, figures aligned to the right."""
    header = [language.say(column.header) for column in table.columns]
    body = [[printable(cell_text(cell, language)) for cell in row] for row in table.rows]
    widths = [max(map(len, cells)) for cells in zip(header, *body, strict=True)]
    right = [column.numeric for column in table.columns]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(cells, widths, right, strict=True)
        ]
        return "  ".join(padded).rstrip()

    title = language.say(table.title)
    if table.fictional:
        title = f"{language.say(FICTIONAL).upper()} · {title}"
    rule = "  ".join("─" * width for width in widths)
    notes = [language.say(note) for note in table.notes]
    return "\n".join(
        [title, language.say(table.subtitle), "", line(header), rule, *map(line, body), "", *notes]
    )


def printable(text: str) -> str:
    """Return text without control characters, which could command a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def as_csv(table: Table, language: Language, *, for_people: bool = False) -> str:
    """Return a table as CSV, shares as fractions with an upper bound of their own.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.

    Parameters
    ----------
    for_people
        Whether the file is for a spreadsheet in the language: in Dutch with semicolons, decimal
        commas and a mark that says UTF-8. Else with commas and points, for programs.
    """
    stream = io.StringIO()
    local = for_people and language.decimal_mark == ","
    writer = csv.writer(stream, lineterminator="\r\n", delimiter=";" if local else ",")
    header: list[str] = []
    for column in table.columns:
        word = language.say(column.header)
        maximum = language.say(Text("maximum", "maximum"))
        header += [word, f"{word} ({maximum})"] if column.kind == "share" else [word]
    remark = [language.say(Text("let op", "beware"))] if table.fictional else []
    writer.writerow([*header, *remark])
    warning = [language.say(FICTIONAL)] if table.fictional else []
    for row in table.rows:
        cells = [part for cell in row for part in _csv_cells(cell, language, local=local)]
        writer.writerow([*cells, *warning])
    return ("\ufeff" if for_people else "") + stream.getvalue()


def _csv_cells(cell: Cell, language: Language, *, local: bool) -> list[str]:
    if isinstance(cell, Share):
        numbers = ["" if b is None else repr(float(b)) for b in (cell.low, cell.high)]
    elif isinstance(cell, Fraction):
        numbers = [repr(float(cell))]
    elif isinstance(cell, Points):
        numbers = [repr(float(cell.value))]
    elif isinstance(cell, Change):
        numbers = [str(cell.value)]
    elif isinstance(cell, int | Decimal):
        numbers = [str(cell)]
    else:
        text = "" if cell is None else language.say(cell)
        return ["'" + text if text.startswith(FORMULA_STARTS) else text]
    return [number.replace(".", ",") for number in numbers] if local else numbers
