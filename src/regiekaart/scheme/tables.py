"""Where the facts of a scheme stand: its units, and its groups, in tables with named columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


OWN_BORDERS: Final = Text("eigen grenzen", "own borders")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTables:
    """The tables of units that somebody declares.

    Parameters
    ----------
    units
        A row per unit: ``code``, ``name``, a column per partition; ``valid_from``, ``valid_to``
        and ``special`` (yes or no) where they matter.
    weights
        A row per unit and year: ``code``, ``year``, ``population``.
    neighbours
        A row per pair of units that share a border: ``code_a``, ``code_b``; None if that is not
        known, and contiguity cannot be said.
    mergers
        A row per unit that went up in another: ``date``, ``old_code``, ``new_code``; None if
        nothing merged.
    borders
        A file with the borders, that GDAL reads, and its column with the codes; None if there
        are none, and no map can be drawn.
    crs
        The coordinates of paper maps, in metres, as an EPSG code.
    partitions
        The ids of the partitions; each is a column of ``units``.
    start, end
        The first and the last day of which the tables know.
    """

    units: Path
    weights: Path
    partitions: tuple[str, ...]
    start: date
    end: date
    neighbours: Path | None = None
    mergers: Path | None = None
    borders: Path | None = None
    borders_code: str = "code"
    crs: str = "EPSG:31370"
    borders_label: Text = OWN_BORDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTable:
    """The table that says which unit is in which group.

    Parameters
    ----------
    path
        A CSV with a header.
    unit, group
        The columns with the code of a unit and with the name of its group.
    where
        Which rows count: pairs of a column and what stands in it.
    cycle
        The column with the cycle; empty if the table holds for every cycle.
    complete
        Whether a unit that the table does not name is in no group; else that is unknown.
    evidence
        How well it is grounded: ``documented``, ``inferred`` or ``assumed``.
    source
        Where it comes from, for the source line of a page.
    """

    path: Path
    unit: str
    group: str
    complete: bool
    source: Text
    evidence: str = "documented"
    where: tuple[tuple[str, str], ...] = ()
    cycle: str = ""
