"""What the commands share that make files: their options, the build, the list of what was made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiekaart.cli.check import before_options, tell_before
from regiekaart.cli.options import chosen_study, format_option, option, study_options
from regiekaart.cli.output import print_json, show
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.build import BuildChoice, BuildResult
    from regiekaart.errors import Problem
    from regiekaart.language import LanguageCode
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study

MAP_FORMATS = ("png", "svg", "pdf")


def split(words: str | None, allowed: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return the words of a comma-separated option, checked."""
    from regiekaart.errors import InputError

    if words is None:
        return allowed
    chosen = tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
    unknown = [word for word in chosen if word not in allowed]
    if unknown or not chosen:
        listed = ", ".join(unknown) or "–"
        raise InputError.one(
            f"{name}: onbekend: {listed}; kies uit {', '.join(allowed)}",
            f"{name}: unknown: {listed}; choose from {', '.join(allowed)}",
            value=listed,
        )
    return chosen


def template_option(spoken: Language) -> click.Option:
    """Return the option that chooses the styles of the report in DOCX."""
    return option(
        spoken, "--template", type=click.Path(path_type=Path), metavar="FILE.docx", help_=Text(
            "Word-sjabloon voor het verslag in DOCX: stijlen, kop en voet van het huis.",
            "Word template for the report in DOCX: styles, head and foot of the house.",
        ))  # fmt: skip


def report_choices(values: dict[str, Any], option: str) -> dict[str, Any]:
    """Return which kinds of report are asked for, checked, and their template.

    Parameters
    ----------
    values
        The values of the command.
    option
        Its option that chooses kinds of report.
    """
    from regiekaart.build.choice import REPORT_FORMATS

    words = values[option.strip("-").replace("-", "_")]
    return {
        "report_formats": split(words, REPORT_FORMATS, option),
        "template": values["template"],
    }


def output_option(spoken: Language) -> click.Option:
    """Return the option that says where the results go."""
    return option(
        spoken, "--output", type=click.Path(path_type=Path), default=Path("outputs"), metavar="DIR",
        help_=Text(
            "Map waarin het resultaat komt, in een map per studie; standaard outputs.",
            "Folder for the result, in a folder per study; outputs by default."))  # fmt: skip


def formats_option(
    spoken: Language, default: str, formats: tuple[str, ...] = MAP_FORMATS
) -> click.Option:
    """Return the option that chooses kinds of files."""
    return option(spoken, "--formats", default=default, metavar=",".join(formats), help_=Text(
        f"Bestandsformaten, met komma's; standaard {default}.",
        f"File formats, with commas; {default} by default."))  # fmt: skip


def _jobs_option(spoken: Language) -> click.Option:
    return option(spoken, "--jobs", type=click.IntRange(min=1), metavar="N", help_=Text(
        "Aantal kaarten tegelijk; standaard het aantal processorkernen.",
        "Number of maps at a time; by default the number of processor cores."))  # fmt: skip


def _dpi_option(spoken: Language) -> click.Option:
    return option(
        spoken, "--dpi", type=click.IntRange(min=50, max=600), default=150, metavar="N",
        help_=Text("Beeldpunten per inch van PNG; standaard 150.",
                   "Dots per inch of PNG; 150 by default."))  # fmt: skip


def style_option(spoken: Language) -> click.Option:
    """Return the option that chooses a house style."""
    return option(
        spoken, "--style", type=click.Path(path_type=Path), metavar="FILE.toml",
        help_=Text("Themabestand met de huisstijl van kaarten, webpagina en verslag: kleuren, "
                   "letter, logo, marges, taal.",
                   "Theme file with the house style of maps, web page and report: colours, font, "
                   "logo, margins, language."))  # fmt: skip


def chosen_style(path: Path | None) -> Theme | None:
    """Return the house style in a file; None without one."""
    if path is None:
        return None
    from regiekaart.maps.theme_file import read_theme

    return read_theme(path)


def written_in(style: Theme | None, lang: LanguageCode) -> Language:
    """Return the language of what is written: the one that was asked for, else the style's."""
    from regiekaart.cli.planned import is_chosen

    if style is None or style.language is None or is_chosen("lang"):
        return language(lang)
    return language(style.language)


def map_options(spoken: Language) -> list[click.Parameter]:
    """Return the options of every command that draws maps."""
    return [
        style_option(spoken),
        output_option(spoken),
        formats_option(spoken, "png"),
        _jobs_option(spoken),
        _dpi_option(spoken),
        *study_options(spoken),
        *before_options(spoken),
        format_option(spoken, "table", "json"),
    ]


def built(values: dict[str, Any], choice: BuildChoice) -> BuildResult:
    """Build what was chosen, with a progress bar, and tell of the borders that were drawn with."""
    spoken = language(values["lang"])
    choice = replace(choice, plan=values.get("study"))
    return made(chosen_study(values), choice, spoken)


def made(study: Study, choice: BuildChoice, spoken: Language) -> BuildResult:
    """Build a study, with a progress bar, and tell of the borders that were drawn with."""
    from regiekaart.build import build
    from regiekaart.cli.app import notice
    from regiekaart.cli.progress import Progress

    if study.choice is not None and study.choice.before is not None:
        tell_before(study, spoken)
    with Progress(spoken) as progress:
        result = build(study, choice, progress)
    for text in (*result.left_out, *result.failed):
        notice(spoken.say(text))
    for problem in _border_notices(study, choice):
        notice(problem.line(spoken))
    return result


def _border_notices(study: Study, choice: BuildChoice) -> tuple[Problem, ...]:
    """Return what is to be told of the borders: of the file, only where it was read."""
    from regiekaart.facts.boundaries import damage_notices

    if not set(choice.parts) - {"tables"}:
        return ()
    if "boundaries" in vars(study):
        return study.boundaries.notices
    usual = study.boundaries_choice is None and study.register.shipped
    return damage_notices(study.date) if usual else ()


def print_files(files: Iterable[Path], output_format: str) -> None:
    """Print the files that were made, one a line, or as JSON."""
    listed = [path.as_posix() for path in files]
    if output_format == "json":
        print_json(listed)
    else:
        for path in listed:
            show(path)
