"""Who is missing, as tables and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.language import EN, NL, Text, both, capital
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import NOT_MEMBER, UNKNOWN_WORD, table_of

if TYPE_CHECKING:
    from regiekaart.analysis.missing import Missing, Piece
    from regiekaart.scheme.model import Scheme
    from regiekaart.scheme.noun import Noun
    from regiekaart.study import Study

NONE: Final = Text("", "")
OFFICIAL: Final = Text(
    "de officiële grenzen; een benaderende kaart toont dat niet overal",
    "the official borders; an approximate map does not show it everywhere",
)
DECLARED: Final = Text(
    "de buren of de grenzen van het schema", "the neighbours or the borders of the scheme"
)


def missing_table(found: Missing) -> Table:
    """Return who is missing, most inhabitants first, with the part of the missing percentage."""
    study = found.study
    columns = (
        Column("municipality", study.scheme.unit.one),
        Column("nis", study.scheme.code, "code"),
        Column("membership", Text("lidmaatschap", "membership")),
        Column("population", study.scheme.people.many, "count"),
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
    title = Text(
        "Wie geen lid is, of van wie het onbekend is", "Who is not a member, or unknown to be one"
    )
    return table_of(study, "missing", title, columns, rows)


def piece_table(found: Missing) -> Table:
    """Return the pieces that the missing form, the eligible ones first."""
    study = found.study
    kind = study.scheme.fit_kind
    part = kind.noun.one if kind else study.scheme.group.one
    one = study.scheme.group.short.a
    columns = (
        Column("reference_region", part),
        Column("eligible", Text(f"kan {one.nl} vormen", f"can form {one.en}")),
        Column("count", study.scheme.unit.many, "count"),
        Column("population", study.scheme.people.many, "count"),
        Column("unknown", Text("waarvan onbekend", "of which unknown"), "count"),
        Column("adjacent", Text("kan aansluiten bij", "can join")),
        Column("municipalities", Text("welke", "which")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            piece.part,
            _eligible(piece, study.scheme),
            len(piece.units),
            piece.population,
            len(piece.unknown),
            ", ".join(piece.adjacent),
            ", ".join(_names(study, piece.units)),
        )
        for piece in found.pieces
    ]
    title = Text("Aaneengesloten blokken", "Connected blocks")
    return table_of(study, "possible-regions", title, columns, rows, _notes(found))


def _eligible(piece: Piece, scheme: Scheme) -> Text:
    if piece.eligible and len(piece.units) == 1 and scheme.special:
        city = scheme.special
        return Text(f"ja, als {city.one.nl} alleen", f"yes, as {city.a.en} alone")
    if piece.eligible:
        return Text("ja", "yes")
    if len(piece.units) == 1 and piece.population >= piece.minimum:
        return Text("nee, niet alleen", "no, not alone")
    return Text("nee, te klein", "no, too small")


def _part(scheme: Scheme) -> Noun:
    """Return what the parts are called in which a group has to fit."""
    kind = scheme.fit_kind
    return kind.noun if kind else scheme.group


def _names(study: Study, codes: tuple[str, ...]) -> list[str]:
    return [study.names[study.position[code]] for code in codes]


def _notes(found: Missing) -> list[Text]:
    """Return what a block is; nothing where none was looked for."""
    if not found.pieces:
        return []
    minimum = max(piece.minimum for piece in found.pieces)
    scheme = found.study.scheme
    unit, group, part, people = scheme.unit.many, scheme.group, _part(scheme), scheme.people.many
    city = scheme.special
    alone = Text(f", of als {city.one.nl} alleen,", f", or as {city.a.en} alone,") if city else NONE
    ground = OFFICIAL if found.study.register.shipped else DECLARED
    who = Text(f"{unit.nl} die geen lid zijn", f"{unit.en} that are no members")
    if any(not unit.known for unit in found.units):
        who = Text(f"{who.nl} of van wie het onbekend is", f"{who.en} or unknown to be")
    return [
        Text(
            f"Een blok: {who.nl}, die aan elkaar grenzen en in {part.same.nl} liggen. "
            f"Met ten minste {NL.integer(minimum)} {people.nl}{alone.nl} kan het "
            f"een of meer {group.many.nl} vormen.",
            f"A block: {who.en}, that border on each other and lie in {part.same.en}. "
            f"With at least {EN.integer(minimum)} {people.en}{alone.en} it can "
            f"form one or more {group.many.en}.",
        ),
        Text(
            f"Aaneengesloten volgens {ground.nl}. “Kan aansluiten bij”: {group.many.nl} "
            f"die aan het blok grenzen en zelf in {part.that.nl} passen.",
            f"Connected by {ground.en}. “Can join”: {group.many.en} that border on the block "
            f"and fit in {part.that.en} themselves.",
        ),
    ]


def missing_sentence(found: Missing) -> Text:
    """Return how much is missing, and how many regions it could form."""
    study = found.study
    known = [unit for unit in found.units if unit.known]
    unknown = len(found.units) - len(known)
    if not found.units:
        return Text(
            f"Heel {study.scheme.whole} is gedekt: er ontbreekt geen {study.scheme.unit.one.nl}.",
            f"All of {study.scheme.whole} is covered: no {study.scheme.unit.one.en} is missing.",
        )
    people, total = sum(unit.population for unit in known), found.population.total
    parts, heads = [], study.scheme.people.many
    if known:
        noun, be = study.scheme.unit.count(len(known)), "is" if len(known) == 1 else "zijn"
        share = people / total if total else 0
        parts.append(
            Text(
                f"{NL.integer(len(known))} {noun.nl} {be} geen lid: {NL.integer(people)} "
                f"{heads.nl}, {NL.percent(share)} van de bevolking",
                f"{EN.integer(len(known))} {noun.en} {'is' if len(known) == 1 else 'are'} not "
                f"{'a member' if len(known) == 1 else 'members'}: {EN.integer(people)} "
                f"{heads.en}, {EN.percent(share)} of the population",
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
    could = _could(found)
    return Text(capital(f"{nl}. {could.nl}".rstrip()), capital(f"{en}. {could.en}".rstrip()))


def _could(found: Missing) -> Text:
    """Return how many blocks they form that could be regions, and what is left to the others."""
    scheme = found.study.scheme
    kind, group = scheme.fit_kind, scheme.group
    if kind is None or scheme.minimum is None:
        return NONE
    if kind.id not in found.study.partitions:
        parts = kind.noun.many
        return Text(
            f"Op die datum waren er geen {parts.nl}: of zij samen een {group.one.nl} kunnen "
            "vormen, is niet nagegaan.",
            f"On that date there were no {parts.en}: whether they could form {group.a.en} "
            "together was not checked.",
        )
    unknown = any(not unit.known for unit in found.units)
    blocks = [_blocks(found, unknown=unknown), _others(found)] if found.pieces else []
    told = [*blocks, _merged(found)]
    return Text(" ".join(t.nl for t in told if t.nl), " ".join(t.en for t in told if t.en))


def _blocks(found: Missing, *, unknown: bool) -> Text:
    """Return how many blocks could be a region; with a partial list, on a condition."""
    blocks, minimum = found.eligible, both(found.pieces[0].minimum)
    scheme = found.study.scheme
    group, part, people = scheme.group, _part(scheme), scheme.people.many
    within = sum(len(piece.units) for piece in blocks)
    if not blocks:
        return Text(
            f"Geen ervan kan zonder andere {scheme.unit.many.nl} een {group.one.nl} vormen.",
            f"None of them can form {group.a.en} without others.",
        )
    one = len(blocks) == 1
    lie = "ligt" if within == 1 else "liggen"
    count = both(len(blocks))
    head = Text(f"{NL.integer(within)} ervan {lie}", f"{EN.integer(within)} of them")
    if unknown:
        head = Text(
            f"Als ze geen lid zijn, {lie} er {NL.integer(within)}",
            f"If they are not members, {EN.integer(within)} of them",
        )
    return Text(
        f"{head.nl} in {count.nl} {'aaneengesloten blok' if one else 'aaneengesloten blokken'} van "
        f"ten minste {minimum.nl} {people.nl} binnen één {part.one.nl}; "
        f"{'dat' if one else 'elk'} blok kan een of meer {group.many.nl} vormen.",
        f"{head.en} {'lies' if within == 1 else 'lie'} in {count.en} connected "
        f"{'block' if one else 'blocks'} of at least {minimum.en} {people.en} within one "
        f"{part.one.en}; {'that' if one else 'each'} block can form one or more {group.many.en}.",
    )


def _others(found: Missing) -> Text:
    """Return how many are in no such block, and which of them border on a region that fits."""
    rest = [piece for piece in found.pieces if not piece.eligible]
    able = sum(len(piece.units) for piece in rest if piece.adjacent)
    stuck = sum(len(piece.units) for piece in rest if not piece.adjacent)
    if not able + stuck:
        return Text("", "")
    scheme = found.study.scheme
    join, not_join = _can_join(able, scheme.group), _cannot_join(stuck, scheme)
    told = [text for text, number in ((join, able), (not_join, stuck)) if number]
    counts = [number for number in (able, stuck) if number]
    nl = ", ".join(f"{NL.integer(n)} {t.nl}" for n, t in zip(counts, told, strict=True))
    en = ", ".join(f"{EN.integer(n)} {t.en}" for n, t in zip(counts, told, strict=True))
    if not found.eligible:
        return Text(f"{nl}.", f"{en}.")
    if able and stuck:
        count = both(able + stuck)
        return Text(
            f"De {count.nl} andere kunnen dat niet: {nl}.", f"The other {count.en} cannot: {en}."
        )
    only, link = told[0], Text("maar", "but") if able else Text("en", "and")
    if able + stuck == 1:
        return Text(
            f"De andere kan dat niet, {link.nl} {only.nl}.",
            f"The other one cannot, {link.en} {only.en}.",
        )
    count = both(able + stuck)
    return Text(
        f"De {count.nl} andere kunnen dat niet, {link.nl} {only.nl}.",
        f"The other {count.en} cannot, {link.en} {only.en}.",
    )


def _can_join(number: int, group: Noun) -> Text:
    """Return that so many lie in a block that a region beside it can take in."""
    one = number == 1
    return Text(
        f"{'kan' if one else 'kunnen'} wel aansluiten bij een {group.one.nl} ernaast",
        f"can join {group.a.en} beside {'it' if one else 'them'}",
    )


def _cannot_join(number: int, scheme: Scheme) -> Text:
    """Return that so many lie in a block with no region beside it that fits."""
    one, group, part = number == 1, scheme.group, _part(scheme).one
    that = "dat" if group.neuter else "die"
    return Text(
        f"{'grenst' if one else 'grenzen'} aan geen {group.one.nl} {that} past in "
        f"{'haar' if one else 'hun'} {part.nl}",
        f"{'borders' if one else 'border'} on no {group.one.en} that fits in "
        f"{'its' if one else 'their'} {part.en}",
    )


def _merged(found: Missing) -> Text:
    """Return how many merged from parts that differed: those are in no block."""
    count = len(found.units) - sum(len(piece.units) for piece in found.pieces)
    if not count:
        return Text("", "")
    number, unit = both(count), found.study.scheme.unit
    if count == 1:
        return Text(
            f"1 {unit.one.nl} ontstond door een fusie van delen met verschillend lidmaatschap en "
            "is bij geen blok gerekend.",
            f"1 {unit.one.en} came from a merger of parts that differed in membership and is "
            "counted in no block.",
        )
    return Text(
        f"{number.nl} {unit.many.nl} ontstonden door een fusie van delen met verschillend "
        "lidmaatschap en zijn bij geen blok gerekend.",
        f"{number.en} {unit.many.en} came from mergers of parts that differed in membership and "
        "are counted in no block.",
    )


def block_title(found: Missing) -> Text:
    """Return the heading of what the missing could form; with a partial list, as a question."""
    if any(not unit.known for unit in found.units):
        return Text(
            "Van wie is het lidmaatschap onbekend, en wat zouden zij kunnen vormen?",
            "Whose membership is unknown, and what could they form?",
        )
    return Text(
        "Wie ontbreekt, en wat zij samen kunnen vormen",
        "Who is missing, and what they could form together",
    )
