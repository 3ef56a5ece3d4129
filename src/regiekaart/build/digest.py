"""One fingerprint of whatever a study, a page or a choice is made of.

The same values give the same digest in every process and on every machine: objects by their class
and fields, files by their name and content, sets in an order of their own. What the digest does not
know is refused, for whatever it left out could change without anybody noticing.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from regiekaart.paths import fingerprint, is_file


def digest(*values: object) -> str:
    """Return the sha256 of values, in their order.

    Parameters
    ----------
    values
        Numbers, texts, days, paths, arrays, polygons, and dataclasses, mappings, sequences and
        sets of them. A path counts by its name and, where it is a file, its content: where a file
        lies does not change what is made from it.

    Raises
    ------
    TypeError
        If a value is of another kind.

    Examples
    --------
    >>> digest("a", 1) == digest("a", 1), digest("a", 1) == digest("a", "1")
    (True, False)
    >>> digest(("a", "b"), "c") == digest("a", ("b", "c"))
    False
    """
    return sha256(_encoded(values)).hexdigest()


def _encoded(value: object) -> bytes:
    """Return a value as bytes that no other value has."""
    kind, content = _parts(value)
    return b"%s %d:%s" % (kind.encode(), len(content), content)


def _parts(value: object) -> tuple[str, bytes]:
    """Return the kind of a value and its content."""
    if isinstance(value, Enum):
        return f"enum {type(value).__qualname__}", value.name.encode()
    if isinstance(value, str):
        # Half a character, as a file name can hold, is one too.
        return "text", value.encode("utf-8", "surrogatepass")
    if value is None or isinstance(value, bool | int | float | date | Decimal | Fraction):
        return type(value).__name__, repr(value).encode()
    if isinstance(value, bytes):
        return "bytes", value
    if isinstance(value, Path):
        return "file", _encoded(value.name) + _encoded(fingerprint(value) if is_file(value) else "")
    if isinstance(value, np.ndarray):
        return "array", _array(value)
    return _many(value)


def _many(value: object) -> tuple[str, bytes]:
    """Return the kind of what holds other values, and its content."""
    if isinstance(value, list | tuple):
        return "sequence", b"".join(map(_encoded, value))
    if isinstance(value, AbstractSet):
        return "set", b"".join(sorted(map(_encoded, value)))
    if isinstance(value, Mapping):
        # In its own order: what is made from it may follow that.
        return "mapping", b"".join(_encoded(each) for pair in value.items() for each in pair)
    if is_dataclass(value) and not isinstance(value, type):
        held = (getattr(value, name) for name in _names(type(value)))
        return type(value).__qualname__, b"".join(map(_encoded, held))
    wkb = getattr(value, "wkb", None)
    if isinstance(wkb, bytes):
        return "shape", wkb
    raise TypeError(f"no digest of {type(value).__qualname__}")


@lru_cache(maxsize=256)
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _array(values: np.ndarray[Any, Any]) -> bytes:
    if values.dtype == object:
        return _encoded(values.shape) + b"".join(map(_encoded, values.ravel().tolist()))
    return _encoded((values.dtype.str, values.shape)) + values.tobytes()
