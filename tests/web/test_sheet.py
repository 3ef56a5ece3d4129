"""The map of a scenario as one drawing: what it shows is what its words and its legend say."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from regiekaart.language import NL
from web.browsing import page_of, study_of
from web.hostile import LONG, hostile_page

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 1000
MAKE = """([name, units]) => {
    const { planner } = regiekaart;
    planner.addGroup(name, "");
    planner.assign(units, planner.store().state.groups.length - 1);
}"""
# The texts of the drawing, with how far to the right each of them comes.
ENDS = """() => {
    const made = new DOMParser().parseFromString(regiekaart.plannerFiles.svgText(), "text/xml");
    const svg = document.body.appendChild(document.importNode(made.documentElement, true));
    const left = svg.getBoundingClientRect().left;
    const ends = [...svg.querySelectorAll("text")].map(
        (at) => [at.textContent, at.getBoundingClientRect().right - left]);
    svg.remove();
    return ends;
}"""


def drawing(opened):
    """Return the root of the drawing, and its texts in order."""
    svg = opened.page.evaluate("regiekaart.plannerFiles.svgText()")
    root = ET.fromstring(svg)  # noqa: S314 - the page made it
    return root, [text.text or "" for text in root.iter(f"{SVG}text")]


def wide_enough(opened):
    return max(end for _, end in opened.page.evaluate(ENDS)) <= WIDTH


def test_a_sheet_says_what_it_is_of_which_day_and_from_what(open_page):
    _, texts = drawing(open_page(hash_="#p=1"))
    whole = " ".join(texts)
    for expected in (
        "DENKOEFENING", "Scenario: Scenario 1", "Lidmaatschap per regiegebied",
        "Een denkoefening en geen beslissing", "toestand op 1 januari 2023",
        "27 regiegebieden met 190 gemeenten", "20 km", "Regiegebieden (aantal gemeenten)",
        "Grenzen: benaderende grenzen", "openbare bronnen", "6 gedocumenteerd en 184 afgeleid",
    ):  # fmt: skip
        assert expected in whole, expected


def test_the_sheet_of_a_province_has_its_figures_and_its_legend_only(open_page):
    opened = open_page(hash_="#p=1&f=province:Limburg")
    _, texts = drawing(opened)
    study = study_of()
    limburg = study.partitions["province"]
    inside = [i for i, part in enumerate(limburg.index) if limburg.labels[part] == "Limburg"]
    members = [i for i in inside if study.group_of[i] >= 0]
    headline = next(text for text in texts if text.startswith("Limburg: "))
    assert f"{NL.integer(len(members))} van {len(inside)} gemeenten lid" in headline
    shown = {study.groups[study.group_of[i]].name for i in members}
    legend = {text.split("\u00a0(")[0] for text in texts if text.endswith(")")}
    assert shown <= legend
    assert not {group.name for group in study.groups} - shown & legend
    assert f"Lidmaatschap onbekend\u00a0({len(inside) - len(members)})" in texts


@pytest.mark.parametrize(
    ("lines", "there", "absent"),
    [
        (
            "province,regie-region,doubted",
            ["Grenzen van provincies", "Grenzen van regiegebieden", "Lidmaatschap afgeleid"],
            ["Grenzen van referentieregio's"],
        ),
        (
            "reference-region",
            ["Grenzen van referentieregio's"],
            ["Grenzen van provincies", "Grenzen van regiegebieden", "Lidmaatschap afgeleid"],
        ),
    ],
)
def test_the_legend_has_the_lines_and_the_hatching_that_the_map_shows(
    open_page, lines, there, absent
):
    _, texts = drawing(open_page(hash_=f"#p=1&o={lines}"))
    assert [text for text in there if text not in texts] == []
    assert [text for text in absent if text in texts] == []


def test_long_names_are_wrapped_and_none_of_them_is_cut(open_page):
    opened = open_page(hash_="#p=1&t=en")
    name = "Samenwerkingsverband lokale sociale economie en werkgelegenheid nummer {}"
    for k in range(18):
        opened.page.evaluate(MAKE, [name.format(k + 1), [16 * k, 16 * k + 1]])
    title = "Voorstel van de stuurgroep na overleg met de centrumsteden " * 3
    opened.page.evaluate(
        "(name) => { const store = regiekaart.planner.store();"
        " store.rename(store.current.id, name); }",
        title,
    )
    root, texts = drawing(opened)
    whole = " ".join(texts).replace("\u00a0", " ")
    assert f"Scenario: {title.strip()}" in whole
    for k in range(18):
        assert f"{name.format(k + 1)} (2)" in whole
    assert "…" not in whole
    assert wide_enough(opened)
    numbers = [text for text in texts if text.isdigit()]
    # Each region has its number on the map and in the legend.
    assert sorted(numbers) == sorted(2 * sorted(set(numbers)))
    assert float(root.get("height")) < 2 * WIDTH
    assert opened.complaints == []


def test_what_means_no_good_stays_on_the_sheet_as_text(open_page):
    opened = open_page(hostile_page(), "#p=1")
    _, texts = drawing(opened)
    whole = " ".join(texts)
    assert "<img src=x onerror=alert(1)>" in whole
    assert LONG.strip() in whole.replace("\u00a0", " ")
    assert wide_enough(opened)
    opened.page.evaluate(MAKE, ["w" * 200, [0]])
    assert wide_enough(opened)
    assert "w" * 200 in "".join(drawing(opened)[1])
    assert opened.page.evaluate("window.broken") is None
    assert opened.complaints == []


def test_the_sheet_of_fiction_says_so(open_page):
    _, texts = drawing(open_page(page_of(example=True), "#p=1"))
    assert texts[0] == "DENKOEFENING · FICTIEF VOORBEELD"


def test_a_new_region_never_has_the_colour_of_a_neighbour(open_page):
    opened = open_page(hash_="#p=1")
    names = study_of().names
    opened.page.evaluate(MAKE, ["Rivierenland Oost", [names.index("Lier")]])
    clash = """() => {
        const { planner, moments } = regiekaart;
        const layer = moments.current().layers["regie-region"];
        const style = new Map(layer.classes.map(([value, , number]) => [value, number]));
        const own = planner.store().state.groups.length - 1;
        const near = planner.plan().core.neighbours.filter(([a, b]) =>
            (layer.of[a] === own) !== (layer.of[b] === own));
        const others = near.map(([a, b]) => (layer.of[a] === own ? layer.of[b] : layer.of[a]));
        return [others.filter((g) => g >= 0).length, others.some((g) => style.get(g) === style.get(own))];
    }"""  # noqa: E501 - a script of the page
    for name in ("Duffel", "Nijlen", "Heist-op-den-Berg", "Putte", "Boechout"):
        unit = names.index(name)
        opened.page.evaluate(
            "(unit) => { const { planner } = regiekaart;"
            " planner.assign([unit], planner.store().state.groups.length - 1); }",
            unit,
        )
        touching, same = opened.page.evaluate(clash)
        assert touching > 0
        assert not same
