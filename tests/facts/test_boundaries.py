import json
from datetime import date

import numpy as np
import pytest
import shapely
from pyogrio.raw import write

from regiekaart.cli import main
from regiekaart.errors import InputError, OutsideError
from regiekaart.facts.boundaries import (
    CRS,
    WEB_CRS,
    boundaries_for,
    embedded,
    installed_sets,
    transform,
)
from regiekaart.facts.boundary_import import install, read_boundaries
from regiekaart.facts.flanders import history

DAY = date(2023, 1, 1)


def save(path, codes, shapes, *, driver="GPKG", crs=CRS, column="CODE", **settings):
    """Write polygons with a column of codes."""
    multi = np.array([shapely.multipolygons(shapely.get_parts(s)) for s in shapes], dtype=object)
    write(
        path,
        shapely.to_wkb(multi),
        [np.asarray(codes), np.array(["x"] * len(codes), dtype=object)],
        [column, "other"],
        driver=driver,
        crs=crs,
        geometry_type="MultiPolygon",
        **settings,
    )
    return path


@pytest.fixture(scope="module")
def set_2023():
    return embedded().at(DAY)


@pytest.fixture
def arrays(set_2023):
    return list(set_2023.codes), set_2023.geometries.copy()


@pytest.mark.parametrize(
    ("name", "driver", "crs"),
    [
        ("a.gpkg", "GPKG", CRS),
        ("a.shp", "ESRI Shapefile", CRS),
        ("a.geojson", "GeoJSON", WEB_CRS),
        ("a.fgb", "FlatGeobuf", CRS),
    ],
)
def test_a_file_of_any_common_kind_comes_back_as_the_same_set(tmp_path, arrays, name, driver, crs):
    codes, shapes = arrays
    moved = shapes if crs == CRS else transform(shapes, CRS, crs)
    extra = {"COORDINATE_PRECISION": 12} if driver == "GeoJSON" else {}
    path = save(tmp_path / name, codes, moved, driver=driver, crs=crs, **extra)
    found = read_boundaries(path)
    assert list(found.codes) == codes
    assert found.vintage == "2019"
    difference = shapely.area(shapely.symmetric_difference(found.geometries, shapes)).sum()
    assert difference < 1e-6 * shapely.area(shapes).sum()


def test_codes_as_numbers_and_a_column_of_any_name_are_found(tmp_path, arrays):
    codes, shapes = arrays
    path = save(tmp_path / "a.gpkg", np.array(codes, dtype=np.float64), shapes, column="zomaar")
    assert list(read_boundaries(path).codes) == codes


def test_municipalities_elsewhere_in_belgium_are_left_out_with_a_notice(tmp_path, arrays):
    codes, shapes = arrays
    far = shapely.box(0, 0, 1000, 1000)
    path = save(tmp_path / "a.gpkg", [*codes, "21004"], [*shapes, far])
    found = read_boundaries(path)
    assert len(found.codes) == 300
    assert "21004" in found.notices[0].message.nl


def test_parts_of_a_municipality_are_joined(tmp_path, arrays):
    codes, shapes = arrays
    voeren = codes.index("73109")  # its border is nobody else's: it can be cut anywhere
    west, south, east, north = shapes[voeren].bounds
    middle = (west + east) / 2
    halves = [
        shapely.intersection(shapes[voeren], shapely.box(x, south, x + middle - west, north))
        for x in (west, middle)
    ]
    others = [i for i in range(len(codes)) if i != voeren]
    path = save(
        tmp_path / "a.gpkg",
        ["73109", "73109", *(codes[i] for i in others)],
        [*halves, *shapes[others]],
    )
    found = read_boundaries(path)
    assert list(found.codes) == codes
    assert found.geometries[voeren].area == pytest.approx(shapes[voeren].area)
    assert "samengevoegd tot 300 gemeenten" in found.notices[0].message.nl


def told(path, **settings):
    with pytest.raises(InputError) as caught:
        read_boundaries(path, **settings)
    assert all(problem.file == path.name for problem in caught.value.problems)
    return caught.value


def test_a_missing_file_and_a_file_that_is_no_map_are_told_apart(tmp_path):
    assert "bestaat niet" in told(tmp_path / "weg.gpkg").message.nl
    (tmp_path / "brief.txt").write_text("Geachte heer")
    assert "geen leesbaar kaartbestand" in told(tmp_path / "brief.txt").message.nl


def test_a_file_without_codes_says_which_columns_it_has(tmp_path, arrays):
    _, shapes = arrays
    path = save(tmp_path / "a.gpkg", ["naam"] * 300, shapes)
    assert "CODE, other" in told(path).message.nl


def test_a_file_without_crs_asks_for_it(tmp_path, arrays):
    codes, shapes = arrays
    with pytest.warns(UserWarning, match="crs"):
        path = save(tmp_path / "a.gpkg", codes, shapes, crs=None)
    assert "--crs" in told(path).message.nl
    assert read_boundaries(path, crs=CRS).vintage == "2019"
    assert "onbekend coördinatenstelsel" in told(path, crs="EPSG:kaas").message.nl


def test_a_wrong_crs_is_noticed_by_the_size_of_flanders(tmp_path, arrays):
    codes, shapes = arrays
    path = save(tmp_path / "a.gpkg", codes, shapes, crs="EPSG:3857")
    assert "km²" in told(path).message.nl


def test_missing_and_strange_codes_are_named_with_what_was_expected(tmp_path, arrays):
    codes, shapes = arrays
    changed = ["71072" if code == "71022" else code for code in codes]
    error = told(save(tmp_path / "a.gpkg", changed, shapes))
    assert "71022 Hasselt" in error.problems[0].message.nl
    assert "71072 Hasselt bestaat sinds 1 januari 2025" in error.problems[1].message.nl
    assert "300 gemeenten" in error.message.nl


def test_every_invalid_polygon_is_named_with_its_row(tmp_path, arrays):
    codes, shapes = arrays
    bow_tie = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    shapes[3] = shapes[7] = bow_tie
    error = told(save(tmp_path / "a.gpkg", codes, shapes))
    assert [(p.row, p.value) for p in error.problems] == [(4, codes[3]), (8, codes[7])]
    assert "Self-intersection" in error.message.nl


def test_an_overlap_is_named_with_the_municipalities(tmp_path, arrays):
    codes, shapes = arrays
    shapes[0] = shapes[0].buffer(500)
    assert codes[0] in told(save(tmp_path / "a.gpkg", codes, shapes)).message.nl


def test_a_municipality_on_top_of_itself_is_a_double_code(tmp_path, arrays):
    codes, shapes = arrays
    error = told(save(tmp_path / "a.gpkg", [*codes, codes[0]], [*shapes, shapes[0]]))
    assert f"gemeente {codes[0]} staat 2 keer" in error.message.nl


def test_points_are_no_boundaries(tmp_path):
    path = tmp_path / "p.geojson"
    point = {"type": "Point", "coordinates": [4, 51]}
    feature = {"type": "Feature", "geometry": point, "properties": {"nis": "44021"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert "geen laag met vlakken" in told(path).message.nl


def test_of_several_layers_one_has_to_be_chosen(tmp_path, arrays):
    codes, shapes = arrays
    path = save(tmp_path / "a.gpkg", codes, shapes, layer="een")
    save(path, codes, shapes, layer="twee", append=True)
    assert "een, twee" in told(path).message.nl
    assert read_boundaries(path, layer="twee").vintage == "2019"
    assert "een, twee" in told(path, layer="drie").message.nl


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKAART_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.usefixtures("own_folder")
def test_an_imported_set_is_the_default_from_its_vintage_on(tmp_path, arrays):
    assert boundaries_for(DAY).approximate
    install(save(tmp_path / "officieel.gpkg", *arrays))
    assert [s.source for s in installed_sets()] == ["officieel.gpkg"]
    official = boundaries_for(DAY)
    assert not official.approximate
    assert "officieel.gpkg" in official.label.nl
    assert len(boundaries_for(date(2025, 1, 1)).codes) == 285
    assert not boundaries_for(date(2025, 1, 1)).approximate
    assert boundaries_for(date(2018, 1, 1)).approximate, "300 cannot be split into 308"
    assert boundaries_for(DAY, "embedded").approximate
    with pytest.raises(InputError, match="import"):
        boundaries_for(date(2018, 1, 1), "official")


def test_importing_again_replaces_and_a_bad_file_changes_nothing(tmp_path, own_folder, arrays):
    codes, shapes = arrays
    install(save(tmp_path / "a.gpkg", codes, shapes))
    before = sorted((p.name, p.read_bytes()) for p in (own_folder / "boundaries").iterdir())
    with pytest.raises(InputError):
        install(save(tmp_path / "bad.gpkg", codes[1:], shapes[1:]))
    assert sorted((p.name, p.read_bytes()) for p in (own_folder / "boundaries").iterdir()) == before
    install(save(tmp_path / "b.gpkg", codes, shapes))
    assert [s.source for s in installed_sets()] == ["b.gpkg"]
    assert len(list((own_folder / "boundaries").glob("*.gpkg"))) == 1


def test_a_folder_that_cannot_be_written_is_an_error_of_the_outside(tmp_path, monkeypatch, arrays):
    (tmp_path / "data").write_text("in the way")
    monkeypatch.setenv("REGIEKAART_DATA", str(tmp_path / "data"))
    with pytest.raises(OutsideError):
        install(save(tmp_path / "a.gpkg", *arrays))


def test_the_sets_nest_exactly():
    whole = embedded()
    for day in (date(2019, 1, 1), date(2025, 1, 1)):
        later = whole.at(day)
        assert later.codes == history().at(day).codes
        assert shapely.coverage_is_valid(later.geometries)
        assert shapely.area(later.geometries).sum() == pytest.approx(
            shapely.area(whole.geometries).sum(), rel=1e-12
        )


def test_simplifying_keeps_a_valid_coverage_and_is_done_once():
    whole = embedded()
    simple = whole.simplified(200.0)
    assert shapely.coverage_is_valid(simple.geometries)
    assert whole.simplified(200.0) is simple
    fewer = shapely.get_num_coordinates(simple.geometries).sum()
    assert fewer < shapely.get_num_coordinates(whole.geometries).sum()


@pytest.mark.usefixtures("own_folder")
def test_the_command_line_imports_checks_and_lists(tmp_path, arrays, capsys):
    codes, shapes = arrays
    good = save(tmp_path / "goed.gpkg", codes, shapes)
    bad = save(tmp_path / "slecht.gpkg", codes[1:], shapes[1:])
    assert main(["boundaries", "check", str(good)]) == 0
    assert "de 300 gemeenten van 2019-2024" in capsys.readouterr().out
    assert main(["boundaries", "check", str(bad), "--format", "json"]) == 1
    assert codes[0] in json.loads(capsys.readouterr().out)["problems"][0]["message"]
    assert main(["boundaries", "import", str(bad)]) == 2
    capsys.readouterr()
    assert main(["boundaries", "import", str(good)]) == 0
    capsys.readouterr()
    assert main(["boundaries", "list", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(s["set"], s["municipalities"]) for s in listed] == [
        ("embedded", 308),
        ("official", 300),
    ]


@pytest.mark.parametrize(
    ("name", "municipalities", "day"),
    [("refgem_2019.gpkg", 300, DAY), ("statbel_2018.gpkg", 308, date(2018, 1, 1))],
)
@pytest.mark.usefixtures("own_folder")
def test_the_official_files_are_imported(official_shapes, name, municipalities, day):
    found = install(official_shapes / name)
    assert len(found.codes) == municipalities
    assert boundaries_for(day).codes == history().at(day).codes
