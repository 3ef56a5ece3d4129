"""The maps of a report: which chapter each belongs to, shrunk so that the page stays small."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final

from regiekaart.maps.kinds import MISFIT, kinds_of
from regiekaart.maps.palette import indexed
from regiekaart.maps.theme import PLAIN
from regiekaart.report.chapters import (
    AGREEMENTS,
    CHANGE,
    COVERAGE,
    MISSING,
    RULES,
    SUBSIDY,
    SUMMARY,
)
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.workers import available_processors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from regiekaart.maps.theme import Theme

MEMBERSHIP: Final = "membership"
HOMES: Final = {
    "coverage": COVERAGE,
    "reference-fit": RULES,
    "missing": MISSING,
    "change": CHANGE,
    "agreements": AGREEMENTS,
    "subsidy": SUBSIDY,
}
ANNEX: Final = "kaarten"
# At most, in pixels: 170 dots to the inch on the long side of an A4.
WIDEST: Final = 1900
# The best effort, 9, takes five times as long for files that are some percent smaller.
PNG_EFFORT: Final = 6
# Twice as large as a logo is shown, for fine screens and for paper.
LOGO_DOTS: Final = (600, 200)
PAD: Final = 8


@dataclass(frozen=True, slots=True)
class ReportMap:
    """One map to show.

    Parameters
    ----------
    kind
        Among `regiekaart.maps.kinds.kinds_of` the scheme.
    title, alt
        Its title, which the drawn page has as well, and the map in words.
    png
        The drawn page.
    theme
        What it shows; tells which chapter it belongs to.
    """

    kind: str
    title: str
    alt: str
    png: Path
    theme: str = MEMBERSHIP


@dataclass(frozen=True, slots=True)
class Picture:
    """A map, ready for a document.

    Parameters
    ----------
    home
        The id of the part of the report in which it stands.
    number
        Its place among the maps of the report, from 1.
    png
        The drawn page without its white margins, for a screen and for paper.
    width, height
        In pixels.
    """

    home: str
    kind: str
    number: int
    title: str
    alt: str
    png: bytes
    width: int
    height: int


def pictures(
    maps: Sequence[ReportMap],
    parts: Iterable[str],
    theme: Theme = PLAIN,
    kinds: Sequence[str] = kinds_of(FLANDERS),
) -> list[Picture]:
    """Return the maps in the order of the report, shrunk and numbered.

    Parameters
    ----------
    maps
        The maps.
    parts
        The ids of the chapters that there are; a map of another stands in the annex.
    theme
        The look that the maps were drawn in.
    kinds
        The kinds of map that there are, in the order of the annex, the whole first; by default
        those of Flanders.
    """
    for each in maps:
        if each.kind not in kinds:
            raise ValueError(f"{each.kind}: not a kind of map; choose from {', '.join(kinds)}")
    places = [SUMMARY, *parts, ANNEX]
    housed = [(_home(each, places, kinds[0]), each) for each in maps]
    housed.sort(key=lambda pair: (places.index(pair[0]), kinds.index(pair[1].kind)))
    # Threads do: Pillow and numpy let go of the interpreter while they work.
    with ThreadPoolExecutor(available_processors()) as pool:
        return list(pool.map(_picture, range(1, len(housed) + 1), housed, repeat(theme)))


def _home(drawn: ReportMap, places: Sequence[str], whole: str) -> str:
    """Return the part of the report that a map belongs to."""
    home = ANNEX
    if drawn.kind == MISFIT:
        home = RULES
    elif drawn.kind == whole:
        home = SUMMARY if drawn.theme == MEMBERSHIP else HOMES.get(drawn.theme, ANNEX)
    return home if home in places else ANNEX


def _picture(number: int, housed: tuple[str, ReportMap], theme: Theme) -> Picture:
    home, drawn = housed
    picture = trimmed(drawn.png, WIDEST, theme)
    return Picture(
        home=home,
        kind=drawn.kind,
        number=number,
        title=drawn.title,
        alt=drawn.alt,
        png=_as_png(picture),
        width=picture.width,
        height=picture.height,
    )


def _as_png(picture: Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=PNG_EFFORT)
    return stream.getvalue()


def logo_png(theme: Theme) -> bytes | None:
    """Return a theme's logo, small enough for a document; None where there is none."""
    from PIL import Image

    if theme.logo is None:
        return None
    with Image.open(theme.logo) as opened:
        picture = opened.convert("RGBA")
    picture.thumbnail(LOGO_DOTS, Image.Resampling.LANCZOS)
    return _as_png(picture)


def trimmed(path: Path, most: int, theme: Theme = PLAIN) -> Image:
    """Return a drawn page without its white margins, no wider than asked, in few colours."""
    from PIL import Image, ImageChops

    with Image.open(path) as opened:
        opened.load()
        # Maps are drawn in the colours of the theme already: those are kept as they are.
        few = opened if opened.mode == "P" else opened.convert("RGB")
    colours = few.convert("RGB")
    found = ImageChops.difference(colours, Image.new("RGB", few.size, "white")).getbbox()
    if found:
        left, top = (max(side - PAD, 0) for side in found[:2])
        right, bottom = (
            min(side + PAD, size) for side, size in zip(found[2:], few.size, strict=True)
        )
        few, colours = (each.crop((left, top, right, bottom)) for each in (few, colours))
    if few.width > most:
        height = max(1, round(few.height * most / few.width))
        return indexed(colours.resize((most, height), Image.Resampling.LANCZOS), theme)
    return few if few.mode == "P" else indexed(few, theme)
