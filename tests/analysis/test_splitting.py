from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.analysis.apportion import apportion
from regiekaart.analysis.splitting import Split, SplitPart, ranges, split_count
from regiekaart.facts.carrying import Conflict

REGIONS = ("A", "B", "C")


def split(count, *regions):
    """Return a count whose parts are in these regions, divided in whatever way."""
    parts = tuple(SplitPart(str(i), f"Deel {i}", r, 1, 0) for i, r in enumerate(regions))
    return Split("9", "Samen", count, parts)


def divisions(count, parts):
    """Yield every way to divide a count over so many parts."""
    if parts == 1:
        yield (count,)
        return
    for first in range(count + 1):
        for rest in divisions(count - first, parts - 1):
            yield (first, *rest)


def outcomes(certain, splits):
    """Yield the counts of the regions for every way to divide every split count."""
    for ways in product(*(tuple(divisions(s.count, len(s.parts))) for s in splits)):
        counts = dict(certain)
        for one, way in zip(splits, ways, strict=True):
            for part, given_ in zip(one.parts, way, strict=True):
                if part.region is not None:
                    counts[part.region] += given_
        yield counts


def conflicts(most):
    """Return split counts: their parts are in two places at least, one of which may be none."""
    places = st.lists(st.sampled_from([*REGIONS, None]), min_size=2, max_size=3)
    wanted = places.filter(lambda found: len(set(found)) > 1)
    return st.builds(lambda n, where: split(n, *where), st.integers(0, most), wanted)


def counts(most):
    return st.fixed_dictionaries({name: st.integers(0, most) for name in REGIONS})


def test_the_count_of_a_merged_municipality_is_split_in_whole_persons():
    conflict = Conflict("9", "Samen", 10, (("1", "Een", "A"), ("2", "Twee", None)))
    found = split_count(conflict, {"1": 200, "2": 100})
    assert [(p.name, p.region, p.weight, p.count) for p in found.parts] == [
        ("Een", "A", 200, 7),
        ("Twee", None, 100, 3),
    ]
    assert (found.regions, found.leaks, found.weight, found.given_to("A")) == (("A",), True, 300, 7)


def test_what_two_regions_share_moves_between_them_and_leaves_the_third_alone():
    found = ranges({"A": 10, "B": 20, "C": 60}, [split(10, "A", "B")])
    assert [(r.low, r.high) for r in found.values()] == [(10, 20), (20, 30), (60, 60)]
    assert [(r.share_low, r.share_high) for r in found.values()] == [
        (Fraction(10, 100), Fraction(20, 100)),
        (Fraction(20, 100), Fraction(30, 100)),
        (Fraction(60, 100), Fraction(60, 100)),
    ]


def test_what_may_leave_the_regions_moves_every_share():
    """If all ten live outside, 90 are left to divide by; if none does, 100."""
    found = ranges({"A": 10, "B": 80}, [split(10, "A", None)])
    assert (found["A"].share_low, found["A"].share_high) == (Fraction(10, 90), Fraction(20, 100))
    assert (found["B"].share_low, found["B"].share_high) == (Fraction(80, 100), Fraction(80, 90))
    assert (found["B"].low, found["B"].high) == (80, 80)


def test_without_splits_there_is_one_answer():
    found = ranges({"A": 1, "B": 2}, [])
    assert all(r.low == r.high and r.share_low == r.share_high for r in found.values())


@given(counts(4), st.lists(conflicts(3), max_size=2))
def test_the_bounds_are_the_extremes_of_all_divisions(certain, splits):
    """Every division lies within the bounds, and for each bound there is one that reaches it."""
    if not sum(certain.values()):
        return
    found, seen = ranges(certain, splits), list(outcomes(certain, splits))
    for region in REGIONS:
        numbers = [counts[region] for counts in seen]
        assert (found[region].low, found[region].high) == (min(numbers), max(numbers))
        shares = [Fraction(counts[region], sum(counts.values())) for counts in seen]
        assert (found[region].share_low, found[region].share_high) == (min(shares), max(shares))


@given(counts(500), st.lists(conflicts(300), max_size=4), st.integers(0, 10**9), st.data())
def test_no_division_breaks_the_bounds_to_the_cent(certain, splits, pot, data):
    """Whatever the division, the largest remainder stays between the bounds rounded outward."""
    drawn = dict(certain)
    for one in splits:
        left = one.count
        for part in one.parts[:-1]:
            some = data.draw(st.integers(0, left))
            left -= some
            if part.region is not None:
                drawn[part.region] += some
        if one.parts[-1].region is not None:
            drawn[one.parts[-1].region] += left
    if not sum(drawn.values()):
        return
    cents = apportion(pot, list(drawn.values()), REGIONS)
    for (region, found), amount in zip(ranges(certain, splits).items(), cents, strict=True):
        assert pot * found.share_low // 1 <= amount <= -(-pot * found.share_high // 1), region
        assert found.low <= drawn[region] <= found.high


@pytest.mark.parametrize("certain", [{"A": 0, "B": 0}, {}])
def test_nothing_to_divide_by_is_a_share_of_nothing(certain):
    assert all(r.share_high == 0 for r in ranges(certain, []).values())
