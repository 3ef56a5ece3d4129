"""The fictional complete example: what it holds, and that it can be built again."""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections import defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path

import networkx as nx
import pytest

from regiekaart.errors import InputError
from regiekaart.facts.adjacency import neighbour_pairs
from regiekaart.facts.example import CYCLE, DAY, FILE, FOLDER, example_list
from regiekaart.facts.flanders import history
from regiekaart.facts.membership import Evidence, shipped_list
from regiekaart.facts.population import population
from regiekaart.language import EN, NL
from regiekaart.paths import shipped_data
from regiekaart.scheme.flanders import REFERENCE_REGION
from regiekaart.study import OUTSIDE, StudyChoice, load_study

BUILDER = Path(__file__).resolve().parents[2] / "tools" / "build_example.py"
INHABITANTS = population().by_year[2023]


def said(row):
    return row.nis, row.region, row.legal_form, row.evidence, row.source


def known_rows():
    return shipped_list(CYCLE, DAY).rows


def cells():
    with (shipped_data() / FOLDER / FILE).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def invented_rows():
    known = {row.nis for row in known_rows()}
    return [row for row in example_list(CYCLE).rows if row.nis not in known]


def invented_regions():
    regions = defaultdict(set)
    for row in invented_rows():
        regions[row.region].add(row.nis)
    return dict(regions)


def is_city_alone(members):
    return len(members) == 1 and all(history().at(DAY).by_code[nis].centre_city for nis in members)


each_invented_region = pytest.mark.parametrize(
    "members", [pytest.param(m, id=name) for name, m in sorted(invented_regions().items())]
)


def test_the_list_is_complete_and_fictional_and_stands_on_the_first_day_of_the_cycle():
    listed = example_list("2023")
    assert listed.complete
    assert listed.fictional
    assert listed.day == date(2023, 1, 1)
    assert listed.file == "fictional_2023.csv"
    assert "fictief voorbeeld" in listed.source.nl
    assert "fictional example" in listed.source.en


def test_it_has_39_regions_and_261_of_the_300_municipalities():
    rows = example_list(CYCLE).rows
    assert len({row.region for row in rows}) == 39
    assert len({row.nis for row in rows}) == 261
    assert len(history().at(DAY).codes) == 300


def test_its_coverage_rounds_to_the_published_93_13_percent():
    covered = sum(INHABITANTS[row.nis] for row in example_list(CYCLE).rows)
    assert NL.percent(Fraction(covered, 6_774_807)) == "93,13 %"


def test_the_190_known_memberships_are_unchanged():
    known = {said(row) for row in known_rows()}
    assert len(known) == 190
    assert known <= {said(row) for row in example_list(CYCLE).rows}


def test_it_adds_12_regions_of_71_municipalities_that_no_known_region_has():
    assert len(invented_regions()) == 12
    assert len(invented_rows()) == 71
    assert not set(invented_regions()) & {row.region for row in known_rows()}


@each_invented_region
def test_an_added_region_is_connected(members):
    graph = nx.Graph()
    graph.add_nodes_from(members)
    graph.add_edges_from(pair for pair in neighbour_pairs(DAY) if set(pair) <= members)
    assert nx.is_connected(graph)


@each_invented_region
def test_an_added_region_has_60_000_inhabitants_or_is_a_centre_city_alone(members):
    assert sum(INHABITANTS[nis] for nis in members) >= 60_000 or is_city_alone(members)


@each_invented_region
def test_an_added_region_has_2_to_12_members_or_is_a_centre_city_alone(members):
    assert 2 <= len(members) <= 12 or is_city_alone(members)


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2023, 3, 19)])
@each_invented_region
def test_an_added_region_lies_in_one_reference_region_in_both_versions(members, day):
    assert len({history().at(day).partitions[REFERENCE_REGION][nis] for nis in members}) == 1


def test_at_most_three_of_the_added_regions_are_a_centre_city_alone():
    alone = [members for members in invented_regions().values() if is_city_alone(members)]
    assert 1 <= len(alone) <= 3


def test_a_centre_city_alone_says_so_and_the_others_have_a_form_of_partnership():
    for row in invented_rows():
        alone = is_city_alone(invented_regions()[row.region])
        assert (row.legal_form == "centrumstad") == alone
    assert len({row.legal_form for row in invented_rows()}) == 5


def test_every_row_says_that_it_is_fictional():
    assert all("Fictief voorbeeld" in row.note for row in example_list(CYCLE).rows)


def test_an_added_row_is_assumed_and_has_no_source_but_the_example():
    for row in invented_rows():
        assert row.evidence is Evidence.ASSUMED
        assert row.source == "fictief voorbeeld"
        assert row.note == "Fictief voorbeeld: verzonnen, geen officiële gegevens"
        assert row.region.startswith("Voorbeeldregio ")


def test_the_file_is_a_valid_own_list_that_calls_itself_complete():
    rows = cells()
    header = "nis municipality region legal_form evidence source note list"
    assert list(rows[0]) == header.split()
    assert {row["list"] for row in rows} == {"complete"}
    assert rows == sorted(rows, key=lambda row: (row["region"].casefold(), row["nis"]))
    names = {m.nis: m.name for m in history().at(DAY).units}
    assert all(names[row["nis"]] == row["municipality"] for row in rows)


@pytest.mark.parametrize("cycle", ["2017", "2020", "2026"])
def test_another_cycle_is_refused_in_both_languages(cycle):
    with pytest.raises(InputError) as caught:
        example_list(cycle)
    assert "alleen voor de cyclus 2023" in caught.value.lines(NL)[0]
    assert "for the cycle 2023 only" in caught.value.lines(EN)[0]


@pytest.mark.parametrize("day", [None, date(2023, 3, 19), date(2024, 12, 31)])
def test_a_study_of_the_example_has_one_coverage_and_39_who_are_not_members(day):
    study = load_study(StudyChoice(example=True, date=day, population_year=2023))
    inside = study.group_of >= 0
    assert study.fictional
    assert len(study.groups) == 39
    assert int(inside.sum()) == 261
    assert int((study.group_of == OUTSIDE).sum()) == 39
    share = Fraction(int(study.population[inside].sum()), int(study.population.sum()))
    assert EN.percent(share) == "93.13%"


@pytest.fixture(scope="module")
def builder():
    pytest.importorskip("scipy", reason="the builder needs the extra 'tools'")
    spec = importlib.util.spec_from_file_location("build_example", BUILDER)
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        # A dataclass looks its module up while it is made.
        patch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        yield module


def test_planning_twice_gives_the_same_regions(builder):
    ground = builder.read_ground()
    assert builder.plan_regions(ground) == builder.plan_regions(ground)


def test_the_builder_writes_the_file_that_ships(builder, tmp_path):
    ground = builder.read_ground()
    again = tmp_path / FILE
    builder.write(builder.list_rows(ground, builder.plan_regions(ground)), again)
    assert again.read_bytes() == (shipped_data() / FOLDER / FILE).read_bytes()


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda rows: rows[1:], "261 municipalities"),
        (lambda rows: [*rows[1:], rows[1]], "261 municipalities"),
        (lambda rows: [row | {"region": "Antwerpen"} for row in rows], "39 regions"),
        (lambda rows: [row | {"evidence": "assumed"} for row in rows], "known rows unchanged"),
        (lambda rows: [row | {"note": ""} for row in rows], "every row says that it is fictional"),
    ],
)
def test_the_builder_notices_a_list_that_breaks_its_promises(builder, spoil, complaint):
    ground = builder.read_ground()
    rows = cells()
    assert builder.problems(ground, rows) == []
    assert complaint in builder.problems(ground, spoil(rows))


def test_the_builder_notices_a_region_that_breaks_the_rules(builder):
    ground = builder.read_ground()
    rows = [
        row | {"region": "Voorbeeldregio Mol"} if row["region"] == "Voorbeeldregio Zemst" else row
        for row in cells()
    ]
    complaints = builder.problems(ground, rows)
    assert "Voorbeeldregio Mol: not true that it is connected" in complaints
    assert "Voorbeeldregio Mol: not true that it lies in one reference region" in complaints
