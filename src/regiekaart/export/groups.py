"""The layer of the groups: every regie region, as far as its members are known."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.figures import evidence_of
from regiekaart.errors import Severity
from regiekaart.export.facts import PEOPLE, SHARE, in_order, together
from regiekaart.export.looks import Category, Look, quoted
from regiekaart.export.model import Column
from regiekaart.export.units import MAP_CLASS, doubted_overlay
from regiekaart.facts.membership import Evidence
from regiekaart.language import Text
from regiekaart.words.findings import SEVERITY_COUNT
from regiekaart.words.lineage import lineage_words
from regiekaart.words.rules import verdict_words

if TYPE_CHECKING:
    from regiekaart.export.facts import Facts
    from regiekaart.export.model import Layer
    from regiekaart.study import Study

WITH_MEMBERS: Final = Text("Regiegebieden en hun leden", "Regie regions and their members")
WITH_KNOWN_MEMBERS: Final = Text(
    "Regiegebieden en hun bekende leden", "Regie regions and their known members"
)
FINDINGS: Final = {
    Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "notes",
}  # fmt: skip


def group_layer(facts: Facts) -> Layer:
    """Return the regie regions.

    Parameters
    ----------
    facts
        The study.
    """
    study = facts.study
    members = [tuple(study.members(g).tolist()) for g in range(len(study.groups))]
    rows = [r for r in agreements(study, study.scheme.group_id).parts if isinstance(r.group, str)]
    columns = [
        *_who(facts, members),
        *_parts(study, members),
        *facts.evidence_columns([evidence_of(study, inside) for inside in members]),
        *facts.agreement_columns(rows),
        *_rules(facts),
    ]
    return facts.layer(
        ("regie_regions", Text("regiegebieden", "regie_regions")),
        WITH_MEMBERS if study.complete else WITH_KNOWN_MEMBERS,
        "name",
        columns,
        members,
        (_look(facts),),
    )


def _who(facts: Facts, members: list[tuple[int, ...]]) -> list[Column]:
    """Return who each group is: its name, its members and their inhabitants."""
    study = facts.study
    people = [int(study.population[list(inside)].sum()) for inside in members]
    whole = int(study.population.sum())
    numbers = range(1, len(members) + 1)
    return [
        Column(
            "region_number", "integer", Text("nummer", "number"),
            Text("Zoals op de kaarten.", "As on the maps."), list(numbers)),
        Column(
            "name", "string", study.scheme.group.one,
            Text("De naam op de ledenlijst.", "The name on the list of members."),
            [group.name for group in study.groups], source="membership"),
        Column(
            "legal_form", "string", Text("rechtsvorm", "legal form"),
            Text("Leeg als de ledenlijst er geen noemt.",
                 "Empty if the list of members names none."),
            [group.legal_form for group in study.groups], source="membership"),
        Column(
            "municipalities", "integer", Text("bekende leden", "known members"),
            Text("Hoeveel gemeenten bekend zijn als lid; met een onvolledige lijst kunnen er meer "
                 "zijn.",
                 "How many municipalities are known as members; with a partial list there may be "
                 "more."),
            [len(inside) for inside in members], facts.units),
        Column(
            "population", "integer",
            Text("inwoners van de bekende leden", "inhabitants of the known members"),
            Text("Op 1 januari van het bevolkingsjaar.", "On 1 January of the population year."),
            people, PEOPLE, "population"),
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
            "member_nis", "string", Text("NIS-codes van de leden", "NIS codes of the members"),
            Text("In dezelfde volgorde, met | ertussen.", "In the same order, with | between."),
            [in_order(study.codes[i] for i in inside) for inside in members],
            source="membership"),
        Column(
            MAP_CLASS, "string", Text("klasse op de kaart", "class on the map"),
            Text("Het nummer als tekst; voor de kleuren in QGIS.",
                 "The number as text; for the colours in QGIS."),
            [str(number) for number in numbers]),
    ]  # fmt: skip


def _parts(study: Study, members: list[tuple[int, ...]]) -> list[Column]:
    """Return the parts of each partition in which a group has a known member."""
    columns = []
    for kind, part in study.partitions.items():
        noun = part.kind.noun.many
        lying = [
            together(part.labels[k] for k in sorted({int(part.index[i]) for i in inside}))
            for inside in members
        ]
        columns.append(
            Column(
                f"{kind.replace('-', '_')}s", "string", noun,
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
    regions = result.regions
    count = Counter((f.region, f.severity) for f in result.findings)
    rules = [r for r in facts.study.scheme.rules if r.id in (regions[0].verdicts)]
    return [
        Column(
            "contiguous", "boolean", Text("aaneengesloten", "contiguous"),
            Text("Leeg als dat afhangt van wie onbekend is.",
                 "Empty if that hinges on who is unknown."),
            [region.contiguous for region in regions]),
        Column(
            "centre_city_alone", "boolean",
            Text("centrumstad alleen", "centre city by itself"),
            Text("Leeg als dat afhangt van wie onbekend is.",
                 "Empty if that hinges on who is unknown."),
            [region.centre_city_alone for region in regions]),
        Column(
            "since_cycle_before", "string",
            Text("tegenover een vorige cyclus", "against an earlier cycle"),
            Text("Nieuw, gewijzigd of niet, voor zover de lijsten het zeggen.",
                 "New, changed or not, as far as the lists tell."),
            [lineage_words(region.lineage) for region in regions]),
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
        ),
    ]  # fmt: skip


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
