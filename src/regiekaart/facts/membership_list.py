"""The membership list that somebody brings, read at the date of a study.

Codes and names of municipalities that have merged since are understood; a name that fits nothing
gets the nearest ones as a suggestion; nothing is guessed, and all problems are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts.brought import split_sheet
from regiekaart.facts.dates import parse_date, tell_no_date
from regiekaart.facts.listcells import evidence_of_cell, require_unit_column
from regiekaart.facts.listfile import ListFile, ListRow, read_list
from regiekaart.facts.membership import MembershipList, MembershipRow
from regiekaart.facts.names import clean_code, normalise
from regiekaart.facts.region_names import one_spelling, wrong_region
from regiekaart.facts.settling import Entry, Settler
from regiekaart.facts.unit_finder import Place, UnitFinder
from regiekaart.facts.vintages import recognise, stray_words, vintage_words
from regiekaart.language import EN, NL, Text
from regiekaart.paths import fingerprint
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

COLUMNS: Final = {
    "nis": ("nis", "niscode", "nis-code", "refnis", "code"),
    "name": ("gemeente", "municipality", "gemeentenaam", "naam", "name"),
    "region": ("regiegebied", "region", "regio", "regieverband", "regie region"),
    "membership": ("lidmaatschap", "membership"),
    "cycle": ("cyclus", "cycle", "beleidscyclus"),
    "legal_form": ("rechtsvorm", "legal_form"),
    "valid_from": ("vanaf", "valid_from"),
    "valid_to": ("tot", "valid_to", "tot en met"),
    "evidence": ("bewijs", "evidence"),
    "source": ("bron", "source"),
    "note": ("opmerking", "note"),
    "list": ("lijst", "list"),
}
COMPLETE_IN: Final = {
    "complete": True,
    "volledig": True,
    "partial": False,
    "gedeeltelijk": False,
    "onvolledig": False,
}
# What the tables of a build say of a municipality, normalised; None is unknown.
STATED_IN: Final = {
    "lid": True,
    "member": True,
    "geenlid": False,
    "notamember": False,
    "onbekend": None,
    "unknown": None,
}
# A list that calls itself made up, as the example does, stays so whatever way it comes in.
FICTIONAL: Final = "fictief voorbeeld"


def read_membership(
    path: Path,
    day: date,
    *,
    cycle: str,
    complete: bool | None = None,
    sheet: str | None = None,
    keep_claims: bool = False,
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
        The sheet of a workbook; by default the one that ``path`` names behind ``#``, or the first.
    keep_claims
        Whether a municipality that the list puts in several regions is kept, with a row for each,
        to be told by the rules. Else it is a problem of the list.

    Raises
    ------
    InputError
        With every problem of the list.
    """
    path, named = split_sheet(path)
    log = ProblemLog(path.name)
    table = read_list(path, COLUMNS, log, sheet=sheet or named)
    _require_columns(table, log)
    rows = _of_cycle(table, cycle, log)
    if complete is None:
        complete = _said_by_file(table, log)
    rows = _known(table, rows, log, complete=complete)
    reader = _Reader(table, day, log)
    regions = one_spelling(rows, [Place(table, row.number) for row in rows], log)
    read = (reader.entry(row, region) for row, region in zip(rows, regions, strict=True))
    entries = [entry for entry in read if entry is not None]
    _tell_of_mixture(table, rows, log)
    rows_once = Settler(day, reader.finder.past, log, keep_claims=keep_claims).settle(entries)
    log.raise_errors()
    return MembershipList(
        source=Text(
            f"eigen lijst {path.name}" + ("" if complete else " (onvolledig)"),
            f"own list {path.name}" + ("" if complete else " (partial)"),
        ),
        file=path.name,
        day=day,
        rows=rows_once,
        complete=complete,
        fictional=any(FICTIONAL in row.note.casefold() for row in rows_once),
        notices=log.notices,
        sha256=fingerprint(path),
    )


def _require_columns(table: ListFile, log: ProblemLog) -> None:
    if "region" not in table.headers:
        log.error("kolom 'regiegebied' ontbreekt", "column 'region' is missing", sheet=table.sheet)
    require_unit_column(table, log)
    log.raise_errors()


def _tell_of_mixture(table: ListFile, rows: Sequence[ListRow], log: ProblemLog) -> None:
    """Warn of a list whose codes are of municipalities that never were there together."""
    codes = [clean_code(row.values.get("nis", "")) for row in rows]
    found = recognise(code for code in codes if code is not None)
    if not found.mixed or not found.strays:
        return
    whose, words = vintage_words(found.vintage), [stray_words(stray) for stray in found.strays]
    log.warning(
        f"codes van verschillende jaren door elkaar; de meeste passen bij {whose.nl}, maar "
        f"{NL.listing([w.nl for w in words])}",
        f"codes of different years mixed; most fit {whose.en}, but "
        f"{EN.listing([w.en for w in words])}",
        sheet=table.sheet,
        column=table.headers.get("nis"),
        value=", ".join(stray.nis for stray in found.strays),
    )


def cycle_spellings() -> dict[str, str]:
    """Return the id of a cycle per spelling that a list may give it.

    Examples
    --------
    >>> cycle_spellings()["2023"], cycle_spellings()["2020-2022"]
    ('2023', '2020')
    """
    return {
        spelling: known.id
        for known in FLANDERS.cycles
        for spelling in (known.id, f"{known.id}-{known.end.year}", f"{known.id} - {known.end.year}")
    }


def _of_cycle(table: ListFile, cycle: str, log: ProblemLog) -> list[ListRow]:
    """Leave out the rows that name another cycle; what is no cycle is a problem."""
    if "cycle" not in table.headers:
        return list(table.rows)
    spellings = cycle_spellings()
    kept, others = [], []
    for row in table.rows:
        cell = row.values.get("cycle", "")
        of = spellings.get(cell.replace("–", "-"), "") if cell else cycle
        if not of:
            known_cycles = ", ".join(known.id for known in FLANDERS.cycles)
            log.error(
                f"onbekende cyclus: {cell}; verwacht {known_cycles}",
                f"unknown cycle: {cell}; expected {known_cycles}",
                **Place(table, row.number).at("cycle", cell),
            )
        elif of == cycle:
            kept.append(row)
        else:
            others.append(of)
    if not kept:
        log.error(
            f"geen enkele rij van cyclus {cycle}",
            f"no row of cycle {cycle}",
            sheet=table.sheet,
            column=table.headers["cycle"],
        )
    elif others:
        listed = ", ".join(sorted(set(others)))
        log.note(
            f"{len(others)} rijen van andere cycli weggelaten: {listed}",
            f"{len(others)} rows of other cycles left out: {listed}",
            sheet=table.sheet,
        )
    return kept


def _known(
    table: ListFile, rows: Sequence[ListRow], log: ProblemLog, *, complete: bool
) -> list[ListRow]:
    """Leave out the rows that call a membership unknown: an empty region would say "not a member".

    A row that contradicts itself is a problem, as is an unknown one on a complete list.
    """
    if "membership" not in table.headers:
        return list(rows)
    kept = []
    for row in rows:
        cell, region = row.values.get("membership", ""), row.values.get("region", "")
        place = Place(table, row.number).at("membership", cell)
        stated = STATED_IN.get(normalise(cell), ...) if cell else bool(region)
        if stated is ...:
            log.error(
                f"onbekend woord voor lidmaatschap: {cell}; verwacht lid, geen lid of onbekend",
                f"unknown word for membership: {cell}; expected member, not a member or unknown",
                **place,
            )
        elif bool(region) is not bool(stated):
            log.error(
                f"lidmaatschap ‘{cell}’ {'met' if region else 'zonder'} regiegebied",
                f"membership ‘{cell}’ {'with' if region else 'without'} a regie region",
                **place,
            )
        elif stated is None and complete:
            log.error(
                "onbekend lidmaatschap op een volledige lijst",
                "an unknown membership on a complete list",
                **place,
            )
        elif stated is not None:
            kept.append(row)
    left = len(rows) - len(kept)
    if left:
        log.note(
            f"{left} rijen met onbekend lidmaatschap weggelaten",
            f"{left} rows of unknown membership left out",
            sheet=table.sheet,
        )
    return kept


def _said_by_file(table: ListFile, log: ProblemLog) -> bool:
    """Return what the column ``lijst`` says; a list that says nothing is partial."""
    if "list" not in table.headers:
        return False
    said: dict[bool, ListRow] = {}
    for row in table.rows:
        cell = row.values.get("list", "")
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
            value=last.values.get("list", ""),
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

    def entry(self, row: ListRow, region: str) -> Entry | None:
        """Return what a row states; None if the row has an error."""
        place = Place(self.table, row.number)
        cells = row.values
        found = self.finder.find(cells.get("nis", ""), cells.get("name", ""), place)
        start = self._date("valid_from", cells.get("valid_from", ""), place)
        end = self._date("valid_to", cells.get("valid_to", ""), place)
        evidence = evidence_of_cell(cells.get("evidence", ""), place, self.log)
        self._check_region(cells, region, place)
        if start and end and end < start:
            self.log.error(
                "het lidmaatschap eindigt voor het begint",
                "the membership ends before it begins",
                **place.at("valid_to", cells["valid_to"]),
            )
        if found is None:
            return None
        stated = MembershipRow(
            nis=found.unit,
            region=region or None,
            legal_form=cells.get("legal_form", ""),
            evidence=evidence,
            source=cells.get("source", "") or self.table.file,
            note=cells.get("note", ""),
            valid_from=start,
            valid_to=end,
            row=row.number,
        )
        return Entry(found, stated, place)

    def _check_region(self, cells: Mapping[str, str], region: str, place: Place) -> None:
        if "region" not in cells:
            self.log.error(
                "de rij is te kort: de cel van het regiegebied ontbreekt",
                "the row is too short: the cell of the region is missing",
                **place.at("region", ""),
            )
        wrong = wrong_region(region) if region else None
        if wrong is not None:
            self.log.error(wrong.nl, wrong.en, **place.at("region", region))

    def _date(self, column: str, cell: str, place: Place) -> date | None:
        if not cell:
            return None
        found = parse_date(cell)
        if found is None:
            tell_no_date(cell, self.log, place.at(column, cell))
        return found
