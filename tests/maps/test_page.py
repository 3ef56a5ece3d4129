import re
from datetime import date

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from matplotlib.text import Text

from regiekaart import StudyChoice, load_study
from regiekaart.language import EN, NL
from regiekaart.maps.atlas import SETTINGS, Series, draw_series
from regiekaart.maps.kinds import kinds_of
from regiekaart.maps.page import draw_page
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Frame, Land, paths_of
from regiekaart.maps.theme import PLAIN
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.words.names import slug
from tiny import grid_study


def maker(study, language=NL):
    return PageMaker(study, language, PLAIN)


def drawn(spec, study):
    with mpl.rc_context(SETTINGS):
        return draw_page(spec, study.names, Land(study.boundaries), PLAIN)


def words(page):
    return [text.get_text() for text in page.figure.findobj(Text) if text.get_text()]


def test_a_study_has_a_page_for_everything_each_part_and_each_region():
    pages = maker(grid_study({1: "A", 9: "B"})).pages()
    assert [page.id for page in pages] == [
        "flanders",
        "flanders-coverage",
        "flanders-agreements",
        "province-noord",
        "province-zuid",
        "regie-region-a",
        "regie-region-b",
    ]
    assert [page.page_number for page in pages] == [f"{n} / 7" for n in range(1, 8)]


def test_a_page_drawn_alone_keeps_its_number_in_the_series():
    (page,) = maker(grid_study({1: "A", 9: "B"})).pages(["province"], "zuid")
    assert page.page_number == "5 / 7"


def test_the_real_study_has_58_pages(study_2023):
    """Seven of Flanders, five provinces, 15 reference regions, 27 regions, four misfits."""
    pages = maker(study_2023).pages()
    assert len(pages) == 7 + 5 + 15 + 27 + 4
    assert len({page.id for page in pages}) == 58


def test_regions_whose_names_make_the_same_file_name_get_two():
    pages = maker(grid_study({1: "A!", 9: "A?"})).pages(["regie-region"])
    assert [page.id for page in pages] == ["regie-region-a", "regie-region-a-2"]


@pytest.mark.parametrize("name", ["../../etc", "CON", "a" * 300, "😀", "", "A/B\\C:D"])
def test_a_file_name_holds_nothing_that_a_file_system_minds(name):
    made = slug(name)
    assert made
    assert len(made) <= 60
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_the_legend_holds_what_the_page_shows_and_no_more():
    study = grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,))
    north = maker(study).pages(["province"])[0]
    assert [(e.label, e.detail) for e in north.legend] == [
        ("B", "1"),
        ("geen lid van een regiegebied", "1"),
        ("lidmaatschap onbekend", "1"),
        ("grens van een regiegebied", ""),
        ("grens van de provincie", ""),
    ]
    complete = grid_study(dict.fromkeys(range(1, 10), "A"))
    lines = ["grens van een regiegebied", "grens van de provincie"]
    assert [entry.label for entry in maker(complete).whole_page().legend] == ["A", *lines]


def test_a_region_keeps_its_colour_on_every_page(example):
    pages = maker(example)
    colour = {g.name: pages.style(i).fill for i, g in enumerate(example.groups)}
    for page in pages.pages(theme="membership"):
        for entry in page.legend:
            if entry.label in colour:
                assert entry.style.fill == colour[entry.label]


def test_every_unit_of_a_page_is_drawn_once_in_its_own_style(study_2023):
    for page in maker(study_2023).pages():
        units = [unit for patch in page.patches if not patch.faint for unit in patch.units]
        assert sorted(units) == sorted(page.units)


def test_every_page_says_its_date_its_sources_and_its_borders(study_2023):
    for spec in maker(study_2023).pages()[::9]:
        printed = " ".join(words(drawn(spec, study_2023)))
        assert "1 januari 2023" in printed
        assert "benaderende grenzen" in printed
        assert "Statbel" in printed
        assert re.search(r"Bewijs van de lidmaatschappen: .*(gedocumenteerd|afgeleid)", printed)


def test_what_a_merger_made_unknown_is_told_on_its_pages():
    study = load_study(StudyChoice(cycle="2023", boundaries="embedded", date=date(2025, 1, 1)))
    pages = {page.id: page for page in maker(study).pages(["province"])}
    assert "verschillend lidmaatschap: Antwerpen." in " ".join(pages["province-antwerpen"].footer)
    assert "verschillend" not in " ".join(pages["province-west-vlaanderen"].footer)


def test_the_example_says_on_every_page_that_it_is_fiction(example):
    for spec in maker(example).pages():
        assert spec.warning == "FICTIEF VOORBEELD"
        assert spec.alt.startswith("FICTIEF VOORBEELD")
    assert "FICTIEF VOORBEELD" in words(drawn(maker(example).whole_page(), example))
    assert maker(example, EN).whole_page().warning == "FICTIONAL EXAMPLE"


def test_a_hostile_name_is_text_on_the_map_and_no_mathematics(tmp_path):
    study = grid_study({1: "$\\frac{1}{0}$ <script>"})
    specs = maker(study).pages(["regie-region"])
    series = Series(study.names, Land(study.boundaries), tmp_path, ("svg",), 100)
    (path,) = draw_series(specs, series, 1)
    svg = path.read_text(encoding="utf-8")
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_the_svg_holds_real_text(tmp_path):
    study = grid_study({1: "Regio Eén"})
    series = Series(study.names, Land(study.boundaries), tmp_path, ("svg",), 60)
    (path,) = draw_series([maker(study).whole_page()], series)
    assert "Regio Eén" in path.read_text(encoding="utf-8")


def test_every_kind_of_page_is_among_the_kinds():
    pages = maker(grid_study({1: "A", 9: "A"})).pages()
    assert {page.kind for page in pages} < set(kinds_of(FLANDERS))


def test_a_frame_shows_all_of_its_land_undistorted():
    frame = Frame.around((0, 0, 1000, 500), (10, 20, 100, 100), padding=0.0)
    (placed,) = frame.place([shapely.box(0, 0, 1000, 500)])
    assert placed.bounds == pytest.approx((10, 45, 110, 95))


def test_a_polygon_with_a_hole_becomes_one_path_of_two_rings():
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    islands = shapely.MultiPolygon([shapely.box(20, 0, 21, 1), shapely.box(30, 0, 31, 1)])
    shapes = np.array([shapely.box(-5, 0, -4, 1), ring, islands], dtype=object)
    plain, path, both = paths_of(shapes)
    assert path.contains_point((1, 1))
    assert not plain.contains_point((1, 1))
    assert both.contains_point((20.5, 0.5))
    for each, rings in ((plain, 1), (path, 2), (both, 2)):
        assert (each.codes == each.MOVETO).sum() == (each.codes == each.CLOSEPOLY).sum() == rings
