"""What stands beside or below a map: the legend, the key of the numbers, small tables.

They are blocks of a known height. Beside a map they stand in one column, below it in several; where
there are more lines than room, the lines close up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, Protocol

from regiekaart.maps.label_text import text_size
from regiekaart.maps.style import Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.maps.canvas import Canvas
    from regiekaart.maps.spec import LegendEntry

    Place = tuple[float, float, float]

SWATCH: Final = (5.2, 3.4)
ENTRY: Final = 4.9
KEY_LINE: Final = 3.6
KEY_NUMBER: Final = 4.4
GAP_DETAIL: Final = 2.0
HEADING: Final = 6.0
# The baseline of a heading below the top of its block: headings side by side stand level.
HEADING_DOWN: Final = 3.4
FLOW_COLUMNS: Final = 3
GUTTER: Final = 6.0
BETWEEN: Final = 2.5
SMALLEST: Final = 0.75


class Block(Protocol):
    """Something that stands in a column, from its top down."""

    @property
    def height(self) -> float:
        """The height that it takes, in millimetres."""

    def draw(self, canvas: Canvas, place: Place, squeeze: float) -> float:
        """Draw it at a left side and top, so wide; return the height where it ends.

        Parameters
        ----------
        canvas
            The page.
        place
            Left side, top and width, in millimetres.
        squeeze
            How much the lines close up: 1 is not at all.
        """


@dataclass(frozen=True)
class Entries:
    """The legend itself: what each fill and line stands for.

    Parameters
    ----------
    columns
        1 beside the map, more below it.
    """

    title: str
    entries: Sequence[LegendEntry]
    columns: int = 1

    @property
    def height(self) -> float:
        """The height that it takes, in millimetres."""
        return HEADING + ENTRY * -(-len(self.entries) // self.columns)

    def draw(self, canvas: Canvas, place: Place, squeeze: float) -> float:
        """Draw it, and return the height where it ends."""
        theme = canvas.theme
        x, top, width = place
        canvas.text(x, top - HEADING_DOWN, self.title, Type(theme.text_size + 1, bold=True))
        y = top - HEADING * squeeze
        per_column = -(-len(self.entries) // self.columns)
        step, wide = ENTRY * squeeze, width / self.columns
        room = wide - (GUTTER if self.columns > 1 else 0)
        for i, entry in enumerate(self.entries):
            column, row = divmod(i, per_column)
            _entry(canvas, entry, (x + column * wide, y - (row + 1) * step, room), squeeze)
        return y - per_column * step


@dataclass(frozen=True)
class Key:
    """The numbers on the map with the names that they stand for, in order."""

    title: str
    numbers: Sequence[tuple[str, str]]

    @property
    def _rows(self) -> int:
        """The rows, in two columns."""
        return -(-len(self.numbers) // 2)

    @property
    def height(self) -> float:
        """The height that it takes, in millimetres."""
        return HEADING + KEY_LINE * self._rows

    def draw(self, canvas: Canvas, place: Place, squeeze: float) -> float:
        """Draw it, and return the height where it ends."""
        theme = canvas.theme
        x, top, width = place
        y = top - HEADING * squeeze
        canvas.text(x, top - HEADING_DOWN * squeeze, self.title, Type(theme.text_size, bold=True))
        # No name is cut off here: the key is where a reader finds it.
        room = width / 2 - KEY_NUMBER - 3
        widest = max(text_size([name], theme.small_size, theme.font)[0] for _, name in self.numbers)
        name = Type(theme.small_size * min(1.0, room / widest))
        number = Type(name.size, bold=True, align="right")
        step = KEY_LINE * squeeze
        for i, (digits, words) in enumerate(self.numbers):
            column, row = divmod(i, self._rows)
            left, line = x + column * width / 2, y - (row + 1) * step
            canvas.text(left + KEY_NUMBER - 1, line, digits, number)
            canvas.text(left + KEY_NUMBER, line, words, name)
        return y - self._rows * step


@dataclass(frozen=True)
class Flow:
    """Blocks in columns below a map, in their order; the highest column is as low as can be.

    Parameters
    ----------
    blocks
        What is to stand there.
    """

    blocks: Sequence[Block]

    @cached_property
    def columns(self) -> list[Sequence[Block]]:
        """The blocks of each column."""
        count = len(self.blocks)
        cuts = combinations(range(1, count), min(FLOW_COLUMNS, count) - 1)
        ways = ([0, *cut, count] for cut in cuts)
        split = ([self.blocks[a:b] for a, b in pairwise(way)] for way in ways)
        return min(split, key=lambda columns: max(map(stack_height, columns)))

    @property
    def height(self) -> float:
        """The height that the highest column takes, in millimetres."""
        return max(map(stack_height, self.columns))

    def draw(self, canvas: Canvas, place: Place, squeeze: float) -> float:
        """Draw the columns, and return the height where the highest ends."""
        x, top, width = place
        wide = (width - (FLOW_COLUMNS - 1) * GUTTER) / FLOW_COLUMNS
        for number, blocks in enumerate(self.columns):
            draw_stack(canvas, blocks, (x + number * (wide + GUTTER), top, wide), squeeze)
        return top - self.height * squeeze


def stack_height(blocks: Sequence[Block]) -> float:
    """Return the height that blocks take above each other, in millimetres."""
    return sum(block.height for block in blocks) + BETWEEN * (len(blocks) - 1)


def draw_stack(canvas: Canvas, blocks: Sequence[Block], place: Place, squeeze: float) -> None:
    """Draw blocks above each other.

    Parameters
    ----------
    canvas
        The page.
    blocks
        From the top down.
    place
        Left side, top and width, in millimetres.
    squeeze
        How much the lines close up: 1 is not at all.
    """
    x, y, width = place
    for block in blocks:
        y = block.draw(canvas, (x, y, width), squeeze) - BETWEEN * squeeze


def _entry(canvas: Canvas, entry: LegendEntry, place: Place, squeeze: float) -> None:
    theme = canvas.theme
    x, y, width = place
    size = theme.text_size * max(squeeze, 0.8)
    wide, high = SWATCH[0], SWATCH[1] * squeeze
    middle = y + high / 2
    if entry.style.fill == "none":
        canvas.line([(x, middle), (x + wide, middle)], entry.style.line, entry.style.width)
    else:
        canvas.box((x, y), (wide, high), entry.style.lined(theme.unit_line, 0.5))
    if entry.badge:
        badge = Type(size - 1.2, bold=True, align="center", anchor="middle")
        canvas.text(x + wide / 2, middle, entry.badge, badge)
    gap = GAP_DETAIL if entry.detail else 0.0
    detail_width = text_size([entry.detail], size, theme.font)[0]
    room = width - wide - 2 - gap - detail_width
    # A long name is set smaller before it is cut off.
    small = size * min(1.0, max(room / text_size([entry.label], size, theme.font)[0], SMALLEST))
    label = canvas.shorten(entry.label, room, small)
    canvas.text(x + wide + 2, middle, label, Type(small, anchor="middle"))
    if entry.detail:
        # At the right end of the line: what a program draws text with, and so its width, varies.
        soft = Type(size, theme.soft_ink, align="right", anchor="middle")
        canvas.text(x + width, middle, entry.detail, soft)
