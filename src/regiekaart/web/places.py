"""What can be searched for besides the municipalities on the map: places, names of other days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.flanders import history
from regiekaart.facts.places import places
from regiekaart.facts.territory import FIRST_DAY

if TYPE_CHECKING:
    from datetime import date

    from regiekaart.facts.boundaries import BoundarySet

PLACE: Final = 0
FORMER: Final = 1
LATER: Final = 2


def places_json(boundaries: BoundarySet) -> list[list[Any]]:
    """Return names with the shapes on which they lie.

    Parameters
    ----------
    boundaries
        The shapes of the page: its smallest parts.

    Returns
    -------
    list
        Per name: the name, the positions of its shapes, the kind (`PLACE`, `FORMER` with the year
        of its end, `LATER` with the year of its start), the year, the code.
    """
    past = history()
    start = past.vintages[boundaries.vintage]
    position = boundaries.position
    found: list[list[Any]] = []
    for place in places():
        nis = past.successor(place.nis_2018, FIRST_DAY, start)
        if nis in position:
            # Some carry their municipality in brackets, to tell namesakes apart.
            name = place.name.partition(" (")[0]
            found.append([name, [position[nis]], PLACE, 0, ""])
    for unit in past.units:
        shapes = _shapes(unit.nis, unit.valid_from, boundaries)
        if shapes and unit.valid_to is not None:
            found.append([unit.name, shapes, FORMER, unit.valid_to.year, unit.nis])
        elif shapes and unit.valid_from > past.vintages[boundaries.vintage]:
            found.append([unit.name, shapes, LATER, unit.valid_from.year, unit.nis])
    return sorted(found, key=lambda each: (each[2], each[0].casefold(), each[1], each[4]))


def _shapes(nis: str, day: date, boundaries: BoundarySet) -> list[int]:
    """Return the positions of the shapes on the land of a municipality; none if they are larger."""
    past = history()
    start = past.vintages[boundaries.vintage]
    day = max(day, FIRST_DAY)
    later = day >= start
    codes = past.parts(nis, day, start) if later else (past.successor(nis, day, start),)
    return sorted(boundaries.position[code] for code in codes if code in boundaries.position)
