from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.errors import InputError
from regiekaart.facts import population as counts
from regiekaart.facts.carrying import NO_GROUP, Grouping, carry
from regiekaart.facts.flanders import history

PAST = history()
BEFORE, AFTER = date(2024, 12, 31), date(2025, 1, 1)


def groups(day, chosen):
    return {nis: chosen.get(nis) for nis in PAST.at(day).codes}


def test_counts_add_up_forwards():
    found = carry({"71022": 3, "73040": 4}, BEFORE, groups(AFTER, {"71072": "A"}), AFTER)
    assert found.by_group == {"A": 7}
    assert not found.conflicts


def test_a_count_of_after_a_merger_goes_to_the_group_that_has_all_parts():
    found = carry({"71072": 7}, AFTER, groups(BEFORE, {"71022": "A", "73040": "A"}), BEFORE)
    assert found.by_group == {"A": 7}


def test_a_count_whose_parts_are_apart_is_a_conflict_told_by_name():
    found = carry({"71072": 7}, AFTER, groups(BEFORE, {"73040": "Haspengouw"}), BEFORE)
    assert found.by_group == {}
    (conflict,) = found.conflicts
    assert (conflict.name, conflict.count) == ("Hasselt", 7)
    assert conflict.parts == (("71022", "Hasselt", None), ("73040", "Kortessem", "Haspengouw"))


def test_a_municipality_without_a_count_is_named():
    found = carry({"11001": 1}, AFTER, groups(AFTER, {}), AFTER)
    assert "11001" not in found.missing
    assert len(found.missing) == 284


def test_the_jobseekers_of_2023_on_the_regions_of_2023(study_2023):
    labels = {
        code: study_2023.groups[g].name if g >= 0 else None
        for code, g in zip(study_2023.codes, study_2023.group_of.tolist(), strict=True)
    }
    table = counts.jobseekers().by_year[2023]
    found = carry(table, AFTER, labels, study_2023.date)
    assert found.total == sum(table.values())
    assert found.missing == ("73028",), "Herstappe is too small to publish"
    assert [c.name for c in found.conflicts] == [
        "Antwerpen", "Lochristi", "Hasselt", "Bilzen-Hoeselt", "Tongeren-Borgloon",
    ]  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(PAST.at(AFTER).codes), st.integers(0, 10**6)),
    st.dictionaries(st.sampled_from(PAST.at(BEFORE).codes), st.sampled_from("AB")),
)
def test_nothing_is_lost_or_made_on_the_way(table, chosen):
    found = carry(table, AFTER, groups(BEFORE, chosen), BEFORE)
    assert found.total == sum(table.values())


@given(
    st.dictionaries(st.sampled_from(PAST.at(AFTER).codes), st.integers(0, 10**6)),
    st.dictionaries(st.sampled_from(PAST.at(BEFORE).codes), st.sampled_from("AB")),
)
def test_groups_by_number_get_what_groups_by_name_get(table, chosen):
    by_name = groups(BEFORE, chosen)
    numbers = np.array([{"A": 1, "B": 0, None: NO_GROUP}[label] for label in by_name.values()])
    by_number = Grouping(tuple(by_name), ("B", "A"), numbers)
    assert carry(table, AFTER, by_number, BEFORE) == carry(table, AFTER, by_name, BEFORE)


def test_a_count_of_nobody_in_the_study_is_refused_by_name():
    with pytest.raises(InputError, match="99999"):
        carry({"99999": 1}, BEFORE, groups(BEFORE, {}), BEFORE)
