"""The layer of the units: every municipality with all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.export.facts import together
from regiekaart.export.looks import Category, Look, Overlay, one_of, quoted
from regiekaart.export.model import Column
from regiekaart.facts.agreements import STATUS_WORDS
from regiekaart.facts.membership import Evidence
from regiekaart.language import Text, capital
from regiekaart.maps.look import MERGED_APART
from regiekaart.maps.spec import doubted_style
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.tables import MEMBER, NOT_MEMBER, UNKNOWN_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regiekaart.export.facts import Facts
    from regiekaart.export.model import Layer
    from regiekaart.study import Study

MAP_CLASS: Final = "map_class"


def unit_layer(facts: Facts) -> Layer:
    """Return the municipalities.

    Parameters
    ----------
    facts
        The study.
    """
    study, agreed = facts.study, facts.study.scheme.has_statuses
    unit, group = study.scheme.unit, study.scheme.group
    columns = [
        *_who(facts),
        *_membership(facts),
        *(_agreement(facts) if agreed else ()),
        Column(
            MAP_CLASS, "string", Text("klasse op de kaart", "class on the map"),
            Text(f"Het nummer van {group.the.nl}, of het lidmaatschap van wie in geen is; "
                 "voor de kleuren in QGIS.",
                 f"The number of {group.the.en}, or the membership of who is in none; for the "
                 "colours in QGIS."),
            _classes(study)),
    ]  # fmt: skip
    looks = (
        _group_look(facts),
        _coverage_look(facts),
        *((_agreement_look(facts),) if agreed else ()),
    )
    return facts.layer(
        (facts.names.units, facts.layer_names["units"]),
        Text(
            f"{capital(unit.many.nl)} en hun {group.one.nl}",
            f"{capital(unit.many.en)} and their {group.one.en}",
        ),
        facts.code,
        columns,
        [(i,) for i in range(len(study.codes))],
        looks,
    )


def _who(facts: Facts) -> list[Column]:
    """Return who each unit is, and in which parts it lies."""
    study, unit = facts.study, facts.study.scheme.unit
    digits = Text("Vijf cijfers, als tekst; geldig", "Five digits, as text; valid")
    if not study.register.shipped:
        digits = Text("Als tekst; geldig", "As text; valid")
    return [
        Column(
            facts.code, "string", study.scheme.code,
            Text(f"{digits.nl} op de peildatum.", f"{digits.en} on the reference date."),
            study.codes, source="territory"),
        Column(
            "name", "string", unit.one,
            Text(f"De naam van {unit.the.nl}.", f"The name of {unit.the.en}."),
            study.names, source="territory"),
        Column(
            "population", "integer", facts.people,
            facts.counted,
            study.population.tolist(), facts.people, "population"),
        *_special(facts),
        *(
            Column(
                facts.names.part[kind], "string", part.kind.noun.one,
                Text(f"{part.kind.noun.one.nl.capitalize()} op de peildatum.",
                     f"{part.kind.noun.one.en.capitalize()} on the reference date."),
                [part.labels[k] for k in part.index], source="territory")
            for kind, part in study.partitions.items()
        ),
    ]  # fmt: skip


def _special(facts: Facts) -> list[Column]:
    """Return of which units a rule makes an exception, if of any."""
    study, noun = facts.study, facts.study.scheme.special
    if noun is None:
        return []
    count = int(study.centre_city.sum())
    told = Text(
        f"Of het een van de {count} {noun.many.nl} is.",
        f"Whether it is one of the {count} {noun.many.en}.",
    )
    if count <= 1:
        told = Text(f"Of het {noun.a.nl} is.", f"Whether it is {noun.a.en}.")
    return [
        Column(
            facts.names.special, "boolean", noun.one, told,
            study.centre_city.tolist(), source="territory"),
    ]  # fmt: skip


def _membership(facts: Facts) -> list[Column]:
    """Return the group of each unit, and how well that is known."""
    study, group = facts.study, facts.study.scheme.group
    units = range(len(study.codes))
    groups = [study.groups[g] if g >= 0 else None for g in study.group_of.tolist()]
    found = study.memberships
    words = facts.evidence_words
    return [
        Column(
            "membership", "string", Text("lidmaatschap", "membership"),
            Text("Lid, geen lid of onbekend; onbekend is geen van beide.",
                 "Member, not a member or unknown; unknown is neither."),
            [_membership_word(study, i) for i in units], source="membership"),
        Column(
            facts.names.group, "string", study.scheme.group.one,
            Text(f"Leeg als {study.scheme.unit.the.nl} geen lid is, of als dat onbekend is.",
                 f"Empty if {study.scheme.unit.the.en} is not a member, or if that is unknown."),
            [each.name if each else None for each in groups], source="membership"),
        Column(
            f"{facts.names.group}_number", "integer", Text("nummer", "number"),
            Text(f"Van {group.the.nl}, zoals op de kaarten.",
                 f"Of {group.the.en}, as on the maps."),
            [g + 1 if g >= 0 else None for g in study.group_of.tolist()]),
        *form_column(facts, [each.legal_form if each else None for each in groups],
                     Text(f"Van {group.the.nl}; leeg als de ledenlijst er geen noemt.",
                          f"Of {group.the.en}; empty if the list of members names none.")),
        Column(
            "member_from", "date", Text("lid vanaf", "member from"),
            Text("Eerste dag, waar elke bron die geeft.",
                 "First day, where every source gives it."),
            [_day(study, i, "valid_from") for i in units], source="membership"),
        Column(
            "member_until", "date", Text("lid tot en met", "member until"),
            Text("Laatste dag, waar elke bron die geeft.",
                 "Last day, where every source gives it."),
            [_day(study, i, "valid_to") for i in units], source="membership"),
        Column(
            "evidence", "string", Text("bewijs", "evidence"),
            Text("Hoe goed het lidmaatschap gegrond is.", "How well the membership is grounded."),
            [words[m.evidence] if m.region and m.evidence else None for m in found],
            source="membership"),
        Column(
            "sources", "string", Text("bronnen", "sources"),
            Text("Van het lidmaatschap, met | ertussen.", "Of the membership, with | between."),
            [together(row.source for row in m.rows) for m in found], source="membership"),
        Column(
            "note", "string", Text("opmerking", "note"),
            Text("Bij het lidmaatschap, uit de ledenlijst.",
                 "On the membership, from the list of members."),
            [together(row.note for row in m.rows) for m in found], source="membership"),
    ]  # fmt: skip


def form_column(facts: Facts, forms: Sequence[str | None], told: Text) -> list[Column]:
    """Return the column of the legal forms, where a rule asks for one.

    Parameters
    ----------
    forms
        One per row.
    told
        What the column is about.
    """
    if facts.study.scheme.form is None:
        return []
    title = Text("rechtsvorm", "legal form")
    return [Column("legal_form", "string", title, told, forms, source="membership")]


def _membership_word(study: Study, i: int) -> Text:
    membership = study.memberships[i]
    return MEMBER if study.group_of[i] >= 0 else NOT_MEMBER if membership.known else UNKNOWN_WORD


def _day(study: Study, i: int, which: str) -> date | None:
    """Return the first or last day of a membership, if all rows of a member say the same."""
    days = {getattr(row, which) for row in study.memberships[i].rows}
    return days.pop() if study.group_of[i] >= 0 and len(days) == 1 else None


def _agreement(facts: Facts) -> list[Column]:
    """Return where each unit stands with its agreement."""
    found = facts.study.agreements
    said = [standing.rows or standing.others for standing in found]
    words = facts.evidence_words
    return [
        Column(
            "agreement", "string", Text("overeenkomst", "agreement"),
            Text("Stand van de samenwerkingsovereenkomst met VDAB op de peildatum.",
                 "Status of the cooperation agreement with VDAB on the reference date."),
            [STATUS_WORDS[s.status] for s in found], source="agreements"),
        Column(
            "agreement_from", "date", Text("overeenkomst sinds", "agreement since"),
            Text("Dag van ondertekening, waar elke bron die geeft.",
                 "Day of signing, where every source gives it."),
            [s.since for s in found], source="agreements"),
        Column(
            "agreement_until", "date", Text("overeenkomst tot en met", "agreement until"),
            Text("Laatste dag, waar elke bron die geeft.",
                 "Last day, where every source gives it."),
            [s.ends for s in found], source="agreements"),
        Column(
            "agreement_expected", "date", Text("overeenkomst verwacht", "agreement expected"),
            Text("Dag na de peildatum waarop ze verwacht wordt, of volgens latere bronnen inging.",
                 "Day after the reference date on which it is expected, or began by later "
                 "sources."),
            [s.expected_on for s in found], source="agreements"),
        Column(
            "agreement_evidence", "string",
            Text("bewijs van de overeenkomst", "evidence of the agreement"),
            Text("Hoe goed de stand gegrond is.", "How well the status is grounded."),
            [words[s.evidence] if s.evidence else None for s in found], source="agreements"),
        Column(
            "agreement_sources", "string",
            Text("bronnen van de overeenkomst", "sources of the agreement"),
            Text("Met | ertussen; ook als ze alleen over andere dagen gaan.",
                 "With | between; also if they are of other days only."),
            [together(row.source for row in rows) for rows in said], source="agreements"),
        Column(
            "agreement_note", "string",
            Text("opmerking bij de overeenkomst", "note on the agreement"),
            Text("Uit dezelfde bronnen.", "From the same sources."),
            [together(row.note for row in rows) for rows in said], source="agreements"),
    ]  # fmt: skip


def _classes(study: Study) -> list[str | Text]:
    """Return the class of each unit: a number can never be taken for a word, a name could."""
    words = {OUTSIDE: NOT_MEMBER, UNKNOWN: UNKNOWN_WORD}
    return [
        MERGED_APART if i in study.merged_apart else str(group + 1) if group >= 0 else words[group]
        for i, group in enumerate(study.group_of.tolist())
    ]


def doubted_overlay(facts: Facts, condition: str) -> Overlay | None:
    """Return the hatch of what is less than documented; on fiction there is none."""
    if facts.study.fictional:
        return None
    meaning = Text(
        "IJl gearceerd naar links: minder dan gedocumenteerd (afgeleid of aangenomen).",
        "Sparsely hatched to the left: less than documented (inferred or assumed).",
    )
    return Overlay(doubted_style(facts.theme), condition, facts.say(meaning))


def _doubted(facts: Facts, column: str) -> Overlay | None:
    weaker = [facts.say(facts.evidence_words[g]) for g in Evidence if g is not Evidence.DOCUMENTED]
    return doubted_overlay(facts, one_of(column, weaker))


def _look(
    facts: Facts, name: Text, column: str, categories: list[Category], overlay: Overlay | None
) -> Look:
    return Look(
        name=facts.say(name),
        column=column,
        categories=tuple(categories),
        line=facts.theme.unit_line,
        width=0.4,
        label=quoted("name"),
        inside=True,
        overlay=overlay,
    )


def _group_look(facts: Facts) -> Look:
    """Return the look of the map of the memberships."""
    study, look, scheme = facts.study, facts.look, facts.study.scheme
    present = set(study.group_of.tolist())
    apart = study.merged_apart
    plain = any(g == UNKNOWN and i not in apart for i, g in enumerate(study.group_of.tolist()))
    categories = [
        Category(str(g + 1), group.name, look.style(g)) for g, group in enumerate(study.groups)
    ]
    if OUTSIDE in present:
        label = facts.say(scheme.outsider)
        categories.append(Category(facts.say(NOT_MEMBER), label, look.style(OUTSIDE)))
    if plain:
        label = facts.say(scheme.unknown)
        categories.append(Category(facts.say(UNKNOWN_WORD), label, look.style(UNKNOWN)))
    if apart:
        label = facts.say(MERGED_APART)
        categories.append(Category(label, label, look.apart))
    name = study.scheme.group.many
    return _look(facts, name, MAP_CLASS, categories, _doubted(facts, "evidence"))


def _coverage_look(facts: Facts) -> Look:
    """Return the look of the map of who is a member."""
    study, scheme = facts.study, facts.study.scheme
    present = {min(g, 0) for g in study.group_of.tolist()}
    categories = [
        Category(facts.say(word), facts.say(label), facts.look.coverage_style(group))
        for group, word, label in (
            (0, MEMBER, scheme.member),
            (OUTSIDE, NOT_MEMBER, scheme.outsider),
            (UNKNOWN, UNKNOWN_WORD, scheme.unknown),
        )
        if group in present
    ]
    name = Text("dekking", "coverage")
    return _look(facts, name, "membership", categories, _doubted(facts, "evidence"))


def _agreement_look(facts: Facts) -> Look:
    """Return the look of the map of the agreements."""
    present = {standing.status for standing in facts.study.agreements}
    categories = [
        Category(facts.say(word), facts.say(word), facts.look.agreement_style(status))
        for status, word in STATUS_WORDS.items()
        if status in present
    ]
    name = Text("overeenkomsten", "agreements")
    overlay = _doubted(facts, "agreement_evidence")
    return _look(facts, name, "agreement", categories, overlay)
