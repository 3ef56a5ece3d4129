"""Deelgemeenten: the places that the municipalities of 2018 are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.flanders import history


@dataclass(frozen=True, slots=True)
class Place:
    """A deelgemeente.

    Parameters
    ----------
    nis_2018
        The municipality of 2018 that it lies in.
    x, y
        Its centre, in metres (EPSG:31370).
    area_km2
        Its area, in square kilometres.
    """

    code: str
    name: str
    nis_2018: str
    x: float
    y: float
    area_km2: float


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return every deelgemeente.

    Raises
    ------
    InputError
        If a place comes twice, or lies in no municipality of 2018.
    """
    log = ProblemLog("places.csv")
    columns = {
        "code": tables.text,
        "name": tables.text,
        "nis_2018": tables.code,
        "x": tables.measure,
        "y": tables.measure,
        "area_km2": tables.measure,
    }
    past = history()
    known = set(past.at(past.vintages["2012"]).codes)
    found: dict[str, Place] = {}
    for row, cells in tables.read_table("places.csv", columns, log):
        place = Place(*cells)
        if place.code in found:
            log.error(f"{place.code} is dubbel", f"{place.code} is double", row=row, column="code")
        if place.nis_2018 not in known:
            log.error(
                f"{place.nis_2018} is geen gemeente van 2018",
                f"{place.nis_2018} is not a municipality of 2018",
                row=row,
                column="nis_2018",
                value=place.nis_2018,
            )
        found[place.code] = place
    log.raise_errors()
    return tuple(found.values())
