"""Names and codes of municipalities as people write them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# What stands for what, token by token, once points, hyphens and slashes are gone. The longest
# comes first, so that "o l v" is not taken for the beginning of something else.
_ABBREVIATIONS: Final = (
    (("o", "l", "vrouw"), ("onze", "lieve", "vrouw")),
    (("o", "l", "v"), ("onze", "lieve", "vrouw")),
    (("olv",), ("onze", "lieve", "vrouw")),
    (("a", "d"), ("aan", "de")),
    (("o", "d"), ("op", "den")),
    (("st",), ("sint",)),
    (("ste",), ("sint",)),
)
_APOSTROPHES = re.compile("['’‘‛ʼʹ′´`]")
_CODE = re.compile(r"['’‘]?\s*(?:(\d{5})(?:[.,]0+)?|(\d{2})[ .,](\d{3}))", re.ASCII)
_BLANKS = re.compile("[\\s\u200b-\u200f\u2060\ufeff]+")
# What people put around a name. It is only left out to suggest: (Aalst) behind Nieuwerkerken makes
# it another place.
_AROUND = re.compile(r"\(.*\)|\b(?:stad|gemeente|(?:city|municipality) of)\b", re.IGNORECASE)
# Below this, a suggestion is a guess: Parijs would become Peer.
_NEAR: Final = 68.0
_LONGEST: Final = 100


@lru_cache(maxsize=4096)  # a list has few names, on many rows
def normalise(name: str) -> str:
    """Return what all spellings of one name have in common.

    Case, accents, hyphens, apostrophes, points and spacing do not count, and the usual
    abbreviations are written out. The result is for comparing, not for showing.

    Parameters
    ----------
    name
        A name as someone wrote it.

    Returns
    -------
    str
        Letters and digits only; the empty string when the name holds none.

    Examples
    --------
    >>> normalise("St.-Niklaas") == normalise("Sint Niklaas") == normalise("SINT-NIKLAAS")
    True
    >>> normalise("Heist o/d Berg")
    'heistopdenberg'
    """
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name)).casefold()
    if text.isascii() and text.isalnum():
        return "".join(_written_out([text]))
    letters = (letter for letter in text if unicodedata.category(letter) not in {"Mn", "Cf"})
    tokens = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return "".join(_written_out(tokens))


def _written_out(tokens: list[str]) -> list[str]:
    """Return the tokens with abbreviations replaced by what they stand for."""
    written: list[str] = []
    place = 0
    while place < len(tokens):
        for short, long in _ABBREVIATIONS:
            if tuple(tokens[place : place + len(short)]) == short:
                written.extend(long)
                place += len(short)
                break
        else:
            written.append(tokens[place])
            place += 1
    return written


class NameIndex:
    """Looks up codes by name.

    Parameters
    ----------
    pairs
        A code and a name each. One name may come with several codes: Tielt kept its name and got
        another code when it merged.
    """

    __slots__ = ("_codes", "_official")

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        codes: dict[str, tuple[str, ...]] = {}
        official: dict[str, str] = {}
        for code, name in pairs:
            key = normalise(name)
            if not key:
                continue
            official.setdefault(key, name)
            if code not in codes.get(key, ()):
                codes[key] = (*codes.get(key, ()), code)
        self._codes = codes
        self._official = official

    def find(self, name: str) -> tuple[str, ...]:
        """Return the codes whose name fits: none, one or several, in the order they came.

        Parameters
        ----------
        name
            A name as someone wrote it.

        Returns
        -------
        tuple of str
            The codes. A name in two municipalities' past is not decided here: that needs a date.
        """
        return self._codes.get(normalise(name), ())

    def nearest(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """Return the official spellings nearest to a name.

        Parameters
        ----------
        name
            A name as someone wrote it.
        limit
            How many at most.

        Returns
        -------
        tuple of str
            Best first; empty when nothing is reasonably near.
        """
        name = name[:_LONGEST]
        key = normalise(_AROUND.sub(" ", name)) or normalise(name)
        if not key:
            return ()
        from rapidfuzz import fuzz, process

        found = process.extract(
            key, list(self._official), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=limit
        )
        return tuple(self._official[match] for match, _score, _place in found)


def clean_code(text: str) -> str | None:
    """Return a NIS code of five digits, or None if the text is no such code.

    Parameters
    ----------
    text
        A code as spreadsheets and people write it: as a number (``11002.0``, ``11002,0``), with a
        separator (``11 002``, ``11.002``, ``11,002``), or marked as text with an apostrophe.

    Returns
    -------
    str or None
        The code. Nothing is added or dropped: ``1002`` is no code, and ``01234`` stays as it is.

    Examples
    --------
    >>> clean_code(" 11002 "), clean_code("11002.0"), clean_code("11.002"), clean_code("1002")
    ('11002', '11002', '11002', None)
    """
    match = _CODE.fullmatch(_BLANKS.sub(" ", text).strip())
    if match is None:
        return None
    whole, province, rest = match.groups()
    return whole or province + rest
