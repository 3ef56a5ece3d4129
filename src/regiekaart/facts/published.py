"""What was announced: coverage, agreements, budgets, in four publications."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure as it was printed.

    Parameters
    ----------
    published_on, as_of
        A day, or a year where no day is known; as text.
    count, total
        The counts that were printed with it, where they were.
    percent
        The printed percentage, and ``decimals`` how many decimals it was printed with.
    qualifier
        ``exact``, ``almost`` or ``forecast``.
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


@lru_cache(maxsize=1)
def published_figures() -> tuple[PublishedFigure, ...]:
    """Return the published figures.

    Raises
    ------
    InputError
        If an id comes twice, or a row has no number at all.
    """
    log = ProblemLog("published_figures.csv")
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
    for row, cells in tables.read_table("published_figures.csv", columns, log):
        figure = PublishedFigure(*cells)
        if figure.id in found:
            log.error(f"{figure.id} is dubbel", f"{figure.id} is double", row=row, column="id")
        if figure.count is None and figure.percent is None:
            log.error("geen cijfer op deze rij", "no figure on this row", row=row, column="count")
        found[figure.id] = figure
    log.raise_errors()
    return tuple(found.values())
