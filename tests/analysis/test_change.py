import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from merging import PAST, STATES, everyone_outside_but, later, said
from regiekaart import StudyChoice, load_study
from regiekaart.analysis.change import Move, as_json, compare
from regiekaart.analysis.lineage import Kind
from regiekaart.study import Group
from tiny import grid_study


def with_forms(study, **forms):
    groups = tuple(Group(g.name, forms.get(g.name, "")) for g in study.groups)
    return replace(study, groups=groups)


LISTS = ("joined", "left", "moved", "became_known", "became_unknown", "split", "merged")


def happened(change):
    """Return which of the lists hold something."""
    return {name for name in LISTS if getattr(change, name)}


def fates(change):
    return {region.name: region.kind.value for region in change.regions}


def region(change, name):
    return next(found for found in change.regions if found.name == name)


def test_joined_left_and_moved():
    before = everyone_outside_but({1: "A", 2: "A", 3: "B"})
    after = everyone_outside_but({1: "A", 2: "B", 4: "B"})
    change = compare(before, after)
    assert change.joined == ("00004",)
    assert change.left == ("00003",)
    assert change.moved == (Move("00002", "A", "B", renamed=False),)
    assert change.certain
    assert happened(change) == {"joined", "left", "moved"}


def test_who_was_unknown_did_not_join_and_who_becomes_unknown_did_not_leave():
    change = compare(grid_study({1: "A", 2: "A"}), grid_study({1: "A", 3: "A"}, outside=(4,)))
    assert happened(change) == {"became_known", "became_unknown"}
    assert change.became_known == ("00003", "00004")
    assert change.became_unknown == ("00002",)
    assert not change.certain
    assert [row["to"] for row in as_json(change)["became_known"]] == ["A", None]


def test_a_merger_is_followed_and_named():
    change = compare(grid_study({1: "A", 2: "A"}), later({2: "A"}), PAST)
    assert change.merged == (("00001", "00012"), ("00002", "00012"))
    assert happened(change) == {"merged"}


def test_what_happens_to_a_merged_municipality_happens_to_its_new_code():
    change = compare(
        grid_study({1: "A", 2: "A"}), later({2: "B"}, outside=tuple(range(3, 10))), PAST
    )
    assert change.moved == (Move("00012", "A", "B", renamed=True),)


def test_a_merger_of_parts_that_differ_did_not_join_leave_or_move():
    before = everyone_outside_but({1: "A", 3: "A"})
    change = compare(before, later({2: "A", 3: "A"}, outside=tuple(range(4, 10))), PAST)
    assert change.split == ("00012",)
    assert happened(change) == {"split", "merged"}
    assert as_json(change)["split_mergers"] == [
        {
            "nis": "00012",
            "from": [
                {"nis": "00001", "status": "member", "region": "A"},
                {"nis": "00002", "status": "not member", "region": None},
            ],
            "to": [{"nis": "00012", "status": "member", "region": "A"}],
        }
    ]
    # The half of 12 that was Plaats 2 came into A for certain.
    assert region(change, "A").kind is Kind.CHANGED
    assert region(change, "A").lineage.joined == ("00012",)


def test_backwards_the_units_are_still_those_of_the_later_day():
    change = compare(later({2: "A", 3: "A"}), grid_study({1: "A", 2: "A", 4: "A"}), PAST)
    assert change.ground.backwards
    assert change.merged == (("00001", "00012"), ("00002", "00012"))
    assert change.became_known == ("00004",)
    assert change.became_unknown == ("00003",)


def test_regions_of_complete_lists():
    before = everyone_outside_but({1: "A", 2: "A", 3: "B", 4: "C", 5: "C"})
    after = everyone_outside_but({1: "A", 2: "A", 4: "C", 6: "C", 7: "D"})
    change = compare(before, after)
    assert fates(change) == {"A": "unchanged", "B": "gone", "C": "changed", "D": "new"}
    found = region(change, "C").lineage
    assert (found.joined, found.left) == (("00006",), ("00005",))


def test_of_partial_lists_only_what_both_say_is_a_change():
    before = grid_study({1: "A", 2: "B", 3: "B", 4: "C"})
    after = grid_study({1: "A", 2: "B", 3: "A", 5: "D"})
    change = compare(before, after)
    assert fates(change) == {"A": "changed", "B": "changed", "C": "unknown", "D": "unknown"}
    assert region(change, "A").lineage.joined == region(change, "B").lineage.left == ("00003",)
    assert region(change, "C").lineage.open == ("00004",)
    same = compare(before, before)
    assert set(fates(same).values()) == {"unknown"}


def test_the_same_members_under_another_name_may_be_one_region():
    before = everyone_outside_but({1: "Regio Oostende", 2: "Regio Oostende", 3: "B"})
    after = everyone_outside_but({1: "Middenkust", 2: "Middenkust", 3: "B"})
    change = compare(before, after)
    found = region(change, "Middenkust")
    assert (found.before, found.renamed, found.kind) == (
        "Regio Oostende", True, Kind.UNCHANGED,
    )  # fmt: skip
    assert change.moved == (
        Move("00001", "Regio Oostende", "Middenkust", renamed=True),
        Move("00002", "Regio Oostende", "Middenkust", renamed=True),
    )


def test_half_of_the_members_is_not_enough_for_another_name():
    before = everyone_outside_but({1: "A", 2: "A"})
    after = everyone_outside_but({1: "B", 2: "C"})
    change = compare(before, after)
    assert fates(change) == {"B": "changed", "C": "changed"}
    assert [row.before for row in change.regions] == ["A", "A"]
    assert not any(row.renamed for row in change.regions)
    assert not any(move.renamed for move in change.moved)


def test_a_region_of_which_another_took_the_members_is_gone():
    before = everyone_outside_but({1: "A", 2: "A", 3: "B", 4: "B"})
    after = everyone_outside_but({1: "B", 2: "B", 3: "B", 4: "B"})
    change = compare(before, after)
    assert fates(change) == {"A": "gone", "B": "changed"}
    assert region(change, "A").lineage.left == ("00001", "00002")


def test_nothing_is_gone_while_an_unknown_municipality_may_carry_its_name():
    before = everyone_outside_but({1: "A", 3: "B"})
    after = grid_study({3: "B"}, outside=(1, 4))
    assert fates(compare(before, after)) == {"A": "unknown", "B": "unknown"}


def test_nothing_is_gone_while_an_unknown_past_may_make_it_a_predecessor():
    """If 9 was in A as well, most of C comes from A."""
    before = grid_study({1: "A", 2: "B"}, outside=tuple(range(3, 9)))
    after = everyone_outside_but({2: "C", 9: "C"})
    assert fates(compare(before, after)) == {"A": "unknown", "C": "unknown"}
    assert fates(compare(everyone_outside_but({1: "A", 2: "B"}), after))["A"] == "gone"


def test_a_legal_form_is_not_compared_with_that_of_a_region_that_it_came_from():
    before = with_forms(everyone_outside_but({1: "A", 2: "A"}), A="interlokale vereniging")
    after = everyone_outside_but({1: "A", 2: "B"})
    after = with_forms(after, A="projectvereniging", B="projectvereniging")
    change = compare(before, after)
    assert [(r.name, r.before) for r in change.regions] == [("A", "A"), ("B", "A")]
    assert [r.name for r in change.regions if r.form_changed] == ["A"]


def test_another_spelling_is_the_same_region():
    change = compare(
        everyone_outside_but({1: "St.-Truiden"}), everyone_outside_but({1: "sint truiden"})
    )
    assert not change.moved
    assert fates(change) == {"sint truiden": "unchanged"}
    assert not region(change, "sint truiden").renamed


def test_a_legal_form_changed_where_both_are_known():
    study = everyone_outside_but({1: "A", 2: "B", 3: "C"})
    before = with_forms(study, A="interlokale vereniging", B="interlokale vereniging")
    after = with_forms(study, A="projectvereniging", C="projectvereniging")
    change = compare(before, after)
    assert [r.name for r in change.regions if r.form_changed] == ["A"]


@given(STATES, STATES)
def test_the_other_way_round_everything_is_the_other_way_round(first, second):
    before, after = said(first), said(second)
    there, back = compare(before, after), compare(after, before)
    assert there.joined == back.left
    assert there.left == back.joined
    assert there.became_known == back.became_unknown
    assert {(m.nis, m.source, m.target) for m in there.moved} == {
        (m.nis, m.target, m.source) for m in back.moved
    }
    # A region that goes on under its name; of the others each way has its own predecessors.
    namesakes = [r for r in there.regions if r.lineage.namesake]
    assert [(r.name, r.lineage.joined, r.lineage.left, r.kind) for r in namesakes] == [
        (r.name, r.lineage.left, r.lineage.joined, r.kind)
        for r in back.regions
        if r.lineage.namesake
    ]


@given(STATES)
def test_a_study_compared_with_itself_gives_nothing(states):
    study = said(states)
    change = compare(study, study)
    assert happened(change) == set()
    assert change.bridge.whole.empty
    assert not any(r.lineage.differs or r.lineage.open or r.renamed for r in change.regions)


@given(STATES, STATES)
def test_every_municipality_has_one_fate_at_most(first, second):
    change = compare(said(first), said(second))
    codes = [
        *change.joined, *change.left, *change.became_known, *change.became_unknown, *change.split,
        *(move.nis for move in change.moved),
    ]  # fmt: skip
    assert len(codes) == len(set(codes))


@given(STATES, STATES)
def test_what_is_certain_does_not_hinge_on_the_unknown(first, second):
    """Fill up the unknown in any way: who joined, left or moved still did."""
    change = compare(said(first), said(second))
    for filler in ("A", "outside"):
        full = [[filler if s == "unknown" else s for s in states] for states in (first, second)]
        filled = compare(*map(said, full))
        assert set(change.joined) <= set(filled.joined)
        assert set(change.left) <= set(filled.left)
        assert {m.nis for m in change.moved} <= {m.nis for m in filled.moved}


def test_json_has_the_keys_of_the_contract_and_is_json():
    document = as_json(compare(grid_study({1: "A"}), grid_study({1: "B", 2: "B"})))
    assert {"joined", "left", "moved", "merged", "bridge", "from", "to"} <= set(document)
    assert document["moved"] == [
        {"nis": "00001", "from": "A", "to": "B", "possibly_renamed": False}
    ]
    for row in document["bridge"]:
        assert {
            "cause", "municipalities", "population", "municipality_points", "population_points",
        } <= set(row)  # fmt: skip
    gap = document["to"]["population_share"] - document["from"]["population_share"]
    assert document["difference"]["population_points"] == pytest.approx(100 * gap, abs=1e-12)
    json.dumps(document, allow_nan=False)


def cycle(name, **settings):
    return load_study(StudyChoice(cycle=name, boundaries="embedded", **settings))


def test_from_2017_to_2020():
    """Seven are known to be elsewhere: Ecompas went into Haspengouw, Mechelen into Rivierenland."""
    change = compare(cycle("2017"), cycle("2020"))
    assert [(m.nis, m.source, m.target) for m in change.moved] == [
        ("11022", "Selab", "KINA"),
        ("12025", "Mechelen", "Rivierenland"),
        ("23016", "Zuidwest Rand", "Dilbeek-Asse-Wemmel"),
        ("71017", "Ecompas", "Haspengouw"),
        ("71045", "Ecompas", "Haspengouw"),
        ("71053", "Ecompas", "Haspengouw"),
        ("73022", "Ecompas", "Haspengouw"),
    ]
    assert len(change.merged) == 15
    assert ("44011", "44083") in change.merged
    assert (len(change.became_known), len(change.became_unknown)) == (90, 5)
    assert (change.joined, change.left, change.split) == ((), (), ())


def test_from_2020_to_2023_grimavi_may_have_been_renamed():
    change = compare(cycle("2020"), cycle("2023"))
    assert [r.before for r in change.regions if r.renamed] == ["Vilvoorde-Machelen-Grimbergen"]
    assert {m.target for m in change.moved} == {"GriMaViZa"}


def test_antwerpen_keeps_its_code_and_still_merges():
    change = compare(cycle("2023"), cycle("2023", date=date(2025, 1, 1)))
    assert ("11002", "11002") in change.merged
    assert ("11007", "11002") in change.merged
    assert len(change.merged) == 28
    assert [s.region for s in change.said_before("11002")] == ["Antwerpen", "ZORA Werkt!"]
    assert not change.said_after("11002")[0].known
    assert set(change.split) == {"11002", "44087", "71072", "73110", "73111"}
