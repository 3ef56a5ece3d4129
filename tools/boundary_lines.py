"""Turn the winners of a diagram into polygons: one valid coverage on a grid of one metre."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import shapely

from boundary_grid import cells_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from boundary_cantons import CantonPart

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Winners = Callable[[int, Floats], Ints]

SNAP_M = 1.0
MARGIN_CELLS = 4


def draw_coverage(
    parts: Sequence[CantonPart],
    winners: Winners,
    cell_m: float,
    smooth_m: float,
) -> dict[int, shapely.Geometry]:
    """Draw the municipalities.

    Parameters
    ----------
    parts
        The canton parts; their borders are kept.
    winners
        Function that gives the municipality of points, given the index of a part.
    cell_m
        Cells in which the inner borders are traced.
    smooth_m
        Tolerance with which the traced borders are smoothed.

    Returns
    -------
    dict[int, shapely.Geometry]
        The geometry of every municipality.
    """
    lines: list[shapely.Geometry] = [part.polygon.boundary for part in parts]
    for index, part in enumerate(parts):
        if len(part.members) > 1:
            lines.append(_inner_borders(index, part, winners, cell_m, smooth_m))
    noded = shapely.union_all(np.array(lines), grid_size=SNAP_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    points = shapely.point_on_surface(faces)
    face, owner = shapely.STRtree([part.polygon for part in parts]).query(
        points, predicate="within"
    )
    faces, xy = faces[face], shapely.get_coordinates(points)[face]
    winner = np.empty(len(faces), dtype=int)
    for index in np.unique(owner):
        winner[owner == index] = winners(int(index), xy[owner == index])
    winner = _absorb_crumbs(faces, owner, winner)
    return {int(nis): shapely.coverage_union_all(faces[winner == nis]) for nis in np.unique(winner)}


def _inner_borders(
    index: int,
    part: CantonPart,
    winners: Winners,
    cell_m: float,
    smooth_m: float,
) -> shapely.Geometry:
    """Trace the borders inside a part and smooth them.

    The tracing goes a few cells beyond the part, so that the smoothed borders cross its edge.
    """
    xy = cells_in(part.polygon.buffer(MARGIN_CELLS * cell_m), cell_m)
    label = winners(index, xy)
    traced = [_cells_to_polygon(xy[label == nis], cell_m) for nis in np.unique(label)]
    smooth = shapely.coverage_simplify(np.array(traced), smooth_m)
    edges = shapely.union_all(shapely.boundary(smooth))
    outline = shapely.union_all(smooth).boundary
    return shapely.intersection(shapely.difference(edges, outline), part.polygon)


def _cells_to_polygon(xy: Floats, cell_m: float) -> shapely.Geometry:
    """Join cells, given row by row, to a polygon."""
    jump = np.any(np.abs(np.diff(xy, axis=0) - (cell_m, 0)) > cell_m / 2, axis=1)
    first = np.concatenate([[0], np.flatnonzero(jump) + 1])
    last = np.concatenate([np.flatnonzero(jump), [len(xy) - 1]])
    half = cell_m / 2
    rows = shapely.box(
        xy[first, 0] - half, xy[first, 1] - half, xy[last, 0] + half, xy[last, 1] + half
    )
    return shapely.union_all(rows)


def _absorb_crumbs(faces: NDArray[np.object_], owner: Ints, winner: Ints) -> Ints:
    """Give detached pieces of a municipality to the neighbour with the longest common border.

    A piece that is a whole canton part is a real exclave and stays.
    """
    winner = winner.copy()
    pairs = shapely.STRtree(faces).query(faces, predicate="intersects").T
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    rings = shapely.boundary(faces)
    length = shapely.length(shapely.intersection(rings[pairs[:, 0]], rings[pairs[:, 1]]))
    touching: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (one, two), metres in zip(pairs.tolist(), length.tolist(), strict=True):
        if metres:
            touching[one].append((two, metres))
    for _round in range(10):
        crumbs = _crumbs(faces, touching, winner)
        changed = False
        for face in crumbs:
            border: dict[int, float] = defaultdict(float)
            for other, metres in touching[face]:
                if owner[other] == owner[face] and other not in crumbs:
                    border[int(winner[other])] += metres
            if border:
                winner[face] = max(border, key=lambda nis: border[nis])
                changed = True
        if not changed:
            break
    return winner


def _crumbs(
    faces: NDArray[np.object_],
    touching: dict[int, list[tuple[int, float]]],
    winner: Ints,
) -> set[int]:
    """Find the faces that are not connected to the largest piece of their municipality."""
    area = shapely.area(faces)
    pieces: dict[int, list[set[int]]] = defaultdict(list)
    seen: set[int] = set()
    for start in range(len(faces)):
        if start in seen:
            continue
        piece, queue = {start}, [start]
        while queue:
            for other, _metres in touching[queue.pop()]:
                if winner[other] == winner[start] and other not in piece:
                    piece.add(other)
                    queue.append(other)
        seen |= piece
        pieces[int(winner[start])].append(piece)
    crumbs: set[int] = set()
    for own in pieces.values():
        largest = max(own, key=lambda piece: area[list(piece)].sum())
        crumbs.update(*(piece for piece in own if piece is not largest))
    return crumbs
