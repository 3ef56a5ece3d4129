"""Small tables beside a map: key figures, and the units with what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.maps.labels import text_size
from regiekaart.maps.legend import HEADING, HEADING_DOWN
from regiekaart.maps.style import Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.maps.canvas import Canvas
    from regiekaart.maps.fonts import Font

PANEL_LINE: Final = 3.7
COLUMN_GAP: Final = 2.5


@dataclass(frozen=True, slots=True)
class Panel:
    """A table of words.

    Parameters
    ----------
    title
        Its heading.
    rows
        Equally many cells each; the first stands to the left, the others to the right.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        """The height that it takes, in millimetres."""
        return HEADING + PANEL_LINE * len(self.rows) if self.rows else 0.0

    def draw(self, canvas: Canvas, place: tuple[float, float, float], squeeze: float) -> float:
        """Draw it, and return the height where it ends.

        Parameters
        ----------
        canvas
            The page.
        place
            Left side, top and width, in millimetres.
        squeeze
            How much the lines close up: 1 is not at all.
        """
        if not self.rows:
            return place[1]
        theme = canvas.theme
        x, top, width = place
        y = top - HEADING * squeeze
        title = canvas.shorten(self.title, width, theme.text_size, bold=True)
        canvas.text(x, top - HEADING_DOWN * squeeze, title, Type(theme.text_size, bold=True))
        size = theme.small_size * max(squeeze, 0.8)
        widths = _widths(self.rows, size, theme.font)
        step = PANEL_LINE * squeeze
        for number, row in enumerate(self.rows, start=1):
            line = y - number * step
            right = x + width
            for cell, wide in zip(reversed(row[1:]), reversed(widths), strict=True):
                canvas.text(right, line, cell, Type(size, theme.soft_ink, align="right"))
                right -= wide + COLUMN_GAP
            if len(row) == 2:  # noqa: PLR2004 - a word and its value: each line has its own room
                right = x + width - text_size([row[1]], size, theme.font)[0] - COLUMN_GAP
            canvas.text(x, line, canvas.shorten(row[0], right - x, size), Type(size))
        return y - len(self.rows) * step


def _widths(rows: Sequence[tuple[str, ...]], size: float, font: Font) -> list[float]:
    """Return the width of each column but the first, in millimetres."""
    columns = list(zip(*rows, strict=True))[1:]
    return [max(text_size([cell], size, font)[0] for cell in column) for column in columns]
