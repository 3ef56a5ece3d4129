"""The subsidy in a table: what each region gets."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.staircase import Decided, Staircase
from regiekaart.language import EN, NL, Text
from regiekaart.words.subsidy_notes import (
    announced_regions,
    approximation,
    framed,
    is_partial,
    mark,
)
from regiekaart.words.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.awards import Awards
    from regiekaart.analysis.distribution import Distribution, RegionAmount

TOTAL: Final = Text("totaal", "total")
DECIDED_WORDS: Final = {
    Decided.STEP: Text("de trap", "the step"),
    Decided.CAP: Text("plafond zonder centrumstad", "cap without a centre city"),
    Decided.CITY_CAP: Text("plafond met centrumstad", "cap with a centre city"),
    Decided.TOO_SMALL: Text("te weinig inwoners", "too few inhabitants"),
}


def subsidy_table(found: Awards, *, sheet: bool = False) -> Table:
    """Return what each region gets, the total last.

    Parameters
    ----------
    found
        The amounts.
    sheet
        For a spreadsheet or a program: with the shares of each key, with the bounds in columns of
        their own, and with a word instead of the mark of what is approximate.
    """
    if isinstance(found, Staircase):
        return _staircase_table(found)
    return _key_sheet(found) if sheet else _key_table(found)


def ages_header(found: Distribution) -> Text:
    """Return the header of the working-age population, which names the ages."""
    return Text(f"bevolking {found.ages}", f"population {found.ages}")


def _key_table(found: Distribution) -> Table:
    """Return the table for people: as wide as a screen, marked where it is approximate.

    Only what is approximate has its bounds here.
    """
    columns = [
        Column("region", found.study.scheme.group.one),
        Column("working_age", ages_header(found), "count"),
        Column("jobseekers", _JOBSEEKERS, "count"),
        *_AMOUNTS,
    ]
    rows = [
        (_name(found, row), row.working_age, row.jobseekers, *_amounts(found, row))
        for row in _all_rows(found)
    ]
    if found.splits:
        columns.insert(2, approximation(sheet=False))
        # Amounts, so that they stand to the right; two in one cell, so that they are words.
        columns.append(Column("between", Text("€ tussen", "€ between"), "money"))
        rows = [
            (
                *cells[:2],
                mark(_approximate(found, row), sheet=False),
                *cells[2:],
                _between(found, row),
            )
            for row, cells in zip(_all_rows(found), rows, strict=True)
        ]
    return _key_frame(found, columns, rows)


def _key_sheet(found: Distribution) -> Table:
    """Return the table for programs: clean numbers, and the same columns whatever is in it."""
    whole = found.whole
    columns = [
        Column("region", found.study.scheme.group.one),
        Column("working_age", ages_header(found), "count"),
        Column("working_age_share", Text("% bevolking", "% population"), "percent"),
        Column("jobseekers", _JOBSEEKERS, "count"),
        Column("jobseekers_share", Text("% werkzoekenden", "% jobseekers"), "percent"),
        *_AMOUNTS,
        Column("total_min", Text("€ minstens", "€ at least"), "money"),
        Column("total_max", Text("€ hoogstens", "€ at most"), "money"),
        approximation(sheet=True),
    ]
    rows = []
    for row in _all_rows(found):
        bounds = found.whole_bounds if row is whole else found.bounds[row.region]
        rows.append(
            (
                _name(found, row),
                row.working_age,
                _part(row.working_age, whole.working_age),
                row.jobseekers,
                _part(row.jobseekers, whole.jobseekers),
                *_amounts(found, row),
                bounds.total_min,
                bounds.total_max,
                mark(_approximate(found, row), sheet=True),
            )
        )
    return _key_frame(found, columns, rows)


_JOBSEEKERS: Final = Text("werkzoekenden", "jobseekers")
_AMOUNTS: Final = (
    Column("amount_working_age", Text("€ bevolking", "€ population"), "money"),
    Column("amount_jobseekers", Text("€ werkzoekenden", "€ jobseekers"), "money"),
    Column("amount_equal", Text("€ gelijk deel", "€ equal part"), "money"),
    Column("total", Text("€ totaal", "€ total"), "money"),
    Column("share", Text("% totaal", "% total"), "percent"),
)


def _amounts(found: Distribution, row: RegionAmount) -> tuple[Cell, ...]:
    return (
        row.amount_working_age,
        row.amount_jobseekers,
        row.amount_equal,
        row.total,
        Fraction(row.total) / Fraction(found.total),
    )


def _all_rows(found: Distribution) -> tuple[RegionAmount, ...]:
    return (*found.rows, found.whole)


def _name(found: Distribution, row: RegionAmount) -> str | Text:
    return TOTAL if row is found.whole else row.region


def _approximate(found: Distribution, row: RegionAmount) -> bool:
    """Return whether the jobseekers of a row are; those of the whole are if some count for none."""
    if row is found.whole:
        return any(split.leaks for split in found.splits)
    return row.region in found.approximate


def _between(found: Distribution, row: RegionAmount) -> Text | None:
    if row is found.whole or not _approximate(found, row):
        return None
    bounds = found.bounds[row.region]
    low, high = bounds.total_min, bounds.total_max
    return Text(
        f"{NL.decimal(low, 2)} – {NL.decimal(high, 2)}",
        f"{EN.decimal(low, 2)} – {EN.decimal(high, 2)}",
    )


def _part(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _key_frame(
    found: Distribution,
    columns: Sequence[Column],
    rows: Sequence[tuple[Cell, ...]],
) -> Table:
    budget = Text(NL.decimal(found.budget, 2), EN.decimal(found.budget, 2))
    title = Text(
        f"Verdeling van {budget.nl} euro over de regiegebieden",
        f"Distribution of {budget.en} euro over the regie regions",
    )
    if is_partial(found.study):
        only = _if_only(found)
        title = Text(
            f"Verdeling van {budget.nl} euro {only.nl}",
            f"Distribution of {budget.en} euro {only.en}",
        )
    approximate = bool(found.splits)
    return framed(found, "subsidy", title, columns, rows, approximate=approximate, bounds=True)


def _if_only(found: Awards) -> Text:
    """Return of which groups the amounts of a partial list would be."""
    count, announced = len(found.rows), announced_regions(found.study)
    if count == announced:
        return Text("als dit alle leden waren", "if these were all the members")
    noun = found.study.scheme.group.count(count)
    were = "was" if count == 1 else "waren"
    few = announced is None or count < announced
    return Text(
        f"als er {'maar ' if few else ''}{NL.integer(count)} {noun.nl} {were}",
        f"if there {'was' if count == 1 else 'were'} {'only ' if few else ''}"
        f"{EN.integer(count)} {noun.en}",
    )


def _staircase_table(found: Staircase) -> Table:
    columns = (
        Column("region", found.study.scheme.group.one),
        Column("population", Text("inwoners", "inhabitants"), "count"),
        Column("centre_cities", Text("centrumstad", "centre city")),
        Column("step", Text("€ trap", "€ step"), "money"),
        Column("most", Text("€ plafond", "€ cap"), "money"),
        Column("total", Text("€ bedrag", "€ amount"), "money"),
        Column("decided", Text("bepaald door", "decided by")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row.region,
            row.population,
            ", ".join(row.centre_cities),
            row.step,
            row.most,
            row.total,
            DECIDED_WORDS[row.decided],
        )
        for row in found.rows
    ]
    people = sum(row.population for row in found.rows)
    rows.append((TOTAL, people, "", None, None, found.total, ""))
    title = Text(
        "Subsidie per regiegebied volgens de trappen van vóór 2023",
        "Subsidy by regie region by the steps of before 2023",
    )
    if is_partial(found.study):
        only = _if_only(found)
        title = Text(f"{title.nl}, {only.nl}", f"{title.en}, {only.en}")
    return framed(found, "subsidy-staircase", title, columns, rows)
