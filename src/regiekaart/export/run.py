"""From a study to files: the layers once, then each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regiekaart.export import FORMATS, SHAPED
from regiekaart.export.datapackage import FILE as PACKAGE
from regiekaart.export.datapackage import Written, write_package
from regiekaart.export.facts import Facts
from regiekaart.export.geojson import write_geojson
from regiekaart.export.geopackage import FILE as GEOPACKAGE
from regiekaart.export.geopackage import write_geopackage
from regiekaart.export.layers import layers_of
from regiekaart.export.sheets import FILE as WORKBOOK
from regiekaart.export.sheets import write_csv, write_workbook
from regiekaart.facts.boundaries import WEB_CRS
from regiekaart.maps.shapes import Land

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from regiekaart.export.model import Layer
    from regiekaart.facts.boundaries import Geometries
    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study


def export(
    study: Study, folder: Path, formats: Sequence[str], language: Language, theme: Theme
) -> list[Path]:
    """Write the joined data of a study, and ``datapackage.json`` that describes them.

    Parameters
    ----------
    study
        The study.
    folder
        Where the files go; it exists, and holds none of them yet.
    formats
        Among `FORMATS`.
    language
        Of the values, the names of the layers and all descriptions; column names are the same in
        every language.
    theme
        The colours of the styles for QGIS.

    Returns
    -------
    list of Path
        The files, the description last.

    Raises
    ------
    ValueError
        If a format is none of `FORMATS`.
    """
    unknown = [each for each in formats if each not in FORMATS]
    if unknown or not formats:
        raise ValueError(f"formats {unknown}: not among {', '.join(FORMATS)}")
    layers = layers_of(Facts(study, language, theme))
    shapes, crs = [], ""
    if SHAPED & set(formats):
        land, crs = Land(study.boundaries), study.boundaries.crs
        shapes = [shapes_of(layer, land) for layer in layers]
    files: list[Written] = []
    # In their own order, whatever the order in which they were asked for.
    for each in (known for known in FORMATS if known in formats):
        if each == "gpkg":
            path = folder / GEOPACKAGE
            write_geopackage(path, layers, shapes, theme, study.date, crs)
            files.append(Written(path, each, layers, crs))
        elif each == "xlsx":
            path = folder / WORKBOOK
            write_workbook(path, layers, language, language.say(study.scheme.title), study.date)
            files.append(Written(path, each, layers))
        else:
            files += _one_each(layers, shapes, crs, folder, each)
    write_package(folder / PACKAGE, study, language, files)
    return [*(file.path for file in files), folder / PACKAGE]


def _one_each(
    layers: Sequence[Layer], shapes: Sequence[Geometries], crs: str, folder: Path, format_: str
) -> list[Written]:
    """Write a file per layer."""
    files = []
    for number, layer in enumerate(layers):
        path = folder / f"{layer.name}.{format_}"
        if format_ == "csv":
            write_csv(path, layer)
            files.append(Written(path, format_, (layer,)))
        else:
            write_geojson(path, layer, shapes[number], crs)
            files.append(Written(path, format_, (layer,), WEB_CRS))
    return files


def shapes_of(layer: Layer, land: Land) -> Geometries:
    """Return the polygon of each row, in full detail; None where a row has no land.

    Parameters
    ----------
    layer
        The layer.
    land
        The borders of the units; a region has one shape, in whatever layer.
    """
    shapes = np.empty(len(layer.units), dtype=object)
    shapes[:] = [land.union(units, 0.0) if units else None for units in layer.units]
    return shapes
