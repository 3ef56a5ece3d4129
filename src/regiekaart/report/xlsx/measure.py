"""How wide columns are, on how many lines words fit in them, and how many pages they take."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Final

from regiekaart.report.docx.measure import text_width
from regiekaart.report.xlsx.look import SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.language import Language
    from regiekaart.report.xlsx.fields import Field, Value
    from regiekaart.report.xlsx.sheet import Sheet
    from regiekaart.words.table import Kind

# Widths in digits of the letters of the workbook (`look.DEFAULT`), heights in points.
NARROWEST: Final = 9
WIDEST: Final = 52
# Such a digit in points, and what a column has beside them.
DIGIT: Final = 5.25
BESIDE: Final = 3.75
# Arial is wider than the letters that are measured, its digits by this.
WIDER: Final = 1.12
# On A4 across; what is wider gets narrower words, down to what still reads well.
ACROSS: Final = 180
NARROW_WORDS: Final = 28
# What is left of A4 between its margins, in points: upright, and across.
PAPER: Final = ((523.0, 723.0), (770.0, 476.0))
# What fits upright on A4 and stays readable.
UPRIGHT: Final = 110
# What letters on one page may be smaller for, rather than a page more; on two pages half of it.
SQUEEZED: Final = 0.22


def digits(words: str, *, bold: bool = False) -> float:
    """Return how wide words are on one line, in digits.

    Examples
    --------
    >>> digits("300") < digits("300", bold=True) < 4
    True
    """
    return text_width(words, SIZE, bold=bold) * WIDER / DIGIT


def lines_of(words: str, width: float, *, bold: bool = False) -> int:
    """Return on how many lines words fit in a width, in digits.

    Examples
    --------
    >>> lines_of("Aalst, Denderleeuw", 40), lines_of("Aalst, Denderleeuw", 14)
    (1, 2)
    """
    width = max(width, 1)
    gap = digits(" ", bold=bold)
    lines, used = 1, 0.0
    for word in words.split():
        needed = digits(word, bold=bold)
        if used and used + gap + needed > width:
            lines, used = lines + 1, needed
        else:
            used += needed + (gap if used else 0.0)
        if used > width:
            more = math.ceil(used / width) - 1
            lines, used = lines + more, used - more * width
    return lines


def pages_of(widths: Sequence[float], height: float, head: float) -> int:
    """Return on how many pages a table is printed at most; 0 leaves that open.

    What would leave a page with a few lines goes on one page less, in smaller letters.

    Parameters
    ----------
    widths
        Of the columns that are printed, in digits.
    height
        Of all rows, in points.
    head
        Of the row that is repeated, in points.

    Examples
    --------
    >>> pages_of([20, 20], 730, 30), pages_of([20, 20], 1100, 30), pages_of([20, 20], 300, 30)
    (1, 0, 0)
    """
    across, down = PAPER[is_across(widths)]
    scale = min(1.0, across / sum(width * DIGIT + BESIDE for width in widths))
    room = down / scale
    whole = int(height // room)
    needed = height + head * max(whole - 1, 0)
    return whole if whole and needed <= room * (whole + SQUEEZED) else 0


def is_across(widths: Sequence[float]) -> bool:
    """Return whether columns are printed on a page on its side."""
    return sum(widths) > UPRIGHT


def widths_of(sheet: Sheet, language: Language) -> list[float]:
    """Return how wide the columns are: words are narrower where they would not fit on paper.

    Parameters
    ----------
    sheet, language
        The sheet, and how numbers are written.
    """
    widths = [width_of(field, language) for field in sheet.fields]
    words = [field.kind == "text" and field.key not in sheet.aside for field in sheet.fields]
    printed = [field.key not in sheet.aside for field in sheet.fields]
    most = WIDEST
    while most > NARROW_WORDS and _sum(widths, printed) > ACROSS:
        most -= 2
        pairs = zip(widths, words, strict=True)
        widths = [min(width, most) if wrapped else width for width, wrapped in pairs]
    return widths


def _sum(widths: list[float], printed: list[bool]) -> float:
    return sum(width for width, kept in zip(widths, printed, strict=True) if kept)


def width_of(field: Field, language: Language) -> float:
    """Return how wide a column has to be, in digits; long words are wrapped.

    Parameters
    ----------
    field
        The column.
    language
        How numbers are written.
    """
    longest = max((digits(shown(v, field.kind, language)) for v in field.values), default=0.0)
    words = max((digits(word, bold=True) for word in field.header.split()), default=0.0)
    heading = max(words, digits(field.header, bold=True) / 3)
    return float(min(WIDEST, max(NARROWEST, longest + 3, heading + 4)))


def shown(value: Value, kind: Kind, language: Language) -> str:
    """Return about what a cell shows, to measure it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return "00/00/0000"
    if kind in {"share", "percent"}:
        return "100,00%"
    return language.decimal(value, 2 if kind in {"money", "points"} else 0) + " "
