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
    totals: dict[str | None, int] = defaultdict(int)
    torn: dict[str, tuple[str, ...]] = {}
    # Of a million units nearly all stand on themselves: what they do not need is not made.
    left: set[str] = set()
    moved: set[str] = set()
    forwards = base <= day
    for nis, count in counts.items():
        parts = (past.successor(nis, base, day),) if forwards else past.parts(nis, base, day)
        if parts != (nis,):
            left.add(nis)
            moved.update(parts)
        try:
            group, *others = [group_of[part] for part in parts]
        except KeyError:
            raise _stray(parts, group_of, nis) from None
        if others and any(other != group for other in others):
            torn[nis] = parts
        else:
            totals[group] += count
    names = dict(past.name_pairs()) if torn else {}
    conflicts = tuple(
        Conflict(nis, names[nis], counts[nis], tuple((p, names[p], group_of[p]) for p in parts))
        for nis, parts in sorted(torn.items())
    )
    none = (nis for nis in group_of if nis not in counts or nis in left)
    missing = sorted(nis for nis in none if nis not in moved)
    return Carried(dict(totals), conflicts, tuple(missing))


def _stray(parts: tuple[str, ...], group_of: Mapping[str, str | None], nis: str) -> InputError:
    listed = ", ".join(part for part in parts if part not in group_of)
    return InputError.one(
        f"er is een cijfer voor {nis}, maar {listed} is geen gemeente van de studie",
        f"there is a count for {nis}, but {listed} is no municipality of the study",
        value=nis,
    )
