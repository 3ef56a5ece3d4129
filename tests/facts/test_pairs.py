"""Pairs of units that share a border, by code and by position."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.facts.pairs import Pairs

CODES = ("a", "b", "c", "d")
ENDS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(lambda p: p[0] != p[1]))


def test_pairs_are_a_collection_of_pairs_of_codes():
    pairs = Pairs.of(CODES, [("a", "b"), ("b", "d")])
    assert list(pairs) == [("a", "b"), ("b", "d")]
    assert len(pairs) == 2
    assert ("b", "d") in pairs
    assert ("a", "d") not in pairs
    assert Pairs.of(CODES, pairs) is pairs


def test_without_a_unit_its_pairs_are_gone():
    pairs = Pairs.of(CODES, [("a", "b"), ("b", "d"), ("c", "d")])
    assert list(pairs.among(("a", "b", "d"))) == [("a", "b"), ("b", "d")]
    assert pairs.among(CODES) is pairs


@given(ENDS, ENDS)
def test_however_often_and_whichever_way_a_pair_is_told_it_is_there_once(one, other):
    ends = [np.array(each, dtype=np.int64).reshape(-1, 2) for each in (one, other)]
    told = {tuple(sorted((CODES[a], CODES[b]))) for a, b in one + other}
    assert list(Pairs.distinct(CODES, ends)) == sorted(told)
