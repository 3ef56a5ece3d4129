from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merging import PAIRS, PAST, STATES, later, said
from merging import everyone_outside_but as complete
from regiekaart import StudyChoice, load_study
from regiekaart.analysis.change import compare
from regiekaart.analysis.lineage import Kind, lineages
from regiekaart.analysis.rules import check
from regiekaart.study import UNKNOWN
from tiny import CODES, grid_study

SURE_TO_DIFFER = {Kind.NEW, Kind.CHANGED}


def only(study, before, past=None):
    return dict(zip((g.name for g in study.groups), lineages(study, before, past), strict=True))


def test_a_region_with_the_same_members_is_unchanged():
    before = after = complete({1: "A", 2: "A"})
    assert only(after, before)["A"].kind is Kind.UNCHANGED


def test_a_region_with_the_same_members_and_another_name_is_unchanged():
    found = only(complete({1: "Nieuw", 2: "Nieuw"}), complete({1: "Oud", 2: "Oud"}))["Nieuw"]
    assert (found.kind, found.predecessor) == (Kind.UNCHANGED, "Oud")


def test_a_region_of_outsiders_is_new():
    found = only(complete({1: "A", 2: "A"}), complete({9: "B"}))["A"]
    assert (found.kind, found.predecessor) == (Kind.NEW, None)


def test_who_joined_and_who_left_are_told():
    found = only(complete({1: "A", 3: "A"}), complete({1: "A", 2: "A"}))["A"]
    assert found.kind is Kind.CHANGED
    assert (found.joined, found.left) == ((CODES[2],), (CODES[1],))


def test_a_region_that_only_shrank_has_changed():
    found = only(complete({1: "A", 2: "A"}), complete({1: "A", 2: "A", 3: "A"}))["A"]
    assert (found.kind, found.left) == (Kind.CHANGED, (CODES[2],))


def test_the_predecessor_is_the_region_of_most_inhabitants():
    before = complete({1: "Klein", 2: "Klein", 9: "Groot"})
    found = only(complete({1: "Nieuw", 2: "Nieuw", 9: "Nieuw"}), before)["Nieuw"]
    assert (found.kind, found.predecessor) == (Kind.CHANGED, "Groot")
    assert found.joined == (CODES[0], CODES[1])


def test_an_unknown_past_is_no_change_and_no_sameness():
    found = only(complete({1: "A", 2: "A"}), grid_study({1: "A"}))["A"]
    assert (found.kind, found.open) == (Kind.UNKNOWN, (CODES[1],))


def test_an_unknown_present_of_an_earlier_member_leaves_it_open():
    found = only(grid_study({1: "A"}), complete({1: "A", 2: "A"}))["A"]
    assert (found.kind, found.open) == (Kind.UNKNOWN, (CODES[1],))


def test_a_known_change_is_a_change_whatever_else_is_unknown():
    found = only(grid_study({1: "A", 2: "A"}), grid_study({1: "A"}, outside=(2,)))["A"]
    assert found.kind is Kind.CHANGED


def test_an_unknown_municipality_may_have_joined_a_region_that_looks_the_same():
    """Before it is known of everybody; now 3 may be in A as well."""
    found = only(grid_study({1: "A", 2: "A"}, outside=(4,)), complete({1: "A", 2: "A"}))
    assert found["A"].kind is Kind.UNKNOWN
    assert found["A"].as_far_as_known is Kind.UNCHANGED


def test_new_asks_where_its_members_were_and_that_there_can_be_no_others():
    before = grid_study({9: "B"}, outside=(1, 2))
    assert only(complete({1: "A", 2: "A"}), before)["A"].kind is Kind.NEW
    found = only(grid_study({1: "A", 2: "A"}), before)["A"]
    assert (found.kind, found.differs, found.joined) == (Kind.UNKNOWN, True, CODES[:2])


def test_with_one_member_from_nowhere_and_one_unknown_it_is_new_or_changed():
    found = only(grid_study({1: "A", 2: "A"}), grid_study({9: "B"}, outside=(1,)))["A"]
    assert (found.kind, found.predecessor, found.differs) == (Kind.UNKNOWN, None, True)
    assert (found.joined, found.open) == (CODES[:1], CODES[1:2])
    assert found.as_far_as_known is None


def test_a_region_that_keeps_its_name_with_other_members_has_changed():
    found = only(complete({2: "A"}), complete({1: "A"}))["A"]
    assert (found.kind, found.namesake) == (Kind.CHANGED, True)


def test_another_spelling_is_the_same_name():
    found = only(complete({1: "sint truiden"}), complete({1: "St.-Truiden"}))
    assert found["sint truiden"].predecessor == "St.-Truiden"
    assert found["sint truiden"].namesake


def test_of_a_merged_municipality_the_part_from_elsewhere_has_joined():
    before = complete({1: "A", 2: "B", 3: "A"})
    found = only(later({2: "A", 3: "A"}, outside=tuple(range(4, 10))), before, PAST)["A"]
    assert (found.kind, found.joined, found.left) == (Kind.CHANGED, ("00012",), ())


def test_of_a_merged_municipality_one_part_may_have_joined_and_the_other_be_open():
    before = grid_study({3: "A"}, outside=(1, *range(4, 10)))
    found = only(later({2: "A", 3: "A"}, outside=tuple(range(4, 10))), before, PAST)["A"]
    assert (found.kind, found.joined, found.open) == (Kind.CHANGED, ("00012",), ("00012",))


def test_back_over_a_merger_the_part_that_is_elsewhere_has_left():
    after = complete({1: "A", 3: "A"})
    found = only(after, later({2: "A", 3: "A"}, outside=tuple(range(4, 10))), PAST)["A"]
    assert (found.kind, found.joined, found.left) == (Kind.CHANGED, (), ("00012",))


def test_the_inhabitants_of_a_merged_municipality_count_where_they_lived():
    """12 has 3,000 inhabitants, of whom only the 1,000 of 1 come from A."""
    before = complete({1: "A", 2: "B"})
    found = only(later({2: "C"}, outside=tuple(range(3, 10))), before, PAST)["C"]
    assert found.predecessor == "B"


def test_without_an_earlier_study_nothing_is_said():
    assert only(complete({1: "A"}), None)["A"].kind is Kind.UNKNOWN


@pytest.fixture(scope="module")
def cycle_2020():
    return load_study(StudyChoice(cycle="2020", date=date(2022, 12, 31)))


def test_the_lists_that_ship_show_a_change_only_where_they_are_sure(study_2023, cycle_2020):
    found = only(study_2023, cycle_2020)
    assert {f.kind for f in found.values()} == {Kind.UNKNOWN}
    assert found["W13"].open == ()
    assert found["Dijleland"].predecessor is None


def test_mergers_are_followed(cycle_2020):
    """Borsbeek joined Antwerpen in 2025 under Antwerpen's code, and was in no known region."""
    later = load_study(StudyChoice(cycle="2023", date=date(2025, 1, 1)))
    found = only(later, cycle_2020)
    assert found["Stadsregio Turnhout"].predecessor == "Stadsregio Turnhout"
    assert "11002" not in {code for each in found.values() for code in each.joined}
    assert only(later, later)["W13"].left == ()


def test_the_comparison_and_the_rules_say_the_same_of_the_lists_that_ship(study_2023):
    by_name = {row.after: row.lineage for row in compare(study_2023.before, study_2023).regions}
    for facts in check(study_2023).regions:
        assert by_name[facts.region] == facts.lineage


@pytest.mark.parametrize(("first", "second"), [("2020", "2023"), ("2023", "2017")])
def test_they_say_the_same_of_any_two_cycles_in_either_order(first, second):
    before, study = (load_study(StudyChoice(cycle=name)) for name in (first, second))
    study.__dict__["before"] = before
    by_name = {row.after: row.lineage for row in compare(before, study).regions}
    checked = {facts.region: facts.lineage for facts in check(study).regions}
    assert checked
    assert {name: by_name[name] for name in checked} == checked


@given(STATES, STATES)
def test_they_say_the_same_of_any_two_memberships(first, second):
    before, study = said(first), said(second)
    study.__dict__["before"] = before
    rows = compare(before, study).regions
    assert {row.after: row.lineage for row in rows if row.after} == {
        facts.region: facts.lineage for facts in check(study).regions
    }


@given(PAIRS)
def test_every_group_of_either_study_is_told_of(pair):
    before, after = pair
    rows = compare(before, after, PAST).regions
    assert [row.lineage for row in rows if row.after] == list(lineages(after, before, PAST))
    assert [row.after for row in rows if row.after] == [group.name for group in after.groups]
    told = [row.before for row in rows if row.after is None]
    assert len(told) == len(set(told))
    assert {row.before for row in rows} - {None} == {group.name for group in before.groups}


@given(PAIRS)
def test_what_a_lineage_says_hangs_together(pair):
    before, after = pair
    closed = UNKNOWN not in {*before.group_of.tolist(), *after.group_of.tolist()}
    for found in lineages(after, before, PAST):
        if found.kind is Kind.CHANGED:
            assert found.predecessor
            assert found.differs
        elif found.kind is Kind.NEW:
            assert found.predecessor is None
            assert found.joined
            assert (found.left, found.open) == ((), ())
        elif found.kind is Kind.UNCHANGED:
            assert closed
            assert (found.joined, found.left, found.open) == ((), (), ())
        else:
            assert not closed
            assert not (found.differs and found.predecessor)


@given(STATES, STATES)
def test_of_complete_lists_the_members_decide(first, second):
    """The definition once more, with sets."""
    pair = [["outside" if s == "unknown" else s for s in states] for states in (first, second)]
    then, now = ({r: {i for i, s in enumerate(states) if s == r} for r in "ABC"} for states in pair)
    for name, found in only(*map(said, reversed(pair))).items():
        origins = [r for r in "ABC" if then[r] & now[name]]
        if found.predecessor is None:
            assert (origins, then[name]) == ([], set())
            assert found.kind is Kind.NEW
            continue
        assert found.predecessor == name if then[name] else found.predecessor in origins
        same = then[found.predecessor] == now[name]
        assert found.kind is (Kind.UNCHANGED if same else Kind.CHANGED)


def filled(states, fillers):
    """Return what is said where everybody is known: the unknown turn out to be the fillers."""
    return [f if s == "unknown" else s for s, f in zip(states, fillers, strict=True)]


FILLERS = st.lists(st.sampled_from(["A", "B", "C", "D", "outside"]), min_size=9, max_size=9)


@given(STATES, STATES, FILLERS, FILLERS, st.sampled_from([(grid_study, grid_study),
                                                          (grid_study, later),
                                                          (later, grid_study)]))  # fmt: skip
def test_whatever_the_unknown_turn_out_to_be_what_was_said_for_sure_holds(
    first, second, then, now, make
):
    known = only(said(second, make[1]), said(first, make[0]), PAST)
    before, after = said(filled(first, then), make[0]), said(filled(second, now), make[1])
    settled = only(after, before, PAST)
    for name, found in known.items():
        if found.differs:
            assert settled[name].kind in SURE_TO_DIFFER
        if found.kind is Kind.UNCHANGED:
            assert settled[name] == found
    gone = {r.before for r in compare(said(first, make[0]), said(second, make[1]), PAST).regions
            if r.kind is Kind.GONE}  # fmt: skip
    still = {r.before for r in compare(before, after, PAST).regions if r.kind is Kind.GONE}
    assert gone <= still


HIDDEN = st.sets(st.integers(0, 8), min_size=1)


@given(STATES, HIDDEN, HIDDEN)
def test_of_one_membership_of_which_each_list_shows_some_nothing_is_called_a_change(
    states, unseen_before, unseen_after
):
    truth = filled(states, ["outside"] * 9)
    shown = [
        ["unknown" if i in unseen else s for i, s in enumerate(truth)]
        for unseen in (unseen_before, unseen_after)
    ]
    for name, found in only(said(shown[1]), said(shown[0])).items():
        assert found.kind is Kind.UNKNOWN
        assert not found.differs
        if found.as_far_as_known:
            _turns_out_either_way(shown, name, found.predecessor)


def _turns_out_either_way(shown, name, origin):
    """Nobody who is unknown is in it: unchanged. One is, on one of the two days: changed."""
    settled = [filled(states, ["outside"] * 9) for states in shown]
    assert only(said(settled[1]), said(settled[0]))[name].kind is Kind.UNCHANGED
    side, spot = next((k, i) for k in (0, 1) for i in range(9) if shown[k][i] == "unknown")
    settled[side][spot] = (origin, name)[side]
    assert only(said(settled[1]), said(settled[0]))[name].kind is Kind.CHANGED
