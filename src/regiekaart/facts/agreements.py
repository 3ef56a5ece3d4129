"""Cooperation agreements between municipalities and VDAB: what is known, and for which day.

A source says something on one day; `Agreement.speaks_for` alone decides whether that counts for
another day. `regiekaart.facts.agreement_standings` gives every municipality of a day its status.

The rule, in the order in which it is applied:

1. *Signed* counts from the day of signing, also if it became known later; without a day of signing,
   from the day for which the source says it. It counts up to and including the stated end. Where
   no end is stated, it is taken to run to the end of the year after the municipal term of office in
   which it was last vouched for: 31 December 2019 or 2025. Every end in the sources is one of
   these days.
2. *Negotiating*, *to be started* and *none* say how things stood on one day. They count from that
   day, for one year, and never for a day before it.
3. Of what counts for the day, the newest knowledge wins; but talks (*negotiating*, *to be started*)
   do not undo an agreement whose stated end has not come: they are about its renewal.
4. If nothing counts, the status is unknown, also after an agreement that has ended: it may have
   been renewed.

A status that the source does not state for the very day, but that is carried to it by rule 1 or 2,
is graded as inferred at best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.flanders import history
from regiekaart.facts.membership import Evidence
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TABLE: Final = "agreements.csv"
# Municipal terms of office begin on 1 January after the elections: 2007, 2013, 2019, 2025.
TERM_START: Final = 2007
TERM_YEARS: Final = 6


class Status(StrEnum):
    """Where a municipality stands with its agreement."""

    SIGNED = "signed"
    NEGOTIATING = "negotiating"
    TO_START = "to_start"
    NONE = "none"
    UNKNOWN = "unknown"


STATUS_WORDS: Final = {
    Status.SIGNED: Text("afgesloten", "signed"),
    Status.NEGOTIATING: Text("in onderhandeling", "negotiating"),
    Status.TO_START: Text("op te starten", "to be started"),
    Status.NONE: Text("geen", "none"),
    Status.UNKNOWN: Text("onbekend", "unknown"),
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one source says of one municipality.

    Parameters
    ----------
    signed_on, ends_on
        The days of the agreement, where the source gives them; both included.
    known_on
        The day for which the source says it.
    expected_on
        The day on which the agreement is expected to be signed.
    as_of
        The day on whose municipalities the code stands; by default ``known_on``, or the day of
        the code's existence that is nearest to it.
    row
        Row number in the list.
    """

    nis: str
    status: Status
    signed_on: date | None
    ends_on: date | None
    known_on: date
    evidence: Evidence
    source: str
    note: str
    expected_on: date | None = None
    as_of: date | None = None
    row: int | None = None

    @property
    def vouched_on(self) -> date:
        """The last day for which the source itself says it, the stated end left aside."""
        return max(self.known_on, self.signed_on or self.known_on)

    @property
    def runs_until(self) -> date:
        """The last day for which the statement counts: stated, or by the rule of this module."""
        if self.status is not Status.SIGNED:
            return _a_year_after(self.known_on)
        return self.ends_on or _end_of_term(self.vouched_on)

    def speaks_for(self, day: date) -> bool:
        """Return whether the statement counts for a day: rules 1 and 2 of this module.

        Examples
        --------
        >>> signed = Agreement("11008", Status.SIGNED, date(2021, 6, 24), None, date(2021, 7, 1),
        ...                    Evidence.DOCUMENTED, "newspaper", "")
        >>> signed.speaks_for(date(2021, 6, 25)), signed.speaks_for(date(2026, 1, 1))
        (True, False)
        """
        if self.status is Status.UNKNOWN:
            return False
        signed = self.status is Status.SIGNED
        start = (self.signed_on or self.known_on) if signed else self.known_on
        return start <= day <= self.runs_until

    def evidence_for(self, day: date) -> Evidence:
        """Return how well the statement is grounded for a day for which it counts."""
        if self.status is Status.SIGNED:
            stated = day <= (self.ends_on or self.vouched_on)
        else:
            stated = day == self.known_on
        return self.evidence if stated else weakest([self.evidence, Evidence.INFERRED])

    def expected_after(self, day: date) -> date | None:
        """Return the day after ``day`` on which, by this statement, an agreement is signed."""
        if self.status is Status.SIGNED and self.signed_on and day < self.signed_on:
            return self.signed_on
        told = self.known_on <= day and self.expected_on is not None and day < self.expected_on
        return self.expected_on if told else None


def _a_year_after(day: date) -> date:
    """Return the same day of the next year; 28 February after a 29th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def _end_of_term(day: date) -> date:
    """Return 31 December of the year after the municipal term of office that holds a day.

    A term of six years leaves the agreement to the next council, which has a year to decide on it.
    """
    term = TERM_START + (day.year - TERM_START) // TERM_YEARS * TERM_YEARS
    return date(term + TERM_YEARS, 12, 31)


def weakest(grades: Iterable[Evidence]) -> Evidence:
    """Return the weakest of some grades."""
    return max(grades, key=list(Evidence).index)


@lru_cache(maxsize=1)
def shipped_agreements() -> tuple[Agreement, ...]:
    """Return what is publicly known of the agreements, newest knowledge last.

    Raises
    ------
    InputError
        If a code never existed, or an agreement ends before it is signed.
    """
    log = ProblemLog(TABLE)
    columns = {
        "nis": tables.code,
        "status": Status,
        "signed_on": tables.optional_day,
        "ends_on": tables.optional_day,
        "known_on": tables.day,
        "evidence": Evidence,
        "source": tables.text,
        "note": tables.optional_text,
    }
    known = {m.nis for m in history().units}
    found = []
    for row, cells in tables.read_table(TABLE, columns, log):
        agreement = replace(Agreement(*cells), row=row)
        if agreement.nis not in known:
            log.error(
                f"code {agreement.nis} is geen Vlaamse gemeente",
                f"code {agreement.nis} is not a Flemish municipality",
                row=row,
                column="nis",
                value=agreement.nis,
            )
        if agreement.signed_on and agreement.ends_on and agreement.ends_on < agreement.signed_on:
            log.error(
                "de overeenkomst eindigt voor zij is afgesloten",
                "the agreement ends before it is signed",
                row=row,
                column="ends_on",
                value=agreement.ends_on.isoformat(),
            )
        found.append(agreement)
    log.raise_errors()
    return tuple(sorted(found, key=lambda a: (a.known_on, a.nis)))


def deciding(agreements: Iterable[Agreement], day: date) -> Agreement | None:
    """Return the statement of one municipality that counts for a day: rule 3; None if none does."""
    counting = sorted((a for a in agreements if a.speaks_for(day)), key=lambda a: a.known_on)
    return last_word(counting, day)


def last_word(said: Sequence[Agreement], day: date) -> Agreement | None:
    """Return which of some statements, oldest first, decides: rule 3; None if there are none."""
    if not said:
        return None
    newest = said[-1]
    running = [a for a in said if a.status is Status.SIGNED and a.ends_on and day <= a.ends_on]
    talks = newest.status in {Status.NEGOTIATING, Status.TO_START}
    return running[-1] if talks and running else newest


def statuses_at(agreements: Iterable[Agreement], day: date) -> dict[str, Agreement]:
    """Return the statement per NIS code that counts for a day, as the sources name the codes."""
    said: dict[str, list[Agreement]] = {}
    for agreement in agreements:
        said.setdefault(agreement.nis, []).append(agreement)
    found = {nis: deciding(each, day) for nis, each in said.items()}
    return {nis: agreement for nis, agreement in found.items() if agreement is not None}
