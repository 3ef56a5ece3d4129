"""The elements of a Word document: their tags, their text, and what may stand in it.

The elements of a body are put together here rather than with python-docx's own paragraphs and
tables, which take half a minute for a report with some thousand cells.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    # What lxml has no stubs for.
    Element = Any

TWIPS_PER_POINT: Final = 20
TWIPS_PER_MM: Final = 1440 / 25.4
EMU_PER_TWIP: Final = 635
# Two numbers with a hyphen between them: "15-64".
_RANGE: Final = re.compile(r"(?<=\d)-(?=\d)")


def clean(text: str) -> str:
    r"""Return a text without what XML cannot hold, or what turns the writing direction.

    Examples
    --------
    >>> clean("Bree\x00\ufffe\u202e Peer")
    'Bree    Peer'
    """
    return printable(text)


def element(
    tag: str, attributes: Mapping[str, object] | None = None, *children: Element
) -> Element:
    """Return an element such as ``w:p``, with attributes such as ``w:val``, and children."""
    from docx.oxml.parser import oxml_parser

    name, spaces = _named(tag)
    made = oxml_parser.makeelement(name, nsmap=spaces)
    for key, value in (attributes or {}).items():
        made.set(_named(key)[0] if ":" in key else key, clean(str(value)))
    made.extend(children)
    return made


@lru_cache(maxsize=256)
def _named(tag: str) -> tuple[str, dict[str, str]]:
    """Return the full name of a tag or an attribute, and its namespace by its usual prefix."""
    from docx.oxml.ns import NamespacePrefixedTag

    found = NamespacePrefixedTag(tag)
    return found.clark_name, found.nsmap


def valued(tag: str, value: object) -> Element:
    """Return an element that says one thing."""
    return element(tag, {"w:val": value})


def run(text: str, style: str | None = None, *, bold: bool = False) -> Element:
    """Return words that look the same.

    Parameters
    ----------
    text
        The words; control characters in it become spaces.
    style
        The id of a style of letters.
    bold
        Whether they stand out, in whatever style.
    """
    words = element("w:t")
    words.text = clean(text)
    if words.text != words.text.strip() or "  " in words.text:
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("w:r", None, *_letters(style, bold=bold), words)


def unbroken_run(text: str, style: str | None = None) -> Element:
    """Return words as a run in which no line ends between "15-" and "64"."""
    made = run("", style)
    made.remove(made[-1])
    for number, part in enumerate(_RANGE.split(clean(text))):
        if number:
            made.append(element("w:noBreakHyphen"))
        made.append(run(part)[-1])
    return made


def _letters(style: str | None, *, bold: bool = False) -> list[Element]:
    told = [valued("w:rStyle", style)] if style else []
    told += [element("w:b")] if bold else []
    return [element("w:rPr", None, *told)] if told else []


def tab() -> Element:
    """Return a jump to the next stop."""
    return element("w:r", None, element("w:tab"))


def field(code: str, shown: Element) -> list[Element]:
    """Return a field with what it shows until Word works it out again.

    Nothing marks it as out of date: Word would ask whether to update it when the file is opened.
    """
    return [*field_start(code), shown, field_mark("end")]


def field_start(code: str) -> list[Element]:
    """Return the beginning of a field, up to what it shows; `field_mark` ends it."""
    words = element("w:instrText", {"xml:space": "preserve"})
    words.text = f" {code} "
    return [field_mark("begin"), element("w:r", None, words), field_mark("separate")]


def field_mark(kind: str) -> Element:
    """Return where a field begins, where what it shows begins, or where it ends."""
    return element("w:r", None, element("w:fldChar", {"w:fldCharType": kind}))


def paragraph(style: str, *children: Element, properties: tuple[Element, ...] = ()) -> Element:
    """Return a paragraph in a style, by its id; properties in the order of the standard."""
    told = element("w:pPr", None, valued("w:pStyle", style), *properties)
    return element("w:p", None, told, *children)


def bookmark_name(anchor: str) -> str:
    """Return the name of a bookmark: letters, digits and underscores, at most 40.

    Examples
    --------
    >>> bookmark_name("t-coverage-province")
    'rk_t_coverage_province'
    """
    return "rk_" + re.sub(r"\W", "_", anchor, flags=re.ASCII)[:37]


def bookmarked(anchor: str, number: int, *inside: Element) -> list[Element]:
    """Return elements with a bookmark around them; its number is its own in the document."""
    return [
        element("w:bookmarkStart", {"w:id": number, "w:name": bookmark_name(anchor)}),
        *inside,
        element("w:bookmarkEnd", {"w:id": number}),
    ]


def link_to(anchor: str, *inside: Element) -> Element:
    """Return a link to a bookmark in the document."""
    return element("w:hyperlink", {"w:anchor": bookmark_name(anchor), "w:history": 1}, *inside)
