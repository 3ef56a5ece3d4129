"""Whether a study can be built, asked before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.build.choice import BuildChoice
    from regiekaart.errors import Problem
    from regiekaart.study import Study

DRAWN = frozenset({"maps", "web", "report", "export"})


def check_ready(study: Study, choice: BuildChoice) -> None:
    """Read all that a build of a study needs beside its list.

    A build of one study needs this not: it changes nothing until all its files are made. Of
    several in a row, the first would be there before the last is found to be wrong.

    Parameters
    ----------
    study
        The study.
    choice
        What will be made.

    Raises
    ------
    InputError
        With the problems of the agreements, the list of the cycle before, the borders and the
        template.
    """
    problems: list[Problem] = []
    for read in _readers(study, choice):
        try:
            read()
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)


def _readers(study: Study, choice: BuildChoice) -> list[Callable[[], object]]:
    readers: list[Callable[[], object]] = [lambda: study.before]
    if study.scheme.has_statuses:
        readers.append(lambda: study.agreement_facts)
    if DRAWN & set(choice.parts):
        readers.append(lambda: study.boundaries)
    template = choice.template
    if template is not None and "report" in choice.parts:
        from regiekaart.report.docx.template import open_template

        readers.append(lambda: open_template(template))
    return readers
