"""The scenarios of the planner: in a real browser, and back through the command line's reader."""

import random
from datetime import date
from importlib.resources import files

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.web.scenario_data import list_reading, scenario_data
from tiny import CODES, grid_study

pytestmark = pytest.mark.browser

WORDS = {
    "assumed": "aangenomen", "scenario": "scenario", "fiction": "Fictief voorbeeld",
    "complete": "volledig", "partial": "gedeeltelijk", "forms": True,
    "head": ["nis", "gemeente", "regiegebied"],
}  # fmt: skip
SCRIPTS = (
    "core.js", "list-table.js", "list-cells.js", "scenarios.js", "scenario-store.js",
    "scenario-csv.js",
)  # fmt: skip
HELPERS = """
window.saved = (study, start, state, name, words) => regiekaartLists.toCsv(
  study, start, state, name, { ...words, source: (title) => `${words.scenario} ${title}` });
window.loaded = (text, study, reading) => regiekaartLists.fromCsv(text, study, reading);
"""


@pytest.fixture(scope="module")
def page(browser):
    """Return an empty page that knows the scenarios and nothing else."""
    opened = browser.new_page()
    for name in SCRIPTS:
        script = files("regiekaart.web") / "static" / name
        opened.add_script_tag(content=script.read_text(encoding="utf-8"))
    opened.add_script_tag(content=HELPERS)
    yield opened
    opened.close()


def plain(study):
    """Return a study as the page has it."""
    data = scenario_data(study)
    keys = ("evidence", "source", "note")
    rows = [
        None if row is None else {k: data["texts"][t] for k, t in zip(keys, row, strict=True)}
        for row in data["rows"]
    ]
    return {
        "codes": list(study.codes),
        "names": list(study.names),
        "cycle": data["cycle"],
        "day": study.date.isoformat(),
        "fictional": study.fictional,
        "rows": rows,
        "refused": data["refused"],
    }


def state(study):
    groups = [{"name": g.name, "form": g.legal_form} for g in study.groups]
    return {"groups": groups, "group_of": study.group_of.tolist()}


def shuffled(study, seed):
    """Return a scenario that differs from a study: members move, leave, and found a region."""
    chance = random.Random(seed)  # noqa: S311 - a game of chance
    start = state(study)
    new = [{"name": 'Nieuw; "gebied"', "form": "interlokale vereniging"}]
    group_of = [
        chance.choice([of, of, UNKNOWN, OUTSIDE, chance.randrange(len(start["groups"]) + 1)])
        for of in start["group_of"]
    ]
    return {"groups": start["groups"] + new, "group_of": group_of}


def named(groups, group_of):
    """Return who is where, by names: the order of the regions does not count."""
    return [of if of < 0 else (groups[of]["name"], groups[of]["form"]) for of in group_of]


STUDIES = {
    "2023": {"cycle": "2023"},
    "2023 after the mergers": {"cycle": "2023", "date": date(2025, 1, 1)},
    "2017": {"cycle": "2017"},
    "example": {"example": True},
}


@pytest.fixture(scope="module", params=STUDIES)
def study(request):
    return load_study(StudyChoice(**STUDIES[request.param], boundaries="embedded"))


def saved(page, study, scenario):
    arguments = [plain(study), state(study), scenario, "Plan A", WORDS]
    return page.evaluate("(a) => saved(...a)", arguments)


def test_what_was_saved_is_read_again_by_the_command_line_without_loss(page, study, tmp_path):
    for seed in range(12):
        scenario = state(study) if seed == 0 else shuffled(study, seed)
        path = tmp_path / f"{seed}.csv"
        path.write_text(saved(page, study, scenario), encoding="utf-8", newline="")
        read = load_study(
            StudyChoice(
                cycle=study.cycle.id, date=study.date, membership=path, boundaries="embedded"
            )
        )
        assert read.complete == (UNKNOWN not in scenario["group_of"])
        assert read.fictional == study.fictional
        found = state(read)
        assert named(**found) == named(**scenario)


def test_what_is_left_as_it_was_keeps_its_evidence_and_the_rest_is_assumed(page, tmp_path):
    study = load_study(StudyChoice(cycle="2023", boundaries="embedded"))
    scenario = state(study)
    first, second = (study.position[code] for code in ("11002", "12025"))
    scenario["group_of"][second] = scenario["group_of"][first]
    path = tmp_path / "plan.csv"
    path.write_text(saved(page, study, scenario), encoding="utf-8", newline="")
    read = load_study(StudyChoice(cycle="2023", membership=path, boundaries="embedded"))
    assert read.memberships[second].evidence == "assumed"
    assert read.memberships[second].rows[0].source == "scenario Plan A"
    kept = [i for i in range(300) if i != second and study.group_of[i] >= 0]
    assert [read.memberships[i].evidence for i in kept] == [
        study.memberships[i].evidence for i in kept
    ]


def test_what_was_saved_is_loaded_again_without_loss(page, study):
    for seed in range(12):
        scenario = shuffled(study, seed)
        text = saved(page, study, scenario)
        back = read_back(page, text, study)
        assert back["problems"] == []
        assert named(**back["state"]) == named(**scenario)


def read_back(page, text, study):
    return page.evaluate("(a) => loaded(...a)", [text, plain(study), list_reading(study)])


def load(page, text):
    return read_back(page, text, grid_study({1: "A"}))


HEAD = "nis;gemeente;regiegebied;rechtsvorm;lijst\r\n"


@pytest.mark.parametrize("text", [
    f"nis;regiegebied\n{CODES[0]};A\n{CODES[1]};\n",
    f"\ufeffnis,region\r\n{CODES[0]},A\r\n{CODES[1]},\r\n",
    "Gemeente\tRegiegebied\nPLAATS-1\tA\nplaats 2\t\n",
    f'Titel\n\nnis;opmerking;regiegebied\n"{CODES[0]}";"een\n2;""3""";"A"\n{CODES[1]};;\n',
])  # fmt: skip
def test_a_list_is_loaded_however_it_is_written(page, text):
    found = load(page, text)
    assert found["problems"] == []
    assert found["state"]["groups"][0]["name"] == "A"
    assert found["state"]["group_of"] == [0, OUTSIDE, *[UNKNOWN] * 7]


def test_who_is_not_on_a_complete_list_is_no_member(page):
    found = load(page, f"nis;regiegebied;lijst\n{CODES[0]};A;volledig\n")
    assert found["state"]["group_of"] == [0, *[OUTSIDE] * 8]


@pytest.mark.parametrize(("text", "line", "key"), [
    ("", 1, "file-empty"),
    ("a;b\n1;2\n", 1, "columns-none"),
    ("nis;gemeente\n1;2\n", 1, "column-region"),
    ("regiegebied\nA\n", 1, "column-nis"),
    ("nis;regiegebied\n", 1, "file-empty"),
    (f"nis;regiegebied\n{CODES[0]};A\n99999;A\n", 3, "unit-unknown"),
    (f"nis;regiegebied\n{CODES[0]};A\n{CODES[0]};B\n", 3, "unit-twice"),
    (f"nis;regiegebied\n{CODES[0]}\n", 2, "row-short"),
    (f"nis;regiegebied\n{CODES[0]};geen\n", 2, "name-word"),
    (f"nis;regiegebied\n{CODES[0]};2023\n", 2, "name-letters"),
    (f"nis;regiegebied\n{CODES[0]};{'x' * 201}\n", 2, "name-long"),
    (f"nis;regiegebied;lijst\n{CODES[0]};A;half\n", 2, "list-kind"),
    (f"nis;regiegebied;lijst\n{CODES[0]};A;volledig\n{CODES[1]};A;gedeeltelijk\n", 3, "list-twice"),
    (f'nis;regiegebied\n{CODES[0]};"A\n', 2, "file-quote"),
    ("PK\x03\x04\x00\x00", 1, "file-encoding"),
])  # fmt: skip
def test_a_list_with_something_wrong_is_refused_as_a_whole_with_its_line(page, text, line, key):
    found = load(page, text)
    assert found["state"] is None
    assert (line, key) in [(each["line"], each["key"]) for each in found["problems"]]


def test_all_problems_of_a_list_are_told_at_once(page):
    found = load(page, f"nis;regiegebied\n99999;A\n{CODES[0]};geen\n{CODES[1]};?\n")
    assert [each["line"] for each in found["problems"]] == [2, 3, 4]


def test_hostile_names_come_back_as_they_were_and_are_no_formulas(page):
    hostile = ["=SUM(1)", "+B", "-C", "@D", 'E";"F', "<img onerror=x>", "G H", "💥 I"]
    study = grid_study(dict(enumerate(hostile, start=1)))
    text = saved(page, study, state(study))
    assert not [row for row in text.splitlines() if row.split(";")[2][:1] in set("=+-@")]
    back = read_back(page, text, study)
    assert named(**back["state"]) == named(**state(study))


def run(page, steps):
    """Run steps on a store of the grid, and return what each step gave and the state at the end."""
    return page.evaluate(
        """([start, steps]) => {
          const S = regiekaartScenarios, found = [];
          const store = regiekaartStores.createStore(start, "Begin", { refused: ["geen"] });
          for (const step of steps) found.push(eval(step));
          return { found, state: store.state, now: store.current.name, all: store.all.length };
        }""",
        [state(grid_study({1: "A", 2: "A", 9: "B"})), steps],
    )


def test_each_step_can_be_undone_and_done_again(page):
    steps = [
        "store.put(S.assign(store.state, [2, 3], 1), 'a')",
        "store.put(S.removeGroup(store.start, store.state, 0), 'b')",
        "store.state.group_of",
        "store.undo()", "store.undo()", "store.undo()", "store.state.group_of",
        "store.redo()", "store.redo()", "store.redo()",
    ]  # fmt: skip
    ended = run(page, steps)
    assert ended["found"][2] == [-2, -2, 0, 0, -1, -1, -1, -1, 0]
    assert ended["found"][3:6] == [True, True, False]
    assert ended["found"][6] == [0, 0, -1, -1, -1, -1, -1, -1, 1]
    assert ended["found"][7:] == [True, True, False]
    assert ended["state"]["group_of"] == ended["found"][2]


def test_a_step_that_changes_nothing_is_no_step(page):
    steps = [
        "store.put(S.assign(store.state, [0], 0), 'a')",
        "store.canUndo",
        "store.put(S.changeGroup(store.state, 0, { name: 'A' }), 'b')",
    ]
    assert run(page, steps)["found"] == [False, False, False]


def test_a_new_step_forgets_what_was_undone(page):
    steps = [
        "store.put(S.assign(store.state, [2], 0), 'a')",
        "store.undo()",
        "store.put(S.assign(store.state, [3], 0), 'b')",
        "store.redo()",
    ]
    assert run(page, steps)["found"] == [True, True, True, False]


def test_scenarios_stand_side_by_side_and_the_last_one_stays(page):
    steps = [
        "store.add('Plan B') !== null",
        "store.put(S.assign(store.state, [2], 0), 'a')",
        "store.choose('s1')",
        "store.state.group_of[2]",
        "store.remove('s1')",
        "store.remove(store.current.id)",
        "store.state.group_of[2]",
    ]
    ended = run(page, steps)
    assert ended["found"] == [True, True, True, UNKNOWN, True, False, 0]
    assert (ended["now"], ended["all"]) == ("Plan B", 1)


def test_what_the_browser_kept_is_taken_over_only_if_it_fits(page):
    steps = [
        "store.put(S.assign(store.state, [2], 0), 'a')",
        "window.kept = JSON.parse(JSON.stringify(store.keep())); 0",
        "store.reset()",
        "store.restore(window.kept)",
        "store.state.group_of[2]",
        *(
            f"store.restore({wrong})"
            for wrong in (
                "null", "{}", "{ version: 1, scenarios: [] }",
                "{ version: 1, scenarios: [{ name: 'x', groups: [], group_of: [0] }] }",
                "{ ...window.kept, version: 3 }",
                "{ version: 1, scenarios: [{ name: 'x', groups: [], group_of: Array(9).fill(7) }]}",
            )
        ),
        "store.state.group_of[2]",
    ]  # fmt: skip
    assert run(page, steps)["found"][2:] == [True, True, 0, *[False] * 6, 0]


def test_a_region_that_is_removed_leaves_unknown_who_was_unknown(page):
    steps = [
        "store.put(S.assign(store.state, [2], 0), 'a')",
        "store.put(S.removeGroup(store.start, store.state, 0), 'b')",
        "store.state.group_of",
    ]
    assert run(page, steps)["found"][2] == [-2, -2, -1, -1, -1, -1, -1, -1, 0]


def test_scenarios_have_names_of_their_own_that_are_clean_and_not_too_long(page):
    steps = [
        "store.add(' Plan\\u00a0\\u200b B\\u202e ') && store.current.name",
        "store.add('plan-b') && store.current.name",
        "store.add('plan b') && store.current.name",
        "store.add('x'.repeat(300)) && store.current.name.length",
        "store.add('x'.repeat(300)) && store.current.name.slice(-5)",
        "store.rename(store.current.id, 'PLAN B')",
        "store.rename(store.current.id, ' ')",
        "store.rename(store.current.id, 'y'.repeat(201))",
        "store.rename(store.current.id, ' Plan  C') ?? store.current.name",
    ]
    assert run(page, steps)["found"] == [
        "Plan B", "plan-b (2)", "plan b (3)", 200, "x (2)",
        "scenario-taken", "name-empty", "name-long", "Plan C",
    ]  # fmt: skip


ODD = {
    "a name twice": "kept.scenarios.push({ ...first, id: 's9', name: 'BEGIN' })",
    "an id twice": "kept.scenarios.push({ ...first, name: 'Ander' })",
    "an id that is none": "first.id = '__proto__'",
    "no name": "first.name = ''",
    "a name with a hidden sign": "first.name = 'Plan\\u200bB'",
    "a name too long": "first.name = 'x'.repeat(201)",
    "no text": "first.name = 7",
    "too many scenarios": (
        "for (let i = 2; i < 27; i += 1)"
        " kept.scenarios.push({ ...first, id: `s${i}`, name: `Plan ${i}` })"
    ),
    "more regions than municipalities": (
        "for (let i = 0; i < 8; i += 1) first.groups.push({ name: `Extra ${i}`, form: '' })"
    ),
    "a region twice": "first.groups.push({ name: 'a', form: '' })",
    "a region of the list twice": "first.groups.push({ ...first.groups[0] })",
    "a region that is no name": "first.groups[0].name = 'geen'",
    "a region without letters": "first.groups[0].name = '2023'",
    "a region with a hidden sign": "first.groups[0].name = 'A\\u202eB'",
    "a form too long": "first.groups[0].form = 'x'.repeat(201)",
    "a form that is no text": "first.groups[0].form = { toString: 1 }",
    "a group that is none": "first.groups[0] = null",
    "a municipality nowhere": "first.group_of[0] = 2",
    "half a municipality": "first.group_of[0] = 0.5",
    "a municipality too many": "first.group_of.push(0)",
    "counts that are none": "first.edits = { w: 'x' }",
    "counts of nobody": "first.edits = { constructor: 1 }",
    "removals that are none": "kept.removed = []",
    "a later version": "kept.version = 3",
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_what_is_odd_in_what_was_kept_is_refused_as_a_whole(page, change):
    steps = [
        "store.put(S.assign(store.state, [2], 0), 'a')",
        "window.kept = JSON.parse(JSON.stringify(store.keep())); 0",
        "store.restore(window.kept)",
        f"const kept = window.kept, [first] = kept.scenarios; {change}; 0",
        "store.put(S.assign(store.state, [3], 0), 'b')",
        "[store.restore(window.kept), store.merge(window.kept)]",
        "store.state.group_of.slice(2, 4)",
    ]
    found = run(page, steps)["found"]
    assert found[2] is True
    assert found[5:] == [[False, None], [0, 0]]


def test_what_an_earlier_version_kept_is_taken_over(page):
    steps = [
        "window.blank = (name) => ({ name, groups: [], group_of: Array(9).fill(-2) }); 0",
        "window.kept = { version: 1, chosen: 1, scenarios: ['P', 'Q'].map(blank) }; 0",
        "store.restore(window.kept)",
        "store.current.name",
    ]
    assert run(page, steps)["found"][2:] == [True, "Q"]


# Two windows

WINDOWS = """([start, steps]) => {
  const S = regiekaartScenarios;
  const settings = (at) => ({ at, otherName: (name) => `${name} (ander venster)` });
  const a = regiekaartStores.createStore(start, "Begin", settings("wa"));
  const b = regiekaartStores.createStore(start, "Begin", settings("wb"));
  const plain = (store) => JSON.parse(JSON.stringify(store.keep()));
  // Each hears what the other kept, until neither has what the other has not.
  const meet = () => {
    for (let i = 0; i < 5; i += 1) {
      const [mine, theirs] = [plain(a), plain(b)];
      if (![a.merge(theirs).write, b.merge(mine).write].includes(true)) return i;
    }
    return null;
  };
  const put = (store, unit, to) => store.put(S.assign(store.state, [unit], to), "x");
  const found = steps.map((step) => eval(step));
  const row = ({ name, state }) => [name, state.group_of];
  const all = (store) => Object.fromEntries(store.all.map(row));
  return { found, a: all(a), b: all(b), now: [a.current.name, b.current.name] };
}"""


def windows(page, *steps):
    """Run steps in two windows on the grid, and return what each of them has at the end."""
    start = state(grid_study({1: "A", 2: "A", 9: "B"}))
    return page.evaluate(WINDOWS, [start, list(steps)])


def test_a_window_takes_over_what_only_the_other_changed(page):
    ended = windows(page, "put(a, 2, 0)", "meet()", "put(b, 3, 0)", "meet()")
    assert ended["a"] == ended["b"] == {"Begin": [0, 0, 0, 0, -1, -1, -1, -1, 1]}


def test_of_what_two_windows_changed_at_once_both_stay(page):
    ended = windows(page, "put(a, 2, 0)", "put(b, 2, 1)", "meet()")
    assert ended["a"] == ended["b"]
    assert sorted(of[2] for of in ended["a"].values()) == [0, 1]
    assert set(ended["a"]) == {"Begin", "Begin (ander venster)"}
    # Each window goes on with what it was at.
    assert [ended["a"][ended["now"][0]][2], ended["b"][ended["now"][1]][2]] == [0, 1]


def test_the_same_change_in_two_windows_is_one(page):
    ended = windows(page, "put(a, 2, 0)", "put(b, 2, 0)", "meet()")
    assert ended["a"] == ended["b"] == {"Begin": [0, 0, 0, -1, -1, -1, -1, -1, 1]}


def test_new_scenarios_of_one_name_are_kept_apart(page):
    ended = windows(page, "a.add('Plan')", "put(a, 2, 0)", "b.add('plan')", "meet()")
    assert ended["a"] == ended["b"]
    assert len(ended["a"]) == 3
    assert len({name.casefold() for name in ended["a"]}) == 3


def test_what_one_window_removed_is_gone_unless_the_other_went_on_with_it(page):
    add = ("a.add('Plan')", "meet()")
    gone = windows(page, *add, "a.remove(a.current.id)", "meet()")
    assert set(gone["a"]) == set(gone["b"]) == {"Begin"}
    steps = ("a.remove(a.current.id)", "b.choose(b.all[1].id)", "put(b, 2, 0)", "meet()")
    left = windows(page, *add, *steps)
    assert left["a"] == left["b"]
    assert left["b"]["Plan"][2] == 0


def test_when_each_window_removes_what_the_other_left_both_stay(page):
    steps = ("a.add('Plan')", "meet()", "a.remove(a.all[0].id)", "b.remove(b.all[1].id)", "meet()")
    ended = windows(page, *steps)
    assert set(ended["a"]) == set(ended["b"]) == {"Begin", "Plan"}


def test_what_was_taken_over_can_be_undone(page):
    ended = windows(page, "put(a, 2, 0)", "meet()", "b.undo()", "meet()")
    assert ended["a"]["Begin"][2] == ended["b"]["Begin"][2] == UNKNOWN


def test_two_windows_come_to_the_same_whatever_happens(page):
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311 - a game of chance
        steps = []
        for _ in range(12):
            one = chance.choice("ab")
            unit, to = chance.randrange(9), chance.choice([-2, -1, 0, 1])
            steps.append(
                chance.choice([
                    f"put({one}, {unit}, {to})",
                    f"{one}.undo()",
                    f"{one}.add('Plan')",
                    f"{one}.remove({one}.current.id)",
                    f"{one}.rename({one}.current.id, 'Plan {unit}')",
                    f"{one}.choose({one}.all.at(-1).id)",
                    "meet()",
                ])
            )  # fmt: skip
        # Each changes what it shows, without the other knowing: both are there afterwards.
        change = [f"put({one}, 8, {to})" for one in "ab" for to in (UNKNOWN, 1)]
        ended = windows(page, *steps, *change, "[a, b].map((s) => s.state.group_of)", "meet()")
        assert ended["found"][-1] is not None, seed
        assert ended["a"] == ended["b"], seed
        assert all(shown in ended["a"].values() for shown in ended["found"][-2]), seed
        assert len({name.casefold() for name in ended["a"]}) == len(ended["a"]), seed
