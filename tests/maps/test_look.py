"""What is hatched because it is less than documented."""

from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL
from regiekaart.maps.look import StudyLook
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.theme import PLAIN
from tiny import grid_study


def test_a_member_is_hatched_where_its_membership_is_not_documented():
    study = grid_study({1: "A", 2: "A", 3: "B"}, evidence={2: Evidence.INFERRED})
    assert StudyLook(study, NL, PLAIN).doubted(range(9)) == (1,)


def test_the_legend_names_the_grades_that_are_there_and_counts_them():
    study = grid_study({1: "A", 2: "A"}, evidence={1: Evidence.INFERRED, 2: Evidence.ASSUMED})
    for language, words in (
        (NL, "waarvan afgeleid en aangenomen"),
        (EN, "of which inferred and assumed"),
    ):
        look = StudyLook(study, language, PLAIN)
        (entry,) = look.doubted_entry(look.doubted(range(9)))
        assert (entry.label, entry.detail) == (words, "2")


def test_nothing_is_hatched_where_all_is_documented_or_all_is_fiction(example):
    assert StudyLook(grid_study({1: "A"}), NL, PLAIN).doubted(range(9)) == ()
    assert StudyLook(example, NL, PLAIN).doubted(range(len(example.codes))) == ()


def test_pages_of_membership_and_of_coverage_hatch_the_doubted():
    grades = dict.fromkeys((1, 9), Evidence.INFERRED)
    study = grid_study({1: "A", 2: "A", 9: "B"}, evidence=grades)
    hatched = {page.id: page.doubted for page in PageMaker(study, NL, PLAIN).pages()}
    assert hatched["flanders"] == hatched["flanders-coverage"] == (0, 8)
    assert hatched["regie-region-a"] == (0,)
    assert hatched["regie-region-b"] == (8,)
    assert hatched["flanders-agreements"] == ()
