"""Pictures in a document: their place in the package, their size on the page, their words."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from regiekaart.report.docx.ooxml import EMU_PER_TWIP, clean, element

if TYPE_CHECKING:
    from docx.parts.story import StoryPart

    from regiekaart.report.docx.ooxml import Element

PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def png_size(png: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in dots; its first chunk has them (PNG, 11.2.1)."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def fitted(size: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """Return the largest width and height of a shape that fit in a room.

    Examples
    --------
    >>> fitted((300, 200), (1000, 1000)), fitted((200, 300), (1000, 900))
    ((1000, 667), (600, 900))
    """
    scale = min(room[0] / size[0], room[1] / size[1])
    return round(size[0] * scale), round(size[1] * scale)


def _placed(part: StoryPart, png: bytes, number: int) -> str:
    """Put a picture in the package, and return its relation.

    python-docx would first compare it with every other, by a hash that it works out each time.
    """
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.image import ImagePart

    name = PackURI(f"/word/media/report-{number}.png")
    return part.relate_to(ImagePart(name, CONTENT_TYPE.PNG, png), RELATIONSHIP_TYPE.IMAGE)


def picture(
    part: StoryPart, png: bytes, size: tuple[int, int], number: int, words: tuple[str, str]
) -> Element:
    """Return a picture in a line of text.

    Parameters
    ----------
    part
        Where it stands: the body, or a head.
    png
        The picture.
    size
        Its width and height in twips.
    number
        Its own among the pictures of the document.
    words
        Its name, and what it shows; a picture that shows nothing of its own has no words.
    """
    relation = _placed(part, png, number)
    wide, high = (side * EMU_PER_TWIP for side in size)
    name, alt = (clean(each) for each in words)
    named = {"id": number, "name": name, "descr": alt}
    shape = element(
        "pic:pic",
        None,
        element("pic:nvPicPr", None, element("pic:cNvPr", named), element("pic:cNvPicPr")),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": relation}),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            None,
            element(
                "a:xfrm",
                None,
                element("a:off", {"x": 0, "y": 0}),
                element("a:ext", {"cx": wide, "cy": high}),
            ),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
    inline = element(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        element("wp:extent", {"cx": wide, "cy": high}),
        element("wp:docPr", named),
        element(
            "wp:cNvGraphicFramePr", None, element("a:graphicFrameLocks", {"noChangeAspect": 1})
        ),
        element("a:graphic", None, element("a:graphicData", {"uri": PICTURE}, shape)),
    )
    return element("w:r", None, element("w:drawing", None, inline))
