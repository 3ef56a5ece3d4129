"""A published figure against the data: denominators, intervals, and what is possible at all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.audit.book import (
    OF_UNITS,
    PEOPLE_COVERAGE,
    UNIT_COVERAGE,
)
from regiekaart.analysis.audit.budgets import BUDGET, INCREASE, PREVIOUS
from regiekaart.analysis.audit.model import Bounds, Check, Verdict, moment, percent
from regiekaart.analysis.audit.possible import possible_population_share
from regiekaart.analysis.audit.printed import implied_counts, possible_shares
from regiekaart.facts.flanders import history
from regiekaart.facts.territory import LAST_DAY
from regiekaart.language import EN, NL, Text
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from regiekaart.analysis.audit.book import Book
    from regiekaart.facts.published import PublishedFigure
    from regiekaart.study import Study


# There are no data to hold a budget against.
_WITHOUT_DATA: Final = frozenset({BUDGET, INCREASE, PREVIOUS})


def checks(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield the checks of a coverage, or of a table of units, against the data."""
    if figure.measure in _WITHOUT_DATA:
        return
    study, inside = book.study(figure.as_of), book.units(figure)
    if study is None or (inside is None and figure.measure in OF_UNITS | {PEOPLE_COVERAGE}):
        yield _no_data(figure, study)
        return
    if inside is None:
        return
    if figure.measure in OF_UNITS and figure.total is not None:
        yield _denominator(figure, figure.total, study, inside)
    if figure.measure == UNIT_COVERAGE:
        yield from _units(figure, study, inside, book)
    elif figure.measure == PEOPLE_COVERAGE:
        yield from _people(figure, study, inside, book)


def _no_data(figure: PublishedFigure, study: Study | None) -> Check:
    when = moment(figure.as_of)
    message = (
        Text(f"geen gegevens voor {when.nl}", f"no data for {when.en}")
        if study is None
        else Text(
            f"geen gebied met de naam {figure.scope} op {when.nl}",
            f"no area by the name of {figure.scope} on {when.en}",
        )
    )
    return Check("data", Verdict.UNVERIFIABLE, None, None, message, remark=True)


def _denominator(
    figure: PublishedFigure, total: int, study: Study, inside: NDArray[np.bool_]
) -> Check:
    found, day = int(inside.sum()), study.date
    if found == total:
        message = Text(
            f"{figure.scope} telde {found} gemeenten op {NL.date(day)}",
            f"{figure.scope} had {found} municipalities on {EN.date(day)}",
        )
        return Check("denominator", Verdict.CONSISTENT, total, found, message)
    nl = f"{figure.scope} telde op {NL.date(day)} {found} gemeenten, niet {total}"
    en = f"{figure.scope} had {found} municipalities on {EN.date(day)}, not {total}"
    if (when := _when(figure.scope, total, study)) is not None:
        nl, en = f"{nl}; {when.nl}", f"{en}; {when.en}"
    if figure.count is not None and figure.count <= found:
        shown = percent(Fraction(figure.count, found))
        nl += f" ({figure.count}/{found} = {shown.nl})"
        en += f" ({figure.count}/{found} = {shown.en})"
    return Check("denominator", Verdict.INCONSISTENT, total, found, Text(nl, en))


def _when(scope: str, total: int, study: Study) -> Text | None:
    """Return in which years the scope did have so many units; None if never."""
    for start, last, inside in _units_over_time("" if scope == study.scheme.whole else scope):
        if inside == total and not start <= study.date <= LAST_DAY.replace(year=last):
            return (
                Text(f"dat waren er tot en met {last}", f"there were so many until {last}")
                if last < study.date.year
                else Text(
                    f"dat zijn er sinds {start.year}", f"there are so many since {start.year}"
                )
            )
    return None


@lru_cache(maxsize=256)
def _units_over_time(scope: str) -> tuple[tuple[date, int, int], ...]:
    """Return, per set of municipalities, its start, its last year and how many a scope has.

    The scope is a province or an arrondissement; "" stands for the whole.
    """
    starts = list(history().vintages.values())
    ends = [later.year - 1 for later in starts[1:]] + [LAST_DAY.year]
    return tuple(
        (start, last, sum(scope in {"", *m.parts.values()} for m in units))
        for start, last in zip(starts, ends, strict=True)
        for units in [history().at(start).units]
    )


def _units(
    figure: PublishedFigure, study: Study, inside: NDArray[np.bool_], book: Book
) -> Iterator[Check]:
    known = int((inside & (study.group_of >= 0)).sum())
    most = known + int((inside & (study.group_of == UNKNOWN)).sum())
    if figure.count is not None:
        yield _within_members(figure.count, known, most)
    elif figure.printed_share is not None:
        counts = book.counts_of(figure)
        published = book.members(figure.scope, figure.as_of)
        if published is not None and published[1] is not figure and published[0] not in counts:
            # A rounder repetition of a count that was printed: `repetition` judges it.
            return
        yield _implied(figure, counts, int(inside.sum()), known, most, book)


def _within_members(count: int, known: int, most: int) -> Check:
    good = known <= count <= most
    nl = f"de lijst kent {known} leden" + ("" if known == most else f", ten hoogste {most}")
    en = f"the list knows {known} members" + ("" if known == most else f", {most} at most")
    verdict = Verdict.CONSISTENT if good else Verdict.INCONSISTENT
    span = Bounds(Fraction(known), Fraction(most))
    return Check("members", verdict, count, known if known == most else span, Text(nl, en))


def _implied(
    figure: PublishedFigure, counts: list[int], total: int, known: int, most: int, book: Book
) -> Check:
    """Return which counts give the printed percentage, and whether one of them is possible."""
    printed = figure.printed_share or Fraction(0)
    shown = percent(printed, figure.decimals or 0)
    possible = [count for count in counts if known <= count <= most]
    verdict = Verdict.CONSISTENT if possible else Verdict.INCONSISTENT
    if not counts:
        message = Text(
            f"geen enkel aantal van {total} gemeenten geeft {shown.nl}",
            f"no count out of {total} municipalities gives {shown.en}",
        )
        return Check("implied-count", verdict, printed, None, message)
    if len(counts) == 1:
        nl, en = f"{shown.nl} is {counts[0]} van {total}", f"{shown.en} is {counts[0]} of {total}"
        other = _totals_that_do_not_fit(figure, total, book)
        nl, en = nl + other.nl, en + other.en
    else:
        span = f"{counts[0]}–{counts[-1]}"
        nl, en = f"{shown.nl} is {span} van {total}", f"{shown.en} is {span} of {total}"
    if not possible:
        nl += f"; de lijst kent er {known}, ten hoogste {most}"
        en += f"; the list knows {known}, {most} at most"
    expected = (
        Fraction(counts[0], total)
        if len(counts) == 1
        else Bounds(Fraction(counts[0], total), Fraction(counts[-1], total))
    )
    remark = len(counts) == 1 and bool(possible)
    return Check("implied-count", verdict, printed, expected, Text(nl, en), remark)


def _totals_that_do_not_fit(figure: PublishedFigure, total: int, book: Book) -> Text:
    """Return that another number of units, of a like figure, gives the percentage with no count."""
    others = book.totals(figure.measure, figure.scope) - {total}
    convention = book.convention(figure)
    none = [str(n) for n in sorted(others) if not implied_counts(figure, n, convention)]
    if not none:
        return Text("", "")
    return Text(
        f"; op {NL.listing(none)} geeft geen enkel aantal dat percentage",
        f"; out of {EN.listing(none)} no count gives that percentage",
    )


def _people(
    figure: PublishedFigure, study: Study, inside: NDArray[np.bool_], book: Book
) -> Iterator[Check]:
    span = possible_shares(figure, book.convention(figure))
    total = int(study.population[inside].sum())
    if span is None or figure.printed_share is None or not total:
        return
    known = int(study.population[inside & (study.group_of >= 0)].sum())
    open_ = int(study.population[inside & (study.group_of == UNKNOWN)].sum())
    ours = Bounds(Fraction(known, total), Fraction(known + open_, total))
    one = ours.low == ours.high
    low, high = percent(ours.low), percent(ours.high)
    message = (
        Text(f"volgens de lijst {low.nl}", f"according to the list {low.en}")
        if one
        else Text(f"volgens de lijst {low.nl} tot {high.nl}", f"by the list {low.en} to {high.en}")
    )
    yield _against("interval", figure, span, ours, message)
    members = book.members(figure.scope, figure.as_of, figure.publication)
    if members is None or one:
        return
    possible = possible_population_share(study, members[0], inside)
    if possible is not None:
        low, high = percent(possible.low), percent(possible.high)
        count = int((inside & (study.group_of >= 0)).sum())
        message = Text(
            f"{members[0]} leden, van wie er {count} bekend zijn, kunnen {low.nl} tot {high.nl} "
            "van de bevolking hebben",
            f"{members[0]} members, {count} of them known, can have {low.en} to {high.en} "
            "of the population",
        )
        found = _against("possible", figure, span, possible, message)
        yield replace(found, remark=found.verdict is Verdict.CONSISTENT)


def _against(
    check: str, figure: PublishedFigure, span: Bounds, ours: Bounds, message: Text
) -> Check:
    good = span.meets(ours)
    verdict = Verdict.CONSISTENT if good else Verdict.INCONSISTENT
    expected = ours.low if ours.low == ours.high else ours
    return Check(check, verdict, figure.printed_share, expected, message)
