"""The chapters of a report that show a result: a heading, sentences, findings, tables.

A chapter is words and tables only, so that every kind of document shows the same. Each function
takes a study and returns its chapter, or None where the study has nothing to tell of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.audit import audit
from regiekaart.analysis.awards import awards, choice_on
from regiekaart.analysis.change import compare
from regiekaart.analysis.crossing import crossing
from regiekaart.analysis.missing import missing
from regiekaart.analysis.rules import check
from regiekaart.errors import SEVERITY_WORDS, InputError
from regiekaart.facts.published import published_figures
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.flanders import PROVINCE
from regiekaart.study.days import studies_around
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.agreements import agreement_table, crossing_table
from regiekaart.words.audit import remarkable_table
from regiekaart.words.audit import summary as audit_summary
from regiekaart.words.change import bridge_table, region_table, unit_change_table
from regiekaart.words.change_sentences import change_sentences
from regiekaart.words.missing import missing_sentence, piece_table
from regiekaart.words.rules import check_sentence, rule_table
from regiekaart.words.subsidy import subsidy_table
from regiekaart.words.subsidy_sentence import subsidy_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.analysis.rules import Finding
    from regiekaart.scheme.rules import Rule
    from regiekaart.study import Study
    from regiekaart.words.table import Table


@dataclass(frozen=True, slots=True)
class FindingList:
    """The findings of one rule with one severity, ready to be shown.

    Parameters
    ----------
    severity
        ``error``, ``warning`` or ``info``, for the look.
    word
        The severity in words.
    """

    severity: str
    word: Text
    rule: Text
    ground: Text
    messages: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a report.

    Parameters
    ----------
    id
        Its anchor.
    paragraphs
        Sentences before the tables.
    closing
        The table whose last row is a total, by its id; empty where there is none.
    """

    id: str
    title: Text
    paragraphs: tuple[Text, ...]
    tables: tuple[Table, ...] = ()
    findings: tuple[FindingList, ...] = ()
    closing: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a reader has to know of the tables, each once."""
        return tuple(dict.fromkeys(note for table in self.tables for note in table.notes))


def chapters(study: Study) -> tuple[Chapter, ...]:
    """Return the chapters of a study, in the order of the report."""
    found = (
        possible_chapter(study),
        rules_chapter(study),
        change_chapter(study),
        agreements_chapter(study),
        subsidy_chapter(study),
        audit_chapter(study),
    )
    return tuple(chapter for chapter in found if chapter is not None)


def possible_chapter(study: Study) -> Chapter | None:
    """Return who could form a region of those that are missing."""
    found = missing(study)
    if not found.units:
        return None
    return Chapter(
        "mogelijk",
        Text(
            "Wie ontbreekt, en wat zij samen kunnen vormen", "Who is missing, and what they could"
        ),
        (missing_sentence(found),),
        (piece_table(found),),
    )


def rules_chapter(study: Study) -> Chapter | None:
    """Return what the rules found."""
    result = check(study)
    if not result.regions:
        return None
    return Chapter(
        "regels",
        Text("Voldoen de regiegebieden aan de regels?", "Do the regie regions meet the rules?"),
        (check_sentence(result), *result.unused),
        (rule_table(result),),
        tuple(_finding_lists(study.scheme.rules, result.findings)),
    )


def _finding_lists(rules: Iterable[Rule], findings: Iterable[Finding]) -> Iterable[FindingList]:
    titles = {rule.id: rule.title for rule in rules}
    for (severity, rule), group in groupby(findings, key=lambda f: (f.severity, f.rule)):
        same = list(group)
        yield FindingList(
            severity.value,
            SEVERITY_WORDS[severity],
            titles[rule],
            same[0].ground,
            tuple(finding.message for finding in same),
        )


def change_chapter(study: Study) -> Chapter | None:
    """Return what changed since the start of the cycle before."""
    earlier = study.cycle_before
    if earlier is None:
        return None
    change = compare(earlier, study)
    day = earlier.date
    return Chapter(
        "veranderingen",
        Text(f"Wat veranderde sinds {NL.date(day)}", f"What changed since {EN.date(day)}"),
        change_sentences(change),
        (bridge_table(change), unit_change_table(change), region_table(change)),
        closing=("bridge",),
    )


def agreements_chapter(study: Study) -> Chapter:
    """Return where the agreements with VDAB stand."""
    found = agreements(study, PROVINCE)
    return Chapter(
        "overeenkomsten",
        Text("Samenwerkingsovereenkomsten met VDAB", "Cooperation agreements with VDAB"),
        (
            Text(
                agreement_sentence(found, found.whole, NL),
                agreement_sentence(found, found.whole, EN),
            ),
        ),
        (agreement_table(found), crossing_table(crossing(study))),
    )


def subsidy_chapter(study: Study) -> Chapter | None:
    """Return the distribution of the subsidy over the groups."""
    if not study.groups:
        return None
    title = Text("Verdeling van de subsidie", "Distribution of the subsidy")
    try:
        found = awards(study, choice_on(study))
    except InputError as error:
        return Chapter("subsidie", title, tuple(problem.message for problem in error.problems))
    return Chapter(
        "subsidie",
        title,
        (subsidy_sentence(found),),
        (subsidy_table(found),),
        closing=("subsidy",),
    )


def audit_chapter(study: Study) -> Chapter | None:
    """Return what was found in the figures that were published; a made-up list tests nothing."""
    if study.fictional:
        return None
    found = audit(published_figures(), studies_around(study))
    return Chapter(
        "aangekondigd",
        Text("Aangekondigde cijfers nagerekend", "Announced figures checked"),
        (audit_summary(found),),
        (remarkable_table(found),),
    )
