"""What Typst leaves to do in a PDF: maps in few colours, and rows that have a header.

Typst keeps every picture as red, green and blue; a drawn map has some hundred colours, and takes a
third less as the palette that its PNG holds. So each map is set as a stand-in of a few dots, and
takes its place here, with the bytes of its PNG as they are: nothing is unpacked or packed again.

A screen reader tells the header of a row with each cell. Typst 0.15 marks those of columns only:
`pdf.header-cell` needs a feature that its Python package cannot switch on.
"""

from __future__ import annotations

from io import BytesIO
from struct import Struct
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf.generic import DictionaryObject, StreamObject

SIGNATURE: Final = 8
CHUNK: Final = Struct(">I4s")
CHECKSUM: Final = 4
HEADER: Final = Struct(">IIBBBBB")
PALETTE: Final = 3
# A PNG tells per line how it is packed; a PDF calls that a predictor.
PNG_PREDICTOR: Final = 15


def stand_in(number: int) -> bytes:
    """Return a picture of one line that tells its number by its width.

    Parameters
    ----------
    number
        The place of the map among those of the document, from 0.
    """
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (number + 1, 1), "white").save(stream, "PNG")
    return stream.getvalue()


def is_indexed(png: bytes) -> bool:
    """Return whether a PNG holds a palette, and can stand in a PDF as it is."""
    _, _, _, kind, _, _, interlaced = HEADER.unpack_from(png, SIGNATURE + CHUNK.size)
    return kind == PALETTE and not interlaced and not any(n == b"tRNS" for n, _ in _chunks(png))


def finished(made: bytes, maps: Sequence[bytes]) -> bytes:
    """Return a PDF with its maps in the place of their stand-ins, and headers of rows.

    Parameters
    ----------
    made
        As Typst made it.
    maps
        PNG with a palette: see `is_indexed`. The first takes the place of `stand_in(0)`.
    """
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(BytesIO(made))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    for page in writer.pages:
        had: Any = page["/Resources"]
        shown = had["/XObject"] if "/XObject" in had else {}  # noqa: SIM401 - as below
        for name, reference in shown.items():
            each = reference.get_object()
            if each.get("/Subtype") == "/Image" and each["/Height"] == 1:
                picture = _picture(maps[each["/Width"] - 1], each)
                # There is no other way to add a stream, and pypdf's own guide does it so.
                shown[name] = writer._add_object(picture)  # noqa: SLF001
    root: Any = writer.root_object["/StructTreeRoot"]
    for body in _elements(root, "/TBody"):
        for row in _elements(body, "/TR"):
            _head(row)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG, each with its name."""
    place = SIGNATURE
    while place < len(png):
        length, name = CHUNK.unpack_from(png, place)
        start = place + CHUNK.size
        yield name, png[start : start + length]
        place = start + length + CHECKSUM


def _picture(png: bytes, instead: DictionaryObject) -> StreamObject:
    """Return a PNG as a picture of a PDF, in the same kind of colours as its stand-in."""
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        NameObject,
        NumberObject,
        StreamObject,
    )

    width, height, depth, *_ = HEADER.unpack_from(png, SIGNATURE + CHUNK.size)
    parts = list(_chunks(png))
    colours = next(data for name, data in parts if name == b"PLTE")
    packed = DictionaryObject(
        {
            NameObject("/Predictor"): NumberObject(PNG_PREDICTOR),
            NameObject("/BitsPerComponent"): NumberObject(depth),
            NameObject("/Columns"): NumberObject(width),
        }
    )
    space = ArrayObject(
        [
            NameObject("/Indexed"),
            instead.raw_get("/ColorSpace"),
            NumberObject(len(colours) // 3 - 1),
            ByteStringObject(colours),
        ]
    )
    told = {
        "/Type": NameObject("/XObject"),
        "/Subtype": NameObject("/Image"),
        "/Width": NumberObject(width),
        "/Height": NumberObject(height),
        "/BitsPerComponent": NumberObject(depth),
        "/ColorSpace": space,
        "/Filter": NameObject("/FlateDecode"),
        "/DecodeParms": packed,
        "/Length": 0,
        "__streamdata__": b"".join(data for name, data in parts if name == b"IDAT"),
    }
    return StreamObject.initialize_from_dictionary(
        {NameObject(key) if key.startswith("/") else key: value for key, value in told.items()}
    )


def _head(row: DictionaryObject) -> None:
    """Make the first cell of a row its header, and leave to a reader which header is of a cell.

    Typst names the headers of each cell; a header that is not named would not be told.
    """
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    for place, cell in enumerate(_elements(row, "/TD")):
        cell.pop("/A", None)
        if place == 0:
            cell[NameObject("/S")] = NameObject("/TH")
            scope = {
                NameObject("/O"): NameObject("/Table"),
                NameObject("/Scope"): NameObject("/Row"),
            }
            cell[NameObject("/A")] = ArrayObject([DictionaryObject(scope)])


def _elements(above: DictionaryObject, kind: str) -> Iterator[Any]:
    """Yield the parts of a kind below a part of the document, in their order."""
    waiting: list[Any] = [above]
    while waiting:
        each = waiting.pop()
        below: Any = each["/K"] if "/K" in each else []  # noqa: SIM401 - `get` follows no reference
        found = [p.get_object() for p in (below if isinstance(below, list) else [below])]
        elements = [part for part in found if isinstance(part, dict) and "/S" in part]
        yield from (part for part in elements if part["/S"] == kind)
        waiting += reversed([part for part in elements if part["/S"] != kind])
