"""The numbers of the legend on the map: as many as there is room for."""

from __future__ import annotations

import csv

import pytest

from regiekaart.language import NL
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.document import web_page
from web.browsing import page_of, study_of

pytestmark = pytest.mark.browser

# The middle and the size of each number, in pixels.
NUMBERS = """() => [...document.querySelectorAll(".badge span")].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return { text: each.textContent, x: x + width / 2, y: y + height / 2, width, height };
})"""
ZOOM = "(by) => regiekaart.map.leaflet().setZoom({zoom} + by, {{ animate: false }})".format(
    zoom="regiekaart.map.leaflet().getZoom()"
)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A page on which every municipality is a region by itself: three hundred numbers."""
    path = tmp_path_factory.mktemp("lists") / "members.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["gemeente", "regiegebied"])
        rows.writerows([name, f"Regio {name}"] for name in study_of().names)
    choice = StudyChoice(membership=path, complete=True, boundaries="embedded")
    return web_page(load_study(choice), NL)


def far_apart(numbers):
    """Return whether no two numbers cover more than a small part of each other."""
    return not any(
        abs(one["x"] - other["x"]) < 0.6 * (one["width"] + other["width"]) / 2
        and abs(one["y"] - other["y"]) < 0.6 * (one["height"] + other["height"]) / 2
        for at, one in enumerate(numbers)
        for other in numbers[:at]
    )


def test_all_regions_of_flanders_have_their_number(open_page):
    opened = open_page(page_of(example=True))
    numbers = opened.page.evaluate(NUMBERS)
    assert sorted(int(each["text"]) for each in numbers) == list(range(1, 40))


def test_numbers_do_not_cover_each_other_however_many_there_are(open_page, crowded):
    opened = open_page(crowded)
    numbers = opened.page.evaluate(NUMBERS)
    assert 100 < len(numbers) < 300
    assert far_apart(numbers)
    assert opened.complaints == []


def test_closer_by_more_numbers_have_room_and_farther_away_fewer(open_page, crowded):
    page = open_page(crowded).page
    first = len(page.evaluate(NUMBERS))
    page.evaluate(ZOOM, 3)
    assert len(page.evaluate(NUMBERS)) == 300
    assert far_apart(page.evaluate(NUMBERS))
    page.evaluate(ZOOM, -3)
    assert len(page.evaluate(NUMBERS)) == first


def test_a_number_of_three_digits_stands_on_one_line(open_page, crowded):
    numbers = open_page(crowded).page.evaluate(NUMBERS)
    long = [each for each in numbers if len(each["text"]) == 3]
    assert long
    assert {round(each["height"]) for each in numbers} == {round(long[0]["height"])}
    assert all(each["width"] > each["height"] for each in long)


def test_the_map_as_a_drawing_has_no_numbers_over_each_other_either(open_page, crowded):
    page = open_page(crowded).page
    drawn = page.evaluate(
        """() => [...regiekaart.picture.draw(regiekaart.map.leaflet().getBounds())
            .querySelectorAll("rect[rx]")].map((each) => {
                const [x, y, width, height] = ["x", "y", "width", "height"].map(
                    (key) => Number(each.getAttribute(key)));
                return { x: x + width / 2, y: y + height / 2, width, height };
            })"""
    )
    assert 100 < len(drawn) <= 300
    assert far_apart(drawn)
