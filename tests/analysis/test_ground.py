"""The ground on which two studies stand, over the merger of 1 and 2 into 12."""

from hypothesis import given
from hypothesis import strategies as st

from merging import PAST, later
from regiekaart.analysis.ground import SPLIT, Piece, common_ground
from regiekaart.study import OUTSIDE, UNKNOWN
from tiny import grid_study


def unit(ground, nis):
    return next(u for u in ground.units if u.nis == nis)


def test_the_units_are_those_of_the_later_day_and_the_pieces_those_of_the_earlier():
    before, after = grid_study({1: "A", 2: "A"}, outside=(3,)), later({2: "A"})
    ground = common_ground(before, after, PAST)
    assert [u.nis for u in ground.units] == list(after.codes)
    assert [p for p in ground.pieces if p.nis in {"00012", "00003"}] == [
        Piece("00003", OUTSIDE, UNKNOWN, 3000),
        Piece("00012", 0, 0, 1000),
        Piece("00012", 0, 0, 2000),
    ]


def test_parts_that_differ_split_a_unit_in_either_order_of_time():
    apart, merged = grid_study({1: "A", 2: "B"}), later({2: "A"})
    there, back = common_ground(apart, merged, PAST), common_ground(merged, apart, PAST)
    assert (there.backwards, back.backwards) == (False, True)
    assert there.state_before(unit(there, "00012")) == SPLIT
    assert back.state_after(unit(back, "00012")) == SPLIT
    assert there.state_after(unit(there, "00012")) == back.state_before(unit(back, "00012")) == 0


@given(st.sets(st.integers(1, 9)), st.sets(st.integers(2, 9)))
def test_back_in_time_every_piece_is_turned_round(first, second):
    before = grid_study(dict.fromkeys(first, "A"))
    after = later(dict.fromkeys(second, "A"))
    there, back = common_ground(before, after, PAST), common_ground(after, before, PAST)
    assert [(p.nis, p.was, p.now, p.population) for p in there.pieces] == [
        (p.nis, p.now, p.was, p.population) for p in back.pieces
    ]
    assert sum(p.population for p in there.pieces) == before.population.sum()
