"""Figures that stand on other municipalities than those of a study, brought to its groups.

Forwards counts add up. Backwards a count of a merged municipality is known only as a whole: it can
be given to a group if all of its parts are in that group, and is a conflict where they are not.
Nothing is shared out by guess.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regiekaart.errors import InputError
from regiekaart.facts.flanders import history

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from regiekaart.facts.territory import History


@dataclass(frozen=True, slots=True)
class Conflict:
    """A count of a merged municipality whose parts are in different groups.

    Parameters
    ----------
    nis, name
        The merged municipality.
    count
        Its count, which belongs to none of the groups as a whole.
    parts
        Its parts on the day: code, name, and group (None: in no group).
    """

    nis: str
    name: str
    count: int
    parts: tuple[tuple[str, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """Counts per group, with what could not be carried.

    Parameters
    ----------
    by_group
        Group to count; None is what lies in no group.
    conflicts
        Counts that could not be given to a group.
    missing
        Municipalities of the day for which there is no count.
    """

    by_group: Mapping[str | None, int]
    conflicts: tuple[Conflict, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """All that was counted, conflicts included."""
        return sum(self.by_group.values()) + sum(c.count for c in self.conflicts)


def carry(
    counts: Mapping[str, int],
    base: date,
    group_of: Mapping[str, str | None],
    day: date,
    past: History | None = None,
) -> Carried:
    """Add counts up per group of municipalities.

    Parameters
    ----------
    counts
        NIS code to count, on the municipalities of ``base``.
    base
        The day on whose municipalities the counts stand.
    group_of
        NIS code to group, for every municipality of ``day``.
    day
        The day of the study, before or after ``base``.
    past
        The mergers; by default those that ship.

    Raises
    ------
    InputError
        If a count belongs to a municipality that ``group_of`` does not have.

    Examples
    --------
    >>> from datetime import date
    >>> day = date(2024, 1, 1)
    >>> region = dict.fromkeys(history().at(day).codes) | {"71022": "A", "73040": "A"}
    >>> carry({"71072": 10}, date(2025, 1, 1), region, day).by_group["A"]
    10
    """
    past = past or history()
    names = dict(past.name_pairs())
    totals: dict[str | None, int] = defaultdict(int)
    conflicts = []
    counted: set[str] = set()
    for nis, count in sorted(counts.items()):
        if base <= day:
            parts: tuple[str, ...] = (past.successor(nis, base, day),)
        else:
            parts = past.parts(nis, base, day)
        _require(parts, group_of, nis)
        counted.update(parts)
        groups = {group_of[part] for part in parts}
        if len(groups) == 1:
            totals[groups.pop()] += count
            continue
        told = tuple((part, names[part], group_of[part]) for part in parts)
        conflicts.append(Conflict(nis, names[nis], count, told))
    missing = tuple(nis for nis in sorted(group_of) if nis not in counted)
    return Carried(dict(totals), tuple(conflicts), missing)


def _require(parts: tuple[str, ...], group_of: Mapping[str, str | None], nis: str) -> None:
    stray = [part for part in parts if part not in group_of]
    if stray:
        raise InputError.one(
            f"er is een cijfer voor {nis}, maar {', '.join(stray)} is geen gemeente van de studie",
            f"there is a count for {nis}, but {', '.join(stray)} is no municipality of the study",
            value=nis,
        )
