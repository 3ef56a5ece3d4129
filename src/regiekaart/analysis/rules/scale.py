"""Minimum scale: a group has enough inhabitants, or is a centre city by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regiekaart.analysis.rules.finding import Case, Finding, Verdict
from regiekaart.errors import Severity
from regiekaart.language import EN, NL, Text, capital
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from regiekaart.scheme.rules import MinimumPopulation
    from regiekaart.study import IntArray


def too_small(rule: MinimumPopulation, case: Case) -> Finding | None:
    """Return a finding if the known members do not have the minimum together.

    With unknown memberships more members can only add inhabitants: what reaches the minimum does
    so for sure, and what does not, cannot be said.
    """
    if case.population >= rule.minimum or case.centre_city_alone:
        return None
    candidates = _candidates(rule, case)
    is_open = bool(len(candidates))
    return Finding(
        rule=rule.id,
        severity=Severity.INFO if is_open else Severity.ERROR,
        verdict=Verdict.OPEN if is_open else Verdict.BROKEN,
        region=case.name,
        units=case.codes(case.units),
        measured=case.population,
        required=rule.minimum,
        ground=rule.ground,
        fact=_open(rule, case, candidates) if is_open else _broken(rule, case),
        hinges_on=case.codes(candidates),
    )


def _candidates(rule: MinimumPopulation, case: Case) -> IntArray:
    """Return whose unknown membership decides: those of the same part, if they can suffice.

    Nobody decides where all of the unknown together are too few; but a centre city may be alone.
    """
    study, unknown = case.study, case.unknown
    if case.closed:
        return unknown[:0]
    most = case.population + int(study.population[unknown].sum())
    if most < rule.minimum and case.centre_city_alone is not None:
        return unknown[:0]
    kind = study.scheme.fit_kind
    partition = study.partitions.get(kind.id) if kind else None
    if partition is not None:
        parts = np.unique(partition.index[case.units]).tolist()
        inside = np.sort(np.concatenate([partition.units(part) for part in parts]))
        near: IntArray = inside[study.group_of[inside] == UNKNOWN]
        if case.population + int(study.population[near].sum()) >= rule.minimum:
            return near
    return unknown


def _broken(rule: MinimumPopulation, case: Case) -> Text:
    people, least = case.population, rule.minimum
    group, many = case.scheme.group, case.scheme.people.many
    counted = case.scheme.counted(case.study.population_year)
    city = case.scheme.special if case.single else None
    return Text(
        f"{case.name} telt {NL.integer(people)} {many.nl} {counted.nl}, "
        f"{NL.integer(least - people)} te weinig: {group.a.nl} telt er ten minste "
        f"{NL.integer(least)}"
        + (f", tenzij het {city.a.nl} is die alleen aanvraagt." if city else "."),
        f"{case.name} has {EN.integer(people)} {many.en} {counted.en}, "
        f"{EN.integer(least - people)} too few: {group.a.en} has at least "
        f"{EN.integer(least)}"
        + (f", unless it is {city.a.en} that applies alone." if city else "."),
    )


def _open(rule: MinimumPopulation, case: Case, candidates: IntArray) -> Text:
    study, units = case.study, case.units
    members = study.scheme.unit.count(len(units))
    people, least = case.population, rule.minimum
    who = case.names(candidates.tolist())
    many, special = case.scheme.people.many, case.scheme.special
    counted, area = study.scheme.counted(study.population_year), study.scheme.group.short.the
    city = special if case.single and study.centre_city[units[0]] else None
    return Text(
        f"Van {case.name} {'is' if case.single else 'zijn'} {len(units)} {members.nl} bekend, "
        f"met {NL.integer(people)} {many.nl} {counted.nl}. Of {area.nl} "
        f"de {NL.integer(least)} haalt, hangt af van wie er nog lid is; het lidmaatschap is "
        f"onbekend van {who.nl}."
        + (f" {capital(city.a.nl)} die alleen aanvraagt, hoeft ze niet te halen." if city else ""),
        f"Of {case.name} {len(units)} {members.en} {'is' if case.single else 'are'} known, with "
        f"{EN.integer(people)} {many.en} {counted.en}. Whether "
        f"{area.en} reaches {EN.integer(least)} hinges on who else is a member; the membership is "
        f"unknown of {who.en}."
        + (f" {capital(city.a.en)} that applies alone need not reach it." if city else ""),
    )
