"""The text of a label: how it breaks over lines, how much room it takes, where its lines stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from regiekaart.maps.label_rooms import rectangle, turned
from regiekaart.maps.letters import ink
from regiekaart.maps.theme import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from regiekaart.maps.fonts import Font
    from regiekaart.maps.theme import Theme

LINE_SPACING: Final = 1.12
MAX_LINES: Final = 3
# The white around the digits of a number, in millimetres.
NUMBER_PADDING: Final = 0.35


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
    angle
        How far the text is turned counterclockwise, in whole degrees.
    pointer
        The line from a number to the shape beside which it stands.
    """

    unit: int
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    number: int | None = None
    angle: int = 0
    pointer: tuple[tuple[float, float], tuple[float, float]] | None = None

    def box(self, theme: Theme) -> shapely.Polygon:
        """Return the room that the label takes on the page; turned as the text is."""
        bold = self.number is not None
        width, height = ink_size(self.lines, self.size, theme.font, bold=bold)
        padding = 2 * NUMBER_PADDING if bold else 0.0
        return rectangle(self.x, self.y, width + padding, height + padding, self.angle)

    def rooms(self, theme: Theme) -> list[BaseGeometry]:
        """Return all that nothing else may stand on: the box, and the line from it."""
        line = () if self.pointer is None else (shapely.LineString(self.pointer),)
        return [self.box(theme), *line]

    def baselines(self, theme: Theme) -> list[tuple[float, float]]:
        """Return the middle of each line's baseline, so that the ink as a whole is centred."""
        bold = self.number is not None
        _, height = ink_size(self.lines, self.size, theme.font, bold=bold)
        rise = ink(self.lines[0], theme.font, bold).above * self.size
        step = self.size * LINE_SPACING * MM_PER_POINT
        downs = [height / 2 - rise - i * step for i in range(len(self.lines))]
        points = turned(np.array([(0.0, down) for down in downs]), self.angle)
        return [(float(self.x + x), float(self.y + y)) for x, y in points]


def text_size(
    lines: Sequence[str], size: float, font: Font, *, bold: bool = False
) -> tuple[float, float]:
    """Return the width of lines of text and the height that they take, in millimetres."""
    width = max(ink(line, font, bold).width for line in lines) * size
    return width, len(lines) * size * LINE_SPACING * MM_PER_POINT


def ink_size(
    lines: Sequence[str], size: float, font: Font, *, bold: bool = False
) -> tuple[float, float]:
    """Return the width and height of the ink of lines of text, in millimetres.

    Unlike `text_size` it leaves out the white above the first line, and below the last one if
    nothing in it hangs below the baseline.
    """
    inks = [ink(line, font, bold) for line in lines]
    between = (len(lines) - 1) * LINE_SPACING * MM_PER_POINT
    height = inks[0].above + between + inks[-1].below
    return max(each.width for each in inks) * size, height * size


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


class Layout(NamedTuple):
    """A way to break a name over lines, with its ink's width and height in mm for one point."""

    lines: tuple[str, ...]
    width: float
    height: float


@lru_cache(maxsize=4096)
def measured_layouts(name: str, font: Font) -> tuple[Layout, ...]:
    """Return the ways to break a name over lines, fewest lines first."""
    return tuple(Layout(lines, *ink_size(lines, 1.0, font)) for lines in layouts(name))
