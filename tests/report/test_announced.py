from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.language import EN, NL
from regiekaart.report.announced import (
    announced_agreements,
    announced_change,
    announced_forms,
    announced_new,
    announced_sentence,
    possible_sentence,
)
from regiekaart.study import OUTSIDE, UNKNOWN


@pytest.mark.parametrize(
    ("cycle", "sentence"),
    [
        (
            "2017",
            (
                "Volgens ‘37 lokale regisseurs van start voor een nieuwe beleidscyclus’ (8 april "
                "2020) was 66,23 % van de gemeenten in 2017 lid, goed voor 78,69 % van de "
                "bevolking."
            ),
        ),
        (
            "2020",
            (
                "Volgens ‘37 lokale regisseurs van start voor een nieuwe beleidscyclus’ (8 april "
                "2020) zijn 238 van de 300 gemeenten lid van een van de 37 regiegebieden, goed "
                "voor bijna 89 % van de bevolking."
            ),
        ),
        (
            "2023",
            (
                "Volgens ‘39 lokale regisseurs van start voor een nieuwe beleidscyclus’ (2023) "
                "zijn 261 van de 300 gemeenten lid van een van de 39 regiegebieden, goed voor "
                "93,13 % van de bevolking."
            ),
        ),
    ],
)
def test_what_was_announced_of_a_cycle_is_a_sentence_with_its_publication(cycle, sentence):
    found = announced_sentence(load_study(StudyChoice(cycle=cycle)))
    assert found is not None
    assert found.nl == sentence


def test_later_on_the_announcement_is_in_the_past():
    found = announced_sentence(load_study(StudyChoice(date=date(2025, 6, 1))))
    assert found is not None
    assert "waren 261 van de 300 gemeenten in 2023 lid van een van de 39 regiegebieden" in found.nl
    assert "were members of one of the 39 regie regions in 2023" in found.en


@pytest.mark.parametrize(
    ("cycle", "sentence"),
    [
        (
            "2023",
            (
                "Aangekondigd, 2020 tegenover 2023: van 238 naar 261 gemeenten (+23) en van bijna "
                "89 % naar 93,13 % van de bevolking."
            ),
        ),
        # 66.23 % was of 308 municipalities: numbers of other totals are not subtracted.
        (
            "2020",
            (
                "Aangekondigd, 2017 tegenover 2020: van 66,23 % naar bijna 80 % van de gemeenten "
                "en van 78,69 % naar bijna 89 % van de bevolking."
            ),
        ),
    ],
)
def test_announced_change_is_between_two_announcements(cycle, sentence):
    found = announced_change(load_study(StudyChoice(cycle=cycle)))
    assert found is not None
    assert found.nl == sentence


def test_what_was_announced_as_new_is_held_against_the_growth():
    found = announced_new(load_study(StudyChoice(cycle="2023")))
    assert found is not None
    assert found.nl == (
        "‘39 lokale regisseurs van start voor een nieuwe beleidscyclus’ noemt 43 nieuwe gemeenten; "
        "bij een groei met 23 kan dat alleen als er ook 20 wegvielen."
    )


@pytest.mark.parametrize(
    "choice",
    [
        # No number of members in 2017; new against 2020, and not against 2017.
        StudyChoice(cycle="2020"),
        StudyChoice(cycle="2023", before="2017"),
        StudyChoice(cycle="2017"),
    ],
    ids=["2020", "2023 against 2017", "2017"],
)
def test_what_is_new_is_said_only_against_the_cycle_before_with_its_members(choice):
    assert announced_new(load_study(choice)) is None


def test_the_legal_forms_that_were_announced_are_named():
    found = announced_forms(load_study(StudyChoice(cycle="2020")))
    assert found is not None
    assert found.nl == (
        "Aangekondigd in 2020: 20 interlokale verenigingen, 4 projectverenigingen, "
        "5 dienstverlenende verenigingen en 5 welzijnsverenigingen."
    )
    assert announced_forms(load_study(StudyChoice(cycle="2023"))) is None


def test_first_cycle_has_no_announced_change():
    assert announced_change(load_study(StudyChoice(cycle="2017"))) is None


def test_announced_coverage_is_held_against_what_so_many_members_can_cover(study_2023):
    people, group_of = study_2023.population, study_2023.group_of
    more = 261 - int((group_of >= 0).sum())
    open_ = sorted(people[group_of == UNKNOWN].tolist())
    known, total = int(people[group_of >= 0].sum()), int(people.sum())
    low = NL.percent(Fraction(known + sum(open_[:more]), total))
    high = NL.percent(Fraction(known + sum(open_[-more:]), total))
    found = possible_sentence(study_2023)
    assert found is not None
    assert found.nl == (
        "Aangekondigd: 39 regiegebieden, 261 gemeenten en 93,13 % van de bevolking. "
        f"Met 261 leden ligt de dekking tussen {low} en {high}; het aangekondigde cijfer is dus "
        f"mogelijk. Dan zijn {more} van de {len(open_)} gemeenten met onbekend lidmaatschap wél "
        f"lid en {len(open_) - more} niet; welke, weten we niet."
    )
    assert (low, high, more, len(open_)) == ("83,46 %", "95,52 %", 71, 110)


@pytest.mark.parametrize(
    "choice",
    [
        # A percentage only; another number of municipalities; a complete list.
        StudyChoice(cycle="2017"),
        StudyChoice(date=date(2025, 6, 1)),
        StudyChoice(example=True),
    ],
    ids=["2017", "2025", "complete"],
)
def test_intervals_are_connected_only_where_a_count_was_announced_and_some_are_unknown(choice):
    assert possible_sentence(load_study(choice)) is None


def with_groups(study, group_of):
    return replace(study, group_of=np.asarray(group_of))


def test_list_with_more_members_than_announced_says_that_it_cannot_be(study_2023):
    group_of = [0] * 270 + [UNKNOWN] * 30
    found = possible_sentence(with_groups(study_2023, group_of))
    assert found is not None
    assert found.nl.endswith(
        "Dat kan niet volgens onze lijst: daarop staan minstens 270 en hoogstens 300 leden."
    )


def test_share_that_so_many_members_cannot_reach_is_not_possible(study_2023):
    order = np.argsort(-study_2023.population)
    group_of = np.full(300, UNKNOWN)
    # Without the 39 largest, all the others together have far less than 93 %.
    group_of[order[:39]] = OUTSIDE
    found = possible_sentence(with_groups(study_2023, group_of))
    assert found is not None
    assert found.nl.endswith("het aangekondigde cijfer is dus volgens onze lijst niet mogelijk.")


@pytest.mark.parametrize(
    ("out", "away", "end"),
    [
        # Of the 39 that are no members, so many become unknown; of the 261 members, so many.
        (39, 0, "Dan is geen van de 39 gemeenten met onbekend lidmaatschap lid."),
        (0, 2, "Dan is elk van de 2 gemeenten met onbekend lidmaatschap lid."),
        (0, 1, "Dan is de ene gemeente met onbekend lidmaatschap wél lid."),
        (1, 0, "Dan is de ene gemeente met onbekend lidmaatschap geen lid."),
        (38, 1, ("Dan is 1 van de 39 gemeenten met onbekend lidmaatschap wél lid en 38 niet; "
                "welke, weten we niet.")),
    ],
)  # fmt: skip
def test_how_many_unknown_are_members_reads_well_at_the_ends(example, out, away, end):
    group_of = example.group_of.copy()
    group_of[np.flatnonzero(example.group_of == OUTSIDE)[:out]] = UNKNOWN
    group_of[np.flatnonzero(example.group_of >= 0)[:away]] = UNKNOWN
    found = possible_sentence(with_groups(example, group_of))
    assert found is not None
    assert found.nl.endswith(end)


def test_published_agreements_are_those_of_the_table_of_october_2022(study_2023):
    found = announced_agreements(study_2023)
    assert found is not None
    assert EN.say(found) == (
        "According to ‘Antwoord op vraag nr. 34’ (17 October 2022), 200 of the 300 municipalities "
        "(67%) had an agreement, and 229 were expected by 31 December 2022."
    )


def test_agreements_published_after_a_cycle_are_not_told_of_it():
    assert announced_agreements(load_study(StudyChoice(cycle="2017"))) is None
