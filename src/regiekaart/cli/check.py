"""The command ``regiekaart check``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from regiekaart.cli.options import chosen_study, command, format_option, option, study_options
from regiekaart.cli.output import FORMATS, print_result
from regiekaart.language import Language, Text, language


def check_command(spoken: Language) -> click.Command:
    """Return the command."""
    return command(
        spoken,
        "check",
        _run,
        Text(
            "De regels: schaal, rechtsvorm, referentieregio, samenhang, één gebied per gemeente.",
            "The rules: scale, legal form, reference region, contiguity, one region each.",
        ),
        [*before_options(spoken), *study_options(spoken), format_option(spoken, *FORMATS)],
    )


def before_options(spoken: Language) -> list[click.Parameter]:
    """Return the options that say what was there in the cycle before."""
    return [
        option(spoken, "--before", type=click.Path(path_type=Path), metavar="FILE", help_=Text(
            "Eigen ledenlijst van de vorige cyclus; zij bepaalt wat nieuw of gewijzigd is. "
            "FILE.xlsx#BLAD kiest een blad.",
            "Own list of members of the cycle before; it decides what is new or has changed. "
            "FILE.xlsx#SHEET chooses a sheet.")),
        option(spoken, "--before-complete/--before-partial", default=None, help_=Text(
            "De lijst van de vorige cyclus is volledig, of gedeeltelijk (standaard).",
            "The list of the cycle before is complete, or partial (the default).")),
    ]  # fmt: skip


def _run(**values: Any) -> int:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.rules.check import as_json, check
    from regiekaart.cli.app import notice
    from regiekaart.words.rules import check_text, finding_table

    spoken = language(values["lang"])
    study = chosen_study(values, keep_claims=True)
    if study.before is not None:
        for problem in study.before.notices:
            notice(problem.line(spoken))
    result = check(study)
    print_result(
        values,
        lambda: [finding_table(result)],
        lambda spoken: as_json(result, spoken),
        lambda: check_text(result, spoken),
    )
    return 1 if result.errors else 0
