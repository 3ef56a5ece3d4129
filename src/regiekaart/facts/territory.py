"""The municipalities and how they were divided, at any date.

`History` holds every municipality, merger and reference region that the tables know;
`History.at` gives the `Territory` of one day. A *vintage* is a period in which the list of
municipalities does not change; it is named by its first year that the tables cover.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts import tables
from regiekaart.language import EN, NL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIRST_DAY: Final = date(2012, 1, 1)
LAST_DAY: Final = date(2026, 12, 31)


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality during the days on which its code was valid (both ends included)."""

    nis: str
    name: str
    province: str
    arrondissement: str
    valid_from: date
    valid_to: date | None
    centre_city: bool

    def valid_on(self, day: date) -> bool:
        """Return whether the municipality exists on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Merger:
    """One municipality that goes up in another; a merger of three is three of these."""

    effective: date
    old_nis: str
    old_name: str
    new_nis: str
    new_name: str


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A municipality's reference region, and when that held (both ends included)."""

    version: str
    nis: str
    region: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Territory:
    """The municipalities of one day, sorted by code, and the parts that they belong to."""

    day: date
    vintage: str
    municipalities: tuple[Municipality, ...]
    reference_regions: Mapping[str, str]

    @cached_property
    def by_code(self) -> Mapping[str, Municipality]:
        """The municipalities by NIS code."""
        return {m.nis: m for m in self.municipalities}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The NIS codes, sorted."""
        return tuple(m.nis for m in self.municipalities)


@dataclass(frozen=True)
class History:
    """Every municipality, merger and reference region, over the years."""

    municipalities: tuple[Municipality, ...]
    mergers: tuple[Merger, ...]
    reference_rows: tuple[ReferenceRow, ...]
    _territories: dict[date, Territory] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def waves(self) -> tuple[date, ...]:
        """The days on which municipalities merged, oldest first."""
        return tuple(sorted({m.effective for m in self.mergers}))

    @cached_property
    def vintages(self) -> Mapping[str, date]:
        """The first day of each vintage, by name, oldest first."""
        return {str(day.year): day for day in (FIRST_DAY, *self.waves)}

    @cached_property
    def steps(self) -> Mapping[date, Mapping[str, str]]:
        """Old code to new code, per wave."""
        steps: dict[date, dict[str, str]] = {day: {} for day in self.waves}
        for merger in self.mergers:
            steps[merger.effective][merger.old_nis] = merger.new_nis
        return steps

    def vintage(self, day: date) -> str:
        """Return the name of the vintage that holds a day."""
        return str(max((w for w in self.waves if w <= day), default=FIRST_DAY).year)

    def at(self, day: date) -> Territory:
        """Return the territory of a day, joined once.

        Raises
        ------
        InputError
            If the day lies outside the years that the tables cover.
        """
        require_known(day)
        if day not in self._territories:
            self._territories[day] = self._joined(day)
        return self._territories[day]

    def _joined(self, day: date) -> Territory:
        valid = sorted((m for m in self.municipalities if m.valid_on(day)), key=lambda m: m.nis)
        regions = {
            row.nis: row.region
            for row in self.reference_rows
            if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        }
        return Territory(day, self.vintage(day), tuple(valid), regions)

    def successor(self, nis: str, start: date, day: date) -> str:
        """Return the code under which the land of a municipality is found on a later day.

        Parameters
        ----------
        nis
            The code as it was valid on ``start``.
        start, day
            The day of the code, and the later day.
        """
        for wave in self.waves:
            if start < wave <= day:
                nis = self.steps[wave].get(nis, nis)
        return nis

    def parts(self, nis: str, start: date, day: date) -> tuple[str, ...]:
        """Return the codes whose land makes up a municipality, on an earlier day.

        Parameters
        ----------
        nis
            The code as it is valid on ``start``.
        start, day
            The day of the code, and the earlier day.
        """
        codes = [nis]
        for wave in reversed(self.waves):
            if day < wave <= start:
                back: dict[str, list[str]] = defaultdict(list)
                for old, new in self.steps[wave].items():
                    back[new].append(old)
                codes = [old for code in codes for old in back.get(code, [code])]
        return tuple(sorted(codes))

    def latest_day(self, nis: str) -> date | None:
        """Return the last day of the code's newest period, None if the code never existed."""
        ends = [m.valid_to or LAST_DAY for m in self.municipalities if m.nis == nis]
        return max(ends, default=None)

    def eve(self, nis: str) -> date | None:
        """Return the last day before a municipality went up in another, None if it did not."""
        days = [m.effective for m in self.mergers if m.old_nis == nis]
        return min(days) - timedelta(days=1) if days else None

    def first_day(self, nis: str) -> date | None:
        """Return the first day on which a code was valid, None if it never existed."""
        return min((m.valid_from for m in self.municipalities if m.nis == nis), default=None)

    def name_pairs(self) -> Iterable[tuple[str, str]]:
        """Yield each code with its name, of all times."""
        for municipality in self.municipalities:
            yield municipality.nis, municipality.name


def require_known(day: date) -> None:
    """Raise an `InputError` for a day outside the years that the tables cover."""
    if FIRST_DAY <= day <= LAST_DAY:
        return
    raise InputError.one(
        f"{NL.date(day)} ligt buiten de gegevens: "
        f"kies een datum van {NL.date(FIRST_DAY)} tot en met {NL.date(LAST_DAY)}",
        f"{EN.date(day)} lies outside the data: "
        f"choose a date from {EN.date(FIRST_DAY)} to {EN.date(LAST_DAY)}",
        value=day.isoformat(),
    )


@lru_cache(maxsize=1)
def history() -> History:
    """Return the territory of all dates, read from the tables that ship and checked.

    Raises
    ------
    InputError
        With every problem of the three tables.
    """
    log = ProblemLog()
    result = History(_read_municipalities(log), _read_mergers(log), _read_reference_regions(log))
    log.raise_errors()
    check(result, log)
    log.raise_errors()
    return result


def _read_municipalities(log: ProblemLog) -> tuple[Municipality, ...]:
    columns = {
        "nis": tables.code,
        "name": tables.text,
        "province": tables.text,
        "arrondissement": tables.text,
        "valid_from": tables.day,
        "valid_to": tables.optional_day,
        "centre_city": tables.yes_no,
    }
    rows = tables.read_table("municipalities.csv", columns, log)
    return tuple(Municipality(*cells) for _, cells in rows)


def _read_mergers(log: ProblemLog) -> tuple[Merger, ...]:
    columns = {
        "effective_date": tables.day,
        "old_nis": tables.code,
        "old_name": tables.text,
        "new_nis": tables.code,
        "new_name": tables.text,
    }
    return tuple(Merger(*cells) for _, cells in tables.read_table("mergers.csv", columns, log))


def _read_reference_regions(log: ProblemLog) -> tuple[ReferenceRow, ...]:
    columns = {
        "version": tables.text,
        "nis": tables.code,
        "reference_region": tables.text,
        "valid_from": tables.day,
        "valid_to": tables.optional_day,
    }
    rows = tables.read_table("reference_regions.csv", columns, log)
    return tuple(ReferenceRow(*cells) for _, cells in rows)


def check(past: History, log: ProblemLog) -> None:
    """Add a problem for everything in the three tables that does not fit together."""
    _check_periods(past, log)
    _check_mergers(past, log)
    _check_reference_regions(past, log)


def _check_periods(past: History, log: ProblemLog) -> None:
    """Every code once on every day, in one province and one arrondissement of one name."""
    for day in past.vintages.values():
        seen = Counter(m.nis for m in past.municipalities if m.valid_on(day))
        for nis, times in seen.items():
            if times > 1:
                log.error(
                    f"gemeente {nis} staat er {times} keer in op {NL.date(day)}",
                    f"municipality {nis} is listed {times} times on {EN.date(day)}",
                    file="municipalities.csv",
                    value=nis,
                )
    for m in past.municipalities:
        if m.valid_to is not None and m.valid_to < m.valid_from:
            log.error(
                f"gemeente {m.nis} eindigt voor zij begint",
                f"municipality {m.nis} ends before it begins",
                file="municipalities.csv",
                value=m.nis,
            )


def _check_mergers(past: History, log: ProblemLog) -> None:
    """Each code that ends has a successor, each that begins has parts, and both exist."""
    for wave in past.waves:
        eve = wave - timedelta(days=1)
        before = {m.nis for m in past.municipalities if m.valid_on(eve)}
        after = {m.nis for m in past.municipalities if m.valid_on(wave)}
        step = past.steps[wave]
        for nis in sorted((before - after - set(step)) | (after - before - set(step.values()))):
            log.error(
                f"gemeente {nis} verschijnt of verdwijnt op {NL.date(wave)} zonder fusie",
                f"municipality {nis} appears or ends on {EN.date(wave)} without a merger",
                file="mergers.csv",
                value=nis,
            )
        for nis in sorted((set(step) - before) | (set(step.values()) - after)):
            log.error(
                f"fusie van {NL.date(wave)}: code {nis} bestaat dan niet",
                f"merger of {EN.date(wave)}: code {nis} does not exist then",
                file="mergers.csv",
                value=nis,
            )


def _check_reference_regions(past: History, log: ProblemLog) -> None:
    """Each version divides exactly the municipalities of its days, once each."""
    versions: dict[tuple[str, date, date | None], Counter[str]] = defaultdict(Counter)
    for row in past.reference_rows:
        versions[row.version, row.valid_from, row.valid_to][row.nis] += 1
    for (version, start, end), seen in versions.items():
        last = end or LAST_DAY
        days = {start, last, *(w for w in past.waves if start <= w <= last)}
        for day in sorted(days):
            expected = {m.nis for m in past.municipalities if m.valid_on(day)}
            wrong = sorted((expected ^ set(seen)) | {nis for nis, n in seen.items() if n > 1})
            if wrong:
                log.error(
                    f"versie {version!r} deelt niet elke gemeente van {NL.date(day)} "
                    f"precies één keer in: {', '.join(wrong)}",
                    f"version {version!r} does not divide each municipality of {EN.date(day)} "
                    f"exactly once: {', '.join(wrong)}",
                    file="reference_regions.csv",
                    value=", ".join(wrong),
                )
