"""The tables of the agreements: per part, crossed with membership, and per municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.agreements import AgreementProvenance
from regiekaart.analysis.crossing import Known
from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.facts.membership import EVIDENCE_WORDS
from regiekaart.language import EN, NL, Language, Text, both
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.table import Cell, Column, Range, Table
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regiekaart.analysis.agreements import AgreementRow, AgreementTable
    from regiekaart.analysis.crossing import Crossing
    from regiekaart.analysis.figures import Share
    from regiekaart.facts.agreement_standings import Standing
    from regiekaart.facts.agreements import Agreement
    from regiekaart.study import Study

TITLE: Final = Text("Samenwerkingsovereenkomsten met VDAB", "Cooperation agreements with VDAB")
REGIONS_NOTE: Final = Text(
    "“Zeker” en “hoogstens”: hoeveel regiegebieden minstens een gemeente met een overeenkomst "
    "hebben; “hoogstens” rekent wat onbekend is mee.",
    "“Certain” and “at most”: how many regie regions have at least one municipality with an "
    "agreement; “at most” includes what is unknown.",
)
PLACE_NOTE: Final = Text(
    "Een regiegebied telt mee waar de meeste van zijn inwoners wonen.",
    "A regie region counts where most of its inhabitants live.",
)
PARTIAL_NOTE: Final = Text(
    "De ledenlijst is onvolledig: alleen bekende regiegebieden zijn geteld.",
    "The list of members is partial: only known regions are counted.",
)
SOURCES_NOTE: Final = Text(
    "De bron en de opmerking bij elke gemeente staan in de uitvoer als CSV en JSON.",
    "The source and the note on each municipality are in the output as CSV and JSON.",
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
        *(Column(s.value, STATUS_WORDS[s], "count", if_any=True) for s in Status),
        Column("share", Text("aandeel gemeenten", "share of municipalities"), "share"),
        Column("population_share", Text("aandeel bevolking", "share of population"), "share"),
    ]
    notes = [Text(*(agreement_sentence(table, table.whole, each) for each in (NL, EN)))]
    if table.by != table.study.scheme.group_id:
        columns += _region_columns(table.study)
        notes.append(_region_note(table))
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
    if table.by != table.study.scheme.group_id:
        cells += [row.regions, row.regions_signed, row.regions_signed_max]
    if row.forecast is not None:
        cells += [row.forecast.count, row.forecast]
        cells += [] if table.by == table.study.scheme.group_id else [row.regions_forecast]
    return tuple(cells)


def _region_columns(study: Study) -> list[Column]:
    return [
        Column("regions", study.scheme.group.many, "count"),
        Column("regions_signed", Text("zeker", "certain"), "count"),
        Column("regions_signed_max", Text("hoogstens", "at most"), "count"),
    ]


def _region_note(table: AgreementTable) -> Text:
    """Return when a group counts as signed, where, and which groups are counted."""
    notes = [REGIONS_NOTE]
    notes += [PLACE_NOTE] if table.by else []
    notes += [] if table.study.complete else [PARTIAL_NOTE]
    return Text(" ".join(n.nl for n in notes), " ".join(n.en for n in notes))


def _forecast_columns(table: AgreementTable) -> list[Column]:
    day = table.forecast or table.study.date
    header = Text(f"prognose {NL.date(day)}", f"forecast {EN.date(day)}")
    columns = [
        Column("forecast_signed", header, "count"),
        Column("forecast_share", Text("prognose gemeenten", "forecast municipalities"), "share"),
    ]
    if table.by != table.study.scheme.group_id:
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
    return (
        scheme.group.one
        if table.by == table.study.scheme.group_id
        else scheme.partitions[table.by].noun.one
    )


def crossing_table(found: Crossing) -> Table:
    """Return membership crossed with agreements: the four questions, certain and at most."""
    columns = [
        Column("question", Text("lidmaatschap en overeenkomst", "membership and agreement")),
        Column("municipalities", found.study.scheme.unit.many, "range"),
        Column("municipality_share", Text("aandeel gemeenten", "share of municipalities"), "share"),
        Column("population", Text("inwoners", "inhabitants"), "range"),
        Column("population_share", Text("aandeel bevolking", "share of population"), "share"),
    ]
    rows = tuple(
        (
            QUESTION_WORDS[answer.question],
            _range(answer.units),
            answer.units,
            _range(answer.population),
            answer.population,
        )
        for answer in found.answers
    )
    title = Text("Lidmaatschap en overeenkomst", "Membership and agreement")
    notes = [_hinge_note(found)] if any(a.units.unknown for a in found.answers) else []
    return _table(found.study, "agreements-crossed", title, columns, rows, notes)


def _range(share: Share) -> Range:
    return Range(share.count, share.count + share.unknown)


def _hinge_note(found: Crossing) -> Text:
    """Return which combinations the answers hinge on, with how many units each."""
    told = [
        _hinge(found.study, c.member, c.signed, len(c.units))
        for c in found.cells
        if c.units and Known.UNKNOWN in {c.member, c.signed}
    ]
    nl, en = NL.listing([t.nl for t in told]), EN.listing([t.en for t in told])
    return Text(
        f"Niet bekend: {nl}. Daarom kan een aantal in de tabel variëren.",
        f"Not known: {en}. That is why a number in the table can range.",
    )


def _hinge(study: Study, member: Known, signed: Known, count: int) -> Text:
    """Return how many units there are of which membership, or the agreement, is unknown."""
    number, unit, one = both(count), study.scheme.unit.count(count), count == 1
    if member is Known.YES:
        nl, en = ("lid", "member") if one else ("leden", "members")
        return Text(
            f"{number.nl} {nl} van wie we de overeenkomst niet kennen",
            f"{number.en} {en} whose agreement we do not know",
        )
    nl, en = f"{number.nl} {unit.nl}", f"{number.en} {unit.en}"
    if member is Known.NO:
        return Text(
            f"{nl} die geen lid {'is' if one else 'zijn'} en waarvan we de overeenkomst niet "
            "kennen",
            f"{en} outside every regie region whose agreement we do not know",
        )
    if signed is Known.UNKNOWN:
        return Text(
            f"{nl} waarvan we noch het lidmaatschap noch de overeenkomst kennen",
            f"{en} of which we know neither membership nor agreement",
        )
    has = Text("met", "with") if signed is Known.YES else Text("zonder", "without")
    return Text(
        f"{nl} {has.nl} een overeenkomst waarvan we niet weten of ze lid {'is' if one else 'zijn'}",
        f"{en} {has.en} an agreement of which we do not know the membership",
    )


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


def standing_table(study: Study, *, sheet: bool = True) -> Table:
    """Return the status of every unit with its days, evidence and source.

    Parameters
    ----------
    study
        The study.
    sheet
        For a spreadsheet or a program; else for a screen, without the long sources and notes.
    """
    origin = [Column("source", Text("bron", "source")), Column("note", Text("opmerking", "note"))]
    if not sheet:
        origin = []
    columns = [
        Column("nis", study.scheme.code, "code"),
        Column("municipality", study.scheme.unit.one),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("status", Text("overeenkomst", "agreement")),
        Column("since", Text("sinds", "since"), if_any=True),
        Column("ends", Text("tot en met", "until"), if_any=True),
        Column("expected_on", Text("verwacht", "expected"), if_any=True),
        Column("region", study.scheme.group.one),
        Column("evidence", Text("bewijs", "evidence"), if_any=True),
        Column("others", Text("over andere dagen", "of other days"), if_any=True),
        *origin,
    ]
    rows = tuple(_standing_row(study, i)[: len(columns)] for i in range(len(study.codes)))
    title = Text("Gemeenten en hun overeenkomst met VDAB",
                 "Municipalities and their agreement with VDAB")  # fmt: skip
    notes = [] if sheet else [SOURCES_NOTE]
    return _table(study, "agreements-municipalities", title, columns, rows, notes)


def _standing_row(study: Study, i: int) -> tuple[Cell, ...]:
    standing = study.agreements[i]
    said = standing.rows or standing.others
    return (
        study.codes[i],
        study.names[i],
        int(study.population[i]),
        STATUS_WORDS[standing.status],
        standing.since,
        standing.ends,
        standing.expected_on,
        study.memberships[i].region or "",
        EVIDENCE_WORDS[standing.evidence] if standing.evidence else "",
        _others(standing),
        " | ".join(dict.fromkeys(row.source for row in said if row.source)),
        " | ".join(dict.fromkeys(row.note for row in said if row.note)),
    )


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
