"""How wide the columns of a table are on paper, and whether it needs a broad page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.report.document import TableBlock
    from regiekaart.report.pdf.letters import Letters

POINTS_PER_MM: Final = 72 / 25.4
# Between two columns, in points; and between those of a table that is set dense.
GUTTER: Final = 7.0
NARROW: Final = 5.0
# The sizes to try after the largest, in points, on an upright page and then on a broad one.
SIZES: Final = ((False, 8.0), (False, 7.5), (True, 8.0), (True, 7.5), (True, 7.0))
# A table of so many rows does not fit on one broad page: rather on an upright one, set dense.
LONG: Final = 24
DENSE: Final = (7.5, 7.25, 7.0)
# What a word of a header takes at least where it may be hyphenated, in parts of the size.
SYLLABLES: Final = 5.2
# Figures longer than this may stand on two lines.
UNBROKEN: Final = 26
# A word longer than this is broken, lest it take the whole page.
LONGEST: Final = 14.0
# Prose in more lines than this is better read on a broad page.
LINES: Final = 9
# A row with more lines than this may be broken over two pages.
TALL: Final = 24
# What a header in two lines takes more than half of its length, in parts of the size.
GAP: Final = 1.0
# A name up to this wide at the head of a row stands on one line.
NAME: Final = 13.0
# The part of the cells of a column that tells how wide it had best be.
MANY: Final = 0.8
# What most cells of a column hold is short up to this width: best on one line.
SHORT: Final = 12.0
# A column has room for a letter at least.
LETTER: Final = 1.0
# How often the share is halved: to less than a thousandth of a point.
HALVINGS: Final = 24
# Letters are measured without kerning; and a line is seldom full.
SLACK: Final = 1.02


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is set.

    Parameters
    ----------
    broad
        Whether it stands on a landscape page.
    size
        Of its letters, in points.
    widths
        Of its columns, in points, with what separates them.
    whole
        Whether no row is broken over two pages.
    gutter
        What separates two columns, in points.
    hyphenated
        Whether words of its header may be broken.
    """

    broad: bool
    size: float
    widths: tuple[float, ...]
    whole: bool
    gutter: float = GUTTER
    hyphenated: bool = False


def plan(table: TableBlock, letters: Letters, upright: float, broad: float, largest: float) -> Plan:
    """Return how a table is set: the largest letters on an upright page, if they fit.

    Parameters
    ----------
    table
        The table.
    letters
        What it is set in.
    upright, broad
        The widths of the two pages between their margins, in mm.
    largest
        The size of the letters to begin with, in points.
    """
    for each in _tries(table, letters, largest):
        room = each.room(broad if each.broad else upright)
        if sum(need.least for need in each.needs) <= room:
            widths = _shared(each.needs, room)
            lines = max(need.most / width for need, width in zip(each.needs, widths, strict=True))
            if each.broad or lines <= LINES:
                return each.plan(widths, lines)
    needs = each.needs
    room = each.room(broad)
    least = sum(need.least for need in needs)
    return each.plan([need.least * room / least for need in needs], TALL + 1)


@dataclass(frozen=True, slots=True)
class _Try:
    """A way to set a table: what its columns need, on which page, how large and how far apart."""

    needs: Sequence[_Need]
    broad: bool
    size: float
    gutter: float = GUTTER
    hyphenated: bool = False

    def room(self, page: float) -> float:
        """Return what is left for the columns on a page so many mm wide, in parts of the size."""
        return (page * POINTS_PER_MM - self.gutter * len(self.needs)) / self.size

    def plan(self, widths: Sequence[float], lines: float) -> Plan:
        points = tuple(round(width * self.size + self.gutter, 2) for width in widths)
        return Plan(self.broad, self.size, points, lines <= TALL, self.gutter, self.hyphenated)


def _tries(table: TableBlock, letters: Letters, largest: float) -> Iterator[_Try]:
    """Yield the ways to set a table, the best first."""
    needs = [_need(table, i, letters) for i in range(len(table.columns))]
    # Rather smaller letters than short texts on two lines; but no broad page for that alone.
    short = [replace(n, least=n.usual if n.usual <= SHORT else n.least) for n in needs]
    sizes = ((False, largest), *SIZES)
    yield from (_Try(short, *each) for each in sizes if not each[0])
    yield from (_Try(needs, *each) for each in sizes if not each[0])
    if len(table.rows) >= LONG:
        tight = [_need(table, i, letters, SYLLABLES) for i in range(len(table.columns))]
        for size in DENSE:
            yield _Try(needs, broad=False, size=size, gutter=NARROW)
            yield _Try(tight, broad=False, size=size, gutter=NARROW, hyphenated=True)
    yield from (_Try(needs, *each) for each in sizes if each[0])


@dataclass(frozen=True, slots=True)
class _Need:
    """The width that a column needs, that most of its cells can use, and that all can use.

    In parts of the size of the letters.
    """

    least: float
    usual: float
    most: float


def _need(table: TableBlock, place: int, letters: Letters, header_word: float = LONGEST) -> _Need:
    column, texts = table.columns[place], [row[place].text for row in table.rows]
    strong = {"first": 0, "last": len(texts) - 1, "none": None}[table.total]
    told = [(text, row == strong) for row, text in enumerate(texts)] or [("", False)]
    wide = sorted(letters.width(text, bold=bold) for text, bold in told)
    pieces = [letters.width(word, bold=bold) for text, bold in told for word in text.split(" ")]
    longest = min(max(pieces), LONGEST)
    if place == 0:
        longest = max(longest, min(wide[-1], NAME))
    kept = (column.numeric or column.code) and all(len(text) <= UNBROKEN for text in texts)
    words = [letters.width(word, bold=True) for word in column.header.split(" ")]
    # A header is best in two lines.
    header = max(sum(words) / 2, *words) + GAP * (len(words) > 1)
    least = SLACK * max(wide[-1] if kept else longest, min(max(words), header_word), LETTER)
    usual = SLACK * wide[ceil(MANY * (len(wide) - 1))]
    return _Need(least, max(usual, least), max(SLACK * max(wide[-1], header), least))


def _shared(needs: Sequence[_Need], room: float) -> list[float]:
    """Share the room: short texts have what they need, and long ones the more the longer they are.

    By the root of the length of most of its cells: twice the text deserves more room, but not twice
    as much, and one long cell does not make its column a wide one.
    """
    spare = room - sum(need.most for need in needs)
    if spare >= 0:
        return [need.most + spare / len(needs) for need in needs]

    def widths(share: float) -> list[float]:
        return [min(max(share * sqrt(n.usual), n.least), n.most) for n in needs]

    low, high = 0.0, max(n.most / sqrt(n.usual) for n in needs)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= room else (low, middle)
    return widths(low)
