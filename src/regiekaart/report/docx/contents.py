"""The table of contents: a field with its lines filled in, and the page of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.report.docx.ooxml import (
    bookmark_name,
    clean,
    field_mark,
    field_start,
    link_to,
    run,
    tab,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.report.document import Document, Section
    from regiekaart.report.docx.body import Body
    from regiekaart.report.docx.ooxml import Element

TITLE: Final = Text("Inhoud", "Contents")
# What the lists of regions and of sources hold would fill pages of their own.
DEPTH: Final = 2
CODE: Final = f'TOC \\o "1-{DEPTH}" \\h \\z \\u'


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents, and the element that holds its page."""

    anchor: str
    page: Element


def contents(body: Body, document: Document) -> list[Line]:
    """Add the table of contents, with its pages still to be told by `number`."""
    body.add("TOC Heading", [run(document.language.say(TITLE))])
    named = list(_headings(document.sections, 1))
    lines = []
    for at, (level, section) in enumerate(named):
        page = run("1")
        told = [
            link_to(
                section.id,
                run(section.title),
                tab(),
                *field_start(f"PAGEREF {bookmark_name(section.id)} \\h"),
                page,
                field_mark("end"),
            )
        ]
        if at == 0:
            told = [*field_start(CODE), *told]
        if at == len(named) - 1:
            told.append(field_mark("end"))
        body.add(f"TOC {level}", told, section.title)
        lines.append(Line(section.id, page))
    return lines


def _headings(sections: tuple[Section, ...], level: int) -> list[tuple[int, Section]]:
    """Return what Word itself would put in the contents: every heading of the first levels."""
    found = []
    for each in sections:
        found.append((level, each))
        if level < DEPTH:
            found += _headings(each.sections, level + 1)
    return found


def number(lines: list[Line], pages: Mapping[str, int], before: int) -> None:
    """Tell on which page each line's part begins, with a number of pages before the report."""
    from docx.oxml.ns import qn

    for line in lines:
        line.page.find(qn("w:t")).text = clean(str(before + pages.get(line.anchor, 1)))
