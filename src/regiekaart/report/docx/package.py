"""A document as one file, whose bytes depend on what is in it and on nothing else."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

# What a zip gives as the oldest time of a file.
TIME: Final = (1980, 1, 1, 0, 0, 0)
# What is small already: to pack it again takes most of the time, and wins nothing.
PACKED: Final = {"png", "jpg", "jpeg"}
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "application/vnd.openxmlformats-package.relationships+xml"


def packed(package: OpcPackage) -> bytes:
    """Return a package as a zip: its parts in the order of their names, without a time of day.

    python-docx writes one as well, but with the time at which it does so.
    """
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "[Content_Types].xml", _content_types(parts))
        _put(archive, "_rels/.rels", package.rels.xml)
        for part in parts:
            _put(archive, part.partname.membername, part.blob)
            if len(part.rels):
                _put(archive, part.partname.rels_uri.membername, part.rels.xml)
    return stream.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes | str) -> None:
    small = name.rpartition(".")[2].lower() in PACKED
    info = zipfile.ZipInfo(name, TIME)
    archive.writestr(info, content, zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED)


def _content_types(parts: list[Any]) -> str:
    told = "".join(
        f"<Override PartName={quoteattr(str(part.partname))} "
        f"ContentType={quoteattr(part.content_type)}/>"
        for part in parts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_RELATIONS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )
