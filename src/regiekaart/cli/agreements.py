"""The command ``regiekaart agreements``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.cli.features import (
    AGREEMENTS,
    require_feature,
    require_word,
    scheme_of,
)
from regiekaart.cli.options import (
    IsoDate,
    chosen_study,
    command,
    division_option,
    divisions_of,
    format_option,
    option,
    study_options,
)
from regiekaart.cli.output import FORMATS, print_result
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

    from regiekaart.analysis.agreements import AgreementTable
    from regiekaart.words.table import Table


def agreements_command(spoken: Language) -> click.Command:
    """Return the command."""
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
        [
            division_option(spoken),
            forecast,
            each,
            *study_options(spoken),
            format_option(spoken, *FORMATS),
        ],
    )


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.agreements import agreements
    from regiekaart.cli.app import notice

    spoken, scheme = language(values["lang"]), scheme_of(values)
    require_feature(scheme, scheme.has_statuses, AGREEMENTS)
    require_word("--by", values["by"], divisions_of(scheme))
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
