"""The schema of scheme files, with which an editor completes keys and tells slips of the pen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from regiekaart.scheme import keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.language import Text
    from regiekaart.scheme.keys import Key

SCHEMA_NAME: Final = "scheme.schema.json"
_TEXT: Final = {"type": "string", "minLength": 1}
_SAYS: Final = {
    "oneOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {"nl": _TEXT, "en": _TEXT},
            "required": ["nl", "en"],
            "additionalProperties": False,
        },
    ]
}
# Editors take TOML for JSON: a date becomes a text.
_TYPES: Final[dict[str, dict[str, Any]]] = {
    "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,39}$"},
    "text": _TEXT,
    "path": _TEXT,
    "says": _SAYS,
    "texts": {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2},
    "day": {"type": "string", "format": "date"},
    "flag": {"type": "boolean"},
    "whole": {"type": "integer", "minimum": 1},
    "conditions": {"type": "object", "additionalProperties": {"type": "string"}},
}


def schema_text() -> str:
    """Return the JSON schema of scheme files (draft 7), with descriptions in Dutch and English.

    The same text ships as ``data/schemas/scheme.schema.json``.
    """
    top = _object(keys.TOP)
    for name, declared in keys.TABLES.items():
        top["properties"][name] = _described(keys.TABLE_WORDS[name], _object(declared))
    for name, declared in keys.LISTS.items():
        items = {"type": "array", "minItems": 1, "items": _object(declared)}
        top["properties"][name] = _described(keys.TABLE_WORDS[name], items)
    units = top["properties"]["units"]
    own = [key.name for key in keys.UNITS if key.required]
    units["oneOf"] = [
        {"required": ["like"], "maxProperties": 1},
        {"required": own, "not": {"required": ["like"]}},
    ]
    del units["required"]
    top["required"] += ["units", "group", "words", "cycle"]
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Schema van regiekaart / scheme of regiekaart",
        **top,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _object(declared: Sequence[Key]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key.name: _property(key) for key in declared},
        "required": [key.name for key in declared if key.required and not key.rule],
        "additionalProperties": False,
    }


def _property(key: Key) -> dict[str, Any]:
    made = dict(_object(keys.NOUN) if key.kind == "noun" else _TYPES[key.kind])
    if key.allowed:
        made |= {"enum": list(key.allowed)}
    if key.default is not None:
        made |= {"default": key.default}
    return _described(key.about, made)


def _described(about: Text, made: dict[str, Any]) -> dict[str, Any]:
    return {"description": f"{about.nl}\n\n{about.en}", **made}
