"""Tables: columns that break no number, a header on every page, no row on two pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from regiekaart.report.docx.flow import Item
from regiekaart.report.docx.measure import line_count, text_width
from regiekaart.report.docx.ooxml import TWIPS_PER_POINT, clean, element, paragraph, run, valued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.report.document import Column, TableBlock
    from regiekaart.report.docx.ooxml import Element
    from regiekaart.report.docx.styles import Measure, Styles

# Letters that stand in for ours are wider: Arial by an eighth.
SAFE: Final = 1.14
# Around the words of a cell, in points: its margins, and the lines between the cells.
BESIDE: Final = 6.0
ABOVE: Final = 3.3
HARD_SPACE: Final = "\N{NO-BREAK SPACE}"
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

    Of several ways to share the width out, the one that takes the least height.
    """
    needs = _needs(block, cell)
    least = sum(need.least for need in needs)
    ways = [shared_out(needs, room, most) for most in LIKED]
    widths = {tuple(way) for way in ways if way is not None}
    widths = widths or {tuple(need.least * room / least for need in needs)}
    grids = [Grid(block, each, _heights(block, each, cell)) for each in sorted(widths)]
    return min(grids, key=lambda laid: laid.height)


def _heights(block: TableBlock, widths: Sequence[float], cell: Measure) -> tuple[float, ...]:
    rows = [
        [column.header for column in block.columns],
        *([each.text for each in row] for row in block.rows),
    ]
    return tuple(
        _row_height(row, widths, cell, bold=i == 0 or is_total(block, i - 1))
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
    least, whole = (max(width, head) * SAFE + BESIDE for width in (least, whole))
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
    texts: Sequence[str], widths: Sequence[float], cell: Measure, *, bold: bool
) -> float:
    lines = (
        line_count(text, width - BESIDE, cell.size, bold=bold)
        for text, width in zip(texts, widths, strict=True)
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


def table(laid: Grid, styles: Styles) -> Element:
    """Return a table of figures as an element."""
    block = laid.block
    widths = [round(width * TWIPS_PER_POINT) for width in laid.widths]
    heads = [
        _cell(column.header, width, styles, figure=column.numeric, keep=True)
        for column, width in zip(block.columns, widths, strict=True)
    ]
    rows = [_row(heads, header=True)]
    for number, row in enumerate(block.rows):
        bold = is_total(block, number)
        cells = [
            _cell(_unbroken(cell.text, column), width, styles, figure=column.numeric, bold=bold)
            for cell, column, width in zip(row, block.columns, widths, strict=True)
        ]
        rows.append(_row(cells))
    named = (valued("w:tblCaption", block.title), valued("w:tblDescription", block.subtitle))
    look = {"w:val": "0020", "w:firstRow": 1, "w:noHBand": 1, "w:noVBand": 1}
    return _table(styles.table("Report Table"), widths, rows, look, named)


def _unbroken(text: str, column: Column) -> str:
    """Return the text of a cell; two figures of one range would otherwise break at their dash."""
    return clean(text).replace(" ", HARD_SPACE) if column.numeric else text


def items(laid: Grid) -> list[Item]:
    """Return the rows of a table as what takes height."""
    head, *rows = laid.heights
    return [Item(head, keep=True), *(Item(height, again=head) for height in rows)]


def columns_of_names(
    names: Sequence[tuple[str, str]], room: int, columns: int, styles: Styles
) -> tuple[Element, int]:
    """Return names with a figure each in columns that are read downward, and how many rows.

    Parameters
    ----------
    names
        A name and a figure.
    room
        The width in twips.
    columns
        How many columns of names at most.
    styles
        The styles.
    """
    high = -(-len(names) // columns)
    name, gap = round(room / columns * 0.66), round(room / columns * 0.04)
    widths = [name, round(room / columns) - name - gap, gap] * columns
    rows = []
    for at in range(high):
        cells = []
        for column in range(columns):
            place = column * high + at
            text, figure = names[place] if place < len(names) else ("", "")
            keep = at < high - 1
            shown = (text, False), (figure, True), ("", False)
            cells += [
                _cell(words, widths[i], styles, figure=right, keep=keep)
                for i, (words, right) in enumerate(shown)
            ]
        rows.append(_row(cells))
    look = {"w:val": "0000", "w:noHBand": 1, "w:noVBand": 1}
    return _table(styles.table("Report Columns"), widths, rows, look, ()), high


def _table(
    style: str,
    widths: Sequence[int],
    rows: Sequence[Element],
    look: dict[str, object],
    named: Sequence[Element],
) -> Element:
    properties = element(
        "w:tblPr",
        None,
        valued("w:tblStyle", style),
        element("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblLook", look),
        *named,
    )
    columns = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": w}) for w in widths))
    return element("w:tbl", None, properties, columns, *rows)


def _row(cells: Sequence[Element], *, header: bool = False) -> Element:
    told = [element("w:cantSplit"), *([element("w:tblHeader")] if header else [])]
    return element("w:tr", None, element("w:trPr", None, *told), *cells)


def _cell(
    text: str,
    width: int,
    styles: Styles,
    *,
    figure: bool = False,
    bold: bool = False,
    keep: bool = False,
) -> Element:
    words = clean(text)
    style = styles.paragraph("Report Number" if figure else "Report Cell")
    told = [run(words, styles.letters("Strong") if bold else None)] if words else []
    properties = (element("w:keepNext"),) if keep else ()
    size = element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"}))
    return element("w:tc", None, size, paragraph(style, *told, properties=properties))


def panel(cells: Sequence[Sequence[Element]], widths: Sequence[float], styles: Styles) -> Element:
    """Return cells of a few paragraphs side by side; widths in points."""
    wide = [round(width * TWIPS_PER_POINT) for width in widths]
    row = [
        element(
            "w:tc",
            None,
            element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"})),
            *inside,
        )
        for inside, width in zip(cells, wide, strict=True)
    ]
    look = {"w:val": "0000", "w:noHBand": 1, "w:noVBand": 1}
    return _table(styles.table("Report Columns"), wide, [_row(row)], look, ())


def panel_widths(
    items: Sequence[tuple[str, str]], room: float, measures: tuple[Measure, Measure]
) -> list[float]:
    """Return how wide the cells of names and their figures are, in points."""
    needs = []
    for each in items:
        told = list(zip(each, measures, strict=True))
        whole = max(text_width(text, m.size, bold=m.bold) for text, m in told)
        words = [(word, m) for text, m in told for word in text.split(" ")]
        least = max(text_width(word, m.size, bold=m.bold) for word, m in words)
        needs.append(Need(least * SAFE + BESIDE, whole * SAFE + BESIDE))
    return shared_out(needs, room, room) or []
