"""What can be searched for besides the units on the map: places, names of other days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.places import places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from regiekaart.facts.boundaries import BoundarySet
    from regiekaart.facts.territory import History
    from regiekaart.study import Study

PLACE: Final = 0
FORMER: Final = 1
LATER: Final = 2


def places_json(study: Study) -> list[list[Any]]:
    """Return names with the shapes on which they lie.

    Parameters
    ----------
    study
        The first study of the page, whose shapes are its smallest parts.

    Returns
    -------
    list
        Per name: the name, the positions of its shapes, the kind (`PLACE`, `FORMER` with the year
        of its end, `LATER` with the year of its start), the year, the code.
    """
    past, boundaries = study.history, study.boundaries
    found = list(_parts(past, boundaries)) if study.register.shipped else []
    for unit in past.units:
        shapes = _shapes(unit.nis, unit.valid_from, past, boundaries)
        if shapes and unit.valid_to is not None:
            found.append([unit.name, shapes, FORMER, unit.valid_to.year, unit.nis])
        elif shapes and unit.valid_from > past.vintages[boundaries.vintage]:
            found.append([unit.name, shapes, LATER, unit.valid_from.year, unit.nis])
    return sorted(found, key=lambda each: (each[2], each[0].casefold(), each[1], each[4]))


def _parts(past: History, boundaries: BoundarySet) -> Iterator[list[Any]]:
    """Yield the places that lie in the municipalities of Flanders."""
    start, position = past.vintages[boundaries.vintage], boundaries.position
    for place in places():
        nis = past.successor(place.nis_2018, past.start, start)
        if nis in position:
            # Some carry their municipality in brackets, to tell namesakes apart.
            name = place.name.partition(" (")[0]
            yield [name, [position[nis]], PLACE, 0, ""]


def _shapes(nis: str, day: date, past: History, boundaries: BoundarySet) -> list[int]:
    """Return the positions of the shapes on the land of a unit; none if they are larger."""
    start = past.vintages[boundaries.vintage]
    day = max(day, past.start)
    later = day >= start
    codes = past.parts(nis, day, start) if later else (past.successor(nis, day, start),)
    return sorted(boundaries.position[code] for code in codes if code in boundaries.position)
