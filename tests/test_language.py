from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.language import EN, NL, Text, language


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [(204, 308, "66,23 %"), (238, 300, "79,33 %"), (261, 300, "87,00 %")],
)
def test_the_published_shares_print_as_they_were_published(part, whole, printed):
    assert NL.percent(Fraction(part, whole)) == printed


def test_a_half_is_rounded_up_and_not_to_even():
    assert NL.decimal(Fraction(1, 8), 2) == "0,13"
    assert NL.decimal(Fraction(5, 2), 0) == "3"


def test_numbers_and_dates_follow_the_language():
    assert NL.integer(6_774_807) == "6.774.807"
    assert EN.integer(6_774_807) == "6,774,807"
    assert NL.date(date(2022, 10, 17)) == "17 oktober 2022"
    assert EN.date(date(2022, 10, 17)) == "17 October 2022"


def test_a_list_of_words_ends_in_and():
    assert NL.listing([]) == ""
    assert NL.listing(["Mol"]) == "Mol"
    assert EN.listing(["Mol", "Geel", "Lille"]) == "Mol, Geel and Lille"


def test_a_text_speaks_both_languages_and_a_name_speaks_for_itself():
    assert (language("nl").say(Text("ja", "yes")), language("en").say(Text("ja", "yes"))) == (
        "ja",
        "yes",
    )
    assert NL.say("Gent") == "Gent"


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_can_be_read_back(number):
    assert int(NL.integer(number).replace(".", "")) == number


@given(st.fractions(min_value=0, max_value=1), st.integers(min_value=0, max_value=6))
def test_a_rounded_share_is_at_most_half_a_unit_off(share, decimals):
    printed = NL.decimal(share, decimals).replace(".", "").replace(",", ".")
    assert abs(Fraction(printed) - share) <= Fraction(1, 2 * 10**decimals)
