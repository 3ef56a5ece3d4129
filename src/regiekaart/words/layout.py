"""Rows and sentences on a screen: columns that line up and are never wider than the terminal.

Names and sentences are wrapped, figures never are. Columns that do not fit stand below the others,
with the first column once more.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A file or a pipe gets this width whatever the screen, so that what is written stays the same.
PIPE_WIDTH: Final = 160
# Longer lines of prose are hard to read.
PROSE_WIDTH: Final = 100
GAP: Final = "  "
# No column of words becomes narrower than this, unless all that it holds is.
LEAST: Final = 14
# Where columns stand below each other anyway, the first one is left this much room.
ROOMY: Final = 30
# No place to break a line: next to the sign of a number.
_GLUE: Final = (
    (" %", "\N{NO-BREAK SPACE}%"),
    (" –", "\N{NO-BREAK SPACE}–"),
    ("€ ", "€\N{NO-BREAK SPACE}"),
)


def terminal_width() -> int:
    """Return how many columns of text the terminal has; `PIPE_WIDTH` where there is none."""
    if not sys.stdout.isatty():
        return PIPE_WIDTH
    return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns


def wrapped(text: str, width: int, indent: str = "", *, hyphens: bool = False) -> list[str]:
    """Return a text as lines, broken between words; lines after the first are indented.

    Parameters
    ----------
    hyphens
        Whether a word may be broken after a hyphen too, as where there is little room.

    Examples
    --------
    >>> wrapped("ten minste 60.000 inwoners", 12)
    ['ten minste', '60.000', 'inwoners']
    """
    lines = textwrap.wrap(
        _glued(text), max(width, 1), subsequent_indent=indent, break_on_hyphens=hyphens
    ) or [""]
    for loose, glued in _GLUE:
        lines = [line.replace(glued, loose) for line in lines]
    return lines


def _glued(text: str) -> str:
    for loose, glued in _GLUE:
        text = text.replace(loose, glued)
    return text


def prose(paragraphs: Iterable[str], width: int | None = None) -> str:
    """Return paragraphs for the terminal, each from the margin and what follows indented.

    Parameters
    ----------
    paragraphs
        The paragraphs.
    width
        The width of the terminal; by default as it is.
    """
    most = min(PROSE_WIDTH, terminal_width() if width is None else width)
    return "\n".join(line for text in paragraphs for line in wrapped(text, most, GAP))


def grid(
    header: Sequence[str], body: Sequence[Sequence[str]], kinds: Sequence[str], width: int
) -> list[str]:
    """Return rows as lines of text, at most so wide (if the first column and one figure are not).

    Parameters
    ----------
    header, body
        The cells.
    kinds
        What each column holds: ``words``, which are wrapped, a ``code``, or ``figures``, which
        stand to the right; those two are not wrapped, their headers are.
    width
        The width of the terminal.
    """
    fitting = len(header)
    if sum(_least(header, body, kinds)) + len(GAP) * (fitting - 1) > width:
        while fitting > MOST_NARROW and not _fits(header, body, kinds, fitting, width):
            fitting -= 1
    here = list(range(fitting))
    lines = _panel(*_chosen(header, body, kinds, here), width)
    if fitting < len(header):
        rest = [0, *range(fitting, len(header))]
        lines += ["", *grid(*_chosen(header, body, kinds, rest), width)]
    return lines


# The first column and one other stand side by side whatever the width.
MOST_NARROW: Final = 2


def _chosen(
    header: Sequence[str], body: Sequence[Sequence[str]], kinds: Sequence[str], columns: list[int]
) -> tuple[list[str], list[list[str]], list[str]]:
    """Return some of the columns."""
    rows = [[row[i] for i in columns] for row in body]
    return [header[i] for i in columns], rows, [kinds[i] for i in columns]


def _panel(header: list[str], body: list[list[str]], kinds: list[str], width: int) -> list[str]:
    widths = _widths(header, body, kinds, width)
    right = [kind == "figures" for kind in kinds]
    lines = _row(header, widths, right, bottom=True)
    lines.append(GAP.join("─" * each for each in widths))
    for cells in body:
        lines += _row(cells, widths, right)
    return lines


def _fits(
    header: Sequence[str],
    body: Sequence[Sequence[str]],
    kinds: Sequence[str],
    count: int,
    width: int,
) -> bool:
    """Return whether the first columns fit, with room for the names in the very first."""
    least = _least(*_chosen(header, body, kinds, list(range(count))))
    names = max(map(len, (header[0], *(row[0] for row in body))))
    least[0] = max(least[0], min(names, ROOMY))
    return sum(least) + len(GAP) * (count - 1) <= width


def _least(header: Sequence[str], body: Sequence[Sequence[str]], kinds: Sequence[str]) -> list[int]:
    """Return how narrow each column can be: no figure is cut, and no word of a header."""
    least = []
    for position, (name, kind) in enumerate(zip(header, kinds, strict=True)):
        held = max((len(row[position]) for row in body), default=0)
        words = max(map(len, _glued(name).split(" ")))
        least.append(max(words, min(held, LEAST) if kind == "words" else held))
    return least


def _widths(
    header: Sequence[str], body: Sequence[Sequence[str]], kinds: Sequence[str], width: int
) -> list[int]:
    """Return how wide each column is: as it wants, or narrower to fit them all."""
    widths = [max(map(len, column)) for column in zip(header, *body, strict=True)]
    least = _least(header, body, kinds)
    room = width - len(GAP) * (len(kinds) - 1)
    # Headers of figures first: a second line of headers costs less than one in many rows.
    for shrink in ([kind != "words" for kind in kinds], [True] * len(kinds)):
        while sum(widths) > room:
            spare = [i for i, may in enumerate(shrink) if may and widths[i] > least[i]]
            if not spare:
                break
            widths[max(spare, key=lambda i: widths[i])] -= 1
    return widths


def _row(
    cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], *, bottom: bool = False
) -> list[str]:
    """Return a row as lines, a cell with fewer lines than others at their top, or bottom."""
    columns = [
        [cell] if len(cell) <= each else wrapped(cell, each, hyphens=True)
        for cell, each in zip(cells, widths, strict=True)
    ]
    height = max(map(len, columns))
    for lines in columns:
        empty = [""] * (height - len(lines))
        lines[:] = [*empty, *lines] if bottom else [*lines, *empty]
    return [
        GAP.join(
            part.rjust(each) if to_right else part.ljust(each)
            for part, each, to_right in zip(parts, widths, right, strict=True)
        ).rstrip()
        for parts in zip(*columns, strict=True)
    ]
