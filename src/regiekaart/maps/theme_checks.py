"""What is checked in a theme file: each value, and whether all of them together give a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import EN, NL, Text
from regiekaart.maps.fonts import family_of
from regiekaart.maps.palette import palette
from regiekaart.maps.theme import PLAIN, contrast
from regiekaart.paths import is_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from regiekaart.errors import ProblemLog
    from regiekaart.maps.theme import Theme
    from regiekaart.tomlfile import Kind

COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
# Text on a ground: WCAG 2.2, level AA.
LEAST_CONTRAST: Final = 4.5
LEAST_GROUPS: Final = 6
LANGUAGES: Final = (NL.code, EN.code)
# Millimetres and points that still give a page.
RANGES: Final = {
    "page": (100.0, 1200.0),
    "margin": (5.0, 40.0),
    "margins": (5.0, 40.0),
    "panel": (40.0, 120.0),
    "logo-height": (4.0, 20.0),
    "label-sizes": (4.0, 20.0),
    "context-label-sizes": (4.0, 20.0),
}
SIZE_RANGE: Final = (4.0, 48.0)
# Lists that have a fixed length.
LENGTHS: Final = {
    "page": (
        len(PLAIN.page),
        Text("een breedte en een hoogte in millimeter", "a width and a height in millimetres"),
    ),
    "margins": (
        len(PLAIN.margins),
        Text(
            "boven, rechts, onder en links, in millimeter",
            "top, right, bottom, left, in millimetres",
        ),
    ),
    "scale": (len(PLAIN.scale), Text("kleuren van laag naar hoog", "colours from low to high")),
}
# The least room for a map, what stands above and below it, and how much of the width of a page a
# logo may take.
LEAST_MAP: Final = 60.0
HEAD_AND_FOOT: Final = 47.0
LOGO_SHARE: Final = 0.4
PICTURES: Final = ("PNG", "JPEG")


def is_fine(key: str, kind: Kind, value: Any, log: ProblemLog) -> bool:  # noqa: ANN401 - by kind
    """Return whether a value can be used; add a problem for all that is wrong with it.

    Parameters
    ----------
    key, kind
        Its key in the file, and what such a key holds.
    value
        The value, of that kind.
    log
        Gets the problems.
    """
    before = len(log.problems)
    each: Iterable[Any] = value if isinstance(value, list) else [value]
    if key in LENGTHS and len(value) != LENGTHS[key][0]:
        count, words = LENGTHS[key]
        log.error(
            f"{key} vraagt {count} waarden: {words.nl}",
            f"{key} needs {count} values: {words.en}",
            key=key,
            value=str(value),
        )
    for one in each:
        if kind in {"number", "numbers"}:
            _check_size(key, one, log)
        elif kind == "path":
            _check_file(key, one, log)
        elif key == "language":
            _check_language(one, log)
        elif key != "font" and not COLOUR.fullmatch(one):
            log.error(
                f"{one!r} is geen kleur: verwacht bijvoorbeeld #0b5c7f",
                f"{one!r} is not a colour: expected for example #0b5c7f",
                key=key,
                value=one,
            )
    return len(log.problems) == before


def _check_size(key: str, size: float, log: ProblemLog) -> None:
    """Add a problem for a size that gives no page."""
    low, high = RANGES.get(key, SIZE_RANGE)
    if not low <= size <= high:
        log.error(
            f"{size} ligt buiten {NL.decimal(low, 0)} tot {NL.decimal(high, 0)}",
            f"{size} is not from {EN.decimal(low, 0)} to {EN.decimal(high, 0)}",
            key=key,
            value=str(size),
        )


def _check_language(code: str, log: ProblemLog) -> None:
    """Add a problem for a language that the pages do not speak."""
    if code not in LANGUAGES:
        log.error(
            f"{code!r} is geen taal van de kaarten: kies uit {', '.join(LANGUAGES)}",
            f"{code!r} is not a language of the maps: choose from {', '.join(LANGUAGES)}",
            key="language",
            value=code,
        )


def _check_file(key: str, path: Path, log: ProblemLog) -> None:
    """Add a problem for a file that is not there, or does not hold what it should."""
    nl, en = "", ""
    if not is_file(path):
        nl, en = f"geen bestand: {path}", f"no file: {path}"
    elif key == "logo" and _picture_size(path) is None:
        nl, en = "geen afbeelding: verwacht PNG of JPEG", "not a picture: expected PNG or JPEG"
    elif key != "logo" and family_of(path) is None:
        nl = "geen lettertype dat in een PDF past: verwacht TrueType (.ttf)"
        en = "not a font that fits in a PDF: expected TrueType (.ttf)"
    if nl:
        log.error(nl, en, key=key, value=path.name)


def _picture_size(path: Path) -> tuple[int, int] | None:
    """Return the width and height of a picture; None if it is none."""
    from PIL import Image

    try:
        # Read as a whole: the head of a file that is cut off is fine.
        with Image.open(path, formats=PICTURES) as opened:
            opened.load()
            return opened.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def check_whole(theme: Theme, log: ProblemLog) -> None:
    """Add a problem for what does not go together: sizes, number of colours, unreadable text."""
    _check_room(theme, log)
    if len(theme.groups) < LEAST_GROUPS:
        log.error(
            f"{len(theme.groups)} kleuren zijn te weinig om buren uit elkaar te houden: geef er "
            f"ten minste {LEAST_GROUPS}",
            f"{len(theme.groups)} colours are too few to keep neighbours apart: give at least "
            f"{LEAST_GROUPS}",
            key="groups",
        )
    try:
        palette(theme)
    except ValueError:
        log.error(
            f"te veel kleuren voor een PNG: geef minder kleuren in groups ({len(theme.groups)}) en "
            f"scale ({len(theme.scale)})",
            f"too many colours for a PNG: give fewer colours in groups ({len(theme.groups)}) and "
            f"scale ({len(theme.scale)})",
            key="groups, scale",
        )
    for key, ink, ground in text_pairs(theme):
        found = contrast(ink, ground)
        if found < LEAST_CONTRAST:
            log.error(
                f"tekst in {ink} op {ground} is slecht leesbaar: contrast {NL.decimal(found, 1)}, "
                f"verwacht ten minste {NL.decimal(LEAST_CONTRAST, 1)}",
                f"text in {ink} on {ground} is hard to read: contrast {EN.decimal(found, 1)}, "
                f"expected at least {EN.decimal(LEAST_CONTRAST, 1)}",
                key=key,
                value=ground,
            )


def _check_room(theme: Theme, log: ProblemLog) -> None:
    """Add a problem for a page that has no room for its map, or for its title beside the logo."""
    short, long = sorted(theme.page)
    margins = theme.margins
    left = min(
        short - margins.left - margins.right,
        short - margins.top - margins.bottom - HEAD_AND_FOOT,
        long - margins.left - margins.right - theme.panel,
    )
    if left < LEAST_MAP:
        log.error(
            f"te weinig plaats voor de kaart: {NL.decimal(left, 0)} mm tussen de marges en de "
            f"legende, verwacht ten minste {NL.decimal(LEAST_MAP, 0)}",
            f"too little room for the map: {EN.decimal(left, 0)} mm between the margins and the "
            f"legend, expected at least {EN.decimal(LEAST_MAP, 0)}",
            key="page, margins, panel",
            value=str(tuple(theme.page)),
        )
    size = None if theme.logo is None else _picture_size(theme.logo)
    if theme.logo is None or size is None:
        return
    width = theme.logo_height * size[0] / size[1]
    most = LOGO_SHARE * (short - margins.left - margins.right)
    if width > most:
        log.error(
            f"te breed naast de titel: {NL.decimal(width, 0)} mm, verwacht hoogstens "
            f"{NL.decimal(most, 0)}; maak logo-height kleiner",
            f"too wide beside the title: {EN.decimal(width, 0)} mm, expected at most "
            f"{EN.decimal(most, 0)}; make logo-height smaller",
            key="logo",
            value=theme.logo.name,
        )


def text_pairs(theme: Theme) -> Iterable[tuple[str, str, str]]:
    """Yield each text colour with a ground that it stands on, and the key to look at."""
    for fill in theme.groups:
        yield "groups", theme.ink, fill
    for fill in (theme.fine, theme.doubtful, theme.offender):
        yield "fine, doubtful, offender", theme.ink, fill
    for fill in theme.scale:
        yield "scale", theme.ink, fill
    for key in ("ink", "soft_ink", "accent", "warning"):
        yield key.replace("_", "-"), getattr(theme, key), theme.paper
    yield "context", theme.soft_ink, theme.context
    yield "unknown", theme.ink, theme.unknown
