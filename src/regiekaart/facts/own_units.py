"""Units that somebody declares: his own tables, read into what the engine asks of a register."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from regiekaart.errors import InputError, OutsideError, ProblemLog, reason
from regiekaart.facts import tables
from regiekaart.facts.boundaries import BoundarySet
from regiekaart.facts.population import Counts
from regiekaart.facts.territory import History, Merger, Unit
from regiekaart.language import Text
from regiekaart.paths import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from regiekaart.scheme.tables import UnitTables

    Pairs = Collection[tuple[str, str]]


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
        mergers = tuple(self._mergers({unit.nis: unit.name for unit in units}, log))
        log.raise_errors()
        self.history = History(units, mergers, (), declared.start, declared.end)

    def _units(self, log: ProblemLog) -> Iterator[Unit]:
        path, partitions = self.declared.units, self.declared.partitions
        header = _header(path)
        columns: dict[str, Callable[[str], Any]] = {"code": tables.text, "name": tables.text}
        columns |= dict.fromkeys(partitions, tables.text)
        extra: dict[str, Callable[[str], Any]] = {
            "valid_from": tables.optional_day,
            "valid_to": tables.optional_day,
            "special": tables.yes_no,
        }
        more = {name: convert for name, convert in extra.items() if name in header}
        names = tuple(partitions)
        seen: dict[str, list[Unit]] = {}
        for row, cells in _rows(path, columns | more, log):
            code, name = cells[:2]
            told = dict(zip(more, cells[len(columns) :], strict=True)) if more else {}
            unit = Unit(
                nis=code,
                name=name,
                valid_from=told.get("valid_from") or self.declared.start,
                valid_to=told.get("valid_to"),
                parts=dict(zip(names, cells[2:], strict=False)),
                centre_city=told.get("special", False),
            )
            before = seen.setdefault(code, [])
            if before and any(_overlap(unit, other) for other in before):
                log.error(
                    "deze code staat er al voor dezelfde dagen",
                    "this code is there already for the same days",
                    file=path.name,
                    row=row,
                    column="code",
                    value=code,
                )
            before.append(unit)
            yield unit

    def _mergers(self, names: Mapping[str, str], log: ProblemLog) -> Iterator[Merger]:
        path = self.declared.mergers
        if path is None:
            return
        columns = {"date": tables.day, "old_code": tables.text, "new_code": tables.text}
        for row, (day, old, new) in _rows(path, columns, log):
            for column, code in (("old_code", old), ("new_code", new)):
                if code not in names:
                    _no_unit(path, row, column, code, log)
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
        columns = {"code": tables.text, "year": tables.count, "population": tables.count}
        for row, (code, year, number) in _rows(path, columns, log):
            if code not in known:
                _no_unit(path, row, "code", code, log)
            elif code in by_year[year]:
                log.error(
                    f"deze code staat er al voor {year}",
                    f"this code is there already for {year}",
                    file=path.name,
                    row=row,
                    column="code",
                    value=code,
                )
            by_year[year][code] = number
        log.raise_errors()
        return Counts(path.name, dict(by_year))

    def neighbours(self, day: date) -> Pairs:
        """Return the pairs that share a border on a day, from the table, or else measured.

        Without a table and without borders there are none: a scheme that asks for connected
        groups has to declare the one or the other.
        """
        if self.declared.neighbours is None:
            return self._measured(day)
        pairs, start = self._pairs, self.declared.start
        if not self.history.waves:
            return pairs
        ends = {tuple(self.history.successor(code, start, day) for code in p) for p in pairs}
        return frozenset((min(a, b), max(a, b)) for a, b in ends if a != b)

    @cache  # noqa: B019 - registers live as long as the program
    def _measured(self, day: date) -> Pairs:
        """Return the pairs whose borders share a line, not merely a point."""
        if self.declared.borders is None:
            return frozenset()
        from regiekaart.facts.polygons import touching_pairs

        borders = self.boundaries(day, None)
        return frozenset(
            (borders.codes[a], borders.codes[b]) for a, b in touching_pairs(borders.geometries)
        )

    @cached_property
    def _pairs(self) -> Pairs:
        log, path = ProblemLog(), self.declared.neighbours
        known = {unit.nis for unit in self.history.units}
        # In the order of the table, and not in a set: whoever walks along them then finds the units
        # in order too, which is three times as fast where there are a million.
        found: dict[tuple[str, str], None] = {}
        columns = {"code_a": tables.text, "code_b": tables.text}
        for row, (first, second) in _rows(path, columns, log) if path else ():
            for column, code in (("code_a", first), ("code_b", second)):
                if code not in known:
                    _no_unit(path, row, column, code, log)
            found[min(first, second), max(first, second)] = None
        log.raise_errors()
        return tuple(found)

    def boundaries(self, day: date, choice: str | None) -> BoundarySet:
        """Return the borders of a day: those that are declared, or a file.

        Raises
        ------
        InputError
            If there are none, or the file lacks a unit.
        """
        from pathlib import Path

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


def _header(path: Path) -> list[str]:
    """Return the names of the columns of a table."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            line = stream.readline()
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError:
        return []  # told when the rows are read
    return [name.strip().strip('"') for name in line.replace(";", ",").split(",")]


def _rows(
    path: Path, columns: Mapping[str, Callable[[str], Any]], log: ProblemLog
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    try:
        yield from tables.read_csv(path, columns, log)
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError:
        log.error(
            "geen UTF-8: bewaar het bestand als UTF-8",
            "not UTF-8: save the file as UTF-8",
            file=path.name,
        )


def _unreadable(path: Path, error: OSError) -> OutsideError | InputError:
    if isinstance(error, FileNotFoundError):
        return InputError.one(
            f"het bestand bestaat niet: {path}", f"the file does not exist: {path}", file=path.name
        )
    why = reason(error)
    return OutsideError(Text(f"{path}: {why.nl}", f"{path}: {why.en}"))


def _no_unit(path: Path | None, row: int, column: str, code: str, log: ProblemLog) -> None:
    log.error(
        "deze code staat niet in de tabel van de eenheden",
        "this code is not in the table of the units",
        file=path.name if path else None,
        row=row,
        column=column,
        value=code,
    )


def _overlap(one: Unit, other: Unit) -> bool:
    """Return whether two periods of a code have a day in common."""
    latest = max(one.valid_from, other.valid_from)
    earliest = min(one.valid_to or date.max, other.valid_to or date.max)
    return latest <= earliest
