"""A study file: the choices of a study, and what was accepted with a reason, in TOML.

Keys are those of the command line, without the dashes. A path is relative to the file. A key that
is not known is an error with a suggestion, so that a slip of the pen is never silently ignored.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import OutsideError, ProblemLog, reason
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.study.loading import StudyChoice
from regiekaart.study.model import Exemption

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_BYTES: Final = 1_000_000
# Key in the file, field of a `StudyChoice`, and what is expected.
KEYS: Final = {
    "cycle": ("cycle", "text"),
    "date": ("date", "day"),
    "population-year": ("population_year", "year"),
    "membership": ("membership", "path"),
    "complete": ("complete", "flag"),
    "sheet": ("sheet", "text"),
    "agreements": ("agreements", "path"),
    "boundaries": ("boundaries", "text"),
    "example": ("example", "flag"),
    "before": ("before", "path"),
    "before-complete": ("before_complete", "flag"),
}
EXEMPTION: Final = {"rule": "text", "region": "text", "reason": "text", "until": "day"}
EXPECTED: Final = {
    "text": Text("tekst tussen aanhalingstekens", "text in quotes"),
    "path": Text("de naam van een bestand tussen aanhalingstekens", "a file name in quotes"),
    "day": Text("een datum, bijvoorbeeld 2023-01-01", "a date, for example 2023-01-01"),
    "year": Text("een jaar, bijvoorbeeld 2023", "a year, for example 2023"),
    "flag": Text("true of false", "true or false"),
}


def read_study_file(path: Path) -> StudyChoice:
    """Read a study file.

    Parameters
    ----------
    path
        The file; it is only ever read.

    Raises
    ------
    InputError
        With every problem of the file.
    OutsideError
        If it cannot be read.

    Notes
    -----
    An exemption accepts the findings of one rule for one group, until a day if one is given::

        cycle = "2023"
        membership = "leden.xlsx"
        complete = true

        [[exemption]]
        rule = "reference-region"
        region = "SEVA Vlaamse Ardennen"
        reason = "beslissing van de minister van 1 maart 2024"
        until = 2025-12-31
    """
    log = ProblemLog(path.name)
    reader = _Reader(path, log)
    choice = reader.choice(_parsed(path, log))
    log.raise_errors()
    return choice


def _parsed(path: Path, log: ProblemLog) -> Mapping[str, Any]:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        log.error(f"geen studiebestand: {path}", f"no study file: {path}", value=str(path))
    except OSError as error:
        why = reason(error)
        raise OutsideError(Text(f"{path}: {why.nl}", f"{path}: {why.en}")) from error
    log.raise_errors()
    if len(content) > MAX_BYTES:
        log.error(
            "te groot voor een studiebestand (meer dan 1 MB)",
            "too large for a study file (more than 1 MB)",
        )
        log.raise_errors()
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        log.error(f"geen geldig TOML: {error}", f"not valid TOML: {error}")
        log.raise_errors()
        raise


@dataclass
class _Reader:
    """Turns the keys of a study file into a choice."""

    path: Path
    log: ProblemLog
    choices: dict[str, Any] = field(default_factory=dict)

    def choice(self, document: Mapping[str, Any]) -> StudyChoice:
        self._unknown(document, [*KEYS, "exemption"], "")
        for key, (name, kind) in KEYS.items():
            if key in document:
                self.choices[name] = self._value(key, document[key], kind)
        exemptions = document.get("exemption", [])
        if not isinstance(exemptions, list) or not all(isinstance(e, dict) for e in exemptions):
            self.log.error(
                "exemption moet een lijst zijn: schrijf [[exemption]] boven elke vrijstelling",
                "exemption must be a list: write [[exemption]] above each exemption",
                column="exemption",
            )
            exemptions = []
        read = [self._exemption(each, i) for i, each in enumerate(exemptions, start=1)]
        found = tuple(e for e in read if e is not None)
        return replace(StudyChoice(), **self.choices, exemptions=found)

    def _exemption(self, entry: Mapping[str, Any], number: int) -> Exemption | None:
        where = f"exemption {number}"
        self._unknown(entry, list(EXEMPTION), f"{where}, ")
        values = {
            key: self._value(f"{where}, {key}", entry[key], kind)
            for key, kind in EXEMPTION.items()
            if key in entry
        }
        absent = [key for key in ("rule", "region", "reason") if not values.get(key)]
        missing = [key for key in absent if key not in entry or entry[key] == ""]
        if missing:
            listed = ", ".join(missing)
            self.log.error(
                f"{listed} ontbreekt: een vrijstelling noemt de regel, het gebied en de reden",
                f"{listed} is missing: an exemption names the rule, the region and the reason",
                column=where,
            )
        self._check_rule(values.get("rule"), where)
        if absent:
            return None
        return Exemption(values["rule"], values["region"], values["reason"], values.get("until"))

    def _check_rule(self, rule: str | None, where: str) -> None:
        known = [each.id for each in FLANDERS.rules]
        if rule and rule not in known:
            near = get_close_matches(rule, known, n=1)
            self.log.error(
                f"onbekende regel: {rule}; kies uit {', '.join(known)}",
                f"unknown rule: {rule}; choose from {', '.join(known)}",
                column=f"{where}, rule",
                value=rule,
                suggestion=near[0] if near else None,
            )

    def _unknown(self, document: Mapping[str, Any], known: list[str], where: str) -> None:
        for key in document:
            if key not in known:
                near = get_close_matches(key.replace("_", "-"), known, n=1)
                self.log.error(
                    f"onbekende sleutel: {key}; kies uit {', '.join(known)}",
                    f"unknown key: {key}; choose from {', '.join(known)}",
                    column=f"{where}{key}",
                    value=key,
                    suggestion=near[0] if near else None,
                )

    def _value(self, key: str, value: object, kind: str) -> Any:  # noqa: ANN401 - by kind
        """Return a value of the kind that is expected; None, and a problem, if it is another."""
        fits = {
            "text": isinstance(value, str),
            "path": isinstance(value, str) and bool(value),
            "day": isinstance(value, date) and not isinstance(value, datetime),
            "year": isinstance(value, int) and not isinstance(value, bool),
            "flag": isinstance(value, bool),
        }
        if not fits[kind]:
            wanted = EXPECTED[kind]
            self.log.error(
                f"{value!r} is niet wat verwacht werd: {wanted.nl}",
                f"{value!r} is not what was expected: {wanted.en}",
                column=key,
                value=str(value),
            )
            return None
        if kind == "path" or (key == "boundaries" and value not in {"embedded", "official"}):
            return self._resolved(str(value)) if kind == "path" else str(self._resolved(str(value)))
        return value

    def _resolved(self, name: str) -> Path:
        return self.path.parent / name
