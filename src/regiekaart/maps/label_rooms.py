"""Where in a shape a rectangle fits, level or turned: the geometry behind the names on a map.

A rectangle is looked for in strips: horizontal bands as high as the rectangle. The sides of the
shape that run through a band leave gaps between them, and a gap inside the shape that is wide
enough is a place. That is exact along the band, needs no grid of trial points, and for a turned
rectangle the shape is turned instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    FloatArray = NDArray[np.float64]

SHARES: Final = np.linspace(0, 1, 32)
NOWHERE: Final = np.empty((0, 3))
EVERYWHERE: Final = np.array([-np.inf, -np.inf, np.inf, np.inf])
# Corners that stick out by less than this, in millimetres, do not matter to a name.
FLAT: Final = 0.1
HALVINGS: Final = 4


def turned(points: FloatArray, angle: float) -> FloatArray:
    """Return points turned about the origin, counterclockwise, by an angle in degrees."""
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    x, y = points[..., 0], points[..., 1]
    return np.stack([x * cos - y * sin, x * sin + y * cos], axis=-1)


def rectangle(x: float, y: float, width: float, height: float, angle: int = 0) -> shapely.Polygon:
    """Return a rectangle around a point, turned counterclockwise by an angle in degrees."""
    halves = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (width / 2, height / 2)
    return shapely.Polygon(turned(halves, angle) + np.array([x, y]))


@dataclass(frozen=True, eq=False)
class Room:
    """The inside of a shape, seen from one direction.

    Parameters
    ----------
    starts, ends
        The two ends of each side of the shape, in millimetres.
    middle
        Where a label would rather stand: the shape's centre of gravity.
    window
        West, south, east and north of the rectangle that is looked in.
    """

    starts: FloatArray
    ends: FloatArray
    middle: FloatArray
    window: FloatArray

    @classmethod
    def of(cls, shape: BaseGeometry, frame: FloatArray = EVERYWHERE) -> Room:
        """Return the room in a polygon, holes and parts included.

        Parameters
        ----------
        frame
            West, south, east and north of a rectangle that may cut the shape off.
        """
        whole = shapely.bounds(shape)
        window = np.concatenate(
            [np.maximum(whole[:2], frame[:2]), np.minimum(whole[2:], frame[2:])]
        )
        cut = bool((window != whole).any())
        middle = (window[:2] + window[2:]) / 2 if cut else shapely.get_coordinates(shape.centroid)
        rings = shapely.get_rings(shapely.get_parts(shape))
        points, ring = shapely.get_coordinates(rings, return_index=True)
        same = np.flatnonzero(ring[1:] == ring[:-1])
        return cls(points[same], points[same + 1], middle.reshape(2), window)

    def seen_from(self, angle: float) -> Room:
        """Return the room turned back, so that what runs at an angle becomes level."""
        starts, ends = turned(self.starts, -angle), turned(self.ends, -angle)
        window = np.concatenate([starts.min(axis=0), starts.max(axis=0)])
        return Room(starts, ends, turned(self.middle, -angle), window)

    @cached_property
    def _sides(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
        """The lower end of each side, the upper end, and how far east it goes for a step up."""
        down = (self.starts[:, 1] > self.ends[:, 1])[:, None]
        x0, y0 = np.where(down, self.ends, self.starts).T
        x1, y1 = np.where(down, self.starts, self.ends).T
        high = y1 - y0
        slopes = np.divide(x1 - x0, high, out=np.zeros_like(high), where=high > 0)
        return x0, y0, x1, y1, slopes

    def admits(self, width: float, height: float) -> bool:
        """Return whether a rectangle is no larger than all of the room."""
        west, south, east, north = self.window
        return bool(width <= east - west and height <= north - south)

    def places(self, width: float, height: float) -> FloatArray:
        """Return where a level rectangle fits: for each gap its middle height, left and right."""
        if not self.admits(width, height):
            return NOWHERE
        west, south, east, north = self.window
        first, last = south + height / 2, north - height / 2
        middles = (first + (last - first) * SHARES)[:, None]
        lefts, rights, inside = self._gaps(middles, height)
        lefts, rights = np.maximum(lefts, west), np.minimum(rights, east)
        row, gap = np.nonzero(inside & (rights - lefts >= width))
        return np.stack([middles[row, 0], lefts[row, gap], rights[row, gap]], axis=-1)

    def _gaps(
        self, middles: FloatArray, height: float
    ) -> tuple[FloatArray, FloatArray, NDArray[np.bool_]]:
        """Return the gaps between the sides that run through each strip, and which are inside."""
        x0, y0, x1, y1, slopes = self._sides
        low, high = middles - height / 2, middles + height / 2
        met = (y0 < high) & (y1 > low)
        enters = x0 + (np.maximum(low, y0) - y0) * slopes
        leaves = x1 - (y1 - np.minimum(high, y1)) * slopes
        begins = np.where(met, np.minimum(enters, leaves), np.inf)
        order = np.argsort(begins, axis=1, kind="stable")
        order += np.arange(0, begins.size, len(x0))[:, None]
        ends = np.where(met, np.maximum(enters, leaves), -np.inf)
        reached = np.maximum.accumulate(ends.ravel()[order], axis=1)
        # An odd number of sides crossed from the left: inside.
        crossed = ((y0 <= middles) & (middles < y1)).ravel()[order]
        inside = np.logical_xor.accumulate(crossed, axis=1)
        return reached[:, :-1], begins.ravel()[order][:, 1:], inside[:, :-1]

    def widest(self, places: FloatArray, width: float, height: float) -> FloatArray:
        """Return the middle of the level rectangle that has the most room around it.

        Parameters
        ----------
        places
            All places for the rectangle.
        """
        _, south, _, north = self.window
        along = (places[:, 2] - places[:, 1]).max() - width
        enough, most = 0.0, min(along, north - south - height) / 2
        for _ in range(HALVINGS):
            margin = (enough + most) / 2
            roomier = self.places(width + 2 * margin, height + 2 * margin)
            if len(roomier):
                enough, places = margin, roomier
            else:
                most = margin
        y, left, right = places.T
        spots = np.stack([(left + right) / 2, y], axis=-1)
        nearest: FloatArray = spots[np.argmin(np.hypot(*(spots - self.middle).T))]
        return nearest

    def long_axis(self) -> float:
        """Return the direction in which the shape is longest, in degrees from -90 to 90."""
        (x0, y0), (x1, y1) = (self.starts - self.middle).T, (self.ends - self.middle).T
        lengths = np.hypot(x1 - x0, y1 - y0)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        across, up, both = ((lengths * v).sum() for v in (x * x, y * y, x * y))
        return float(np.degrees(np.arctan2(2 * both, across - up) / 2))


def flattened(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape without its smallest corners: fewer sides to look at.

    It may touch itself where it is as thin as that: good enough to look for room in.
    """
    return shapely.simplify(shape, FLAT, preserve_topology=False)


def without(shape: BaseGeometry, taken: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return what is left of a shape when the room that others take is cut out of it."""
    if not taken:
        return shape
    others = np.asarray(taken, dtype=object)
    near = others[shapely.intersects(shape, others)]
    return shapely.difference(shape, shapely.union_all(near)) if len(near) else shape
