"""Two subsidies side by side in tables: two choices compared, and what a move does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.analysis.staircase import Staircase
from regiekaart.language import EN, NL, Text
from regiekaart.study import UNKNOWN
from regiekaart.words.subsidy import TOTAL, ages_header
from regiekaart.words.subsidy_notes import approximation, framed, mark, notes_of, settings_of
from regiekaart.words.table import Cell, Change, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regiekaart.analysis.awards import Awards, ComparedRegion, Comparison
    from regiekaart.study import Study


def comparison_table(compared: Comparison, *, sheet: bool = False) -> Table:
    """Return two distributions side by side, with the difference per region.

    Parameters
    ----------
    compared
        The distributions.
    sheet
        For a spreadsheet or a program: every region, and a word instead of the mark.
    """
    before, after = _labels(compared.before, compared.after)
    columns = [
        Column("region", compared.before.study.scheme.group.one),
        Column("total", Text(f"€ {before.nl}", f"€ {before.en}"), "money"),
        Column("total_against", Text(f"€ {after.nl}", f"€ {after.en}"), "money"),
        Column("difference", Text("€ verschil", "€ difference"), "change"),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            row.region,
            row.before.total if row.before else None,
            row.after.total if row.after else None,
            Change(row.difference),
        )
        for row in _shown(compared, sheet=sheet)
    ]
    rows.append((TOTAL, *_totals(compared)))
    title = Text("Twee verdelingen vergeleken", "Two distributions compared")
    told = _unshown_notes(compared, sheet=sheet)
    return _marked(compared, "subsidy-comparison", title, columns, rows, first=told, sheet=sheet)


def _shown(compared: Comparison, *, sheet: bool) -> list[ComparedRegion]:
    """Return the regions that are shown: on a screen those of which something changes."""
    return [row for row in compared.rows if sheet or _changes(row)]


def _changes(row: ComparedRegion) -> bool:
    """Return whether an amount of a region changes, or what it is made of."""
    if row.before is None or row.after is None or row.difference:
        return True
    return any(
        getattr(row.before, key, None) != getattr(row.after, key, None)
        for key in ("working_age", "jobseekers", "population")
    )


def _unshown_notes(compared: Comparison, *, sheet: bool) -> list[Text]:
    """Return how many regions do not change, and where they are."""
    count = len(compared.rows) - len(_shown(compared, sheet=sheet))
    if not count:
        return []
    noun, one = compared.before.study.scheme.group.count(count), count == 1
    return [
        Text(
            f"{NL.integer(count)} {noun.nl} {'verandert' if one else 'veranderen'} niet en "
            f"{'staat' if one else 'staan'} alleen in de uitvoer als CSV en JSON.",
            f"{EN.integer(count)} {noun.en} {'does' if one else 'do'} not change and "
            f"{'is' if one else 'are'} in the output as CSV and JSON only.",
        )
    ]


def _totals(compared: Comparison) -> tuple[Cell, ...]:
    return compared.before.total, compared.after.total, Change(compared.difference)


def _marked(
    compared: Comparison,
    name: str,
    title: Text,
    columns: Sequence[Column],
    rows: Iterable[tuple[Cell, ...]],
    *,
    first: Iterable[Text] = (),
    sheet: bool,
) -> Table:
    """Return a table of both sides, in which the regions that are approximate are marked.

    On a sheet the mark is the last column; for people it stands next to the region.
    """
    approximate = compared.approximate
    if approximate or sheet:
        place = len(columns) if sheet else 1
        marks = [mark(row[0] in approximate, sheet=sheet) for row in rows]
        columns = [*columns[:place], approximation(sheet=sheet), *columns[place:]]
        rows = [(*row[:place], cell, *row[place:]) for row, cell in zip(rows, marks, strict=True)]
    return framed(
        compared.before,
        name,
        title,
        columns,
        rows,
        first=first,
        last=notes_of(compared.after),
        approximate=bool(approximate),
    )


def effect_table(
    compared: Comparison, moves: Mapping[str, str | None], *, sheet: bool = False
) -> Table:
    """Return what it does to each region if some municipalities move.

    Parameters
    ----------
    compared
        The distribution as it is, and as it would be.
    moves
        NIS code to the name of a region, None for no region.
    sheet
        For a spreadsheet or a program: every region, and a word instead of the mark.
    """
    if isinstance(compared.before, Staircase):
        keys = {"population": Text("inwoners", "inhabitants")}
    else:
        keys = {
            "working_age": ages_header(compared.before),
            "jobseekers": Text("werkzoekenden", "jobseekers"),
        }
    columns = [Column("region", compared.before.study.scheme.group.one)]
    for key, header in keys.items():
        before = Text(f"{header.nl} voor", f"{header.en} before")
        after = Text(f"{header.nl} na", f"{header.en} after")
        columns += [Column(key, before, "count"), Column(f"{key}_after", after, "count")]
    columns += [
        Column("total", Text("€ voor", "€ before"), "money"),
        Column("total_after", Text("€ na", "€ after"), "money"),
        Column("difference", Text("€ verschil", "€ difference"), "change"),
    ]
    rows: list[tuple[Cell, ...]] = []
    for row in _shown(compared, sheet=sheet):
        sides = (row.before, row.after)
        cells: list[Cell] = [getattr(side, key) if side else None for key in keys for side in sides]
        totals = [side.total if side else None for side in sides]
        rows.append((row.region, *cells, *totals, Change(row.difference)))
    sums: list[Cell] = [
        sum(getattr(row, key) for row in side.rows)
        for key in keys
        for side in (compared.before, compared.after)
    ]
    rows.append((TOTAL, *sums, *_totals(compared)))
    title = Text("Wat als: gemeenten verplaatst", "What if: municipalities moved")
    told = [_move_note(compared.before.study, nis, region) for nis, region in moves.items()]
    told += _unshown_notes(compared, sheet=sheet)
    return _marked(compared, "subsidy-effect", title, columns, rows, first=told, sheet=sheet)


def _move_note(study: Study, nis: str, region: str | None) -> Text:
    unit = study.position[nis]
    name, group = study.names[unit], int(study.group_of[unit])
    if group >= 0:
        old = Text.same(study.groups[group].name)
    elif group == UNKNOWN:
        old = Text("onbekend", "unknown")
    else:
        old = Text("geen regiegebied", "no region")
    new = Text.same(region) if region else Text("geen regiegebied", "no region")
    return Text(
        f"Verplaatst: {name}, van {old.nl} naar {new.nl}.",
        f"Moved: {name}, from {old.en} to {new.en}.",
    )


def _labels(before: Awards, after: Awards) -> tuple[Text, Text]:
    """Return what tells two distributions apart, one label each."""
    one, other = settings_of(before), settings_of(after)
    differ = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    if "scheme" in differ:
        differ = ["scheme"]
    elif not differ:
        return Text("totaal", "total"), Text("vergeleken", "compared")
    labels = []
    for settings in (one, other):
        said = [settings[key] for key in differ if key in settings]
        labels.append(Text(", ".join(t.nl for t in said), ", ".join(t.en for t in said)))
    return labels[0], labels[1]
