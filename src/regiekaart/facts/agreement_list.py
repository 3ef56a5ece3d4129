"""The list of agreements with VDAB that somebody brings, read at the date of a study.

A list is taken at its word: a row without a date, or with one before the date of the study, says
how things stand on that date. A row with a later date says nothing of it, but counts as what is to
come.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts.agreements import Agreement, Status, last_word
from regiekaart.facts.brought import split_sheet
from regiekaart.facts.daycells import DayCells
from regiekaart.facts.leftout import without_totals
from regiekaart.facts.listcells import UnitCells, evidence_of_cell, require_unit_column
from regiekaart.facts.listfile import ListFile, ListRow, read_list
from regiekaart.facts.membership_list import COLUMNS as MEMBERSHIP_COLUMNS
from regiekaart.facts.names import normalise
from regiekaart.facts.unit_finder import Place, UnitFinder
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from regiekaart.errors import Problem
    from regiekaart.facts.unit_finder import Found

_SHARED: Final = ("nis", "name", "names", "evidence", "source", "note")
COLUMNS: Final = {
    **{name: MEMBERSHIP_COLUMNS[name] for name in _SHARED},
    "status": ("status", "stand", "status overeenkomst", "status SO", "agreement"),
    "date": ("datum", "date", "datum ondertekening", "ondertekend op", "signed_on"),
    "expected_on": ("verwacht", "expected_on", "expected", "verwacht op", "verwachte datum"),
    "ends_on": ("einde", "ends_on", "einddatum", "end", "tot", "tot en met", "valid_to"),
}
_SPELLINGS: Final = {
    Status.SIGNED: (
        "afgesloten", "signed", "gesloten", "ondertekend", "getekend", "overeenkomst afgesloten",
        "SO afgesloten", "lopend",
    ),
    Status.NEGOTIATING: (
        "in onderhandeling", "negotiating", "onderhandeling", "onderhandelingen", "onderhandelen",
        "onderhandelingen lopend", "in negotiation", "under negotiation",
    ),
    Status.TO_START: (
        "op te starten", "to_start", "nog op te starten", "op starten", "nog te starten",
        "to be started",
    ),
    Status.NONE: (
        "geen", "none", "geen overeenkomst", "geen samenwerkingsovereenkomst", "geen SO",
        "no agreement",
    ),
    Status.UNKNOWN: ("onbekend", "unknown", "niet bekend", "not known"),
}  # fmt: skip
_STATUS_WORDS: Final = Text(
    ", ".join(words[0] for words in _SPELLINGS.values()),
    ", ".join(words[1] for words in _SPELLINGS.values()),
)
# The word to suggest, per spelling with case, spaces and hyphens left out.
_WRITTEN: Final = {normalise(word): word for words in _SPELLINGS.values() for word in words}
STATUS_IN: Final = {normalise(word): s for s, words in _SPELLINGS.items() for word in words}
_MAX_NAMED: Final = 10
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class AgreementList:
    """A list of agreements as it was brought: the statements, and what a reader should know."""

    agreements: tuple[Agreement, ...]
    notices: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row with the municipality that it means, and the day that it names."""

    found: Found
    agreement: Agreement
    dated: date | None
    place: Place


def read_agreements(path: Path, day: date, log: ProblemLog | None = None) -> AgreementList:
    """Read an own list of agreements, CSV or XLSX.

    Parameters
    ----------
    path
        The list, with the columns of `COLUMNS` in Dutch or English.
    day
        The date of the study.
    log
        Gets every problem and every notice, where that is more than the error or the list tells.

    Raises
    ------
    InputError
        With every problem of the list.
    """
    path, sheet = split_sheet(path)
    log = ProblemLog(path.name) if log is None else log
    table = read_list(path, COLUMNS, log, sheet=sheet, lined=("names",))
    _require_columns(table, log)
    table = without_totals(table, log)
    reader = _Reader(table, day, UnitFinder(day, log), log)
    entries = [entry for row in table.rows for entry in reader.entries(row)]
    reader.finder.tell()
    reader.days.tell()
    agreements = _settle(entries, reader)
    _tell_of_later(agreements, reader)
    log.raise_errors()
    return AgreementList(tuple(agreements), log.notices)


def _require_columns(table: ListFile, log: ProblemLog) -> None:
    if "status" not in table.headers:
        log.error("kolom 'status' ontbreekt", "column 'status' is missing", sheet=table.sheet)
    require_unit_column(table, log)
    log.raise_errors()


@dataclass(frozen=True)
class _Reader:
    """Turns rows of text into statements on the municipalities of a day."""

    table: ListFile
    day: date
    finder: UnitFinder
    log: ProblemLog

    @cached_property
    def days(self) -> DayCells:
        return DayCells(self.log)

    @cached_property
    def units(self) -> UnitCells:
        return UnitCells(self.table, self.log)

    def entries(self, row: ListRow) -> list[_Entry]:
        """Return what a row states, of each municipality on it that is understood."""
        place = Place(self.table, row.number)
        cells = row.values
        found = [
            (unit, where)
            for where, code, name in self.units.on(row)
            if (unit := self.finder.find(code, name, where)) is not None
        ]
        status = self._status(cells.get("status", ""), place)
        dated = self._date("date", row, place)
        agreement = Agreement(
            nis="",
            status=status or Status.UNKNOWN,
            signed_on=dated if status is Status.SIGNED else None,
            ends_on=self._date("ends_on", row, place),
            known_on=max(dated or self.day, self.day),
            evidence=evidence_of_cell(cells.get("evidence", ""), place, self.log),
            source=cells.get("source", "") or self.table.file,
            note=cells.get("note", ""),
            expected_on=self._date("expected_on", row, place),
            as_of=self.day,
            row=row.number,
        )
        self._check_order(agreement, row, place)
        if status is None:
            return []
        return [
            _Entry(unit, replace(agreement, nis=unit.unit), dated, where) for unit, where in found
        ]

    def _check_order(self, agreement: Agreement, row: ListRow, place: Place) -> None:
        """Tell of days that cannot follow each other, and of an expectation that has passed."""
        signed_on, ends_on = agreement.signed_on, agreement.ends_on
        if signed_on and ends_on and ends_on < signed_on:
            self.log.error(
                "de overeenkomst eindigt voor zij is afgesloten",
                "the agreement ends before it is signed",
                **place.at("ends_on", row.values["ends_on"]),
            )
        expected, signed = agreement.expected_on, agreement.status is Status.SIGNED
        if expected and expected <= self.day and not signed:
            self.log.warning(
                f"de verwachte datum ligt niet na de peildatum ({NL.date(self.day)}) en telt niet "
                "mee",
                f"the expected date is not after the reference date ({EN.date(self.day)}) and does "
                "not count",
                **place.at("expected_on", row.values["expected_on"]),
            )

    def _status(self, cell: str, place: Place) -> Status | None:
        key = _status_key(cell)
        if not cell or cell.strip("?") == "":
            return Status.UNKNOWN
        if key in STATUS_IN:
            return STATUS_IN[key]
        self.log.error(
            f"onbekende status: {cell}; verwacht {_STATUS_WORDS.nl}, of een lege cel (onbekend)",
            f"unknown status: {cell}; expected {_STATUS_WORDS.en}, or an empty cell (unknown)",
            **place.at("status", cell),
            suggestion=None if self.log.full else _near_status(key),
        )
        return None

    def _date(self, column: str, row: ListRow, place: Place) -> date | None:
        return self.days.read(column, row.values.get(column, ""), place)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(self.finder.past.name_pairs())

    def name(self, nis: str) -> str:
        """Return a municipality's name with its code, for messages."""
        return f"{self._names.get(nis, '')} ({nis})".strip()


@lru_cache(maxsize=1024)
def _status_key(cell: str) -> str:
    return normalise(cell)


@lru_cache(maxsize=1024)
def _near_status(key: str) -> str | None:
    near = get_close_matches(key[:_LONGEST], STATUS_IN, n=1) if key else []
    return _WRITTEN[near[0]] if near else None


def _settle(entries: Iterable[_Entry], reader: _Reader) -> list[Agreement]:
    """Return the statements that count: of each municipality, or each part that is named."""
    by_unit: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        by_unit[entry.found.unit].append(entry)
    result: list[Agreement] = []
    for unit, of_unit in by_unit.items():
        named_by_part = any(entry.found.part for entry in of_unit)
        by_code: dict[str, list[_Entry]] = defaultdict(list)
        for entry in of_unit:
            # Beside other parts of a merger, a name that whole and part share means the part.
            part = (entry.found.part or entry.found.perhaps) if named_by_part else None
            by_code[part or unit].append(_on_part(entry, part, reader) if part else entry)
        if named_by_part and any(not (e.found.part or e.found.perhaps) for e in of_unit):
            _whole_and_part(of_unit, reader)
            continue
        for of_code in by_code.values():
            result += _in_time(of_code, reader)
    return result


def _on_part(entry: _Entry, part: str, reader: _Reader) -> _Entry:
    """Return a row that speaks of a merged municipality, on the last day on which it was there."""
    eve = reader.finder.past.eve(part)
    return replace(entry, agreement=replace(entry.agreement, nis=part, as_of=eve))


def _whole_and_part(entries: Sequence[_Entry], reader: _Reader) -> None:
    part = next(e for e in entries if e.found.part)
    whole = next(e for e in entries if not e.found.part and not e.found.perhaps)
    named, into = reader.name(part.found.part or ""), reader.name(part.found.unit)
    reader.log.error(
        f"{named} is deel van {into}, dat al op rij {whole.place.row} staat",
        f"{named} is part of {into}, which is on row {whole.place.row} already",
        **part.place.unit(part.found.written),
    )


def _in_time(entries: Sequence[_Entry], reader: _Reader) -> list[Agreement]:
    """Return the row that holds on the day, and those of later; rows for one day are a problem."""
    undated = [e for e in entries if e.dated is None]
    double = undated[:1] + [e for e in entries if e.dated] if undated else []
    days: dict[date | None, _Entry] = {}
    for entry in entries:
        first = days.setdefault(entry.dated, entry)
        if first is not entry:
            double = [first, entry]
    if len(double) > 1:
        _double(double[0], double[1], reader)
        return []
    order = sorted(entries, key=lambda e: e.dated or reader.day)
    until = [e.agreement for e in order if e.dated is None or e.dated <= reader.day]
    decides = last_word(until, reader.day)
    later = [e.agreement for e in order if e.dated and e.dated > reader.day]
    # Talks on a renewal keep their expected day beside the agreement that still runs.
    now = [a for a in dict.fromkeys((decides, *until[-1:])) if a is not None]
    return [*now, *later]


def _double(first: _Entry, second: _Entry, reader: _Reader) -> None:
    first, second = sorted((first, second), key=lambda e: e.place.row)
    name = reader.name(first.agreement.nis)
    reader.log.error(
        f"{name} staat al op rij {first.place.row}; geef elke rij een eigen datum, of laat er "
        "één staan",
        f"{name} is already on row {first.place.row}; give each row a date of its own, or leave "
        "one",
        **second.place.unit(second.found.written),
    )


def _tell_of_later(agreements: Sequence[Agreement], reader: _Reader) -> None:
    """Tell of the rows that say nothing of the day of the study, in one line."""
    later = [a for a in agreements if a.known_on > reader.day]
    if not later:
        return
    names = [reader.name(a.nis) for a in later]
    shown: dict[str, Any] = {"sheet": reader.table.sheet, "row": later[0].row}
    more = len(names) - _MAX_NAMED
    listed = names[:_MAX_NAMED]
    nl = NL.listing([*listed, f"{more} andere"] if more > 0 else listed)
    en = EN.listing([*listed, f"{more} more"] if more > 0 else listed)
    reader.log.note(
        f"gedateerd na de peildatum ({NL.date(reader.day)}): {nl}; dat zegt niets over de peildatum"
        " zelf, en een latere ondertekening telt alleen mee in de prognose",
        f"dated after the reference date ({EN.date(reader.day)}): {en}; that says nothing of the "
        "reference date itself, and a later signing only counts in the forecast",
        **shown,
        column=reader.table.headers.get("date"),
    )
