"""Drawn pages in few colours: small files in which the theme's colours are exact.

A page holds some thirty colours, and along the edges of lines and letters mixtures of two of them.
A palette of those colours and a few steps between them is enough; general methods, which choose a
palette from the picture, shift the fills from page to page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.maps.theme import Theme, mixed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

STEPS: Final = (0.2, 0.4, 0.6, 0.8)
FEW_STEPS: Final = (0.33, 0.67)
# What an indexed PNG holds, and what a logo needs of it at least.
MOST: Final = 256
LEAST_LOGO: Final = 16
# A logo's colours are counted on so many dots.
LOGO_SIDE: Final = 400


@lru_cache(maxsize=4)
def palette(theme: Theme) -> tuple[str, ...]:
    """Return the colours of a page: those of the theme, and steps between the ones that meet.

    A logo gets what is left of the 256 that an indexed PNG holds.
    """
    colours = tuple(dict.fromkeys(_colours(theme)))
    room = MOST - len(colours) - (LEAST_LOGO if theme.logo else 0)
    if room < 0:
        raise ValueError(f"a page holds {MOST} colours: the theme has {-room} too many")
    return (
        colours if theme.logo is None else (*colours, *_of_logo(theme.logo, theme.paper, colours))
    )


def _of_logo(path: Path, paper: str, taken: tuple[str, ...]) -> Iterator[str]:
    """Yield the colours of a logo, as many as there is room for beside others.

    The most frequent ones are those of a drawn logo, and stay exact; a choice of the rest gives the
    shades of its edges, or of a photograph.
    """
    from PIL import Image

    with Image.open(path) as opened:
        picture = opened.convert("RGBA")
    picture.thumbnail((LOGO_SIDE, LOGO_SIDE), Image.Resampling.NEAREST)
    ground = Image.new("RGBA", picture.size, paper)
    flat = Image.alpha_composite(ground, picture).convert("RGB")
    room = MOST - len(taken)
    values, counts = np.unique(np.asarray(flat).reshape(-1, 3), axis=0, return_counts=True)
    often = values[np.argsort(-counts, kind="stable")][: room // 2]
    rest = flat.quantize(room - len(often)).convert("RGB")
    shades = np.unique(np.asarray(rest).reshape(-1, 3), axis=0)
    found = (f"#{bytes(colour).hex()}" for colour in np.concatenate([often, shades]))
    yield from dict.fromkeys(colour for colour in found if colour not in taken)


def _colours(theme: Theme) -> Iterator[str]:
    tints = [theme.faint(fill) for fill in theme.groups]
    grounds = [theme.paper, theme.unknown, theme.context, theme.outside, *theme.groups]
    soft = [theme.paper, theme.context, theme.unknown]
    yield from (*grounds, *tints, theme.ink, theme.soft_ink, theme.accent, theme.warning)
    yield from (theme.part_line, theme.unit_line, theme.group_line, theme.context_line)
    yield from (*theme.results, theme.faint(theme.fine))
    yield from (theme.unknown_hatch, theme.offender_hatch, theme.doubted_hatch)
    for ground in (*grounds, *tints):
        yield from (mixed(theme.ink, ground, step) for step in STEPS)
    for ground in grounds:
        yield from (mixed(theme.part_line, ground, step) for step in FEW_STEPS)
    for ground in (*theme.groups, theme.fine, theme.paper):
        yield from (mixed(theme.doubted_hatch, ground, step) for step in FEW_STEPS)
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
    colours = picture if picture.mode == "RGB" else picture.convert("RGB")
    return colours.quantize(palette=holder, dither=Image.Dither.NONE)
