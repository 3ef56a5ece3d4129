"""What the page tells of municipalities and regions: no more than the lists carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from regiekaart.analysis.rules import check
from regiekaart.facts.places import places
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.cards import Tables, cards_json, formed_text
from regiekaart.web.fiches import fiches_json, subsidy_head
from regiekaart.web.places import FORMER, LATER, PLACE, places_json
from regiekaart.web.texts import TextTable
from tiny import CODES, grid_study
from web.browsing import study_of


def cards(study):
    """Return what is told of each unit: per column its texts, by code."""
    tables = Tables()
    made = cards_json(study, tables)
    texts = list(tables.texts.texts)
    return {
        key: {code: texts[number].nl for code, number in zip(study.codes, numbers, strict=True)}
        for key, numbers in made.items()
        if not key.endswith("sources")
    }


def changes(before, after, **fields):
    """Return what is told of the change, on two grids."""
    earlier = grid_study(before, day=date(2020, 1, 1))
    now = grid_study(after, before=earlier, **fields)
    return [cards(now)["change"][code] for code in CODES]


def test_what_changed_is_told_as_far_as_both_lists_say_it():
    said = changes({1: "A", 2: "A", 3: "A"}, {1: "A", 2: "B", 4: "A"}, outside=(5,))
    assert said[0].startswith("Ook toen lid van A")
    assert said[1].startswith("Toen lid van A.")
    assert said[2] == "Toen lid van A. Of ze uittrad, is niet te zeggen."
    assert said[3] == "Toen was het lidmaatschap onbekend; of ze toetrad, is niet te zeggen."
    assert said[5] == "Ook toen onbekend."


def test_with_complete_lists_joining_and_leaving_is_certain():
    earlier = grid_study({1: "A", 2: "A"}, outside=tuple(range(3, 10)), day=date(2020, 1, 1))
    now = grid_study({1: "A", 3: "A"}, outside=(2, *range(4, 10)), before=earlier)
    said = cards(now)["change"]
    assert said["00002"] == "Uitgetreden: toen lid van A."
    assert said["00003"] == "Toegetreden: toen geen lid."
    assert said["00004"] == "Ook toen geen lid."


def test_the_same_source_is_no_proof_that_somebody_stayed():
    study = study_of()
    said = cards(study)["change"]["11039"]
    assert said == "Ook toen lid van KINA, volgens dezelfde bron: dat ze bleef, is aangenomen."


def test_without_a_cycle_before_nothing_is_said_of_change():
    assert set(cards(study_of(cycle="2017"))["change"].values()) == {""}


def test_since_when_is_a_day_only_where_the_list_gives_one():
    study = grid_study({1: "A", 2: "A"})
    dated = replace(
        study.memberships[0],
        rows=(replace(study.memberships[0].rows[0], valid_from=date(2021, 7, 1)),),
    )
    study = replace(study, memberships=(dated, *study.memberships[1:]))
    study.__dict__["before"] = study.__dict__["cycle_before"] = None
    said = cards(study)["since"]
    assert said["00001"] == "1 juli 2021"
    assert said["00002"] == "niet bekend; staat op de lijst van de cyclus 2023-2025"
    assert said["00003"] == ""


def test_an_agreement_has_its_days():
    study = load_study(StudyChoice(cycle="2020", date=date(2022, 10, 17), boundaries="embedded"))
    said = cards(study)["agreement"]
    assert said["11008"] == "op 24 juni 2021"


def test_a_merged_municipality_says_from_what():
    study = load_study(StudyChoice(cycle="2020", boundaries="embedded"))
    assert (
        formed_text("72043", study).nl == "Sinds 1 januari 2019; gevormd uit Neerpelt en Overpelt."
    )
    assert formed_text("11001", study).nl == ""


def test_texts_and_sources_stand_in_the_data_once():
    tables = Tables()
    for cycle in ("2020", "2023"):
        cards_json(study_of(cycle=cycle), tables)
    texts = tables.texts.as_json()
    assert len(texts) == len({str(text) for text in texts}) < 200
    assert len(tables.sources.sources) == len(set(tables.sources.sources)) < 80


def fiche(study, name):
    texts = TextTable()
    made = next(f for f in fiches_json(check(study), texts) if f["name"] == name)
    return made, list(texts.texts)


def test_a_region_has_its_findings_with_their_ground():
    made, texts = fiche(study_of(), "Interwaas")
    finding = next(f for f in made["findings"] if "Zwijndrecht" in texts[f["message"]].nl)
    assert finding["severity"] == "warning"
    assert "besluit" in texts[finding["ground"]].nl.lower()
    expected = [f.message for f in check(study_of()).findings if f.region == "Interwaas"]
    assert [texts[f["message"]] for f in made["findings"]] == expected


def test_a_region_says_what_became_of_it():
    made, texts = fiche(study_of(), "KINA")
    assert texts[made["lineage"][0]].nl == "overgenomen (dezelfde bron)"
    assert fiche(study_of(cycle="2017"), study_of(cycle="2017").groups[0].name)[0]["lineage"] == []


def test_the_subsidy_of_a_partial_list_says_what_it_depends_on():
    made, _ = fiche(study_of(), "KINA")
    assert made["subsidy"]["total"].count(".") == 1
    assert "gesteld dat dit alle regiegebieden en al hun leden zijn" in subsidy_head(study_of())[0]
    assert "gesteld dat" not in subsidy_head(study_of(example=True))[0]


@pytest.fixture(scope="module")
def found():
    study = study_of(cycle="2017")
    return study.boundaries, places_json(study)


def test_every_place_lies_in_its_municipality_of_2018(found):
    boundaries, entries = found
    listed = [entry for entry in entries if entry[2] == PLACE]
    assert len(listed) == len(places())
    ekeren = next(entry for entry in listed if entry[0] == "Ekeren")
    assert [boundaries.codes[i] for i in ekeren[1]] == ["11002"]


def test_names_of_other_days_are_found_on_their_land(found):
    boundaries, entries = found
    pelt = next(entry for entry in entries if entry[0] == "Pelt")
    assert pelt[2:] == [LATER, 2019, "72043"]
    assert [boundaries.codes[i] for i in pelt[1]] == ["72025", "72029"]
    overpelt = next(e for e in entries if e[0] == "Overpelt" and e[2] == FORMER)
    assert overpelt[3] == 2018
