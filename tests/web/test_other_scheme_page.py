"""The page of another scheme in a browser: nothing of Flanders, and the planner counts right."""

from __future__ import annotations

import json
import random
from functools import cache

import pytest

from other_scheme import flemish_words
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.rules import check
from regiekaart.analysis.rules.finding import VERDICT_WORDS
from regiekaart.language import EN, NL
from regiekaart.study import Group
from regiekaart.web.document import web_page
from regiekaart.web.planner_scenario import scenario
from web.planner_figures import Places, check_figures, coverage_rows, first_difference
from web.test_other_scheme import BONDS, bare, housing, other_grid

pytestmark = pytest.mark.browser

STUDIES = {"housing": housing, "grid": lambda: other_grid(BONDS), "bare": bare}
FIGURES = """(states) => {
  const { moments, opened } = regiekaart.data;
  const { core } = moments[opened].plan;
  const rows = (state, kind) => regiekaartCore.coverage(core, state, kind);
  return JSON.stringify(states.map((state) => ({
    coverage: Object.fromEntries(Object.keys(core.partitions).map((kind) => [kind, rows(state, kind)])),
    check: regiekaartCore.check(core, state),
    subsidy: regiekaartCore.evaluate(core, state).subsidy,
    moved: regiekaartCore.difference(...[core.start, state].map(
      (each) => regiekaartCore.evaluate(core, each))).subsidy,
  })));
}"""  # noqa: E501 - a line of a script


@cache
def page_of(name, language=NL):
    return web_page(STUDIES[name](), language)


def planning(opened, group):
    """Turn the map into a planner that puts what is clicked in a group."""
    opened.page.locator("#modes button").nth(1).click()
    opened.page.locator("#plan-target").select_option(f"g:{group}")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", STUDIES)
def test_every_layer_panel_and_control_works_without_a_complaint(open_page, name, width):
    opened = open_page(page_of(name), width=width)
    page, study = opened.page, STUDIES[name]()
    layers = page.locator("#layer option").evaluate_all("all => all.map(each => each.value)")
    for layer in [*layers, layers[0]]:
        opened.choose("layer", layer)
        assert page.locator("#classes li").count() > 0
    assert page.locator("#filter").is_visible() == bool(study.scheme.partitions)
    opened.find(study.codes[0])
    page.keyboard.press("Enter")
    assert opened.text("#panel-title") == study.names[0]
    page.locator("#panel-body button.link").first.click()
    assert opened.text("#panel-kicker") == study.scheme.group.one.nl.capitalize()
    planning(opened, study.groups[0].name)
    page.locator(".planner details summary").evaluate_all("all => all.forEach(s => s.click())")
    assert page.locator("#plan-form, #plan-new-form").count() == 0
    assert page.locator('[data-figure="subsidy"]').count() == 0
    page.locator("#languages button").nth(1).click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert opened.complaints == []
    assert opened.outside == []


@pytest.mark.parametrize("language", [NL, EN])
def test_the_controls_and_the_planner_have_no_word_of_flanders(open_page, language):
    opened = open_page(page_of("grid", language))
    planning(opened, "Alfa")
    told = [
        opened.page.locator(where).inner_text()
        for where in ("#bar", "#finder", ".planner", "#legend")
    ]
    tips = opened.page.locator("[aria-label]").evaluate_all(
        "all => all.map(each => each.getAttribute('aria-label'))"
    )
    assert flemish_words("\n".join([*told, *tips, opened.text("#sentence")])) == []
    tooltip = opened.hover("00001").inner_text()
    assert flemish_words(tooltip) == []
    assert "Zuid" in tooltip


def test_a_click_puts_a_municipality_in_another_working_area(open_page):
    study = housing()
    opened = open_page(page_of("housing"))
    planning(opened, "Kempen-Noord")
    opened.page.mouse.click(*opened.point("11002"))
    of = study.group_of.tolist()
    names = [group.name for group in study.groups]
    of[study.position["11002"]] = names.index("Kempen-Noord")
    made = check(scenario(study, study.groups, of))
    facts = next(each for each in made.regions if each.region == "Kempen-Noord")
    told = opened.text(".plan-region")
    assert NL.integer(facts.population) in told
    # There may be a derogation, of which the data do not know: no proven breach.
    assert facts.verdicts["reference-region"].value == "cannot be said"
    assert NL.say(VERDICT_WORDS[facts.verdicts["reference-region"]]) in told.lower()
    assert "Subsidie" not in opened.text(".planner")
    assert opened.complaints == []


@pytest.mark.parametrize("name", STUDIES)
def test_the_sums_of_the_planner_are_those_of_python(open_page, name):
    study = STUDIES[name]()
    chance = random.Random(f"other scheme {name}")  # noqa: S311 - no secret
    groups = [*study.groups, Group("Nieuw")]
    states = [study.group_of.tolist()]
    for share in (0.02, 0.2, 0.6, 1.0):
        choices = range(-2, len(groups))
        kept = [(of, chance.random() < share) for of in study.group_of.tolist()]
        states.append([chance.choice(choices) if moved else of for of, moved in kept])
    plain = [{"name": group.name, "form": group.legal_form} for group in groups]
    opened = open_page(page_of(name))
    sent = [{"groups": plain, "group_of": of} for of in states]
    found = json.loads(opened.page.evaluate(FIGURES, sent))
    for of, figures in zip(states, found, strict=True):
        made = scenario(study, groups, of)
        places = Places(made, [group.name for group in groups])
        expected = {
            "coverage": {kind: coverage_rows(made, kind, places) for kind in made.partitions},
            "check": check_figures(check(made), places),
            "subsidy": None,
            "moved": None,
        }
        assert first_difference(figures, expected) == ""
    assert coverage(study).whole.units.total == len(study.codes)


@pytest.mark.parametrize("name", STUDIES)
def test_a_list_that_the_planner_saves_is_read_again(open_page, name):
    opened = open_page(page_of(name))
    study = STUDIES[name]()
    planning(opened, study.groups[0].name)
    saved = opened.page.evaluate("regiekaart.plannerFiles.csv()")
    head = saved.lstrip("\ufeff").splitlines()[0]
    assert "rechtsvorm" not in head
    assert head.startswith("nis;gemeente;regio;" if name == "housing" else "code;naam;regio;")
    told = opened.page.evaluate(
        """async (text) => {
          const { plannerFiles, planner } = regiekaart;
          const made = await plannerFiles.loadCsv(new File([text], "terug.csv"));
          return [made.wrong, made.notes, planner.store().state.group_of.length,
            regiekaartScenarios.same(planner.store().start, planner.store().state)];
        }""",
        saved,
    )
    assert told == [[], [], len(study.codes), True]


def test_own_words_head_a_list_that_is_loaded(open_page):
    opened = open_page(page_of("grid"))
    planning(opened, "Alfa")
    load = """async (text) => {
      const made = await regiekaart.plannerFiles.loadCsv(new File([text], "lijst.csv"));
      return [made.wrong, regiekaart.planner.store().state.group_of];
    }"""
    good = "plek;bond\nPlaats 1;Alfa\nplaats 9;Gamma\n"
    assert opened.page.evaluate(load, good) == [[], [0, *[-1] * 7, 1]]
    wrong, _ = opened.page.evaluate(load, "plek;bond\nGemeente Plaats 1;Alfa\n")
    assert wrong == ["regel 2: geen plek op deze dag: Gemeente Plaats 1"]
    wrong, _ = opened.page.evaluate(load, "plek;bijzonder\nPlaats 1;Alfa\n")
    assert wrong == ["regel 1: kolom bond ontbreekt"]
