from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from regiekaart import StudyChoice, coverage, load_study
from regiekaart.analysis.missing import as_json, missing
from regiekaart.language import NL
from regiekaart.words.missing import missing_sentence, missing_table, piece_table
from tiny import CODES, grid_study

BIG = (40_000,) * 9
COLUMNS = {k: "ABC"[(k - 1) % 3] for k in range(1, 10)}


def outside(*members, **settings):
    rest = tuple(k for k in range(1, 10) if k not in members)
    settings.setdefault("population", BIG)
    settings.setdefault("reference", dict.fromkeys(range(1, 10), "Heel"))
    return grid_study(dict.fromkeys(members, "R"), outside=rest, **settings)


def test_the_missing_are_listed_largest_first_and_add_up_to_the_gap():
    found = missing(grid_study({9: "A"}, outside=(1, 2, 3, 4, 5, 6, 7, 8)))
    assert [unit.nis for unit in found.units] == list(reversed(CODES[:8]))
    assert found.units[0].share == Fraction(8, 45)
    assert found.units[-1].running == 1 - found.population.low


def test_a_piece_is_connected_and_lies_in_one_reference_region():
    found = missing(outside(5, reference=COLUMNS))
    pieces = {(piece.part, piece.units) for piece in found.pieces}
    assert pieces == {
        ("A", (CODES[0], CODES[3], CODES[6])),
        ("B", (CODES[1],)),
        ("B", (CODES[7],)),
        ("C", (CODES[2], CODES[5], CODES[8])),
    }
    assert [piece.eligible for piece in found.pieces] == [True, True, False, False]


def test_a_piece_below_the_minimum_is_not_eligible_but_may_join_its_neighbour():
    (piece,) = missing(outside(*range(1, 9), population=(20_000,) * 9)).pieces
    assert (piece.units, piece.eligible, piece.adjacent) == ((CODES[8],), False, ("R",))


def test_one_large_municipality_is_no_region_but_a_centre_city_is():
    (alone,) = missing(outside(*range(1, 9), population=(90_000,) * 9)).pieces
    (city,) = missing(outside(*range(1, 9), centre_cities=(9,))).pieces
    assert (alone.eligible, city.eligible) == (False, True)


def test_a_region_that_straddles_cannot_be_joined():
    """R lies in all three columns, so joining it would not give a region that fits."""
    found = missing(outside(*range(1, 9), reference=COLUMNS))
    assert found.pieces[0].adjacent == ()


def test_unknown_and_outside_are_told_apart():
    whole = dict.fromkeys(range(1, 10), "Heel")
    found = missing(grid_study({1: "A"}, outside=(9,), population=BIG, reference=whole))
    assert [unit.nis for unit in found.units if unit.known] == [CODES[8]]
    (piece,) = found.pieces
    assert CODES[8] not in piece.unknown
    assert len(piece.unknown) == 7
    said = NL.say(missing_sentence(found))
    assert "1 gemeente is geen lid" in said
    assert "van 7 gemeenten is het lidmaatschap onbekend" in said
    assert "Als ze geen lid zijn, liggen er 8 in 1 aaneengesloten blok" in said


def test_nobody_is_missing_from_full_coverage():
    found = missing(grid_study(dict.fromkeys(range(1, 10), "A")))
    assert (found.units, found.pieces) == ((), ())
    assert "Heel Vlaanderen is gedekt" in NL.say(missing_sentence(found))
    assert missing_table(found).rows == piece_table(found).rows == ()


@given(st.lists(st.sampled_from("A-?"), min_size=9, max_size=9))
def test_pieces_divide_the_missing_and_each_is_connected(marks):
    regions = {k: "A" for k, mark in enumerate(marks, start=1) if mark == "A"}
    out = tuple(k for k, mark in enumerate(marks, start=1) if mark == "-")
    study = grid_study(regions, outside=out, population=BIG, reference=COLUMNS)
    found = missing(study)
    listed = [code for piece in found.pieces for code in piece.units]
    assert sorted(listed) == sorted(unit.nis for unit in found.units)
    for piece in found.pieces:
        assert piece.population == 40_000 * len(piece.units)
        reached, grown = {piece.units[0]}, True
        while grown:
            more = {b for a, b in study.neighbours if a in reached and b in piece.units}
            more |= {a for a, b in study.neighbours if b in reached and a in piece.units}
            grown = not more <= reached
            reached |= more
        assert reached == set(piece.units)


def test_the_example_lacks_39_municipalities_and_6_87_percent(example):
    found = missing(example)
    row = coverage(example).whole
    assert len(found.units) == row.units.total - row.units.count == 39
    assert NL.percent(found.units[-1].running) == "6,87 %"
    eligible = [piece for piece in found.pieces if piece.eligible]
    assert [(p.part, len(p.units)) for p in eligible] == [("Regio Antwerpen", 5), ("Regio Gent", 3)]


def test_before_there_were_reference_regions_nobody_is_put_together():
    found = missing(load_study(StudyChoice(cycle="2017")))
    assert found.pieces == ()
    assert len(as_json(found)["missing"]) == 308 - 103
    assert "waren er geen referentieregio's" in NL.say(missing_sentence(found))
