"""The atlas in one PDF: all maps of a series between a cover, a table of contents and an index.

The maps are the PDF files that the series wrote, taken over as they are. Around them come what a
reader of a long document needs: bookmarks, links, page numbers, one set of fonts, and tags that let
a screen reader say what each map shows.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import BooleanObject, DictionaryObject, Fit, NameObject, TextStringObject

from regiekaart.language import Text
from regiekaart.maps.atlas import METADATA, drawing, full_title
from regiekaart.maps.book_fonts import sample, share_fonts
from regiekaart.maps.book_metadata import Metadata
from regiekaart.maps.book_tags import Tags

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.figure import Figure
    from pypdf import PageObject
    from pypdf.generic import IndirectObject

    from regiekaart.maps.book_columns import FrontPage
    from regiekaart.maps.book_pages import Matter

COVER: Final = Text("Omslag", "Cover")
MAKER: Final = "regiekaart"


def write_book(matter: Matter, maps: Sequence[Path], path: Path) -> None:
    """Write the atlas.

    Parameters
    ----------
    matter
        The study, and the pages of the series in order.
    maps
        The PDF file of each page.
    path
        The file to write.
    """
    sheets = [_only_page(file) for file in maps]
    with drawing():
        front = [matter.cover(), *matter.contents(before=1)]
        back = matter.index()
        figures = [page.figure for page in (*front, *back)]
        *drawn, letters = _printed([*figures, sample(sheets, matter.theme)])
    book = PdfWriter()
    share_fonts(sheets, letters, book)
    sheets = [*drawn[: len(front)], *sheets, *drawn[len(front) :]]
    for sheet in sheets:
        book.add_page(sheet)
    _bookmarks(book, matter, front, back)
    _labels(book, len(front))
    _tags(book, matter, front, back)
    _document(book, matter)
    book.write(path)


def _printed(figures: Sequence[Figure]) -> list[PageObject]:
    """Return figures as pages of one PDF, which embeds each font once."""
    from matplotlib.backends.backend_pdf import PdfPages

    stream = io.BytesIO()
    with PdfPages(stream, metadata=METADATA["pdf"]) as pages:
        for figure in figures:
            pages.savefig(figure)
    return list(PdfReader(stream).pages)


def _only_page(file: Path) -> PageObject:
    (page,) = PdfReader(file).pages
    return page


def _bookmarks(
    book: PdfWriter, matter: Matter, front: Sequence[FrontPage], back: Sequence[FrontPage]
) -> None:
    """Add a bookmark for the cover, the contents, each kind with its maps, and the index."""

    def mark(title: str, page: int, parent: IndirectObject | None = None) -> IndirectObject:
        closed = parent is None
        return book.add_outline_item(
            title=title,
            page_number=page,
            parent=parent,
            fit=Fit.fit(),
            bold=closed,
            is_open=not closed,
        )

    mark(matter.language.say(COVER), 0)
    mark(front[1].title, 1)
    for section in matter.sections():
        kind = mark(section.title, len(front) + section.maps[0])
        for number in section.maps:
            mark(matter.map_title(number, section), len(front) + number, kind)
    mark(back[0].title, len(front) + len(matter.specs))


def _labels(book: PdfWriter, front: int) -> None:
    """Give the maps the numbers that they have on paper, and what stands before Roman ones."""
    book.set_page_label(0, front - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    book.set_page_label(front, len(book.pages) - 1, style=PageLabelStyle.DECIMAL, start=1)


def _tags(
    book: PdfWriter, matter: Matter, front: Sequence[FrontPage], back: Sequence[FrontPage]
) -> None:
    """Add the links, and the tags of everything."""
    tags = Tags(book, first_map=len(front))
    for number, page in enumerate(front):
        tags.text(number, "Sect" if number == 0 else "TOC", page.title, page.links)
    for number, spec in enumerate(matter.specs, start=len(front)):
        tags.figure(number, full_title(spec), spec.alt)
    for number, page in enumerate(back, start=len(front) + len(matter.specs)):
        tags.text(number, "Index", page.title, page.links)
    tags.finish()


def _document(book: PdfWriter, matter: Matter) -> None:
    """Say what the document is; no dates, so that the same study gives the same bytes."""
    book.pdf_header = "%PDF-1.7"
    title, language = f"{matter.title} · atlas", matter.language.code
    Metadata(title, matter.line, language, MAKER).put_in(book)
    book.page_mode = "/UseOutlines"
    root = book.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(value=True)})
    root[NameObject("/ViewerPreferences")] = shown
