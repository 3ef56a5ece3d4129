"""One map page: title, figures in words, map, legend, key, inset, scale bar, sources.

A `PageSpec` says what is on the page, in words and positions; `draw_page` puts it on paper. The
page function knows units, groups and styles; it does not know what they stand for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from regiekaart.maps.canvas import Canvas
from regiekaart.maps.furniture import draw_footer, draw_header, draw_scale_bar
from regiekaart.maps.label_numbers import badge_disc, badge_width, place_badges
from regiekaart.maps.label_rooms import FLAT
from regiekaart.maps.labels import Label, place_labels
from regiekaart.maps.layout import Layout, Side
from regiekaart.maps.margin import Margin
from regiekaart.maps.spec import LegendEntry, PageSpec, doubted_style
from regiekaart.maps.style import Style, Type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.figure import Figure
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.maps.shapes import Frame, Land
    from regiekaart.maps.theme import Theme

    FloatArray = NDArray[np.float64]

# Loose pieces smaller than this, in square millimetres, go without a number of their own.
BADGE_ROOM: Final = 9.0
# The margin of an upright page is as high as its legend, which grows with the key of the numbers.
TRIES: Final = 3
TIGHT: Final = 1.1


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page on paper, and where things stand on it, for tests and for the key.

    Parameters
    ----------
    labels, context_labels
        The names of the page's units by their place in the spec; of others by their position.
    legend
        The lines of the legend: those of the spec that are in the picture.
    drawn
        Which unit each shape is, by the name of the collection that it is drawn in.
    """

    figure: Figure
    frame: Frame
    side: Side
    labels: tuple[Label, ...]
    context_labels: tuple[Label, ...]
    badges: tuple[Label, ...]
    legend: tuple[LegendEntry, ...]
    drawn: Mapping[str, tuple[int, ...]]


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
    extent = land.extent(spec.units)
    expected = Margin(spec, land, Side.UPRIGHT, spec.legend)
    layout = Layout.of(spec, extent, theme, expected.height)
    canvas = Canvas(replace(theme, page=layout.page))
    canvas.layer = "title"
    top = draw_header(canvas, spec)
    canvas.layer = "footer"
    draw_footer(canvas, spec.footer, spec.page_number)
    margin = replace(expected, side=layout.side)
    for _ in range(TRIES):
        frame, room = layout.rooms(extent, canvas.theme, top, margin.height)
        sheet = _Sheet(canvas, spec, names, land, frame)
        margin = replace(margin, entries=sheet.legend, key=sheet.key)
        # Beside the map the margin has its room; below it, the key may need more than expected.
        if layout.side is not Side.UPRIGHT or margin.height <= room[3] * TIGHT:
            break
    canvas.layer = "labels"
    sheet.draw()
    canvas.layer = "scale-bar"
    draw_scale_bar(canvas, frame, spec.decimal_mark)
    canvas.layer = "legend"
    margin.draw(canvas, room)
    return DrawnPage(
        figure=canvas.figure,
        frame=frame,
        side=layout.side,
        labels=sheet.labels,
        context_labels=sheet.context_labels,
        badges=sheet.badges,
        legend=margin.entries,
        drawn=canvas.drawn,
    )


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

    def _draw_land(self) -> None:
        """Fill the units and draw the borders of groups and parts."""
        theme, clip = self.canvas.theme, self.frame.box
        filled = {unit for patch in self.spec.patches for unit in patch.units}
        context = [i for i in np.flatnonzero(self.seen).tolist() if i not in filled]
        around = Style(theme.context, line=theme.context_line, width=0.4)
        self.canvas.surfaces(self.shapes[context], around, clip, "context", 1, context)
        for number, patch in enumerate(self.spec.patches):
            chosen = [i for i in patch.units if self.seen[i]]
            line = theme.context_line if patch.faint else theme.unit_line
            style, order = patch.style.lined(line, 0.4), 2 if patch.faint else 3
            name = f"patch-{number}"
            self.canvas.surfaces(self.shapes[chosen], style, clip, name, order, chosen)
        doubted = [i for i in self.spec.doubted if self.seen[i]]
        hatched = replace(doubted_style(theme), fill="none")
        self.canvas.surfaces(self.shapes[doubted], hatched, clip, "doubted", 3.5)
        groups = Style("none", line=theme.group_line, width=1.1)
        self.canvas.outlines(self._unions(self.spec.groups), groups, clip, "groups", 4)
        parts = Style("none", line=theme.part_line, width=1.9)
        self.canvas.outlines(self._unions(self.spec.parts), parts, clip, "parts", 4.5)

    def _unions(self, many: Sequence[tuple[int, ...]]) -> Geometries:
        shapes = np.empty(len(many), dtype=object)
        shapes[:] = [self.land.union(units, self.frame.tolerance) for units in many]
        return self.frame.place(shapes)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The names of the page's units, or the numbers that stand for them."""
        if not self.spec.labelled:
            return ()
        shapes = self.shapes[list(self.spec.units)]
        names = [self.names[i] for i in self.spec.units]
        discs = [badge_disc(badge, self.canvas.theme) for badge in self.badges]
        theme, box = self.canvas.theme, self.frame.box
        return tuple(place_labels(names, shapes, theme, obstacles=discs, frame=box))

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """The numbers on the map with the names that they stand for, in order."""
        units = {label.number: label.unit for label in self.labels if label.number}
        names = {number: self.names[self.spec.units[unit]] for number, unit in units.items()}
        return tuple((str(number), name) for number, name in sorted(names.items()))

    @property
    def legend(self) -> tuple[LegendEntry, ...]:
        """The lines of the legend, without those of which nothing is in the picture."""
        return tuple(
            entry
            for entry in self.spec.legend
            if entry.units is None or any(self.seen[i] for i in entry.units)
        )

    def draw(self) -> None:
        """Draw the land, and all that stands on it."""
        self._draw_land()
        for badge in self.badges:
            if badge.pointer is not None:
                self.canvas.line(badge.pointer, self.canvas.theme.ink, 0.7)
            digits = badge.lines[0]
            width = badge_width(digits, self.canvas.theme)
            self.canvas.badge(badge.x, badge.y, digits, width)
        if self.spec.warning:
            frame = self.frame
            self.canvas.watermark(
                self.spec.warning, (frame.x, frame.y), (frame.width, frame.height)
            )
        self._draw_labels()

    def _draw_labels(self) -> None:
        """Write the names of the page's units, then of those around them where there is room."""
        if not self.spec.labelled:
            return
        theme = self.canvas.theme
        for label in self.labels:
            if label.number:
                self._draw_pointer(label, self.shapes[self.spec.units[label.unit]])
            self._write(label, theme.ink)
        for label in self.context_labels:
            self._write(label, theme.soft_ink)

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

    @cached_property
    def context_labels(self) -> tuple[Label, ...]:
        """The names of what lies around the page's units, where there is room for them."""
        theme, inside = self.canvas.theme, set(self.spec.units)
        near = [i for i in np.flatnonzero(self.seen).tolist() if i not in inside]
        if not near or not self.spec.labelled:
            return ()
        taken: list[BaseGeometry] = [badge_disc(badge, theme) for badge in self.badges]
        taken += [room for label in self.labels for room in label.rooms(theme)]
        found = place_labels(
            [self.names[i] for i in near],
            self.shapes[near],
            theme,
            sizes=theme.context_label_sizes,
            keyed=False,
            obstacles=taken,
            frame=self.frame.box.buffer(-1),
        )
        return tuple(replace(label, unit=near[label.unit]) for label in found)

    @cached_property
    def badges(self) -> tuple[Label, ...]:
        """The number of each group, in every loose piece of its land that has room."""
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
        return tuple(place_badges(digits, shapes, self.canvas.theme, self.frame.box))

    def _write(self, label: Label, colour: str) -> None:
        bold = label.number is not None
        how = Type(label.size, colour, bold, align="center", angle=label.angle)
        for words, (x, y) in zip(label.lines, label.baselines(self.canvas.theme), strict=True):
            self.canvas.text(x, y, words, how)
