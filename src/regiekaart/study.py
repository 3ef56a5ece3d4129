"""A study: everything that is known on one day, joined in one table of units.

A study fixes a cycle and a reference date, and every figure that is made from it carries them. It
is frozen: two commands on the same study cannot see different numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.errors import InputError, Problem, ProblemLog
from regiekaart.facts import population as counts
from regiekaart.facts.boundaries import EMBEDDED, OFFICIAL
from regiekaart.facts.membership import (
    Membership,
    MembershipList,
    members_at,
    shipped_list,
)
from regiekaart.facts.territory import Territory, history, require_known
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.flanders import (
    ARRONDISSEMENT,
    FLANDERS,
    PROVINCE,
    REFERENCE_REGION,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from regiekaart.facts.boundaries import BoundarySet
    from regiekaart.scheme.model import Cycle, PartitionKind, Scheme

    IntArray = NDArray[np.int64]

UNKNOWN: Final = -1
OUTSIDE: Final = -2


@dataclass(frozen=True, eq=False, slots=True)
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
        labels, index = np.unique(np.asarray(names, dtype=np.str_), return_inverse=True)
        return cls(kind, tuple(labels.tolist()), index.astype(np.int64))


@dataclass(frozen=True, slots=True)
class Group:
    """A regie region: its name and its legal form, empty where that is not known."""

    name: str
    legal_form: str = ""


@dataclass(frozen=True, kw_only=True)
class StudyChoice:
    """What a study is made of; the options of the command line, by the same names.

    Parameters
    ----------
    cycle
        Id of a cycle that ships; the newest by default.
    date
        Reference date; the start of the cycle by default.
    population_year
        By default the year of the date, or the newest before it.
    membership
        An own list instead of the one that ships.
    complete
        How to read that list; ``None`` leaves it to the file, and else it is partial.
    sheet
        The sheet of that list, if it is a workbook.
    boundaries
        ``embedded``, ``official`` or a file; by default official where installed.
    example
        Whether to use the fictional complete example.
    """

    cycle: str | None = None
    date: date | None = None
    population_year: int | None = None
    membership: Path | None = None
    complete: bool | None = None
    sheet: str | None = None
    boundaries: str | None = None
    example: bool = False


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

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The position of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def boundaries(self) -> BoundarySet:
        """The borders of the units, read when they are first needed."""
        from regiekaart.facts.boundaries import boundaries_for

        return boundaries_for(self.date, self.boundaries_choice)

    @cached_property
    def neighbours(self) -> frozenset[tuple[str, str]]:
        """The pairs of codes that share a border."""
        from regiekaart.facts.adjacency import neighbour_pairs

        return neighbour_pairs(self.date)

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
                f"onbekende indeling: {kind}; kies uit {', '.join(self.scheme.partitions)}",
                f"unknown partition: {kind}; choose from {', '.join(self.scheme.partitions)}",
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
        return np.flatnonzero(self.group_of == group)

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


def load_study(choice: StudyChoice | None = None) -> Study:
    """Join the facts of one day.

    Parameters
    ----------
    choice
        What the study is made of; by default the newest cycle as it ships.

    Raises
    ------
    InputError
        If the choice cannot be met or a list has errors; holds every problem found.

    Examples
    --------
    >>> study = load_study(StudyChoice(cycle="2023"))
    >>> len(study.codes), int(study.population.sum())
    (300, 6774807)
    """
    choice = choice or StudyChoice()
    _check_choice(choice)
    cycle = _cycle(choice)
    day = choice.date or cycle.start
    require_known(day)
    territory = history().at(day)
    listed = _membership_list(choice, cycle, day)
    memberships, conflicts = members_at(listed, day)
    log = ProblemLog()
    _note_cycle(choice, cycle, day, log)
    groups, group_of = _grouping([memberships[nis] for nis in territory.codes], log)
    year = choice.population_year
    if year is None:
        year = counts.default_year(counts.population(), day)
    inhabitants = counts.counts_at(counts.population(), year, day)
    return Study(
        scheme=FLANDERS,
        cycle=cycle,
        date=day,
        vintage=territory.vintage,
        population_year=year,
        codes=territory.codes,
        names=tuple(m.name for m in territory.municipalities),
        population=np.array([inhabitants[nis] for nis in territory.codes], dtype=np.int64),
        centre_city=np.array([m.centre_city for m in territory.municipalities]),
        partitions=_partitions(territory),
        groups=groups,
        group_of=group_of,
        memberships=tuple(memberships[nis] for nis in territory.codes),
        membership_source=listed.source,
        membership_file=listed.file,
        membership_sha256=listed.sha256,
        complete=listed.complete,
        fictional=listed.fictional,
        own_list=choice.membership is not None,
        notices=(
            *listed.notices,
            *conflicts,
            *log.notices,
            *counts.population().notices,
        ),
        boundaries_choice=choice.boundaries,
    )


def _check_choice(choice: StudyChoice) -> None:
    if choice.example and choice.membership:
        raise InputError.one(
            "--example en --membership gaan niet samen: kies het voorbeeld of een eigen lijst",
            "--example and --membership do not go together: choose the example or an own list",
        )
    if choice.complete is not None and not choice.membership:
        raise InputError.one(
            "--complete en --partial zeggen hoe een eigen lijst te lezen is: geef --membership",
            "--complete and --partial say how to read an own list: give --membership",
        )
    if choice.sheet is not None and not choice.membership:
        raise InputError.one(
            "--sheet kiest een blad van een eigen lijst: geef --membership",
            "--sheet chooses a sheet of an own list: give --membership",
        )
    if choice.boundaries not in {None, EMBEDDED, OFFICIAL} and not Path(choice.boundaries).exists():
        raise InputError.one(
            f"geen bestand met grenzen: {choice.boundaries}; verwacht {EMBEDDED}, {OFFICIAL} of "
            "de naam van een bestand",
            f"no file with borders: {choice.boundaries}; expected {EMBEDDED}, {OFFICIAL} or the "
            "name of a file",
            value=choice.boundaries,
        )


def _cycle(choice: StudyChoice) -> Cycle:
    if choice.cycle is None:
        return FLANDERS.newest_cycle
    try:
        return FLANDERS.cycle(choice.cycle)
    except KeyError:
        known = ", ".join(cycle.id for cycle in FLANDERS.cycles)
        raise InputError.one(
            f"onbekende cyclus: {choice.cycle}; kies uit {known}",
            f"unknown cycle: {choice.cycle}; choose from {known}",
            value=choice.cycle,
        ) from None


def _membership_list(choice: StudyChoice, cycle: Cycle, day: date) -> MembershipList:
    if choice.membership is not None:
        from regiekaart.facts.membership_list import read_membership

        return read_membership(
            choice.membership, day, cycle=cycle.id, complete=choice.complete, sheet=choice.sheet
        )
    if choice.example:
        from regiekaart.facts.example import example_list

        return example_list(cycle.id)
    return shipped_list(cycle.id, cycle.start)


def _note_cycle(choice: StudyChoice, cycle: Cycle, day: date, log: ProblemLog) -> None:
    if cycle.holds(day):
        return
    log.warning(
        f"{NL.date(day)} ligt buiten de cyclus {cycle.id} "
        f"({NL.date(cycle.start)} tot {NL.date(cycle.end)})"
        + ("" if choice.cycle else "; kies een andere met --cycle"),
        f"{EN.date(day)} lies outside the cycle {cycle.id} "
        f"({EN.date(cycle.start)} to {EN.date(cycle.end)})"
        + ("" if choice.cycle else "; choose another with --cycle"),
    )


def _partitions(territory: Territory) -> dict[str, Partition]:
    kinds = FLANDERS.partitions
    units = territory.municipalities
    result = {
        PROVINCE: Partition.of(kinds[PROVINCE], [m.province for m in units]),
        ARRONDISSEMENT: Partition.of(kinds[ARRONDISSEMENT], [m.arrondissement for m in units]),
    }
    if territory.reference_regions:
        names = [territory.reference_regions[m.nis] for m in units]
        result[REFERENCE_REGION] = Partition.of(kinds[REFERENCE_REGION], names)
    return result


def _grouping(
    memberships: Sequence[Membership], log: ProblemLog
) -> tuple[tuple[Group, ...], IntArray]:
    """Return the groups by name with their legal forms, and the group of each unit."""
    forms: dict[str, set[str]] = {}
    for membership in memberships:
        if membership.region is not None:
            stated = {row.legal_form for row in membership.rows if row.legal_form}
            forms.setdefault(membership.region, set()).update(stated)
    names = sorted(forms, key=str.casefold)
    for name in names:
        if len(forms[name]) > 1:
            log.warning(
                f"{name} heeft meer dan één rechtsvorm: {', '.join(sorted(forms[name]))}",
                f"{name} has more than one legal form: {', '.join(sorted(forms[name]))}",
                value=name,
            )
    number = {name: i for i, name in enumerate(names)}
    index = [
        number[m.region] if m.region is not None else OUTSIDE if m.known else UNKNOWN
        for m in memberships
    ]
    groups = tuple(Group(name, " / ".join(sorted(forms[name]))) for name in names)
    return groups, np.array(index, dtype=np.int64)
