from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.coverage import coverage
from regiekaart.errors import Problem, Severity
from regiekaart.facts.boundaries import BoundarySet
from regiekaart.language import EN, NL, Text
from regiekaart.maps.kinds import kinds_of
from regiekaart.maps.palette import indexed
from regiekaart.maps.theme import PLAIN
from regiekaart.report.html import report_html
from regiekaart.report.lists import missing_lists
from regiekaart.report.origins import safe_link
from regiekaart.report.outline import report_document
from regiekaart.report.pictures import HOMES, ReportMap, trimmed
from regiekaart.report.summary import missing_sentence, size_sentence
from regiekaart.scheme.flanders import FLANDERS, REGIE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.table import cell_text
from report.kept import results_of
from tiny import grid_study

if TYPE_CHECKING:
    from pathlib import Path

    from regiekaart.language import Language
    from regiekaart.study import Study

VOID = {"meta", "img", "link", "br", "hr", "input"}
HOSTILE = "<script>alert(1)</script>"


@dataclass
class Page(HTMLParser):
    """A page as its tags, their attributes and their text; complains of tags that do not match."""

    html: str
    open: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()
        self.feed(self.html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"style", "script"}:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.texts))

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def report_page(study: Study, maps: list[ReportMap], language: Language) -> str:
    return report_html(report_document(results_of(study), maps, language))


def bordered(study: Study) -> Study:
    """Return the study with borders that need not be read: a report only names them."""
    study.__dict__["boundaries"] = BoundarySet(
        codes=study.codes,
        geometries=np.full(len(study.codes), None),
        vintage=study.vintage,
        approximate=True,
        label=Text("benaderende grenzen", "approximate borders"),
        sha256="",
    )
    return study


@pytest.fixture(scope="module")
def partial() -> Study:
    return bordered(load_study(StudyChoice(cycle="2023")))


@pytest.fixture(scope="module")
def example() -> Study:
    return bordered(load_study(StudyChoice(example=True)))


@pytest.fixture
def maps(tmp_path: Path) -> list[ReportMap]:
    drawn = []
    for number, kind in enumerate(reversed(kinds_of(FLANDERS))):
        picture = Image.new("RGB", (60, 40), "white")
        picture.paste(PLAIN.groups[number], (10, 10, 50, 30))
        picture.save(tmp_path / f"{kind}.png")
        drawn.append(ReportMap(kind, f"Kaart {kind}", f'Alt "{kind}"', tmp_path / f"{kind}.png"))
    return drawn


def test_page_is_well_formed_and_asks_nothing_of_others(partial, maps):
    html = report_page(partial, maps, NL)
    page = Page(html)
    assert html.startswith("<!DOCTYPE html>\n")
    assert page.named("html") == [{"lang": "nl"}]
    assert not {"link", "iframe", "object", "base", "form"} & {t for t, _ in page.tags}
    assert page.attributes("src")
    starts = ("data:image/png;base64,", "data:image/svg+xml;base64,")
    assert all(src.startswith(starts) for src in page.attributes("src"))
    assert [attrs for tag, attrs in page.tags if tag == "script"] == [{}]
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    policy = next(a["content"] for a in page.named("meta") if "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    assert page.attributes("style") == []


def test_ids_are_unique_and_every_reference_arrives(partial, maps):
    page = Page(report_page(partial, maps, NL))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    local = [href[1:] for href in page.attributes("href") if href.startswith("#")]
    assert set(local) | set(page.attributes("aria-labelledby")) <= set(ids)


def test_headings_go_down_one_level_at_a_time(example, maps):
    page = Page(report_page(example, maps, NL))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("spoken", [NL, EN], ids=["nl", "en"])
def test_every_region_and_every_municipality_appears(partial, spoken):
    page = Page(report_page(partial, [], spoken))
    said = {text.strip() for text in page.texts}
    assert {group.name for group in partial.groups} <= said
    assert set(partial.names) <= said


@pytest.mark.parametrize("choice", [StudyChoice(cycle="2023"), StudyChoice(example=True)])
@pytest.mark.parametrize("status", [OUTSIDE, UNKNOWN])
def test_totals_of_the_missing_equal_the_coverage(choice, status):
    study = load_study(choice)
    share = coverage(study).whole.population
    people = share.unknown if status == UNKNOWN else share.total - share.count - share.unknown
    anchor = "onbekend" if status == UNKNOWN else "geen-lid"
    found = [each for each in missing_lists(study) if each.id == anchor]
    if people == 0:
        assert found == []
        return
    (listed,) = found
    assert sum(len(p.units) for p in listed.provinces) == (study.group_of == status).sum()
    assert sum(p.population for p in listed.provinces) == people
    assert NL.integer(people) in listed.sentence.nl
    for province in listed.provinces:
        inhabitants = [number for _, number in province.units]
        assert inhabitants == sorted(inhabitants, reverse=True)


def test_figures_on_the_page_are_those_of_the_coverage(partial):
    text = Page(report_page(partial, [], NL)).text
    for by in (None, "province", "reference-region", "arrondissement"):
        for row in coverage(partial, by).rows:
            for cell in (row.population, row.population.count, row.population.unknown):
                assert cell_text(cell, NL, compact=True) in text


def test_banner_stands_on_the_example_only(partial, example, maps):
    made_up, real = report_page(example, maps, NL), report_page(partial, maps, NL)
    assert "Fictief" not in Page(real).text
    assert "FICTIEF" not in real
    assert made_up.count('class="band"') == 1
    assert "FICTIEF VOORBEELD" in Page(made_up).text
    # On paper the band is in the margin of every page.
    assert '@top-center { content: "FICTIEF VOORBEELD"' in made_up
    assert "<title>Fictief voorbeeld" in made_up
    assert "FICTIONAL EXAMPLE" in report_page(example, [], EN)


def test_same_study_and_maps_give_the_same_bytes(partial, maps):
    first = report_page(partial, maps, NL)
    assert first == report_page(bordered(load_study(StudyChoice(cycle="2023"))), maps, NL)


def test_english_page_has_english_words_and_numbers(partial, maps):
    page = Page(report_page(partial, maps, EN))
    assert page.named("html") == [{"lang": "en"}]
    assert "6,774,807" in page.text
    assert "72.52% to 100.00%" in page.text
    # The name of a region of 2020 that is not known is Dutch in every language.
    text = page.text.replace("(naam onbekend)", "")
    for word in ("Samenvatting", "inwoners", " gemeenten", "onbekend", "Bronnen", "6.774.807"):
        assert word not in text


def test_study_before_the_reference_regions_has_no_table_of_them(maps):
    study = bordered(load_study(StudyChoice(cycle="2017")))
    kept = [drawn for drawn in maps if drawn.kind != "reference-region"]
    html = report_page(study, kept, NL)
    page = Page(html)
    assert "coverage-reference-region" not in html
    assert "geen tabel per referentieregio: de eerste" in page.text
    assert "t-coverage-province" in page.attributes("id")
    assert "t-coverage-arrondissement" in page.attributes("id")
    assert set(study.names) <= {text.strip() for text in page.texts}


def hostile(study: Study, source: str) -> Study:
    """Return the study with a first group, and its sources, that nobody would call so."""
    groups = (replace(study.groups[0], name=HOSTILE, legal_form=HOSTILE), *study.groups[1:])
    memberships = tuple(
        replace(m, rows=tuple(replace(row, source=source) for row in m.rows)) if group == 0 else m
        for m, group in zip(study.memberships, study.group_of, strict=True)
    )
    notice = Problem(message=Text.same(HOSTILE), severity=Severity.WARNING)
    return bordered(replace(study, groups=groups, memberships=memberships, notices=(notice,)))


def test_hostile_names_and_sources_are_text_only(partial, maps):
    source = f"javascript:alert(1) | {HOSTILE} | https://[ | https://example.org/a?b=1&c=2"
    bad = [*maps, replace(maps[0], title=HOSTILE, alt='"><script>alert(2)</script>')]
    page = Page(report_page(hostile(partial, source), bad, NL))
    assert page.named("script") == [{}]
    assert HOSTILE in page.text
    assert "javascript:alert(1)" in page.text
    links = [href for href in page.attributes("href") if not href.startswith("#")]
    assert links
    assert all(re.match(r"https?://[^/]", href) for href in links)
    assert "https://example.org/a?b=1&c=2" in links
    for anchor in page.named("a"):
        if not (anchor["href"] or "").startswith("#"):
            assert anchor["rel"] == "noopener noreferrer"
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "https://[",
        "https://example.org/ two words",
        "java\nscript:alert(1)",
        "brief van 3 mei",
        "",
    ],
)
def test_only_web_addresses_become_links(text):
    assert safe_link(text) is None


def part_of(html: str, anchor: str) -> str:
    """Return the section of a page with an anchor, with all that stands in it."""
    start, depth = html.index(f'<section id="{anchor}"'), 0
    for tag in re.finditer(r"</?section\b", html[start:]):
        depth += 1 if tag[0] == "<section" else -1
        if not depth:
            return html[start : start + tag.end()]
    raise AssertionError(anchor)


def test_each_map_stands_in_the_chapter_of_its_result(partial, maps):
    flanders = maps[-1]
    drawn = [replace(flanders, theme=theme, alt=f"Alt {theme}") for theme in HOMES]
    html = report_page(partial, [*maps, *drawn], NL)
    assert 'alt="Alt &#34;flanders&#34;"' in part_of(html, "samenvatting")
    assert 'alt="Alt &#34;misfit&#34;"' in part_of(html, "regels")
    for theme, chapter in HOMES.items():
        assert f'alt="Alt {theme}"' in part_of(html, chapter)
    annex = part_of(html, "kaarten")
    for kind in ("province", "reference-region", "regie-region"):
        assert f'alt="Alt &#34;{kind}&#34;"' in annex
    numbers = re.findall(r"<figcaption>Kaart (\d+)</figcaption>", html)
    assert numbers == [str(n + 1) for n in range(len(maps) + len(drawn))]


def test_map_of_a_chapter_that_is_not_there_stands_in_the_annex(example, maps):
    change = replace(maps[-1], theme="change", alt="Alt change")
    html = report_page(example, [change], NL)
    assert 'id="veranderingen"' not in html
    assert 'alt="Alt change"' in part_of(html, "kaarten")


def test_region_links_to_its_map(partial, maps):
    name = partial.groups[0].name
    own = [replace(m, title=name) if m.kind == REGIE_REGION else m for m in maps]
    html = report_page(partial, own, NL)
    number = re.search(r'<dt>Kaart</dt><dd><a href="#(kaart-\d+)">', html)
    assert number is not None
    start = html.index(f'id="{number[1]}"')
    assert 'alt="Alt &#34;regie-region&#34;"' in html[start : html.index("</figure>", start)]


def test_page_without_maps_needs_no_borders(partial):
    study = replace(partial, boundaries_choice="/nowhere/at/all.gpkg")
    page = Page(report_page(study, [], NL))
    assert all(img["src"].startswith("data:image/svg+xml") for img in page.named("img"))
    assert "Kaarten" not in page.text
    assert "kaarten" not in page.attributes("id")


def test_unknown_kind_of_map_is_refused(partial, maps):
    with pytest.raises(ValueError, match="not a kind of map"):
        report_page(partial, [replace(maps[0], kind="planet")], NL)


def test_shrunk_map_keeps_the_colours_of_the_theme(tmp_path):
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 255, (600, 2400, 3), dtype=np.uint8)
    picture = Image.fromarray(noise)
    # A fill, and ink that is rare.
    picture.paste(PLAIN.groups[2], (0, 0, 1200, 300))
    picture.paste(PLAIN.ink, (2000, 400, 2040, 440))
    wide = Image.new("RGB", (2800, 1000), "white")
    wide.paste(picture, (200, 200))
    wide.save(tmp_path / "map.png")
    small = trimmed(tmp_path / "map.png", 1204)
    assert small.width == 1204
    assert len(small.getcolors()) <= 256
    back = small.convert("RGB")
    assert "#{:02x}{:02x}{:02x}".format(*back.getpixel((300, 80))) == PLAIN.groups[2]
    assert "#{:02x}{:02x}{:02x}".format(*back.getpixel((1014, 214))) == PLAIN.ink


def test_a_map_in_the_colours_of_the_theme_keeps_every_dot(tmp_path):
    drawn = Image.new("RGB", (300, 200), "white")
    drawn.paste(PLAIN.groups[2], (50, 60, 250, 120))
    kept = indexed(drawn, PLAIN)
    kept.save(tmp_path / "map.png")
    found = trimmed(tmp_path / "map.png", 1200)
    assert found.mode == "P"
    assert found.tobytes() == kept.crop((42, 52, 258, 128)).tobytes()


def only(study: Study, groups: dict[int, int], rest: int) -> Study:
    """Return the study in which units at given positions are in the first groups, others not."""
    group_of = np.full(len(study.codes), rest)
    for unit, group in groups.items():
        group_of[unit] = group
    return replace(study, group_of=group_of, groups=study.groups[: len(set(groups.values()))])


@pytest.mark.parametrize(
    ("rest", "spoken", "start"),
    [
        (OUTSIDE, NL, "Het enige regiegebied is Antwerpen (14.752 inwoners in 1 gemeente)."),
        (UNKNOWN, NL, "Het enige bekende regiegebied is Antwerpen (14.752 inwoners in 1 ge"),
        (OUTSIDE, EN, "The only regie region is Antwerpen (14,752 inhabitants in 1 municipality)."),
    ],
)
def test_one_region_is_the_only_one(partial, rest: int, spoken: Language, start: str):
    found = size_sentence(only(partial, {0: 0}, rest))
    assert found is not None
    assert spoken.say(found).startswith(start)


def test_no_region_has_no_size(partial):
    assert size_sentence(only(partial, {}, UNKNOWN)) is None
    page = Page(report_page(only(partial, {}, UNKNOWN), [], NL))
    assert "Van geen enkele gemeente is bekend dat ze lid is." in page.text


@pytest.mark.parametrize(
    ("missing", "status", "start"),
    [
        (1, OUTSIDE, "Eén gemeente is geen lid: Aartselaar, met 14.752 inwoners (0,22 %"),
        (1, UNKNOWN, "Van één gemeente is het lidmaatschap onbekend: Aartselaar, met 14.752"),
        (2, OUTSIDE, "2 gemeenten zijn geen lid. Ze tellen samen 553.662 inwoners (8,17 %"),
        (2, UNKNOWN, "De 2 gemeenten waarvan het lidmaatschap onbekend is, tellen samen 553.662"),
        (0, OUTSIDE, "Elke gemeente is lid van een regiegebied."),
        (0, UNKNOWN, "Van elke gemeente is bekend of ze lid is van een regiegebied."),
    ],
)
def test_who_is_missing_in_words(partial, missing: int, status: int, start: str):
    inside = dict.fromkeys(range(missing, len(partial.codes)), 0)
    sentence = missing_sentence(only(partial, inside, status), status).nl
    assert sentence.startswith(start)
    if missing == 2:
        assert sentence.endswith("het gaat om Antwerpen (538.910) en Aartselaar (14.752).")


def test_members_outsiders_and_unknown_stand_apart(maps):
    study = grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,))
    page = Page(report_page(study, maps[:1], NL))
    assert "Eén gemeente is geen lid: Plaats 8, met 8.000 inwoners (17,78 %" in page.text
    assert "De 5 gemeenten waarvan het lidmaatschap onbekend is, tellen samen 25.000" in page.text
    assert "B (9.000 inwoners in 1 gemeente) het grootste regiegebied en A (3.000" in page.text
    assert "Rechtsvorm niet bekend" in page.text
    assert "benaderende grenzen" in page.text
    ids = page.attributes("id")
    assert "geen-lid" in ids
    assert "onbekend" in ids


@pytest.mark.parametrize("spoken", [NL, EN], ids=["nl", "en"])
@pytest.mark.parametrize(
    "choice",
    [
        StudyChoice(cycle="2017"),
        StudyChoice(cycle="2020"),
        StudyChoice(cycle="2023"),
        StudyChoice(date=date(2025, 6, 1)),
        StudyChoice(date=date(2026, 6, 1)),
        StudyChoice(example=True),
    ],
    ids=["2017", "2020", "2023", "2025", "2026", "example"],
)
def test_contents_name_each_title_once_and_dates_are_in_words(choice, spoken):
    html = report_page(load_study(choice), [], spoken)
    titles = re.findall(
        r'<a href="#[^"]+">([^<]+)</a>', html[html.index("<nav") :].split("</nav>")[0]
    )
    assert len(titles) == len(set(titles))
    page = Page(html)
    # A source may be an address with a date in it.
    said = re.sub(r"\S+://\S+", "", page.text)
    assert re.findall(r"\b(?:19|20)\d\d-\d\d-\d\d\b", said) == []
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    local = {href[1:] for href in page.attributes("href") if href.startswith("#")}
    assert local | set(page.attributes("aria-labelledby")) <= set(ids)


def test_chapters_come_in_the_order_of_a_report(partial):
    html = report_page(partial, [], NL)
    contents = html[html.index("<nav") : html.index("</nav>")]
    linked = [each for each in re.findall(r'href="#([^"]+)"', contents) if "gebied-" not in each]
    assert linked == [
        "samenvatting",
        "dekkingsgraad",
        "regels",
        "ontbreekt",
        "veranderingen",
        "overeenkomsten",
        "subsidie",
        "aangekondigd",
        "bijlagen",
        "regiegebieden",
        "bijlage-coverage-regie-region",
        "bijlage-coverage-arrondissement",
        "bronnen",
        "methode",
    ]
    anchors = re.findall(r'<section id="([^"]+)"', html)
    assert [each for each in anchors if each in linked] == linked


def test_every_table_has_headers_and_a_caption(partial):
    page = Page(report_page(partial, [], NL))
    tables = len(page.named("table"))
    assert tables == len(page.named("caption")) > 5
    assert all(cell["scope"] in {"col", "row"} for cell in page.named("th"))


def test_what_a_reader_needs_of_every_table_is_said_once_before_the_annexes(partial):
    html = report_page(partial, [], NL)
    before = html[: html.index('<section id="bijlagen"')]
    assert before.count("Bewijs van de lidmaatschappen") <= 3
    chapter = part_of(html, "regels")
    assert "Bewijs van de lidmaatschappen" not in chapter


def test_the_ground_of_a_rule_is_its_legal_basis(partial):
    assert "Legal basis" in Page(report_page(partial, [], EN)).text
    assert "Ground:" not in Page(report_page(partial, [], EN)).text
    assert "Rechtsgrond" in Page(report_page(partial, [], NL)).text


def test_a_status_that_no_municipality_has_takes_no_column():
    """On 1 January 2023 nobody is known to be in negotiation, nor to have no agreement."""
    page = report_page(load_study(StudyChoice(cycle="2023", boundaries="embedded")), (), NL)
    table = page.partition('id="t-agreements-province"')[2].partition("</table>")[0]
    assert "Afgesloten" in table
    assert "In onderhandeling" not in table
