import json

import numpy as np
import pytest
import shapely

from facts.test_boundaries import DAY, save
from regiekaart.cli import main
from regiekaart.errors import ProblemLog, Severity
from regiekaart.facts.boundaries import embedded
from regiekaart.facts.boundary_findings import find_problems
from regiekaart.facts.boundary_import import read_rows
from regiekaart.facts.flanders import history
from tiny import CODES, square


def grid(**changed):
    """Return the nine squares, some of them changed: k1=..., k2=..."""
    return np.array([changed.get(f"k{k}", square(k)) for k in range(1, 10)], dtype=object)


def test_a_clean_grid_has_no_findings():
    assert find_problems(CODES, grid()) == ()


def test_an_overlap_has_its_municipalities_place_and_size():
    wider = shapely.box(0, 0, 10_500, 10_000)
    (found,) = find_problems(CODES, grid(k1=wider))
    assert (found.kind, found.severity) == ("overlap", Severity.ERROR)
    assert found.codes == (CODES[0], CODES[1])
    assert found.size_m2 == pytest.approx(500 * 10_000)
    assert found.width_m == pytest.approx(500, rel=0.06)
    assert 10_000 < found.x < 10_500
    assert 0 < found.y < 10_000
    assert "500,00 ha" in found.message.nl


def test_a_gap_lies_between_those_around_it():
    smaller = shapely.box(10_000, 10_000, 19_000, 20_000)  # the square in the middle
    (found,) = find_problems(CODES, grid(k5=smaller))
    assert (found.kind, found.severity) == ("gap", Severity.ERROR)
    assert found.size_m2 == pytest.approx(1000 * 10_000)
    assert {CODES[4], CODES[5]} <= set(found.codes)


@pytest.mark.parametrize(("edge", "word"), [(20_004, "overlap"), (19_996, "gat")])
def test_what_is_narrow_is_a_sliver_and_says_of_which_kind(edge, word):
    found = find_problems(CODES, grid(k5=shapely.box(10_000, 10_000, edge, 20_000)))
    assert {f.kind for f in found} == {"sliver"}
    assert all(f.severity is Severity.WARNING for f in found)
    assert word in found[0].message.nl
    assert found[0].width_m == pytest.approx(4, rel=0.01)
    assert found[0].size_m2 == pytest.approx(40_000)


def test_a_hole_in_one_municipality_is_no_gap():
    hole = shapely.difference(square(5), shapely.box(13_000, 13_000, 14_000, 14_000))
    assert find_problems(CODES, grid(k5=hole)) == ()


def test_an_invalid_ring_does_not_hide_the_rest():
    bow_tie = shapely.Polygon([(0, 20_000), (10_000, 30_000), (10_000, 20_000), (0, 30_000)])
    wider = shapely.box(0, 0, 10_500, 10_000)
    found = find_problems(CODES, grid(k1=wider, k7=bow_tie))
    ring = next(f for f in found if f.kind == "invalid-ring")
    assert (ring.codes, ring.x, ring.y) == ((CODES[6],), 5000, 25_000)
    assert any(f.kind == "overlap" for f in found)


def test_rows_of_one_code_on_top_of_each_other_are_a_double_code():
    found = find_problems([*CODES, CODES[0]], np.append(grid(), square(1)))
    assert [(f.kind, f.codes) for f in found] == [("double-code", (CODES[0],))]
    assert found[0].size_m2 == pytest.approx(1e8)


def test_borders_that_only_differ_in_points_are_told():
    extra = shapely.Polygon([(0, 0), (10_000, 0), (10_000, 5000), (10_000, 10_000), (0, 10_000)])
    found = find_problems(CODES, grid(k1=extra))
    assert found
    assert {f.kind for f in found} == {"sliver"}
    assert all(f.size_m2 == 0 for f in found)


def test_a_missing_code_and_an_area_that_is_off_are_told():
    whole = embedded().at(DAY)
    shapes, codes = whole.geometries.copy(), list(whole.codes)
    before = {f.codes for f in find_problems(codes, shapes, vintage="2019")}
    gone = codes.index("73109")  # Voeren touches nobody
    half = codes.index("35013")  # Oostende
    west, south, east, north = shapes[half].bounds
    shapes[half] = shapely.intersection(
        shapes[half], shapely.box(west, south, (west + east) / 2, north)
    )
    keep = [i for i in range(len(codes)) if i != gone]
    found = find_problems([codes[i] for i in keep], shapes[keep], vintage="2019")
    assert [f.codes for f in found if f.kind == "missing-code"] == [("73109",)]
    (area,) = (f for f in found if f.kind == "area" and f.codes == ("35013",))
    assert area.severity is Severity.ERROR
    assert (area.x, area.shape) == (None, None)
    assert {f.kind for f in found if f.codes in before} <= {"area"}


def test_the_set_that_ships_has_only_area_warnings():
    whole = embedded().at(DAY)
    found = find_problems(whole.codes, whole.geometries, vintage="2019")
    assert {(f.kind, f.severity) for f in found} <= {("area", Severity.WARNING)}


@pytest.mark.parametrize(
    ("name", "vintage"), [("refgem_2019.gpkg", "2019"), ("statbel_2018.gpkg", "2012")]
)
def test_the_official_files_have_no_errors(official_shapes, name, vintage):
    codes, shapes, _ = read_rows(official_shapes / name, None, None, ProblemLog())
    known = {m.nis for m in history().units}
    keep = [i for i, code in enumerate(codes) if code in known]
    found = find_problems([codes[i] for i in keep], shapes[keep], vintage=vintage)
    assert not [f.message.nl for f in found if f.severity is Severity.ERROR]


@pytest.fixture
def damaged(tmp_path):
    """The set that ships with an overlap of half a kilometre and a bow-tie."""
    whole = embedded().at(DAY)
    shapes = whole.geometries.copy()
    shapes[0] = shapes[0].buffer(500)
    return save(tmp_path / "stuk.gpkg", list(whole.codes), shapes)


def test_the_command_names_the_findings_and_draws_them(tmp_path, damaged, capsys):
    maps = tmp_path / "kaartjes"
    assert main(["boundaries", "check", str(damaged), "--format", "json", "--maps", str(maps)]) == 1
    told = json.loads(capsys.readouterr().out)
    overlaps = [f for f in told["findings"] if f["kind"] == "overlap"]
    assert overlaps
    assert set(overlaps[0]) == {
        "kind", "severity", "municipalities", "x", "y", "size_m2", "width_m", "message",
    }  # fmt: skip
    assert len(list(maps.glob("*.png"))) == len(told["maps"]) > 0
    assert main(["boundaries", "check", str(damaged)]) == 1
    assert "fout: overlap tussen" in capsys.readouterr().out


def test_no_file_and_no_map_are_errors_of_the_call(tmp_path, capsys):
    assert main(["boundaries", "check", str(tmp_path / "weg.gpkg")]) == 2
    (tmp_path / "brief.txt").write_text("Geachte heer")
    assert main(["boundaries", "check", str(tmp_path / "brief.txt")]) == 2
    assert "geen leesbaar kaartbestand" in capsys.readouterr().err


def test_a_file_without_codes_is_a_problem_of_the_file(tmp_path, capsys):
    path = save(tmp_path / "a.gpkg", ["naam"] * 9, grid())
    assert main(["boundaries", "check", str(path), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["findings"] == []
    assert "geen kolom met NIS-codes" in told["problems"][0]["message"]


def test_a_municipality_that_touches_no_other_leaves_a_gap_and_not_a_hole_with_itself_in_it():
    outer = [shapely.box(x, y, x + 10, y + 10) for y in (0, 10, 20) for x in (0, 10, 20)]
    outer[4] = shapely.box(10.5, 10.5, 19.5, 19.5)
    codes = [f"0000{k}" for k in range(1, 10)]
    (found,) = find_problems(codes, np.array(outer, dtype=object))
    assert found.kind == "sliver"
    assert found.size_m2 == pytest.approx(19)
    assert found.width_m == pytest.approx(0.5, abs=0.02)
