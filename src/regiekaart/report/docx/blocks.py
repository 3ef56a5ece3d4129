"""The blocks of a report, one function each, as paragraphs, tables and pictures in a body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.report.document import (
    Bullets,
    Figure,
    Findings,
    KeyFigures,
    Members,
    Notes,
    Paragraph,
    Region,
    Run,
    TableBlock,
)
from regiekaart.report.docx.columns import ABOVE, grid, is_wide
from regiekaart.report.docx.flow import Item
from regiekaart.report.docx.ooxml import (
    TWIPS_PER_POINT,
    field,
    link_to,
    paragraph,
    run,
)
from regiekaart.report.docx.pictures import fitted, picture, png_size
from regiekaart.report.docx.tables import columns_of_names, items, panel, panel_widths, table
from regiekaart.report.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.report.document import Block, Document
    from regiekaart.report.docx.body import Body
    from regiekaart.report.docx.ooxml import Element

LOOKS: Final = {"lead": "Report Lead", "plain": "Body Text", "note": "Report Note"}
SEVERITIES: Final = {"error": "Finding Error", "warning": "Finding Warning"}
TABLE: Final = Text("Tabel", "Table")
COLUMNS: Final = 4
# A chart may take so much of a page; a map has one, or with another of its kind half of one.
CHART_SHARE: Final = 0.8
HALF_SHARE: Final = 0.43
# Below a map stands its caption: two lines and their white. Above the first stand headings.
BELOW: Final = 2.6
ABOVE_FIRST: Final = 72 * TWIPS_PER_POINT


class Writer:
    """Writes blocks in a body.

    Parameters
    ----------
    body
        The body.
    document
        The report, for its language and its mark of fiction.
    pictures
        The pictures of its figures, by the id of the figure.
    """

    def __init__(self, body: Body, document: Document, pictures: Mapping[str, bytes]) -> None:
        self.body = body
        self.document = document
        self.pictures = pictures
        self._tables = 0

    def block(self, block: Block, *, first: bool = False, alone: bool = False) -> None:
        """Write a block.

        Parameters
        ----------
        block
            The block.
        first
            Whether it follows a heading at once.
        alone
            Whether it has a page to itself where another would share one.
        """
        match block:
            case Figure():
                self._figure(block, first=first, alone=alone)
            case TableBlock():
                self._table(block)
            case Members():
                self._members(block)
            case Region():
                self._region(block)
            case KeyFigures():
                self._key_figures(block)
            case _:
                self._words(block)

    def _words(self, block: Paragraph | Bullets | Findings | Notes) -> None:
        """Write a block that is paragraphs only."""
        match block:
            case Paragraph():
                self.body.add(LOOKS[block.look], self.body.runs(block.runs), _said(block.runs))
            case Bullets():
                self._bullets(block)
            case Findings():
                self._findings(block)
            case Notes():
                for text in block.texts:
                    self.body.add("Report Note", [run(text)], text)

    def heading(self, level: int, title: str, anchor: str, aside: str = "") -> None:
        """Write a heading, with in lighter letters what belongs to it."""
        told = [run(title)]
        if aside:
            told.append(run(f"  {aside}", self.body.styles.letters("Report Aside")))
        self.body.add(f"Heading {min(level, 4)}", told, f"{title}  {aside}", anchor=anchor)

    def _bullets(self, block: Bullets) -> None:
        style = "Report Point" if block.look == "points" else "List Bullet"
        for item in block.items:
            self.body.add(style, self.body.runs(item), _said(item))

    def _key_figures(self, block: KeyFigures) -> None:
        styles = self.body.styles
        name, figure = styles.paragraph("Report Key Name"), styles.paragraph("Report Key Figure")
        cells = [
            [paragraph(name, run(each)), paragraph(figure, run(value))]
            for each, value in block.items
        ]
        measures = styles.measure("Report Key Name"), styles.measure("Report Key Figure")
        height = sum(each.line + each.before + each.after for each in measures) + ABOVE
        widths = panel_widths(block.items, self.body.width, measures)
        self.body.put(panel(cells, widths, styles), [Item(height)])
        self._space()

    def _space(self) -> None:
        """Write the white that a table has not below it."""
        self.body.add("Report Picture", [], keep=False)

    def _findings(self, block: Findings) -> None:
        style = SEVERITIES.get(block.severity, "Finding Info")
        title = f"{block.word}: {block.rule}"
        self.body.add(style, [run(title)], title)
        for message in block.messages:
            self.body.add("List Bullet", [run(message)], message)
        for text in block.shared:
            self.body.add("Body Text", [run(text)], text)
        self.body.add("Report Note", [run(block.ground)], block.ground)

    def is_wide(self, block: TableBlock) -> bool:
        """Return whether a table stands on a turned page."""
        cell = self.body.styles.measure("Report Cell")
        upright, turned = (
            self.body.paper.room(turned=turned)[0] / TWIPS_PER_POINT for turned in (False, True)
        )
        return is_wide(block, upright, turned, cell)

    def _table(self, block: TableBlock) -> None:
        cell = self.body.styles.measure("Report Cell")
        self.body.turn(turned=self.body.turned or self.is_wide(block))
        self._tables += 1
        word = self.document.language.say(TABLE)
        told = self._caption(word, str(self._tables), block.title, block.tag, block.anchor)
        if block.subtitle:
            told.append(run(f"  {block.subtitle}", self.body.styles.letters("Report Aside")))
        text = f"{block.tag.upper()}  {word} 99. {block.title}  {block.subtitle}"
        self.body.add("Caption", told, text, keep=True)
        laid = grid(block, self.body.width, cell)
        self.body.put(table(laid, self.body.styles), items(laid))
        self._space()

    def _caption(self, word: str, number: str, title: str, tag: str, anchor: str) -> list[Element]:
        """Return a caption with its number as a field, in the bookmark of what it names."""
        styles = self.body.styles
        told = [run(f"{tag}  ", styles.letters("Report Tag"))] if tag else []
        label = [run(f"{word} "), *field(f"SEQ {word} \\* ARABIC", run(number))]
        told += self.body.bookmark(anchor, *label)
        return [*told, run(f". {title}")] if title else told

    def _members(self, block: Members) -> None:
        styles = self.body.styles
        made, rows = columns_of_names(block.items, self.body.room[0], COLUMNS, styles)
        line = styles.measure("Report Cell").line + ABOVE
        self.body.put(made, [Item(line, keep=i < rows - 1) for i in range(rows)])
        self._space()

    def _region(self, block: Region) -> None:
        self.heading(3, f"{block.number}  {block.name}", block.id)
        told: list[Element] = []
        for name, value, target in block.facts:
            shown = run(value, self.body.styles.letters("Strong"))
            if target in self.body.anchors and target is not None:
                shown = link_to(target, run(value, self.body.styles.letters("Hyperlink")))
            told += [run(f"{'   ' if told else ''}{name}: "), shown]
        text = "   ".join(f"{name}: {value}" for name, value, _ in block.facts)
        self.body.add("Report Facts", told, text)
        self._members(block.members)

    def _figure(self, block: Figure, *, first: bool, alone: bool) -> None:
        word, _, number = block.label.rpartition(" ")
        if isinstance(block.content, Picture):
            half = block.half and not block.upright and not alone
            self._map(block, block.content, (word, number), first=first, half=half)
            return
        self.body.turn(turned=False)
        told = self._caption(word, number, block.caption, self.document.fictional, block.id)
        said = f"{self.document.fictional.upper()}  {block.label}. {block.caption}"
        self.body.add("Caption", told, said, keep=True)
        width, height = self.body.room
        self._picture(block, (width, round(height * CHART_SHARE)), keep=False)

    def _map(
        self, block: Figure, shown: Picture, label: tuple[str, str], *, first: bool, half: bool
    ) -> None:
        self.body.turn(turned=not half and not block.upright)
        # What follows a heading stays with it: the page began there.
        if not first and not half:
            self.body.break_page()
        width, height = self.body.room
        legend = self.body.styles.measure("Report Legend")
        below = legend.before + BELOW * legend.line + legend.after
        height -= round(below * TWIPS_PER_POINT) + (ABOVE_FIRST if first else 0)
        if half:
            height = round(self.body.room[1] * HALF_SHARE)
        self._picture(block, (width, height), keep=True)
        title = block.caption or shown.title
        told = self._caption(*label, title, self.document.fictional, block.id)
        said = f"{self.document.fictional.upper()}  {block.label}. {title}"
        self.body.add("Report Legend", told, said)

    def _picture(self, block: Figure, room: tuple[int, int], *, keep: bool) -> None:
        png = self.pictures[block.id]
        size = fitted(png_size(png), room)
        words = block.label, block.alt
        made = picture(self.body.part, png, size, self.body.next_picture(), words)
        high = size[1] / TWIPS_PER_POINT + 1
        self.body.add("Report Picture", [made], keep=keep, anchor=None, height=high)


def _said(runs: tuple[Run, ...]) -> str:
    return "".join(each.text for each in runs)
