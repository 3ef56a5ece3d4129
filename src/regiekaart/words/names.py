"""Names as parts of file names."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

MAX_NAME: Final = 60
_MARK: Final = 6


def slug(name: str) -> str:
    """Return a name as part of a file name: lower-case letters, digits and hyphens.

    Of a name with letters that have no place there, and of one that is cut, a piece of its
    fingerprint follows: other names are other files.

    Examples
    --------
    >>> slug("ZORA Werkt!"), slug("../../Zuidoost-Limburg"), slug("Région d'Été")
    ('zora-werkt', 'zuidoost-limburg', 'region-d-ete')
    >>> slug("東"), slug("西")
    ('x-469e00', 'x-b9f0c8')
    """
    whole = unicodedata.normalize("NFKD", name).lower()
    plain = whole.encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    lost = not found or any(c.isalnum() and not c.isascii() for c in whole)
    if not lost and len(found) <= MAX_NAME:
        return found
    mark = sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
    return f"{found[: MAX_NAME - _MARK - 1].rstrip('-') or 'x'}-{mark}"


def unlike(taken: Container[str], wanted: str) -> str:
    """Return a name, with a number behind it where it is taken.

    Examples
    --------
    >>> unlike({"a", "a-2"}, "a"), unlike({"a"}, "b")
    ('a-3', 'b')
    """
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
