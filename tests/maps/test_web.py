"""The web page: that it loads nothing, says what the study says, and works in a browser."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.figures import Provenance
from regiekaart.language import EN, NL
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.theme import PLAIN
from regiekaart.maps.web import installed_leaflet, script_json, web_page
from regiekaart.study import OUTSIDE, UNKNOWN, StudyChoice, load_study
from regiekaart.words.sentences import coverage_sentence

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>window.broken = true</script>"
VOID = {"meta", "link", "input", "img", "br", "hr"}
LOADING = {"src", "srcset", "data", "poster", "action", "background", "manifest", "xlink:href"}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the texts of scripts and styles."""

    def __init__(self, page):
        super().__init__()
        self.found, self.texts, self.open = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.texts.append((tag, dict(attrs), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in {"script", "style"}:
            tag, attrs, text = self.texts[-1]
            self.texts[-1] = (tag, attrs, text + data)

    def named(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


@cache
def study_of(*, example=False, cycle=None):
    return load_study(StudyChoice(example=example, cycle=cycle, boundaries="embedded"))


@cache
def page_of(language=NL, *, example=False, cycle=None):
    return web_page(study_of(example=example, cycle=cycle), language)


def data_of(page):
    block = re.search(
        r'<script type="application/json" id="map-data">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(block[1])


def hostile_study():
    study = study_of()
    groups = (
        replace(study.groups[0], name=IMAGE),
        replace(study.groups[1], name=SCRIPT, legal_form=IMAGE),
        *study.groups[2:],
    )
    memberships = tuple(
        replace(m, region=groups[g].name) if g in {0, 1} else m
        for m, g in zip(study.memberships, study.group_of.tolist(), strict=True)
    )
    rows = tuple(
        replace(row, source=f"javascript:alert(1) | {IMAGE}") for row in memberships[1].rows
    )
    assert rows
    memberships = (memberships[0], replace(memberships[1], rows=rows), *memberships[2:])
    return replace(study, groups=groups, memberships=memberships, names=(SCRIPT, *study.names[1:]))


def test_the_page_is_one_document_in_its_language():
    page = page_of()
    elements = Elements(page)
    assert page.startswith("<!DOCTYPE html>")
    assert not elements.open
    assert elements.named("html") == [{"lang": "nl"}]
    assert page.count("<title>") == 1
    viewport = next(m for m in elements.named("meta") if m.get("name") == "viewport")
    assert viewport["content"] == "width=device-width, initial-scale=1"


@pytest.mark.parametrize("example", [False, True])
def test_nothing_on_the_page_is_loaded(example):
    page = page_of(example=example)
    elements = Elements(page)
    for tag, attrs in elements.found:
        assert not LOADING & attrs.keys(), (tag, attrs)
        assert tag not in {"iframe", "object", "embed", "base", "img"}
        assert not [name for name in attrs if name.startswith("on") or name == "style"]
        if tag == "link":
            assert attrs["href"] == "data:,"
    styles = "".join(text for tag, _, text in elements.texts if tag == "style")
    assert "@import" not in styles
    for address in re.findall(r"url\(\s*([^)]*)", styles):
        assert address.startswith(("data:image/png;base64,", "#")), address[:80]
    assert "sourceMappingURL" not in page
    for host in ("cdn.jsdelivr", "code.jquery", "cdnjs", "bootstrapcdn", "openstreetmap"):
        assert host not in page


def test_the_policy_allows_the_scripts_and_styles_of_the_page_and_nothing_else():
    page = page_of()
    policy = next(
        m["content"]
        for m in Elements(page).named("meta")
        if m.get("http-equiv") == "Content-Security-Policy"
    )
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["img-src"] == "data:"
    assert "unsafe" not in policy
    runnable = [t for t in Elements(page).texts if t[0] == "script" and not t[1].get("type")]
    assert len(directives["script-src"].split()) == len(runnable) == 3


def test_leaflet_and_its_licence_are_in_the_page():
    leaflet = installed_leaflet()
    page = page_of()
    assert "Leaflet 1.9.4" in leaflet.script
    assert leaflet.script in page
    assert "BSD 2-Clause License" in leaflet.licence
    assert "Volodymyr Agafonkin" in page
    assert "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in page


def test_every_municipality_is_there_once_with_what_the_study_says_of_it():
    study, data = study_of(), data_of(page_of())
    features = data["units"]["features"]
    assert [f["id"] for f in features] == list(study.codes)
    assert [f["properties"]["regie-region"] for f in features] == study.group_of.tolist()
    position = study.position["11039"]
    said = dict(zip(data["labels"], features[position]["properties"]["card"], strict=True))
    assert said == {
        "NIS-code": "11039",
        "Inwoners": NL.integer(int(study.population[position])),
        "Provincie": "Antwerpen",
        "Referentieregio": "Regio Antwerpen",
        "Regiegebied": "KINA",
        "Rechtsvorm": "welzijnsvereniging",
        "Bewijs": "afgeleid",
    }
    sources = [data["sources"][i] for i in features[position]["properties"]["sources"]]
    assert sources == [study.memberships[position].rows[0].source]


@pytest.mark.parametrize(
    ("example", "status", "word"), [(False, UNKNOWN, "onbekend"), (True, OUTSIDE, "geen lid")]
)
def test_who_is_no_member_and_who_is_unknown_is_said_in_words(example, status, word):
    study, data = study_of(example=example), data_of(page_of(example=example))
    where = data["labels"].index("Regiegebied")
    for feature, group in zip(data["units"]["features"], study.group_of, strict=True):
        assert (feature["properties"]["card"][where] == word) == (group == status)


def test_the_colours_are_those_of_the_maps_and_unknown_is_hatched():
    study = study_of()
    styles = data_of(page_of())["colourings"]["regie-region"]["styles"]
    maker = PageMaker(study, NL, PLAIN)
    for group in range(len(study.groups)):
        assert styles[str(group)] == maker.style(group).fill
    hatch = re.fullmatch(r"url\(#(.*)\)", styles[str(UNKNOWN)])[1]
    assert f'<pattern id="{hatch}"' in page_of()


def test_neighbouring_reference_regions_differ_in_colour():
    study = study_of()
    data = data_of(page_of())
    styles = data["colourings"]["reference-region"]["styles"]
    part = {f["id"]: f["properties"]["reference-region"] for f in data["units"]["features"]}
    pairs = {(part[a], part[b]) for a, b in study.neighbours if part[a] != part[b]}
    assert pairs
    assert all(styles[str(a)] != styles[str(b)] for a, b in pairs)


def test_before_the_reference_regions_there_is_no_layer_of_them():
    page = page_of(cycle="2020")
    assert study_of(cycle="2020").date < date(2022, 2, 4)
    assert list(data_of(page)["colourings"]) == ["regie-region"]
    assert "eferentieregio" not in page


def test_coordinates_are_rounded_and_lie_in_flanders():
    data = data_of(page_of())
    text = json.dumps([f["geometry"] for f in data["units"]["features"]])
    numbers = re.findall(r"\d+\.\d+", text)
    assert max(len(n.partition(".")[2]) for n in numbers) <= 5
    (south, west), (north, east) = data["bounds"]
    assert 2.5 < west < 2.6
    assert 50.6 < south < 50.8
    assert 5.8 < east < 6.0
    assert 51.4 < north < 51.6


@pytest.mark.parametrize("language", [NL, EN], ids=lambda x: x.code)
@pytest.mark.parametrize("example", [False, True])
def test_the_words_are_those_of_the_other_outputs(language, example):
    study, page = study_of(example=example), unescape(page_of(language, example=example))
    origin = Provenance.of(study)
    assert coverage_sentence(coverage(study).whole, language) in page
    assert origin.source_line(language) in page
    assert origin.evidence_line(language) in page
    assert language.say(study.boundaries.label) in page


def test_the_fictional_example_says_so_on_page_map_and_tab():
    page = page_of(example=True)
    assert "<title>FICTIEF VOORBEELD · " in page
    assert '<p class="warning">FICTIEF VOORBEELD</p>' in page
    assert re.search(r'<p class="stamp"[^>]*>FICTIEF VOORBEELD</p>', page)
    assert "FICTIEF" not in page_of()


def test_the_english_page_is_english():
    page = page_of(EN)
    data = data_of(page)
    assert '<html lang="en">' in page
    assert "Regie regions for social economy and work" in page
    assert "Membership by regie region" in page
    assert "membership unknown" in page.lower()
    assert data["labels"][:3] == ["NIS code", "Inhabitants", "Province"]
    assert data["units"]["features"][0]["properties"]["card"][1] == "14,752"
    for word in ("Regiegebied", "Gemeente", "Legende", "lidmaatschap", "Kaartlagen", "Grenzen"):
        assert word not in page


def test_the_legend_counts_every_municipality_once():
    page = page_of()
    block = re.search(r'<section data-legend="regie-region">(.*?)</section>', page, re.DOTALL)[1]
    counts = re.findall(r'<span class="count">(\d+)</span>', block)
    assert sum(map(int, counts)) == 300
    assert "Lidmaatschap onbekend" in block
    assert "Geen lid" not in block


def test_hostile_names_are_text():
    page = web_page(hostile_study(), NL)
    assert IMAGE not in page
    assert SCRIPT not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    elements = Elements(page)
    assert not elements.open
    assert not elements.named("img")
    assert len(elements.named("script")) == 4
    features = data_of(page)["units"]["features"]
    assert features[0]["properties"]["name"] == SCRIPT
    assert any(IMAGE in f["properties"]["card"] for f in features)


@pytest.mark.parametrize("bad", ["<", ">", "&", "\u2028", "\u2029"])
def test_json_in_a_script_holds_nothing_that_ends_it(bad):
    made = script_json({bad: [f"a{bad}b"]})
    assert bad not in made
    assert json.loads(made) == {bad: [f"a{bad}b"]}


def test_the_same_study_gives_the_same_bytes():
    again = load_study(StudyChoice(boundaries="embedded"))
    assert web_page(again, NL).encode() == page_of().encode()


@pytest.mark.parametrize("example", [False, True])
def test_the_page_is_small(example):
    assert len(page_of(example=example).encode()) < 900_000


# In a browser


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"no Chromium on this machine: none of {', '.join(names)}")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Return a function that opens a page from disk and notes its requests and complaints."""
    contexts = []

    def opened(html, width=1400, height=900):
        path = tmp_path / "map.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.requests = [], []

        def answer(route):
            page.requests.append(route.request.url)
            if route.request.url.startswith("file://"):
                route.continue_()
            else:
                route.abort()

        page.route("**/*", answer)
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))
        page.goto(path.as_uri())
        page.wait_for_selector("path.unit", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()


FILLS = """paths => Object.fromEntries(
    paths.map(path => [path.dataset.code, path.getAttribute("fill")]))"""
# A point at which nothing lies over the unit.
FREE_POINT = """path => {
    const box = path.getBoundingClientRect();
    for (let i = 1; i < 20; i += 1) for (let j = 1; j < 20; j += 1) {
        const [x, y] = [box.x + box.width * i / 20, box.y + box.height * j / 20];
        if (document.elementFromPoint(x, y) === path) return [x, y];
    }
    throw new Error("the unit is covered");
}"""


def fills(page):
    return page.locator("path.unit").evaluate_all(FILLS)


def hover(page, nis):
    """Put the pointer on a municipality and return its tooltip."""
    tooltip = page.locator(".leaflet-tooltip")
    page.mouse.move(1, 1)
    tooltip.wait_for(state="detached")
    page.mouse.move(*page.locator(f'path.unit[data-code="{nis}"]').evaluate(FREE_POINT))
    tooltip.wait_for()
    return tooltip


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (360, 740), (2560, 1440)])
def test_it_opens_from_disk_alone_and_draws_every_municipality(open_page, width, height):
    page = open_page(page_of(), width, height)
    assert page.locator("path.unit").count() == 300
    assert page.locator("path.borders-province").count() > 0
    assert page.locator("path.borders-regie-region").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [url for url in page.requests if not url.startswith("file://")] == []
    assert len(page.requests) == 1
    assert page.complaints == []


@pytest.mark.browser
def test_the_tooltip_says_what_is_known_of_a_municipality(open_page):
    page = open_page(page_of())
    text = hover(page, "11039").inner_text()
    for expected in ("Schilde", "11039", "Regio Antwerpen", "KINA", "afgeleid", "https://kina.be/"):
        assert expected in text
    assert page.complaints == []


@pytest.mark.browser
def test_the_tooltip_stays_on_a_small_map(open_page):
    page = open_page(page_of(), 360, 740)
    frame = page.locator("#map-frame").bounding_box()
    tooltip = hover(page, "11002").bounding_box()
    assert tooltip["x"] >= frame["x"]
    assert tooltip["x"] + tooltip["width"] <= frame["x"] + frame["width"]
    assert tooltip["y"] >= frame["y"]


@pytest.mark.browser
def test_another_layer_gives_other_fills_and_another_legend(open_page):
    page = open_page(page_of())
    before = fills(page)
    page.get_by_label("Referentieregio's").check()
    after = fills(page)
    assert len(after) == 300
    assert before != after
    assert any("url(" in fill for fill in before.values())
    assert not any("url(" in fill for fill in after.values())
    assert page.locator('[data-legend="reference-region"]').is_visible()
    assert not page.locator('[data-legend="regie-region"]').is_visible()
    page.get_by_label("Lidmaatschap per regiegebied").check()
    assert fills(page) == before
    assert page.complaints == []


@pytest.mark.browser
def test_borders_can_be_taken_off_with_their_line_in_the_legend(open_page):
    page = open_page(page_of())
    assert page.locator('[data-border="province"]').is_visible()
    page.get_by_label("Grenzen van provincies").uncheck()
    assert page.locator("path.borders-province").count() == 0
    assert not page.locator('[data-border="province"]').is_visible()


@pytest.mark.browser
def test_with_the_keyboard_a_municipality_can_be_chosen_and_its_sources_followed(open_page):
    page = open_page(page_of())
    page.locator("#unit-choice").select_option("11039")
    assert "KINA" in page.locator("#unit-card").inner_text()
    link = page.locator("#unit-card a").first
    assert link.get_attribute("href").startswith("https://kina.be/")
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.complaints == []


@pytest.mark.browser
def test_the_legend_points_out_a_region(open_page):
    page = open_page(page_of())
    page.locator('[data-legend="regie-region"] button', has_text="KINA").hover()
    script = "paths => paths.filter(path => path.getAttribute('fill-opacity') === '1').length"
    members = int((study_of().group_of == [g.name for g in study_of().groups].index("KINA")).sum())
    assert page.locator("path.unit").evaluate_all(script) == members


@pytest.mark.browser
def test_only_the_borders_between_parts_are_drawn_and_each_one_once(open_page):
    page = open_page(page_of())
    total = "paths => paths.reduce((sum, path) => sum + path.getTotalLength(), 0)"
    provinces, regions, units = (
        page.locator(f"path.{name}").evaluate_all(total)
        for name in ("borders-province", "borders-regie-region", "unit")
    )
    assert 0 < provinces < regions < units / 2


@pytest.mark.browser
def test_hostile_names_show_as_text_and_do_nothing(open_page):
    page = open_page(web_page(hostile_study(), NL))
    legend = page.locator('[data-legend="regie-region"]').inner_text()
    assert IMAGE in legend
    assert SCRIPT in legend
    first, second = (study_of().codes[i] for i in (0, 1))
    in_scripted = study_of().codes[int((study_of().group_of == 1).argmax())]
    for nis, expected in ((first, SCRIPT), (second, IMAGE), (in_scripted, SCRIPT)):
        assert expected in hover(page, nis).inner_text()
    for nis, expected in ((first, SCRIPT), (in_scripted, IMAGE), (second, "javascript:alert(1)")):
        page.locator("#unit-choice").select_option(nis)
        assert expected in page.locator("#unit-card").inner_text()
    assert page.evaluate("window.broken") is None
    assert page.locator("img").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    assert page.complaints == []
