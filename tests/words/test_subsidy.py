from decimal import Decimal

import pytest

from regiekaart.analysis.staircase import staircase
from regiekaart.analysis.subsidy import KeyFigures, SubsidyChoice, subsidy
from regiekaart.facts.population import Counts
from regiekaart.facts.territory import History
from regiekaart.language import EN, NL
from regiekaart.words.subsidy import subsidy_table
from regiekaart.words.subsidy_notes import notes_once, split_warnings
from regiekaart.words.subsidy_sentence import subsidy_sentence
from tiny import CODES, grid_study


def divided(regions, outside, budget=100):
    """Return 100 euro over regions of the grid; every municipality weighs the same."""
    study = grid_study(regions, outside=outside)
    same = Counts("same.csv", {2022: dict.fromkeys(CODES, 10)})
    figures = KeyFigures(same, same, study.date, History((), (), ()))
    return subsidy(study, SubsidyChoice(budget=Decimal(budget)), figures)


@pytest.fixture(scope="module")
def split_example(example):
    return subsidy(example)


def test_the_least_and_the_most_in_a_sentence():
    """A has two of three municipalities: 60 x 2/3 + 20 is 60."""
    found = divided({1: "A", 2: "A", 3: "B"}, (4, 5, 6, 7, 8, 9))
    assert NL.say(subsidy_sentence(found)) == (
        "2 regiegebieden krijgen volgens de sleutels van 2023 samen 100,00 euro, elk met een "
        "gelijk deel van 20,00 euro; het minst, 40,00 euro, gaat naar B en het meest, 60,00 euro, "
        "naar A."
    )
    assert EN.say(subsidy_sentence(found)).startswith("2 regie regions get 100.00 euro together")


def test_a_partial_list_makes_the_sentence_conditional():
    found = divided({1: "A", 2: "B"}, ())
    assert NL.say(subsidy_sentence(found)) == (
        "Gesteld dat dit alle regiegebieden en al hun leden zijn, zouden 2 regiegebieden volgens "
        "de sleutels van 2023 samen 100,00 euro krijgen, elk met een gelijk deel van 20,00 euro; "
        "elk zou 50,00 euro krijgen."
    )
    assert EN.say(subsidy_sentence(found)).startswith(
        "Supposing that these are all the regions and all their members, 2 regie regions would get "
        "100.00 euro"
    )


def test_a_single_region_of_a_partial_list_would_get_it_all():
    assert NL.say(subsidy_sentence(divided({1: "A"}, ()))) == (
        "Gesteld dat dit alle regiegebieden en al hun leden zijn, zou het enige "
        "regiegebied, A, volgens de sleutels van 2023 het bedrag van 100,00 euro krijgen."
    )


def test_a_single_region_gets_it_all():
    found = divided({1: "A"}, tuple(range(2, 10)))
    assert NL.say(subsidy_sentence(found)) == (
        "Het enige regiegebied, A, krijgt volgens de sleutels van 2023 het bedrag van 100,00 euro."
    )
    assert EN.say(subsidy_sentence(found)) == (
        "The only regie region, A, gets 100.00 euro by the keys of 2023."
    )


def test_many_that_get_the_same_are_counted_and_not_named():
    names = dict(enumerate("ABCDEE", start=1))
    found = divided(names, (7, 8, 9), budget=3000)
    assert "gaat naar 4 regiegebieden en het meest" in NL.say(subsidy_sentence(found))


def test_the_sentence_says_that_the_example_is_made_up_and_partly_approximate(split_example):
    told = NL.say(subsidy_sentence(split_example))
    assert told.startswith("In het fictieve voorbeeld krijgen 39 regiegebieden")
    assert "30.769,23 of 30.769,24 euro" in told
    assert "237.517,17 euro, naar Antwerpen" in told
    assert "deels een benadering: in 7 regiegebieden" in told


def test_the_steps_in_a_sentence():
    people = (70_000, 90_000, *(0,) * 7)
    study = grid_study({1: "A", 2: "B"}, outside=tuple(range(3, 10)), population=people)
    assert NL.say(subsidy_sentence(staircase(study))) == (
        "2 regiegebieden krijgen volgens de trappen van vóór 2023 samen 75.000,00 euro; het minst, "
        "25.000,00 euro, gaat naar A en het meest, 50.000,00 euro, naar B."
    )


def test_one_warning_names_whatever_was_split(split_example):
    (once,) = split_warnings(split_example)
    assert once.message.nl.startswith(
        "benadering: de werkzoekenden van 6 fusiegemeenten (Antwerpen, Pajottegem, Lochristi, "
        "Hasselt, Bilzen-Hoeselt en Tongeren-Borgloon) zijn over de vroegere gemeenten verdeeld"
    )
    assert "6 merged municipalities (Antwerpen, Pajottegem" in once.message.en
    assert split_warnings(split_example, split_example) == [once]
    assert once.severity == "warning"
    assert split_warnings(divided({1: "A"}, ())) == []


def test_a_note_is_told_at_its_first_table_only(split_example):
    table = subsidy_table(split_example)
    first, second = notes_once([table, table])
    assert first == table
    assert second.notes == ()
    assert second.rows == table.rows


def test_the_sheet_has_the_same_columns_with_splits_and_without(split_example):
    plain = subsidy_table(divided({1: "A"}, ()), sheet=True)
    marked = subsidy_table(split_example, sheet=True)
    assert [c.key for c in plain.columns] == [c.key for c in marked.columns]
    assert all(len(row) == len(marked.columns) for row in marked.rows)
