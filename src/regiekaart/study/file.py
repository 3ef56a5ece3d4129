"""A study file: the choices of a study, and what was accepted with a reason, in TOML.

Keys are those of the command line, without the dashes. A path is relative to the file. A key that
is not known is an error with a suggestion, so that a slip of the pen is never silently ignored.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts.boundaries import EMBEDDED, OFFICIAL
from regiekaart.facts.names import normalise
from regiekaart.facts.region_names import MAX_NAME
from regiekaart.language import Text, both
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.study.loading import StudyChoice, cycle_or_file
from regiekaart.study.model import Exemption
from regiekaart.tomlfile import KeyReader, Kind, parse_toml, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Key in the file, field of a `StudyChoice`, and what is expected.
KEYS: Final[Mapping[str, tuple[str, Kind]]] = {
    "cycle": ("cycle", "text"),
    "date": ("date", "day"),
    "population-year": ("population_year", "year"),
    "membership": ("membership", "path"),
    "complete": ("complete", "flag"),
    "sheet": ("sheet", "text"),
    "agreements": ("agreements", "path"),
    "boundaries": ("boundaries", "text"),
    "example": ("example", "flag"),
    "before": ("before", "text"),
    "before-complete": ("before_complete", "flag"),
}
# Keys that mean nothing without another.
_ABOUT: Final = {
    "complete": "membership",
    "sheet": "membership",
    "before-complete": "before",
}
EXEMPTION: Final[Mapping[str, Kind]] = {
    "rule": "text",
    "region": "text",
    "reason": "text",
    "until": "day",
}
NOUN: Final = Text("studiebestand", "study file")


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
    reader = _Reader(KeyReader(path, log))
    choice = reader.choice(parse_toml(path, log, NOUN))
    log.raise_errors()
    return choice


@dataclass
class _Reader:
    """Turns the keys of a study file into a choice."""

    keys: KeyReader
    choices: dict[str, Any] = field(default_factory=dict)

    @property
    def log(self) -> ProblemLog:
        return self.keys.log

    def choice(self, document: Mapping[str, Any]) -> StudyChoice:
        self.keys.unknown(document, [*KEYS, "exemption"], "")
        for key, (name, kind) in KEYS.items():
            if key in document:
                self.choices[name] = self.keys.value(key, document[key], kind)
        self._resolve_boundaries()
        self._resolve_before()
        self._check_company(document)
        exemptions = document.get("exemption", [])
        if not isinstance(exemptions, list) or not all(isinstance(e, dict) for e in exemptions):
            self.log.error(
                "exemption moet een lijst zijn: schrijf [[exemption]] boven elke vrijstelling",
                "exemption must be a list: write [[exemption]] above each exemption",
                column="exemption",
            )
            exemptions = []
        read = [self._exemption(each, i) for i, each in enumerate(exemptions, start=1)]
        self._check_double(read)
        found = tuple(e for e in read if e is not None)
        return replace(StudyChoice(), **self.choices, exemptions=found)

    def _resolve_boundaries(self) -> None:
        """Take boundaries that are no known word for a file beside this one."""
        name = self.choices.get("boundaries")
        if name is not None and name not in {EMBEDDED, OFFICIAL}:
            self.choices["boundaries"] = str(self.keys.resolved(name))

    def _resolve_before(self) -> None:
        """Take what to compare with for a file beside this one, unless it is a cycle."""
        name = self.choices.get("before")
        if name is not None and isinstance(cycle_or_file(name), Path):
            self.choices["before"] = self.keys.resolved(name)

    def _check_company(self, document: Mapping[str, Any]) -> None:
        """Add a problem for each key that says how to read a list that the file does not name."""
        for key, about in _ABOUT.items():
            if self.choices.get(KEYS[key][0]) is not None and about not in document:
                self.log.error(
                    f"{key} zegt hoe een eigen lijst te lezen is: geef ook {about}",
                    f"{key} says how to read an own list: give {about} as well",
                    column=key,
                    value=shown(document[key]).nl.strip('"'),
                )

    def _check_double(self, exemptions: Sequence[Exemption | None]) -> None:
        """Add a problem for each exemption whose rule and region another one has already."""
        first: dict[tuple[str, str], int] = {}
        for number, each in enumerate(exemptions, start=1):
            if each is None:
                continue
            earlier = first.setdefault((each.rule, normalise(each.group) or each.group), number)
            if earlier != number:
                self.log.error(
                    f"voor regel {each.rule} en gebied {each.group} staat er al een vrijstelling: "
                    f"de {earlier}e",
                    f"for rule {each.rule} and region {each.group} there is an exemption already: "
                    f"number {earlier}",
                    column=f"exemption {number}",
                    value=each.group,
                )

    def _exemption(self, entry: Mapping[str, Any], number: int) -> Exemption | None:
        where = f"exemption {number}"
        self.keys.unknown(entry, list(EXEMPTION), f"{where}, ")
        values = {
            key: self.keys.value(f"{where}, {key}", entry[key], kind)
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
        if len(values.get("region") or "") > MAX_NAME:
            most = both(MAX_NAME)
            self.log.error(
                f"geen naam van een regiegebied: langer dan {most.nl} tekens",
                f"not the name of a region: longer than {most.en} characters",
                column=f"{where}, region",
            )
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
