"""The planner's panel on the real page: after every change each figure is Python's, as text."""

from __future__ import annotations

import json
from functools import cache

import pytest

from regiekaart.language import EN, NL
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.document import web_page
from web.browsing import page_of, study_of
from web.panel_text import READ, PanelText, Sums, figures_in
from web.planner_figures import first_difference
from web.planner_steps import STEP, Chance, Planning

pytestmark = pytest.mark.browser

# So many of each study, by chance; the first is the list itself.
SCENARIOS = {"2023": 40, "example": 30, "own complete list": 30}
GEEL, LEUVEN, BIERBEEK, LUBBEEK = "13008", "24062", "24011", "24066"
RUN = f"""(text) => {{
  const [step, read] = [{STEP}, {READ}];
  return JSON.stringify(JSON.parse(text).map((steps) => {{
    steps.forEach(step);
    return read();
  }}));
}}"""


class Expected:
    """What the panel has to say of where a planning stands; each state is computed once."""

    def __init__(self, study):
        self.study = study
        self.sums = cache(lambda groups, of: Sums.of(study, groups, of))
        start = self.sums(tuple(study.groups), tuple(study.group_of.tolist()))
        self.texts = {language.code: PanelText(start, language) for language in (NL, EN)}

    def at(self, planning):
        others = [(plan.name, self._sums(plan)) for plan in planning.plans]
        now = self._sums(planning.plan)
        return self.texts[planning.code].of(now, planning.aimed, others)

    def _sums(self, plan):
        return self.sums(plan.groups, tuple(plan.group_of))


# The planner; without lines and hatching on the map, which hold no figure and take half the time.
QUICK = "#p=1&o="


def in_planner(opened):
    """Unfold all of the planner."""
    opened.page.locator(".planner").wait_for()
    for summary in opened.page.locator(".planner > details > summary").all():
        summary.click()
    return opened


def same(found, expected, title):
    assert first_difference(plain(found), plain(expected)) == "", title


def plain(told):
    return json.loads(json.dumps(told))


def own_list(folder):
    """Return a complete list for 2023 that is nobody's: the regions of the example, mixed up."""
    example, study = study_of(example=True), study_of()
    names = [group.name for group in example.groups]
    rows = [
        f"{nis};{names[(g + k % 17 // 16) % len(names)]};{example.groups[g].legal_form}"
        for k, (nis, g) in enumerate(zip(example.codes, example.group_of.tolist(), strict=True))
        if g >= 0 and nis in study.position
    ]
    path = folder / "leden.csv"
    path.write_text("\n".join(["nis;regiegebied;rechtsvorm", *rows]), encoding="utf-8")
    return load_study(StudyChoice(membership=path, complete=True, boundaries="embedded"))


@pytest.mark.parametrize("title", SCENARIOS)
def test_each_figure_in_the_panel_is_that_of_python(open_page, tmp_path, title, record_property):
    study = own_list(tmp_path) if title.startswith("own") else study_of(example=title == "example")
    html = web_page(study, NL) if title.startswith("own") else page_of(example=title == "example")
    opened, expected, count = in_planner(open_page(html, QUICK)), Expected(study), 0
    chance = Chance(study, seed=len(title))
    steps, panels = [], []
    for each in chance.scenarios(SCENARIOS[title]):
        steps.append(each)
        panels.append(expected.at(chance.planning))
    found = json.loads(opened.page.evaluate(RUN, json.dumps(steps)))
    for number, (panel, told) in enumerate(zip(panels, found, strict=True)):
        same(told, panel, f"{number}: {steps[number]}")
        count += figures_in(panel)
    record_property("scenarios", len(panels))
    record_property("figures", count)
    assert count > 100 * SCENARIOS[title]
    assert opened.outside == []
    assert opened.complaints == []


class ByHand:
    """Somebody at the screen: each step by mouse or keyboard, and the same step in the model."""

    def __init__(self, opened, study):
        self.opened, self.page = opened, opened.page
        self.study, self.planning = study, Planning(study)
        self.expected, self.count, self.done = Expected(study), 0, 0

    def seen(self, *steps):
        """Take the steps in the model, and compare the panel with what it has to say."""
        for step in steps:
            self.planning.do(*step)
        panel = self.expected.at(self.planning)
        same(self.page.evaluate(READ), panel, str(steps))
        self.count += figures_in(panel)
        self.done += 1

    def place(self, nis):
        return self.study.position[nis]

    def button(self, words):
        return self.page.locator(".planner").get_by_role("button", name=words, exact=True)

    def choose(self, region):
        self.page.locator("#plan-target").select_option(region)
        self.seen(("aim", region))

    def click(self, nis, step, *given):
        self.page.mouse.click(*self.opened.point(nis))
        self.seen((step, *given))

    def walk(self, key, region):
        """Go on with an arrow and press Enter: who is a member goes out, another one comes in."""
        self.page.keyboard.press(key)
        unit = self.place(self.page.evaluate("document.activeElement.dataset.code"))
        self.page.keyboard.press("Enter")
        inside = self.planning.plan.now[1][unit] == region
        self.seen(("take", unit) if inside else ("assign", [unit], region))

    def draw_around(self, nis, region):
        """Draw a lasso, and return how many municipalities it caught."""
        self.button("Lasso: teken rond gemeenten").click()
        box = self.opened.unit(nis).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        corners = [(x - 30, y - 30), (x + 30, y - 30), (x + 30, y + 30), (x - 30, y + 30)]
        self.page.mouse.move(*corners[0])
        self.page.mouse.down()
        for corner in (*corners[1:], corners[0]):
            self.page.mouse.move(*corner, steps=3)
        self.page.mouse.up()
        self.button("Lasso: teken rond gemeenten").click()
        # Which ones lie in the line is for another test.
        now = self.page.evaluate("regiekaart.planner.store().state.group_of")
        caught = [i for i, (a, b) in enumerate(zip(now, self.planning.plan.group_of, strict=True))
                  if a != b]  # fmt: skip
        self.seen(("assign", caught, region))
        return len(caught)


def test_what_is_clicked_typed_and_drawn_gives_the_figures_of_python(open_page, record_property):
    study = study_of()
    opened = in_planner(open_page(hash_="#p=1"))
    hand, page = ByHand(opened, study), opened.page
    bierbeek, lubbeek, geel = map(hand.place, (BIERBEEK, LUBBEEK, GEEL))
    hand.seen()
    hand.choose("Leuven")
    hand.click(BIERBEEK, "assign", [bierbeek], "Leuven")
    hand.click(BIERBEEK, "take", bierbeek)
    page.locator("#plan-add").fill("lubbeek")
    page.keyboard.press("Enter")
    hand.seen(("assign", [lubbeek], "Leuven"))
    hand.button("Haal Leuven eruit").click()
    hand.seen(("take", hand.place(LEUVEN)))
    # The municipality that was clicked, and no other one, is where Tab comes.
    page.locator('path.unit[tabindex="0"]').focus()
    assert page.evaluate("document.activeElement.dataset.code") == BIERBEEK
    for key in ("ArrowRight", "ArrowDown", "ArrowRight"):
        hand.walk(key, "Leuven")
    page.keyboard.press("Control+z")
    hand.seen(("undo",))
    page.keyboard.press("Control+y")
    hand.seen(("redo",))
    page.locator("#plan-new-name").fill("Hageland")
    page.locator("#plan-new-form").select_option("projectvereniging")
    hand.button("Maak").click()
    hand.seen(("make", "Hageland", "projectvereniging"))
    page.locator(".planner summary", has_text="Nieuw regiegebied").click()
    assert hand.draw_around(LUBBEEK, "Hageland") > 1
    hand.click(GEEL, "assign", [geel], "Hageland")
    page.locator("#plan-region-tools summary").click()
    page.locator("#plan-rename").fill("Hageland en Geel")
    page.keyboard.press("Enter")
    hand.seen(("rename", "Hageland", "Hageland en Geel"))
    page.locator("#plan-form").select_option("welzijnsvereniging")
    hand.seen(("form", "Hageland en Geel", "welzijnsvereniging"))
    hand.button("Kopieer tot nieuw scenario").click()
    hand.seen(("copy",))
    hand.button("Verwijder dit regiegebied").click()
    hand.seen(("remove", "Hageland en Geel"))
    page.locator("#languages button").nth(1).click()
    hand.seen(("language", "en"))
    page.locator("#plan-scenario").select_option(index=0)
    hand.seen(("choose", 0))
    hand.button("Undo").click()
    hand.seen(("undo",))
    hand.button("Back to the list").click()
    hand.seen(("reset",))
    record_property("scenarios", hand.done)
    record_property("figures", hand.count)
    assert opened.outside == []
    assert opened.complaints == []
