import json

import geopandas
import pytest
import shapely

from export.hostile import NAMES
from tiny import CODES


def features(path):
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def test_there_is_a_file_for_each_layer(exported, grid):
    folder = exported(grid, "geojson")
    assert sorted(p.name for p in folder.iterdir()) == [
        "bevindingen.geojson", "datapackage.json", "gemeenten.geojson", "provincies.geojson",
        "regiegebieden.geojson",
    ]  # fmt: skip


def test_coordinates_are_longitude_and_latitude_of_at_most_seven_decimals(exported, study_2023):
    folder = exported(study_2023, "geojson")
    found = json.loads((folder / "provincies.geojson").read_text("utf-8"), parse_float=str)
    assert "crs" not in found
    for feature in found["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                for longitude, latitude in ring:
                    assert 2.5 < float(longitude) < 6
                    assert 50.6 < float(latitude) < 51.6
                    assert len(longitude.partition(".")[2]) <= 7
                    assert len(latitude.partition(".")[2]) <= 7


def test_outer_rings_run_counterclockwise_and_holes_clockwise(exported, study_2023):
    for feature in features(exported(study_2023, "geojson") / "provincies.geojson"):
        for outer, *holes in feature["geometry"]["coordinates"]:
            assert shapely.LinearRing(outer).is_ccw
            assert not any(shapely.LinearRing(hole).is_ccw for hole in holes)


def test_the_box_around_a_shape_is_told_and_that_around_all(exported, study_2023):
    path = exported(study_2023, "geojson") / "provincies.geojson"
    whole = json.loads(path.read_text("utf-8"))["bbox"]
    boxes = [feature["bbox"] for feature in features(path)]
    sides = zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
    assert whole == [farthest(side) for farthest, side in sides]
    for feature, box in zip(features(path), boxes, strict=True):
        assert shapely.from_geojson(json.dumps(feature["geometry"])).bounds == pytest.approx(box)


def test_shapes_are_where_the_borders_are(exported, study_2023):
    frame = geopandas.read_file(exported(study_2023, "geojson") / "gemeenten.geojson")
    assert frame.crs.to_epsg() == 4326
    there = frame.to_crs(31370).geometry
    here = study_2023.boundaries.geometries
    assert max(a.hausdorff_distance(b) for a, b in zip(there, here, strict=True)) < 0.05


def test_values_keep_their_type(exported, grid):
    first = features(exported(grid, "geojson") / "gemeenten.geojson")[0]["properties"]
    assert first["nis"] == CODES[0]
    assert first["population"] == 1000
    assert first["centre_city"] is False
    assert first["reference_date"] == "2023-01-01"
    assert first["agreement_from"] is None
    share = features(exported(grid, "geojson") / "provincies.geojson")[0]["properties"]
    assert share["population_share"] == 0.375


def test_a_finding_of_no_region_has_no_geometry(exported, grid):
    found = features(exported(grid, "geojson") / "bevindingen.geojson")
    alone = [f for f in found if f["properties"]["region"] is None]
    assert [f["geometry"] for f in alone] == [None]


def test_hostile_names_stay_names_also_where_they_look_like_json(exported, hostile):
    found = features(exported(hostile, "geojson") / "regiegebieden.geojson")
    assert tuple(f["properties"]["name"] for f in found) == NAMES


@pytest.mark.parametrize(("english", "words"), [(False, "FICTIEF"), (True, "FICTIONAL")])
def test_each_file_warns_of_fiction(exported, example, english, words):
    folder = exported(example, "geojson", english=english)
    for path in folder.glob("*.geojson"):
        assert words in json.loads(path.read_text("utf-8"))["description"]
