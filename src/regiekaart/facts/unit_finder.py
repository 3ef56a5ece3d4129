"""Which municipality a row of a list means, at the date of a study.

Codes and names of municipalities that have merged since are understood, with a notice. What does
not exist yet, or cannot be told for sure, is a problem with a suggestion; nothing is guessed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.code_cells import wrong_area, wrong_code
from regiekaart.facts.flanders import history
from regiekaart.facts.name_lists import names_in, replaced
from regiekaart.facts.names import NameIndex, clean_code
from regiekaart.facts.unknown_names import wrong_name
from regiekaart.facts.written_names import all_names, codes_of
from regiekaart.language import EN, NL
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListFile
    from regiekaart.facts.territory import History, Territory
    from regiekaart.scheme.noun import Noun

_MAX_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, for messages.

    Parameters
    ----------
    table, row
        The list, and the row as its file counts it.
    within
        The text of the whole cell, where the municipality is one of several in it.
    """

    table: ListFile
    row: int
    within: str = ""

    def at(self, column: str, value: str) -> dict[str, Any]:
        """Return the fields of a problem with a cell of the row."""
        if self.within and column in {"nis", "name"}:
            column, value = "names", self.within
        return {
            "sheet": self.table.sheet,
            "row": self.row,
            "column": self.table.headers.get(column, column),
            "value": value,
        }

    def unit(self, value: str) -> dict[str, Any]:
        """Return the fields of a problem with the municipality of the row."""
        return self.at("nis" if self.by_code else "name", value)

    @property
    def by_code(self) -> bool:
        """Whether the cell that names the municipality is one of codes."""
        return "nis" in self.table.headers and not self.within

    def meant(self, written: str, likely: str | None) -> str | None:
        """Return the text that the cell should hold, if a part of it was meant otherwise."""
        return replaced(self.within, written, likely) if self.within and likely else likely


@dataclass(frozen=True, slots=True)
class Found:
    """The municipality that a row means.

    Parameters
    ----------
    unit
        Its code at the date of the study.
    written
        What the row says.
    part
        The merged municipality that the row names, if it names one.
    perhaps
        The merged municipality that the row may name as well: it has the name (Hasselt) or the
        code (Antwerpen) of the one that it went up in.
    """

    unit: str
    written: str
    part: str | None = None
    perhaps: str | None = None


@dataclass
class Finder(ABC):
    """Finds units by code or name, at one day.

    Parameters
    ----------
    day
        The date of the study.
    log
        Gets a problem for each row that cannot be told, and a notice for each merger followed.
    past
        The units of all dates.
    noun
        What a unit is called.
    """

    day: date
    log: ProblemLog
    past: History
    noun: Noun

    @cached_property
    def territory(self) -> Territory:
        """The units of the day."""
        return self.past.at(self.day)

    def find(
        self, code_cell: str, name_cell: str, place: Place, since: date | None = None
    ) -> Found | None:
        """Return the unit that a row's code and name stand for.

        Parameters
        ----------
        code_cell, name_cell
            The cells; "" for one that is empty.
        place
            Where the row stands.
        since
            The first day of which the row speaks, if it has one. A unit that is younger than the
            study is no problem on a row of after its birth: the row says nothing of the day.
        """
        if not code_cell and not name_cell:
            self.log.error(f"geen {self.noun.one.nl} op deze rij",
                           f"no {self.noun.one.en} on this row",
                           **place.unit(""))  # fmt: skip
            return None
        by_code = self._from_code(code_cell, name_cell, place, since) if code_cell else None
        if code_cell and (by_code is None or not name_cell):
            return by_code
        by_name = self._from_name(name_cell, place, since, by_code.unit if by_code else "")
        if by_code is None or by_name is None:
            return by_name
        if by_code.unit == by_name.unit:
            return by_code
        name = self.territory.by_code[by_code.unit].name
        self.log.error(
            f"code {code_cell} is {name}, maar de rij noemt {name_cell}",
            f"code {code_cell} is {name}, but the row names {name_cell}",
            **place.at("nis", code_cell),
        )
        return None

    @abstractmethod
    def _from_code(
        self, cell: str, name_cell: str, place: Place, since: date | None
    ) -> Found | None:
        """Return the unit that a code means; the name beside it may tell what was meant."""

    @abstractmethod
    def _from_name(
        self, cell: str, place: Place, since: date | None, coded: str = ""
    ) -> Found | None:
        """Return the unit that a name means; the code beside it is of the unit ``coded``."""

    @abstractmethod
    def tell(self) -> None:
        """Add a notice on what was read otherwise than it is written."""

    def _became(self, codes: Iterable[str], cell: str, where: dict[str, Any]) -> Found | None:
        """Return what the first code of an earlier day became, with a notice; forwards only."""
        for code in codes:
            last = self.past.eve(code)
            unit = self.past.successor(code, last, self.day) if last else code
            if last is None or last >= self.day or unit not in self.territory.by_code:
                continue
            name, born = self.territory.by_code[unit].name, last + timedelta(days=1)
            self.log.note(
                f"{cell} is sinds {NL.date(born)} deel van {name} ({unit})",
                f"{cell} is part of {name} ({unit}) since {EN.date(born)}",
                **where,
            )
            return Found(unit, cell, part=code)
        return None

    def _is_later(self, cell: str, born: date, since: date | None, where: dict[str, Any]) -> bool:
        """Return whether a row speaks of days on which its younger unit was there; tell it."""
        later = since is not None and since >= born > self.day
        if later:
            self.log.note(
                f"{cell} bestaat pas sinds {NL.date(born)}: de rij telt niet mee op "
                f"{NL.date(self.day)}",
                f"{cell} exists only since {EN.date(born)}: the row does not count on "
                f"{EN.date(self.day)}",
                **where,
            )
        return later


@dataclass
class UnitFinder(Finder):
    """Finds municipalities by code or name, at one day.

    Parameters
    ----------
    day, log, past, noun
        As of a `Finder`.
    """

    past: History = field(default_factory=history)
    noun: Noun = FLANDERS.unit
    _read_as: dict[str, tuple[str, dict[str, Any]]] = field(
        default_factory=dict, init=False, repr=False
    )

    @cached_property
    def index(self) -> NameIndex:
        """The official names of all dates."""
        return all_names()

    @cached_property
    def _kept(self) -> frozenset[str]:
        """The merged municipalities that have the code of one of their parts."""
        merged = {m.new_nis for m in self.past.mergers if m.effective <= self.day}
        start = self.past.vintages["2012"]
        return frozenset(
            nis
            for nis in merged & self.territory.by_code.keys()
            if nis in self.past.parts(nis, self.day, start)
        )

    def _from_code(
        self, cell: str, name_cell: str, place: Place, since: date | None
    ) -> Found | None:
        nis = clean_code(cell)
        if nis is None:
            message, likely = wrong_code(cell)
            likely = likely or self._code_of(name_cell) or self._code_of(cell)
            self.log.error(
                message.nl,
                message.en,
                **place.at("nis", cell),
                suggestion=place.meant(cell, likely),
            )
            return None
        if nis in self.territory.by_code:
            return Found(nis, cell, perhaps=nis if nis in self._kept else None)
        if self.past.first_day(nis) is None:
            area = wrong_area(nis, cell)
            self.log.error(
                area.nl if area else f"onbekende code {nis}: geen Vlaamse gemeente",
                area.en if area else f"unknown code {nis}: not a Flemish municipality",
                **place.at("nis", cell),
                suggestion=place.meant(cell, self._code_of(name_cell)),
            )
            return None
        return self._moved([nis], cell, place.at("nis", cell), since)

    def _code_of(self, name: str) -> str | None:
        """Return the code, on the day, of the one municipality that a name means."""
        codes = [nis for nis in codes_of(name) if nis in self.territory.by_code] if name else []
        return codes[0] if len(codes) == 1 else None

    def _from_name(
        self, cell: str, place: Place, since: date | None, coded: str = ""
    ) -> Found | None:
        codes = codes_of(cell)
        if not codes:
            self._unknown(cell, place, coded)
            return None
        now = [nis for nis in codes if nis in self.territory.by_code]
        if not self.index.find(cell):
            name = self.territory.by_code[now[0]].name if now else self._names[codes[0]]
            self._read_as.setdefault(cell, (name, place.at("name", cell)))
        if len(now) == 1:
            return Found(now[0], cell, perhaps=self._namesake(now[0], codes))
        return self._moved(list(codes), cell, place.at("name", cell), since)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(self.past.name_pairs())

    def _unknown(self, cell: str, place: Place, coded: str) -> None:
        """Tell of a name that fits nothing, with the one that was probably meant."""
        several = () if place.within else names_in(cell)
        if len(several) > 1 and sum(bool(codes_of(name)) for name in several) > 1:
            listed = ", ".join(several[:_MAX_NAMED])
            self.log.error(
                f"meer dan een gemeente in één cel: {listed}; noem de kolom ‘gemeenten’, of geef "
                "elke gemeente een eigen rij",
                f"more than one municipality in one cell: {listed}; call the column "
                "‘municipalities’, or give each municipality a row of its own",
                **place.at("name", cell),
            )
            return
        message, likely = wrong_name(cell, self.territory, full=self.log.full, coded=coded)
        self.log.error(
            message.nl,
            message.en,
            **place.at("name", cell),
            suggestion=place.meant(cell, likely),
        )

    def tell(self) -> None:
        """Add one notice on the names that are not the official ones, and how they were read."""
        if not self._read_as:
            return
        pairs = [f"{cell} = {name}" for cell, (name, _at) in self._read_as.items()]
        listed = ", ".join(pairs[:_MAX_NAMED]) + (", …" if len(pairs) > _MAX_NAMED else "")
        _name, where = next(iter(self._read_as.values()))
        self.log.note(
            f"namen die anders luiden dan de officiële, gelezen als: {listed}",
            f"names that are not the official ones, read as: {listed}",
            **where,
        )

    def _namesake(self, unit: str, codes: tuple[str, ...]) -> str | None:
        """Return the part of a merger that has the name of the whole."""
        merged = [m for m in self.past.mergers if m.new_nis == unit and m.effective <= self.day]
        return next((m.old_nis for m in merged if m.old_nis in codes), None)

    def _moved(
        self, codes: list[str], cell: str, where: dict[str, Any], since: date | None
    ) -> Found | None:
        """Follow a code of another vintage to the day of the study."""
        found = self._became(codes, cell, where)
        if found is None:
            self._not_yet(codes[0], cell, where, since)
        return found

    def _not_yet(self, nis: str, cell: str, where: dict[str, Any], since: date | None) -> None:
        """Tell of a municipality that is younger than the study, and what was there before."""
        born = self.past.first_day(nis) or self.day
        if self._is_later(cell, born, since, where):
            return
        parts = self.past.parts(nis, born, self.day)
        listed = ", ".join(f"{part} {self._names[part]}" for part in parts)
        self.log.error(
            f"{cell} bestaat pas sinds {NL.date(born)}; op {NL.date(self.day)} waren dat: {listed}",
            f"{cell} exists only since {EN.date(born)}; on {EN.date(self.day)} it was: {listed}",
            **where,
        )
