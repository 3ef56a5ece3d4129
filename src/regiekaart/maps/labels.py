"""Where names stand on a map: inside their shape, and never over each other.

A name stands where its shape is widest, level, as large as it fits; it is broken over lines before
it shrinks. Where it would become small it may turn along the shape's long axis. What does not fit
at all gets a number, and a key in the margin. Since every name lies inside its shape, and shapes
do not overlap, names do not either; the numbers that are larger than their shape are placed first,
and their room is taken out of the shapes around them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from regiekaart.maps.label_numbers import Ground, in_reading_order, number_size, place_number
from regiekaart.maps.label_rooms import EVERYWHERE, Room, flattened, turned, without
from regiekaart.maps.label_text import (
    LINE_SPACING,
    Label,
    Layout,
    layouts,
    measured_layouts,
    text_size,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.maps.theme import Theme

    FloatArray = NDArray[np.float64]

__all__ = ["LINE_SPACING", "Label", "layouts", "place_labels", "text_size"]

# The white between a name and the borders: more than half of the heaviest border.
CLEARANCE: Final = 0.35
# A level name of this size, in points, is not turned to become larger.
DECENT: Final = 5.8
STEEPEST: Final = 60
FAN: Final = (0, -10, 10, -20, 20, -35, 35)


def place_labels(
    names: Sequence[str],
    shapes: Geometries,
    theme: Theme,
    *,
    sizes: Sequence[float] | None = None,
    keyed: bool = True,
    obstacles: Sequence[BaseGeometry] = (),
    frame: shapely.Polygon | None = None,
) -> list[Label]:
    """Return a label for every shape.

    Parameters
    ----------
    names, shapes
        The names, and the polygons in millimetres that they belong to.
    sizes
        The sizes to try, largest first; by default those of the theme.
    keyed
        Whether a name that does not fit is turned or gets a number; without, it is left out.
    obstacles
        Room on the page that is taken already.
    frame
        The rectangle that no label may leave.
    """
    sizes = tuple(sizes or theme.label_sizes)
    bounds = EVERYWHERE if frame is None else np.array(frame.bounds)
    setter = _Setter(names, shapes, sizes, theme, bounds, turning=keyed)
    placed = {i: setter.inside(i, obstacles) for i in range(len(names))}
    if keyed:
        ground = Ground(shapes, number_size(len(names), theme), frame, list(obstacles))
        _with_key(setter, placed, ground)
    return [label for _, label in sorted(placed.items()) if label is not None]


def _with_key(setter: _Setter, placed: dict[int, Label | None], ground: Ground) -> None:
    """Give a number to what does not fit, and set the names around the numbers."""
    theme, areas = setter.theme, shapely.area(ground.shapes)
    numbers: dict[int, Label] = {}
    pending = [i for i, label in placed.items() if label is None]
    while pending:
        boxes = [label.box(theme) for label in placed.values() if label is not None]
        for i in sorted(pending, key=lambda i: (areas[i], i)):
            numbers[i] = place_number(i, ground, boxes, theme)
        # A number that sticks out of its shape may take the room of a name next to it.
        pending = []
        for i, label in placed.items():
            if label is not None and ground.hits(label.box(theme)):
                placed[i] = setter.inside(i, ground.taken)
                if placed[i] is None:
                    pending.append(i)
    for number, i in enumerate(in_reading_order(numbers), start=1):
        placed[i] = replace(numbers[i], lines=(str(number),), number=number)


class _Fit(NamedTuple):
    """Lines of text that fit: their size, their rectangle with some white, and its places."""

    lines: tuple[str, ...]
    size: float
    width: float
    height: float
    places: FloatArray


@dataclass(frozen=True, eq=False)
class _Setter:
    """Sets names in their shapes."""

    names: Sequence[str]
    shapes: Geometries
    sizes: tuple[float, ...]
    theme: Theme
    bounds: FloatArray
    turning: bool

    def inside(self, unit: int, taken: Sequence[BaseGeometry]) -> Label | None:
        """Return the largest label that lies wholly in a shape, clear of what is taken, or None."""
        shape = flattened(without(self.shapes[unit], taken))
        if shape.is_empty:
            return None
        room = Room.of(shape, self.bounds)
        options = measured_layouts(self.names[unit], self.theme.font)
        fit = _largest(room, options, self.sizes, hope=True)
        label = None if fit is None else _label(unit, room, fit, 0)
        if not self.turning or (label is not None and label.size >= min(DECENT, self.sizes[0])):
            return label
        larger = [size for size in self.sizes if label is None or size > label.size]
        for angle in _directions(room):
            seen = room.seen_from(angle)
            fit = _largest(seen, options, larger, hope=False)
            if fit is not None:
                label = _label(unit, seen, fit, angle)
                larger = [size for size in larger if size > label.size]
        return label


def _largest(
    room: Room, options: Sequence[Layout], sizes: Sequence[float], *, hope: bool
) -> _Fit | None:
    """Return the largest text that fits level; more lines only where they gain a size.

    Parameters
    ----------
    hope
        Whether the text is likely to fit at the largest size; otherwise the smallest is tried
        first. It makes no difference but in time.
    """
    best = None
    for lines, wide, high in options:
        low, limit = 0, len(sizes)
        k = 0 if hope and lines is options[0].lines else limit - 1
        while low < limit:
            width, height = wide * sizes[k] + 2 * CLEARANCE, high * sizes[k] + 2 * CLEARANCE
            places = room.places(width, height)
            if len(places):
                best, limit = _Fit(lines, sizes[k], width, height, places), k
            else:
                low = k + 1
            k = (low + limit) // 2
        sizes = sizes[:limit]
    return best


def _label(unit: int, room: Room, fit: _Fit, angle: int) -> Label:
    x, y = turned(room.widest(fit.places, fit.width, fit.height), angle)
    return Label(unit, fit.lines, float(x), float(y), fit.size, angle=angle)


def _directions(room: Room) -> list[int]:
    """Return the angles at which a name may follow a shape, the least steep first."""
    axis = room.long_axis()
    angles = {int(np.clip(round(axis + more), -STEEPEST, STEEPEST)) for more in FAN}
    return sorted(angles - {0}, key=lambda angle: (abs(angle), angle))
