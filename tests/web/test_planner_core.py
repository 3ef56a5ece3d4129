"""The sums of the planner: in Chromium, with no network, each figure that of Python."""

import json
import unicodedata
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType

import pytest

from regiekaart.analysis.apportion import apportion
from regiekaart.analysis.rules import check
from regiekaart.analysis.subsidy import KeyFigures, SubsidyChoice
from regiekaart.facts.names import normalise
from regiekaart.facts.population import Counts
from regiekaart.facts.territory import History, Merger, Unit
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.rules import Contiguous, FitsPart, Form, MinimumPopulation
from regiekaart.study import OUTSIDE, UNKNOWN, Exemption, Group, StudyChoice, load_study
from regiekaart.web.planner_data import core_script, planner_data
from regiekaart.web.planner_scenario import scenario
from tiny import CODES, grid_study
from web.browsing import page_of, study_of
from web.planner_figures import (
    figures_of,
    first_difference,
    leaves,
    shipped_for,
    without_cache,
)
from web.planner_scenarios import NAMES, Maker, Scenario

pytestmark = pytest.mark.browser

# Amounts are too large for JSON: they leave the browser as text, such as "300000000n".
RUNNER = """
window.plain = (value) => JSON.stringify(value, (_, v) => (typeof v === "bigint" ? `${v}n` : v));
window.options = ({ budget, ...rest }) =>
  budget === null ? rest : { ...rest, budget: BigInt(budget) };
window.figures = (data, state, wanted) => ({
  ...regiekaartCore.evaluate(data, state, options(wanted)),
  staircase: regiekaartCore.subsidy(data, state, { scheme: "2014" }),
});
"""
RUN = """(text) => {
  const [data, all] = JSON.parse(text);
  return plain(all.map(([state, wanted]) => figures(data, state, wanted)));
}"""
RUN_ON_ITS_OWN_DATA = """(text) => {
  const { moments, opened } = regiekaart.data;
  const data = moments[opened].plan.core;
  return plain(JSON.parse(text).map(([state, wanted]) => figures(data, state, wanted)));
}"""


@pytest.fixture(scope="module")
def page(browser):
    """Return an empty page that has the sums and nothing else."""
    context = browser.new_context()
    opened = context.new_page()
    opened.asked = []
    opened.route("**/*", lambda route: (opened.asked.append(route.request.url), route.abort()))
    opened.add_script_tag(content=core_script())
    opened.add_script_tag(content=RUNNER)
    yield opened
    assert opened.asked == []
    context.close()


def run(page, data, scenarios):
    """Return every figure of some scenarios as the browser has it."""
    sent = json.dumps([data, [[each.state, each.options] for each in scenarios]])
    return json.loads(page.evaluate(RUN, sent))


def compared(page, study, scenarios, key_figures=None):
    """Compare every figure of some scenarios of a study, and return how many there are."""
    found = run(page, planner_data(study, key_figures), scenarios)
    return matched(study, scenarios, found, key_figures)


def matched(study, scenarios, found, key_figures=None):
    count = 0
    for each, result in zip(scenarios, found, strict=True):
        made = scenario(study, each.groups, each.group_of)
        choice = SubsidyChoice(budget=each.budget, ages=each.ages)
        names = [group.name for group in each.groups]
        expected = figures_of(made, names, choice, key_figures)
        assert first_difference(result, expected) == "", f"{each.title}: {each.state}"
        count += leaves(expected)
    return count


# Real studies


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """Complete lists of two cycles, made of the fictional one, and one with a double row."""
    folder = tmp_path_factory.mktemp("lists")
    example = load_study(StudyChoice(example=True, boundaries="embedded"))
    rows = [
        (nis, example.groups[g].name, example.groups[g].legal_form)
        for nis, g in zip(example.codes, example.group_of.tolist(), strict=True)
        if g >= 0
    ]
    spelled = {group.name: group.name for group in example.groups}
    old, *others = sorted(spelled)
    spelled |= {old: f"Vroeger {old}", others[0]: others[0].upper(), others[1]: others[2]}
    # Before, some regions had another name or were one, and some municipalities were elsewhere.
    before = [(nis, spelled[name], "") for k, (nis, name, _) in enumerate(rows) if k % 29]
    double = [*rows, (rows[0][0], rows[-1][1], "")]
    return {
        name: _written(folder / f"{name}.csv", listed)
        for name, listed in (("now", rows), ("before", before), ("double", double))
    }


def _written(path, rows):
    lines = ["nis;regiegebied;rechtsvorm", *(";".join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


EXEMPTIONS = (
    Exemption("reference-region", "interwaas", "mag zo blijven"),
    Exemption("minimum-population", "Aan de Leie", "klein maar fijn", date(2030, 1, 1)),
    Exemption("form", "Bestaat Niet", "voor het geval dat"),
    Exemption("contiguity", "Zuid", "verlopen", date(2020, 1, 1)),
    Exemption("contiguity", "regio z", "een eiland"),
)
CHOICES = {
    "2017": {"cycle": "2017"},
    "2020": {"cycle": "2020"},
    "2020 with reference regions": {"cycle": "2020", "date": date(2022, 10, 17)},
    "2023": {"cycle": "2023", "exemptions": EXEMPTIONS},
    "2023 after the mergers": {"cycle": "2023", "date": date(2025, 1, 1)},
    "2023 when the rule holds for all": {"cycle": "2023", "date": date(2026, 1, 1)},
    "example": {"example": True},
}
OWN = {
    "own complete lists": {"membership": "now", "complete": True, "before": "before",
                           "before_complete": True, "exemptions": EXEMPTIONS},
    "own list that says two things": {"membership": "double", "complete": True,
                                      "keep_claims": True, "before": "now",
                                      "before_complete": True},
}  # fmt: skip
ROUNDS = 2


def chosen(title, lists):
    own = OWN.get(title, {})
    paths = {key: lists[own[key]] for key in ("membership", "before") if key in own}
    return load_study(StudyChoice(**CHOICES.get(title, own) | paths, boundaries="embedded"))


@pytest.mark.parametrize("title", [*CHOICES, *OWN])
def test_each_figure_of_a_scenario_is_that_of_python(page, lists, title, record_property):
    study = chosen(title, lists)
    scenarios = list(Maker(study, seed=len(title)).all(ROUNDS))
    count = compared(page, study, scenarios, shipped_for)
    record_property("scenarios", len(scenarios))
    record_property("figures", count)
    assert count > 50_000


def test_the_page_itself_gives_the_figures_of_python(open_page, record_property):
    opened = open_page(page_of())
    opened.page.evaluate(f"() => {{ {RUNNER} }}")
    scenarios = list(Maker(study_of(), seed=1).all(rounds=1))
    sent = json.dumps([[each.state, each.options] for each in scenarios])
    found = json.loads(opened.page.evaluate(RUN_ON_ITS_OWN_DATA, sent))
    count = matched(study_of(), scenarios, found)
    record_property("scenarios", len(scenarios))
    record_property("figures", count)
    assert count > 50_000
    assert opened.outside == []


# The grid: what chance seldom finds on a real map

PARTS = dict(enumerate(["West", "West", "Oost"] * 3, start=1))
HOME = {1: "A", 2: "A", 3: "B", 6: "B", 9: "Z"}
STRADDLING = {1: "A", 2: "A", 3: "A", 6: "B", 9: "Z"}
FORMS = {"A": "projectvereniging", "B": "vzw", "Z": "centrumstad"}
LATER = date(2025, 1, 1)


def grid(regions=None, **more):
    settings = {"reference": PARTS, "centre_cities": (3, 9), "forms": FORMS, "outside": (7,)}
    return grid_study(HOME if regions is None else regions, **(settings | more))


def everybody(regions, **more):
    """Return the grid with nobody unknown."""
    return grid(regions, outside=tuple(k for k in range(1, 10) if k not in regions), **more)


def with_rules(study, **changes):
    """Return a study by a scheme with other rules, by kind."""
    rules = tuple(replace(r, **changes.get(type(r).__name__, {})) for r in FLANDERS.rules)
    return without_cache(study, scheme=replace(FLANDERS, rules=rules))


def other_rules():
    forms = dict.fromkeys(("kring", "solo"), FLANDERS.title)
    peculiar = MappingProxyType({CODES[4]: FLANDERS.title})
    return with_rules(
        everybody(HOME, before=grid({1: "A", 2: "A", 3: "Z"}, day=date(2020, 1, 1))),
        **{
            MinimumPopulation.__name__: {"minimum": 9_000, "since": None},
            Form.__name__: {"forms": forms, "alone": frozenset({"solo"}), "since": None},
            FitsPart.__name__: {"partition": "province", "since": date(2021, 5, 1)},
            Contiguous.__name__: {"peculiar": peculiar},
        },
    )


def claimed():
    """Return the grid of which 4 is on the list twice, and 5 merged of parts in two regions."""
    study, rows = grid(), grid({4: "A", 5: "B", 6: "A"}).memberships
    double, other = rows[3].rows[0], rows[4].rows[0]
    told = list(study.memberships)
    told[3] = replace(told[3], rows=(double, replace(double, region="Elders")))
    told[4] = replace(told[4], rows=(replace(other, nis="99999"), replace(other, region="A")))
    return without_cache(study, memberships=tuple(told))


def island():
    """Return the grid of which 7 borders on nobody, and 1 and 2 on nobody else."""
    study = grid({1: "A", 7: "A", 8: "A", 9: "B"}, outside=())
    apart = [{CODES[6]}, *({CODES[k], CODES[k + 3]} for k in (0, 1)), {CODES[1], CODES[2]}]
    pairs = {pair for pair in study.neighbours if not any(cut <= set(pair) for cut in apart)}
    study.__dict__["neighbours"] = frozenset(pairs)
    return study


ACCEPTED = tuple(
    Exemption(rule.id, name, f"{rule.id} van {name}")
    for rule in FLANDERS.rules
    for name in ("a", "Zuid", "regio z")
)
EARLIER = {"day": date(2022, 12, 31)}
GRIDS = {
    "plain": grid,
    "thresholds": lambda: grid(
        population=(30_000, 30_000, 29_999, 60_000, 59_999, 30_001, 1, 1, 60_001)
    ),
    "no reference regions": lambda: grid(reference=None),
    "nobody unknown": lambda: everybody(HOME),
    "all known then and now": lambda: everybody(
        HOME, before=everybody({1: "A", 2: "A", 3: "b", 4: "b", 5: "Zuid", 8: "C"}, **EARLIER)
    ),
    "unchanged": lambda: everybody(HOME, before=everybody(HOME, **EARLIER)),
    "unknown then": lambda: everybody(HOME, before=grid({1: "A", 5: "C", 3: "Z"}, **EARLIER)),
    "unknown now": lambda: grid(before=everybody({2: "A", 6: "D"}, **EARLIER)),
    "other rules": other_rules,
    "not in force": lambda: grid(day=date(2022, 6, 1)),
    "holds for all": lambda: everybody(
        STRADDLING, day=date(2026, 1, 1), before=everybody(STRADDLING, **EARLIER)
    ),
    "accepted": lambda: everybody(HOME, exemptions=ACCEPTED),
    "accepted, not in force": lambda: grid(day=date(2022, 6, 1), exemptions=ACCEPTED),
    "claimed": claimed,
    "island": island,
    "nobody lives there": lambda: grid(population=(0,) * 9),
    "twins": lambda: grid(population=(20_000,) * 9),
}


def key_figures(people=(10, 10, 7, 3, 3, 9, 1, 1, 10), seekers=(1, 5, 0, 0, 2, 2, 2, 9, 1)):
    """Return what gives the counts of 2022 on the grid for an age band."""

    def given(ages):
        older = [count + ages.count("0") * k for k, count in enumerate(people)]
        return KeyFigures(
            Counts("ages.csv", {2022: dict(zip(CODES, older, strict=True))}),
            Counts("seekers.csv", {2022: dict(zip(CODES, seekers, strict=True))}),
            date(2022, 1, 1),
            History((), (), ()),
        )

    return given


def merged_figures(ages):
    """Return counts of which the jobseekers of 1, 2 and 3, and those of 4 and 5, are one number."""
    first, wave, last = date(2012, 1, 1), LATER, date(2024, 12, 31)
    wholes = {"00010": CODES[:3], "00011": CODES[3:5]}
    parts = [n for part in wholes.values() for n in part]
    old = [Unit(nis=n, name="Plaats", valid_from=first, valid_to=last) for n in parts]
    new = [Unit(nis=nis, name="Plaats", valid_from=wave) for nis in wholes]
    mergers = [Merger(wave, n, n, nis, nis) for nis, part in wholes.items() for n in part]
    seekers = {"00010": 101, "00011": 20, CODES[5]: 7, CODES[7]: 3, CODES[8]: 0}
    plain = key_figures()(ages)
    past = History((*old, *new), tuple(mergers), ())
    return KeyFigures(plain.working_age, Counts("seekers.csv", {2022: seekers}), wave, past)


COUNTS = {
    "twins": key_figures((10,) * 9, (1,) * 9),
    "nobody lives there": key_figures(seekers=(0,) * 9),
    "nobody unknown": merged_figures,
    "plain": merged_figures,
}


@cache
def grid_scenarios(title):
    study = GRIDS[title]()
    return study, list(Maker(study, seed=len(title)).all(rounds=3))


def test_each_figure_is_that_of_python_on_the_grid(page, record_property):
    counts = {"scenarios": 0, "figures": 0}
    for title in GRIDS:
        study, scenarios = grid_scenarios(title)
        counts["scenarios"] += len(scenarios)
        counts["figures"] += compared(page, study, scenarios, COUNTS.get(title, key_figures()))
    for key, count in counts.items():
        record_property(key, count)
    assert counts["scenarios"] == len(GRIDS) * 41


def test_the_scenarios_on_the_grid_reach_every_verdict_and_every_lineage():
    verdicts, lineages, unsaid = set(), set(), set()
    for title in GRIDS:
        study, scenarios = grid_scenarios(title)
        for each in scenarios:
            found = check(scenario(study, each.groups, each.group_of))
            verdicts |= {(f.rule, f.verdict.value, f.severity.value) for f in found.findings}
            lineages |= {facts.lineage.kind.value for facts in found.regions}
            unsaid |= {facts.lineage.as_far_as_known for facts in found.regions}
    told = {rule.id: set() for rule in FLANDERS.rules}
    for rule, *rest in verdicts:
        told[rule].add(" ".join(rest))
    at_law = {"broken error", "cannot be said info", "not in force info", "exempt info"}
    assert told == {
        "one-region": {"broken error", "cannot be said warning"},
        "minimum-population": at_law,
        "form": at_law,
        "reference-region": at_law | {"has time warning", "noted info"},
        "contiguity": {
            "against advice warning", "cannot be said info", "noted info", "exempt info",
        },
    }  # fmt: skip
    assert lineages == {"new", "unchanged", "changed", "unknown"}
    assert unsaid == {None, "unchanged"}


def test_the_least_that_is_enough_is_enough(page):
    """1 and 2 have 60,000 inhabitants together, 3 and 4 one less; nobody else can join."""
    people = (30_000, 30_000, 29_999, 30_000, 1, 1, 1, 1, 1)
    study = everybody({1: "A", 2: "A", 3: "B", 4: "B"}, population=people)
    start = Scenario("start", list(study.groups), study.group_of.tolist())
    [result] = run(page, planner_data(study, key_figures()), [start])
    verdicts = {each["region"]: each["verdicts"] for each in result["check"]["regions"]}
    assert verdicts["A"]["minimum-population"] == "met"
    assert verdicts["B"]["minimum-population"] == "broken"
    [short] = [f for f in result["check"]["findings"] if f["rule"] == "minimum-population"]
    assert (short["measured"], short["required"]) == (59_999, 60_000)


def test_the_difference_is_what_the_second_has_more(page):
    """2 goes from A to B, 4 founds C, 9 leaves Z, and 7, who was in none, is unknown."""
    study = everybody({1: "A", 2: "A", 3: "B", 6: "B", 9: "Z"})
    groups = [*study.groups, Group("C")]
    of = [0, 1, 1, 3, OUTSIDE, 1, UNKNOWN, OUTSIDE, OUTSIDE]
    after = {"groups": [{"name": g.name, "form": g.legal_form} for g in groups], "group_of": of}
    found = json.loads(
        page.evaluate(
            """([data, after]) => {
              const { difference, evaluate } = regiekaartCore;
              const [was, now] = [data.start, after].map((state) => evaluate(data, state));
              return plain([difference(was, now), difference(now, now)]);
            }""",
            [planner_data(study, key_figures()), after],
        )
    )
    changed, nothing = found
    assert changed["coverage"]["province"][0] == {
        "part": None, "group": "Vlaanderen", "members": 0, "unknown": 1,
        "population_members": -5000, "population_unknown": 7000, "regions": 0,
        "municipality_points": [0, 9], "population_points": [-5000, 45_000],
    }  # fmt: skip
    by_name = {each["region"]: each for each in changed["regions"]}
    told = {
        name: (each["joined"], each["left"], each["population"]) for name, each in by_name.items()
    }
    assert list(told.items()) == [
        ("A", ([], [1], -2000)),
        ("B", ([1], [], 2000)),
        ("C", ([3], [], 4000)),
        ("Z", ([], [8], -9000)),
    ]
    assert sum(int(each["amount"][:-1]) for each in by_name.values()) == 0
    assert changed["subsidy"] == "0n"
    assert [None, "cannot be said"] in [rule[1:] for rule in by_name["C"]["verdicts"]]
    assert {each["region"] for each in changed["findings"]["come"]} == {"A", "B", "C"}
    assert not any(each["amount"] != "0n" or each["verdicts"] for each in nothing["regions"])
    assert nothing["findings"] == {"gone": [], "come": []}


def test_the_difference_in_money_is_unknown_where_nothing_can_be_divided(page):
    """By steps, A gets 25,000 euro for 60,000 inhabitants, and 50,000 for 80,000."""
    study = everybody({1: "A", 2: "A"}, population=(30_000, 30_000, 20_000, *[1] * 6))
    start = {"groups": [{"name": "A", "form": ""}], "group_of": study.group_of.tolist()}
    states = [start, {**start, "group_of": [0, 0, 0, *[OUTSIDE] * 6]}, {**start, "groups": []}]
    states[2]["group_of"] = [OUTSIDE] * 9
    found = page.evaluate(
        """([data, states]) => {
          const { difference, evaluate } = regiekaartCore;
          const all = states.map((state) => evaluate(data, state, { scheme: "2014" }));
          return [[0, 1], [1, 0], [0, 2], [2, 0]].map(
            ([a, b]) => String(difference(all[a], all[b]).subsidy));
        }""",
        [planner_data(study, key_figures()), states],
    )
    assert found == ["2500000", "-2500000", "null", "null"]


# The pieces


def test_a_budget_is_divided_as_python_does_it(page):
    cases = [
        (amount, weights)
        for amount in (0, 1, 7, 100, 99_999_999_999_999)
        for weights in ([1], [1, 1, 1], [0, 3, 0, 3], [5, 2, 9, 2], [10**9, 1, 10**9 - 1], [7] * 40)
    ]
    found = page.evaluate(
        """(cases) => JSON.parse(plain(cases.map(
          ([amount, weights]) => regiekaartCore.apportion(BigInt(amount), weights))))""",
        [[str(amount), weights] for amount, weights in cases],
    )
    expected = [[f"{part}n" for part in apportion(*case)] for case in cases]
    assert found == expected


# Where names of places are found, and where letters fold in unusual ways.
LETTERS = (
    (0x20, 0x600), (0x10A0, 0x1100), (0x13A0, 0x1400), (0x1C80, 0x1CC0), (0x1D00, 0x2E00),
    (0xA640, 0xA6A0), (0xA720, 0xA800), (0xAB30, 0xABC0), (0xFB00, 0xFB07), (0xFE20, 0xFE30),
    (0xFF00, 0xFFF0), (0x10400, 0x10450), (0x1D400, 0x1D800), (0x1F000, 0x1FB00),
)  # fmt: skip


def test_names_are_compared_as_python_compares_them(page):
    letters = [
        chr(code)
        for start, end in LETTERS
        for code in range(start, end)
        if unicodedata.category(chr(code)) != "Cn"
    ]
    words = ["o", "l", "v", "vrouw", "olv", "a", "d", "st", "ste", "o/d", "O.-L.-V.", "d'", "x"]
    chance = Maker(grid(), seed=1).chance
    names = [f"a{letter}b {letter}" for letter in letters] + list(NAMES)
    names += [
        chance.choice(" .-/").join(chance.choices(words, k=chance.randint(1, 7)))
        for _ in range(500)
    ]
    found = page.evaluate(
        "names => names.map((n) => [regiekaartCore.foldCase(n), regiekaartCore.normalise(n)])",
        names,
    )
    expected = [[name.casefold(), normalise(name)] for name in names]
    wrong = [pair for pair in zip(names, found, expected, strict=True) if pair[1] != pair[2]]
    assert wrong == []


def test_names_stand_in_the_order_of_python(page):
    names = [*NAMES, "a", "B", "Zuid 2", "zuid", "😀", "\uff5e", "", "ab", "abc", "\U0001d518"]
    found = page.evaluate("names => names.sort(regiekaartCore.compareNames)", names)
    assert found == sorted(names, key=lambda name: (name.casefold(), name))


def test_the_sums_change_neither_the_data_nor_the_scenario(page):
    study, scenarios = grid_scenarios("all known then and now")
    data = planner_data(study, key_figures())
    frozen = page.evaluate(
        """([data, states]) => {
          const deep = (value) => {
            if (value === null || typeof value !== "object") return;
            Object.values(value).forEach(deep);
            Object.freeze(value);
          };
          deep([data, states]);
          states.forEach((state) => regiekaartCore.evaluate(data, state));
          return Object.isFrozen(regiekaartCore);
        }""",
        [data, [each.state for each in scenarios]],
    )
    assert frozen


@pytest.mark.parametrize(
    "call", ["coverage(d, d.start, 'reference-region')", "subsidy(d, d.start, {ages: '0-99'})"]
)
def test_what_is_not_there_is_refused(page, call):
    told = page.evaluate(
        """([d, call]) => {
          try {
            return eval(`regiekaartCore.${call}`);
          } catch (error) {
            return error.name;
          }
        }""",
        [planner_data(grid(reference=None), key_figures()), call],
    )
    assert told == "RangeError"
