"""The report as one DOCX: from the template to its bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

from regiekaart.maps.theme import PLAIN
from regiekaart.report.charts import Chart
from regiekaart.report.document import Figure, Region, TableBlock, blocks_of
from regiekaart.report.docx.blocks import Writer
from regiekaart.report.docx.body import Body
from regiekaart.report.docx.contents import contents, number
from regiekaart.report.docx.flow import pages
from regiekaart.report.docx.furniture import furnish
from regiekaart.report.docx.ooxml import clean, element, run
from regiekaart.report.docx.package import packed
from regiekaart.report.docx.page import paper
from regiekaart.report.docx.pictures import fitted, picture, png_size
from regiekaart.report.docx.sections import write_sections
from regiekaart.report.docx.slot import find_slot
from regiekaart.report.docx.styles import Styles
from regiekaart.report.docx.template import open_template, shipped_template
from regiekaart.report.pictures import Picture, logo_png
from regiekaart.report.rasters import chart_pngs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from docx.document import Document as Word

    from regiekaart.maps.theme import Theme
    from regiekaart.report.document import Document, Section

AUTHOR: Final = "regiekaart"
LANGUAGES: Final = {"nl": "nl-BE", "en": "en-GB"}
# The room of a logo, in twips: 60 by 18 mm.
LOGO_ROOM: Final = (3400, 1020)


def report_docx(document: Document, template: Path | None = None) -> bytes:
    """Return a report as a Word document that can be edited.

    The same document and template give the same bytes.

    Parameters
    ----------
    document
        The report.
    template
        A ``.docx`` or ``.dotx`` file whose styles, paper, head and foot it takes; None for the one
        that ships, in the colours and letters of the document's theme. Text of its own stays: the
        report takes the place of the paragraph ``{{ report }}``, or follows on a new page.

    Raises
    ------
    InputError
        If the template is no Word document, could do harm, or lacks styles; with all of those.
    OutsideError
        If it cannot be read.
    """
    file = template or shipped_template()
    word = open_template(file)
    styles = Styles(word.styles.element, file.name)
    if template is None:
        _dress(word.styles.element, document.theme)
    furnish(word, document, styles)
    slot = find_slot(word)
    body = Body(word, styles, paper(slot.properties), _anchors(document.sections))
    if slot.after_text:
        body.begin_on_new_page()
    _title(body, document, logo=template is None or not slot.has_picture)
    writer = Writer(body, document, _pictures(document))
    write_sections(writer, document.sections[:1])
    body.turn(turned=False)
    body.break_page()
    lines = contents(body, document)
    write_sections(writer, document.sections[1:])
    body.turn(turned=False)
    number(lines, pages(body.items, body.paper.points(turned=False)), slot.pages)
    slot.fill(body.elements, again=not body.one_section)
    _tell(word, document)
    return packed(word.part.package)


def _title(body: Body, document: Document, *, logo: bool) -> None:
    png = logo_png(document.theme) if logo else None
    if png is not None:
        size = fitted(png_size(png), LOGO_ROOM)
        shown = picture(body.part, png, size, body.next_picture(), ("Logo", ""))
        body.add("Report Picture", [shown], height=size[1] / 20)
    if document.fictional:
        told = f"{document.fictional.upper()}. {document.warning}"
        body.add("Report Warning", [run(told)], told)
    body.add("Report Kicker", [run(document.kicker)], document.kicker)
    body.add("Title", [run(document.title)], document.title)
    body.add("Subtitle", [run(document.line)], document.line)


def _pictures(document: Document) -> dict[str, bytes]:
    """Return the pictures of a report as PNG for paper, by the id of their figure."""
    figures = [each for each in blocks_of(document.sections) if isinstance(each, Figure)]
    maps = {f.id: f.content.png for f in figures if isinstance(f.content, Picture)}
    charts = {f.id: f.content for f in figures if isinstance(f.content, Chart)}
    made = chart_pngs(list(charts.values()), document.theme)
    return maps | dict(zip(charts, made, strict=True))


def _anchors(sections: tuple[Section, ...]) -> frozenset[str]:
    """Return the ids of all that can be referred to."""
    return frozenset(_found(sections))


def _found(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield section.id
        for block in section.blocks:
            if isinstance(block, Region | Figure):
                yield block.id
            elif isinstance(block, TableBlock):
                yield block.anchor
        yield from _found(section.sections)


def _dress(part: Any, theme: Theme) -> None:  # noqa: ANN401 - lxml has no stubs
    """Give the styles that ship the colours and letters of a theme."""
    names = ("ink", "soft_ink", "accent", "warning", "context_line")
    changed = {_hex(getattr(PLAIN, each)): _hex(getattr(theme, each)) for each in names}
    changed[PLAIN.font.family] = clean(theme.font.family)
    _replace(part, {old: new for old, new in changed.items() if old != new})


def _replace(part: Any, changed: Mapping[str, str]) -> None:  # noqa: ANN401 - lxml has no stubs
    for each in part.iter() if changed else ():
        for name, value in each.attrib.items():
            if value in changed:
                each.set(name, changed[value])


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()


def _tell(word: Word, document: Document) -> None:
    """Tell what the document is, in its properties; its day is that of the study."""
    code = LANGUAGES[document.language.code]
    day = datetime.combine(document.day, time(), UTC).replace(tzinfo=None)
    told = word.core_properties
    titled = [document.fictional, document.title] if document.fictional else [document.title]
    told.title = clean(" · ".join(titled))[:255]
    told.subject = clean(document.line)[:255]
    told.category = clean(document.kicker)[:255]
    told.author = told.last_modified_by = AUTHOR
    told.created = told.modified = day
    told.language = code
    told.revision = 1
    _speak(word.styles.element, code)


def _speak(styles: Any, code: str) -> None:  # noqa: ANN401 - lxml has no stubs
    """Say in which language the text is, for spelling and for reading aloud."""
    from docx.oxml.ns import qn

    at = styles
    for tag in ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"):
        below = at.find(qn(tag))
        if below is None:
            below = element(tag)
            # The defaults stand before the styles; within them, the language after the letters.
            at.insert(0 if tag in {"w:docDefaults", "w:rPrDefault"} else len(at), below)
        at = below
    at.set(qn("w:val"), code)
