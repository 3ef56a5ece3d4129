"""What became of each unit between two studies, in the words of a legend.

The units are those of the study that is compared to, since a map shows that one. Every
one of them has exactly one fate: what is certain first, then what moved into or out of the known.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.ground import SPLIT
from regiekaart.language import Text
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.analysis.change import Change
    from regiekaart.analysis.ground import Unit
    from regiekaart.scheme.noun import Noun


class Fate(StrEnum):
    """What became of a unit, in the order of a legend."""

    JOINED = "joined"
    LEFT = "left"
    MOVED = "moved"
    RENAMED = "renamed"
    MEMBER_AFTER_SPLIT = "member-after-split"
    OUTSIDE_AFTER_SPLIT = "outside-after-split"
    UNKNOWN_AFTER_SPLIT = "unknown-after-split"
    MEMBER_UNKNOWN_BEFORE = "member-unknown-before"
    OUTSIDE_UNKNOWN_BEFORE = "outside-unknown-before"
    UNKNOWN_MEMBER_BEFORE = "unknown-member-before"
    UNKNOWN_OUTSIDE_BEFORE = "unknown-outside-before"
    STAYED = "stayed"
    CARRIED_OVER = "carried-over"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


# Nothing that is known of these differs.
SAME: Final = (Fate.STAYED, Fate.CARRIED_OVER, Fate.OUTSIDE, Fate.UNKNOWN)
_MEMBER: Final = 0
# What a unit was and is, where it is not in a group both times.
_FATE_OF: Final[Mapping[tuple[int, int], Fate]] = {
    (OUTSIDE, _MEMBER): Fate.JOINED,
    (_MEMBER, OUTSIDE): Fate.LEFT,
    (UNKNOWN, _MEMBER): Fate.MEMBER_UNKNOWN_BEFORE,
    (UNKNOWN, OUTSIDE): Fate.OUTSIDE_UNKNOWN_BEFORE,
    (_MEMBER, UNKNOWN): Fate.UNKNOWN_MEMBER_BEFORE,
    (OUTSIDE, UNKNOWN): Fate.UNKNOWN_OUTSIDE_BEFORE,
    (OUTSIDE, OUTSIDE): Fate.OUTSIDE,
    (UNKNOWN, UNKNOWN): Fate.UNKNOWN,
}
_AFTER_SPLIT: Final[Mapping[int, Fate]] = {
    _MEMBER: Fate.MEMBER_AFTER_SPLIT,
    OUTSIDE: Fate.OUTSIDE_AFTER_SPLIT,
    UNKNOWN: Fate.UNKNOWN_AFTER_SPLIT,
}


def fates(change: Change) -> tuple[Fate, ...]:
    """Return what became of each unit of the study that is compared to, in its order.

    A merger whose parts differ has a fate of its own, with what is known of the unit now:
    from early to late it is one unit, the other way round each of its parts is one.

    Parameters
    ----------
    change
        The change.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> from regiekaart.analysis.change import compare
    >>> cycles = [load_study(StudyChoice(cycle=c)) for c in ("2017", "2020")]
    >>> fates(compare(*cycles)).count(Fate.MEMBER_UNKNOWN_BEFORE)
    90
    """
    moves = {move.nis: Fate.RENAMED if move.renamed else Fate.MOVED for move in change.moved}
    # Where nothing is unknown, that a unit stayed is a statement of the two lists.
    carried = set() if change.certain else set(carried_over(change))
    found: dict[int, Fate] = {}
    for unit in change.ground.units:
        stayed = Fate.CARRIED_OVER if unit.nis in carried else Fate.STAYED
        for i in unit.after:
            now = min(int(change.after.group_of[i]), _MEMBER)
            found[i] = _fate(change, unit, now, moves.get(unit.nis, stayed))
    return tuple(found[i] for i in range(len(change.after.codes)))


def _fate(change: Change, unit: Unit, now: int, member_twice: Fate) -> Fate:
    was = change.ground.state_before(unit)
    if SPLIT in {was, change.ground.state_after(unit)}:
        return _AFTER_SPLIT[now]
    return _FATE_OF.get((min(was, _MEMBER), now), member_twice)


def carried_over(change: Change) -> tuple[str, ...]:
    """Return who stayed in a region of the same name by no other source than before.

    Parameters
    ----------
    change
        The change; codes are those of the later day.
    """
    moved = {move.nis for move in change.moved}
    by_source = (nis for region in change.regions for nis in region.lineage.same_source)
    return tuple(nis for nis in by_source if nis not in moved)


def fate_words(change: Change) -> Mapping[Fate, Text]:
    """Return what each fate is called: by what came before, or later, or stands on the other list.

    Who was a member on the earlier day and not on the later one did not join, whichever way round
    the two are compared: only from early to late there is joining and leaving.

    Parameters
    ----------
    change
        The change.
    """
    group = change.after.scheme.group
    if change.before.date == change.after.date:
        return _SPOKEN | _other(group, Text("op lijst 1", "on list 1"))
    if change.ground.backwards:
        merged = _split(Text("later fusie met verschil", "later merger differs"))
        return _SPOKEN | _other(group, Text("later", "later")) | merged
    merged = _split(Text("fusie: delen verschilden", "merged parts differed"))
    return _SPOKEN | _other(group, Text("voorheen", "before")) | merged | _on(group)


def _split(merger: Text) -> dict[Fate, Text]:
    """Return the words for those of whom parts differ by what they are now."""
    return {
        Fate.MEMBER_AFTER_SPLIT: Text(f"lid, {merger.nl}", f"member, {merger.en}"),
        Fate.OUTSIDE_AFTER_SPLIT: Text(f"geen lid, {merger.nl}", f"not a member, {merger.en}"),
        Fate.UNKNOWN_AFTER_SPLIT: Text(f"onbekend, {merger.nl}", f"unknown, {merger.en}"),
    }


def _other(group: Noun, when: Text) -> dict[Fate, Text]:
    """Return the words that say what holds now and what held then."""
    nl, en, short = when.nl, when.en, group.short
    return {
        Fate.JOINED: Text(f"lid, {nl} niet", f"member, {en} not"),
        Fate.LEFT: Text(f"geen lid, {nl} wel", f"not a member, {en} a member"),
        Fate.MOVED: Text(
            f"lid, {nl} in een {short.other.nl}", f"member, {en} of another {short.one.en}"
        ),
        Fate.MEMBER_UNKNOWN_BEFORE: Text(f"lid, {nl} onbekend", f"member, {en} unknown"),
        Fate.OUTSIDE_UNKNOWN_BEFORE: Text(
            f"geen lid, {nl} onbekend", f"not a member, {en} unknown"
        ),
        Fate.UNKNOWN_MEMBER_BEFORE: Text(f"onbekend, {nl} lid", f"unknown, {en} a member"),
        Fate.UNKNOWN_OUTSIDE_BEFORE: Text(
            f"onbekend, {nl} geen lid", f"unknown, {en} not a member"
        ),
        Fate.STAYED: Text(f"lid, ook {nl}", f"member, also {en}"),
        Fate.OUTSIDE: Text(f"geen lid, ook {nl} niet", f"not a member, nor {en}"),
        Fate.UNKNOWN: Text(f"onbekend, ook {nl}", f"unknown, also {en}"),
    }


_SPOKEN: Final[dict[Fate, Text]] = {
    Fate.RENAMED: Text("misschien alleen een andere naam", "perhaps another name only"),
    Fate.CARRIED_OVER: Text("overgenomen (dezelfde bron)", "carried over (same source)"),
}


def _on(group: Noun) -> dict[Fate, Text]:
    """Return the words for what happened on the way from an earlier day to a later one."""
    return {
        Fate.JOINED: Text("toegetreden", "joined"),
        Fate.LEFT: Text("uitgetreden", "left"),
        Fate.MOVED: Text(f"van {group.one.nl} veranderd", f"moved to another {group.short.one.en}"),
        Fate.STAYED: Text("gebleven", "stayed"),
    }
