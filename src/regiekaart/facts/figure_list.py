"""The list of published figures that somebody brings, beside those that ship."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.brought import split_sheet
from regiekaart.facts.dates import tell_no_date
from regiekaart.facts.flanders import history
from regiekaart.facts.listfile import read_list
from regiekaart.facts.names import normalise
from regiekaart.facts.published import MEASURES, QUALIFIERS, PublishedFigure, day_of
from regiekaart.facts.rawtable import excerpt
from regiekaart.language import Text, both
from regiekaart.scheme.flanders import FLANDERS, REFERENCE_REGION

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListFile, ListRow

COLUMNS: Final = {
    "id": ("id", "kenmerk"),
    "publication": ("publicatie", "publication"),
    "published_on": ("gepubliceerd op", "published_on", "gepubliceerd"),
    "as_of": ("toestand op", "as_of", "peildatum", "toestand"),
    "scope": ("gebied", "scope"),
    "measure": ("maat", "measure"),
    "count": ("aantal", "count"),
    "total": ("totaal", "total", "noemer"),
    "percent": ("procent", "percent", "percentage"),
    "decimals": ("decimalen", "decimals"),
    "qualifier": ("voorbehoud", "qualifier"),
    "wording": ("citaat", "wording", "formulering"),
}
REQUIRED: Final = ("id", "as_of", "measure")
# 2225000, 2.225.000, 2,225,000 and 2 225 000 are all the same whole number.
_COUNT: Final = re.compile(r"\d+|\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*", re.ASCII)
_PERCENT: Final = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s*(%?)", re.ASCII)
_MAX_DIGITS: Final = 15
# Every figure that was ever published on the regie regions fits in far less. Each day asks for
# the municipalities and the lists of that day, so their number is bounded as well.
MAX_FIGURES: Final = 20_000
MAX_DAYS: Final = 200
_NEAR: Final = 0.75
_LONGEST: Final = 100
_MAX_DECIMALS: Final = 6
_WHOLE: Final = 100
_YEAR_DIGITS: Final = 4


def read_figures(
    path: Path, log: ProblemLog, *, taken: Collection[str] = ()
) -> tuple[PublishedFigure, ...]:
    """Read an own list of published figures, CSV or XLSX.

    Parameters
    ----------
    path
        The list, with the columns of `COLUMNS` in Dutch or English; ``FILE.xlsx#SHEET`` names a
        sheet.
    log
        Gets what is worth knowing; columns that are not used, for example.
    taken
        Ids that are in use already.

    Raises
    ------
    InputError
        With every problem of the list.
    """
    path, sheet = split_sheet(path)
    table = read_list(path, COLUMNS, log, sheet=sheet)
    missing = [COLUMNS[column] for column in REQUIRED if column not in table.headers]
    for nl, en, *_ in ((*names, names[0]) for names in missing):
        log.error(f"kolom '{nl}' ontbreekt", f"column '{en}' is missing", sheet=table.sheet)
    if not {"count", "percent"} & set(table.headers):
        log.error(
            "kolom 'aantal' of 'procent' ontbreekt: een van beide is nodig",
            "column 'count' or 'percent' is missing: one of them is needed",
            sheet=table.sheet,
        )
    log.raise_errors()
    if len(table.rows) > MAX_FIGURES:
        most = both(MAX_FIGURES)
        log.error(
            f"meer dan {most.nl} cijfers: deel de lijst op",
            f"more than {most.en} figures: split the list",
            sheet=table.sheet,
        )
        log.raise_errors()
    reader = _RowReader(table, log, taken)
    figures = tuple(reader.figure(row) for row in table.rows)
    log.raise_errors()
    days = len({day_of(figure.as_of) for figure in figures})
    if days > MAX_DAYS:
        log.error(
            f"{days} verschillende dagen, en hoogstens {MAX_DAYS} kunnen in één lijst: deel ze op",
            f"{days} different days, and at most {MAX_DAYS} can be in one list: split it",
            sheet=table.sheet,
            column=table.headers["as_of"],
        )
        log.raise_errors()
    return figures


class _RowReader:
    """Turns rows of text into figures, and collects what is wrong."""

    def __init__(self, table: ListFile, log: ProblemLog, taken: Collection[str]) -> None:
        self._table = table
        self._log = log
        self._shipped = frozenset(taken)
        self._seen: dict[str, int] = {}

    def figure(self, row: ListRow) -> PublishedFigure:
        """Return the figure on a row; what is wrong with it is in the log."""
        cells = row.values
        as_of, said = self._day(row, "as_of", cells.get("as_of", "")), cells.get("published_on", "")
        percent, decimals = self._percent(row)
        figure = PublishedFigure(
            id=self._id(row),
            publication=cells.get("publication", "") or self._table.file,
            published_on=self._day(row, "published_on", said) if said else as_of,
            as_of=as_of,
            scope=self._scope(row),
            measure=self._word(row, "measure", _MEASURE_WORDS),
            count=self._count(row, "count"),
            total=self._count(row, "total"),
            percent=percent,
            decimals=decimals,
            qualifier=self._word(row, "qualifier", _QUALIFIER_WORDS, default="exact"),
            wording=cells.get("wording", ""),
            own=True,
        )
        if not cells.get("count") and not cells.get("percent"):
            self._error(row, "count", "geen cijfer op deze rij", "no figure on this row")
        return figure

    def _error(
        self, row: ListRow, column: str, nl: str, en: str, suggestion: str | None = None
    ) -> None:
        self._log.error(nl, en, **self._where(row, column), suggestion=suggestion)

    def _where(self, row: ListRow, column: str) -> dict[str, Any]:
        value = excerpt(row.values.get(column, "")) or None
        header = self._table.headers.get(column)
        return {"sheet": self._table.sheet, "row": row.number, "column": header, "value": value}

    def _scope(self, row: ListRow) -> str:
        """Return the area in its own spelling; one that is no slip of a known one stays."""
        cell = row.values.get("scope", "")
        if not cell:
            return FLANDERS.whole
        found = _scopes().get(_key(cell))
        near = None if found or self._log.full else _nearest(_key(cell), tuple(_scopes()))
        if near is not None:
            near, shown = _scopes()[near], excerpt(cell)
            self._error(row, "scope", f"onbekend gebied: {shown}", f"unknown area: {shown}", near)
        return found or cell

    def _id(self, row: ListRow) -> str:
        found = row.values.get("id", "")
        if not found:
            self._error(row, "id", "de rij heeft geen id", "the row has no id")
        elif found in self._shipped:
            nl, en = "is de id van een meegeleverd cijfer", "is the id of a figure that ships"
            self._error(row, "id", f"{found} {nl}", f"{found} {en}")
        elif found in self._seen:
            at = self._seen[found]
            nl, en = f"{found} staat al op rij {at}", f"{found} is already on row {at}"
            self._error(row, "id", nl, en)
        else:
            self._seen[found] = row.number
        return found

    def _day(self, row: ListRow, column: str, cell: str) -> str:
        found = day_of(cell)
        if found is None:
            tell_no_date(excerpt(cell), self._log, self._where(row, column), or_year=True)
            return ""
        return cell if len(cell) == _YEAR_DIGITS else found.isoformat()

    def _word(self, row: ListRow, column: str, known: _Words, default: str = "") -> str:
        cell = row.values.get(column, "") or default
        found = known.find(cell)
        if found is None:
            shown = excerpt(cell)
            self._error(
                row,
                column,
                f"onbekend: {shown or 'leeg'}; kies uit {known.listed.nl}",
                f"unknown: {shown or 'empty'}; choose from {known.listed.en}",
                None if self._log.full else known.near(cell),
            )
        return found or ""

    def _count(self, row: ListRow, column: str) -> int | None:
        cell = row.values.get(column, "")
        if not cell:
            return None
        if not _COUNT.fullmatch(cell):
            shown = excerpt(cell)
            self._error(row, column, f"geen geheel getal: {shown}", f"not a whole number: {shown}")
            return None
        digits = re.sub(r"\D", "", cell)
        if len(digits) > _MAX_DIGITS:
            nl = f"een getal van {len(digits)} cijfers; hoogstens {_MAX_DIGITS} kunnen kloppen"
            en = f"a number of {len(digits)} digits; at most {_MAX_DIGITS} can be right"
            self._error(row, column, nl, en)
            return None
        return int(digits)

    def _percent(self, row: ListRow) -> tuple[float | None, int | None]:
        """Return the percentage, and its decimals: as many as are written, if nothing is said."""
        cell = row.values.get("percent", "")
        said = self._count(row, "decimals")
        match = _PERCENT.fullmatch(cell)
        if not cell:
            return None, said
        value = Decimal(f"{match[1]}.{match[2] or 0}") if match else Decimal(-1)
        if match is None or value > _WHOLE:
            shown = excerpt(cell)
            self._error(
                row,
                "percent",
                f"geen percentage van 0 tot 100: {shown}",
                f"not a percentage from 0 to 100: {shown}",
            )
            return None, said
        if 0 < value <= 1 and not match[3]:
            self._ambiguous(row, cell, value)
            return None, said
        whole, behind = match[1], match[2] or ""
        if said is not None and not len(behind) <= said <= _MAX_DECIMALS:
            self._error(
                row,
                "decimals",
                f"{cell} heeft {len(behind)} decimalen, opgegeven is {said}",
                f"{cell} has {len(behind)} decimals, stated is {said}",
            )
        return float(f"{whole}.{behind or 0}"), len(behind) if said is None else said

    def _ambiguous(self, row: ListRow, cell: str, value: Decimal) -> None:
        """Tell of a share that may be a percentage: a spreadsheet hands over 0.9313 for 93.13%."""
        meant = f"{(value * 100).normalize():f}".replace(".", ",")
        self._error(
            row,
            "percent",
            f"{cell} zonder procentteken kan {meant} % zijn, of {cell} %; schrijf het teken erbij",
            f"{cell} without a percent sign can be {meant} %, or {cell} %; write the sign as well",
            f"{meant} %",
        )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a column, each with its spellings."""

    words: Mapping[str, Text]
    spellings: Mapping[str, str]
    listed: Text

    @classmethod
    def of(cls, words: Mapping[str, Text]) -> _Words:
        spellings = {
            normalise(spelling): word
            for word, text in words.items()
            for spelling in (word, text.nl, text.en)
        }
        nl, en = (", ".join(t) for t in zip(*((t.nl, t.en) for t in words.values()), strict=True))
        return cls(words, spellings, Text(nl, en))

    def find(self, cell: str) -> str | None:
        """Return the word that a cell means, if it means one."""
        return self.spellings.get(_key(cell))

    def near(self, cell: str) -> str | None:
        """Return the nearest of the words, as it is called in Dutch."""
        found = _nearest(_key(cell), tuple(self.spellings))
        return self.words[self.spellings[found]].nl if found else None


@lru_cache(maxsize=4096)
def _key(cell: str) -> str:
    return normalise(cell)


@lru_cache(maxsize=4096)
def _nearest(key: str, known: tuple[str, ...]) -> str | None:
    return next(iter(get_close_matches(key[:_LONGEST], known, n=1, cutoff=_NEAR)), None)


@lru_cache(maxsize=1)
def _scopes() -> Mapping[str, str]:
    """Return every area that figures can be about, of all times, by what its spellings share."""
    past = history()
    names = dict.fromkeys([FLANDERS.whole])
    for start in past.vintages.values():
        territory = past.at(start)
        for unit in territory.units:
            names.update(dict.fromkeys(unit.parts.values()))
        names.update(dict.fromkeys(territory.partitions.get(REFERENCE_REGION, {}).values()))
    return {**{normalise(name): name for name in names}, "flanders": FLANDERS.whole}


_MEASURE_WORDS: Final = _Words.of(MEASURES)
_QUALIFIER_WORDS: Final = _Words.of(QUALIFIERS)
