"""A theme file: the house style of a department, in TOML.

Keys are the fields of `Theme` with hyphens (``group-line``, ``title-size``); what is not named
stays as in the theme that ships. A theme whose text could not be read on its fills is refused.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import ProblemLog
from regiekaart.language import Text
from regiekaart.maps.fonts import Font, family_of, is_installed
from regiekaart.maps.theme import PLAIN, Margins, Theme
from regiekaart.maps.theme_checks import check_whole, is_fine
from regiekaart.tomlfile import KeyReader, Kind, parse_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

# What is no field of a theme by that name and kind.
OTHERS: Final[Mapping[str, Kind]] = {
    "margin": "number",
    "margins": "numbers",
    "font": "text",
    "font-file": "path",
    "font-bold-file": "path",
    "logo": "path",
    "language": "text",
}
FONT_KEYS: Final = frozenset({"font", "font-file", "font-bold-file"})


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
        that are none, sizes that give no page, fonts and pictures that cannot be used, text that
        cannot be read.
    OutsideError
        If it cannot be read.

    Notes
    -----
    For example::

        accent = "#105269"
        font-file = "FlandersArtSans-Regular.ttf"
        font-bold-file = "FlandersArtSans-Bold.ttf"
        margins = [14, 12, 12, 20]
        logo = "logo.png"
        groups = ["#8fbbe3", "#f0a37f", "#efe08f", "#f6b3c2", "#6cc6a9", "#c6d455"]
    """
    log = ProblemLog(path.name)
    document = parse_toml(path, log, Text("themabestand", "theme file"))
    reader = KeyReader(path, log)
    kinds = _kinds()
    reader.unknown(document, list(kinds))
    read = {key: reader.value(key, document[key], kinds[key]) for key in kinds if key in document}
    given = {key: value for key, value in read.items() if value is not None}
    # What is wrong with a value says nothing about the others: everything is looked at.
    fine = {k: value for k, value in given.items() if is_fine(k, kinds[k], value, log)}
    theme = _theme(fine, log, refused=document.keys() - fine.keys())
    check_whole(theme, log)
    log.raise_errors()
    return theme


def _kinds() -> Mapping[str, Kind]:
    """Return what each key of a theme file holds."""
    kinds: dict[str, Kind] = dict(OTHERS)
    for each in fields(Theme):
        key, value = each.name.replace("_", "-"), getattr(PLAIN, each.name)
        if isinstance(value, tuple):
            kinds.setdefault(key, "texts" if isinstance(value[0], str) else "numbers")
        else:
            kinds.setdefault(key, "text" if isinstance(value, str) else "number")
    return kinds


def _theme(given: Mapping[str, Any], log: ProblemLog, refused: Collection[str]) -> Theme:
    """Return the theme that the keys of a file give."""
    values: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for key, value in given.items()
        if key not in OTHERS or key in {"logo", "language"}
    }
    if "margin" in given and "margins" in given:
        log.error(
            "geef margin (overal even breed) of margins (boven, rechts, onder, links), niet beide",
            "give margin (as wide on every side) or margins (top, right, bottom, left), not both",
            key="margin",
            value=str(given["margin"]),
        )
    if "margin" in given:
        values["margins"] = Margins.even(given["margin"])
    if "margins" in given:
        values["margins"] = Margins(*given["margins"])
    if FONT_KEYS.isdisjoint(refused):
        values["font"] = _font(given, log)
    return replace(PLAIN, **values)


def _font(given: Mapping[str, Any], log: ProblemLog) -> Font:
    """Return the letters that the keys of a file give: files, or a family of this machine."""
    family, regular, bold = map(given.get, ("font", "font-file", "font-bold-file"))
    if regular is not None:
        return Font(family or family_of(regular) or regular.stem, regular, bold)
    if bold is not None:
        log.error(
            "vette letters zonder gewone: geef ook font-file",
            "bold letters without regular ones: give font-file too",
            key="font-bold-file",
            value=bold.name,
        )
    if family is None or family == PLAIN.font.family:
        return PLAIN.font
    if not is_installed(family):
        log.error(
            f"deze machine heeft geen lettertype {family!r}: geef het bestand met font-file",
            f"this machine has no font {family!r}: give its file with font-file",
            key="font",
            value=family,
        )
    return Font(family)
