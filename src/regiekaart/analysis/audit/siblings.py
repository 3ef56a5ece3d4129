"""One published figure against others: repeated, numbers of groups, newcomers, over time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from regiekaart.analysis.audit.book import (
    FORECAST,
    GROUP_AGREEMENTS,
    GROUPS,
    UNIT_COVERAGE,
)
from regiekaart.analysis.audit.index import MOST, day_order, printed_order
from regiekaart.analysis.audit.model import Check, Verdict, moment, percent
from regiekaart.analysis.audit.possible import possible_newcomers
from regiekaart.analysis.audit.printed import Convention, fits, possible_shares, rounded
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from regiekaart.analysis.audit.book import Book
    from regiekaart.facts.published import PublishedFigure


def checks(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield the checks of a figure against other figures, its own table aside."""
    yield from _repetition(figure, book)
    yield from _number_of_groups(figure, book)
    yield from _newcomers(figure, book)
    yield from _over_time(figure, book)


def _repetition(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield whether a figure that was printed before is repeated as it was."""
    first = book.index.first_printed(figure.measure, figure.scope, day_order(figure.as_of))
    if first is None or printed_order(first) >= printed_order(figure):
        return
    if first.count is not None and figure.count is not None:
        yield _same_count(figure, first.count, first)
    if first.printed_share is not None and figure.printed_share is not None:
        yield _same_share(figure, figure.printed_share, first, first.printed_share)


def _same_count(figure: PublishedFigure, count: int, first: PublishedFigure) -> Check:
    good = figure.count == count
    when = moment(first.published_on)
    message = Text(
        f"de publicatie van {when.nl} geeft {count}",
        f"the publication of {when.en} gives {count}",
    )
    verdict = Verdict.CONSISTENT if good else Verdict.INCONSISTENT
    return Check("repetition", verdict, figure.count, count, message)


def _same_share(
    figure: PublishedFigure, share: Fraction, first: PublishedFigure, before: Fraction
) -> Check:
    decimals = min(figure.decimals or 0, first.decimals or 0)
    ranges = [possible_shares(f, Convention.EITHER) for f in (figure, first)]
    shown = percent(before, first.decimals or 0)
    words = Text("bijna ", "almost ") if first.qualifier == "almost" else Text("", "")
    when = moment(first.published_on)
    nl = f"de publicatie van {when.nl} geeft {words.nl}{shown.nl}"
    en = f"the publication of {when.en} gives {words.en}{shown.en}"
    remark = False
    if first.share is not None:
        exact = percent(first.share)
        nl += f" ({first.count} op {first.total}, {exact.nl})"
        en += f" ({first.count} of {first.total}, {exact.en})"
        if not fits(first.share, figure, Convention.EITHER):
            remark = True
            nl += "; hier staat het zonder voorbehoud"
            en += "; here it stands without reservation"
    same = rounded(share, decimals) == rounded(before, decimals)
    if same or (first.share is not None and fits(first.share, figure, Convention.EITHER)):
        verdict = Verdict.CONSISTENT
    elif first.share is None and ranges[0] and ranges[1] and ranges[0].meets(ranges[1]):
        verdict = Verdict.UNVERIFIABLE
    else:
        verdict = Verdict.INCONSISTENT
    remark = remark and verdict is Verdict.CONSISTENT
    return Check("repetition", verdict, share, before, Text(nl, en), remark)


def _number_of_groups(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield whether the agreements' table counts the groups of the cycle."""
    forecast = GROUP_AGREEMENTS + FORECAST
    if figure.measure not in {GROUPS, GROUP_AGREEMENTS, forecast}:
        return
    others = (GROUP_AGREEMENTS, forecast) if figure.measure == GROUPS else (GROUPS,)
    mine = figure.count if figure.measure == GROUPS else figure.total
    cycle = book.cycle(figure.as_of)
    counted = {
        key: other
        for measure in reversed(others)
        for key, other in book.group_counts(measure, figure.scope, cycle).items()
    }
    for (_, theirs), other in islice(counted.items(), MOST):
        if mine is None:
            continue
        good, when = mine == theirs, moment(other.published_on)
        # The table is backed by its own parts, which add up, or told by them that it is off.
        backed = not good and not _total_adds_up(
            figure if figure.measure != GROUPS else other, book
        )
        if backed and figure.measure == GROUPS:
            continue
        yield Check(
            "number-of-regions",
            Verdict.CONSISTENT if good else Verdict.INCONSISTENT,
            mine,
            theirs,
            Text(
                f"{other.publication} ({when.nl}) telt er {theirs} in cyclus {cycle}",
                f"{other.publication} ({when.en}) counts {theirs} in cycle {cycle}",
            ),
        )


def _total_adds_up(figure: PublishedFigure, book: Book) -> bool:
    tables = [table for table in book.tables_with(figure) if table.whole is figure]
    return all(sum(p.total or 0 for p in t.parts) == figure.total for t in tables if t.complete)


def _newcomers(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield whether the newcomers fit the members before and after."""
    if figure.measure != "new_municipalities" or figure.count is None:
        return
    before = book.index.before(figure, UNIT_COVERAGE)
    now = book.members(figure.scope, figure.as_of)
    was = book.members(before.scope, before.as_of) if before else None
    if before is None or now is None or was is None:
        return
    yield _net_growth(figure.count, was, now, book)
    studies = book.study(before.as_of), book.study(figure.as_of)
    if studies[0] is None or studies[1] is None:
        return
    span = possible_newcomers(studies[0], studies[1], was[0], now[0])
    if span is not None and span.low <= span.high:
        good = span.low <= figure.count <= span.high
        yield Check(
            "possible-newcomers",
            Verdict.CONSISTENT if good else Verdict.INCONSISTENT,
            figure.count,
            span,
            Text(
                f"met de leden die bekend zijn, kunnen er {span.low} tot {span.high} nieuw zijn",
                f"with the members that are known, {span.low} to {span.high} can be new",
            ),
        )


def _net_growth(
    new: int,
    was: tuple[int, PublishedFigure],
    now: tuple[int, PublishedFigure],
    book: Book,
) -> Check:
    net = now[0] - was[0]
    nl = f"{was[0]} in {was[1].as_of}, {now[0]} in {now[1].as_of}: {now[0]} − {was[0]} = {net}"
    en = f"{was[0]} in {was[1].as_of}, {now[0]} in {now[1].as_of}: {now[0]} − {was[0]} = {net}"
    if new > net:
        nl += f", niet {new}; dat kan alleen als er ook {new - net} wegvielen"
        en += f", not {new}; that is only possible if {new - net} left as well"
    elif new < net:
        nl += f", meer dan de {new} nieuwe"
        en += f", more than the {new} new ones"
    units = [book.units(f) for _, f in (was, now)]
    other = units[0] is not None and units[1] is not None and len(units[0]) != len(units[1])
    if other and new == net and units[0] is not None and units[1] is not None:
        nl += f" (van {int(units[0].sum())} en {int(units[1].sum())} gemeenten)"
        en += f" (of {int(units[0].sum())} and {int(units[1].sum())} municipalities)"
    verdict = Verdict.CONSISTENT if new == net else Verdict.INCONSISTENT
    return Check("newcomers", verdict, new, net, Text(nl, en), remark=other and new == net)


def _over_time(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield the remark that two shares of one publication have other denominators."""
    if figure.measure != UNIT_COVERAGE:
        return
    now = book.units(figure)
    if now is None:
        return
    ours = int(now.sum())
    for theirs, other in book.denominators(figure).items():
        if ours != theirs and day_order(other.as_of) < day_order(figure.as_of):
            message = Text(
                f"het aandeel van {figure.as_of} is er een van {ours} gemeenten, dat van "
                f"{other.as_of} ernaast een van {theirs}: de noemers verschillen",
                f"the share of {figure.as_of} is one of {ours} municipalities, that of "
                f"{other.as_of} beside it one of {theirs}: the denominators differ",
            )
            yield Check("over-time", Verdict.CONSISTENT, ours, theirs, message, remark=True)
