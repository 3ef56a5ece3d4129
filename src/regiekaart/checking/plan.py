"""What a corrected copy of a list changes, cell by cell, and which rows it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from regiekaart.checking.cells import CellCorrector, spelling_of
from regiekaart.checking.kinds import FREE
from regiekaart.checking.statements import only_first, statements, touched
from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts.leftout import without_totals
from regiekaart.facts.rawtable import excerpt
from regiekaart.facts.region_names import one_spelling
from regiekaart.facts.rows_that_count import known_rows, of_cycle
from regiekaart.facts.unit_finder import Place
from regiekaart.language import Text

if TYPE_CHECKING:
    from datetime import date

    from regiekaart.checking.grid import Grid
    from regiekaart.checking.kinds import ListKind
    from regiekaart.facts.listfile import ListFile
    from regiekaart.facts.rawtable import Merged
    from regiekaart.language import Language

# In the place of what a merged or a broken cell does not tell: every reader refuses it, where an
# empty cell would say "not a member".
BLANK: Final = "(?)"
UNMERGED: Final = Text(
    "samengevoegde cellen: elke rij heeft nu de waarde van de eerste",
    "merged cells: each row now has the value of the first",
)
MERGED: Final = Text(
    "samengevoegde cellen over meer dan een kolom: vul in wat hier staat",
    "merged cells over more than one column: fill in what stands here",
)
HEADER: Final = Text("de gewone naam van de kolom", "the usual name of the column")
DOUBLE: Final = Text("dezelfde rij als rij {}: weggelaten", "the same row as row {}: left out")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a list.

    Parameters
    ----------
    row
        The row in the file that was brought; None for what concerns no row.
    column
        The header of the column, "" for a whole row.
    before, after
        What stood there, and what stands there now.
    why
        The reason.
    certain
        Whether it is a correction; else somebody has to look.
    proposal
        What was probably meant, where somebody has to look.
    """

    row: int | None
    column: str
    before: str
    after: str
    why: Text
    certain: bool = True
    proposal: str = ""


@dataclass
class Plan:
    """What a corrected copy changes.

    Parameters
    ----------
    edits
        Per row and position, what the cell will hold.
    dropped
        Per row that is left out, the row that says the same.
    changes
        Every change that is certain, and every cell that is marked because its value was lost.
    values
        Per row, the text of the columns that are read, corrected.
    """

    edits: dict[tuple[int, int], str | date] = field(default_factory=dict)
    dropped: dict[int, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    values: dict[int, dict[str, str]] = field(default_factory=dict)

    def places(self, grid: Grid) -> dict[str, int]:
        """Return the position of each column by its header in the copy."""
        top, found = grid.header.row.number, dict[str, int]()
        for place, text in enumerate(grid.header.texts):
            found.setdefault(str(self.edits.get((top, place), text)), place)
        return found


def make_plan(grid: Grid, kind: ListKind, day: date, cycle: str, language: Language) -> Plan:
    """Return the corrections of a list that are certain.

    Parameters
    ----------
    grid
        The list.
    kind
        What it is about.
    day, cycle
        Of the study.
    language
        Of the words that are put in the place of others.

    Raises
    ------
    InputError
        If rows have more fields than the header: nobody can tell which field is which.
    """
    _refuse_shifted(grid)
    return _Planner(grid, kind, day, cycle, language).plan()


def see_through(grid: Grid, kind: ListKind, day: date, cycle: str, language: Language) -> Plan:
    """Return only the changes without which a reader goes no further: merged and broken cells.

    The parameters and the error are those of `make_plan`.
    """
    _refuse_shifted(grid)
    return _Planner(grid, kind, day, cycle, language).seen_through()


def _refuse_shifted(grid: Grid) -> None:
    shifted = [str(row.number) for row in grid.rows if row.shifted]
    if shifted:
        listed = ", ".join(shifted[:10]) + (", …" if len(shifted) > 10 else "")  # noqa: PLR2004
        raise InputError.one(
            f"rij {listed}: meer velden dan de kop; zet eerst aanhalingstekens rond teksten met "
            "het scheidingsteken erin",
            f"row {listed}: more fields than the header; first put quotes around texts that hold "
            "the separator",
            file=grid.file,
        )


class _Planner:
    """Collects the changes of one list."""

    def __init__(
        self, grid: Grid, kind: ListKind, day: date, cycle: str, language: Language
    ) -> None:
        self._grid, self._kind, self._day, self._cycle = grid, kind, day, cycle
        self._language = language
        self._plan = Plan(values={row.number: dict(row.values) for row in grid.rows})

    def seen_through(self) -> Plan:
        """Return the changes without which a reader goes no further."""
        self._headers()
        for merged in self._grid.merged:
            self._unmerge(merged)
        self._lost_cells()
        return self._plan

    def plan(self) -> Plan:
        """Return all changes, in the order of the rows."""
        self.seen_through()
        self._cells()
        if self._kind.of_members:
            self._regions()
        self._doubles()
        self._plan.changes.sort(key=lambda change: change.row or 0)
        return self._plan

    def _set(
        self, row: int, column: str, after: str | date, why: Text, *, sure: bool = True
    ) -> None:
        place, values = self._grid.header.positions[column], self._plan.values[row]
        before = values.get(column, "")
        values[column] = str(after)
        self._plan.edits[row, place] = after
        name = self._grid.header.name(place)
        shown = str(after)
        self._plan.changes.append(Change(row, name, excerpt(before), shown, why, sure))

    def _headers(self) -> None:
        """Give a column whose header is written oddly, or over two rows, its usual name."""
        header = self._grid.header
        for column, place in header.positions.items():
            text, known = header.texts[place], self._kind.columns[column]
            if header.columns.count(column) > 1:
                continue
            if header.first == header.row.number and text.casefold() in {
                word.casefold() for word in known
            }:
                continue
            name = known[0] if self._language.code == "nl" or len(known) == 1 else known[1]
            # The second spelling of these two is no English word.
            own = self._kind.scheme.units_from is not None
            plain = {"status"} if own else {"nis", "status"}
            name = column if column in plain else name
            self._plan.edits[header.row.number, place] = name
            self._plan.changes.append(Change(header.row.number, text or name, text, name, HEADER))

    def _unmerge(self, merged: Merged) -> None:
        grid = self._grid
        columns, within = touched(grid, merged)
        if not within or not columns or only_first(grid, merged, columns, within):
            return
        first = next((row for row in within if row.number == merged.first_row), None)
        one_column = merged.first_column == merged.last_column
        value = first.values.get(columns[0], "") if first and one_column else ""
        for row in within:
            for column in columns:
                at_top = row is first and grid.header.positions[column] == merged.first_column
                if at_top and (value or not one_column):
                    continue
                if value:
                    self._set(row.number, column, value, UNMERGED)
                elif column not in FREE and not row.values.get(column):
                    self._set(row.number, column, BLANK, MERGED, sure=False)

    def _lost_cells(self) -> None:
        """Mark the cells whose value the file does not hold."""
        noun = self._kind.scheme.group
        short = Text(
            f"de rij is te kort: vul {noun.the.nl} in",
            f"the row is too short: fill in the {noun.tail.en}",
        )
        for row in self._grid.rows:
            for column, why in row.broken.items():
                self._set(row.number, column, BLANK, why, sure=False)
            if (
                self._kind.of_members
                and "region" in self._grid.header.positions
                and ("region" not in row.values and any(row.values.values()))
            ):
                self._set(row.number, "region", BLANK, short, sure=False)

    def _cells(self) -> None:
        table = self._grid.as_list()
        corrector = CellCorrector(self._kind, table, self._day, self._language)
        for row in without_totals(table, ProblemLog(), self._kind.own_codes).rows:
            found = corrector.corrections(self._plan.values[row.number], row.number)
            for column, correction in found.items():
                if column != "region":
                    self._set(row.number, column, correction.after, correction.why)

    def _regions(self) -> None:
        """Give each region the spelling that came first, on the rows that are read."""
        if "region" not in self._grid.header.positions:
            return
        scheme, log = self._kind.scheme, ProblemLog()
        table = without_totals(self._corrected(), ProblemLog(), self._kind.own_codes)
        rows = of_cycle(table, self._cycle, log, scheme)
        rows = known_rows(table, rows, log, complete=False, scheme=scheme)
        spellings = one_spelling(rows, [Place(table, row.number) for row in rows], log, scheme)
        for row, name in zip(rows, spellings, strict=True):
            written = self._plan.values[row.number].get("region", "")
            if name and name != written:
                self._set(row.number, "region", name, spelling_of(scheme.group))

    def _corrected(self) -> ListFile:
        """Return the list as it reads with the corrections so far."""
        table = self._grid.as_list()
        rows = (replace(row, values=self._plan.values[row.number]) for row in table.rows)
        return replace(table, rows=tuple(rows))

    def _doubles(self) -> None:
        """Leave out a row that says in every cell what one above it says."""
        said = statements(self._grid, self._kind, self._day, self._plan.values)
        others = {row.number: row.others for row in self._grid.rows}
        first: dict[object, int] = {}
        for number, statement in said.items():
            if statement is None:
                continue
            values = self._plan.values[number]
            key = (others[number], *sorted((c, v) for c, v in values.items() if v))
            kept = first.setdefault(key, number)
            if kept != number:
                self._plan.dropped[number] = kept
                why = Text(DOUBLE.nl.format(kept), DOUBLE.en.format(kept))
                shown = excerpt(", ".join(value for value in values.values() if value))
                self._plan.changes.append(Change(number, "", shown, "", why))
