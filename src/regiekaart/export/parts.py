"""The layers of the partitions: provinces and reference regions with their coverage."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.coverage import coverage
from regiekaart.export.facts import share_columns
from regiekaart.export.looks import Category, Look, Overlay, quoted
from regiekaart.export.model import Column
from regiekaart.language import Text
from regiekaart.maps.style import Style
from regiekaart.words.table import cell_text

if TYPE_CHECKING:
    from regiekaart.analysis.coverage import CoverageRow
    from regiekaart.analysis.figures import Share
    from regiekaart.export.facts import Facts
    from regiekaart.export.model import Layer

CLASS: Final = "coverage_class"


def part_layer(facts: Facts, kind: str) -> Layer:
    """Return the parts of a partition that exists on the day.

    Parameters
    ----------
    facts
        The study.
    kind
        The partition.
    """
    study = facts.study
    partition, agreed = study.partition(kind), study.scheme.has_statuses
    rows = coverage(study, kind).parts
    columns = [
        Column(
            "name", "string", partition.kind.noun.one,
            Text("De naam op de peildatum.", "The name on the reference date."),
            partition.labels, source="territory"),
        *_counts(facts, rows),
        *facts.evidence_columns([row.evidence for row in rows]),
        *(facts.agreement_columns(agreements(study, kind).parts) if agreed else ()),
        Column(
            "coverage_text", "string", Text("dekking in woorden", "coverage in words"),
            Text("Het aandeel van de bevolking, van tot als er iets onbekend is, en onbekend als "
                 "alles het is; voor het opschrift in QGIS.",
                 "The share of the population, from and to if anything is unknown, and unknown if "
                 "all of it is; for the label in QGIS."),
            [cell_text(row.population, facts.language) for row in rows]),
        Column(
            CLASS, "string", Text("klasse van de bekende dekking", "class of the known coverage"),
            Text("Van het aandeel van de bevolking dat bekend gedekt is; voor de kleuren in QGIS.",
                 "Of the share of the population that is known to be covered; for the colours in "
                 "QGIS."),
            [facts.say(_class(facts, row.population)) for row in rows]),
    ]  # fmt: skip
    return facts.layer(
        (facts.names.parts[kind], facts.layer_names[f"parts {kind}"]),
        Text(
            f"Dekking per {partition.kind.noun.one.nl}", f"Coverage by {partition.kind.noun.one.en}"
        ),
        "name",
        columns,
        [tuple(np.flatnonzero(partition.index == k).tolist()) for k in range(len(rows))],
        (_coverage_look(facts, rows),),
    )


def _counts(facts: Facts, rows: tuple[CoverageRow, ...]) -> list[Column]:
    """Return the coverage of each part, in units and in inhabitants."""
    units, people, names = facts.units, facts.people, facts.names
    member, groups = facts.study.scheme.member, facts.study.scheme.group.many
    return [
        Column(
            names.units, "integer", units,
            Text(f"Hoeveel {units.nl} er zijn.", f"How many {units.en} there are."),
            [row.units.total for row in rows], units, "territory"),
        Column(
            "members", "integer", Text("leden", "members"),
            Text(f"Hoeveel {units.nl} bekend zijn als lid.",
                 f"How many {units.en} are known as members."),
            [row.units.count for row in rows], units, "membership"),
        Column(
            "unknown", "integer", Text("onbekend", "unknown"),
            Text(f"Van hoeveel {units.nl} het lidmaatschap onbekend is.",
                 f"Of how many {units.en} the membership is unknown."),
            [row.units.unknown for row in rows], units, "membership"),
        *share_columns(f"{names.unit}_share", units, member, [row.units for row in rows]),
        Column(
            "population", "integer", people,
            facts.counted,
            [row.population.total for row in rows], people, "population"),
        Column(
            "population_members", "integer",
            Text(f"{people.nl} van leden", f"{people.en} of members"),
            Text("Van de bekende leden.", "Of the known members."),
            [row.population.count for row in rows], people),
        Column(
            "population_unknown", "integer",
            Text(f"{people.nl} onbekend", f"{people.en} unknown"),
            Text(f"Van {units.nl} waarvan het lidmaatschap onbekend is.",
                 f"Of {units.en} of which the membership is unknown."),
            [row.population.unknown for row in rows], people),
        *share_columns("population_share", people, member, [row.population for row in rows]),
        Column(
            names.groups, "integer", groups,
            Text(f"Hoeveel {groups.nl} er een bekend lid hebben.",
                 f"How many {groups.en} have a known member there."),
            [row.regions for row in rows], groups),
    ]  # fmt: skip


def _step(facts: Facts, share: Share) -> int | None:
    """Return which colour of the scale a share has; None where nobody lives."""
    steps = len(facts.theme.scale)
    return None if share.low is None else min(int(share.low * steps), steps - 1)


def _class(facts: Facts, share: Share) -> Text:
    return _class_text(facts, _step(facts, share))


def _class_text(facts: Facts, step: int | None) -> Text:
    if step is None:
        people = facts.people
        return Text(f"geen {people.nl}", f"no {people.en}")
    steps = len(facts.theme.scale)
    low, high = Fraction(step * 100, steps), Fraction((step + 1) * 100, steps)
    say = facts.language.decimal
    ends = [say(end, 0 if end.denominator == 1 else 1) for end in (low, high)]
    return Text(f"{ends[0]} tot {ends[1]} %", f"{ends[0]} to {ends[1]}%")


def _coverage_look(facts: Facts, rows: tuple[CoverageRow, ...]) -> Look:
    """Return the look: darker is more coverage that is known, hatched where some is not."""
    theme = facts.theme
    present = {_step(facts, row.population) for row in rows}
    whole = all(row.population.certain for row in rows)
    known = Text("dekking", "coverage") if whole else Text("bekende dekking", "known coverage")
    categories = []
    for step in sorted(present, key=lambda s: -1 if s is None else s):
        word = facts.say(_class_text(facts, step))
        fill = theme.outside if step is None else theme.scale[step]
        label = word if step is None else f"{facts.say(known)} {word}"
        categories.append(Category(word, label, Style(fill)))
    meaning = Text(
        "Gearceerd: van een deel van de bevolking is niet bekend of het gedekt is; de kleur toont "
        "wat bekend is.",
        "Hatched: of a part of the population it is not known whether it is covered; the colour "
        "shows what is known.",
    )
    # Darker than what marks the unknown on the maps: that would drown in the blues.
    hatch = Style(theme.paper, "///", theme.unit_line)
    return Look(
        name=facts.say(Text("dekking van de bevolking", "coverage of the population")),
        column=CLASS,
        categories=tuple(categories),
        line=theme.part_line,
        width=1.9,
        label=f"{quoted('name')} || '\\n' || {quoted('coverage_text')}",
        bold=True,
        overlay=Overlay(hatch, f"{quoted('population_unknown')} > 0", facts.say(meaning)),
    )
