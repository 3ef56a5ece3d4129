"""Days as people and spreadsheets write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.errors import ProblemLog

# Years from 1900 to 2099: others are slips of the pen.
YEARS: Final = Text("van 1900 tot en met 2099", "from 1900 to 2099")
# A year of two digits is one of these, or it is refused.
SHORT_YEARS: Final = range(2010, 2050)
_MIDNIGHT: Final = r"(?:[Tt ]0?0:00(?::00(?:[.,]0+)?)?)?"
_YEAR_FIRST: Final = re.compile(rf"((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?){_MIDNIGHT}", re.ASCII)
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_DAY_FIRST: Final = re.compile(rf"(\d\d?)[-/.](\d\d?)[-/.]((?:19|20)\d\d){_MIDNIGHT}", re.ASCII)
_SHORT: Final = re.compile(r"(\d\d?)([-/.])(\d\d?)[-/.](\d\d)", re.ASCII)
_NAMED: Final = re.compile(
    r"(?:([a-z]+)[.,]? )?(\d\d?)(?:e|ste|de|st|nd|rd|th)?[ ./-]{0,2}([a-z]+)[ ./,-]{0,2}"
    r"((?:19|20)\d\d|'?\d\d)",
    re.ASCII,
)
_MONTH_FIRST: Final = re.compile(
    r"(?:([a-z]+)[.,]? )?([a-z]+)[.]? (\d\d?)(?:st|nd|rd|th)?,? ((?:19|20)\d\d)", re.ASCII
)
_TIGHT: Final = re.compile(r" *([-/]) *")
_WITH_TIME: Final = re.compile(r"(\S+)[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?", re.ASCII)
# What a spreadsheet holds for 1 January 1950 to 31 December 2099; below, it may be any number.
_SERIAL: Final = re.compile(r"(\d{5})(?:[.,]0+)?", re.ASCII)
_SERIALS: Final = range(18264, 73051)
# The day that Excel counts from, past the 29 February 1900 that it believes in.
_DAY_ZERO: Final = date(1899, 12, 30)

# Each month in Dutch and in English, whole and as it is shortened.
_MONTHS: Final = (
    "januari january jan", "februari february feb febr", "maart march mrt mar", "april apr",
    "mei may", "juni june jun", "juli july jul", "augustus august aug",
    "september sep sept", "oktober october okt oct", "november nov", "december dec",
)  # fmt: skip
MONTH_OF: Final = {word: i for i, words in enumerate(_MONTHS, start=1) for word in words.split()}
_WEEKDAYS: Final = (
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo",
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue tues wed thu thur thurs fri sat sun",
)
WEEKDAYS: Final = frozenset(word for words in _WEEKDAYS for word in words.split())

_NO_DATE: Final = Text("geen datum", "not a date")
_DAYS: Final = Text("2023-01-31 of 31/01/2023", "2023-01-31 or 31/01/2023")
_YEAR_OR_DAY: Final = Text("2023 of 2022-10-17", "2023 or 2022-10-17")


@lru_cache(maxsize=4096)
def parse_date(cell: str) -> date | None:
    """Return a date written year first, or as in Dutch, day first; None if it is neither.

    The month may be a word, in Dutch or English, with the day of the week in front. A year of two
    digits is one from 2010 to 2049; where the first number could be such a year as well, as in
    15-06-21, nothing is guessed. Day numbers of Excel are for `regiekaart.facts.daycells`.

    Examples
    --------
    >>> parse_date("2023-01-31") == parse_date("31/1/2023") == date(2023, 1, 31)
    True
    >>> parse_date("1 jan. 2023") == parse_date("1-1-23") == date(2023, 1, 1)
    True
    >>> parse_date("15-06-21") is None
    True
    """
    text = _TIGHT.sub(r"\1", " ".join(cell.split())).lower()
    if found := (_YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)):
        year, month, day = found.groups()
        return _day(year, month, day)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        return _day(year, month, day)
    readings = short_readings(text)
    if len(readings) == 1:
        return readings[0]
    return None if readings else _in_words(text)


def short_readings(cell: str) -> tuple[date, ...]:
    """Return what a date with a year of two digits can mean, day first before year first.

    Examples
    --------
    >>> [day.isoformat() for day in short_readings("15-06-21")]
    ['2021-06-15', '2015-06-21']
    """
    found = _SHORT.fullmatch(cell)
    if not found:
        return ()
    first, sign, month, last = found.groups()
    readings = [_day(f"20{last}", month, first)]
    # Nobody writes the year first with slashes, or as a single digit.
    if sign != "/" and len(first) == len(last):
        readings.append(_day(f"20{first}", month, last))
    return tuple(dict.fromkeys(d for d in readings if d is not None and d.year in SHORT_YEARS))


def _in_words(text: str) -> date | None:
    """Return a date whose month is a word: 1 jan. 2022, January 1st, 2022."""
    for pattern, order in ((_NAMED, (0, 1, 2, 3)), (_MONTH_FIRST, (0, 2, 1, 3))):
        found = pattern.fullmatch(text)
        weekday, day, month, year = (found.groups()[i] for i in order) if found else [""] * 4
        if month not in MONTH_OF or (weekday and weekday not in WEEKDAYS):
            continue
        short = year.removeprefix("'")
        if len(short) > len("22"):
            return _day(short, str(MONTH_OF[month]), day)
        meant = _day(f"20{short}", str(MONTH_OF[month]), day)
        return meant if meant and meant.year in SHORT_YEARS else None
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def serial_day(cell: str) -> date | None:
    """Return the day that a number stands for in Excel; None if it is none, or far off.

    Examples
    --------
    >>> serial_day("44562")
    datetime.date(2022, 1, 1)
    """
    found = _SERIAL.fullmatch(cell)
    if found and int(found[1]) in _SERIALS:
        return _DAY_ZERO + timedelta(days=int(found[1]))
    return None


def likely_date(cell: str) -> date | None:
    """Return the day that a cell probably means, though it is not read as such; None if none.

    That is a day number of Excel, a day beside an hour, a year of two digits, and a month that
    stands before its day.

    Examples
    --------
    >>> likely_date("44562") == likely_date("2022-01-01 12:00:00") == date(2022, 1, 1)
    True
    >>> likely_date("1/13/2022"), likely_date("15-06-21")
    (datetime.date(2022, 1, 13), datetime.date(2021, 6, 15))
    """
    timed = _WITH_TIME.fullmatch(cell)
    if timed:
        return parse_date(timed.group(1))
    readings = short_readings(cell)
    return serial_day(cell) or _american(cell) or (readings[0] if readings else None)


def _american(cell: str) -> date | None:
    """Return a day that is written month first."""
    found = _DAY_FIRST.fullmatch(cell)
    return _day(found[3], found[1], found[2]) if found and parse_date(cell) is None else None


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
    shown = _shown(cell, likely)
    what = Text("geen jaar of datum", "no year or date") if or_year else _NO_DATE
    example = _YEAR_OR_DAY if or_year else _DAYS
    log.error(
        f"{what.nl}: {shown.nl}; verwacht bijvoorbeeld {example.nl}, {YEARS.nl}",
        f"{what.en}: {shown.en}; expected for example {example.en}, {YEARS.en}",
        **{**where, "suggestion": likely.isoformat() if likely else None},
    )


def _shown(cell: str, likely: date | None) -> Text:
    """Return a cell that is no date, with what can be said of it."""
    if likely is None:
        return Text(cell or "leeg", cell or "empty")
    if serial_day(cell):
        return Text(
            f"{cell} is in Excel {NL.date(likely)}", f"{cell} is in Excel {EN.date(likely)}"
        )
    readings = short_readings(cell)
    if readings:
        nl, en = (" / ".join(lang.date(day) for day in readings) for lang in (NL, EN))
        return Text(f"{cell} kan meer betekenen ({nl})", f"{cell} can mean more ({en})")
    if _american(cell):
        return Text(
            f"{cell} noemt de maand voor de dag; kijk ook de andere datums na",
            f"{cell} has the month before the day; look at the other dates as well",
        )
    return Text(f"{cell} heeft een uur", f"{cell} has an hour")
