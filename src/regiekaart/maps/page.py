"""One map page: title, figures in words, map, legend, key, inset, scale bar, sources.

A `PageSpec` says what is on the page, in words and positions; `draw_page` puts it on paper. The
page function knows units, groups and styles; it does not know what they stand for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from regiekaart.maps.canvas import Canvas, Style, Type
from regiekaart.maps.furniture import (
    Legend,
    draw_footer,
    draw_header,
    draw_inset,
    draw_legend,
    draw_scale_bar,
    legend_height,
)
from regiekaart.maps.label_numbers import badge_disc, place_badges
from regiekaart.maps.label_rooms import FLAT
from regiekaart.maps.labels import Label, place_labels
from regiekaart.maps.shapes import Frame, Land

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.maps.panels import Panel
    from regiekaart.maps.theme import Theme

    FloatArray = NDArray[np.float64]

FOOTER: Final = 12.0
GAP: Final = 5.0
SCALE_STRIP: Final = 9.0
WIDE: Final = 1.75
BADGE_ROOM: Final = 35.0


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend: a swatch, what it stands for, and how many there are.

    Parameters
    ----------
    badge
        The number that stands on the map for it, if any.
    """

    label: str
    style: Style
    detail: str = ""
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Patch:
    """Units that are drawn in one style.

    Parameters
    ----------
    faint
        Whether the units lie outside the area of the page.
    """

    units: tuple[int, ...]
    style: Style
    faint: bool = False


@dataclass(frozen=True, slots=True)
class PageSpec:
    """What is on a page.

    Parameters
    ----------
    id
        File name, without an ending.
    kicker
        What the page shows, above its title: province, regie region.
    area
        The name of what the page shows.
    units
        The units that the page is about: they set the extent and get a name.
    patches
        How units are filled; those in no patch are context.
    groups
        The units of each group that gets a heavy border.
    parts
        The units of each part that gets a border in the accent colour.
    badges
        For each badge its number and the units in which it stands.
    labelled
        Whether the units get their names.
    warning
        What stands in red on top of the page, if anything.
    theme
        What the fills stand for: membership, or a result.
    legend_columns
        The columns of a legend below the map; fewer where its lines are long.
    panels
        Small tables beside the map.
    """

    id: str
    kind: str
    kicker: str
    title: str
    area: str
    subtitle: str
    units: tuple[int, ...]
    patches: tuple[Patch, ...]
    legend_title: str
    legend: tuple[LegendEntry, ...]
    groups: tuple[tuple[int, ...], ...] = ()
    parts: tuple[tuple[int, ...], ...] = ()
    badges: tuple[tuple[str, tuple[int, ...]], ...] = ()
    labelled: bool = True
    key_title: str = ""
    inset: bool = True
    footer: tuple[str, ...] = ()
    page_number: str = ""
    warning: str = ""
    alt: str = ""
    decimal_mark: str = ","
    theme: str = "membership"
    legend_columns: int = 4
    panels: tuple[Panel, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page on paper, and where things stand on it, for tests and for the key."""

    figure: Figure
    frame: Frame
    labels: tuple[Label, ...]
    badges: tuple[Label, ...] = field(default=())


def draw_page(spec: PageSpec, names: tuple[str, ...], land: Land, theme: Theme) -> DrawnPage:
    """Draw a page.

    Parameters
    ----------
    spec
        What is on it.
    names
        The names of all units.
    land
        The borders of all units.
    theme
        The look.
    """
    canvas = Canvas(theme)
    canvas.layer = "title"
    top = draw_header(canvas, spec)
    canvas.layer = "footer"
    draw_footer(canvas, spec.footer, spec.page_number)
    extent = land.extent(spec.units)
    below = (extent[2] - extent[0]) / (extent[3] - extent[1]) > WIDE and not spec.labelled
    frame, panel = _rooms(canvas, spec, extent, top, below=below)
    canvas.layer = "labels"
    sheet = _Sheet(canvas, spec, names, land, frame)
    sheet.draw_land()
    badges = sheet.draw_badges()
    if spec.warning:
        canvas.watermark(spec.warning, (frame.x, frame.y), (frame.width, frame.height))
    labels = sheet.draw_labels(badges) if spec.labelled else []
    canvas.layer = "scale-bar"
    draw_scale_bar(canvas, frame, spec.decimal_mark)
    numbered = [label for label in labels if label.number]
    key = sorted((label.number or 0, names[spec.units[label.unit]]) for label in numbered)
    legend = Legend(
        title=spec.legend_title,
        entries=spec.legend,
        key_title=spec.key_title,
        key=[(str(number), name) for number, name in key],
        columns=spec.legend_columns if below else 1,
        panels=spec.panels,
    )
    canvas.layer = "legend"
    inset_room = draw_legend(canvas, legend, panel)
    if spec.inset:
        draw_inset(canvas, land, spec.units, inset_room)
    return DrawnPage(canvas.figure, frame, tuple(labels), tuple(badges))


def _rooms(
    canvas: Canvas, spec: PageSpec, extent: FloatArray, top: float, *, below: bool
) -> tuple[Frame, tuple[float, float, float, float]]:
    """Divide what is between header and footer into the map and the panel."""
    theme = canvas.theme
    left, bottom, right = theme.margin, theme.margin + FOOTER, theme.page[0] - theme.margin
    if below:
        high = legend_height(len(spec.legend), spec.legend_columns)
        foot = bottom + high + GAP + SCALE_STRIP
        frame = Frame.around(extent, (left, foot, right - left, top - foot), padding=0.01)
        return frame, (left, bottom, right - left, high)
    foot = bottom + SCALE_STRIP
    room = (left, foot, right - left - theme.panel - GAP, top - foot)
    return Frame.around(extent, room), (right - theme.panel, bottom, theme.panel, top - bottom)


@dataclass(frozen=True, eq=False)
class _Sheet:
    """The map on a page: the land in its frame, and the names on it."""

    canvas: Canvas
    spec: PageSpec
    names: tuple[str, ...]
    land: Land
    frame: Frame

    @cached_property
    def shapes(self) -> Geometries:
        """Every unit on the page, in millimetres."""
        return self.frame.place(self.land.units(self.frame.tolerance))

    @cached_property
    def seen(self) -> NDArray[np.bool_]:
        """Which units are in the frame."""
        visible: NDArray[np.bool_] = shapely.intersects(self.shapes, self.frame.box)
        return visible

    def draw_land(self) -> None:
        """Fill the units and draw the borders of groups and parts."""
        theme, clip = self.canvas.theme, self.frame.box
        filled = {unit for patch in self.spec.patches for unit in patch.units}
        context = [i for i in np.flatnonzero(self.seen).tolist() if i not in filled]
        around = Style(theme.context, line=theme.context_line, width=0.4)
        self.canvas.surfaces(self.shapes[context], around, clip, "context", 1)
        for number, patch in enumerate(self.spec.patches):
            chosen = [i for i in patch.units if self.seen[i]]
            line = theme.context_line if patch.faint else theme.unit_line
            style, order = patch.style.lined(line, 0.4), 2 if patch.faint else 3
            self.canvas.surfaces(self.shapes[chosen], style, clip, f"patch-{number}", order)
        groups = Style("none", line=theme.group_line, width=1.1)
        self.canvas.outlines(self._unions(self.spec.groups), groups, clip, "groups", 4)
        parts = Style("none", line=theme.part_line, width=1.9)
        self.canvas.outlines(self._unions(self.spec.parts), parts, clip, "parts", 4.5)

    def _unions(self, many: Sequence[tuple[int, ...]]) -> Geometries:
        shapes = np.empty(len(many), dtype=object)
        shapes[:] = [self.land.union(units, self.frame.tolerance) for units in many]
        return self.frame.place(shapes)

    def draw_labels(self, badges: Sequence[Label] = ()) -> list[Label]:
        """Write the names of the page's units, then of those around them where there is room."""
        theme = self.canvas.theme
        shapes = self.shapes[list(self.spec.units)]
        taken: list[BaseGeometry] = [badge_disc(badge, theme) for badge in badges]
        names = [self.names[i] for i in self.spec.units]
        labels = place_labels(names, shapes, theme, obstacles=taken, frame=self.frame.box)
        for label in labels:
            if label.number:
                self._draw_pointer(label, shapes[label.unit])
            self._write(label, theme.ink)
        taken += [room for label in labels for room in label.rooms(theme)]
        self._draw_context_labels(taken)
        return labels

    def _draw_pointer(self, label: Label, shape: BaseGeometry) -> None:
        """Give a number that is larger than its shape a ground of its own, and a line to it."""
        theme = self.canvas.theme
        if label.pointer is not None:
            self.canvas.line(label.pointer, theme.ink, 0.5)
        box = label.box(theme)
        if not shape.contains(box.buffer(-FLAT)):
            west, south, east, north = box.bounds
            ground = Style(theme.paper, line=theme.unit_line, width=0.4)
            self.canvas.box((west, south), (east - west, north - south), ground, order=7)

    def _draw_context_labels(self, taken: Sequence[BaseGeometry]) -> None:
        theme, inside = self.canvas.theme, set(self.spec.units)
        near = [i for i in np.flatnonzero(self.seen).tolist() if i not in inside]
        if not near:
            return
        found = place_labels(
            [self.names[i] for i in near],
            self.shapes[near],
            theme,
            sizes=theme.context_label_sizes,
            keyed=False,
            obstacles=taken,
            frame=self.frame.box.buffer(-1),
        )
        for label in found:
            self._write(label, theme.soft_ink)

    def draw_badges(self) -> list[Label]:
        """Write the number of each group in every loose piece of its land that has room."""
        theme = self.canvas.theme
        digits, pieces = [], []
        for (number, _), shape in zip(
            self.spec.badges, self._unions([units for _, units in self.spec.badges]), strict=True
        ):
            parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
            roomy = [part for part in parts[1:] if part.area > BADGE_ROOM]
            for part in (parts[0], *roomy):
                digits.append(number)
                pieces.append(part)
        shapes = np.empty(len(pieces), dtype=object)
        shapes[:] = pieces
        placed = place_badges(digits, shapes, theme, self.frame.box)
        for label in placed:
            self.canvas.badge(label.x, label.y, digits[label.unit])
        return placed

    def _write(self, label: Label, colour: str) -> None:
        bold = label.number is not None
        how = Type(label.size, colour, bold, align="center", angle=label.angle)
        for words, (x, y) in zip(label.lines, label.baselines(self.canvas.theme), strict=True):
            self.canvas.text(x, y, words, how)
