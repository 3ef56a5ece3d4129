"""The paper of a template: its page, upright or turned, and the end of a section on it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regiekaart.report.docx.ooxml import TWIPS_PER_POINT

if TYPE_CHECKING:
    from regiekaart.report.docx.ooxml import Element

A4: Final = (11906, 16838)
MARGIN: Final = 1134
# What a section after the first may not repeat: a first page of its own, a count from one.
_ONCE: Final = ("w:titlePg", "w:pgNumType", "w:type")


@dataclass(frozen=True, slots=True)
class Paper:
    """The room on a page, in twips (1/1440 inch), and the properties of its section.

    Parameters
    ----------
    width, height
        Of the upright page, between its margins.
    """

    properties: Any
    width: int
    height: int
    turned_width: int
    turned_height: int

    def room(self, *, turned: bool) -> tuple[int, int]:
        """Return the width and the height between the margins."""
        if turned:
            return self.turned_width, self.turned_height
        return self.width, self.height

    def points(self, *, turned: bool) -> float:
        """Return the height between the margins, in points."""
        return self.room(turned=turned)[1] / TWIPS_PER_POINT

    def section(self, *, turned: bool, first: bool) -> Element:
        """Return what ends a section: the template's page, its headers and its footers."""
        made = deepcopy(self.properties)
        if not first:
            only_once(made)
        if turned:
            turn(made)
        return made


def only_once(properties: Element) -> None:
    """Take out of a section what only the first of a report has."""
    from docx.oxml.ns import qn

    for tag in _ONCE:
        for found in properties.findall(qn(tag)):
            properties.remove(found)


def make_upright(properties: Element) -> None:
    """Put the page of a section upright, with a size and margins."""
    _sizes(properties)


def paper(properties: Element) -> Paper:
    """Return the paper of a section; what a template leaves out is as on an A4."""
    size, margin = _sizes(properties)
    width, height = size
    across = width - margin["left"] - margin["right"]
    down = height - margin["top"] - margin["bottom"]
    # A gutter is left out: bound reports have it at the left, turned pages at the top.
    turned_across = height - margin["left"] - margin["right"]
    turned_down = width - margin["top"] - margin["bottom"]
    return Paper(properties, across, down, turned_across, turned_down)


def _sizes(properties: Element) -> tuple[tuple[int, int], dict[str, int]]:
    """Return the upright page and its margins, in twips; set what the template leaves out."""
    from docx.oxml.ns import qn

    page = properties.get_or_add_pgSz()
    width, height = (_number(page, qn(f"w:{s}"), n) for s, n in zip("wh", A4, strict=True))
    width, height = min(width, height), max(width, height)
    page.set(qn("w:w"), str(width))
    page.set(qn("w:h"), str(height))
    page.attrib.pop(qn("w:orient"), None)
    around = properties.get_or_add_pgMar()
    sides = ("top", "right", "bottom", "left")
    found = {side: abs(_number(around, qn(f"w:{side}"), MARGIN)) for side in sides}
    return (width, height), found


def _number(found: Element, name: str, otherwise: int) -> int:
    try:
        return int(found.get(name, otherwise))
    except ValueError:
        found.set(name, str(otherwise))
        return otherwise


def turn(properties: Element) -> None:
    """Turn the page of a section on its side."""
    from docx.oxml.ns import qn

    page = properties.find(qn("w:pgSz"))
    width, height = page.get(qn("w:w")), page.get(qn("w:h"))
    page.set(qn("w:w"), height)
    page.set(qn("w:h"), width)
    page.set(qn("w:orient"), "landscape")
