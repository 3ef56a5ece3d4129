"""Where in a template the report goes, and what of the template stays around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regiekaart.report.docx.page import make_upright, only_once
from regiekaart.report.docx.template import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Word

    from regiekaart.report.docx.ooxml import Element


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the body of a template.

    Parameters
    ----------
    body
        The body.
    placeholder
        The paragraph that the report replaces; None puts it at the end.
    properties
        Those of the section in which the place is.
    after_text
        Whether text of the template comes first, without a place for the report in it.
    has_picture
        Whether the template has a picture of its own, such as a logo.
    pages
        How many pages of the template come first, as far as its breaks tell.
    """

    body: Any
    placeholder: Any
    properties: Any
    after_text: bool
    has_picture: bool
    pages: int

    def fill(self, elements: Sequence[Element], *, again: bool) -> None:
        """Put the report in its place; `again` where it has ended a section itself."""
        if self.placeholder is not None:
            for each in elements:
                self.placeholder.addprevious(each)
            if self.placeholder.xpath(".//w:sectPr"):
                # It ends a section of the template, and stays for that.
                for told in self.placeholder.xpath("w:r"):
                    self.placeholder.remove(told)
            else:
                self.body.remove(self.placeholder)
        else:
            at = list(self.body).index(self.properties)
            for offset, each in enumerate(elements):
                self.body.insert(at + offset, each)
        if again:
            only_once(self.properties)


def find_slot(word: Word) -> Slot:
    """Return where a report goes; empty paragraphs of a template without text are taken out."""
    from docx.oxml.ns import qn

    body = word.element.body
    last = body.get_or_add_sectPr()
    found = [p for p in body.iterchildren(qn("w:p")) if _said(p) == _said_of(PLACEHOLDER)]
    placeholder = found[0] if found else None
    content = [child for child in body if child is not last]
    if not any(map(_shows, content)):
        for child in content:
            body.remove(child)
    before = content if placeholder is None else content[: content.index(placeholder)]
    properties = last
    if placeholder is not None:
        ends = placeholder.xpath("self::*//w:sectPr | following-sibling::*//w:sectPr")
        properties = ends[0] if ends else last
    has_text = placeholder is None and any(map(_shows, content))
    make_upright(properties)
    return Slot(
        body,
        placeholder,
        properties,
        has_text,
        _has_picture(word),
        sum(map(_breaks, before)) + has_text,
    )


def _said(paragraph: Any) -> str:  # noqa: ANN401 - lxml has no stubs
    from docx.oxml.ns import qn

    return _said_of("".join(t.text or "" for t in paragraph.iter(qn("w:t"))))


def _said_of(text: str) -> str:
    return "".join(text.split()).casefold()


def _shows(child: Any) -> bool:  # noqa: ANN401 - lxml has no stubs
    """Return whether something in a body can be seen."""
    shown = ("w:drawing", "w:pict", "w:tbl", "w:instrText", "w:sdt", "w:sectPr")
    return bool(_said(child)) or bool(
        child.xpath(" | ".join(f"descendant-or-self::{s}" for s in shown))
    )


def _breaks(child: Any) -> int:  # noqa: ANN401 - lxml has no stubs
    """Return how many pages end in something."""
    path = 'descendant::w:br[@w:type="page"] | descendant::w:sectPr | descendant::w:pageBreakBefore'
    return len(child.xpath(path))


def _has_picture(word: Word) -> bool:
    parts = [part for part in word.part.package.iter_parts() if hasattr(part, "element")]
    return any(part.element.xpath("//w:drawing | //w:pict") for part in parts)
