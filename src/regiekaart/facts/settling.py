"""From the rows of a list to one membership per municipality, at the date of a study.

A municipality may stand on several rows: one after the other in time, as the parts of a merger, or
as its parts before the merger and as itself since. Rows that agree are one membership; rows that do
not are a problem, and none is picked. Where the list is read to be checked, a municipality in
several regions keeps all of its rows instead.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.membership import MembershipRow
    from regiekaart.facts.territory import History
    from regiekaart.facts.unit_finder import Found, Place
    from regiekaart.scheme.noun import Noun


# Between the forms of one group, where a list gives it more than one.
FORM_SEPARATOR: Final = " / "


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list with the municipality that it was found to mean."""

    found: Found
    row: MembershipRow
    place: Place


@dataclass(frozen=True)
class Settler:
    """Settles the rows of a list.

    Parameters
    ----------
    day
        The date of the study.
    past
        The municipalities of all dates.
    log
        Gets a problem for each municipality whose rows do not agree.
    group
        What a group is called.
    keep_claims
        Whether a municipality that the list puts in several regions keeps a row for each.
    """

    day: date
    past: History
    log: ProblemLog
    group: Noun
    keep_claims: bool = False

    def settle(self, entries: Iterable[Entry]) -> tuple[MembershipRow, ...]:
        """Return one row per municipality, or per claim; those with a problem are left out."""
        by_unit: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_unit[entry.found.unit].append(entry)
        return tuple(row for unit, rows in by_unit.items() for row in self._unit(unit, rows))

    def _unit(self, unit: str, entries: list[Entry]) -> Sequence[MembershipRow]:
        if len(entries) == 1 and not entries[0].found.part:
            return [entries[0].row]
        claims = self._claims(unit, entries) if self.keep_claims else []
        if claims:
            return claims
        merged = any(entry.found.part for entry in entries)
        row = self._merged(unit, entries) if merged else self._one(entries)
        return [row] if row is not None else []

    def _claims(self, unit: str, entries: Sequence[Entry]) -> Sequence[MembershipRow]:
        """Return a row per region, if the list puts a municipality in several on the day."""
        holding = {e.row.region_on(self.day): e.row for e in entries}
        holding.pop(None, None)
        return [replace(row, nis=unit) for row in holding.values()] if len(holding) > 1 else []

    def _one(self, entries: Sequence[Entry]) -> MembershipRow | None:
        """Return the row that holds on the day; rows for the same days are a problem."""
        order = sorted(entries, key=lambda e: (e.row.valid_from or date.min, e.row.row or 0))
        for early, late in pairwise(order):
            if not _follows(early.row, late.row):
                self._double(early, late)
                return None
        return self._on_the_day([e.row for e in order])

    def _on_the_day(self, rows: Sequence[MembershipRow]) -> MembershipRow:
        """Return the row that holds on the day; if none does, the first, with its own days."""
        return next((row for row in rows if row.holds_on(self.day)), rows[0])

    def _double(self, first: Entry, second: Entry) -> None:
        first, second = sorted((first, second), key=lambda e: e.row.row or 0)
        name = self._name(first.found.part or first.found.unit)
        where = Text(first.row.region or "geen regio", first.row.region or "no region")
        self.log.error(
            f"{name} staat al op rij {first.row.row}, bij {where.nl}",
            f"{name} is already on row {first.row.row}, in {where.en}",
            **second.place.at("region", second.row.region or ""),
        )

    def _merged(self, unit: str, entries: list[Entry]) -> MembershipRow | None:
        """Return the membership of a municipality that the list gives by its parts."""
        by_part: dict[str, list[Entry]] = defaultdict(list)
        wholes: list[Entry] = []
        born = self._born(entries)
        over = all(_is_over(entry.row, born) for entry in entries if entry.found.part)
        for entry in entries:
            part = _part(entry, born, over=over)
            if part is None:
                wholes.append(entry)
            else:
                by_part[part].append(entry)
        of_parts = [entry for of_part in by_part.values() for entry in of_part]
        late = next((e for e in of_parts if wholes and not _ends_before(e, wholes, born)), None)
        if late is not None:
            self._whole_and_part(unit, wholes[0], late)
            return None
        rows = {part: self._one(of_part) for part, of_part in by_part.items()}
        kept = {part: row for part, row in rows.items() if row is not None}
        if len(kept) < len(rows):
            return None
        if wholes and not any(row.holds_on(self.day) for row in kept.values()):
            # The parts are of before the merger, and the whole of since.
            return self._one(wholes)
        if not self._complete(unit, by_part):
            return None
        return self._together(unit, kept, entries)

    def _together(
        self, unit: str, kept: dict[str, MembershipRow], entries: Sequence[Entry]
    ) -> MembershipRow | None:
        """Return what all parts say, if they say the same."""
        said = {(row.holds_on(self.day), row.region_on(self.day)) for row in kept.values()}
        if len(said) > 1:
            self._disagreement(unit, kept, entries)
            return None
        ((holds, region),) = said
        first = next(iter(kept.values()))
        if not holds:
            return replace(first, nis=unit)
        forms = dict.fromkeys(row.legal_form for row in kept.values() if row.legal_form)
        # What holds on the day is settled: the parts may have joined at different times.
        return replace(
            first,
            nis=unit,
            region=region,
            legal_form=FORM_SEPARATOR.join(forms),
            valid_from=None,
            valid_to=None,
        )

    def _complete(self, unit: str, by_part: dict[str, list[Entry]]) -> bool:
        """Return whether all parts of a merger are on the list; tell which are not."""
        last = max(filter(None, (self.past.eve(part) for part in by_part)))
        parts = self.past.parts(unit, self.day, last)
        absent = [self._name(part) for part in parts if part not in by_part]
        if not absent:
            return True
        named, whole = next(entry for of in by_part.values() for entry in of), self._name(unit)
        part = self._name(named.found.part or named.found.perhaps or "")
        stand, are = ("staat", "is") if len(absent) == 1 else ("staan", "are")
        self.log.error(
            f"{part} is deel van {whole}, maar {NL.listing(absent)} {stand} niet op de lijst: "
            f"noem {whole} zelf",
            f"{part} is part of {whole}, but {EN.listing(absent)} {are} not on the list: "
            f"name {whole} itself",
            **named.place.unit(named.found.written),
            suggestion=named.place.meant(named.found.written, self._cell_for(unit, named.place)),
        )
        return False

    def _born(self, entries: Iterable[Entry]) -> date:
        """Return the first day of a municipality that came from a merger."""
        named = (entry.found.part or entry.found.perhaps for entry in entries)
        return max(filter(None, map(self.past.eve, filter(None, named)))) + timedelta(days=1)

    def _whole_and_part(self, unit: str, whole: Entry, part: Entry) -> None:
        name = self._name(part.found.part or part.found.perhaps or "")
        self.log.error(
            f"{name} is deel van {self._name(unit)}, dat al op rij {whole.row.row} staat",
            f"{name} is part of {self._name(unit)}, which is on row {whole.row.row} already",
            **part.place.unit(part.found.written),
        )

    def _disagreement(
        self, unit: str, kept: dict[str, MembershipRow], entries: Sequence[Entry]
    ) -> None:
        said = [(self._name(part), row.row, self._said(row)) for part, row in kept.items()]
        nl = "; ".join(f"{name} (rij {row}): {at.nl}" for name, row, at in said)
        en = "; ".join(f"{name} (row {row}): {at.en}" for name, row, at in said)
        last = entries[-1]
        same = Text(self.group.same.nl, f"the same {self.group.tail.en}")
        self.log.error(
            f"de delen van {self._name(unit)} horen niet bij {same.nl}: {nl}",
            f"the parts of {self._name(unit)} do not belong to {same.en}: {en}",
            **last.place.at("region", last.row.region or ""),
        )

    def _said(self, row: MembershipRow) -> Text:
        """Return what a row says of the day."""
        if not row.holds_on(self.day):
            return Text(f"niets over {NL.date(self.day)}", f"nothing about {EN.date(self.day)}")
        return Text.same(row.region) if row.region else Text("geen lid", "not a member")

    def _cell_for(self, nis: str, place: Place) -> str:
        """Return what a cell of the list holds for a municipality: its code, or its name."""
        return nis if place.by_code else dict(self.past.name_pairs())[nis]

    def _name(self, nis: str) -> str:
        names = dict(self.past.name_pairs())
        return f"{names.get(nis, '')} ({nis})".strip()


def _part(entry: Entry, born: date, *, over: bool) -> str | None:
    """Return the part of a merger of which a row speaks; None if it is the whole."""
    start, found = entry.row.valid_from, entry.found
    # What may be both is the whole where the row begins with it, or where it goes on while those
    # of the other parts are over.
    since = start is not None and start >= born
    goes_on = over and not _is_over(entry.row, born)
    return found.part or (None if since or goes_on else found.perhaps)


def _is_over(row: MembershipRow, born: date) -> bool:
    return row.valid_to is not None and row.valid_to < born


def _ends_before(part: Entry, wholes: Iterable[Entry], born: date) -> bool:
    """Return whether a row on a part ends before those on the whole, which began as it was born."""
    end = part.row.valid_to
    return end is not None and all(end < max(e.row.valid_from or born, born) for e in wholes)


def _follows(early: MembershipRow, late: MembershipRow) -> bool:
    """Return whether a row speaks of days after those of another."""
    return bool(early.valid_to and late.valid_from and early.valid_to < late.valid_from)
