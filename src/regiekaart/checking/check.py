"""Checking a list as it is read: its problems, and what it comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from regiekaart.checking.grid import read_grid
from regiekaart.checking.kinds import AGREEMENTS, MEMBERSHIP, kinds_of
from regiekaart.checking.recognising import recognised
from regiekaart.checking.statements import statements
from regiekaart.errors import InputError, NoSheetError, Problem, ProblemLog, Severity
from regiekaart.facts.agreement_list import read_agreements
from regiekaart.facts.agreement_standings import standings_at
from regiekaart.facts.brought import split_sheet
from regiekaart.facts.leftout import without_totals
from regiekaart.facts.membership_list import read_membership
from regiekaart.language import Text
from regiekaart.study import StudyChoice, load_study
from regiekaart.study.loading import load_units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from regiekaart.checking.grid import Grid
    from regiekaart.checking.kinds import ListKind
    from regiekaart.facts.agreements import Status
    from regiekaart.study import Study

# From here on, errors have one cause, and looking for what was meant takes long.
_MOST_MEANT: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be checked, and against what.

    Parameters
    ----------
    file
        The list; a sheet may stand behind ``#``.
    sheet
        The sheet of a workbook; by default the one behind ``#``, or the first.
    kind
        What the list is about; by default what its header says.
    cycle, date
        Of the study; by default the newest cycle, and its start.
    complete
        How to read a list of members; ``None`` leaves it to the file, and else it is partial.
    scheme
        A scheme by its name or file; by default that of Flanders.
    """

    file: Path
    sheet: str | None = None
    kind: ListKind | None = None
    cycle: str | None = None
    date: date | None = None
    complete: bool | None = None
    scheme: Path | str | None = None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What a list comes to.

    Parameters
    ----------
    rows, readable
        How many rows it has, and how many of them can be read.
    members, regions, not_members, unknown
        Municipalities and regions of a list of members; where rows cannot be read, of those that
        can, and ``unknown`` is None.
    complete
        How a list of members is read; None where that is not known.
    statuses
        Municipalities per status, of a list of agreements.
    """

    rows: int = 0
    readable: int = 0
    members: int = 0
    regions: int = 0
    not_members: int = 0
    unknown: int | None = None
    complete: bool | None = None
    statuses: Mapping[Status, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Check:
    """What was found in a list.

    Parameters
    ----------
    path, sheet
        Where it is.
    kind
        What it is about; None where nobody can tell.
    cycle, date
        Of the study against which it was checked.
    problems
        Everything that is wrong with it, or worth knowing.
    counts
        What it comes to.
    grid
        The list as it stands in its file; None where it is no table.
    scheme
        As it was asked.
    """

    path: Path
    sheet: str | None
    kind: ListKind | None
    cycle: str
    date: date
    problems: tuple[Problem, ...]
    counts: Counts = Counts()
    grid: Grid | None = None
    scheme: Path | str | None = None

    def count(self, severity: Severity) -> int:
        """Return how many problems there are of a severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def wrong(self) -> bool:
        """Whether the list has an error, so that nothing computes with it."""
        return self.count(Severity.ERROR) > 0


def check_as_read(asked: Asked) -> Check:
    """Check a list as the readers take it; the file is only ever read.

    Parameters
    ----------
    asked
        The list, and against what to check it.

    Raises
    ------
    InputError
        If the call is wrong: there is no such file or sheet, the cycle or the date cannot be met,
        the scheme has no such lists, or a list of agreements is to be read as complete. What is
        wrong with the list itself is in the result.
    OutsideError
        If the file cannot be read.
    """
    path, named = split_sheet(asked.file)
    if path.is_dir():
        raise InputError.one("dit is een map", "this is a folder", file=str(asked.file))
    if not path.is_file():
        raise InputError.one("bestand niet gevonden", "file not found", file=str(asked.file))
    asked = replace(asked, file=path, sheet=asked.sheet or named)
    # Of the units on the day; which groups there are is no matter.
    study = load_units(StudyChoice(scheme=asked.scheme, cycle=asked.cycle, date=asked.date))
    kinds = kinds_of(study.scheme)
    wanted = _wanted(asked, study)
    frame = Check(
        path=path, sheet=asked.sheet, kind=wanted, cycle=study.cycle.id, date=study.date,
        problems=(), scheme=asked.scheme,
    )  # fmt: skip
    try:
        kind, other = (wanted, None) if wanted else recognised(path, asked.sheet, kinds)
    except NoSheetError:
        raise
    except InputError as error:
        return replace(frame, problems=error.problems)
    if not kind.of_members and asked.complete is not None:
        raise InputError.one(
            "--complete en --partial gaan over een ledenlijst; dit is een lijst van overeenkomsten",
            "--complete and --partial are about a list of members; this is a list of agreements",
            file=path.name,
        )
    frame = replace(frame, kind=kind)
    check = _members(frame, asked, kind) if kind.of_members else _agreements(frame, asked, study)
    if other is not None:
        check = replace(check, problems=(*check.problems, _both(kind, other, path)))
    return check


def _wanted(asked: Asked, study: Study) -> ListKind | None:
    """Return the kind that is asked for, as the scheme has it."""
    if asked.kind is None:
        return None
    kind = kinds_of(study.scheme).get(asked.kind.id)
    if kind is None:
        raise InputError.one(
            f"het schema {study.scheme.id} kent geen {asked.kind.noun.nl}: laat --kind weg",
            f"the scheme {study.scheme.id} has no {asked.kind.noun.en}: leave out --kind",
            value=asked.kind.id,
        )
    return kind


def _both(kind: ListKind, other: ListKind, path: Path) -> Problem:
    """Return the note that a list could be about something else as well."""
    return Problem(
        message=Text(
            f"nagekeken als {kind.noun.nl}; er is ook een kolom ‘{other.columns[other.mark][0]}’: "
            f"met --kind {other.id} wordt ze nagekeken als {other.noun.nl}",
            f"checked as a {kind.noun.en}; there is a column ‘{other.columns[other.mark][0]}’ as "
            f"well: with --kind {other.id} it is checked as a {other.noun.en}",
        ),
        severity=Severity.INFO,
        file=path.name,
    )


class _WholeLog(ProblemLog):
    """A log that keeps looking for what was meant, far beyond what one call tells."""

    @property
    def full(self) -> bool:
        """Whether there are so many errors that they have one cause."""
        return self._errors > _MOST_MEANT


def _members(frame: Check, asked: Asked, kind: ListKind) -> Check:
    log = _WholeLog(frame.path.name)
    try:
        listed = read_membership(
            asked.file, frame.date, cycle=frame.cycle, complete=asked.complete,
            sheet=asked.sheet, log=log, scheme=kind.scheme,
        )  # fmt: skip
    except NoSheetError:
        raise
    except InputError:
        return _unread(frame, log)
    choice = StudyChoice(
        scheme=asked.scheme,
        cycle=asked.cycle,
        date=asked.date,
        membership=asked.file,
        complete=asked.complete,
        sheet=asked.sheet,
    )
    study = load_study(choice, listed=listed)
    grid = read_grid(frame.path, kind, asked.sheet)
    # The readers took every row.
    rows = without_totals(grid.as_list(), ProblemLog(), kind.own_codes).rows
    known = sum(membership.known for membership in study.memberships)
    members = int((study.group_of >= 0).sum())
    counts = Counts(
        rows=len(rows),
        readable=len(rows),
        members=members,
        regions=len(study.groups),
        not_members=known - members,
        unknown=len(study.codes) - known,
        complete=study.complete,
    )
    # What the study tells of the list comes first; the log has all of it.
    problems = (*log.problems, *study.notices[len(listed.notices) :])
    return replace(frame, problems=problems, counts=counts, grid=grid, sheet=grid.sheet)


def _agreements(frame: Check, asked: Asked, study: Study) -> Check:
    path, log = asked.file, _WholeLog(frame.path.name)
    if asked.sheet is not None:
        path = path.with_name(f"{path.name}#{asked.sheet}")
    try:
        found = read_agreements(path, frame.date, log)
    except NoSheetError:
        raise
    except InputError:
        return _unread(frame, log)
    standings, differences = standings_at(
        found.agreements, frame.date, study.codes, file=frame.path.name
    )
    grid = read_grid(frame.path, frame.kind or AGREEMENTS, asked.sheet)
    rows = without_totals(grid.as_list(), ProblemLog()).rows
    return replace(
        frame,
        problems=(*log.problems, *differences),
        counts=Counts(
            rows=len(rows),
            readable=len(rows),
            statuses=Counter(standing.status for standing in standings),
        ),
        grid=grid,
        sheet=grid.sheet,
    )


def _unread(frame: Check, log: ProblemLog) -> Check:
    """Return a check of a list with errors: what the rows that can be read come to."""
    kind, problems = frame.kind or MEMBERSHIP, tuple(log.problems)
    try:
        grid = read_grid(frame.path, kind, frame.sheet)
    except InputError:
        return replace(frame, problems=problems)
    rows = statements(grid, kind, frame.date)
    read = [statement for statement in rows.values() if statement is not None]
    regions = {unit: s.region for s in reversed(read) for unit, *_ in s.units}
    statuses = {unit: s.status for s in reversed(read) for unit, *_ in s.units}
    named = [region for region in regions.values() if region]
    counts = Counts(
        rows=len(rows),
        readable=len(read),
        members=len(named),
        regions=len(set(named)),
        not_members=sum(region == "" for region in regions.values()),
        statuses=Counter(status for status in statuses.values() if status is not None),
    )
    return replace(frame, problems=problems, counts=counts, grid=grid, sheet=grid.sheet)
