import sqlite3
from contextlib import closing

import geopandas
import pyogrio
import pytest
import shapely

from export.hostile import NAMES
from export.reading import parsed
from regiekaart.export.qml import colour
from tiny import CODES, SIDE, grid_study

FILE = "regiekaart.gpkg"


def read(folder, layer):
    return geopandas.read_file(folder / FILE, layer=layer)


def rows(folder, query):
    with closing(sqlite3.connect(folder / FILE)) as database:
        return database.execute(query).fetchall()


def test_every_layer_can_be_read_back_in_lambert_72(exported, study_2023):
    folder = exported(study_2023, "gpkg")
    sizes = {
        "gemeenten": 300, "regiegebieden": 27, "provincies": 5, "referentieregios": 15,
        "bevindingen": 16,
    }  # fmt: skip
    assert [name for name, _ in pyogrio.list_layers(folder / FILE)] == [*sizes, "layer_styles"]
    for layer, size in sizes.items():
        frame = read(folder, layer)
        assert len(frame) == size
        assert frame.crs.to_epsg() == 31370
        assert set(frame.geom_type) == {"MultiPolygon"}
        assert frame.is_valid.all()


def test_a_code_stays_text_with_its_zeros(exported, grid):
    frame = read(exported(grid, "gpkg"), "gemeenten")
    assert frame["nis"].tolist() == list(CODES)
    assert frame["population"].tolist() == [k * 1000 for k in range(1, 10)]
    assert frame["centre_city"].tolist() == [False] * 9


def test_the_areas_add_up(exported, study_2023):
    folder = exported(study_2023, "gpkg")
    whole = read(folder, "gemeenten").area.sum()
    for layer in ("provincies", "referentieregios"):
        assert read(folder, layer).area.sum() == pytest.approx(whole, rel=1e-12)


def test_a_region_is_the_union_of_its_members(exported, study_2023):
    folder = exported(study_2023, "gpkg")
    units = read(folder, "gemeenten").dissolve("region")
    regions = read(folder, "regiegebieden").set_index("name")
    assert set(units.index) == set(regions.index)
    for name, shape in regions.geometry.items():
        assert shape.symmetric_difference(units.geometry[name]).area < 1e-3


def test_on_the_grid_a_region_has_the_land_of_its_squares(exported, grid):
    regions = read(exported(grid, "gpkg"), "regiegebieden").set_index("name").geometry
    assert regions["A"].equals(shapely.MultiPolygon([shapely.box(0, 0, 2 * SIDE, SIDE)]))


def test_a_finding_of_no_region_has_no_shape(exported, grid):
    findings = read(exported(grid, "gpkg"), "bevindingen")
    alone = findings[findings["region"].isna()]
    assert len(alone) == 1
    assert alone.geometry.isna().all()
    assert findings[findings["region"].notna()].geometry.notna().all()


def test_qgis_finds_one_default_style_for_each_layer(exported, grid):
    folder = exported(grid, "gpkg", english=True)
    found = rows(
        folder,
        "SELECT f_table_name, styleName FROM layer_styles WHERE useAsDefault = 1 "
        "AND f_table_schema = '' AND f_table_catalog = '' AND f_geometry_column = 'geom'",
    )
    assert found == [
        ("municipalities", "regie regions"),
        ("regie_regions", "regie regions"),
        ("provinces", "coverage of the population"),
        ("findings", "severity"),
    ]
    assert rows(folder, "SELECT COUNT(*) FROM layer_styles") == [(6,)]


def test_the_classes_of_each_stored_style_are_the_values_of_its_column(exported, study_2023):
    folder = exported(study_2023, "gpkg")
    for layer, document in rows(folder, "SELECT f_table_name, styleQML FROM layer_styles"):
        renderer = parsed(document).find("renderer-v2")
        classes = [each.get("value") for each in renderer.iter("category")]
        frame = read(folder, layer)
        assert set(classes) == set(frame[renderer.get("attr")])
        assert len(classes) == len(set(classes))


def test_unknown_municipalities_are_hatched_as_on_the_maps(exported, grid):
    (document,) = rows(
        exported(grid, "gpkg"),
        "SELECT styleQML FROM layer_styles WHERE f_table_name = 'gemeenten' AND useAsDefault",
    )[0]
    renderer = parsed(document).find("renderer-v2")
    labels = {each.get("label"): each.get("symbol") for each in renderer.iter("category")}
    symbol = next(
        s for s in renderer.find("symbols") if s.get("name") == labels["lidmaatschap onbekend"]
    )
    fill, hatch = symbol.findall("layer")[:2]
    options = {o.get("name"): o.get("value") for o in fill.find("Option")}
    assert options["color"] == colour("#f1f1ee")
    assert hatch.get("class") == "LinePatternFill"


def test_each_layer_says_what_it_is(exported, example):
    contents = dict(
        rows(exported(example, "gpkg"), "SELECT identifier, description FROM gpkg_contents")
    )
    del contents["layer_styles"]
    assert len(contents) == 5
    for words in contents.values():
        assert words.startswith("Cyclus 2023-2025 · toestand op 1 januari 2023")
        assert "FICTIEF VOORBEELD" in words
        assert "Benaderende grenzen" in words


def test_each_column_is_described_in_the_file(exported, grid):
    folder = exported(grid, "gpkg")
    described = rows(
        folder,
        "SELECT column_name, title FROM gpkg_data_columns WHERE table_name = 'gemeenten' "
        "ORDER BY rowid",
    )
    frame = read(folder, "gemeenten")
    assert [name for name, _ in described] == list(frame.columns.drop("geometry"))
    assert ("nis", "NIS-code") in described


def test_hostile_names_go_through_unharmed(exported, hostile):
    folder = exported(hostile, "gpkg")
    assert tuple(read(folder, "gemeenten")["name"]) == NAMES
    assert tuple(read(folder, "regiegebieden")["name"]) == NAMES
    documents = rows(folder, "SELECT styleQML FROM layer_styles WHERE styleName = 'regiegebieden'")
    for (document,) in documents:
        labels = [each.get("label") for each in parsed(document).iter("category")]
        assert tuple(labels) == NAMES


def test_no_regions_at_all_is_an_empty_layer(exported):
    folder = exported(grid_study(), "gpkg")
    assert len(read(folder, "regiegebieden")) == 0
    assert len(read(folder, "gemeenten")) == 9


def test_the_file_is_whole_and_of_a_version_that_older_programs_know(exported, grid):
    folder = exported(grid, "gpkg")
    assert rows(folder, "PRAGMA integrity_check") == [("ok",)]
    assert rows(folder, "PRAGMA user_version") == [(10300,)]
    assert rows(folder, "SELECT DISTINCT last_change FROM gpkg_contents") == [
        ("2023-01-01T00:00:00.000Z",)
    ]
    indexed = rows(
        folder, "SELECT table_name FROM gpkg_extensions WHERE extension_name LIKE '%rtree%'"
    )
    assert len(indexed) == 4
