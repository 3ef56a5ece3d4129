"""What a scenario means: the study as it would be if its list said what the scenario says.

The planner knows a scenario as groups and, per unit, the position of its group. Everything
that is computed of it in the browser is what `regiekaart` computes of the study made here.

- Units, weights, partitions, borders, date, exemptions and the study before stay.
- A group is its name: renaming it makes it another one, with its own lineage and exemptions. A
  group without members is none.
- A unit is changed if its group, or the form of its group, is another. Its membership then
  rests on nothing but the scenario: assumed, from the source ``wat-als``. One that is set to
  unknown has no rows at all. What is not changed keeps its rows, with their evidence; so a
  unit that the list puts in several groups stays a finding until the scenario says where
  it is.
- The list is complete if the scenario leaves nobody unknown, whatever it was before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.errors import InputError
from regiekaart.facts.membership import Membership
from regiekaart.facts.names import normalise
from regiekaart.language import EN, NL
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.study.moving import move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.study import Group, Study

# What a study has read besides, which no scenario changes.
_KEPT: Final = (
    "register", "position", "neighbours", "boundaries", "agreement_facts", "agreements", "before",
    "cycle_before",
)  # fmt: skip


def scenario(study: Study, groups: Sequence[Group], group_of: Sequence[int]) -> Study:
    """Return the study of a scenario.

    Parameters
    ----------
    study
        The study that the scenario starts from; it is not changed.
    groups
        The groups of the scenario, in any order; those without members are left out.
    group_of
        Per unit the position of its group in ``groups``, or `UNKNOWN`, or `OUTSIDE`.

    Returns
    -------
    Study
        Its groups stand by name, so that positions may differ from those of the scenario.

    Raises
    ------
    InputError
        If two groups have one name, in whatever spelling; names them all.
    ValueError
        If ``group_of`` has another length than the study, or points at no group.

    Examples
    --------
    >>> from regiekaart import coverage, load_study
    >>> study = load_study()
    >>> nobody = scenario(study, study.groups, [-2] * len(study.codes))
    >>> coverage(nobody).whole.population.text(), len(nobody.groups)
    ('0,00 %', 0)
    """
    _check(study, groups, group_of)
    was = [study.groups[g] if g >= 0 else g for g in study.group_of.tolist()]
    now = [groups[g] if g >= 0 else int(g) for g in group_of]
    changed = [i for i, (old, new) in enumerate(zip(was, now, strict=True)) if old != new]
    moved = move(study, {study.codes[i]: _name(now[i]) for i in changed})
    memberships = list(moved.memberships)
    for i in changed:
        if now[i] == UNKNOWN:
            memberships[i] = Membership()
    filled = sorted(
        {g for g in group_of if g >= 0}, key=lambda g: (groups[g].name.casefold(), groups[g].name)
    )
    place = {g: i for i, g in enumerate(filled)}
    made = replace(
        moved,
        groups=tuple(groups[g] for g in filled),
        group_of=np.array([place.get(g, g) for g in group_of], dtype=np.int64),
        memberships=tuple(memberships),
        complete=UNKNOWN not in group_of,
    )
    made.__dict__.update({key: study.__dict__[key] for key in _KEPT if key in study.__dict__})
    return made


def _name(group: Group | int) -> str | None:
    return None if isinstance(group, int) else group.name


def _check(study: Study, groups: Sequence[Group], group_of: Sequence[int]) -> None:
    if len(group_of) != len(study.codes):
        raise ValueError(f"{len(group_of)} units, expected {len(study.codes)}")
    stray = sorted({int(g) for g in group_of if not OUTSIDE <= g < len(groups)})
    if stray:
        raise ValueError(f"no such groups: {stray}; there are {len(groups)}")
    names: dict[str, list[str]] = {}
    for group in groups:
        names.setdefault(normalise(group.name) or group.name, []).append(group.name)
    double = ["/".join(each) for each in names.values() if len(each) > 1]
    if double:
        many = study.scheme.group.many.nl, study.scheme.group.short.many.en
        raise InputError.one(
            f"{many[0]} met dezelfde naam: {NL.listing(double)}; geef elk een eigen naam",
            f"{many[1]} of the same name: {EN.listing(double)}; give each its own name",
            value=double[0],
        )
