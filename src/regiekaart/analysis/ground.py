"""The ground on which two studies can be compared: the municipalities of the later day.

The municipalities of the earlier day are carried to it over the mergers. The smallest thing of
which both studies say something is a *piece*: a municipality of the earlier day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from regiekaart.facts.territory import History
    from regiekaart.study import IntArray, Study

# The parts of a merged unit differ; neither a group nor one of the values of a study.
SPLIT: Final = -3


@dataclass(frozen=True, slots=True)
class Unit:
    """A municipality of the later day, and what it is in each study.

    Parameters
    ----------
    nis, name
        The municipality.
    before, after
        Its position in each study; in the earlier one there are several after a merger.
    """

    nis: str
    name: str
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A municipality of the earlier day.

    Parameters
    ----------
    nis
        The municipality of the later day in which it lies.
    was, now
        Its group before and after, or `UNKNOWN`, or `OUTSIDE`.
    population
        Its inhabitants, which are counted per piece in the earlier study alone.
    """

    nis: str
    was: int
    now: int
    population: int


@dataclass(frozen=True)
class Ground:
    """What two studies stand on together.

    Parameters
    ----------
    units
        The municipalities of the later day.
    backwards
        Whether ``before`` is the later of the two.
    """

    before: Study
    after: Study
    units: tuple[Unit, ...]
    backwards: bool

    @cached_property
    def closed_before(self) -> bool:
        """Whether it is known of every municipality before whether it is a member."""
        return not bool((self.before.group_of == UNKNOWN).any())

    @cached_property
    def closed_after(self) -> bool:
        """Whether it is known of every municipality after whether it is a member."""
        return not bool((self.after.group_of == UNKNOWN).any())

    @property
    def closed(self) -> bool:
        """Whether nothing is unknown on either side."""
        return self.closed_before and self.closed_after

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The municipalities of the earlier day, in the order of ``units``."""
        return tuple(self._pieces())

    def _pieces(self) -> Iterator[Piece]:
        before, after = self.before.group_of.tolist(), self.after.group_of.tolist()
        people = (self.after if self.backwards else self.before).population.tolist()
        for unit in self.units:
            for i in unit.before:
                for j in unit.after:
                    yield Piece(unit.nis, before[i], after[j], people[j if self.backwards else i])

    def pieces_of(self, was: int | None, now: int | None) -> list[Piece]:
        """Return the pieces of a group before, and of one after, in the order of ``pieces``.

        Parameters
        ----------
        was, now
            The groups; None for none.
        """
        before = self._pieces_by[0].get(was, []) if was is not None else []
        after = self._pieces_by[1].get(now, []) if now is not None else []
        return [self.pieces[i] for i in sorted({*before, *after})]

    @cached_property
    def _pieces_by(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """The positions of the pieces of each group, before and after."""
        before, after = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
        for i, piece in enumerate(self.pieces):
            before[piece.was].append(i)
            after[piece.now].append(i)
        return before, after

    @cached_property
    def stayed(self) -> Mapping[tuple[int, int], list[Unit]]:
        """The units by the pair of what they were and what they are."""
        found = defaultdict[tuple[int, int], list[Unit]](list)
        for unit, was, now in zip(self.units, *self._states, strict=True):
            found[was, now].append(unit)
        return found

    @cached_property
    def _states(self) -> tuple[list[int], list[int]]:
        """What each unit was, and is."""
        before, after = self.before.group_of.tolist(), self.after.group_of.tolist()
        return (
            [_agreed(before, unit.before) for unit in self.units],
            [_agreed(after, unit.after) for unit in self.units],
        )

    def states(self) -> Iterator[tuple[Unit, int, int]]:
        """Yield each unit with what it was and what it is: see `state_before`."""
        return zip(self.units, *self._states, strict=True)

    def state_before(self, unit: Unit) -> int:
        """Return the group of a unit before, `UNKNOWN`, `OUTSIDE`, or `SPLIT`."""
        return _agreed(self.before.group_of, unit.before)

    def state_after(self, unit: Unit) -> int:
        """Return the group of a unit after, `UNKNOWN`, `OUTSIDE`, or `SPLIT`."""
        return _agreed(self.after.group_of, unit.after)


def common_ground(before: Study, after: Study, past: History | None = None) -> Ground:
    """Return the municipalities on which two studies can be compared.

    Parameters
    ----------
    before, after
        The studies, in either order of time.
    past
        The mergers; by default those of the scheme.
    """
    past = past or after.history
    backwards = (after.date, after.population_year) < (before.date, before.population_year)
    early, late = (after, before) if backwards else (before, after)
    units = []
    for i, (nis, name) in enumerate(zip(late.codes, late.names, strict=True)):
        parts = tuple(early.position[code] for code in past.parts(nis, late.date, early.date))
        units.append(Unit(nis, name, (i,), parts) if backwards else Unit(nis, name, parts, (i,)))
    return Ground(before, after, tuple(units), backwards)


def _agreed(group_of: IntArray | list[int], positions: Sequence[int]) -> int:
    if len(positions) == 1:
        return int(group_of[positions[0]])
    states = {int(group_of[i]) for i in positions}
    return states.pop() if len(states) == 1 else SPLIT
