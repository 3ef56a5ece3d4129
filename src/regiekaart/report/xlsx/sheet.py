"""A sheet: a table in its place, with the formulas that work out its figures again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name, xl_rowcol_to_cell

from regiekaart.language import Text

if TYPE_CHECKING:
    from regiekaart.report.xlsx.fields import Field, Value
    from regiekaart.words.table import Cell, Kind, Table

# The rows above the table: title, study, warning. Counted from zero, as everywhere here.
HEADER_ROW: Final = 3
SHORT: Final = frozenset({"changes", "region-changes"})


class Place(Protocol):
    """Where a formula stands: what it can refer to."""

    @property
    def total(self) -> bool:
        """Whether it is the row of the whole."""

    @property
    def label(self) -> Cell:
        """What the row is about: the first cell of the table's row."""

    def cell(self, key: str) -> str:
        """Return the address of another figure of the same row."""

    def column(self, key: str) -> str:
        """Return the addresses of a figure in all rows but the total."""

    def above(self, key: str) -> str:
        """Return the addresses of a figure from the first row to this one."""

    def summed(self, key: str) -> str:
        """Return the address of a figure in the row of the total."""


Rule = Callable[[Place], "str | None"]


@dataclass(frozen=True, slots=True)
class Helper:
    """A column beside the table, not printed, that formulas or a chart need."""

    key: str
    header: str
    kind: Kind
    rule: Rule
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A number below the table that formulas refer to by its name.

    Parameters
    ----------
    formula
        How it follows from other settings; empty where it is given.
    """

    name: str
    label: str
    value: float
    kind: Kind
    formula: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet with one table.

    Parameters
    ----------
    name
        On its tab.
    total
        Whether the last row is the whole.
    rules
        The formulas, by the key of their column.
    frozen
        How many columns stay in sight.
    helpers, settings
        What stands beside and below the table for its formulas.
    aside
        Keys of columns that are not printed: too long for paper.
    """

    name: str
    table: Table
    rows: tuple[tuple[Cell, ...], ...]
    fields: tuple[Field, ...]
    total: bool = False
    rules: Mapping[str, Rule] = field(default_factory=dict)
    helpers: tuple[Helper, ...] = ()
    settings: tuple[Setting, ...] = ()
    frozen: int = 1
    aside: tuple[str, ...] = ()

    @property
    def title(self) -> Text:
        """What stands above it; the title of some tables needs the heading of a chapter."""
        return Text.same(self.name) if self.table.id in SHORT else self.table.title

    @property
    def first(self) -> int:
        """The first row of figures."""
        return HEADER_ROW + 1

    @property
    def last(self) -> int:
        """The last row of figures that is not the total; before the first where there is none."""
        return HEADER_ROW + len(self.rows) - self.total

    @property
    def end(self) -> int:
        """The last row of the table."""
        return HEADER_ROW + len(self.rows)

    def position(self, key: str) -> int:
        """Return the column of a key; helpers stand one column apart from the table."""
        keys = [each.key for each in self.fields]
        if key in keys:
            return keys.index(key)
        return len(keys) + 1 + [each.key for each in self.helpers].index(key)

    def span(self, key: str, first: int, last: int) -> str:
        """Return addresses in a column that stay when a formula is copied."""
        column = xl_col_to_name(self.position(key), col_abs=True)
        return f"{column}${first + 1}:{column}${last + 1}"

    def elsewhere(self, addresses: str) -> str:
        """Return addresses as formulas of another sheet write them."""
        return f"{quoted(self.name)}!{addresses}"


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a sheet."""

    sheet: Sheet
    row: int

    @property
    def total(self) -> bool:
        """Whether it is the row of the whole."""
        return self.sheet.total and self.row == self.sheet.end

    @property
    def label(self) -> Cell:
        """What the row is about."""
        return self.sheet.rows[self.row - self.sheet.first][0]

    def cell(self, key: str) -> str:
        """Return the address of another figure of the same row."""
        return str(xl_rowcol_to_cell(self.row, self.sheet.position(key)))

    def column(self, key: str) -> str:
        """Return the addresses of a figure in all rows but the total."""
        return self.sheet.span(key, self.sheet.first, self.sheet.last)

    def above(self, key: str) -> str:
        """Return the addresses of a figure from the first row to this one."""
        column = xl_col_to_name(self.sheet.position(key), col_abs=True)
        return f"{column}${self.sheet.first + 1}:{column}{self.row + 1}"

    def summed(self, key: str) -> str:
        """Return the address of a figure in the row of the total."""
        return str(xl_rowcol_to_cell(self.sheet.end, self.sheet.position(key), row_abs=True))


def formula_at(sheet: Sheet, key: str, row: int) -> str | None:
    """Return the formula of a figure; None where it is a value, or there is nothing to show."""
    rule = sheet.rules.get(key)
    if rule is None:
        return None
    values = next(each.values for each in sheet.fields if each.key == key)
    return None if values[row - sheet.first] is None else rule(RowPlace(sheet, row))


def quoted(name: str) -> str:
    """Return the name of a sheet as formulas write it.

    Examples
    --------
    >>> quoted("Regels 2023"), quoted("d'Or")
    ("'Regels 2023'", "'d''Or'")
    """
    return "'" + name.replace("'", "''") + "'"


def absolute(cell: str) -> str:
    """Return an address that stays when a formula is copied.

    Examples
    --------
    >>> absolute("B4")
    '$B$4'
    """
    row, column = xl_cell_to_rowcol(cell)
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
