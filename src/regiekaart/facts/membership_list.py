"""The membership list that somebody brings, read at the date of a study.

Codes and names of municipalities that have merged since are understood; a name that fits nothing
gets the nearest ones as a suggestion; nothing is guessed, and all problems are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts.brought import split_sheet
from regiekaart.facts.daycells import DayCells
from regiekaart.facts.leftout import without_totals
from regiekaart.facts.listcells import UnitCells, evidence_of_cell, require_unit_column
from regiekaart.facts.listfile import ListFile, ListRow, read_list
from regiekaart.facts.listheader import header_key
from regiekaart.facts.membership import MembershipList, MembershipRow
from regiekaart.facts.names import clean_code
from regiekaart.facts.own_finder import OwnFinder
from regiekaart.facts.region_names import group_words, meant_by, one_spelling, wrong_region
from regiekaart.facts.region_slips import tell_of_slips
from regiekaart.facts.register import register_of
from regiekaart.facts.rows_that_count import known_rows, of_cycle, said_by_file
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

    from regiekaart.facts.unit_finder import Finder
    from regiekaart.scheme.model import Scheme

COLUMNS: Final = {
    "nis": ("nis", "niscode", "nis-code", "refnis", "code"),
    "name": ("gemeente", "municipality", "gemeentenaam", "naam", "name"),
    "names": ("gemeenten", "municipalities", "deelnemende gemeenten", "lijst van gemeenten"),
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
# A list that calls itself made up, as the example does, stays so whatever way it comes in.
FICTIONAL: Final = "fictief voorbeeld"
_MAX_NAMED: Final = 10


def columns_for(scheme: Scheme) -> Mapping[str, Sequence[str]]:
    """Return the columns of a list of a scheme: its own words first, the usual ones beside them.

    Examples
    --------
    >>> columns_for(FLANDERS) is COLUMNS
    True
    """
    if scheme.id == FLANDERS.id:
        return COLUMNS
    own = {"name": scheme.unit.one, "names": scheme.unit.many, "region": scheme.group.one}
    if scheme.units_from is not None:
        own["nis"] = Text.same("code")
    usual_words = {header_key(word) for usual in COLUMNS.values() for word in usual}
    # The groups go by their id elsewhere, as in a list that the scheme itself declares.
    by_id = () if header_key(scheme.group_id) in usual_words else (scheme.group_id,)
    # A word of the scheme means what the scheme says, whatever it means elsewhere.
    taken = {header_key(word) for text in own.values() for word in (text.nl, text.en)}
    return {
        column: (
            *((own[column].nl, own[column].en) if column in own else ()),
            *(by_id if column == "region" else ()),
            *(word for word in usual if header_key(word) not in taken),
        )
        for column, usual in COLUMNS.items()
    }


def read_membership(  # noqa: PLR0913 - what is asked of a list
    path: Path,
    day: date,
    *,
    cycle: str,
    complete: bool | None = None,
    sheet: str | None = None,
    keep_claims: bool = False,
    log: ProblemLog | None = None,
    scheme: Scheme = FLANDERS,
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
    log
        Gets every problem and every notice, where that is more than the error or the list tells.
    scheme
        Whose units and groups the list names.

    Raises
    ------
    InputError
        With every problem of the list.
    """
    path, named = split_sheet(path)
    log = ProblemLog(path.name) if log is None else log
    columns, own = columns_for(scheme), scheme.units_from is not None
    table = read_list(path, columns, log, sheet=sheet or named, lined=("names",))
    _require_columns(table, log, scheme)
    past = register_of(scheme).history
    table = without_totals(table, log, {unit.nis for unit in past.units} if own else None)
    rows = of_cycle(table, cycle, log, scheme)
    complete = _settled(complete, said_by_file(table, log), table, log)
    rows = known_rows(table, rows, log, complete=complete, scheme=scheme)
    reader = _Reader(table, day, log, scheme)
    places = [Place(table, row.number) for row in rows]
    regions = one_spelling(rows, places, log, scheme)
    if scheme.id == FLANDERS.id:
        tell_of_slips(regions, places, cycle, log)
    read = (reader.entries(row, region) for row, region in zip(rows, regions, strict=True))
    entries = [entry for of_row in read for entry in of_row]
    reader.tell()
    if not own:
        _tell_of_mixture(table, [row for row in rows if row.number not in reader.elsewhen], log)
    settler = Settler(day, reader.finder.past, log, scheme.group, keep_claims=keep_claims)
    rows_once = settler.settle(entries)
    log.raise_errors()
    _tell_of_other_days(table, rows_once, reader, complete=complete)
    return MembershipList(
        source=Text(
            f"eigen lijst {table.file}" + ("" if complete else " (onvolledig)"),
            f"own list {table.file}" + ("" if complete else " (partial)"),
        ),
        file=table.file,
        day=day,
        rows=rows_once,
        complete=complete,
        fictional=any(FICTIONAL in row.note.casefold() for row in rows_once),
        notices=log.notices,
        sha256=fingerprint(path),
    )


def finder_of(scheme: Scheme, day: date, log: ProblemLog) -> Finder:
    """Return what finds the units of a scheme by code or name, on a day.

    Parameters
    ----------
    scheme
        The scheme.
    day
        The date of the study.
    log
        Gets what cannot be told.
    """
    if scheme.units_from is None:
        return UnitFinder(day, log)
    return OwnFinder(day, log, register_of(scheme).history, scheme.unit)


def _settled(asked: bool | None, said: bool | None, table: ListFile, log: ProblemLog) -> bool:
    """Return whether a list is complete: what is asked goes first, but not in silence."""
    if asked is not None and said is not None and asked is not said:
        words = (Text("gedeeltelijk", "partial"), Text("volledig", "complete"))
        log.warning(
            f"de lijst noemt zich {words[said].nl}, en wordt op uw vraag als {words[asked].nl} "
            "gelezen",
            f"the list calls itself {words[said].en}, and is read as {words[asked].en} as you ask",
            sheet=table.sheet,
            column=table.headers["list"],
        )
    return bool(said) if asked is None else asked


def _require_columns(table: ListFile, log: ProblemLog, scheme: Scheme) -> None:
    if "region" not in table.headers:
        usual = scheme.id == FLANDERS.id
        word = Text("regiegebied", "region") if usual else scheme.group.one
        log.error(f"kolom '{word.nl}' ontbreekt", f"column '{word.en}' is missing",
                  sheet=table.sheet)  # fmt: skip
    require_unit_column(table, log, None if scheme.units_from is None else scheme.unit)
    log.raise_errors()


def _tell_of_other_days(
    table: ListFile, rows: Sequence[MembershipRow], reader: _Reader, *, complete: bool
) -> None:
    """Tell of the units of which every row speaks of other days than that of the study."""
    day, names = reader.day, dict(reader.finder.past.name_pairs())
    absent = [names[row.nis] for row in rows if not row.holds_on(day)]
    if not absent:
        return
    listed = Text.same(", ".join(absent[:_MAX_NAMED]) + (", …" if absent[_MAX_NAMED:] else ""))
    counts = Text("geen lid", "not members") if complete else Text("onbekend", "unknown")
    reader.log.note(
        f"op {NL.date(day)} geldt geen rij van {listed.nl}: {counts.nl} op die dag",
        f"no row of {listed.en} holds on {EN.date(day)}: {counts.en} on that day",
        sheet=table.sheet,
        column=table.headers.get("valid_from") or table.headers.get("valid_to"),
    )


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


@dataclass
class _Reader:
    """Turns rows of text into memberships on the municipalities of a day."""

    table: ListFile
    day: date
    log: ProblemLog
    scheme: Scheme
    # The rows that speak of other days only.
    elsewhen: set[int] = field(default_factory=set, init=False)
    # Per name of a group what is wrong with it.
    _wrong: dict[str, Text | None] = field(default_factory=dict, init=False)

    @cached_property
    def finder(self) -> Finder:
        return finder_of(self.scheme, self.day, self.log)

    @cached_property
    def days(self) -> DayCells:
        return DayCells(self.log)

    @cached_property
    def units(self) -> UnitCells:
        return UnitCells(self.table, self.log, self.scheme.unit)

    def tell(self) -> None:
        """Tell how what is not written plainly was read."""
        self.finder.tell()
        self.days.tell()

    def entries(self, row: ListRow, region: str) -> list[Entry]:
        """Return what a row states, of each municipality on it; none if the row has an error."""
        place = Place(self.table, row.number)
        cells = row.values
        start = self.days.read("valid_from", cells.get("valid_from", ""), place)
        end = self.days.read("valid_to", cells.get("valid_to", ""), place)
        found = [
            (self.finder.find(code, name, where, start), where)
            for where, code, name in self.units.on(row)
        ]
        evidence = evidence_of_cell(cells.get("evidence", ""), place, self.log)
        self._check_region(cells, region, place)
        if start and end and end < start:
            self.log.error(
                "het lidmaatschap eindigt voor het begint",
                "the membership ends before it begins",
                **place.at("valid_to", cells["valid_to"]),
            )
        stated = partial(
            MembershipRow,
            region=region or None,
            legal_form=cells.get("legal_form", ""),
            evidence=evidence,
            source=cells.get("source", "") or self.table.file,
            note=cells.get("note", ""),
            valid_from=start,
            valid_to=end,
            row=row.number,
        )
        if (start or end) and not stated(nis="").holds_on(self.day):
            self.elsewhen.add(row.number)
        return [
            Entry(unit, stated(nis=unit.unit), where) for unit, where in found if unit is not None
        ]

    def _check_region(self, cells: Mapping[str, str], region: str, place: Place) -> None:
        if "region" not in cells:
            group = group_words(self.scheme).en.partition(" ")[2]
            self.log.error(
                f"de rij is te kort: de cel van {self.scheme.group.the.nl} ontbreekt",
                f"the row is too short: the cell of the {group} is missing",
                **place.at("region", ""),
            )
        # A name stands on many rows, and means the same on each.
        if region not in self._wrong:
            self._wrong[region] = wrong_region(region, self.scheme) if region else None
        wrong = self._wrong[region]
        if wrong is not None:
            likely = meant_by(region, place.table.headers.get("region", ""))
            self.log.error(wrong.nl, wrong.en, **place.at("region", region), suggestion=likely)
