"""The layer of the groups: each of them, as far as its members are known."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.figures import evidence_of
from regiekaart.errors import Severity
from regiekaart.export.facts import SHARE, in_order, together
from regiekaart.export.looks import Category, Look, quoted
from regiekaart.export.model import Column
from regiekaart.export.naming import plain_name
from regiekaart.export.units import MAP_CLASS, doubted_overlay, form_column
from regiekaart.facts.membership import Evidence
from regiekaart.language import Text, capital
from regiekaart.scheme.rules import Contiguous
from regiekaart.words.findings import SEVERITY_COUNT
from regiekaart.words.lineage import lineage_words
from regiekaart.words.rules import verdict_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.rules.check import RegionFacts
    from regiekaart.export.facts import Facts
    from regiekaart.export.model import Layer

FINDINGS: Final = {
    Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "notes",
}  # fmt: skip


def group_layer(facts: Facts) -> Layer:
    """Return the groups.

    Parameters
    ----------
    facts
        The study.
    """
    study = facts.study
    members = [tuple(study.members(g).tolist()) for g in range(len(study.groups))]
    noun = study.scheme.group.many
    known = Text("", "") if study.complete else Text("bekende ", "known ")
    columns = [
        *_who(facts, members),
        *_parts(facts, members),
        *facts.evidence_columns([evidence_of(study, inside) for inside in members]),
        *_agreements(facts),
        *_rules(facts),
    ]
    return facts.layer(
        (plain_name(noun.en) or "groups", facts.layer_names["groups"]),
        Text(
            f"{capital(noun.nl)} en hun {known.nl}leden",
            f"{capital(noun.en)} and their {known.en}members",
        ),
        "name",
        columns,
        members,
        (_look(facts),),
    )


def _agreements(facts: Facts) -> list[Column]:
    study = facts.study
    if not study.scheme.has_statuses:
        return []
    rows = agreements(study, study.scheme.group_id).parts
    return facts.agreement_columns([row for row in rows if isinstance(row.group, str)])


def _who(facts: Facts, members: list[tuple[int, ...]]) -> list[Column]:
    """Return who each group is: its name, its members and their inhabitants."""
    study, names = facts.study, facts.names
    people = [int(study.population[list(inside)].sum()) for inside in members]
    whole, code = int(study.population.sum()), study.scheme.code
    numbers = range(1, len(members) + 1)
    return [
        Column(
            f"{names.group}_number", "integer", Text("nummer", "number"),
            Text("Zoals op de kaarten.", "As on the maps."), list(numbers)),
        Column(
            "name", "string", study.scheme.group.one,
            Text("De naam op de ledenlijst.", "The name on the list of members."),
            [group.name for group in study.groups], source="membership"),
        *form_column(facts, [group.legal_form for group in study.groups],
                     Text("Leeg als de ledenlijst er geen noemt.",
                          "Empty if the list of members names none.")),
        Column(
            names.units, "integer", Text("bekende leden", "known members"),
            Text(f"Hoeveel {facts.units.nl} bekend zijn als lid; met een onvolledige lijst kunnen "
                 "er meer zijn.",
                 f"How many {facts.units.en} are known as members; with a partial list there may "
                 "be more."),
            [len(inside) for inside in members], facts.units),
        Column(
            "population", "integer",
            Text(f"{facts.people.nl} van de bekende leden",
                 f"{facts.people.en} of the known members"),
            facts.counted,
            people, facts.people, "population"),
        Column(
            "population_of_whole", "number",
            Text(f"aandeel in de bevolking van {study.scheme.whole}",
                 f"share of the population of {study.scheme.whole}"),
            Text("Van de bekende leden.", "Of the known members."),
            [float(Fraction(each, whole)) if whole else None for each in people], SHARE),
        Column(
            "members", "string", Text("leden", "members"),
            Text("De namen van de bekende leden, met | ertussen.",
                 "The names of the known members, with | between."),
            [in_order(study.names[i] for i in inside) for inside in members],
            source="membership"),
        Column(
            f"member_{facts.code}", "string",
            Text(f"{code.nl}s van de leden", f"{code.en}s of the members"),
            Text("In dezelfde volgorde, met | ertussen.", "In the same order, with | between."),
            [in_order(study.codes[i] for i in inside) for inside in members],
            source="membership"),
        Column(
            MAP_CLASS, "string", Text("klasse op de kaart", "class on the map"),
            Text("Het nummer als tekst; voor de kleuren in QGIS.",
                 "The number as text; for the colours in QGIS."),
            [str(number) for number in numbers]),
    ]  # fmt: skip


def _parts(facts: Facts, members: list[tuple[int, ...]]) -> list[Column]:
    """Return the parts of each partition in which a group has a known member."""
    study, columns = facts.study, []
    for kind, part in study.partitions.items():
        noun = part.kind.noun.many
        lying = [
            together(part.labels[k] for k in sorted({int(part.index[i]) for i in inside}))
            for inside in members
        ]
        columns.append(
            Column(
                facts.names.parts[kind], "string", noun,
                Text("Waarin een bekend lid ligt, met | ertussen.",
                     "In which a known member lies, with | between."),
                lying, source="territory")
        )  # fmt: skip
    return columns


def _rules(facts: Facts) -> list[Column]:
    """Return what the rules say of each group."""
    result = facts.checked
    if result is None:
        return []
    regions, scheme = result.regions, facts.study.scheme
    count = Counter((f.region, f.severity) for f in result.findings)
    rules = [r for r in scheme.rules if r.id in (regions[0].verdicts)]
    return [
        *_measured(facts, regions),
        *(
            Column(
                f"rule_{rule.id.replace('-', '_')}", "string", rule.title,
                Text(f"Oordeel over deze regel; grond: {rule.ground.nl}",
                     f"Verdict on this rule; ground: {rule.ground.en}"),
                [verdict_words(region, rule) for region in regions])
            for rule in rules
        ),
        *(
            Column(
                name, "integer", SEVERITY_COUNT[severity][1],
                Text("Hoeveel bevindingen van deze ernst; ze staan in hun eigen laag.",
                     "How many findings of this severity; they are in a layer of their own."),
                [count[region.region, severity] for region in regions],
                Text("bevindingen", "findings"))
            for severity, name in FINDINGS.items()
            if scheme.rules
        ),
    ]  # fmt: skip


def _measured(facts: Facts, regions: Sequence[RegionFacts]) -> list[Column]:
    """Return what was measured of each group, as far as a rule of the scheme asks for it."""
    hinges = Text(
        "Leeg als dat afhangt van wie onbekend is.", "Empty if that hinges on who is unknown."
    )
    study, scheme, columns = facts.study, facts.study.scheme, []
    if any(isinstance(rule, Contiguous) for rule in scheme.rules):
        title = Text("aaneengesloten", "contiguous")
        values = [region.contiguous for region in regions]
        columns.append(Column("contiguous", "boolean", title, hinges, values))
    if scheme.special is not None and scheme.minimum is not None:
        noun = scheme.special.one
        title = Text(f"{noun.nl} alleen", f"{noun.en} by itself")
        alone = [region.centre_city_alone for region in regions]
        name = f"{facts.names.special}_alone"
        columns.append(Column(name, "boolean", title, hinges, alone))
    if len(scheme.cycles) > 1 or study.before is not None:
        columns.append(
            Column(
                "since_cycle_before", "string",
                Text("tegenover een vorige cyclus", "against an earlier cycle"),
                Text("Nieuw, gewijzigd of niet, voor zover de lijsten het zeggen.",
                     "New, changed or not, as far as the lists tell."),
                [lineage_words(region.lineage) for region in regions])
        )  # fmt: skip
    return columns


def _look(facts: Facts) -> Look:
    """Return the look of the groups: their colours on the maps."""
    study = facts.study
    weaker = " + ".join(quoted(g.value) for g in Evidence if g is not Evidence.DOCUMENTED)
    return Look(
        name=facts.say(study.scheme.group.many),
        column=MAP_CLASS,
        categories=tuple(
            Category(str(g + 1), group.name, facts.look.style(g))
            for g, group in enumerate(study.groups)
        ),
        line=facts.theme.group_line,
        width=1.1,
        label=quoted("name"),
        bold=True,
        overlay=doubted_overlay(facts, f"{weaker} > 0"),
    )
