"""Days as people and spreadsheets write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.errors import ProblemLog

# Years from 1900 to 2099: others are slips of the pen.
YEARS: Final = Text("van 1900 tot en met 2099", "from 1900 to 2099")
ISO_DATE: Final = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?", re.ASCII)
DUTCH_DATE: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)", re.ASCII)
_WITH_TIME: Final = re.compile(r"(\S+)[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?", re.ASCII)
# What a spreadsheet holds for 1 January 1950 to 31 December 2099; below, it may be any number.
_SERIAL: Final = re.compile(r"\d{5}(?:\.0+)?", re.ASCII)
_SERIALS: Final = range(18264, 73051)
# The day that Excel counts from, past the 29 February 1900 that it believes in.
_DAY_ZERO: Final = date(1899, 12, 30)

_NO_DATE: Final = Text("geen datum", "not a date")
_DAYS: Final = Text("2023-01-31 of 31/01/2023", "2023-01-31 or 31/01/2023")
_YEAR_OR_DAY: Final = Text("2023 of 2022-10-17", "2023 or 2022-10-17")


def parse_date(cell: str) -> date | None:
    """Return a date written as ISO or as in Dutch, day first; None if it is neither.

    A year has four digits: 31/12/25 could be the year 25, and is not guessed.

    Examples
    --------
    >>> parse_date("2023-01-31") == parse_date("31/1/2023") == date(2023, 1, 31)
    True
    >>> parse_date("31/12/25") is None
    True
    """
    iso = ISO_DATE.fullmatch(cell)
    dutch = DUTCH_DATE.fullmatch(cell)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif dutch:
        day, month, year = (int(part) for part in dutch.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def likely_date(cell: str) -> date | None:
    """Return the day that a cell stands for in Excel, or names beside an hour; None if none.

    Examples
    --------
    >>> likely_date("44562") == likely_date("2022-01-01 12:00:00") == date(2022, 1, 1)
    True
    """
    timed = _WITH_TIME.fullmatch(cell)
    if timed:
        return parse_date(timed.group(1))
    if _SERIAL.fullmatch(cell) and int(cell[:5]) in _SERIALS:
        return _DAY_ZERO + timedelta(days=int(cell[:5]))
    return None


def tell_no_date(
    cell: str, log: ProblemLog, where: Mapping[str, Any], *, or_year: bool = False
) -> None:
    """Add the error that a cell is no date, with the day that was probably meant.

    Parameters
    ----------
    cell
        What stands there.
    log
        Gets the error.
    where
        The place, as the fields of a problem.
    or_year
        Whether a year alone would have been understood as well.
    """
    likely = likely_date(cell)
    shown = Text(cell or "leeg", cell or "empty")
    if likely is not None and cell.isdecimal():
        shown = Text(
            f"{cell} is in Excel {NL.date(likely)}", f"{cell} is in Excel {EN.date(likely)}"
        )
    elif likely is not None:
        shown = Text(f"{cell} heeft een uur", f"{cell} has an hour")
    what = Text("geen jaar of datum", "no year or date") if or_year else _NO_DATE
    example = _YEAR_OR_DAY if or_year else _DAYS
    log.error(
        f"{what.nl}: {shown.nl}; verwacht bijvoorbeeld {example.nl}, {YEARS.nl}",
        f"{what.en}: {shown.en}; expected for example {example.en}, {YEARS.en}",
        **{**where, "suggestion": likely.isoformat() if likely else None},
    )
