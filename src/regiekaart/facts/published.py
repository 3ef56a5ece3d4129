"""What was announced: coverage, agreements, budgets, in four publications."""

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
from regiekaart.facts.dates import parse_date
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)


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


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """Return the day that a figure is about, 1 January for a year; None if it is neither.

    Examples
    --------
    >>> day_of("2020") == date(2020, 1, 1), day_of("2022-10-17") == date(2022, 10, 17)
    (True, True)
    """
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
