"""Writes a study file in which every key is explained, for `read_studies` to read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError
from regiekaart.facts.boundaries import EMBEDDED, OFFICIAL
from regiekaart.facts.population import default_year, jobseekers, working_age
from regiekaart.facts.register import register_of
from regiekaart.language import NL, Language, Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.funding import AGES, KEYS_2023, STAIRCASE_2014
from regiekaart.scheme.known import scheme_called
from regiekaart.study.keys import (
    CYCLES,
    ELSEWHERE,
    EXEMPTION,
    NAME,
    STUDY,
    TABLE_WORDS,
    TABLES,
    Key,
)
from regiekaart.study.loading import StudyChoice
from regiekaart.study.schema import SCHEMA_NAME
from regiekaart.study.settings import OutputSettings, SubsidySettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regiekaart.scheme.model import Scheme
    from regiekaart.study.model import Exemption

WIDTH: Final = 96
_HEAD: Final = Text(
    "Studiebestand van regiekaart. Regels met ## leggen uit. Een regel met # geldt niet: haal # "
    "weg en vul in wat u kiest. Paden gelden vanaf de map van dit bestand. Alles maken: "
    "regiekaart build --study, met de naam van dit bestand. Opties op de opdrachtregel gaan voor.",
    "Study file of regiekaart. Lines with ## explain. A line with # does not count: take # away "
    "and fill in what you choose. Paths start from the folder of this file. To make everything: "
    "regiekaart build --study, with the name of this file. Options on the command line go first.",
)
_WITHOUT: Final = Text("Zonder deze sleutel", "Without this key")
_REQUIRED: Final = Text("Verplicht.", "Required.")


def study_file_text(
    choice: StudyChoice | None = None,
    language: Language = NL,
    *,
    output: OutputSettings | None = None,
    theme: Path | None = None,
    folder: Path | None = None,
    schema: str | None = f"./{SCHEMA_NAME}",
) -> str:
    """Return a study file that explains every key, with its default commented out.

    Parameters
    ----------
    choice
        What the study is made of; what it leaves open is commented out. ``keep_claims`` is no key
        of a file.
    language
        Of the explanation.
    output, theme
        Where the outputs go, and the theme file.
    folder
        Where the file will stand; by default the current one. Paths inside it are written from
        there, others as they are.
    schema
        Where the schema is for an editor (`schema_text`), seen from the file; None leaves that out.

    Returns
    -------
    str
        TOML. Read back from ``folder``, it gives the same choice, output and theme.

    Examples
    --------
    >>> text = study_file_text(StudyChoice(cycle="2020"), schema=None)
    >>> [line for line in text.splitlines() if line and not line.startswith("#")]
    ['cycle = "2020"', '[output]', '[subsidy]']
    """
    choice = choice or StudyChoice()
    scheme = scheme_called(choice.scheme)
    writer = _Writer(
        language, Path.cwd() if folder is None else folder, _defaults(choice, scheme), scheme
    )
    # Below [subsidy] the same word is another key.
    top = replace(writer, defaults={**writer.defaults, "scheme": FLANDERS.id})
    values = {key.field: getattr(choice, key.field, None) for key in STUDY} | {"theme": theme}
    below = {"output": output or OutputSettings(), "subsidy": choice.subsidy or SubsidySettings()}
    lines = [] if schema is None else [f"#:schema {schema}", ""]
    known = [_of(scheme, key) for key in STUDY if _has(scheme, key.field)]
    lines += [*_comment(language.say(_HEAD)), "", *top.table(known, values)]
    if not scheme.has_funding:
        del below["subsidy"]
    for name, settings in below.items():
        keys = TABLES[name]
        fields = {key.field: getattr(settings, key.field) for key in keys}
        lines += [*writer.heading(name), f"[{name}]", *writer.table(keys, fields)]
    lines += [*writer.heading("exemption"), *writer.exemptions(choice.exemptions)]
    lines += ["", *writer.heading("study"), *writer.about([NAME])]
    other = scheme.cycles[-2:][0].id
    (cycle,) = (key for key in STUDY if key.field == "cycle")
    lines += ["# [[study]]", f"# {writer.line(NAME, other)}", f"# {writer.line(cycle, other)}"]
    return "\n".join(lines) + "\n"


def _has(scheme: Scheme, field: str) -> bool:
    """Return whether a scheme has a use for a key."""
    lacking = {"agreements": not scheme.has_statuses, "example": scheme.id != FLANDERS.id}
    return not lacking.get(field, False)


def _of(scheme: Scheme, key: Key) -> Key:
    """Return a key as it is explained for a scheme: what ships is not that of its own units."""
    own: dict[str, dict[str, Any]] = {
        "boundaries": {
            "about": Text("De grenzen: een bestand.", "The borders: a file."),
            "without": Text("die van het schema", "those of the scheme"),
            "example": "grenzen.gpkg",
        },
        "population_year": {
            "about": Text("Het jaar van de gewichten.", "The year of the weights."),
        },
    }
    return key if scheme.units_from is None else replace(key, **own.get(key.field, {}))


def _defaults(choice: StudyChoice, scheme: Scheme) -> dict[str, Any]:
    """Return what holds in a study where its file says nothing, as far as that depends on it."""
    cycle = scheme.cycle(choice.cycle) if choice.cycle else scheme.newest_cycle
    day = choice.date or cycle.start
    earlier = scheme.cycle_before(cycle)
    found: dict[str, Any] = {"cycle": cycle.id, "date": cycle.start}
    if earlier is None:
        found |= {"before": None, "before_complete": None}
    else:
        found["before"] = earlier.id
    years = {"population_year": (register_of(scheme).population(), day)}
    if scheme.has_funding:
        years["working_age_year"] = working_age(AGES[0]), day
        years["jobseekers_year"] = jobseekers(), date(day.year - 1, 12, 31)
    for name, (counts, last) in years.items():
        # Where the counts begin later there is no default: another year stands as an example.
        with suppress(InputError):
            found[name] = default_year(counts, last)
    if not scheme.has_funding:
        whose = scheme.group.the
        found["group"] = Text(f"Naam van {whose.nl}", f"Name of {whose.en}")
        found["rule"] = next((rule.id for rule in scheme.rules), None)
        return found | ({} if cycle.end is None else {"until": cycle.end})
    from_2023 = day >= FLANDERS.cycle(KEYS_2023.id).start
    return found | {"scheme": (KEYS_2023 if from_2023 else STAIRCASE_2014).id}


@dataclass(frozen=True)
class _Writer:
    """Writes keys with what they are about.

    Parameters
    ----------
    language
        Of the explanation.
    folder
        Where the file will stand.
    defaults
        By field, what is commented out where it is not the example of the key; None leaves out.
    scheme
        The scheme of the study.
    """

    language: Language
    folder: Path
    defaults: Mapping[str, Any]
    scheme: Scheme

    def heading(self, name: str) -> list[str]:
        """Return what a table is for."""
        return _comment(self.language.say(TABLE_WORDS[name]))

    def about(self, keys: Iterable[Key]) -> list[str]:
        """Return what keys decide."""
        say, lines = self.language.say, []
        for key in keys:
            tail = say(_REQUIRED) if key.required else f"{say(_WITHOUT)}: {say(key.without)}."
            about = key.about if self.scheme.has_funding else ELSEWHERE.get(key.field, key.about)
            lines += _comment(f"{say(about)} {tail}")
        return lines

    def table(self, keys: Iterable[Key], values: Mapping[str, Any]) -> list[str]:
        """Return each key with what it is about: set, or else commented out with its default."""
        lines: list[str] = []
        for key in keys:
            value = values.get(key.field)
            # A flag of a choice that is not set is False.
            given = value is not None and not (key.field == "example" and value is False)
            if given:
                lines += [*self.about([key]), self.line(key, value), ""]
            elif self.defaults.get(key.field, key.example) is not None:
                lines += [*self.about([key]), f"# {self.line(key)}", ""]
        return lines

    def exemptions(self, exemptions: Sequence[Exemption]) -> list[str]:
        """Return the exemptions, or else one that is commented out."""
        lines = self.about(EXEMPTION)
        if not exemptions:
            return [*lines, "# [[exemption]]", *(f"# {self.line(key)}" for key in EXEMPTION)]
        for each in exemptions:
            held = [(key, getattr(each, key.field)) for key in EXEMPTION]
            lines += ["[[exemption]]", *(self.line(k, v) for k, v in held if v is not None), ""]
        return lines[:-1]

    def line(self, key: Key, value: object = None) -> str:
        """Return a key with a value; by default with what holds without it."""
        if value is None:
            value = self.defaults.get(key.field, key.example)
        elif key.name == "boundaries" and value not in {EMBEDDED, OFFICIAL}:
            value = Path(str(value))
        return f"{key.name} = {self.toml(value)}"

    def toml(self, value: object) -> str:
        """Return a value as TOML has it."""
        match value:
            case bool():
                return str(value).lower()
            case Decimal():
                return f"{value:f}"
            case int():
                return str(value)
            case date():
                return value.isoformat()
            case Path():
                return _quoted(_seen_from(self.folder, value))
            case str() | Text():
                return _quoted(self.language.say(value))
            case Sequence():
                return f"[{', '.join(map(self.toml, value))}]"
            case _:
                raise TypeError(f"no value of a study file: {value!r}")


def _quoted(text: str) -> str:
    """Return a text in quotes; the one sign that JSON may hold and TOML may not, as its code."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _seen_from(folder: Path, path: Path) -> str:
    """Return a path from a folder, if it lies in it, with / between its parts."""
    full, base = (Path(os.path.abspath(each)) for each in (path, folder))  # noqa: PTH100 - no links
    text = (full.relative_to(base) if full.is_relative_to(base) else full).as_posix()
    # A file by the name of a word that means something else.
    return f"./{text}" if text in {*CYCLES, EMBEDDED, OFFICIAL} else text


def _comment(text: str) -> list[str]:
    return [f"## {line}" for line in wrap(text, WIDTH - 3, break_on_hyphens=False)]
