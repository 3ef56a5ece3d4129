"""What a scheme is: the words, dates and kinds that turn the engine into a tool for one policy.

The engine knows units, partitions, groups and statuses. A `Scheme` says which ones there are, what
they are called and which tables hold them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from regiekaart.language import EN, NL, Text
from regiekaart.scheme.rules import FitsPart, Form, MinimumPopulation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from regiekaart.scheme.noun import Noun
    from regiekaart.scheme.rules import Rule
    from regiekaart.scheme.tables import GroupTable, UnitTables


@dataclass(frozen=True, slots=True)
class Cycle:
    """A policy cycle: the period for which groups are recognised; ``None`` is an open end."""

    id: str
    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether the day lies in this cycle."""
        return self.start <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Return whether a day lies after this cycle."""
        return self.end is not None and self.end < day

    @property
    def years(self) -> Text:
        """Its years: "2023-2025", or "sinds 2025" where it has no end."""
        if self.end is None:
            return Text(f"sinds {self.start.year}", f"since {self.start.year}")
        return Text.same(f"{self.start.year}-{self.end.year}")

    @property
    def phrase(self) -> Text:
        """The cycle in a sentence: "cyclus 2023-2025", or "sinds 2025" where it has no end."""
        if self.end is None:
            return self.years
        return Text(f"cyclus {self.years.nl}", f"cycle {self.years.en}")

    @property
    def days(self) -> Text:
        """Its days: "1 januari 2023 tot 31 december 2025", or "sinds 1 januari 2025"."""
        if self.end is None:
            return Text(f"sinds {NL.date(self.start)}", f"since {EN.date(self.start)}")
        return Text(
            f"{NL.date(self.start)} tot {NL.date(self.end)}",
            f"{EN.date(self.start)} to {EN.date(self.end)}",
        )


@dataclass(frozen=True, slots=True)
class PartitionKind:
    """A way to divide the units, such as provinces.

    Parameters
    ----------
    id
        Its name in code and on the command line.
    noun
        What one part is called.
    since
        The first day on which the partition exists; ``None`` if it always has.
    mapped
        Whether each part gets a map of its own.
    """

    id: str
    noun: Noun
    since: date | None = None
    mapped: bool = True


@dataclass(frozen=True, slots=True)
class Scheme:
    """Everything that the engine has to be told about one policy.

    Parameters
    ----------
    id
        Name on the command line, in code and in file names.
    title
        What a map of it is called.
    coverage_title
        What a table of its coverage is called.
    whole
        The name of all units together, such as Vlaanderen.
    unit, group
        What a unit and a group are called.
    group_id
        The name of the groups on the command line and in files, as a partition has one.
    units_source
        Who says which units there are, and how they are divided.
    code
        What the code of a unit is called.
    people
        Whom the weights count, such as inhabitants.
    people_source, people_licence
        Who publishes the weights, and under which licence; empty if that is not said.
    member, outsider, unknown
        What a unit is in the legend of a map: in a group, in none, or not known.
    special
        What the units are called of which a rule makes an exception; None if there are none.
    cycles
        The policy cycles, oldest first.
    partitions
        The ways to divide the units, by id; the first is the usual one.
    units_from, groups_from
        The tables of the units, and of the groups that ship; None are those of Flanders.
    rules
        What a group has to meet, in the order in which it is told.
    has_statuses
        Whether units can have an agreement, of which a list tells.
    has_funding
        Whether there is a subsidy that is divided over the groups.
    has_claims
        Whether figures were published that can be held against the data.
    """

    id: str
    title: Text
    coverage_title: Text
    whole: str
    unit: Noun
    group: Noun
    group_id: str
    units_source: Text
    code: Text
    people: Noun
    people_source: Text
    member: Text
    outsider: Text
    unknown: Text
    cycles: tuple[Cycle, ...]
    people_licence: str = ""
    special: Noun | None = None
    partitions: Mapping[str, PartitionKind] = field(default_factory=lambda: MappingProxyType({}))
    units_from: UnitTables | None = None
    groups_from: GroupTable | None = None
    rules: tuple[Rule, ...] = ()
    has_statuses: bool = False
    has_funding: bool = False
    has_claims: bool = False

    @property
    def newest_cycle(self) -> Cycle:
        """The cycle that started last."""
        return self.cycles[-1]

    @property
    def people_credit(self) -> Text:
        """Who publishes the weights, with the licence."""
        licence = f" ({self.people_licence})" if self.people_licence else ""
        return Text(f"{self.people_source.nl}{licence}", f"{self.people_source.en}{licence}")

    def counted(self, year: int) -> Text:
        """Return when the weights of a year were counted: "op 1 januari 2023", or "in 2023"."""
        day = self.count_day(year)
        # Of a table of somebody's own only the year is known.
        own = self.units_from is not None
        return Text(f"{'in' if own else 'op'} {day.nl}", f"{'in' if own else 'on'} {day.en}")

    def count_day(self, year: int) -> Text:
        """Return of which day the weights of a year are, as far as that is known."""
        if self.units_from is not None:
            return Text.same(str(year))
        return Text(f"1 januari {year}", f"1 January {year}")

    @property
    def usual(self) -> PartitionKind | None:
        """The partition that tables and maps take first; None if there is none."""
        return next(iter(self.partitions.values()), None)

    @property
    def fit(self) -> FitsPart | None:
        """The rule that a group lies in one part of a partition; None if there is none."""
        return next((rule for rule in self.rules if isinstance(rule, FitsPart)), None)

    @property
    def minimum(self) -> MinimumPopulation | None:
        """The rule that a group has so many people; None if there is none."""
        return next((rule for rule in self.rules if isinstance(rule, MinimumPopulation)), None)

    @property
    def form(self) -> Form | None:
        """The rule that a group has one of some legal forms; None if there is none."""
        return next((rule for rule in self.rules if isinstance(rule, Form)), None)

    @property
    def fit_kind(self) -> PartitionKind | None:
        """The partition in which groups have to fit; None if there is none."""
        return self.partitions[self.fit.partition] if self.fit else None

    @property
    def divisions(self) -> tuple[str, ...]:
        """What a table can be divided by: the ids of the partitions, and of the groups."""
        return (*self.partitions, self.group_id)

    def cycle(self, cycle_id: str) -> Cycle:
        """Return the cycle with this id.

        Raises
        ------
        KeyError
            If there is none; the message lists those that there are.
        """
        for cycle in self.cycles:
            if cycle.id == cycle_id:
                return cycle
        raise KeyError(f"{cycle_id}: not one of {', '.join(c.id for c in self.cycles)}")

    def cycle_before(self, cycle: Cycle) -> Cycle | None:
        """Return the cycle that came before another, None for the oldest."""
        position = self.cycles.index(cycle)
        return self.cycles[position - 1] if position else None
