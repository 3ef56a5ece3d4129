"""The surface of municipalities against their official one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.facts import tables
from regiekaart.facts.flanders import history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.boundaries import Geometries

AREA_TOLERANCE: Final = 0.01
AREA_FAR_OFF: Final = 0.1


def known_areas(log: ProblemLog) -> dict[str, float]:
    """Return the official area of each municipality of 2019, in km²."""
    columns = {"nis": tables.code, "area_km2": tables.measure}
    return {code: area for _, (code, area) in tables.read_table("area_2019.csv", columns, log)}


def compare_areas(
    codes: Sequence[str], shapes: Geometries, vintage: str, log: ProblemLog
) -> dict[str, tuple[float, float, tuple[str, ...]]]:
    """Return the area found and expected, in km², per municipality after all mergers.

    The areas are those of 2019; a set of another vintage is compared after the mergers of both.
    Where a part of a merger is not in the set, there is nothing to compare.
    """
    import shapely

    past = history()
    day = max(past.vintages.values())
    start = past.vintages[vintage]
    expected: dict[str, float] = {}
    for code, area in known_areas(log).items():
        now = past.successor(code, past.vintages["2019"], day)
        expected[now] = expected.get(now, 0.0) + area
    parts: dict[str, set[str]] = {}
    for code in past.at(start).codes:
        parts.setdefault(past.successor(code, start, day), set()).add(code)
    found: dict[str, float] = {}
    for code, area in zip(codes, shapely.area(shapes) / 1e6, strict=True):
        found[code] = found.get(code, 0.0) + float(area)
    return {
        now: (sum(found[code] for code in members), expected[now], tuple(sorted(members)))
        for now, members in parts.items()
        if members <= found.keys() and now in expected
    }
