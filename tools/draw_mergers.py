"""Draw the two waves of mergers on a map, ``docs/img/mergers.png``, for the page on territory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import shapely
from PIL import Image

from regiekaart.facts.boundaries import embedded
from regiekaart.facts.flanders import history
from regiekaart.maps.atlas import SETTINGS
from regiekaart.maps.canvas import Canvas
from regiekaart.maps.palette import indexed
from regiekaart.maps.shapes import Frame
from regiekaart.maps.style import Style, Type
from regiekaart.maps.theme import PLAIN

if TYPE_CHECKING:
    from datetime import date

TARGET = Path(__file__).resolve().parents[1] / "docs" / "img" / "mergers.png"
PAGE = (240.0, 118.0)
DPI = 130
FILLS = {"2019": PLAIN.groups[3], "2025": PLAIN.groups[0]}


def main() -> None:
    """Draw the figure."""
    past = history()
    parts = embedded().at(past.vintages["2012"])
    theme = replace(PLAIN, page=PAGE)
    with mpl.rc_context(SETTINGS):  # type: ignore[arg-type]
        canvas = Canvas(theme)
        bounds = shapely.total_bounds(parts.geometries)
        frame = Frame.around(bounds, (4, 14, PAGE[0] - 8, PAGE[1] - 18), padding=0.01)
        shapes = frame.place(parts.geometries)
        line = Style(theme.context, line=theme.context_line, width=0.4)
        canvas.surfaces(shapes, line, frame.box, "municipalities", 1)
        for number, wave in enumerate(past.waves):
            draw_wave(canvas, frame, wave, number)
        picture = shown(canvas)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    indexed(picture, theme).save(TARGET, compress_level=9)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1024:.0f} kB")


def draw_wave(canvas: Canvas, frame: Frame, wave: date, number: int) -> None:
    """Fill the municipalities of a wave, with their old borders inside, and explain the colour."""
    past, theme = history(), canvas.theme
    style = Style(FILLS[str(wave.year)])
    olds = {m.old_nis for m in past.mergers if m.effective == wave}
    news = {m.new_nis for m in past.mergers if m.effective == wave}
    before = embedded().at(wave.replace(year=wave.year - 1))
    after = embedded().at(wave)
    inside = frame.place(before.geometries[[before.position[nis] for nis in sorted(olds)]])
    canvas.surfaces(inside, style.lined(theme.unit_line, 0.5), frame.box, f"parts-{wave.year}", 2)
    outer = frame.place(after.geometries[[after.position[nis] for nis in sorted(news)]])
    canvas.outlines(outer, Style("none", line=theme.ink, width=1.1), frame.box, "merged", 3)
    x = 6.0 + number * 110
    canvas.box((x, 5), (6, 4), style.lined(theme.unit_line, 0.5))
    words = f"1 januari {wave.year}: {len(olds)} gemeenten worden er {len(news)}"
    canvas.text(x + 8, 7, words, Type(theme.text_size, anchor="center_baseline"))


def shown(canvas: Canvas) -> Image.Image:
    """Return the page as a picture."""
    canvas.figure.set_dpi(DPI)
    canvas.figure.canvas.draw()
    pixels = np.asarray(canvas.figure.canvas.buffer_rgba())  # type: ignore[attr-defined]
    return Image.fromarray(pixels)


if __name__ == "__main__":
    main()
