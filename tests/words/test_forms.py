from __future__ import annotations

from regiekaart.words.forms import form_words, forms_sentence
from tiny import grid_study


def test_forms_are_counted_and_those_that_are_not_on_the_list_as_well():
    forms = {"A": "projectvereniging", "B": "projectvereniging", "C": "welzijnsvereniging"}
    found = forms_sentence(grid_study({1: "A", 2: "B", 3: "C", 4: "D"}, forms=forms))
    assert found is not None
    assert found.nl == (
        "Rechtsvorm: 2 keer projectvereniging en 1 keer welzijnsvereniging; van 1 regiegebied "
        "staat die niet op de lijst."
    )
    assert found.en == (
        "Legal form: 2 × project association and 1 × welfare association; of 1 regie region it is "
        "not on the list."
    )


def test_a_centre_city_is_said_to_stand_alone():
    found = forms_sentence(grid_study({1: "A"}, forms={"A": "Centrumstad"}))
    assert found is not None
    assert found.nl == "Rechtsvorm: 1 keer centrumstad alleen."


def test_without_any_form_nothing_is_said():
    assert forms_sentence(grid_study({1: "A"})) is None


def test_a_form_that_the_scheme_does_not_know_stays_as_it_is():
    study = grid_study({1: "A"}, forms={"A": "vzw"})
    assert form_words(study, "vzw").en == "vzw"
    assert form_words(study, "OCMW-vereniging").en == "welfare association"
