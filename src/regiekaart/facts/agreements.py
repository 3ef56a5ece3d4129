"""Cooperation agreements between municipalities and VDAB: what is known, and for which day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.membership import Evidence
from regiekaart.facts.territory import history
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

TABLE: Final = "agreements.csv"


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
        The days of the agreement, where the source gives them.
    known_on
        The day for which the source says it.
    """

    nis: str
    status: Status
    signed_on: date | None
    ends_on: date | None
    known_on: date
    evidence: Evidence
    source: str
    note: str


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
    known = {m.nis for m in history().municipalities}
    found = []
    for row, cells in tables.read_table(TABLE, columns, log):
        agreement = Agreement(*cells)
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


def statuses_at(agreements: Iterable[Agreement], day: date) -> dict[str, Agreement]:
    """Return the agreement per NIS code that speaks for a day: the newest known by then.

    An agreement that ended before the day is left out: what came after it is unknown.
    """
    result: dict[str, Agreement] = {}
    for agreement in agreements:
        if agreement.known_on <= day:
            result[agreement.nis] = agreement
    return {nis: a for nis, a in result.items() if a.ends_on is None or day <= a.ends_on}
