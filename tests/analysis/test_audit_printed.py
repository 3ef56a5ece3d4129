from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.analysis.audit.printed import (
    Convention,
    convention_of,
    decisive,
    fits,
    implied_counts,
    possible_shares,
    rounded,
    step,
    truncated,
)
from regiekaart.analysis.audit.wording import numbers_in
from regiekaart.facts.published import PublishedFigure

FIGURE = PublishedFigure(
    id="a",
    publication="P",
    published_on="2023",
    as_of="2023",
    scope="Vlaanderen",
    measure="municipality_coverage",
    count=None,
    total=None,
    percent=None,
    decimals=0,
    qualifier="exact",
    wording="",
)
ROUNDED, TRUNCATED, EITHER = Convention.ROUNDED, Convention.TRUNCATED, Convention.EITHER


def printed(percent, decimals=0, *, count=None, total=None, qualifier="exact"):
    return replace(
        FIGURE, percent=percent, decimals=decimals, count=count, total=total, qualifier=qualifier
    )


def test_half_is_rounded_up_and_cut_off_is_never_up():
    assert rounded(Fraction(1, 8), 0) == Fraction(13, 100)
    assert truncated(Fraction(1, 8), 0) == Fraction(12, 100)
    assert rounded(Fraction(204, 308), 2) == Fraction(6623, 10000)


@pytest.mark.parametrize(
    ("count", "total", "percent", "kind"),
    [
        (55, 60, 91, TRUNCATED),
        (46, 64, 72, ROUNDED),
        (26, 65, 40, EITHER),
        (55, 60, 90, EITHER),
    ],
)
def test_a_figure_shows_whether_it_was_rounded_or_cut_off(count, total, percent, kind):
    assert decisive(printed(percent, count=count, total=total)) is kind


def test_a_publication_goes_by_what_most_of_its_figures_show_and_else_by_rounding():
    cut, round_ = printed(91, count=55, total=60), printed(72, count=46, total=64)
    assert convention_of([cut, cut, round_]) is TRUNCATED
    assert convention_of([cut, round_]) is ROUNDED
    assert convention_of([cut]) is TRUNCATED
    assert convention_of([printed(40, count=26, total=65)]) is EITHER


def test_almost_is_at_most_one_step_below_and_never_above():
    almost = printed(80, qualifier="almost")
    assert fits(Fraction(238, 300), almost, ROUNDED)
    assert fits(Fraction(80, 100), almost, ROUNDED)
    assert not fits(Fraction(79, 100), almost, ROUNDED)
    assert not fits(Fraction(801, 1000), almost, ROUNDED)


def test_a_percentage_gives_its_count_where_the_denominator_can_be_right():
    figure = printed(66.23, 2)
    assert implied_counts(figure, 308, EITHER) == [204]
    assert implied_counts(figure, 300, EITHER) == []
    assert implied_counts(printed(80), 300, ROUNDED) == [239, 240, 241]
    assert implied_counts(figure, 0, EITHER) == []


@given(st.integers(1, 400), st.data(), st.integers(0, 3), st.booleans())
def test_the_true_count_is_always_among_those_that_are_implied(total, data, decimals, cut):
    count = data.draw(st.integers(0, total))
    share = Fraction(count, total)
    kind = TRUNCATED if cut else ROUNDED
    shown = (truncated if cut else rounded)(share, decimals)
    figure = printed(float(shown * 100), decimals)
    assert fits(share, figure, kind)
    assert fits(share, figure, EITHER)
    assert count in implied_counts(figure, total, kind)
    span = possible_shares(figure, kind)
    assert span is not None
    assert span.low <= share <= span.high
    assert span.high - span.low <= step(decimals)


@pytest.mark.parametrize(
    ("wording", "number"),
    [
        ("met 350.000 euro verhoogd naar 2.225.000 euro", 2225000),
        ("met 750.000 euro verhoogd naar 3 miljoen euro", 3_000_000),
        ("van 2,7 naar 3 miljoen", 2_700_000),
        ("46/64", 46),
        ("bijna 80% (238 op 300)", 80),
        ("raised to 2,225,000 euro", 2225000),
    ],
)
def test_numbers_are_found_in_a_quotation(wording, number):
    assert number in numbers_in(wording)
