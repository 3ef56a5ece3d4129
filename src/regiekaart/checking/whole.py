"""Checking a list to the end, also where merged or broken cells stop its reader."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from regiekaart.checking.check import Asked, Check, check_as_read
from regiekaart.checking.copying import CopyWriter, Source
from regiekaart.checking.plan import BLANK, see_through
from regiekaart.checking.statements import unreliable
from regiekaart.errors import InputError, ProblemLog, Severity
from regiekaart.facts.brought import content_of
from regiekaart.language import NL

if TYPE_CHECKING:
    from regiekaart.errors import Problem


def check_list(asked: Asked) -> Check:
    """Check a list of members or of agreements, and tell every problem at once.

    A reader goes no further than merged cells, error values and formulas without a result: what
    lies behind them is looked up in a copy in which they are undone. The file itself is only read.

    Parameters
    ----------
    asked
        The list, and against what to check it.

    Raises
    ------
    InputError
        If the call is wrong; see `check_as_read`. What is wrong with the list itself is in the
        result.
    OutsideError
        If the file cannot be read.
    """
    check = check_as_read(asked)
    problems = (*check.problems, *_behind(check))
    return replace(check, problems=tuple(sorted(problems, key=lambda p: p.row or 0)))


def _behind(check: Check) -> list[Problem]:
    """Return the problems of the rows themselves, in the places of the list."""
    grid, kind = check.grid, check.kind
    if grid is None or kind is None or not unreliable(grid):
        return []
    try:
        plan = see_through(grid, kind, check.date, check.cycle, NL)
    except InputError:
        # Shifted fields: nobody can tell which cell is which.
        return []
    source = Source(content_of(check.path, ProblemLog()), check.path, grid, kind)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "copy.xlsx"
        numbers = CopyWriter(source, plan, (), NL, check.date).write(made, ())
        asked = Asked(file=made, kind=kind, cycle=check.cycle, date=check.date, scheme=check.scheme)
        found = check_as_read(asked).problems
    rows = {new: old for old, new in numbers.items()}
    headers = {text: grid.header.name(place) for text, place in plan.places(grid).items()}
    return [
        replace(
            problem,
            file=check.path.name,
            sheet=grid.sheet,
            row=rows.get(problem.row or 0),
            column=headers.get(problem.column or "", problem.column),
        )
        for problem in found
        if problem.severity is not Severity.INFO and problem.row and problem.value != BLANK
    ]
