"""A study file: one study or several, where they go and how they look, in TOML.

Its keys are declared in `study/keys.py`. A path is relative to the file. A key that is not known is
an error with a suggestion, so that a slip of the pen is never silently ignored.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts.brought import split_sheet
from regiekaart.facts.names import normalise
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.known import scheme_called
from regiekaart.study.exemptions import exempt, read_exemptions
from regiekaart.study.file_checks import check_world
from regiekaart.study.keys import NAME, STUDY, TABLES
from regiekaart.study.loading import StudyChoice, choice_before
from regiekaart.study.settings import (
    OutputSettings,
    StudyFile,
    StudyPlan,
    SubsidySettings,
    beneath,
)
from regiekaart.study.table import TableReader
from regiekaart.tomlfile import shown, toml_bytes, toml_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regiekaart.errors import Problem
    from regiekaart.scheme.model import Scheme
    from regiekaart.study.model import Exemption

_FIELDS: Final = {key.name: key.field for key in STUDY}
# Keys that mean nothing without another.
_ABOUT: Final = {
    "complete": "membership",
    "sheet": "membership",
    "before-complete": "before",
}
MOST_STUDIES: Final = 100
NOUN: Final = Text("studiebestand", "study file")


def read_study_file(path: Path) -> StudyChoice:
    """Read what one study of a study file is made of.

    Parameters
    ----------
    path
        The file; it is only ever read. Where it holds several studies, ``FILE#NAME`` names one.

    Raises
    ------
    InputError
        With every problem of the file, or if it holds several studies and none is named.
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
    return read_studies(path).only().choice


def read_studies(path: Path) -> StudyFile:
    """Read a study file: every study that it holds, with its output and its house style.

    Parameters
    ----------
    path
        The file; it is only ever read. ``FILE#NAME`` takes one study of it.

    Raises
    ------
    InputError
        With every problem of the file, or if it holds no study of that name.
    OutsideError
        If it cannot be read.
    """
    file, name = split_sheet(path)
    log = ProblemLog(file.name)
    content = toml_bytes(file, log, NOUN)
    document = toml_in(content, log)
    plans = _Reader(TableReader(file, log), document, sha256(content).hexdigest()).plans()
    log.raise_errors()
    found = StudyFile(path=file, plans=tuple(plans))
    return found if name is None else replace(found, plans=(found.named(name),))


@dataclass
class _Level:
    """What the file says at its top, or in one of its studies."""

    where: str
    table: Mapping[str, Any]
    name: str | None = None
    study: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()
    scheme: Scheme | None = FLANDERS

    def refused(self, *names: str) -> bool:
        """Return whether one of these keys stands here with a value that is none."""
        return any(name in self.table and _FIELDS[name] not in self.study for name in names)


@dataclass
class _Reader:
    """Turns the document of a study file into plans."""

    keys: TableReader
    document: Mapping[str, Any]
    sha256: str

    @property
    def log(self) -> ProblemLog:
        return self.keys.log

    def plans(self) -> list[StudyPlan]:
        entries = self.keys.tables(self.document, "study")
        several = "study" in self.document
        if len(entries) > MOST_STUDIES:
            self.log.error(
                f"meer dan {MOST_STUDIES} studies in één bestand",
                f"more than {MOST_STUDIES} studies in one file",
                key="study",
            )
            return []
        keys = self.keys.under(self.document, "")
        top = self._level(self.document, "", ["study"], keys)
        levels = [self._entry(entry, i, keys) for i, entry in enumerate(entries, start=1)]
        self._check_company(top, levels)
        self._check_names(levels)
        for level in (top, *levels):
            check_world(
                level.study, level.tables, level.where, replace(self.keys, scheme=level.scheme)
            )
        if not several:
            return [self._plan(top, None)]
        self._check_subsidy(top, dict(top.tables["subsidy"]))
        return [self._plan(top, level) for level in levels]

    def _entry(self, table: Mapping[str, Any], number: int, above: TableReader) -> _Level:
        name = self.keys.name(table, f"study {number}, ")
        where = f"study {number}, " if name is None else f'study "{name}", '
        level = self._level(table, where, [NAME.name], above.under(table, where))
        level.name = name
        return level

    def _level(
        self, table: Mapping[str, Any], where: str, others: list[str], reader: TableReader
    ) -> _Level:
        known = [*(key.name for key in STUDY), "exemption", *TABLES, *others]
        reader.unknown(table, known, where)
        study = reader.values(STUDY, table, where)
        level = _Level(where, table, study=study, scheme=reader.scheme)
        for name, keys in TABLES.items():
            below, inside = reader.table(table, name, where), f"{where}{name}, "
            reader.unknown(below, [key.name for key in keys], inside)
            level.tables[name] = reader.values(keys, below, inside)
        level.exemptions = read_exemptions(table, where, reader)
        self._check_example(level)
        return level

    def _plan(self, top: _Level, own: _Level | None) -> StudyPlan:
        """Return a study: what it says itself, above what it takes over from the top."""
        level = own or top
        study = dict(top.study)
        tables = {name: dict(values) for name, values in top.tables.items()}
        exemptions = {exempt(e): e for e in top.exemptions}
        if own is not None:
            study = beneath(own.study, top.study) | own.study
            tables = {name: tables[name] | own.tables[name] for name in tables}
            if own.scheme != top.scheme:
                # Its rules are others, and perhaps there is nothing to divide.
                exemptions, tables["subsidy"] = {}, dict(own.tables["subsidy"])
            exemptions |= {exempt(e): e for e in own.exemptions}
        # What the top says of how to read a list is for the studies that have one.
        for key, about in _ABOUT.items():
            if study.get(about) is None:
                study.pop(_FIELDS[key], None)
        theme = study.pop("theme", None)
        self._check_subsidy(level, tables["subsidy"])
        subsidy = SubsidySettings(**tables["subsidy"])
        choice = replace(
            StudyChoice(),
            **study,
            exemptions=tuple(exemptions.values()),
            subsidy=None if subsidy == SubsidySettings() else subsidy,
        )
        self._check_before(choice, [top, level])
        return StudyPlan(
            path=self.keys.path,
            sha256=self.sha256,
            name=level.name,
            choice=choice,
            output=OutputSettings(**tables["output"]),
            theme=theme,
            notices=self._notices(choice, top, level),
        )

    def _notices(self, choice: StudyChoice, top: _Level, own: _Level) -> tuple[Problem, ...]:
        """Return what is told of a list that is taken over for another cycle."""
        above = top.study.get("cycle") or scheme_called(choice.scheme).newest_cycle.id
        listed = top.study.get("membership")
        if listed is None or choice.membership != listed or "membership" in own.study:
            return ()
        if own is top or choice.cycle in {None, above}:
            return ()
        log = ProblemLog(self.log.file)
        log.note(
            f"{listed.name} staat bovenaan het bestand en geldt dus ook voor de cyclus "
            f"{choice.cycle}; zet membership onder [[study]] als dat niet de bedoeling is",
            f"{listed.name} stands at the top of the file, and so holds for the cycle "
            f"{choice.cycle} as well; put membership below [[study]] if that is not meant",
            key=f"{own.where}membership",
        )
        return log.notices

    def _check_names(self, levels: Sequence[_Level]) -> None:
        """Add a problem for each study whose name another one has already."""
        first: dict[str, int] = {}
        for number, level in enumerate(levels, start=1):
            if level.name is None:
                continue
            earlier = first.setdefault(normalise(level.name) or level.name, number)
            if earlier != number:
                self.log.error(
                    f"de naam {level.name} staat al bij studie {earlier}",
                    f"study {earlier} has the name {level.name} already",
                    key=f"study {number}, name",
                    value=level.name,
                )

    def _check_company(self, top: _Level, levels: Sequence[_Level]) -> None:
        """Add a problem for each key that says how to read a list that is not named."""
        for level in (top, *levels):
            others = levels if level is top else [top]
            for key, about in _ABOUT.items():
                named = any(about in each.table for each in (level, *others))
                if level.study.get(_FIELDS[key]) is not None and not named:
                    self.log.error(
                        f"{key} zegt hoe een eigen lijst te lezen is: geef ook {about}",
                        f"{key} says how to read an own list: give {about} as well",
                        key=f"{level.where}{key}",
                        value=shown(level.table[key]).nl.strip('"'),
                    )

    def _check_example(self, level: _Level) -> None:
        if level.study.get("example") and level.study.get("membership") is not None:
            self.log.error(
                "example en membership gaan niet samen: kies het voorbeeld of een eigen lijst",
                "example and membership do not go together: choose the example or an own list",
                key=f"{level.where}example",
                value="true",
            )

    def _check_subsidy(self, own: _Level, subsidy: dict[str, Any]) -> None:
        """Leave the keys of 2023 out for another scheme; add a problem for those of its own."""
        scheme = subsidy.get("scheme")
        if scheme is None:
            return
        left = {name: v for name, v in subsidy.items() if name != "scheme"}
        for key in TABLES["subsidy"]:
            if key.field in left and key.field not in SubsidySettings(**left).of(scheme):
                del subsidy[key.field]
                if key.field in own.tables["subsidy"]:
                    self.log.error(
                        f"{key.name} hoort niet bij de regeling {scheme}",
                        f"{key.name} does not belong to the scheme {scheme}",
                        key=f"{own.where}subsidy, {key.name}",
                    )

    def _check_before(self, choice: StudyChoice, levels: Sequence[_Level]) -> None:
        """Add a problem if what to compare with does not lie before the study."""
        named = [level for level in levels if "before" in level.study]
        if choice.before is None or any(each.refused("scheme", "cycle", "date") for each in levels):
            return
        own = isinstance(choice.before, Path)
        if own and not self.keys.there(self.keys.list_file(Path(choice.before))):
            return
        scheme = scheme_called(choice.scheme)
        cycle = scheme.cycle(choice.cycle) if choice.cycle else scheme.newest_cycle
        try:
            choice_before(choice, scheme, cycle, fictional=choice.example)
        except InputError as error:
            place = f"{named[-1].where}before"
            self.log.problems += [
                replace(each, file=self.log.file, column=None, key=place) for each in error.problems
            ]
