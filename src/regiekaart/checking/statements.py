"""What each row of a list states, by itself: for the count of a list that has errors elsewhere.

The readers of `regiekaart.facts` take a list as a whole or refuse it. Here the same functions read
one row at a time, so that a corrected list can be held against the one that was brought.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from regiekaart.checking.kinds import FREE
from regiekaart.errors import ProblemLog, Severity
from regiekaart.facts.agreement_list import STATUS_IN
from regiekaart.facts.agreements import Status
from regiekaart.facts.daycells import DayCells
from regiekaart.facts.leftout import without_totals
from regiekaart.facts.listcells import EVIDENCE_IN, UnitCells
from regiekaart.facts.membership import Evidence
from regiekaart.facts.membership_list import finder_of
from regiekaart.facts.names import normalise
from regiekaart.facts.region_names import clean_region, wrong_region
from regiekaart.facts.rows_that_count import (
    COMPLETE_IN,
    STATED_IN,
    cycle_spellings,
    stated_by_region,
)
from regiekaart.facts.unit_finder import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regiekaart.checking.grid import Grid, GridRow
    from regiekaart.checking.kinds import ListKind
    from regiekaart.facts.listfile import ListFile, ListRow
    from regiekaart.facts.rawtable import Merged
    from regiekaart.scheme.model import Scheme


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row states.

    Parameters
    ----------
    units
        The municipalities at the date: the code of each, and of the merged one that it may name.
    region
        The region, normalised; "" says "not a member", None that nothing is known, or that the
        list is not about members.
    status
        The status of an agreement; None on a list of members.
    rest
        All else that is read from the row, by column.
    """

    units: tuple[tuple[str, str | None, str | None], ...]
    region: str | None
    status: Status | None
    rest: tuple[tuple[str, object], ...]


class NotRead(Exception):  # noqa: N818 - no error: a row that cannot be read is an answer
    """A row of which a cell cannot be read."""


def statements(
    grid: Grid, kind: ListKind, day: date, values: Mapping[int, Mapping[str, str]] | None = None
) -> dict[int, Statement | None]:
    """Return what each row of a list states; None for one that cannot be read.

    Parameters
    ----------
    grid
        The list. Rows that are totals are left out.
    kind
        What it is about.
    day
        The date of the study.
    values
        Text per column, per row, in the place of what the file holds; such a row counts as whole.
    """
    given = values or {}
    table = grid.as_list()
    rows = tuple(
        replace(row, values=given[row.number]) if row.number in given else row for row in table.rows
    )
    table = replace(table, rows=rows)
    spoiled = unreliable(grid) - given.keys()
    reader = _RowReader(table, kind, day)
    return {
        row.number: None if row.number in spoiled else reader.statement(row)
        for row in without_totals(table, ProblemLog(), kind.own_codes).rows
    }


def unreliable(grid: Grid) -> set[int]:
    """Return the rows that the readers refuse whatever their text says."""
    found = {row.number for row in grid.rows if row.broken or row.shifted}
    for merged in grid.merged:
        columns, within = touched(grid, merged)
        if within and columns and not only_first(grid, merged, columns, within):
            found.update(row.number for row in within)
    return found


def touched(grid: Grid, merged: Merged) -> tuple[list[str], Sequence[GridRow]]:
    """Return the known columns and the rows that lie in merged cells."""
    places = range(merged.first_column, merged.last_column + 1)
    columns = [column for column, at in grid.header.positions.items() if at in places]
    start = bisect_left(grid.rows, merged.first_row, key=_number)
    return columns, grid.rows[start : bisect_right(grid.rows, merged.last_row, key=_number)]


def only_first(
    grid: Grid, merged: Merged, columns: Sequence[str], within: Sequence[GridRow]
) -> bool:
    """Return whether all that a list needs of merged cells is the one with the value."""
    one_row = [row.number for row in within] == [merged.first_row]
    return one_row and [grid.header.positions[c] for c in columns] == [merged.first_column]


def _number(row: GridRow) -> int:
    return row.number


class _RowReader:
    """Reads one row after the other, and forgets what is wrong with each."""

    def __init__(self, table: ListFile, kind: ListKind, day: date) -> None:
        self._table, self._kind = table, kind
        self._log = ProblemLog()
        self._finder = finder_of(kind.scheme, day, self._log)
        self._days = DayCells(self._log)
        self._units = UnitCells(table, self._log, kind.scheme.unit)
        self._cycles = cycle_spellings(kind.scheme)

    def statement(self, row: ListRow) -> Statement | None:
        """Return what a row states; None if the readers would refuse it."""
        self._log.problems.clear()
        try:
            return self._read(row)
        except NotRead:
            return None

    def _read(self, row: ListRow) -> Statement:
        cells, place = row.values, Place(self._table, row.number)
        days = {
            column: self._days.read(column, cells.get(column, ""), place)
            for column in self._kind.days
        }
        since = days.get("valid_from")
        found = [self._finder.find(c, name, at, since) for at, c, name in self._units.on(row)]
        if any(problem.severity is Severity.ERROR for problem in self._log.problems):
            raise NotRead
        units = tuple((f.unit, f.part, f.perhaps) for f in found if f is not None)
        evidence = _word(EVIDENCE_IN, cells.get("evidence", "")) or Evidence.DOCUMENTED
        rest: dict[str, object] = {column: cells.get(column, "") for column in FREE}
        rest |= {"evidence": evidence, **days}
        if not self._kind.of_members:
            status = _status(cells.get("status", ""))
            return Statement(units, None, status, tuple(sorted(rest.items())))
        rest["list"] = _word(COMPLETE_IN, cells.get("list", ""))
        rest["cycle"] = self._cycle(cells.get("cycle", ""))
        return Statement(
            units, _region(cells, self._kind.scheme), None, tuple(sorted(rest.items()))
        )

    def _cycle(self, cell: str) -> str:
        found = self._cycles.get(cell.replace("–", "-")) if cell else ""
        if found is None:
            raise NotRead
        return found


def _word(known: Mapping[str, Any], cell: str) -> Any:  # noqa: ANN401 - what the word stands for
    """Return what a word stands for; None for an empty cell."""
    if not cell:
        return None
    key = normalise(cell)
    if key not in known:
        raise NotRead
    return known[key]


def _status(cell: str) -> Status:
    if not cell.strip("?"):
        return Status.UNKNOWN
    return _word(STATUS_IN, cell) or Status.UNKNOWN


def _region(cells: Mapping[str, str], scheme: Scheme) -> str | None:
    """Return the region that a row states; "" for no member, None for unknown."""
    if "region" not in cells:
        raise NotRead
    written = clean_region(cells["region"])
    by_region = stated_by_region(written)
    word = cells.get("membership", "")
    stated = by_region
    if word:
        stated = _word(STATED_IN, word)
        if stated is not by_region and not (stated is None and not written):
            raise NotRead
    if not stated:
        return "" if stated is False else None
    if wrong_region(written, scheme) is not None:
        raise NotRead
    return normalise(written)
