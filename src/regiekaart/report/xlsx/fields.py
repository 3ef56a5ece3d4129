"""A table as the columns of a sheet: one value per cell, the bounds apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.figures import Share
from regiekaart.language import Text
from regiekaart.words.table import BOUNDED, Change, Points, Range, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.language import Language
    from regiekaart.words.table import Cell, Column, Kind, Table

Value = str | int | float | date | None

# The most that a cell can hold.
LONGEST: Final = 32_767
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet.

    Parameters
    ----------
    key
        That of the column of the table; an upper bound has ``_max`` behind it.
    values
        One per row: shares from 0 to 1, points in percentage points.
    """

    key: str
    header: str
    kind: Kind
    values: tuple[Value, ...]

    @property
    def numeric(self) -> bool:
        """Whether it holds figures."""
        return self.kind not in {"text", "code"}


def fields_of(table: Table, rows: Sequence[tuple[Cell, ...]], language: Language) -> list[Field]:
    """Return the columns of a sheet; what has bounds that differ becomes two.

    Parameters
    ----------
    table
        The table.
    rows
        Its rows, in the order of the sheet.
    language
        The language of the words.
    """
    return [
        field
        for position, column in enumerate(table.columns)
        for field in _fields(column, [row[position] for row in rows], language)
    ]


def _fields(column: Column, cells: Sequence[Cell], language: Language) -> Iterator[Field]:
    header = clean(language.say(column.header))
    if column.kind == "points":
        header = f"{header} ({language.say(Text('procentpunt', 'percentage points'))})"
    low = tuple(value_of(cell, language) for cell in cells)
    bounded = column.kind in BOUNDED
    high = tuple(value_of(cell, language, upper=True) for cell in cells) if bounded else low
    if low == high:
        yield Field(column.key, header, column.kind, low)
        return
    ends = (Text("minstens", "at least"), low, ""), (Text("hoogstens", "at most"), high, "_max")
    for word, values, tail in ends:
        yield Field(f"{column.key}{tail}", f"{header}, {language.say(word)}", column.kind, values)


def value_of(cell: Cell, language: Language, *, upper: bool = False) -> Value:
    """Return what a cell of a sheet holds: a number or a day as such, else clean words.

    Parameters
    ----------
    cell, language
        The value, and the language of its words.
    upper
        Whether the upper bound is asked for, where there is one.
    """
    if isinstance(cell, Share):
        end = cell.high if upper else cell.low
        return None if end is None else float(end)
    if isinstance(cell, Range):
        return cell.high if upper else cell.low
    if isinstance(cell, Points):
        return float(cell.value * 100)
    if isinstance(cell, Change):
        return value_of(cell.value, language)
    if isinstance(cell, Decimal | Fraction):
        return float(cell)
    if isinstance(cell, str | Text):
        return clean(language.say(cell))
    return cell


def clean(text: str) -> str:
    r"""Return words that any file of the kind can hold: no control characters, not too long.

    Examples
    --------
    >>> clean("Bree\x00"), len(clean("x" * 40_000))
    ('Bree ', 32767)
    """
    kept = text if text.isprintable() else printable(text)
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + ELLIPSIS
