"""Which regions break which rule, and by when, in a few sentences for a summary."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from regiekaart.analysis.lineage import Kind
from regiekaart.analysis.rules import Verdict
from regiekaart.language import EN, NL, Text, both, capital
from regiekaart.scheme.rules import FitsPart, OneGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regiekaart.analysis.rules import Check, Finding
    from regiekaart.scheme.model import Scheme
    from regiekaart.scheme.noun import Noun
    from regiekaart.scheme.rules import Rule


def rules_sentence(result: Check) -> Text:
    """Return which groups break or straddle which rule, and by when; the gravest first."""
    told = [
        *_each(result, Verdict.BROKEN, _broken),
        *_pending(result),
        *_derogated(result),
        *_each(result, Verdict.EARLY, _early),
        *_each(result, Verdict.OPEN, partial(_open, scheme=result.study.scheme)),
    ]
    if not any(f.verdict in {Verdict.BROKEN, Verdict.PENDING} for f in result.findings):
        told.insert(0, _all_in_order(result))
    told += _each(result, Verdict.ADVISED, _advised)
    return Text(" ".join(t.nl for t in told), " ".join(t.en for t in told))


def _each(
    result: Check, verdict: Verdict, words: Callable[[Rule, Text], Text | None]
) -> Iterator[Text]:
    """Yield a sentence per rule of which there are findings with a verdict."""
    for rule in result.study.scheme.rules:
        found = [f for f in result.findings if f.rule == rule.id and f.verdict is verdict]
        if found and (sentence := words(rule, _who(result, found))) is not None:
            yield sentence


def _who(result: Check, findings: Sequence[Finding]) -> Text:
    """Return the groups of some findings by name; where there is no group, the units."""
    names: list[str] = []
    for finding in findings:
        units = [result.study.names[result.study.position[code]] for code in finding.units]
        names += [finding.region] if finding.region else units
    listed = list(dict.fromkeys(names))
    return Text(NL.listing(listed), EN.listing(listed))


def _broken(rule: Rule, who: Text) -> Text:
    return Text(
        f"In strijd met de regel ‘{rule.title.nl}’: {who.nl}.",
        f"In breach of the rule ‘{rule.title.en}’: {who.en}.",
    )


def _early(rule: Rule, who: Text) -> Text | None:
    if rule.since is None:
        return None
    return Text(
        f"De regel ‘{rule.title.nl}’ geldt pas vanaf {NL.date(rule.since)}; nog niet in orde: "
        f"{who.nl}.",
        f"The rule ‘{rule.title.en}’ holds only from {EN.date(rule.since)}; not yet in order: "
        f"{who.en}.",
    )


def _open(rule: Rule, who: Text, scheme: Scheme) -> Text | None:
    """Return what could not be checked at all; other open verdicts are told in the chapter."""
    if isinstance(rule, OneGroup):
        group, unit = scheme.group, scheme.unit.the
        return Text(
            f"Delen van {who.nl} lagen voor een fusie in verschillende {group.many.nl}; in "
            f"{group.short.which.nl} {unit.nl} nu ligt, zegt de lijst niet.",
            f"Parts of {who.en} lay in different {group.many.en} before a merger; in which "
            f"{unit.en} is now, the list does not say.",
        )
    if isinstance(rule, FitsPart) and not who.nl:
        return Text(
            f"De regel ‘{rule.title.nl}’ is niet nagegaan: die indeling bestond nog niet.",
            f"The rule ‘{rule.title.en}’ was not checked: that division did not exist yet.",
        )
    return None


def _advised(rule: Rule, who: Text) -> Text:
    return Text(
        f"Tegen het advies ‘{rule.title.nl}’: {who.nl}.",
        f"Against the advice ‘{rule.title.en}’: {who.en}.",
    )


def _pending(result: Check) -> Iterator[Text]:
    """Yield who straddles and still has time: for certain, then on a condition."""
    kinds = {facts.region: facts.lineage.kind for facts in result.regions}
    for rule in result.study.scheme.rules:
        found = [f for f in result.findings if f.rule == rule.id and f.verdict is Verdict.PENDING]
        if not isinstance(rule, FitsPart):
            continue
        noun = result.study.scheme.partitions[rule.partition].noun.one
        group = result.study.scheme.group.short
        certain = [f for f in found if kinds.get(f.region or "") is Kind.UNCHANGED]
        perhaps = [f for f in found if f not in certain]
        if certain:
            yield _has_time(rule, noun, _who(result, certain), one=len(certain) == 1)
        if perhaps:
            yield _may_have_time(rule, noun, group, _who(result, perhaps), one=len(perhaps) == 1)


def _derogated(result: Check) -> Iterator[Text]:
    """Yield who straddles where a derogation may have been decided, of which the data tell not."""
    for rule in result.study.scheme.rules:
        if not isinstance(rule, FitsPart) or rule.derogations is None:
            continue
        found = [f for f in result.findings if f.rule == rule.id and f.verdict is Verdict.OPEN]
        named = [f for f in found if f.region is not None]
        if named:
            noun = result.study.scheme.partitions[rule.partition].noun.one
            first = _no_fit(_who(result, named), noun, one=len(named) == 1)
            known = rule.derogations
            yield Text(f"{first.nl} {known.nl}", f"{first.en} {known.en}")


def _no_fit(who: Text, noun: Text, *, one: bool) -> Text:
    return Text(
        f"{who.nl} {'past' if one else 'passen'} niet in één {noun.nl}.",
        f"{who.en} {'does' if one else 'do'} not fit in one {noun.en}.",
    )


def _has_time(rule: FitsPart, noun: Text, who: Text, *, one: bool) -> Text:
    nl, en = NL.date(rule.all_from), EN.date(rule.all_from)
    return Text(
        f"{who.nl} {'past' if one else 'passen'} niet in één {noun.nl} en "
        f"{'heeft' if one else 'hebben'} tijd tot {nl} om dat in orde te brengen.",
        f"{who.en} {'does' if one else 'do'} not fit in one {noun.en} and "
        f"{'has' if one else 'have'} until {en} to put that in order.",
    )


def _may_have_time(rule: FitsPart, noun: Text, group: Noun, who: Text, *, one: bool) -> Text:
    since = rule.since or rule.all_from
    first = _no_fit(who, noun, one=one)
    if one:
        then = Text(
            f"Bestond {group.the.nl} al ongewijzigd voor {NL.date(since)}, dan heeft "
            f"{group.it_that.nl} tijd tot {NL.date(rule.all_from)}; anders is "
            f"{group.it_that.nl} nu al in strijd met de regel.",
            f"If {group.the.en} existed unchanged before {EN.date(since)}, it has until "
            f"{EN.date(rule.all_from)}; otherwise it already breaks the rule.",
        )
    else:
        then = Text(
            f"Wie al van voor {NL.date(since)} ongewijzigd bestaat, heeft tijd tot "
            f"{NL.date(rule.all_from)}; wie niet, is nu al in strijd met de regel.",
            f"Those that exist unchanged since before {EN.date(since)} have until "
            f"{EN.date(rule.all_from)}; the others already break the rule.",
        )
    return Text(f"{first.nl} {then.nl}", f"{first.en} {then.en}")


def _all_in_order(result: Check) -> Text:
    count, noun = len(result.regions), result.study.scheme.group
    known = Text("", "")
    if not result.study.complete or any(f.verdict is Verdict.OPEN for f in result.findings):
        known = Text(", voor zover bekend", ", as far as is known")
    if count == 1:
        the = capital(noun.article.nl)
        return Text(
            f"{the} enige {noun.one.nl} is met geen regel in strijd{known.nl}.",
            f"The only {noun.one.en} breaks no rule{known.en}.",
        )
    number = both(count)
    return Text(
        f"Geen van de {number.nl} {noun.many.nl} is in strijd met een regel{known.nl}.",
        f"None of the {number.en} {noun.many.en} breaks a rule{known.en}.",
    )
