"""Which colour a group has: the same on every page, and never that of a neighbour."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from regiekaart.facts.names import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.study import Study


def group_colours(study: Study, palette_size: int) -> tuple[int, ...]:
    """Return for each group the position of its colour in a palette.

    Groups that share a border get different colours. As far as the palette reaches, so do groups
    that stand on one page (in one province or reference region) and groups with a common
    neighbour. Of the colours that are left, a group gets the one that its name gives it, so that
    it often has the same on other days and lists; else the least used one.

    Parameters
    ----------
    study
        The study; its adjacency decides, not the drawn borders.
    palette_size
        The number of colours.

    Raises
    ------
    ValueError
        If the palette is too small to keep neighbours apart.
    """
    near, paged = _group_neighbours(study), _on_one_page(study)
    order = sorted(near, key=lambda group: (-len(near[group]), -len(paged[group]), group))
    wished = [_wished(group.name, palette_size) for group in study.groups]
    chosen: dict[int, int] = {}
    used: Counter[int] = Counter()
    for group in order:
        taken = {chosen[other] for other in near[group] if other in chosen}
        free = [colour for colour in range(palette_size) if colour not in taken]
        if not free:
            raise ValueError(f"{palette_size} colours do not keep the groups apart")
        together = Counter(chosen[other] for other in paged[group] if other in chosen)
        second = {chosen[far] for other in near[group] for far in near[other] if far in chosen}

        def cost(
            colour: int,
            together: Counter[int] = together,
            second: set[int] = second,
            wish: int = wished[group],
        ) -> tuple[int, bool, bool, int, int]:
            return together[colour], colour in second, colour != wish, used[colour], colour

        chosen[group] = min(free, key=cost)
        used[chosen[group]] += 1
    return tuple(chosen[group] for group in range(len(study.groups)))


def _wished(name: str, palette_size: int) -> int:
    """Return the colour that a name gives a group, on whatever list it stands."""
    return crc32(normalise(name).encode()) % palette_size


def _group_neighbours(study: Study) -> Mapping[int, set[int]]:
    """Return for each group the groups that it shares a border with."""
    near: dict[int, set[int]] = {group: set() for group in range(len(study.groups))}
    for first, second in study.neighbours:
        a, b = (int(study.group_of[study.position[code]]) for code in (first, second))
        if a >= 0 and b >= 0 and a != b:
            near[a].add(b)
            near[b].add(a)
    return near


def _on_one_page(study: Study) -> Mapping[int, set[int]]:
    """Return for each group the groups that have members in one part of a partition with it."""
    paged: dict[int, set[int]] = {group: set() for group in range(len(study.groups))}
    member = study.group_of >= 0
    for partition in study.partitions.values():
        for part in range(len(partition.labels)):
            inside = np.unique(study.group_of[member & (partition.index == part)]).tolist()
            for a, b in combinations(inside, 2):
                paged[a].add(b)
                paged[b].add(a)
    return paged
