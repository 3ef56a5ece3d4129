from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts.flanders import check, history
from regiekaart.facts.territory import FIRST_DAY, LAST_DAY
from regiekaart.scheme.flanders import REFERENCE_REGION


@pytest.mark.parametrize(
    ("day", "municipalities"),
    [
        (date(2012, 1, 1), 308),
        (date(2018, 12, 31), 308),
        (date(2019, 1, 1), 300),
        (date(2022, 10, 17), 300),
        (date(2024, 12, 31), 300),
        (date(2025, 1, 1), 285),
        (date(2026, 12, 31), 285),
    ],
)
def test_flanders_has_308_then_300_then_285_municipalities(day, municipalities):
    territory = history().at(day)
    assert len(territory.codes) == len(set(territory.codes)) == municipalities
    assert len({m.parts["province"] for m in territory.units}) == 5


def test_the_reference_regions_of_2023_have_the_known_sizes():
    territory = history().at(date(2023, 6, 1))
    sizes = Counter(territory.partitions[REFERENCE_REGION].values())
    assert len(sizes) == 15
    assert {name: sizes[name] for name in (
        "Halle-Vilvoorde", "Oost-Brabant", "Limburg", "Kempen", "Waasland", "Middenkust"
    )} == {
        "Halle-Vilvoorde": 33, "Oost-Brabant": 32, "Limburg": 42, "Kempen": 27,
        "Waasland": 10, "Middenkust": 7,
    }  # fmt: skip


def test_zwijndrecht_moves_to_waasland_on_19_march_2023():
    before = history().at(date(2023, 3, 18)).partitions[REFERENCE_REGION]
    after = history().at(date(2023, 3, 19)).partitions[REFERENCE_REGION]
    assert (before["11056"], after["11056"]) == ("Regio Antwerpen", "Waasland")
    assert {"Regio Oostende", "Middenkust"} & set(before.values()) == {"Regio Oostende"}
    assert {"Regio Oostende", "Middenkust"} & set(after.values()) == {"Middenkust"}


def test_there_are_no_reference_regions_before_the_kadernota():
    assert REFERENCE_REGION not in history().at(date(2022, 2, 3)).partitions
    assert REFERENCE_REGION in history().at(date(2022, 2, 4)).partitions


def test_every_municipality_has_one_reference_region_on_every_day_since():
    past = history()
    day = date(2022, 2, 4)
    while day <= date(2025, 3, 1):
        territory = past.at(day)
        assert set(territory.partitions[REFERENCE_REGION]) == set(territory.codes)
        day += timedelta(days=13)


def test_a_merger_is_followed_forwards():
    past = history()
    assert past.successor("44011", date(2018, 1, 1), date(2019, 1, 1)) == "44083"
    assert past.successor("44011", date(2018, 1, 1), date(2018, 6, 1)) == "44011"
    assert past.successor("11007", date(2012, 1, 1), date(2026, 1, 1)) == "11002"


def test_a_merger_is_followed_backwards_to_all_of_its_parts():
    past = history()
    assert past.parts("44085", date(2020, 1, 1), date(2018, 1, 1)) == ("44036", "44072", "44080")
    assert past.parts("11002", date(2025, 1, 1), date(2024, 1, 1)) == ("11002", "11007")
    assert past.parts("24062", date(2025, 1, 1), date(2012, 1, 1)) == ("24062",)


def test_forwards_and_backwards_agree_for_every_municipality():
    past = history()
    old, new = FIRST_DAY, LAST_DAY
    for code in past.at(new).codes:
        parts = past.parts(code, new, old)
        assert {past.successor(part, old, new) for part in parts} == {code}
    everyone = [part for code in past.at(new).codes for part in past.parts(code, new, old)]
    assert sorted(everyone) == list(past.at(old).codes)


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2027, 1, 1)])
def test_a_day_outside_the_tables_is_refused_by_name(day):
    with pytest.raises(InputError, match=str(day.year)):
        history().at(day)


def problems_of(past):
    log = ProblemLog()
    check(past, log)
    return " ".join(problem.message.en for problem in log.problems)


def test_the_tables_that_ship_have_no_problem():
    assert problems_of(history()) == ""


def test_a_double_municipality_is_found():
    past = history()
    assert "11001 is listed 2 times" in problems_of(
        replace(past, units=(*past.units, past.units[0]))
    )


def test_a_municipality_without_reference_region_is_found():
    past = history()
    first = past.part_rows[0]
    assert first.nis in problems_of(replace(past, part_rows=past.part_rows[1:]))


def test_a_merger_that_is_missing_is_found():
    past = history()
    without = tuple(m for m in past.mergers if m.old_nis != "44011")
    assert "44011 appears or ends" in problems_of(replace(past, mergers=without))
