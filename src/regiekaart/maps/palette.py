"""Drawn pages in few colours: small files in which the theme's colours are exact.

A page holds some thirty colours, and along the edges of lines and letters mixtures of two of them.
A palette of those colours and a few steps between them is enough; general methods, which choose a
palette from the picture, shift the fills from page to page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.maps.theme import Theme, mixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

STEPS: Final = (0.2, 0.4, 0.6, 0.8)
FEW_STEPS: Final = (0.33, 0.67)


@lru_cache(maxsize=4)
def palette(theme: Theme) -> tuple[str, ...]:
    """Return the colours of a page: those of the theme, and steps between the ones that meet."""
    colours = tuple(dict.fromkeys(_colours(theme)))
    if len(colours) > 256:  # noqa: PLR2004 - what an indexed PNG holds
        raise ValueError(f"a theme may have at most 256 colours with their steps: {len(colours)}")
    return colours


def _colours(theme: Theme) -> Iterator[str]:
    tints = [theme.faint(fill) for fill in theme.groups]
    grounds = [theme.paper, theme.unknown, theme.context, theme.outside, *theme.groups]
    soft = [theme.paper, theme.context, theme.unknown]
    yield from (*grounds, *tints, theme.ink, theme.soft_ink, theme.accent, theme.warning)
    yield from (theme.part_line, theme.unit_line, theme.group_line, theme.context_line)
    yield from (*theme.results, theme.faint(theme.fine))
    yield from (theme.unknown_hatch, theme.offender_hatch)
    for ground in (*grounds, *tints):
        yield from (mixed(theme.ink, ground, step) for step in STEPS)
    for ground in grounds:
        yield from (mixed(theme.part_line, ground, step) for step in FEW_STEPS)
    for ground in theme.results:
        yield from (mixed(theme.ink, ground, step) for step in FEW_STEPS)
    yield mixed(theme.offender_hatch, theme.offender, STEPS[2])
    for ground in soft:
        yield from (mixed(theme.soft_ink, ground, step) for step in FEW_STEPS)
    yield from (mixed(theme.unknown_hatch, theme.unknown, step) for step in FEW_STEPS)
    yield from (mixed(theme.warning, theme.paper, step) for step in STEPS)


def indexed(picture: Image, theme: Theme) -> Image:
    """Return a picture in the palette of a theme."""
    from PIL import Image

    holder = Image.new("P", (1, 1))
    holder.putpalette(b"".join(bytes.fromhex(colour[1:]) for colour in palette(theme)))
    return picture.convert("RGB").quantize(palette=holder, dither=Image.Dither.NONE)
