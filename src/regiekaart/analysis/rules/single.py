"""One group: a unit is in at most one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.analysis.rules.finding import Finding, Verdict
from regiekaart.errors import Severity
from regiekaart.language import EN, NL, Text, capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.scheme.rules import OneGroup
    from regiekaart.study import Study


def several_groups(rule: OneGroup, study: Study) -> Iterator[Finding]:
    """Yield a finding per unit that the list puts in several groups on the day of the study.

    A municipality that came from a merger of parts in several groups is a finding too, yet no
    proven breach: the list is older than the merger, and does not say what became of it.
    """
    for i, membership in enumerate(study.memberships):
        # One row names one group, as is so for nearly all.
        groups = membership.claims(study.date) if len(membership.rows) > 1 else ()
        if len(groups) > 1:
            # Rows on another code are older than the merger.
            merged = any(row.nis != study.codes[i] for row in membership.rows)
            yield Finding(
                rule=rule.id,
                severity=Severity.WARNING if merged else Severity.ERROR,
                verdict=Verdict.OPEN if merged else Verdict.BROKEN,
                region=None,
                units=(study.codes[i],),
                measured=list(groups),
                required=1,
                ground=rule.ground,
                fact=_merged(study, i, groups) if merged else _double(study, i, groups),
                hinges_on=(study.codes[i],) if merged else (),
            )


def _double(study: Study, unit_at: int, groups: tuple[str, ...]) -> Text:
    rows = [row.row for row in study.memberships[unit_at].rows if row.row is not None]
    nl = f" (rijen {NL.listing([str(r) for r in rows])})" if rows else ""
    en = f" (rows {EN.listing([str(r) for r in rows])})" if rows else ""
    name, scheme = study.names[unit_at], study.scheme
    one, many, unit = scheme.group.one, scheme.group.many, scheme.unit.a
    it = scheme.unit.it
    return Text(
        f"{name} staat op de lijst in {len(groups)} {many.nl}: {NL.listing(groups)}{nl}. "
        f"{capital(unit.nl)} kan in hoogstens één {one.nl} liggen; {it.nl} telt hier als onbekend.",
        f"{name} is on the list in {len(groups)} {many.en}: {EN.listing(groups)}{en}. "
        f"{capital(unit.en)} can be in at most one {one.en}; here it counts as unknown.",
    )


def _merged(study: Study, unit_at: int, groups: tuple[str, ...]) -> Text:
    name, scheme = study.names[unit_at], study.scheme
    one, many, unit = scheme.group.one, scheme.group.many, scheme.unit.a
    which = scheme.group.which.nl.partition(" ")[0]
    return Text(
        f"De delen waaruit {name} door fusie ontstond, lagen in {len(groups)} {many.nl}: "
        f"{NL.listing(groups)}. {capital(unit.nl)} kan in hoogstens één {one.nl} liggen; "
        f"in {which}, zegt de lijst niet.",
        f"The parts from which {name} was merged lay in {len(groups)} {many.en}: "
        f"{EN.listing(groups)}. {capital(unit.en)} can be in at most one {one.en}; which, the "
        "list does not say.",
    )
