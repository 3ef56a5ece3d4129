"""The web page as a file: that it loads nothing, is small, and says what the other outputs say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.figures import Provenance
from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.document import SCRIPTS, STYLES, web_page
from regiekaart.web.leaflet import installed_leaflet
from regiekaart.web.security import policy, script_json
from regiekaart.words.sentences import coverage_sentence
from web.browsing import page_of, study_of
from web.hostile import IMAGE, SCRIPT, hostile_page

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


def data_of(page):
    block = re.search(
        r'<script type="application/json" id="map-data">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(block[1])


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
    content = next(
        m["content"]
        for m in Elements(page).named("meta")
        if m.get("http-equiv") == "Content-Security-Policy"
    )
    directives = dict(part.split(" ", 1) for part in content.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["img-src"] == "data:"
    assert "unsafe" not in content
    runnable = [t for t in Elements(page).texts if t[0] == "script" and not t[1].get("type")]
    # Besides the page's own there are Leaflet, the sums of the planner, and folium's script.
    assert len(directives["script-src"].split()) == len(runnable) == len(SCRIPTS) + 3
    assert len(directives["style-src"].split()) == len(STYLES) + 2


@pytest.mark.parametrize("bad", ["a</script>b", "a</STYLE", "<!-- a"])
def test_a_script_that_would_end_its_element_is_refused(bad):
    with pytest.raises(ValueError, match="too early"):
        policy([], [bad])


def test_the_own_scripts_never_make_markup_from_text():
    page = page_of()
    own = [text for tag, attrs, text in Elements(page).texts if tag == "script" and not attrs]
    for text in own[1:]:
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in text


def test_leaflet_and_its_licence_are_in_the_page():
    leaflet = installed_leaflet()
    page = page_of()
    assert "Leaflet 1.9.4" in leaflet.script
    assert leaflet.script in page
    assert "BSD 2-Clause License" in leaflet.licence
    assert "Volodymyr Agafonkin" in page
    assert "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in page


@pytest.mark.parametrize("language", [NL, EN], ids=lambda x: x.code)
@pytest.mark.parametrize("example", [False, True])
def test_the_words_are_those_of_the_other_outputs(language, example):
    study, page = study_of(example=example), unescape(page_of(language, example=example))
    # What a reader without scripts sees: everything before the data.
    read = page.partition('id="map-data"')[0]
    origin = Provenance.of(study)
    assert coverage_sentence(coverage(study).whole, language) in read
    assert origin.source_line(language) in read
    assert origin.evidence_line(language) in read
    assert language.say(study.boundaries.label) in read


def test_the_page_holds_both_languages():
    words = data_of(page_of())["words"]
    assert words["legend"] == ["Legende", "Legend"]
    assert data_of(page_of(EN))["words"] == words
    assert data_of(page_of(EN))["language"] == "en"


def test_before_the_script_runs_the_english_page_is_english():
    read = page_of(EN).partition("<style>")[0] + page_of(EN).partition("</head>")[2]
    read = read.partition("<script")[0]
    assert '<html lang="en">' in read
    assert "Regie regions for social economy and work" in read
    for word in ("regiegebied", "Gemeente", "Legende", "lidmaatschap", "Kaartlaag", "Grenzen"):
        assert word not in read


def test_the_fictional_example_says_so_on_page_map_and_tab():
    page = page_of(example=True)
    assert "<title>FICTIEF VOORBEELD · " in page
    assert '<p class="warning fiction">FICTIEF VOORBEELD</p>' in page
    assert re.search(r'<p class="stamp fiction"[^>]*>FICTIEF VOORBEELD</p>', page)
    assert "FICTIEF" not in page_of()


def test_hostile_names_cannot_leave_the_data():
    page = hostile_page()
    assert IMAGE not in page
    assert SCRIPT not in page
    elements = Elements(page)
    assert not elements.open
    assert not elements.named("img")
    assert len(elements.named("script")) == len(SCRIPTS) + 4
    moment = data_of(page)["moments"][-1]
    assert {IMAGE, SCRIPT} <= {region["name"] for region in moment["regions"]}


@pytest.mark.parametrize("bad", ["<", ">", "&", "\u2028", "\u2029"])
def test_json_in_a_script_holds_nothing_that_ends_it(bad):
    made = script_json({bad: [f"a{bad}b"]})
    assert bad not in made
    assert json.loads(made) == {bad: [f"a{bad}b"]}


def test_the_same_study_gives_the_same_bytes():
    again = load_study(StudyChoice(boundaries="embedded"))
    assert web_page(again, NL).encode() == page_of().encode()


@pytest.mark.parametrize("example", [False, True])
def test_the_page_is_small_enough_to_mail(example):
    assert len(page_of(example=example).encode()) <= 1_200_000


def test_a_house_style_colours_the_page():
    theme = replace(PLAIN, accent="#123456", fine="#00ff00")
    page = web_page(study_of(example=True), NL, theme)
    assert "--accent:#123456;" in page
    styles = data_of(page)["styles"]
    assert {"fill": "#00ff00"} in styles


def test_the_command_takes_a_house_style(run, tmp_path):
    (tmp_path / "house.toml").write_text('accent = "#123456"\n', encoding="utf-8")
    status, out, _ = run("web", "--example", "--boundaries", "embedded", "--style", "house.toml")
    assert status == 0
    assert "--accent:#123456;" in (tmp_path / out.strip()).read_text(encoding="utf-8")
