"""Settings in TOML: every problem at once, a suggestion for each slip of the pen."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, Literal

from regiekaart.errors import OutsideError, ProblemLog, is_hidden, reason
from regiekaart.language import Text
from regiekaart.paths import is_odd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

MAX_BYTES: Final = 1_000_000
Kind = Literal["text", "path", "day", "year", "flag", "number", "whole", "texts", "numbers"]
EXPECTED: Final[Mapping[str, Text]] = {
    "text": Text("tekst tussen aanhalingstekens", "text in quotes"),
    "path": Text("de naam van een bestand tussen aanhalingstekens", "a file name in quotes"),
    "day": Text("een datum, bijvoorbeeld 2023-01-01", "a date, for example 2023-01-01"),
    "year": Text("een jaar, bijvoorbeeld 2023", "a year, for example 2023"),
    "flag": Text("true of false", "true or false"),
    "number": Text("een getal", "a number"),
    "whole": Text("een geheel getal", "a whole number"),
    "texts": Text("een lijst van teksten tussen aanhalingstekens", "a list of texts in quotes"),
    "numbers": Text("een lijst van getallen", "a list of numbers"),
}


# Where line and column stand in what the parser says.
_AT: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_TOO_LARGE: Final = 10**15
_SHOWN: Final = 60


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < _TOO_LARGE


def _all(value: object, fits: Callable[[object], bool]) -> bool:
    return isinstance(value, list) and bool(value) and all(fits(each) for each in value)


_FITS: Final[Mapping[str, Callable[[object], bool]]] = {
    "text": lambda value: isinstance(value, str),
    "path": lambda value: isinstance(value, str) and bool(value),
    "day": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "year": lambda value: _is_number(value) and isinstance(value, int),
    "flag": lambda value: isinstance(value, bool),
    "number": _is_number,
    "whole": lambda value: _is_number(value) and isinstance(value, int),
    "texts": lambda value: _all(value, lambda each: isinstance(each, str)),
    "numbers": lambda value: _all(value, _is_number),
}


def parse_toml(path: Path, log: ProblemLog, noun: Text) -> Mapping[str, Any]:
    """Return what a TOML file holds.

    Parameters
    ----------
    path
        The file; it is only ever read.
    log
        Gets the problem, if there is one, before it is raised.
    noun
        What the file is, for messages.

    Raises
    ------
    InputError
        If there is no such file, or it is no TOML.
    OutsideError
        If it cannot be read.
    """
    return toml_in(toml_bytes(path, log, noun), log)


def toml_bytes(path: Path, log: ProblemLog, noun: Text) -> bytes:
    """Return the bytes of a TOML file; see `parse_toml`."""
    if is_odd(path):
        log.error(
            f"dit is geen bestand; verwacht werd een {noun.nl}",
            f"this is no file; a {noun.en} was expected",
            value=str(path),
        )
    log.raise_errors()
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        # The problem names the file: only the folder is left to tell.
        folder = f" in {path.parent}" if path.parent.name else ""
        log.error(
            f"geen {noun.nl} gevonden{folder}", f"no {noun.en} found{folder}", value=str(path)
        )
    except ValueError:
        log.error("zo kan een bestand niet heten", "no file can have this name", value=str(path))
    except OSError as error:
        why = reason(error)
        raise OutsideError(Text(f"{path}: {why.nl}", f"{path}: {why.en}")) from error
    log.raise_errors()
    if len(content) > MAX_BYTES:
        log.error(
            f"te groot voor een {noun.nl} (meer dan 1 MB)",
            f"too large for a {noun.en} (more than 1 MB)",
        )
        log.raise_errors()
    return content


def toml_in(content: bytes, log: ProblemLog) -> Mapping[str, Any]:
    """Return what the bytes of a TOML file hold; see `parse_toml`."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        why = _why_no_toml(error)
        log.error(why.nl, why.en)
        log.raise_errors()
        raise


def _why_no_toml(error: ValueError | RecursionError) -> Text:
    """Return what is wrong with a file, in words; those of the parser are English."""
    if isinstance(error, UnicodeDecodeError):
        return Text("geen UTF-8: bewaar het bestand als UTF-8", "not UTF-8: save the file as UTF-8")
    if isinstance(error, RecursionError):
        return Text("te diep genest", "nested too deeply")
    if not isinstance(error, tomllib.TOMLDecodeError):
        # The parser leaves whole numbers to Python, which refuses thousands of digits.
        return Text("een getal heeft te veel cijfers", "a number has too many digits")
    at = _AT.search(str(error))
    if at is None:
        return Text(
            "geen geldig TOML: het breekt af aan het einde van het bestand",
            f"not valid TOML: {error}",
        )
    nl = f"geen geldig TOML op regel {at[1]}, kolom {at[2]}"
    en = f"not valid TOML at line {at[1]}, column {at[2]}: {str(error)[: at.start()].strip()}"
    return Text(nl, en)


def shown(value: object) -> Text:
    """Return a value of a TOML file as a person would write it, short enough for a message.

    Examples
    --------
    >>> shown(True).nl, shown("Blad1").nl, shown(date(2023, 1, 1)).nl, shown([1]).nl
    ('true', '"Blad1"', '2023-01-01', 'een lijst')
    """
    match value:
        case bool():
            return Text.same(str(value).lower())
        case int() | float() if not _is_number(value):
            return Text("een getal met te veel cijfers", "a number with too many digits")
        case datetime() | date() | time():
            return Text.same(value.isoformat())
        case list():
            return Text("een lijst", "a list")
        case dict():
            return Text("een tabel", "a table")
        case str():
            return Text.same(f'"{value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"}"')
        case _:
            return Text.same(str(value))


def _characters(value: object) -> str:
    """Return the characters of a text, or of the texts of a list."""
    texts = value if isinstance(value, list) else [value]
    return "".join(text for text in texts if isinstance(text, str))


@dataclass(frozen=True)
class KeyReader:
    """Takes values out of a table of a TOML file, each of the kind that is expected.

    Parameters
    ----------
    path
        The file; paths in it are relative to it.
    log
        Gets every problem.
    """

    path: Path
    log: ProblemLog

    def unknown(self, table: Mapping[str, Any], known: Sequence[str], where: str = "") -> None:
        """Add a problem for each key that is not known, with the nearest one."""
        for key in table:
            if key not in known:
                near = get_close_matches(key.replace("_", "-"), known, n=1)
                self.log.error(
                    f"onbekende sleutel: {key}; kies uit {', '.join(known)}",
                    f"unknown key: {key}; choose from {', '.join(known)}",
                    key=f"{where}{key}",
                    value=key,
                    suggestion=near[0] if near else None,
                )

    def value(self, key: str, value: object, kind: Kind) -> Any:  # noqa: ANN401 - by kind
        """Return a value of a kind, a path resolved; None, and a problem, if it is another."""
        if not _FITS[kind](value):
            wanted, found = EXPECTED[kind], shown(value)
            self.log.error(
                f"{found.nl} is niet wat verwacht werd: {wanted.nl}",
                f"{found.en} is not what was expected: {wanted.en}",
                key=key,
                value=found.nl.strip('"'),
            )
            return None
        if any(map(is_hidden, _characters(value))):
            self.log.error(
                "er staan onzichtbare tekens of stuurtekens in de tekst; typ ze opnieuw",
                "there are invisible or control characters in the text; type it again",
                key=key,
                value=shown(value).nl.strip('"'),
            )
            return None
        return self.resolved(str(value)) if kind == "path" else value

    def resolved(self, name: str) -> Path:
        """Return a path of the file, relative to the file."""
        return self.path.parent / name
