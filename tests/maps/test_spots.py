import numpy as np
import shapely
from PIL import Image

from regiekaart.errors import Severity
from regiekaart.facts.boundary_findings import SpotFinding, find_problems
from regiekaart.language import EN, Text
from regiekaart.maps.spots import MOST_MAPS, draw_spots, spots_of
from tiny import CODES, square

NAMES = {code: f"Plaats {code[-1]}" for code in CODES}


def damaged():
    shapes = np.array([square(k) for k in range(1, 10)], dtype=object)
    shapes[0] = shapely.box(0, 0, 10_500, 10_000)
    shapes[4] = shapely.box(10_000, 10_000, 19_996, 20_000)
    shapes[6] = shapely.Polygon([(0, 20_000), (10_000, 30_000), (10_000, 20_000), (0, 30_000)])
    return shapes


def test_every_spot_gets_a_small_map_the_worst_first(tmp_path):
    shapes = damaged()
    found = find_problems(CODES, shapes)
    paths = draw_spots(found, CODES, shapes, NAMES, tmp_path / "kaartjes")
    assert len(paths) == len(spots_of(found)) >= 3
    assert paths[0].name.startswith(("01_overlap", "01_gap"))
    with Image.open(paths[0]) as image:
        assert image.size == (531, 413)
        red = np.array(image.convert("RGB")).reshape(-1, 3)
    assert (red == (0xA4, 0x00, 0x1D)).all(axis=1).any()


def test_the_same_spots_give_the_same_bytes(tmp_path):
    shapes = damaged()
    found = find_problems(CODES, shapes)
    first, second = (
        draw_spots(found, CODES, shapes, NAMES, tmp_path / name, EN) for name in ("a", "b")
    )
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_of_many_spots_the_worst_forty_are_drawn(tmp_path):
    spots = [
        SpotFinding(
            kind="gap",
            severity=Severity.ERROR,
            codes=(CODES[0],),
            message=Text.same(f"gat {i}"),
            size_m2=float(i),
            shape=shapely.box(0, 0, 10, 10 + i),
        )
        for i in range(MOST_MAPS + 2)
    ]
    shapes = np.array([square(k) for k in range(1, 10)], dtype=object)
    assert len(draw_spots(spots, CODES, shapes, NAMES, tmp_path)) == MOST_MAPS
    assert spots_of(spots)[0].size_m2 == MOST_MAPS + 1


def test_a_finding_without_a_spot_gets_no_map(tmp_path):
    gone = SpotFinding(
        kind="missing-code", severity=Severity.ERROR, codes=("71022",), message=Text.same("weg")
    )
    assert draw_spots([gone], CODES, damaged(), NAMES, tmp_path) == []
