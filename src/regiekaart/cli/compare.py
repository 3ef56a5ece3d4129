"""The command ``regiekaart compare``: what changed between two cycles, dates or lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from regiekaart.cli.compare_map import check_map, draw_map, map_options
from regiekaart.cli.options import (
    CYCLE_IDS,
    IsoDate,
    command,
    format_option,
    option,
    study_options,
)
from regiekaart.cli.output import FORMATS, print_result, show
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from datetime import date

    from regiekaart.errors import Problem, ProblemLog
    from regiekaart.scheme.model import Cycle
    from regiekaart.study import Study, StudyChoice
    from regiekaart.words.table import Table

EXAMPLE_WORDS: Final = ("voorbeeld", "example")
LOOKS_LIKE_A_DATE: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def compare_command(spoken: Language) -> click.Command:
    """Return the command."""
    wanted = {
        "study_scheme", "population_year", "membership", "sheet", "complete", "boundaries",
    }  # fmt: skip
    return command(
        spoken,
        "compare",
        _run,
        Text(
            "Wat er veranderde tussen twee cycli, data of lijsten. "
            "FROM en TO zijn elk een cyclus (2020), een datum (2023-01-01), een ledenlijst (CSV of "
            "XLSX) of het woord voorbeeld. Het verschil in dekkingsgraad wordt per oorzaak "
            "uitgelegd; --map tekent wie toetrad, uittrad en bleef. Andere opties gelden voor "
            "beide.",
            "What changed between two cycles, dates or lists. "
            "FROM and TO are each a cycle (2020), a date (2023-01-01), a list of members (CSV or "
            "XLSX) or the word example. The difference in coverage is explained by cause; --map "
            "draws who joined, left and stayed. Other options hold for both.",
        ),
        [
            click.Argument(["start"], metavar="FROM"),
            click.Argument(["end"], metavar="TO"),
            option(spoken, "--cycle", metavar=CYCLE_IDS, help_=Text(
                "Beleidscyclus van een datum of een lijst; standaard die waarin de datum valt, en "
                "zonder datum de nieuwste.",
                "Policy cycle of a date or a list; by default the one that holds the date, and "
                "without a date the newest.")),
            option(spoken, "--date", "day", type=IsoDate(spoken), help_=Text(
                "Peildatum van wat zelf geen datum is; standaard het begin van de cyclus.",
                "Reference date of what is no date itself; by default the start of the cycle.")),
            option(spoken, "--from-date", type=IsoDate(spoken), help_=Text(
                "Peildatum van FROM; gaat voor op --date.",
                "Reference date of FROM; goes before --date.")),
            option(spoken, "--to-date", type=IsoDate(spoken), help_=Text(
                "Peildatum van TO; gaat voor op --date.",
                "Reference date of TO; goes before --date.")),
            *[p for p in study_options(spoken) if p.name in wanted],
            *map_options(spoken),
            format_option(spoken, *FORMATS),
        ],
    )  # fmt: skip


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.change import as_json, compare
    from regiekaart.cli.app import notice
    from regiekaart.words.change import bridge_table, region_table, unit_change_table
    from regiekaart.words.change_fates import carried_over
    from regiekaart.words.change_sentences import change_sentences
    from regiekaart.words.layout import prose

    spoken = language(values["lang"])
    (before, after), notices = _studies(values)
    for problem in notices:
        notice(problem.line(spoken))
    change = compare(before, after)
    drawn = []
    if values["maps"]:
        # First: if the map cannot be written, nothing is.
        drawn = draw_map(before, after, values)
    if values["output_format"] == "table":
        show(prose(spoken.say(line) for line in change_sentences(change)) + "\n")
    # A file for programs has the same columns whatever is known.
    bounds = True if values["output_format"] == "csv" else None

    def tables() -> list[Table]:
        rest = (unit_change_table(change), region_table(change))
        return [bridge_table(change, bounds=bounds), *(table for table in rest if table.rows)]

    print_result(
        values, tables, lambda _: as_json(change) | {"same_source": len(carried_over(change))}
    )
    for path in drawn:
        notice(f"{spoken.say(Text('kaart', 'map'))}: {path.as_posix()}")


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two words: what it is, and the date that goes with it."""

    word: str
    kind: Literal["cycle", "date", "file", "example"]
    day: date | None

    def choice(self, values: dict[str, Any]) -> StudyChoice:
        """Return the study that it stands for, with the options that are for it."""
        from regiekaart.study import StudyChoice

        path = Path(self.word) if self.kind == "file" else values["membership"]
        if self.kind == "example":
            path = None
        workbook = path is not None and path.suffix.lower() != ".csv"
        cycles = _cycles(values)
        return StudyChoice(
            scheme=values["study_scheme"],
            cycle=self.word if self.kind == "cycle" else values["cycle"] or _at(self.day, cycles),
            date=self.day,
            population_year=values["population_year"],
            membership=path,
            complete=values["complete"] if path is not None else None,
            sheet=values["sheet"] if workbook else None,
            boundaries=values["boundaries"],
            example=self.kind == "example",
        )


def _cycles(values: dict[str, Any]) -> tuple[Cycle, ...]:
    """Return the cycles of the scheme."""
    from regiekaart.scheme.known import scheme_called

    return scheme_called(values["study_scheme"]).cycles


def _at(day: date | None, cycles: tuple[Cycle, ...]) -> str | None:
    """Return the cycle of a date, or the nearest; None, which is the newest, without a date."""
    if day is None:
        return None
    begun = [cycle.id for cycle in cycles if cycle.start <= day]
    return begun[-1] if begun else cycles[0].id


def _studies(values: dict[str, Any]) -> tuple[tuple[Study, Study], list[Problem]]:
    """Return the two studies and what is worth telling of them, each thing once.

    Raises
    ------
    InputError
        With the problems of both.
    """
    from regiekaart.errors import InputError
    from regiekaart.study import load_study

    choices = [side.choice(values) for side in _sides(values)]
    studies: list[Study] = []
    problems: list[Problem] = []
    for choice in choices:
        try:
            studies.append(load_study(choice))
        except InputError as error:
            problems += [_placed(problem, choice) for problem in error.problems]
    if problems:
        raise InputError(dict.fromkeys(problems))
    told = [_placed(n, c) for c, s in zip(choices, studies, strict=True) for n in s.notices]
    before, after = studies
    return (before, after), list(dict.fromkeys(told))


def _placed(problem: Problem, choice: StudyChoice) -> Problem:
    """Return a problem of a list with the list's path: both lists may have one name."""
    path = choice.membership
    return replace(problem, file=str(path)) if path and problem.file == path.name else problem


def _sides(values: dict[str, Any]) -> list[_Side]:
    """Return what the two words are; tell all that is wrong with the call at once."""
    from regiekaart.errors import InputError, ProblemLog

    log = ProblemLog()
    sides = []
    for word, name in ((values["start"], "from_date"), (values["end"], "to_date")):
        kind = _kind(word, _cycles(values), log)
        if kind != "date":
            sides.append(_Side(word, kind, values[name] or values["day"]))
            continue
        if values[name]:
            option_name = "--" + name.replace("_", "-")
            log.error(
                f"{word} is zelf een datum: laat {option_name} weg",
                f"{word} is a date itself: leave out {option_name}",
            )
        sides.append(_Side(word, kind, _date(word, log)))
    if {side.kind for side in sides} == {"cycle"} and len(_cycles(values)) == 1:
        log.error(
            f"het schema kent geen andere cyclus dan {sides[0].word}: vergelijk twee data of "
            "lijsten",
            f"the scheme has no other cycle than {sides[0].word}: compare two dates or lists",
            value=sides[0].word,
        )
    _check_options(values, sides, log)
    check_map(values, log)
    if log.errors:
        raise InputError(dict.fromkeys(log.errors))
    return sides


def _kind(
    word: str, known: tuple[Cycle, ...], log: ProblemLog
) -> Literal["cycle", "date", "file", "example"]:
    cycles = [cycle.id for cycle in known]
    if word in cycles:
        return "cycle"
    if LOOKS_LIKE_A_DATE.fullmatch(word):
        return "date"
    if word in EXAMPLE_WORDS:
        return "example"
    if not Path(word).is_file():
        listed = ", ".join(cycles)
        log.error(
            f"geen cyclus, datum of bestand: {word}; verwacht een cyclus ({listed}), een datum "
            f"(JJJJ-MM-DD, bijvoorbeeld {known[-1].start}), een ledenlijst (CSV of XLSX) of het "
            "woord voorbeeld",
            f"not a cycle, a date or a file: {word}; expected a cycle ({listed}), a date "
            f"(YYYY-MM-DD, for example {known[-1].start}), a list of members (CSV or XLSX) or the "
            "word example",
            value=word,
        )
    return "file"


def _date(word: str, log: ProblemLog) -> date | None:
    from datetime import datetime

    try:
        return datetime.strptime(word, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        log.error(
            f"geen datum: {word}; verwacht JJJJ-MM-DD, bijvoorbeeld 2023-01-01",
            f"not a date: {word}; expected YYYY-MM-DD, for example 2023-01-01",
            value=word,
        )
        return None


def _check_options(values: dict[str, Any], sides: list[_Side], log: ProblemLog) -> None:
    """Tell of options that nothing here would listen to."""
    kinds = {side.kind for side in sides}
    own_list = "file" in kinds or bool(values["membership"] and kinds & {"cycle", "date"})
    useless = {
        "--cycle": values["cycle"] is not None and kinds == {"cycle"},
        "--date": values["day"] is not None and kinds == {"date"},
        "--membership": values["membership"] is not None and not kinds & {"cycle", "date"},
        "--complete/--partial": values["complete"] is not None and not own_list,
        "--sheet": values["sheet"] is not None and not own_list,
    }
    for name in (name for name, wrong in useless.items() if wrong):
        why = {
            "--cycle": Text("FROM en TO zijn zelf cycli", "FROM and TO are cycles themselves"),
            "--date": Text("FROM en TO zijn zelf data", "FROM and TO are dates themselves"),
            "--membership": Text(
                "FROM en TO brengen zelf een lijst mee", "FROM and TO bring a list themselves"
            ),
        }.get(name, Text("er is geen eigen lijst", "there is no own list"))
        log.error(f"{name} heeft hier geen zin: {why.nl}", f"{name} is of no use: {why.en}")
