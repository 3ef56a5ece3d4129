"""The scenarios of the planner: in a real browser, and back through the command line's reader."""

import random
from datetime import date
from importlib.resources import files

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.web.scenario_data import scenario_data
from tiny import CODES, grid_study

pytestmark = pytest.mark.browser

WORDS = {
    "assumed": "aangenomen", "scenario": "scenario", "fiction": "Fictief voorbeeld",
    "complete": "volledig", "partial": "gedeeltelijk",
}  # fmt: skip
HELPERS = """
window.saved = (study, start, state, name, words) => regiekaartScenarios.toCsv(
  study, start, state, name, { ...words, source: (title) => `${words.scenario} ${title}` });
window.loaded = (text, study) => regiekaartScenarios.fromCsv(text, study, study.refused);
"""


@pytest.fixture(scope="module")
def page(browser):
    """Return an empty page that knows the scenarios and nothing else."""
    opened = browser.new_page()
    for name in ("core.js", "scenarios.js"):
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
        back = page.evaluate("(a) => loaded(...a)", [text, plain(study)])
        assert back["problems"] == []
        assert named(**back["state"]) == named(**scenario)


def load(page, text):
    return page.evaluate("(a) => loaded(...a)", [text, plain(grid_study({1: "A"}))])


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
    ("", 1, "column-region"),
    ("a;b\n1;2\n", 1, "column-region"),
    ("regiegebied\nA\n", 1, "column-nis"),
    ("nis;regiegebied\n", 1, "file-empty"),
    (f"nis;regiegebied\n{CODES[0]};A\n99999;A\n", 3, "unit-unknown"),
    (f"nis;regiegebied\n{CODES[0]};A\n{CODES[0]};B\n", 3, "unit-twice"),
    (f"nis;regiegebied\n{CODES[0]}\n", 2, "row-short"),
    (f"nis;regiegebied\n{CODES[0]};geen\n", 2, "name-word"),
    (f"nis;regiegebied\n{CODES[0]};2023\n", 2, "name-letters"),
    (f"nis;regiegebied\n{CODES[0]};{'x' * 201}\n", 2, "name-long"),
    (f"nis;regiegebied;lijst\n{CODES[0]};A;half\n", 2, "list-kind"),
    (f"nis;regiegebied;lijst\n{CODES[0]};A;volledig\n{CODES[1]};A;gedeeltelijk\n", 1, "list-twice"),
    (f'nis;regiegebied\n{CODES[0]};"A\n', 1, "file-quote"),
    (f"{HEAD}{CODES[0]};x;A;vzw;\n{CODES[1]};y;A;stad;\n", 3, "form-twice"),
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
    hostile = ["=SUM(1)", "+B", "-C", "@D", 'E";"F', "<img onerror=x>", "G\u202eH", "💥 I"]
    study = grid_study(dict(enumerate(hostile, start=1)))
    text = saved(page, study, state(study))
    assert not [row for row in text.splitlines() if row.split(";")[2][:1] in set("=+-@")]
    back = page.evaluate("(a) => loaded(...a)", [text, plain(study)])
    assert named(**back["state"]) == named(**state(study))


def run(page, steps):
    """Run steps on a store of the grid, and return what each step gave and the state at the end."""
    return page.evaluate(
        """([start, steps]) => {
          const S = regiekaartScenarios, store = S.createStore(start, "Begin"), found = [];
          for (const step of steps) found.push(eval(step));
          return { found, state: store.state, now: store.current.name, all: store.all.length };
        }""",
        [state(grid_study({1: "A", 2: "A", 9: "B"})), steps],
    )


def test_each_step_can_be_undone_and_done_again(page):
    steps = [
        "store.put(S.assign(store.state, [2, 3], 1), 'a')",
        "store.put(S.removeGroup(store.state, 0), 'b')",
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
        "store.remove('s2')",
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
                "{ ...window.kept, version: 2 }",
                "{ version: 1, scenarios: [{ name: 'x', groups: [], group_of: Array(9).fill(7) }]}",
            )
        ),
        "store.state.group_of[2]",
    ]  # fmt: skip
    assert run(page, steps)["found"][2:] == [True, True, 0, *[False] * 6, 0]
