"""The commands: each one calls one public function and prints what it returns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from regiekaart import __version__
from regiekaart.cli.check import before_options, check_command, tell_before
from regiekaart.cli.options import (
    PARTS,
    chosen_study,
    command,
    format_option,
    group,
    option,
    study_options,
)
from regiekaart.cli.output import FORMATS, print_json, print_result
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from regiekaart.build import BuildChoice, BuildResult
    from regiekaart.language import LanguageCode
    from regiekaart.maps.theme import Theme

MAP_KINDS = ("flanders", "province", "reference-region", "regie-region", "misfit")
MAP_THEMES = (
    "membership", "coverage", "agreements", "reference-fit", "missing", "change", "subsidy",
)  # fmt: skip
MAP_FORMATS = ("png", "svg", "pdf")
BUILD_PARTS = ("tables", "maps", "web", "report")


def build_cli(spoken: Language) -> click.Group:
    """Return the command line in one language."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        help=spoken.say(Text("Toon de versie.", "Show the version.")),
        callback=_show_version,
    )
    cli = group(
        spoken,
        "regiekaart",
        Text(
            "Dekkingsgraad, kaarten en verslag van de lokale regiegebieden sociale economie "
            "en werk in Vlaanderen.",
            "Coverage, maps and report of the regie regions for social economy and work "
            "in Flanders.",
        ),
        [version],
    )
    for maker in _makers():
        cli.add_command(maker(spoken))
    return cli


def _makers() -> tuple[Callable[[Language], click.Command], ...]:
    """Return what makes each command, in the order in which they are listed."""
    from regiekaart.cli.agreements import agreements_command
    from regiekaart.cli.audit import audit_command
    from regiekaart.cli.boundaries import boundaries_group
    from regiekaart.cli.compare import compare_command
    from regiekaart.cli.data import data_group
    from regiekaart.cli.missing import missing_command
    from regiekaart.cli.subsidy import subsidy_command
    from regiekaart.cli.territory import territory_command

    return (
        _build, _coverage, missing_command, check_command, compare_command, agreements_command,
        subsidy_command, audit_command, _maps, _web, _report, territory_command, _validate,
        boundaries_group, data_group,
    )  # fmt: skip


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"regiekaart {__version__}")
        ctx.exit()


def _coverage(spoken: Language) -> click.Command:
    by = option(spoken, "--by", type=click.Choice(PARTS), help_=Text(
        "Per provincie, referentieregio, regiegebied of arrondissement.",
        "Per province, reference region, regie region or arrondissement."))  # fmt: skip
    return command(
        spoken,
        "coverage",
        _run_coverage,
        Text(
            "De dekkingsgraad: gemeenten en inwoners, leden en onbekenden.",
            "The coverage: municipalities and inhabitants, members and unknown.",
        ),
        [by, *study_options(spoken), format_option(spoken, *FORMATS)],
    )


def _run_coverage(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.coverage import as_json, coverage
    from regiekaart.words.tables import coverage_table

    found = coverage(chosen_study(values), values["by"])
    print_result(values, lambda: [coverage_table(found)], lambda _: as_json(found))


def _split(words: str | None, allowed: tuple[str, ...], name: str) -> tuple[str, ...]:
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


def _output_option(spoken: Language) -> click.Option:
    return option(
        spoken, "--output", type=click.Path(path_type=Path), default=Path("outputs"), metavar="DIR",
        help_=Text(
            "Map waarin het resultaat komt, in een map per studie; standaard outputs.",
            "Folder for the result, in a folder per study; outputs by default."))  # fmt: skip


def _formats_option(
    spoken: Language, default: str, formats: tuple[str, ...] = MAP_FORMATS
) -> click.Option:
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


def _style_option(spoken: Language) -> click.Option:
    return option(
        spoken, "--style", type=click.Path(path_type=Path), metavar="FILE.toml",
        help_=Text("Themabestand met de huisstijl van kaarten, webpagina en verslag: kleuren, "
                   "letter, logo, marges, taal.",
                   "Theme file with the house style of maps, web page and report: colours, font, "
                   "logo, margins, language."))  # fmt: skip


def _chosen_style(path: Path | None) -> Theme | None:
    if path is None:
        return None
    from regiekaart.maps.theme_file import read_theme

    return read_theme(path)


def _written_in(style: Theme | None, lang: LanguageCode) -> Language:
    """Return the language of what is written: the one that was asked for, else the style's."""
    if style is None or style.language is None:
        return language(lang)
    context: click.Context | None = click.get_current_context()
    # Asked for before the command, or after it.
    while context is not None:
        if context.get_parameter_source("lang") is ParameterSource.COMMANDLINE:
            return language(lang)
        context = context.parent
    return language(style.language)


def _map_options(spoken: Language) -> list[click.Parameter]:
    """Return the options of every command that draws maps."""
    return [
        _style_option(spoken),
        _output_option(spoken),
        _formats_option(spoken, "png"),
        _jobs_option(spoken),
        _dpi_option(spoken),
        *study_options(spoken),
        *before_options(spoken),
        format_option(spoken, "table", "json"),
    ]


def _build(spoken: Language) -> click.Command:
    only = option(spoken, "--only", metavar=",".join(BUILD_PARTS), help_=Text(
        "Maak alleen deze delen, met komma's.",
        "Make these parts only, with commas."))  # fmt: skip
    return command(
        spoken,
        "build",
        _run_build,
        Text(
            "Alles: tabellen, kaarten, webpagina en verslag, met een manifest.",
            "Everything: tables, maps, web page and report, with a manifest.",
        ),
        [
            only,
            *_map_options(spoken),
        ],
    )


def _run_build(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.build import BuildChoice

    style = _chosen_style(values["style"])
    spoken = _written_in(style, values["lang"])
    choice = BuildChoice(
        output=values["output"],
        parts=_split(values["only"], BUILD_PARTS, "--only"),
        formats=_split(values["formats"], MAP_FORMATS, "--formats"),
        jobs=values["jobs"],
        dpi=values["dpi"],
        language=spoken,
        style=style,
    )
    result = _built(values, choice)
    if values["output_format"] == "json":
        print_json(result.manifest)
    else:
        click.echo(result.summary(language(values["lang"])))


def _maps(spoken: Language) -> click.Command:
    kind = option(spoken, "--kind", type=click.Choice(MAP_KINDS), help_=Text(
        "Alleen kaarten van deze soort.", "Maps of this kind only."))  # fmt: skip
    theme = option(spoken, "--theme", type=click.Choice(MAP_THEMES), help_=Text(
        "Alleen kaarten die dit tonen: lidmaatschap, dekking, overeenkomsten, passen in de "
        "referentieregio, wie ontbreekt, wat veranderde, subsidie.",
        "Only maps that show this: membership, coverage, agreements, fit in the reference "
        "region, who is missing, what changed, subsidy."))  # fmt: skip
    name = option(spoken, "--name", metavar="NAME", help_=Text(
        "Alleen de kaart van dit gebied, bijvoorbeeld Limburg.",
        "Only the map of this area, for example Limburg."))  # fmt: skip
    return command(
        spoken,
        "maps",
        _run_maps,
        Text(
            "Kaarten: Vlaanderen, per provincie, per referentieregio, per regiegebied.",
            "Maps: Flanders, per province, per reference region, per regie region.",
        ),
        [
            kind,
            theme,
            name,
            *_map_options(spoken),
        ],
    )


def _run_maps(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.build import BuildChoice

    style = _chosen_style(values["style"])
    spoken = _written_in(style, values["lang"])
    choice = BuildChoice(
        output=values["output"],
        parts=("maps",),
        formats=_split(values["formats"], MAP_FORMATS, "--formats"),
        jobs=values["jobs"],
        dpi=values["dpi"],
        language=spoken,
        kinds=(values["kind"],) if values["kind"] else MAP_KINDS,
        name=values["name"],
        theme=values["theme"],
        style=style,
    )
    _print_files(_built(values, choice).files, values["output_format"])


def _built(values: dict[str, Any], choice: BuildChoice) -> BuildResult:
    """Build what was chosen, with a progress bar, and tell of the borders that were drawn with."""
    from regiekaart.build import build
    from regiekaart.cli.app import notice
    from regiekaart.cli.progress import Progress

    spoken = language(values["lang"])
    study = chosen_study(values)
    if study.choice is not None and study.choice.before is not None:
        tell_before(study, spoken)
    with Progress(spoken) as progress:
        result = build(study, choice, progress)
    if set(choice.parts) - {"tables"}:
        for problem in result.study.boundaries.notices:
            notice(problem.line(spoken))
    return result


def _print_files(files: Iterable[Path], output_format: str) -> None:
    listed = [path.as_posix() for path in files]
    if output_format == "json":
        print_json(listed)
    else:
        for path in listed:
            click.echo(path)


def _single_part(
    part: str, help_: Text, formats: tuple[str, ...] = (), *, compared: bool = False
) -> Callable[[Language], click.Command]:
    """Return the maker of a command that builds one part, compared with an earlier cycle or not."""

    def run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
        if formats:
            _split(values["formats"], formats, "--formats")
        from regiekaart.build import BuildChoice

        style = _chosen_style(values.get("style"))
        spoken = _written_in(style, values["lang"])
        choice = BuildChoice(output=values["output"], parts=(part,), language=spoken, style=style)
        _print_files(_built(values, choice).files, values["output_format"])

    def maker(spoken: Language) -> click.Command:
        return command(
            spoken,
            part,
            run,
            help_,
            [
                *([_style_option(spoken)] if part in {"web", "report"} else []),
                _output_option(spoken),
                *([_formats_option(spoken, formats[0], formats)] if formats else []),
                *study_options(spoken),
                *(before_options(spoken) if compared else []),
                format_option(spoken, "table", "json"),
            ],
        )

    return maker


_web = _single_part(
    "web",
    Text(
        "De interactieve kaart: één HTML-bestand dat zonder netwerk opent.",
        "The interactive map: one HTML file that opens with no network.",
    ),
)
_report = _single_part(
    "report",
    Text(
        "Het verslag: dekkingsgraad, leden, wie ontbreekt, kaarten en bronnen, in HTML.",
        "The report: coverage, members, who is missing, maps and sources, as HTML.",
    ),
    formats=("html",),
    compared=True,
)


def _validate(spoken: Language) -> click.Command:
    return command(
        spoken,
        "validate",
        _run_validate,
        Text(
            "Controleer een ledenlijst zonder te rekenen; alle problemen ineens.",
            "Check a list of members without computing; all problems at once.",
        ),
        [
            click.Argument(["file"], type=click.Path(path_type=Path)),
            *[p for p in study_options(spoken) if p.name in {"cycle", "day", "sheet", "complete"}],
            format_option(spoken, "table", "json"),
        ],
    )


def _run_validate(**values: Any) -> int:  # noqa: ANN401 - the options of the command
    from regiekaart.errors import InputError, Severity
    from regiekaart.study import StudyChoice, load_study

    spoken = language(values["lang"])
    choice = StudyChoice(
        cycle=values["cycle"],
        date=values["day"],
        membership=values["file"],
        complete=values["complete"],
        sheet=values["sheet"],
    )
    try:
        problems = load_study(choice).notices
    except InputError as error:
        problems = error.problems
        if not values["file"].is_file():
            raise
    wrong = any(p.severity is Severity.ERROR for p in problems)
    if values["output_format"] == "json":
        print_json({"problems": [problem.as_json(spoken) for problem in problems]})
    else:
        for problem in problems:
            click.echo(problem.line(spoken))
        if not wrong:
            click.echo(spoken.say(Text("in orde", "in order")))
    return 1 if wrong else 0
