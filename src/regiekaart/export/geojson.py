"""GeoJSON as RFC 7946 has it: WGS 84, at most seven decimals, outer rings counterclockwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regiekaart.export.geopackage import as_array
from regiekaart.facts.boundaries import WEB_CRS, transform

if TYPE_CHECKING:
    from pathlib import Path

    from regiekaart.export.model import Layer
    from regiekaart.facts.boundaries import Geometries


def write_geojson(path: Path, layer: Layer, shapes: Geometries, crs: str) -> None:
    """Write a layer to a GeoJSON file.

    Parameters
    ----------
    path
        The file; its folder exists.
    layer, shapes
        The layer, and its polygons; None where a row has none.
    crs
        The coordinates of the polygons.
    """
    import shapely
    from pyogrio.raw import write

    placed = np.array([shape is not None for shape in shapes], dtype=bool)
    moved = shapes.copy()
    if placed.any():
        # Each point by itself: what two shapes share stays shared.
        moved[placed] = transform(shapes[placed], crs, WEB_CRS)
    data = [as_array(column) for column in layer.columns]
    write(
        path,
        shapely.to_wkb(moved),
        [values for values, _ in data],
        [column.name for column in layer.columns],
        field_mask=[missing for _, missing in data],
        layer=layer.name,
        driver="GeoJSON",
        geometry_type="MultiPolygon",
        promote_to_multi=True,
        crs=WEB_CRS,
        layer_options={
            "RFC7946": "YES",
            # Of each shape and of all: a program sees where to look without reading them.
            "WRITE_BBOX": "YES",
            "DESCRIPTION": layer.description,
            # A name that looks like JSON is a name.
            "AUTODETECT_JSON_STRINGS": "NO",
        },
    )
