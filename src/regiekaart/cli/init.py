"""The command ``regiekaart init``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from regiekaart.cli.making import print_files
from regiekaart.cli.options import command, format_option, study_choice, study_options
from regiekaart.language import Language, Text, language
from regiekaart.scheme.known import shipped_schemes

if TYPE_CHECKING:
    from regiekaart.study import Study

STUDY_FILE: Final = Text("studie.toml", "study.toml")
# What says which study it is; a list of one's own is what this command helps to make.
_OPTIONS: Final = frozenset(
    {
        "study_scheme",
        "cycle",
        "day",
        "population_year",
        "membership",
        "complete",
        "sheet",
        "agreements",
        "example",
    }
)


def init_command(spoken: Language) -> click.Command:
    """Return the command."""
    return command(
        spoken,
        "init",
        _run,
        Text(
            "Begin een studie: een studiebestand met uitleg, en ledenlijst en overeenkomsten als "
            "XLSX en CSV om in te vullen, met elke gemeente van de datum.",
            "Begin a study: a study file with comments, and lists of members and agreements as "
            "XLSX and CSV to fill in, with every municipality of the date.",
        ),
        [
            click.Argument(["folder"], type=click.Path(path_type=Path), default=Path()),
            *[p for p in study_options(spoken) if p.name in _OPTIONS],
            format_option(spoken, "table", "json"),
        ],
    )


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.cli.app import notice
    from regiekaart.study.loading import load_units
    from regiekaart.study.schema import SCHEMA_NAME, schema_text
    from regiekaart.templates.run import start

    spoken, folder = language(values["lang"]), values["folder"]
    # A scheme may come without a list: this is where one begins.
    study = load_units(study_choice(values))
    for problem in study.notices:
        notice(problem.line(spoken))
    texts = {
        spoken.say(STUDY_FILE): _study_file(study, folder, spoken),
        SCHEMA_NAME: schema_text(),
    }
    print_files(start(folder, study, spoken, texts), values["output_format"])


def _scheme(study: Study) -> Path | str | None:
    """Return the scheme as a study file names it; a file by its whole path."""
    named = study.choice.scheme if study.choice is not None else None
    if named is None or str(named) in shipped_schemes():
        return named
    return Path(named).absolute()


def _study_file(study: Study, folder: Path, spoken: Language) -> str:
    """Return a study file that takes the lists beside it."""
    from regiekaart.study import StudyChoice
    from regiekaart.study.writing import study_file_text
    from regiekaart.templates.lists import agreement_template, membership_template

    def beside(name: Text) -> Path:
        return folder / f"{spoken.say(name)}.xlsx"

    choice = replace(
        StudyChoice(),
        # As it was named: a file, or nothing for the default.
        scheme=_scheme(study),
        cycle=study.cycle.id,
        date=study.date,
        membership=beside(membership_template(study).name),
        agreements=(beside(agreement_template(study).name) if study.scheme.has_statuses else None),
    )
    return study_file_text(choice, spoken, folder=folder)
