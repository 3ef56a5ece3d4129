"""Which municipality a row of a list means, at the date of a study.

Codes and names of municipalities that have merged since are understood, with a notice. What does
not exist yet, or cannot be told for sure, is a problem with a suggestion; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from regiekaart.facts.names import NameIndex, clean_code
from regiekaart.facts.territory import History, Territory, history
from regiekaart.language import EN, NL

if TYPE_CHECKING:
    from datetime import date

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListFile


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, for messages."""

    table: ListFile
    row: int

    def at(self, column: str, value: str) -> dict[str, Any]:
        """Return the fields of a problem with a cell of the row."""
        return {
            "sheet": self.table.sheet,
            "row": self.row,
            "column": self.table.headers.get(column, column),
            "value": value,
        }


@dataclass
class UnitFinder:
    """Finds municipalities by code or name, at one day.

    Parameters
    ----------
    day
        The date of the study.
    log
        Gets a problem for each row that cannot be told, and a notice for each merger followed.
    """

    day: date
    log: ProblemLog
    followed: dict[str, dict[str, Place]] = field(default_factory=dict)
    """Per municipality of the day: the merged ones that the list names, and where."""

    @cached_property
    def past(self) -> History:
        """The municipalities of all dates."""
        return history()

    @cached_property
    def territory(self) -> Territory:
        """The municipalities of the day."""
        return self.past.at(self.day)

    @cached_property
    def index(self) -> NameIndex:
        """The names of all dates."""
        return NameIndex(self.past.name_pairs())

    def find(self, code_cell: str, name_cell: str, place: Place) -> str | None:
        """Return the code, at the day of the study, that a row's code and name stand for."""
        if not code_cell and not name_cell:
            self.log.error(
                "geen gemeente op deze rij", "no municipality on this row", **place.at("nis", "")
            )
            return None
        by_code = self._from_code(code_cell, place) if code_cell else None
        if code_cell and (by_code is None or not name_cell):
            return by_code
        by_name = self._from_name(name_cell, place)
        if by_code is None or by_name is None or by_code == by_name:
            return by_name
        self.log.error(
            f"code {code_cell} is {self.territory.by_code[by_code].name}, "
            f"maar de rij noemt {name_cell}",
            f"code {code_cell} is {self.territory.by_code[by_code].name}, "
            f"but the row names {name_cell}",
            **place.at("nis", code_cell),
        )
        return None

    def _from_code(self, cell: str, place: Place) -> str | None:
        nis = clean_code(cell)
        if nis is None:
            self.log.error(
                f"geen NIS-code: {cell!r}; verwacht vijf cijfers",
                f"not a NIS code: {cell!r}; expected five digits",
                **place.at("nis", cell),
            )
            return None
        if nis in self.territory.by_code:
            return nis
        if self.past.first_day(nis) is None:
            self.log.error(
                f"onbekende code {nis}: geen Vlaamse gemeente",
                f"unknown code {nis}: not a Flemish municipality",
                **place.at("nis", cell),
            )
            return None
        return self._moved([nis], cell, "nis", place)

    def _from_name(self, cell: str, place: Place) -> str | None:
        codes = self.index.find(cell)
        now = [nis for nis in codes if nis in self.territory.by_code]
        if len(now) == 1:
            return now[0]
        if codes:
            return self._moved(list(codes), cell, "name", place)
        nearest = self.index.nearest(cell)
        self.log.error(
            f"onbekende gemeente: {cell}",
            f"unknown municipality: {cell}",
            **place.at("name", cell),
            suggestion=" / ".join(nearest) or None,
        )
        return None

    def _moved(self, codes: list[str], cell: str, column: str, place: Place) -> str | None:
        """Follow a code of another vintage to the day of the study; forwards only."""
        for nis in codes:
            last = self.past.latest_day(nis)
            if last is not None and last < self.day:
                target = self.past.successor(nis, last, self.day)
                self.followed.setdefault(target, {})[nis] = place
                name = self.territory.by_code[target].name
                self.log.note(
                    f"{cell} is sinds {NL.date(self._end(nis))} deel van {name} ({target})",
                    f"{cell} is part of {name} ({target}) since {EN.date(self._end(nis))}",
                    **place.at(column, cell),
                )
                return target
        nis = codes[0]
        born = self.past.first_day(nis)
        if born is None:  # pragma: no cover - the callers have looked the code up
            return None
        parts = self.past.parts(nis, born, self.day)
        names = dict(self.past.name_pairs())
        listed = ", ".join(f"{part} {names[part]}" for part in parts)
        self.log.error(
            f"{cell} bestaat pas sinds {NL.date(born)}; op {NL.date(self.day)} waren dat: {listed}",
            f"{cell} exists only since {EN.date(born)}; on {EN.date(self.day)} it was: {listed}",
            **place.at(column, cell),
            suggestion=listed,
        )
        return None

    def check_parts(self) -> None:
        """Add a problem for each merged municipality of which the list names only some parts."""
        names = dict(self.past.name_pairs())
        for target, named in self.followed.items():
            last = max(filter(None, map(self.past.latest_day, named)))
            parts = self.past.parts(target, self.day, last)
            # A part that kept its code (Antwerpen) stands on the list under its own name.
            absent = [nis for nis in parts if nis not in named and nis != target]
            if not absent:
                continue
            nis, place = next(iter(named.items()))
            others, whole = ", ".join(names[n] for n in absent), names[target]
            self.log.error(
                f"{names[nis]} is deel van {whole} ({target}), maar {others} staat niet op de "
                f"lijst: noem {whole} zelf",
                f"{names[nis]} is part of {whole} ({target}), but {others} is not on the list: "
                f"name {whole} itself",
                **place.at("nis", nis),
                suggestion=f"{target} {whole}",
            )

    def _end(self, nis: str) -> date:
        """Return the day on which a municipality had merged."""
        return next(m.effective for m in self.past.mergers if m.old_nis == nis)
