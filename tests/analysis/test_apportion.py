from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.analysis.apportion import apportion, cents, euros, read_euros
from regiekaart.errors import InputError

AMOUNTS = st.integers(0, 10**12)
WEIGHTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=60)


def test_a_cent_that_is_left_goes_to_the_largest_remainder():
    """10 over 3 : 3 : 1 is 4.29, 4.29 and 1.43: the cent that is left goes to the last."""
    assert apportion(10, [3, 3, 1]) == (4, 4, 2)


def test_equal_remainders_are_decided_by_name_and_not_by_order_or_case():
    assert apportion(2, [1, 1, 1]) == (1, 1, 0)
    assert apportion(2, [1, 1, 1], ["c", "B", "a"]) == (0, 1, 1)
    assert apportion(1, [5, 5], ["b", "A"]) == (0, 1)


def test_a_weight_of_zero_gets_nothing():
    assert apportion(101, [0, 1, 0, 1]) == (0, 51, 0, 50)


def test_what_cannot_be_divided_is_an_error():
    with pytest.raises(ValueError, match="zero"):
        apportion(1, [0, 0])
    with pytest.raises(ValueError, match="negative"):
        apportion(-1, [1])
    with pytest.raises(ValueError, match="negative"):
        apportion(1, [2, -1])
    assert apportion(0, [0, 0]) == (0, 0)
    assert apportion(0, []) == ()


@given(AMOUNTS, WEIGHTS)
def test_the_parts_add_up_and_lie_within_one_of_their_quota(amount, weights):
    if not sum(weights):
        return
    parts = apportion(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(weights))) < 1
        assert weight or not part


@given(AMOUNTS, WEIGHTS)
def test_who_weighs_more_never_gets_less(amount, weights):
    if not sum(weights):
        return
    pairs = sorted(zip(weights, apportion(amount, weights), strict=True))
    for (light, little), (heavy, much) in pairwise(pairs):
        assert light == heavy or little <= much


@given(st.integers(1, 10**9), st.lists(st.integers(0, 99), min_size=2, max_size=12), st.randoms())
def test_the_order_of_the_parts_does_not_matter(amount, weights, random):
    if not sum(weights):
        return
    names = [f"part {i}" for i in range(len(weights))]
    whole = dict(zip(names, apportion(amount, weights, names), strict=True))
    order = list(range(len(names)))
    random.shuffle(order)
    shuffled = [names[i] for i in order]
    again = apportion(amount, [weights[i] for i in order], shuffled)
    assert dict(zip(shuffled, again, strict=True)) == whole


@given(st.integers(0, 10**17 - 1))
def test_euros_and_cents_are_each_others_inverse(number):
    assert cents(euros(number)) == number


def test_a_part_of_a_cent_is_no_amount():
    with pytest.raises(ValueError, match=r"0\.001"):
        cents(Decimal("0.001"))


@pytest.mark.parametrize(
    ("text", "amount"),
    [("3000000", "3000000.00"), ("3000000.00", "3000000.00"), (" 2225000,5 ", "2225000.50"),
     ("0.01", "0.01")],
)  # fmt: skip
def test_an_amount_is_read_to_the_cent(text, amount):
    assert str(read_euros(text)) == amount


@pytest.mark.parametrize(
    "text", ["3.000.000", "3,000", "-1", "0", "0.00", "1e6", "", "drie", "1.234", "٣", "9" * 16]
)
def test_what_is_no_clear_amount_is_refused_with_an_example(text):
    with pytest.raises(InputError, match=r"3000000\.00"):
        read_euros(text)
