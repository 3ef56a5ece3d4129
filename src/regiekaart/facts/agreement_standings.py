"""Where every municipality of a day stands with its agreement with VDAB, across mergers.

Which statement counts for a day is the rule of `regiekaart.facts.agreements`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regiekaart.errors import Problem, ProblemLog, printable
from regiekaart.facts.agreements import (
    STATUS_WORDS,
    TABLE,
    Agreement,
    Status,
    deciding,
    shipped_agreements,
    weakest,
)
from regiekaart.facts.brought import split_sheet
from regiekaart.facts.flanders import history
from regiekaart.facts.territory import FIRST_DAY, History
from regiekaart.language import EN, NL, Text
from regiekaart.paths import fingerprint, shipped_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from regiekaart.facts.membership import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where one municipality stands on one day.

    Parameters
    ----------
    status
        The status; unknown where nothing counts for the day, or where the parts of a merger differ.
    rows
        The statements that say so; of a merger, those of all parts.
    evidence
        The weakest grade among them for the day; None where the status is unknown.
    expected_on
        The day after this one on which an agreement is expected, or known from later sources.
    expected_until
        The last day of that agreement, where it is known.
    others
        What is known besides, of other days.
    parts
        The standings of the parts, of a municipality that came from a merger.
    """

    status: Status = Status.UNKNOWN
    rows: tuple[Agreement, ...] = ()
    evidence: Evidence | None = None
    expected_on: date | None = None
    expected_until: date | None = None
    others: tuple[Agreement, ...] = ()
    parts: tuple[Standing, ...] = ()

    @property
    def since(self) -> date | None:
        """The day of signing (the last one, of several parts), where every source gives it."""
        days = [row.signed_on for row in self.rows if row.signed_on]
        complete = self.status is Status.SIGNED and len(days) == len(self.rows)
        return max(days) if complete else None

    @property
    def ends(self) -> date | None:
        """The stated end (the first one, of several parts), where every source gives it."""
        days = [row.ends_on for row in self.rows if row.ends_on]
        complete = self.status is Status.SIGNED and len(days) == len(self.rows)
        return min(days) if complete else None

    def forecast(self, day: date) -> Status:
        """Return the status on a later day if every expected date is met and nothing else happens.

        An agreement that has ended by then is unknown, unless a new one is expected.
        """
        if self.parts:
            found = {part.forecast(day) for part in self.parts}
            return found.pop() if len(found) == 1 else Status.UNKNOWN
        if self.expected_on is not None and self.expected_on <= day:
            over = self.expected_until is not None and self.expected_until < day
            return Status.UNKNOWN if over else Status.SIGNED
        ended = self.status is Status.SIGNED and min(r.runs_until for r in self.rows) < day
        return Status.UNKNOWN if ended else self.status


def standings_at(
    agreements: Iterable[Agreement],
    day: date,
    codes: Sequence[str],
    past: History | None = None,
    *,
    file: str = TABLE,
) -> tuple[tuple[Standing, ...], tuple[Problem, ...]]:
    """Return where every municipality of a day stands, by the rule of this module.

    A municipality that came from a merger has a status if its parts have the same one; if they
    differ it is unknown, and a notice names them. Backwards, each part has what its whole has.

    Parameters
    ----------
    agreements
        The statements, of municipalities of any date.
    day
        The day.
    codes
        The municipalities of that day, in the order of the result.
    past
        The mergers; by default those that ship.
    file
        The list that the statements are from, for the notices.

    Returns
    -------
    tuple of Standing
        One per code.
    tuple of Problem
        A notice per merger whose parts differ.
    """
    past = past or history()
    said: dict[str, list[Agreement]] = {}
    for agreement in sorted(agreements, key=lambda a: a.known_on):
        for part in past.parts(agreement.nis, _stands_on(agreement, past), FIRST_DAY):
            said.setdefault(part, []).append(agreement)
    log, result = ProblemLog(file), []
    for nis in codes:
        # The smallest parts that the tables know: then statements from before and after a merger
        # can stand side by side.
        parts = {
            part: _standing(said.get(part, ()), day) for part in past.parts(nis, day, FIRST_DAY)
        }
        result.append(_joined(tuple(parts.values())))
        if len({standing.status for standing in parts.values()}) > 1:
            _report_difference(nis, parts, past, log)
    return tuple(result), log.notices


def _stands_on(agreement: Agreement, past: History) -> date:
    """Return the day on whose municipalities the code of a statement stands."""
    if agreement.as_of is not None:
        return agreement.as_of
    first = past.first_day(agreement.nis) or agreement.known_on
    last = past.latest_day(agreement.nis) or agreement.known_on
    return min(max(agreement.known_on, first), last)


def _standing(said: Sequence[Agreement], day: date) -> Standing:
    """Return what statements of one municipality, oldest first, come to on a day."""
    chosen = deciding(said, day)
    signings = [a for a in said if a.signed_on and a.expected_after(day) == a.signed_on]
    first = min(signings, key=lambda a: a.signed_on or day, default=None)
    hopes = [found for a in said if (found := a.expected_after(day)) is not None]
    return Standing(
        status=chosen.status if chosen else Status.UNKNOWN,
        rows=(chosen,) if chosen else (),
        evidence=chosen.evidence_for(day) if chosen else None,
        expected_on=first.signed_on if first else hopes[-1] if hopes else None,
        expected_until=first.runs_until if first else None,
        others=tuple(agreement for agreement in said if agreement is not chosen),
    )


def _joined(parts: Sequence[Standing]) -> Standing:
    """Return the standing of a municipality from those of its parts."""
    if len(parts) == 1:
        return parts[0]
    same = len({part.status for part in parts}) == 1
    grades = [part.evidence for part in parts if part.evidence]
    # The whole is signed once each part that is not signed yet has an expected day.
    waiting = [p.expected_on for p in parts if p.status is not Status.SIGNED]
    days = [day for day in waiting if day is not None]
    return Standing(
        status=parts[0].status if same else Status.UNKNOWN,
        rows=tuple(dict.fromkeys(row for part in parts for row in part.rows)),
        evidence=weakest(grades) if same and grades else None,
        expected_on=max(days) if days and len(days) == len(waiting) else None,
        others=tuple(dict.fromkeys(row for part in parts for row in part.others)),
        parts=tuple(parts),
    )


def _report_difference(
    nis: str, parts: Mapping[str, Standing], past: History, log: ProblemLog
) -> None:
    names = dict(past.name_pairs())
    by_status: dict[Status, list[str]] = {}
    for part, standing in parts.items():
        by_status.setdefault(standing.status, []).append(names.get(part, part))
    nl = "; ".join(f"{NL.listing(w)}: {STATUS_WORDS[s].nl}" for s, w in by_status.items())
    en = "; ".join(f"{EN.listing(w)}: {STATUS_WORDS[s].en}" for s, w in by_status.items())
    log.warning(
        f"{names.get(nis, nis)} ({nis}) ontstond door een fusie van delen met een verschillende "
        f"status van de overeenkomst ({nl}) en telt als onbekend",
        f"{names.get(nis, nis)} ({nis}) came from a merger of parts that differ in the status of "
        f"their agreement ({en}) and counts as unknown",
        value=nis,
    )


@dataclass(frozen=True, kw_only=True)
class AgreementFacts:
    """The agreements of a study: where each municipality stands, and who says so.

    Parameters
    ----------
    source
        What the list is, for the source line of a page.
    standings
        One per municipality, in the order of the codes that were asked for.
    sha256
        Fingerprint of the file.
    """

    source: Text
    file: str
    standings: tuple[Standing, ...]
    notices: tuple[Problem, ...] = ()
    sha256: str = ""


def agreement_facts(path: Path | None, day: date, codes: Sequence[str]) -> AgreementFacts:
    """Return the agreements of the municipalities of a day.

    Parameters
    ----------
    path
        An own list, CSV or XLSX; None takes what is publicly known.
    day
        The date of the study.
    codes
        Its municipalities.

    Raises
    ------
    InputError
        With every problem of the list.
    """
    if path is None:
        standings, notices = standings_at(shipped_agreements(), day, codes)
        return AgreementFacts(
            source=Text("openbare bronnen, onvolledige lijst", "public sources, partial list"),
            file=TABLE,
            standings=standings,
            notices=notices,
            sha256=fingerprint(shipped_data() / "tables" / TABLE),
        )
    from regiekaart.facts.agreement_list import read_agreements

    listed = read_agreements(path, day)
    path, _ = split_sheet(path)
    # A file system takes names that no page can show.
    name = printable(path.name)
    standings, notices = standings_at(listed.agreements, day, codes, file=name)
    return AgreementFacts(
        source=Text(f"eigen lijst {name}", f"own list {name}"),
        file=name,
        standings=standings,
        notices=(*listed.notices, *notices),
        sha256=fingerprint(path),
    )
