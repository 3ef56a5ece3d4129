"""Finding, linking, printing, and using the page without a mouse or without sight."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from web.browsing import page_of

pytestmark = pytest.mark.browser

DEFAULT = "#t=nl&m=2023-2023-01-01&l=regie-region&o=province%2Cregie-region%2Cdoubted"


# Finding


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Schilde", "Schilde"),
        ("schil", "Schilde"),
        ("sint niklaas", "Sint-Niklaas"),
        ("St.-Niklaas", "Sint-Niklaas"),
        ("Ekeren", "Ekeren deelgemeente van Antwerpen"),
        ("Overpelt", "Overpelt tot 2018; hier Pelt"),
        ("Bilzen-Hoeselt", "Bilzen-Hoeselt vanaf 2025; hier Bilzen"),
        ("11039", "Schilde"),
        ("mechlen", "Mechelen"),
        ("Grimbregen", "Grimbergen"),
        ("KINA", "KINA regiegebied"),
        ("Heist op den Berg", "Heist-op-den-Berg"),
        ("Lô-Reninge", "Lo-Reninge"),
    ],
)
def test_a_name_is_found_however_it_is_typed(searched, query, first):
    found = searched.find(query)
    assert found
    assert found[0].startswith(first)


@pytest.fixture(scope="module")
def searched(browser, pages):
    """One page for all that is typed."""
    from web.browsing import Opened

    path = pages / "search.html"
    path.write_text(page_of(), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield Opened(context, path.as_uri())
    context.close()


def test_what_is_not_there_is_not_found(searched):
    assert searched.find("Kopenhagen") == []
    assert "Niets gevonden voor “Kopenhagen”" in searched.text("#search-note")
    assert searched.find("") == []


def test_a_result_is_picked_with_the_keyboard(open_page):
    opened = open_page()
    page = opened.page
    field = page.get_by_role("combobox", name="Zoek een gemeente")
    field.focus()
    page.keyboard.type("lier")
    assert field.get_attribute("aria-expanded") == "true"
    first = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert first.get_attribute("aria-selected") == "true"
    assert first.inner_text().startswith("Lier ")
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option]").nth(1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert field.get_attribute("aria-expanded") == "false"
    assert opened.text("#panel-title") == "Lier"
    assert "s=12021" in opened.hash()
    page.keyboard.type("gent")
    page.keyboard.press("Escape")
    assert page.locator("#options").is_hidden()
    assert page.get_by_role("status").inner_text()


def test_a_place_opens_its_municipality_and_is_brought_into_view(open_page):
    opened = open_page()
    opened.find("Ekeren")
    opened.page.locator("#options li").first.click()
    assert opened.text("#panel-title") == "Antwerpen"
    opened.until("() => regiekaart.map.leaflet().getZoom() > 9")


# Links


def test_a_link_opens_the_same_view(open_page):
    opened = open_page(hash_="#s=11039")
    page = opened.page
    opened.choose("layer", "coverage")
    opened.choose("filter", "province:Antwerpen")
    page.get_by_label("Grenzen van referentieregio's").check()
    page.get_by_label("Lidmaatschap afgeleid").uncheck()
    page.locator('#languages [data-language="en"]').click()
    page.locator("#zoom-in").click()
    # The link is written once the map stands still.
    opened.until("() => location.hash.includes('v=')")
    view = "(map => [map.getZoom(), map.getCenter().lat, map.getCenter().lng])"
    view += "(regiekaart.map.leaflet())"
    before, seen = opened.state(), page.evaluate(view)
    again = open_page(hash_=opened.hash())
    assert again.state() == before
    assert again.page.evaluate(view) == pytest.approx(seen, abs=0.002)
    assert again.hash() == opened.hash()
    assert again.text("#panel-title") == "Schilde"
    assert again.complaints == []


def test_a_link_that_is_pasted_in_an_open_page_is_followed(open_page):
    opened = open_page()
    opened.page.evaluate("location.hash = '#s=r:KINA&t=en'")
    opened.until("() => document.getElementById('panel-title').textContent === 'KINA'")
    assert opened.page.evaluate("document.documentElement.lang") == "en"


def test_an_old_link_to_a_municipality_that_merged_opens_what_it_became(open_page):
    opened = open_page(hash_="#m=2023-2025-01-01&s=11007")
    assert opened.text("#panel-title") == "Antwerpen"
    opened = open_page(page_of(example=True), "#s=72025")
    assert opened.text("#panel-title") == "Pelt"


def test_a_link_opens_the_planner_on_its_layer(open_page):
    opened = open_page(hash_="#l=coverage&p=1")
    assert {key: opened.state()[key] for key in ("mode", "layer")} == {
        "mode": "plan",
        "layer": "coverage",
    }
    assert opened.text("#plan-title") == "Planner"
    assert opened.text("#classes h3").startswith("Lidmaatschap")
    assert "p=1" in opened.hash()
    assert opened.complaints == []


GARBAGE = [
    "#m=1999-01-01&l=moon&o=walls&f=province:Atlantis&s=99999&v=9/a/b&t=fr",
    "#nonsense",
    "#s=r%3ADoes%20not%20exist&v=999/999/999",
    "#%E0%A4%A&l=%",
    "#m=__proto__&s=constructor&l=toString",
    "#" + "x=1&" * 500,
    "#s=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
]


def test_a_link_that_does_not_fit_opens_the_page_as_it_is(open_page):
    opened = open_page(hash_=GARBAGE[0])
    for garbage in GARBAGE[1:]:
        assert opened.hash() == DEFAULT
        assert opened.page.locator("path.unit").count() == 300
        assert opened.page.locator("#panel").is_hidden()
        opened.page.evaluate("text => { location.hash = text; }", garbage)
        opened.until("text => location.hash !== text", garbage)
    assert opened.hash() == DEFAULT
    assert opened.complaints == []


def test_a_part_that_does_not_fit_is_told_and_the_rest_holds(open_page):
    opened = open_page(hash_="#s=11039&l=moon")
    assert opened.text("#panel-title") == "Schilde"
    assert "overgeslagen" in opened.page.get_by_role("status").text_content()


def test_the_link_is_copied_or_stands_ready(open_page):
    opened = open_page(hash_="#s=11039", permissions=[])
    page = opened.page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); }")
    page.get_by_role("button", name="Kopieer link").click()
    field = page.get_by_label("Kopieer deze link")
    assert field.is_visible()
    assert field.input_value().endswith(opened.hash())
    selected = (
        "({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd)"
    )
    assert field.evaluate(selected) == page.url
    page.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"
    )
    page.get_by_role("button", name="Kopieer link").click()
    page.locator("#copied").wait_for()
    assert page.evaluate("window.copied") == page.url
    assert opened.complaints == []


# Print


def printed(opened, folder):
    """Return what stands on paper, with the spaces as they are read."""
    opened.page.pdf(path=str(folder / "page.pdf"), prefer_css_page_size=True)
    pages = PdfReader(folder / "page.pdf").pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_on_paper_stand_the_map_the_legend_the_panel_and_the_sources(open_page):
    opened = open_page(hash_="#s=r:KINA")
    assert opened.page.locator("#print-map svg").count() == 0
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    drawing = opened.page.locator("#print-map svg")
    assert drawing.is_visible()
    assert drawing.locator("path").count() > 300
    box = drawing.bounding_box()
    assert box["width"] > box["height"] > 100
    for shown in ("#title", "#sentence", "#line", "#classes", "#panel", "#notes"):
        assert opened.page.locator(shown).is_visible(), shown
    for hidden in ("#tools", "#bar", "#finder", "#map-frame", "#panel-close"):
        assert opened.page.locator(hidden).is_hidden(), hidden
    opened.page.emulate_media(media="screen")
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.locator("#print-map svg").count() == 0
    assert opened.complaints == []


def test_the_paper_says_what_it_is_of_which_day_and_from_what(open_page, tmp_path):
    # Also from a telephone, on which the legend begins closed.
    text = printed(open_page(hash_="#s=11039", width=360), tmp_path)
    for expected in (
        "Lokale regiegebieden sociale economie en werk", "toestand op 1 januari 2023", "Schilde",
        "Lidmaatschap onbekend", "Bewijs van de lidmaatschappen", "benaderende grenzen", "kina.be",
    ):  # fmt: skip
        assert expected in text
    assert "Kopieer link" not in text


# Without a mouse, without sight


def test_municipalities_are_reached_and_chosen_with_the_keyboard(open_page):
    opened = open_page()
    page = opened.page
    assert page.locator('path.unit[tabindex="0"]').count() == 1
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.dataset.code")
    assert first
    assert page.locator("path.mark.focused").count() == 1
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.code")
    assert second != first
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    code = page.evaluate("document.activeElement.dataset.code")
    assert f"s={code}" in opened.hash()
    name = page.evaluate("document.activeElement.ariaLabel").partition(":")[0]
    assert opened.text("#panel-title") == name
    assert page.get_by_role("status").text_content() == name
    # The map stays where it is: the arrows did not drag it as well.
    assert "v=" not in opened.hash()


def test_every_control_is_reached_with_tab_and_shows_that_it_is(open_page):
    page = open_page(hash_="#s=11039").page
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const at = document.activeElement; return at === document.body ? null :
            [at.id || at.dataset.language || at.className.baseVal || at.dataset.line || at.tagName,
             getComputedStyle(at).outlineStyle, at.matches('path')]; }"""
        )
        if at is None:
            break
        seen.append(at[0])
        assert at[1] != "none" or at[2], at
    for control in ("nl", "copy-link", "print", "moment", "layer", "filter", "home", "search",
                    "panel-close", "province", "doubted"):  # fmt: skip
        assert control in seen
    assert any("unit" in each for each in seen)


def test_closing_the_panel_gives_the_focus_back(open_page):
    page = open_page(hash_="#s=11039").page
    page.locator("#panel-close").focus()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.id") == "search"


STATES = [
    (1280, 800, "", "antw"),
    (3840, 2160, "#s=r:Interwaas", None),
    (3840, 2160, "#p=1", None),
    (1280, 800, "#s=r:Interwaas", None),
    (360, 800, "#s=11039&l=agreement&t=en&f=province:Antwerpen", None),
]


@pytest.mark.parametrize(("width", "height", "hash_", "query"), STATES)
def test_axe_finds_nothing_wrong(open_page, width, height, hash_, query):
    opened = open_page(hash_=hash_, width=width, height=height)
    if query:
        opened.find(query)
    found = opened.axe()
    told = [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert told == []
    assert len(found["passes"]) > 25
