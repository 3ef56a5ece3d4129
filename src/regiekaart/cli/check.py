"""The command ``regiekaart check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.cli.options import chosen_study, command, format_option, option, study_options
from regiekaart.cli.output import FORMATS, print_result
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    import click

    from regiekaart.study import Study


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
    """Return the options that say with which earlier cycle a study is compared."""
    return [
        option(spoken, "--before", metavar="2017|2020|FILE", help_=Text(
            "Waarmee vergeleken wordt wat nieuw of gewijzigd is: een eerdere cyclus (standaard de "
            "vorige), of een eigen ledenlijst van de vorige cyclus. FILE.xlsx#BLAD kiest een blad.",
            "With what is compared what is new or has changed: an earlier cycle (the one before "
            "by default), or an own list of members of the cycle before. FILE.xlsx#SHEET chooses "
            "a sheet.")),
        option(spoken, "--before-complete/--before-partial", default=None, help_=Text(
            "De eigen lijst van de vorige cyclus is volledig, of gedeeltelijk (standaard).",
            "The own list of the cycle before is complete, or partial (the default).")),
    ]  # fmt: skip


def tell_before(study: Study, spoken: Language) -> None:
    """Read what a study is compared with, and tell what is to be told of it.

    Raises
    ------
    InputError
        If an own list has errors: before anything is made with it.
    """
    from regiekaart.cli.app import notice

    if study.before is not None:
        for problem in study.before.notices:
            notice(problem.line(spoken))


def _run(**values: Any) -> int:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.rules.check import as_json, check
    from regiekaart.words.rules import check_text, finding_table

    spoken = language(values["lang"])
    study = chosen_study(values, keep_claims=True)
    tell_before(study, spoken)
    result = check(study)
    print_result(
        values,
        lambda: [finding_table(result)],
        lambda spoken: as_json(result, spoken),
        lambda: check_text(result, spoken),
    )
    return 1 if result.errors else 0
