"""Figures that stand on other municipalities than those of a study, brought to its groups.

Forwards counts add up. Backwards a count of a merged municipality is known only as a whole: it can
be given to a group if all of its parts are in that group, and is a conflict where they are not.
Nothing is shared out by guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.arrays import distinct, sums_by
from regiekaart.errors import InputError
from regiekaart.facts.flanders import history

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from regiekaart.facts.territory import History

    IntArray = NDArray[np.int64]

NO_GROUP: Final = -1


@dataclass(frozen=True, eq=False)
class Grouping:
    """In which group each unit is.

    Parameters
    ----------
    codes
        The units.
    labels
        The groups.
    number_of
        Per unit the position of its group, or `NO_GROUP`.
    """

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    number_of: IntArray

    @classmethod
    def of(cls, group_of: Mapping[str, str | None]) -> Grouping:
        """Return the grouping of units of which the group is named, or None."""
        labels = tuple(dict.fromkeys(label for label in group_of.values() if label is not None))
        number: dict[str | None, int] = {label: i for i, label in enumerate(labels)}
        number[None] = NO_GROUP
        numbers = [number[label] for label in group_of.values()]
        return cls(tuple(group_of), labels, np.array(numbers, dtype=np.int64))

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The position of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    def label(self, number: int) -> str | None:
        """Return the group of a number, None for `NO_GROUP`."""
        return None if number == NO_GROUP else self.labels[number]

    def of_unit(self, code: str) -> str | None:
        """Return the group of a unit."""
        return self.label(int(self.number_of[self.position[code]]))


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
    group_of: Mapping[str, str | None] | Grouping,
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
        The group of every municipality of ``day``, or None.
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
    groups = group_of if isinstance(group_of, Grouping) else Grouping.of(group_of)
    first, places = _places(counts, base, groups, day, past)
    missing = np.ones(len(groups.codes), dtype=np.bool_)
    missing[places] = False
    number, most = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    if counts:
        number, most = (
            extreme.reduceat(groups.number_of[places], first)
            for extreme in (np.minimum, np.maximum)
        )
    torn = number != most
    values = np.fromiter(counts.values(), dtype=np.int64, count=len(counts))
    sums = sums_by(number[~torn] - NO_GROUP, values[~torn], len(groups.labels) - NO_GROUP)
    given = distinct(number[~torn]).tolist()
    return Carried(
        {groups.label(n): int(sums[n - NO_GROUP]) for n in given},
        tuple(_conflicts(counts, np.flatnonzero(torn).tolist(), groups, (base, day), past)),
        tuple(sorted(groups.codes[i] for i in np.flatnonzero(missing).tolist())),
    )


def _places(
    counts: Mapping[str, int], base: date, groups: Grouping, day: date, past: History
) -> tuple[IntArray, IntArray]:
    """Return the positions of the parts of all counts after each other, and where each begins."""
    merged = any(min(base, day) < wave <= max(base, day) for wave in past.waves)
    if not merged and tuple(counts) == groups.codes:
        everybody = np.arange(len(counts))
        return everybody, everybody
    first, places = [], list[int]()
    for nis in counts:
        parts = _parts(nis, base, day, past)
        first.append(len(places))
        try:
            places += [groups.position[part] for part in parts]
        except KeyError:
            raise _stray(parts, groups, nis) from None
    return np.array(first, dtype=np.int64), np.array(places, dtype=np.int64)


def _parts(nis: str, base: date, day: date, past: History) -> tuple[str, ...]:
    """Return the codes on a day of what a count of the base stands on."""
    if base <= day:
        return (past.successor(nis, base, day),)
    return past.parts(nis, base, day)


def _conflicts(
    counts: Mapping[str, int],
    torn: Sequence[int],
    groups: Grouping,
    days: tuple[date, date],
    past: History,
) -> Iterator[Conflict]:
    """Yield the counts whose parts are in different groups, by their place."""
    if not torn:
        return
    codes, names = tuple(counts), dict(past.name_pairs())
    for nis in sorted(codes[at] for at in torn):
        parts = tuple((p, names[p], groups.of_unit(p)) for p in _parts(nis, *days, past))
        yield Conflict(nis, names[nis], counts[nis], parts)


def _stray(parts: tuple[str, ...], groups: Grouping, nis: str) -> InputError:
    listed = ", ".join(part for part in parts if part not in groups.position)
    return InputError.one(
        f"er is een cijfer voor {nis}, maar {listed} is geen gemeente van de studie",
        f"there is a count for {nis}, but {listed} is no municipality of the study",
        value=nis,
    )
