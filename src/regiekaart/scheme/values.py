"""Takes the values of the keys of a scheme file, each of its kind."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import Text, both
from regiekaart.paths import is_odd
from regiekaart.scheme import keys
from regiekaart.scheme.noun import Noun
from regiekaart.tomlfile import KeyReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from regiekaart.scheme.keys import Key

# Ids stand in file names and on the command line.
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CRS: Final = re.compile(r"EPSG:\d{4,6}", re.ASCII)
_LONGEST: Final = 300
_LONGEST_WORD: Final = 60


class SchemeKeys(KeyReader):
    """Reads the tables of a scheme file, and tells every problem with its key."""

    def all_of(self, wanted: Iterable[Key], table: Mapping[str, Any], where: str) -> dict[str, Any]:
        """Return the values of the keys of a table that holds no others; see `values`."""
        wanted = tuple(wanted)
        self.unknown(table, [key.name for key in wanted], where)
        return self.values(wanted, table, where)

    def noun_and(
        self, wanted: Sequence[Key], table: Mapping[str, Any], where: str
    ) -> dict[str, Any]:
        """Return the values of a table that is a word as well, which is among them as "noun"."""
        self.unknown(table, [key.name for key in (*wanted, *keys.NOUN)], where)
        return {**self.values(wanted, table, where), "noun": self._noun(table, where)}

    def values(self, wanted: Iterable[Key], table: Mapping[str, Any], where: str) -> dict[str, Any]:
        """Return the value of each key, by field: its default where the table lacks it.

        What is missing or wrong is told, and is None.
        """
        found: dict[str, Any] = {}
        for key in wanted:
            name = f"{where}{key.name}"
            if key.name in table:
                found[key.field] = self._read(key, table[key.name], name)
            else:
                found[key.field] = key.default
                if key.required:
                    self.missing(name)
        return found

    def table(self, top: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
        """Return a table below another; an empty one, and a problem, if it is none."""
        value = top.get(name, {})
        if isinstance(value, dict):
            return value
        self.log.error(
            f"{name} moet een tabel zijn: schrijf [{where}{name}] erboven",
            f"{name} must be a table: write [{where}{name}] above it",
            key=f"{where}{name}",
        )
        return {}

    def tables(self, top: Mapping[str, Any], name: str) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Return the tables of a list, each with what stands before its keys in a problem."""
        value = top.get(name, [])
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return [(f"{name} {number}, ", each) for number, each in enumerate(value, start=1)]
        self.log.error(
            f"{name} moet een lijst zijn: schrijf [[{name}]] boven elk",
            f"{name} must be a list: write [[{name}]] above each",
            key=name,
        )
        return []

    def missing(self, key: str) -> None:
        """Tell that a key is not there."""
        self.log.error(f"de sleutel {key} ontbreekt", f"the key {key} is missing", key=key)

    def choose(self, key: str, value: str, known: Sequence[str]) -> None:
        """Tell that a word is not one of those that a key takes."""
        listed, shown = ", ".join(known) or "–", value[:_LONGEST_WORD]
        near = get_close_matches(shown, known, n=1)
        self.log.error(
            f"onbekende waarde: {shown}; kies uit {listed}",
            f"unknown value: {shown}; choose from {listed}",
            key=key,
            value=shown,
            suggestion=near[0] if near else None,
        )

    def expected(self, key: str, value: str, wanted: Text) -> None:
        """Tell that a value is not what was expected."""
        shown = value[:_LONGEST_WORD]
        self.log.error(
            f"{shown} is niet wat verwacht werd: {wanted.nl}",
            f"{shown} is not what was expected: {wanted.en}",
            key=key,
            value=shown,
        )

    def _read(self, key: Key, value: object, name: str) -> Any:  # noqa: ANN401, PLR0911 - by kind
        match key.kind:
            case "id":
                return self._id(value, name)
            case "says":
                return self._text(value, name)
            case "noun":
                return self._whole_noun(value, name)
            case "conditions":
                return self._conditions(value, name)
            case "path":
                return self._file(self.value(name, value, "path"), name)
            case "text":
                word = self._words(value, name)
            case _:
                return self.value(name, value, key.kind)
        if word is not None and key.allowed and word not in key.allowed:
            self.choose(name, word, key.allowed)
            return None
        if word is not None and key.name == "crs" and not _CRS.fullmatch(word):
            wanted = Text("een EPSG-code, zoals EPSG:31370", "an EPSG code, such as EPSG:31370")
            self.expected(name, word, wanted)
            return None
        return word

    def _words(self, value: object, name: str, longest: int = _LONGEST) -> str | None:
        """Return a text that says something, without blanks around it."""
        text = self.value(name, value, "text")
        if text is None:
            return None
        text = " ".join(str(text).split())
        if text and len(text) <= longest:
            return text
        most = both(longest)
        self.expected(
            name,
            text,
            Text(f"tekst van 1 tot {most.nl} tekens", f"text of 1 to {most.en} characters"),
        )
        return None

    def _id(self, value: object, name: str) -> str | None:
        word = self._words(value, name)
        if word is None or _ID.fullmatch(word):
            return word
        wanted = Text(
            "kleine letters, cijfers, - en _, hoogstens 40",
            "small letters, digits, - and _, at most 40",
        )
        self.expected(name, word, wanted)
        return None

    def _text(self, value: object, name: str) -> Text | None:
        """Return a text in both languages; one string stands for both."""
        if not isinstance(value, dict):
            word = self._words(value, name)
            return None if word is None else Text.same(word)
        self.unknown(value, ("nl", "en"), f"{name}.")
        words = []
        for language in ("nl", "en"):
            if language not in value:
                self.missing(f"{name}.{language}")
            else:
                words.append(self._words(value[language], f"{name}.{language}"))
        return Text(*map(str, words)) if len(words) == len(("nl", "en")) and all(words) else None

    def _whole_noun(self, value: object, name: str) -> Noun | None:
        if not isinstance(value, dict):
            example = Text('{ nl = ["wijk", "wijken"], en = [...] }', "{ nl = [...], en = [...] }")
            self.expected(name, str(value), example)
            return None
        self.unknown(value, [key.name for key in keys.NOUN], f"{name}.")
        return self._noun(value, f"{name}.")

    def _noun(self, table: Mapping[str, Any], where: str) -> Noun | None:
        said = self.values(keys.NOUN, table, where)
        forms = [self._forms(said[name], f"{where}{name}") for name in ("nl", "en")]
        nl, en = forms
        if nl is None or en is None:
            return None
        neuter = said["article"] == "het"
        return Noun(Text(nl[0], en[0]), Text(nl[1], en[1]), neuter=neuter)

    def _forms(self, words: Sequence[str] | None, name: str) -> tuple[str, str] | None:
        if words is None:
            return None
        if len(words) != 2:  # noqa: PLR2004 - one and many
            wanted = Text("twee woorden: het enkelvoud en het meervoud",
                          "two words: the singular and the plural")  # fmt: skip
            self.expected(name, ", ".join(words), wanted)
            return None
        one, many = (self._words(word, name, _LONGEST_WORD) for word in words)
        return None if one is None or many is None else (one, many)

    def _conditions(self, value: object, name: str) -> Mapping[str, str] | None:
        if not isinstance(value, dict):
            self.expected(name, str(value), Text('{ kolom = "waarde" }', '{ column = "value" }'))
            return None
        found = {
            str(column): self.value(f"{name}.{column}", each, "text")
            for column, each in value.items()
        }
        return None if None in found.values() else found

    def _file(self, path: Path | None, name: str) -> Path | None:
        """Return a path where there is a file."""
        if path is None:
            return None
        try:
            there = path.exists() and not path.is_dir() and not is_odd(path)
        except (OSError, ValueError):
            there = False
        if not there:
            self.log.error(
                f"het bestand bestaat niet: {path.name[:_LONGEST]}; een pad geldt vanaf de map van "
                "dit bestand",
                f"the file does not exist: {path.name[:_LONGEST]}; a path starts from the folder "
                "of this file",
                key=name,
                value=path.name[:_LONGEST_WORD],
            )
        return path if there else None
