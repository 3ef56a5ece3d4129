"""Reads a scheme from a TOML file: what units and groups are called, where they stand, the rules.

Every problem is told at once, with its key. Paths are relative to the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import ProblemLog
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.model import Cycle, PartitionKind, Scheme
from regiekaart.scheme.noun import Noun
from regiekaart.scheme.rules import Contiguous, FitsPart, MinimumPopulation, OneGroup
from regiekaart.scheme.tables import OWN_BORDERS, GroupTable, UnitTables
from regiekaart.tomlfile import KeyReader, Kind, parse_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from regiekaart.scheme.rules import Rule

KIND_OF_FILE: Final = Text("schema", "scheme")
# The id that stands for the municipalities of Flanders, with all that ships of them.
FLEMISH: Final = "flanders"
_TOP: Final = ("id", "title", "coverage-title", "whole", "units", "group", "words", "list",
               "cycle", "partition", "rule")  # fmt: skip
_WORDS: Final = ("member", "outsider", "unknown")
_EVIDENCE: Final = ("documented", "inferred", "assumed")
_LIST_COLUMNS: Final[tuple[tuple[str, Kind], ...]] = (
    ("table", "path"),
    ("unit", "text"),
    ("group", "text"),
)
_ARTICLES: Final = ("de", "het")


def read_scheme(path: Path) -> Scheme:
    """Return the scheme that a file declares.

    Parameters
    ----------
    path
        The file; it is only ever read.

    Raises
    ------
    InputError
        With every key that is missing, unknown or wrong.
    OutsideError
        If the file cannot be read.
    """
    log = ProblemLog(path.name)
    top = parse_toml(path, log, KIND_OF_FILE)
    reader = _SchemeReader(path, log)
    found = reader.scheme(top)
    log.raise_errors()
    if found is None:
        raise AssertionError("a scheme that is not whole has a problem")
    return found


@dataclass(frozen=True)
class _SchemeReader(KeyReader):
    """Takes the parts of a scheme out of the tables of its file; None where one is wrong."""

    def scheme(self, top: Mapping[str, Any]) -> Scheme | None:
        """Return the whole; None, and problems, if something is wrong."""
        self.unknown(top, _TOP)
        units = self._table(top, "units")
        shared = units.get("like") == FLEMISH
        partitions = FLANDERS.partitions if shared else self._partitions(top)
        group, words = self._table(top, "group"), self._table(top, "words")
        self.unknown(words, _WORDS, "words.")
        said = {name: self._text(words, name, "words.") for name in _WORDS}
        parts: dict[str, Any] = {
            "id": self._must(top, "id", "text"),
            "title": self._text(top, "title"),
            "coverage_title": self._text(top, "coverage-title"),
            "whole": self._must(top, "whole", "text"),
            "group": self._noun(group, "group.", ("id",)),
            "group_id": self._must(group, "id", "text", "group."),
            "cycles": self._cycles(top),
            "partitions": partitions,
            "groups_from": self._list(top) if "list" in top else None,
            "rules": self._rules(top, partitions, units),
            "member": said["member"],
            "outsider": said["outsider"],
            "unknown": said["unknown"],
            **(self._flemish(units) if shared else self._own(units, partitions)),
        }
        return None if self.log.errors else Scheme(**parts)

    def _flemish(self, units: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a scheme on the municipalities of Flanders takes over."""
        self.unknown(units, ("like",), "units.")
        return {
            "unit": FLANDERS.unit,
            "units_source": FLANDERS.units_source,
            "people": FLANDERS.people,
            "people_source": FLANDERS.people_source,
            "people_licence": FLANDERS.people_licence,
            "special": FLANDERS.special,
            "units_from": None,
        }

    def _own(
        self, units: Mapping[str, Any], partitions: Mapping[str, PartitionKind]
    ) -> dict[str, Any]:
        """Return the units that the file declares itself."""
        known = ("table", "weights", "neighbours", "mergers", "borders", "borders-code",
                 "borders-label", "crs", "start", "end", "noun", "special", "people",
                 "people-source", "source")  # fmt: skip
        self.unknown(units, (*known, "like"), "units.")
        if "like" in units:
            self.log.error(
                f"onbekende eenheden: verwacht {FLEMISH}, of eigen tabellen",
                f"unknown units: expected {FLEMISH}, or tables of your own",
                column="units.like",
                value=str(units["like"]),
            )
        paths = {
            name: self._may(units, name, "path", "units.")
            for name in ("neighbours", "mergers", "borders")
        }
        table, weights = (self._must(units, n, "path", "units.") for n in ("table", "weights"))
        start, end = (self._must(units, n, "day", "units.") for n in ("start", "end"))
        label = self._text(units, "borders-label", "units.") if "borders-label" in units else None
        found = None
        if table and weights and isinstance(start, date) and isinstance(end, date):
            found = UnitTables(
                units=table,
                weights=weights,
                partitions=tuple(partitions),
                start=start,
                end=end,
                borders_code=self._may(units, "borders-code", "text", "units.") or "code",
                borders_label=label or OWN_BORDERS,
                crs=self._may(units, "crs", "text", "units.") or "EPSG:31370",
                **paths,
            )
        return {
            "unit": self._noun(self._table(units, "noun", "units."), "units.noun."),
            "people": self._noun(self._table(units, "people", "units."), "units.people."),
            "units_source": self._text(units, "source", "units."),
            "people_source": self._text(units, "people-source", "units."),
            "special": (
                self._noun(self._table(units, "special", "units."), "units.special.")
                if "special" in units
                else None
            ),
            "units_from": found,
        }

    def _partitions(self, top: Mapping[str, Any]) -> Mapping[str, PartitionKind]:
        found = {}
        for where, table in self._tables(top, "partition"):
            noun = self._noun(table, where, ("id", "maps"))
            name = self._must(table, "id", "text", where)
            mapped = self._may(table, "maps", "flag", where)
            if noun and name:
                found[name] = PartitionKind(name, noun, mapped=mapped is not False)
        return MappingProxyType(found)

    def _cycles(self, top: Mapping[str, Any]) -> tuple[Cycle, ...]:
        found = []
        for where, table in self._tables(top, "cycle"):
            self.unknown(table, ("id", "start", "end"), where)
            name = self._must(table, "id", "text", where)
            start = self._must(table, "start", "day", where)
            end = self._may(table, "end", "day", where)
            if name and start:
                found.append(Cycle(name, start, end))
        if not found:
            self._missing("cycle")
        return tuple(sorted(found, key=lambda cycle: cycle.start))

    def _list(self, top: Mapping[str, Any]) -> GroupTable | None:
        table, where = self._table(top, "list"), "list."
        known = ("table", "unit", "group", "where", "cycle", "complete", "source", "evidence")
        self.unknown(table, known, where)
        path, unit, group = (self._must(table, name, kind, where) for name, kind in _LIST_COLUMNS)
        complete = self._must(table, "complete", "flag", where)
        source = self._text(table, "source", where)
        evidence = self._may(table, "evidence", "text", where) or _EVIDENCE[0]
        if evidence not in _EVIDENCE:
            self._choose(f"{where}evidence", evidence, _EVIDENCE)
        rows = self._table(table, "where", where)
        conditions = [
            (column, str(self.value(f"{where}where.{column}", value, "text")))
            for column, value in rows.items()
        ]
        if not (path and unit and group and source) or complete is None:
            return None
        return GroupTable(
            path=path,
            unit=unit,
            group=group,
            complete=complete,
            source=source,
            evidence=evidence,
            where=tuple(conditions),
            cycle=self._may(table, "cycle", "text", where) or "",
        )

    def _rules(
        self,
        top: Mapping[str, Any],
        partitions: Mapping[str, PartitionKind],
        units: Mapping[str, Any],
    ) -> tuple[Rule, ...]:
        found: list[Rule] = []
        for where, table in self._tables(top, "rule"):
            rule = self._rule(table, where, partitions, flemish="like" in units)
            if isinstance(rule, Contiguous) and not (
                {"like", "neighbours", "borders"} & units.keys()
            ):
                self.log.error(
                    "een aaneengesloten gebied vraagt wie aan wie grenst: geef units.neighbours "
                    "of units.borders",
                    "a connected area asks who borders on whom: give units.neighbours or "
                    "units.borders",
                    column=f"{where}kind",
                )
            if rule is not None:
                found.append(rule)
        return tuple(found)

    def _rule(
        self,
        table: Mapping[str, Any],
        where: str,
        partitions: Mapping[str, PartitionKind],
        *,
        flemish: bool,
    ) -> Rule | None:
        kinds = ("one-group", "minimum-population", "fits-part", "contiguous")
        extra = {"minimum-population": ("minimum",), "fits-part": ("partition", "all-from")}
        kind = self._must(table, "kind", "text", where)
        if kind is not None and kind not in kinds:
            self._choose(f"{where}kind", kind, kinds)
            return None
        common = ("kind", "id", "title", "ground", "since")
        self.unknown(table, (*common, *extra.get(kind or "", ())), where)
        base: dict[str, Any] = {
            "id": self._must(table, "id", "text", where),
            "title": self._text(table, "title", where),
            "ground": self._text(table, "ground", where),
            "since": self._may(table, "since", "day", where),
        }
        match kind:
            case "one-group":
                return OneGroup(**base)
            case "minimum-population":
                least = self._must(table, "minimum", "whole", where)
                return MinimumPopulation(**base, minimum=least or 0)
            case "fits-part":
                partition = self._must(table, "partition", "text", where)
                if partition is not None and partition not in partitions:
                    self._choose(f"{where}partition", partition, tuple(partitions))
                since = self._may(table, "all-from", "day", where) or base["since"] or date.min
                return FitsPart(**base, partition=partition or "", all_from=since)
            case "contiguous":
                return Contiguous(**base, peculiar=_peculiar() if flemish else {})
            case _:
                return None

    def _noun(
        self, table: Mapping[str, Any], where: str, beside: tuple[str, ...] = ()
    ) -> Noun | None:
        self.unknown(table, ("nl", "en", "article", *beside), where)
        forms = []
        for language in ("nl", "en"):
            words = self._must(table, language, "texts", where)
            if words is not None and len(words) != 2:  # noqa: PLR2004 - one and many
                self.log.error(
                    "verwacht twee woorden: het enkelvoud en het meervoud",
                    "expected two words: the singular and the plural",
                    column=f"{where}{language}",
                    value=", ".join(words),
                )
                words = None
            forms.append(words)
        article = self._may(table, "article", "text", where) or "de"
        if article not in _ARTICLES:
            self._choose(f"{where}article", article, _ARTICLES)
        if forms[0] is None or forms[1] is None:
            return None
        (one_nl, many_nl), (one_en, many_en) = forms
        return Noun(Text(one_nl, one_en), Text(many_nl, many_en), neuter=article == "het")

    def _text(self, table: Mapping[str, Any], name: str, where: str = "") -> Text | None:
        """Return a text in both languages; one string stands for both."""
        if name not in table:
            self._missing(f"{where}{name}")
            return None
        value = table[name]
        if isinstance(value, dict):
            self.unknown(value, ("nl", "en"), f"{where}{name}.")
            both = [
                self._must(value, language, "text", f"{where}{name}.") for language in ("nl", "en")
            ]
            return None if None in both else Text(str(both[0]), str(both[1]))
        word = self.value(f"{where}{name}", value, "text")
        return None if word is None else Text.same(word)

    def _must(self, table: Mapping[str, Any], name: str, kind: Kind, where: str = "") -> Any:  # noqa: ANN401 - by kind
        if name not in table:
            self._missing(f"{where}{name}")
            return None
        return self.value(f"{where}{name}", table[name], kind)

    def _may(self, table: Mapping[str, Any], name: str, kind: Kind, where: str = "") -> Any:  # noqa: ANN401 - by kind
        return self.value(f"{where}{name}", table[name], kind) if name in table else None

    def _table(self, table: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
        value = table.get(name, {})
        if isinstance(value, dict):
            return value
        self.log.error(
            f"{name} moet een tabel zijn: schrijf [{where}{name}] erboven",
            f"{name} must be a table: write [{where}{name}] above it",
            column=f"{where}{name}",
        )
        return {}

    def _tables(self, top: Mapping[str, Any], name: str) -> Sequence[tuple[str, Mapping[str, Any]]]:
        value = top.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.log.error(
                f"{name} moet een lijst zijn: schrijf [[{name}]] boven elk",
                f"{name} must be a list: write [[{name}]] above each",
                column=name,
            )
            return []
        return [(f"{name} {number}, ", each) for number, each in enumerate(value, start=1)]

    def _missing(self, key: str) -> None:
        self.log.error(f"de sleutel {key} ontbreekt", f"the key {key} is missing", column=key)

    def _choose(self, key: str, value: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or "–"
        self.log.error(
            f"onbekende waarde: {value}; kies uit {listed}",
            f"unknown value: {value}; choose from {listed}",
            column=key,
            value=value,
        )


def _peculiar() -> Mapping[str, Text]:
    """Return the municipalities of Flanders whose own area lies apart, with the explanation."""
    found = (rule.peculiar for rule in FLANDERS.rules if isinstance(rule, Contiguous))
    return next(found, {})
