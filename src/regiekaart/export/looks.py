"""How QGIS draws a layer: classes with the colours and hatches of the paper maps, and names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.maps.style import Style


@dataclass(frozen=True, slots=True)
class Category:
    """One class of a layer: the value that it has in the data, its label, how it is drawn."""

    value: str
    label: str
    style: Style


@dataclass(frozen=True, slots=True)
class Overlay:
    """A hatch over the fill of every class, where something holds.

    Parameters
    ----------
    condition
        A QGIS expression on the columns.
    meaning
        What the hatch says, in a sentence.
    """

    style: Style
    condition: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Look:
    """A way to draw a layer.

    Parameters
    ----------
    name
        What QGIS lists it under.
    column
        Whose values the classes are.
    label
        A QGIS expression that gives the text on a shape.
    inside
        Whether a text that does not fit in its shape is left out.
    first_on_top
        Whether the first rows are drawn over the last ones, where shapes lie over each other.
    """

    name: str
    column: str
    categories: tuple[Category, ...]
    line: str
    width: float
    label: str
    bold: bool = False
    inside: bool = False
    first_on_top: bool = False
    overlay: Overlay | None = None


def quoted(name: str) -> str:
    """Return a column's name in a QGIS expression."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a text in a QGIS expression.

    Examples
    --------
    >>> text("'s Gravenwezel")
    "'''s Gravenwezel'"
    """
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def one_of(column: str, values: Iterable[str]) -> str:
    """Return the expression that says whether a column holds one of some texts."""
    return f"{quoted(column)} IN ({', '.join(text(value) for value in values)})"
