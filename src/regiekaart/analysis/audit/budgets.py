"""Budgets against each other: an increase is the difference of two budgets.

    increase = budget - the budget before it

Where publications disagree on the budget before, the one that gave it as its own budget counts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.audit.model import Check, Verdict
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.analysis.audit.book import Book
    from regiekaart.facts.published import PublishedFigure

BUDGET: Final = "budget_eur"
INCREASE: Final = "budget_increase_eur"
PREVIOUS: Final = "budget_previous_eur"


def checks(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield the checks of a budget, an increase, or a previous budget."""
    if figure.count is None:
        return
    if figure.measure == INCREASE:
        yield from _increase(figure, figure.count, book)
    elif figure.measure == PREVIOUS:
        yield from _previous(figure, figure.count, book)
    elif figure.measure == BUDGET:
        yield from _budget(figure, figure.count, book)


def _increase(figure: PublishedFigure, increase: int, book: Book) -> Iterator[Check]:
    now = book.index.at(figure, BUDGET)
    before = book.index.before(figure, BUDGET) or book.index.before(figure, PREVIOUS)
    if now is None or before is None or now.count is None or before.count is None:
        return
    found = now.count - before.count
    good = found == increase
    nl = f"{_nl(now.count)} − {_nl(before.count)} ({before.as_of}) = {_nl(found)} euro"
    en = f"{_en(now.count)} − {_en(before.count)} ({before.as_of}) = {_en(found)} euro"
    if not good:
        nl += f", niet {_nl(increase)}"
        en += f", not {_en(increase)}"
        hint = _rounding_hint(now.count, before.count + increase)
        nl, en = nl + hint.nl, en + hint.en
    yield _check("budget-increase", increase, found, Text(nl, en), good=good)


def _previous(figure: PublishedFigure, previous: int, book: Book) -> Iterator[Check]:
    """Yield whether a budget that is called the previous one is what was published then."""
    before = book.index.until(figure, BUDGET)
    if before is not None and before.count is not None:
        good = before.count == previous
        nl = f"het budget van {before.as_of} was {_nl(before.count)} euro"
        en = f"the budget of {before.as_of} was {_en(before.count)} euro"
        if not good:
            nl += ", en een verhoging daarna staat niet bij deze cijfers"
            en += ", and no increase after it is among these figures"
        nl, en = nl + _implied(figure, book).nl, en + _implied(figure, book).en
        yield _check("budget-before", previous, before.count, Text(nl, en), good=good)


def _implied(figure: PublishedFigure, book: Book) -> Text:
    """Return the budget before as a later budget and its increase imply it."""
    for day in book.index.days_after(INCREASE, figure.scope, figure.as_of):
        increase = book.index.on_day(INCREASE, figure.scope, day)[0]
        now = book.index.at(increase, BUDGET)
        if now is not None and now.count is not None and increase.count is not None:
            implied = now.count - increase.count
            return Text(
                f"; uit {_nl(now.count)} min {_nl(increase.count)} volgt {_nl(implied)}",
                f"; {_en(now.count)} less {_en(increase.count)} comes to {_en(implied)}",
            )
    return Text("", "")


def _budget(figure: PublishedFigure, budget: int, book: Book) -> Iterator[Check]:
    """Yield whether a budget is the one before plus the increase that was printed with it."""
    increase, before = book.index.at(figure, INCREASE), book.index.before(figure, BUDGET)
    if increase is None or before is None or increase.count is None or before.count is None:
        return
    found = before.count + increase.count
    message = Text(
        f"{_nl(before.count)} ({before.as_of}) + {_nl(increase.count)} = {_nl(found)} euro",
        f"{_en(before.count)} ({before.as_of}) + {_en(increase.count)} = {_en(found)} euro",
    )
    if found == budget:
        yield _check("budget", budget, found, message, good=True)
    else:
        # Which of the three is off cannot be said from here: the increase carries the finding.
        why = Text(f"{message.nl}; zie {increase.id}", f"{message.en}; see {increase.id}")
        yield Check("budget", Verdict.UNVERIFIABLE, Decimal(budget), Decimal(found), why)


def _rounding_hint(printed: int, exact: int) -> Text:
    """Return that a round budget may stand for an amount beside it, if it may."""
    unit = 1
    while printed and printed % (unit * 10) == 0:
        unit *= 10
    if printed == exact or abs(printed - exact) * 2 > unit:
        return Text("", "")
    return Text(
        f" (het zou kloppen als {_nl(printed)} zelf afgerond is, van {_nl(exact)})",
        f" (it would be right if {_en(printed)} is itself rounded, from {_en(exact)})",
    )


def _check(check: str, printed: int, expected: int, message: Text, *, good: bool) -> Check:
    verdict = Verdict.CONSISTENT if good else Verdict.INCONSISTENT
    return Check(check, verdict, Decimal(printed), Decimal(expected), message)


def _nl(amount: int) -> str:
    return NL.integer(amount)


def _en(amount: int) -> str:
    return EN.integer(amount)
