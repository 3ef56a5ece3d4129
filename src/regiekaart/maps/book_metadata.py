"""What a PDF says of itself, for archives and search: a packet of XMP (ISO 16684-1).

It repeats what the document information says, and claims no standard (PDF/A, PDF/UA) that the file
does not meet. No dates and no random identifiers: the same study gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from pypdf.generic import DecodedStreamObject, NameObject

if TYPE_CHECKING:
    from pypdf import PdfWriter

# The packet may be read without the rest of the file: this is how it is found (7.3.2 there).
PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt>{title}</rdf:Alt></dc:title>
<dc:description><rdf:Alt>{subject}</rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{maker}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{maker}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
PRODUCER: Final = "pypdf"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document is.

    Parameters
    ----------
    language
        The code of its language.
    maker
        Who made it.
    """

    title: str
    subject: str
    language: str
    maker: str

    def put_in(self, book: PdfWriter) -> None:
        """Write it in the document information and in the XMP of a document."""
        book.metadata = {
            "/Title": self.title,
            "/Subject": self.subject,
            "/Author": self.maker,
            "/Creator": self.maker,
            "/Producer": PRODUCER,
        }
        stream = DecodedStreamObject()
        stream.set_data(self.packet().encode("utf-8"))
        stream[NameObject("/Type")] = NameObject("/Metadata")
        stream[NameObject("/Subtype")] = NameObject("/XML")
        # Not by `book.xmp_metadata`, which leaves out the two that the standard asks for.
        reference = book._add_object(stream)  # noqa: SLF001 - pypdf has no other way
        book.root_object[NameObject("/Metadata")] = reference

    def packet(self) -> str:
        """Return the packet of XMP."""
        return PACKET.format(
            title=self._spoken(self.title),
            subject=self._spoken(self.subject),
            maker=escape(self.maker),
            language=escape(self.language),
            producer=PRODUCER,
        )

    def _spoken(self, words: str) -> str:
        """Return words for who asks for any language, and for who asks for this one."""
        return "".join(
            f"<rdf:li xml:lang={quoteattr(language)}>{escape(words)}</rdf:li>"
            for language in ("x-default", self.language)
        )
