"""Minimum scale: a group has enough inhabitants, or is a centre city by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regiekaart.analysis.rules.finding import Case, Finding, Verdict
from regiekaart.errors import Severity
from regiekaart.language import EN, NL, Text

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
        parts = np.unique(partition.index[case.units])
        near = unknown[np.isin(partition.index[unknown], parts)]
        if case.population + int(study.population[near].sum()) >= rule.minimum:
            return near
    return unknown


def _broken(rule: MinimumPopulation, case: Case) -> Text:
    people, least = case.population, rule.minimum
    year, one = case.study.population_year, case.single
    return Text(
        f"{case.name} telt {NL.integer(people)} inwoners op 1 januari {year}, "
        f"{NL.integer(least - people)} te weinig: een regiegebied telt er ten minste "
        f"{NL.integer(least)}"
        + (", tenzij het een centrumstad is die alleen aanvraagt." if one else "."),
        f"{case.name} has {EN.integer(people)} inhabitants on 1 January {year}, "
        f"{EN.integer(least - people)} too few: a regie region has at least "
        f"{EN.integer(least)}"
        + (", unless it is a centre city that applies alone." if one else "."),
    )


def _open(rule: MinimumPopulation, case: Case, candidates: IntArray) -> Text:
    study, units = case.study, case.units
    members = study.scheme.unit.count(len(units))
    people, least = case.population, rule.minimum
    who = case.names(candidates.tolist())
    city = bool(case.single and study.centre_city[units[0]])
    return Text(
        f"Van {case.name} {'is' if case.single else 'zijn'} {len(units)} {members.nl} bekend, "
        f"met {NL.integer(people)} inwoners op 1 januari {study.population_year}. Of het gebied "
        f"de {NL.integer(least)} haalt, hangt af van wie er nog lid is; het lidmaatschap is "
        f"onbekend van {who.nl}."
        + (" Een centrumstad die alleen aanvraagt, hoeft ze niet te halen." if city else ""),
        f"Of {case.name} {len(units)} {members.en} {'is' if case.single else 'are'} known, with "
        f"{EN.integer(people)} inhabitants on 1 January {study.population_year}. Whether the "
        f"region reaches {EN.integer(least)} hinges on who else is a member; the membership is "
        f"unknown of {who.en}."
        + (" A centre city that applies alone need not reach it." if city else ""),
    )
