"""What the web page shows: colourings, lines, and one GeoJSON of the units; no HTML.

Every text is already in the language of the page, so that its script formats nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from regiekaart.analysis.coverage import BY_GROUP, coverage
from regiekaart.facts.boundaries import CRS, WEB_CRS, transform
from regiekaart.language import Text
from regiekaart.maps.canvas import Style
from regiekaart.maps.colours import group_colours
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.scheme.flanders import PROVINCE, REFERENCE_REGION, REGIE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN, Group
from regiekaart.words.table import cell_text
from regiekaart.words.tables import unit_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.study import IntArray, Study

# A degree with five decimals is about a metre: far below what a screen shows.
DECIMALS: Final = 5
# In metres. Approximate borders have been simplified before, so they can do with less; whatever
# file people bring, the page stays one that can be mailed.
TOLERANCES: Final = (50.0, 100.0, 200.0, 400.0)
OFFICIAL_TOLERANCE: Final = 100.0
MAX_POINTS: Final = 30_000
INSCRIBED_TOLERANCE: Final = 200.0
CARD: Final = (
    "nis", "population", PROVINCE, "reference_region", "region", "legal_form", "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a colouring, as the legend has it.

    Parameters
    ----------
    key
        What a unit carries that has the value.
    count
        How many units have it, in words.
    badge
        The number that stands on the map for it, if any.
    """

    key: int
    label: str
    style: Style
    count: str
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Colouring:
    """One way to colour the units.

    Parameters
    ----------
    name
        What the layer control calls it.
    title
        What stands above its legend.
    value_of
        The key of each unit's value.
    """

    id: str
    name: str
    title: str
    values: tuple[Value, ...]
    value_of: IntArray


@dataclass(frozen=True, slots=True)
class Border:
    """Lines around the parts of a division, drawn over every colouring."""

    id: str
    name: str
    legend: str
    colour: str
    weight: float
    value_of: IntArray


def colourings(study: Study, language: Language, theme: Theme) -> tuple[Colouring, ...]:
    """Return the colourings that a study has on its date, the one to open with first.

    Parameters
    ----------
    study
        The study.
    language
        The language of the page.
    theme
        The colours, which are those of the maps on paper.
    """
    found = [_membership(study, language, theme)]
    if REFERENCE_REGION in study.partitions:
        found.append(_reference_regions(study, language, theme))
    return tuple(found)


def _membership(study: Study, language: Language, theme: Theme) -> Colouring:
    say, maker = language.say, PageMaker(study, language, theme)
    absent = [key for key in (OUTSIDE, UNKNOWN) if (study.group_of == key).any()]
    keys = [*range(len(study.groups)), *absent]
    rows = coverage(study, BY_GROUP).parts
    # The legend opens with what is no group: the hatching has to be understood first.
    ranked = sorted(zip(keys, rows, strict=True), key=lambda pair: (pair[0] >= 0, pair[0]))
    values = tuple(
        Value(
            key,
            say(row.group) if key >= 0 else _capital(say(row.group)),
            maker.style(key),
            language.integer(row.units.total),
            str(key + 1) if key >= 0 else "",
        )
        for key, row in ranked
    )
    one, many = study.scheme.group.one, study.scheme.group.many
    name = Text(f"Lidmaatschap per {one.nl}", f"Membership by {one.en}")
    return Colouring(REGIE_REGION, say(name), _capital(say(many)), values, study.group_of)


def _reference_regions(study: Study, language: Language, theme: Theme) -> Colouring:
    partition = study.partitions[REFERENCE_REGION]
    # The parts are coloured as groups are: by the neighbours that the official borders have.
    parted = replace(study, groups=tuple(map(Group, partition.labels)), group_of=partition.index)
    colours = group_colours(parted, len(theme.groups))
    values = tuple(
        Value(
            key,
            language.say(row.group),
            Style(theme.groups[colours[key]]),
            language.integer(row.units.total),
            str(key + 1),
        )
        for key, row in enumerate(coverage(study, REFERENCE_REGION).parts)
    )
    title = _capital(language.say(partition.kind.noun.many))
    return Colouring(REFERENCE_REGION, title, title, values, partition.index)


def borders(study: Study, language: Language, theme: Theme) -> tuple[Border, ...]:
    """Return the borders that can be laid over a colouring, the lowest first."""
    kinds = (
        (PROVINCE, study.partitions[PROVINCE].kind.noun, theme.part_line, 3.6),
        (REGIE_REGION, study.scheme.group, theme.group_line, 1.8),
    )
    index = {PROVINCE: study.partitions[PROVINCE].index, REGIE_REGION: study.group_of}
    return tuple(
        Border(
            kind,
            language.say(Text(f"Grenzen van {noun.many.nl}", f"Borders of {noun.many.en}")),
            language.say(Text(f"grens van een {noun.one.nl}", f"border of a {noun.one.en}")),
            colour,
            weight,
            index[kind],
        )
        for kind, noun, colour, weight in kinds
    )


def page_data(
    study: Study,
    language: Language,
    theme: Theme,
    coloured: Iterable[Colouring],
    lines: Iterable[Border],
) -> dict[str, Any]:
    """Return what the page's script reads: every unit once, with its part in every division.

    Lines are not in it: the script finds them, as the edges between units of different parts.

    Parameters
    ----------
    study
        The study.
    language
        The language of the texts.
    theme
        The colours of lines.
    coloured, lines
        The layers.
    """
    land = Land(study.boundaries)
    tolerance = _tolerance(land)
    coloured, lines = tuple(coloured), tuple(lines)
    drawn = {border.id for border in lines}
    values = {colouring.id: colouring.value_of for colouring in coloured}
    values |= {border.id: border.value_of for border in lines}
    shapes = _on_the_web(land.units(tolerance))
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return {
        "bounds": [[south, west], [north, east]],
        "look": {
            "unit": {"color": theme.unit_line, "weight": 0.6},
            "chosen": {"color": theme.ink, "weight": 3},
        },
        **_cards(study, language, shapes, values),
        "colourings": {
            colouring.id: {
                "styles": {value.key: fill(value.style) for value in colouring.values},
                "badges": _badges(land, colouring, tolerance),
                # Where borders are no layer of their own, a light seam parts equal colours.
                "seam": None if colouring.id in drawn else {"color": theme.paper, "weight": 4.5},
            }
            for colouring in coloured
        },
        "borders": {
            border.id: {"color": border.colour, "weight": border.weight} for border in lines
        },
    }


def _tolerance(land: Land) -> float:
    """Return the least simplification with which the borders fit in the page."""
    least = 0.0 if land.boundaries.approximate else OFFICIAL_TOLERANCE
    usable = [tolerance for tolerance in TOLERANCES if tolerance >= least]
    for tolerance in usable:
        if shapely.get_num_coordinates(land.units(tolerance)).sum() <= MAX_POINTS:
            return tolerance
    return usable[-1]


def fill(style: Style) -> str:
    """Return how SVG fills a surface: a colour, or the hatching that the page defines for it."""
    return f"url(#{hatch_id(style)})" if style.hatch else style.fill


def hatch_id(style: Style) -> str:
    """Return the id of a hatching on the page."""
    return f"hatch-{style.fill.lstrip('#')}-{style.hatch_colour.lstrip('#')}"


def _cards(
    study: Study, language: Language, shapes: Geometries, values: Mapping[str, IntArray]
) -> dict[str, Any]:
    """Return the units with what a reader is told of each; a source stands there once."""
    table = unit_table(study)
    headers = {column.key: _capital(language.say(column.header)) for column in table.columns}
    keys = [key for key in CARD if key in headers]
    sources: dict[str, int] = {}
    features = []
    for i, row in enumerate(table.rows):
        said = {key: cell_text(cell, language) for key, cell in zip(headers, row, strict=True)}
        said["region"] = said["region"] or said["membership"]
        listed = [source for source in said["source"].split(" | ") if source]
        features.append(
            {
                "type": "Feature",
                "id": study.codes[i],
                "properties": {
                    "name": study.names[i],
                    "card": [said[key] for key in keys],
                    "sources": [sources.setdefault(text, len(sources)) for text in listed],
                    **{key: int(of[i]) for key, of in values.items()},
                },
                "geometry": _geojson(shapes[i]),
            }
        )
    return {
        "labels": [headers[key] for key in keys],
        "source": headers["source"],
        "sources": list(sources),
        "units": {"type": "FeatureCollection", "features": features},
    }


def _badges(land: Land, colouring: Colouring, tolerance: float) -> list[dict[str, Any]]:
    numbered = [value for value in colouring.values if value.badge]
    places = [
        _widest_place(land.union(np.flatnonzero(colouring.value_of == value.key), tolerance))
        for value in numbered
    ]
    if not places:
        return []
    points = shapely.get_coordinates(_on_the_web(np.array(places, dtype=object))).tolist()
    return [
        {"text": value.badge, "at": [latitude, longitude]}
        for value, (longitude, latitude) in zip(numbered, points, strict=True)
    ]


def _widest_place(shape: Any) -> Any:  # noqa: ANN401 - from a shapely polygon to a point
    """Return the middle of the largest circle in the largest part of a shape."""
    parts = shapely.get_parts(shape)
    largest = parts[np.argmax(shapely.area(parts))]
    return shapely.get_point(shapely.maximum_inscribed_circle(largest, INSCRIBED_TOLERANCE), 0)


def _on_the_web(shapes: Geometries) -> Geometries:
    moved = transform(shapes, CRS, WEB_CRS)
    rounded: Geometries = shapely.transform(moved, lambda points: np.round(points, DECIMALS))
    return rounded


def _geojson(shape: Any) -> dict[str, Any]:  # noqa: ANN401 - a shapely geometry
    """Return a geometry for JSON; a collection of one part is that part."""
    parts = shapely.get_parts(shape)
    single = parts[0] if len(parts) == 1 else shape
    made: dict[str, Any] = json.loads(shapely.to_geojson(shapely.remove_repeated_points(single)))
    return made


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
