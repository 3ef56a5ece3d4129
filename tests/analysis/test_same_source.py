"""Who is in the same group on two lists by the same source."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merging import PAST, later
from regiekaart import StudyChoice, load_study
from regiekaart.analysis.change import compare
from regiekaart.analysis.ground import common_ground
from regiekaart.analysis.lineage import lineages, taken_over
from regiekaart.analysis.region_changes import same_source
from regiekaart.facts.membership import Evidence
from tiny import CODES, grid_study


def citing(study, sources, evidence=Evidence.INFERRED):
    """Return a study whose memberships rest on a source, or on one of their own."""
    memberships = []
    for code, membership in zip(study.codes, study.memberships, strict=True):
        source = sources if isinstance(sources, str) else sources.get(code, "")
        rows = tuple(replace(r, source=source, evidence=evidence) for r in membership.rows)
        memberships.append(replace(membership, rows=rows))
    return replace(study, memberships=tuple(memberships))


STUDY = grid_study({1: "A", 2: "A", 3: "B"})


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        ("x", "x", True),
        ("x | y", "y", True),
        ("x|y", "y | x", True),
        ("x", "x | y", False),
        ("x", "z", False),
        ("", "", False),
        ("x", "", False),
    ],
)
def test_only_what_the_earlier_list_cites_as_well_is_the_same_source(before, after, taken):
    pair = citing(STUDY, before), citing(STUDY, after)
    ground = common_ground(*pair)
    assert taken_over(ground, ground.units[0]) is taken
    assert same_source(compare(*pair).regions) == (3 if taken else 0)


def test_what_is_documented_for_the_later_list_was_not_taken_over():
    pair = citing(STUDY, "x"), citing(STUDY, "x", Evidence.DOCUMENTED)
    assert same_source(compare(*pair).regions) == 0


def test_a_group_is_carried_over_if_all_its_members_are():
    after = citing(STUDY, {CODES[0]: "x", CODES[1]: "new", CODES[2]: "x"})
    a, b = lineages(after, citing(STUDY, "x"))
    assert (a.same_source, a.members, a.carried_over) == ((CODES[0],), 2, False)
    assert (b.same_source, b.members, b.carried_over) == ((CODES[2],), 1, True)


def test_who_came_from_another_group_did_not_stay_by_any_source():
    before = citing(grid_study({1: "A", 2: "A", 3: "B"}), "x")
    after = citing(grid_study({1: "A", 2: "B", 3: "B"}), "x")
    a, b = lineages(after, before)
    assert (a.same_source, b.same_source) == ((CODES[0],), (CODES[2],))
    assert not a.carried_over


def test_of_a_merger_each_part_may_cite_the_source():
    before = citing(grid_study({1: "A", 2: "A"}), {CODES[0]: "x", CODES[1]: "y"})
    after = citing(later({2: "A"}), "x | y")
    (a,) = lineages(after, before, PAST)
    assert (a.same_source, a.carried_over) == (("00012",), True)


def test_with_complete_lists_unchanged_is_said_and_not_carried_over():
    full = grid_study(dict.fromkeys(range(1, 10), "A"))
    (a,) = lineages(citing(full, "x"), citing(full, "x"))
    assert (len(a.same_source), a.carried_over) == (9, False)


def test_the_shipped_lists():
    """Of 190 members in 2023, 142 rest on sources of 2020; of 186 in 2020, 62 on those of 2017."""
    first, second, third = (load_study(StudyChoice(cycle=c)) for c in ("2017", "2020", "2023"))
    assert same_source(compare(second, third).regions) == 142
    assert same_source(compare(third, second).regions) == 142
    assert same_source(compare(first, second).regions) == 62


@given(st.lists(st.sampled_from(["x", "y", "x | y", ""]), min_size=18, max_size=18))
def test_no_more_are_taken_over_than_there_are_members(sources):
    before = citing(STUDY, dict(zip(CODES, sources[:9], strict=True)))
    after = citing(STUDY, dict(zip(CODES, sources[9:], strict=True)))
    for found in lineages(after, before):
        assert len(found.same_source) <= found.members
        assert found.carried_over == (len(found.same_source) == found.members)
