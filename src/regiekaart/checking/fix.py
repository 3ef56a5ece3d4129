"""A corrected copy of a list: what is certain is done, what is doubtful is marked.

The copy is read again before it takes its place: each row that could be read has to state what it
stated, or nothing is written.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regiekaart.checking.check import Asked, check_as_read
from regiekaart.checking.copying import CHECK, CopyWriter, Mark, Source
from regiekaart.checking.grid import read_grid
from regiekaart.checking.placing import refuse_target
from regiekaart.checking.plan import BLANK, Change, make_plan
from regiekaart.checking.statements import statements
from regiekaart.errors import InputError, Problem, ProblemLog, RegiekaartError, Severity
from regiekaart.facts.brought import content_of
from regiekaart.language import Text
from regiekaart.storage import put_in_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regiekaart.checking.check import Check
    from regiekaart.checking.grid import Grid
    from regiekaart.checking.kinds import ListKind
    from regiekaart.checking.plan import Plan
    from regiekaart.language import Language

ENDINGS: Final = (".xlsx",)


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """A corrected copy that was written.

    Parameters
    ----------
    path
        The copy.
    certain, to_check
        How many changes are done, and how many cells somebody has to look at.
    dropped
        How many rows are left out, since another row says the same.
    """

    path: Path
    certain: int
    to_check: int
    dropped: int


def fix_list(check: Check, target: Path, language: Language, *, force: bool = False) -> Fixed:
    """Write a corrected copy of a list that was checked.

    Parameters
    ----------
    check
        What was found in the list; the list itself is never written to.
    target
        The copy, an XLSX file.
    language
        Of the words that it gets.
    force
        Whether a file that exists may be replaced, other than the list itself.

    Raises
    ------
    InputError
        If the copy cannot stand there, or if the list is no table that can be corrected.
    OutsideError
        If the disk cannot be written.
    """
    refuse_target(target, check.path, ENDINGS, force=force)
    if check.kind is None or check.grid is None:
        nothing = Text(
            "geen tabel waarin iets te verbeteren is; er is geen kopie gemaakt",
            "no table in which something can be corrected; no copy was made",
        )
        raise InputError([*check.problems, Problem(message=nothing, file=check.path.name)])
    content = content_of(check.path, ProblemLog())
    plan = make_plan(check.grid, check.kind, check.date, check.cycle, language)
    source = Source(content, check.path, check.grid, check.kind)
    writer = CopyWriter(source, plan, (), language, check.date)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "copy.xlsx"
        numbers = writer.write(made, plan.changes)
        again = _again(made, check)
        left = [p for p in again.problems if p.severity is not Severity.INFO and p.row is not None]
        copied = again.grid
        doubts = _doubts(left, check.grid, plan, numbers)
        marks = (*_lost(plan, numbers, language), *_marks(left, check.grid, plan, language))
        # The cells whose value was lost are told of by the readers as well: once is enough.
        changes = sorted((*plan.changes, *doubts), key=lambda change: change.row or 0)
        if marks:
            numbers, copied = replace(writer, marks=marks).write(made, changes), None
        elif doubts:
            numbers, copied = writer.write(made, changes), None
        _hold_against(check, copied or read_grid(made, check.kind), plan, numbers)
        put_in_place(made, target)
    return Fixed(
        path=target,
        certain=sum(change.certain for change in changes),
        to_check=len({(mark.row, mark.position) for mark in marks}),
        dropped=len(plan.dropped),
    )


def _again(made: Path, check: Check) -> Check:
    """Check a copy as its list was checked."""
    complete = check.counts.complete
    asked = Asked(
        file=made, kind=check.kind, cycle=check.cycle, date=check.date, complete=complete,
        scheme=check.scheme,
    )  # fmt: skip
    return check_as_read(asked)


def _doubts(
    left: Sequence[Problem], grid: Grid, plan: Plan, numbers: Mapping[int, int]
) -> list[Change]:
    """Return what somebody has to look at, in the places of the list that was brought."""
    original = {new: old for old, new in numbers.items()}
    headers = {text: grid.header.name(place) for text, place in plan.places(grid).items()}
    return [
        Change(
            original.get(problem.row or 0),
            headers.get(problem.column or "", problem.column or ""),
            problem.value or "",
            problem.value or "",
            problem.message,
            certain=False,
            proposal=problem.suggestion or "",
        )
        for problem in left
    ]


def _marks(left: Sequence[Problem], grid: Grid, plan: Plan, language: Language) -> list[Mark]:
    places = plan.places(grid)
    return [
        Mark(problem.row or 1, places.get(problem.column or ""), _text(problem, language))
        for problem in left
    ]


def _text(problem: Problem, language: Language) -> str:
    """Return a problem without its place: the mark stands there."""
    bare = replace(problem, file=None, sheet=None, row=None, column=None)
    return bare.line(language)


def _lost(plan: Plan, numbers: Mapping[int, int], language: Language) -> list[Mark]:
    """Return the marks of cells whose value the file does not hold."""
    rows = {change.row: change for change in plan.changes if not change.certain}
    word = language.say(CHECK)
    return [
        Mark(numbers[row], place, f"{word}: {language.say(rows[row].why)}")
        for (row, place), after in plan.edits.items()
        # A row that was left out says the same as one that stayed, whose cell gets the mark.
        if row in rows and row in numbers and after == BLANK
    ]


def _hold_against(check: Check, copied: Grid, plan: Plan, numbers: Mapping[int, int]) -> None:
    """Refuse a copy in which a row that could be read says something else."""
    kind: ListKind = check.kind  # type: ignore[assignment]
    grid: Grid = check.grid  # type: ignore[assignment]
    before = statements(grid, kind, check.date)
    after = statements(copied, kind, check.date)
    for row, statement in before.items():
        kept = numbers[plan.dropped.get(row, row)]
        if statement is not None and after.get(kept) != statement:
            raise RegiekaartError(
                Text(
                    f"{check.path.name}, rij {row}: de verbeterde kopie zou iets anders zeggen dan "
                    "de lijst; er is geen kopie gemaakt",
                    f"{check.path.name}, row {row}: the corrected copy would say something else "
                    "than the list; no copy was made",
                )
            )
