from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.awards import awards, choice_on, compare_distributions
from regiekaart.analysis.staircase import Staircase
from regiekaart.analysis.subsidy import KeyFigures, SubsidyChoice, subsidy
from regiekaart.errors import InputError, Severity
from regiekaart.facts.population import AGE_BANDS, Counts
from regiekaart.facts.territory import History, Merger, Unit
from regiekaart.language import NL
from regiekaart.scheme.funding import AGES, KEYS_2023
from regiekaart.study.moving import move
from regiekaart.words.subsidy import subsidy_table
from regiekaart.words.subsidy_comparison import comparison_table, effect_table
from tiny import CODES, grid_study

STRICT = SubsidyChoice(split_jobseekers="refuse")
JANUARY = date(2022, 1, 1)


def figures(working_age, jobseekers, past=None, base=JANUARY):
    """Return figures of 2022 on the grid; jobseekers may stand on other municipalities."""
    return KeyFigures(
        Counts("ages.csv", {2022: dict(zip(CODES, working_age, strict=True))}),
        Counts("seekers.csv", {2022: jobseekers}),
        base,
        past or History((), (), ()),
    )


def grid_figures(working_age=(10,) * 9, jobseekers=(1,) * 9):
    return figures(working_age, dict(zip(CODES, jobseekers, strict=True)))


@pytest.fixture(scope="module")
def split_example(example):
    return subsidy(example)


@pytest.fixture(scope="module")
def study_2025():
    return load_study(StudyChoice(example=True, date=date(2025, 1, 1)))


def test_three_keys_by_hand():
    """A is 1 and 2, B is 3: of 100 euro, 40 go by 10 : 30, 20 by 1 : 4, and 40 in two halves."""
    study = grid_study({1: "A", 2: "A", 3: "B"})
    found = subsidy(
        study,
        SubsidyChoice(budget=Decimal(100)),
        grid_figures((4, 6, 30, 9, 9, 9, 9, 9, 9), (1, 0, 4, 9, 9, 9, 9, 9, 9)),
    )
    a, b = found.rows
    assert (a.region, a.municipalities, a.working_age, a.jobseekers) == ("A", 2, 10, 1)
    assert (a.amount_working_age, a.amount_jobseekers, a.amount_equal) == (10, 4, 20)
    assert (b.amount_working_age, b.amount_jobseekers, b.amount_equal) == (30, 16, 20)
    assert (a.total, b.total, found.whole.total) == (34, 66, 100)


def test_a_tie_goes_to_the_first_name():
    study = grid_study({1: "b", 2: "A"})
    found = subsidy(study, SubsidyChoice(budget=Decimal("0.01")), grid_figures())
    assert {r.region: str(r.total) for r in found.rows} == {"A": "0.01", "b": "0.00"}


@given(
    st.integers(1, 10**12),
    st.lists(st.sampled_from("ABCDEFGHI"), min_size=9, max_size=9),
    st.lists(st.integers(0, 10**6), min_size=9, max_size=9),
    st.lists(st.integers(0, 10**5), min_size=9, max_size=9),
)
def test_the_cents_add_up_whatever_the_weights(budget, names, people, seekers):
    if not sum(people) or not sum(seekers):
        return
    study = grid_study(dict(enumerate(names, start=1)))
    amount = Decimal(budget).scaleb(-2)
    found = subsidy(study, SubsidyChoice(budget=amount), grid_figures(tuple(people), seekers))
    whole = found.whole
    assert whole.total == sum(row.total for row in found.rows) == amount
    pots = (whole.amount_working_age, whole.amount_jobseekers, whole.amount_equal)
    for pot, got in zip(KEYS_2023.pots, pots, strict=True):
        assert abs(got - amount * pot.share.numerator / pot.share.denominator) < Decimal("0.01")
    assert all(row.amount_jobseekers == 0 for row in found.rows if not row.jobseekers)


def test_a_key_that_weighs_nothing_is_refused_by_name():
    study = grid_study({1: "A"})
    with pytest.raises(InputError, match="jobseekers: zero in all regions"):
        subsidy(study, None, grid_figures(jobseekers=(0,) * 9))
    with pytest.raises(InputError, match="no region"):
        subsidy(grid_study(), None, grid_figures())


def test_thirty_nine_equal_parts(split_example):
    """1,200,000 / 39 = 30,769.2307...: three cents are left, for the first three names."""
    equal = [(row.region, str(row.amount_equal)) for row in split_example.rows]
    assert len(equal) == 39
    assert equal[:3] == [
        ("Antwerpen", "30769.24"), ("Dijleland", "30769.24"), ("Dilbeek-Asse-Wemmel", "30769.24"),
    ]  # fmt: skip
    assert {amount for _, amount in equal[3:]} == {"30769.23"}


def test_the_example_adds_up_to_the_budget(split_example):
    whole = split_example.whole
    assert whole.total == Decimal("3000000.00")
    assert (whole.amount_working_age, whole.amount_jobseekers, whole.amount_equal) == (
        Decimal("1200000.00"), Decimal("600000.00"), Decimal("1200000.00"),
    )  # fmt: skip
    assert (whole.working_age, whole.jobseekers) == (3_925_477, 168_306)
    row = split_example.by_region["W13"]
    assert (row.working_age, row.jobseekers, str(row.total)) == (195_521, 7_047, "115661.19")


def test_the_years_are_those_that_are_known_on_the_date(split_example, study_2025):
    assert (split_example.working_age_year, split_example.jobseekers_year) == (2022, 2022)
    later = subsidy(study_2025)
    assert (later.working_age_year, later.jobseekers_year) == (2022, 2024)
    chosen = subsidy(study_2025, SubsidyChoice(working_age_year=2015, jobseekers_year=2020))
    assert (chosen.working_age_year, chosen.jobseekers_year) == (2015, 2020)
    for wrong in (SubsidyChoice(working_age_year=2023), SubsidyChoice(jobseekers_year=2013)):
        with pytest.raises(InputError, match="no figures for the year"):
            subsidy(study_2025, wrong)


def test_the_ages_are_a_setting(study_2025):
    assert AGES == AGE_BANDS
    sizes = [subsidy(study_2025, SubsidyChoice(ages=ages)).whole.working_age for ages in AGES]
    assert sizes[0] > sizes[1] > sizes[2]
    assert subsidy(study_2025).ages == "15-64"


def test_jobseekers_of_a_merger_across_regions_are_refused_by_name(example):
    with pytest.raises(InputError) as caught:
        subsidy(example, STRICT)
    told = [p for p in caught.value.problems if p.severity is Severity.ERROR]
    assert [p.value for p in told] == ["11002", "23106", "44087", "71072", "73110", "73111"]
    assert "29.207 werkzoekenden van Antwerpen" in told[0].message.nl
    assert "Borsbeek (ZORA Werkt!)" in told[0].message.nl
    assert "Lochristi (geen lid)" in told[2].message.nl
    assert "--split-jobseekers working-age" in caught.value.problems[-1].message.nl


def test_a_part_of_which_nothing_is_known_is_a_conflict_too(study_2023):
    with pytest.raises(InputError, match=r"Hasselt \(unknown\), Kortessem \(Haspengouw\)"):
        subsidy(study_2023, STRICT)


def merged_past():
    """Return a past in which 1 and 2 merged into 00010 in 2025."""
    first, wave = date(2012, 1, 1), date(2025, 1, 1)
    old = tuple(
        Unit(nis=nis, name=f"Plaats {k}", valid_from=first, valid_to=date(2024, 12, 31))
        for k, nis in enumerate(CODES[:2], start=1)
    )
    new = Unit(nis="00010", name="Samen", valid_from=wave)
    mergers = tuple(Merger(wave, m.nis, m.name, new.nis, new.name) for m in old)
    return History((*old, new), mergers, ())


def merged_figures():
    seekers = dict.fromkeys(CODES[2:], 5) | {"00010": 12}
    return figures((100, 50, *(10,) * 7), seekers, merged_past(), date(2025, 1, 1))


def test_a_split_by_working_age_is_exact_and_told():
    """12 jobseekers over 100 and 50 persons of working age: 8 to A and 4 to B."""
    study = grid_study({1: "A", 2: "B", 3: "B"})
    with pytest.raises(InputError, match="Samen"):
        subsidy(study, STRICT, merged_figures())
    found = subsidy(study, None, merged_figures())
    assert [row.jobseekers for row in found.rows] == [8, 4 + 5]
    assert [(p.name, p.count) for p in found.splits[0].parts] == [("Plaats 1", 8), ("Plaats 2", 4)]
    assert found.approximate == {"A", "B"}
    notes = [NL.say(note) for note in subsidy_table(found).notes]
    assert any(n.startswith("≈ Benadering: de 12 werkzoekenden van Samen") for n in notes)


def test_the_bounds_of_a_split_by_hand():
    """Of A and B, 12 may all be in the one or the other; 5 are in B, and C has 5.

    Of 100 euro, 20 go by jobseekers: A gets between 0 and 12/22 of it, B between 5/22 and 17/22.
    C gets 5/22, which is 4.5454...: rounded outward, since a cent may go either way.
    """
    study = grid_study({1: "A", 2: "B", 3: "B", 4: "C"})
    found = subsidy(study, SubsidyChoice(budget=Decimal(100)), merged_figures())
    a, b, c = (found.bounds[name] for name in "ABC")
    assert [(x.jobseekers_min, x.jobseekers_max) for x in (a, b, c)] == [(0, 12), (5, 17), (5, 5)]
    rest = [row.amount_working_age + row.amount_equal for row in found.rows]
    low = [x.total_min - y for x, y in zip((a, b, c), rest, strict=True)]
    high = [x.total_max - y for x, y in zip((a, b, c), rest, strict=True)]
    assert list(map(str, low)) == ["0.00", "4.54", "4.54"]
    assert list(map(str, high)) == ["10.91", "15.46", "4.55"]


def test_where_nothing_is_split_the_bounds_are_the_amount():
    found = subsidy(grid_study({1: "A", 2: "A", 3: "B"}), None, merged_figures())
    for row in found.rows:
        bounds = found.bounds[row.region]
        assert bounds.total_min == bounds.total_max == row.total
        assert bounds.jobseekers_min == bounds.jobseekers_max == row.jobseekers
    assert len(subsidy_table(found).columns) == 8


def test_a_part_in_no_region_or_of_unknown_membership_may_hold_them_all():
    for outside in ((), (2,)):
        study = grid_study({1: "A", 3: "B"}, outside=outside)
        found = subsidy(study, None, merged_figures())
        assert [row.jobseekers for row in found.rows] == [8, 5]
        assert (found.bounds["A"].jobseekers_min, found.bounds["A"].jobseekers_max) == (0, 12)
        # B counts nobody of it, and yet gets more as fewer of them live in A.
        pot = found.whole.amount_jobseekers
        rest = found.by_region["B"].total - found.by_region["B"].amount_jobseekers
        assert found.bounds["B"].total_max == rest + pot
        whole = found.whole_bounds
        assert (whole.jobseekers_min, whole.jobseekers_max) == (5, 17)
        assert whole.total_min == whole.total_max == found.budget


def test_what_is_shown_lies_within_its_bounds(split_example, study_2023):
    for found in (split_example, subsidy(study_2023)):
        for row in found.rows:
            bounds = found.bounds[row.region]
            assert bounds.total_min <= row.total <= bounds.total_max
            assert bounds.jobseekers_min <= row.jobseekers <= bounds.jobseekers_max
            assert (bounds.jobseekers_min < bounds.jobseekers_max) == (
                row.region in found.approximate
            )


@given(
    st.integers(1, 10**9),
    st.lists(st.sampled_from(["A", "B", "C", None]), min_size=3, max_size=3),
    st.lists(st.integers(0, 1000), min_size=8, max_size=8),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=2),
)
def test_another_division_stays_within_the_same_bounds(budget, names, seekers, weights):
    """Two ways to divide the same count: the bounds of the one hold for the other, to the cent."""
    places = {k: name for k, name in enumerate(names, start=1) if name} | {4: "A", 5: "B"}
    study = grid_study(places, outside=(1,) if names[0] is None else ())
    choice = SubsidyChoice(budget=Decimal(budget).scaleb(-2))
    numbers = dict(zip((*CODES[2:], "00010"), seekers, strict=True))
    found = []
    for one, other in weights:
        people = (one + 1, other, *(10,) * 7)
        found.append(
            subsidy(
                study, choice,
                figures(people, numbers | {CODES[3]: 1}, merged_past(), date(2025, 1, 1)),
            )
        )  # fmt: skip
    mine, yours = found
    for row in yours.rows:
        bounds, own = mine.bounds[row.region], mine.by_region[row.region]
        rest = own.amount_working_age + own.amount_equal
        total = rest + row.amount_jobseekers
        assert bounds.jobseekers_min <= row.jobseekers <= bounds.jobseekers_max
        if yours.splits:
            assert bounds.total_min <= total <= bounds.total_max
        else:
            assert bounds.total_min == bounds.total_max == own.total


def test_the_scheme_of_a_date_is_the_one_in_force():
    day = date(2022, 12, 31)
    assert choice_on(grid_study({1: "A"}, day=day)).scheme == "2014"
    assert choice_on(grid_study({1: "A"}, day=date(2023, 1, 1))).scheme == "2023"


def test_mergers_elsewhere_do_not_keep_a_split_from_its_weights():
    """3 and 4 merged before the figures on age: what 1 and 2 count is known all the same."""
    older = merged_past()
    wave = date(2019, 1, 1)
    gone = tuple(
        Unit(nis=nis, name=nis, valid_from=date(2012, 1, 1), valid_to=date(2018, 12, 31))
        for nis in CODES[2:4]
    )
    new = Unit(nis="00011", name="Elders", valid_from=wave)
    mergers = tuple(Merger(wave, m.nis, m.name, new.nis, new.name) for m in gone)
    past = History((*older.units, *gone, new), (*mergers, *older.mergers), ())
    people = {CODES[0]: 100, CODES[1]: 50, "00011": 20}
    figures = KeyFigures(
        Counts("ages.csv", {2022: people}),
        Counts("seekers.csv", {2017: {"00010": 12, "00011": 5}}),
        date(2025, 1, 1),
        past,
    )
    study = grid_study({1: "A", 2: "B", 3: "B", 4: "B"}, day=date(2018, 1, 1))
    found = subsidy(study, SubsidyChoice(working_age_year=2022), figures)
    assert [p.weight for p in found.splits[0].parts] == [100, 50]
    assert [row.jobseekers for row in found.rows] == [8, 4 + 5]


def test_working_age_of_after_a_merger_is_refused_by_name_too():
    later = {"00010": 150} | dict.fromkeys(CODES[2:], 10)
    found = replace(merged_figures(), working_age=Counts("ages.csv", {2025: later}))
    choice = SubsidyChoice(working_age_year=2025)
    with pytest.raises(InputError, match="150 persons of working age of Samen") as caught:
        subsidy(grid_study({1: "A", 2: "B"}), choice, found)
    assert "--working-age-year" in caught.value.problems[-1].message.nl
    assert subsidy(grid_study({1: "A", 2: "A"}), choice, found).whole.working_age == 150


def test_a_merger_within_one_region_is_no_conflict():
    found = subsidy(grid_study({1: "A", 2: "A", 3: "B"}), None, merged_figures())
    assert [row.jobseekers for row in found.rows] == [12, 5]
    assert not found.splits


def test_a_missing_count_is_told_and_is_not_a_zero(study_2025):
    assert not subsidy(study_2025).missing
    with_herstappe = move(study_2025, {"73028": "Haspengouw"})
    found = subsidy(with_herstappe)
    assert [(m.name, m.region) for m in found.missing] == [("Herstappe", "Haspengouw")]
    notes = [NL.say(note) for note in subsidy_table(found).notes]
    assert any("Herstappe" in n and "ondergrens" in n for n in notes)
    assert not subsidy(with_herstappe, SubsidyChoice(jobseekers_year=2020)).missing


def test_a_partial_list_says_that_the_amounts_depend_on_it(study_2023, split_example):
    notes = [NL.say(n) for n in subsidy_table(subsidy(study_2023)).notes]
    assert notes[0] == (
        "Met de 39 aangekondigde regiegebieden is het gelijke deel 30.769,23 euro; hier, met 27, "
        "is elk gelijk deel 13.675,21 euro hoger."
    )
    assert notes[1].startswith("Een rekenvoorbeeld: van 110 gemeenten is het lidmaatschap onbeken")
    assert not any("rekenvoorbeeld" in NL.say(n) for n in subsidy_table(split_example).notes)


def test_two_years_compared_differ_by_nothing_in_all(study_2025):
    before = subsidy(study_2025)
    after = subsidy(study_2025, SubsidyChoice(jobseekers_year=2020))
    compared = compare_distributions(before, after)
    assert sum(row.difference for row in compared.rows) == 0
    assert any(row.difference for row in compared.rows)
    for row in compared.rows:
        assert row.before.amount_equal == row.after.amount_equal
        assert row.before.amount_working_age == row.after.amount_working_age
    table = comparison_table(compared)
    assert [NL.say(c.header) for c in table.columns[1:3]] == [
        "€ werkzoekenden 2024", "€ werkzoekenden 2020",
    ]  # fmt: skip
    backwards = compare_distributions(after, before)
    assert [r.difference for r in backwards.rows] == [-r.difference for r in compared.rows]


def test_a_scheme_can_be_compared_with_the_older_one(study_2025):
    older = awards(study_2025, SubsidyChoice(scheme="2014"))
    assert isinstance(older, Staircase)
    compared = compare_distributions(subsidy(study_2025), older)
    assert sum(r.difference for r in compared.rows) == older.total - Decimal(3_000_000)
    assert NL.say(comparison_table(compared).columns[2].header) == "€ regeling 2014"


def test_a_region_that_is_new_had_nothing_before():
    study = grid_study({1: "A", 2: "A"})
    moved = move(study, {CODES[1]: "B"})
    before, after = (subsidy(s, None, grid_figures()) for s in (study, moved))
    new = compare_distributions(before, after).rows[1]
    assert (new.region, new.before) == ("B", None)
    assert new.difference == new.after.total == Decimal("1500000.00")


def test_moving_gives_one_region_what_it_takes_from_the_other():
    """4 goes from A to B: its ten persons and its one jobseeker go with it, the rest stays."""
    study = grid_study({1: "A", 4: "A", 2: "B", 3: "C"})
    moves = {CODES[3]: "B"}
    before, after = (subsidy(s, None, grid_figures()) for s in (study, move(study, moves)))
    assert [r.working_age for r in before.rows] == [20, 10, 10]
    assert [r.working_age for r in after.rows] == [10, 20, 10]
    compared = compare_distributions(before, after)
    assert [r.difference for r in compared.rows] == [-450_000, 450_000, 0]
    table = effect_table(compared, moves)
    assert NL.say(table.notes[0]) == "Verplaatst: Plaats 4, van A naar B."


def test_moving_and_moving_back_gives_the_same(study_2025):
    there = move(study_2025, {"24038": "W13", "34022": None})
    assert (
        subsidy(there).by_region["W13"].working_age
        != subsidy(study_2025).by_region["W13"].working_age
    )
    back = move(there, {"24038": "Dijleland", "34022": "W13"})
    assert back.groups == study_2025.groups
    assert (back.group_of == study_2025.group_of).all()
    assert subsidy(back).rows == subsidy(study_2025).rows


def test_a_budget_of_a_part_of_a_cent_is_no_budget(study_2025):
    with pytest.raises(ValueError, match="cents"):
        subsidy(study_2025, SubsidyChoice(budget=Decimal("0.001")))
