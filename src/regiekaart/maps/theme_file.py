"""A theme file: the house style of a department, in TOML.

Keys are the fields of `Theme` with hyphens (``group-line``, ``title-size``); what is not named
stays as in the theme that ships. A theme whose text could not be read on its fills is refused.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import ProblemLog
from regiekaart.language import EN, NL, Text
from regiekaart.maps.theme import PLAIN, Theme, contrast
from regiekaart.tomlfile import KeyReader, Kind, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
# Text on a ground: WCAG 2.2, level AA.
LEAST_CONTRAST: Final = 4.5
LEAST_GROUPS: Final = 6
TEXTS: Final = ("font",)
PATHS: Final = ("font_file", "logo")
# Millimetres and points that still give a page.
RANGES: Final = {
    "page": (100.0, 1200.0),
    "margin": (5.0, 40.0),
    "panel": (40.0, 120.0),
    "label_sizes": (4.0, 20.0),
    "context_label_sizes": (4.0, 20.0),
}
SIZE_RANGE: Final = (4.0, 48.0)


def read_theme(path: Path) -> Theme:
    """Read a theme file.

    Parameters
    ----------
    path
        The file; paths in it are relative to it.

    Raises
    ------
    InputError
        With every problem of the file: keys that are unknown, values of another kind, colours
        that are none, sizes that give no page, text that cannot be read.
    OutsideError
        If it cannot be read.

    Notes
    -----
    For example::

        accent = "#105269"
        font = "Flanders Art Sans"
        font-file = "FlandersArtSans-Regular.ttf"
        logo = "logo.png"
        groups = ["#8fbbe3", "#f0a37f", "#efe08f", "#f6b3c2", "#6cc6a9", "#c6d455"]
    """
    log = ProblemLog(path.name)
    document = parse_toml(path, log, Text("themabestand", "theme file"))
    reader = KeyReader(path, log)
    kinds = {name.replace("_", "-"): kind for name, kind in _kinds().items()}
    reader.unknown(document, list(kinds))
    values: dict[str, Any] = {}
    for key, kind in kinds.items():
        if key in document:
            value = reader.value(key, document[key], kind)
            if value is not None:
                _check(key, value, log)
                values[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    log.raise_errors()
    theme = replace(PLAIN, **values)
    _check_whole(theme, log)
    log.raise_errors()
    return theme


def _kinds() -> Mapping[str, Kind]:
    """Return what each field of a theme is in a file."""
    kinds: dict[str, Kind] = {}
    for each in fields(Theme):
        value = getattr(PLAIN, each.name)
        if each.name in PATHS:
            kinds[each.name] = "path"
        elif isinstance(value, tuple):
            kinds[each.name] = "texts" if isinstance(value[0], str) else "numbers"
        else:
            kinds[each.name] = "text" if isinstance(value, str) else "number"
    return kinds


def _check(key: str, value: object, log: ProblemLog) -> None:
    """Add a problem for each colour that is none, each size out of range, each file not there."""
    name = key.replace("-", "_")
    if name == "page" and (not isinstance(value, list) or len(value) != len(PLAIN.page)):
        log.error(
            "page vraagt een breedte en een hoogte in millimeter",
            "page needs a width and a height in millimetres",
            column=key,
            value=str(value),
        )
    each: Iterable[Any] = value if isinstance(value, list) else [value]
    for one in each:
        if isinstance(one, str) and name not in TEXTS and not COLOUR.fullmatch(one):
            log.error(
                f"{one!r} is geen kleur: verwacht bijvoorbeeld #0b5c7f",
                f"{one!r} is not a colour: expected for example #0b5c7f",
                column=key,
                value=one,
            )
        if isinstance(one, int | float):
            low, high = RANGES.get(name, SIZE_RANGE)
            if not low <= one <= high:
                log.error(
                    f"{one} ligt buiten {NL.decimal(low, 0)} tot {NL.decimal(high, 0)}",
                    f"{one} is not from {EN.decimal(low, 0)} to {EN.decimal(high, 0)}",
                    column=key,
                    value=str(one),
                )
        if name in PATHS and not one.is_file():
            log.error(f"geen bestand: {one}", f"no file: {one}", column=key, value=str(one))


def _check_whole(theme: Theme, log: ProblemLog) -> None:
    """Add a problem for what does not go together: too few colours, text that cannot be read."""
    if len(theme.groups) < LEAST_GROUPS:
        log.error(
            f"{len(theme.groups)} kleuren zijn te weinig om buren uit elkaar te houden: geef er "
            f"ten minste {LEAST_GROUPS}",
            f"{len(theme.groups)} colours are too few to keep neighbours apart: give at least "
            f"{LEAST_GROUPS}",
            column="groups",
        )
    for key, ink, ground in _pairs(theme):
        found = contrast(ink, ground)
        if found < LEAST_CONTRAST:
            log.error(
                f"tekst in {ink} op {ground} is slecht leesbaar: contrast {NL.decimal(found, 1)}, "
                f"verwacht ten minste {NL.decimal(LEAST_CONTRAST, 1)}",
                f"text in {ink} on {ground} is hard to read: contrast {EN.decimal(found, 1)}, "
                f"expected at least {EN.decimal(LEAST_CONTRAST, 1)}",
                column=key,
                value=ground,
            )


def _pairs(theme: Theme) -> Iterable[tuple[str, str, str]]:
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
