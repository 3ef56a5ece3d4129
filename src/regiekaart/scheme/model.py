"""What a scheme is: the words, dates and kinds that turn the engine into a tool for one policy.

The engine knows units, partitions, groups and statuses. A `Scheme` says which ones there are, what
they are called and which tables hold them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from regiekaart.language import Text
    from regiekaart.scheme.rules import Rule


@dataclass(frozen=True, slots=True)
class Noun:
    """A word with its plural, in each language, and its genitive-free short form for headings."""

    one: Text
    many: Text

    def count(self, number: int) -> Text:
        """Return the form that goes with a number."""
        return self.one if number == 1 else self.many


@dataclass(frozen=True, slots=True)
class Cycle:
    """A policy cycle: the period for which groups are recognised."""

    id: str
    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Return whether the day lies in this cycle."""
        return self.start <= day <= self.end


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
    """

    id: str
    noun: Noun
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """Everything that the engine has to be told about one policy.

    Parameters
    ----------
    id
        Name in code and in file names.
    whole
        The name of all units together, such as Vlaanderen.
    unit, group
        What a unit and a group are called.
    cycles
        The policy cycles, oldest first.
    partitions
        The ways to divide the units, by id.
    words
        The titles and sentences on pages that are the scheme's own, by key.
    rules
        What a group has to meet, in the order in which it is told.
    """

    id: str
    title: Text
    whole: str
    unit: Noun
    group: Noun
    cycles: tuple[Cycle, ...]
    partitions: Mapping[str, PartitionKind]
    words: Mapping[str, Text]
    rules: tuple[Rule, ...] = ()

    @property
    def newest_cycle(self) -> Cycle:
        """The cycle that started last."""
        return self.cycles[-1]

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
