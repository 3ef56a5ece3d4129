"""The command ``regiekaart build``: everything, of one study or of each in a study file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiekaart.cli.making import (
    MAP_FORMATS,
    built,
    chosen_style,
    made,
    map_options,
    report_choices,
    split,
    template_option,
    written_in,
)
from regiekaart.cli.options import command, option, study_and_notices
from regiekaart.cli.output import print_json, show
from regiekaart.cli.products import REPORT_FORMATS
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.build import BuildChoice, BuildResult
    from regiekaart.errors import Problem
    from regiekaart.study import Study
    from regiekaart.study.settings import StudyPlan

BUILD_PARTS = ("tables", "maps", "web", "report", "export")


def build_command(spoken: Language) -> click.Command:
    """Return the command that makes everything."""
    only = option(spoken, "--only", metavar=",".join(BUILD_PARTS), help_=Text(
        "Maak alleen deze delen, met komma's.",
        "Make these parts only, with commas."))  # fmt: skip
    since = option(
        spoken, "--since", type=click.Path(path_type=Path), metavar="DIR", help_=Text(
            "Zeg wat er veranderde tegenover een eerdere uitvoer: de map van een studie.",
            "Say what changed against earlier outputs: the folder of a study."))  # fmt: skip
    fresh = option(spoken, "--fresh", is_flag=True, help_=Text(
        "Maak alles opnieuw, ook wat nog juist is.",
        "Make everything anew, also what is still right."))  # fmt: skip
    kinds = option(spoken, "--report-formats", metavar=",".join(REPORT_FORMATS), help_=Text(
        "Soorten verslag, met komma's; standaard alle.",
        "Kinds of report, with commas; all by default."))  # fmt: skip
    return command(
        spoken,
        "build",
        _run,
        Text(
            "Alles: tabellen, kaarten, webpagina, verslag en gegevens voor GIS, met een manifest. "
            "Bevat het studiebestand meer studies, dan van elk ervan.",
            "Everything: tables, maps, web page, report and data for GIS, with a manifest. Of "
            "each study, where the study file holds more.",
        ),
        [
            only,
            since,
            fresh,
            kinds,
            template_option(spoken),
            *map_options(spoken),
        ],
        several=True,
    )


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    plans = values["study"]
    if isinstance(plans, tuple):
        _run_all(values, plans)
        return
    choice = _choice(values)
    result = built(values, choice)
    if values["output_format"] == "json":
        print_json(_document(result, choice))
    else:
        show(result.summary(language(values["lang"])))


def _choice(values: dict[str, Any]) -> BuildChoice:
    """Return what a command's values choose to build."""
    from regiekaart.build import BuildChoice

    style = chosen_style(values["style"])
    return BuildChoice(
        output=values["output"],
        parts=split(values["only"], BUILD_PARTS, "--only"),
        formats=split(values["formats"], MAP_FORMATS, "--formats"),
        jobs=values["jobs"],
        dpi=values["dpi"],
        language=written_in(style, values["lang"]),
        style=style,
        since=values["since"],
        fresh=values["fresh"],
        **report_choices(values, "--report-formats"),
    )


def _document(result: BuildResult, choice: BuildChoice) -> dict[str, Any]:
    changes = [choice.language.say(text) for text in result.changes]
    return result.manifest | ({"since": changes} if choice.since else {})


@dataclass(frozen=True, slots=True)
class _Job:
    """One study of a file, read and ready to be built."""

    plan: StudyPlan
    study: Study
    notices: tuple[Problem, ...]
    choice: BuildChoice
    spoken: Language


def _run_all(values: dict[str, Any], plans: Sequence[StudyPlan]) -> None:
    """Build each study of a file; what is wrong with any is told before a file is written."""
    from regiekaart.cli.app import notice
    from regiekaart.errors import InputError

    if values["since"] is not None:
        raise InputError.one(
            f"--since vergelijkt één studie: kies er een, bijvoorbeeld --study {plans[0].label}",
            f"--since compares one study: choose one, for example --study {plans[0].label}",
        )
    documents = []
    jobs = _jobs(plans)
    for number, job in enumerate(jobs, start=1):
        head = Text(
            f"studie {number} van {len(jobs)}: {job.plan.name}",
            f"study {number} of {len(jobs)}: {job.plan.name}",
        )
        notice(job.spoken.say(head))
        for problem in job.notices:
            notice(problem.line(job.spoken))
        result = made(job.study, job.choice, job.spoken)
        documents.append({"name": job.plan.name, **result.manifest})
        if values["output_format"] != "json":
            show(("\n" if number > 1 else "") + result.summary(job.spoken))
    if values["output_format"] == "json":
        print_json({"studies": documents})


def _jobs(plans: Sequence[StudyPlan]) -> list[_Job]:
    """Read everything that the studies are made of.

    Raises
    ------
    InputError
        With what is wrong with any of them, or if two would go into one folder.
    """
    from regiekaart.errors import InputError

    jobs: list[_Job] = []
    problems: list[Problem] = []
    for plan in plans:
        try:
            jobs.append(_job(plan))
        except InputError as error:
            problems += [p if p.file else replace(p, file=plan.label) for p in error.problems]
    # What is wrong with a list that several share is told once.
    problems = list(dict.fromkeys([*problems, *_shared_folders(jobs)]))
    if problems:
        raise InputError(problems)
    return jobs


def _job(plan: StudyPlan) -> _Job:
    from regiekaart.build.ready import check_ready
    from regiekaart.cli.planned import settled

    values = settled(click.get_current_context(), plan)
    choice = replace(_choice(values), plan=plan)
    study, notices = study_and_notices(values)
    check_ready(study, choice)
    return _Job(plan, study, notices, choice, language(values["lang"]))


def _shared_folders(jobs: Sequence[_Job]) -> list[Problem]:
    """Return a problem for each study that would overwrite an earlier one of the same file."""
    from regiekaart.build import folder_name
    from regiekaart.errors import Problem

    first: dict[Path, str | None] = {}
    problems = []
    for job in jobs:
        folder = job.choice.output / folder_name(job.study, job.choice.language)
        earlier = first.setdefault(folder.absolute(), job.plan.name)
        if earlier != job.plan.name:
            message = Text(
                f"komt in dezelfde map als {earlier}: {folder.as_posix()}; geef een van beide een "
                "eigen folder onder [study.output]",
                f"goes into the same folder as {earlier}: {folder.as_posix()}; give one of them a "
                "folder of its own below [study.output]",
            )
            problems.append(Problem(message=message, file=job.plan.label))
    return problems
