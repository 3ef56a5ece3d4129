"""The municipalities of Flanders of all dates: the three tables that ship, read and checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.territory import History, Merger, PartRow, Unit
from regiekaart.language import EN, NL
from regiekaart.scheme.flanders import ARRONDISSEMENT, PROVINCE, REFERENCE_REGION

if TYPE_CHECKING:
    from datetime import date


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


def _read_municipalities(log: ProblemLog) -> tuple[Unit, ...]:
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
    return tuple(
        Unit(
            nis=nis,
            name=name,
            valid_from=start,
            valid_to=end,
            parts={PROVINCE: province, ARRONDISSEMENT: arrondissement},
            centre_city=city,
        )
        for _, (nis, name, province, arrondissement, start, end, city) in rows
    )


def _read_mergers(log: ProblemLog) -> tuple[Merger, ...]:
    columns = {
        "effective_date": tables.day,
        "old_nis": tables.code,
        "old_name": tables.text,
        "new_nis": tables.code,
        "new_name": tables.text,
    }
    return tuple(Merger(*cells) for _, cells in tables.read_table("mergers.csv", columns, log))


def _read_reference_regions(log: ProblemLog) -> tuple[PartRow, ...]:
    columns = {
        "version": tables.text,
        "nis": tables.code,
        "reference_region": tables.text,
        "valid_from": tables.day,
        "valid_to": tables.optional_day,
    }
    rows = tables.read_table("reference_regions.csv", columns, log)
    return tuple(PartRow(REFERENCE_REGION, *cells) for _, cells in rows)


def check(past: History, log: ProblemLog) -> None:
    """Add a problem for everything in the three tables that does not fit together."""
    _check_periods(past, log)
    _check_mergers(past, log)
    _check_reference_regions(past, log)


def _check_periods(past: History, log: ProblemLog) -> None:
    """Every code once on every day, in one province and one arrondissement of one name."""
    for day in past.vintages.values():
        seen = Counter(m.nis for m in past.units if m.valid_on(day))
        for nis, times in seen.items():
            if times > 1:
                log.error(
                    f"gemeente {nis} staat er {times} keer in op {NL.date(day)}",
                    f"municipality {nis} is listed {times} times on {EN.date(day)}",
                    file="municipalities.csv",
                    value=nis,
                )
    for m in past.units:
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
        before = {m.nis for m in past.units if m.valid_on(eve)}
        after = {m.nis for m in past.units if m.valid_on(wave)}
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
    for row in past.part_rows:
        versions[row.version, row.valid_from, row.valid_to][row.nis] += 1
    for (version, start, end), seen in versions.items():
        last = end or past.end
        days = {start, last, *(w for w in past.waves if start <= w <= last)}
        for day in sorted(days):
            expected = {m.nis for m in past.units if m.valid_on(day)}
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
