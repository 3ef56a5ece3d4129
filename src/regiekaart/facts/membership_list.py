"""The membership list that somebody brings, read at the date of a study.

Codes and names of municipalities that have merged since are understood; a name that fits nothing
gets the nearest ones as a suggestion; nothing is guessed, and all problems are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts.listfile import ListFile, ListRow, read_list
from regiekaart.facts.membership import Evidence, MembershipList, MembershipRow
from regiekaart.facts.names import normalise
from regiekaart.facts.unit_finder import Place, UnitFinder
from regiekaart.language import Text
from regiekaart.paths import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS: Final = {
    "nis": ("nis", "niscode", "nis-code", "refnis", "code"),
    "name": ("gemeente", "municipality", "gemeentenaam", "naam", "name"),
    "region": ("regiegebied", "region", "regio", "regieverband", "regie region"),
    "cycle": ("cyclus", "cycle", "beleidscyclus"),
    "legal_form": ("rechtsvorm", "legal_form"),
    "valid_from": ("vanaf", "valid_from"),
    "valid_to": ("tot", "valid_to", "tot en met"),
    "evidence": ("bewijs", "evidence"),
    "source": ("bron", "source"),
    "note": ("opmerking", "note"),
    "list": ("lijst", "list"),
}
EVIDENCE_IN: Final = {
    "documented": Evidence.DOCUMENTED,
    "gedocumenteerd": Evidence.DOCUMENTED,
    "inferred": Evidence.INFERRED,
    "afgeleid": Evidence.INFERRED,
    "assumed": Evidence.ASSUMED,
    "aangenomen": Evidence.ASSUMED,
}
COMPLETE_IN: Final = {
    "complete": True,
    "volledig": True,
    "partial": False,
    "gedeeltelijk": False,
    "onvolledig": False,
}
# A list that calls itself made up, as the example does, stays so whatever way it comes in.
FICTIONAL: Final = "fictief voorbeeld"
DUTCH_DATE_PARTS: Final = 3


def read_membership(
    path: Path,
    day: date,
    *,
    cycle: str,
    complete: bool | None = None,
    sheet: str | None = None,
) -> MembershipList:
    """Read an own list of memberships, CSV or XLSX.

    Parameters
    ----------
    path
        The list, with the columns of `COLUMNS` in Dutch or English.
    day
        The date of the study: the list's municipalities are brought to that day.
    cycle
        The cycle of the study; rows of another cycle are left out, with a notice.
    complete
        Whether the list is closed; ``None`` leaves it to the column ``lijst``, and else it is
        partial.
    sheet
        The sheet of a workbook; by default the first.

    Raises
    ------
    InputError
        With every problem of the list.
    """
    log = ProblemLog(path.name)
    table = read_list(path, COLUMNS, log, sheet=sheet)
    _require_columns(table, log)
    rows = _of_cycle(table, cycle, log)
    reader = _Reader(table, day, log)
    found = [row for row in map(reader.membership, rows) if row is not None]
    rows_once = _once_per_unit(found, reader)
    reader.finder.check_parts()
    if complete is None:
        complete = _said_by_file(table, log)
    log.raise_errors()
    return MembershipList(
        source=Text(
            f"eigen lijst {path.name}" + ("" if complete else " (onvolledig)"),
            f"own list {path.name}" + ("" if complete else " (partial)"),
        ),
        file=path.name,
        day=day,
        rows=tuple(rows_once),
        complete=complete,
        fictional=any(FICTIONAL in row.note.casefold() for row in rows_once),
        notices=log.notices,
        sha256=fingerprint(path),
    )


def _require_columns(table: ListFile, log: ProblemLog) -> None:
    if "region" not in table.headers:
        log.error("kolom 'regiegebied' ontbreekt", "column 'region' is missing", sheet=table.sheet)
    if not {"nis", "name"} & set(table.headers):
        log.error(
            "kolom 'nis' of 'gemeente' ontbreekt: een van beide is nodig",
            "column 'nis' or 'municipality' is missing: one of them is needed",
            sheet=table.sheet,
        )
    log.raise_errors()


def _of_cycle(table: ListFile, cycle: str, log: ProblemLog) -> list[ListRow]:
    """Leave out the rows that name another cycle."""
    if "cycle" not in table.headers:
        return list(table.rows)
    named = [(row, row.values["cycle"][:4]) for row in table.rows]
    kept = [row for row, of in named if of in {"", cycle}]
    others = sorted({of for _, of in named if of not in {"", cycle}})
    if others and not kept:
        log.error(
            f"geen enkele rij van cyclus {cycle}; in het bestand: {', '.join(others)}",
            f"no row of cycle {cycle}; in the file: {', '.join(others)}",
            sheet=table.sheet,
            column=table.headers["cycle"],
        )
        log.raise_errors()
    if others:
        log.note(
            f"{len(named) - len(kept)} rijen van andere cycli weggelaten: {', '.join(others)}",
            f"{len(named) - len(kept)} rows of other cycles left out: {', '.join(others)}",
            sheet=table.sheet,
        )
    return kept


def _said_by_file(table: ListFile, log: ProblemLog) -> bool:
    """Return what the column ``lijst`` says; a list that says nothing is partial."""
    if "list" not in table.headers:
        return False
    said: dict[bool, ListRow] = {}
    for row in table.rows:
        cell = row.values["list"]
        if not cell:
            continue
        value = COMPLETE_IN.get(normalise(cell))
        if value is None:
            log.error(
                f"onbekend soort lijst: {cell}; verwacht volledig of gedeeltelijk",
                f"unknown kind of list: {cell}; expected complete or partial",
                sheet=table.sheet,
                row=row.number,
                column=table.headers["list"],
                value=cell,
            )
        else:
            said.setdefault(value, row)
    if len(said) > 1:
        last = max(said.values(), key=lambda row: row.number)
        log.error(
            "de lijst noemt zich op de ene rij volledig en op de andere gedeeltelijk",
            "the list calls itself complete on one row and partial on another",
            sheet=table.sheet,
            row=last.number,
            column=table.headers["list"],
            value=last.values["list"],
        )
    return next(iter(said), False)


@dataclass
class _Reader:
    """Turns rows of text into memberships on the municipalities of a day."""

    table: ListFile
    day: date
    log: ProblemLog

    @cached_property
    def finder(self) -> UnitFinder:
        return UnitFinder(self.day, self.log)

    def membership(self, row: ListRow) -> MembershipRow | None:
        """Return the membership that a row states; None if the row has an error."""
        place = Place(self.table, row.number)
        cells = row.values
        nis = self.finder.find(cells.get("nis", ""), cells.get("name", ""), place)
        start = self._date("valid_from", cells.get("valid_from", ""), place)
        end = self._date("valid_to", cells.get("valid_to", ""), place)
        evidence = self._evidence(cells.get("evidence", ""), place)
        if start and end and end < start:
            self.log.error(
                "het lidmaatschap eindigt voor het begint",
                "the membership ends before it begins",
                **place.at("valid_to", cells["valid_to"]),
            )
        if nis is None:
            return None
        return MembershipRow(
            nis=nis,
            region=" ".join(cells["region"].split()) or None,
            legal_form=cells.get("legal_form", ""),
            evidence=evidence,
            source=cells.get("source", "") or self.table.file,
            note=cells.get("note", ""),
            valid_from=start,
            valid_to=end,
            row=row.number,
        )

    def _date(self, column: str, cell: str, place: Place) -> date | None:
        if not cell:
            return None
        found = parse_date(cell)
        if found is None:
            self.log.error(
                f"geen datum: {cell}; verwacht bijvoorbeeld 2023-01-31 of 31/01/2023",
                f"not a date: {cell}; expected for example 2023-01-31 or 31/01/2023",
                **place.at(column, cell),
            )
        return found

    def _evidence(self, cell: str, place: Place) -> Evidence:
        """Return the grade; a list with no grades is its owner's own statement."""
        if not cell:
            return Evidence.DOCUMENTED
        found = EVIDENCE_IN.get(normalise(cell))
        if found is None:
            listed = ", ".join(EVIDENCE_IN)
            self.log.error(
                f"onbekend bewijs: {cell}; verwacht een van {listed}",
                f"unknown evidence: {cell}; expected one of {listed}",
                **place.at("evidence", cell),
            )
        return found or Evidence.ASSUMED


def parse_date(cell: str) -> date | None:
    """Return a date written as ISO or as in Dutch, day first; None if it is neither.

    Examples
    --------
    >>> parse_date("2023-01-31") == parse_date("31/1/2023") == date(2023, 1, 31)
    True
    """
    try:
        return date.fromisoformat(cell[:10])
    except ValueError:
        pass
    parts = cell.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != DUTCH_DATE_PARTS or not all(p.strip().isdecimal() for p in parts):
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None


def _once_per_unit(rows: list[MembershipRow], reader: _Reader) -> list[MembershipRow]:
    """Keep one row per municipality; two that disagree are an error, and so is a plain double."""
    kept: dict[str, MembershipRow] = {}
    for row in rows:
        first = kept.setdefault(row.nis, row)
        if first is row:
            continue
        name = reader.finder.territory.by_code[row.nis].name
        place = Place(reader.table, row.row or 0).at("region", row.region or "")
        if row.region == first.region and _is_merged(row.nis, reader):
            # Two parts of a merged municipality that are in the same region: one member.
            continue
        if _follows(first, row):
            kept[row.nis] = max(first, row, key=lambda r: r.region_on(reader.day) is not None)
            continue
        reader.log.error(
            f"{name} ({row.nis}) staat al op rij {first.row}, bij {first.region or 'geen regio'}",
            f"{name} ({row.nis}) is already on row {first.row}, in {first.region or 'no region'}",
            **place,
        )
    return list(kept.values())


def _is_merged(nis: str, reader: _Reader) -> bool:
    past = reader.finder.past
    return len(past.parts(nis, reader.day, past.vintages["2012"])) > 1


def _follows(first: MembershipRow, second: MembershipRow) -> bool:
    """Return whether two rows speak of periods that do not meet: then both may stand."""
    early, late = sorted((first, second), key=lambda r: r.valid_from or date.min)
    return bool(early.valid_to and late.valid_from and early.valid_to < late.valid_from)
