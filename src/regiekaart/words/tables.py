"""Tables: the figures of a study in rows and columns, once, for every output.

A `Table` holds values, not words. The terminal, a CSV file and a web page each turn the same
values into text at the very end.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from regiekaart.analysis.coverage import BY_GROUP, Coverage, coverage
from regiekaart.analysis.figures import Provenance, Share
from regiekaart.facts.membership import EVIDENCE_WORDS
from regiekaart.language import Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regiekaart.study import Study

Kind = Literal["text", "count", "share", "code"]
Cell = str | Text | int | Share | None
FICTIONAL: Final = Text("Fictief voorbeeld", "Fictional example")
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in files for machines, its header for people, what it holds."""

    key: str
    header: Text
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures with what a reader has to know of them.

    Parameters
    ----------
    id
        File name, without an ending.
    notes
        Sentences below the table: sources, evidence.
    """

    id: str
    title: Text
    subtitle: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()
    fictional: bool = False


def coverage_table(table: Coverage) -> Table:
    """Return a coverage as a table; that of groups says how large each is, not how covered."""
    if table.by == BY_GROUP:
        return _size_table(table)
    noun = _part_noun(table)
    columns = (
        Column("group", noun),
        Column("municipalities", Text("gemeenten", "municipalities"), "count"),
        Column("members", Text("leden", "members"), "count"),
        Column("unknown", Text("onbekend", "unknown"), "count"),
        Column("municipality_share", Text("dekking gemeenten", "municipal coverage"), "share"),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("population_members", Text("inwoners leden", "inhabitants of members"), "count"),
        Column("population_unknown", Text("inwoners onbekend", "inhabitants unknown"), "count"),
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
    title = table.study.scheme.words["coverage-title"]
    if table.by:
        title = Text(f"{title.nl} per {noun.nl}", f"{title.en} by {noun.en}")
    return _table(table.study, name, title, columns, rows)


def _size_table(table: Coverage) -> Table:
    """Return what each group is of the whole: all of its units are members of it by definition."""
    whole = table.study.scheme.whole
    columns = (
        Column("group", _part_noun(table)),
        Column("municipalities", Text("gemeenten", "municipalities"), "count"),
        Column(
            "municipality_share",
            Text(f"aandeel gemeenten {whole}", f"share of municipalities of {whole}"),
            "share",
        ),
        Column("population", Text("inwoners", "inhabitants"), "count"),
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
    title = Text("Omvang van de regiegebieden", "Size of the regie regions")
    return _table(table.study, f"coverage-{table.by}", title, columns, rows)


def _part_noun(table: Coverage) -> Text:
    if table.by is None:
        return Text("gebied", "area")
    scheme = table.study.scheme
    return scheme.group.one if table.by == BY_GROUP else scheme.partitions[table.by].noun.one


def unit_table(study: Study) -> Table:
    """Return every unit with its parts, its group and the evidence."""
    kinds = study.partitions
    columns = (
        Column("nis", Text("NIS-code", "NIS code"), "code"),
        Column("municipality", study.scheme.unit.one),
        *(Column(kind.replace("-", "_"), p.kind.noun.one) for kind, p in kinds.items()),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("membership", Text("lidmaatschap", "membership")),
        Column("region", study.scheme.group.one),
        Column("legal_form", Text("rechtsvorm", "legal form")),
        Column("evidence", Text("bewijs", "evidence")),
        Column("source", Text("bron", "source")),
        Column("note", Text("opmerking", "note")),
    )
    rows = tuple(_unit_row(study, i) for i in range(len(study.codes)))
    title = Text("Gemeenten en hun regiegebied", "Municipalities and their regie region")
    return _table(study, "municipalities", title, columns, rows)


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
        group.legal_form if group else "",
        EVIDENCE_WORDS[membership.evidence] if group and membership.evidence else "",
        " | ".join(dict.fromkeys(row.source for row in membership.rows if row.source)),
        " | ".join(dict.fromkeys(row.note for row in membership.rows if row.note)),
    )


def group_table(study: Study) -> Table:
    """Return every group with its size and its members."""
    columns = (
        Column("region", study.scheme.group.one),
        Column("legal_form", Text("rechtsvorm", "legal form")),
        Column("municipalities", study.scheme.unit.many, "count"),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("members", Text("leden", "members")),
    )
    rows = []
    for number, group in enumerate(study.groups):
        inside = study.members(number)
        names = ", ".join(study.names[i] for i in inside)
        people = int(study.population[inside].sum())
        rows.append((group.name, group.legal_form, len(inside), people, names))
    title = Text("Regiegebieden en hun leden", "Regie regions and their members")
    return _table(study, "regions", title, columns, rows)


def _table(
    study: Study,
    name: str,
    title: Text,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Cell, ...]],
) -> Table:
    from regiekaart.language import EN, NL

    origin = Provenance.of(study)
    notes = [
        Text(origin.source_line(NL), origin.source_line(EN)),
        Text(origin.evidence_line(NL), origin.evidence_line(EN)),
    ]
    return Table(
        name, title, study_line(study), columns, tuple(rows), tuple(notes), study.fictional
    )


def study_line(study: Study) -> Text:
    """Return what a study is, in one line."""
    from regiekaart.language import EN, NL

    span = f"{study.cycle.start.year}-{study.cycle.end.year}"
    within = study.cycle.holds(study.date)
    beyond = Text("", "") if within else Text(" (buiten de cyclus)", " (outside the cycle)")
    return Text(
        f"cyclus {span} · toestand op {NL.date(study.date)}{beyond.nl} · "
        f"bevolking op 1 januari {study.population_year}",
        f"cycle {span} · situation on {EN.date(study.date)}{beyond.en} · "
        f"population on 1 January {study.population_year}",
    )


def study_tables(study: Study) -> list[Table]:
    """Return every table that a study has on its date."""
    by = [None, *study.partitions, BY_GROUP]
    return [
        *(coverage_table(coverage(study, part)) for part in by),
        unit_table(study),
        group_table(study),
    ]


def cell_text(cell: Cell, language: Language, *, compact: bool = False) -> str:
    """Return a value as people read it; compact for a table on paper, which has little room."""
    if isinstance(cell, Share):
        return cell.compact(language) if compact else cell.text(language)
    if isinstance(cell, int):
        return language.integer(cell)
    return "" if cell is None else language.say(cell)


def as_text(table: Table, language: Language) -> str:
    """Return a table for the terminal, figures aligned to the right."""
    header = [language.say(column.header) for column in table.columns]
    body = [[printable(cell_text(cell, language)) for cell in row] for row in table.rows]
    widths = [max(map(len, cells)) for cells in zip(header, *body, strict=True)]
    right = [column.kind in {"count", "share"} for column in table.columns]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(cells, widths, right, strict=True)
        ]
        return "  ".join(padded).rstrip()

    title = language.say(table.title)
    if table.fictional:
        title = f"{language.say(FICTIONAL).upper()} · {title}"
    rule = "  ".join("─" * width for width in widths)
    notes = [language.say(note) for note in table.notes]
    return "\n".join(
        [title, language.say(table.subtitle), "", line(header), rule, *map(line, body), "", *notes]
    )


def printable(text: str) -> str:
    """Return text without control characters, which could command a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def as_csv(table: Table, language: Language, *, for_people: bool = False) -> str:
    """Return a table as CSV, shares as fractions with an upper bound of their own.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.

    Parameters
    ----------
    for_people
        Whether the file is for a spreadsheet in the language: in Dutch with semicolons, decimal
        commas and a mark that says UTF-8. Else with commas and points, for programs.
    """
    stream = io.StringIO()
    local = for_people and language.decimal_mark == ","
    writer = csv.writer(stream, lineterminator="\r\n", delimiter=";" if local else ",")
    header: list[str] = []
    for column in table.columns:
        word = language.say(column.header)
        maximum = language.say(Text("maximum", "maximum"))
        header += [word, f"{word} ({maximum})"] if column.kind == "share" else [word]
    remark = [language.say(Text("let op", "beware"))] if table.fictional else []
    writer.writerow([*header, *remark])
    warning = [language.say(FICTIONAL)] if table.fictional else []
    for row in table.rows:
        cells = [part for cell in row for part in _csv_cells(cell, language, local=local)]
        writer.writerow([*cells, *warning])
    return ("\ufeff" if for_people else "") + stream.getvalue()


def _csv_cells(cell: Cell, language: Language, *, local: bool) -> list[str]:
    if isinstance(cell, Share):
        bounds = ["" if b is None else repr(float(b)) for b in (cell.low, cell.high)]
        return [b.replace(".", ",") for b in bounds] if local else bounds
    if isinstance(cell, int):
        return [str(cell)]
    text = "" if cell is None else language.say(cell)
    return ["'" + text if text.startswith(FORMULA_STARTS) else text]
