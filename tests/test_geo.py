from dataclasses import replace

import numpy as np
import pytest

from regiekaart import geo_table
from tiny import CODES, SIDE, grid_study, square


def test_every_municipality_has_its_own_polygon():
    frame = geo_table(grid_study({1: "A"}))
    assert frame.crs.to_epsg() == 31370
    assert frame.loc[CODES[0], "region"] == "A"
    assert frame.geometry[CODES[4]].equals(square(5))
    assert frame.area.tolist() == pytest.approx([SIDE**2] * 9)


def test_borders_in_another_order_end_up_with_their_municipality():
    study = grid_study({1: "A"})
    turned = np.array([square(k) for k in range(9, 0, -1)], dtype=object)
    shapes = replace(study.boundaries, codes=CODES[::-1], geometries=turned)
    study.__dict__["boundaries"] = shapes
    assert geo_table(study).geometry[CODES[0]].equals(square(1))


def test_what_one_adds_to_it_does_not_touch_the_study():
    study = grid_study({1: "A"})
    geo_table(study)["own"] = 1
    assert "own" not in study.table
    assert "geometry" not in study.table


def test_groups_can_be_dissolved():
    frame = geo_table(grid_study({1: "A", 2: "A", 9: "B"}))
    areas = frame.dissolve(by="region").area
    assert areas.to_dict() == pytest.approx({"A": 2 * SIDE**2, "B": SIDE**2})


def test_the_borders_of_flanders_are_those_of_its_day(study_2023):
    frame = geo_table(study_2023)
    assert tuple(frame.index) == study_2023.codes
    assert frame.geometry.is_valid.all()
    # Flanders is 13,600 km²; approximate borders keep to it as a whole.
    assert frame.area.sum() / 1e6 == pytest.approx(13_600, rel=0.02)


def test_shapes_stand_in_the_coordinates_of_their_borders():
    study = grid_study({1: "A"})
    study.__dict__["boundaries"] = replace(study.boundaries, crs="EPSG:28992")
    assert geo_table(study).crs == "EPSG:28992"
