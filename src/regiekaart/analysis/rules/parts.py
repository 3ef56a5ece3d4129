"""The parts of a partition in which a group lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regiekaart.study import Partition, Study


def parts_of(study: Study, partition: Partition, group: int) -> tuple[int, ...]:
    """Return the parts in which a group has known members, by position, most people first."""
    return study.parts_of[partition.kind.id][group]


def names_of_parts(study: Study, partition: Partition, group: int) -> tuple[str, ...]:
    """Return the names of the parts in which a group has known members, most people first."""
    return tuple(partition.labels[part] for part in parts_of(study, partition, group))
