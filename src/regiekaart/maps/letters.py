"""Letters: how wide a line of text is, and its outline, from the files of a font."""

from __future__ import annotations

from functools import lru_cache
from threading import get_ident
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from regiekaart.errors import printable
from regiekaart.maps.fonts import spare
from regiekaart.maps.theme import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.ft2font import FT2Font
    from matplotlib.path import Path
    from numpy.typing import NDArray

    from regiekaart.maps.fonts import Font

    # Outlines by the name of a glyph: their points, and what each point is.
    Glyphs = dict[str, tuple[NDArray[np.float64], NDArray[np.uint8]]]

# Letters are measured large and scaled: fitted to small sizes, their widths jump.
LARGE: Final = 100.0
POINTS_PER_INCH: Final = 72
CAPITAL: Final = "H"


class Ink(NamedTuple):
    """What a line of text covers, in millimetres for letters of one point.

    Parameters
    ----------
    width
        From left to right.
    above, below
        From the baseline up and down.
    """

    width: float
    above: float
    below: float


class _Face(NamedTuple):
    """The letters of a font in one weight, and the outlines of those that were drawn already."""

    letters: FT2Font
    glyphs: Glyphs


@lru_cache(maxsize=16)
def _face(font: Font, bold: bool, _thread: int) -> _Face:
    """Return the letters of a font for one thread: two cannot measure with the same."""
    from matplotlib.font_manager import get_font

    return _Face(get_font(list(_files(font, bold=bold))), {})


def _files(font: Font, *, bold: bool) -> Iterator[str]:
    """Yield the file of a font, and that of the one for signs that it lacks."""
    from matplotlib.font_manager import FontProperties, findfont

    for each in (font, spare()):
        file = each.file(bold=bold)
        named = FontProperties(family=each.family, weight="bold" if bold else "normal")
        yield findfont(named) if file is None else str(file)


def _sized(font: Font, *, bold: bool) -> _Face:
    """Return letters at the size at which they are measured; others may have set another."""
    face = _face(font, bold, get_ident())
    face.letters.set_size(LARGE, POINTS_PER_INCH)
    return face


@lru_cache(maxsize=8192)
def ink(text: str, font: Font, bold: bool) -> Ink:
    """Return what a line of text covers, in millimetres for letters of one point."""
    from matplotlib.ft2font import LoadFlags

    letters = _sized(font, bold=bold).letters
    letters.set_text(printable(text), 0.0, flags=LoadFlags.NO_HINTING)
    # In parts of a point, of which there are 64.
    sizes = (*letters.get_width_height(), letters.get_descent())
    width, height, below = (part / 64 * MM_PER_POINT / LARGE for part in sizes)
    return Ink(width, height - below, below)


def middle(font: Font, *, bold: bool) -> float:
    """Return how far the middle of a capital is above the baseline, in mm for one point."""
    return ink(CAPITAL, font, bold).above / 2


@lru_cache(maxsize=1024)
def outline(text: str, font: Font, bold: bool) -> Path:
    """Return the outline of a line of text, in millimetres for letters of one point.

    It begins at the point (0, 0) on the baseline.
    """
    from matplotlib.path import Path
    from matplotlib.textpath import text_to_path

    face = _sized(font, bold=bold)
    placed, _, _ = text_to_path.get_glyphs_with_font(face.letters, printable(text), face.glyphs)
    pieces = [(face.glyphs[glyph], (x, y)) for glyph, x, y, _ in placed]
    drawn = [(points + place, kinds) for (points, kinds), place in pieces if len(points)]
    if not drawn:
        return Path(np.empty((0, 2)))
    points = np.concatenate([each for each, _ in drawn]) * (MM_PER_POINT / LARGE)
    return Path(points, np.concatenate([kinds for _, kinds in drawn]))
