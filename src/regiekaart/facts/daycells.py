"""The dates in a list, and the day numbers of Excel among them.

A column of dates that lost its format holds numbers, such as 44562 for 1 January 2022. They are
read where they can be nothing else, and told; one that is also the code of a municipality may have
come from another column, and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.dates import SHORT_YEARS, parse_date, serial_day, tell_no_date
from regiekaart.facts.flanders import history
from regiekaart.language import EN, NL

if TYPE_CHECKING:
    from datetime import date

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.unit_finder import Place

_MAX_NAMED: Final = 5


@lru_cache(maxsize=1)
def doubtful_numbers() -> frozenset[str]:
    """Return the codes of municipalities, of all dates, that are day numbers as well.

    Examples
    --------
    >>> "44021" in doubtful_numbers(), "44562" in doubtful_numbers()
    (True, False)
    """
    codes = {nis for nis, _name in history().name_pairs()}
    return frozenset(nis for nis in codes if (day := serial_day(nis)) and day.year in SHORT_YEARS)


@dataclass
class DayCells:
    """Reads the cells of a list that hold a date.

    Parameters
    ----------
    log
        Gets an error for each cell that holds none.
    """

    log: ProblemLog
    _numbers: dict[str, tuple[date, dict[str, Any]]] = field(default_factory=dict, init=False)

    def read(self, column: str, cell: str, place: Place) -> date | None:
        """Return the day in a cell; None for an empty one, and for one that holds no day."""
        if not cell:
            return None
        found = parse_date(cell) or self._number(column, cell, place)
        if found is None:
            tell_no_date(cell, self.log, place.at(column, cell))
        return found

    def _number(self, column: str, cell: str, place: Place) -> date | None:
        day = serial_day(cell)
        if day is None or day.year not in SHORT_YEARS or cell[:5] in doubtful_numbers():
            return None
        self._numbers.setdefault(cell, (day, place.at(column, cell)))
        return day

    def tell(self) -> None:
        """Add one notice on the day numbers that were read as dates."""
        if not self._numbers:
            return
        shown = list(self._numbers.items())[:_MAX_NAMED]
        more = ", …" if len(self._numbers) > len(shown) else ""
        nl = ", ".join(f"{cell} = {NL.date(day)}" for cell, (day, _at) in shown) + more
        en = ", ".join(f"{cell} = {EN.date(day)}" for cell, (day, _at) in shown) + more
        day, where = shown[0][1]
        self.log.note(
            f"dagnummers van Excel gelezen als datum: {nl}",
            f"day numbers of Excel read as dates: {en}",
            **where,
            suggestion=day.isoformat(),
        )
