"""The answers of a report in a few sentences each, the most important first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regiekaart.analysis.audit import Verdict
from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import EN, NL, Text, both
from regiekaart.report.announced import (
    announced_agreements,
    announced_change,
    announced_sentence,
    possible_sentence,
    said,
)
from regiekaart.report.chapters import (
    AGREEMENTS,
    AUDIT,
    CHANGE,
    COVERAGE,
    MISSING,
    RULES,
    SUBSIDY,
    core_claims,
)
from regiekaart.report.findings import rules_sentence
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.audit_cases import cases, core_sentence, subject
from regiekaart.words.change_sentences import change_sentences
from regiekaart.words.missing import missing_sentence
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.subsidy_sentence import subsidy_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.analysis.agreements import AgreementTable
    from regiekaart.analysis.audit import Audit
    from regiekaart.analysis.change import Change
    from regiekaart.report.results import Results
    from regiekaart.study import Study


@dataclass(frozen=True, slots=True)
class Point:
    """One answer on the first page.

    Parameters
    ----------
    chapter
        The id of the chapter that tells more.
    label
        What it is about, in a word or two.
    """

    chapter: str
    label: Text
    text: Text


def points(results: Results) -> tuple[Point, ...]:
    """Return the answers that a study gives, in order of importance."""
    return tuple(_points(results))


def _points(results: Results) -> Iterator[Point]:
    yield Point(COVERAGE, Text("Dekking", "Coverage"), _coverage(results))
    held = possible_sentence(results.study)
    if held is not None and not results.study.fictional:
        yield Point(COVERAGE, Text("Aangekondigde dekking", "Announced coverage"), held)
    if results.checked is not None:
        yield Point(RULES, Text("Regels", "Rules"), rules_sentence(results.checked))
    yield Point(MISSING, Text("Wie ontbreekt", "Who is missing"), missing_sentence(results.missing))
    if results.change is not None:
        yield Point(CHANGE, Text("Veranderingen", "Changes"), _change(results.change))
    if results.agreements is not None:
        text = _agreements(results.study, results.agreements)
        yield Point(AGREEMENTS, Text("VDAB", "VDAB"), text)
    found = results.awards
    if found is not None:
        text = _joined(found) if isinstance(found, tuple) else subsidy_sentence(found)
        yield Point(SUBSIDY, Text("Subsidie", "Subsidy"), text)
    if results.audit is not None:
        text = _audit(results, results.audit)
        yield Point(AUDIT, Text("Aangekondigde cijfers", "Announced figures"), text)


def _joined(texts: tuple[Text, ...]) -> Text:
    return said(lambda to: " ".join(_sentence(to.say(text)) for text in texts))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "!", "?")) else ".")


def _coverage(results: Results) -> Text:
    """Return the coverage; with a complete list, what was announced stands beside it at once."""
    study, text = results.study, said(lambda to: coverage_sentence(results.whole, to))
    known = announced_sentence(study)
    if known is None or study.fictional or possible_sentence(study) is not None:
        return text
    return _joined((text, known))


def _change(change: Change) -> Text:
    """Return what was announced of the change, then what the lists show of it."""
    told = announced_change(change.after)
    sentences = change_sentences(change)
    # With certainty, the coverage of the municipalities leads, then that of the population.
    shown = sentences[1] if change.certain else sentences[0]
    return shown if told is None else _joined((told, shown))


def _agreements(study: Study, table: AgreementTable) -> Text:
    ours = said(lambda to: agreement_sentence(table, table.whole, to))
    told = (ours, _grounds(table), announced_agreements(study))
    return _joined(tuple(text for text in told if text is not None))


def _grounds(table: AgreementTable) -> Text | None:
    """Return how well the signed agreements are known; None where none is, or all are documented.

    Several grades are counted for each status: only where all that is known is signed do they
    speak of the signed ones.
    """
    signed, grades = table.whole.units.count, dict(table.whole.evidence)
    if sum(grades.values()) != signed or set(grades) <= {Evidence.DOCUMENTED}:
        return None
    count = both(signed)
    nl, en = (
        language.listing(
            [f"{language.integer(n)} {language.say(EVIDENCE_WORDS[g])}" for g, n in grades.items()]
        )
        for language in (NL, EN)
    )
    return Text(f"Van die {count.nl} zijn er {nl}.", f"Of those {count.en}, {en}.")


def _audit(results: Results, found: Audit) -> Text:
    """Return whether the core figures hold, and which others do not."""
    core = core_claims(results)
    told = [core_sentence(core, results.study.cycle.id)] if core else []
    others = [case for case in cases(found) if not set(case.claims) & set(core)]
    if others:
        count, names = both(len(others)), [subject(case) for case in others]
        nl, en = NL.listing([n.nl for n in names]), EN.listing([n.en for n in names])
        one = len(others) == 1
        # Where a core figure is contradicted already, the others are more of the same.
        off = any(claim.verdict is Verdict.INCONSISTENT for claim in core)
        too = Text("ook", "also ") if off else Text("wel", "")
        told.append(
            Text(
                f"In {count.nl} {'ander geval' if one else 'andere gevallen'} is er {too.nl} een "
                f"tegenspraak: {nl}.",
                f"In {count.en} other {'case' if one else 'cases'} there is {too.en}a "
                f"contradiction: {en}.",
            )
        )
    return _joined(tuple(told))
