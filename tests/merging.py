"""The grid of `tiny` before and after a merger, and memberships that chance picks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from regiekaart.facts.territory import History, Merger
from tiny import CODES, PEOPLE, grid_study

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regiekaart.study import Study

# Plaats 1 and Plaats 2 become one municipality.
PAST = History(
    units=(),
    mergers=tuple(
        Merger(date(2024, 1, 1), f"0000{k}", f"Plaats {k}", "00012", "Plaats 12") for k in (1, 2)
    ),
)

# What is said of each of the nine municipalities.
STATES = st.lists(st.sampled_from(["A", "B", "C", "outside", "unknown"]), min_size=9, max_size=9)


def later(
    regions: dict[int, str] | None = None,
    *,
    outside: tuple[int, ...] = (),
    population: tuple[int, ...] = PEOPLE,
) -> Study:
    """Return the grid after the merger: 3 to 9 as they were, and 12, which is 2 in the grid.

    The merged municipality has the region and the outside of Plaats 2, and the people of both.
    """
    grid = grid_study({k: v for k, v in (regions or {}).items() if k != 1}, outside=outside)
    order = [*range(2, 9), 1]
    people = np.array(population, dtype=np.int64)
    people[1] += people[0]
    return replace(
        grid,
        date=date(2025, 1, 1),
        population_year=2025,
        codes=(*CODES[2:], "00012"),
        names=(*grid.names[2:], "Plaats 12"),
        population=people[order],
        group_of=grid.group_of[order],
        memberships=tuple(grid.memberships[i] for i in order),
        centre_city=grid.centre_city[order],
        partitions={
            kind: replace(partition, index=partition.index[order])
            for kind, partition in grid.partitions.items()
        },
    )


def said(states: Sequence[str], make: Callable[..., Study] = grid_study) -> Study:
    """Return the grid of which each municipality is in a region, outside, or unknown."""
    named = dict(enumerate(states, start=1))
    outside = tuple(k for k, v in named.items() if v == "outside")
    regions = {k: v for k, v in named.items() if v not in {"outside", "unknown"}}
    return make(regions, outside=outside)


def everyone_outside_but(regions: dict[int, str]) -> Study:
    """Return the grid on which everybody who is in no region is known to be in none."""
    return grid_study(regions, outside=tuple(k for k in range(1, 10) if k not in regions))


# Two studies: on one day, over the merger, or back over it.
PAIRS = st.tuples(
    STATES, STATES, st.sampled_from([(grid_study, grid_study), (grid_study, later),
                                     (later, grid_study)])
).map(lambda drawn: (said(drawn[0], drawn[2][0]), said(drawn[1], drawn[2][1])))  # fmt: skip
