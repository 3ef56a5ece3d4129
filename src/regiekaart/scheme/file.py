"""Reads a scheme from a TOML file: what units and groups are called, where they stand, the rules.

Its keys are declared in `scheme/keys.py`. Every problem is told at once, with its key. Paths are
relative to the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import ProblemLog
from regiekaart.language import EN, NL, Text
from regiekaart.scheme import keys
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.model import Cycle, PartitionKind, Scheme
from regiekaart.scheme.reserved import is_reserved_part, is_reserved_rule
from regiekaart.scheme.rules import Contiguous, FitsPart, MinimumPopulation, OneGroup
from regiekaart.scheme.tables import OWN_BORDERS, GroupTable, UnitTables
from regiekaart.scheme.values import SchemeKeys
from regiekaart.tomlfile import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from regiekaart.scheme.rules import Rule

KIND_OF_FILE: Final = Text("schema", "scheme")
# Words that the command line and the names of files have for something else.
_TAKEN: Final = ("flanders", "misfit", "whole")
_Found = tuple[str, dict[str, Any]]


def read_scheme(path: Path) -> Scheme:
    """Return the scheme that a file declares.

    Parameters
    ----------
    path
        The file; it is only ever read.

    Raises
    ------
    InputError
        With every key that is missing, unknown or wrong, and every table that is not there.
    OutsideError
        If the file cannot be read.
    """
    log = ProblemLog(path.name)
    top = parse_toml(path, log, KIND_OF_FILE)
    scheme = _SchemeReader(SchemeKeys(path, log)).scheme(top)
    log.raise_errors()
    if scheme is None:
        raise AssertionError("a scheme that is not whole has a problem")
    return scheme


@dataclass(frozen=True)
class _SchemeReader:
    """Makes a scheme of the values of its keys."""

    keys: SchemeKeys

    def scheme(self, top: Mapping[str, Any]) -> Scheme | None:
        """Return the whole; None, and problems, if something is wrong."""
        known = [*(key.name for key in keys.TOP), *keys.TABLES, *keys.LISTS]
        self.keys.unknown(top, known)
        units = self.keys.table(top, "units")
        shared = "like" in units
        said = self.keys.values(keys.TOP, top, "")
        group = self.keys.noun_and(keys.GROUP, self.keys.table(top, "group"), "group.")
        words = self.keys.all_of(keys.WORDS, self.keys.table(top, "words"), "words.")
        listed = None
        if "list" in top:
            listed = self.keys.all_of(keys.LIST, self.keys.table(top, "list"), "list.")
        cycles = [
            (where, self.keys.all_of(keys.CYCLE, table, where))
            for where, table in self.keys.tables(top, "cycle")
        ]
        partitions = FLANDERS.partitions if shared else self._partitions(top)
        own = self.keys.all_of(keys.LIKE if shared else keys.UNITS, units, "units.")
        rules = self._rules(top, partitions, units)
        self._check(top, said, group, cycles, partitions, own, shared=shared)
        if self.keys.log.errors:
            return None
        return Scheme(
            **said,
            **words,
            **(_flemish() if shared else _own(own, tuple(partitions))),
            group=group["noun"],
            group_id=group["id"],
            cycles=tuple(sorted((Cycle(**c) for _, c in cycles), key=lambda c: c.start)),
            partitions=partitions,
            groups_from=None if listed is None else _group_table(listed),
            rules=rules,
        )

    def _partitions(self, top: Mapping[str, Any]) -> Mapping[str, PartitionKind]:
        found: dict[str, PartitionKind] = {}
        for where, table in self.keys.tables(top, "partition"):
            values = self.keys.noun_and(keys.PARTITION, table, where)
            name, noun = values["id"], values["noun"]
            if name and (name in found or is_reserved_part(name)):
                self._taken(f"{where}id", name)
            elif name and noun:
                found[name] = PartitionKind(name, noun, mapped=values["maps"] is not False)
        return MappingProxyType(found)

    def _rules(
        self,
        top: Mapping[str, Any],
        partitions: Mapping[str, PartitionKind],
        units: Mapping[str, Any],
    ) -> tuple[Rule, ...]:
        found: list[Rule] = []
        tables = self.keys.tables(top, "rule")
        for where, table in tables:
            rule = self._rule(table, where, partitions, flemish="like" in units)
            if isinstance(rule, Contiguous) and not (
                {"like", "neighbours", "borders"} & units.keys()
            ):
                self.keys.log.error(
                    "een aaneengesloten gebied vraagt wie aan wie grenst: geef units.neighbours "
                    "of units.borders",
                    "a connected area asks who borders on whom: give units.neighbours or "
                    "units.borders",
                    key=f"{where}kind",
                )
            if rule is not None:
                if rule.id in {each.id for each in found} or is_reserved_rule(rule.id):
                    self._taken(f"{where}id", rule.id)
                found.append(rule)
        for kind in (OneGroup, MinimumPopulation, FitsPart, Contiguous):
            if sum(isinstance(rule, kind) for rule in found) > 1:
                self.keys.log.error(
                    "elke soort regel kan maar één keer", "each kind of rule only once",
                    column="rule",
                )  # fmt: skip
        return tuple(found)

    def _rule(
        self,
        table: Mapping[str, Any],
        where: str,
        partitions: Mapping[str, PartitionKind],
        *,
        flemish: bool,
    ) -> Rule | None:
        kind = str(table.get("kind"))
        wanted = [key for key in keys.RULE if key.rule in {"", kind}]
        values = self.keys.all_of(wanted, table, where)
        del values["kind"]
        partition = values.get("partition")
        if partition is not None and partition not in partitions:
            self.keys.choose(f"{where}partition", partition, tuple(partitions))
        least = values.get("minimum")
        if least is not None and least < 1:
            self.keys.expected(f"{where}minimum", str(least), Text("minstens 1", "at least 1"))
        if any(values[key.field] is None for key in wanted if key.required and key.name != "kind"):
            return None
        match kind:
            case keys.ONE_GROUP:
                return OneGroup(**values)
            case keys.MINIMUM:
                return MinimumPopulation(**values)
            case keys.FITS:
                values["all_from"] = values["all_from"] or values["since"] or date.min
                return FitsPart(**values)
            case keys.CONTIGUOUS:
                return Contiguous(**values, peculiar=_peculiar() if flemish else {})
            case _:
                return None

    def _check(
        self,
        top: Mapping[str, Any],
        said: Mapping[str, Any],
        group: Mapping[str, Any],
        cycles: Sequence[_Found],
        partitions: Mapping[str, PartitionKind],
        own: Mapping[str, Any],
        *,
        shared: bool,
    ) -> None:
        """Tell what does not go together."""
        if said["id"] == FLANDERS.id:
            self._taken("id", said["id"])
        if group["id"] in {*partitions, *_TAKEN}:
            self._taken("group.id", group["id"])
        for name in partitions.keys() & set(_TAKEN):
            self._taken("partition", name)
        if shared and "partition" in top:
            self.keys.log.error(
                "de indelingen horen bij de eenheden van Vlaanderen: laat [[partition]] weg",
                "the partitions come with the units of Flanders: leave out [[partition]]",
                column="partition",
            )
        if not cycles and isinstance(top.get("cycle", []), list):
            self.keys.missing("cycle")
        self._check_days("units.", own)
        self._check_cycles(cycles, own)

    def _check_cycles(self, cycles: Iterable[_Found], own: Mapping[str, Any]) -> None:
        seen: dict[str, Any] = {}
        first, last = own.get("start"), own.get("end")
        for where, cycle in cycles:
            name, start = cycle["id"], cycle["start"]
            if name in seen:
                self._taken(f"{where}id", name)
            if start is not None and start in seen.values():
                self._taken(f"{where}start", start.isoformat())
            seen[name] = start
            self._check_days(where, cycle)
            if start and first and last and not first <= start <= last:
                self.keys.expected(
                    f"{where}start",
                    start.isoformat(),
                    Text(
                        f"een dag van {NL.date(first)} tot {NL.date(last)}, zoals units.start en "
                        "units.end zeggen",
                        f"a day from {EN.date(first)} to {EN.date(last)}, as units.start and "
                        "units.end say",
                    ),
                )

    def _check_days(self, where: str, values: Mapping[str, Any]) -> None:
        start, end = values.get("start"), values.get("end")
        if start and end and end < start:
            self.keys.expected(
                f"{where}end",
                end.isoformat(),
                Text("een dag na start", "a day after start"),
            )

    def _taken(self, key: str, value: str | None) -> None:
        if value is not None:
            self.keys.log.error(
                f"{value} is al in gebruik: kies een ander",
                f"{value} is taken already: choose another",
                key=key,
                value=value,
            )


def _flemish() -> dict[str, Any]:
    """Return what a scheme on the municipalities of Flanders takes over."""
    return {
        "unit": FLANDERS.unit,
        "people": FLANDERS.people,
        "units_source": FLANDERS.units_source,
        "code": FLANDERS.code,
        "people_source": FLANDERS.people_source,
        "people_licence": FLANDERS.people_licence,
        "special": FLANDERS.special,
        "units_from": None,
    }


def _own(values: Mapping[str, Any], partitions: tuple[str, ...]) -> dict[str, Any]:
    """Return the units that the file declares itself."""
    taken = {
        *("noun", "people", "people_source", "people_licence", "source", "special", "table"),
        "borders_label",
    }
    return {
        "unit": values["noun"],
        "people": values["people"],
        "units_source": values["source"],
        "code": Text("code", "code"),
        "people_source": values["people_source"],
        "people_licence": values["people_licence"],
        "special": values["special"],
        "units_from": UnitTables(
            **{name: value for name, value in values.items() if name not in taken},
            units=values["table"],
            borders_label=values["borders_label"] or OWN_BORDERS,
            partitions=partitions,
        ),
    }


def _group_table(values: Mapping[str, Any]) -> GroupTable:
    rest = {n: v for n, v in values.items() if n not in {"table", "where", "cycle"}}
    return GroupTable(
        **rest,
        path=values["table"],
        where=tuple((values["where"] or {}).items()),
        cycle=values["cycle"] or "",
    )


def _peculiar() -> Mapping[str, Text]:
    """Return the municipalities of Flanders whose own area lies apart, with the explanation."""
    found = (rule.peculiar for rule in FLANDERS.rules if isinstance(rule, Contiguous))
    return next(found, {})
