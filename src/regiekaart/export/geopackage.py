"""A GeoPackage with every layer, and in it the styles with which QGIS opens them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from regiekaart.export.qml import qml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from regiekaart.export.model import Column, Layer
    from regiekaart.facts.boundaries import Geometries
    from regiekaart.maps.theme import Theme

FILE: Final = "regiekaart.gpkg"
FID, GEOMETRY = "fid", "geom"
STYLES: Final = "layer_styles"
# As QGIS makes it; it looks for the style of a layer by these columns.
STYLE_TABLE: Final = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
"""
COLUMN_TABLE: Final = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name))
"""
# It goes with the other: there are no constraints.
CONSTRAINT_TABLE: Final = """
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))
"""
# The extension of the standard in which these tables are described.
SCHEMA: Final = (
    None, "gpkg_schema",
    "http://www.geopackage.org/spec/#extension_schema", "read-write",
)  # fmt: skip


def write_geopackage(
    path: Path,
    layers: Sequence[Layer],
    shapes: Sequence[Geometries],
    theme: Theme,
    day: date,
    crs: str,
) -> None:
    """Write the layers to a new GeoPackage, in the coordinates of their borders.

    Parameters
    ----------
    path
        The file; its folder exists.
    layers, shapes
        The layers, and per layer its polygons; None where a row has none.
    theme
        The colours and sizes of the styles.
    day
        The reference date. The format asks when a layer was last changed; the day on which this
        runs would give other bytes every day.
    crs
        The coordinates of the shapes.
    """
    for layer, polygons in zip(layers, shapes, strict=True):
        _write_layer(path, layer, polygons, crs, append=path.exists())
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("BEGIN")
        _add_styles(database, layers, theme, f"{day.isoformat()}T00:00:00.000Z")
        _describe(database, layers)
        moment = (f"{day.isoformat()}T00:00:00.000Z",)
        database.execute("UPDATE gpkg_contents SET last_change = ?", moment)
        database.execute("COMMIT")
        # What was written and overwritten leaves traces in a file; a fresh one has none.
        database.execute("VACUUM")


def _write_layer(path: Path, layer: Layer, shapes: Geometries, crs: str, *, append: bool) -> None:
    """Write one layer through GDAL, which knows the format."""
    import shapely
    from pyogrio.raw import write

    data = [as_array(column) for column in layer.columns]
    write(
        path,
        shapely.to_wkb(shapes),
        [values for values, _ in data],
        [column.name for column in layer.columns],
        field_mask=[missing for _, missing in data],
        layer=layer.name,
        driver="GPKG",
        geometry_type="MultiPolygon",
        promote_to_multi=True,
        crs=crs,
        append=append,
        layer_options={
            "IDENTIFIER": layer.title,
            "DESCRIPTION": layer.description,
            "FID": FID,
            "GEOMETRY_NAME": GEOMETRY,
        },
        # What newer versions add is not used here; older programs warn of them.
        dataset_options=None if append else {"ADD_GPKG_OGR_CONTENTS": "NO", "VERSION": "1.3"},
    )


def as_array(column: Column) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the values of a column with their type, and where there is none."""
    missing = np.array([value is None for value in column.cells], dtype=bool)
    blank: Any = {"integer": 0, "number": 0.0, "boolean": False}.get(column.kind)
    values = [blank if value is None else value for value in column.cells]
    kind: Any = {
        "string": object, "integer": np.int64, "number": np.float64, "boolean": np.bool_,
        "date": "datetime64[D]",
    }[column.kind]  # fmt: skip
    return np.array(values, dtype=kind), missing


def _add_styles(
    database: sqlite3.Connection, layers: Sequence[Layer], theme: Theme, moment: str
) -> None:
    database.execute(STYLE_TABLE)
    for layer in layers:
        for number, look in enumerate(layer.looks):
            database.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
                "owner, ui, update_time) VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '', NULL, ?)",
                (layer.name, GEOMETRY, look.name, qml(layer, look, theme), number == 0,
                 layer.title, moment),
            )  # fmt: skip
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES (?, 'attributes', ?, '', ?)",
        (STYLES, STYLES, moment),
    )


def _describe(database: sqlite3.Connection, layers: Sequence[Layer]) -> None:
    """Say in the file itself what each column is."""
    database.execute(COLUMN_TABLE)
    for layer in layers:
        for column in layer.columns:
            # The title has to be unique within a table here; some of ours are not.
            database.execute(
                "INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, ?, ?, NULL, NULL)",
                (layer.name, column.name, column.title, column.description),
            )
    database.execute(
        "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, "
        "extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, "
        "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"
    )
    database.execute(CONSTRAINT_TABLE)
    database.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)",
        [(table, *SCHEMA) for table in ("gpkg_data_columns", "gpkg_data_column_constraints")],
    )
