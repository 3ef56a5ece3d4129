"""Official boundaries from a file that people bring: read, recognised, checked, installed.

Nothing about the file is taken on trust. The column with the NIS codes is found by its values,
the vintage by the codes, and the polygons must cover Flanders without gaps or overlaps.
"""

from __future__ import annotations

import errno
import json
import warnings
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from regiekaart.errors import InputError, OutsideError, Problem, ProblemLog, printable, reason
from regiekaart.facts.boundaries import (
    CRS,
    LAYER,
    BoundarySet,
    Installed,
    embedded,
    transform,
)
from regiekaart.facts.boundary_checks import (
    check_coverage,
    check_polygons,
    flemish_only,
    one_per_code,
    require_vintage,
)
from regiekaart.facts.flanders import history
from regiekaart.facts.mapfile import what_stands_in_the_way
from regiekaart.facts.names import clean_code
from regiekaart.facts.polygons import join_rows
from regiekaart.language import Text
from regiekaart.paths import fingerprint, user_data

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from regiekaart.facts.boundaries import Geometries

MIN_MATCH: Final = 0.5
READABLE: Final = Text(
    "verwacht: GeoPackage, Shapefile (ook in een zip), GeoJSON, TopoJSON, FlatGeobuf, GML, KML, "
    "MapInfo of een File Geodatabase",
    "expected: GeoPackage, Shapefile (also in a zip), GeoJSON, TopoJSON, FlatGeobuf, GML, KML, "
    "MapInfo or a File Geodatabase",
)


class NoMapError(InputError):
    """There is no file to examine, or it is no map at all."""


def read_boundaries(path: Path, *, layer: str | None = None, crs: str | None = None) -> BoundarySet:
    """Read and check a boundary file.

    Parameters
    ----------
    path
        A GeoPackage, Shapefile (also in a zip or a folder), GeoJSON, TopoJSON, FlatGeobuf or GML.
    layer
        The layer; needed only where several layers hold municipalities.
    crs
        The CRS, for a file that does not say.

    Returns
    -------
    BoundarySet
        In Lambert 72, sorted by code, with the vintage recognised.

    Raises
    ------
    InputError
        With every problem that was found.
    """
    log = ProblemLog(path.name)
    codes, shapes, column = read_rows(path, layer, crs, log)
    check_polygons(shapes, codes, column, log)
    log.raise_errors()
    flemish, shapes = flemish_only(codes, shapes, column, log)
    units, shapes = one_per_code(flemish, shapes, column, log)
    vintage = require_vintage(units, column, log)
    log.raise_errors()
    check_coverage(units, shapes, vintage, log)
    log.raise_errors()
    return BoundarySet(
        codes=units,
        geometries=shapes,
        vintage=vintage,
        approximate=False,
        label=Text(f"bestand {printable(path.name)}", f"file {printable(path.name)}"),
        sha256=fingerprint(path),
        notices=log.notices,
    )


def read_rows(
    path: Path, layer: str | None, crs: str | None, log: ProblemLog
) -> tuple[list[str], Geometries, str]:
    """Return the code and the shape of each row of a file, and the column of the codes.

    Parameters
    ----------
    path, layer, crs
        As for `read_boundaries`.
    log
        Gets what is wrong with the file as a whole.

    Raises
    ------
    NoMapError
        If there is no such file, or it is no map.
    InputError
        If the layer, the codes or the CRS cannot be found.
    """
    names, columns, shapes, file_crs = _read_layer(path, layer, log)
    codes, column = _find_codes(names, columns, log)
    shapes = _placed(shapes, crs or file_crs, CRS, log)
    log.raise_errors()
    return codes, shapes, column


def read_named(
    path: Path, column: str, crs: str, log: ProblemLog
) -> tuple[tuple[str, ...], Geometries]:
    """Return the units of a file whose codes stand in a column that is named, one shape each.

    Parameters
    ----------
    path
        The file.
    column
        The column with the codes.
    crs
        The coordinates that are wanted.
    log
        Gets what is wrong.

    Raises
    ------
    NoMapError
        If there is no such file, or it is no map.
    InputError
        If the column is missing, or a shape is no polygon.
    """
    names, columns, shapes, file_crs = _read_layer(path, None, log)
    if column not in names:
        listed = ", ".join(names) or "–"
        log.error(
            f"kolom {column} ontbreekt; kolommen in het bestand: {listed}",
            f"column {column} is missing; columns in the file: {listed}",
            column=column,
        )
        log.raise_errors()
    codes = [_as_text(value) for value in columns[names.index(column)]]
    shapes = _placed(shapes, file_crs, crs, log)
    check_polygons(shapes, codes, column, log)
    log.raise_errors()
    return join_rows(codes, shapes)


def _read_layer(
    path: Path, layer: str | None, log: ProblemLog
) -> tuple[list[str], list[Any], Geometries, str | None]:
    import shapely
    from pyogrio import list_layers, set_gdal_config_options
    from pyogrio.raw import read

    _refuse_no_map(path, layer)
    # A GML file names the address of its schema, which GDAL would fetch.
    set_gdal_config_options({"GML_DOWNLOAD_WFS_SCHEMA": False})
    # GDAL and GEOS warn of what they could not read; what is missing then, is told below.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            layers = [(str(n), str(kind)) for n, kind in list_layers(path)]
            name = _choose_layer(path, layers, layer, log)
            meta, _, wkb, columns = read(path, layer=name, force_2d=True)
            shapes: Geometries = shapely.from_wkb(wkb)
        except InputError:
            raise
        # The errors of GDAL and GEOS have no base in common, and a name that is no UTF-8 is one.
        except Exception as error:
            raise _no_map(
                path, Text("geen leesbaar kaartbestand", "not a readable map file")
            ) from error
    if len(wkb) == 0:
        log.error(f"laag {name} is leeg", f"layer {name} is empty")
        log.raise_errors()
    return [str(f) for f in meta["fields"]], list(columns), shapes, meta["crs"]


def _refuse_no_map(path: Path, layer: str | None) -> None:
    """Raise if there is no file, or one that GDAL must not open."""
    try:
        if not path.exists():
            raise NoMapError.one(
                f"het bestand bestaat niet: {path}",
                f"the file does not exist: {path}",
                file=path.name,
            )
        why = what_stands_in_the_way(path, layer)
    except (OSError, ValueError) as error:
        no = reason(error) if isinstance(error, OSError) else Text.same(str(error))
        raise _no_map(path, no) from error
    if why is not None:
        raise _no_map(path, why)


def _no_map(path: Path, why: Text) -> NoMapError:
    text = Text(f"{why.nl}; {READABLE.nl}", f"{why.en}; {READABLE.en}")
    return NoMapError([Problem(message=text, file=path.name or str(path))])


def _choose_layer(
    path: Path, layers: list[tuple[str, str]], wanted: str | None, log: ProblemLog
) -> str:
    names = [name for name, kind in layers if kind.endswith(("Polygon", "Polygon Z", "Unknown"))]
    if wanted is not None and wanted in dict(layers):
        return wanted
    if len(names) > 1 and wanted is None:
        names = [name for name in names if _has_codes(path, name)] or names
    listed = ", ".join(name for name, _ in layers) or "–"
    if wanted is not None:
        log.error(
            f"laag niet gevonden; lagen in het bestand: {listed}",
            f"layer not found; layers in the file: {listed}",
            value=wanted,
        )
    elif not names:
        log.error(
            f"geen laag met vlakken; lagen in het bestand: {listed}; {READABLE.nl}",
            f"no layer with polygons; layers in the file: {listed}; {READABLE.en}",
        )
    elif len(names) > 1:
        log.error(
            f"meer dan één laag met vlakken: {', '.join(names)}; kies er een met --layer",
            f"more than one layer with polygons: {', '.join(names)}; choose one with --layer",
        )
    log.raise_errors()
    return wanted or names[0]


def _has_codes(path: Path, layer: str) -> bool:
    """Return whether a layer has a column in which most values are NIS codes."""
    from pyogrio.raw import read

    known = {m.nis for m in history().units}
    columns = read(path, layer=layer, read_geometry=False)[3]
    shares = [
        sum(clean_code(_as_text(value)) in known for value in values) / max(len(values), 1)
        for values in columns
    ]
    return max(shares, default=0.0) >= MIN_MATCH


def _find_codes(
    names: Sequence[str], columns: Sequence[Any], log: ProblemLog
) -> tuple[list[str], str]:
    """Return the column whose values are most often Flemish NIS codes."""
    known = {m.nis for m in history().units}
    best: tuple[float, str, list[str]] = (0.0, "", [])
    for name, values in zip(names, columns, strict=True):
        codes = [clean_code(_as_text(value)) or _as_text(value) for value in values]
        hits = sum(code in known for code in codes) / len(codes)
        if hits > best[0]:
            best = (hits, name, codes)
    distinct = len(set(best[2]) & known)
    if best[0] < MIN_MATCH and distinct < min(map(_size_of, history().vintages)):
        listed = ", ".join(names) or "–"
        log.error(
            f"geen kolom met NIS-codes gevonden; kolommen in het bestand: {listed}",
            f"no column with NIS codes found; columns in the file: {listed}",
        )
        log.raise_errors()
    return best[2], best[1]


def _size_of(vintage: str) -> int:
    past = history()
    return len(past.at(past.vintages[vintage]).codes)


def _as_text(value: object) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()


def _placed(shapes: Geometries, source: str | None, target: str, log: ProblemLog) -> Geometries:
    """Return shapes in the coordinates that are wanted."""
    from pyproj import CRS as PROJ_CRS
    from pyproj.exceptions import CRSError, ProjError

    if source is None:
        log.error(
            "het bestand zegt niet in welk coördinatenstelsel het staat; geef het met "
            "--crs, bijvoorbeeld --crs EPSG:31370",
            "the file does not say which CRS it is in; give it with "
            "--crs, for example --crs EPSG:31370",
        )
        return shapes
    try:
        system = PROJ_CRS.from_user_input(source)
        if system != PROJ_CRS.from_user_input(target):
            shapes = transform(shapes, system.to_string(), target)
    # A system of a building site is a CRS, from which no way leads to a map.
    except (CRSError, ProjError):
        log.error(
            "onbekend coördinatenstelsel; verwacht bijvoorbeeld EPSG:31370 of EPSG:4326",
            "unknown CRS; expected for example EPSG:31370 or EPSG:4326",
            value=source,
        )
    return shapes


def install(
    path: Path, *, layer: str | None = None, crs: str | None = None, source: str | None = None
) -> BoundarySet:
    """Check a boundary file and make it the default for its vintage and those after it.

    Parameters
    ----------
    path, layer, crs
        As for `read_boundaries`.
    source
        What the borders are from, where that is no file of the user's; by default the file name.

    Raises
    ------
    InputError
        If the file cannot be used; then nothing changes.
    OutsideError
        If the user's folder cannot be written.
    """
    found = read_boundaries(path, layer=layer, crs=crs)
    if found.sha256 == embedded().sha256:
        raise InputError.one(
            "dit zijn de benaderende grenzen die meegeleverd zijn: ze worden al gebruikt",
            "these are the approximate borders that ship: they are in use already",
            file=path.name,
        )
    name = f"official_{found.vintage}"
    folder = user_data() / "boundaries"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The data go under a name of their own and the card that points to them last: whoever
        # looks at any moment sees the old set whole or the new one whole.
        stored = folder / f"{name}_{found.sha256[:12]}.gpkg"
        write_set(found, stored)
        card = {
            "file": stored.name,
            "vintage": found.vintage,
            "source": source or path.name,
            "imported_on": datetime.now(tz=UTC).date().isoformat(),
            "sha256": found.sha256,
        }
        waiting = folder / f"{name}.json.new"
        waiting.write_text(json.dumps(card, indent=2, ensure_ascii=False), encoding="utf-8")
        waiting.replace(folder / f"{name}.json")
        for old in folder.glob(f"{name}_*.gpkg"):
            if old != stored:
                old.unlink(missing_ok=True)
    except OSError as error:
        why = reason(error)
        raise OutsideError(
            Text(
                f"kan de grenzen niet bewaren in {folder}: {why.nl}",
                f"cannot store the borders in {folder}: {why.en}",
            )
        ) from error
    installed = Installed(stored, found.vintage, card["source"], card["imported_on"], found.sha256)
    return replace(installed.read(), notices=found.notices)


def write_set(found: BoundarySet, path: Path) -> None:
    """Write a set as a GeoPackage, whole or not at all."""
    import shapely
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError
    from pyogrio.raw import write

    waiting = path.with_name(f"new_{path.name}")
    waiting.unlink(missing_ok=True)
    shapes = np.array(
        [shapely.multipolygons(shapely.get_parts(shape)) for shape in found.geometries],
        dtype=object,
    )
    try:
        write(
            waiting,
            shapely.to_wkb(shapes),
            [np.array(found.codes, dtype=object)],
            ["nis"],
            layer=LAYER,
            driver="GPKG",
            geometry_type="MultiPolygon",
            crs=CRS,
        )
    except (DataSourceError, DataLayerError, FeatureError, GeometryError) as error:
        waiting.unlink(missing_ok=True)
        # The library does not say why; a disk that is full is what it mostly is.
        raise OSError(errno.EIO, str(error)) from error
    waiting.replace(path)
