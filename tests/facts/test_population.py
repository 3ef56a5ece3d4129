from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.errors import InputError
from regiekaart.facts import population as counts
from regiekaart.facts.flanders import history


@pytest.mark.parametrize(
    ("year", "total"),
    [
        (2017, 6_516_011),
        (2020, 6_629_143),
        (2022, 6_698_876),
        (2023, 6_774_807),
        (2024, 6_821_770),
        (2025, 6_864_766),
    ],
)
def test_the_municipalities_add_up_to_the_published_population(year, total):
    assert sum(counts.population().by_year[year].values()) == total


def test_the_smallest_region_of_2020_is_counted_with_the_population_of_2012():
    by_code = counts.population().by_year[2012]
    names = {m.name: m.nis for m in history().at(date(2012, 1, 1)).units}
    four = ["Gingelom", "Heers", "Nieuwerkerken", "Sint-Truiden"]
    assert sum(by_code[names[name]] for name in four) == 61_786


@given(
    st.integers(min_value=2012, max_value=2025),
    st.dates(min_value=date(2012, 1, 1), max_value=date(2026, 12, 31)),
)
def test_no_inhabitant_is_lost_or_made_when_counts_are_carried_forwards(year, day):
    past = history()
    if day < past.vintages[past.vintage(date(year, 1, 1))]:
        with pytest.raises(InputError):
            counts.counts_at(counts.population(), year, day)
        return
    carried = counts.counts_at(counts.population(), year, day)
    assert sum(carried.values()) == sum(counts.population().by_year[year].values())
    assert set(carried) == set(past.at(day).codes)


def test_counts_of_merged_municipalities_are_not_split():
    with pytest.raises(InputError, match="Pajottegem"):
        counts.counts_at(counts.population(), 2025, date(2024, 12, 31))


def test_a_year_without_figures_names_the_years_that_there_are():
    with pytest.raises(InputError, match="2009-2025"):
        counts.counts_at(counts.population(), 1999, date(2023, 1, 1))


def test_the_default_year_is_that_of_the_date_or_the_newest_before():
    assert counts.default_year(counts.population(), date(2023, 6, 1)) == 2023
    assert counts.default_year(counts.population(), date(2026, 12, 31)) == 2025
    with pytest.raises(InputError):
        counts.default_year(counts.working_age("15-64"), date(2011, 1, 1))


@pytest.mark.parametrize("ages", counts.AGE_BANDS)
def test_working_age_covers_every_municipality_of_its_year(ages):
    table = counts.working_age(ages)
    assert table.years == tuple(range(2012, 2023))
    assert len(table.by_year[2022]) == 300


def test_wider_age_bands_hold_more_people():
    narrow, wide = counts.working_age("20-64"), counts.working_age("15-64")
    for nis, number in narrow.by_year[2022].items():
        assert number <= wide.by_year[2022][nis]


def test_jobseekers_stand_on_the_municipalities_of_2025_and_lack_only_herstappe():
    codes = set(history().at(date(2025, 1, 1)).codes)
    for year, numbers in counts.jobseekers().by_year.items():
        assert codes - set(numbers) == (set() if year == 2020 else {"73028"})
