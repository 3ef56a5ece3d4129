"""Tables as elements: a header on every page, no row on two pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.report.docx.columns import (
    APART,
    BESIDE,
    SAFE,
    Need,
    follows_figures,
    is_total,
    shared_out,
)
from regiekaart.report.docx.flow import Item
from regiekaart.report.docx.measure import text_width
from regiekaart.report.docx.ooxml import (
    TWIPS_PER_POINT,
    clean,
    element,
    paragraph,
    unbroken_run,
    valued,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.report.document import Column
    from regiekaart.report.docx.columns import Grid
    from regiekaart.report.docx.ooxml import Element
    from regiekaart.report.docx.styles import Measure, Styles

HARD_SPACE: Final = "\N{NO-BREAK SPACE}"


def table(laid: Grid, styles: Styles) -> Element:
    """Return a table of figures as an element."""
    block = laid.block
    widths = [round(width * TWIPS_PER_POINT) for width in laid.widths]
    apart = [follows_figures(block, at) for at in range(len(widths))]
    heads = [
        _cell(column.header, width, styles, figure=column.numeric, keep=True, apart=gap)
        for column, width, gap in zip(block.columns, widths, apart, strict=True)
    ]
    rows = [_row(heads, header=True)]
    for number, row in enumerate(block.rows):
        bold = is_total(block, number)
        cells = [
            _cell(
                _unbroken(cell.text, column), width, styles,
                figure=column.numeric, bold=bold, apart=gap,
            )
            for cell, column, width, gap in zip(row, block.columns, widths, apart, strict=True)
        ]  # fmt: skip
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
    apart: bool = False,
) -> Element:
    words = clean(text)
    style = styles.paragraph("Report Number" if figure else "Report Cell")
    told = [unbroken_run(words, styles.letters("Strong") if bold else None)] if words else []
    properties = (element("w:keepNext"),) if keep else ()
    told_size = [element("w:tcW", {"w:w": width, "w:type": "dxa"})]
    if apart:
        left = round((BESIDE / 2 + APART) * TWIPS_PER_POINT)
        told_size.append(
            element("w:tcMar", None, element("w:left", {"w:w": left, "w:type": "dxa"}))
        )
    size = element("w:tcPr", None, *told_size)
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
