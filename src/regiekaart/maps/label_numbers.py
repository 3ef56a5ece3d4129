"""Numbers on a map: where they stand in or beside their shape, and in which order they run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from regiekaart.maps.label_rooms import Room, flattened, without
from regiekaart.maps.label_text import NUMBER_PADDING, Label, ink_size, text_size
from regiekaart.maps.theme import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.maps.theme import Theme

    FloatArray = NDArray[np.float64]

# A shape smaller than this many times the number would disappear under it.
HIDDEN: Final = 2.5
STEP: Final = 0.6
RINGS: Final = 20
FARTHEST: Final = 800
DIRECTIONS: Final = 24
# A number stands this much farther away, in millimetres, rather than push a name aside.
DETOUR: Final = 5.0
# More than any distance: a line runs through another number only where there is no way around.
CROSSING: Final = 10_000.0
# The white kept between one number, its line, and another.
APART: Final = 0.25
# Numbers within this height of each other, in millimetres, are read as one row.
ROW: Final = 9.0
# How far the line of a badge reaches into its land, in millimetres.
POINTED: Final = 0.8
# The circle around a badge's digits, as a share of their size.
BADGE_PADDING: Final = 0.25


@dataclass
class Ground:
    """A map on which things of one size are being placed.

    Parameters
    ----------
    shapes
        The polygons that get one, in millimetres.
    size
        The width and height of what is placed.
    frame
        The rectangle that nothing may leave; None where there is none.
    taken
        What nothing else may stand on.
    """

    shapes: Geometries
    size: tuple[float, float]
    frame: shapely.Polygon | None
    taken: list[BaseGeometry]
    _small: list[int] = field(init=False)

    def __post_init__(self) -> None:
        least = HIDDEN * self.size[0] * self.size[1]
        self._small = np.flatnonzero(shapely.area(self.shapes) < least).tolist()

    def take(self, *rooms: BaseGeometry) -> None:
        """Keep room free of everything else."""
        self.taken += [shapely.buffer(room, APART, join_style="mitre") for room in rooms]

    def hits(self, box: shapely.Polygon) -> bool:
        """Return whether a label stands on what is taken."""
        return bool(shapely.intersects(box, np.array(self.taken, dtype=object)).any())

    def spot(self, unit: int, names: Sequence[shapely.Polygon] = ()) -> FloatArray:
        """Return where a shape's number stands: where it is widest, else as near as there is room.

        Parameters
        ----------
        unit
            The position of the shape.
        names
            The boxes of names, which had better stay where they are.
        """
        free = without(self.shapes[unit], self.taken)
        room = Room.of(flattened(free))
        places = room.places(*self.size)
        return room.widest(places, *self.size) if len(places) else self._nearest(unit, names)

    def _nearest(self, unit: int, names: Sequence[shapely.Polygon]) -> FloatArray:
        """Return the point nearest to a shape's middle with room for a number and its line."""
        shape, (width, height) = self.shapes[unit], self.size
        middle = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
        small = [self.shapes[i] for i in self._small if i != unit]
        # On top of a tiny shape a number would hide it: it stands beside, with a line to it.
        own = [shape] if unit in self._small else []
        for first in range(0, FARTHEST, RINGS):
            spots, cost = _around(middle, first)
            x, y = spots.T
            boxes = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            free = ~_meet(boxes, [*self.taken, *small, *own])
            if self.frame is not None:
                free &= shapely.contains(self.frame, boxes)
            spots, cost, boxes = spots[free], cost[free], boxes[free]
            lines = shapely.shortest_line(boxes, shape)
            cost += DETOUR * (_meet(boxes, names) | _meet(lines, [*names, *small]))
            cost += CROSSING * _meet(lines, self.taken)
            if len(spots) and (cost.min() < CROSSING or first):
                nearest: FloatArray = spots[np.argmin(cost)]
                return nearest
        # Only on a page that is full of numbers from side to side.
        full: FloatArray = middle
        return full


def _around(middle: FloatArray, first: int) -> tuple[FloatArray, FloatArray]:
    """Return points on rings around a middle, and how far each is."""
    distances = STEP * np.arange(first, first + RINGS)
    angles = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    spots = middle + (distances[:, None, None] * directions).reshape(-1, 2)
    return spots, np.repeat(distances, DIRECTIONS)


def _meet(shapes: NDArray[np.object_], others: Sequence[BaseGeometry]) -> NDArray[np.bool_]:
    """Return which shapes touch any of some others."""
    met = np.zeros(len(shapes), dtype=bool)
    if others:
        met[shapely.STRtree(shapes).query(others, predicate="intersects")[1]] = True
    return met


def number_size(many: int, theme: Theme) -> tuple[float, float]:
    """Return the room for the longest of so many numbers, in millimetres.

    Which number a shape gets is known only when all have been placed.
    """
    digits = "8" * len(str(many))
    width, height = ink_size((digits,), theme.number_size, theme.font, bold=True)
    return width + 2 * NUMBER_PADDING, height + 2 * NUMBER_PADDING


def place_number(
    unit: int, ground: Ground, names: Sequence[shapely.Polygon], theme: Theme
) -> Label:
    """Return a label, still without its number, in or beside a shape; its room is taken."""
    x, y = map(float, ground.spot(unit, names))
    wide, high = ground.size
    box = shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    line = shapely.shortest_line(box, ground.shapes[unit])
    pointed = line.length > 0
    ground.take(box, *([line] if pointed else []))
    pointer = ((x, y), line.coords[1]) if pointed else None
    return Label(unit, (), x, y, theme.number_size, 0, pointer=pointer)


def in_reading_order(numbers: Mapping[int, Label]) -> list[int]:
    """Return shapes in the order in which a reader meets their numbers: row by row, from the top.

    Examples
    --------
    >>> spots = {0: (50, 99), 1: (10, 95), 2: (30, 20)}
    >>> in_reading_order({i: Label(i, ("8",), x, y, 6.0, 0) for i, (x, y) in spots.items()})
    [1, 0, 2]
    """
    rows: list[list[int]] = []
    top = np.inf
    for i in sorted(numbers, key=lambda i: (-numbers[i].y, numbers[i].x, i)):
        if top - numbers[i].y > ROW:
            rows.append([])
            top = numbers[i].y
        rows[-1].append(i)
    return [i for row in rows for i in sorted(row, key=lambda i: (numbers[i].x, i))]


def badge_disc(badge: Label, theme: Theme) -> shapely.Polygon:
    """Return the room that a badge takes: a circle around its digits."""
    return shapely.Point(badge.x, badge.y).buffer(badge_width(badge.lines[0], theme) / 2)


def _pointer(
    x: float, y: float, shape: BaseGeometry
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the line from a badge to the land that it stands for; None where it stands on it."""
    at = shapely.Point(x, y)
    if shape.contains(at):
        return None
    # A little way in, so that it ends on the land and not on its border.
    inner = shape.buffer(-POINTED)
    end = shapely.shortest_line(at, shape if inner.is_empty else inner).coords[1]
    return (x, y), (float(end[0]), float(end[1]))


def badge_width(digits: str, theme: Theme) -> float:
    """Return how wide a badge is, in millimetres: its digits or the line, and a margin."""
    width, height = text_size((digits,), theme.badge_size, theme.font, bold=True)
    return max(width, height) + 2 * BADGE_PADDING * theme.badge_size * MM_PER_POINT


def place_badges(
    digits: Sequence[str], shapes: Geometries, theme: Theme, frame: shapely.Polygon
) -> list[Label]:
    """Return a badge for every shape: where it is widest, or as near as there is room.

    Parameters
    ----------
    digits, shapes
        What stands in each badge, and the polygon in millimetres that it belongs to.
    frame
        The rectangle that no badge may leave.
    """
    side = max((badge_width(each, theme) for each in digits), default=0.0)
    ground = Ground(shapes, (side, side), frame, [])
    badges: dict[int, Label] = {}
    for i in np.argsort(shapely.area(shapes), kind="stable").tolist():
        x, y = map(float, ground.spot(i))
        pointer = _pointer(x, y, shapes[i])
        badges[i] = Label(i, (digits[i],), x, y, theme.badge_size, i + 1, pointer=pointer)
        ground.take(badge_disc(badges[i], theme))
    return [badges[i] for i in range(len(shapes))]
