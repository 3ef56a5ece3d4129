"""Which municipalities border on each other: a fact from the official boundaries, not a geometry.

So contiguity is exact, even where the map is drawn with approximate borders.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.flanders import history

if TYPE_CHECKING:
    from datetime import date


@lru_cache(maxsize=8)
def neighbour_pairs(day: date) -> frozenset[tuple[str, str]]:
    """Return the pairs of municipalities that share a border on a day, lower code first.

    Until 2018 the pairs were measured on simplified borders; those of 2019-2024 on the official
    ones, from which those of 2025 follow by merging.

    Raises
    ------
    InputError
        If a table names a code that does not exist on its day.
    """
    past = history()
    start = past.waves[0]
    if day < start:
        return _read("neighbours_2018.csv", past.vintages["2012"])
    pairs = _read("neighbours_2019.csv", start)
    ends = {(past.successor(a, start, day), past.successor(b, start, day)) for a, b in pairs}
    return frozenset((min(pair), max(pair)) for pair in ends if pair[0] != pair[1])


def _read(name: str, day: date) -> frozenset[tuple[str, str]]:
    log = ProblemLog(name)
    codes = set(history().at(day).codes)
    pairs = set()
    columns = {"nis_a": tables.code, "nis_b": tables.code, "shared_border_km": tables.measure}
    for row, (first, second, _) in tables.read_table(name, columns, log):
        pair = (min(first, second), max(first, second))
        for nis in {first, second} - codes:
            log.error(
                f"code {nis} is geen gemeente van die dag",
                f"code {nis} is not a municipality of that day",
                row=row,
                value=nis,
            )
        if first == second or pair in pairs:
            log.error(
                f"paar {first}-{second} is dubbel of leeg",
                f"pair {first}-{second} is double or void",
                row=row,
                value=f"{first}-{second}",
            )
        pairs.add(pair)
    log.raise_errors()
    return frozenset(pairs)
