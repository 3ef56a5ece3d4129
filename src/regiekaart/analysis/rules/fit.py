"""Fit: a group lies in one part of a partition, by its dates and its transitional rule.

Three outcomes are kept apart: the group fits; it covers several parts whole, which is allowed; or
it straddles. A straddling group is a breach if it is new or has changed since the rule is in force,
or once the rule holds for all; before that it has time.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.lineage import Kind, Lineage
from regiekaart.analysis.rules.finding import Case, Finding, Verdict
from regiekaart.analysis.rules.parts import parts_of
from regiekaart.analysis.rules.ways_out import ways_out
from regiekaart.errors import Severity
from regiekaart.language import EN, NL, Text
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from regiekaart.scheme.rules import FitsPart
    from regiekaart.study import IntArray, Study


EMPTY: Final = np.zeros(0, dtype=np.int64)


def misfit(rule: FitsPart, case: Case, lineage: Lineage) -> Finding | None:
    """Return a finding if the known members lie in more than one part."""
    study = case.study
    partition = study.partitions[rule.partition]
    positions = parts_of(study, partition, case.group)
    if len(positions) == 1:
        return None
    parts = tuple(partition.labels[part] for part in positions)
    of_parts = np.sort(np.concatenate([partition.units(part) for part in positions] or [EMPTY]))
    absent = of_parts[study.group_of[of_parts] != case.group]
    unknown = absent[study.group_of[absent] == UNKNOWN]
    offenders = case.units[partition.index[case.units] != positions[0]]
    if len(absent) == len(unknown):
        return (
            _perhaps_whole(rule, case, parts, unknown)
            if len(unknown)
            else _whole(rule, case, parts)
        )
    severity, clause = _transition(rule, study.date, lineage, study)
    if rule.derogations is not None and severity is Severity.ERROR:
        severity, clause = Severity.WARNING, rule.derogations
    return Finding(
        rule=rule.id,
        severity=severity,
        verdict=_verdict(rule, severity),
        region=case.name,
        units=case.codes(offenders),
        measured=list(parts),
        required=1,
        ground=rule.ground,
        fact=_straddles(rule, case, parts, offenders),
        clause=clause,
        advice=tuple(ways_out(rule, case, offenders.tolist())),
    )


def _verdict(rule: FitsPart, severity: Severity) -> Verdict:
    if severity is Severity.ERROR:
        return Verdict.BROKEN
    return Verdict.PENDING if rule.derogations is None else Verdict.OPEN


def _transition(rule: FitsPart, day: date, lineage: Lineage, study: Study) -> tuple[Severity, Text]:
    """Return how bad a misfit is on a day, and why."""
    noun = study.scheme.group
    if rule.all_from == date.min:
        return Severity.ERROR, Text(
            f"De regel geldt voor {noun.each.nl}.", f"The rule holds for every {noun.one.en}."
        )
    if rule.since is None or day >= rule.all_from:
        return Severity.ERROR, Text(
            f"Sinds {NL.date(rule.all_from)} geldt de regel voor {noun.each.nl}.",
            f"Since {EN.date(rule.all_from)} the rule holds for every {noun.one.en}.",
        )
    eve = rule.since - timedelta(days=1)
    nl, en, last, last_en = NL.date(rule.since), EN.date(rule.since), NL.date(eve), EN.date(eve)
    if lineage.kind is Kind.NEW:
        return Severity.ERROR, Text(
            f"Het gebied is nieuw: geen van zijn leden lag op {last} in {noun.a.nl}. De regel "
            "geldt er meteen.",
            f"The region is new: none of its members was in {noun.a.en} on {last_en}. The rule "
            "holds at once.",
        )
    if lineage.differs:
        change, origin = _changes(study, lineage), lineage.predecessor
        head = Text(
            f"gewijzigd ten opzichte van {origin} op {last}" if origin else "nieuw of gewijzigd",
            f"has changed against {origin} on {last_en}" if origin else "is new or has changed",
        )
        return Severity.ERROR, Text(
            f"Het gebied is {head.nl} ({change.nl}) en geldt daarom als nieuw.",
            f"The region {head.en} ({change.en}) and therefore counts as new.",
        )
    until, until_en = NL.date(rule.all_from), EN.date(rule.all_from)
    if lineage.kind is Kind.UNCHANGED:
        return Severity.WARNING, Text(
            f"Het gebied bestond al voor {nl} en is niet gewijzigd: het heeft tijd tot {until}.",
            f"The region existed before {en} and has not changed: it has until {until_en}.",
        )
    return Severity.WARNING, _open_lineage(study, lineage, (nl, en), (until, until_en))


def _open_lineage(
    study: Study, lineage: Lineage, since: tuple[str, str], until: tuple[str, str]
) -> Text:
    units = study.scheme.unit.many
    if lineage.as_far_as_known:
        partial = study.before is not None and bool((study.before.group_of == UNKNOWN).any())
        which = (
            Text("de lijst van de vroegere cyclus", "the list of the earlier cycle")
            if partial
            else Text("de lijst van de leden", "the list of members")
        )
        head = Text(
            f"Voor zover bekend is het gebied niet gewijzigd, maar {which.nl} is onvolledig",
            f"As far as is known the region has not changed, but {which.en} is partial",
        )
    else:
        head = Text(
            "Of het gebied nieuw of gewijzigd is, kan niet gezegd worden: het vroegere of huidige "
            f"lidmaatschap van zijn {units.nl} is niet volledig bekend",
            "Whether the region is new or has changed cannot be said: the membership of its "
            f"{units.en}, then or now, is not fully known",
        )
    return Text(
        f"{head.nl}. Bestond het ongewijzigd voor {since[0]}, dan heeft het tijd tot {until[0]}; "
        "anders is het nu al in strijd met de regel.",
        f"{head.en}. If it existed unchanged before {since[1]}, it has until {until[1]}; otherwise "
        "it already breaks the rule.",
    )


def _changes(study: Study, lineage: Lineage) -> Text:
    nl, en = [], []
    for codes, word in (
        (lineage.joined, Text("erbij", "joined")),
        (lineage.left, Text("weg", "left")),
    ):
        names = [_name_of(study, code) for code in codes]
        if names:
            nl.append(f"{word.nl}: {NL.listing(names)}")
            en.append(f"{word.en}: {EN.listing(names)}")
    return Text("; ".join(nl), "; ".join(en))


def _name_of(study: Study, code: str) -> str:
    """Return the name of a unit; after a merger it may be one of the study before alone."""
    if code in study.position or study.before is None:
        return study.names[study.position[code]]
    return study.before.names[study.before.position[code]]


def _straddles(rule: FitsPart, case: Case, parts: tuple[str, ...], offenders: IntArray) -> Text:
    partition = case.study.partitions[rule.partition]
    told = []
    for part in parts[1:]:
        inside = [i for i in offenders.tolist() if partition.labels[partition.index[i]] == part]
        who, one = case.names(inside), len(inside) == 1
        told.append(
            Text(
                f"{who.nl} {'ligt' if one else 'liggen'} in {part}",
                f"{who.en} {'lies' if one else 'lie'} in {part}",
            )
        )
    rest = len(case.units) - len(offenders)
    nl = "het andere lid" if rest == 1 else f"de {NL.integer(rest)} andere leden"
    en = "the other member" if rest == 1 else f"the {EN.integer(rest)} other members"
    told.append(Text(f"{nl} in {parts[0]}", f"{en} in {parts[0]}"))
    return Text(
        f"{case.name}: {NL.listing([t.nl for t in told])}.",
        f"{case.name}: {EN.listing([t.en for t in told])}.",
    )


def _whole(rule: FitsPart, case: Case, parts: tuple[str, ...]) -> Finding:
    noun = case.study.partitions[rule.partition].kind.noun.many
    so_far = Text("", "") if case.closed else Text(", voor zover bekend,", ", as far as known,")
    allowed = Text(f" {rule.whole.nl}", f" {rule.whole.en}") if rule.whole else Text("", "")
    return Finding(
        rule=rule.id,
        severity=Severity.INFO,
        verdict=Verdict.NOTED,
        region=case.name,
        measured=list(parts),
        required=1,
        ground=rule.ground,
        fact=Text(
            f"{case.name} dekt{so_far.nl} {len(parts)} {noun.nl} volledig: {NL.listing(parts)}."
            f"{allowed.nl}",
            f"{case.name} covers{so_far.en} {len(parts)} {noun.en} whole: {EN.listing(parts)}."
            f"{allowed.en}",
        ),
    )


def _perhaps_whole(
    rule: FitsPart, case: Case, parts: tuple[str, ...], unknown: IntArray
) -> Finding:
    noun, who = case.study.partitions[rule.partition].kind.noun.many, case.names(unknown.tolist())
    units = case.scheme.unit.many
    return Finding(
        rule=rule.id,
        severity=Severity.INFO,
        verdict=Verdict.OPEN,
        region=case.name,
        measured=list(parts),
        required=1,
        ground=rule.ground,
        fact=Text(
            f"{case.name} ligt in {len(parts)} {noun.nl}: {NL.listing(parts)}. Of het die volledig "
            f"dekt, wat toegelaten is, of ertussen valt, hangt af van {units.nl} waarvan het "
            f"lidmaatschap onbekend is: {who.nl}.",
            f"{case.name} lies in {len(parts)} {noun.en}: {EN.listing(parts)}. Whether it covers "
            f"them whole, which is allowed, or straddles hinges on {units.en} of which the "
            f"membership is unknown: {who.en}.",
        ),
        hinges_on=case.codes(unknown),
    )
