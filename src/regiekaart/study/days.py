"""The study of any day, beside the one that was chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regiekaart.facts.published import day_of
from regiekaart.study.loading import StudyChoice, load_study

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.study.model import Study


def studies_around(chosen: Study) -> Callable[[str], Study | None]:
    """Return what gives the study of a year or a day.

    Parameters
    ----------
    chosen
        In its own cycle its list is used; in every other, the list that ships.

    Returns
    -------
    callable
        Takes a year or an ISO day; returns None for a day outside all cycles.
    """
    choice = chosen.choice

    def study_at(as_of: str) -> Study | None:
        day = day_of(as_of)
        cycles = chosen.scheme.cycles
        cycle = next((c for c in cycles if day is not None and c.holds(day)), None)
        if cycle is None:
            return None
        if cycle != chosen.cycle:
            # An own list of agreements says for which day it holds, so it goes for every cycle.
            agreed = chosen.agreements_file
            scheme = choice.scheme if choice else None
            return load_study(
                StudyChoice(scheme=scheme, cycle=cycle.id, date=day, agreements=agreed)
            )
        plain = replace(choice or StudyChoice(), cycle=cycle.id, date=day, population_year=None)
        return chosen if day == chosen.date else load_study(plain)

    return study_at
