from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.report.chapters import (
    AGREEMENTS,
    AUDIT,
    CHANGE,
    COVERAGE,
    MISSING,
    RULES,
    chapters,
)
from regiekaart.report.points import points
from regiekaart.report.results import Results
from regiekaart.study import OUTSIDE, Exemption
from report.kept import results_for
from tiny import grid_study

CHOICES = {
    "2017": StudyChoice(cycle="2017"),
    "2020": StudyChoice(cycle="2020"),
    "2023": StudyChoice(cycle="2023"),
    "2025": StudyChoice(date=date(2025, 6, 1)),
    "2026": StudyChoice(date=date(2026, 6, 1)),
    "example": StudyChoice(example=True),
}


@pytest.fixture(scope="module", params=CHOICES, ids=str)
def results(request):
    return results_for(CHOICES[request.param])


def test_each_answer_leads_to_a_chapter_and_each_chapter_has_an_answer(results):
    told = points(results)
    there = [chapter.id for chapter in chapters(results)]
    assert {point.chapter for point in told} == set(there)
    # In the order of the chapters.
    assert [there.index(point.chapter) for point in told] == sorted(
        there.index(point.chapter) for point in told
    )


def test_answers_are_whole_sentences_in_both_languages(results):
    for point in points(results):
        for words in (point.text.nl, point.text.en):
            assert words.strip() == words
            assert words[0].isupper() or words[0].isdigit()
            assert words.endswith(".")
            assert "  " not in words
            assert ".." not in words


def answer(results, chapter):
    return next(point.text.nl for point in points(results) if point.chapter == chapter)


def test_regions_that_straddle_are_named_with_their_deadline():
    told = answer(results_for(CHOICES["2023"]), RULES)
    assert told.startswith(
        "HANDEL Samen & Sociaal, Interwaas en SEVA Vlaamse Ardennen passen niet in één "
        "referentieregio."
    )
    assert "tijd tot 1 januari 2026" in told


def test_after_the_deadline_they_break_the_rule():
    told = answer(results_for(CHOICES["2026"]), RULES)
    assert "In strijd met de regel ‘past in één referentieregio’: HANDEL Samen & Sociaal" in told
    assert "tijd tot" not in told


NORTH = {k: "Noord" if k > 6 else "Zuid" for k in range(1, 10)}
MANY = (50_000,) * 9


def straddling(day: date, *, exemptions=(), before=True):
    """Return a study in which A lies in two reference regions and B in one."""
    regions = {k: "A" if k in {5, 8} else "B" for k in (4, 5, 7, 8)} | {4: "A", 7: "A"}
    regions |= {1: "B", 2: "B"}
    forms = dict.fromkeys("AB", "interlokale vereniging")
    rest = tuple(k for k in range(1, 10) if k not in regions)
    earlier = None
    if before:
        earlier = grid_study(
            regions, outside=rest, population=MANY, forms=forms, reference=NORTH,
            day=date(2022, 12, 31),
        )  # fmt: skip
    return grid_study(
        regions, outside=rest, population=MANY, forms=forms, reference=NORTH, day=day,
        before=earlier, exemptions=exemptions,
    )  # fmt: skip


def test_region_that_has_not_changed_has_time_without_a_condition():
    assert answer(Results(straddling(date(2023, 1, 1))), RULES) == (
        "A past niet in één referentieregio en heeft tijd tot 1 januari 2026 om dat in orde te "
        "brengen."
    )


def test_region_that_has_an_exemption_is_no_answer_on_the_first_page():
    accepted = (Exemption("reference-region", "A", "Afgesproken met de minister."),)
    told = answer(Results(straddling(date(2023, 1, 1), exemptions=accepted)), RULES)
    assert told == "Geen van de 2 regiegebieden is in strijd met een regel."


def test_too_small_a_region_breaks_a_rule():
    forms = {"A": "interlokale vereniging"}
    study = grid_study({1: "A", 2: "A"}, outside=tuple(range(3, 10)), forms=forms, reference=NORTH)
    told = answer(Results(study), RULES)
    assert told == "In strijd met de regel ‘ten minste 60.000 inwoners’: A."


def test_core_figures_come_before_what_is_wrong():
    told = answer(results_for(CHOICES["2023"]), AUDIT)
    assert told.startswith(
        "De kerncijfers van 2023 (39 regiegebieden, 261 gemeenten, 93,13 % van de bevolking) "
        "worden door onze gegevens niet tegengesproken. In 5 andere gevallen"
    )


def test_a_made_up_list_tests_no_announcement(example_results):
    assert AUDIT not in {point.chapter for point in points(example_results)}
    assert all("Aangekondigd" not in point.text.nl for point in points(example_results))


def test_certain_change_tells_the_difference():
    forms = {"A": "interlokale vereniging"}
    before = grid_study({1: "A"}, outside=tuple(range(2, 10)), forms=forms, day=date(2022, 1, 1))
    after = grid_study({1: "A", 2: "A"}, outside=tuple(range(3, 10)), forms=forms, before=before)
    told = answer(Results(after), CHANGE)
    assert "+4,44 procentpunt" in told


def test_uncertain_change_tells_what_is_certain_only():
    before = grid_study({1: "A", 2: "B", 9: "B"}, day=date(2022, 1, 1))
    after = grid_study({1: "A", 2: "A", 9: "B"}, before=before)
    told = answer(Results(after), CHANGE)
    assert told.startswith("Aangekondigd, 2020 tegenover 2023: van 238 naar 261 gemeenten (+23)")
    assert told.endswith(
        "Volgens beide lijsten van regiegebied veranderd: 1 gemeente (Plaats 2); van geen enkele "
        "gemeente is zeker dat ze toetrad of uittrad."
    )
    assert "procentpunt" not in told


def test_complete_list_stands_beside_the_announcement():
    told = answer(Results(straddling(date(2023, 1, 1))), COVERAGE)
    assert told.startswith("6 van de 9 gemeenten")
    assert "zijn 261 van de 300 gemeenten lid" in told


def test_once_a_core_figure_is_contradicted_other_contradictions_come_besides():
    study = load_study(CHOICES["2023"])
    own = replace(study, group_of=np.where(study.group_of < 0, OUTSIDE, study.group_of))
    told = answer(Results(own), AUDIT)
    assert "In 5 andere gevallen is er ook een tegenspraak" in told


def test_how_well_the_agreements_are_known_stands_beside_them():
    told = answer(results_for(CHOICES["2023"]), AGREEMENTS)
    assert "Van die 45 zijn er 30 gedocumenteerd en 15 afgeleid." in told
    # Of none in 2020: nothing to ground.
    assert "zijn er" not in answer(results_for(CHOICES["2020"]), AGREEMENTS)


def test_rules_of_later_are_said_to_be_so():
    early, now = (
        next(c for c in chapters(results_for(CHOICES[key])) if c.id == RULES)
        for key in ("2020", "2023")
    )
    assert early.paragraphs[1].nl == (
        "De regels ‘ten minste 60.000 inwoners’, ‘een toegelaten rechtsvorm’ en ‘past in één "
        "referentieregio’ gelden pas vanaf 1 januari 2023. Wat hier staat, is hoe de regiegebieden "
        "zich op 1 januari 2020 tot die latere regels verhielden."
    )
    assert all("gelden pas vanaf" not in text.nl for text in now.paragraphs)


def test_a_complete_list_leaves_nobody_unknown_in_the_headings(example):
    whole, part = (
        next(c for c in chapters(Results(study)) if c.id == MISSING)
        for study in (example, load_study(CHOICES["2023"]))
    )
    assert (whole.title.nl, part.title.nl) == ("Wie ontbreekt", "Wie ontbreekt of onbekend is")


def test_no_chapter_speaks_of_an_option_of_the_command_line(results):
    for chapter in chapters(results):
        told = (*chapter.paragraphs, *chapter.notes)
        assert all("--" not in text.nl + text.en for text in told)
