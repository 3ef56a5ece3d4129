"""What a study is: the units of one day, in arrays, with all that is known of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.arrays import positions_by, sums_by, within
from regiekaart.errors import InputError, Problem
from regiekaart.language import EN, NL, Text
from regiekaart.study.links import Links

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from regiekaart.facts.agreement_standings import AgreementFacts, Standing
    from regiekaart.facts.boundaries import BoundarySet
    from regiekaart.facts.membership import Membership
    from regiekaart.facts.register import Register
    from regiekaart.facts.territory import History
    from regiekaart.scheme.model import Cycle, PartitionKind, Scheme
    from regiekaart.study.loading import StudyChoice

    IntArray = NDArray[np.int64]

UNKNOWN: Final = -1
OUTSIDE: Final = -2


@dataclass(frozen=True, eq=False)
class Partition:
    """A division of the units into parts.

    Parameters
    ----------
    kind
        What the division is.
    labels
        The names of the parts, sorted.
    index
        Per unit, the position of its part in ``labels``.
    """

    kind: PartitionKind
    labels: tuple[str, ...]
    index: IntArray

    @classmethod
    def of(cls, kind: PartitionKind, names: Sequence[str]) -> Partition:
        """Return the partition in which each unit belongs to the part that is named for it."""
        labels = tuple(sorted(set(names)))
        number = {label: part for part, label in enumerate(labels)}
        return cls(kind, labels, np.array([number[name] for name in names], dtype=np.int64))

    def units(self, part: int) -> IntArray:
        """Return the positions of the units in a part."""
        return self._units[part]

    def by_group(self, study: Study) -> list[tuple[int, ...]]:
        """Return the parts in which each group has known members, most people first."""
        member, size = study.group_of >= 0, len(self.labels)
        pairs = study.group_of[member] * size + self.index[member]
        found, place = np.unique(pairs, return_inverse=True)
        people = sums_by(place, study.population[member], len(found))
        # Labels are sorted: the first of equals comes first in the alphabet.
        order = np.lexsort((found % size, -people, found // size))
        ends = np.searchsorted(found, np.arange(len(study.groups) + 1) * size).tolist()
        parts = (found[order] % size).tolist()
        return [tuple(parts[a:b]) for a, b in itertools.pairwise(ends)]

    @cached_property
    def _units(self) -> list[IntArray]:
        return positions_by(self.index, len(self.labels))


@dataclass(frozen=True, slots=True)
class Group:
    """A regie region: its name and its legal form, empty where that is not known."""

    name: str
    legal_form: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A finding of a rule that somebody has accepted for a group.

    Parameters
    ----------
    rule, group
        The rule's id, and the name of the group.
    reason
        Why; it stands beside the finding.
    until
        The last day on which it holds; ``None`` has no end.
    """

    rule: str
    group: str
    reason: str
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether it counts on a day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, kw_only=True, eq=False)
class Study:
    """The units of one day, with all that is known of them.

    Parameters
    ----------
    codes, names
        The units, sorted by code.
    population
        Inhabitants per unit on 1 January of ``population_year``.
    groups
        The groups that have a member, sorted by name.
    group_of
        Per unit the position of its group, or `UNKNOWN`, or `OUTSIDE` for "not a member".
    memberships
        Per unit what is known of it, with the rows that say so.
    """

    scheme: Scheme
    cycle: Cycle
    date: date
    population_year: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    population: IntArray
    centre_city: NDArray[np.bool_]
    partitions: Mapping[str, Partition]
    groups: tuple[Group, ...]
    group_of: IntArray
    memberships: tuple[Membership, ...]
    membership_source: Text
    membership_file: str
    membership_sha256: str
    complete: bool
    fictional: bool
    own_list: bool = False
    notices: tuple[Problem, ...] = ()
    boundaries_choice: str | None = None
    vintage: str = ""
    agreements_file: Path | None = None
    exemptions: tuple[Exemption, ...] = ()
    before_choice: StudyChoice | None = None
    choice: StudyChoice | None = None

    def __post_init__(self) -> None:
        wrong = list(self._contradictions())
        if wrong:
            raise ValueError(f"a study that contradicts itself: {'; '.join(wrong)}")

    def _contradictions(self) -> Iterator[str]:
        """Yield what cannot be so: nothing is computed from it."""
        size = len(self.codes)
        per_unit = {
            "names": self.names,
            "population": self.population,
            "centre_city": self.centre_city,
            "group_of": self.group_of,
            "memberships": self.memberships,
            **{kind: partition.index for kind, partition in self.partitions.items()},
        }
        yield from (
            f"{name} has {len(values)} values for {size} units"
            for name, values in per_unit.items()
            if len(values) != size
        )
        if len(set(self.codes)) != size:
            yield "a code comes twice"
        if size and self.population.min(initial=0) < 0:
            yield "a population below zero"
        if not within(self.group_of, OUTSIDE, len(self.groups)):
            yield "a unit belongs to no group that exists"
        for kind, partition in self.partitions.items():
            if not within(partition.index, 0, len(partition.labels)):
                yield f"a unit lies in no part of {kind} that exists"

    @cached_property
    def register(self) -> Register:
        """What is known of the units over the years."""
        from regiekaart.facts.register import register_of

        return register_of(self.scheme)

    @property
    def history(self) -> History:
        """The units of all dates."""
        return self.register.history

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The position of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def merged_apart(self) -> frozenset[int]:
        """The units that are unknown since they merged from parts of different membership."""
        found = enumerate(self.memberships)
        return frozenset(i for i, membership in found if membership.rows and not membership.known)

    @property
    def has_borders(self) -> bool:
        """Whether there are borders to draw: not every scheme with units of its own has them."""
        own = self.scheme.units_from
        return own is None or own.borders is not None or self.boundaries_choice is not None

    @cached_property
    def boundaries(self) -> BoundarySet:
        """The borders of the units, read when they are first needed."""
        return self.register.boundaries(self.date, self.boundaries_choice)

    @cached_property
    def agreement_facts(self) -> AgreementFacts:
        """The agreements with VDAB: the statuses with their source, read when first needed."""
        from regiekaart.facts.agreement_standings import agreement_facts

        return agreement_facts(self.agreements_file, self.date, self.codes)

    @cached_property
    def agreements(self) -> tuple[Standing, ...]:
        """Where each unit stands with its agreement with VDAB, in the order of ``codes``."""
        return self.agreement_facts.standings

    @cached_property
    def neighbours(self) -> Collection[tuple[str, str]]:
        """The pairs of codes that share a border, lower code first."""
        return self.register.neighbours(self.date)

    @cached_property
    def before(self) -> Study | None:
        """The last day of the cycle before, read when it is first needed; None if there is none."""
        from regiekaart.study.loading import load_study

        return load_study(self.before_choice) if self.before_choice else None

    @cached_property
    def cycle_before(self) -> Study | None:
        """The first day of the cycle before, as its own command would show it; None if none."""
        from dataclasses import replace

        from regiekaart.study.loading import load_study

        return load_study(replace(self.before_choice, date=None)) if self.before_choice else None

    def partition(self, kind: str) -> Partition:
        """Return a partition.

        Raises
        ------
        InputError
            If it did not exist yet on the date of the study, or does not exist at all.
        """
        if kind in self.partitions:
            return self.partitions[kind]
        known = self.scheme.partitions.get(kind)
        if known is None or known.since is None:
            raise InputError.one(
                f"onbekende indeling: {kind}; kies uit {', '.join(self.scheme.divisions)}",
                f"unknown partition: {kind}; choose from {', '.join(self.scheme.divisions)}",
                value=kind,
            )
        raise InputError.one(
            f"op {NL.date(self.date)} waren er nog geen {known.noun.many.nl}: "
            f"de eerste dateren van {NL.date(known.since)}; kies een latere --date",
            f"on {EN.date(self.date)} there were no {known.noun.many.en} yet: "
            f"the first date from {EN.date(known.since)}; choose a later --date",
            value=self.date.isoformat(),
        )

    def members(self, group: int) -> IntArray:
        """Return the positions of the units in a group."""
        return self._members[group]

    @cached_property
    def _members(self) -> list[IntArray]:
        return positions_by(self.group_of, len(self.groups))

    @cached_property
    def people_of(self) -> IntArray:
        """The inhabitants of the known members of each group."""
        member = self.group_of >= 0
        return sums_by(self.group_of[member], self.population[member], len(self.groups))

    @cached_property
    def parts_of(self) -> Mapping[str, list[tuple[int, ...]]]:
        """The parts of each partition in which each group has known members, most people first."""
        return {kind: each.by_group(self) for kind, each in self.partitions.items()}

    @cached_property
    def unknown(self) -> IntArray:
        """The positions of the units of which it is unknown where they belong."""
        return np.flatnonzero(self.group_of == UNKNOWN)

    @cached_property
    def links(self) -> Links:
        """The borders between units, by position."""
        from regiekaart.facts.pairs import Pairs

        return Links(Pairs.of(self.codes, self.neighbours).ends, len(self.codes))

    @cached_property
    def grade_of(self) -> IntArray:
        """Per unit the place in `Evidence` of what grounds its membership; -1 without either."""
        from regiekaart.facts.membership import Evidence

        found = [m.evidence if m.region is not None else None for m in self.memberships]
        grades = np.full(len(found), -1, dtype=np.int64)
        for place, grade in enumerate(Evidence):
            grades[[each is grade for each in found]] = place
        return grades

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per unit, indexed by code: name, inhabitants, parts, group, evidence."""
        import pandas as pd

        columns: dict[str, object] = {"name": self.names, "population": self.population}
        for kind, partition in self.partitions.items():
            columns[kind.replace("-", "_")] = np.array(partition.labels)[partition.index]
        groups = [m.region for m in self.memberships]
        columns["region"] = groups
        columns["membership"] = [
            "member" if m.region else "not member" if m.known else "unknown"
            for m in self.memberships
        ]
        columns["evidence"] = [m.evidence.value if m.evidence else None for m in self.memberships]
        return pd.DataFrame(columns, index=pd.Index(self.codes, name="nis"))
