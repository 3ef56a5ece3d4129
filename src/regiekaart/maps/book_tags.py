"""Tags in a PDF: what each page is, what its map shows in words, and its links.

The structure tree of PDF 1.7 (ISO 32000-1, 14.7 and 14.8): every page's content is one marked
piece; that of a map is a figure with a text for the blind, read in place of what is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from regiekaart.maps.theme import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdf import PageObject, PdfWriter
    from pypdf.generic import IndirectObject, PdfObject

    from regiekaart.maps.book_columns import Link

PRINTED: Final = 4
END: Final = b"\nEMC"


class Tags:
    """The structure tree of a document while it grows.

    Parameters
    ----------
    book
        The document, with all of its pages.
    first_map
        The page that links count from.
    """

    def __init__(self, book: PdfWriter, first_map: int) -> None:
        self.book = book
        self.first_map = first_map
        self.root = self._put({"/Type": _name("StructTreeRoot")})
        self.document = self._put(_element("Document", self.root))
        self.children: list[IndirectObject] = []
        # What every page and every link belongs to, by its number in the tree.
        self.owners: list[PdfObject] = []
        self.end = self._put_stream(END)

    def figure(self, number: int, title: str, alt: str) -> None:
        """Tag a page as one figure.

        Parameters
        ----------
        number
            The page, from 0.
        title, alt
            What it is called, and what it shows.
        """
        page = self.book.pages[number]
        element = self._page_element(page, "Figure", title)
        element[_name("Alt")] = TextStringObject(alt)
        box = [FloatObject(side) for side in page.mediabox]
        element[_name("A")] = _dictionary({"/O": _name("Layout"), "/BBox": ArrayObject(box)})
        element[_name("K")] = NumberObject(0)

    def text(self, number: int, role: str, title: str, links: Sequence[Link] = ()) -> None:
        """Tag a page as text, and add its links to maps.

        Parameters
        ----------
        number
            The page, from 0.
        role
            Its type among the standard structure types: Sect, TOC, Index.
        """
        page = self.book.pages[number]
        element = self._page_element(page, role, title)
        kids: list[PdfObject] = [NumberObject(0)]
        kids += [self._link(page, link, element) for link in links]
        element[_name("K")] = ArrayObject(kids)
        if links:
            page[_name("Tabs")] = _name("S")

    def _page_element(self, page: PageObject, role: str, title: str) -> DictionaryObject:
        """Mark all that a page shows as one piece, and return the element that it belongs to."""
        reference = self._put(_element(role, self.document))
        element: DictionaryObject = _object(reference)
        element[_name("T")] = TextStringObject(title)
        element[_name("Pg")] = page.indirect_reference or page
        begin = self._put_stream(f"/{role} <</MCID 0>> BDC\n".encode())
        page[_name("Contents")] = ArrayObject([begin, page.raw_get("/Contents"), self.end])
        page[_name("StructParents")] = NumberObject(len(self.owners))
        self.owners.append(ArrayObject([reference]))
        self.children.append(reference)
        return element

    def _link(self, page: PageObject, link: Link, owner: DictionaryObject) -> PdfObject:
        """Add a link to a page, and return the element that tells of it."""
        target = self.book.pages[self.first_map + link.target].indirect_reference
        corners = [FloatObject(round(side / MM_PER_POINT, 2)) for side in link.box]
        note = self._put(
            {
                "/Type": _name("Annot"),
                "/Subtype": _name("Link"),
                "/Rect": ArrayObject(corners),
                "/Border": ArrayObject([NumberObject(0)] * 3),
                "/F": NumberObject(PRINTED),
                "/Dest": ArrayObject([target or page, _name("Fit")]),
                "/Contents": TextStringObject(link.words),
                "/StructParent": NumberObject(len(self.owners)),
            }
        )
        notes = page.get("/Annots")
        if not isinstance(notes, ArrayObject):
            notes = ArrayObject()
        notes.append(note)
        page[_name("Annots")] = notes
        element = _element("Link", owner.indirect_reference or owner)
        element["/Alt"] = TextStringObject(link.words)
        element["/K"] = _dictionary({
            "/Type": _name("OBJR"), "/Obj": note, "/Pg": page.indirect_reference or page,
        })  # fmt: skip
        reference = self._put(element)
        self.owners.append(reference)
        return reference

    def finish(self) -> None:
        """Put the tree in the document."""
        _object(self.document)[_name("K")] = ArrayObject(self.children)
        numbers: list[PdfObject] = []
        for number, owner in enumerate(self.owners):
            numbers += [NumberObject(number), owner]
        root = _object(self.root)
        root[_name("K")] = ArrayObject([self.document])
        root[_name("ParentTree")] = self._put({"/Nums": ArrayObject(numbers)})
        root[_name("ParentTreeNextKey")] = NumberObject(len(self.owners))
        top = self.book.root_object
        top[_name("StructTreeRoot")] = self.root
        top[_name("MarkInfo")] = _dictionary({"/Marked": BooleanObject(value=True)})

    def _put(self, content: dict[str, PdfObject]) -> IndirectObject:
        return self._add(_dictionary(content))

    def _put_stream(self, content: bytes) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(content)
        return self._add(stream)

    def _add(self, content: PdfObject) -> IndirectObject:
        # What pypdf's own guide uses to add an object; it has no other way.
        return self.book._add_object(content)  # noqa: SLF001


def _element(role: str, parent: PdfObject) -> dict[str, PdfObject]:
    return {"/Type": _name("StructElem"), "/S": _name(role), "/P": parent}


def _dictionary(content: dict[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in content.items()})


def _name(word: str) -> NameObject:
    return NameObject(f"/{word}")


def _object(reference: IndirectObject) -> Any:  # noqa: ANN401 - a dictionary, by what was put
    return reference.get_object()
