"""What is known of the units of a scheme, over the years: a register of them.

The municipalities of Flanders ship, with everything that is known of them. Somebody else declares
tables of his own. Whoever asks a register cannot tell the one from the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from regiekaart.paths import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from regiekaart.facts.boundaries import BoundarySet
    from regiekaart.facts.population import Counts
    from regiekaart.facts.territory import History
    from regiekaart.scheme.model import Scheme
    from regiekaart.scheme.tables import UnitTables

    Pairs = Collection[tuple[str, str]]


@dataclass(frozen=True, eq=False, slots=True)
class Register:
    """The units of a scheme with their weights, neighbours and borders.

    Parameters
    ----------
    history
        The units of all dates, their mergers and the parts in which they lie.
    population
        Reads how many people each unit counts, per year.
    neighbours
        Reads the pairs of codes that share a border on a day, lower code first.
    boundaries
        Reads the borders of a day, as chosen; see `facts.boundaries.boundaries_for`.
    shipped
        Whether it is the one that ships.
    """

    history: History
    population: Callable[[], Counts]
    neighbours: Callable[[date], Pairs]
    boundaries: Callable[[date, str | None], BoundarySet]
    shipped: bool = False

    @property
    def code_header(self) -> str:
        """What programs call the code of a unit: "nis" of those that ship, or "code"."""
        return "nis" if self.shipped else "code"


def register_of(scheme: Scheme) -> Register:
    """Return the register of the units of a scheme.

    Raises
    ------
    InputError
        With every problem of the tables of the units.
    """
    tables = scheme.units_from
    if tables is None:
        return _flemish()
    files = (tables.units, tables.weights, tables.neighbours, tables.mergers, tables.borders)
    return _declared(tables, tuple(map(stamp_of, files)))


@lru_cache(maxsize=1)
def _flemish() -> Register:
    from regiekaart.facts.flanders import history

    return Register(
        history(), _flemish_population, _flemish_neighbours, _flemish_borders, shipped=True
    )


def _flemish_population() -> Counts:
    from regiekaart.facts import population

    return population.population()


def _flemish_neighbours(day: date) -> Pairs:
    from regiekaart.facts.adjacency import neighbour_pairs

    return neighbour_pairs(day)


def _flemish_borders(day: date, choice: str | None) -> BoundarySet:
    from regiekaart.facts.boundaries import boundaries_for

    return boundaries_for(day, choice)


@lru_cache(maxsize=4)
def _declared(tables: UnitTables, _stamps: tuple[tuple[int, int], ...]) -> Register:
    from regiekaart.facts.own_units import OwnUnits

    own = OwnUnits(tables)
    return Register(own.history, own.population, own.neighbours, own.boundaries)
