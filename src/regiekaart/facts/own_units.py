"""Units that somebody declares: his own tables, read into what the engine asks of a register."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.boundaries import EMBEDDED, OFFICIAL, BoundarySet
from regiekaart.facts.own_tables import declared_columns, declared_rows, header_of
from regiekaart.facts.pairs import Pairs
from regiekaart.facts.population import Counts
from regiekaart.facts.tables import name, unit_code
from regiekaart.facts.territory import History, Merger, Unit
from regiekaart.language import EN, NL, Text
from regiekaart.paths import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from regiekaart.scheme.tables import UnitTables


class OwnUnits:
    """The units of declared tables.

    Parameters
    ----------
    declared
        Where the tables are.

    Raises
    ------
    InputError
        With every problem of the tables of the units and their mergers.
    """

    def __init__(self, declared: UnitTables) -> None:
        self.declared = declared
        log = ProblemLog()
        units = tuple(self._units(log))
        mergers = tuple(self._mergers(units, log))
        if not units and not log.errors:
            log.error("er staat geen eenheid in", "there is no unit in it",
                      file=declared.units.name)  # fmt: skip
        log.raise_errors()
        self.history = History(units, mergers, (), declared.start, declared.end)

    def _units(self, log: ProblemLog) -> Iterator[Unit]:
        path, partitions = self.declared.units, self.declared.partitions
        header = header_of(path)
        columns: dict[str, Callable[[str], Any]] = {"code": unit_code, "name": name}
        columns |= dict.fromkeys(partitions, name)
        extra: dict[str, Callable[[str], Any]] = {
            "valid_from": tables.optional_day,
            "valid_to": tables.optional_day,
            "special": tables.yes_no,
        }
        more = {name: convert for name, convert in extra.items() if name in header}
        # Few parts for many units: those of the same parts share what says so.
        parts_of: dict[tuple[str, ...], Mapping[str, str]] = {(): {}}
        found: list[tuple[int, Unit]] = []
        for rows, cells in declared_columns(path, columns | more, log):
            told = dict(zip(more, cells[len(columns) :], strict=True))
            nothing = [None] * len(rows)
            parts = [*zip(*cells[2 : len(columns)], strict=True)] or [()] * len(rows)
            for each in {*parts} - {*parts_of}:
                parts_of[each] = dict(zip(partitions, each, strict=True))
            units = [
                Unit(nis=code, name=called, valid_from=start or self.declared.start, valid_to=end,
                     parts=parts_of[part], centre_city=bool(special))
                for code, called, part, start, end, special in zip(
                    cells[0], cells[1], parts, told.get("valid_from", nothing),
                    told.get("valid_to", nothing), told.get("special", nothing), strict=True,
                )
            ]  # fmt: skip
            found += zip(rows, units, strict=True)
        _check_days(found, path, log)
        return (unit for _, unit in found)

    def _mergers(self, units: Iterable[Unit], log: ProblemLog) -> Iterator[Merger]:
        path = self.declared.mergers
        if path is None:
            return
        names = {unit.nis: unit.name for unit in units}
        years: dict[int, date] = {self.declared.start.year: self.declared.start}
        seen: set[tuple[date, str]] = set()
        columns = {"date": tables.day, "old_code": unit_code, "new_code": unit_code}
        for row, (day, old, new) in declared_rows(path, columns, log):
            eve = day - timedelta(days=1)
            for column, each, when in (("old_code", old, eve), ("new_code", new, day)):
                if each not in names:
                    _no_unit(path, row, column, each, log)
                elif not any(unit.nis == each and unit.valid_on(when) for unit in units):
                    _tell(path, row, column, each, log,
                          Text(f"bestaat niet op {NL.date(when)}",
                               f"does not exist on {EN.date(when)}"))  # fmt: skip
            if (day, old) in seen:
                _tell(path, row, "old_code", old, log,
                      Text("gaat die dag al op in een andere",
                           "goes up in another on that day already"))  # fmt: skip
            seen.add((day, old))
            # What does not change is named by its year.
            if years.setdefault(day.year, day) != day:
                _tell(path, row, "date", day.isoformat(), log,
                      Text("de eenheden veranderen hoogstens op één dag per jaar, en niet in het "
                           "jaar waarin ze beginnen",
                           "the units change on at most one day a year, and not in the year in "
                           "which they begin"))  # fmt: skip
            yield Merger(day, old, names.get(old, old), new, names.get(new, new))

    @cache  # noqa: B019 - registers live as long as the program
    def population(self) -> Counts:
        """Return the weights per year.

        Raises
        ------
        InputError
            If a unit comes twice in a year, or is none.
        """
        log, path = ProblemLog(), self.declared.weights
        known = {unit.nis for unit in self.history.units}
        by_year: dict[int, dict[str, int]] = defaultdict(dict)
        columns = {"code": unit_code, "year": tables.year, "population": tables.count}
        for rows, (units, years, numbers) in declared_columns(path, columns, log):
            for row, unit, year, number in zip(rows, units, years, numbers, strict=True):
                of_year = by_year[year]
                if unit not in known:
                    _no_unit(path, row, "code", unit, log)
                elif unit in of_year:
                    _tell(path, row, "code", unit, log,
                          Text(f"deze code staat er al voor {year}",
                               f"this code is there already for {year}"))  # fmt: skip
                of_year[unit] = number
        if not by_year and not log.errors:
            log.error("er staat geen gewicht in", "there is no weight in it", file=path.name)
        log.raise_errors()
        return Counts(path.name, dict(by_year))

    def neighbours(self, day: date) -> Collection[tuple[str, str]]:
        """Return the pairs that share a border on a day, from the table, or else measured.

        Without a table and without borders there are none: a scheme that asks for connected
        groups has to declare the one or the other.
        """
        if self.declared.neighbours is None:
            return self._measured(day)
        codes = self.history.at(day).codes
        if not self.history.mergers:
            return self._pairs.among(codes)
        start, valid = self.declared.start, set(codes)
        ends = {tuple(self.history.successor(c, start, day) for c in p) for p in self._pairs}
        return frozenset((min(a, b), max(a, b)) for a, b in ends if a != b and {a, b} <= valid)

    @cache  # noqa: B019 - registers live as long as the program
    def _measured(self, day: date) -> Collection[tuple[str, str]]:
        """Return the pairs whose borders share a line, not merely a point."""
        if self.declared.borders is None:
            return frozenset()
        from regiekaart.facts.polygons import touching_pairs

        borders = self.boundaries(day, None)
        touching = np.array([*touching_pairs(borders.geometries)], dtype=np.int64).reshape(-1, 2)
        return Pairs(borders.codes, touching)

    @cached_property
    def _pairs(self) -> Pairs:
        """The pairs of the table; codes are sorted, so the lower one comes first."""
        log, path = ProblemLog(), self.declared.neighbours
        codes = tuple(sorted({unit.nis for unit in self.history.units}))
        position = {code: i for i, code in enumerate(codes)}
        found, columns = [], {"code_a": unit_code, "code_b": unit_code}
        for rows, sides in declared_columns(path, columns, log) if path else ():
            ends = np.stack([
                np.fromiter(map(position.get, side, repeat(-1)), np.int64, len(side))
                for side in sides
            ])  # fmt: skip
            found.append(ends.T)
            for i in np.flatnonzero((ends < 0).any(axis=0) | (ends[0] == ends[1])).tolist():
                pair = {column: side[i] for column, side in zip(columns, sides, strict=True)}
                for column, code in pair.items():
                    if code not in position:
                        _no_unit(path, rows[i], column, code, log)
                if len(set(pair.values())) == 1:
                    _tell(path, rows[i], "code_b", pair["code_b"], log,
                          Text("grenst aan zichzelf", "borders on itself"))  # fmt: skip
        log.raise_errors()
        return Pairs.distinct(codes, found)

    def boundaries(self, day: date, choice: str | None) -> BoundarySet:
        """Return the borders of a day: those that are declared, or a file.

        Raises
        ------
        InputError
            If there are none, or the file lacks a unit.
        """
        from pathlib import Path

        if choice in {EMBEDDED, OFFICIAL}:
            raise InputError.one(
                f"dit schema heeft eigen eenheden: {choice} zijn grenzen van gemeenten; laat "
                "--boundaries weg of geef een bestand",
                f"this scheme has units of its own: {choice} are borders of municipalities; leave "
                "out --boundaries or give a file",
                value=choice,
            )
        path = self.declared.borders if choice is None else Path(choice)
        if path is None:
            raise InputError.one(
                "dit schema heeft geen grenzen: geef een bestand met --boundaries",
                "this scheme has no borders: give a file with --boundaries",
            )
        return self._borders(path, day)

    @cache  # noqa: B019 - registers live as long as the program
    def _borders(self, path: Path, day: date) -> BoundarySet:
        from regiekaart.facts.boundary_import import read_named

        log = ProblemLog(path.name)
        _check_metres(self.declared.crs, log)
        codes, shapes = read_named(path, self.declared.borders_code, self.declared.crs, log)
        expected = self.history.at(day).codes
        order = {code: i for i, code in enumerate(codes)}
        for code in expected:
            if code not in order:
                log.error(
                    f"de grenzen van {code} ontbreken",
                    f"the borders of {code} are missing",
                    column=self.declared.borders_code,
                    value=code,
                )
        log.raise_errors()
        return BoundarySet(
            codes=expected,
            geometries=shapes[np.array([order[code] for code in expected])],
            vintage=self.history.vintage(day),
            approximate=False,
            label=self.declared.borders_label,
            sha256=fingerprint(path),
            crs=self.declared.crs,
            past=self.history,
        )


def _check_metres(crs: str, log: ProblemLog) -> None:
    """Raise for coordinates in which a map has no scale."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        found = CRS.from_user_input(crs)
        fine = found.is_projected and all(axis.unit_name == "metre" for axis in found.axis_info)
    except CRSError:
        fine = False
    if not fine:
        log.error(
            f"{crs} heeft geen coördinaten in meter; kies voor units.crs bijvoorbeeld EPSG:31370",
            f"{crs} has no coordinates in metres; choose for units.crs for example EPSG:31370",
            value=crs,
        )
        log.raise_errors()


def _no_unit(path: Path | None, row: int, column: str, unit: str, log: ProblemLog) -> None:
    absent = Text(
        "deze code staat niet in de tabel van de eenheden",
        "this code is not in the table of the units",
    )
    _tell(path, row, column, unit, log, absent)


def _tell(
    path: Path | None, row: int, column: str, value: str, log: ProblemLog, what: Text
) -> None:
    file = path.name if path else None
    log.error(what.nl, what.en, file=file, row=row, column=column, value=value)


def _check_days(units: Sequence[tuple[int, Unit]], path: Path, log: ProblemLog) -> None:
    """Tell of units that end before they begin, and of a code that is there twice on a day."""
    number = Counter(unit.nis for _, unit in units)
    seen: dict[str, list[Unit]] = {}
    for row, unit in units:
        if unit.valid_to is None and number[unit.nis] == 1:
            continue
        before = seen.setdefault(unit.nis, [])
        if any(_overlap(unit, other) for other in before):
            _tell(path, row, "code", unit.nis, log,
                  Text("deze code staat er al voor dezelfde dagen",
                       "this code is there already for the same days"))  # fmt: skip
        if unit.valid_to is not None and unit.valid_to < unit.valid_from:
            _tell(path, row, "valid_to", unit.valid_to.isoformat(), log,
                  Text("eindigt voor het begint", "ends before it begins"))  # fmt: skip
        before.append(unit)


def _overlap(one: Unit, other: Unit) -> bool:
    """Return whether two periods of a code have a day in common."""
    latest = max(one.valid_from, other.valid_from)
    earliest = min(one.valid_to or date.max, other.valid_to or date.max)
    return latest <= earliest
