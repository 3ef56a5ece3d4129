from __future__ import annotations

from datetime import date

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.missing import missing
from regiekaart.language import EN, NL
from regiekaart.words.missing import missing_sentence, piece_table
from tiny import grid_study

BIG = (40_000,) * 9
WHOLE = dict.fromkeys(range(1, 10), "Heel")
# Three columns: 1 4 7, 2 5 8 and 3 6 9.
COLUMNS = {k: "ABC"[(k - 1) % 3] for k in range(1, 10)}


def dutch(study):
    return NL.say(missing_sentence(missing(study)))


def test_who_has_no_region_beside_it_that_fits_is_not_said_to_join_one():
    """7 borders on R in its own column; 3 only on Q, which lies in two columns."""
    study = grid_study(
        {1: "R", 4: "R", 5: "Q", 6: "Q", 9: "Q", 2: "Q", 8: "Q"},
        outside=(3, 7),
        population=BIG,
        reference=COLUMNS,
    )
    assert dutch(study).endswith(
        "Geen ervan kan zonder andere gemeenten een regiegebied vormen. 1 kan wel aansluiten bij "
        "een regiegebied ernaast, 1 grenst aan geen regiegebied dat past in haar referentieregio."
    )


def test_the_others_are_told_apart_from_those_that_can_form_a_region():
    study = grid_study(
        {4: "R", 7: "R", 5: "Q", 6: "Q", 9: "Q"},
        outside=(1, 2, 3, 8),
        population=(40_000, 70_000, 40_000, *(40_000,) * 6),
        reference={**COLUMNS, 3: "B"},
    )
    assert dutch(study) == (
        "4 gemeenten zijn geen lid: 190.000 inwoners, 48,72 % van de bevolking. 2 ervan liggen in "
        "1 aaneengesloten blok van ten minste 60.000 inwoners binnen één referentieregio; dat blok "
        "kan een of meer regiegebieden vormen. De 2 andere kunnen dat niet: 1 kan wel aansluiten "
        "bij een regiegebied ernaast, 1 grenst aan geen regiegebied dat past in haar "
        "referentieregio."
    )


def test_a_group_that_is_the_only_remainder_is_spoken_of_in_the_singular():
    study = grid_study(
        {4: "R", 7: "R", 5: "Q", 6: "Q", 8: "Q", 9: "Q"},
        outside=(1, 2, 3),
        population=BIG,
        reference={**COLUMNS, 3: "B"},
    )
    assert dutch(study).endswith("De andere kan dat niet, maar kan wel aansluiten bij een "
                                 "regiegebied ernaast.")  # fmt: skip


def test_municipalities_merged_from_parts_that_differ_complete_the_count():
    found = missing(load_study(StudyChoice(date=date(2025, 1, 1))))
    counted = sum(len(piece.units) for piece in found.pieces)
    assert (len(found.units), counted) == (109, 104)
    assert NL.say(missing_sentence(found)).endswith(
        "5 gemeenten ontstonden door een fusie van delen met verschillend lidmaatschap en zijn bij "
        "geen blok gerekend."
    )
    assert EN.say(missing_sentence(found)).endswith("are counted in no block.")


def test_before_there_were_reference_regions_nothing_is_said_of_blocks():
    found = missing(load_study(StudyChoice(cycle="2020")))
    assert "waren er geen referentieregio's" in NL.say(missing_sentence(found))
    assert not any("blok" in note.nl for note in piece_table(found).notes)


def test_a_complete_list_speaks_of_no_unknown_in_its_notes():
    closed = grid_study({1: "A"}, outside=tuple(range(2, 10)), population=BIG, reference=WHOLE)
    assert "onbekend" not in piece_table(missing(closed)).notes[0].nl
    opened = grid_study({1: "A"}, population=BIG, reference=WHOLE)
    assert "of van wie het onbekend is" in piece_table(missing(opened)).notes[0].nl
