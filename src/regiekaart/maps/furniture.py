"""What stands around a map: header, footer, inset, scale bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.maps.labels import text_size
from regiekaart.maps.shapes import Frame, Land
from regiekaart.maps.style import Style, Type
from regiekaart.maps.theme import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.maps.canvas import Canvas
    from regiekaart.maps.spec import PageSpec

INSET_HEIGHT: Final = 30.0
SMALLEST: Final = 0.7


def draw_header(canvas: Canvas, spec: PageSpec) -> float:
    """Write kicker, title and subtitle, and return the height at which the map may begin."""
    theme = canvas.theme
    width, height = theme.page
    left, right = theme.margins.left, width - theme.margins.right
    y = height - theme.margins.top - theme.kicker_size * MM_PER_POINT
    kicker = Type(theme.kicker_size, theme.accent, bold=True)
    canvas.text(left, y, spec.kicker, kicker)
    y -= theme.title_size * MM_PER_POINT * 1.15
    room, lowest = right - left, y - 6.5
    if theme.logo is not None:
        top = height - theme.margins.top
        right -= canvas.picture(theme.logo, right, top, theme.logo_height) + 4
        # A high logo beside a small title: what runs below it begins lower.
        below_logo = top - theme.logo_height - theme.subtitle_size * MM_PER_POINT - 1
        lowest = min(lowest, below_logo)
    if spec.warning:
        right -= _draw_warning(canvas, spec.warning, right, y) + 4
    wide = text_size([spec.title], theme.title_size, theme.font, bold=True)[0]
    # A long title is set smaller before it is cut off.
    shrunk = theme.title_size * min(1.0, max((right - left) / wide, SMALLEST))
    heading = Type(shrunk, bold=True)
    title = canvas.shorten(spec.title, right - left, heading.size, bold=True)
    canvas.text(left, y, title, heading)
    lines = canvas.wrap(spec.subtitle, room, theme.subtitle_size)
    below = Type(theme.subtitle_size, theme.soft_ink)
    y = canvas.lines(left, lowest, lines, below)
    return y + theme.subtitle_size * MM_PER_POINT * 0.4


def _draw_warning(canvas: Canvas, warning: str, right: float, y: float) -> float:
    """Write a warning in a frame at the right of the title, and return its width."""
    theme = canvas.theme
    how = Type(12, theme.warning, bold=True, align="center", anchor="middle")
    taken = text_size([warning], how.size, theme.font, bold=True)[0] + 6
    x = right - taken
    canvas.box((x, y - 2.2), (taken, 8.6), Style(theme.paper, line=theme.warning, width=1.4))
    canvas.text(x + taken / 2, y + 2.1, warning, how)
    return taken


def draw_footer(canvas: Canvas, lines: Sequence[str], page_number: str) -> None:
    """Write the sources below a rule, and the page number."""
    theme = canvas.theme
    left, right = theme.margins.left, theme.page[0] - theme.margins.right
    y = theme.margins.bottom + 6.0
    canvas.line([(left, y + 3.4), (right, y + 3.4)], theme.ink, 0.6)
    how = Type(theme.small_size, theme.soft_ink)
    room = right - left - text_size([page_number], how.size, theme.font)[0] - 4
    wrapped = [part for line in lines for part in canvas.wrap(line, room, how.size)]
    canvas.lines(left, y, wrapped, how)
    canvas.text(right, y, page_number, Type(how.size, how.colour, align="right"))


def draw_scale_bar(canvas: Canvas, frame: Frame, decimal_mark: str) -> None:
    """Draw a scale bar of a round number of kilometres below the map, at its left."""
    theme = canvas.theme
    longest = 45 * frame.metres_per_mm / 1000
    steps = [b * 10.0**e for e in range(-1, 3) for b in (1, 2, 5)]
    length = max((s for s in steps if s <= longest), default=steps[0])
    width = length * 1000 / frame.metres_per_mm
    x, y = frame.x + 1, frame.y - 7.5
    for half, fill in ((0, theme.ink), (1, theme.paper)):
        corner = (x + half * width / 2, y)
        canvas.box(corner, (width / 2, 1.5), Style(fill, line=theme.ink), order=6)
    half_way, end = (f"{km:g}".replace(".", decimal_mark) for km in (length / 2, length))
    how = Type(theme.small_size, align="center")
    for share, label in ((0.0, "0"), (0.5, half_way), (1.0, f"{end} km")):
        canvas.text(x + share * width, y + 2.4, label, how)


@dataclass(frozen=True)
class Inset:
    """All of the land, small, with the page's units in the accent colour."""

    land: Land
    units: Sequence[int]
    height: float = INSET_HEIGHT

    def draw(self, canvas: Canvas, place: tuple[float, float, float], squeeze: float) -> float:
        """Draw it at a left side and top, so wide; return the height where it ends."""
        theme = canvas.theme
        x, top, width = place
        end = top - self.height * squeeze
        everyone = range(len(self.land.boundaries.codes))
        frame = Frame.around(self.land.extent(everyone), (x, end, width, top - end))
        unions = [self.land.union(which, frame.tolerance) for which in (everyone, self.units)]
        shapes = frame.place(np.array(unions, dtype=object))
        whole = Style(theme.context, line=theme.unit_line, width=0.5)
        here = Style(theme.accent, line=theme.accent, width=0.6)
        canvas.surfaces(shapes[:1], whole, frame.box, "inset", 5)
        canvas.surfaces(shapes[1:], here, frame.box, "inset-here", 6)
        return end
