"""What the rules found, as tables and sentences."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.rules.finding import VERDICT_WORDS, Verdict
from regiekaart.errors import Severity
from regiekaart.language import EN, NL, Language, Text, both
from regiekaart.scheme.rules import Contiguous, FitsPart, Form, MinimumPopulation
from regiekaart.words.findings import SEVERITY_COUNT, FindingList, finding_lists
from regiekaart.words.lineage import lineage_words
from regiekaart.words.table import Cell, Column, Table, as_text, printable
from regiekaart.words.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.rules import Check, Finding
    from regiekaart.analysis.rules.check import RegionFacts
    from regiekaart.scheme.model import Scheme
    from regiekaart.scheme.rules import Rule
    from regiekaart.study import Study

WIDTH: Final = 100


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
            SEVERITY_COUNT[f.severity][0],
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
    # Where there is no study before, nothing can be said of what became of a region.
    earlier = study.before is not None
    since = Column("since", Text("tegenover een vorige cyclus", "against an earlier cycle"))
    columns = (
        Column("region", study.scheme.group.one),
        Column("municipalities", study.scheme.unit.many, "count"),
        Column("population", study.scheme.people.many, "count"),
        *([since] if earlier else []),
        *(Column(rule.id.replace("-", "_"), rule.title) for rule in rules),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            facts.region,
            len(facts.units),
            facts.population,
            *([lineage_words(facts.lineage)] if earlier else []),
            *(verdict_words(facts, rule) for rule in rules),
        )
        for facts in result.regions
    ]
    group = study.scheme.group.one
    title = Text(f"De regels per {group.nl}", f"The rules by {group.en}")
    notes = [known_members_note()] if _partial(result) else []
    return table_of(study, "rules", title, columns, rows, notes)


def not_yet_in_force(study: Study) -> tuple[Text, ...]:
    """Return that rules were not in force yet on the date of a study, if so, in a sentence.

    Parameters
    ----------
    study
        The study.
    """
    rules, many = study.scheme.rules, study.scheme.group.many
    late = [rule for rule in rules if rule.since is not None and study.date < rule.since]
    days = sorted({rule.since for rule in late if rule.since is not None})
    told = []
    for day in days:
        titles = [rule.title for rule in late if rule.since == day]
        nl = NL.listing([f"‘{title.nl}’" for title in titles])
        en = EN.listing([f"‘{title.en}’" for title in titles])
        one = len(titles) == 1
        told.append(
            Text(
                f"{'De regel' if one else 'De regels'} {nl} {'geldt' if one else 'gelden'} pas "
                f"vanaf {NL.date(day)}. Wat hier staat, is hoe de {many.nl} zich op "
                f"{NL.date(study.date)} tot die latere {'regel' if one else 'regels'} verhielden.",
                f"{'The rule' if one else 'The rules'} {en} {'holds' if one else 'hold'} only from "
                f"{EN.date(day)}. What stands here is how the {many.en} compared on "
                f"{EN.date(study.date)} with {'that later rule' if one else 'those later rules'}.",
            )
        )
    return tuple(told)


PROVISIONAL: Final = Text("voorlopig in orde", "in order so far")


def verdict_words(facts: RegionFacts, rule: Rule) -> Text:
    """Return the verdict of a rule on a region; with unknown memberships some are provisional."""
    verdict = facts.verdicts[rule.id]
    if verdict is Verdict.MET and rule.spatial and not facts.closed:
        return PROVISIONAL
    return VERDICT_WORDS[verdict]


def known_members_note() -> Text:
    """Return what a verdict holds for where the list is partial."""
    return Text(
        "De lijst is onvolledig: “voorlopig in orde” geldt voor de bekende leden.",
        "The list is partial: “in order so far” holds for the known members.",
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
    """Return the outcome for the terminal: each finding in words, then the overview."""
    say = language.say
    blocks = [say(check_sentence(result))]
    for group in finding_lists(result):
        blocks.append(f"\n{_heading(group, language)}")
        blocks += [_wrapped(say(text), "  ") for text in group.shared]
        blocks += [_wrapped(printable(say(message)), "  - ") for message in group.messages]
    blocks += [say(text) for text in result.unused]
    return "\n".join([*blocks, "", as_text(_short(result), language)])


def _heading(group: FindingList, language: Language) -> str:
    say = language.say
    asked, ground = Text("regel", "rule"), Text("grond", "legal basis")
    return textwrap.fill(
        f"{say(group.word).upper()} · {say(asked)}: {say(group.rule)} "
        f"({say(ground)}: {say(group.ground)})",
        WIDTH,
    )


def _short(result: Check) -> Table:
    """Return the table of the rules with headers that are short enough for a terminal."""
    from dataclasses import replace

    table, scheme = rule_table(result), result.study.scheme
    heads = {rule.id.replace("-", "_"): _short_head(scheme, rule) for rule in scheme.rules}
    heads["since"] = Text("een vorige cyclus", "an earlier cycle")
    columns = [replace(c, header=heads.get(c.key, c.header)) for c in table.columns]
    return replace(table, columns=tuple(columns))


def _short_head(scheme: Scheme, rule: Rule) -> Text:
    match rule:
        case MinimumPopulation():
            return Text("schaal", "scale")
        case Form():
            return Text("vorm", "form")
        case FitsPart():
            return scheme.partitions[rule.partition].noun.one
        case Contiguous():
            return Text("samenhang", "contiguity")
        case _:
            return rule.title


def _wrapped(text: str, mark: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))


def misfits(result: Check) -> tuple[Finding, ...]:
    """Return the findings that deserve a map: a region that does not fit or falls apart."""
    shown = {
        Verdict.BROKEN, Verdict.PENDING, Verdict.EARLY, Verdict.ADVISED, Verdict.EXEMPT,
    }  # fmt: skip
    spatial = {rule.id for rule in result.study.scheme.rules if rule.spatial}
    return tuple(
        f
        for f in result.findings
        if f.region is not None
        and f.units
        and f.rule in spatial
        # A warning that leaves the verdict open is a misfit that may have a derogation.
        and (f.verdict in shown or f.severity is Severity.WARNING)
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
        one = len(names) == 1
        told.append(
            Text(
                f"{NL.listing(names)} {'ligt' if one else 'liggen'} in meer dan één {noun.nl}.",
                f"{EN.listing(names)} {'lies' if one else 'lie'} in more than one {noun.en}.",
            )
        )
    return Text(" ".join(t.nl for t in told), " ".join(t.en for t in told))
