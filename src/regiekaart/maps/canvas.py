"""A sheet of paper measured in millimetres: the few things that a page draws."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from regiekaart.maps.labels import text_size
from regiekaart.maps.lettering import Line
from regiekaart.maps.letters import outline
from regiekaart.maps.shapes import paths_of
from regiekaart.maps.style import Type
from regiekaart.maps.theme import MM_PER_INCH, MM_PER_POINT, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path as FilePath

    from matplotlib.artist import Artist
    from numpy.typing import NDArray

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.maps.style import Style
    from regiekaart.maps.theme import Theme

    FloatArray = NDArray[np.float64]

SMALL_RING: Final = 8.0
FINE_LINE: Final = 0.6
TINY_RING: Final = 3.0
FINEST_LINE: Final = 0.25
WATERMARK_SLOPE: Final = 0.7
WATERMARK_WIDTH: Final = 0.85
WATERMARK_STRENGTH: Final = 0.4
# More than letters at the ends of words move to or from a space, as a share of a line.
KERNING: Final = 0.05


class Canvas:
    """A page on which everything is placed in millimetres from the lower left corner."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        width, height = theme.page
        self.figure = Figure(
            figsize=(width / MM_PER_INCH, height / MM_PER_INCH), facecolor=theme.paper
        )
        FigureCanvasAgg(self.figure)
        # The part of the page that is being drawn: a layer of the SVG.
        self.layer = "page"
        self._count = 0
        # The units of each collection of surfaces, by its name.
        self.drawn: dict[str, tuple[int, ...]] = {}
        # No axes: there is nothing to have a tick, and they take longer than a page of text.
        self.on_paper = Affine2D().scale(1 / MM_PER_INCH) + self.figure.dpi_scale_trans

    def surfaces(
        self,
        shapes: Geometries,
        style: Style,
        clip: shapely.Polygon,
        name: str,
        order: float,
        units: Sequence[int] = (),
    ) -> None:
        """Fill polygons, all in one style, cut to a rectangle.

        Parameters
        ----------
        name
            What they are called together.
        order
            What is higher is drawn over what is lower.
        units
            Which unit each polygon is, if they are units.
        """
        if not len(shapes):
            return
        self.drawn[name] = tuple(units)
        collection = PathCollection(
            paths_of(shapes),
            facecolor=style.fill,
            edgecolor=style.line,
            linewidth=style.width,
            zorder=order,
        )
        collection.set_joinstyle("round")
        if style.hatch:
            collection.set_hatch(style.hatch)
            collection.set_hatchcolor(style.hatch_colour)
            collection.set_hatch_linewidth(style.hatch_width)
        self._add(collection, clip, name)

    def outlines(
        self, shapes: Geometries, style: Style, clip: shapely.Polygon, name: str, order: float
    ) -> None:
        """Draw the borders of polygons, cut to a rectangle."""
        rings = [
            shapely.get_coordinates(ring)
            for shape in shapes
            for ring in shapely.get_rings(shapely.get_parts(shape))
        ]
        if not rings:
            return
        # A heavy line would drown an enclave: small rings get a fine one.
        fine, finest = min(style.width, FINE_LINE), min(style.width, FINEST_LINE)
        reaches = [_reach(ring) for ring in rings]
        widths = [
            style.width if reach > SMALL_RING else fine if reach > TINY_RING else finest
            for reach in reaches
        ]
        collection = LineCollection(rings, colors=style.line, linewidths=widths, zorder=order)
        collection.set_joinstyle("round")
        self._add(collection, clip, name)

    def _add(self, collection: Any, clip: shapely.Polygon, name: str) -> None:  # noqa: ANN401
        west, south, east, north = clip.bounds
        window = Rectangle((west, south), east - west, north - south, transform=self.on_paper)
        collection.set_clip_path(window)
        self._place(collection, name)

    def _place(self, artist: Artist, name: str = "") -> None:
        """Put something on the paper, by a name or the next one of its layer."""
        artist.set_transform(self.on_paper)
        artist.set_gid(name or self._gid())
        self.figure.add_artist(artist)

    def box(
        self, corner: tuple[float, float], size: tuple[float, float], style: Style, order: float = 5
    ) -> None:
        """Draw a rectangle from its lower left corner."""
        patch = Rectangle(
            corner,
            *size,
            facecolor=style.fill,
            edgecolor=style.line,
            linewidth=style.width,
            zorder=order,
        )
        if style.hatch:
            patch.set_hatch(style.hatch)
            patch.set_hatchcolor(style.hatch_colour)
            patch.set_hatch_linewidth(style.hatch_width)
        self._place(patch)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        """Draw a line."""
        line = LineCollection([np.array(points)], colors=colour, linewidths=width, zorder=6)
        self._place(line)

    def _gid(self) -> str:
        """Return a name for the next thing that is drawn, which tells its layer."""
        self._count += 1
        return f"{self.layer}.{self._count}"

    def text(self, x: float, y: float, words: str, how: Type) -> None:
        """Write one line of text."""
        how = how if how.colour else replace(how, colour=self.theme.ink)
        self._place(Line(x, y, words, how, self.theme.font, zorder=8))

    def picture(self, path: FilePath, right: float, top: float, height: float) -> float:
        """Place a picture by its upper right corner, and return its width in millimetres."""
        from PIL import Image

        with Image.open(path) as opened:
            pixels = np.asarray(opened.convert("RGBA"))
        width = height * float(pixels.shape[1]) / float(pixels.shape[0])
        room = TransformedBbox(Bbox([[right - width, top - height], [right, top]]), self.on_paper)
        image = BboxImage(room, zorder=8)
        image.set_data(pixels)
        self._place(image)
        return width

    def badge(self, x: float, y: float, digits: str, width: float) -> None:
        """Write a number in a circle that is so wide."""
        theme = self.theme
        look = {"facecolor": theme.paper, "edgecolor": theme.ink, "linewidth": 0.6}
        self._place(Circle((x, y), width / 2, zorder=8, **look))
        how = Type(theme.badge_size, bold=True, align="center", anchor="middle")
        self.text(x, y, digits, how)

    def watermark(self, words: str, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Write words in outline across a rectangle, so that no piece can be cut out without."""
        path = outline(words, self.theme.font, bold=True)
        box = path.get_extents()
        angle = np.arctan2(size[1], size[0]) * WATERMARK_SLOPE
        scale = WATERMARK_WIDTH * size[0] / (box.width * np.cos(angle))
        turned = (
            Affine2D()
            .translate(-box.x0 - box.width / 2, -box.y0 - box.height / 2)
            .scale(scale)
            .rotate(angle)
            .translate(corner[0] + size[0] / 2, corner[1] + size[1] / 2)
        )
        self._place(
            PathPatch(
                turned.transform_path(path),
                facecolor="none",
                # Light: it may not cover the names below it.
                edgecolor=mixed(self.theme.warning, self.theme.paper, WATERMARK_STRENGTH),
                linewidth=0.6,
                zorder=7.5,
            ),
            "watermark",
        )

    def lines(
        self, x: float, y: float, lines: Sequence[str], how: Type, leading: float = 1.25
    ) -> float:
        """Write lines of text downwards from a baseline, and return the baseline after them."""
        step = how.size * leading * MM_PER_POINT
        for line in lines:
            self.text(x, y, line, how)
            y -= step
        return y

    def wrap(self, words: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Return text broken into lines that are at most so wide, in millimetres."""
        result: list[str] = []
        line = ""
        # A percentage and its sign stay together.
        for word in words.replace(" %", "\N{NO-BREAK SPACE}%").split(" "):
            longer = f"{line} {word}".strip()
            if line and not self._fits(longer, width, size, bold=bold):
                result.append(line)
                longer = word
            line = longer
        return [self.shorten(each, width, size, bold=bold) for each in (*result, line)]

    def _fits(self, words: str, width: float, size: float, *, bold: bool) -> bool:
        """Return whether text is no wider than there is room.

        Words come back on every page and lines do not: where the words alone, measured once each,
        leave no doubt, the line need not be measured.
        """
        font, count = self.theme.font, words.count(" ")
        parts = [text_size([part], size, font, bold=bold)[0] for part in words.split(" ")]
        rough = sum(parts) + count * text_size([" "], size, font, bold=bold)[0]
        if abs(rough - width) > KERNING * width:
            return rough < width
        return text_size([words], size, font, bold=bold)[0] <= width

    def shorten(self, words: str, width: float, size: float, *, bold: bool = False) -> str:
        """Return text cut off with an ellipsis where it is wider than there is room."""
        if text_size([words], size, self.theme.font, bold=bold)[0] <= width:
            return words
        kept = words
        while kept and text_size([kept + "…"], size, self.theme.font, bold=bold)[0] > width:
            kept = kept[:-1]
        return kept.rstrip() + "…"


def _reach(ring: FloatArray) -> float:
    """Return the longer side of the box around a ring, in millimetres."""
    return float(np.ptp(ring, axis=0).max())
