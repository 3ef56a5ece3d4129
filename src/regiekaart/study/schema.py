"""The schema of study files, with which an editor completes keys and tells slips of the pen."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import Text
from regiekaart.study.keys import EXEMPTION, NAME, STUDY, TABLE_WORDS, TABLES, Key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.tomlfile import Kind

SCHEMA_NAME: Final = "study.schema.json"
# Editors take TOML for JSON: a date becomes a text.
_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    "text": {"type": "string", "minLength": 1},
    "path": {"type": "string", "minLength": 1},
    "day": {"type": "string", "format": "date"},
    "year": {"type": "integer"},
    "whole": {"type": "integer"},
    "flag": {"type": "boolean"},
    "number": {"type": "number", "exclusiveMinimum": 0},
}
# Keys whose words are those of the scheme.
_OF_SCHEME: Final = frozenset({"cycle", "rule"})
_OTHER_SCHEME: Final = {"required": ["scheme"]}


def schema_text() -> str:
    """Return the JSON schema of study files (draft 7), with descriptions in Dutch and English.

    Whoever writes a study file puts this beside it, by the name `SCHEMA_NAME`; the first line of
    what `study_file_text` writes points to it. The same text ships as
    ``data/schemas/study.schema.json``.
    """
    study = _properties(STUDY)
    below = {name: _object(TABLE_WORDS[name], _properties(keys)) for name, keys in TABLES.items()}
    exemption = _object(None, _properties(EXEMPTION))
    exemption["required"] = [key.name for key in EXEMPTION if key.required]
    below["exemption"] = _list(TABLE_WORDS["exemption"], exemption)
    entry = _object(None, {NAME.name: _property(NAME), **study, **below})
    entry["required"] = [NAME.name]
    plain = _words_of_default()
    by_default = {**plain, "properties": {**plain["properties"], "study": {"items": {
        "if": _OTHER_SCHEME, "else": plain,
    }}}}  # fmt: skip
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Studiebestand van regiekaart / study file of regiekaart",
        **_object(None, {**study, **below, "study": _list(TABLE_WORDS["study"], entry)}),
        "if": _OTHER_SCHEME,
        "else": by_default,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _words_of_default() -> dict[str, Any]:
    """Return what holds where no other scheme is named: its cycles and its rules."""
    (cycle,) = (key for key in STUDY if key.field == "cycle")
    (rule,) = (key for key in EXEMPTION if key.field == "rule")
    exemptions = {"items": {"properties": {rule.name: {"enum": list(rule.allowed)}}}}
    return {"properties": {cycle.name: {"enum": list(cycle.allowed)}, "exemption": exemptions}}


def _properties(keys: Iterable[Key]) -> dict[str, Any]:
    return {key.name: _property(key) for key in keys}


def _property(key: Key) -> dict[str, Any]:
    """Return what one key takes."""
    made: dict[str, Any] = {"description": _description(key)}
    word: dict[str, Any] = {"enum": list(key.allowed)} if key.allowed else {}
    if key.field in _OF_SCHEME:
        # An editor completes these; another scheme has others.
        word = {"anyOf": [word, {"minLength": 1}]}
    if key.kind == "texts":
        made |= {"type": "array", "items": {"type": "string", **word}, "minItems": 1}
    else:
        made |= _TYPES[key.kind] | word
    if key.least is not None:
        made["minimum"] = key.least
    if key.most is not None:
        made["maximum"] = key.most
    example = key.example
    if isinstance(example, Text):
        return made | {"examples": [example.nl, example.en]}
    return made | ({"default": _plain(example)} if key.default else {"examples": [_plain(example)]})


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of TOML
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _description(key: Key) -> str:
    if key.required:
        return _both(key.about)
    nl = f"{key.about.nl} Zonder deze sleutel: {key.without.nl}."
    en = f"{key.about.en} Without this key: {key.without.en}."
    return f"{nl}\n\n{en}"


def _both(text: Text) -> str:
    return f"{text.nl}\n\n{text.en}"


def _object(about: Text | None, properties: dict[str, Any]) -> dict[str, Any]:
    described = {} if about is None else {"description": _both(about)}
    return {
        **described, "type": "object", "properties": properties, "additionalProperties": False
    }  # fmt: skip


def _list(about: Text, items: dict[str, Any]) -> dict[str, Any]:
    return {"description": _both(about), "type": "array", "items": items, "minItems": 1}
