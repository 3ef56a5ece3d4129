"""Parts against totals: whether the parts of a table add up, and if not, which row is off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from regiekaart.analysis.audit.book import FORECAST, FORM, OF_UNITS, Table
from regiekaart.analysis.audit.model import Check, Verdict, listing, moment
from regiekaart.analysis.audit.printed import fits
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.analysis.audit.book import Book
    from regiekaart.facts.published import PublishedFigure


def checks(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield the checks of a figure against the table that it stands in."""
    for table in book.tables_with(figure):
        yield from _counts(figure, table, book)
        yield from _totals(figure, table, book)
    yield from _same_total(figure, book)
    yield from _not_below_present(figure, book)
    yield from _forms(figure, book)


def _counts(figure: PublishedFigure, table: Table, book: Book) -> Iterator[Check]:
    numbers = [part.count for part in table.parts if part.count is not None]
    whole = table.whole.count
    if whole is None or len(numbers) < len(table.parts):
        return
    found, sum_ = sum(numbers), "+".join(map(str, numbers))
    head = Text(f"{sum_} = {NL.integer(found)}", f"{sum_} = {EN.integer(found)}")
    if found == whole and table.complete:
        yield _fine("parts", figure, head)
        return
    excused = _excused(table, found, whole)
    if excused is not None:
        yield Check("parts", Verdict.UNVERIFIABLE, whole, found, _and(head, excused))
        return
    culprits = _culprits(table, found - whole, book)
    if figure in culprits:
        yield _off("parts", figure, head, whole, found, culprits)


def _excused(table: Table, found: int, whole: int) -> Text | None:
    """Return why parts need not add up to the whole, if so."""
    if not table.complete and found <= whole:
        return Text("; niet elk deel is gedrukt", "; not every part was printed")
    if table.complete and table.whole.measure not in OF_UNITS and found > whole:
        return Text(
            f", meer dan {whole}: een regiegebied over een grens kan dubbel geteld zijn",
            f", more than {whole}: a region across a border may be counted twice",
        )
    return None


def _culprits(table: Table, difference: int, book: Book) -> list[PublishedFigure]:
    """Return the rows that can be off by a difference: best those whose percentage says so too."""
    rows = [table.whole, *table.parts]
    repaired = {
        row.id: replace(
            row, count=(row.count or 0) + (1 if row is table.whole else -1) * difference
        )
        for row in rows
    }

    def good(row: PublishedFigure) -> bool:
        return (
            row.share is None or row.percent is None or fits(row.share, row, book.convention(row))
        )

    mended = [row for row in rows if good(repaired[row.id])]
    sure = [row for row in mended if not good(row)]
    return sure or mended or rows


def _totals(figure: PublishedFigure, table: Table, book: Book) -> Iterator[Check]:
    numbers = [part.total for part in table.parts if part.total is not None]
    whole = table.whole.total
    if whole is None or not numbers or len(numbers) < len(table.parts) or not table.complete:
        return
    found, sum_ = sum(numbers), "+".join(map(str, numbers))
    head = Text(
        f"de noemers {sum_} = {NL.integer(found)}", f"the denominators {sum_} = {EN.integer(found)}"
    )
    if found == whole:
        yield _fine("parts-total", figure, head)
        return
    culprits = _wrong_totals(table, book)
    if figure in culprits:
        yield _off("parts-total", figure, head, figure.total, None, culprits, whole)
    elif figure is table.whole:
        names = listing([row.scope for row in culprits])
        why = Text(f", niet {whole}: het ligt aan {names.nl}", f", not {whole}: due to {names.en}")
        yield Check("parts-total", Verdict.CONSISTENT, whole, found, _and(head, why), remark=True)


def _wrong_totals(table: Table, book: Book) -> list[PublishedFigure]:
    """Return the rows whose total is off: against the units of the day, or against a like table."""
    rows = [table.whole, *table.parts]
    if table.whole.measure in OF_UNITS:
        counted = {row.id: book.units(row) for row in rows}
        wrong = [
            row
            for row in rows
            if (inside := counted[row.id]) is not None and row.total != int(inside.sum())
        ]
    else:
        wrong = [row for row in rows if any(o.total != row.total for o in _beside(row, book))]
    return wrong or rows


def _beside(figure: PublishedFigure, book: Book) -> Iterator[PublishedFigure]:
    """Yield the figure of the same scope in the table beside: the present, or the forecast."""
    base = figure.measure.removesuffix(FORECAST)
    other = base if figure.measure.endswith(FORECAST) else base + FORECAST
    for sibling in book.index.beside(figure, other):
        if sibling.total is not None:
            yield sibling


def _same_total(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield whether the present and the forecast of a scope are out of the same total."""
    if figure.total is None:
        return
    for sibling in _beside(figure, book):
        if sibling.total == figure.total:
            continue
        wrong = _off_by_its_table(figure, sibling, book)
        if figure in wrong:
            yield Check(
                "same-total",
                Verdict.INCONSISTENT,
                figure.total,
                sibling.total,
                Text(
                    f"dezelfde publicatie geeft voor {figure.scope} ook {sibling.total} als noemer",
                    f"the same publication also gives {sibling.total} as denominator of "
                    f"{figure.scope}",
                ),
            )


def _off_by_its_table(
    one: PublishedFigure, other: PublishedFigure, book: Book
) -> list[PublishedFigure]:
    """Return which of two does not add up in its own table; both if that does not tell."""
    backed = [row for row in (one, other) if _adds_up(row, book)]
    return [row for row in (one, other) if row not in backed] or [one, other]


def _adds_up(figure: PublishedFigure, book: Book) -> bool:
    return any(
        table.complete and sum(p.total or 0 for p in table.parts) == table.whole.total
        for table in book.tables_with(figure)
    )


def _not_below_present(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield whether a forecast is at least what there was when it was made."""
    if not figure.measure.endswith(FORECAST) or figure.count is None:
        return
    for present in _beside(figure, book):
        if present.count is None:
            continue
        good = figure.count >= present.count
        then, now = moment(figure.as_of), moment(present.as_of)
        yield Check(
            "forecast",
            Verdict.CONSISTENT if good else Verdict.INCONSISTENT,
            figure.count,
            present.count,
            Text(
                f"{figure.count} verwacht op {then.nl}; op {now.nl} waren het er {present.count}",
                f"{figure.count} expected on {then.en}; there were {present.count} on {now.en}",
            ),
        )


def _forms(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield whether the groups per legal form add up to the total that each row prints."""
    if not figure.measure.startswith(FORM) or figure.total is None:
        return
    rows = book.forms(figure)
    if not rows:
        return
    totals = Counter(row.total for row in rows)
    total, times = totals.most_common(1)[0]
    if figure.total != total and times > 1:
        message = Text(
            f"de andere rechtsvormen hebben {total} als totaal, deze {figure.total}",
            f"the other legal forms have {total} as their total, this one {figure.total}",
        )
        yield Check("parts", Verdict.INCONSISTENT, figure.total, total, message)
        return
    found = sum(row.count or 0 for row in rows)
    head = Text.same("+".join(str(row.count) for row in rows) + f" = {found}")
    if found == total:
        yield _fine("parts", figure, head)
    elif found < (total or 0):
        why = Text(
            f" van {total}; mogelijk ontbreekt een vorm", f" of {total}; a form may be missing"
        )
        yield Check("parts", Verdict.INCONSISTENT, total, found, _and(head, why))
    else:
        yield _off("parts", figure, head, total, found, rows, total)


def _fine(check: str, figure: PublishedFigure, message: Text) -> Check:
    value = figure.total if check == "parts-total" else figure.count
    return Check(check, Verdict.CONSISTENT, value, value, message)


def _off(
    check: str,
    figure: PublishedFigure,
    head: Text,
    printed: int | None,
    expected: int | None,
    culprits: Sequence[PublishedFigure],
    whole: int | None = None,
) -> Check:
    """Return that the parts do not add up, and how sure it is that this row is the one."""
    total = printed if whole is None else whole
    tail = Text(f", niet {total}", f", not {total}")
    if len(culprits) > 1:
        names = Text(
            NL.listing([row.id for row in culprits]), EN.listing([row.id for row in culprits])
        )
        tail = Text(
            f"{tail.nl}; een van deze rijen klopt niet: {names.nl}",
            f"{tail.en}; one of these rows is wrong: {names.en}",
        )
    else:
        tail = Text(f"{tail.nl}; het ligt aan {figure.scope}", f"{tail.en}; due to {figure.scope}")
    return Check(check, Verdict.INCONSISTENT, printed, expected, _and(head, tail))


def _and(head: Text, tail: Text) -> Text:
    return Text(head.nl + tail.nl, head.en + tail.en)
