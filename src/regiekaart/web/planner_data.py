"""What the planner's sums need of a study: whole numbers by position, and the parameters of rules.

``static/core*.js`` apply the rules of `regiekaart.analysis` in the browser. They have no number of
their own: what a rule asks, from when, and how a budget is divided, comes from the scheme by way of
this module. A unit is its position in ``study.codes``; codes and names stand elsewhere in
the page. docs/planner-core.md describes each key.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from regiekaart.analysis.ground import common_ground
from regiekaart.facts.names import normalise
from regiekaart.facts.settling import FORM_SEPARATOR
from regiekaart.scheme.rules import Contiguous, FitsPart, Form, MinimumPopulation, OneGroup
from regiekaart.study import UNKNOWN
from regiekaart.web.planner_money import subsidy_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.analysis.subsidy import KeyFigures
    from regiekaart.scheme.rules import Rule
    from regiekaart.study import Study

# In this order: each adds to the first.
CORE_SCRIPTS: Final = (
    "core.js",
    "core-contiguity.js",
    "core-lineage.js",
    "core-rules.js",
    "core-subsidy.js",
    "core-difference.js",
)


def core_script() -> str:
    """Return the sums of the planner as one script, which defines ``regiekaartCore``."""
    folder = files("regiekaart.web") / "static"
    return "".join((folder / name).read_text(encoding="utf-8") for name in CORE_SCRIPTS)


def planner_data(
    study: Study, figures: Callable[[str], KeyFigures] | None = None
) -> dict[str, Any]:
    """Return all that the planner's sums need of a study, for JSON.

    Parameters
    ----------
    study
        The study from which scenarios start.
    figures
        Gives the counts behind the keys of the subsidy for an age band; by default those that ship.

    Raises
    ------
    ValueError
        If the study before is the later of the two: scenarios are compared forwards.

    Examples
    --------
    >>> from regiekaart import load_study
    >>> data = planner_data(load_study())
    >>> data["date"], sum(data["population"]), len(data["start"]["groups"])
    ('2023-01-01', 6774807, 27)
    >>> [rule["minimum"] for rule in data["rules"] if rule["kind"] == "minimum-population"]
    [60000]
    """
    return {
        "date": study.date.isoformat(),
        "whole": study.scheme.whole,
        "group_id": study.scheme.group_id,
        "population": study.population.tolist(),
        "centre": [i for i, city in enumerate(study.centre_city.tolist()) if city],
        "partitions": {
            kind: {"labels": list(partition.labels), "of": partition.index.tolist()}
            for kind, partition in study.partitions.items()
        },
        # In the order in which the rules walk them.
        "neighbours": [[study.position[a], study.position[b]] for a, b in sorted(study.neighbours)],
        "start": {
            "groups": [{"name": g.name, "form": g.legal_form} for g in study.groups],
            "group_of": study.group_of.tolist(),
        },
        "claims": _claims(study),
        "rules": [_rule(study, rule) for rule in study.scheme.rules],
        "exemptions": [
            {"rule": each.rule, "group": each.group, "reason": each.reason}
            for each in study.exemptions
            if each.holds(study.date)
        ],
        "before": _before(study),
        "subsidy": subsidy_data(study, figures) if study.scheme.has_funding else None,
    }


def _claims(study: Study) -> list[dict[str, Any]]:
    """Return which units the list puts in several groups, which leaves them unknown."""
    return [
        {
            "unit": i,
            "groups": list(claims),
            "merged": any(row.nis != study.codes[i] for row in membership.rows),
        }
        for i, membership in enumerate(study.memberships)
        if len(claims := membership.claims(study.date)) > 1
    ]


def _rule(study: Study, rule: Rule) -> dict[str, Any]:
    """Return what a rule asks; what it finds is worked out in the browser."""
    since = None if rule.since is None else rule.since.isoformat()
    return {"id": rule.id, "since": since, **_asked(study, rule)}


def _asked(study: Study, rule: Rule) -> dict[str, Any]:
    match rule:
        case OneGroup():
            return {"kind": "one-group"}
        case MinimumPopulation():
            # Unknown members are sought in the group's own parts of this partition first.
            near = study.scheme.fit_kind
            return {
                "kind": "minimum-population",
                "minimum": rule.minimum,
                "near": None if near is None else near.id,
            }
        case Form():
            return {
                "kind": "form",
                "forms": list(dict.fromkeys(normalise(form) for form in rule.forms)),
                "alone": sorted(normalise(form) for form in rule.alone),
                "required": list(dict.fromkeys(form.nl for form in rule.forms.values())),
                "separator": FORM_SEPARATOR,
            }
        case FitsPart():
            return {
                "kind": "fits-part",
                "partition": rule.partition,
                "all_from": rule.all_from.isoformat(),
                "derogations": rule.derogations is not None,
            }
        case Contiguous():
            peculiar = [study.position[nis] for nis in rule.peculiar if nis in study.position]
            return {"kind": "contiguous", "peculiar": sorted(peculiar)}
        case _:
            raise ValueError(f"the planner does not know this kind of rule: {rule.id}")


def _before(study: Study) -> dict[str, Any] | None:
    """Return the study before, in pieces: its units, and where each lies now."""
    before = study.before
    if before is None:
        return None
    ground = common_ground(before, study)
    if ground.backwards:
        raise ValueError(f"{before.date} does not lie before {study.date}")
    pieces = ground.pieces
    return {
        "date": before.date.isoformat(),
        "groups": [group.name for group in before.groups],
        "closed": UNKNOWN not in before.group_of,
        "unit": [study.position[piece.nis] for piece in pieces],
        "was": [piece.was for piece in pieces],
        "population": [piece.population for piece in pieces],
    }
