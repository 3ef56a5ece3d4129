"""How the page looks for whoever sees, points or moves otherwise: dark, forced, still, small."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

# Aim the planner at a region of the list.
AIM = """(name) => {
    const { planner } = regiekaart;
    planner.setTarget(planner.named(name));
}"""
# axe is not sure of what lies over something else. With the map out of the way and all of the panel
# on the screen, it is left with what no tool decides: a single sign, the numbers in the legend
# (whose colours tests/maps measures), and the columns of a table that scrolls sideways.
UNSURE = """() => axe.run(document, { runOnly: ["color-contrast"] }).then(({ incomplete }) =>
    incomplete.flatMap(({ nodes }) => nodes).filter(({ any, target: [at] }) =>
        any[0].data.messageKey !== "shortTextContent" && !at.includes("text") &&
        !document.querySelector(at).closest(".swatch, .planner .wide")).map(({ html }) => html))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hash_", ["#s=r:Interwaas", "#p=1"])
def test_dark_and_light_are_as_easy_to_read(open_page, scheme, hash_):
    opened = open_page(hash_=hash_, height=6000, color_scheme=scheme)
    page = opened.page
    if hash_ == "#p=1":
        page.evaluate(AIM, "Interwaas")
        for words in ("Alle regiegebieden", "Dekking per provincie", "Nieuw regiegebied"):
            page.locator("summary", has_text=words).click()
    paper, light = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, regiekaart.data.look.paper]"
    )
    assert light == "#ffffff"
    assert (paper == "rgb(255, 255, 255)") is (scheme == "light")
    # The map is as it is on paper.
    ground = "getComputedStyle(document.querySelector('.leaflet-container')).backgroundColor"
    assert page.evaluate(ground) == "rgb(236, 239, 241)"
    assert [rule["id"] for rule in opened.axe()["violations"]] == []
    page.evaluate("document.querySelector('.leaflet-map-pane').style.display = 'none'")
    assert page.evaluate(UNSURE) == []
    assert opened.complaints == []


def test_forced_colours_leave_the_map_and_show_what_is_chosen(open_page):
    opened = open_page(forced_colors="active")
    fills = "(at) => [...new Set(at.map((each) => getComputedStyle(each).backgroundColor))].length"
    assert opened.page.locator("#languages button").evaluate_all(fills) == 2
    opened.find("antw")
    assert opened.page.locator("[role=option]").evaluate_all(fills) == 2
    kept = "(at) => at.every((each) => getComputedStyle(each).forcedColorAdjust === 'none')"
    assert opened.page.locator("svg.swatch").evaluate_all(kept)
    assert opened.page.locator(".badge span").evaluate_all(kept)


def test_who_wants_no_motion_gets_none(open_page):
    opened = open_page(reduced_motion="reduce")
    page = opened.page
    assert page.evaluate("regiekaart.calm")
    options = "(({ zoomAnimation, fadeAnimation }) => [zoomAnimation, fadeAnimation])"
    assert page.evaluate(f"{options}(regiekaart.map.leaflet().options)") == [False, False]
    before = page.evaluate("regiekaart.map.leaflet().getZoom()")
    # At once, and not on the way there.
    page.locator("#zoom-in").click()
    assert page.evaluate("regiekaart.map.leaflet().getZoom()") == before + 1
    assert page.locator(".leaflet-zoom-anim").count() == 0


# In the planner


def test_a_row_of_the_legend_keeps_the_focus_when_it_is_made_anew(open_page):
    opened = open_page(hash_="#p=1")
    page = opened.page
    page.locator("#classes button", has_text="Leuven").focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.querySelector('.name')?.textContent"
    assert page.evaluate(focused) == "Leuven"
    rename = """() => {
        const { planner } = regiekaart;
        planner.renameGroup(planner.target(), "Leuven en omgeving");
    }"""
    page.evaluate(rename)
    assert page.evaluate(focused) == "Leuven en omgeving"
    # The number in front of it becomes another one.
    page.evaluate("() => regiekaart.planner.removeGroup(0)")
    assert page.evaluate("document.activeElement.closest('#classes') !== null")


def test_what_can_be_pressed_is_large_enough_for_a_finger(open_page):
    opened = open_page(hash_="#p=1", width=360)
    page = opened.page
    page.evaluate(AIM, "Interwaas")
    page.locator("summary", has_text="Alle regiegebieden").click()
    small = """(all) => all.map((at) => [at.textContent, at.getBoundingClientRect()])
        .filter(([, { width, height }]) => width && Math.min(width, height) < 24)
        .map(([text]) => text)"""
    pressed = page.locator("main button, main summary, main select, main .link")
    assert pressed.count() > 80
    assert pressed.evaluate_all(small) == []


def test_on_a_telephone_the_first_facts_of_the_region_stand_at_the_map(open_page):
    opened = open_page(hash_="#p=1", width=360, height=740)
    page = opened.page
    brief = page.locator(".plan-brief")
    assert brief.is_hidden()
    page.evaluate(AIM, "Stadsregio Turnhout")
    text = brief.inner_text()
    assert text.startswith("Stadsregio Turnhout · minstens ")
    assert "boven het minimum van 60.000" in text
    assert "Past in één referentieregio" in text
    frame, line = page.locator("#map-frame").bounding_box(), brief.bounding_box()
    assert line["y"] == pytest.approx(frame["y"] + frame["height"], abs=1)
    assert line["height"] < 90
    # It stays at the top of what is below, and hides nothing that has the focus.
    for at in ("#plan-add", "#plan-scenario"):
        page.locator(at).focus()
        assert brief.bounding_box()["y"] == pytest.approx(0, abs=1)
        assert page.locator(at).bounding_box()["y"] >= line["height"]
    page.get_by_role("button", name="Verkennen").click()
    assert brief.is_hidden()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Plannen").click()
    assert brief.is_hidden()
    assert page.locator(".plan-region").is_visible()


def test_what_an_amount_rests_on_follows_the_scenario(open_page):
    opened = open_page(hash_="#p=1")
    page = opened.page
    page.evaluate(AIM, "Interwaas")
    page.locator("summary", has_text="Alle regiegebieden").click()
    supposed = "gesteld dat dit alle regiegebieden en al hun leden zijn"
    places = (".plan-region", "[data-figure=subsidy]")
    assert [supposed in opened.text(place) for place in places] == [True, True]
    known = """() => {
        const { planner } = regiekaart;
        const { group_of: of } = planner.store().state;
        planner.assign(of.flatMap((group, i) => (group === -1 ? [i] : [])), -2);
    }"""
    page.evaluate(known)
    assert [supposed in opened.text(place) for place in places] == [False, False]
    assert ["sleutels van 2023" in opened.text(place) for place in places] == [True, True]
    page.get_by_role("button", name="Ongedaan maken").click()
    assert [supposed in opened.text(place) for place in places] == [True, True]
