from datetime import date

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.errors import InputError
from regiekaart.study.moving import move, read_moves
from tiny import CODES, grid_study


@pytest.fixture(scope="module")
def study_2025():
    return load_study(StudyChoice(example=True, date=date(2025, 1, 1)))


def test_a_moved_municipality_says_where_that_comes_from(example):
    moved = move(example, {"24038": "W13"})
    membership = moved.memberships[moved.position["24038"]]
    assert (membership.region, membership.rows[0].source) == ("W13", "wat-als")
    assert "wat als" in moved.membership_source.nl
    assert move(moved, {"24038": None}).membership_source == moved.membership_source
    assert example.memberships[example.position["24038"]].region == "Dijleland"
    assert move(example, {}).membership_source == example.membership_source


def test_a_region_that_loses_its_last_member_is_gone():
    study = grid_study({1: "A", 2: "B"}, outside=(9,))
    moved = move(study, {CODES[0]: "B", CODES[8]: "C"})
    assert [group.name for group in moved.groups] == ["B", "C"]
    assert moved.group_of.tolist() == [0, 0, -1, -1, -1, -1, -1, -1, 1]


def test_moves_are_read_by_name_or_code(example):
    words = ["herent=dijleland", "24 062 = +Leuven en omgeving", "Bertem=-"]
    assert read_moves(example, words) == {
        "24038": "Dijleland", "24062": "Leuven en omgeving", "24009": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "nis"),
    [
        ("Anvers", "11002"), ("Stad Gent", "44021"), ("Haan (De)", "35029"), ("Gheel", "13008"),
        ("St-Niklaas", "46021"), ("Kapellen (Antw.)", "11023"), ("Louvain", "24062"),
    ],
)  # fmt: skip
def test_a_move_knows_the_names_that_a_list_knows(example, written, nis):
    assert read_moves(example, [f"{written}=-"]) == {nis: None}


def test_what_is_no_municipality_in_a_move_is_explained_as_on_a_list(example, study_2025):
    with pytest.raises(InputError) as caught:
        read_moves(example, ["Ekeren=-", "Bruxelles=-", "Kapellen (Limburg)=-"])
    part, outside, elsewhere = caught.value.problems
    assert "deelgemeente van Antwerpen" in part.message.nl
    assert part.suggestion == "Antwerpen"
    assert "geen Vlaamse gemeente" in outside.message.nl
    assert "ligt in Antwerpen" in elsewhere.message.nl
    with pytest.raises(InputError) as caught:
        read_moves(study_2025, ["Stad Kortessem=-"])
    assert caught.value.problems[0].suggestion == "Hasselt"


def test_a_grid_has_names_of_its_own():
    study = grid_study({1: "A", 2: "B"})
    assert read_moves(study, [f"{study.names[0]}=B"]) == {CODES[0]: "B"}


def test_every_slip_in_a_move_is_told_at_once_and_makes_no_region(example, study_2025):
    words = ["Hrent=Dijleland", "Herent=Dijlelandd", "Bertem=+W13", "Leuven", "Gent=W13", "Gent=-"]
    with pytest.raises(InputError) as caught:
        read_moves(example, words)
    problems = caught.value.problems
    assert [p.value for p in problems] == [
        "Hrent", "Dijlelandd", "+W13", "Leuven", "Gent=-",
    ]  # fmt: skip
    assert problems[0].suggestion.startswith("Herent")
    assert problems[1].suggestion == "Dijleland"
    with pytest.raises(InputError) as caught:
        read_moves(study_2025, ["Kortessem=W13"])
    assert caught.value.problems[0].suggestion == "Hasselt"
    with pytest.raises(InputError, match="99999"):
        move(example, {"99999": "W13"})


@pytest.mark.parametrize("word", ["Herent=+Nieuw\u202e", "Herent=+A\x1b[31m", "Herent=+A\nB"])
def test_a_move_with_hidden_characters_is_refused(example, word):
    with pytest.raises(InputError) as caught:
        read_moves(example, [word])
    (line,) = caught.value.lines()
    assert "stuurtekens" in line
    assert line.isprintable()


def test_a_new_region_has_a_name_of_a_length_that_can_be_read(example):
    with pytest.raises(InputError, match="not a name for a region"):
        read_moves(example, ["Herent=+" + "a" * 201])
    assert read_moves(example, ["Herent=+" + "a" * 200])
