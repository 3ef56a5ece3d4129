"""Answers, and what can be wrong with them.

What goes wrong on the way (`UnreachableError`) may go right the next time; an answer that is not
what was asked for (`WrongAnswerError`) will not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from regiekaart.errors import InputError, OutsideError
from regiekaart.language import Text

SCHEMES: Final = ("http", "https")
TOLD: Final = 160


class SourceError(OutsideError):
    """A source over the network gave nothing that can be used."""


class UnreachableError(SourceError):
    """No whole answer came; later it may."""


class WrongAnswerError(SourceError):
    """An answer came, and it is not what was asked for."""

    @classmethod
    def about(cls, url: str, nl: str, en: str) -> WrongAnswerError:
        """Return an error that names the address."""
        return cls(Text(f"{shown(url)}: {nl}", f"{shown(url)}: {en}"))


class PassingError(Exception):
    """What may be over at the next attempt."""

    def __init__(self, nl: str, en: str, wait: float | None = None) -> None:
        super().__init__(en)
        self.reason = Text(nl, en)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    Parameters
    ----------
    url
        Where it came from, redirects followed.
    body, media_type
        What it is, and what the server calls it.
    """

    url: str
    body: bytes
    media_type: str


def json_object(answer: Answer, expected: Text) -> dict[str, Any]:
    """Return the JSON object in an answer; half a document may be whole at the next attempt."""
    start = answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:TOLD]
    if start.startswith(b"<") or (start and not start.startswith((b"{", b"["))):
        raise wrong_body(answer, expected)
    try:
        found = json.loads(answer.body, parse_constant=_no_number)
    except RecursionError as error:
        raise wrong_body(answer, expected) from error
    except ValueError as error:
        # JSONDecodeError is one, and so is text that is no UTF-8.
        raise PassingError(
            f"het antwoord is geen volledige JSON ({error})",
            f"the answer is not whole JSON ({error})",
        ) from error
    if not isinstance(found, dict):
        raise wrong_body(answer, expected)
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number in JSON")


def shown(url: str) -> str:
    """Return an address as it is shown: without what follows ``?``, and without passwords."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def check_address(url: str) -> None:
    """Raise an `InputError` for what is no address of a web server."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in SCHEMES and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise InputError.one(
            f"geen bruikbaar adres: {url}; verwacht http:// of https://",
            f"not a usable address: {url}; expected http:// or https://",
            value=url,
        )


def wrong_body(answer: Answer, expected: Text) -> WrongAnswerError:
    """Return an error with the beginning of what came, tags left out."""
    start = answer.body[:4000].decode("utf-8", errors="replace")
    words = re.sub(
        r"<(script|style)\b.*?</\1>|<[^>]*>", " ", start, flags=re.DOTALL | re.IGNORECASE
    )
    words = "".join(c if c.isprintable() else " " for c in words)
    words = " ".join(words.split())[:TOLD]
    kind = answer.media_type or "?"
    said = f": “{words}”" if words else ""
    return WrongAnswerError.about(
        answer.url,
        f"verwacht: {expected.nl}, gekregen: {kind}{said}",
        f"expected: {expected.en}, got: {kind}{said}",
    )
