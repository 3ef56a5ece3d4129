"""A grid of cells over the canton parts, and which cells touch over which length of border."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy import sparse
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from boundary_cantons import CantonPart

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CANTON_STEP_M = 50.0


@dataclass(frozen=True)
class Grid:
    """The cells inside Flanders.

    Attributes
    ----------
    cell_m
        Side of a cell.
    xy
        Centre of every cell.
    part
        Canton part of every cell.
    touch
        Per pair of cells: the border (km) between them if they are in different municipalities.
    """

    cell_m: float
    xy: Floats
    part: Ints
    touch: sparse.csr_matrix


def make_grid(parts: Sequence[CantonPart], cell_m: float) -> Grid:
    """Lay a grid over the canton parts."""
    cells = [cells_in(part.polygon, cell_m) for part in parts]
    xy = np.concatenate(cells)
    part = np.repeat(np.arange(len(parts)), [len(own) for own in cells])
    touch = _touch_within(xy, part, cell_m) + _touch_across(parts, xy, part)
    return Grid(cell_m, xy, part, touch.tocsr())


def cells_in(shape: shapely.Geometry, cell_m: float) -> Floats:
    """Give the centres of the cells that lie in a shape, row by row from the south-west."""
    west, south, east, north = shapely.bounds(shape) // cell_m
    x, y = np.meshgrid(np.arange(west, east + 1), np.arange(south, north + 1))
    xy: Floats = (np.column_stack([x.ravel(), y.ravel()]) + 0.5) * cell_m
    shapely.prepare(shape)
    return xy[shapely.contains_xy(shape, xy)]


def _touch_within(xy: Floats, part: Ints, cell_m: float) -> sparse.csr_matrix:
    """Share out a border inside a part over the pairs of cells that it separates.

    With these weights on the four directions (Crofton) a line has about the same length
    whatever its direction.
    """
    pairs = cKDTree(xy).query_pairs(cell_m * 1.5, output_type="ndarray")
    first, second = pairs[part[pairs[:, 0]] == part[pairs[:, 1]]].T
    distance = np.linalg.norm(xy[first] - xy[second], axis=1)
    return _symmetric(first, second, np.pi / 8 * cell_m**2 / distance / 1000, len(xy))


def _touch_across(parts: Sequence[CantonPart], xy: Floats, part: Ints) -> sparse.csr_matrix:
    """Join the cells on both sides of the borders between parts, with the true length."""
    starts = np.searchsorted(part, np.arange(len(parts) + 1))
    trees = [cKDTree(xy[a:b]) if b > a else None for a, b in pairwise(starts)]
    found = []
    for a, b, points, length in _shared_borders(parts):
        left, right = trees[a], trees[b]
        if left is not None and right is not None:
            sides = starts[a] + left.query(points)[1], starts[b] + right.query(points)[1]
            found.append((*sides, np.full(len(points), length / 1000)))
    first, second, lengths = (np.concatenate(column) for column in zip(*found, strict=True))
    return _symmetric(first, second, lengths, len(xy))


def _shared_borders(parts: Sequence[CantonPart]) -> Iterator[tuple[int, int, Floats, float]]:
    """Cut the borders between parts in short steps: both parts, points, length of one step."""
    polygons = np.array([part.polygon for part in parts])
    rings = shapely.boundary(polygons)
    for a, b in shapely.STRtree(polygons).query(polygons, predicate="intersects").T:
        if a >= b:
            continue
        for line in shapely.get_parts(shapely.line_merge(shapely.intersection(rings[a], rings[b]))):
            count = int(np.ceil(line.length / CANTON_STEP_M))
            if count:
                at = (np.arange(count) + 0.5) / count
                steps = shapely.line_interpolate_point(line, at, normalized=True)
                yield int(a), int(b), shapely.get_coordinates(steps), line.length / count


def _symmetric(first: Ints, second: Ints, weight: Floats, size: int) -> sparse.csr_matrix:
    """Make a symmetric matrix of weights of unordered pairs."""
    half = sparse.coo_matrix((weight, (first, second)), shape=(size, size))
    return (half + half.T).tocsr()
