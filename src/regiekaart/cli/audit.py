"""The command ``regiekaart audit``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from regiekaart.cli.features import CLAIMS, require_feature, scheme_of
from regiekaart.cli.options import command, format_option, option, study_choice, study_options
from regiekaart.cli.output import FORMATS, print_result
from regiekaart.language import Language, Text, language

# Each figure brings its own day, and with it the population; nothing is drawn.
_NOT_HERE: Final = frozenset({"day", "population_year", "boundaries"})


def audit_command(spoken: Language) -> click.Command:
    """Return the command."""
    file = click.Path(path_type=Path)
    figures = option(spoken, "--figures", type=file, metavar="FILE", help_=Text(
        "Eigen cijfers (CSV of XLSX) naast de meegeleverde; FILE.xlsx#BLAD kiest een blad.",
        "Own figures (CSV or XLSX) beside those that ship; "
        "FILE.xlsx#SHEET chooses a sheet."))  # fmt: skip
    only_own = option(spoken, "--only-own", is_flag=True, help_=Text(
        "Toon alleen de eigen cijfers; de meegeleverde tellen mee als vergelijking.",
        "Show the own figures only; those that ship serve as comparison."))  # fmt: skip
    chosen = [p for p in study_options(spoken) if p.name not in _NOT_HERE]
    return command(
        spoken,
        "audit",
        _run,
        Text(
            "Gepubliceerde cijfers nagekeken: hun rekenwerk, onderling, en tegen de gegevens.",
            "Published figures checked: their arithmetic, each other, and the data.",
        ),
        [figures, only_own, *chosen, format_option(spoken, *FORMATS)],
    )


def _run(**values: Any) -> int:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.audit import Audit, as_json, audit
    from regiekaart.cli.app import FINE, FOUND, notice
    from regiekaart.errors import InputError, ProblemLog
    from regiekaart.facts.figure_list import read_figures
    from regiekaart.facts.published import published_figures
    from regiekaart.study import load_study
    from regiekaart.study.days import studies_around
    from regiekaart.words.audit import audit_rows, audit_table

    spoken, path = language(values["lang"]), values["figures"]
    scheme = scheme_of(values)
    require_feature(scheme, scheme.has_claims, CLAIMS)
    if values["only_own"] and path is None:
        raise InputError.one(
            "--only-own toont alleen eigen cijfers: geef --figures",
            "--only-own shows own figures only: give --figures",
        )
    figures = published_figures()
    if path is not None:
        log = ProblemLog()
        figures = (*figures, *read_figures(path, log, taken={f.id for f in figures}))
        for problem in log.notices:
            notice(problem.line(spoken))
    # A study file may name a day as well: here each figure brings its own.
    choice = replace(study_choice(values), date=None, population_year=None)
    # An own list is read at once, so that its errors come whatever the figures are about.
    chosen = load_study(choice)
    for problem in chosen.notices:
        notice(problem.line(spoken))
    found = audit(figures, studies_around(chosen))
    if values["only_own"]:
        found = Audit(tuple(claim for claim in found.claims if claim.figure.own))
    table = audit_rows if values["output_format"] == "csv" else audit_table
    print_result(
        values,
        lambda: [table(found, fictional=choice.example)],
        lambda chosen: as_json(found, chosen),
    )
    return FOUND if found.found_wrong else FINE
