"""Several municipalities in one cell, as on a list with one row per region."""

from __future__ import annotations

import re
from typing import Final

# A slash stands inside Heist o/d Berg too, and a comma may stand between brackets.
_BETWEEN: Final = re.compile(r"\([^()]*\)|([,;\n]|(?<!\bo)(?<!\ba)/)", re.IGNORECASE)
_LAST: Final = re.compile(r" +(?:en|and|&) +", re.IGNORECASE)
# Who speaks for one municipality may be two: "stad en OCMW Gent" is one name.
_PAIR: Final = re.compile(r"^(?:stad|gemeente)$", re.IGNORECASE)
_BULLET: Final = re.compile(r"^(?:[-–—•·*▪‣]|\d{1,3}[.)]) +")
CODE_IN_FRONT: Final = re.compile(r"(\d{5})(?: +[-–:]? *(.+))?", re.ASCII)


def names_in(cell: str) -> tuple[str, ...]:
    r"""Return the names in a cell, in their order.

    Parameters
    ----------
    cell
        Names with a comma, a semicolon, a slash or an end of line between them, and perhaps "en"
        or "and" before the last one.

    Examples
    --------
    >>> names_in("Leuven, Heist o/d Berg / Mol en Herent")
    ('Leuven', 'Heist o/d Berg', 'Mol', 'Herent')
    >>> names_in("- Leuven\n- Stad en OCMW Gent")
    ('Leuven', 'Stad en OCMW Gent')
    """
    found: list[str] = []
    for line in _separated(cell):
        item = _BULLET.sub("", line.strip())
        for name in _parted(item):
            bare = re.sub(r"^(?:en|and|&) +", "", name.strip(), flags=re.IGNORECASE)
            if bare:
                found.append(bare.rstrip(".").strip() if bare.endswith(".") else bare)
    return tuple(name for name in found if name)


def _separated(cell: str) -> list[str]:
    """Return what stands between the signs that are not within brackets."""
    ends = [found.span() for found in _BETWEEN.finditer(cell) if found[1]]
    starts = [0, *(end for _start, end in ends)]
    stops = [*(start for start, _end in ends), len(cell)]
    return [cell[start:stop] for start, stop in zip(starts, stops, strict=True)]


def _parted(item: str) -> list[str]:
    """Return what stands on both sides of "en"."""
    parts = _LAST.split(item)
    whole: list[str] = []
    for part in parts:
        if whole and _PAIR.match(whole[-1]):
            whole[-1] = f"{whole[-1]} en {part}"
        else:
            whole.append(part)
    return whole


def code_and_name(item: str) -> tuple[str, str]:
    """Return the code and the name in one item of a list; either may be empty.

    Examples
    --------
    >>> code_and_name("24062 Leuven"), code_and_name("24062"), code_and_name("Leuven")
    (('24062', 'Leuven'), ('24062', ''), ('', 'Leuven'))
    """
    found = CODE_IN_FRONT.fullmatch(item)
    return (found[1], found[2] or "") if found else ("", item)


def replaced(cell: str, name: str, other: str) -> str:
    """Return a cell with one of its names replaced by another, the rest as it was.

    Examples
    --------
    >>> replaced("Leuvn, Herent", "Leuvn", "Leuven")
    'Leuven, Herent'
    """
    whole = re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])")
    return whole.sub(lambda _found: other, cell, count=1)
