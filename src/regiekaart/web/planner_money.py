"""What the planner's sums need to divide the subsidy: the keys, the steps, and the counts."""

from __future__ import annotations

from datetime import date
from math import lcm
from typing import TYPE_CHECKING, Any

from regiekaart.analysis.apportion import cents
from regiekaart.analysis.awards import choice_on
from regiekaart.analysis.subsidy import KeyFigures
from regiekaart.errors import InputError
from regiekaart.facts.carrying import carry
from regiekaart.facts.population import default_year
from regiekaart.scheme.funding import AGES, KEYS_2023, STAIRCASE_2014

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.study import Study


def subsidy_data(
    study: Study, figures: Callable[[str], KeyFigures] | None = None
) -> dict[str, Any]:
    """Return how the subsidy of a study is divided, and by which counts, for JSON.

    The budget, the ages and the years are those that the study settles, and else those that
    `regiekaart.analysis.subsidy.subsidy` takes by default. Amounts are in cents.

    Parameters
    ----------
    study
        The study.
    figures
        Gives the counts behind the keys for an age band; by default those that ship.
    """
    return {
        "scheme": choice_on(study).scheme,
        "keys": _keys(study, figures or KeyFigures.shipped),
        "staircase": {
            "id": STAIRCASE_2014.id,
            "steps": [[step.start, cents(step.amount)] for step in STAIRCASE_2014.steps],
            "extra": cents(STAIRCASE_2014.extra),
            "population_year": study.population_year,
        },
    }


def _keys(study: Study, figures: Callable[[str], KeyFigures]) -> dict[str, Any]:
    scale = lcm(*(pot.share.denominator for pot in KEYS_2023.pots))
    choice = choice_on(study)
    made: dict[str, Any] = {
        "id": KEYS_2023.id,
        "budget": cents(KEYS_2023.budget if choice.budget is None else choice.budget),
        "pots": [{"id": pot.id, "weight": int(pot.share * scale)} for pot in KEYS_2023.pots],
        "ages": choice.ages or AGES[0],
        "working_age": None,
    }
    try:
        by_ages = {ages: figures(ages) for ages in AGES}
        first = by_ages[AGES[0]]
        age_year = choice.working_age_year or default_year(first.working_age, study.date)
        last_year = date(study.date.year - 1, 12, 31)
        seeker_year = choice.jobseekers_year or default_year(first.jobseekers, last_year)
        return made | {
            "working_age_year": age_year,
            "working_age": {
                ages: _working_age(study, found, age_year) for ages, found in by_ages.items()
            },
            "jobseekers_year": seeker_year,
            "jobseekers": _jobseekers(study, first, seeker_year),
        }
    except InputError:
        # The counts begin later, or are not of these municipalities: then nothing is divided, and
        # the command `subsidy` tells why.
        return made


def _own(study: Study) -> dict[str, str | None]:
    """Return each municipality as a group by itself."""
    return {nis: nis for nis in study.codes}


def _working_age(study: Study, figures: KeyFigures, year: int) -> list[int]:
    """Return the persons of working age per municipality.

    Raises
    ------
    InputError
        If the year that was chosen is later than the study, and municipalities have merged since.
    """
    counts = figures.working_age.by_year[year]
    found = carry(counts, date(year, 1, 1), _own(study), study.date, figures.past)
    if found.conflicts:
        raise InputError.one(
            f"de cijfers van {year} staan op latere gemeenten",
            f"the figures of {year} stand on later municipalities",
            value=str(year),
        )
    return [found.by_group.get(nis, 0) for nis in study.codes]


def _jobseekers(study: Study, figures: KeyFigures, year: int) -> dict[str, Any]:
    """Return the jobseekers per municipality, and those of municipalities that merged later.

    ``merged`` has per such municipality its jobseekers and the positions of its parts, in the order
    of their codes, which decides between equals.
    """
    counts = figures.jobseekers.by_year[year]
    found = carry(counts, figures.jobseekers_base, _own(study), study.date, figures.past)
    return {
        "sure": [found.by_group.get(nis, 0) for nis in study.codes],
        "merged": [
            [conflict.count, [study.position[nis] for nis in sorted(p[0] for p in conflict.parts)]]
            for conflict in found.conflicts
        ],
        "missing": [study.position[nis] for nis in found.missing],
    }
