"""The subsidy: a budget divided over the groups by keys, to the cent.

    amount(region) = Σ over keys  pot(key) × weight(region, key) / Σ weight(all regions, key)

with three keys: the working-age population (40 %), the jobseekers (20 %) and equal parts (40 %).
The budget is first split into whole cents per pot, then each pot over the regions, each time by
the largest remainder (ties by region name), so that every part adds up exactly.

Counts stand on the municipalities of their own day and are carried to those of the study. The
jobseekers of a merged municipality whose parts are in different groups are divided over the parts
by working-age population: an approximation, which is told, and of which the bounds are exact
(`analysis/distribution.py`). Where that is not wanted they are refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.apportion import apportion, cents, euros
from regiekaart.analysis.distribution import Distribution, Missing, RegionAmount
from regiekaart.analysis.splitting import refused, split_count
from regiekaart.errors import InputError
from regiekaart.facts import population as facts
from regiekaart.facts.carrying import NO_GROUP, Grouping, carry
from regiekaart.facts.flanders import history
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.funding import AGES, BY_WORKING_AGE, KEYS_2023, REFUSE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from regiekaart.analysis.splitting import Split
    from regiekaart.facts.carrying import Conflict
    from regiekaart.facts.population import Counts
    from regiekaart.facts.territory import History
    from regiekaart.study import Study

# The jobseekers of every year are published on the municipalities of this day.
JOBSEEKERS_BASE: Final = date(2025, 1, 1)
_WORKING_AGE_NOUN: Final = Text("inwoners op beroepsactieve leeftijd", "persons of working age")
_JOBSEEKERS_NOUN: Final = Text("werkzoekenden", "jobseekers")


@dataclass(frozen=True, kw_only=True, slots=True)
class SubsidyChoice:
    """What a distribution is made of; the options of the command line, by the same names.

    Parameters
    ----------
    scheme
        ``2023`` (keys) or ``2014`` (staircase).
    budget
        In euro a year; that of the scheme by default. Keys only, as all but the last below.
    ages
        One of the age bands; the first by default.
    working_age_year
        By default the year of the date of the study, or the newest before it.
    jobseekers_year
        By default the last full year before the date of the study, or the newest before it.
    split_jobseekers
        ``working-age`` divides the jobseekers of a merged municipality over its parts by their
        working-age population, approximately; ``refuse`` raises an error that names them.
    population_year
        Of the inhabitants; by default that of the study. Staircase only.
    """

    scheme: str = KEYS_2023.id
    budget: Decimal | None = None
    ages: str | None = None
    working_age_year: int | None = None
    jobseekers_year: int | None = None
    split_jobseekers: str = BY_WORKING_AGE
    population_year: int | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The counts behind the keys, and the municipalities that they stand on.

    Parameters
    ----------
    working_age
        On the municipalities of 1 January of their year.
    jobseekers
        On the municipalities of ``jobseekers_base``, whatever their year.
    past
        The mergers.
    """

    working_age: Counts
    jobseekers: Counts
    jobseekers_base: date
    past: History

    @classmethod
    def shipped(cls, ages: str) -> KeyFigures:
        """Return the figures that ship (Statbel; VDAB)."""
        return cls(facts.working_age(ages), facts.jobseekers(), JOBSEEKERS_BASE, history())


def subsidy(
    study: Study, choice: SubsidyChoice | None = None, figures: KeyFigures | None = None
) -> Distribution:
    """Divide the budget over the regions of a study by the keys of 2023.

    Parameters
    ----------
    study
        The study; its groups are taken as all the regions that there are.
    choice
        Budget, ages, years, and what to do with counts that cannot be carried.
    figures
        The counts behind the keys; by default those that ship, of the ages that are chosen.

    Raises
    ------
    InputError
        If there is no region, a year has no counts, a key weighs nothing, or a count that is not
        to be split belongs to parts in different regions; then each municipality is named.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> found = subsidy(load_study(StudyChoice(example=True)))
    >>> len(found.rows), found.rows[-1].amount_equal, found.total
    (39, Decimal('30769.23'), Decimal('3000000.00'))
    >>> len(found.splits), found.bounds["W13"].total_min, found.bounds["W13"].total_max
    (6, Decimal('115590.48'), Decimal('115720.59'))
    """
    choice = choice or SubsidyChoice()
    if not study.groups:
        raise InputError.one(
            f"op {NL.date(study.date)} is geen enkel regiegebied bekend: "
            "er is niets om het budget over te verdelen",
            f"on {EN.date(study.date)} no region is known: there is nothing to divide among",
        )
    ages = choice.ages or AGES[0]
    figures = figures or KeyFigures.shipped(ages)
    age_year = _year(figures.working_age, choice.working_age_year, study.date)
    last_year = date(study.date.year - 1, 12, 31)
    seeker_year = _year(figures.jobseekers, choice.jobseekers_year, last_year)
    working_age = _working_age(study, figures, age_year)
    seekers, splits, missing = _jobseekers(study, figures, seeker_year, age_year, choice)
    budget = KEYS_2023.budget if choice.budget is None else choice.budget
    return Distribution(
        study=study,
        scheme=KEYS_2023,
        budget=euros(cents(budget)),
        ages=ages,
        working_age_year=age_year,
        jobseekers_year=seeker_year,
        rows=_rows(study, working_age, seekers, cents(budget)),
        splits=splits,
        missing=missing,
    )


def _year(counts: Counts, chosen: int | None, day: date) -> int:
    if chosen is None:
        return facts.default_year(counts, day)
    if chosen not in counts.by_year:
        known = f"{counts.years[0]}-{counts.years[-1]}"
        raise InputError.one(
            f"geen cijfers voor het jaar {chosen}: verwacht een jaar uit {known}",
            f"no figures for the year {chosen}: expected one of {known}",
            file=counts.table,
            value=str(chosen),
        )
    return chosen


def _regions(study: Study) -> Grouping:
    """Return the region of each unit; none for what is in none, or in none that is known."""
    names = tuple(group.name for group in study.groups)
    return Grouping(study.codes, names, np.maximum(study.group_of, NO_GROUP))


def _working_age(study: Study, figures: KeyFigures, year: int) -> list[int]:
    carried = carry(
        figures.working_age.by_year[year], date(year, 1, 1), _regions(study), study.date,
        figures.past,
    )  # fmt: skip
    if carried.conflicts:
        hint = Text(
            f"kies cijfers van {study.date.year} of eerder met --working-age-year",
            f"choose figures of {study.date.year} or before with --working-age-year",
        )
        raise refused(study, carried.conflicts, date(year, 1, 1), _WORKING_AGE_NOUN, hint)
    return [carried.by_group.get(group.name, 0) for group in study.groups]


def _jobseekers(
    study: Study, figures: KeyFigures, year: int, age_year: int, choice: SubsidyChoice
) -> tuple[list[int], tuple[Split, ...], tuple[Missing, ...]]:
    """Return the jobseekers of each group, and what is approximate or missing in them."""
    base, regions = figures.jobseekers_base, _regions(study)
    counts = figures.jobseekers.by_year[year]
    carried = carry(counts, base, regions, study.date, figures.past)
    if carried.conflicts and choice.split_jobseekers == REFUSE:
        hint = Text(
            f"--split-jobseekers {BY_WORKING_AGE} verdeelt ze bij benadering, naar rato van de "
            "bevolking op beroepsactieve leeftijd van de delen",
            f"--split-jobseekers {BY_WORKING_AGE} divides them approximately, in proportion to "
            "the working-age population of the parts",
        )
        raise refused(study, carried.conflicts, base, _JOBSEEKERS_NOUN, hint)
    weights = _weights(study, figures, age_year, carried.conflicts)
    splits = tuple(split_count(conflict, weights) for conflict in carried.conflicts)
    totals = [
        carried.by_group.get(group.name, 0) + sum(split.given_to(group.name) for split in splits)
        for group in study.groups
    ]
    missing = (
        Missing(nis, study.names[study.position[nis]], region)
        for nis in carried.missing
        if (region := regions.of_unit(nis)) is not None
    )
    return totals, splits, tuple(missing)


def _weights(
    study: Study, figures: KeyFigures, year: int, conflicts: tuple[Conflict, ...]
) -> Mapping[str, int]:
    """Return the working-age population of each part of the conflicts."""
    needed = {nis for conflict in conflicts for nis, _, _ in conflict.parts}
    if not needed:
        return {}
    counts, start = figures.working_age.by_year[year], date(year, 1, 1)
    # Mergers of before the year may have hidden other units, as long as it is none of these.
    own = carry(counts, start, {nis: nis for nis in study.codes}, study.date, figures.past)
    found = {nis: own.by_group[nis] for nis in needed if nis in own.by_group}
    if len(found) == len(needed):
        return found
    # Tells by name which mergers stand in the way.
    return facts.counts_at(figures.working_age, year, study.date, figures.past)


def _rows(
    study: Study, working_age: list[int], jobseekers: list[int], budget: int
) -> tuple[RegionAmount, ...]:
    names = [group.name for group in study.groups]
    keys = (working_age, jobseekers, [1] * len(names))
    shares = [pot.share for pot in KEYS_2023.pots]
    scale = max(share.denominator for share in shares)
    pots = apportion(budget, [int(share * scale) for share in shares])
    divided = []
    for pot, amount, weights in zip(KEYS_2023.pots, pots, keys, strict=True):
        if amount and not sum(weights):
            raise InputError.one(
                f"{pot.noun.nl}: nul in alle regiegebieden; dat deel is niet te verdelen",
                f"{pot.noun.en}: zero in all regions; that part cannot be divided",
                value=pot.id,
            )
        divided.append([euros(part) for part in apportion(amount, weights, names)])
    return tuple(
        RegionAmount(name, len(study.members(i)), working_age[i], jobseekers[i], *amounts)
        for i, (name, *amounts) in enumerate(zip(names, *divided, strict=True))
    )
