"""The pages of everything that show a result: coverage, agreements, fit, who is missing.

Each page takes a result of `analysis` and says how its units are filled; the page maker adds what
every page has. Where a page marks something, it does so by hatching as well as by colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.agreements import AgreementProvenance, agreements
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.rules import Verdict, check
from regiekaart.analysis.rules.finding import VERDICT_WORDS
from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.facts.membership import Evidence
from regiekaart.language import Text, capital
from regiekaart.maps.misfits import in_part, positions
from regiekaart.maps.spec import LISTED, LegendEntry, PageSpec, Patch
from regiekaart.maps.style import Style
from regiekaart.scheme.rules import FitsPart
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.agreements import evidence_line
from regiekaart.words.missing import block_title, missing_sentence
from regiekaart.words.rules import fit_sentence
from regiekaart.words.sentences import coverage_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.missing import Missing
    from regiekaart.maps.pages import PageMaker
    from regiekaart.scheme.model import Scheme

# The order in which verdicts stand in a legend.
VERDICTS: Final = (
    Verdict.MET, Verdict.NOTED, Verdict.EXEMPT, Verdict.OPEN, Verdict.EARLY, Verdict.PENDING,
    Verdict.BROKEN,
)  # fmt: skip


def fit_page(maker: PageMaker) -> PageSpec:
    """Return the page of the fit of all groups in the partition that they have to fit in."""
    study, say = maker.study, maker.language.say
    result = check(study)
    rule = next(rule for rule in study.scheme.rules if isinstance(rule, FitsPart))
    partition = study.partitions[rule.partition]
    verdicts = [facts.verdicts[rule.id] for facts in result.regions]
    by_verdict = {
        verdict: [g for g, found in enumerate(verdicts) if found is verdict] for verdict in VERDICTS
    }
    offenders = tuple(
        i
        for finding in result.findings
        if finding.rule == rule.id
        for i in positions(study, finding.units)
    )
    patches, legend, named = [], [], []
    for verdict, groups in by_verdict.items():
        if groups:
            style = _verdict_style(maker, verdict)
            units = (i for g in groups for i in study.members(g).tolist() if i not in offenders)
            patches.append(Patch(tuple(units), style))
            noun = say(study.scheme.group.count(len(groups)))
            word = say(VERDICT_WORDS[verdict])
            if not study.complete and verdict in {Verdict.MET, Verdict.PENDING}:
                word += say(Text(", voor zover bekend", ", as far as known"))
            legend.append(LegendEntry(word, style, f"{len(groups)} {noun}"))
            if verdict is not Verdict.MET:
                named += [LegendEntry(study.groups[g].name, style, "", str(g + 1)) for g in groups]
    marked = [g for g, verdict in enumerate(verdicts) if verdict is not Verdict.MET]
    if len(named) > LISTED:
        named, marked = [], []
    if offenders:
        patches.append(Patch(offenders, maker.offending))
        own = partition.kind.noun
        words = Text(f"buiten {own.own.nl}", f"outside its own {own.one.en}")
        legend.append(_counted(maker, words, maker.offending, offenders))
    rest = tuple(np.flatnonzero(study.group_of < 0).tolist())
    part_noun = partition.kind.noun.one
    return maker.whole_spec(
        theme="reference-fit",
        title=say(
            Text(
                f"Past {study.scheme.group.each.nl} in één {part_noun.nl}?",
                f"Does {study.scheme.group.each.en} fit in one {part_noun.en}?",
            )
        ),
        subtitle=say(fit_sentence(result, rule)),
        patches=(*patches, *maker.plain_patches(rest)),
        legend_title=say(Text("Legende", "Legend")),
        legend=(
            *legend,
            *maker.status_entries(rest, named=True),
            *named,
            maker.group_line_entry(),
            maker.part_line_entry(rule.partition),
        ),
        parts=tuple(in_part(partition.index, part) for part in range(len(partition.labels))),
        badges=maker.group_badges(marked),
        legend_columns=3,
    )


def _coverage_legend(scheme: Scheme) -> Text:
    """Return the heading of the legend of who is covered."""
    units = Text(capital(scheme.unit.many.nl), capital(scheme.unit.many.en))
    if scheme.usual is None:
        return units
    part = scheme.usual.noun.one
    return Text(
        f"{units.nl}; dekking van de bevolking per {part.nl}",
        f"{units.en}; population coverage by {part.en}",
    )


def coverage_page(maker: PageMaker) -> PageSpec:
    """Return the page of who is covered, with the coverage of each province."""
    study, say = maker.study, maker.language.say
    usual = study.scheme.usual
    table = coverage(study, usual.id if usual else None)
    member = tuple(np.flatnonzero(study.group_of >= 0).tolist())
    patches, legend = [], []
    for units, style, word in (
        (member, maker.coverage_style(0), study.scheme.member),
        (in_part(study.group_of, OUTSIDE), maker.coverage_style(OUTSIDE), study.scheme.outsider),
        (in_part(study.group_of, UNKNOWN), maker.coverage_style(UNKNOWN), study.scheme.unknown),
    ):
        if units:
            patches.append(Patch(units, style))
            legend.append(LegendEntry(say(word), style, str(len(units))))
        if word is study.scheme.member:
            legend += maker.doubted_entry(maker.doubted(member))
    shares = []
    parts = maker.usual_units()
    badges = tuple((str(n), units) for n, units in enumerate(parts, start=1))
    blank = Style(maker.theme.paper)
    for number, row in enumerate(table.parts, start=1):
        share = row.population.compact(maker.language, 1)
        legend.append(LegendEntry(say(row.group), blank, share, str(number)))
        shares.append(f"{say(row.group)}: {share}.")
    return maker.whole_spec(
        theme="coverage",
        title=say(study.scheme.coverage_title),
        subtitle=coverage_sentence(table.whole, maker.language),
        patches=tuple(patches),
        doubted=maker.doubted(member),
        told=" ".join(shares),
        legend_title=say(_coverage_legend(study.scheme)),
        legend=(*legend, maker.group_line_entry(), *maker.usual_lines()),
        parts=parts,
        badges=badges,
    )


def agreements_page(maker: PageMaker) -> PageSpec:
    """Return the page of where each unit stands with its agreement."""
    study, say = maker.study, maker.language.say
    found, origin = agreements(study), AgreementProvenance.of(study)
    at = [standing.status for standing in study.agreements]
    patches, legend = [], []
    for status in Status:
        units = tuple(i for i, each in enumerate(at) if each is status)
        if units:
            style = maker.agreement_style(status)
            patches.append(Patch(units, style))
            legend.append(LegendEntry(say(STATUS_WORDS[status]), style, str(len(units))))
    doubted = {
        i: standing.evidence
        for i, standing in enumerate(study.agreements)
        if standing.status is not Status.UNKNOWN
        and standing.evidence is not Evidence.DOCUMENTED
        and not study.fictional
    }
    legend += maker.graded_entry(doubted)
    return maker.whole_spec(
        theme="agreements",
        doubted=tuple(doubted),
        title=say(Text("Samenwerkingsovereenkomsten met VDAB", "Cooperation agreements with VDAB")),
        subtitle=agreement_sentence(found, found.whole, maker.language),
        patches=tuple(patches),
        legend_title=say(Text("Overeenkomst", "Agreement")),
        legend=(*legend, maker.group_line_entry(), *maker.usual_lines()),
        parts=maker.usual_units(),
        sources=(origin.source_line(maker.language), evidence_line(origin, maker.language)),
    )


def missing_page(maker: PageMaker, found: Missing) -> PageSpec:
    """Return the page of who is missing, and of the blocks that could form a group."""
    study, say, spoken = maker.study, maker.language.say, maker.language
    others = tuple(
        i for piece in found.pieces if not piece.eligible for i in positions(study, piece.units)
    )
    theme = maker.theme
    legend, patches, badges = [], [], []
    for number, piece in enumerate(found.eligible, start=1):
        units = positions(study, piece.units)
        fill = theme.groups[(number - 1) % len(theme.groups)]
        # Of whom it is unknown keeps the hatch of the unknown.
        style = Style(fill, "////" if piece.unknown else "", theme.unknown_hatch)
        patches.append(Patch(units, style))
        noun = say(study.scheme.unit.count(len(units)))
        people = f"{len(units)} {noun}, {spoken.integer(piece.population)}"
        if number <= LISTED:
            legend.append(LegendEntry(piece.part, style, people, str(number)))
            badges.append((str(number), units))
    if others:
        small = Style(theme.outside, "....", theme.unknown_hatch)
        patches.append(Patch(others, small))
        words = Text("samen te klein", "too small together")
        legend.append(_counted(maker, words, small, others))
    units_word, people_word = study.scheme.unit.many, study.scheme.people.many
    lines = maker.fit_lines()
    members = tuple(np.flatnonzero(study.group_of >= 0).tolist())
    if members:
        covered = Style(theme.context)
        patches.append(Patch(members, covered))
        legend.append(_counted(maker, study.scheme.member, covered, members))
    return maker.whole_spec(
        theme="missing",
        title=say(block_title(found)),
        subtitle=say(missing_sentence(found)),
        patches=tuple(patches),
        legend_title=say(
            Text(
                f"Blokken, met hun {units_word.nl} en {people_word.nl}",
                f"Blocks, with their {units_word.en} and {people_word.en}",
            )
        ),
        legend=(*legend, maker.group_line_entry(), *lines),
        parts=maker.fit_units(),
        badges=tuple(badges),
    )


def _counted(maker: PageMaker, words: Text, style: Style, units: Sequence[int]) -> LegendEntry:
    """Return a legend entry that says what it counts."""
    noun = maker.study.scheme.unit.count(len(units))
    return LegendEntry(maker.language.say(words), style, f"{len(units)} {maker.language.say(noun)}")


def _verdict_style(maker: PageMaker, verdict: Verdict) -> Style:
    theme = maker.theme
    return {
        Verdict.MET: Style(theme.fine),
        Verdict.NOTED: Style(theme.fine, "....", theme.unit_line),
        Verdict.EXEMPT: Style(theme.fine, "\\\\", theme.unit_line),
        Verdict.OPEN: Style(theme.doubtful, "....", theme.unit_line),
        Verdict.EARLY: Style(theme.scale[1]),
        Verdict.PENDING: Style(theme.doubtful),
        Verdict.BROKEN: Style(theme.offender),
    }[verdict]
