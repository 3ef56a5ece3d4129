from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.staircase import Decided, amount_alone, amount_of_step, staircase
from regiekaart.errors import InputError
from tiny import grid_study


def grid(regions, people, cities=()):
    """Return a grid with these inhabitants, in thousands, for municipality 1, 2, ..."""
    counts = tuple(n * 1000 for n in people) + (0,) * (9 - len(people))
    study = grid_study(regions, population=counts)
    return replace(study, centre_city=np.array([k in cities for k in range(1, 10)]))


def row(study, region="A"):
    return staircase(study).by_region[region]


@pytest.fixture(scope="module")
def study_2017():
    return load_study(StudyChoice(cycle="2017", population_year=2014))


def test_the_known_case_zuidoost_limburg(study_2017):
    found = row(study_2017, "Zuidoost-Limburg")
    assert (found.municipalities, found.population) == (5, 92_340)
    assert (found.centre_cities, found.decided) == ((), Decided.STEP)
    assert found.total == Decimal("50000.00")


def test_the_regions_of_2017_that_a_cap_holds_back(study_2017):
    capped = {
        r.region: (r.step, r.total) for r in staircase(study_2017).rows
        if r.decided in {Decided.CAP, Decided.CITY_CAP}
    }  # fmt: skip
    assert capped == {
        "DVV Westhoek": (Decimal(75000), Decimal(50000)),
        "Interwaas": (Decimal(100000), Decimal(75000)),
        "Selab": (Decimal(75000), Decimal(50000)),
        "W13": (Decimal(125000), Decimal(75000)),
        "Welzijnsregio Noord-Limburg": (Decimal(75000), Decimal(50000)),
    }


@pytest.mark.parametrize(
    ("population", "amount"),
    [(0, 0), (59_999, 0), (60_000, 25), (79_999, 25), (80_000, 50), (149_999, 50), (150_000, 75),
     (219_999, 75), (220_000, 100), (290_000, 125), (360_000, 150), (430_000, 175),
     (500_000, 175), (500_001, 200), (600_000, 200)],
)  # fmt: skip
def test_a_step_includes_its_lower_end_and_the_last_is_above_half_a_million(population, amount):
    assert amount_of_step(population) == Decimal(amount * 1000)


def test_a_partnership_below_the_minimum_gets_nothing():
    found = row(grid({1: "A", 2: "A"}, (30, 29)))
    assert (found.total, found.decided) == (Decimal(0), Decided.TOO_SMALL)


def test_without_a_centre_city_there_is_a_cap():
    found = row(grid({1: "A", 2: "A"}, (100, 120)))
    assert (found.step, found.most) == (Decimal(100_000), Decimal(50_000))
    assert (found.total, found.decided) == (Decimal(50_000), Decided.CAP)


def test_with_a_centre_city_the_cap_is_what_it_gets_alone_and_50_000():
    """A city of 70,000 gets 25,000 alone, so that 300,000 together get no more than 75,000."""
    found = row(grid({1: "A", 2: "A"}, (70, 230), cities=(1,)))
    assert (found.step, found.most) == (Decimal(125_000), Decimal(75_000))
    assert (found.total, found.decided) == (Decimal(75_000), Decided.CITY_CAP)


def test_of_two_centre_cities_the_one_that_gets_most_alone_counts():
    found = row(grid({1: "A", 2: "A", 3: "A"}, (70, 160, 200), cities=(1, 2)))
    assert found.most == Decimal(125_000)
    assert found.centre_cities == ("Plaats 1", "Plaats 2")


def test_a_centre_city_alone_gets_the_first_step_even_when_it_is_small():
    found = row(grid({1: "A"}, (42,), cities=(1,)))
    assert (found.alone, found.most, found.total) == (True, None, Decimal(25_000))
    assert row(grid({1: "A"}, (520,), cities=(1,))).total == Decimal(200_000)


def test_the_amounts_add_up_to_the_total(study_2017):
    assert staircase(study_2017).total == Decimal("825000.00")


def test_another_year_of_the_population_can_be_chosen():
    study = load_study(StudyChoice(cycle="2017"))
    assert row(study, "Zuidoost-Limburg").population == 93_446
    assert staircase(study, 2014).by_region["Zuidoost-Limburg"].population == 92_340
    with pytest.raises(InputError, match="cannot be split"):
        staircase(study, 2020)


def test_without_regions_there_is_nothing_to_say():
    with pytest.raises(InputError, match="no region"):
        staircase(grid_study())


@given(st.integers(0, 600_000), st.integers(0, 600_000))
def test_more_inhabitants_never_get_less(one, other):
    few, many = sorted((one, other))
    assert amount_of_step(few) <= amount_of_step(many)
    assert amount_of_step(few) <= amount_alone(few) <= amount_alone(many)
