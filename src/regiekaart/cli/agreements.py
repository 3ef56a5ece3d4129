"""The command ``regiekaart agreements``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from regiekaart.cli.options import (
    PARTS,
    IsoDate,
    chosen_study,
    command,
    format_option,
    option,
    study_options,
)
from regiekaart.cli.output import FORMATS, print_result
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.agreements import AgreementTable
    from regiekaart.words.table import Table


def agreements_command(spoken: Language) -> click.Command:
    """Return the command."""
    by = option(spoken, "--by", type=click.Choice(PARTS), help_=Text(
        "Per provincie, referentieregio, regiegebied of arrondissement.",
        "Per province, reference region, regie region or arrondissement."))  # fmt: skip
    forecast = option(spoken, "--forecast", type=IsoDate(spoken), help_=Text(
        "Prognose: wie op deze dag een overeenkomst heeft als elke verwachte datum gehaald wordt.",
        "Forecast: who has an agreement on this day if every expected date is met."))  # fmt: skip
    each = option(spoken, "--municipalities", is_flag=True, help_=Text(
        "De lijst per gemeente, met bewijs en bron, in plaats van de tellingen.",
        "The list per municipality, with evidence and source, instead of the counts."))  # fmt: skip
    return command(
        spoken,
        "agreements",
        _run,
        Text(
            "De samenwerkingsovereenkomsten met VDAB: status, prognose, en gekruist met het "
            "lidmaatschap.",
            "The cooperation agreements with VDAB: status, forecast, and crossed with membership.",
        ),
        [by, forecast, each, *study_options(spoken), format_option(spoken, *FORMATS)],
    )


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.agreements import agreements
    from regiekaart.cli.app import notice

    spoken = language(values["lang"])
    table = agreements(chosen_study(values), values["by"], values["forecast"])
    for problem in table.study.agreement_facts.notices:
        notice(problem.line(spoken))
    sheet = values["output_format"] == "csv"
    print_result(
        values,
        lambda: _tables(table, each=values["municipalities"], sheet=sheet),
        lambda _: _document(table),
    )


def _tables(table: AgreementTable, *, each: bool, sheet: bool) -> Sequence[Table]:
    from regiekaart.analysis.crossing import crossing
    from regiekaart.words.agreements import agreement_table, crossing_table, standing_table

    if each:
        return [standing_table(table.study, sheet=sheet)]
    return [agreement_table(table), crossing_table(crossing(table.study))]


def _document(table: AgreementTable) -> dict[str, Any]:
    from regiekaart.analysis.agreement_json import as_json, crossing_json, standings_json
    from regiekaart.analysis.crossing import crossing

    return {
        **as_json(table),
        "crossed": crossing_json(crossing(table.study)),
        "municipalities": standings_json(table.study),
    }
