"""What the planner's sums are given, and what a scenario means."""

import json
import re
from datetime import date
from importlib.resources import files

import numpy as np
import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.rules import check
from regiekaart.analysis.subsidy import SubsidyChoice
from regiekaart.errors import InputError
from regiekaart.facts.membership import Evidence
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.funding import AGES, KEYS_2023, STAIRCASE_2014
from regiekaart.scheme.rules import FitsPart, Form, MinimumPopulation
from regiekaart.study import OUTSIDE, UNKNOWN, Exemption, Group
from regiekaart.study.moving import SOURCE, move
from regiekaart.web.planner_data import CORE_SCRIPTS, core_script, planner_data
from regiekaart.web.planner_scenario import scenario
from tiny import CODES, grid_study
from web.planner_figures import figures_of, shipped_for


@pytest.fixture(scope="module")
def data(study_2023):
    return planner_data(study_2023)


def rule_of(data, kind):
    return next(rule for rule in data["rules"] if rule["kind"] == kind)


# The data


def test_municipalities_are_positions_and_everything_is_plain(study_2023, data):
    assert json.loads(json.dumps(data)) == data
    assert data["population"] == study_2023.population.tolist()
    assert data["start"]["group_of"] == study_2023.group_of.tolist()
    text = json.dumps(data)
    assert not [nis for nis in study_2023.codes if f'"{nis}"' in text]
    a, b = data["neighbours"][0]
    assert (study_2023.codes[a], study_2023.codes[b]) == min(study_2023.neighbours)


def test_what_a_rule_asks_is_what_the_scheme_says(study_2023, data):
    rules = {type(rule): rule for rule in FLANDERS.rules}
    assert [rule["id"] for rule in data["rules"]] == [rule.id for rule in FLANDERS.rules]
    assert rule_of(data, "minimum-population")["minimum"] == rules[MinimumPopulation].minimum
    fits = rule_of(data, "fits-part")
    assert (fits["since"], fits["all_from"]) == ("2023-01-01", "2026-01-01")
    assert not fits["derogations"]
    assert fits["partition"] == rules[FitsPart].partition
    assert set(rule_of(data, "form")["alone"]) == rules[Form].alone
    peculiar = rule_of(data, "contiguous")["peculiar"]
    assert [study_2023.names[unit] for unit in peculiar] == ["Baarle-Hertog", "Voeren"]


def test_what_is_divided_is_what_the_scheme_says(data):
    keys, stairs = data["subsidy"]["keys"], data["subsidy"]["staircase"]
    assert (data["subsidy"]["scheme"], keys["id"], stairs["id"]) == ("2023", "2023", "2014")
    assert keys["budget"] == int(KEYS_2023.budget * 100)
    weights = {pot["id"]: pot["weight"] for pot in keys["pots"]}
    assert weights == {"working-age": 2, "jobseekers": 1, "equal": 2}
    assert tuple(keys["working_age"]) == AGES
    assert keys["ages"] == AGES[0]
    assert [start for start, _ in stairs["steps"]] == [s.start for s in STAIRCASE_2014.steps]


def test_jobseekers_of_later_mergers_stand_beside_their_parts(study_2023, data):
    """Bilzen and Hoeselt are one municipality since 2025; only their sum is known."""
    seekers = data["subsidy"]["keys"]["jobseekers"]
    codes = [[study_2023.codes[unit] for unit in units] for _, units in seekers["merged"]]
    assert ["73006", "73032"] in codes
    assert len(codes) == 13
    assert not any(seekers["sure"][unit] for _, units in seekers["merged"] for unit in units)
    assert [study_2023.names[unit] for unit in seekers["missing"]] == ["Herstappe"]


def test_after_the_mergers_nothing_is_left_to_divide():
    study = load_study(StudyChoice(date=date(2025, 1, 1), boundaries="embedded"))
    data = planner_data(study)
    assert data["subsidy"]["keys"]["jobseekers"]["merged"] == []
    assert len(data["before"]["unit"]) == 300
    assert max(data["before"]["unit"]) == 284


def test_the_study_before_is_a_list_of_pieces(study_2023, data):
    before = study_2023.before
    assert data["before"]["groups"] == [group.name for group in before.groups]
    assert data["before"]["was"] == before.group_of.tolist()
    assert not data["before"]["closed"]
    assert planner_data(grid_study({1: "A"}))["before"] is None


def test_a_study_before_that_is_later_is_refused():
    later = grid_study({1: "A"}, day=date(2024, 1, 1))
    with pytest.raises(ValueError, match="does not lie before"):
        planner_data(grid_study({1: "A"}, before=later))


def test_without_counts_for_these_municipalities_nothing_is_divided():
    keys = planner_data(grid_study({1: "A"}))["subsidy"]["keys"]
    assert keys["working_age"] is None
    assert "jobseekers" not in keys


def test_exemptions_that_do_not_hold_on_the_day_are_left_out():
    kept = Exemption("form", "A", "mag", date(2023, 1, 1))
    gone = Exemption("form", "A", "mocht", date(2022, 12, 31))
    found = planner_data(grid_study({1: "A"}, exemptions=(kept, gone)))["exemptions"]
    assert found == [{"rule": "form", "group": "A", "reason": "mag"}]


@pytest.mark.parametrize("cycle", ["2017", "2020", "2023"])
def test_the_data_of_a_study_are_small(cycle):
    study = load_study(StudyChoice(cycle=cycle, boundaries="embedded"))
    made = json.dumps(planner_data(study), separators=(",", ":"), ensure_ascii=False)
    assert len(made.encode()) < 30_000


def test_the_same_study_gives_the_same_data(study_2023, data):
    assert json.dumps(planner_data(study_2023)) == json.dumps(data)


# The scripts


def bare(name):
    """Return a script without its comments, texts and patterns."""
    code = (files("regiekaart.web") / "static" / name).read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", code, flags=re.DOTALL)
    code = re.sub(r"(?<=[=(] )/(?:\\.|\[[^\]]*\]|[^/\n])+/[gu]*|\(/\[[^/]*\]/", "", code)
    return re.sub(r'"[^"\n]*"|`[^`]*`', '""', code)


@pytest.mark.parametrize("name", CORE_SCRIPTS)
def test_the_sums_have_no_number_of_their_own(name):
    """Zero and one count; 2 is the code of who is not a member, 2000 how many names are kept."""
    numbers = set(re.findall(r"(?<![\w.])\d\w*", bare(name)))
    counting = {"0", "1", "0n", "1n"}
    assert numbers <= (counting | {"2", "2000"} if name == "core.js" else counting)
    assert (UNKNOWN, OUTSIDE) == (-1, -2)


@pytest.mark.parametrize("name", CORE_SCRIPTS)
def test_the_sums_know_no_page_no_network_and_no_chance(name):
    words = r"document|window|fetch|XMLHttp|localStorage|Math\.random|Date|eval|import|require"
    assert re.findall(rf"\b(?:{words})\b", bare(name)) == []
    assert '"use strict"' in core_script()


@pytest.mark.parametrize("name", CORE_SCRIPTS)
def test_a_script_stays_small(name):
    code = (files("regiekaart.web") / "static" / name).read_text(encoding="utf-8")
    assert len(code.splitlines()) < 400


# What a scenario means


def test_a_scenario_that_changes_nothing_is_the_study(study_2023):
    same = scenario(study_2023, study_2023.groups, study_2023.group_of.tolist())
    assert same.memberships == study_2023.memberships
    assert same.membership_source == study_2023.membership_source
    names = [group.name for group in study_2023.groups]
    assert figures(same, names) == figures(study_2023, names)


def figures(study, names):
    return figures_of(study, names, SubsidyChoice(ages="15-64"), shipped_for)


def test_a_municipality_that_moves_is_as_if_it_were_moved_on_the_command_line(study_2023):
    first = study_2023.position["11002"]
    of = study_2023.group_of.tolist()
    of[first] = OUTSIDE
    moved = move(study_2023, {"11002": None})
    found = scenario(study_2023, study_2023.groups, of)
    assert found.groups == moved.groups
    assert np.array_equal(found.group_of, moved.group_of)
    assert found.memberships == moved.memberships
    assert found.membership_source == moved.membership_source


def test_who_changes_is_assumed_and_who_stays_keeps_the_source():
    study = grid_study({1: "A", 2: "A", 3: "B"})
    found = scenario(study, study.groups, [0, 1, UNKNOWN, OUTSIDE, *[UNKNOWN] * 5])
    kept, moved, forgotten, outside, *rest = found.memberships
    assert kept == study.memberships[0]
    assert (moved.region, moved.evidence, moved.rows[0].source) == ("B", Evidence.ASSUMED, SOURCE)
    assert (forgotten.region, forgotten.known, forgotten.rows) == (None, False, ())
    assert (outside.region, outside.known, outside.rows[0].region) == (None, True, None)
    assert rest == list(study.memberships[4:])


def test_groups_stand_by_name_and_a_group_without_members_is_none():
    study = grid_study({1: "A", 2: "B"})
    groups = [Group("leeg"), Group("b"), Group("Zuid", "vzw"), Group("A")]
    found = scenario(study, groups, [2, 1, 3, *[OUTSIDE] * 6])
    assert found.groups == (Group("A"), Group("b"), Group("Zuid", "vzw"))
    assert found.group_of.tolist()[:3] == [2, 1, 0]
    assert found.complete
    assert [facts.region for facts in check(found).regions] == ["A", "b", "Zuid"]


def test_another_name_or_form_is_a_change_of_all_its_members():
    study = grid_study({1: "A", 2: "A", 3: "B"})
    found = scenario(study, [Group("A", "vzw"), Group("C")], [0, 0, 1, *[UNKNOWN] * 6])
    assert [m.rows[0].source for m in found.memberships[:3]] == [SOURCE] * 3
    assert found.membership_source.en.endswith("(what if: with municipalities moved)")


def test_the_study_stays_as_it_was_and_what_it_has_read_is_not_read_again():
    study = grid_study({1: "A"}, before=grid_study({2: "A"}))
    found = scenario(study, [Group("B")], [0] * 9)
    assert coverage(study).whole.units.count == 1
    assert coverage(found).whole.units.count == 9
    assert found.before is study.before
    assert found.neighbours is study.neighbours


def test_two_groups_of_one_name_are_refused_by_name():
    study = grid_study({1: "A"})
    with pytest.raises(InputError, match="regions of the same name: Sint-Niklaas/st niklaas"):
        scenario(study, [Group("Sint-Niklaas"), Group("st niklaas")], [0, 1, *[OUTSIDE] * 7])


@pytest.mark.parametrize("of", [[0] * 8, [1] * 9, [-3] * 9, []])
def test_positions_that_are_nowhere_are_refused(of):
    with pytest.raises(ValueError, match=r"expected 9|no such groups"):
        scenario(grid_study({1: "A"}), [Group("A")], of)


def test_the_grid_has_the_codes_that_it_says():
    assert [CODES[i] for i in planner_data(grid_study(centre_cities=(2, 5)))["centre"]] == [
        "00002", "00005",
    ]  # fmt: skip
