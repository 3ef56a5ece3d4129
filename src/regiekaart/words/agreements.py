"""The tables of the agreements: per part, crossed with membership, and per municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.agreements import AgreementProvenance
from regiekaart.analysis.coverage import BY_GROUP
from regiekaart.analysis.crossing import Known
from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.facts.membership import EVIDENCE_WORDS
from regiekaart.language import EN, NL, Language, Text
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regiekaart.analysis.agreements import AgreementRow, AgreementTable
    from regiekaart.analysis.crossing import Crossing
    from regiekaart.facts.agreement_standings import Standing
    from regiekaart.facts.agreements import Agreement
    from regiekaart.study import Study

TITLE: Final = Text("Samenwerkingsovereenkomsten met VDAB", "Cooperation agreements with VDAB")
REGIONS_NOTE: Final = Text(
    "Een regiegebied telt als afgesloten zodra minstens een van zijn gemeenten een overeenkomst "
    "heeft; “hoogstens” rekent wat onbekend is mee. Het staat in het deel waar de meeste van zijn "
    "inwoners wonen.",
    "A regie region counts as signed once at least one of its municipalities has an agreement; "
    "“at most” includes what is unknown. It stands in the part where most of its "
    "inhabitants live.",
)
MEMBER_WORDS: Final = {
    Known.YES: Text("lid", "member"),
    Known.NO: Text("geen lid", "not a member"),
    Known.UNKNOWN: Text("onbekend", "unknown"),
}
SIGNED_WORDS: Final = {
    Known.YES: Text("afgesloten", "signed"),
    Known.NO: Text("niet afgesloten", "not signed"),
    Known.UNKNOWN: Text("onbekend", "unknown"),
}
QUESTION_WORDS: Final = {
    "covered_with": Text("gedekt, met overeenkomst", "covered, with an agreement"),
    "covered_without": Text("gedekt, zonder overeenkomst", "covered, without an agreement"),
    "not_covered_with": Text("niet gedekt, met overeenkomst", "not covered, with an agreement"),
    "neither": Text("geen van beide", "neither"),
}


def agreement_table(table: AgreementTable) -> Table:
    """Return the agreements per part as a table."""
    columns = [
        Column("group", _part_noun(table)),
        Column("municipalities", table.study.scheme.unit.many, "count"),
        *(Column(s.value, STATUS_WORDS[s], "count") for s in Status),
        Column("share", Text("aandeel gemeenten", "share of municipalities"), "share"),
        Column("population_share", Text("aandeel bevolking", "share of population"), "share"),
    ]
    notes = [Text(*(agreement_sentence(table, table.whole, each) for each in (NL, EN)))]
    if table.by != BY_GROUP:
        columns += _region_columns(table.study)
        notes.append(_region_note(table.study))
    if table.forecast:
        columns += _forecast_columns(table)
        notes.append(_forecast_note(table.forecast))
    rows = tuple(_row(table, row) for row in table.rows)
    noun = _part_noun(table)
    title = Text(f"{TITLE.nl} per {noun.nl}", f"{TITLE.en} by {noun.en}") if table.by else TITLE
    name = f"agreements-{table.by}" if table.by else "agreements"
    return _table(table.study, name, title, columns, rows, notes)


def _row(table: AgreementTable, row: AgreementRow) -> tuple[Cell, ...]:
    cells: list[Cell] = [
        row.group,
        row.units.total,
        row.units.count,
        row.negotiating,
        row.to_start,
        row.none,
        row.units.unknown,
        row.units,
        row.population,
    ]
    if table.by != BY_GROUP:
        cells += [row.regions, row.regions_signed, row.regions_signed_max]
    if row.forecast is not None:
        cells += [row.forecast.count, row.forecast]
        cells += [] if table.by == BY_GROUP else [row.regions_forecast]
    return tuple(cells)


def _region_columns(study: Study) -> list[Column]:
    return [
        Column("regions", study.scheme.group.many, "count"),
        Column("regions_signed", Text("ervan afgesloten", "of which signed"), "count"),
        Column("regions_signed_max", Text("hoogstens", "at most"), "count"),
    ]


def _region_note(study: Study) -> Text:
    """Return when a group counts as signed, and which groups are counted."""
    if study.complete:
        return REGIONS_NOTE
    return Text(
        f"{REGIONS_NOTE.nl} De ledenlijst is onvolledig: alleen bekende regiegebieden zijn geteld.",
        f"{REGIONS_NOTE.en} The list of members is partial: only known regions are counted.",
    )


def _forecast_columns(table: AgreementTable) -> list[Column]:
    day = table.forecast or table.study.date
    short = f"{day.day}/{day.month}/{day.year}"
    columns = [
        Column("forecast_signed", Text(f"prognose {short}", f"forecast {short}"), "count"),
        Column("forecast_share", Text("prognose gemeenten", "forecast municipalities"), "share"),
    ]
    if table.by != BY_GROUP:
        header = Text("prognose regiegebieden", "forecast regions")
        columns.append(Column("regions_forecast", header, "count"))
    return columns


def _forecast_note(day: date) -> Text:
    return Text(
        f"Prognose: wie op {NL.date(day)} een overeenkomst heeft als elke verwachte datum gehaald "
        "wordt en er verder niets verandert.",
        f"Forecast: who has an agreement on {EN.date(day)} if every expected date is met and "
        "nothing else changes.",
    )


def _part_noun(table: AgreementTable) -> Text:
    if table.by is None:
        return Text("gebied", "area")
    scheme = table.study.scheme
    return scheme.group.one if table.by == BY_GROUP else scheme.partitions[table.by].noun.one


def crossing_table(found: Crossing) -> Table:
    """Return membership crossed with agreements: the four questions, certain and at most."""
    columns = [
        Column("question", Text("lidmaatschap en overeenkomst", "membership and agreement")),
        Column("municipalities", found.study.scheme.unit.many, "count"),
        Column("municipalities_max", Text("hoogstens", "at most"), "count"),
        Column("municipality_share", Text("aandeel gemeenten", "share of municipalities"), "share"),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("population_share", Text("aandeel bevolking", "share of population"), "share"),
    ]
    rows = tuple(
        (
            QUESTION_WORDS[answer.question],
            answer.units.count,
            answer.units.count + answer.units.unknown,
            answer.units,
            answer.population.count,
            answer.population,
        )
        for answer in found.answers
    )
    title = Text("Lidmaatschap en overeenkomst", "Membership and agreement")
    notes = [_hinge_note(found)] if any(a.units.unknown for a in found.answers) else []
    return _table(found.study, "agreements-crossed", title, columns, rows, notes)


def _hinge_note(found: Crossing) -> Text:
    return Text(*(_hinges(found, language) for language in (NL, EN)))


def _hinges(found: Crossing, language: Language) -> str:
    """Return which combinations the answers hinge on, with how many units each."""
    noun, say = found.study.scheme.unit, language.say
    pieces = [
        f"{say(MEMBER_WORDS[c.member])}/{say(SIGNED_WORDS[c.signed])}: "
        f"{language.integer(len(c.units))} {say(noun.count(len(c.units)))}"
        for c in found.cells
        if c.units and Known.UNKNOWN in {c.member, c.signed}
    ]
    head = say(
        Text(
            "Wat onbekend is (lidmaatschap/overeenkomst)", "What is unknown (membership/agreement)"
        )
    )
    return f"{head}: {'; '.join(pieces)}."


def crossing_cells_table(found: Crossing) -> Table:
    """Return the combinations of membership and agreement that occur, with their units."""
    columns = [
        Column("membership", Text("lidmaatschap", "membership")),
        Column("agreement", Text("overeenkomst", "agreement")),
        Column("municipalities", found.study.scheme.unit.many, "count"),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("names", Text("welke", "which")),
    ]
    rows = tuple(
        (
            MEMBER_WORDS[cell.member],
            SIGNED_WORDS[cell.signed],
            len(cell.units),
            cell.population,
            ", ".join(found.study.names[i] for i in cell.units),
        )
        for cell in found.cells
        if cell.units
    )
    title = Text("Gemeenten volgens lidmaatschap en overeenkomst",
                 "Municipalities by membership and agreement")  # fmt: skip
    return _table(found.study, "agreements-combinations", title, columns, rows)


def standing_table(study: Study) -> Table:
    """Return the status of every unit with its days, evidence and source."""
    columns = [
        Column("nis", Text("NIS-code", "NIS code"), "code"),
        Column("municipality", study.scheme.unit.one),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("status", Text("overeenkomst", "agreement")),
        Column("since", Text("sinds", "since")),
        Column("ends", Text("tot en met", "until")),
        Column("expected_on", Text("verwacht", "expected")),
        Column("region", study.scheme.group.one),
        Column("evidence", Text("bewijs", "evidence")),
        Column("others", Text("over andere dagen", "of other days")),
        Column("source", Text("bron", "source")),
        Column("note", Text("opmerking", "note")),
    ]
    rows = tuple(_standing_row(study, i) for i in range(len(study.codes)))
    title = Text("Gemeenten en hun overeenkomst met VDAB",
                 "Municipalities and their agreement with VDAB")  # fmt: skip
    return _table(study, "agreements-municipalities", title, columns, rows)


def _standing_row(study: Study, i: int) -> tuple[Cell, ...]:
    standing = study.agreements[i]
    said = standing.rows or standing.others
    return (
        study.codes[i],
        study.names[i],
        int(study.population[i]),
        STATUS_WORDS[standing.status],
        *(_day(d) for d in (standing.since, standing.ends, standing.expected_on)),
        study.memberships[i].region or "",
        EVIDENCE_WORDS[standing.evidence] if standing.evidence else "",
        _others(standing),
        " | ".join(dict.fromkeys(row.source for row in said if row.source)),
        " | ".join(dict.fromkeys(row.note for row in said if row.note)),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _others(standing: Standing) -> Text:
    """Return in short what is known of other days; of a merger that differs, of its parts too."""
    differing = standing.rows if standing.status is Status.UNKNOWN else ()
    told = [row for row in (*differing, *standing.others) if row.status is not Status.UNKNOWN]
    return Text("; ".join(_short(row, NL) for row in told),
                "; ".join(_short(row, EN) for row in told))  # fmt: skip


def _short(row: Agreement, language: Language) -> str:
    """Return a statement with its days, such as "afgesloten op 15 juni 2017"."""
    signed = row.status is Status.SIGNED and row.signed_on is not None
    day = row.signed_on if signed and row.signed_on else row.known_on
    when = Text("op", "on") if signed else Text("volgens bron van", "by a source of")
    text = f"{language.say(STATUS_WORDS[row.status])} {language.say(when)} {language.date(day)}"
    if row.ends_on and row.status is Status.SIGNED:
        text += f" {language.say(Text('tot en met', 'until'))} {language.date(row.ends_on)}"
    return text


def _table(
    study: Study,
    name: str,
    title: Text,
    columns: Sequence[Column],
    rows: tuple[tuple[Cell, ...], ...],
    notes: Sequence[Text] = (),
) -> Table:
    """Return a table with the sources and the evidence of the agreements."""
    origin = AgreementProvenance.of(study)
    sources = Text(origin.source_line(NL), origin.source_line(EN))
    evidence = Text(evidence_line(origin, NL), evidence_line(origin, EN))
    return Table(
        name, title, study_line(study), tuple(columns), rows, (*notes, sources, evidence),
        study.fictional,
    )  # fmt: skip


def evidence_line(origin: AgreementProvenance, language: Language) -> str:
    """Return how well the statuses are grounded, and of how many nothing is known."""
    unknown = language.integer(origin.unknown)
    if not origin.statuses:
        return language.say(Text("Van geen enkele gemeente is de status bekend.",
                                 "Of no municipality is the status known."))  # fmt: skip
    grades = language.listing(
        [f"{language.integer(n)} {language.say(EVIDENCE_WORDS[g])}" for g, n in origin.statuses]
    )
    plural = origin.unknown != 1
    nl, en = ("gemeenten", "municipalities") if plural else ("gemeente", "municipality")
    tail = Text("", "")
    if origin.unknown:
        tail = Text(f"; van {unknown} {nl} is de status onbekend",
                    f"; of {unknown} {en} the status is unknown")  # fmt: skip
    return language.say(
        Text(
            f"Bewijs van de statussen: {grades}{tail.nl}.",
            f"Evidence of the statuses: {grades}{tail.en}.",
        )
    )
