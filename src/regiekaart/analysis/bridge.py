"""The bridge from one coverage to another: the difference, cause by cause, adding up exactly.

Two studies are compared on a common ground: the municipalities of the later day. The bridge walks
from the earlier study to the later one and changes one thing at a time; after every step it counts
a coverage anew, so a step is the difference of two coverages and the steps add up to the whole
difference, without a remainder:

    before -> mergers -> split mergers -> joined -> left -> became known -> became unknown
           -> population of the members -> population of the others -> after

Memberships thus change at the population of the earlier day, and the population grows with the
memberships of the later day. The number of units and of inhabitants is the same in all membership
steps, so their order does not matter. Other orders of the three kinds (mergers, memberships,
population) give slightly different points per cause and the same sum; shares that average over all
orders (Shapley) were not chosen, since no step of those is a coverage that one can count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from regiekaart.analysis.ground import SPLIT
from regiekaart.arrays import sums_by
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.analysis.ground import Ground
    from regiekaart.study import IntArray

MEMBER: Final = 0
NOTHING: Final = -1


class Cause(StrEnum):
    """Why a coverage changed, in the order in which the bridge goes from early to late."""

    MERGERS = "mergers"
    SPLIT_MERGERS = "split-mergers"
    JOINED = "joined"
    LEFT = "left"
    BECAME_KNOWN = "became-known"
    BECAME_UNKNOWN = "became-unknown"
    POPULATION_GROWTH = "population-growth"
    OTHER_DENOMINATOR = "other-denominator"


CAUSES: Final = tuple(Cause)
_MEMBERSHIP: Final = (Cause.JOINED, Cause.LEFT, Cause.BECAME_KNOWN, Cause.BECAME_UNKNOWN)
_BACKWARDS: Final = (
    (Cause.JOINED, Cause.LEFT),
    (Cause.LEFT, Cause.JOINED),
    (Cause.BECAME_KNOWN, Cause.BECAME_UNKNOWN),
    (Cause.BECAME_UNKNOWN, Cause.BECAME_KNOWN),
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many belong, of how many it is not known, and how many there are."""

    members: int = 0
    unknown: int = 0
    total: int = 0

    @property
    def low(self) -> Fraction:
        """The share if nothing unknown belongs; of nothing, nothing is covered."""
        return Fraction(self.members, self.total) if self.total else Fraction(0)

    @property
    def high(self) -> Fraction:
        """The share if everything unknown belongs."""
        return Fraction(self.members + self.unknown, self.total) if self.total else Fraction(0)


@dataclass(frozen=True, slots=True)
class Tally:
    """A coverage in numbers: municipalities and inhabitants."""

    units: Count
    people: Count


@dataclass(frozen=True, slots=True)
class Step:
    """One cause, with the coverage before it and after it.

    Parameters
    ----------
    cause
        Why the coverage changed; None for the whole way.
    start, end
        The coverages.
    """

    cause: Cause | None
    start: Tally
    end: Tally

    @property
    def municipalities(self) -> int:
        """By how many known members the municipalities changed."""
        return self.end.units.members - self.start.units.members

    @property
    def population(self) -> int:
        """By how many the inhabitants of known members changed."""
        return self.end.people.members - self.start.people.members

    @property
    def municipality_share(self) -> Fraction:
        """The change of the municipality coverage (0 to 1), counting known members."""
        return self.end.units.low - self.start.units.low

    @property
    def municipality_share_max(self) -> Fraction:
        """The change of its upper bound, which counts the unknown as well."""
        return self.end.units.high - self.start.units.high

    @property
    def population_share(self) -> Fraction:
        """The change of the population coverage (0 to 1), counting known members."""
        return self.end.people.low - self.start.people.low

    @property
    def population_share_max(self) -> Fraction:
        """The change of its upper bound, which counts the unknown as well."""
        return self.end.people.high - self.start.people.high

    def ends(self, measure: str) -> tuple[Count, Count]:
        """Return the counts at both ends, of ``units`` or of ``population``."""
        if measure == "units":
            return self.start.units, self.end.units
        return self.start.people, self.end.people

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Bridge:
    """The steps from one coverage to another, one per `Cause`, those without a change too."""

    steps: tuple[Step, ...]

    @property
    def whole(self) -> Step:
        """The whole way: from the first coverage to the last."""
        return Step(None, self.steps[0].start, self.steps[-1].end)

    @property
    def bounded(self) -> bool:
        """Whether an upper bound says something: of two open lists both are 100 %."""
        ends = (self.whole.start, self.whole.end)
        return any(count.high != 1 for tally in ends for count in (tally.units, tally.people))

    def step(self, cause: Cause) -> Step:
        """Return the step of a cause."""
        return next(step for step in self.steps if step.cause is cause)


def bridge(ground: Ground) -> Bridge:
    """Return the difference of two coverages, cause by cause.

    Parameters
    ----------
    ground
        The two studies on their common ground. If the first is the later one, the bridge is that
        of the other order walked back: every step with the opposite sign.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> from regiekaart.analysis.ground import common_ground
    >>> studies = [load_study(StudyChoice(cycle=c)) for c in ("2017", "2020")]
    >>> found = bridge(common_ground(*studies))
    >>> sum(step.population_share for step in found.steps) == found.whole.population_share
    True
    """
    steps = tuple(_path(ground))
    if not ground.backwards:
        return Bridge(steps)
    mirror = dict(_BACKWARDS)
    return Bridge(
        tuple(
            Step(mirror.get(step.cause, step.cause) if step.cause else None, step.end, step.start)
            for step in reversed(steps)
        )
    )


def transitions(early: IntArray, late: IntArray) -> IntArray:
    """Return what happened to the membership of each unit.

    Parameters
    ----------
    early, late
        Per unit a group (0 or more), `UNKNOWN` or `OUTSIDE`.

    Returns
    -------
    array of int
        A place in `CAUSES`, or `NOTHING` if it is still of the same kind.
    """
    was, now = np.minimum(early, MEMBER), np.minimum(late, MEMBER)
    happened = {
        NOTHING: was == now,
        CAUSES.index(Cause.BECAME_KNOWN): was == UNKNOWN,
        CAUSES.index(Cause.BECAME_UNKNOWN): now == UNKNOWN,
        CAUSES.index(Cause.LEFT): now == OUTSIDE,
    }
    joined = CAUSES.index(Cause.JOINED)
    return np.select(list(happened.values()), list(happened), joined)


def _path(ground: Ground) -> Iterator[Step]:
    """Walk from the earlier study to the later one."""
    tallies = (
        (cause, Tally(_count(status, np.ones_like(people)), _count(status, people)))
        for cause, status, people in _stages(ground)
    )
    for (_, start), (cause, end) in pairwise(tallies):
        yield Step(cause, start, end)


def _stages(ground: Ground) -> Iterator[tuple[Cause | None, IntArray, IntArray]]:
    """Yield each cause with what there is after it: a status each, and its inhabitants.

    A status is `MEMBER`, `OUTSIDE` or `UNKNOWN`. At first there are the units of the earlier day,
    and from the split mergers on those of the later day, in order.
    """
    pieces, people = np.minimum(ground.early.group_of, MEMBER)[ground.early_of], ground.people
    yield None, pieces, people
    late = np.minimum(ground.late.group_of, MEMBER)
    split = (ground.states[0] == SPLIT) | (ground.states[1] == SPLIT)
    status = np.where(split, late, pieces[ground.first[:-1]])
    together = sums_by(ground.unit_of, people, len(late))
    torn = split[ground.unit_of]
    yield (
        Cause.MERGERS,
        np.concatenate([status[~split], pieces[torn]]),
        np.concatenate([together[~split], people[torn]]),
    )
    yield Cause.SPLIT_MERGERS, status, together
    happened = transitions(status, late)
    for cause in _MEMBERSHIP:
        status = np.where(happened == CAUSES.index(cause), late, status)
        yield cause, status, together
    grown = ground.late.population
    yield Cause.POPULATION_GROWTH, late, np.where(late == MEMBER, grown, together)
    yield Cause.OTHER_DENOMINATOR, late, grown


def _count(status: IntArray, numbers: IntArray) -> Count:
    members, unknown = (int(numbers[status == each].sum()) for each in (MEMBER, UNKNOWN))
    return Count(members, unknown, int(numbers.sum()))


def step_json(step: Step) -> dict[str, Any]:
    """Return a step with the keys of the command line's contract.

    Points are percentage points. Each is the nearest float of an exact fraction; their sum is the
    difference to about 1e-12.
    """
    start, end = step.start, step.end
    cause = {"cause": step.cause.value} if step.cause else {}
    return cause | {
        "municipalities": step.municipalities,
        "municipalities_unknown": end.units.unknown - start.units.unknown,
        "municipalities_total": end.units.total - start.units.total,
        "municipality_points": float(100 * step.municipality_share),
        "municipality_points_max": float(100 * step.municipality_share_max),
        "population": step.population,
        "population_unknown": end.people.unknown - start.people.unknown,
        "population_total": end.people.total - start.people.total,
        "population_points": float(100 * step.population_share),
        "population_points_max": float(100 * step.population_share_max),
    }
