"""Charts show the figures of the tables, and say all of them in words too."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.coverage import coverage
from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN
from regiekaart.report.charts import coverage_chart, history_chart, size_chart
from regiekaart.report.results import Results
from regiekaart.study import Group
from tiny import grid_study

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 - our own drawing


def boxes(chart) -> list[tuple[float, float, str]]:
    """Return where each bar begins and ends, and its fill; without the key at the top."""
    found = [r for r in drawn(chart).iter(f"{SVG}rect") if float(r.get("y")) > 20]
    return [
        (float(r.get("x")), float(r.get("x")) + float(r.get("width")), r.get("fill")) for r in found
    ]


def words(chart) -> list[str]:
    return ["".join(text.itertext()) for text in drawn(chart).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def partial():
    """Of 45 thousand inhabitants 12 are in a region, 8 are not, and of 25 nothing is known."""
    return Results(grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,)))


def test_a_bar_is_as_long_as_the_share_and_what_is_unknown_follows_it(partial):
    chart = coverage_chart(partial, NL, PLAIN)
    (start, end, full), (after, until, hatch) = boxes(chart)[:2]
    grid = [float(p.get("d").split()[0][1:]) for p in drawn(chart).findall(f"{SVG}path")[1:6]]
    width = grid[-1] - grid[0]
    assert start == grid[0]
    assert (end - start) / width == pytest.approx(12 / 45, abs=0.001)
    assert after == pytest.approx(end, abs=0.1)
    assert (until - after) / width == pytest.approx(25 / 45, abs=0.001)
    assert full == PLAIN.accent
    assert hatch == "url(#unknown)"


def test_key_holds_only_what_the_chart_shows(partial, example_results):
    assert {"leden", "lidmaatschap onbekend"} <= set(words(coverage_chart(partial, NL, PLAIN)))
    complete = words(coverage_chart(example_results, NL, PLAIN))
    assert "lidmaatschap onbekend" not in complete
    assert "aangekondigd" not in complete


@pytest.mark.parametrize("language", [NL, EN], ids=["nl", "en"])
def test_every_figure_of_the_table_stands_in_the_chart_and_in_its_words(
    study_2023, results_2023, language
):
    chart = coverage_chart(results_2023, language, PLAIN)
    for row in coverage(study_2023, "province").rows:
        assert row.population.compact(language) in words(chart)
        assert row.population.text(language) in chart.alt


def test_history_has_every_cycle_with_what_was_announced(results_2023):
    chart = history_chart(results_2023, NL, PLAIN)
    headings = [text for text in words(chart) if "januari" in text]
    assert [text[:9] for text in headings] == ["2017-2019", "2020-2022", "2023-2025"]
    assert chart.alt.count("aangekondigd") == 7
    assert "bevolking 72,52 % tot 100,00 %, aangekondigd 93,13 %" in chart.alt
    assert len(re.findall('stroke-width="1.8"', chart.svg)) == 7


def test_a_made_up_list_has_no_history(example_results):
    assert history_chart(example_results, NL, PLAIN) is None


def test_sizes_stand_largest_first_against_the_minimum(study_2023, results_2023):
    chart = size_chart(results_2023, NL, PLAIN)
    names = [group.name for group in study_2023.groups]
    shown = [text for text in words(chart) if text in names]
    sizes = {
        group.name: study_2023.population[study_2023.members(i)].sum()
        for i, group in enumerate(study_2023.groups)
    }
    assert shown == sorted(names, key=lambda name: -sizes[name])
    assert "minimum: 60.000" in words(chart)
    assert "bekende leden" in chart.caption


def test_no_region_has_no_sizes():
    assert size_chart(Results(grid_study({})), NL, PLAIN) is None


def test_a_name_that_nobody_would_choose_is_text_and_is_cut(partial):
    hostile = "</text><script>alert('" + "x" * 300 + "')</script>\x00\x1b[31m"
    groups = (Group(hostile), *partial.study.groups[1:])
    chart = size_chart(Results(replace(partial.study, groups=groups)), NL, PLAIN)
    assert not list(drawn(chart).iter(f"{SVG}script"))
    shown = next(text for text in words(chart) if text.startswith("</text>"))
    assert len(shown) <= 34
    assert shown.endswith("…")


def test_the_same_study_gives_the_same_drawing():
    first, second = (
        history_chart(Results(load_study(StudyChoice(cycle="2020"))), NL, PLAIN) for _ in range(2)
    )
    assert first == second
