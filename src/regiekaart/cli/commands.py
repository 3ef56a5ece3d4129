"""The commands: each one calls one public function and prints what it returns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiekaart import __version__
from regiekaart.cli.check import check_command
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
    from collections.abc import Callable


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
    from regiekaart.cli.export import export_command
    from regiekaart.cli.missing import missing_command
    from regiekaart.cli.products import (
        build_command,
        maps_command,
        report_command,
        web_command,
    )
    from regiekaart.cli.subsidy import subsidy_command
    from regiekaart.cli.territory import territory_command

    return (
        build_command, _coverage, missing_command, check_command, compare_command,
        agreements_command, subsidy_command, audit_command, maps_command, web_command,
        report_command, export_command, territory_command, _validate, boundaries_group,
        data_group,
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
