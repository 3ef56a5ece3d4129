"""How wide the columns of a table are: no figure breaks, and the whole is as low as can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from regiekaart.report.docx.measure import line_count, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.report.document import TableBlock
    from regiekaart.report.docx.styles import Measure

# Letters that stand in for ours are wider: Arial by an eighth.
SAFE: Final = 1.14
# Around the words of a cell, in points: its margins, and the lines between the cells.
BESIDE: Final = 6.0
ABOVE: Final = 3.3
# Between figures, which stand at the right, and words in the next column.
APART: Final = 7.0
# How much of a column goes to another at a time while a table gets lower, in points.
MOVED: Final = (24.0, 8.0)
# A table whose words take so much less height on a turned page has one.
WORTH_TURNING: Final = 1.7
LONG: Final = 90.0
# What a column may have, in points, before the others have as much: ways that are tried.
LIKED: Final = (80.0, 100.0, 125.0, 160.0, 220.0)


class Need(NamedTuple):
    """The width of a column in points: in which no word or figure breaks, and no cell wraps."""

    least: float
    whole: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the width of its columns, in points, and the height of its rows."""

    block: TableBlock
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """The height of the whole, with its header once."""
        return sum(self.heights)


def fits(block: TableBlock, room: float, cell: Measure) -> bool:
    """Return whether no word or number of a table breaks in a width in points."""
    return sum(need.least for need in _needs(block, cell)) <= room


def grid(block: TableBlock, room: float, cell: Measure) -> Grid:
    """Return a table laid out in a width in points; where it is too narrow, words break.

    Of several ways to share the width out, the one that takes the least height; what a column
    of words can spare goes to one that gains from it.
    """
    needs = _needs(block, cell)
    least = sum(need.least for need in needs)
    ways = [shared_out(needs, room, most) for most in LIKED]
    widths = {tuple(way) for way in ways if way is not None}
    widths = widths or {tuple(need.least * room / least for need in needs)}
    grids = [Grid(block, each, _heights(block, each, cell)) for each in sorted(widths)]
    return _lowered(min(grids, key=lambda laid: laid.height), needs, cell)


def _lowered(laid: Grid, needs: Sequence[Need], cell: Measure) -> Grid:
    """Return a table with room moved between its columns for as long as that makes it lower."""
    wrapping = [at for at, need in enumerate(needs) if need.whole > need.least]
    for step in MOVED:
        better: Grid | None = laid
        while better is not None:
            laid = better
            moved = [
                Grid(laid.block, widths, _heights(laid.block, widths, cell))
                for give in wrapping
                for take in wrapping
                if (widths := _moved(laid.widths, needs, give, take, step)) is not None
            ]
            lowest = min(moved, key=lambda each: each.height, default=None)
            better = lowest if lowest and lowest.height < laid.height else None
    return laid


def _moved(
    widths: tuple[float, ...], needs: Sequence[Need], give: int, take: int, step: float
) -> tuple[float, ...] | None:
    """Return widths with a step less for one column and more for another; None where it cannot."""
    if give == take or widths[give] - step < needs[give].least or widths[take] >= needs[take].whole:
        return None
    return tuple(
        width + (step if at == take else -step if at == give else 0.0)
        for at, width in enumerate(widths)
    )


def _beside(block: TableBlock, at: int) -> float:
    """Return what a column has around its words, in points."""
    return BESIDE + (APART if follows_figures(block, at) else 0.0)


def follows_figures(block: TableBlock, at: int) -> bool:
    """Return whether a column of words stands after one of figures, which end where it begins."""
    return at > 0 and block.columns[at - 1].numeric and not block.columns[at].numeric


def _heights(block: TableBlock, widths: Sequence[float], cell: Measure) -> tuple[float, ...]:
    rows = [
        [column.header for column in block.columns],
        *([each.text for each in row] for row in block.rows),
    ]
    rooms = [width - _beside(block, at) for at, width in enumerate(widths)]
    return tuple(
        _row_height(row, rooms, cell, bold=i == 0 or is_total(block, i - 1))
        for i, row in enumerate(rows)
    )


def _needs(block: TableBlock, cell: Measure) -> list[Need]:
    return [_need(block, at, cell) for at in range(len(block.columns))]


def _need(block: TableBlock, at: int, cell: Measure) -> Need:
    column = block.columns[at]
    texts = [row[at].text for row in block.rows]
    whole = max((text_width(text, cell.size, bold=True) for text in texts), default=0.0)
    least = whole
    if not (column.numeric or column.code):
        words = {word for text in texts for word in text.split(" ")}
        least = max((text_width(word, cell.size, bold=True) for word in words), default=0.0)
    head = max(text_width(word, cell.size, bold=True) for word in column.header.split(" "))
    least, whole = (max(width, head) * SAFE + _beside(block, at) for width in (least, whole))
    return Need(least, max(least, whole))


def shared_out(needs: Sequence[Need], room: float, most: float) -> list[float] | None:
    """Return the widths of columns that together fill a room; None where the least is too much.

    Parameters
    ----------
    needs
        The columns.
    room
        The width that there is.
    most
        What a column may have before the others have as much.

    Examples
    --------
    >>> shared_out([Need(10, 10), Need(20, 60)], 50, 200)
    [10.0, 40.0]
    >>> shared_out([Need(10, 30), Need(20, 160)], 100, 60)
    [30.0, 70.0]
    """
    least, whole = (sum(need[i] for need in needs) for i in range(2))
    if least > room:
        return None
    if whole <= room:
        return [need.whole * room / whole for need in needs]
    first = [max(need.least, min(need.whole, most)) for need in needs]
    if sum(first) <= room:
        # What is left goes to the columns whose words wrap.
        share = (room - sum(first)) / (whole - sum(first))
        return [have + (n.whole - have) * share for have, n in zip(first, needs, strict=True)]
    share = (room - least) / (sum(first) - least)
    return [n.least + (have - n.least) * share for have, n in zip(first, needs, strict=True)]


def _row_height(
    texts: Sequence[str], rooms: Sequence[float], cell: Measure, *, bold: bool
) -> float:
    lines = (
        line_count(text, room, cell.size, bold=bold)
        for text, room in zip(texts, rooms, strict=True)
    )
    return max(lines, default=1) * cell.line + ABOVE


def is_total(block: TableBlock, row: int) -> bool:
    """Return whether a row sums up the others."""
    return (block.total == "first" and row == 0) or (
        block.total == "last" and row == len(block.rows) - 1
    )


def is_wide(block: TableBlock, upright: float, turned: float, cell: Measure) -> bool:
    """Return whether a table stands better on a turned page; widths in points."""
    if not fits(block, upright, cell):
        return True
    here, there = (grid(block, room, cell).height for room in (upright, turned))
    return here > max(LONG, WORTH_TURNING * there)
