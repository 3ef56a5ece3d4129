"""The tables of a study: coverage by each partition, its units, its groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.figures import Provenance
from regiekaart.facts.membership import EVIDENCE_WORDS
from regiekaart.language import Text, capital
from regiekaart.words.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regiekaart.analysis.coverage import Coverage
    from regiekaart.study import Study


def coverage_table(table: Coverage) -> Table:
    """Return a coverage as a table; that of groups says how large each is, not how covered."""
    if table.by == table.study.scheme.group_id:
        return _size_table(table)
    noun, scheme = _part_noun(table), table.study.scheme
    units, people = scheme.unit.many, scheme.people.many
    columns = (
        Column("group", noun),
        Column("municipalities", units, "count"),
        Column("members", Text("leden", "members"), "count"),
        Column("unknown", Text("onbekend", "unknown"), "count"),
        Column("municipality_share", scheme.unit.coverage, "share"),
        Column("population", people, "count"),
        Column(
            "population_members",
            Text(f"{people.nl} leden", f"{people.en} of members"),
            "count",
        ),
        Column(
            "population_unknown",
            Text(f"{people.nl} onbekend", f"{people.en} unknown"),
            "count",
        ),
        Column("population_share", Text("dekking bevolking", "population coverage"), "share"),
    )
    rows = tuple(
        (
            row.group,
            row.units.total,
            row.units.count,
            row.units.unknown,
            row.units,
            row.population.total,
            row.population.count,
            row.population.unknown,
            row.population,
        )
        for row in table.rows
    )
    name = f"coverage-{table.by}" if table.by else "coverage"
    title = table.study.scheme.coverage_title
    if table.by:
        title = Text(f"{title.nl} per {noun.nl}", f"{title.en} by {noun.en}")
    return table_of(table.study, name, title, columns, rows)


def _size_table(table: Coverage) -> Table:
    """Return what each group is of the whole: all of its units are members of it by definition."""
    scheme = table.study.scheme
    whole, noun = scheme.whole, scheme.unit.many
    columns = (
        Column("group", _part_noun(table)),
        Column("municipalities", noun, "count"),
        Column(
            "municipality_share",
            Text(f"aandeel {noun.nl} {whole}", f"share of {noun.en} of {whole}"),
            "share",
        ),
        Column("population", scheme.people.many, "count"),
        Column(
            "population_share",
            Text(f"aandeel bevolking {whole}", f"share of population of {whole}"),
            "share",
        ),
    )
    all_units, all_people = table.whole.units, table.whole.population
    rows = []
    for row in table.rows:
        units = replace(all_units, group=row.units.group, count=row.units.total, unknown=0)
        people = replace(all_people, group=row.units.group, count=row.population.total, unknown=0)
        rows.append((row.group, units.count, units, people.count, people))
    many = scheme.group.many
    title = Text(f"Omvang van de {many.nl}", f"Size of the {many.en}")
    return table_of(table.study, f"coverage-{table.by}", title, columns, rows)


def _part_noun(table: Coverage) -> Text:
    if table.by is None:
        return Text("gebied", "area")
    scheme = table.study.scheme
    return (
        scheme.group.one
        if table.by == table.study.scheme.group_id
        else scheme.partitions[table.by].noun.one
    )


def _form_column(study: Study) -> tuple[Column, ...]:
    """Return the column of the legal forms, where a rule asks for one."""
    found = Column("legal_form", Text("rechtsvorm", "legal form"))
    return (found,) if study.scheme.form else ()


def unit_table(study: Study) -> Table:
    """Return every unit with its parts, its group and the evidence."""
    kinds = study.partitions
    columns = (
        Column("nis", study.scheme.code, "code"),
        Column("municipality", study.scheme.unit.one),
        *(Column(kind.replace("-", "_"), p.kind.noun.one) for kind, p in kinds.items()),
        Column("population", study.scheme.people.many, "count"),
        Column("membership", Text("lidmaatschap", "membership")),
        Column("region", study.scheme.group.one),
        *_form_column(study),
        Column("evidence", Text("bewijs", "evidence")),
        Column("source", Text("bron", "source")),
        Column("note", Text("opmerking", "note")),
    )
    rows = tuple(_unit_row(study, i) for i in range(len(study.codes)))
    units, group = study.scheme.unit.many, study.scheme.group.one
    title = Text(
        f"{capital(units.nl)} en hun {group.nl}", f"{capital(units.en)} and their {group.en}"
    )
    return table_of(study, "municipalities", title, columns, rows)


MEMBER: Final = Text("lid", "member")
NOT_MEMBER: Final = Text("geen lid", "not a member")
UNKNOWN_WORD: Final = Text("onbekend", "unknown")


def _unit_row(study: Study, i: int) -> tuple[Cell, ...]:
    membership = study.memberships[i]
    group = study.groups[study.group_of[i]] if study.group_of[i] >= 0 else None
    status = MEMBER if group else NOT_MEMBER if membership.known else UNKNOWN_WORD
    return (
        study.codes[i],
        study.names[i],
        *(p.labels[p.index[i]] for p in study.partitions.values()),
        int(study.population[i]),
        status,
        group.name if group else "",
        *((group.legal_form if group else "",) if study.scheme.form else ()),
        EVIDENCE_WORDS[membership.evidence] if group and membership.evidence else "",
        " | ".join(dict.fromkeys(row.source for row in membership.rows if row.source)),
        " | ".join(dict.fromkeys(row.note for row in membership.rows if row.note)),
    )


def group_table(study: Study) -> Table:
    """Return every group with its size and its members."""
    columns = (
        Column("region", study.scheme.group.one),
        *_form_column(study),
        Column("municipalities", study.scheme.unit.many, "count"),
        Column("population", study.scheme.people.many, "count"),
        Column("members", Text("leden", "members")),
    )
    rows = []
    for number, group in enumerate(study.groups):
        inside = study.members(number)
        names = ", ".join(study.names[i] for i in inside)
        people = int(study.population[inside].sum())
        form = (group.legal_form,) if study.scheme.form else ()
        rows.append((group.name, *form, len(inside), people, names))
    many = study.scheme.group.many
    title = Text(f"{capital(many.nl)} en hun leden", f"{capital(many.en)} and their members")
    return table_of(study, "regions", title, columns, rows)


def table_of(
    study: Study,
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Cell, ...]],
    notes: Sequence[Text] = (),
) -> Table:
    """Return a table of a study, with the study's line, sources and evidence.

    Parameters
    ----------
    study
        The study that the figures come from.
    name
        File name, without an ending.
    title, columns, rows
        What the table holds.
    notes
        What a reader has to know of this table; stands before the sources.
    """
    from regiekaart.language import EN, NL

    origin = Provenance.of(study)
    sources = [
        Text(origin.source_line(NL), origin.source_line(EN)),
        Text(origin.evidence_line(NL), origin.evidence_line(EN)),
    ]
    return Table(
        name, title, study_line(study), columns, tuple(rows), (*notes, *sources), study.fictional
    )


def study_line(study: Study) -> Text:
    """Return what a study is, in one line."""
    from regiekaart.language import EN, NL

    cycle = study.cycle.phrase
    within = study.cycle.holds(study.date)
    beyond = Text("", "") if within else Text(" (buiten de cyclus)", " (outside the cycle)")
    counted = study.scheme.counted(study.population_year)
    return Text(
        f"{cycle.nl} · toestand op {NL.date(study.date)}{beyond.nl} · bevolking {counted.nl}",
        f"{cycle.en} · situation on {EN.date(study.date)}{beyond.en} · population {counted.en}",
    )
