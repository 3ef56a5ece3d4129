import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import numpy as np
import pytest
import shapely

from regiekaart.facts.boundaries import embedded
from regiekaart.facts.boundary_cache import cached, entry_path

SQUARES = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], dtype=object)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKAART_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Maker:
    """Makes the squares, and counts how often."""

    def __init__(self, shapes=SQUARES):
        self.shapes, self.times = shapes, 0

    def __call__(self):
        self.times += 1
        return self.shapes


def test_what_was_made_once_is_not_made_again():
    make = Maker()
    first, second = cached(("a",), make), cached(("a",), make)
    assert make.times == 1
    assert shapely.equals_exact(first, second).all()


def test_another_source_is_another_entry():
    cached(("sha 1", "20 m"), Maker())
    other = Maker(SQUARES[:1])
    assert len(cached(("sha 2", "20 m"), other)) == 1
    assert other.times == 1


@pytest.mark.parametrize("spoil", [
    lambda _: b"", lambda content: content[:-1], lambda _: b"junk" * 100,
    lambda content: content[:60] + b"\xff" + content[61:],
], ids=["empty", "cut off", "junk", "one byte"])  # fmt: skip
def test_a_damaged_entry_is_made_again(spoil):
    cached(("a",), Maker())
    path = entry_path(("a",))
    path.write_bytes(spoil(path.read_bytes()))
    make = Maker()
    assert shapely.equals_exact(cached(("a",), make), SQUARES).all()
    assert make.times == 1
    cached(("a",), make)
    assert make.times == 1, "and mended"


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("REGIEKAART_CACHE", str(tmp_path / "file"))
    assert len(cached(("a",), Maker())) == 2


def test_a_full_disk_leaves_no_half_entry(monkeypatch, own_cache):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("regiekaart.facts.boundary_cache.Path.replace", full)
    assert len(cached(("a",), Maker())) == 2
    assert list((own_cache / "shapes").iterdir()) == []


def _race(_number):
    return len(cached(("race",), Maker(np.array([shapely.box(0, 0, 1, 1)] * 200, dtype=object))))


def test_two_processes_at_once_both_get_it_whole(own_cache):
    # A pool of `multiprocessing` would wait for ever for a process that cannot start.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(_race, range(6))) == [200] * 6
    assert [path.suffix for path in (own_cache / "shapes").iterdir()] == [".bin"]


@pytest.mark.parametrize("day", [date(2018, 1, 1), date(2023, 1, 1), date(2025, 1, 1)])
@pytest.mark.parametrize("tolerance", [20.0, 50.0, 100.0])
def test_simplifying_keeps_the_coverage_valid_and_the_neighbours(day, tolerance):
    whole = embedded().at(day)
    simple = whole.simplified(tolerance)
    assert shapely.coverage_is_valid(simple.geometries)
    assert touching(simple.geometries) == touching(whole.geometries)


def touching(shapes):
    """Return the pairs that share a border, not merely a point."""
    tree = shapely.STRtree(shapes)
    a, b = tree.query(shapes, predicate="touches")
    pairs = np.array([(i, j) for i, j in zip(a, b, strict=True) if i < j])
    lines = shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    return {tuple(pair) for pair in pairs[shapely.length(lines) > 0].tolist()}
