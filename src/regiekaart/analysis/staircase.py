"""The older subsidy: an amount per region that goes up with its inhabitants, in steps.

A partnership gets the amount of its step, and at most

    without a centre city    50,000 euro
    with a centre city       50,000 euro more than that city would get alone

A centre city that applies alone gets the amount of its own step, and at least the first one; a
partnership below 60,000 inhabitants gets nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from regiekaart.errors import InputError
from regiekaart.facts import population as facts
from regiekaart.language import EN, NL
from regiekaart.scheme.funding import STAIRCASE_2014

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.scheme.funding import StaircaseScheme
    from regiekaart.study import Study

NOTHING = Decimal("0.00")


class Decided(StrEnum):
    """What an amount follows from."""

    STEP = "step"
    CAP = "cap-without-centre-city"
    CITY_CAP = "cap-with-centre-city"
    TOO_SMALL = "below-minimum"


@dataclass(frozen=True, slots=True)
class StaircaseRow:
    """What one region gets.

    Parameters
    ----------
    population
        Inhabitants on 1 January of the year of the staircase.
    centre_cities
        The names of the centre cities in it.
    alone
        Whether it is a single centre city.
    step
        The amount of its step, in euro.
    most
        The most that it can get, in euro; None for a centre city alone.
    decided
        What the amount follows from.
    total
        The subsidy, in euro.
    """

    region: str
    municipalities: int
    population: int
    centre_cities: tuple[str, ...]
    alone: bool
    step: Decimal
    most: Decimal | None
    decided: Decided
    total: Decimal


@dataclass(frozen=True, kw_only=True, eq=False)
class Staircase:
    """The amounts of all regions of a study."""

    study: Study
    scheme: StaircaseScheme
    population_year: int
    rows: tuple[StaircaseRow, ...]

    @property
    def total(self) -> Decimal:
        """All amounts together, in euro."""
        return sum((row.total for row in self.rows), NOTHING)

    @property
    def approximate(self) -> frozenset[str]:
        """The regions of which the amount is approximate: none, since nothing is divided."""
        return frozenset()

    @cached_property
    def by_region(self) -> Mapping[str, StaircaseRow]:
        """The rows by the name of the region."""
        return {row.region: row for row in self.rows}


def staircase(study: Study, population_year: int | None = None) -> Staircase:
    """Return the amounts of the older scheme.

    Parameters
    ----------
    study
        The study; its groups are taken as all the regions, with all their members.
    population_year
        Of the inhabitants; by default that of the study.

    Raises
    ------
    InputError
        If there is no region, or the year has no figures for the municipalities of the study.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> found = staircase(load_study(StudyChoice(cycle="2017")), population_year=2014)
    >>> row = found.by_region["Zuidoost-Limburg"]
    >>> row.population, row.total
    (92340, Decimal('50000.00'))
    """
    if not study.groups:
        raise InputError.one(
            f"op {NL.date(study.date)} is geen enkel regiegebied bekend",
            f"on {EN.date(study.date)} no region is known",
        )
    if population_year is None or population_year == study.population_year:
        year, people = study.population_year, study.population.tolist()
    else:
        year = population_year
        counted = facts.counts_at(facts.population(), year, study.date)
        people = [counted[nis] for nis in study.codes]
    rows = tuple(_row(study, group, people) for group in range(len(study.groups)))
    return Staircase(study=study, scheme=STAIRCASE_2014, population_year=year, rows=rows)


def _row(study: Study, group: int, people: list[int]) -> StaircaseRow:
    scheme, units = STAIRCASE_2014, study.members(group).tolist()
    cities = [i for i in units if study.centre_city[i]]
    population = sum(people[i] for i in units)
    alone = len(units) == 1 and bool(cities)
    step = amount_alone(population) if alone else amount_of_step(population)
    most = None if alone else scheme.extra
    if cities and not alone:
        # Of several centre cities, the one that would get most alone counts.
        most = scheme.extra + max(amount_alone(people[i]) for i in cities)
    if most is None or NOTHING < step <= most:
        decided, total = Decided.STEP, step
    elif step == NOTHING:
        decided, total = Decided.TOO_SMALL, NOTHING
    else:
        decided, total = (Decided.CITY_CAP if cities else Decided.CAP), most
    return StaircaseRow(
        region=study.groups[group].name,
        municipalities=len(units),
        population=population,
        centre_cities=tuple(study.names[i] for i in cities),
        alone=alone,
        step=step,
        most=most,
        decided=decided,
        total=total,
    )


def amount_of_step(population: int) -> Decimal:
    """Return the amount for a number of inhabitants, in euro; zero below the first step.

    Examples
    --------
    >>> [str(amount_of_step(n)) for n in (59_999, 60_000, 79_999, 80_000, 500_000, 500_001)]
    ['0.00', '25000.00', '25000.00', '50000.00', '175000.00', '200000.00']
    """
    steps = [step.amount for step in STAIRCASE_2014.steps if step.start <= population]
    return steps[-1] if steps else NOTHING


def amount_alone(population: int) -> Decimal:
    """Return what a centre city that applies alone gets, in euro: at least the first step.

    Examples
    --------
    >>> amount_alone(42_281), amount_alone(83_194)
    (Decimal('25000.00'), Decimal('50000.00'))
    """
    return max(amount_of_step(population), STAIRCASE_2014.steps[0].amount)
