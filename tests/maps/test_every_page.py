"""What holds for every page of every kind, on shapes of every vintage.

Each page of a series is drawn once, and looked at for everything: what is filled and how, what the
legend says of it, and where the names stand.
"""

from datetime import date
from itertools import combinations

import matplotlib as mpl
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text

from regiekaart import StudyChoice, load_study
from regiekaart.language import NL
from regiekaart.maps.atlas import SETTINGS
from regiekaart.maps.kinds import kinds_of
from regiekaart.maps.page import draw_page
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN
from regiekaart.scheme.flanders import FLANDERS

MERGED = date(2025, 1, 1)
EMBEDDED = {
    "300 municipalities": {"cycle": "2023"},
    "308 municipalities": {"cycle": "2017"},
    "285 municipalities": {"cycle": "2023", "date": MERGED},
    "fictional example": {"example": True},
}
OFFICIAL = {
    "official, 300": ("refgem_2019.gpkg", {"cycle": "2023"}),
    "official, 308": ("statbel_2018.gpkg", {"cycle": "2017"}),
    "official, 285": ("refgem_2019.gpkg", {"cycle": "2023", "date": MERGED}),
}
# Of these every page is drawn; of the other vintages, whose shapes differ in places, all but the
# regions, of which a third is.
WHOLE = ("300 municipalities", "fictional example", "official, 300")


@pytest.fixture(scope="module", params=[*EMBEDDED, *OFFICIAL])
def series(request):
    """Return a study's page maker, and each of its pages with how it was drawn."""
    if request.param in OFFICIAL:
        file, choice = OFFICIAL[request.param]
        borders = str(request.getfixturevalue("official_shapes") / file)
    else:
        choice, borders = EMBEDDED[request.param], "embedded"
    study = load_study(StudyChoice(**choice, boundaries=borders))
    maker, land = PageMaker(study, NL, PLAIN), Land(study.boundaries)
    with mpl.rc_context(SETTINGS):
        shown = chosen(maker.pages(), whole=request.param in WHOLE)
        pages = [(spec, draw_page(spec, study.names, land, PLAIN)) for spec in shown]
    return maker, pages


def chosen(specs, *, whole):
    """Return the pages that are drawn: all, or of the regions one in three."""
    regions = [spec for spec in specs if spec.kind == "regie-region"]
    left_out = set() if whole else {spec.id for i, spec in enumerate(regions) if i % 3}
    return [spec for spec in specs if spec.id not in left_out]


def drawn_of(page, kind):
    """Return what was drawn of a kind."""
    return page.figure.findobj(kind)


def fills(page):
    """Return the fill of each patch that was drawn, by its number, with the count of its shapes."""
    found = {}
    for each in drawn_of(page, PathCollection):
        name, _, number = (each.get_gid() or "").partition("-")
        if name == "patch":
            found[int(number)] = (to_hex(each.get_facecolor()[0]), len(each.get_paths()))
    return found


def said(label):
    """Return the name that a label's lines spell."""
    return " ".join(label.lines).replace("- ", "-")


def test_a_series_has_each_kind_that_its_study_has_on_its_date(series):
    maker, pages = series
    kinds = {spec.kind for spec, _ in pages}
    assert kinds <= set(kinds_of(FLANDERS))
    partitions = {"province", "reference-region"} & set(maker.study.partitions)
    assert {"flanders", "regie-region", *partitions} <= kinds


def test_every_unit_is_filled_with_the_colour_that_the_page_gives_it(series):
    _, pages = series
    for spec, page in pages:
        drawn = fills(page)
        for number, patch in enumerate(spec.patches):
            colour, count = drawn.get(number, (patch.style.fill, 0))
            assert colour == patch.style.fill, spec.id
            # Of what lies outside the page's area, only what is in the picture is drawn.
            assert count == len(patch.units) or patch.faint, spec.id


def test_on_pages_of_membership_the_colour_of_a_unit_is_that_of_its_region(series):
    maker, pages = series
    for spec, _ in pages:
        if spec.theme == "membership" and spec.kind != "misfit":
            for patch in spec.patches:
                if not patch.faint:
                    wanted = {maker.unit_style(i) for i in patch.units}
                    assert wanted == {patch.style}, spec.id


def test_the_legend_has_each_fill_that_is_in_the_picture_and_no_other(series):
    _, pages = series
    for spec, page in pages:
        drawn = fills(page)
        inside = {p.style for n, p in enumerate(spec.patches) if n in drawn and not p.faint}
        outside = {p.style for p in spec.patches if p.faint}
        surfaces = {entry.style for entry in page.legend if entry.style.fill != "none"}
        assert inside <= surfaces, spec.id
        # A legend may also name the surroundings, and what has a number only.
        other = {style for style in surfaces if style.fill in {PLAIN.context, PLAIN.paper}}
        assert surfaces <= inside | outside | other, spec.id
        hatched = any(e.style.hatch_colour == PLAIN.doubted_hatch for e in page.legend)
        assert hatched == bool(spec.doubted), spec.id


def test_every_name_of_a_page_is_on_it_or_in_its_key(series):
    maker, pages = series
    for spec, page in pages:
        if not spec.labelled:
            continue
        words = {text.get_text() for text in drawn_of(page, Text)}
        assert [label.unit for label in page.labels] == list(range(len(spec.units))), spec.id
        for label in page.labels:
            name = maker.study.names[spec.units[label.unit]]
            assert name in words if label.number else said(label) == name.replace("- ", "-")


def test_no_name_leaves_the_map_becomes_small_or_steep(series):
    _, pages = series
    for spec, page in pages:
        for label in (*page.labels, *page.context_labels):
            assert page.frame.box.contains(label.box(PLAIN)), spec.id
            assert abs(label.angle) <= 60
        assert all(each.size >= min(PLAIN.label_sizes) for each in page.labels)


def test_no_two_names_overlap_not_even_those_of_the_surroundings(series):
    _, pages = series
    for spec, page in pages:
        rooms = [each.rooms(PLAIN) for each in page.labels]
        rooms += [[each.box(PLAIN).buffer(-0.01)] for each in page.context_labels]
        for first, second in combinations(rooms, 2):
            assert not any(one.intersects(other) for one in first for other in second), spec.id


def test_no_text_leaves_the_paper(series):
    _, pages = series
    for spec, page in pages[::2]:
        renderer = page.figure.canvas.get_renderer()
        width, height = page.figure.canvas.get_width_height()
        for text in drawn_of(page, Text):
            if text.get_text():
                box = text.get_window_extent(renderer)
                assert 0 <= box.x0 <= box.x1 <= width, (spec.id, text)
                assert 0 <= box.y0 <= box.y1 <= height, (spec.id, text)
