"""The boundaries that ship with the project: a valid coverage, and close to the official ones."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "data" / "tables"
EMBEDDED = ROOT / "data" / "shapes" / "municipalities_2018.gpkg"
OFFICIAL = ROOT.parent / "shared" / "shapes" / "refgem_2019.gpkg"
VOEREN, BAARLE_HERTOG, BRUSSELS = "73109", "13002", shapely.Point(149_000, 170_500)


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def codes_at(day: str) -> set[str]:
    return {
        row["nis"]
        for row in rows("municipalities")
        if row["valid_from"] <= day and (not row["valid_to"] or row["valid_to"] >= day)
    }


def merged(shapes: dict[str, shapely.Geometry], until: str) -> dict[str, shapely.Geometry]:
    """Merge step by step, up to and including the mergers of a day."""
    mergers = rows("mergers")
    for date in sorted({row["effective_date"] for row in mergers}):
        if date > until:
            break
        new = {row["old_nis"]: row["new_nis"] for row in mergers if row["effective_date"] == date}
        parts: dict[str, list[shapely.Geometry]] = {}
        for nis, shape in shapes.items():
            parts.setdefault(new.get(nis, nis), []).append(shape)
        shapes = {nis: shapely.coverage_union_all(own) for nis, own in parts.items()}
    return shapes


@pytest.fixture(scope="module")
def table() -> gpd.GeoDataFrame:
    return gpd.read_file(EMBEDDED, layer="municipalities")


@pytest.fixture(scope="module")
def shapes(table: gpd.GeoDataFrame) -> dict[str, shapely.Geometry]:
    return dict(zip(table["nis"], table.geometry, strict=True))


def test_there_are_the_308_municipalities_of_2018_in_order_of_code(table):
    assert list(table["nis"]) == sorted(codes_at("2018-12-31"))
    assert len(table) == 308


def test_every_name_is_that_of_the_list_of_municipalities(table):
    names = {row["nis"]: row["name"] for row in rows("municipalities")}
    assert list(table["name"]) == [names[nis] for nis in table["nis"]]


def test_the_file_is_in_lambert_72_on_a_grid_of_one_metre(table):
    assert table.crs.to_epsg() == 31370
    coordinates = shapely.get_coordinates(table.geometry.to_numpy())
    assert np.array_equal(coordinates, np.round(coordinates))


def test_the_file_is_smaller_than_three_megabytes():
    assert EMBEDDED.stat().st_size < 3_000_000


def test_all_geometries_are_valid_and_together_a_coverage(table):
    assert shapely.is_valid(table.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(table.geometry.to_numpy())


@pytest.mark.parametrize(("day", "count"), [("2019-01-01", 300), ("2025-01-01", 285)])
def test_the_municipalities_nest_in_those_of_later_years(shapes, day, count):
    later = merged(shapes, day)
    assert set(later) == codes_at(day)
    assert len(later) == count
    geometries = list(later.values())
    assert shapely.is_valid(geometries).all()
    assert shapely.coverage_is_valid(geometries)
    before = shapely.area(list(shapes.values())).sum()
    assert shapely.area(geometries).sum() == pytest.approx(before, rel=1e-12)


def test_flanders_has_its_area(shapes):
    wanted = sum(float(row["area_km2"]) for row in rows("area_2019"))
    assert shapely.area(list(shapes.values())).sum() / 1e6 == pytest.approx(wanted, rel=1e-3)


def test_every_municipality_has_about_its_area(shapes):
    later = merged(shapes, "2019-01-01")
    wanted = {row["nis"]: float(row["area_km2"]) for row in rows("area_2019")}
    off = {nis: abs(later[nis].area / 1e6 / km2 - 1) for nis, km2 in wanted.items()}
    assert {nis for nis, share in off.items() if share > 0.07} == set()
    assert np.median(list(off.values())) < 0.01


def test_voeren_touches_no_other_municipality(shapes):
    assert not any(
        shape.intersects(shapes[VOEREN]) for nis, shape in shapes.items() if nis != VOEREN
    )


def test_only_baarle_hertog_has_several_parts(shapes):
    parts = Counter({nis: shapely.get_num_geometries(shape) for nis, shape in shapes.items()})
    assert {nis for nis, count in parts.items() if count > 1} == {BAARLE_HERTOG}
    assert parts[BAARLE_HERTOG] > 15


def test_brussels_is_a_hole(shapes):
    flanders = shapely.coverage_union_all(list(shapes.values()))
    holes = [
        shapely.Polygon(ring)
        for part in shapely.get_parts(flanders)
        for ring in part.interiors
        if ring.envelope.contains(BRUSSELS)
    ]
    assert len(holes) == 1
    assert holes[0].contains(BRUSSELS)
    assert holes[0].area / 1e6 == pytest.approx(162, rel=0.02)


def test_flanders_has_no_holes_but_brussels_and_the_dutch_land_in_baarle(shapes):
    flanders = shapely.coverage_union_all(list(shapes.values()))
    baarle = shapely.box(*shapes[BAARLE_HERTOG].bounds)
    strange = [
        hole.representative_point().wkt
        for part in shapely.get_parts(flanders)
        for hole in map(shapely.Polygon, part.interiors)
        if not hole.contains(BRUSSELS) and not baarle.contains(hole)
    ]
    assert strange == []


def test_nearly_all_neighbours_are_neighbours_in_fact(shapes):
    later = merged(shapes, "2019-01-01")
    names, geometries = list(later), np.array(list(later.values()))
    one, two = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    rings = shapely.boundary(geometries)
    found = {
        (names[a], names[b])
        for a, b in zip(one, two, strict=True)
        if names[a] < names[b] and shapely.intersection(rings[a], rings[b]).length > 0
    }
    wanted = {tuple(sorted((row["nis_a"], row["nis_b"]))) for row in rows("neighbours_2019")}
    assert len(found & wanted) > 0.98 * max(len(found), len(wanted))


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official boundaries are not here")
def test_at_least_94_percent_of_flanders_is_in_the_right_municipality(shapes):
    official = gpd.read_file(OFFICIAL).set_index("nis").geometry
    later = merged(shapes, "2019-01-01")
    assert set(later) == set(official.index)
    right = sum(later[nis].intersection(shape).area for nis, shape in official.items())
    assert right / official.area.sum() > 0.94
