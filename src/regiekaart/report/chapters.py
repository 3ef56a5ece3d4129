"""The chapters of a report that show a result: a heading, sentences, findings, tables.

A chapter is words and tables only, so that every kind of document shows the same. Each function
takes the results of a study and returns its chapter, or None where there is nothing to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.crossing import crossing
from regiekaart.analysis.figures import Provenance
from regiekaart.language import EN, NL, Text
from regiekaart.report.announced import (
    announced_agreements,
    announced_change,
    announced_forms,
    announced_new,
    announced_sentence,
    possible_sentence,
    said,
)
from regiekaart.report.lists import MissingList, missing_lists
from regiekaart.report.summary import absent_partitions, has_unknown, size_sentence
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.agreements import agreement_table, crossing_table
from regiekaart.words.announcements import announced
from regiekaart.words.audit import MEANING
from regiekaart.words.audit import summary as audit_summary
from regiekaart.words.audit_cases import (
    case_sentences,
    case_table,
    cases,
    core_sentence,
    remarkable,
    wrong_title,
)
from regiekaart.words.change import bridge_table, region_table, unit_change_table
from regiekaart.words.change_sentences import change_sentences
from regiekaart.words.findings import FindingList, finding_lists
from regiekaart.words.forms import forms_sentence
from regiekaart.words.missing import missing_sentence, piece_table
from regiekaart.words.rules import check_sentence, not_yet_in_force, rule_table
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.subsidy import subsidy_table
from regiekaart.words.subsidy_sentence import subsidy_sentence
from regiekaart.words.table import for_reading
from regiekaart.words.tables import coverage_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.audit import Claim
    from regiekaart.report.results import Results
    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study
    from regiekaart.words.table import Table

SUMMARY: Final = "samenvatting"
COVERAGE: Final = "dekkingsgraad"
RULES: Final = "regels"
MISSING: Final = "ontbreekt"
CHANGE: Final = "veranderingen"
AGREEMENTS: Final = "overeenkomsten"
SUBSIDY: Final = "subsidie"
AUDIT: Final = "aangekondigd"


@dataclass(frozen=True, slots=True)
class Shown:
    """A table with the row that is a total, if it has one."""

    table: Table
    total: Literal["first", "last", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a report.

    Parameters
    ----------
    id
        Its anchor.
    paragraphs
        Sentences before the tables.
    lists
        Who is missing, by part of the usual division; after the tables.
    notes
        What a reader has to know of the tables, each once.
    """

    id: str
    title: Text
    paragraphs: tuple[Text, ...]
    tables: tuple[Shown, ...] = ()
    findings: tuple[FindingList, ...] = ()
    lists: tuple[MissingList, ...] = ()
    notes: tuple[Text, ...] = ()


def chapters(results: Results) -> tuple[Chapter, ...]:
    """Return the chapters of a study, in the order of the report."""
    found = (
        coverage_chapter(results),
        rules_chapter(results),
        missing_chapter(results),
        change_chapter(results),
        agreements_chapter(results),
        subsidy_chapter(results),
        audit_chapter(results),
    )
    return tuple(chapter for chapter in found if chapter is not None)


def annex_tables(study: Study) -> tuple[Shown, ...]:
    """Return the coverage tables that few ask for: the sizes of the groups, rare divisions."""
    rare = [kind for kind in study.partitions if kind not in main_kinds(study)]
    kinds = [study.scheme.group_id, *rare]
    return tuple(Shown(coverage_table(coverage(study, kind)), "first") for kind in kinds)


def main_kinds(study: Study) -> list[str]:
    """Return the divisions that most ask for: the usual one, and those that have maps."""
    usual = study.scheme.usual
    return [id_ for id_, part in study.partitions.items() if part.kind.mapped or part.kind == usual]


def origin_lines(study: Study) -> tuple[Text, ...]:
    """Return where the memberships and the population come from, and how well they are grounded."""
    origin = Provenance.of(study)
    return said(origin.source_line), said(origin.evidence_line)


def _notes(study: Study, *tables: Table) -> tuple[Text, ...]:
    """Return the notes of some tables, each once; those of every table stand with the coverage."""
    common = origin_lines(study)
    notes = dict.fromkeys(note for table in tables for note in table.notes)
    return tuple(note for note in notes if note not in common)


def coverage_chapter(results: Results) -> Chapter:
    """Return the coverage by the divisions that most ask for; of the whole where there is none."""
    study = results.study
    kinds: Sequence[str | None] = main_kinds(study) or (None,)
    told = (
        said(lambda to: coverage_sentence(results.whole, to)),
        size_sentence(study),
        forms_sentence(study),
        announced_sentence(study),
        announced_forms(study),
        possible_sentence(study),
        *absent_partitions(study),
    )
    return Chapter(
        COVERAGE,
        Text("Dekkingsgraad", "Coverage"),
        tuple(text for text in told if text is not None),
        tuple(Shown(coverage_table(coverage(study, kind)), "first") for kind in kinds),
        notes=origin_lines(study),
    )


def rules_chapter(results: Results) -> Chapter | None:
    """Return what the rules found."""
    result = results.checked
    if result is None:
        return None
    table, groups = rule_table(result), results.study.scheme.group.many
    return Chapter(
        RULES,
        Text(f"Voldoen de {groups.nl} aan de regels?", f"Do the {groups.en} meet the rules?"),
        (check_sentence(result), *not_yet_in_force(result.study), *result.unused),
        (Shown(table),),
        finding_lists(result),
        notes=_notes(results.study, table),
    )


def missing_chapter(results: Results) -> Chapter:
    """Return who is missing, and which groups they could form where a rule says how large."""
    study, found = results.study, results.missing
    title = Text("Wie ontbreekt", "Who is missing")
    if has_unknown(study):
        title = Text("Wie ontbreekt of onbekend is", "Who is missing or unknown")
    if not found.units:
        return Chapter(MISSING, title, (missing_sentence(found),))
    tables = (piece_table(found),) if can_form(study.scheme) else ()
    return Chapter(
        MISSING,
        title,
        (missing_sentence(found),),
        tuple(Shown(table) for table in tables),
        lists=missing_lists(study),
        notes=_notes(study, *tables),
    )


def can_form(scheme: Scheme) -> bool:
    """Return whether the rules tell which units could form a group: how large, and where."""
    return scheme.fit is not None and scheme.minimum is not None


def change_chapter(results: Results) -> Chapter | None:
    """Return what changed since the start of the cycle before."""
    change = results.change
    if change is None:
        return None
    day = change.before.date
    told = announced_change(results.study), announced_new(results.study)
    tables = (bridge_table(change), unit_change_table(change), region_table(change))
    return Chapter(
        CHANGE,
        Text(f"Wat veranderde sinds {NL.date(day)}", f"What changed since {EN.date(day)}"),
        (*(text for text in told if text is not None), *change_sentences(change)),
        tuple(Shown(t, "last" if t.id == "bridge" else "none") for t in tables),
        notes=_notes(results.study, *tables),
    )


def agreements_chapter(results: Results) -> Chapter | None:
    """Return where the agreements with VDAB stand; None where a scheme has none."""
    study, usual = results.study, results.study.scheme.usual
    if not study.scheme.has_statuses:
        return None
    found = agreements(study, usual.id if usual else None)
    ours = said(lambda to: agreement_sentence(found, found.whole, to))
    published = announced_agreements(study)
    tables = for_reading(agreement_table(found)), crossing_table(crossing(study))
    notes = _notes(study, *tables)
    return Chapter(
        AGREEMENTS,
        Text("Samenwerkingsovereenkomsten met VDAB", "Cooperation agreements with VDAB"),
        (ours, *([published] if published else [])),
        (Shown(tables[0], "first"), Shown(tables[1])),
        notes=tuple(note for note in notes if note != ours),
    )


def subsidy_chapter(results: Results) -> Chapter | None:
    """Return the distribution of the subsidy over the groups; or why there is none."""
    title, found = Text("Verdeling van de subsidie", "Distribution of the subsidy"), results.awards
    if found is None:
        return None
    if isinstance(found, tuple):
        return Chapter(SUBSIDY, title, found)
    table = subsidy_table(found)
    return Chapter(
        SUBSIDY,
        title,
        (subsidy_sentence(found),),
        (Shown(table, "last"),),
        notes=_notes(results.study, table),
    )


def core_claims(results: Results) -> tuple[Claim, ...]:
    """Return the claims on the core figures of the study's own cycle; empty where none was made."""
    core = announced(results.study.scheme, results.study.cycle)
    if results.audit is None or core is None:
        return ()
    claims = {claim.figure.id: claim for claim in results.audit.claims}
    return tuple(claims[figure.id] for figure in core.figures)


def audit_chapter(results: Results) -> Chapter | None:
    """Return whether the core figures hold, then what is wrong in what was published."""
    found = results.audit
    if found is None:
        return None
    core = core_claims(results)
    lead = [core_sentence(core, results.study.cycle.id)] if core else []
    counted, wrong = audit_summary(found), cases(found)
    remarks = Text("Kanttekeningen bij de andere cijfers", "Remarks on the other figures")
    tables = (
        case_table("audit", wrong_title(), wrong),
        case_table("audit-remarks", remarks, remarkable(found)),
    )
    return Chapter(
        AUDIT,
        Text("Aangekondigde cijfers nagerekend", "Announced figures checked"),
        (*lead, Text(f"{counted.nl}.", f"{counted.en}."), *case_sentences(found, wrong)),
        tuple(Shown(table) for table in tables),
        notes=(MEANING,),
    )
