"""The borders as lines that are stored once: each shape is a list of the lines around it.

Neighbours share a line, and a unit that came from a merger is its parts without the lines
between them, so one set of lines serves the units of every date. Points lie on a grid of
whole numbers and follow each other as differences; those are written in a few letters each.

The package `topojson` does the first half of this on geometries of its own kind, and leaves points
as numbers in brackets, four times as large as here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from regiekaart.facts.boundaries import WEB_CRS, transform
from regiekaart.maps.shapes import Land

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from regiekaart.facts.boundaries import BoundarySet, Geometries

    Point = tuple[int, int]
    Arc = tuple[Point, ...]

# A degree with five decimals is about a metre: far below what a screen shows.
STEP: Final = 1e-5
# In metres. Approximate borders have been simplified before, so they can do with less; whatever
# file people bring, the page stays one that can be mailed.
TOLERANCES: Final = (50.0, 100.0, 200.0, 400.0)
OFFICIAL_TOLERANCE: Final = 100.0
MAX_POINTS: Final = 30_000
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
HALF: Final = len(LETTERS) // 2


@dataclass(frozen=True, slots=True)
class Topology:
    """Shapes by the lines around them, on a grid of degrees.

    Parameters
    ----------
    west, south
        Longitude and latitude of the grid's origin.
    size
        Width and height, in steps of the grid.
    arcs
        The lines; each stands here once.
    rings
        Per shape its rings, holes included: numbers of lines, ``~number`` for one that is followed
        backwards.
    """

    west: float
    south: float
    size: Point
    arcs: tuple[Arc, ...]
    rings: tuple[tuple[tuple[int, ...], ...], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the topology for the page."""
        return {
            "origin": [self.west, self.south],
            "size": list(self.size),
            "step": STEP,
            "arcs": written(self.arcs),
            "rings": [[list(ring) for ring in shape] for shape in self.rings],
        }


def topology(boundaries: BoundarySet) -> Topology:
    """Return the borders of a set as shared lines, simplified as far as the page needs.

    Parameters
    ----------
    boundaries
        The borders.
    """
    shapes = transform(_simplified(boundaries), boundaries.crs, WEB_CRS)
    west, south, *_ = (round(float(value), 5) for value in shapely.total_bounds(shapes))
    rings = [list(_on_grid(shape, west, south)) for shape in shapes]
    nodes = _nodes(ring for shape in rings for ring in shape)
    numbers: dict[Arc, int] = {}
    made = tuple(tuple(tuple(_numbered(ring, nodes, numbers)) for ring in shape) for shape in rings)
    points = np.array([point for arc in numbers for point in arc])
    wide, high = (int(value) for value in points.max(axis=0))
    return Topology(west, south, (wide, high), tuple(numbers), made)


def _simplified(boundaries: BoundarySet) -> Geometries:
    """Return the shapes with the least simplification with which they fit in the page."""
    land = Land(boundaries)
    least = 0.0 if boundaries.approximate else OFFICIAL_TOLERANCE
    usable = [tolerance for tolerance in TOLERANCES if tolerance >= least]
    for tolerance in usable:
        shapes = land.units(tolerance)
        if shapely.get_num_coordinates(shapes).sum() <= MAX_POINTS:
            return shapes
    return land.units(usable[-1])


def _on_grid(shape: Any, west: float, south: float) -> Iterator[list[Point]]:  # noqa: ANN401
    """Yield the rings of a shape on the grid, closed; one that the grid makes a point is left out.

    A vertex that two shapes share is the same point for both.
    """
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        steps = np.rint((shapely.get_coordinates(ring) - (west, south)) / STEP).astype(int)
        points = [(int(x), int(y)) for x, y in steps]
        kept = [p for p, after in pairwise(points) if p != after]
        if len(set(kept)) > 2:  # noqa: PLR2004 - a ring has three corners
            yield [*kept, kept[0]]


def _nodes(rings: Iterable[list[Point]]) -> set[Point]:
    """Return the points where lines meet: those that have other than two neighbours."""
    near: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(ring):
            near[one].add(other)
            near[other].add(one)
    return {point for point, others in near.items() if len(others) != 2}  # noqa: PLR2004 - a pass


def _numbered(ring: list[Point], nodes: set[Point], numbers: dict[Arc, int]) -> Iterator[int]:
    """Yield the lines of a ring in order, and number those that are new."""
    points = ring[:-1]
    cuts = [i for i, point in enumerate(points) if point in nodes]
    # A ring on which nothing ends is one line, from the same point for whoever follows it.
    start = cuts[0] if cuts else points.index(min(points))
    turned = [*points[start:], *points[:start], points[start]]
    ends = [i for i, point in enumerate(turned) if point in nodes] or [0, len(turned) - 1]
    for first, last in pairwise(ends):
        arc = tuple(turned[first : last + 1])
        back = arc[::-1]
        if back in numbers:
            yield ~numbers[back]
        else:
            yield numbers.setdefault(arc, len(numbers))


def written(arcs: Sequence[Arc]) -> str:
    """Return lines in letters: of each the number of its points, then every point as a difference.

    A number takes five bits per letter, the lowest first; a letter in the second half of the
    alphabet says that more follow. Its lowest bit is the sign.

    Examples
    --------
    >>> written([((0, 0), (20, -1))])
    'CAAoBB'
    """
    pieces = []
    x = y = 0
    for arc in arcs:
        pieces.append(_letters(len(arc)))
        for east, north in arc:
            pieces += (_letters(_zigzag(east - x)), _letters(_zigzag(north - y)))
            x, y = east, north
    return "".join(pieces)


def _zigzag(value: int) -> int:
    return 2 * value if value >= 0 else -2 * value - 1


def _letters(value: int) -> str:
    found = ""
    while value >= HALF:
        found += LETTERS[HALF + value % HALF]
        value //= HALF
    return found + LETTERS[value]
