"""The commands: each one calls one public function and prints what it returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from regiekaart import __version__
from regiekaart.cli.check import check_command
from regiekaart.cli.options import (
    chosen_study,
    command,
    division_option,
    divisions_of,
    format_option,
    group,
    study_options,
)
from regiekaart.cli.output import FORMATS, print_result
from regiekaart.language import Language, Text

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
    from regiekaart.cli.build import build_command
    from regiekaart.cli.compare import compare_command
    from regiekaart.cli.data import data_group
    from regiekaart.cli.export import export_command
    from regiekaart.cli.init import init_command
    from regiekaart.cli.missing import missing_command
    from regiekaart.cli.products import maps_command, report_command, web_command
    from regiekaart.cli.schemes import schemes_group
    from regiekaart.cli.subsidy import subsidy_command
    from regiekaart.cli.territory import territory_command
    from regiekaart.cli.validate import validate_command

    return (
        build_command, _coverage, missing_command, check_command, compare_command,
        agreements_command, subsidy_command, audit_command, maps_command, web_command,
        report_command, export_command, territory_command, init_command, validate_command,
        boundaries_group, data_group, schemes_group,
    )  # fmt: skip


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"regiekaart {__version__}")
        ctx.exit()


def _coverage(spoken: Language) -> click.Command:
    return command(
        spoken,
        "coverage",
        _run_coverage,
        Text(
            "De dekkingsgraad: gemeenten en inwoners, leden en onbekenden.",
            "The coverage: municipalities and inhabitants, members and unknown.",
        ),
        [division_option(spoken), *study_options(spoken), format_option(spoken, *FORMATS)],
    )


def _run_coverage(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.coverage import as_json, coverage
    from regiekaart.cli.features import require_word, scheme_of
    from regiekaart.words.tables import coverage_table

    require_word("--by", values["by"], divisions_of(scheme_of(values)))
    found = coverage(chosen_study(values), values["by"])
    print_result(values, lambda: [coverage_table(found)], lambda _: as_json(found))
