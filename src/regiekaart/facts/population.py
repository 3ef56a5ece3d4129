"""Counts per municipality and year: inhabitants, persons of working age, jobseekers.

A count stands on the municipalities of its own year. `counts_at` carries it to those of another
day: forwards by adding, never backwards, since nobody knows how a total was divided.

Years of the population that do not ship can be fetched (`regiekaart data fetch`); they are kept in
the user's folder. A year that ships is never replaced by a fetched one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.errors import InputError, Problem, ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.flanders import history
from regiekaart.language import EN, NL
from regiekaart.paths import fingerprint, user_data

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from regiekaart.facts.territory import History

AGE_BANDS = ("15-64", "18-64", "20-64")
FETCHED: Final = "population_"


@dataclass(frozen=True, slots=True)
class Counts:
    """A number per municipality, per year.

    Parameters
    ----------
    table
        The file that it was read from.
    by_year
        Year to NIS code to number; ``None`` where the source has no number.
    notices
        Fetched years that are not used, and why.
    """

    table: str
    by_year: Mapping[int, Mapping[str, int]]
    notices: tuple[Problem, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years with counts, oldest first."""
        return tuple(sorted(self.by_year))


def population() -> Counts:
    """Return the inhabitants on 1 January per municipality (Statbel): 2009-2025, and fetched years.

    Raises
    ------
    InputError
        If a municipality is missing, double or unknown, or a year does not add up to the
        published total of Flanders.
    """
    folder = fetched_folder()
    # What is fetched can change while a program runs, unlike what ships.
    state = []
    for path in sorted(folder.glob(f"{FETCHED}*")):
        with suppress(OSError):  # another program may be fetching a year again
            found = path.stat()
            state.append((path.name, found.st_mtime_ns, found.st_size))
    return _population(folder, tuple(state))


def fetched_folder() -> Path:
    """Return the folder with the years that the user fetched.

    Each year has a card, ``population_2026.json``, which names its file, with the columns of the
    table that ships, and that file's sha256.
    """
    return user_data() / "tables"


@lru_cache(maxsize=1)
def shipped_population() -> Counts:
    """Return the inhabitants on 1 January per municipality, 2009-2025, without fetched years."""
    log = ProblemLog()
    counts = _read_counts("population.csv", "population", log)
    _check_codes(counts, log)
    for year, total in published_totals(log).items():
        found = sum(counts.by_year.get(year, {}).values())
        if found != total:
            log.error(
                f"{year}: de gemeenten tellen samen {NL.integer(found)} inwoners, "
                f"gepubliceerd is {NL.integer(total)}",
                f"{year}: the municipalities add up to {EN.integer(found)} inhabitants, "
                f"published is {EN.integer(total)}",
                file=counts.table,
                value=str(year),
            )
    log.raise_errors()
    return counts


def published_totals(log: ProblemLog) -> dict[int, int]:
    """Return the published population of Flanders, by year."""
    columns = {"year": tables.count, "population": tables.count}
    return dict(row for _, row in tables.read_table("published_totals.csv", columns, log))


@lru_cache(maxsize=4)
def _population(folder: Path, state: tuple[tuple[str, int, int], ...]) -> Counts:
    """Return all years; ``state`` tells one state of the folder from another."""
    shipped = shipped_population()
    log = ProblemLog()
    by_year = dict(shipped.by_year)
    for name in (name for name, _, _ in state if name.endswith(".json")):
        found = _read_fetched(folder / name, log)
        for year, numbers in found.by_year.items():
            if year in shipped.by_year:
                _compare(year, numbers, shipped.by_year[year], log)
            else:
                by_year[year] = numbers
    return Counts(shipped.table, by_year, log.notices)


def _read_fetched(card: Path, log: ProblemLog) -> Counts:
    """Return a fetched year; none, and a warning, where its file is not what its card says."""
    part = ProblemLog()
    try:
        facts = json.loads(card.read_text(encoding="utf-8"))
        path = card.with_name(facts["file"])
        if fingerprint(path) == facts["sha256"]:
            # An absolute folder takes the place of the one that ships.
            found = _read_counts(path.name, "population", part, folder=str(path.parent))
            _check_codes(found, part)
            if not part.errors and set(found.by_year) == {facts["year"]}:
                return found
    except (OSError, ValueError, KeyError, TypeError):
        pass  # Damaged: told below, like a file that was changed.
    log.warning(
        "de opgehaalde bevolkingscijfers zijn beschadigd en worden niet gebruikt; "
        "haal ze opnieuw op met: regiekaart data fetch",
        "the fetched population is damaged and is not used; "
        "fetch it again with: regiekaart data fetch",
        file=card.name,
    )
    return Counts(card.name, {})


def _compare(
    year: int, fetched: Mapping[str, int], shipped: Mapping[str, int], log: ProblemLog
) -> None:
    differ = sum(shipped[nis] != number for nis, number in fetched.items())
    if differ:
        log.warning(
            f"{year}: de opgehaalde cijfers wijken in {differ} gemeenten af van de meegeleverde; "
            "de meegeleverde worden gebruikt",
            f"{year}: the fetched figures differ from those that ship in {differ} municipalities; "
            "those that ship are used",
            value=str(year),
        )


@lru_cache(maxsize=3)
def working_age(ages: str) -> Counts:
    """Return the persons of working age on 1 January per municipality, 2012-2022 (Statbel).

    Parameters
    ----------
    ages
        One of `AGE_BANDS`.
    """
    log = ProblemLog()
    counts = _read_counts("working_age.csv", "age_" + ages.replace("-", "_"), log)
    _check_codes(counts, log)
    log.raise_errors()
    return counts


@lru_cache(maxsize=1)
def jobseekers() -> Counts:
    """Return the jobseekers without work, yearly average 2014-2024 (VDAB).

    The counts stand on the municipalities of 2025 whatever their year. Herstappe is missing in
    most years: too small to publish.
    """
    log = ProblemLog()
    counts = _read_counts("jobseekers.csv", "jobseekers", log)
    codes = set(history().at(date(2025, 1, 1)).codes)
    for year, numbers in counts.by_year.items():
        for nis in sorted(set(numbers) - codes):
            log.error(
                f"{year}: code {nis} is geen gemeente van 2025",
                f"{year}: code {nis} is not a municipality of 2025",
                file=counts.table,
                value=nis,
            )
    log.raise_errors()
    return counts


def _read_counts(table: str, column: str, log: ProblemLog, *, folder: str = "tables") -> Counts:
    by_year: dict[int, dict[str, int]] = defaultdict(dict)
    columns = {"nis": tables.code, "year": tables.count, column: tables.count}
    for row, (nis, year, number) in tables.read_table(table, columns, log, folder=folder):
        if nis in by_year[year]:
            log.error(
                f"{nis} staat twee keer in {year}",
                f"{nis} is listed twice in {year}",
                file=table,
                row=row,
                column="nis",
                value=nis,
            )
        by_year[year][nis] = number
    return Counts(table, dict(by_year))


def _check_codes(counts: Counts, log: ProblemLog) -> None:
    """Each year has exactly the municipalities of its 1 January."""
    past = history()
    for year, numbers in counts.by_year.items():
        expected = {m.nis for m in past.units if m.valid_on(date(year, 1, 1))}
        wrong = sorted(expected ^ set(numbers))
        if wrong:
            log.error(
                f"{year}: gemeenten ontbreken of zijn te veel: {', '.join(wrong)}",
                f"{year}: municipalities missing or too many: {', '.join(wrong)}",
                file=counts.table,
                value=", ".join(wrong),
            )


def default_year(counts: Counts, day: date) -> int:
    """Return the year of a day, or the newest before it that has counts.

    Raises
    ------
    InputError
        If the counts begin later.
    """
    years = [year for year in counts.years if year <= day.year]
    if not years:
        raise InputError.one(
            f"geen cijfers voor {day.year} of eerder",
            f"no figures for {day.year} or before",
            file=counts.table,
            value=str(day.year),
        )
    return years[-1]


def counts_at(
    counts: Counts, year: int, day: date, past: History | None = None
) -> Mapping[str, int]:
    """Return the counts of a year on the municipalities of a day.

    Parameters
    ----------
    counts, year
        The counts, on the municipalities of 1 January of the year.
    day
        The day whose municipalities are wanted.
    past
        The mergers; by default those that ship.

    Returns
    -------
    mapping of str to int
        NIS code to number, for every municipality of the day.

    Raises
    ------
    InputError
        If the year has no counts, the day lies before a merger that the year has behind it, or a
        municipality of the day has none.
    """
    past = past or history()
    if year not in counts.by_year:
        known = f"{counts.years[0]}-{counts.years[-1]}"
        raise InputError.one(
            f"geen cijfers voor het jaar {year}: verwacht een jaar uit {known}",
            f"no figures for the year {year}: expected one of {known}",
            file=counts.table,
            value=str(year),
        )
    start = date(year, 1, 1)
    between = [wave for wave in past.waves if day < wave <= start]
    if between:
        names = sorted({m.new_name for m in past.mergers if m.effective in between})
        raise InputError.one(
            f"de cijfers van {year} staan op gemeenten van na een fusie en zijn niet te splitsen "
            f"naar {NL.date(day)}: {', '.join(names)}",
            f"the figures of {year} stand on municipalities of after a merger and cannot be split "
            f"to {EN.date(day)}: {', '.join(names)}",
            file=counts.table,
            value=str(year),
        )
    result: dict[str, int] = defaultdict(int)
    if any(start < wave <= day for wave in past.waves):
        for nis, number in counts.by_year[year].items():
            result[past.successor(nis, start, day)] += number
    else:  # every code still is what it was, as is so for most years and days
        result.update(counts.by_year[year])
    lacking = [unit for unit in past.at(day).units if unit.nis not in result]
    if lacking:
        listed = ", ".join(f"{unit.name} ({unit.nis})" for unit in lacking)
        raise InputError.one(
            f"geen cijfers van {year} voor {listed}",
            f"no figures of {year} for {listed}",
            file=counts.table,
            value=", ".join(unit.nis for unit in lacking),
        )
    return dict(result)
