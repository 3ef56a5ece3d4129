"""Who is missing, by province, in columns of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.report.summary import largest_first, missing_sentence
from regiekaart.scheme.flanders import PROVINCE
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.tables import NOT_MEMBER, UNKNOWN_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.language import Text
    from regiekaart.study import Study

STATUSES: Final = (("geen-lid", OUTSIDE, NOT_MEMBER), ("onbekend", UNKNOWN, UNKNOWN_WORD))


@dataclass(frozen=True, slots=True)
class ProvinceList:
    """The units of one province, most inhabitants first, with their inhabitants."""

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
    """

    id: str
    title: Text
    sentence: Text
    provinces: tuple[ProvinceList, ...]


def missing_lists(study: Study) -> tuple[MissingList, ...]:
    """Return who is known not to be a member, then of whom it is unknown; what there is of it."""
    return tuple(
        MissingList(anchor, word, missing_sentence(study, status), tuple(_provinces(study, status)))
        for anchor, status, word in STATUSES
        if (study.group_of == status).any()
    )


def _provinces(study: Study, status: int) -> Iterator[ProvinceList]:
    provinces = study.partition(PROVINCE)
    for part, label in enumerate(provinces.labels):
        inside = (study.group_of == status) & (provinces.index == part)
        units = largest_first(study, np.flatnonzero(inside))
        if units:
            named = tuple((study.names[i], int(study.population[i])) for i in units)
            yield ProvinceList(label, named)
