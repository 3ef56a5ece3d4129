"""The plain way to draw the same pages: geopandas, one figure per page, one annotation per unit.

    python benchmarks/plain_maps.py BOUNDARIES OUT_FOLDER [--dpi N] [--pages N]

This is what an analyst writes in half an hour, and the baseline for `regiekaart maps`: everything
is plotted on every page, the axes are cut to the page's area, and each municipality is annotated at
its representative point. The lists and pages are those of `regiekaart`, so that both draw the same.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import matplotlib.pyplot as plt

from regiekaart import StudyChoice, load_study

if TYPE_CHECKING:
    from matplotlib.figure import Figure

A4 = (11.69, 8.27)
CODE_COLUMNS = ("niscode", "nis", "cd_munty_refnis")


def main() -> None:
    """Draw the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("boundaries", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dpi", type=int, default=150)
    parser.add_argument("--pages", type=int, default=50)
    options = parser.parse_args()
    plt.switch_backend("Agg")
    options.folder.mkdir(parents=True, exist_ok=True)
    land = joined(options.boundaries)
    for number, (title, chosen) in enumerate(pages(land)[: options.pages], start=1):
        figure = draw(land, chosen, title)
        figure.savefig(options.folder / f"page-{number:02}.png", dpi=options.dpi)
        plt.close(figure)


def joined(path: Path) -> gpd.GeoDataFrame:
    """Return the borders with the table of the study."""
    land = gpd.read_file(path).to_crs(31370)
    column = next(name for name in land.columns if name.casefold() in CODE_COLUMNS)
    land["nis"] = land[column].astype(str).str.zfill(5)
    land = land[["nis", "geometry"]]
    table = load_study(StudyChoice(cycle="2023")).table
    return land.merge(table, left_on="nis", right_index=True)


def pages(land: gpd.GeoDataFrame) -> list[tuple[str, gpd.GeoDataFrame]]:
    """Return the title and the municipalities of each page."""
    found = [("Vlaanderen", land)]
    for kind in ("province", "reference_region", "region"):
        found += [(str(name), part) for name, part in land.groupby(kind)]
    return found


def draw(land: gpd.GeoDataFrame, chosen: gpd.GeoDataFrame, title: str) -> Figure:
    """Return one page."""
    figure, axes = plt.subplots(figsize=A4)
    land.plot(ax=axes, column=land["region"].fillna(""), categorical=True, edgecolor="grey",
              linewidth=0.4, cmap="tab20")  # fmt: skip
    for _, row in chosen.iterrows():
        point = row.geometry.representative_point()
        axes.annotate(row["name"], (point.x, point.y), ha="center", fontsize=6)
    west, south, east, north = chosen.total_bounds
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_axis_off()
    axes.set_title(title)
    return figure


if __name__ == "__main__":
    main()
