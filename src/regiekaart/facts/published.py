"""What was announced: coverage, agreements, budgets, in four publications; and own rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.names import normalise
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from regiekaart.facts.listfile import ListFile, ListRow

TABLE: Final = "published_figures.csv"
# What a figure can be about, as people call it; both spellings are understood in an own list.
MEASURES: Final[Mapping[str, Text]] = {
    "population_coverage": Text("dekking bevolking", "population coverage"),
    "municipality_coverage": Text("dekking gemeenten", "municipal coverage"),
    "regions": Text("regiegebieden", "regie regions"),
    "new_regions": Text("nieuwe regiegebieden", "new regie regions"),
    "new_municipalities": Text("nieuwe gemeenten", "new municipalities"),
    "regions_interlokale_vereniging": Text("interlokale verenigingen", "interlocal associations"),
    "regions_projectvereniging": Text("projectverenigingen", "project associations"),
    "regions_dienstverlenende_vereniging": Text(
        "dienstverlenende verenigingen", "service associations"
    ),
    "regions_opdrachthoudende_vereniging": Text(
        "opdrachthoudende verenigingen", "mandated associations"
    ),
    "regions_welzijnsvereniging": Text("welzijnsverenigingen", "welfare associations"),
    "region_population_min": Text("inwoners kleinste regiegebied", "inhabitants smallest region"),
    "region_population_max": Text("inwoners grootste regiegebied", "inhabitants largest region"),
    "agreement_municipalities": Text(
        "gemeenten met overeenkomst", "municipalities with an agreement"
    ),
    "agreement_municipalities_forecast": Text(
        "gemeenten met overeenkomst (prognose)", "municipalities with an agreement (forecast)"
    ),
    "agreement_regions": Text("regiegebieden met overeenkomst", "regions with an agreement"),
    "agreement_regions_forecast": Text(
        "regiegebieden met overeenkomst (prognose)", "regions with an agreement (forecast)"
    ),
    "budget_eur": Text("budget in euro", "budget in euro"),
    "budget_increase_eur": Text("verhoging van het budget in euro", "budget increase in euro"),
    "budget_previous_eur": Text("vorig budget in euro", "previous budget in euro"),
}
QUALIFIERS: Final[Mapping[str, Text]] = {
    "exact": Text("precies", "exact"),
    "almost": Text("bijna", "almost"),
    "forecast": Text("prognose", "forecast"),
}
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
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# 2225000, 2.225.000, 2,225,000 and 2 225 000 are all the same whole number.
_COUNT: Final = re.compile(r"\d+|\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_PERCENT: Final = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s*%?")
_MAX_DECIMALS: Final = 6
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure as it was printed.

    Parameters
    ----------
    published_on, as_of
        A day, or a year where no day is known; as text.
    count, total
        The counts that were printed with it, where they were; a budget is in whole euro.
    percent
        The printed percentage, and ``decimals`` how many decimals it was printed with.
    qualifier
        ``exact``, ``almost`` or ``forecast``.
    own
        Whether somebody brought the row; else it ships.
    """

    id: str
    publication: str
    published_on: str
    as_of: str
    scope: str
    measure: str
    count: int | None
    total: int | None
    percent: float | None
    decimals: int | None
    qualifier: str
    wording: str
    own: bool = False

    @property
    def printed_share(self) -> Fraction | None:
        """The printed percentage as an exact share (0 to 1)."""
        return None if self.percent is None else Fraction(Decimal(str(self.percent))) / 100

    @property
    def share(self) -> Fraction | None:
        """The share that the printed counts make."""
        return Fraction(self.count, self.total) if self.count is not None and self.total else None


def day_of(text: str) -> date | None:
    """Return the day that a figure is about, 1 January for a year; None if it is neither.

    Examples
    --------
    >>> day_of("2020") == date(2020, 1, 1), day_of("2022-10-17") == date(2022, 10, 17)
    (True, True)
    """
    from regiekaart.facts.membership_list import parse_date

    return date(int(text), 1, 1) if _YEAR.fullmatch(text) else parse_date(text)


@lru_cache(maxsize=1)
def published_figures() -> tuple[PublishedFigure, ...]:
    """Return the published figures that ship.

    Raises
    ------
    InputError
        If an id comes twice, or a row has no number at all.
    """
    log = ProblemLog(TABLE)
    columns = {
        "id": tables.text,
        "publication": tables.text,
        "published_on": tables.text,
        "as_of": tables.text,
        "scope": tables.text,
        "measure": tables.text,
        "count": tables.optional_count,
        "total": tables.optional_count,
        "percent": tables.optional_measure,
        "decimals": tables.optional_count,
        "qualifier": tables.text,
        "wording": tables.text,
    }
    found: dict[str, PublishedFigure] = {}
    for row, cells in tables.read_table(TABLE, columns, log):
        figure = PublishedFigure(*cells)
        if figure.id in found:
            log.error(f"{figure.id} is dubbel", f"{figure.id} is double", row=row, column="id")
        if figure.count is None and figure.percent is None:
            log.error("geen cijfer op deze rij", "no figure on this row", row=row, column="count")
        found[figure.id] = figure
    log.raise_errors()
    return tuple(found.values())


def read_figures(
    path: Path, log: ProblemLog, *, taken: Collection[str] = ()
) -> tuple[PublishedFigure, ...]:
    """Read an own list of published figures, CSV or XLSX.

    Parameters
    ----------
    path
        The list, with the columns of `COLUMNS` in Dutch or English.
    log
        Gets what is worth knowing; columns that are not used, for example.
    taken
        Ids that are in use already.

    Raises
    ------
    InputError
        With every problem of the list.
    """
    from regiekaart.facts.listfile import read_list

    table = read_list(path, COLUMNS, log)
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
    reader = _RowReader(table, log, taken)
    figures = tuple(reader.figure(row) for row in table.rows)
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
            scope=cells.get("scope", "") or FLANDERS.whole,
            measure=self._word(row, "measure", MEASURES),
            count=self._count(row, "count"),
            total=self._count(row, "total"),
            percent=percent,
            decimals=decimals,
            qualifier=self._word(row, "qualifier", QUALIFIERS, default="exact"),
            wording=cells.get("wording", ""),
            own=True,
        )
        if not cells.get("count") and not cells.get("percent"):
            self._error(row, "count", "geen cijfer op deze rij", "no figure on this row")
        return figure

    def _error(self, row: ListRow, column: str, nl: str, en: str) -> None:
        value = row.values.get(column) or None
        header = self._table.headers.get(column)
        where = {"sheet": self._table.sheet, "row": row.number, "column": header, "value": value}
        self._log.error(nl, en, **where)

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
            self._error(
                row,
                column,
                f"geen jaar of datum: {cell or 'leeg'}; verwacht bijvoorbeeld 2023 of 2022-10-17",
                f"no year or date: {cell or 'empty'}; expected for example 2023 or 2022-10-17",
            )
            return ""
        return cell if _YEAR.fullmatch(cell) else found.isoformat()

    def _word(self, row: ListRow, column: str, known: Mapping[str, Text], default: str = "") -> str:
        cell = row.values.get(column, "") or default
        spellings = {
            normalise(spelling): word
            for word, text in known.items()
            for spelling in (word, text.nl, text.en)
        }
        found = spellings.get(normalise(cell))
        if found is None:
            listed = ", ".join(known)
            self._error(
                row,
                column,
                f"onbekend: {cell or 'leeg'}; kies uit {listed}",
                f"unknown: {cell or 'empty'}; choose from {listed}",
            )
        return found or ""

    def _count(self, row: ListRow, column: str) -> int | None:
        cell = row.values.get(column, "")
        if not cell:
            return None
        if not _COUNT.fullmatch(cell):
            nl, en = f"geen geheel getal: {cell}", f"not a whole number: {cell}"
            self._error(row, column, nl, en)
            return None
        return int(re.sub(r"\D", "", cell))

    def _percent(self, row: ListRow) -> tuple[float | None, int | None]:
        """Return the percentage, and its decimals: as many as are written, if nothing is said."""
        cell = row.values.get("percent", "")
        said = self._count(row, "decimals")
        match = _PERCENT.fullmatch(cell)
        if not cell:
            return None, said
        if match is None or float(cell.rstrip(" %").replace(",", ".")) > _WHOLE:
            self._error(
                row,
                "percent",
                f"geen percentage van 0 tot 100: {cell}",
                f"not a percentage from 0 to 100: {cell}",
            )
            return None, said
        whole, behind = match.group(1), match.group(2) or ""
        if said is not None and not len(behind) <= said <= _MAX_DECIMALS:
            self._error(
                row,
                "decimals",
                f"{cell} heeft {len(behind)} decimalen, opgegeven is {said}",
                f"{cell} has {len(behind)} decimals, stated is {said}",
            )
        return float(f"{whole}.{behind or 0}"), len(behind) if said is None else said
