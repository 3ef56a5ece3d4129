"""Who is in which group: the lists that ship, lists that people bring, and both at a date.

Membership has three values. A *complete* list is closed: who is not on it is not a member. A
*partial* list is open: who is not on it is unknown. A row speaks of its own days only: on others it
is as if it were not on the list, for who left one group may have joined another. `members_at` gives
each municipality of a day its value, and never turns unknown into yes or no.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.errors import InputError, Problem, ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.flanders import history
from regiekaart.language import EN, NL, Text
from regiekaart.paths import fingerprint, shipped_data
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from regiekaart.facts.territory import History
    from regiekaart.scheme.model import Cycle, Scheme
    from regiekaart.scheme.noun import Noun


class Evidence(StrEnum):
    """How well a statement is grounded."""

    DOCUMENTED = "documented"
    INFERRED = "inferred"
    ASSUMED = "assumed"


EVIDENCE_WORDS: Final = {
    Evidence.DOCUMENTED: Text("gedocumenteerd", "documented"),
    Evidence.INFERRED: Text("afgeleid", "inferred"),
    Evidence.ASSUMED: Text("aangenomen", "assumed"),
}
SHIPPED: Final = "regie_membership.csv"
_WEAKNESS: Final = {grade: place for place, grade in enumerate(Evidence)}


@dataclass(frozen=True, kw_only=True, slots=True)
class MembershipRow:
    """One row of a list: a municipality, and the group that it belongs to.

    Parameters
    ----------
    nis
        The code, as valid on the list's day.
    region
        The group; ``None`` says that the municipality is not a member.
    valid_from, valid_to
        The days of which the row speaks, both included; ``None`` is open.
    row
        Row number in the list.
    """

    nis: str
    region: str | None
    legal_form: str = ""
    evidence: Evidence = Evidence.ASSUMED
    source: str = ""
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    row: int | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the row speaks of a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def region_on(self, day: date) -> str | None:
        """Return the group that the row names for a day; outside its days it names none."""
        return self.region if self.holds_on(day) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class MembershipList:
    """A list of memberships on the municipalities of one day.

    Parameters
    ----------
    source
        What the list is, for the source line of a page.
    day
        The day on whose municipalities the codes stand.
    complete
        Whether the list is closed.
    fictional
        Whether the list is made up, which every page made from it says.
    sha256
        Fingerprint of the file.
    """

    source: Text
    file: str
    day: date
    rows: tuple[MembershipRow, ...]
    complete: bool
    fictional: bool = False
    notices: tuple[Problem, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """What is known of one municipality on one day.

    Parameters
    ----------
    region
        Its group, or ``None``.
    known
        Whether ``region`` is known: ``None`` and known is "not a member".
    rows
        The rows that say so; more than one after a merger.
    """

    region: str | None = None
    known: bool = False
    rows: tuple[MembershipRow, ...] = field(default=())

    def claims(self, day: date) -> tuple[str, ...]:
        """Return the groups that its rows name on a day; several where they disagree."""
        named = (row.region_on(day) for row in self.rows)
        return tuple(dict.fromkeys(region for region in named if region))

    @property
    def evidence(self) -> Evidence | None:
        """The weakest evidence among the rows."""
        if len(self.rows) == 1:
            return self.rows[0].evidence
        return max((row.evidence for row in self.rows), key=_WEAKNESS.__getitem__, default=None)


def comes_with_list(scheme: Scheme) -> bool:
    """Return whether a list ships with a scheme, or is declared by its file."""
    ships = scheme.units_from is None and scheme.has_statuses
    return scheme.groups_from is not None or ships


def nobody_listed(cycle: Cycle) -> MembershipList:
    """Return the list that says nothing of anybody, for who has to know the units alone."""
    source = Text("geen lijst", "no list")
    return MembershipList(source=source, file="", day=cycle.start, rows=(), complete=False)


def list_of(scheme: Scheme, cycle: Cycle) -> MembershipList:
    """Return the list of a cycle that ships with a scheme, or that its file declares.

    Raises
    ------
    InputError
        If there is none, or a code does not exist on the first day of the cycle or is listed
        twice.
    """
    if not comes_with_list(scheme):
        raise InputError.one(
            f"bij het schema {scheme.id} hoort geen lijst: geef er een met --membership",
            f"no list comes with the scheme {scheme.id}: give one with --membership",
        )
    if scheme.groups_from is None:
        return shipped_list(cycle.id, cycle.start)
    from regiekaart.facts.group_table import declared_list

    return declared_list(scheme, scheme.groups_from, cycle)


@lru_cache(maxsize=8)
def shipped_list(cycle: str, start: date) -> MembershipList:
    """Return the partial list of a cycle that ships, read once.

    Parameters
    ----------
    cycle
        The cycle's id.
    start
        The first day of the cycle, on whose municipalities the list stands.

    Raises
    ------
    InputError
        If a code does not exist on that day or is listed twice.
    """
    log = ProblemLog(SHIPPED)
    columns = {
        "cycle": tables.text,
        "region": tables.text,
        "legal_form": tables.optional_text,
        "nis": tables.code,
        "evidence": Evidence,
        "source": tables.text,
        "note": tables.optional_text,
    }
    rows = [
        MembershipRow(
            nis=nis, region=region, legal_form=form, evidence=evidence, source=source, note=note,
            row=number,
        )
        for number, (of, region, form, nis, evidence, source, note) in tables.read_table(
            SHIPPED, columns, log
        )
        if of == cycle
    ]  # fmt: skip
    check_rows(rows, start, log)
    log.raise_errors()
    return MembershipList(
        source=Text(
            f"openbare bronnen, onvolledige lijst cyclus {cycle}",
            f"public sources, partial list of cycle {cycle}",
        ),
        file=SHIPPED,
        day=start,
        rows=tuple(rows),
        complete=False,
        sha256=fingerprint(shipped_data() / "tables" / SHIPPED),
    )


def check_rows(
    rows: Iterable[MembershipRow],
    day: date,
    log: ProblemLog,
    past: History | None = None,
    *,
    column: str = "nis",
    unit: Noun | None = None,
) -> None:
    """Add a problem for each code that does not exist on a day, and for each that comes twice."""
    territory, unit = (past or history()).at(day), unit or FLANDERS.unit
    first: dict[str, MembershipRow] = {}
    for row in rows:
        if row.nis not in territory.by_code:
            log.error(
                f"code {row.nis} is geen {unit.one.nl} op {NL.date(day)}",
                f"code {row.nis} is not {unit.a.en} on {EN.date(day)}",
                row=row.row,
                column=column,
                value=row.nis,
            )
        elif row.nis in first:
            name = territory.by_code[row.nis].name
            log.error(
                f"{name} ({row.nis}) staat al op rij {first[row.nis].row}",
                f"{name} ({row.nis}) is already on row {first[row.nis].row}",
                row=row.row,
                column=column,
                value=row.nis,
            )
        else:
            first[row.nis] = row


def members_at(
    listed: MembershipList, day: date, past: History | None = None
) -> tuple[Mapping[str, Membership], tuple[Problem, ...]]:
    """Return what a list says of every municipality of a day.

    Forwards over a merger, the new municipality is a member if its parts say the same; if they do
    not, it is unknown, and a notice names them. Backwards, each part has what its whole has.

    Parameters
    ----------
    listed
        The list.
    day
        The day whose municipalities are wanted.
    past
        The mergers; by default those that ship.

    Returns
    -------
    mapping of str to Membership
        For every municipality of the day.
    tuple of Problem
        A notice per merger whose parts disagree.
    """
    past = past or history()
    said: dict[str, list[MembershipRow]] = defaultdict(list)
    for row in listed.rows:
        said[row.nis].append(row)
    log = ProblemLog(listed.file)
    result = {}
    first, last = sorted((day, listed.day))
    moved = any(first < wave <= last for wave in past.waves)
    absent = Membership(known=listed.complete)
    for unit in past.at(day).units:
        if not moved:
            rows = said.get(unit.nis)
            result[unit.nis] = (_value(rows, day) if rows else None) or absent
            continue
        codes = _codes_on_list(unit.nis, day, listed.day, past)
        values = [_value(said.get(nis, ()), day) or absent for nis in codes]
        result[unit.nis] = _agreed(values)
        if len(values) > 1 and len({(v.region, v.known) for v in values}) > 1:
            parts = list(zip(codes, values, strict=True))
            _report_conflict(unit.nis, unit.name, parts, dict(past.name_pairs()), log)
    return result, log.notices


def _codes_on_list(nis: str, day: date, list_day: date, past: History) -> tuple[str, ...]:
    if list_day <= day:
        return past.parts(nis, day, list_day)
    return (past.successor(nis, day, list_day),)


def _value(rows: Sequence[MembershipRow], day: date) -> Membership | None:
    """Return what the rows of a code say on a day, None if they say nothing."""
    values = [
        Membership(region=row.region, known=True, rows=(row,)) for row in rows if row.holds_on(day)
    ]
    return _agreed(values) if values else None


def _agreed(values: Sequence[Membership]) -> Membership:
    if len(values) == 1:
        return values[0]
    rows = tuple(row for value in values for row in value.rows)
    if len({(v.region, v.known) for v in values}) > 1:
        return Membership(rows=rows)
    return Membership(region=values[0].region, known=values[0].known, rows=rows)


def _report_conflict(
    nis: str,
    name: str,
    parts: list[tuple[str, Membership]],
    names: Mapping[str, str],
    log: ProblemLog,
) -> None:
    unknown, outside = Text("onbekend", "unknown"), Text("geen lid", "not a member")
    by_value: dict[Text, list[str]] = defaultdict(list)
    for code, value in parts:
        where = Text.same(value.region) if value.region else outside if value.known else unknown
        by_value[where].append(names.get(code, code))
    nl = "; ".join(f"{NL.listing(who)}: {where.nl}" for where, who in by_value.items())
    en = "; ".join(f"{EN.listing(who)}: {where.en}" for where, who in by_value.items())
    log.warning(
        f"{name} ({nis}) ontstond door een fusie van delen met verschillend lidmaatschap ({nl}) "
        "en telt als onbekend",
        f"{name} ({nis}) came from a merger of parts that differ in membership ({en}) "
        "and counts as unknown",
        value=nis,
    )
