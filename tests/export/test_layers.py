from datetime import date

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.export.facts import Facts
from regiekaart.export.layers import layers_of
from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN
from tiny import CODES, grid_study


def layers(study, language=NL):
    return {layer.id: layer for layer in layers_of(Facts(study, language, PLAIN))}


def column(study, layer, name, language=NL):
    return list(layers(study, language)[layer].column(name).cells)


def test_a_study_of_2023_has_five_layers(study_2023):
    assert {key: len(layer.units) for key, layer in layers(study_2023).items()} == {
        "municipalities": 300,
        "regie_regions": 27,
        "provinces": 5,
        "reference_regions": 15,
        "findings": 16,
    }


def test_before_there_were_reference_regions_there_is_no_layer_of_them():
    old = layers(load_study(StudyChoice(cycle="2017", boundaries="embedded")))
    assert list(old) == ["municipalities", "regie_regions", "provinces", "findings"]


def test_unknown_is_neither_a_member_nor_not_a_member(grid):
    assert column(grid, "municipalities", "membership") == [
        "lid", "lid", "onbekend", "onbekend", "onbekend", "onbekend", "onbekend", "geen lid", "lid",
    ]  # fmt: skip
    assert column(grid, "municipalities", "region") == ["A", "A", *[None] * 6, "B"]
    assert column(grid, "municipalities", "membership", EN)[6:] == [
        "unknown", "not a member", "member",
    ]  # fmt: skip


def test_the_class_of_a_region_is_its_number_so_that_no_name_can_pose_as_a_status():
    study = grid_study({1: "onbekend"}, outside=(2,))
    assert column(study, "municipalities", "map_class") == ["1", "geen lid", *["onbekend"] * 7]


def test_codes_are_text(grid):
    assert column(grid, "municipalities", "nis") == list(CODES)
    assert layers(grid)["municipalities"].column("nis").kind == "string"


def test_a_region_tells_of_its_known_members(grid):
    first = dict(zip(
        [c.name for c in layers(grid)["regie_regions"].columns],
        layers(grid)["regie_regions"].rows()[0], strict=True,
    ))  # fmt: skip
    assert (first["name"], first["municipalities"], first["population"]) == ("A", 2, 3000)
    assert first["population_of_whole"] == 3000 / 45000
    assert first["members"] == "Plaats 1 | Plaats 2"
    assert first["member_nis"] == "00001 | 00002"
    assert first["documented"] == 2


def test_a_province_has_a_share_and_at_most(grid):
    # Noord: 7 unknown, 8 outside, 9 a member; 24 thousand inhabitants.
    assert column(grid, "provinces", "name") == ["Noord", "Zuid"]
    assert column(grid, "provinces", "population_share")[0] == 9 / 24
    assert column(grid, "provinces", "population_share_max")[0] == 16 / 24
    assert column(grid, "provinces", "municipality_share_max")[0] == 2 / 3
    assert column(grid, "provinces", "coverage_text")[0] == "37,50 % tot 66,67 %"
    assert column(grid, "provinces", "coverage_class") == ["20 tot 40 %", "0 tot 20 %"]


def test_where_nothing_is_known_the_coverage_is_unknown_and_no_interval_of_all(study_2023):
    names = column(study_2023, "reference_regions", "name")
    told = dict(zip(names, column(study_2023, "reference_regions", "coverage_text"), strict=True))
    assert (told["Regio Oostende"], told["Waasland"]) == ("onbekend", "100,00 %")


def test_where_nobody_lives_there_is_no_share():
    empty = grid_study({1: "A"}, population=(0,) * 9)
    assert column(empty, "provinces", "population_share") == [None, None]
    assert column(empty, "provinces", "coverage_class") == ["geen inwoners"] * 2


def test_a_finding_lies_on_its_region(grid):
    layer = layers(grid)["findings"]
    regions = layer.column("region").cells
    assert dict(zip(regions, layer.units, strict=True)) == {"A": (0, 1), "B": (8,), None: ()}


def test_the_findings_are_those_of_the_check(study_2023):
    severity = column(study_2023, "findings", "severity")
    assert severity == ["waarschuwing"] * 4 + ["kanttekening"] * 12
    regions = column(study_2023, "findings", "region")
    assert regions[:3] == ["HANDEL Samen & Sociaal", "Interwaas", "SEVA Vlaamse Ardennen"]


def test_members_are_called_known_only_where_others_may_be_unknown(study_2023, example):
    assert layers(study_2023)["regie_regions"].title == "Regiegebieden en hun bekende leden"
    assert layers(example)["regie_regions"].title == "Regiegebieden en hun leden"


def test_fiction_says_so_in_every_row_and_in_every_description(example):
    for layer in layers(example).values():
        assert set(layer.column("fictional").cells) == {True}
        assert "FICTIEF VOORBEELD" in layer.description


def test_facts_are_not_called_fiction(study_2023):
    for layer in layers(study_2023, EN).values():
        assert set(layer.column("fictional").cells) == {False}
        assert "FICTIONAL" not in layer.description
        assert "partial: who is not on it is unknown" in layer.description
        assert "Approximate borders" in layer.description


def test_what_is_assumed_in_an_example_is_made_up(example):
    found = set(column(example, "municipalities", "evidence"))
    assert found == {None, "gedocumenteerd", "afgeleid", "verzonnen"}


def test_each_figure_carries_its_date(grid):
    for layer in layers(grid).values():
        assert set(layer.column("reference_date").cells) == {date(2023, 1, 1)}
        assert set(layer.column("cycle").cells) == {"2023"}


def test_the_columns_have_the_same_plain_names_in_both_languages(study_2023):
    for dutch, english in zip(
        layers(study_2023).values(), layers(study_2023, EN).values(), strict=True
    ):
        names = [c.name for c in dutch.columns]
        assert names == [c.name for c in english.columns]
        assert len(names) == len(set(names))
        assert all(name.isascii() and name.isidentifier() and name.islower() for name in names)
        assert all(c.title and c.description for c in (*dutch.columns, *english.columns))


@pytest.mark.parametrize("day", ["2019-01-01", "2023-01-01", "2025-01-01"])
def test_each_class_is_in_the_data_and_each_value_has_a_class(day):
    study = load_study(StudyChoice(date=date.fromisoformat(day), boundaries="embedded"))
    for layer in layers(study).values():
        for look in layer.looks:
            values = set(layer.column(look.column).cells)
            assert {category.value for category in look.categories} == values, look.name
            assert len(look.categories) == len(values)


def test_the_colours_are_those_of_the_maps(grid):
    facts = Facts(grid, NL, PLAIN)
    look = layers(grid)["municipalities"].looks[0]
    assert [(c.label, c.style) for c in look.categories] == [
        ("A", facts.look.style(0)),
        ("B", facts.look.style(1)),
        ("geen lid van een regiegebied", facts.look.style(-2)),
        ("lidmaatschap onbekend", facts.look.style(-1)),
    ]


def test_what_is_less_than_documented_is_hatched_over_but_not_on_fiction():
    known = grid_study({1: "A"}, evidence={1: Evidence.INFERRED})
    overlay = layers(known)["municipalities"].looks[0].overlay
    assert overlay.condition == "\"evidence\" IN ('afgeleid', 'aangenomen')"
    fiction = grid_study({1: "A"}, fictional=True)
    assert layers(fiction)["municipalities"].looks[0].overlay is None


def test_without_regions_the_layer_of_regions_is_empty():
    found = layers(grid_study())
    assert found["regie_regions"].units == ()
    assert found["findings"].units == ()
