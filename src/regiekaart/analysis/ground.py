"""The ground on which two studies can be compared: the municipalities of the later day.

The municipalities of the earlier day are carried to it over the mergers. The smallest thing of
which both studies say something is a *piece*: a municipality of the earlier day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.arrays import positions_by
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
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


@dataclass(frozen=True, eq=False)
class Ground:
    """What two studies stand on together: a column of pieces, in the order of their units.

    Parameters
    ----------
    backwards
        Whether ``before`` is the later of the two.
    unit_of
        Per piece the position of its unit in the later study.
    early_of
        Per piece its position in the earlier study.
    """

    before: Study
    after: Study
    backwards: bool
    unit_of: IntArray
    early_of: IntArray

    @property
    def early(self) -> Study:
        """The earlier study, of which the pieces are the units."""
        return self.after if self.backwards else self.before

    @property
    def late(self) -> Study:
        """The later study, of which the units are those that are compared."""
        return self.before if self.backwards else self.after

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
    def first(self) -> IntArray:
        """Where the pieces of each unit begin; after the last one, how many pieces there are."""
        return np.searchsorted(self.unit_of, np.arange(len(self.late.codes) + 1))

    @cached_property
    def was(self) -> IntArray:
        """The group of each piece before, or `UNKNOWN`, or `OUTSIDE`."""
        return self.before.group_of[self.unit_of if self.backwards else self.early_of]

    @cached_property
    def now(self) -> IntArray:
        """The group of each piece after, or `UNKNOWN`, or `OUTSIDE`."""
        return self.after.group_of[self.early_of if self.backwards else self.unit_of]

    @property
    def people(self) -> IntArray:
        """The inhabitants of each piece in the earlier study."""
        return self.early.population[self.early_of]

    @cached_property
    def states(self) -> tuple[IntArray, IntArray]:
        """What each unit was, and what it is: a value of `was` and of `now`, or `SPLIT`."""
        return self._agreed(self.was), self._agreed(self.now)

    def _agreed(self, values: IntArray) -> IntArray:
        """Return the value of the pieces of each unit, `SPLIT` where they differ."""
        begin = self.first[:-1]
        if not len(begin):
            return values
        least, most = np.minimum.reduceat(values, begin), np.maximum.reduceat(values, begin)
        return np.where(least == most, least, SPLIT)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The municipalities of the later day."""
        return tuple(map(self.unit, range(len(self.late.codes))))

    def unit(self, i: int) -> Unit:
        """Return the municipality of the later day that is at a position."""
        early = tuple(self.early_of[self.first[i] : self.first[i + 1]].tolist())
        before, after = ((i,), early) if self.backwards else (early, (i,))
        return Unit(self.late.codes[i], self.late.names[i], before, after)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The municipalities of the earlier day, in the order of the units."""
        nis = (self.late.codes[i] for i in self.unit_of.tolist())
        columns = (each.tolist() for each in (self.was, self.now, self.people))
        return tuple(map(Piece, nis, *columns))

    @cached_property
    def pieces_before(self) -> list[IntArray]:
        """The positions of the pieces of each group before."""
        return positions_by(self.was, len(self.before.groups))

    @cached_property
    def pieces_after(self) -> list[IntArray]:
        """The positions of the pieces of each group after."""
        return positions_by(self.now, len(self.after.groups))

    def codes_of(self, pieces: IntArray) -> tuple[str, ...]:
        """Return the codes of the units in which some pieces lie, each once."""
        codes = self.late.codes
        return tuple(dict.fromkeys([codes[i] for i in self.unit_of[pieces].tolist()]))

    def state_before(self, unit: Unit) -> int:
        """Return the group of a unit before, `UNKNOWN`, `OUTSIDE`, or `SPLIT`."""
        return int(self.states[0][self._at(unit)])

    def state_after(self, unit: Unit) -> int:
        """Return the group of a unit after, `UNKNOWN`, `OUTSIDE`, or `SPLIT`."""
        return int(self.states[1][self._at(unit)])

    def _at(self, unit: Unit) -> int:
        return (unit.before if self.backwards else unit.after)[0]


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
    merged = any(early.date < wave <= late.date for wave in past.waves)
    if early.codes == late.codes and not merged:
        everybody = np.arange(len(late.codes))
        return Ground(before, after, backwards, everybody, everybody)
    parts = [past.parts(nis, late.date, early.date) for nis in late.codes]
    return Ground(
        before,
        after,
        backwards,
        np.repeat(np.arange(len(parts)), [len(each) for each in parts]),
        np.array([early.position[nis] for each in parts for nis in each], dtype=np.int64),
    )
