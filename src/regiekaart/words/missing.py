"""Who is missing, as tables and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.language import EN, NL, Text, both
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import NOT_MEMBER, UNKNOWN_WORD, table_of

if TYPE_CHECKING:
    from regiekaart.analysis.missing import Missing, Piece
    from regiekaart.study import Study


def missing_table(found: Missing) -> Table:
    """Return who is missing, most inhabitants first, with the part of the missing percentage."""
    study = found.study
    columns = (
        Column("municipality", study.scheme.unit.one),
        Column("nis", Text("NIS-code", "NIS code"), "code"),
        Column("membership", Text("lidmaatschap", "membership")),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("share", Text("aandeel", "share"), "percent"),
        Column("running", Text("opgeteld", "added up"), "percent"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            unit.name,
            unit.nis,
            NOT_MEMBER if unit.known else UNKNOWN_WORD,
            unit.population,
            unit.share,
            unit.running,
        )
        for unit in found.units
    ]
    whole = study.scheme.whole
    title = Text(
        f"Wie ontbreekt voor een volledige dekking van {whole}",
        f"Who is missing for full coverage of {whole}",
    )
    return table_of(study, "missing", title, columns, rows)


def piece_table(found: Missing) -> Table:
    """Return the pieces that the missing form, the eligible ones first."""
    study = found.study
    part = study.scheme.partitions["reference-region"].noun.one
    columns = (
        Column("reference_region", part),
        Column("eligible", Text("kan een gebied vormen", "can form a region")),
        Column("count", study.scheme.unit.many, "count"),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("unknown", Text("waarvan onbekend", "of which unknown"), "count"),
        Column("adjacent", Text("kan aansluiten bij", "can join")),
        Column("municipalities", Text("welke", "which")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            piece.part or "–",
            _eligible(piece),
            len(piece.units),
            piece.population,
            len(piece.unknown),
            ", ".join(piece.adjacent),
            ", ".join(_names(study, piece.units)),
        )
        for piece in found.pieces
    ]
    title = Text(
        "Mogelijke regiegebieden uit wie ontbreekt", "Possible regie regions of who is missing"
    )
    return table_of(study, "possible-regions", title, columns, rows, _notes(found))


def _eligible(piece: Piece) -> Text:
    if piece.eligible and len(piece.units) == 1:
        return Text("ja, als centrumstad alleen", "yes, as a centre city alone")
    if piece.eligible:
        return Text("ja", "yes")
    if len(piece.units) == 1 and piece.population >= piece.minimum:
        return Text("nee, niet alleen", "no, not alone")
    return Text("nee, te klein", "no, too small")


def _names(study: Study, codes: tuple[str, ...]) -> list[str]:
    return [study.names[study.position[code]] for code in codes]


def _notes(found: Missing) -> list[Text]:
    minimum = max((piece.minimum for piece in found.pieces), default=0)
    notes = [
        Text(
            "Gemeenten die ontbreken, aan elkaar grenzen en in dezelfde referentieregio liggen; "
            f"samen ten minste {NL.integer(minimum)} inwoners, of een centrumstad alleen.",
            "Municipalities that are missing, border on each other and lie in the same reference "
            f"region; together at least {EN.integer(minimum)} inhabitants, or a centre city alone.",
        )
    ]
    if any(not unit.known for unit in found.units):
        notes.append(
            Text(
                "Van een deel is het lidmaatschap onbekend: wie al lid is, ontbreekt niet.",
                "Of some the membership is unknown: who is a member already is not missing.",
            )
        )
    return notes


def missing_sentence(found: Missing) -> Text:
    """Return how much is missing, and how many regions it could form."""
    study = found.study
    known = [unit for unit in found.units if unit.known]
    unknown = len(found.units) - len(known)
    eligible = sum(piece.eligible for piece in found.pieces)
    if not found.units:
        return Text(
            f"Heel {study.scheme.whole} is gedekt: er ontbreekt geen gemeente.",
            f"All of {study.scheme.whole} is covered: no municipality is missing.",
        )
    people, total = sum(unit.population for unit in known), found.population.total
    parts = []
    if known:
        noun, be = study.scheme.unit.count(len(known)), "is" if len(known) == 1 else "zijn"
        share = people / total if total else 0
        parts.append(
            Text(
                f"{NL.integer(len(known))} {noun.nl} {be} geen lid: {NL.integer(people)} inwoners, "
                f"{NL.percent(share)} van de bevolking",
                f"{EN.integer(len(known))} {noun.en} {'is' if len(known) == 1 else 'are'} not "
                f"{'a member' if len(known) == 1 else 'members'}: {EN.integer(people)} "
                f"inhabitants, {EN.percent(share)} of the population",
            )
        )
    if unknown:
        noun = study.scheme.unit.count(unknown)
        parts.append(
            Text(
                f"van {NL.integer(unknown)} {noun.nl} is het lidmaatschap onbekend",
                f"the membership of {EN.integer(unknown)} {noun.en} is unknown",
            )
        )
    nl, en = "; ".join(p.nl for p in parts), "; ".join(p.en for p in parts)
    could = _could(eligible, perhaps=bool(unknown))
    return Text(f"{nl[:1].upper()}{nl[1:]}. {could.nl}", f"{en[:1].upper()}{en[1:]}. {could.en}")


def _could(eligible: int, *, perhaps: bool) -> Text:
    if not eligible:
        return Text(
            "Geen van hen kan zonder anderen een regiegebied vormen.",
            "None of them can form a regie region without others.",
        )
    count, noun = both(eligible), Text("nieuw regiegebied", "new regie region")
    if eligible > 1:
        noun = Text("nieuwe regiegebieden", "new regie regions")
    if perhaps:
        return Text(
            f"Als ze allemaal ontbreken, kunnen ze samen {count.nl} {noun.nl} vormen, elk aaneen "
            "in één referentieregio.",
            f"If all of them are missing, they can form {count.en} {noun.en} together, each "
            "connected in one reference region.",
        )
    return Text(
        f"Ze kunnen samen {count.nl} {noun.nl} vormen, elk aaneen in één referentieregio.",
        f"They can form {count.en} {noun.en} together, each connected in one reference region.",
    )
