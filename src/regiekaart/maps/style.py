"""How surfaces and text look: apart from what draws them, so that a screen can have it too."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Style:
    """How a surface is drawn: fill, hatch and line; widths in points."""

    fill: str
    hatch: str = ""
    hatch_colour: str = ""
    line: str = "none"
    width: float = 0.5
    hatch_width: float = 0.6

    def lined(self, line: str, width: float) -> Style:
        """Return the style with another line."""
        return replace(self, line=line, width=width)


@dataclass(frozen=True, slots=True)
class Type:
    """How text is set: size in points, colour (ink by default), and where its point lies.

    Parameters
    ----------
    align
        Whether it stands to the right of its point (left), to the left of it (right), or centred.
    anchor
        Whether its point lies on the baseline, or half a capital above it (middle).
    angle
        How far it is turned counterclockwise about its point, in degrees.
    """

    size: float
    colour: str = ""
    bold: bool = False
    align: str = "left"
    anchor: str = "baseline"
    angle: int = 0
