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

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from regiekaart.analysis.ground import common_ground
from regiekaart.facts.membership import Evidence
from regiekaart.facts.names import normalise
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.analysis.ground import Ground, Piece, Unit
    from regiekaart.facts.membership import MembershipRow
    from regiekaart.facts.territory import History
    from regiekaart.study import Study

    Codes = tuple[str, ...]


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
    shared = _shared(ground)
    groups = range(len(ground.after.groups))
    return tuple(_lineage(ground, h, same.get(h), shared[h]) for h in groups)


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
            _, left, doubtful = _differences(ground, g, None)
            kind = Kind.GONE if sure else Kind.UNKNOWN
            result[g] = Lineage(kind, group.name, (), left, doubtful)
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
        for h, group in enumerate(after.groups):
            key = spelling(group.name)
            if h not in result and key and key in free:
                result[h] = free.pop(key)
    return result


def _shared(ground: Ground) -> Mapping[int, Counter[int]]:
    """Return per group after the inhabitants that it shares with each group before."""
    result: dict[int, Counter[int]] = {h: Counter() for h in range(len(ground.after.groups))}
    for piece in ground.pieces:
        if piece.was >= 0 and piece.now >= 0:
            result[piece.now][piece.was] += piece.population
    return result


def _lineage(ground: Ground, h: int, namesake: int | None, shared: Counter[int]) -> Lineage:
    groups = ground.before.groups
    nearest = min(shared, key=lambda g: (-shared[g], groups[g].name), default=None)
    origin = nearest if namesake is None else namesake
    joined, left, doubtful = _differences(ground, origin, h)
    if origin is None:
        # Somebody who is unknown now may come from a group, which it would then continue.
        open_now = not ground.closed_after
        kind = Kind.UNKNOWN if doubtful or open_now else Kind.NEW
    elif joined or left:
        kind = Kind.CHANGED
    else:
        kind = Kind.UNCHANGED if ground.closed else Kind.UNKNOWN
    name = None if origin is None else groups[origin].name
    inside = {piece.nis for piece in ground.pieces_of(None, h)}
    same = _same_source(ground, origin, h)
    return Lineage(kind, name, joined, left, doubtful, namesake is not None, len(inside), same)


def _same_source(ground: Ground, g: int | None, h: int) -> Codes:
    """Return who is in a group before and in one after by the same source."""
    if g is None:
        return ()
    return tuple(u.nis for u in ground.stayed.get((g, h), ()) if taken_over(ground, u))


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


def _sources(row: MembershipRow) -> set[str]:
    return {source.strip() for source in row.source.split("|") if source.strip()}


def _differences(ground: Ground, g: int | None, h: int | None) -> tuple[Codes, Codes, Codes]:
    """Return who joined, who left, and of whom it is open, between a group before and one after.

    A municipality that joined in part may be open for the rest of it.
    """
    found: dict[str, dict[str, None]] = {"joined": {}, "left": {}, "open": {}}
    for piece in ground.pieces_of(g, h):
        if (piece.was == g) != (piece.now == h):
            found[_fate(piece, h)][piece.nis] = None
    joined, left, doubtful = (tuple(codes) for codes in found.values())
    return joined, left, doubtful


def _fate(piece: Piece, h: int | None) -> str:
    """Return what a piece that was, or is, in a group means for it, if it was not both."""
    if UNKNOWN in {piece.was, piece.now}:
        return "open"
    return "joined" if piece.now == h else "left"
