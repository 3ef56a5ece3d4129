"""The audit on nine squares, whose answers a person can see."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.analysis.audit import Verdict, audit
from regiekaart.analysis.audit.possible import possible_newcomers, possible_population_share
from regiekaart.facts.published import PublishedFigure
from tiny import PEOPLE, grid_study

CONSISTENT, WRONG, OPEN = Verdict.CONSISTENT, Verdict.INCONSISTENT, Verdict.UNVERIFIABLE


def figure(name, measure, scope="Vlaanderen", **values):
    base = {
        "publication": "P",
        "published_on": "2023",
        "as_of": "2023",
        "count": None,
        "total": None,
        "percent": None,
        "decimals": 0,
        "qualifier": "exact",
        "wording": "",
    }
    return PublishedFigure(id=name, measure=measure, scope=scope, **(base | values))


def audited(figures, study=None, **others):
    by = {"2023": study, **others}
    return {c.figure.id: c for c in audit(figures, by.get).claims}


def signed(name, scope, count, total, percent):
    return figure(
        name, "agreement_municipalities", scope, count=count, total=total, percent=percent
    )


def checks_of(claim, verdict=WRONG):
    return {check.check for check in claim.checks if check.verdict is verdict}


def test_a_publication_that_cuts_off_everywhere_is_consistent_and_it_is_remarked():
    rows = [
        figure("a", "budget_eur", count=2, total=3, percent=66),
        figure("b", "budget_eur", count=7, total=8, percent=87),
        figure("c", "budget_eur", count=5, total=9, percent=55),
    ]
    found = audited(rows)
    assert not checks_of(found["a"])
    assert "kapt overal af" in found["a"].telling[0].message.nl
    rounding = [
        figure("d", "budget_eur", count=2, total=3, percent=67),
        figure("e", "budget_eur", count=5, total=9, percent=56),
    ]
    assert not checks_of(audited([*rows, *rounding])["a"])
    more = figure("f", "budget_eur", count=8, total=9, percent=89)
    more_still = figure("g", "budget_eur", count=1, total=6, percent=17)
    found = audited([*rows, *rounding, more, more_still])
    assert "percentage" in checks_of(found["a"])


def test_the_row_whose_denominator_is_off_is_named_and_its_total_is_not():
    study = grid_study({1: "A"})
    rows = [
        signed("all", "Vlaanderen", 5, 9, 56),
        signed("north", "Noord", 2, 4, 50),
        signed("south", "Zuid", 3, 6, 50),
    ]
    found = audited(rows, study)
    assert checks_of(found["north"]) == {"denominator", "parts-total"}
    assert found["all"].verdict is CONSISTENT
    assert found["south"].verdict is CONSISTENT


def test_the_count_whose_percentage_does_not_fit_is_the_one_that_breaks_the_sum():
    study = grid_study({1: "A"})
    rows = [
        signed("all", "Vlaanderen", 5, 9, 56),
        signed("north", "Noord", 3, 3, 67),
        signed("south", "Zuid", 3, 6, 50),
    ]
    found = audited(rows, study)
    assert checks_of(found["north"]) == {"percentage", "parts"}
    assert not checks_of(found["all"]) | checks_of(found["south"])


def test_parts_that_were_not_all_printed_need_not_add_up():
    study = grid_study({1: "A"})
    rows = [signed("all", "Vlaanderen", 5, 9, 56), signed("north", "Noord", 2, 3, 67)]
    found = audited(rows, study)
    assert checks_of(found["all"], OPEN) == {"parts"}
    assert found["north"].verdict is CONSISTENT


def test_a_complete_list_decides_and_an_open_one_leaves_room():
    coverage = figure("pop", "population_coverage", percent=51)
    open_, closed = grid_study({9: "A"}), grid_study({9: "A"}, outside=tuple(range(1, 9)))
    assert audited([coverage], open_)["pop"].verdict is CONSISTENT
    assert audited([coverage], closed)["pop"].verdict is WRONG
    exact = figure("pop", "population_coverage", percent=20)
    assert audited([exact], closed)["pop"].verdict is CONSISTENT


def test_what_two_of_nine_squares_can_cover_is_seen_by_eye():
    # Square 9 is known (9 of 45 thousand); the other is the smallest (1) or the largest (8).
    span = possible_population_share(grid_study({9: "A"}), 2)
    assert (span.low, span.high) == (Fraction(10, 45), Fraction(17, 45))
    rows = [
        figure("mun", "municipality_coverage", count=2, total=9, percent=22),
        figure("pop", "population_coverage", percent=50),
    ]
    assert checks_of(audited(rows, grid_study({9: "A"}))["pop"]) == {"possible"}
    assert possible_population_share(grid_study({1: "A", 2: "A"}), 1) is None


@given(st.sets(st.integers(1, 9), min_size=1), st.data())
def test_every_completion_lies_within_what_is_possible(members, data):
    known = data.draw(st.sets(st.sampled_from(sorted(members))))
    study = grid_study(dict.fromkeys(known, "A"))
    span = possible_population_share(study, len(members))
    assert span.low <= Fraction(sum(PEOPLE[k - 1] for k in members), sum(PEOPLE)) <= span.high


@given(st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)), st.data())
def test_the_true_number_of_newcomers_lies_within_what_is_possible(was, now, data):
    def known(members):
        chosen = data.draw(st.sets(st.sampled_from(sorted(members)))) if members else set()
        return grid_study(dict.fromkeys(chosen, "A"))

    span = possible_newcomers(known(was), known(now), len(was), len(now))
    assert span.low <= len(now - was) <= span.high


def test_fewer_members_than_are_known_is_a_contradiction():
    study = grid_study({1: "A", 2: "A", 3: "B"})
    count = figure("mun", "municipality_coverage", count=2, total=9, percent=22)
    assert checks_of(audited([count], study)["mun"]) == {"members"}
    share = figure("mun", "municipality_coverage", percent=22)
    assert checks_of(audited([share], study)["mun"]) == {"implied-count"}


@pytest.mark.parametrize(("size", "verdict"), [(3000, CONSISTENT), (2999, WRONG), (9999, OPEN)])
def test_the_largest_group_cannot_be_smaller_than_one_that_is_known(size, verdict):
    largest = figure("max", "region_population_max", count=size)
    assert audited([largest], grid_study({1: "A", 2: "A"}))["max"].verdict is verdict


def test_a_smallest_group_below_the_minimum_is_a_contradiction():
    smallest = figure("min", "region_population_min", count=3000)
    found = audited([smallest], grid_study({1: "A", 2: "A"}))["min"]
    assert checks_of(found) == {"minimum"}


def test_the_number_of_groups_has_to_fit_the_list():
    few = figure("few", "regions", count=1)
    assert audited([few], grid_study({1: "A", 2: "B"}))["few"].verdict is WRONG
    many = figure("many", "regions", count=10)
    assert audited([many], grid_study({1: "A", 2: "B"}))["many"].verdict is WRONG


def test_an_area_or_a_year_that_is_not_known_is_told_and_is_no_error():
    nowhere = figure("a", "population_coverage", "Nergens", percent=50)
    never = figure("b", "population_coverage", percent=50, as_of="1999")
    found = audited([nowhere, never], grid_study({1: "A"}))
    assert [found[name].verdict for name in "ab"] == [OPEN, OPEN]
    assert "Nergens" in found["a"].checks[0].message.nl
    assert "1999" in found["b"].checks[0].message.nl


def test_a_sound_increase_makes_its_budget_consistent():
    rows = [
        figure("old", "budget_eur", count=2_000_000, as_of="2020"),
        figure("new", "budget_eur", count=3_000_000),
        figure("more", "budget_increase_eur", count=1_000_000),
        figure("was", "budget_previous_eur", count=2_000_000, as_of="2022"),
    ]
    found = audited(rows)
    assert [found[name].verdict for name in ("new", "more", "was")] == [CONSISTENT] * 3
    assert found["old"].verdict is OPEN


def test_a_later_publication_is_held_against_the_first():
    rows = [
        figure("first", "population_coverage", percent=50, published_on="2021"),
        figure("again", "population_coverage", percent=53, publication="Q"),
    ]
    found = audited(rows)
    assert checks_of(found["again"]) == {"repetition"}
    assert not checks_of(found["first"])


def test_more_than_the_total_is_a_contradiction():
    row = figure("a", "agreement_regions", count=8, total=7, percent=100)
    assert checks_of(audited([row])["a"]) == {"count"}


@pytest.mark.parametrize("measure", ["region_population_min", "region_population_max"])
def test_no_group_is_larger_than_all_inhabitants_together(measure):
    # The nine squares have 45,000 inhabitants.
    claim = audited([figure("a", measure, count=45_001)], grid_study({1: "A"}))["a"]
    assert "region-size" in checks_of(claim)
    assert any("45.000" in check.message.nl for check in claim.telling)


def test_a_year_without_data_is_told_of_every_figure_that_needs_data():
    rows = [
        figure("a", "municipality_coverage", count=261, total=300, percent=87, as_of="2099"),
        figure("b", "regions", count=39, as_of="2099"),
        figure("c", "region_population_max", count=300_000, as_of="2099"),
        figure("d", "budget_eur", count=300_000, as_of="2099"),
    ]
    found = audited(rows)
    told = {name: [c.message.nl for c in claim.telling] for name, claim in found.items()}
    assert told["a"] == told["b"] == told["c"] == ["geen gegevens voor 2099"]
    assert told["d"] == []
    assert found["a"].verdict is CONSISTENT


def test_thousands_of_figures_of_one_kind_meet_only_a_few_others():
    rows = [
        figure(f"{kind}{i}", kind, count=4, total=9, percent=44, publication=f"P{i % 3}")
        for i in range(1000)
        for kind in ("agreement_municipalities", "agreement_municipalities_forecast", "regions")
    ]
    found = audited(rows, grid_study({1: "A"}))
    assert max(len(claim.checks) for claim in found.values()) < 60
