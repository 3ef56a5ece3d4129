"""Measure the embedded boundaries against official ones.

Usage: ``python tools/measure_boundaries.py [EMBEDDED] [OFFICIAL]``

The embedded municipalities are merged to those of the official file if need be. The official
boundaries serve for measuring only; the build never reads them.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[1]
EMBEDDED = ROOT / "data" / "shapes" / "municipalities_2018.gpkg"
OFFICIAL = ROOT.parent / "shared" / "shapes" / "refgem_2019.gpkg"
WORST = 10


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description="Measure the embedded boundaries.")
    parser.add_argument("embedded", type=Path, nargs="?", default=EMBEDDED)
    parser.add_argument("official", type=Path, nargs="?", default=OFFICIAL)
    arguments = parser.parse_args()
    for path in (arguments.embedded, arguments.official):
        if not path.exists():
            parser.error(f"no such file: {path}; give the boundaries to compare as arguments")
    raw = gpd.read_file(arguments.embedded)
    official = gpd.read_file(arguments.official).set_index("nis").geometry
    print(describe_coverage(raw, arguments.embedded))
    embedded = merge_to(raw, set(official.index))
    print(describe_shares(area_table(embedded, official)))
    print(describe_neighbours(embedded))


def merge_to(boundaries: gpd.GeoDataFrame, codes: set[str]) -> gpd.GeoSeries:
    """Merge municipalities, one date after the other, until their codes are the given ones."""
    with (ROOT / "data" / "tables" / "mergers.csv").open(encoding="utf-8", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: row["effective_date"])
    merged = boundaries.set_index("nis").geometry
    for date in sorted({row["effective_date"] for row in rows}):
        if set(merged.index) == codes:
            break
        new = {row["old_nis"]: row["new_nis"] for row in rows if row["effective_date"] == date}
        merged = merged.groupby(merged.index.map(lambda nis, new=new: new.get(nis, nis))).agg(
            lambda shapes: shapely.coverage_union_all(shapes.to_numpy())
        )
        merged = gpd.GeoSeries(merged, crs=boundaries.crs)
    if set(merged.index) != codes:
        message = f"codes that do not match: {sorted(set(merged.index) ^ codes)}"
        raise ValueError(message)
    return merged.sort_index()


def area_table(embedded: gpd.GeoSeries, official: gpd.GeoSeries) -> pd.DataFrame:
    """Compute per municipality the official area and the area (km²) that is right."""
    official = official.loc[embedded.index]
    right = shapely.area(shapely.intersection(embedded.to_numpy(), official.to_numpy()))
    return pd.DataFrame(
        {"area": official.area / 1e6, "embedded": embedded.area / 1e6, "right": right / 1e6}
    )


def describe_coverage(boundaries: gpd.GeoDataFrame, path: Path) -> str:
    """Describe the file and whether it is a coverage."""
    shapes = boundaries.geometry.to_numpy()
    vertices = shapely.get_num_coordinates(shapes).sum()
    several = boundaries.nis[shapely.get_num_geometries(shapes) > 1]
    return "\n".join(
        (
            f"{path.name}: {len(boundaries)} municipalities",
            f"size: {path.stat().st_size / 1e6:.2f} MB, {vertices} vertices",
            f"valid geometries: {shapely.is_valid(shapes).all()}",
            f"valid coverage: {shapely.coverage_is_valid(shapes)}",
            f"of several parts: {', '.join(several)}",
        )
    )


def describe_shares(table: pd.DataFrame) -> str:
    """Describe the share of the area that is in the right municipality."""
    share = table["right"] / table["area"]
    off = (table["embedded"] - table["area"]).abs() / table["area"]
    worst = share.nsmallest(WORST)
    return "\n".join(
        (
            f"area in the right municipality: {table['right'].sum() / table['area'].sum():.2%}",
            "per municipality, percentiles 1, 5, 25, 50: "
            + ", ".join(f"{value:.1%}" for value in np.percentile(share, [1, 5, 25, 50])),
            "worst: " + ", ".join(f"{nis} {value:.1%}" for nis, value in worst.items()),
            f"largest error in the area of a municipality: {off.max():.1%}",
        )
    )


def touching_pairs(shapes: gpd.GeoSeries) -> dict[tuple[str, str], float]:
    """Find the pairs that share a border, with its length in km."""
    geometry = shapes.to_numpy()
    first, second = shapely.STRtree(geometry).query(geometry, predicate="intersects")
    first, second = first[first < second], second[first < second]
    rings = shapely.boundary(geometry)
    length = shapely.length(shapely.intersection(rings[first], rings[second])) / 1000
    pairs = zip(shapes.index[first], shapes.index[second], length, strict=True)
    return {tuple(sorted((one, two))): float(km) for one, two, km in pairs if km > 0}


def describe_neighbours(embedded: gpd.GeoSeries) -> str:
    """Describe how well the neighbour pairs agree with the table of 2019 (300 codes only)."""
    with (ROOT / "data" / "tables" / "neighbours_2019.csv").open(encoding="utf-8") as stream:
        wanted = {
            tuple(sorted((row["nis_a"], row["nis_b"]))): float(row["shared_border_km"])
            for row in csv.DictReader(stream)
        }
    found = touching_pairs(embedded)
    both = found.keys() & wanted.keys()
    false = sorted(((found[pair], pair) for pair in found.keys() - both), reverse=True)
    missing = sorted(((wanted[pair], pair) for pair in wanted.keys() - both), reverse=True)
    return "\n".join(
        (
            f"neighbour pairs: {len(found)} found, {len(wanted)} official",
            f"precision {len(both) / len(found):.1%}, recall {len(both) / len(wanted):.1%}",
            "touch but should not: " + ", ".join(f"{a}-{b} {km:.2f} km" for km, (a, b) in false),
            "do not touch but should: "
            + ", ".join(f"{a}-{b} {km:.2f} km" for km, (a, b) in missing),
        )
    )


if __name__ == "__main__":
    main()
