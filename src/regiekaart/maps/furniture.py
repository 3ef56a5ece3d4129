"""What stands around a map: header, footer, legend, key, inset, scale bar; one function each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.maps.canvas import Canvas, Style, Type
from regiekaart.maps.labels import text_size
from regiekaart.maps.panels import Panel, draw_panel
from regiekaart.maps.shapes import Frame, Land
from regiekaart.maps.theme import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.maps.page import LegendEntry, PageSpec

    Room = tuple[float, float, float, float]

SWATCH: Final = (5.2, 3.4)
ENTRY: Final = 4.9
KEY_LINE: Final = 3.6
KEY_NUMBER: Final = 4.4
GAP_DETAIL: Final = 2.0
HEADING: Final = 6.0
INSET_HEIGHT: Final = 30.0
LOGO_HEIGHT: Final = 14.0


def draw_header(canvas: Canvas, spec: PageSpec) -> float:
    """Write kicker, title and subtitle, and return the height at which the map may begin."""
    theme = canvas.theme
    width, height = theme.page
    y = height - theme.margin - theme.kicker_size * MM_PER_POINT
    kicker = Type(theme.kicker_size, theme.accent, bold=True)
    canvas.text(theme.margin, y, spec.kicker, kicker)
    y -= theme.title_size * MM_PER_POINT * 1.15
    right = width - theme.margin
    if theme.logo is not None:
        right -= canvas.picture(theme.logo, right, height - theme.margin, LOGO_HEIGHT) + 4
    if spec.warning:
        right -= _draw_warning(canvas, spec.warning, right, y) + 4
    room = right - theme.margin
    heading = Type(theme.title_size, bold=True)
    title = canvas.shorten(spec.title, room, heading.size, bold=True)
    canvas.text(theme.margin, y, title, heading)
    lines = canvas.wrap(spec.subtitle, width - 2 * theme.margin, theme.subtitle_size)
    below = Type(theme.subtitle_size, theme.soft_ink)
    y = canvas.lines(theme.margin, y - 6.5, lines, below)
    return y + theme.subtitle_size * MM_PER_POINT * 0.4


def _draw_warning(canvas: Canvas, warning: str, right: float, y: float) -> float:
    """Write a warning in a frame at the right of the title, and return its width."""
    theme = canvas.theme
    how = Type(12, theme.warning, bold=True, align="center", anchor="center")
    taken = text_size([warning], how.size, theme.font, bold=True)[0] + 6
    x = right - taken
    canvas.box((x, y - 2.2), (taken, 8.6), Style(theme.paper, line=theme.warning, width=1.4))
    canvas.text(x + taken / 2, y + 2.1, warning, how)
    return taken


def draw_footer(canvas: Canvas, lines: Sequence[str], page_number: str) -> None:
    """Write the sources below a rule, and the page number."""
    theme = canvas.theme
    left, right = theme.margin, theme.page[0] - theme.margin
    y = theme.margin + 6.0
    canvas.line([(left, y + 3.4), (right, y + 3.4)], theme.ink, 0.6)
    how = Type(theme.small_size, theme.soft_ink)
    wrapped = [part for line in lines for part in canvas.wrap(line, right - left - 24, how.size)]
    canvas.lines(left, y, wrapped, how)
    canvas.text(right, y, page_number, Type(how.size, how.colour, align="right"))


def legend_height(entries: int, columns: int) -> float:
    """Return the height that a legend takes, in millimetres."""
    return HEADING + ENTRY * -(-entries // columns)


@dataclass(frozen=True, slots=True)
class Legend:
    """What stands in a page's panel.

    Parameters
    ----------
    key
        The numbers on the map with the names that they stand for, in order.
    columns
        1 beside the map, more below it.
    panels
        Tables below the entries.
    """

    title: str
    entries: Sequence[LegendEntry]
    key_title: str
    key: Sequence[tuple[str, str]]
    columns: int
    panels: Sequence[Panel] = ()

    @property
    def inset(self) -> float:
        """The height that is kept free for the inset."""
        return INSET_HEIGHT if self.columns == 1 else 0.0

    @property
    def key_rows(self) -> int:
        """The rows of the key, in two columns."""
        return -(-len(self.key) // 2)

    def squeeze(self, height: float) -> float:
        """Return by how much the lines have to close up to fit in a height."""
        wanted = legend_height(len(self.entries), self.columns)
        if self.key:
            wanted += HEADING + self.key_rows * KEY_LINE
        wanted += sum(panel.height for panel in self.panels)
        return min(1.0, (height - self.inset) / wanted)


def draw_legend(canvas: Canvas, legend: Legend, room: Room) -> Room:
    """Draw the legend and, below it, the key of the numbers; return the room that is left."""
    theme = canvas.theme
    x, bottom, width, height = room
    squeeze = legend.squeeze(height)
    top = bottom + height
    canvas.text(x, top - 3.2, legend.title, Type(theme.text_size + 1, bold=True))
    y = top - HEADING * squeeze
    per_column = -(-len(legend.entries) // legend.columns)
    step, wide = ENTRY * squeeze, width / legend.columns
    for i, entry in enumerate(legend.entries):
        column, row = divmod(i, per_column)
        _entry(canvas, entry, (x + column * wide, y - (row + 1) * step, wide - 3), squeeze)
    y -= per_column * step
    for panel in legend.panels:
        y = draw_panel(canvas, panel, (x, y, width), squeeze)
    if legend.key:
        y = _key(canvas, legend, (x, y, width), squeeze)
    return (x, bottom, width, min(legend.inset, max(y - bottom - 3, 0.0)))


def _entry(
    canvas: Canvas, entry: LegendEntry, place: tuple[float, float, float], squeeze: float
) -> None:
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
        badge = Type(size - 1.2, bold=True, align="center", anchor="center_baseline")
        canvas.text(x + wide / 2, middle, entry.badge, badge)
    gap = GAP_DETAIL if entry.detail else 0.0
    detail_width = text_size([entry.detail], size, theme.font)[0]
    label = canvas.shorten(entry.label, width - wide - 2 - gap - detail_width, size)
    canvas.text(x + wide + 2, middle, label, Type(size, anchor="center_baseline"))
    if entry.detail:
        # At the right end of the line: what a program draws text with, and so its width, varies.
        soft = Type(size, theme.soft_ink, align="right", anchor="center_baseline")
        canvas.text(x + width, middle, entry.detail, soft)


def _key(
    canvas: Canvas, legend: Legend, place: tuple[float, float, float], squeeze: float
) -> float:
    """Draw the key of the numbers in two columns, and return the height where it ends."""
    theme = canvas.theme
    x, y, width = place
    y -= HEADING * squeeze
    canvas.text(x, y + 1, legend.key_title, Type(theme.text_size, bold=True))
    # No name is cut off here: the key is where a reader finds it.
    room = width / 2 - KEY_NUMBER - 3
    widest = max(text_size([words], theme.small_size, theme.font)[0] for _, words in legend.key)
    name = Type(theme.small_size * min(1.0, room / widest))
    number = Type(name.size, bold=True, align="right")
    step = KEY_LINE * squeeze
    for i, (digits, words) in enumerate(legend.key):
        column, row = divmod(i, legend.key_rows)
        left, line = x + column * width / 2, y - (row + 1) * step
        canvas.text(left + KEY_NUMBER - 1, line, digits, number)
        canvas.text(left + KEY_NUMBER, line, words, name)
    return y - legend.key_rows * step


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


def draw_inset(canvas: Canvas, land: Land, units: Sequence[int], room: Room) -> None:
    """Draw all of the land small, with the page's units in the accent colour."""
    if room[3] < INSET_HEIGHT / 3:
        return
    theme = canvas.theme
    everyone = range(len(land.boundaries.codes))
    frame = Frame.around(land.extent(everyone), room)
    unions = [land.union(which, frame.tolerance) for which in (everyone, units)]
    shapes = frame.place(np.array(unions, dtype=object))
    whole = Style(theme.context, line=theme.unit_line, width=0.5)
    here = Style(theme.accent, line=theme.accent, width=0.6)
    canvas.surfaces(shapes[:1], whole, frame.box, "inset", 5)
    canvas.surfaces(shapes[1:], here, frame.box, "inset-here", 6)
