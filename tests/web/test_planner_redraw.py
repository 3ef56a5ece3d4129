"""A change draws only what is another: after many, the page is as if it were drawn anew."""

from __future__ import annotations

import random

import pytest

from web.browsing import page_of

pytestmark = pytest.mark.browser

STEP = """([what, ...given]) => {
  const { planner, state } = regiekaart;
  const { groups } = planner.store().state;
  const steps = {
    aim: (n) => planner.setTarget(planner.named(groups[n % groups.length].name)),
    assign: (units, n) => planner.assign(units, n % (groups.length + 2) - 2),
    take: (unit) => planner.takeOut(unit),
    form: (form) => planner.setForm(Math.max(planner.target(), 0), form),
    remove: (n) => planner.removeGroup(n % groups.length),
    undo: () => planner.step("undo"),
    redo: () => planner.step("redo"),
    show: (changes) => state.set(changes),
  };
  steps[what](...given);
}"""
# A link has the middle of the map in four decimals only, and a longer head makes the map smaller.
SETTLE = """async ([target, [zoom, ...middle]]) => {
  regiekaart.planner.setTarget(target);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
  regiekaart.map.leaflet().setMaxBounds(null).setView(middle, zoom, { reset: true });
}"""
# All that follows a change. Pieces of the map are put there in the order in which they came.
SEEN = """() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const pieces = (what) => all(what).map((at) => at.outerHTML).sort();
  return {
    head: all("#title, #sentence, #line, #notes, title").map((at) => at.outerHTML),
    controls: all("#bar select").map((at) => [at.innerHTML, at.value]),
    legend: all("#classes, #lines").map((at) => at.innerHTML),
    boxes: all("#lines input").map((at) => at.checked),
    panel: all(".planner .scroll, .plan-region:not([hidden])").map((at) => at.outerHTML),
    said: all(".planner .tools button, .planner > * > summary").map((at) => at.textContent),
    choices: all(".planner select").map((at) => [at.innerHTML, at.value]),
    fills: all("path.unit").map((at) => [at.dataset.code, at.getAttribute("fill"), at.ariaLabel]),
    hatching: pieces("path.doubted"),
    borders: pieces("path.border"),
    order: all("path.border").map((at) => at.classList[1])
      .filter((kind, i, kinds) => kind !== kinds[i - 1]),
    numbers: pieces(".badge"),
    names: pieces(".unit-name"),
  };
}"""
LAYERS = ("regie-region", "coverage", "province")
LINES = (["province", "regie-region"], ["regie-region"], ["reference-region"], [])


def changes(chance):
    some = chance.sample(range(280), chance.choice((1, 1, 5)))
    return [
        ["assign", some, chance.randrange(99)],
        ["assign", some, chance.randrange(99)],
        ["take", some[0]],
        ["form", chance.choice(("", "projectvereniging"))],
        ["undo"],
        ["redo"],
    ]


def more(chance):
    return [
        ["aim", chance.randrange(99)],
        ["remove", chance.randrange(99)],
        ["show", {"layer": chance.choice(LAYERS)}],
        ["show", {"lines": chance.choice(LINES), "doubted": chance.random() < 0.7}],
        ["show", {"language": chance.choice(("nl", "en"))}],
        ["show", {"filter": chance.choice(("", "province:Limburg"))}],
    ]


def steps(seed):
    """Yield all that somebody may do, and then changes while one region stays chosen."""
    chance = random.Random(seed)  # noqa: S311 - a game of chance
    for _ in range(20):
        yield chance.choice(changes(chance) + more(chance))
    yield ["aim", seed]
    for _ in range(20):
        yield chance.choice(changes(chance))


@pytest.mark.parametrize("view", [[8, 51, 4.5], [10, 50.93, 5.33]])
@pytest.mark.parametrize("seed", [1, 2])
def test_after_many_changes_the_page_is_as_if_it_were_drawn_anew(open_page, seed, view):
    opened = open_page(page_of(), "#p=1")
    opened.page.evaluate("(view) => regiekaart.map.setView(view)", view)
    for step in steps(seed):
        opened.page.evaluate(STEP, step)
    target = opened.page.evaluate("regiekaart.planner.tool.target")
    opened.page.evaluate(SETTLE, [target, view])
    changed = opened.page.evaluate(SEEN)
    opened.go(opened.page.url)
    opened.page.evaluate(SETTLE, [target, view])
    anew = opened.page.evaluate(SEEN)
    assert len(changed["fills"]) > 280
    assert "plan-region" in changed["panel"][0]
    for part, found in anew.items():
        assert changed[part] == found, part
    assert opened.complaints == []


def test_what_somebody_types_and_where_the_keyboard_is_stay_through_a_change(open_page):
    opened = open_page(page_of(), "#p=1")
    opened.page.evaluate(STEP, ["aim", 0])
    field = opened.page.locator("#plan-add")
    field.fill("Bierb")
    opened.page.evaluate(STEP, ["assign", [7], 2])
    assert field.input_value() == "Bierb"
    assert opened.page.evaluate("document.activeElement.id") == "plan-add"
    row = opened.page.locator("#classes li button").last
    row.focus()
    opened.page.evaluate(STEP, ["undo"])
    assert row.evaluate("at => at === document.activeElement")
    assert opened.complaints == []
