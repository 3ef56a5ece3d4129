"""The page of another scheme: in its own words, without what it does not have."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType

import numpy as np
import pytest

from other_scheme import LEAGUE, OTHER, QUARTER, flemish_words
from other_scheme import other_grid as grid_of_leagues
from regiekaart.facts.territory import History, Merger, Unit
from regiekaart.language import EN, NL, Text
from regiekaart.maps.theme import PLAIN
from regiekaart.scheme.model import PartitionKind
from regiekaart.scheme.noun import Noun
from regiekaart.scheme.rules import OneGroup
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.cards import Tables, cards_json, formed_text
from regiekaart.web.document import web_page
from regiekaart.web.layers import StyleTable, layer_names, layer_order, layers_json, lines_json
from regiekaart.web.moments import moments, turning_points
from regiekaart.web.places import places_json
from regiekaart.web.planner_data import planner_data
from regiekaart.web.planner_words import PLANNER_WORDS, planner_words
from regiekaart.web.planning import plan_json, planner_looks
from regiekaart.web.scenario_data import list_reading
from regiekaart.web.topology import topology
from regiekaart.web.words import WORDS, page_words
from tiny import CODES, grid_study, square
from web.browsing import study_of
from web.test_document import data_of

BONDS = {1: "Alfa", 2: "Alfa", 4: "Alfa", 3: "Beta", 6: "Beta", 7: "Beta"}


def other_grid(*given, **more):
    """Return the grid of leagues, with borders that are of its own history."""
    study = grid_of_leagues(*given, **more)
    borders = replace(study.boundaries, vintage="2000", past=study.history)
    study.__dict__["boundaries"] = borders
    return study


GRIDS = {
    "partial": lambda: other_grid(BONDS),
    "complete": lambda: other_grid(BONDS, outside=(5, 8, 9)),
    "nobody": lambda: other_grid({}, outside=tuple(range(1, 10))),
    "nothing known": lambda: other_grid({}),
}


@cache
def housing():
    return load_study(StudyChoice(scheme="woonmaatschappijen", boundaries="embedded"))


def bare(**more):
    """Return a grid of a scheme with nothing but units and groups."""
    nothing = MappingProxyType({})
    scheme = replace(OTHER, partitions=nothing, rules=(), special=None)
    study = other_grid(BONDS, **more)
    made = replace(study, scheme=scheme, partitions=nothing)
    kept = ("before", "cycle_before", "neighbours", "boundaries", "register")
    made.__dict__.update({key: study.__dict__[key] for key in kept})
    return made


def texts_in(said):
    """Yield the texts in plain values, which no key of them is."""
    if isinstance(said, Text):
        yield from (said.nl, said.en)
    elif isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        yield from (text for value in said.values() for text in texts_in(value))
    elif isinstance(said, list | tuple):
        yield from (text for value in said for text in texts_in(value))


def own_words(study):
    """Return all that this room says of a study."""
    scheme, tables, styles = study.scheme, Tables(), StyleTable()
    said = [
        page_words(study),
        planner_words(study),
        layer_names(scheme),
        lines_json(scheme, PLAIN),
        layers_json(study, PLAIN, styles),
        cards_json(study, tables),
        tables.texts.as_json(),
        planner_looks(study, PLAIN, styles) | {"reading": None},
        plan_json(study) | {"refused": None},
        places_json(study),
        moments(study).notice,
    ]
    return "\n".join(texts_in(said))


@pytest.mark.parametrize("grid", GRIDS)
def test_the_page_of_another_scheme_has_none_of_the_words_of_flanders(grid):
    assert flemish_words(own_words(GRIDS[grid]())) == []


def test_a_scheme_of_units_and_groups_alone_has_a_page_too():
    study = bare()
    assert flemish_words(own_words(study)) == []
    data = data_of(web_page(study, NL))
    assert data["layer_order"] == [LEAGUE, "coverage"]
    assert (data["kinds"], data["fit"], data["minimum"]) == ([], "", None)
    assert [line["id"] for line in data["lines"]] == [LEAGUE]
    assert set(data["has"].values()) == {False}


@pytest.mark.parametrize("language", [NL, EN])
def test_the_page_around_the_map_is_in_the_words_of_the_scheme(language):
    page = web_page(other_grid(BONDS), language)
    body = re.sub(r"<script.*?</script>", "", page.split("<body>")[1], flags=re.DOTALL)
    text = re.sub(r'<p id="(sentence|line)".*?</p>|<div id="notes">.*?</div>', "", body,
                  flags=re.DOTALL)  # fmt: skip
    assert flemish_words(text) == []
    assert language.say(Text("Zoek een plek of bond", "Find a spot or a league")) in text


def test_the_words_are_those_of_the_scheme():
    words = page_words(other_grid()) | planner_words(other_grid())
    expected = {
        "hint": "Klik op een plek, zoek ze op,",
        "population": "Hoofden",
        "centre-city": "burcht",
        "open-list": "De lijst is onvolledig: de bond kan",
        "plan-how": "Een lid van de gekozen bond gaat",
        "plan-added": "Nieuwe bond: {region}",
        "plan-by-part": "Dekking per kwartier",
        "plan-change-region": "Naam, verwijderen",
        "csv-empty": "Er is niets te bewaren: van geen enkele plek is iets bekend.",
        "name-taken": "er is al een bond met deze naam",
        "column-nis": "kolom code, plek of plekken ontbreekt",
        "unit-twice": "de plek staat al op een andere rij",
        "note-slip": "Lijkt een schrijffout: {value}. Een nieuwe bond mag zo heten.",
    }
    for key, said in expected.items():
        assert said in words[key].nl, key
    assert words["plan-how"].en.count("chosen league") == 1
    assert words["csv-left-out"].en == "Saved. A list has no empty leagues: not saved are {names}."
    assert words["nis"].nl == "Code"


def test_every_mark_in_the_tables_is_filled_in():
    for study in (grid_study({1: "A"}), other_grid(), bare()):
        for key, text in (page_words(study) | planner_words(study)).items():
            assert not re.search(r"[<>]", text.nl + text.en), key
    assert list(page_words(grid_study())) == list(WORDS)
    assert list(planner_words(grid_study())) == list(PLANNER_WORDS)


def test_what_a_scheme_calls_its_parts_may_look_like_a_mark():
    odd = "<unit.many> {n} <b.c>"
    kind = PartitionKind(QUARTER, Noun(Text.same(odd), Text.same(odd)))
    scheme = replace(
        OTHER,
        partitions=MappingProxyType({QUARTER: kind}),
        unit=Noun(Text.same("<group.one>"), Text.same("<x.y>")),
        rules=(),
    )
    study = other_grid()
    made = replace(study, scheme=scheme)
    made.__dict__["register"] = study.register
    words = page_words(made) | planner_words(made)
    assert words["plan-by-part"].nl == f"Dekking per {odd}"
    assert words["members"].nl == "<x.y>"


def test_without_agreements_and_subsidy_nothing_of_them_is_in_the_data():
    data = data_of(web_page(other_grid(BONDS), NL))
    [moment] = data["moments"]
    assert not {"agreements", "agreement_notes"} & moment.keys()
    assert not [key for key in moment["cards"] if key.startswith("agreement")]
    assert set(moment["parts"][QUARTER]) == {"noun", "labels", "of", "sentences"}
    assert moment["plan"]["core"]["subsidy"] is None
    assert (moment["subsidy"], moment["plan"]["money"]) == ("", ["", ""])
    assert {fiche["subsidy"] for fiche in moment["regions"]} == {None}
    assert data["has"] == {"agreements": False, "subsidy": False, "forms": False, "rules": True}
    assert data["layer_order"] == [LEAGUE, "coverage", QUARTER]
    assert data["minimum"] == 10_000


def test_the_partition_of_the_fit_rule_is_told_apart():
    data = data_of(web_page(other_grid(BONDS), NL))
    assert data["kinds"] == [{"id": QUARTER, "name": ["Kwartier", "Quarter"], "fit": True}]
    assert data["fit"] == ["Kwartieren", "Quarters"]
    assert data["provisional"]["rules"] == ["connected", "fit"]
    near = next(r for r in planner_data(other_grid())["rules"] if r["kind"] == "minimum-population")
    assert near["near"] == QUARTER


def test_partitions_are_layers_and_lines_in_their_order():
    kinds = {
        name: PartitionKind(name, Noun(Text.same(name), Text.same(name)), mapped=name != "hidden")
        for name in ("first", "hidden", "second", "third")
    }
    scheme = replace(OTHER, partitions=MappingProxyType(kinds), rules=())
    assert layer_order(scheme) == (LEAGUE, "coverage", "third", "second", "first")
    lines = lines_json(scheme, PLAIN)
    assert [line["id"] for line in lines] == ["first", "second", "third", LEAGUE]
    assert [line["dashes"] for line in lines] == ["", "6 4", "2 4", ""]
    assert [line["shown"] for line in lines] == [True, False, False, True]


def test_a_list_that_has_no_end_says_no_cycle_of_a_membership():
    tables = Tables()
    cards = cards_json(other_grid(BONDS), tables)
    texts = list(tables.texts.texts)
    assert texts[cards["since"][0]] == Text(
        "niet bekend; staat op de lijst", "not known; is on the list"
    )


def test_one_open_cycle_is_one_moment():
    assert [m.id for m in moments(other_grid(BONDS)).shown] == ["2023-2023-01-01"]
    assert [m.id for m in moments(housing()).shown] == ["2025-2025-01-01"]


def test_days_on_which_units_merged_or_parts_were_drawn_anew_are_turning_points():
    assert {day: text.nl for day, text in turning_points(study_of()).items()} == {
        date(2019, 1, 1): "na de fusies",
        date(2022, 10, 17): "dag van de VDAB-tabel",
        date(2023, 3, 19): "nieuwe referentieregio's",
        date(2025, 1, 1): "na de fusies",
    }
    assert date(2022, 10, 17) not in turning_points(housing())
    study = other_grid(BONDS)
    assert turning_points(study) == {}
    past = study.history
    merger = Merger(date(2024, 1, 1), CODES[0], "Plaats 1", CODES[1], "Plaats 2")
    study.__dict__["register"] = replace(
        study.register, history=History(past.units, (merger,), start=past.start, end=past.end)
    )
    assert list(turning_points(study)) == [date(2024, 1, 1)]


def test_a_unit_of_another_scheme_says_from_what_it_was_formed():
    study = other_grid(BONDS)
    past = study.history
    made = Unit(nis=CODES[0], name="Plaats 1", valid_from=date(2000, 1, 1))
    merged = tuple(
        Merger(date(2022, 1, 1), old, name, made.nis, made.name)
        for old, name in (("a", "Oud"), ("b", "Nieuw"))
    )
    study.__dict__["register"] = replace(
        study.register, history=History(past.units, merged, start=past.start, end=past.end)
    )
    said = formed_text(made.nis, study)
    assert said.nl == "Sinds 1 januari 2022; gevormd uit Oud en Nieuw."


def test_of_own_units_nothing_is_known_but_codes_and_names():
    study = other_grid(BONDS)
    assert places_json(study) == []
    reading = list_reading(study)
    assert reading["codes"] == list(CODES)
    assert (reading["names"], reading["regions"], reading["forms"]) == (None, {}, {})
    assert {"plaats1", "zuid"} <= set(reading["words"])
    assert reading["head"] == ["code", "naam", "regio"]
    assert reading["columns"]["name"][-2:] == ["plek", "spot"]
    assert reading["columns"]["region"][-2:] == ["bond", "league"]
    assert reading["cycles"] == {"2023": "2023"}


def test_the_columns_of_flanders_stay_what_they_are():
    reading = list_reading(study_of())
    assert reading["head"] == ["nis", "gemeente", "regiegebied"]
    assert reading["columns"]["region"][-1] == "regie region"
    assert len(reading["columns"]["name"]) == 5


def test_two_schemes_on_one_table_keep_their_scenarios_apart():
    one = other_grid(BONDS)
    renamed = replace(one, scheme=replace(OTHER, id="grid-guilds"))
    renamed.__dict__.update({k: one.__dict__[k] for k in ("register", "before", "neighbours")})
    assert plan_json(one)["fingerprint"] != plan_json(renamed)["fingerprint"]


def test_borders_are_taken_from_their_own_coordinates():
    lambert_2008 = replace(other_grid().boundaries, crs="EPSG:3812")
    moved = np.array([square(k) for k in range(1, 10)], dtype=object)
    west = topology(replace(lambert_2008, geometries=moved)).west
    assert west != topology(other_grid().boundaries).west


def test_working_areas_of_housing_companies_have_no_agreements_and_no_subsidy():
    study = housing()
    data = data_of(web_page(study, NL))
    assert data["title"][0] == "Werkingsgebieden van de woonmaatschappijen"
    assert data["layer_order"] == ["working-area", "coverage", "reference-region", "province"]
    assert data["minimum"] is None
    assert not {"agreement", "subsidy", "form", "minimum-met"} & data["words"].keys()
    said = json.dumps(data["words"], ensure_ascii=False)
    assert not re.search("regiegebied|regie region|VDAB|ubsid", said)
    assert "Zoek een gemeente, deelgemeente of werkingsgebied" in said
    assert data["words"]["plan-how"][1].count("chosen area") == 1
    assert any(place[0] == "Ekeren" for place in data["places"])


def test_another_scheme_that_has_no_rules_is_asked_nothing_of_them():
    scheme = replace(OTHER, rules=(OTHER.rules[0],))
    assert isinstance(scheme.rules[0], OneGroup)
    study = replace(other_grid(BONDS), scheme=scheme)
    study.__dict__.update(
        {k: v for k, v in other_grid(BONDS).__dict__.items() if k in {"register", "before"}}
    )
    words = page_words(study)
    assert words["plan-people"].nl == "{n} hoofden"
    assert not [key for key in words if key.startswith("minimum")]
