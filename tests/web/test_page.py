"""The page in a browser: it opens from disk alone, shows what it should, and stays quiet."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest

from regiekaart.analysis.coverage import coverage
from regiekaart.language import EN, NL
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.document import web_page
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.sentences import coverage_sentence
from web.browsing import page_of, study_of
from web.hostile import BACKWARDS, IMAGE, LONG, SCRIPT, hostile_page, hostile_study

pytestmark = pytest.mark.browser

# The rows of the legend: name, municipalities, share of the population.
COUNTS = """rows => rows.map(row => [
    row.querySelector(".name").textContent,
    Number(row.querySelector(".count").textContent.replaceAll(".", "")),
    row.querySelector(".share").textContent])"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 800), (3840, 2160)])
def test_it_opens_from_disk_alone_and_draws_every_municipality(open_page, width, height):
    opened = open_page(width=width, height=height)
    page = opened.page
    assert page.locator("path.unit").count() == 300
    assert page.locator("path.borders-province").count() > 0
    assert page.locator("path.borders-regie-region").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert opened.outside == []
    assert len(opened.requests) == 1
    assert opened.complaints == []


def test_every_moment_is_drawn_with_its_own_municipalities(open_page):
    opened = open_page()
    drawn = {}
    for value, identity in enumerate(
        opened.page.evaluate("regiekaart.data.moments.map(m => m.id)")
    ):
        opened.choose("moment", str(value))
        drawn[identity] = opened.page.locator("path.unit").count()
    assert drawn == {
        "2017-2017-01-01": 308,
        "2017-2019-01-01": 300,
        "2020-2020-01-01": 300,
        "2020-2022-10-17": 300,
        "2023-2023-01-01": 300,
        "2023-2023-03-19": 300,
        "2023-2025-01-01": 285,
    }
    assert opened.complaints == []


def test_the_shapes_of_a_merged_municipality_close(open_page):
    """Between the parts of a merger there is no line, and none of their land is lost."""
    opened = open_page()
    area = """() => {
        const ring = (points) => points.reduce((sum, [y, x], i) => {
            const [v, u] = points[(i + 1) % points.length];
            return sum + x * v - u * y;
        }, 0) / 2;
        const { shapes, data } = regiekaart;
        const of = (own) => Math.abs(shapes.outline(own).reduce((sum, r) => sum + ring(r), 0));
        const all = ({ shapes: units }) => units.reduce((sum, own) => sum + of(own), 0);
        return data.vintages.map(all);
    }"""
    first, *others = opened.page.evaluate(area)
    assert others == pytest.approx([first] * len(others), rel=1e-9)


def test_the_tooltip_says_what_is_known_of_a_municipality(open_page):
    opened = open_page()
    text = opened.hover("11039").inner_text()
    for expected in ("Schilde", "20.293", "Regio Antwerpen", "KINA", "afgeleid"):
        assert expected in text
    assert opened.complaints == []


def test_the_tooltip_stays_on_a_small_map(open_page):
    opened = open_page(width=360, height=800)
    opened.page.locator("#map-frame").scroll_into_view_if_needed()
    frame = opened.page.locator("#map-frame").bounding_box()
    tooltip = opened.hover("11002").bounding_box()
    assert tooltip["x"] >= frame["x"]
    assert tooltip["x"] + tooltip["width"] <= frame["x"] + frame["width"]
    assert tooltip["y"] >= frame["y"]


def test_a_click_opens_everything_that_is_known_with_its_sources(open_page):
    opened = open_page()
    opened.page.mouse.click(*opened.point("11039"))
    text = opened.text("#panel")
    for expected in (
        "Schilde", "11039", "20.293 (1 januari 2023)", "Antwerpen", "Regio Antwerpen", "KINA",
        "welzijnsvereniging", "niet bekend; staat op de lijst van de cyclus 2023-2025", "afgeleid",
        "Ook toen lid van KINA, volgens dezelfde bron", "Onbekend",
    ):  # fmt: skip
        assert expected in text
    link = opened.page.locator("#panel a").first
    assert link.get_attribute("href").startswith("https://kina.be/")
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("target") == "_blank"
    assert opened.complaints == []


def test_an_agreement_is_told_with_its_day(open_page):
    opened = open_page(hash_="#m=2020-2022-10-17&s=11008&l=agreement")
    assert "Afgesloten (op 24 juni 2021)" in opened.text("#panel")
    study = load_study(StudyChoice(cycle="2020", date=date(2022, 10, 17), boundaries="embedded"))
    from regiekaart.analysis.agreements import agreements

    table = agreements(study)
    assert opened.text("#sentence") == agreement_sentence(table, table.whole, NL)
    assert "Overeenkomsten: openbare bronnen" in opened.text("#notes")
    rows = opened.page.locator("#classes li").evaluate_all(COUNTS)
    assert rows == [["Afgesloten", 43, "21,7 %"], ["Onbekend", 257, "78,3 %"]]


@pytest.mark.parametrize(
    ("example", "nis", "word"),
    [(False, "44021", "Gent"), (True, "11001", "Geen lid van een regiegebied")],
)
def test_who_is_a_member_or_not_is_said_in_words(open_page, example, nis, word):
    opened = open_page(page_of(example=example), f"#s={nis}")
    study = study_of(example=example)
    region = study.memberships[study.position[nis]].region
    assert (region or word) in opened.text("#panel-body")


def test_the_fiche_of_a_region_has_its_figures_findings_and_members(open_page):
    opened = open_page()
    opened.page.locator("#classes button", has_text="Interwaas").click()
    text = opened.text("#panel")
    for expected in (
        "Interwaas", "boven het minimum van 60.000", "minstens", "Waasland: ", "Regio Antwerpen: ",
        "overgenomen" if "overgenomen" in text else "ongewijzigd", "LET OP", "Zwijndrecht ligt in",
        "Grond: besluit van de Vlaamse Regering", "Gemeenten (10)", "van 10 afgesloten", "euro",
        "De lijst is onvolledig",
    ):  # fmt: skip
        assert expected in text
    opened.page.locator("#panel .members button", has_text="Zwijndrecht").click()
    assert opened.text("#panel-title") == "Zwijndrecht"
    assert opened.page.evaluate("document.activeElement.id") == "panel-title"
    assert opened.complaints == []


def test_a_region_of_a_complete_list_is_stated_without_reserve(open_page):
    opened = open_page(page_of(example=True), "#s=r:W13")
    text = opened.text("#panel")
    assert "minstens" not in text
    assert "De lijst is onvolledig" not in text
    assert "gesteld dat" not in text


def test_another_layer_gives_other_fills_and_another_legend(open_page):
    opened = open_page()
    before = opened.fills()
    opened.choose("layer", "reference-region")
    after = opened.fills()
    assert len(after) == 300
    assert any("url(" in fill for fill in before.values())
    assert not any("url(" in fill for fill in after.values())
    assert opened.text("#classes h3").startswith("Referentieregio's")
    assert opened.page.locator("#classes li").count() == 15
    opened.choose("layer", "regie-region")
    assert opened.fills() == before
    assert opened.complaints == []


def test_a_layer_that_is_not_there_yet_cannot_be_chosen(open_page):
    opened = open_page(hash_="#l=reference-region")
    opened.choose("moment", "2")
    assert opened.state()["layer"] == "regie-region"
    option = opened.page.locator('#layer option[value="reference-region"]')
    assert option.is_disabled()
    assert "nog niet op deze dag" in option.text_content()


@pytest.mark.parametrize("layer", ["regie-region", "coverage", "agreement", "province"])
def test_the_legend_counts_every_municipality_once(open_page, layer):
    opened = open_page(hash_=f"#l={layer}")
    rows = opened.page.locator("#classes li").evaluate_all(COUNTS)
    assert sum(count for _, count, _ in rows) == 300
    shares = [Fraction(share.split()[0].replace(",", ".")) for *_, share in rows]
    assert abs(sum(shares) - 100) <= Fraction(len(rows), 20)


def test_the_legend_and_the_sentence_follow_the_filter(open_page):
    opened = open_page(hash_="#l=coverage")
    opened.choose("filter", "province:Limburg")
    row = next(r for r in coverage(study_of(), "province").parts if r.group == "Limburg")
    assert opened.text("#sentence") == f"Limburg: {coverage_sentence(row, NL)}"
    rows = opened.page.locator("#classes li").evaluate_all(COUNTS)
    assert {name: count for name, count, _ in rows} == {
        "Lid van een regiegebied": row.units.count,
        "Lidmaatschap onbekend": row.units.unknown,
    }
    assert {name: share for name, _, share in rows} == {
        "Lid van een regiegebied": NL.percent(row.population.low, 1),
        "Lidmaatschap onbekend": NL.percent(1 - row.population.low, 1),
    }
    context = opened.page.evaluate("regiekaart.data.look.context")
    assert list(opened.fills().values()).count(context) == 300 - row.units.total


def test_the_legend_points_out_a_region(open_page):
    opened = open_page()
    opened.page.locator("#classes button", has_text="KINA").hover()
    script = "paths => paths.filter(path => path.getAttribute('fill-opacity') === '1').length"
    members = int((study_of().group_of == [g.name for g in study_of().groups].index("KINA")).sum())
    assert opened.page.locator("path.unit").evaluate_all(script) == members


def test_names_stand_on_the_map_once_they_have_room(open_page):
    opened = open_page()
    assert opened.page.locator(".unit-name").count() == 0
    opened.go(opened.page.url.partition("#")[0] + "#v=11/51.24/4.57")
    names = opened.page.locator(".unit-name").all_inner_texts()
    assert {"Schilde", "Ranst", "Zandhoven"} <= set(names)
    assert "Veurne" not in names
    assert opened.complaints == []


def test_lines_and_hatching_can_be_taken_off(open_page):
    opened = open_page()
    page = opened.page
    hatched = page.evaluate("regiekaart.map.doubtedUnits().length")
    assert page.locator("path.doubted").count() == hatched > 0
    for name in ("Grenzen van provincies", "Lidmaatschap afgeleid"):
        page.get_by_label(name).uncheck()
    assert page.locator("path.borders-province").count() == 0
    assert page.locator("path.doubted").count() == 0
    page.get_by_label("Grenzen van referentieregio's").check()
    assert page.locator("path.borders-reference-region").count() > 0
    assert opened.complaints == []


def test_only_the_borders_between_parts_are_drawn_and_each_one_once(open_page):
    page = open_page().page
    total = "paths => paths.reduce((sum, path) => sum + path.getTotalLength(), 0)"
    provinces, regions, units = (
        page.locator(f"path.{name}").evaluate_all(total)
        for name in ("borders-province", "borders-regie-region", "unit")
    )
    assert 0 < provinces < regions < units / 2


def test_what_is_chosen_comes_along_to_another_moment(open_page):
    opened = open_page(hash_="#m=2017-2017-01-01&s=72025")
    assert opened.text("#panel-title") == "Neerpelt"
    opened.choose("moment", "1")
    assert opened.text("#panel-title") == "Pelt"
    assert "gevormd uit Neerpelt en Overpelt" in opened.text("#panel")
    opened.choose("moment", "0")
    assert opened.text("#panel-title") == "Neerpelt"


def test_a_region_that_is_not_there_is_let_go_and_told(open_page):
    opened = open_page(hash_="#s=r:KINA")
    opened.choose("moment", "0")
    assert opened.page.locator("#panel").is_hidden()
    assert opened.complaints == []


def test_the_page_speaks_english_when_asked(open_page):
    opened = open_page(hash_="#s=11039")
    opened.page.locator('#languages [data-language="en"]').click()
    page = opened.page
    assert page.evaluate("document.documentElement.lang") == "en"
    assert opened.text("#sentence") == coverage_sentence(coverage(study_of()).whole, EN)
    text = page.locator("body").inner_text()
    for word in (
        "regiegebied",
        "Gemeente",
        "Legende",
        "lidmaatschap",
        "Grenzen",
        "afgeleid",
        "Toon",
    ):
        assert word not in text, word
    for expected in ("20,293 (1 January 2023)", "welfare association", "inferred", "Legend"):
        assert expected in text
    names = page.locator("path.unit").evaluate_all("all => all.map(p => p.ariaLabel)")
    assert "Schilde: KINA" in names
    assert not any("Lidmaatschap" in name for name in names)
    page.locator('#languages [data-language="nl"]').click()
    assert opened.text("#sentence") == coverage_sentence(coverage(study_of()).whole, NL)


def test_an_own_list_says_whose_each_moment_is(open_page, tmp_path):
    path = tmp_path / "leden.csv"
    path.write_text("nis;regiegebied;vanaf\n11001;Rand;2021-07-01\n11004;Rand;\n", encoding="utf-8")
    study = load_study(StudyChoice(membership=path, boundaries="embedded"))
    opened = open_page(web_page(study, NL), "#s=11001")
    labels = opened.page.locator("#moment optgroup").evaluate_all("all => all.map(g => g.label)")
    assert labels[-1].startswith("Cyclus 2023-2025 · ")
    assert "leden.csv" in labels[-1]
    assert all("openbare bronnen" in label for label in labels[:-1])
    assert "1 juli 2021" in opened.text("#panel")


def test_fiction_says_so_on_the_map(open_page):
    opened = open_page(page_of(example=True))
    assert opened.text(".stamp") == "FICTIEF VOORBEELD"
    assert opened.page.title().startswith("FICTIEF VOORBEELD")
    assert opened.page.locator("#moment option").count() == 1
    drawing = "regiekaart.picture.draw(regiekaart.map.landInView()).textContent"
    assert "FICTIEF VOORBEELD" in opened.page.evaluate(drawing)
    assert open_page().page.locator(".stamp").is_hidden()


def test_hostile_names_show_as_text_and_do_nothing(open_page):
    study = hostile_study()
    opened = open_page(hostile_page())
    page = opened.page
    legend = page.locator("#classes").text_content()
    for name in (IMAGE, SCRIPT, BACKWARDS, LONG):
        assert name in legend
    groups = study.group_of.tolist()
    for group in range(4):
        nis = study.codes[groups.index(group)]
        opened.hover(nis)
        page.mouse.click(*opened.point(nis))
        assert study.groups[group].name in page.locator("#panel-body").text_content()
        assert "javascript:alert(1)" in page.locator("#panel-body").text_content()
        page.locator("#panel-body button.link").first.click()
        assert page.locator("#panel-title").text_content() == study.groups[group].name
    assert IMAGE in " ".join(opened.find("img src")) or opened.find("onerror")
    opened.page.locator('#languages [data-language="en"]').click()
    assert page.evaluate("window.broken") is None
    assert page.locator("img").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert opened.complaints == []
    # A link to such a region opens it again.
    opened.go(page.url)
    assert opened.complaints == []


def test_numbers_and_dates_are_written_as_in_the_other_outputs(open_page):
    page = open_page().page
    numbers = [0, 7, 999, 1000, 12_345, 6_774_807, 10**12]
    pairs = [
        (0, 7),
        (1, 3),
        (2, 3),
        (1, 8),
        (5, 1000),
        (999_995, 10_000_000),
        (4_913_245, 6_774_807),
    ]
    days = [date(2017, 1, 1), date(2022, 10, 17), date(2024, 2, 29), date(2025, 12, 31)]
    amounts = ["0.00", "30769.23", "115590.48", "3000000.00"]
    names = [[], ["Bree"], ["Bree", "Peer"], ["Bree", "Peer", "Pelt"]]
    asked = {
        "numbers": numbers, "pairs": pairs, "days": [day.isoformat() for day in days],
        "amounts": amounts, "names": names,
    }  # fmt: skip
    script = f"""(code) => {{
        const asked = {json.dumps(asked)};
        const {{ words }} = regiekaart;
        words.use(code);
        return [
            asked.numbers.map(words.integer),
            asked.pairs.flatMap(([a, b]) => [0, 1, 2].map((d) => words.percent(a, b, d))),
            asked.pairs.map(([a, b]) => words.ratio(-a, b, 1)),
            asked.days.map(words.date), asked.amounts.map(words.amount),
            asked.names.map(words.listing),
        ];
    }}"""
    for language in (NL, EN):
        assert page.evaluate(script, language.code) == [
            [language.integer(n) for n in numbers],
            [language.percent(Fraction(a, b), d) for a, b in pairs for d in (0, 1, 2)],
            [language.decimal(Fraction(-a, b), 1) for a, b in pairs],
            [language.date(day) for day in days],
            [language.decimal(Fraction(a), 2) for a in amounts],
            [language.listing(each) for each in names],
        ]
