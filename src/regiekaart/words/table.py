"""A table: figures in rows and columns, once, for every output.

A `Table` holds values, not words. The terminal, a CSV file and a web page each turn the same
values into text at the very end.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from regiekaart.analysis.figures import Share
from regiekaart.errors import is_hidden
from regiekaart.facts.listfile import GUARDED
from regiekaart.language import Language, Text
from regiekaart.words.layout import grid, prose, terminal_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["text", "code", "count", "range", "share", "percent", "money", "change", "points"]
FICTIONAL: Final = Text("Fictief voorbeeld", "Fictional example")
# What a spreadsheet may skip before a formula.
_SKIPPED: Final = ("\t", "\r", "\n")
MINUS: Final = "\N{MINUS SIGN}"
NOTHING_KNOWN: Final = Text("onbekend", "unknown")
# Kinds with an upper bound, which has a column of its own in a CSV file.
BOUNDED: Final = frozenset({"share", "range"})
# Decimals of a share in a spreadsheet.
SHEET_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two counts, or of two amounts in euro; printed with its sign."""

    value: int | Decimal


@dataclass(frozen=True, slots=True)
class Points:
    """A difference of two shares (0 to 1); printed in percentage points, with its sign."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """A count of which only the least and the most are known; one number where they agree."""

    low: int
    high: int


# A Fraction is a share with nothing unknown in it; a Decimal is an amount in euro, in cents.
Cell = str | Text | int | Range | Share | Fraction | Decimal | Change | Points | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in files for machines, its header for people, what it holds.

    Parameters
    ----------
    key, header, kind
        What it is and holds.
    if_any
        Whether people do without it where no row holds anything, or all hold zero; files keep it.
    """

    key: str
    header: Text
    kind: Kind = "text"
    if_any: bool = False

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
    >>> cell_text(Range(0, 255), NL), cell_text(Range(44, 44), NL)
    ('0 tot 255', '44')
    """
    if isinstance(cell, Share):
        if cell.total and cell.unknown == cell.total:
            return language.say(NOTHING_KNOWN)
        return cell.compact(language) if compact else cell.text(language)
    if isinstance(cell, Fraction):
        return language.percent(cell)
    if isinstance(cell, Range | Change | Points | int | Decimal):
        return _figure_text(cell, language)
    if isinstance(cell, date):
        return language.date(cell)
    return "" if cell is None else language.say(cell)


def _figure_text(cell: Range | Change | Points | int | Decimal, language: Language) -> str:
    if isinstance(cell, Change):
        return signed(_number(cell.value, language), cell.value)
    if isinstance(cell, Points):
        return signed(language.decimal(cell.value * 100, 2), cell.value)
    if isinstance(cell, Range):
        ends = [_number(end, language) for end in dict.fromkeys((cell.low, cell.high))]
        return f" {language.say(Text('tot', 'to'))} ".join(ends)
    return _number(cell, language)


def _number(value: int | Decimal, language: Language) -> str:
    return language.decimal(value, 2) if isinstance(value, Decimal) else language.integer(value)


def signed(text: str, value: int | Decimal | Fraction) -> str:
    """Return a number with its sign before it, a true minus where it is negative."""
    return text.replace("-", MINUS, 1) if value <= 0 else f"+{text}"


def for_reading(table: Table) -> Table:
    """Return a table without the columns that people can do without: see `Column`."""
    kept = [
        position
        for position, column in enumerate(table.columns)
        if not column.if_any or any(row[position] for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[position] for position in kept),
        rows=tuple(tuple(row[position] for position in kept) for row in table.rows),
    )


def as_text(table: Table, language: Language, width: int | None = None) -> str:
    """Return a table for the terminal, figures aligned to the right, never wider than it.

    Parameters
    ----------
    table, language
        What to print.
    width
        The width of the terminal; by default as it is, and `PIPE_WIDTH` where there is none.
    """
    width = terminal_width() if width is None else width
    title = language.say(table.title)
    if table.fictional:
        title = f"{language.say(FICTIONAL).upper()} · {title}"
    heading = [
        line
        for text in (title, language.say(table.subtitle))
        for line in wrapped(printable(text), width)
    ]
    notes = prose((printable(language.say(note)) for note in table.notes), width)
    return "\n".join([*heading, "", *_grid_lines(for_reading(table), language, width), "", notes])


def _grid_lines(table: Table, language: Language, width: int) -> list[str]:
    """Return the rows as lines; intervals are written shorter where that is needed."""
    header = [language.say(column.header) for column in table.columns]
    kinds = [
        "figures" if column.numeric else "words" if column.kind == "text" else "code"
        for column in table.columns
    ]
    lines: list[str] = []
    for compact in (False, True):
        body = [
            [printable(cell_text(cell, language, compact=compact)) for cell in row]
            for row in table.rows
        ]
        lines = grid(header, body, kinds, width)
        if _natural(header, body) <= width:
            break
    return lines


def _natural(header: Iterable[str], body: Iterable[Iterable[str]]) -> int:
    """Return how wide rows are in which nothing is wrapped."""
    widths = [max(map(len, cells)) for cells in zip(header, *body, strict=True)]
    return sum(widths) + 2 * (len(widths) - 1)


def printable(text: str) -> str:
    """Return text without control characters, which could command a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def guarded(text: str) -> str:
    """Return a text for a cell of CSV, with an apostrophe where it would be a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded(" @SUM(1)"), guarded("Noord-West")
    ("'=1+1", "' @SUM(1)", 'Noord-West')
    """
    first = next((c for c in text if not c.isspace() and not is_hidden(c)), "")
    return f"'{text}" if first in GUARDED or text.startswith(_SKIPPED) else text


def as_csv(table: Table, language: Language, *, for_people: bool = False) -> str:
    """Return a table as CSV, shares as fractions with an upper bound of their own.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.

    Parameters
    ----------
    for_people
        Whether the file is for a spreadsheet in the language: in Dutch with semicolons, decimal
        commas and a mark that says UTF-8, shares rounded to six decimals. Else for programs: with
        commas and points, and in full precision.
    """
    stream = io.StringIO()
    local = for_people and language.decimal_mark == ","
    writer = csv.writer(stream, lineterminator="\r\n", delimiter=";" if local else ",")
    header: list[str] = []
    for column in table.columns:
        word = language.say(column.header)
        maximum = language.say(Text("maximum", "maximum"))
        header += [word, f"{word} ({maximum})"] if column.kind in BOUNDED else [word]
    remark = [language.say(Text("let op", "beware"))] if table.fictional else []
    writer.writerow([*header, *remark])
    warning = [language.say(FICTIONAL)] if table.fictional else []
    for row in table.rows:
        cells: list[str] = []
        for cell in row:
            numbers = _csv_numbers(cell, SHEET_DECIMALS if for_people else None)
            if numbers is None:
                cells.append(_csv_words(cell, language))
            else:
                cells += [n.replace(".", ",") for n in numbers] if local else numbers
        writer.writerow([*cells, *warning])
    return ("\ufeff" if for_people else "") + stream.getvalue()


def _csv_words(cell: Cell, language: Language) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else cell_text(cell, language)
    return guarded(printable(text))


def _csv_numbers(cell: Cell, decimals: int | None) -> list[str] | None:
    """Return the numbers of a cell, one or with its upper bound; None if it holds words."""
    if isinstance(cell, Share):
        return ["" if b is None else _csv_share(b, decimals) for b in (cell.low, cell.high)]
    if isinstance(cell, Range):
        return [str(cell.low), str(cell.high)]
    if isinstance(cell, Fraction):
        return [_csv_share(cell, decimals)]
    if isinstance(cell, Points):
        return [_csv_share(cell.value, decimals)]
    if isinstance(cell, Change):
        return [str(cell.value)]
    return [str(cell)] if isinstance(cell, int | Decimal) else None


def _csv_share(share: Fraction, decimals: int | None) -> str:
    """Return a share as a decimal number, as precise as a float where it is not rounded.

    Examples
    --------
    >>> _csv_share(Fraction(1, 3), 6), _csv_share(Fraction(1, 2), 6), _csv_share(Fraction(0), 6)
    ('0.333333', '0.5', '0.0')
    """
    if decimals is None:
        return repr(float(share))
    whole, _, digits = f"{float(round(share, decimals)):.{decimals}f}".partition(".")
    return f"{whole}.{digits.rstrip('0') or '0'}"
