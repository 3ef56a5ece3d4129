"""How wide words are: columns that break no number, and pages that can be counted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.errors import printable
from regiekaart.maps.fonts import SOURCE_SANS

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# Measured at this size, in dots; wide enough for a thousandth of a letter.
_DOTS: Final = 1000


@lru_cache(maxsize=2)
def _font(*, bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(SOURCE_SANS.file(bold=bold)), _DOTS)


@lru_cache(maxsize=4096)
def _letter(letter: str, *, bold: bool) -> float:
    return _font(bold=bold).getlength(letter) / _DOTS


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is in points, at a size in points, in the letters that ship.

    Examples
    --------
    >>> text_width("6.774.807", 10) < text_width("6.774.807", 10, bold=True)
    True
    """
    return size * sum(_letter(each, bold=bold) for each in printable(text))


def line_count(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return on how many lines a text stands, in a width in points; at least one.

    Examples
    --------
    >>> line_count("een twee drie", 500, 10), line_count("een twee drie", 30, 10)
    (1, 3)
    """
    lines, used = 1, 0.0
    gap = text_width(" ", size, bold=bold)
    for word in text.split(" "):
        length = text_width(word, size, bold=bold)
        if used and used + gap + length > width:
            lines, used = lines + 1, 0.0
        used += length + (gap if used else 0.0)
        while used > width:
            lines, used = lines + 1, used - width
    return lines
