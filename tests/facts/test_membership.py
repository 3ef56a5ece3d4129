from collections import Counter
from datetime import date

import pytest

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts.membership import (
    Evidence,
    MembershipList,
    MembershipRow,
    check_rows,
    members_at,
    shipped_list,
)
from regiekaart.language import Text

LIEVEGEM = ("44036", "44072", "44080")  # Lovendegem, Waarschoot, Zomergem: one since 2019
OLD, NEW = date(2018, 1, 1), date(2020, 1, 1)


def a_list(rows, *, complete, day=OLD):
    return MembershipList(
        source=Text.same("test"),
        file="test.csv",
        day=day,
        rows=tuple(MembershipRow(nis=nis, region=region) for nis, region in rows),
        complete=complete,
    )


@pytest.mark.parametrize(
    ("cycle", "members", "documented"), [("2017", 103, 26), ("2020", 186, 52), ("2023", 190, 6)]
)
def test_the_shipped_lists_are_partial_and_graded(cycle, members, documented):
    listed = shipped_list(cycle, date(int(cycle), 1, 1))
    assert len(listed.rows) == members
    assert not listed.complete
    assert Counter(row.evidence for row in listed.rows)[Evidence.DOCUMENTED] == documented
    assert all(row.source for row in listed.rows)


def test_who_is_not_on_a_partial_list_is_unknown_and_never_no():
    members, _ = members_at(a_list([("44021", "A")], complete=False), OLD)
    assert members["44021"].region == "A"
    assert not members["11001"].known


def test_who_is_not_on_a_complete_list_is_known_not_to_be_a_member():
    members, _ = members_at(a_list([("44021", "A")], complete=True), OLD)
    assert members["11001"].known
    assert members["11001"].region is None


def test_a_row_with_an_empty_region_says_not_a_member():
    members, _ = members_at(a_list([("44021", None)], complete=False), OLD)
    assert members["44021"].known
    assert members["44021"].region is None


def test_parts_that_agree_pass_their_membership_on_to_the_merged_municipality():
    members, notices = members_at(a_list([(n, "A") for n in LIEVEGEM], complete=False), NEW)
    assert members["44085"].region == "A"
    assert not notices


@pytest.mark.parametrize(
    "regions", [("A", "A", "B"), ("A", "A", None)], ids=["two regions", "one not a member"]
)
def test_parts_that_disagree_make_the_merged_municipality_unknown_and_are_named(regions):
    rows = list(zip(LIEVEGEM, regions, strict=True))
    members, notices = members_at(a_list(rows, complete=False), NEW)
    assert not members["44085"].known
    assert members["44085"].region is None
    (notice,) = notices
    assert "Lievegem" in notice.message.nl
    assert "Zomergem" in notice.message.nl


def test_a_part_that_is_unknown_is_not_overruled_by_the_others():
    rows = [(nis, "A") for nis in LIEVEGEM[:2]]
    members, notices = members_at(a_list(rows, complete=False), NEW)
    assert not members["44085"].known
    assert "onbekend" in notices[0].message.nl


def test_backwards_each_part_has_what_its_whole_has():
    members, _ = members_at(a_list([("44085", "A")], complete=False, day=NEW), OLD)
    assert {members[nis].region for nis in LIEVEGEM} == {"A"}


def test_a_membership_holds_on_its_days_only():
    row = MembershipRow(
        nis="44021", region="A", valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31)
    )
    assert row.region_on(date(2019, 12, 31)) is None
    assert row.region_on(date(2020, 1, 1)) == row.region_on(date(2020, 12, 31)) == "A"
    assert row.region_on(date(2021, 1, 1)) is None


@pytest.mark.parametrize("complete", [True, False])
def test_outside_its_days_a_row_is_as_if_it_were_not_on_the_list(complete):
    row = MembershipRow(nis="44021", region="A", valid_from=date(2020, 1, 1))
    listed = MembershipList(
        source=Text.same("t"), file="t", day=OLD, rows=(row,), complete=complete
    )
    ghent = members_at(listed, OLD)[0]["44021"]
    assert (ghent.region, ghent.known, ghent.rows) == (None, complete, ())
    assert members_at(listed, date(2020, 1, 1))[0]["44021"].region == "A"


def test_codes_that_do_not_exist_and_codes_that_come_twice_are_told_together():
    log = ProblemLog("list.csv")
    rows = [
        MembershipRow(nis=nis, region="A", row=row)
        for row, nis in enumerate(("44021", "99999", "44021"), start=2)
    ]
    check_rows(rows, NEW, log)
    assert [(p.row, p.value) for p in log.errors] == [(3, "99999"), (4, "44021")]
    with pytest.raises(InputError) as caught:
        log.raise_errors()
    assert len(caught.value.lines()) == 2


def test_the_evidence_of_a_merged_municipality_is_the_weakest_of_its_parts():
    rows = tuple(
        MembershipRow(nis=nis, region="A", evidence=grade)
        for nis, grade in zip(LIEVEGEM, Evidence, strict=True)
    )
    listed = MembershipList(source=Text.same("t"), file="t", day=OLD, rows=rows, complete=False)
    members, _ = members_at(listed, NEW)
    assert members["44085"].evidence is Evidence.ASSUMED
