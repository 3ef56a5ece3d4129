"""The units, such as municipalities, and how they were divided, at any date.

`History` holds every unit, merger and part of a partition that is known; `History.at` gives the
`Territory` of one day. A *vintage* is a period in which the list of units does not change; it is
named by its first year that the tables cover.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from regiekaart.errors import InputError
from regiekaart.language import EN, NL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIRST_DAY: Final = date(2012, 1, 1)
LAST_DAY: Final = date(2026, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit, such as a municipality, during the days on which its code was valid.

    Parameters
    ----------
    nis
        Its code.
    valid_from, valid_to
        The days, both included; an open end is None.
    parts
        The part in which it lies, by the id of each partition that does not change with the date.
    centre_city
        Whether it is one of the units of which a rule makes an exception.
    """

    nis: str
    name: str
    valid_from: date
    valid_to: date | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    centre_city: bool = False

    def valid_on(self, day: date) -> bool:
        """Return whether the unit exists on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Merger:
    """One unit that goes up in another; a merger of three is three of these."""

    effective: date
    old_nis: str
    old_name: str
    new_nis: str
    new_name: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """The part of a partition in which a unit lies, and when that held (both ends included).

    Parameters
    ----------
    partition
        The partition's id.
    version
        What the division of those days is called.
    """

    partition: str
    version: str
    nis: str
    part: str
    valid_from: date
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Return whether it held on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Territory:
    """The units of one day, sorted by code, and the parts that they belong to.

    Parameters
    ----------
    partitions
        Per partition that exists on the day the part of each code.
    """

    day: date
    vintage: str
    units: tuple[Unit, ...]
    partitions: Mapping[str, Mapping[str, str]]

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """The units by code."""
        return {unit.nis: unit for unit in self.units}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes, sorted."""
        return tuple(unit.nis for unit in self.units)


@dataclass(frozen=True)
class History:
    """Every unit, merger and part of a partition, over the years.

    Parameters
    ----------
    units, mergers
        Those of all times.
    part_rows
        The partitions that change with the date; the others stand with each unit.
    start, end
        The first and the last day of which the tables know.
    """

    units: tuple[Unit, ...]
    mergers: tuple[Merger, ...] = ()
    part_rows: tuple[PartRow, ...] = ()
    start: date = FIRST_DAY
    end: date = LAST_DAY
    # The days that were asked for: a run asks for few days, and for each of them often.
    _days: dict[date, Territory] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def waves(self) -> tuple[date, ...]:
        """The days on which units merged, oldest first."""
        return tuple(sorted({m.effective for m in self.mergers}))

    @cached_property
    def vintages(self) -> Mapping[str, date]:
        """The first day of each vintage, by name, oldest first."""
        return {str(day.year): day for day in (self.start, *self.waves)}

    @cached_property
    def steps(self) -> Mapping[date, Mapping[str, str]]:
        """Old code to new code, per wave."""
        steps: dict[date, dict[str, str]] = {day: {} for day in self.waves}
        for merger in self.mergers:
            steps[merger.effective][merger.old_nis] = merger.new_nis
        return steps

    @cached_property
    def _back(self) -> Mapping[date, Mapping[str, list[str]]]:
        """New code to its old codes, per wave."""
        back: dict[date, dict[str, list[str]]] = {day: defaultdict(list) for day in self.waves}
        for merger in self.mergers:
            back[merger.effective][merger.new_nis].append(merger.old_nis)
        return back

    def vintage(self, day: date) -> str:
        """Return the name of the vintage that holds a day."""
        return str(max((w for w in self.waves if w <= day), default=self.start).year)

    def at(self, day: date) -> Territory:
        """Return the territory of a day, joined once.

        Raises
        ------
        InputError
            If the day lies outside the years that the tables cover.
        """
        if day not in self._days:
            self._days[day] = self._at(day)
        return self._days[day]

    def _at(self, day: date) -> Territory:
        self.require_known(day)
        valid = sorted((unit for unit in self.units if unit.valid_on(day)), key=lambda u: u.nis)
        parts: dict[str, dict[str, str]] = defaultdict(dict)
        for unit in valid:
            for partition, part in unit.parts.items():
                parts[partition][unit.nis] = part
        for row in self.part_rows:
            if row.holds(day):
                parts[row.partition][row.nis] = row.part
        return Territory(day, self.vintage(day), tuple(valid), dict(parts))

    def require_known(self, day: date) -> None:
        """Raise an `InputError` for a day outside the years that the tables cover."""
        if self.start <= day <= self.end:
            return
        raise InputError.one(
            f"{NL.date(day)} ligt buiten de gegevens: "
            f"kies een datum van {NL.date(self.start)} tot en met {NL.date(self.end)}",
            f"{EN.date(day)} lies outside the data: "
            f"choose a date from {EN.date(self.start)} to {EN.date(self.end)}",
            value=day.isoformat(),
        )

    def successor(self, nis: str, start: date, day: date) -> str:
        """Return the code under which the land of a unit is found on a later day.

        Parameters
        ----------
        nis
            The code as it was valid on ``start``.
        start, day
            The day of the code, and the later day.
        """
        for wave in self.waves:
            if start < wave <= day:
                nis = self.steps[wave].get(nis, nis)
        return nis

    def parts(self, nis: str, start: date, day: date) -> tuple[str, ...]:
        """Return the codes whose land makes up a unit, on an earlier day.

        Parameters
        ----------
        nis
            The code as it is valid on ``start``.
        start, day
            The day of the code, and the earlier day.
        """
        codes = [nis]
        for wave in reversed(self.waves):
            if day < wave <= start:
                back = self._back[wave]
                codes = [old for code in codes for old in back.get(code, [code])]
        return tuple(sorted(codes))

    def latest_day(self, nis: str) -> date | None:
        """Return the last day of the code's newest period, None if the code never existed."""
        ends = [unit.valid_to or self.end for unit in self.units if unit.nis == nis]
        return max(ends, default=None)

    def eve(self, nis: str) -> date | None:
        """Return the last day before a unit went up in another, None if it did not."""
        days = [m.effective for m in self.mergers if m.old_nis == nis]
        return min(days) - timedelta(days=1) if days else None

    def first_day(self, nis: str) -> date | None:
        """Return the first day on which a code was valid, None if it never existed."""
        return min((unit.valid_from for unit in self.units if unit.nis == nis), default=None)

    def name_pairs(self) -> Iterable[tuple[str, str]]:
        """Yield each code with its name, of all times."""
        for unit in self.units:
            yield unit.nis, unit.name
