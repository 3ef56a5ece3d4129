"""From the borders of a study to shapes on paper: simplified, dissolved, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.path import Path
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import BoundarySet, Geometries

    FloatArray = NDArray[np.float64]

# A border may be off by this much on paper: half the width of the thinnest line.
PAPER_TOLERANCE: Final = 0.12
TOLERANCES: Final = (0.0, 20.0, 50.0, 100.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on the page that shows a rectangle of the land.

    Parameters
    ----------
    x, y, width, height
        The rectangle on the page, in millimetres from the lower left corner.
    west, south
        The land's lower left corner, in metres.
    metres_per_mm
        The scale.
    """

    x: float
    y: float
    width: float
    height: float
    west: float
    south: float
    metres_per_mm: float

    @classmethod
    def around(
        cls, land: FloatArray, page: tuple[float, float, float, float], padding: float = 0.03
    ) -> Frame:
        """Return the frame that shows a piece of land as large as fits, in the middle.

        Parameters
        ----------
        land
            West, south, east, north in metres.
        page
            x, y, width and height on the page, in millimetres.
        padding
            The white around the land, as a share of the frame.
        """
        x, y, width, height = page
        wide, high = land[2] - land[0], land[3] - land[1]
        room = 1 - 2 * padding
        scale = max(wide / (width * room), high / (height * room))
        middle = ((land[0] + land[2]) / 2, (land[1] + land[3]) / 2)
        west, south = middle[0] - scale * width / 2, middle[1] - scale * height / 2
        return cls(x, y, width, height, float(west), float(south), float(scale))

    @property
    def box(self) -> shapely.Polygon:
        """The rectangle on the page."""
        return shapely.box(self.x, self.y, self.x + self.width, self.y + self.height)

    @property
    def land(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is shown, in metres."""
        return (
            self.west,
            self.south,
            self.west + self.width * self.metres_per_mm,
            self.south + self.height * self.metres_per_mm,
        )

    def place(self, shapes: Geometries) -> Geometries:
        """Return shapes on the page, in millimetres."""
        origin = np.array([self.west, self.south])
        offset = np.array([self.x, self.y])
        moved: Geometries = shapely.transform(
            shapes, lambda points: (points - origin) / self.metres_per_mm + offset
        )
        return moved

    @property
    def tolerance(self) -> float:
        """The simplification, in metres, that this scale can bear."""
        bearable = self.metres_per_mm * PAPER_TOLERANCE
        return max(t for t in TOLERANCES if t <= bearable)


@dataclass(frozen=True, eq=False)
class Land:
    """The borders of the units at every tolerance, and unions of them; computed once each."""

    boundaries: BoundarySet
    _unions: dict[tuple[float, tuple[int, ...]], BaseGeometry] = field(
        default_factory=dict, repr=False
    )

    def units(self, tolerance: float) -> Geometries:
        """Return the units, simplified."""
        if tolerance == 0 or (self.boundaries.approximate and tolerance <= min(TOLERANCES[1:])):
            return self.boundaries.geometries
        return self.boundaries.simplified(tolerance).geometries

    def union(self, units: Iterable[int], tolerance: float) -> BaseGeometry:
        """Return the units as one shape."""
        members = tuple(sorted(int(i) for i in units))
        key = (tolerance, members)
        if key not in self._unions:
            self._unions[key] = shapely.coverage_union_all(self.units(tolerance)[list(members)])
        return self._unions[key]

    @cached_property
    def bounds(self) -> FloatArray:
        """West, south, east and north of each unit, in metres."""
        bounds: FloatArray = shapely.bounds(self.boundaries.geometries)
        return bounds

    def extent(self, units: Iterable[int]) -> FloatArray:
        """West, south, east and north of some units together."""
        chosen = self.bounds[list(units)]
        return np.array([*chosen[:, :2].min(axis=0), *chosen[:, 2:].max(axis=0)])


def paths_of(shapes: Geometries) -> list[Path]:
    """Return for each polygon, holes and parts included, one path to fill."""
    from matplotlib.path import Path

    parts, shape_of = shapely.get_parts(shapes, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=np.uint8)
    starts = np.flatnonzero(np.diff(ring_of, prepend=-1))
    codes[starts] = Path.MOVETO
    codes[np.append(starts[1:], len(points)) - 1] = Path.CLOSEPOLY
    # All at once, and then apart: to ask for each shape takes three times as long.
    cuts = np.searchsorted(shape_of[part_of[ring_of]], np.arange(1, len(shapes)))
    return [Path(*each) for each in zip(np.split(points, cuts), np.split(codes, cuts), strict=True)]
