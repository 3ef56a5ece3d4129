"""Coverage: how many units, and how much of the population, belong to a group.

The share of a part is its known members over all its units; the upper bound counts the unknown
as members too:

    share = members / units            share_max = (members + unknown) / units

and the same with inhabitants. With a complete list the two are equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from regiekaart.analysis.figures import Provenance, Share, evidence_by
from regiekaart.arrays import distinct, sums_by
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.analysis.figures import Grades
    from regiekaart.language import Text
    from regiekaart.study import IntArray, Study


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """The coverage of one part, in units and in inhabitants.

    Parameters
    ----------
    group
        The part's name; a `Text` where it is a word and not a name (unknown, not a member).
    units, population
        The two shares.
    regions
        How many groups have a member in the part.
    whole_population
        The inhabitants of the whole, for the part's weight in it.
    evidence
        How many of the memberships in the part carry each grade.
    """

    group: str | Text
    units: Share
    population: Share
    regions: int
    whole_population: int
    evidence: Grades = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """A coverage table: the whole first, then its parts.

    Parameters
    ----------
    by
        The partition's id, or None for the whole alone.
    """

    study: Study
    by: str | None
    rows: tuple[CoverageRow, ...]

    def __post_init__(self) -> None:
        if len(self.rows) > 1:
            whole, parts = _numbers(self.rows[:1]), _numbers(self.rows[1:])
            if whole != parts:
                raise ValueError(f"the parts by {self.by} do not add up: {parts} is not {whole}")

    @property
    def whole(self) -> CoverageRow:
        """The row of all units together."""
        return self.rows[0]

    @property
    def parts(self) -> tuple[CoverageRow, ...]:
        """The rows of the parts."""
        return self.rows[1:]


def _numbers(rows: Sequence[CoverageRow]) -> list[int]:
    """Return what rows have together: of units and of inhabitants, known, unknown and all."""
    shares = ([row.units for row in rows], [row.population for row in rows])
    return [
        total
        for each in shares
        for total in (
            sum(share.count for share in each),
            sum(share.unknown for share in each),
            sum(share.total for share in each),
        )
    ]


def coverage(study: Study, by: str | None = None) -> Coverage:
    """Return the coverage of the whole and, with ``by``, of each part.

    Parameters
    ----------
    study
        The study.
    by
        One of the divisions of the scheme.

    Raises
    ------
    InputError
        If the partition does not exist on the date of the study.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> whole = coverage(load_study(StudyChoice(cycle="2023"))).whole
    >>> whole.units.count, whole.units.unknown, whole.population.text()
    (190, 110, '72,52 % tot 100,00 %')
    """
    rows = _rows(study, (study.scheme.whole,), np.zeros(len(study.codes), dtype=np.int64))
    whole = next(rows)
    if by is None:
        return Coverage(study, by, (whole,))
    if by == study.scheme.group_id:
        labels, index = group_labels(study)
    else:
        partition = study.partition(by)
        labels, index = partition.labels, partition.index
    return Coverage(study, by, (whole, *_rows(study, labels, index)))


def group_labels(study: Study) -> tuple[tuple[str | Text, ...], IntArray]:
    """Return the groups as a partition, the unknown and the outsiders as parts of their own."""
    scheme = study.scheme
    labels: list[str | Text] = [group.name for group in study.groups]
    index = study.group_of.copy()
    for value, word in ((OUTSIDE, scheme.outsider), (UNKNOWN, scheme.unknown)):
        chosen = study.group_of == value
        if chosen.any():
            index[chosen] = len(labels)
            labels.append(word)
    return tuple(labels), index


def _rows(study: Study, labels: tuple[str | Text, ...], index: IntArray) -> Iterator[CoverageRow]:
    provenance = Provenance.of(study)
    member, unknown = study.group_of >= 0, study.group_of == UNKNOWN
    size = len(labels)
    units = [np.bincount(index[mask], minlength=size) for mask in (member, unknown)]
    people = [sums_by(index[mask], study.population[mask], size) for mask in (member, unknown)]
    all_units = np.bincount(index, minlength=size)
    all_people = sums_by(index, study.population, size)
    groups = max(len(study.groups), 1)
    pairs = distinct(index[member] * groups + study.group_of[member])
    regions = np.bincount(pairs // groups, minlength=size)
    whole, evidence = int(study.population.sum()), evidence_by(study, index, size)
    for i, label in enumerate(labels):
        name = label if isinstance(label, str) else label.en
        yield CoverageRow(
            group=label,
            units=Share(
                measure="municipalities",
                group=name,
                count=int(units[0][i]),
                unknown=int(units[1][i]),
                total=int(all_units[i]),
                provenance=provenance,
            ),
            population=Share(
                measure="population",
                group=name,
                count=int(people[0][i]),
                unknown=int(people[1][i]),
                total=int(all_people[i]),
                provenance=provenance,
            ),
            regions=int(regions[i]),
            whole_population=whole,
            evidence=evidence[i],
        )


def as_json(table: Coverage) -> dict[str, Any]:
    """Return a coverage table with the keys of the command line's contract."""
    from regiekaart.language import NL

    return {
        "study": study_json(table.study),
        "rows": [
            {
                "group": NL.say(row.group),
                "municipalities": row.units.total,
                "members": row.units.count,
                "unknown": row.units.unknown,
                "municipality_share": _number(row.units, "low"),
                "municipality_share_max": _number(row.units, "high"),
                "population": row.population.total,
                "population_members": row.population.count,
                "population_unknown": row.population.unknown,
                "population_share": _number(row.population, "low"),
                "population_share_max": _number(row.population, "high"),
                "regions": row.regions,
                "share_of_whole": _part(row.population.total, row.whole_population),
            }
            for row in table.rows
        ],
    }


def _number(share: Share, bound: str) -> float | None:
    value = getattr(share, bound)
    return None if value is None else float(value)


def _part(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def study_json(study: Study) -> dict[str, Any]:
    """Return what identifies a study, with the keys of the contract."""
    return {
        "scheme": study.scheme.id,
        "cycle": study.cycle.id,
        "date": study.date.isoformat(),
        "population_year": study.population_year,
        "complete": study.complete,
        "fictional": study.fictional,
        "municipalities": len(study.codes),
        "membership_source": study.membership_source.nl,
    }
