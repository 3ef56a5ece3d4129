"""What the page tells of one group: its findings, its past, its subsidy.

What can be added up from the units (inhabitants, shares, agreements) is added up in the
page, by the moment that it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.analysis.awards import awards_if_any, choice_on
from regiekaart.analysis.rules.finding import VERDICT_WORDS
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.rules import Form, MinimumPopulation
from regiekaart.web.texts import said
from regiekaart.words.lineage import lineage_words
from regiekaart.words.rules import verdict_words
from regiekaart.words.subsidy_notes import SUPPOSED, is_partial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.analysis.awards import Awards
    from regiekaart.analysis.rules import Check, Finding
    from regiekaart.analysis.rules.check import RegionFacts
    from regiekaart.study import Study
    from regiekaart.web.texts import TextTable


def fiches_json(result: Check, texts: TextTable) -> list[dict[str, Any]]:
    """Return what is told of each group of a study, in its order.

    Parameters
    ----------
    result
        What the rules found in the study.
    texts
        Where the texts go.
    """
    study = result.study
    money = awards_if_any(study)
    return [
        {
            "name": facts.region,
            "form": said(_form(study, facts.legal_form)),
            "closed": facts.closed,
            "rules": list(_rules(result, facts, texts)),
            "findings": [
                finding_json(f, texts) for f in result.findings if f.region == facts.region
            ],
            "lineage": [texts.number(line) for line in _lineage(study, facts)],
            "subsidy": _subsidy(facts.region, money),
        }
        for facts in result.regions
    ]


def minimum_population(study: Study) -> int | None:
    """Return how many inhabitants a group has to have; None where no rule asks for any."""
    rules = study.scheme.rules
    return next((rule.minimum for rule in rules if isinstance(rule, MinimumPopulation)), None)


def subsidy_head(study: Study, *, partial: bool | None = None) -> list[str] | str:
    """Return by which scheme the subsidy is, and on what it depends; nothing where there is none.

    Parameters
    ----------
    study
        The study.
    partial
        Whether there may be other members than are known; by default as in the study.
    """
    if not study.scheme.has_funding:
        return ""
    if choice_on(study).scheme == "2023":
        how = Text("sleutels van 2023", "keys of 2023")
    else:
        how = Text("trappen van vóór 2023", "steps of before 2023")
    if is_partial(study) if partial is None else partial:
        return said(Text(f"{how.nl}, {SUPPOSED.nl}", f"{how.en}, {SUPPOSED.en}"))
    return said(how)


def _form(study: Study, form: str) -> Text:
    """Return a legal form in each language; a form that no rule knows stays as it is written."""
    for rule in study.scheme.rules:
        if isinstance(rule, Form):
            for meant in rule.forms.values():
                if meant.nl == form:
                    return meant
    return Text.same(form)


def _rules(result: Check, facts: RegionFacts, texts: TextTable) -> Iterator[list[int]]:
    """Yield per rule its title and its verdict."""
    for rule in result.study.scheme.rules:
        if rule.id in facts.verdicts:
            yield [texts.number(rule.title), texts.number(verdict_words(facts, rule))]


def finding_json(finding: Finding, texts: TextTable) -> dict[str, Any]:
    """Return a finding for the page.

    Parameters
    ----------
    finding
        The finding.
    texts
        Where its texts go.
    """
    return {
        "severity": finding.severity.value,
        "verdict": texts.number(VERDICT_WORDS[finding.verdict]),
        "message": texts.number(finding.message),
        "ground": texts.number(finding.ground),
    }


def _lineage(study: Study, facts: RegionFacts) -> Iterator[Text]:
    """Yield what became of a group since the cycle before, and who joined or left."""
    if study.before is None:
        return
    lineage = facts.lineage
    was = lineage.predecessor
    words = lineage_words(lineage)
    other = Text("", "")
    if was and not lineage.namesake:
        other = Text(f" (vergeleken met {was})", f" (compared with {was})")
    yield Text(f"{words.nl}{other.nl}", f"{words.en}{other.en}")
    names = {**dict(zip(study.before.codes, study.before.names, strict=True))}
    names |= dict(zip(study.codes, study.names, strict=True))
    for codes, word in (
        (lineage.joined, Text("erbij", "joined")),
        (lineage.left, Text("weg", "left")),
        (lineage.open, Text("niet te zeggen van", "cannot be said of")),
    ):
        if codes:
            listed = sorted(names[code] for code in codes)
            yield Text(f"{word.nl}: {NL.listing(listed)}", f"{word.en}: {EN.listing(listed)}")


def _subsidy(region: str, money: Awards | None) -> dict[str, Any] | None:
    """Return the amount of a group in euro, and whether it is approximate."""
    if money is None:
        return None
    return {
        "total": str(money.by_region[region].total),
        "approximate": region in money.approximate,
    }
