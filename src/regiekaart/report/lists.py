"""Who is missing, by part of the usual division, in columns of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.report.summary import largest_first, missing_sentence
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.tables import NOT_MEMBER, UNKNOWN_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.language import Text
    from regiekaart.study import IntArray, Study

STATUSES: Final = (("geen-lid", OUTSIDE, NOT_MEMBER), ("onbekend", UNKNOWN, UNKNOWN_WORD))


@dataclass(frozen=True, slots=True)
class PartList:
    """The units of one part, most inhabitants first, with their inhabitants."""

    name: str
    units: tuple[tuple[str, int], ...]

    @property
    def population(self) -> int:
        """Their inhabitants together."""
        return sum(people for _, people in self.units)


@dataclass(frozen=True, slots=True)
class MissingList:
    """The units that are not members, or of which it is unknown.

    Parameters
    ----------
    id
        Its anchor.
    sentence
        How many there are, and the largest.
    provinces
        They, by part of the usual division of the scheme, whatever it is called.
    """

    id: str
    title: Text
    sentence: Text
    provinces: tuple[PartList, ...]


def missing_lists(study: Study) -> tuple[MissingList, ...]:
    """Return who is known not to be a member, then of whom it is unknown; what there is of it."""
    return tuple(
        MissingList(anchor, word, missing_sentence(study, status), tuple(_parts(study, status)))
        for anchor, status, word in STATUSES
        if (study.group_of == status).any()
    )


def _parts(study: Study, status: int) -> Iterator[PartList]:
    """Yield the parts in which there are such units; all in one list where there is no division."""
    wanted, usual = study.group_of == status, study.scheme.usual
    partition = study.partitions.get(usual.id) if usual else None
    if partition is None:
        yield _listed(study, study.scheme.whole, np.flatnonzero(wanted))
        return
    for part, label in enumerate(partition.labels):
        inside = np.flatnonzero(wanted & (partition.index == part))
        if inside.size:
            yield _listed(study, label, inside)


def _listed(study: Study, name: str, units: IntArray) -> PartList:
    ordered = largest_first(study, units)
    return PartList(name, tuple((study.names[i], int(study.population[i])) for i in ordered))
