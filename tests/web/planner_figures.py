"""Every figure of a study by Python, in the shape in which the planner's sums give it."""

from __future__ import annotations

from dataclasses import replace

from regiekaart.analysis.apportion import cents
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.rules import check
from regiekaart.analysis.staircase import Staircase, staircase
from regiekaart.analysis.subsidy import KeyFigures, subsidy
from regiekaart.errors import InputError
from regiekaart.facts.membership import Membership
from regiekaart.facts.names import normalise
from regiekaart.scheme.funding import KEYS_2023
from regiekaart.study import OUTSIDE, UNKNOWN


class Places:
    """Positions in a scenario: of groups by name, of municipalities by code."""

    def __init__(self, study, names):
        self.study = study
        self.group = {name: i for i, name in enumerate(names)}

    def units(self, codes):
        return [self.study.position[code] for code in codes]


def figures_of(study, names, choice, key_figures=None):
    """Return what `regiekaartCore.evaluate` has to return, with amounts as text.

    Parameters
    ----------
    study
        The study of the scenario.
    names
        The names of the scenario's groups, in its order, the empty ones too.
    choice
        The `SubsidyChoice`; the staircase is added.
    """
    places = Places(study, names)
    # How well memberships are grounded is no figure here, and takes most of the time to count.
    bare = replace(study, memberships=(Membership(),) * len(study.codes))
    return {
        "coverage": {
            kind: coverage_rows(bare, kind, places)
            for kind in [*study.partitions, study.scheme.group_id]
        },
        "check": check_figures(check(study), places),
        "subsidy": subsidy_figures(study, choice, places, key_figures),
        "staircase": stairs_figures(study, places),
    }


def coverage_rows(study, kind, places):
    return [
        {
            "part": part_of(study, kind, place, row.group, places),
            "group": row.group if isinstance(row.group, str) else None,
            "municipalities": row.units.total,
            "members": row.units.count,
            "unknown": row.units.unknown,
            "municipality_share": [row.units.count, row.units.total],
            "municipality_share_max": [row.units.count + row.units.unknown, row.units.total],
            "population": row.population.total,
            "population_members": row.population.count,
            "population_unknown": row.population.unknown,
            "population_share": [row.population.count, row.population.total],
            "population_share_max": [
                row.population.count + row.population.unknown,
                row.population.total,
            ],
            "regions": row.regions,
            "share_of_whole": [row.population.total, row.whole_population],
        }
        for place, row in enumerate(coverage(study, kind).rows)
    ]


def part_of(study, kind, place, label, places):
    if place == 0:
        return None
    if kind != study.scheme.group_id:
        return place - 1
    if isinstance(label, str):
        return places.group[label]
    return OUTSIDE if label == study.scheme.outsider else UNKNOWN


def check_figures(result, places):
    known = {normalise(group.name) for group in result.study.groups}
    return {
        "regions": [facts_figures(facts, places) for facts in result.regions],
        "findings": [finding_figures(found, places) for found in result.findings],
        # Whether its region is known shows in the words alone.
        "unused_exemptions": [
            {"rule": each.rule, "group": each.group, "known": normalise(each.group) in known}
            for each in unused(result)
        ],
    }


def unused(result):
    """Return the exemptions that the texts of the check speak of, in their order."""
    study = result.study
    title = {rule.id: rule.title.nl for rule in study.scheme.rules}
    holding = {(e.rule, normalise(e.group)): e for e in study.exemptions if e.holds(study.date)}
    heads = {f"De vrijstelling van {e.group} ({title[e.rule]}) ": e for e in holding.values()}
    for text in result.unused:
        yield next(each for head, each in heads.items() if text.nl.startswith(head))


def facts_figures(facts, places):
    lineage, since = facts.lineage, facts.lineage.as_far_as_known
    return {
        "group": places.group[facts.region],
        "region": facts.region,
        "municipalities": places.units(facts.units),
        "population": facts.population,
        "reference_regions": list(facts.parts),
        "contiguous": facts.contiguous,
        "centre_city_alone": facts.centre_city_alone,
        "legal_form": facts.legal_form or None,
        "closed": facts.closed,
        "since_cycle_before": {
            "kind": lineage.kind.value,
            "as_far_as_known": since and since.value,
            "predecessor": lineage.predecessor,
            "namesake": lineage.namesake,
            "joined": places.units(lineage.joined),
            "left": places.units(lineage.left),
            "unknown": places.units(lineage.open),
        },
        "verdicts": {rule: verdict.value for rule, verdict in facts.verdicts.items()},
    }


def finding_figures(found, places):
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "verdict": found.verdict.value,
        "group": None if found.region is None else places.group[found.region],
        "region": found.region,
        "municipalities": places.units(found.units),
        "measured": found.measured,
        "required": found.required,
        "hinges_on": places.units(found.hinges_on),
        "pieces": [places.units(piece) for piece in found.pieces],
        "exemption": found.exemption or None,
    }


AMOUNTS = ("amount_working_age", "amount_jobseekers", "amount_equal", "total")


def money(amount):
    """Return an amount as the browser's helper writes whole cents."""
    return f"{cents(amount)}n"


def subsidy_figures(study, choice, places, key_figures):
    try:
        found = subsidy(study, choice, key_figures and key_figures(choice.ages))
    except InputError as error:
        return {"scheme": "2023", "problem": problem_of(error.problems[0]), "regions": []}
    return {
        "scheme": found.scheme.id,
        "budget": money(found.budget),
        "ages": found.ages,
        "working_age_year": found.working_age_year,
        "jobseekers_year": found.jobseekers_year,
        "approximate": bool(found.splits),
        "regions": [key_row(found, row, places) for row in found.rows],
        "whole": {
            **counts_of(found.whole),
            "jobseekers_min": found.whole_bounds.jobseekers_min,
            "jobseekers_max": found.whole_bounds.jobseekers_max,
        },
        "splits": [
            {
                "count": split.count,
                "parts": [
                    {
                        "unit": study.position[part.nis],
                        "group": part.region and places.group[part.region],
                        "weight": part.weight,
                        "count": part.count,
                    }
                    for part in sorted(split.parts, key=lambda part: part.nis)
                ],
            }
            for split in found.splits
        ],
        "missing": sorted(study.position[lack.nis] for lack in found.missing),
    }


def problem_of(problem):
    """Return why nothing is divided, as the browser calls it."""
    if problem.value in {pot.id for pot in KEYS_2023.pots}:
        return {"kind": "no-weight", "pot": problem.value}
    return {"kind": "no-figures" if problem.message.en.startswith("no figures") else "no-region"}


def counts_of(row):
    return {
        "municipalities": row.municipalities,
        "working_age": row.working_age,
        "jobseekers": row.jobseekers,
        **{key: money(getattr(row, key)) for key in AMOUNTS},
    }


def key_row(found, row, places):
    bounds = found.bounds[row.region]
    return {
        "group": places.group[row.region],
        "region": row.region,
        **counts_of(row),
        "approximate": row.region in found.approximate,
        "jobseekers_min": bounds.jobseekers_min,
        "jobseekers_max": bounds.jobseekers_max,
        "total_min": money(bounds.total_min),
        "total_max": money(bounds.total_max),
    }


def stairs_figures(study, places):
    try:
        found = staircase(study)
    except InputError:
        return {"scheme": "2014", "problem": {"kind": "no-region"}, "regions": []}
    assert isinstance(found, Staircase)
    position = {name: i for i, name in enumerate(study.names)}
    return {
        "scheme": found.scheme.id,
        "population_year": found.population_year,
        "approximate": False,
        "regions": [
            {
                "group": places.group[row.region],
                "region": row.region,
                "municipalities": row.municipalities,
                "population": row.population,
                "centre_cities": [position[name] for name in row.centre_cities],
                "alone": row.alone,
                "step": money(row.step),
                "cap": None if row.most is None else money(row.most),
                "decided_by": row.decided.value,
                "total": money(row.total),
            }
            for row in found.rows
        ],
        "total": money(found.total),
    }


def shipped_for(ages):
    return KeyFigures.shipped(ages)


def leaves(value):
    """Return how many single figures something holds."""
    if isinstance(value, dict):
        return sum(map(leaves, value.values()))
    if isinstance(value, list):
        return sum(map(leaves, value))
    return 1


def first_difference(found, expected, path=""):
    """Return where two values differ first, in words; empty where they are the same.

    An array in the browser and one in Python are the same only if every item is; a whole number is
    not the same as a truth.
    """
    if type(found) is not type(expected):
        return f"{path}: {found!r} is no {expected!r}"
    if isinstance(expected, dict):
        if list(found.keys() ^ expected.keys()):
            return f"{path}: keys {sorted(found.keys() ^ expected.keys())}"
        return next(filter(None, (first_difference(found[k], expected[k], f"{path}.{k}")
                                  for k in expected)), "")  # fmt: skip
    if isinstance(expected, list):
        if len(found) != len(expected):
            return f"{path}: {found} is not {expected}"
        pairs = enumerate(zip(found, expected, strict=True))
        return next(filter(None, (first_difference(a, b, f"{path}[{i}]")
                                  for i, (a, b) in pairs)), "")  # fmt: skip
    return "" if found == expected else f"{path}: {found!r} is not {expected!r}"


def without_cache(study, **changes):
    """Return a grid study with changes, and with what it has read besides."""
    made = replace(study, **changes)
    kept = ("before", "cycle_before", "neighbours", "boundaries")
    made.__dict__.update({key: study.__dict__[key] for key in kept if key in study.__dict__})
    return made
