"""A small map of each spot where borders are wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from regiekaart.errors import Severity
from regiekaart.facts.polygons import polygons_only, surfaces
from regiekaart.language import NL, Language, Text
from regiekaart.maps.atlas import drawing
from regiekaart.maps.canvas import Canvas
from regiekaart.maps.furniture import draw_scale_bar
from regiekaart.maps.labels import text_size
from regiekaart.maps.shapes import Frame
from regiekaart.maps.style import Style, Type
from regiekaart.maps.theme import PLAIN, Margins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.facts.boundary_findings import SpotFinding

PAGE: Final = (90.0, 70.0)
DPI: Final = 150
MOST_MAPS: Final = 40
SURROUNDINGS: Final = 3.0
SMALLEST: Final = 300.0
MARGIN: Final = 3.0
FOOT: Final = 9.5
TITLE_SIZE: Final = 6.6
NAME_SIZE: Final = 6.0
TITLE_LINES: Final = 4
# A municipality gets its name where it fills this share of the map.
NAMED: Final = 0.04
THEME: Final = replace(PLAIN, page=PAGE, margins=Margins.even(MARGIN))


def draw_spots(
    findings: Sequence[SpotFinding],
    codes: Sequence[str],
    shapes: Geometries,
    names: Mapping[str, str],
    folder: Path,
    spoken: Language = NL,
) -> list[Path]:
    """Draw a small map of each finding that has a spot, the worst first, at most forty.

    Parameters
    ----------
    findings
        What is wrong; what has no spot gets no map.
    codes, shapes
        The rows of the file.
    names
        The names of the municipalities.
    folder
        Where the maps go; it is made if need be.
    spoken
        The language of the titles.

    Returns
    -------
    list of Path
        The maps, worst first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = [i for i, shape in enumerate(shapes) if shape is not None and not shape.is_empty]
    land = polygons_only(np.array([shapes[i] for i in rows], dtype=object))
    titles = [names.get(codes[i], codes[i]) for i in rows]
    tree = shapely.STRtree(land)
    paths = []
    for number, finding in enumerate(spots_of(findings)[:MOST_MAPS], start=1):
        window = _window(finding)
        near = sorted(tree.query(window).tolist())
        cut = [surfaces(shapely.intersection(land[i], window)) for i in near]
        shown = [(titles[i], s) for i, s in zip(near, cut, strict=True) if not s.is_empty]
        path = folder / f"{number:02d}_{finding.kind}_{'_'.join(finding.codes[:3])}.png"
        _draw(finding, shown, spoken, path)
        paths.append(path)
    return paths


def spots_of(findings: Sequence[SpotFinding]) -> list[SpotFinding]:
    """Return the findings that have a spot, the worst first."""
    placed = [f for f in findings if f.shape is not None]
    return sorted(placed, key=lambda f: (f.severity is not Severity.ERROR, -(f.size_m2 or 0.0)))


def _window(finding: SpotFinding) -> BaseGeometry:
    """Return the land that the map of a spot may show."""
    west, south, east, north = _extent(finding)
    wide, high = east - west, north - south
    # The frame is wider or higher than what it must show: cut generously.
    return shapely.box(west - 2 * wide, south - 2 * high, east + 2 * wide, north + 2 * high)


def _extent(finding: SpotFinding) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.bounds(finding.shape)
    half = max(SURROUNDINGS * max(east - west, north - south), SMALLEST) / 2
    x, y = (west + east) / 2, (south + north) / 2
    return float(x - half), float(y - half), float(x + half), float(y + half)


def _draw(
    finding: SpotFinding,
    shown: Sequence[tuple[str, BaseGeometry]],
    spoken: Language,
    path: Path,
) -> None:
    with drawing():
        canvas = Canvas(THEME)
        width = PAGE[0] - 2 * MARGIN
        title = canvas.wrap(spoken.say(finding.message), width, TITLE_SIZE, bold=True)
        lines = title[:TITLE_LINES]
        how = Type(TITLE_SIZE, bold=True)
        below = canvas.lines(MARGIN, PAGE[1] - MARGIN - 2.2, lines, how)
        area = (MARGIN, FOOT, width, below + 1.2 - FOOT)
        frame = Frame.around(np.array(_extent(finding)), area, padding=0.0)
        _draw_land(canvas, frame, shown)
        _draw_spot(canvas, frame, finding)
        canvas.box((frame.x, frame.y), (frame.width, frame.height), Style("none", line=THEME.ink))
        _draw_foot(canvas, frame, finding, spoken)
        canvas.figure.savefig(path, format="png", dpi=DPI, metadata={"Software": None})


def _draw_land(canvas: Canvas, frame: Frame, shown: Sequence[tuple[str, BaseGeometry]]) -> None:
    if not shown:
        return
    shapes = np.array([shape for _, shape in shown], dtype=object)
    placed = frame.place(shapes)
    style = Style(THEME.context, line="none")
    canvas.surfaces(placed, style, frame.box, "land", 1)
    borders = Style("none", line=THEME.unit_line, width=0.8)
    canvas.outlines(placed, borders, frame.box, "borders", 4)
    for (name, _), shape in zip(shown, placed, strict=True):
        seen = surfaces(shapely.intersection(shape, frame.box))
        if seen.area < NAMED * frame.box.area:
            continue
        spot = shapely.point_on_surface(seen)
        words = canvas.shorten(name, frame.width - 2, NAME_SIZE)
        half = text_size([words], NAME_SIZE, THEME.font, bold=False)[0] / 2 + 1
        x = min(max(spot.x, frame.x + half), frame.x + frame.width - half)
        canvas.text(x, spot.y, words, Type(NAME_SIZE, align="center", anchor="middle"))


def _draw_spot(canvas: Canvas, frame: Frame, finding: SpotFinding) -> None:
    """Draw what offends: a surface filled, a border as a line, a point as a ring around it."""
    (placed,) = frame.place(np.array([finding.shape], dtype=object))
    line = Style(THEME.warning, line=THEME.warning, width=1.2)
    if placed.geom_type == "Point":
        circle = np.array([shapely.buffer(placed, 2.0)], dtype=object)
        canvas.outlines(circle, line, frame.box, "spot", 6)
        placed = shapely.buffer(placed, 0.5)
    elif placed.geom_type not in {"Polygon", "MultiPolygon"}:
        placed = shapely.buffer(placed, 0.3)
    canvas.surfaces(np.array([placed], dtype=object), line, frame.box, "spot", 5)


def _draw_foot(canvas: Canvas, frame: Frame, finding: SpotFinding, spoken: Language) -> None:
    draw_scale_bar(canvas, frame, spoken.decimal_mark)
    if finding.width_m:
        width = spoken.decimal(finding.width_m, 1)
        words = Text(f"ongeveer {width} m breed", f"about {width} m wide")
        how = Type(NAME_SIZE, THEME.warning, align="right")
        canvas.text(PAGE[0] - MARGIN, 4.4, spoken.say(words), how)
