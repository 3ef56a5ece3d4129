"""A line of text on a page, drawn by what was measured of it before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from regiekaart.errors import printable
from regiekaart.maps.fonts import families
from regiekaart.maps.letters import ink, middle, outline
from regiekaart.maps.theme import MM_PER_INCH

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

    from regiekaart.maps.fonts import Font
    from regiekaart.maps.style import Type

# Which share of a line stands before its point.
BEFORE: Final = {"left": 0.0, "center": 0.5, "right": 1.0}


class Line(Text):
    """One line of text at a point of the page.

    Matplotlib measures a text anew each time that it is drawn, and fetches its letters one by one.
    Here the width is known, and pixels are filled from an outline that is kept: names and words
    come back on page after page.

    Parameters
    ----------
    x, y
        The point, in millimetres.
    words
        The text.
    how
        Its size, colour, weight and place at the point.
    font
        Its letters.
    """

    def __init__(
        self,
        x: float,
        y: float,
        words: str,
        how: Type,
        font: Font,
        **more: Any,  # noqa: ANN401 - what any artist takes
    ) -> None:
        super().__init__(
            x,
            y,
            printable(words),
            fontsize=how.size,
            color=how.colour,
            family=families(font),
            weight="bold" if how.bold else "normal",
            ha=how.align,
            rotation=how.angle,
            # Aligned before it is turned: an SVG then holds the text with its anchor.
            rotation_mode="anchor",
            **more,
        )
        self.how = how
        self.font = font

    def start(self) -> tuple[float, float]:
        """Return where the baseline begins, in millimetres."""
        how, turn = self.how, np.radians(self.how.angle)
        back = BEFORE[how.align] * ink(self.get_text(), self.font, how.bold).width * how.size
        down = middle(self.font, bold=how.bold) * how.size if how.anchor == "middle" else 0.0
        x, y = self.get_unitless_position()
        east, north = float(np.cos(turn)), float(np.sin(turn))
        return x - back * east + down * north, y - back * north - down * east

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line, as pixels or as text."""
        words = self.get_text()
        if not words or not self.get_visible():
            return
        renderer.open_group("text", self.get_gid())
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        x, y = self.get_transform().transform(self.start())
        if isinstance(renderer, RendererAgg):
            gc.set_linewidth(0)
            gc.set_snap(False)
            scale = self.how.size * renderer.dpi / MM_PER_INCH
            place = Affine2D().scale(scale).rotate_deg(self.how.angle).translate(x, y)
            path = outline(words, self.font, self.how.bold)
            renderer.draw_path(gc, path, place, gc.get_rgb())  # type: ignore[no-untyped-call]
        else:
            if renderer.flipy():
                y = renderer.get_canvas_width_height()[1] - y
            prop = self.get_fontproperties()
            renderer.draw_text(gc, x, y, words, prop, self.how.angle, mtext=self)
        gc.restore()
        renderer.close_group("text")
