"""The same municipalities, written in whatever form people have them, come back as the same set."""

import json
import zipfile
from datetime import date
from functools import cache

import numpy as np
import pytest
import shapely
from pyogrio import list_drivers
from pyogrio.raw import write

from regiekaart.errors import InputError
from regiekaart.facts.boundaries import CRS, WEB_CRS, BoundarySet, embedded, transform
from regiekaart.facts.boundary_import import read_boundaries
from regiekaart.facts.flanders import history


@pytest.fixture(params=["2012", "2019", "2025"])
def known(request) -> BoundarySet:
    return embedded().at(history().vintages[request.param])


@pytest.fixture(scope="module")
def official_set(official_shapes):
    """Return what gives the set in an official file, read once."""
    return cache(lambda file: read_boundaries(official_shapes / file))


def save(path, found, driver, *, crs=CRS, shapes=None, codes=None, **settings):
    shapes = found.geometries if shapes is None else shapes
    multi = np.array([shapely.multipolygons(shapely.get_parts(s)) for s in shapes], dtype=object)
    codes = np.array(found.codes if codes is None else codes, dtype=object)
    write(
        path, shapely.to_wkb(multi), [codes], ["NISCODE"], driver=driver, crs=crs,
        geometry_type="MultiPolygon", **settings,
    )  # fmt: skip
    return path


def as_shapefile(folder, found):
    return save(folder / "gem.shp", found, "ESRI Shapefile")


def as_zipped_shapefile(folder, found):
    save(folder / "gem.shp", found, "ESRI Shapefile")
    target = folder / "gem.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for part in folder.glob("gem.*"):
            if part != target:
                archive.write(part, part.name)
    return target


def as_geojson(folder, found):
    shapes = transform(found.geometries, CRS, WEB_CRS)
    return save(
        folder / "gem.geojson", found, "GeoJSON", crs=WEB_CRS, shapes=shapes,
        COORDINATE_PRECISION=12,
    )  # fmt: skip


def as_topojson(folder, found):
    arcs, geometries = [], []
    for code, shape in zip(found.codes, found.geometries, strict=True):
        polygons = []
        for part in shapely.get_parts(shape):
            rings = []
            for ring in (part.exterior, *part.interiors):
                rings.append([len(arcs)])
                arcs.append(shapely.get_coordinates(ring).tolist())
            polygons.append(rings)
        properties = {"NISCODE": code}
        geometries.append({"type": "MultiPolygon", "arcs": polygons, "properties": properties})
    collection = {"type": "GeometryCollection", "geometries": geometries}
    document = {"type": "Topology", "objects": {"gemeenten": collection}, "arcs": arcs}
    path = folder / "gem.topojson"
    path.write_text(json.dumps(document))
    return path


FORMATS = {
    "gpkg": lambda folder, found: save(folder / "gem.gpkg", found, "GPKG"),
    "shapefile": as_shapefile,
    "zipped shapefile": as_zipped_shapefile,
    "geojson": as_geojson,
    "topojson": as_topojson,
    "flatgeobuf": lambda folder, found: save(folder / "gem.fgb", found, "FlatGeobuf"),
    "gml": lambda folder, found: save(folder / "gem.gml", found, "GML"),
}


def in_degrees(name, driver, **settings):
    def make(folder, found):
        shapes = transform(found.geometries, CRS, WEB_CRS)
        return save(folder / name, found, driver, crs=WEB_CRS, shapes=shapes, **settings)

    return make


# Formats that come less often; GDAL reads them by the way.
RARE = {
    "sequence": in_degrees("gem.geojsonl", "GeoJSONSeq", COORDINATE_PRECISION=12),
    "kml": in_degrees("gem.kml", "LIBKML"),
    "kmz": in_degrees("gem.kmz", "LIBKML"),
    "mapinfo": lambda folder, found: save(folder / "gem.mif", found, "MapInfo File"),
    "geodatabase": lambda folder, found: save(folder / "gem.gdb", found, "OpenFileGDB"),
    "json-fg": lambda folder, found: save(folder / "gem.json", found, "JSONFG"),
}


def same(found, known):
    assert found.codes == known.codes
    assert found.vintage == known.vintage
    apart = shapely.area(shapely.symmetric_difference(found.geometries, known.geometries))
    assert apart.sum() < 1e-6 * shapely.area(known.geometries).sum()


@pytest.mark.parametrize("name", RARE)
def test_rarer_formats_give_the_same_set_too(tmp_path, name):
    known = embedded().at(date(2025, 1, 1))
    same(read_boundaries(RARE[name](tmp_path, known)), known)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_set(tmp_path, known, name):
    path = FORMATS[name](tmp_path, known)
    same(read_boundaries(path, crs=CRS if name == "topojson" else None), known)


@pytest.mark.parametrize(
    ("file", "name"),
    [*(("refgem_2019.gpkg", name) for name in FORMATS), ("statbel_2018.gpkg", "shapefile")],
)
def test_the_official_files_in_every_format(tmp_path, official_set, file, name):
    official = official_set(file)
    path = FORMATS[name](tmp_path, official)
    same(read_boundaries(path, crs=CRS if name == "topojson" else None), official)


def test_the_drivers_that_are_needed_come_with_the_package():
    needed = {"GPKG", "ESRI Shapefile", "GeoJSON", "TopoJSON", "FlatGeobuf", "GML"}
    needed |= {"LIBKML", "MapInfo File", "OpenFileGDB", "JSONFG", "GeoJSONSeq"}
    assert needed <= set(list_drivers())


def test_sectors_are_dissolved_to_municipalities(tmp_path):
    known = embedded().at(date(2023, 1, 1)).simplified(100.0)
    # Triangles between the vertices that there are: like sectors, they share every border exactly.
    triangles = [
        shapely.get_parts(shapely.constrained_delaunay_triangles(shape))
        for shape in known.geometries
    ]
    codes = [code for code, of in zip(known.codes, triangles, strict=True) for _ in range(len(of))]
    pieces = np.concatenate(triangles)
    assert len(pieces) > 9_000
    found = read_boundaries(save(tmp_path / "s.gpkg", known, "GPKG", shapes=pieces, codes=codes))
    same(found, known)
    assert "samengevoegd tot 300 gemeenten" in found.notices[0].message.nl


def test_of_several_layers_the_one_with_the_municipalities_is_taken(tmp_path):
    known = embedded().at(date(2023, 1, 1))
    path = save(tmp_path / "a.gpkg", known, "GPKG", layer="gemeenten")
    square = np.array([shapely.box(0, 0, 1, 1)], dtype=object)
    save(path, known, "GPKG", shapes=square, codes=["geen"], layer="kaarten", append=True)
    same(read_boundaries(path), known)


def test_two_layers_with_municipalities_have_to_be_told_apart(tmp_path):
    known = embedded().at(date(2023, 1, 1))
    path = save(tmp_path / "a.gpkg", known, "GPKG", layer="een")
    save(path, known, "GPKG", layer="twee", append=True)
    with pytest.raises(InputError, match="een, twee"):
        read_boundaries(path)
    same(read_boundaries(path, layer="twee"), known)


def test_codes_with_spaces_are_understood(tmp_path):
    known = embedded().at(date(2023, 1, 1))
    spaced = [f" {code[:2]} {code[2:]} " for code in known.codes]
    same(read_boundaries(save(tmp_path / "a.gpkg", known, "GPKG", codes=spaced)), known)
