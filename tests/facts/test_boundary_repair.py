import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.test_boundaries import DAY, save
from regiekaart.cli import main
from regiekaart.errors import InputError
from regiekaart.facts.boundaries import embedded
from regiekaart.facts.boundary_findings import find_problems
from regiekaart.facts.boundary_import import read_boundaries
from regiekaart.facts.boundary_repair import repair
from regiekaart.facts.polygons import polygons_only
from tiny import CODES, square


def grid(**changed):
    return np.array([changed.get(f"k{k}", square(k)) for k in range(1, 10)], dtype=object)


@pytest.mark.parametrize("edge", [20_000.5, 19_999.5])
def test_a_sliver_is_mended(edge):
    shapes = grid(k5=shapely.box(10_000, 10_000, edge, 20_000))
    mended, changes = repair(CODES, shapes, 1.0)
    assert find_problems(CODES, mended) == ()
    assert sum(change.area_moved for change in changes) == pytest.approx(5000)
    assert all(change.what == "sliver" for change in changes)
    assert all(change.shift <= 0.5 + 1e-6 for change in changes)


def test_a_clean_grid_stays_as_it_is():
    shapes = grid()
    mended, changes = repair(CODES, shapes, 1.0)
    assert changes == ()
    assert all(a.equals_exact(b, 0) for a, b in zip(shapes, mended, strict=True))


def test_a_ring_is_mended():
    bow_tie = shapely.Polygon([(0, 20_000), (10_000, 30_000), (10_000, 20_000), (0, 30_000)])
    mended, changes = repair(CODES, grid(k7=bow_tie), 1.0)
    assert shapely.is_valid(mended).all()
    assert "ring" in {change.what for change in changes if change.code == CODES[6]}


def test_what_is_wider_than_the_tolerance_stays():
    wide = shapely.box(0, 0, 10_500, 10_000)  # 500 m over its neighbour
    narrow = shapely.box(10_000, 20_000, 20_000.5, 30_000)
    shapes = grid(k1=wide, k8=narrow)
    mended, _ = repair(CODES, shapes, 1.0)
    (left,) = (f for f in find_problems(CODES, mended) if f.size_m2)
    assert left.kind == "overlap"
    assert left.size_m2 == pytest.approx(500 * 10_000)
    assert mended[0].equals(shapes[0])


def test_a_gap_wider_than_the_tolerance_stays():
    shapes = grid(k5=shapely.box(10_000, 10_000, 19_997, 20_000))
    mended, changes = repair(CODES, shapes, 1.0)
    assert changes == ()
    assert sum(f.size_m2 for f in find_problems(CODES, mended)) == pytest.approx(30_000)


@pytest.mark.parametrize("tolerance", [0.0, -1.0, float("nan")])
def test_a_tolerance_is_more_than_nothing(tolerance):
    with pytest.raises(InputError):
        repair(CODES, grid(), tolerance)


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    size=st.floats(0.001, 3.0),
    tolerance=st.floats(0.1, 5.0),
)
def test_no_border_ever_moves_farther_than_the_tolerance(seed, size, tolerance):
    random = np.random.default_rng(seed)
    dense = shapely.segmentize(grid(), 2500)
    rings = [shapely.get_coordinates(shape)[:-1] for shape in dense]
    moved_rings = [ring + random.uniform(-size, size, ring.shape) for ring in rings]
    shapes = np.array([shapely.Polygon(ring) for ring in moved_rings], dtype=object)
    sound = polygons_only(shapes)
    try:
        mended, _ = repair(CODES, shapes, tolerance)
    except InputError:
        return  # refused: nothing is written
    moved = shapely.hausdorff_distance(shapely.boundary(sound), shapely.boundary(mended))
    assert moved.max() <= tolerance + 1e-6


def test_the_command_writes_a_new_file_and_leaves_the_old_one(tmp_path, capsys):
    whole = embedded().at(DAY)
    shapes = whole.geometries.copy()
    west, south, east, north = shapes[50].bounds
    middle = ((west + east) / 2, (south + north) / 2)
    shapes[50] = shapely.affinity.scale(shapes[50], 1.00002, 1.00002, origin=middle)
    path = save(tmp_path / "stuk.gpkg", list(whole.codes), shapes)
    before = path.read_bytes()
    out = tmp_path / "heel.gpkg"
    status = main(["boundaries", "check", str(path), "--repair", str(out), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert status == 0
    assert [f for f in told["findings"] if f["kind"] == "sliver"]
    assert not [f for f in told["remaining"] if f["kind"] == "sliver"]
    assert told["changes"]
    assert max(change["largest_shift_m"] for change in told["changes"]) <= 1
    assert path.read_bytes() == before
    assert len(read_boundaries(out).codes) == 300


def test_the_command_never_writes_over_what_it_checks(tmp_path, capsys):
    whole = embedded().at(DAY)
    path = save(tmp_path / "a.gpkg", list(whole.codes), whole.geometries)
    before = path.read_bytes()
    assert main(["boundaries", "check", str(path), "--repair", str(path)]) == 2
    assert main(["boundaries", "check", str(path), "--repair", str(tmp_path / "b.shp")]) == 2
    assert "nooit over het oude" in capsys.readouterr().err
    assert path.read_bytes() == before
