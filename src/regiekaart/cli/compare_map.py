"""The map of ``regiekaart compare``: where it goes, and how it is drawn."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from regiekaart.cli.options import option
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.study import Study

FORMATS: Final = ("png", "svg", "pdf")
DPI: Final = 150
# Options that say how the map is drawn, by the names of their values.
HOW: Final = {"style": "--style", "dpi": "--dpi", "boundaries": "--boundaries"}


def map_options(spoken: Language) -> list[click.Parameter]:
    """Return the options of the map."""
    return [
        option(spoken, "--map", "maps", multiple=True, metavar="FILE", help_=Text(
            "Teken de verandering op een kaart: FILE.png, FILE.svg of FILE.pdf, of een map (DIR/) "
            "voor een PNG. Mag meer dan eens.",
            "Draw the change on a map: FILE.png, FILE.svg or FILE.pdf, or a folder (DIR/) for a "
            "PNG. May be given more than once.")),
        option(spoken, "--style", type=click.Path(path_type=Path), metavar="FILE.toml", help_=Text(
            "Themabestand met de huisstijl van de kaart.",
            "Theme file with the house style of the map.")),
        option(spoken, "--dpi", type=click.IntRange(min=50, max=600), metavar="N", help_=Text(
            f"Beeldpunten per inch van PNG; standaard {DPI}.",
            f"Dots per inch of PNG; {DPI} by default.")),
    ]  # fmt: skip


def check_map(values: dict[str, Any], log: ProblemLog) -> None:
    """Tell of endings that are no format, and of options that ask for a map."""
    for word in values["maps"]:
        if not _is_folder(word) and Path(word).suffix[1:].lower() not in FORMATS:
            endings = ", ".join(f".{each}" for each in FORMATS)
            log.error(
                f"--map: {word} heeft geen bekend formaat; verwacht een bestand dat eindigt op "
                f"{endings}, of een map (met / erachter)",
                f"--map: {word} has no known format; expected a file that ends in {endings}, or a "
                "folder (with / behind it)",
                value=word,
            )
    for name, spelled in HOW.items():
        if values[name] is not None and not values["maps"]:
            log.error(
                f"{spelled} heeft hier geen zin: er is geen --map",
                f"{spelled} is of no use: there is no --map",
            )


def draw_map(before: Study, after: Study, values: dict[str, Any]) -> list[Path]:
    """Draw the change in every file that was asked for, and return the files; tell of the borders.

    Raises
    ------
    InputError
        If the theme file is wrong.
    OutsideError
        If a file cannot be written; what was there is then as it was.
    """
    from regiekaart.cli.app import notice
    from regiekaart.cli.making import written_in
    from regiekaart.maps.atlas import Called, Series
    from regiekaart.maps.changes import comparison_page
    from regiekaart.maps.page_files import write_page_files
    from regiekaart.maps.shapes import Land
    from regiekaart.maps.theme import PLAIN
    from regiekaart.maps.theme_file import read_theme

    theme = read_theme(values["style"]) if values["style"] is not None else PLAIN
    spoken = written_in(theme, values["lang"])
    files = _files(values["maps"], before, after, spoken)
    series = Series(
        names=after.names,
        land=Land(after.boundaries),
        folder=Path(),
        formats=(),
        dpi=values["dpi"] or DPI,
        theme=theme,
        language=spoken,
        called=Called.of(after),
    )
    write_page_files(comparison_page(before, after, spoken, theme), series, files)
    for problem in after.boundaries.notices:
        notice(problem.line(language(values["lang"])))
    return files


def _files(words: Sequence[str], before: Study, after: Study, spoken: Language) -> list[Path]:
    """Return the files, each once; in a folder one is named after the two studies."""
    from regiekaart.build import folder_name
    from regiekaart.language import NL

    name = f"change-{folder_name(before, NL)}-to-{folder_name(after, spoken)}.png"
    return list(
        dict.fromkeys(Path(word) / name if _is_folder(word) else Path(word) for word in words)
    )


def _is_folder(word: str) -> bool:
    return word.endswith(("/", os.sep)) or Path(word).is_dir()
