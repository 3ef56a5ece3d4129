"""Which unit a row of a list means, where the units are those that somebody declared.

Codes are any text, and names those of the table: nothing is known of other names, of parts, or of
how people slip. What went up in another unit is followed to the day of the study, with a notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.names import NameIndex
from regiekaart.facts.unit_finder import Finder, Found
from regiekaart.language import EN, NL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from regiekaart.facts.unit_finder import Place

_LONGEST: Final = 100


@dataclass
class OwnFinder(Finder):
    """Finds declared units by code or name, at one day; as `UnitFinder` finds municipalities.

    Parameters
    ----------
    day, log, past, noun
        As of a `Finder`.
    """

    @cached_property
    def index(self) -> NameIndex:
        """The names of all dates."""
        return NameIndex(self.past.name_pairs())

    @cached_property
    def _spellings(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of all dates by what they are in small letters."""
        found: dict[str, tuple[str, ...]] = {}
        for code in dict.fromkeys(unit.nis for unit in self.past.units):
            found[code.casefold()] = (*found.get(code.casefold(), ()), code)
        return found

    def tell(self) -> None:
        """Nothing is read otherwise than it is written."""

    def _codes(self, cell: str) -> tuple[str, ...]:
        """Return the codes that a cell can mean; a spreadsheet makes 12.0 of the code 12."""
        for text in (cell, cell.removesuffix(".0")):
            same = self._spellings.get(text.casefold(), ())
            if same:
                return (text,) if text in same else same
        return ()

    def _from_code(
        self, cell: str, name_cell: str, place: Place, since: date | None
    ) -> Found | None:
        codes = self._codes(cell)
        if len(codes) == 1:
            return self._on_the_day(codes, cell, (place, "nis"), since)
        named = [c for c in self.index.find(name_cell) if c in self.territory.by_code]
        near = get_close_matches(cell[:_LONGEST], self.territory.codes, n=1)
        likely = named[0] if len(named) == 1 else next(iter(near), None)
        self.log.error(
            f"onbekende code {cell}: geen {self.noun.one.nl}",
            f"unknown code {cell}: not {self.noun.a.en}",
            **place.at("nis", cell),
            suggestion=place.meant(cell, likely),
        )
        return None

    def _from_name(
        self,
        cell: str,
        place: Place,
        since: date | None,
        coded: str = "",  # noqa: ARG002
    ) -> Found | None:
        # In a cell with several there may be codes among the names.
        codes = self.index.find(cell) or (self._codes(cell) if place.within else ())
        if codes:
            return self._on_the_day(codes, cell, (place, "name"), since)
        near = () if self.log.full else self.index.nearest(cell)
        shown = ("", "")
        if len(near) > 1:
            shown = (f"; lijkt op {NL.listing(near)}", f"; looks like {EN.listing(near)}")
        self.log.error(
            f"onbekend ({self.noun.one.nl}): {cell}{shown[0]}",
            f"unknown ({self.noun.one.en}): {cell}{shown[1]}",
            **place.at("name", cell),
            suggestion=place.meant(cell, next(iter(near), None)),
        )
        return None

    def _on_the_day(
        self, codes: tuple[str, ...], cell: str, at: tuple[Place, str], since: date | None
    ) -> Found | None:
        """Return the one unit of the day among some codes of all dates, or what it became."""
        now = [code for code in codes if code in self.territory.by_code]
        if len(now) == 1 and not self.past.mergers:
            return Found(now[0], cell)
        place, column = at
        where = place.at(column, cell)
        if len(now) == 1:
            merged = [m for m in self.past.mergers if m.new_nis == now[0]]
            parts = [m.old_nis for m in merged if m.effective <= self.day and m.old_nis in codes]
            return Found(now[0], cell, perhaps=next(iter(parts), None))
        if now:
            listed = ", ".join(now)
            self.log.error(
                f"{cell} kan meer dan één zijn: {listed}; geef de code",
                f"{cell} may be more than one: {listed}; give the code",
                **where,
            )
            return None
        found = self._became(codes, cell, where)
        if found is None:
            self._not_there(codes[0], cell, where, since)
        return found

    def _not_there(self, code: str, cell: str, where: dict[str, Any], since: date | None) -> None:
        """Tell of a unit that is not there on the day."""
        first, last = self.past.first_day(code), self.past.latest_day(code)
        born = first or self.day
        if self._is_later(cell, born, since, where):
            return
        end = last or self.day
        self.log.error(
            f"{cell} bestaat niet op {NL.date(self.day)}, wel van {NL.date(born)} tot "
            f"{NL.date(end)}",
            f"{cell} does not exist on {EN.date(self.day)}, but from {EN.date(born)} to "
            f"{EN.date(end)}",
            **where,
        )
