"""A figure against the sentence that it was taken from: whether it was copied rightly.

This tells of the row, not of the publication: a number that the quotation does not have is a
remark, and never makes a figure consistent or inconsistent.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.audit.model import Check, Verdict
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.analysis.audit.book import Book
    from regiekaart.analysis.audit.model import Value
    from regiekaart.facts.published import PublishedFigure

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SCALES: Final = {"duizend": 1_000, "thousand": 1_000, "miljoen": 10**6, "million": 10**6}


def checks(figure: PublishedFigure, _book: Book) -> Iterator[Check]:
    """Yield a remark for each number of a figure that its quotation does not have."""
    numbers = numbers_in(figure.wording)
    if not numbers:
        return
    wanted: list[tuple[Value, Decimal]] = []
    if figure.count is not None:
        wanted.append((figure.count, Decimal(figure.count)))
    # A quotation of counts alone need not hold their percentage.
    if figure.percent is not None and (figure.count is None or "%" in figure.wording):
        wanted.append((figure.printed_share, Decimal(str(figure.percent))))
    for printed, number in wanted:
        if number not in numbers:
            message = Text(
                f"het citaat noemt dit getal niet: {figure.wording}",
                f"the quotation does not have this number: {figure.wording}",
            )
            yield Check("wording", Verdict.UNVERIFIABLE, printed, None, message, remark=True)


def numbers_in(wording: str) -> frozenset[Decimal]:
    """Return the numbers that a sentence in Dutch or English has, in every way to read them.

    Examples
    --------
    >>> sorted(numbers_in("van 2,7 naar 3 miljoen"))
    [Decimal('2.7'), Decimal('3'), Decimal('2700000.0'), Decimal('3000000')]
    """
    scales = [scale for word, scale in _SCALES.items() if word in wording.casefold()]
    found: set[Decimal] = set()
    for text in _NUMBER.findall(wording):
        readings = [text.replace(".", "").replace(",", ".")] if text.count(",") <= 1 else []
        if _THOUSANDS.fullmatch(text):
            readings.append(re.sub(r"\D", "", text))
        elif text.count(".") == 1 and "," not in text:
            readings.append(text)
        found.update(Decimal(reading) for reading in readings)
    return frozenset(found | {number * scale for number in found for scale in scales})
