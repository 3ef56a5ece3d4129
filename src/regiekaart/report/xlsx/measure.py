"""How wide the columns of a sheet are, and on how many lines words fit in them."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regiekaart.language import Language
    from regiekaart.report.xlsx.fields import Field, Value
    from regiekaart.report.xlsx.sheet import Sheet
    from regiekaart.words.table import Kind

# Widths in characters, heights in points.
NARROWEST: Final = 9
WIDEST: Final = 46
# A width is counted in digits of a letter that is larger than ours.
LETTERS: Final = 1.4
# On A4 across; what is wider gets narrower words, down to what still reads well.
ACROSS: Final = 165
NARROW_WORDS: Final = 26


def lines_of(words: str, width: float) -> int:
    """Return on how many lines words fit in a width, in characters."""
    width = max(width, 1) * LETTERS
    lines, used = 1, 0
    for word in words.split():
        needed = len(word) + bool(used)
        if used + needed > width and used:
            lines, used = lines + 1, len(word)
        else:
            used += needed
        if used > width:
            more = math.ceil(used / width) - 1
            lines, used = lines + more, used - int(more * width)
    return lines


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
    """Return how wide a column has to be, in characters; long words are wrapped.

    Parameters
    ----------
    field
        The column.
    language
        How numbers are written.
    """
    longest = max((len(shown(v, field.kind, language)) for v in field.values), default=0)
    words = max((len(word) for word in field.header.split()), default=0)
    heading = max(words, math.ceil(len(field.header) / 3))
    return float(min(WIDEST, max(NARROWEST, longest / LETTERS + 3, heading / LETTERS + 4)))


def shown(value: Value, kind: Kind, language: Language) -> str:
    """Return about what a cell shows, to measure it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return "00/00/0000"
    if kind in {"share", "percent"}:
        return "100,00%"
    return language.decimal(value, 2 if kind in {"money", "points"} else 0) + " "
