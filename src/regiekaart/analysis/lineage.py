"""What became of each group since another study: new, unchanged, changed, or not to be said.

This is the one definition; whoever speaks of it (the rules, the comparison) asks here. Groups are
compared on the municipalities of the later day (`common_ground`), and a municipality that merged
counts with each of its parts: if one part came from elsewhere, it came in part.

What is unknown on either side is never taken for a change, nor for the lack of one. A group is

- *changed* as soon as one municipality is certainly not, or no longer, in its predecessor;
- *new* if it has no predecessor, and all its members are known to have been in no group;
- *unchanged* if nothing differs and nothing unknown could: an unknown membership, then or now, may
  be one of this group;
- else *unknown*; if it has a predecessor and nothing is seen to differ, or is open: *unchanged as
  far as known*.

A municipality that is in the same group in both may be so only because the later list took it over:
its membership then rests on no other source than the earlier one cites (`same_source`). That it
stayed is assumed, then, and no evidence that the group is unchanged.

The studies may stand in either order of time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.ground import common_ground
from regiekaart.arrays import distinct, positions_by, sums_by
from regiekaart.facts.membership import Evidence
from regiekaart.facts.names import normalise
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regiekaart.analysis.ground import Ground, Unit
    from regiekaart.facts.membership import MembershipRow
    from regiekaart.facts.territory import History
    from regiekaart.study import IntArray, Study

    Codes = tuple[str, ...]

# No group, and no value of a study.
_NOBODY: Final = -4
_DOCUMENTED: Final = list(Evidence).index(Evidence.DOCUMENTED)


class Kind(StrEnum):
    """What became of a group; `GONE` is said of groups of the first study only."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Lineage:
    """What became of one group.

    Parameters
    ----------
    predecessor
        The group before with which it is compared: the one of the same name, whatever the
        spelling, else the one with which it shares most inhabitants; ``None`` if there is none.
    joined, left
        Codes that were certainly not, or are certainly no longer, in the predecessor, wholly or
        in part.
    open
        Codes whose membership is unknown on one side, and matters.
    namesake
        Whether the predecessor has its name.
    members
        How many municipalities of the later day it has in the second study, wholly or in part.
    same_source
        Codes of those that were in the predecessor by the same source.
    """

    kind: Kind
    predecessor: str | None
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    namesake: bool = False
    members: int = 0
    same_source: tuple[str, ...] = ()

    @property
    def carried_over(self) -> bool:
        """Whether nothing but the same sources says that the group is as it was."""
        same = bool(self.same_source) and len(self.same_source) == self.members
        return same and self.as_far_as_known is Kind.UNCHANGED

    @property
    def differs(self) -> bool:
        """Whether it is certain that the group is not what it was, or was not there."""
        return bool(self.joined or self.left)

    @property
    def as_far_as_known(self) -> Kind | None:
        """`Kind.UNCHANGED` where that is unknown but nothing is seen that differs; else None."""
        seen = self.differs or self.open or self.predecessor is None
        return Kind.UNCHANGED if self.kind is Kind.UNKNOWN and not seen else None


def lineages(
    study: Study, before: Study | None, past: History | None = None
) -> tuple[Lineage, ...]:
    """Return what became of each group of a study since another one.

    Parameters
    ----------
    study, before
        The study, and the other one, as a rule an earlier one; without it nothing is known.
    past
        The mergers; by default those that ship.

    Examples
    --------
    >>> from regiekaart import load_study
    >>> study = load_study()
    >>> {found.kind.value for found in lineages(study, study)}
    {'unknown'}
    >>> {found.as_far_as_known.value for found in lineages(study, study)}
    {'unchanged'}
    """
    if before is None:
        return tuple(Lineage(Kind.UNKNOWN, None) for _ in study.groups)
    return lineages_on(common_ground(before, study, past))


def lineages_on(ground: Ground) -> tuple[Lineage, ...]:
    """Return what became of each group of the second study, in its order.

    Parameters
    ----------
    ground
        The two studies; the codes in the result are those of the later day.
    """
    same = namesakes(ground.before, ground.after)
    origins = {**_nearest(ground, same), **same}
    origin_of = np.full(len(ground.after.groups), _NOBODY)
    origin_of[list(origins)] = list(origins.values())
    lives = zip(
        _differences(ground, origin_of),
        _members(ground),
        _same_sources(ground, origin_of),
        strict=True,
    )
    return tuple(_lineage(ground, origins.get(h), h in same, *life) for h, life in enumerate(lives))


def lineages_of_the_gone(ground: Ground, found: tuple[Lineage, ...]) -> Mapping[int, Lineage]:
    """Return the groups of the first study that no group of the second continues, by position.

    One is *gone* if that is sure: nobody is unknown in the second study who may be in a group of
    this name, nor in the first who may make it the predecessor of another; else it is *unknown*.

    Parameters
    ----------
    found
        The lineages of the second study.
    """
    continued = {each.predecessor for each in found}
    undecided = any(each.open and not each.namesake for each in found)
    sure = ground.closed_after and not undecided
    result = {}
    for g, group in enumerate(ground.before.groups):
        if group.name not in continued:
            pieces = ground.pieces_before[g]
            doubtful = pieces[ground.now[pieces] == UNKNOWN]
            left = np.setdiff1d(pieces, doubtful, assume_unique=True)
            kind = Kind.GONE if sure else Kind.UNKNOWN
            result[g] = Lineage(
                kind, group.name, (), ground.codes_of(left), ground.codes_of(doubtful)
            )
    return result


def namesakes(before: Study, after: Study) -> dict[int, int]:
    """Return per group after the group before that has its name.

    The same name goes before the same name in another spelling, and no group is taken twice.
    """
    result: dict[int, int] = {}
    for spelling in (str, normalise):
        taken = set(result.values())
        free = {
            spelling(group.name): g
            for g, group in reversed(list(enumerate(before.groups)))
            if g not in taken
        }
        for h in (h for h in range(len(after.groups)) if h not in result):
            key = spelling(after.groups[h].name)
            if key and key in free:
                result[h] = free.pop(key)
    return result


def _nearest(ground: Ground, same: Mapping[int, int]) -> Mapping[int, int]:
    """Return the group before with which each other group after shares most inhabitants."""
    named = np.zeros(len(ground.after.groups), dtype=np.bool_)
    named[list(same)] = True
    shared = (ground.was >= 0) & (ground.now >= 0)
    shared[shared] = ~named[ground.now[shared]]
    groups = ground.before.groups
    pairs = ground.now[shared] * len(groups) + ground.was[shared]
    found, place = np.unique(pairs, return_inverse=True)
    people = sums_by(place, ground.people[shared], len(found)).tolist()
    ranked = defaultdict[int, list[tuple[int, str, int]]](list)
    for pair, number in zip(found.tolist(), people, strict=True):
        h, g = divmod(pair, len(groups))
        ranked[h].append((-number, groups[g].name, g))
    return {h: min(each)[-1] for h, each in ranked.items()}


def _lineage(
    ground: Ground,
    origin: int | None,
    namesake: bool,
    differences: tuple[Codes, Codes, Codes],
    members: int,
    same_source: Codes,
) -> Lineage:
    joined, left, doubtful = differences
    if origin is None:
        # Somebody who is unknown now may come from a group, which it would then continue.
        open_now = not ground.closed_after
        kind = Kind.UNKNOWN if doubtful or open_now else Kind.NEW
    elif joined or left:
        kind = Kind.CHANGED
    else:
        kind = Kind.UNCHANGED if ground.closed else Kind.UNKNOWN
    name = None if origin is None else ground.before.groups[origin].name
    return Lineage(kind, name, joined, left, doubtful, namesake, members, same_source)


def _members(ground: Ground) -> list[int]:
    """Return how many units each group after has, wholly or in part."""
    inside, size = ground.now >= 0, max(len(ground.late.codes), 1)
    units = distinct(ground.now[inside] * size + ground.unit_of[inside])
    found: list[int] = np.bincount(units // size, minlength=len(ground.after.groups)).tolist()
    return found


def _same_sources(ground: Ground, origin_of: IntArray) -> Iterator[Codes]:
    """Yield who is in each group after and in its predecessor by the same source."""
    was, now = ground.states
    stayed = now >= 0
    stayed[stayed] = was[stayed] == origin_of[now[stayed]]
    # What is documented for the later day was not taken over, as is so for most.
    stayed &= ground.late.grade_of != _DOCUMENTED
    found = defaultdict[int, list[str]](list)
    for i in np.flatnonzero(stayed).tolist():
        if taken_over(ground, ground.unit(i)):
            found[int(now[i])].append(ground.late.codes[i])
    return (tuple(found[h]) for h in range(len(origin_of)))


def taken_over(ground: Ground, unit: Unit) -> bool:
    """Return whether the later study cites no source for a unit that the earlier one does not.

    Sources stand in a list with ``|`` between them. A row without a source says nothing of where
    it is from; one that is documented for the later day itself was not merely taken over.
    """
    early, late = _rows(ground.before, unit.before), _rows(ground.after, unit.after)
    if ground.backwards:
        early, late = late, early
    if any(row.evidence is Evidence.DOCUMENTED or not _sources(row) for row in late):
        return False
    cited = {source for row in early for source in _sources(row)}
    return bool(late) and all(_sources(row) <= cited for row in late)


def _rows(study: Study, positions: tuple[int, ...]) -> list[MembershipRow]:
    return [row for i in positions for row in study.memberships[i].rows]


def _sources(row: MembershipRow) -> frozenset[str]:
    return _cited(row.source)


@lru_cache(maxsize=1000)
def _cited(source: str) -> frozenset[str]:
    return frozenset(each.strip() for each in source.split("|") if each.strip())


def _differences(ground: Ground, origin_of: IntArray) -> Iterator[tuple[Codes, Codes, Codes]]:
    """Yield who joined, who left, and of whom it is open, for each group after.

    A municipality that joined in part may be open for the rest of it.
    """
    was, now = ground.was, ground.now
    came = now >= 0
    came[came] = was[came] != origin_of[now[came]]
    stayed = np.bincount(now[(now >= 0) & ~came], minlength=len(origin_of)).tolist()
    at = np.flatnonzero(came)
    for h, places in enumerate(positions_by(now[came], len(origin_of))):
        g, entered = int(origin_of[h]), at[places]
        before = ground.pieces_before[g] if g >= 0 else entered[:0]
        if not len(entered) and len(before) == stayed[h]:
            yield (), (), ()
            continue
        went = before[now[before] != h]
        doubtful = np.union1d(entered[was[entered] == UNKNOWN], went[now[went] == UNKNOWN])
        yield (
            ground.codes_of(entered[was[entered] != UNKNOWN]),
            ground.codes_of(went[now[went] != UNKNOWN]),
            ground.codes_of(doubtful),
        )
