"""A figure against itself: whether its counts give its percentage."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regiekaart.analysis.audit.model import Check, Verdict, percent
from regiekaart.analysis.audit.printed import (
    Convention,
    decisive,
    fits,
    rounded,
    step,
    truncated,
)
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.analysis.audit.book import Book
    from regiekaart.facts.published import PublishedFigure


def checks(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield the checks of a figure against itself."""
    if figure.count is not None and figure.total is not None and figure.count > figure.total:
        yield Check(
            "count",
            Verdict.INCONSISTENT,
            figure.count,
            figure.total,
            Text(
                f"{NL.integer(figure.count)} is meer dan het totaal van {NL.integer(figure.total)}",
                f"{EN.integer(figure.count)} is more than the total of {EN.integer(figure.total)}",
            ),
        )
    elif figure.share is not None and figure.printed_share is not None:
        yield _percentage(figure, figure.share, figure.printed_share, book)


def _percentage(figure: PublishedFigure, share: Fraction, printed: Fraction, book: Book) -> Check:
    convention, decimals = book.convention(figure), figure.decimals or 0
    head = _quotient(figure, share)
    good = fits(share, figure, convention)
    verdict = Verdict.CONSISTENT if good else Verdict.INCONSISTENT
    remark = False
    if figure.qualifier == "almost":
        message, remark = _almost(head, share, printed, decimals, good=good), share == printed
    elif good:
        message = _agrees(head, figure, convention)
        remark = decisive(figure) is Convention.TRUNCATED
    elif fits(share, figure, Convention.EITHER):
        message = _other_convention(head, figure, convention, book)
    else:
        near = percent(rounded(share, decimals), decimals)
        wrong = percent(printed, decimals)
        message = Text(
            f"{head.nl}: afgerond {near.nl}, niet {wrong.nl}",
            f"{head.en}: {near.en} when rounded, not {wrong.en}",
        )
    return Check("percentage", verdict, printed, share, message, remark)


def _quotient(figure: PublishedFigure, share: Fraction) -> Text:
    value = percent(share)
    return Text(
        f"{figure.count}/{figure.total} = {value.nl}", f"{figure.count}/{figure.total} = {value.en}"
    )


def _agrees(head: Text, figure: PublishedFigure, convention: Convention) -> Text:
    shown = percent(figure.printed_share or Fraction(0), figure.decimals or 0)
    if decisive(figure) is Convention.TRUNCATED:
        elsewhere = (
            Text("; de publicatie kapt overal af", "; the publication cuts off everywhere")
            if convention is Convention.TRUNCATED
            else Text("", "")
        )
        return Text(
            f"{head.nl}: {shown.nl} is afgekapt, niet afgerond{elsewhere.nl}",
            f"{head.en}: {shown.en} is cut off, not rounded{elsewhere.en}",
        )
    return Text(f"{head.nl}, gedrukt als {shown.nl}", f"{head.en}, printed as {shown.en}")


def _other_convention(
    head: Text, figure: PublishedFigure, convention: Convention, book: Book
) -> Text:
    """Return that a figure was cut off where its publication rounds, or the reverse."""
    share, decimals = figure.share or Fraction(0), figure.decimals or 0
    up = percent(rounded(share, decimals), decimals)
    down = percent(truncated(share, decimals), decimals)
    example = book.example(figure)
    shown = percent(example.printed_share or Fraction(0), example.decimals or 0)
    elsewhere = f"{example.count}/{example.total}"
    if convention is Convention.ROUNDED:
        return Text(
            f"{head.nl}: afgerond {up.nl}; {down.nl} is afgekapt, terwijl de publicatie elders "
            f"afrondt ({elsewhere} staat er als {shown.nl})",
            f"{head.en}: {up.en} when rounded; {down.en} is cut off, whereas the publication "
            f"rounds elsewhere ({elsewhere} is printed as {shown.en})",
        )
    return Text(
        f"{head.nl}: {up.nl} is afgerond, terwijl de publicatie elders afkapt "
        f"({elsewhere} staat er als {shown.nl})",
        f"{head.en}: {up.en} is rounded, whereas the publication cuts off elsewhere "
        f"({elsewhere} is printed as {shown.en})",
    )


def _almost(head: Text, share: Fraction, printed: Fraction, decimals: int, *, good: bool) -> Text:
    shown = percent(printed, decimals)
    if share == printed:
        return Text(
            f"{head.nl}: precies {shown.nl}, niet 'bijna'",
            f"{head.en}: exactly {shown.en}, not 'almost'",
        )
    if good:
        return Text(f"{head.nl}: bijna {shown.nl}", f"{head.en}: almost {shown.en}")
    if share > printed:
        return Text(
            f"{head.nl}: meer dan {shown.nl}, niet 'bijna'",
            f"{head.en}: more than {shown.en}, not 'almost'",
        )
    under = percent(printed - step(decimals), decimals)
    return Text(
        f"{head.nl}: niet 'bijna {shown.nl}', want niet boven {under.nl}",
        f"{head.en}: not 'almost {shown.en}', being no more than {under.en}",
    )
