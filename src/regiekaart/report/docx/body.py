"""The body of a document while it is written: its elements, its sections, and its pages so far."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from regiekaart.report.docx.flow import Item
from regiekaart.report.docx.measure import line_count
from regiekaart.report.docx.ooxml import (
    TWIPS_PER_POINT,
    bookmarked,
    element,
    link_to,
    paragraph,
    run,
    valued,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from docx.document import Document as Word

    from regiekaart.report.document import Run
    from regiekaart.report.docx.ooxml import Element
    from regiekaart.report.docx.page import Paper
    from regiekaart.report.docx.styles import Styles


class Body:
    """What stands in a document, in order.

    Parameters
    ----------
    word
        The document; gets the relations of pictures and links, its own body stays as it is.
    styles
        The styles of its template.
    paper
        Its page.
    anchors
        What may be referred to.
    """

    def __init__(self, word: Word, styles: Styles, paper: Paper, anchors: AbstractSet[str]) -> None:
        self.part = word.part
        self.styles = styles
        self.paper = paper
        self.anchors = anchors
        self.elements: list[Element] = []
        self.items: list[Item] = []
        self.turned = False
        self._broken = False
        self._first = True
        self._bookmarks = count(_highest(word, "//w:bookmarkStart/@w:id") + 1)
        self._pictures = count(_highest(word, "//wp:docPr/@id") + 1)

    @property
    def room(self) -> tuple[int, int]:
        """The width and height of the page that is written on, between its margins, in twips."""
        return self.paper.room(turned=self.turned)

    @property
    def width(self) -> float:
        """The width of the page that is written on, in points."""
        return self.room[0] / TWIPS_PER_POINT

    def next_picture(self) -> int:
        """Return a number for a picture, its own in the document."""
        return next(self._pictures)

    def add(
        self,
        style: str,
        told: Sequence[Element],
        text: str = "",
        *,
        keep: bool | None = None,
        anchor: str | None = None,
        height: float | None = None,
    ) -> Element:
        """Add a paragraph and return it.

        Parameters
        ----------
        style
            The name of its style.
        told
            Its runs, links and fields.
        text
            What it says, to count its lines.
        keep
            Whether it stays on the page of what follows; None leaves that to the style.
        anchor
            The bookmark around it.
        height
            Of a picture in it, in points.
        """
        inside = list(told)
        if anchor is not None:
            inside = bookmarked(anchor, next(self._bookmarks), *inside)
        measure = self.styles.measure(style)
        properties = []
        if keep is not None and keep != measure.keep:
            properties.append(valued("w:keepNext", int(keep)))
        page = self._new_page()
        if page is not None and not self._section_began():
            properties.append(element("w:pageBreakBefore"))
        made = paragraph(self.styles.paragraph(style), *inside, properties=tuple(properties))
        self.elements.append(made)
        width = self.width - measure.indent
        lines = line_count(text, width, measure.size, bold=measure.bold)
        self.items.append(
            Item(
                height if height is not None else measure.line,
                1 if height is not None else lines,
                measure.before,
                measure.after,
                measure.keep if keep is None else keep,
                anchor,
                page=page,
            )
        )
        return made

    def put(self, made: Element, items: Sequence[Item]) -> None:
        """Add a table, and the height of its rows; it begins where the text is."""
        page = self._new_page()
        if page is not None and items:
            items[0].page = page
        self.elements.append(made)
        self.items.extend(items)

    def bookmark(self, anchor: str, *inside: Element) -> list[Element]:
        """Return elements with a bookmark around them."""
        return bookmarked(anchor, next(self._bookmarks), *inside)

    def runs(self, told: Sequence[Run]) -> list[Element]:
        """Return words as runs, with their links."""
        return [self._run(each) for each in told]

    def _run(self, told: Run) -> Element:
        from docx.opc.constants import RELATIONSHIP_TYPE

        if told.link is not None:
            relation = self.part.relate_to(told.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            shown = run(told.text, self.styles.letters("Hyperlink"))
            return element("w:hyperlink", {"r:id": relation, "w:history": 1}, shown)
        if told.target in self.anchors and told.target is not None:
            style = self.styles.letters("Hyperlink")
            return link_to(told.target, run(told.text, style, bold=told.strong))
        return run(told.text, self.styles.letters("Strong") if told.strong else None)

    def break_page(self) -> None:
        """Let what follows begin a page."""
        self._broken = bool(self.elements)

    def _new_page(self) -> float | None:
        broken, self._broken = self._broken, False
        return self.paper.points(turned=self.turned) if broken else None

    def _section_began(self) -> bool:
        """Return whether the last paragraph ended a section, so that a page begins anyhow."""
        from docx.oxml.ns import qn

        last = self.elements[-1] if self.elements else None
        return last is not None and last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None

    def turn(self, *, turned: bool) -> None:
        """Let what follows stand on pages that are turned on their side, or upright again."""
        if turned == self.turned:
            return
        if self.elements:
            self._end_section()
            self._broken = True
        self.turned = turned

    def _end_section(self) -> None:
        from docx.oxml.ns import qn

        properties = self.paper.section(turned=self.turned, first=self._first)
        self._first = False
        if self.elements[-1].tag != qn("w:p"):
            # A section ends in a paragraph: after a table in one that takes hardly any room.
            self.elements.append(paragraph(self.styles.paragraph("Report Picture")))
        self.elements[-1].find(qn("w:pPr")).append(properties)

    @property
    def one_section(self) -> bool:
        """Whether no section was ended yet."""
        return self._first

    def begin_on_new_page(self) -> None:
        """Begin a page even for the first of what is written: there is text before it."""
        self._broken = True


def _highest(word: Word, path: str) -> int:
    """Return the highest number that a template uses for something."""
    found: list[Any] = word.element.xpath(path)
    return max((int(each) for each in found if str(each).isdigit()), default=0)
