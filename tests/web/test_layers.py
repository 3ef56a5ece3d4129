"""The colourings of the page: complete, and in the colours of the maps on paper."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from regiekaart.language import NL
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.thematic import agreements_page, coverage_page
from regiekaart.maps.theme import PLAIN
from regiekaart.scheme.flanders import PROVINCE, REFERENCE_REGION, REGIE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN, StudyChoice, load_study
from regiekaart.web.layers import (
    AGREEMENT,
    COVERAGE,
    StyleTable,
    colourings,
    doubted_json,
    layer_order,
)
from tiny import grid_study
from web.browsing import study_of


def layer(study, name):
    return next(each for each in colourings(study, PLAIN) if each.id == name)


def style_of(study, name):
    """Return the style of each unit in a colouring."""
    found = layer(study, name)
    styles = {each.key: each.style for each in found.classes}
    return [styles[value] for value in found.value_of.tolist()]


def on_paper(spec):
    """Return the style of each unit on a page."""
    found = {i: patch.style for patch in spec.patches for i in patch.units}
    return [found[i] for i in range(len(found))]


def look(style):
    return style.fill, style.hatch, style.hatch_colour


@pytest.mark.parametrize("cycle", ["2017", "2020", "2023"])
def test_regions_have_the_colours_of_the_map_on_paper(cycle):
    study = study_of(cycle=cycle)
    spec = PageMaker(study, NL, PLAIN).whole_page()
    web = [look(style) for style in style_of(study, REGIE_REGION)]
    assert web == [look(style) for style in on_paper(spec)]


@pytest.mark.parametrize("example", [False, True])
def test_coverage_and_agreements_have_the_styles_of_the_maps_on_paper(example):
    study = study_of(example=example)
    maker = PageMaker(study, NL, PLAIN)
    for name, page in ((COVERAGE, coverage_page), (AGREEMENT, agreements_page)):
        paper = [look(style) for style in on_paper(page(maker))]
        assert [look(style) for style in style_of(study, name)] == paper


def test_every_unit_has_a_class_that_the_legend_names():
    for found in colourings(study_of(), PLAIN):
        keys = [each.key for each in found.classes]
        assert sorted(set(found.value_of.tolist())) == sorted(keys)
        assert len(keys) == len(set(keys))


def test_who_is_no_member_and_who_is_unknown_are_apart():
    study = grid_study({1: "Zuid", 2: "Zuid"}, outside=(3,))
    found = layer(study, COVERAGE)
    assert found.value_of.tolist() == [0, 0, OUTSIDE, *[UNKNOWN] * 6]
    words = {each.key: each.label.nl for each in found.classes}
    assert words[OUTSIDE] == "Geen lid van een regiegebied"
    assert words[UNKNOWN] == "Lidmaatschap onbekend"


def test_neighbouring_parts_differ_in_colour():
    study = study_of()
    for name in (REFERENCE_REGION, PROVINCE):
        found = layer(study, name)
        fills = {each.key: each.style.fill for each in found.classes}
        part = dict(zip(study.codes, found.value_of.tolist(), strict=True))
        pairs = {(part[a], part[b]) for a, b in study.neighbours if part[a] != part[b]}
        assert pairs
        assert all(fills[a] != fills[b] for a, b in pairs)


def test_before_the_reference_regions_there_is_no_layer_of_them():
    study = study_of(cycle="2020")
    assert study.date < date(2022, 2, 4)
    assert [each.id for each in colourings(study, PLAIN)] == [
        name for name in layer_order(study.scheme) if name != REFERENCE_REGION
    ]


def test_the_agreements_are_those_of_the_day():
    study = load_study(StudyChoice(cycle="2020", date=date(2022, 10, 17), boundaries="embedded"))
    found = layer(study, AGREEMENT)
    signed = next(each.key for each in found.classes if each.label.nl == "Afgesloten")
    assert int((found.value_of == signed).sum()) == 43


def test_less_than_documented_is_hatched_as_on_paper():
    study = study_of()
    made = doubted_json(study, PLAIN, StyleTable())
    assert made["label"] == ["Lidmaatschap afgeleid", "Membership inferred"]
    assert tuple(made["units"]) == PageMaker(study, NL, PLAIN).whole_page().doubted
    assert not doubted_json(study_of(example=True), PLAIN, StyleTable())["units"]


def test_a_style_is_stored_once():
    styles = StyleTable()
    numbers = [
        styles.number(each.style)
        for found in colourings(study_of(), PLAIN)
        for each in found.classes
    ]
    assert len(styles.as_json()) == len(set(numbers)) < len(numbers)
    assert np.max(numbers) == len(styles.as_json()) - 1
