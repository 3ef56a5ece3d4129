"""Who is missing from full coverage, and which of them could form a group together.

A piece is a largest set of missing units that is connected and lies in one part of the partition
in which a group has to fit. It is eligible if it has the minimum of inhabitants, or is a centre
city, which may apply alone. What is not eligible may join a group that it borders on, in the same
part.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from regiekaart.analysis.coverage import study_json
from regiekaart.analysis.figures import Provenance, Share
from regiekaart.arrays import positions_by
from regiekaart.scheme.rules import FitsPart, MinimumPopulation, Rule
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.study import Partition, Study
    from regiekaart.study.links import Links

R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit that is not a member, or of which it is unknown.

    Parameters
    ----------
    known
        Whether it is known not to be a member.
    share
        Its inhabitants as a share of the whole: its part of the missing percentage.
    running
        The same, with all larger ones.
    """

    nis: str
    name: str
    known: bool
    population: int
    share: Fraction
    running: Fraction


@dataclass(frozen=True, slots=True)
class Piece:
    """Missing units that lie together in one part.

    Parameters
    ----------
    part
        The part of the partition.
    units, unknown
        Codes of the units, most inhabitants first; and of those whose membership is unknown.
    minimum
        The inhabitants that a group has at least.
    eligible
        Whether the units could form a group together.
    centre_cities
        Codes of the centre cities among them, each of which could apply alone.
    adjacent
        The groups in the same part on which it borders, by name.
    """

    part: str
    units: tuple[str, ...]
    unknown: tuple[str, ...]
    population: int
    minimum: int
    eligible: bool
    centre_cities: tuple[str, ...]
    adjacent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Who is missing, largest first, and the pieces that they form.

    Parameters
    ----------
    population
        The population coverage that they are missing from.
    pieces
        The eligible ones first, then by inhabitants; none where the partition in which a group has
        to fit does not exist on the date.
    """

    study: Study
    population: Share
    units: tuple[MissingUnit, ...]
    pieces: tuple[Piece, ...]

    @property
    def eligible(self) -> tuple[Piece, ...]:
        """The pieces that could form a group."""
        return tuple(piece for piece in self.pieces if piece.eligible)


def missing(study: Study) -> Missing:
    """Return who is missing from full coverage.

    Parameters
    ----------
    study
        The study. Those of which the membership is unknown are told apart: they may be members.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> found = missing(load_study(StudyChoice(example=True)))
    >>> len(found.units), found.units[0].running < 1
    (39, True)
    """
    absent = np.flatnonzero(study.group_of < 0)
    order = sorted(absent.tolist(), key=lambda i: (-int(study.population[i]), study.codes[i]))
    total = int(study.population.sum())
    running, units = 0, []
    for i in order:
        people = int(study.population[i])
        running += people
        known = bool(study.group_of[i] == OUTSIDE)
        share = Fraction(people, total) if total else Fraction(0)
        upto = Fraction(running, total) if total else Fraction(0)
        units.append(MissingUnit(study.codes[i], study.names[i], known, people, share, upto))
    pieces = sorted(
        # Part of what merged from parts that differed is in a group: it is free to form none.
        _pieces(study, [i for i in order if i not in study.merged_apart]),
        key=lambda p: (not p.eligible, -p.population, p.units),
    )
    return Missing(study, _coverage(study), tuple(units), tuple(pieces))


def _coverage(study: Study) -> Share:
    member, unknown = study.group_of >= 0, study.group_of == UNKNOWN
    return Share(
        measure="population",
        group=study.scheme.whole,
        count=int(study.population[member].sum()),
        unknown=int(study.population[unknown].sum()),
        total=int(study.population.sum()),
        provenance=Provenance.of(study),
    )


def _rule(study: Study, kind: type[R]) -> R | None:
    return next((rule for rule in study.scheme.rules if isinstance(rule, kind)), None)


def _pieces(study: Study, absent: Sequence[int]) -> Iterator[Piece]:
    near = study.links
    scale, fits = _rule(study, MinimumPopulation), _rule(study, FitsPart)
    minimum = scale.minimum if scale else 0
    partition = study.partitions.get(fits.partition) if fits else None
    if partition is None:
        return
    part_of = np.full(len(study.codes), -1, dtype=np.int64)
    part_of[absent] = partition.index[absent]
    inside = np.sort(np.array(absent, dtype=np.int64))
    first, number = np.unique(near.pieces(part_of)[inside], return_inverse=True)
    for at in positions_by(number, len(first)):
        piece = inside[at].tolist()
        part = _part(partition, piece[0])
        yield _piece(study, part, piece, minimum, _adjacent(study, partition, piece, near))


def _part(partition: Partition, unit: int) -> str:
    return partition.labels[int(partition.index[unit])]


def _piece(
    study: Study, part: str, units: Sequence[int], minimum: int, adjacent: tuple[str, ...]
) -> Piece:
    order = sorted(units, key=lambda i: (-int(study.population[i]), study.codes[i]))
    people = int(study.population[list(units)].sum())
    cities = tuple(study.codes[i] for i in order if study.centre_city[i])
    alone = len(order) == 1 and bool(cities)
    return Piece(
        part=part,
        units=tuple(study.codes[i] for i in order),
        unknown=tuple(study.codes[i] for i in order if study.group_of[i] == UNKNOWN),
        population=people,
        minimum=minimum,
        eligible=alone or (people >= minimum and len(order) > 1),
        centre_cities=cities,
        adjacent=adjacent,
    )


def _adjacent(
    study: Study,
    partition: Partition,
    piece: Sequence[int],
    near: Links,
) -> tuple[str, ...]:
    """Return the groups that a piece borders on, and that lie in its part alone."""
    found = {int(study.group_of[j]) for i in piece for j in near.of(i)} - {UNKNOWN, OUTSIDE}
    part = _part(partition, piece[0])
    fitting = [
        g for g in found if all(_part(partition, i) == part for i in study.members(g).tolist())
    ]
    return tuple(sorted((study.groups[g].name for g in fitting), key=str.casefold))


def as_json(found: Missing) -> dict[str, Any]:
    """Return who is missing, with keys for programs."""
    return {
        "study": study_json(found.study),
        "missing": [
            {
                "nis": unit.nis,
                "municipality": unit.name,
                "known": unit.known,
                "population": unit.population,
                "population_share": float(unit.share),
                "population_share_running": float(unit.running),
            }
            for unit in found.units
        ],
        "pieces": [
            {
                "reference_region": piece.part,
                "municipalities": list(piece.units),
                "unknown": list(piece.unknown),
                "population": piece.population,
                "minimum_population": piece.minimum,
                "eligible": piece.eligible,
                "centre_cities": list(piece.centre_cities),
                "adjacent_regions": list(piece.adjacent),
            }
            for piece in found.pieces
        ],
    }
