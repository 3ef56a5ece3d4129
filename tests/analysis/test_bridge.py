from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from merging import PAST, STATES, later, said
from regiekaart import StudyChoice, coverage, load_study
from regiekaart.analysis.bridge import Cause, bridge, step_json
from regiekaart.analysis.ground import common_ground
from regiekaart.study import Group
from tiny import PEOPLE, grid_study

SHARES = (
    "municipality_share", "municipality_share_max", "population_share", "population_share_max",
)  # fmt: skip


def between(before, after, past=PAST):
    return bridge(common_ground(before, after, past))


def points(found, cause):
    step = found.step(cause)
    return step.municipality_share, step.population_share


def test_each_membership_step_is_the_people_whom_it_concerns():
    """4 joins, 2 leaves, 3 moves; 5 and 6 become known, 6 as no member; 8 becomes unknown."""
    before = grid_study({1: "A", 2: "A", 3: "B", 8: "B"}, outside=(4, 9))
    after = grid_study({1: "A", 3: "A", 4: "B", 5: "B"}, outside=(2, 6, 9))
    found = between(before, after)
    assert points(found, Cause.JOINED) == (Fraction(1, 9), Fraction(4, 45))
    assert points(found, Cause.LEFT) == (Fraction(-1, 9), Fraction(-2, 45))
    assert points(found, Cause.BECAME_KNOWN) == (Fraction(1, 9), Fraction(5, 45))
    assert points(found, Cause.BECAME_UNKNOWN) == (Fraction(-1, 9), Fraction(-8, 45))
    assert found.whole.population_share == Fraction(13, 45) - Fraction(14, 45)
    known = found.step(Cause.BECAME_KNOWN)
    assert known.municipality_share_max == Fraction(-1, 9)
    assert known.population_share_max == Fraction(-6, 45)
    assert found.whole.population_share_max == Fraction(28, 45) - Fraction(32, 45)
    assert {s.cause for s in found.steps if s.empty} == {
        Cause.MERGERS, Cause.SPLIT_MERGERS, Cause.POPULATION_GROWTH, Cause.OTHER_DENOMINATOR,
    }  # fmt: skip


def test_growth_of_members_and_of_the_others_are_apart():
    """9, the only member, doubles; then 1 grows by as much, which only the denominator sees."""
    grown = (10_000, *PEOPLE[1:8], 18_000)
    outside = tuple(range(1, 9))
    before = grid_study({9: "A"}, outside=outside)
    after = grid_study({9: "A"}, outside=outside, population=grown)
    found = between(before, after)
    growth = Fraction(18, 54) - Fraction(9, 45)
    elsewhere = Fraction(18, 63) - Fraction(18, 54)
    assert points(found, Cause.POPULATION_GROWTH) == (0, growth)
    assert points(found, Cause.OTHER_DENOMINATOR) == (0, elsewhere)
    assert found.step(Cause.POPULATION_GROWTH).population == 9_000
    assert found.step(Cause.OTHER_DENOMINATOR).population == 0


def test_a_merger_of_members_takes_from_both_sides_of_the_fraction():
    """1, 2 and 9 of nine become 12 and 9 of eight; nobody moves house."""
    found = between(grid_study({1: "A", 2: "A", 9: "A"}), later({2: "A", 9: "A"}))
    assert points(found, Cause.MERGERS) == (Fraction(2, 8) - Fraction(3, 9), 0)
    assert [s.cause for s in found.steps if not s.empty] == [Cause.MERGERS]


def test_a_merger_of_parts_that_differ_is_a_cause_of_its_own():
    """1 is a member and 2 is not; merged, the two thousand people of 2 are covered as well."""
    before = grid_study({1: "A", 9: "A"}, outside=tuple(range(2, 9)))
    found = between(before, later({2: "A", 9: "A"}, outside=tuple(range(3, 9))))
    assert found.step(Cause.MERGERS).empty
    assert points(found, Cause.SPLIT_MERGERS) == (
        Fraction(2, 8) - Fraction(2, 9),
        Fraction(12, 45) - Fraction(10, 45),
    )
    assert found.step(Cause.JOINED).empty


def test_a_merger_of_outsiders_lifts_the_municipal_coverage_alone():
    found = between(
        grid_study({9: "A"}, outside=tuple(range(1, 9))),
        later({9: "A"}, outside=tuple(range(1, 9))),
    )
    assert points(found, Cause.MERGERS) == (Fraction(1, 8) - Fraction(1, 9), 0)


def test_the_points_in_json_are_percentage_points():
    found = between(grid_study(outside=(4,)), grid_study({4: "A"}))
    row = step_json(found.step(Cause.JOINED))
    assert row["cause"] == "joined"
    assert (row["municipalities"], row["population"]) == (1, 4_000)
    assert row["municipality_points"] == pytest.approx(100 / 9)
    assert row["population_points"] == pytest.approx(400 / 45)


people = st.tuples(*[st.integers(0, 50_000)] * 9)


@st.composite
def studies(draw, make):
    people_of = draw(people)
    return said(draw(STATES), partial(make, population=people_of))


any_pair = st.one_of(
    st.tuples(studies(grid_study), studies(grid_study)),
    st.tuples(studies(grid_study), studies(later)),
    st.tuples(studies(later), studies(grid_study)),
)


def shares(study):
    whole = coverage(study).whole
    found = whole.units.low, whole.units.high, whole.population.low, whole.population.high
    return [share or Fraction(0) for share in found]


@given(any_pair)
def test_the_steps_join_and_add_up_exactly(pair):
    found = between(*pair)
    ends = zip(found.steps, found.steps[1:], strict=False)
    assert all(one.end == next_.start for one, next_ in ends)
    start, end = (shares(study) for study in pair)
    for name, first, last in zip(SHARES, start, end, strict=True):
        assert sum(getattr(step, name) for step in found.steps) == last - first
        assert getattr(found.whole, name) == last - first


@given(any_pair)
def test_every_step_is_a_coverage(pair):
    for step in between(*pair).steps:
        for count in (step.end.units, step.end.people):
            assert 0 <= count.members <= count.members + count.unknown <= count.total


@given(any_pair)
def test_floats_add_up_to_a_trillionth(pair):
    found = between(*pair)
    rows = [step_json(step) for step in found.steps]
    for key in ("municipality_points", "population_points_max"):
        total = step_json(found.whole)[key]
        assert sum(row[key] for row in rows) == pytest.approx(total, abs=1e-12)


@given(any_pair)
def test_backwards_the_whole_has_the_opposite_sign(pair):
    there, back = between(*pair), between(*reversed(pair))
    for name in SHARES:
        assert getattr(there.whole, name) == -getattr(back.whole, name)


@given(st.tuples(studies(grid_study), studies(later)))
def test_back_in_time_every_step_is_walked_back(pair):
    there, back = between(*pair), between(*reversed(pair))
    mirrored = {"joined": "left", "became-known": "became-unknown"}
    mirrored |= {b: a for a, b in mirrored.items()}
    assert [(s.start, s.end) for s in there.steps] == [
        (s.end, s.start) for s in reversed(back.steps)
    ]
    assert [mirrored.get(s.cause, s.cause) for s in there.steps] == [
        s.cause for s in reversed(back.steps)
    ]


@given(studies(grid_study))
def test_from_a_study_to_itself_there_is_no_way_to_go(study):
    found = between(study, study)
    assert all(step.empty for step in found.steps)
    assert found.whole.empty


def cycle(name, **settings):
    return load_study(StudyChoice(cycle=name, boundaries="embedded", **settings))


def numbers(step):
    """Return the change in members, and the points, as the command prints them."""
    return (
        step.municipalities,
        step.population,
        round(float(100 * step.municipality_share), 2),
        round(float(100 * step.population_share), 2),
    )


def test_from_2017_to_2020():
    """What is public: 103 members of 308, then 186 of 300; hardly anything is known of who left.

    Two pairs of known members merged (Neerpelt and Overpelt, Opglabbeek and Meeuwen-Gruitrode),
    which takes two off the members and eight off the denominator.
    """
    found = bridge(common_ground(cycle("2017"), cycle("2020")))
    assert {s.cause.value: numbers(s) for s in found.steps if not s.empty} == {
        "mergers": (-2, 0, 0.23, 0.0),
        "became-known": (90, 2_619_593, 30.0, 40.2),
        "became-unknown": (-5, -135_925, -1.67, -2.09),
        "population-growth": (0, 82_467, 0.0, 0.32),
        "other-denominator": (0, 0, 0.0, -0.34),
    }
    assert found.step(Cause.MERGERS).end.units.total == 300
    assert found.step(Cause.MERGERS).municipality_share == Fraction(101, 300) - Fraction(103, 308)
    assert found.whole.municipality_share == Fraction(186, 300) - Fraction(103, 308)


def test_from_2020_to_2023():
    """Eight came to light and four went out of sight, the latter with far more inhabitants."""
    found = bridge(common_ground(cycle("2020"), cycle("2023")))
    assert {s.cause.value: numbers(s) for s in found.steps if not s.empty} == {
        "became-known": (8, 139_142, 2.67, 2.1),
        "became-unknown": (-4, -247_358, -1.33, -3.73),
        "population-growth": (0, 106_233, 0.0, 0.43),
        "other-denominator": (0, 0, 0.0, -0.42),
    }
    assert numbers(found.whole) == (4, -1_983, 1.33, -1.62)


def test_over_the_mergers_of_2025():
    """One list on two days: 300 become 285, and five mergers bring together what differs.

    Antwerpen with Borsbeek alone is more than half a million people of whom the list cannot say
    any more which region they are in.
    """
    found = bridge(common_ground(cycle("2023"), cycle("2023", date=date(2025, 1, 1))))
    assert {s.cause.value: numbers(s) for s in found.steps if not s.empty} == {
        "mergers": (-7, 0, -0.23, 0.0),
        "split-mergers": (-7, -642_796, -1.35, -9.49),
        "population-growth": (0, 55_539, 0.0, 0.3),
        "other-denominator": (0, 0, 0.0, -0.32),
    }
    assert found.step(Cause.SPLIT_MERGERS).end.units.total == 285


@pytest.mark.parametrize(
    ("name", "day", "cause"),
    [("2017", date(2020, 1, 1), Cause.MERGERS), ("2023", date(2025, 1, 1), Cause.SPLIT_MERGERS)],
)
def test_after_the_mergers_stands_what_a_study_of_the_old_list_on_the_new_day_says(
    name, day, cause
):
    """`coverage --cycle 2017 --date 2020-01-01 --population-year 2017` prints this step."""
    before = cycle(name)
    carried = cycle(name, date=day, population_year=before.population_year)
    found = bridge(common_ground(before, cycle(name, date=day)))
    tally, whole = found.step(cause).end, coverage(carried).whole
    for count, share in ((tally.units, whole.units), (tally.people, whole.population)):
        assert (count.members, count.unknown, count.total) == (
            share.count, share.unknown, share.total,
        )  # fmt: skip


@pytest.mark.parametrize("days", [(date(2018, 12, 31), date(2019, 1, 1)),
                                  (date(2012, 1, 1), date(2026, 12, 31))])  # fmt: skip
def test_where_everyone_is_a_member_no_merger_changes_anything(days):
    pair = []
    for day in days:
        study = load_study(StudyChoice(date=day, boundaries="embedded"))
        everyone = np.zeros(len(study.codes), dtype=np.int64)
        pair.append(replace(study, groups=(Group("A"),), group_of=everyone))
    for step in bridge(common_ground(*pair)).steps:
        assert step.municipality_share == step.population_share == 0
