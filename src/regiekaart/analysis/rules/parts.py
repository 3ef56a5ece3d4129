"""The parts of a partition in which a group lies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regiekaart.study import Partition, Study


def parts_of(study: Study, partition: Partition, group: int) -> tuple[int, ...]:
    """Return the parts in which a group has known members, by position, most people first."""
    units = study.members(group)
    people: Counter[int] = Counter()
    index, weights = partition.index[units].tolist(), study.population[units].tolist()
    for part, number in zip(index, weights, strict=True):
        people[part] += number
    return tuple(sorted(people, key=lambda part: (-people[part], partition.labels[part])))


def names_of_parts(study: Study, partition: Partition, group: int) -> tuple[str, ...]:
    """Return the names of the parts in which a group has known members, most people first."""
    return tuple(partition.labels[part] for part in parts_of(study, partition, group))
