from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart import StudyChoice, coverage, load_study
from regiekaart.analysis.coverage import as_json
from regiekaart.analysis.figures import Provenance, Share
from regiekaart.errors import InputError
from regiekaart.language import EN, NL
from tiny import PEOPLE, grid_study

CONTRACT = {
    "group", "municipalities", "members", "unknown", "municipality_share",
    "municipality_share_max", "population", "population_members", "population_unknown",
    "population_share", "population_share_max",
}  # fmt: skip


def test_coverage_counts_members_unknown_and_people():
    """1 and 2 are in A, 9 is in B, 8 is known to be outside, the other five are unknown."""
    whole = coverage(grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,))).whole
    assert (whole.units.count, whole.units.unknown, whole.units.total) == (3, 5, 9)
    assert (whole.population.count, whole.population.unknown) == (12_000, 25_000)
    assert whole.population.total == sum(PEOPLE) == 45_000
    assert whole.population.low == Fraction(12, 45)
    assert whole.population.high == Fraction(37, 45)
    assert whole.regions == 2


def test_coverage_by_part_speaks_of_each_part():
    table = coverage(grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,)), by="province")
    north, south = table.parts
    assert (north.group, north.units.count, north.units.unknown, north.units.total) == (
        "Noord", 1, 1, 3,
    )  # fmt: skip
    assert (south.group, south.units.count, south.units.unknown) == ("Zuid", 2, 4)
    assert (north.population.count, south.population.count) == (9_000, 3_000)
    assert (north.regions, south.regions) == (1, 1)


def test_coverage_by_region_lists_the_unknown_and_the_outsiders_apart():
    table = coverage(grid_study({1: "A", 9: "B"}, outside=(8,)), by="regie-region")
    assert [NL.say(row.group) for row in table.parts] == [
        "A",
        "B",
        "geen lid van een regiegebied",
        "lidmaatschap onbekend",
    ]
    assert [row.units.total for row in table.parts] == [1, 1, 1, 6]
    assert table.parts[2].units.text() == "0,00 %"
    assert table.parts[3].units.text() == "0,00 % tot 100,00 %"


def test_with_a_complete_list_the_interval_is_one_number():
    study = grid_study(dict.fromkeys(range(1, 9), "A"), outside=(9,))
    assert coverage(study).whole.population.text() == "80,00 %"


def test_a_region_in_two_provinces_counts_in_both():
    table = coverage(grid_study({6: "A", 9: "A"}), by="province")
    assert [row.regions for row in table.rows] == [1, 1, 1]


def test_a_part_without_inhabitants_has_no_share():
    study = grid_study({1: "A"}, population=(0,) * 9)
    assert coverage(study).whole.population.text() == "–"
    assert as_json(coverage(study))["rows"][0]["population_share"] is None


def test_a_share_that_is_more_than_its_whole_cannot_be_made():
    origin = Provenance.of(grid_study())
    with pytest.raises(ValueError, match="do not fit"):
        Share(measure="m", group="g", count=3, unknown=1, total=3, provenance=origin)


memberships = st.dictionaries(st.integers(1, 9), st.sampled_from("ABC"), max_size=9)
people = st.tuples(*[st.integers(0, 10**7)] * 9)


@given(memberships, people)
def test_the_parts_add_up_to_the_whole(regions, population):
    study = grid_study(regions, population=population)
    for by in ("province", "regie-region"):
        table = coverage(study, by)
        for pick in (lambda row: row.units, lambda row: row.population):
            whole = pick(table.whole)
            parts = [pick(row) for row in table.parts]
            assert whole.count == sum(p.count for p in parts)
            assert whole.unknown == sum(p.unknown for p in parts)
            assert whole.total == sum(p.total for p in parts)


@given(memberships, people, st.dictionaries(st.integers(1, 9), st.booleans()))
def test_every_completion_of_the_unknown_lies_in_the_interval(regions, population, truth):
    partial = coverage(grid_study(regions, population=population)).whole.population
    known = {**{k: "X" for k, member in truth.items() if member}, **regions}
    outside = tuple(k for k in range(1, 10) if k not in known)
    full = coverage(grid_study(known, outside=outside, population=population)).whole.population
    assert full.certain
    if full.total:
        assert partial.low <= full.low <= partial.high


@given(memberships, st.integers(1, 9))
def test_coverage_never_falls_when_a_member_joins(regions, joiner):
    before = coverage(grid_study(regions)).whole
    after = coverage(grid_study({**regions, joiner: regions.get(joiner, "A")})).whole
    assert after.units.low >= before.units.low
    assert after.population.low >= before.population.low
    assert after.population.high >= before.population.high or before.population.high == 1


def test_the_cycle_of_2023_as_it_ships(study_2023):
    whole = coverage(study_2023).whole
    assert (whole.units.count, whole.units.unknown, whole.units.total) == (190, 110, 300)
    assert NL.percent(whole.population.low) == "72,52 %"
    assert whole.population.total == 6_774_807
    assert whole.regions == 27


def test_the_example_prints_the_published_coverage(example):
    whole = coverage(example).whole
    assert whole.units.text(NL) == "87,00 %"
    assert whole.population.text(NL) == "93,13 %"
    assert (whole.units.count, whole.units.total, whole.regions) == (261, 300, 39)


@pytest.mark.parametrize(("cycle", "known", "total"), [("2017", 103, 308), ("2020", 186, 300)])
def test_the_older_cycles_stand_on_the_municipalities_of_their_start(cycle, known, total):
    whole = coverage(load_study(StudyChoice(cycle=cycle))).whole
    assert (whole.units.count, whole.units.total) == (known, total)


def test_there_is_no_coverage_by_reference_region_before_there_were_any():
    with pytest.raises(InputError, match="4 February 2022"):
        coverage(load_study(StudyChoice(cycle="2017")), by="reference-region")


def test_the_json_has_the_keys_of_the_contract_and_full_precision(study_2023):
    document = as_json(coverage(study_2023, by="province"))
    assert set(document) == {"study", "rows"}
    assert {"cycle", "date", "population_year", "complete", "municipalities"} <= set(
        document["study"]
    )
    first = document["rows"][0]
    assert first["group"] == "Vlaanderen"
    assert set(first) >= CONTRACT
    assert first["population_share"] == 4_912_956 / 6_774_807
    assert len(document["rows"]) == 6


def test_a_share_speaks_as_a_number_or_as_an_interval(study_2023, example):
    share = coverage(study_2023).whole.population
    assert share.text(EN) == "72.52% to 100.00%"
    assert share.sentence_part(NL) == "tussen 72,52 % en 100,00 %"
    assert coverage(example).whole.population.sentence_part(EN) == "93.13%"
