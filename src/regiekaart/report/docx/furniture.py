"""What stands on every page: its head, its foot, and that it is fiction where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.report.docx.ooxml import clean, field, paragraph, run

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section, _Footer, _Header

    from regiekaart.report.document import Document
    from regiekaart.report.docx.ooxml import Element
    from regiekaart.report.docx.styles import Styles

PAGE: Final = Text("Bladzijde", "Page")
OF: Final = Text("van", "of")


def furnish(word: Word, document: Document, styles: Styles) -> None:
    """Put a head and a foot on every page; those that the template has are kept.

    Parameters
    ----------
    word
        The document.
    document
        The report.
    styles
        The styles of the template.
    """
    for number, section in enumerate(word.sections):
        _own_first_page(section, number)
        for header, first in _headers(word, section):
            if number and header.is_linked_to_previous:
                continue
            if _is_empty(header):
                _fill(header, [] if first else _head(document, styles))
            if document.fictional:
                _mark(header, document, styles)
        for footer in _footers(word, section):
            if (not number or not footer.is_linked_to_previous) and _is_empty(footer):
                _fill(footer, [_foot(document, styles)])


def _own_first_page(section: Section, number: int) -> None:
    """Leave the head off the first page, which has its title, where the template has none."""
    if not number and _is_empty(section.header) and _is_empty(section.first_page_header):
        section.different_first_page_header_footer = True


def _headers(word: Word, section: Section) -> list[tuple[_Header, bool]]:
    """Return the heads that a section shows, and whether one is of a first page."""
    found = [(section.header, False)]
    if section.different_first_page_header_footer:
        found.append((section.first_page_header, True))
    if word.settings.odd_and_even_pages_header_footer:
        found.append((section.even_page_header, False))
    return found


def _footers(word: Word, section: Section) -> list[_Footer]:
    found = [section.footer]
    if section.different_first_page_header_footer:
        found.append(section.first_page_footer)
    if word.settings.odd_and_even_pages_header_footer:
        found.append(section.even_page_footer)
    return found


def _is_empty(part: _Header | _Footer) -> bool:
    """Return whether a head or foot shows nothing: no words, no picture, no table."""
    if part.is_linked_to_previous:
        return True
    shown = ("//w:t", "//w:drawing", "//w:pict", "//w:tbl", "//w:instrText", "//w:fldSimple")
    root = part.part.element
    return not any(root.xpath(f".{path}") for path in shown)


def _fill(part: _Header | _Footer, paragraphs: list[Element]) -> None:
    part.is_linked_to_previous = False
    root = part.part.element
    if paragraphs:
        for child in list(root):
            root.remove(child)
        root.extend(paragraphs)


def _head(document: Document, styles: Styles) -> list[Element]:
    told = f"{document.title} · {document.line}"
    return [paragraph(styles.paragraph("Header"), run(told))]


def _mark(header: _Header, document: Document, styles: Styles) -> None:
    """Say above a head that it is all fiction."""
    words = run(clean(document.fictional))
    header.part.element.insert(0, paragraph(styles.paragraph("Report Mark"), words))


def _foot(document: Document, styles: Styles) -> Element:
    page, of = document.language.say(PAGE), document.language.say(OF)
    return paragraph(
        styles.paragraph("Footer"),
        run(f"{page} "),
        *field("PAGE", run("1")),
        run(f" {of} "),
        *field("NUMPAGES", run("1")),
    )
