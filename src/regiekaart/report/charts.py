"""Charts of a report, as drawings that every kind of document can show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as an SVG document; width and height in pixels of 1/96 inch."""

    svg: str
    width: int
    height: int
