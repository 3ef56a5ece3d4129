"""Lines in columns on pages of the atlas, whose numbers are links to maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.maps.canvas import Canvas
from regiekaart.maps.label_text import text_size
from regiekaart.maps.style import Type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.figure import Figure

    from regiekaart.maps.theme import Theme

    Box = tuple[float, float, float, float]

GAP: Final = 6.0
STEP: Final = 4.2
INDENT: Final = 4.0
# What the title of such a page takes, and its footer, in millimetres.
HEAD: Final = 24.0
FOOT: Final = 9.0


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads to a map.

    Parameters
    ----------
    box
        West, south, east and north, in millimetres.
    target
        The map, counted from 0.
    words
        What it leads to.
    """

    box: Box
    target: int
    words: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A page of the atlas that is no map, and its links."""

    title: str
    figure: Figure
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column: words, and the maps, counted from 0, that its numbers lead to."""

    words: str
    targets: tuple[int, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece of a row: where it begins, and the map that it leads to."""

    x: float
    words: str
    target: int | None = None


_Row = tuple[Line, tuple[_Run, ...]]


@dataclass(frozen=True)
class Columns:
    """How lines are put in columns.

    Parameters
    ----------
    theme
        The look.
    title, note
        Stand above the columns.
    footer
        Stands below them, at the left.
    count
        The columns of a page.
    numbers_apart
        Whether the number stands at the end of the column, as in a table of contents, and not
        after the words, as in an index.
    finish
        Draws what every page of the atlas has.
    """

    theme: Theme
    title: str
    note: str
    footer: str
    count: int
    numbers_apart: bool
    finish: Callable[[Canvas], None]

    @property
    def width(self) -> float:
        """The width of a column, in millimetres."""
        room = self.theme.page[0] - self.theme.margins.left - self.theme.margins.right
        return (room - (self.count - 1) * GAP) / self.count

    @property
    def height(self) -> int:
        """The rows of a column."""
        margins = self.theme.margins
        return int((self.theme.page[1] - margins.top - margins.bottom - HEAD - FOOT) / STEP)

    def pages(self, lines: Sequence[Line], page_number: Callable[[int], str]) -> list[FrontPage]:
        """Return the pages that lines take.

        Parameters
        ----------
        lines
            What stands in the columns.
        page_number
            Gives what is printed on a page, for its place among these pages.
        """
        columns = self._columns(lines)
        pages = [columns[i : i + self.count] for i in range(0, len(columns), self.count)]
        return [self._page(page, page_number(i)) for i, page in enumerate(pages)]

    def _columns(self, lines: Sequence[Line]) -> list[list[_Row]]:
        """Return rows by column: no heading stands alone at the foot of one."""
        canvas = Canvas(self.theme)
        columns: list[list[_Row]] = [[]]
        for number, line in enumerate(lines):
            rows = list(self._rows(canvas, line))
            following = line.heading and number + 1 < len(lines)
            column = columns[-1]
            # A heading has a row of white above it, but not at the head of a column.
            white = [(Line(""), ())] if line.heading and column else []
            if column and len(column) + len(white) + len(rows) + following > self.height:
                columns.append(rows)
            else:
                column += [*white, *rows]
        return columns

    def _rows(self, canvas: Canvas, line: Line) -> Iterator[_Row]:
        size, font = self.theme.text_size, self.theme.font
        numbers = [str(target + 1) for target in line.targets]
        if self.numbers_apart or not numbers:
            taken = text_size(["".join(numbers)], size, font)[0] if numbers else 0.0
            room = self.width - taken - 2
            words, *rest = canvas.wrap(line.words, room, size, bold=line.heading)
            ends = (_Run(self.width, n, t) for n, t in zip(numbers, line.targets, strict=True))
            yield line, (_Run(0, words), *ends)
            for more in rest:
                yield line, (_Run(INDENT / 2, canvas.shorten(more, room - INDENT, size)),)
            return
        words = canvas.shorten(line.words, self.width * 0.8, size)
        runs, x = [_Run(0, words)], text_size([words], size, font)[0] + 2
        for number, target in zip(numbers, line.targets, strict=True):
            last = target == line.targets[-1]
            printed = number if last else f"{number},"
            taken = text_size([printed], size, font)[0]
            if x + taken > self.width:
                yield line, tuple(runs)
                runs, x = [], INDENT
            runs.append(_Run(x, printed, target))
            x += taken + 1
        yield line, tuple(runs)

    def _page(self, columns: Sequence[Sequence[_Row]], number: str) -> FrontPage:
        canvas, theme = Canvas(self.theme), self.theme
        margins = theme.margins
        left, right = margins.left, theme.page[0] - margins.right
        top = theme.page[1] - margins.top
        canvas.text(left, top - 8, self.title, Type(theme.title_size, bold=True))
        canvas.text(left, top - 14, self.note, Type(theme.text_size, theme.soft_ink))
        links = [
            link
            for place, rows in enumerate(columns)
            for link in self._column(canvas, rows, left + place * (self.width + GAP), top - HEAD)
        ]
        canvas.line([(left, margins.bottom + 4), (right, margins.bottom + 4)], theme.ink, 0.6)
        small = Type(theme.small_size, theme.soft_ink)
        canvas.text(left, margins.bottom, self.footer, small)
        canvas.text(right, margins.bottom, number, Type(small.size, small.colour, align="right"))
        self.finish(canvas)
        return FrontPage(self.title, canvas.figure, tuple(links))

    def _column(self, canvas: Canvas, rows: Sequence[_Row], x: float, top: float) -> Iterator[Link]:
        theme = self.theme
        for place, (line, runs) in enumerate(rows):
            y = top - place * STEP
            for run in runs:
                colour = theme.accent if line.heading or run.target is not None else ""
                apart = self.numbers_apart and run.target is not None
                align = "right" if apart else "left"
                how = Type(theme.text_size, colour, line.heading, align)
                canvas.text(x + run.x, y, run.words, how)
                if run.target is not None:
                    west = x if apart else x + run.x
                    wide = text_size([run.words.rstrip(",")], how.size, theme.font)[0]
                    east = x + self.width if apart else west + wide
                    box = (west, y - 1.2, east, y + STEP - 1.2)
                    yield Link(box, run.target, f"{line.words}: {run.target + 1}")
