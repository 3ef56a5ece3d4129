"""Where names stand on a map: inside their shape, and never over each other.

A name is set as large as it fits in its own shape, broken over lines before it shrinks to the
smallest size; what does not fit at all gets a number, and a key in the margin. Since every name
lies inside its shape, and shapes do not overlap, names do not either; the numbers that are larger
than their shape are placed first, and their room is taken out of the shapes around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from regiekaart.maps.theme import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.maps.theme import Theme

    FloatArray = NDArray[np.float64]

LINE_SPACING: Final = 1.12
CLEARANCE: Final = 0.4
GRID: Final = 21
MAX_LINES: Final = 3
HIDDEN: Final = 2.5


@dataclass(frozen=True, slots=True)
class Label:
    """A name, or the number that stands for it, on the page.

    Parameters
    ----------
    unit
        What it names: the position in the sequence that was given.
    lines
        The text, broken over lines.
    x, y
        The middle, in millimetres.
    size
        In points.
    number
        The number in the key; None where the name itself stands on the map.
    """

    unit: int
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    number: int | None = None

    def box(self, theme: Theme) -> shapely.Polygon:
        """Return the room that the label takes on the page."""
        width, height = text_size(self.lines, self.size, theme.font, bold=self.number is not None)
        return shapely.box(
            self.x - width / 2, self.y - height / 2, self.x + width / 2, self.y + height / 2
        )


@lru_cache(maxsize=4096)
def _line_width(text: str, font: str, bold: bool) -> float:
    """Return the width of a line at one point, in millimetres."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    # Measured large and scaled: hinting at small sizes makes widths jump.
    style = FontProperties(family=font, size=100, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, style, ismath=False)
    return float(width) * MM_PER_POINT / 100


def text_size(
    lines: Sequence[str], size: float, font: str, *, bold: bool = False
) -> tuple[float, float]:
    """Return the width and height of lines of text, in millimetres."""
    width = max(_line_width(line, font, bold) for line in lines) * size
    return width, len(lines) * size * LINE_SPACING * MM_PER_POINT


def layouts(name: str, max_lines: int = MAX_LINES) -> Iterator[tuple[str, ...]]:
    """Yield the ways to break a name over lines, fewest lines first, the narrowest of each.

    Examples
    --------
    >>> list(layouts("Heist-op-den-Berg"))
    [('Heist-op-den-Berg',), ('Heist-op-', 'den-Berg'), ('Heist-', 'op-den-', 'Berg')]
    """
    words = name.replace("-", "- ").split()
    for count in range(1, min(max_lines, len(words)) + 1):
        broken = [
            _join(words, (0, *cuts, len(words)))
            for cuts in combinations(range(1, len(words)), count - 1)
        ]
        yield min(broken, key=lambda lines: max(map(len, lines)))


def _join(words: Sequence[str], cuts: Sequence[int]) -> tuple[str, ...]:
    pieces = (" ".join(words[a:b]) for a, b in pairwise(cuts))
    return tuple(piece.replace("- ", "-") for piece in pieces)


def place_labels(
    names: Sequence[str],
    shapes: Geometries,
    theme: Theme,
    *,
    sizes: Sequence[float] | None = None,
    keyed: bool = True,
    obstacles: Sequence[shapely.Polygon] = (),
) -> list[Label]:
    """Return a label for every shape.

    Parameters
    ----------
    names, shapes
        The names, and the polygons in millimetres that they belong to.
    sizes
        The sizes to try, largest first; by default those of the theme.
    keyed
        Whether a name that does not fit gets a number; without, it is left out.
    obstacles
        Room on the page that is taken already.
    """
    sizes = sizes or theme.label_sizes
    rooms = [_largest_part(shape) for shape in shapes]
    if not keyed:
        free = [_without(room, obstacles) for room in rooms]
        found = (_inside(i, names[i], room, sizes, theme) for i, room in enumerate(free))
        return [label for label in found if label is not None]
    placed = {i: _inside(i, names[i], room, sizes, theme) for i, room in enumerate(rooms)}
    return _with_key(names, rooms, placed, list(obstacles), sizes, theme)


def _with_key(
    names: Sequence[str],
    rooms: Sequence[BaseGeometry],
    placed: dict[int, Label | None],
    taken: list[shapely.Polygon],
    sizes: Sequence[float],
    theme: Theme,
) -> list[Label]:
    """Give a number to what does not fit, then set the names around the numbers."""
    pending = [i for i, label in placed.items() if label is None]
    numbers: dict[int, Label] = {}
    while pending:
        for i in sorted(pending, key=lambda i: rooms[i].area):
            numbers[i] = _numbered(i, rooms[i], taken, theme)
            taken.append(numbers[i].box(theme))
        # A number that sticks out of its shape may take the room of a name next to it.
        pending = []
        for i, label in placed.items():
            if label is None or not _hit(label, taken, theme):
                continue
            placed[i] = _inside(i, names[i], _without(rooms[i], taken), sizes, theme)
            if placed[i] is None:
                pending.append(i)
    order = sorted(numbers, key=lambda i: names[i])
    result = [label for label in placed.values() if label is not None]
    for number, i in enumerate(order, start=1):
        spot = numbers[i]
        result.append(Label(i, (str(number),), spot.x, spot.y, spot.size, number))
    return sorted(result, key=lambda label: label.unit)


def _hit(label: Label, taken: Sequence[shapely.Polygon], theme: Theme) -> bool:
    box = label.box(theme)
    return any(box.intersects(other) for other in taken)


def _without(room: BaseGeometry, taken: Sequence[shapely.Polygon]) -> BaseGeometry:
    near = [box for box in taken if box.intersects(room)]
    return _largest_part(shapely.difference(room, shapely.union_all(near))) if near else room


def _largest_part(shape: BaseGeometry) -> BaseGeometry:
    return max(shapely.get_parts(shape), key=lambda part: part.area, default=shape)


def _inside(
    unit: int,
    name: str,
    room: BaseGeometry,
    sizes: Sequence[float],
    theme: Theme,
) -> Label | None:
    """Return the largest label that lies wholly in a shape, or None."""
    if room.is_empty:
        return None
    spots = _spots(room)
    shapely.prepare(room)
    for size in sizes:
        for lines in layouts(name):
            width, height = text_size(lines, size, theme.font)
            spot = _fitting(room, spots, width + 2 * CLEARANCE, height + CLEARANCE)
            if spot is not None:
                return Label(unit, lines, float(spot[0]), float(spot[1]), size)
    return None


def _spots(room: BaseGeometry) -> FloatArray:
    """Return points in a shape, nearest to its widest place first."""
    west, south, east, north = shapely.bounds(room)
    xs, ys = np.linspace(west, east, GRID), np.linspace(south, north, GRID)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    circle = shapely.maximum_inscribed_circle([room], tolerance=0.2)
    pole = shapely.get_coordinates(circle)[0]
    distance = np.hypot(*(grid - pole).T)
    return np.vstack([pole, grid[np.argsort(distance, kind="stable")]])


def _fitting(
    room: BaseGeometry, spots: FloatArray, width: float, height: float
) -> FloatArray | None:
    """Return the first point around which a rectangle lies wholly in a shape."""
    x, y = spots.T
    boxes = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    inside = np.flatnonzero(shapely.contains(room, boxes))
    return spots[inside[0]] if len(inside) else None


def _numbered(
    unit: int, room: BaseGeometry, taken: Sequence[shapely.Polygon], theme: Theme
) -> Label:
    """Return a number in, or as near as can be to, a shape that is too small for its name."""
    # Two digits are measured: which number it gets is known only when all are placed.
    width, height = text_size(("88",), theme.number_size, theme.font, bold=True)
    spots = _spots(room)
    shapely.prepare(room)
    free = _without(room, taken)
    spot = _fitting(free, spots, width, height) if not free.is_empty else None
    if spot is None:
        # On top of a tiny shape a number would hide it: it stands beside, with a line to it.
        hides = room.area < HIDDEN * width * height
        spot = _nearest_free(spots[0], width, height, [*taken, room] if hides else taken)
    return Label(unit, ("88",), float(spot[0]), float(spot[1]), theme.number_size, 0)


def _nearest_free(
    pole: FloatArray, width: float, height: float, taken: Sequence[BaseGeometry]
) -> FloatArray:
    """Return the point nearest to a shape's middle whose room is not taken."""
    for distance in np.arange(0, 12, 0.6):
        for angle in np.linspace(0, 2 * np.pi, 16, endpoint=False):
            x, y = pole + distance * np.array([np.cos(angle), np.sin(angle)])
            box = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if not any(box.intersects(other) for other in taken):
                return np.array([x, y])
    return pole
