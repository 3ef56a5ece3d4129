"""What changed between two studies, in tables (and in sentences: `change_sentences`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.analysis.bridge import Cause
from regiekaart.analysis.figures import Provenance
from regiekaart.language import EN, NL, Text, capital
from regiekaart.words.change_words import FEW, RENAMED, cause_word, moved_word, named, names
from regiekaart.words.lineage import CARRIED_OVER, lineage_words
from regiekaart.words.table import FICTIONAL, Cell, Change, Column, Points, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.analysis import change as found
    from regiekaart.analysis.bridge import Step
    from regiekaart.analysis.region_changes import RegionChange
    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study


def bridge_table(change: found.Change, *, bounds: bool | None = None) -> Table:
    """Return the bridge: a row per cause that changed something, and their sum.

    Parameters
    ----------
    change
        The change.
    bounds
        Whether the upper bounds are shown too; by default where something
        is unknown and they are not 100 % at both ends.
    """
    bounds = not change.certain and change.bridge.bounded if bounds is None else bounds
    scheme = change.after.scheme
    units, people = scheme.unit, scheme.people.many
    coverages = (
        ("municipality", Text(f"dekkingsgraad {units.many.nl}", units.coverage.en)),
        ("population", Text("dekkingsgraad bevolking", "population coverage")),
    )
    columns = [
        Column("cause", Text("oorzaak", "cause")),
        Column("municipalities", Text("leden", "members"), "change"),
        Column("population", Text(f"{people.nl} leden", f"{people.en} of members"), "change"),
    ]
    for key, word in coverages:
        low = Text(f"{word.nl}, min.", f"{word.en}, min.") if bounds else word
        columns.append(Column(f"{key}_points", low, "points"))
        if bounds:
            high = Text(f"{word.nl}, max.", f"{word.en}, max.")
            columns.append(Column(f"{key}_points_max", high, "points"))
    steps = [step for step in change.bridge.steps if not step.empty]
    rows = [_bridge_row(scheme, step, bounds=bounds) for step in (*steps, change.bridge.whole)]
    title = Text("Waarom de dekkingsgraad veranderde", "Why the coverage changed")
    if not change.certain:
        title = Text(f"{title.nl} (alleen de bekende leden)", f"{title.en} (known members only)")
    return _table(change, "bridge", title, columns, rows, _bridge_notes(change, bounds=bounds))


def _bridge_row(scheme: Scheme, step: Step, *, bounds: bool) -> tuple[Cell, ...]:
    shares = [step.municipality_share, step.population_share]
    if bounds:
        shares.insert(1, step.municipality_share_max)
        shares.append(step.population_share_max)
    word = cause_word(scheme, step.cause) if step.cause else Text("verschil", "difference")
    return (word, Change(step.municipalities), Change(step.population), *map(Points, shares))


def _bridge_notes(change: found.Change, *, bounds: bool) -> list[Text]:
    notes = []
    if not change.certain:
        notes.append(
            Text(
                "Alleen de bekende leden zijn geteld; dit zegt niets over de werkelijke "
                "dekkingsgraad.",
                "Only the known members are counted; this says nothing about the real coverage.",
            )
        )
    if bounds:
        notes.append(
            Text(
                "“Min.” telt alleen de bekende leden, “max.” ook wie onbekend is.",
                "“Min.” counts the known members only, “max.” the unknown as well.",
            )
        )
    notes += [
        Text("De dekkingsgraad staat in procentpunten.", "Coverage is in percentage points."),
        Text(
            "De rijen tellen exact op tot het verschil; wat hier staat, is afgerond.",
            "The rows add up to the difference exactly; what is printed here is rounded.",
        ),
    ]
    for head, study in ((Text("Van", "From"), change.before), (Text("Naar", "To"), change.after)):
        origin = Provenance.of(study)
        nl, en = (f"{origin.source_line(to)} {origin.evidence_line(to)}" for to in (NL, EN))
        notes.append(Text(f"{head.nl}: {nl}", f"{head.en}: {en}"))
    return notes


def unit_change_table(change: found.Change) -> Table:
    """Return every unit whose membership changed, or of which it cannot be said."""
    scheme = change.after.scheme
    columns = (
        Column("change", Text("verandering", "change")),
        Column("nis", scheme.code, "code"),
        Column("municipality", scheme.unit.one),
        Column("from", Text("van", "from")),
        Column("to", Text("naar", "to")),
        Column("population", scheme.people.many, "count"),
    )
    late = change.before if change.ground.backwards else change.after
    rows = [
        (
            word,
            nis,
            change.units[nis].name,
            _said(change.said_before(nis)),
            _said(change.said_after(nis)),
            int(late.population[late.position[nis]]),
        )
        for word, nis in _changed(change)
    ]
    units, people = scheme.unit.many, scheme.people.many
    title = Text(capital(units.nl), capital(units.en))
    day = Text(NL.date(late.date), EN.date(late.date))
    note = Text(
        f"{title.nl} en {people.nl} van {day.nl}.", f"{title.en} and {people.en} of {day.en}."
    )
    if scheme.units_from is not None:
        counted = scheme.counted(late.population_year)
        note = Text(
            f"{title.nl} van {day.nl}; {people.nl} {counted.nl}.",
            f"{title.en} of {day.en}; {people.en} {counted.en}.",
        )
    return _table(change, "changes", title, columns, rows, [note])


def _changed(change: found.Change) -> Iterator[tuple[Text, str]]:
    """Yield the codes with what happened to them, what is certain first."""
    scheme = change.after.scheme
    kinds = (
        (cause_word(scheme, Cause.JOINED), change.joined),
        (cause_word(scheme, Cause.LEFT), change.left),
        (moved_word(scheme), [m.nis for m in change.moved if not m.renamed]),
        (RENAMED, [m.nis for m in change.moved if m.renamed]),
        (
            Text("fusie met verschillend lidmaatschap", "merger that differs in membership"),
            change.split,
        ),
        (Text("bekend geworden", "became known"), change.became_known),
        (Text("niet meer bekend", "no longer known"), change.became_unknown),
    )
    for word, codes in kinds:
        for nis in sorted(codes, key=lambda code: (change.units[code].name, code)):
            yield word, nis


def _said(statements: Sequence[found.Statement]) -> Text:
    """Return the group, or the word for none; by part where the parts differ."""
    words = [
        Text.same(s.region)
        if s.region
        else Text("geen lid", "not a member")
        if s.known
        else Text("onbekend", "unknown")
        for s in statements
    ]
    if len(words) == 1:
        return words[0]
    parts = list(zip(statements, words, strict=True))
    return Text(
        "; ".join(f"{s.name}: {word.nl}" for s, word in parts),
        "; ".join(f"{s.name}: {word.en}" for s, word in parts),
    )


def region_table(change: found.Change) -> Table:
    """Return what became of each region."""
    columns = (
        Column("region", change.after.scheme.group.one),
        Column("change", Text("verandering", "change")),
        Column("members_before", Text("leden voor", "members before"), "count"),
        Column("members_after", Text("leden na", "members after"), "count"),
        Column("remark", Text("toelichting", "remark")),
    )
    rows = [
        (r.name, lineage_words(r.lineage), r.members_before, r.members_after, _remark(change, r))
        for r in change.regions
    ]
    group = change.after.scheme.group.many
    title = Text(capital(group.nl), capital(group.en))
    return _table(change, "region-changes", title, columns, rows, list(_region_notes(change)))


def _region_notes(change: found.Change) -> Iterator[Text]:
    """Yield what the words of the table mean that need it."""
    unit, group = change.after.scheme.unit, change.after.scheme.group
    if not change.certain:
        yield Text(
            f"“Niet te zeggen” en “voor zover bekend”: {unit.a.nl} met onbekend lidmaatschap kan "
            f"bij {group.each.nl} horen.",
            f"“Cannot be said” and “as far as known”: {unit.a.en} of unknown membership may be "
            f"in any {group.one.en}.",
        )
    if any(region.lineage.carried_over for region in change.regions):
        yield Text(
            f"“{capital(CARRIED_OVER.nl)}”: van elk lid komt het lidmaatschap beide keren uit "
            f"dezelfde bron. Dat {group.the.nl} gelijk bleef, is aangenomen en niet vastgesteld.",
            f"“{capital(CARRIED_OVER.en)}”: the membership of each member has the same source "
            f"both times. That the {group.tail.en} stayed as it was is assumed, not established.",
        )


def _remark(change: found.Change, region: RegionChange) -> Text:
    return Text(
        "; ".join(word.nl for word in _remarks(change, region)),
        "; ".join(word.en for word in _remarks(change, region)),
    )


def _remarks(change: found.Change, region: RegionChange) -> Iterator[Text]:
    origin = _origin(region, torn=bool(set(region.lineage.open) & set(change.split)))
    if origin is not None:
        yield origin
    for word, codes in (
        (Text("bij", "joined"), region.lineage.joined),
        (Text("weg", "left"), region.lineage.left),
        (Text("voor of na onbekend", "unknown before or after"), region.lineage.open),
    ):
        if codes:
            told = names if len(codes) <= FEW else named
            nl, en = told(change, codes, NL), told(change, codes, EN)
            torn = set(codes) & set(change.split)
            yield Text(
                f"{word.nl}: {nl}" + " (deels)" * bool(torn),
                f"{word.en}: {en}" + " (in part)" * bool(torn),
            )
    same, members = len(region.lineage.same_source), region.lineage.members
    if same and not change.certain and not region.lineage.carried_over:
        yield Text(
            f"dezelfde bron: {NL.integer(same)} van de {NL.integer(members)} leden",
            f"same source: {EN.integer(same)} of {EN.integer(members)} members",
        )
    if region.form_changed:
        yield Text(
            f"rechtsvorm: {region.form_before}, daarna {region.form_after}",
            f"legal form: {region.form_before}, then {region.form_after}",
        )


def _origin(region: RegionChange, *, torn: bool) -> Text | None:
    """Return with what a region is compared, if not with the one of its name.

    A region of which a merger left no member for certain may stand on the list all the same.
    """
    absent = Text("geen zeker lid", "no certain member") if torn else Text("niet", "not")
    if region.renamed:
        return Text(f"mogelijk vroeger {region.before}", f"possibly {region.before} before")
    if region.after is None:
        return Text(f"{absent.nl} op de tweede lijst", f"{absent.en} on the second list")
    if region.before is None:
        return Text(f"{absent.nl} op de eerste lijst", f"{absent.en} on the first list")
    if region.lineage.namesake:
        return None
    return Text(
        f"{absent.nl} op de eerste lijst, vergeleken met {region.before}",
        f"{absent.en} on the first list, compared with {region.before}",
    )


def _table(
    change: found.Change,
    name: str,
    title: Text,
    columns: Sequence[Column],
    rows: Sequence[tuple[Cell, ...]],
    notes: Sequence[Text],
) -> Table:
    fictional = change.before.fictional or change.after.fictional
    sides = [_side(study) for study in (change.before, change.after)]
    line = Text(" → ".join(s.nl for s in sides), " → ".join(s.en for s in sides))
    return Table(name, title, line, tuple(columns), tuple(rows), tuple(notes), fictional)


def _side(study: Study) -> Text:
    """Return what a study is, briefly."""
    head = study.membership_source
    if study.fictional:
        head = Text(FICTIONAL.nl.lower(), FICTIONAL.en.lower())
    elif not study.own_list:
        head = study.cycle.phrase
    return Text(f"{head.nl}, {NL.date(study.date)}", f"{head.en}, {EN.date(study.date)}")
