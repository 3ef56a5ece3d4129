"""What the rules found, as tables and sentences."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.rules.finding import VERDICT_WORDS, Verdict
from regiekaart.errors import SEVERITY_WORDS, Severity
from regiekaart.language import EN, NL, Language, Text, both
from regiekaart.words.lineage import lineage_words
from regiekaart.words.table import Cell, Column, Table, as_text, printable
from regiekaart.words.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.rules import Check, Finding
    from regiekaart.scheme.rules import FitsPart

WIDTH: Final = 100
SEVERITY_COUNT: Final = {
    Severity.ERROR: (Text("fout", "error"), Text("fouten", "errors")),
    Severity.WARNING: (Text("waarschuwing", "warning"), Text("waarschuwingen", "warnings")),
    Severity.INFO: (Text("kanttekening", "note"), Text("kanttekeningen", "notes")),
}


def finding_table(result: Check, findings: Sequence[Finding] | None = None) -> Table:
    """Return the findings, one per row.

    Parameters
    ----------
    findings
        The findings to show; by default all.
    """
    study = result.study
    columns = (
        Column("severity", Text("ernst", "severity")),
        Column("rule", Text("regel", "rule")),
        Column("region", study.scheme.group.one),
        Column("verdict", Text("oordeel", "verdict")),
        Column("message", Text("bevinding", "finding")),
        Column("municipalities", study.scheme.unit.many),
        Column("ground", Text("grond", "ground")),
    )
    titles = {rule.id: rule.title for rule in study.scheme.rules}
    rows = [
        (
            SEVERITY_WORDS[f.severity],
            titles[f.rule],
            f.region or "–",
            VERDICT_WORDS[f.verdict],
            f.message,
            ", ".join(study.names[study.position[code]] for code in f.units),
            f.ground,
        )
        for f in (result.findings if findings is None else findings)
    ]
    title = Text("Bevindingen bij de regels", "Findings of the rules")
    return table_of(study, "findings", title, columns, rows)


def rule_table(result: Check) -> Table:
    """Return each region with what was measured of it and the verdict of each rule."""
    study = result.study
    applied = result.regions[0].verdicts if result.regions else {}
    rules = [rule for rule in study.scheme.rules if rule.id in applied]
    columns = (
        Column("region", study.scheme.group.one),
        Column("municipalities", study.scheme.unit.many, "count"),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("since", Text("tegenover de vorige cyclus", "against the cycle before")),
        *(Column(rule.id.replace("-", "_"), rule.title) for rule in rules),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            facts.region,
            len(facts.units),
            facts.population,
            lineage_words(facts.lineage),
            *(VERDICT_WORDS[facts.verdicts[rule.id]] for rule in rules),
        )
        for facts in result.regions
    ]
    title = Text("De regels per regiegebied", "The rules by regie region")
    notes = [known_members_note()] if _partial(result) else []
    return table_of(study, "rules", title, columns, rows, notes)


def known_members_note() -> Text:
    """Return what a verdict holds for where the list is partial."""
    return Text(
        "De lijst is onvolledig: 'in orde' geldt voor de bekende leden.",
        "The list is partial: 'in order' holds for the known members.",
    )


def _partial(result: Check) -> bool:
    return not result.study.complete


def check_sentence(result: Check) -> Text:
    """Return how many findings there are, of which severity."""
    count = Counter(finding.severity for finding in result.findings)
    regions = len(result.regions)
    noun = result.study.scheme.group.count(regions)
    told = [
        Text(
            f"{NL.integer(count[s])} {SEVERITY_COUNT[s][count[s] != 1].nl}",
            f"{EN.integer(count[s])} {SEVERITY_COUNT[s][count[s] != 1].en}",
        )
        for s in Severity
        if count[s]
    ]
    if not told:
        return Text(
            f"{both(regions).nl} {noun.nl} nagegaan: geen bevindingen.",
            f"{both(regions).en} {noun.en} checked: no findings.",
        )
    nl, en = NL.listing([t.nl for t in told]), EN.listing([t.en for t in told])
    return Text(
        f"{both(regions).nl} {noun.nl} nagegaan: {nl}.",
        f"{both(regions).en} {noun.en} checked: {en}.",
    )


def check_text(result: Check, language: Language) -> str:
    """Return the outcome for the terminal: the overview, then each finding in words."""
    say = language.say
    blocks = [as_text(_short(rule_table(result)), language), say(check_sentence(result))]
    titles = {rule.id: rule.title for rule in result.study.scheme.rules}
    heading = None
    for finding in result.findings:
        this = (finding.severity, finding.rule)
        if this != heading:
            heading = this
            blocks.append(f"\n{_heading(finding, titles[finding.rule], language)}")
        blocks.append(_wrapped(printable(say(finding.message))))
    blocks += [say(text) for text in result.unused]
    return "\n".join(blocks)


def _heading(finding: Finding, rule: Text, language: Language) -> str:
    say = language.say
    severity = say(SEVERITY_WORDS[finding.severity])
    asked, ground = Text("regel", "rule"), Text("grond", "ground")
    return textwrap.fill(
        f"{severity.upper()} · {say(asked)}: {say(rule)} ({say(ground)}: {say(finding.ground)})",
        WIDTH,
    )


SHORT: Final = {
    "since": Text("vorige cyclus", "cycle before"),
    "minimum_population": Text("schaal", "scale"),
    "form": Text("vorm", "form"),
    "reference_region": Text("referentieregio", "reference region"),
    "contiguity": Text("samenhang", "contiguity"),
}


def _short(table: Table) -> Table:
    """Return a table with headers that are short enough for a terminal."""
    from dataclasses import replace

    columns = [replace(c, header=SHORT.get(c.key, c.header)) for c in table.columns]
    return replace(table, columns=tuple(columns))


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def misfits(result: Check) -> tuple[Finding, ...]:
    """Return the findings that deserve a map: a region that does not fit or falls apart."""
    shown = {Verdict.BROKEN, Verdict.EXEMPT}
    return tuple(
        f
        for f in result.findings
        if f.region is not None
        and f.units
        and f.verdict in shown
        and f.rule in {"reference-region", "contiguity"}
    )


def fit_sentence(result: Check, rule: FitsPart) -> Text:
    """Return how many groups fit in one part of the partition that they have to fit in."""
    noun = result.study.scheme.partitions[rule.partition].noun.one
    count = Counter(facts.verdicts[rule.id] for facts in result.regions)
    total, fit = len(result.regions), count[Verdict.MET]
    group = result.study.scheme.group.count(total)
    be = "past" if fit == 1 else "passen"
    told = [
        Text(
            f"Van de {NL.integer(total)} {group.nl} {be} er {NL.integer(fit)} in één {noun.nl}"
            + (", voor zover hun leden bekend zijn." if _partial(result) else "."),
            f"Of the {EN.integer(total)} {group.en}, {EN.integer(fit)} "
            f"{'fits' if fit == 1 else 'fit'} in one {noun.en}"
            + (", as far as their members are known." if _partial(result) else "."),
        )
    ]
    names = [f.region or "" for f in result.findings if f.rule == rule.id and f.units]
    if names:
        be = "valt" if len(names) == 1 else "vallen"
        told.append(
            Text(
                f"{NL.listing(names)} {be} tussen twee of meer {noun.nl}'s in.",
                f"{EN.listing(names)} {'lies' if len(names) == 1 else 'lie'} in several of them.",
            )
        )
    return Text(" ".join(t.nl for t in told), " ".join(t.en for t in told))
