"""Polygons and nothing but polygons: telling them apart, mending their rings, joining rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries

# Metres: no place in Lambert 72 is farther from its origin.
FARTHEST: Final = 1e7


def is_surface(shape: BaseGeometry | None) -> bool:
    """Return whether a shape is a polygon, or several, at places that exist."""
    return (
        shape is not None
        and shape.geom_type in {"Polygon", "MultiPolygon"}
        and not shape.is_empty
        and bool((np.abs(shape.bounds) < FARTHEST).all())
    )


def polygons_only(shapes: Geometries) -> Geometries:
    """Return the shapes with their rings mended, and nothing but polygons left of them."""
    import shapely

    mended = shapes.copy()
    surface = np.array([is_surface(shape) for shape in shapes], dtype=bool)
    for i in np.flatnonzero(surface & ~shapely.is_valid(shapes)):
        mended[i] = surfaces(
            shapely.make_valid(shapes[i], method="structure", keep_collapsed=False)
        )
    return mended


def join_rows(codes: Sequence[str], shapes: Geometries) -> tuple[tuple[str, ...], Geometries]:
    """Return one mended shape per unit, sorted by code."""
    import shapely

    sound, rows = polygons_only(shapes), sorted(set(codes))
    at: dict[str, list[int]] = {}
    for i, code in enumerate(codes):
        at.setdefault(code, []).append(i)
    joined = [shapely.union_all(sound[at[code]]) for code in rows]
    return tuple(rows), np.array(joined, dtype=object)


def surfaces(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape, without its lines and points."""
    import shapely

    parts: list[Any] = polygon_parts(shape)
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def polygon_parts(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return the polygons that a shape consists of."""
    import shapely

    found: list[BaseGeometry] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty:
            found.append(part)
        elif part.geom_type in {"MultiPolygon", "GeometryCollection"}:
            found += polygon_parts(part)
    return found


def width_of(shape: BaseGeometry) -> float:
    """Return the estimated width of a long shape: twice its surface over its perimeter."""
    return 2 * float(shape.area) / float(shape.length) if shape.length else 0.0


def touching_pairs(shapes: Geometries) -> list[tuple[int, int]]:
    """Return the positions of the shapes that share a line, lower position first."""
    import shapely

    tree = shapely.STRtree(shapes)
    first, second = tree.query(shapes, predicate="intersects")
    once = first < second
    first, second = first[once], second[once]
    shared = shapely.length(shapely.intersection(shapes[first], shapes[second])) > 0
    return list(zip(first[shared].tolist(), second[shared].tolist(), strict=True))
