"""Sums and positions by number, and the pieces that units form."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.arrays import distinct, positions_by, sums_by
from regiekaart.study.links import Links

NUMBERS = st.lists(st.integers(-2, 5), max_size=20)
COLOURS = st.lists(st.integers(-1, 2), min_size=1, max_size=12)


@given(NUMBERS)
def test_each_value_is_there_once_in_order(values):
    assert distinct(np.array(values, dtype=np.int64)).tolist() == sorted(set(values))


@given(NUMBERS)
def test_positions_are_those_where_the_number_stands(values):
    found = positions_by(np.array(values, dtype=np.int64), 6)
    assert [each.tolist() for each in found] == [
        [i for i, value in enumerate(values) if value == number] for number in range(6)
    ]


def test_sums_of_numbers_too_large_for_a_fraction_are_exact():
    large = 2**53 + 1
    assert sums_by(np.array([1, 1]), np.array([large, 1]), 3).tolist() == [0, large + 1, 0]


def walked(colours, pairs, start):
    """Return the units that can be reached over units of the same colour."""
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for pair in pairs:
            if here in pair:
                other = sum(pair) - here
                if other not in reached and colours[other] == colours[start] >= 0:
                    reached.add(other)
                    waiting.append(other)
    return reached


@given(COLOURS, st.data())
def test_a_piece_is_what_can_be_reached_over_its_own_colour(colours, data):
    size = len(colours)
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    pairs = data.draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), unique=True))
    links = Links(np.array(pairs, dtype=np.int64).reshape(-1, 2), size)
    found = links.pieces(np.array(colours, dtype=np.int64)).tolist()
    assert found == [min(walked(colours, pairs, unit)) for unit in range(size)]
    assert [links.of(unit) for unit in range(size)] == [
        sorted({sum(pair) - unit for pair in pairs if unit in pair}) for unit in range(size)
    ]
    assert links.linked.tolist() == [any(unit in pair for pair in pairs) for unit in range(size)]
