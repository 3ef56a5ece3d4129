"""Shapes by shared lines: nothing is lost, and nothing is stored twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.facts.boundaries import CRS, WEB_CRS, embedded, transform
from regiekaart.web.topology import LETTERS, STEP, topology, written
from tiny import grid_study

HALF = len(LETTERS) // 2


def read(letters):
    """Return the lines that were written: the inverse, as the page has it."""
    digits = iter([LETTERS.index(letter) for letter in letters])

    def number(digit):
        found, scale = digit % HALF, HALF
        while digit >= HALF:
            digit = next(digits)
            found, scale = found + digit % HALF * scale, scale * HALF
        return found

    def step():
        found = number(next(digits))
        return -(found + 1) // 2 if found % 2 else found // 2

    arcs, x, y = [], 0, 0
    for digit in digits:
        arc = []
        for _ in range(number(digit)):
            x, y = x + step(), y + step()
            arc.append((x, y))
        arcs.append(tuple(arc))
    return tuple(arcs)


def polygon(made, shape):
    """Return a shape on the grid, put together from its lines."""
    rings = []
    for ring in made.rings[shape]:
        points = []
        for number in ring:
            arc = made.arcs[number] if number >= 0 else made.arcs[~number][::-1]
            assert not points or points[-1] == arc[0]
            points += arc[1:] if points else arc
        assert points[0] == points[-1]
        rings.append(shapely.Polygon(points))
    # A ring inside another is a hole.
    whole = rings[0]
    for ring in rings[1:]:
        whole = whole.symmetric_difference(ring)
    return whole


points = st.tuples(st.integers(-(10**7), 10**7), st.integers(-(10**7), 10**7))


@given(st.lists(st.lists(points, min_size=1, max_size=6).map(tuple), max_size=5).map(tuple))
def test_what_is_written_is_read_back(arcs):
    assert read(written(arcs)) == arcs


def test_nine_squares_share_the_lines_between_them():
    made = topology(grid_study().boundaries)
    assert len(made.rings) == 9
    # Twelve lines inside; outside one for each corner square and each middle one.
    assert len(made.arcs) == 12 + 8
    inside = [number for shape in made.rings for ring in shape for number in ring]
    times = np.bincount([number if number >= 0 else ~number for number in inside])
    assert sorted(times.tolist()) == [1] * 8 + [2] * 12


def test_a_shape_alone_is_one_line():
    squares = grid_study().boundaries
    # Simplified shapes are kept by fingerprint.
    alone = {"codes": squares.codes[:1], "geometries": squares.geometries[:1]}
    island = replace(squares, **alone, sha256="island")
    made = topology(island)
    assert made.rings == (((0,),),)
    assert made.arcs[0][0] == made.arcs[0][-1]


def test_a_hole_is_the_same_line_as_what_fills_it():
    outer = shapely.box(0, 0, 30_000, 30_000)
    inner = shapely.box(10_000, 10_000, 20_000, 20_000)
    shapes = np.array([outer.difference(inner), inner], dtype=object)
    squares = grid_study().boundaries
    squares = replace(squares, codes=squares.codes[:2], geometries=shapes, sha256="hole")
    made = topology(squares)
    assert len(made.arcs) == 2
    assert len(made.rings[0]) == 2
    (filled,) = made.rings[1]
    around = [number for ring in made.rings[0] for number in ring]
    assert {filled[0], ~filled[0]} & set(around)
    whole = shapely.Polygon(max(made.arcs, key=lambda arc: shapely.Polygon(arc).area))
    assert polygon(made, 0).area + polygon(made, 1).area == whole.area


@pytest.fixture(scope="module")
def flanders():
    return topology(embedded())


def test_every_municipality_of_2018_keeps_its_shape_within_a_metre(flanders):
    simple = embedded().simplified(100.0)
    expected = transform(simple.geometries, CRS, WEB_CRS)
    for shape, geometry in enumerate(expected):
        made = shapely.transform(
            polygon(flanders, shape), lambda p: p * STEP + (flanders.west, flanders.south)
        )
        assert made.is_valid
        assert shapely.hausdorff_distance(made, geometry) < 2 * STEP


def test_each_border_is_stored_once(flanders):
    edges = set()
    for arc in flanders.arcs:
        for one, other in pairwise(arc):
            edge = frozenset((one, other))
            assert edge not in edges
            edges.add(edge)
    assert read(written(flanders.arcs)) == flanders.arcs


def test_the_borders_take_little_room(flanders):
    assert len(flanders.as_json()["arcs"]) < 80_000
