"""Agreements counted per part, crossed with membership, and forecast."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.agreement_json import as_json, crossing_json, standings_json
from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.crossing import QUESTIONS, Known, crossing
from regiekaart.errors import InputError
from regiekaart.facts.agreement_standings import Standing
from regiekaart.facts.agreements import Agreement, Status
from regiekaart.facts.membership import Evidence
from regiekaart.facts.published import published_figures
from regiekaart.language import NL
from tiny import grid_study

S, N, T, X, U = Status.SIGNED, Status.NEGOTIATING, Status.TO_START, Status.NONE, Status.UNKNOWN
OCTOBER = date(2022, 10, 17)
PUBLISHED = {
    "West-Vlaanderen": (46, 57), "Oost-Vlaanderen": (55, 55), "Antwerpen": (51, 68),
    "Vlaams-Brabant": (26, 26), "Limburg": (22, 23),
}  # fmt: skip
CONTRACT = {
    "group", "municipalities", "signed", "negotiating", "to_start", "none", "unknown", "share",
    "share_max", "population_share", "regions", "regions_signed", "forecast_signed",
    "forecast_share",
}  # fmt: skip


def standing(status, expected=None, ends=None):
    row = Agreement("00001", status, None, ends, date(2023, 1, 1), Evidence.DOCUMENTED, "b", "")
    known = status is not U
    return Standing(
        status=status,
        rows=(row,) if known else (),
        evidence=Evidence.DOCUMENTED if known else None,
        expected_on=expected,
    )


def grid(statuses, regions=None, outside=(), **settings):
    """Return the nine squares with a status each: {1: SIGNED, ...}; the rest is unknown."""
    study = grid_study(regions, outside=outside, **settings)
    found = (statuses.get(k, U) for k in range(1, 10))
    study.__dict__["agreements"] = tuple(
        s if isinstance(s, Standing) else standing(s) for s in found
    )
    return study


def test_agreements_are_counted_by_status_in_units_and_people():
    """1 and 9 have signed, 2 negotiates, 3 is to start, 4 has none; the other four are unknown."""
    whole = agreements(grid({1: S, 9: S, 2: N, 3: T, 4: X})).whole
    assert (whole.units.count, whole.negotiating, whole.to_start, whole.none) == (2, 1, 1, 1)
    assert (whole.units.unknown, whole.units.total) == (4, 9)
    assert (whole.population.count, whole.population.unknown) == (10_000, 26_000)
    assert whole.population.low == Fraction(10, 45)
    assert whole.population.high == Fraction(36, 45)
    assert whole.evidence == ((Evidence.DOCUMENTED, 5),)
    assert whole.forecast is None


def test_agreements_by_part_speak_of_each_part():
    north, south = agreements(grid({1: S, 9: S, 2: N}), by="province").parts
    assert (north.group, north.units.count, north.units.unknown) == ("Noord", 1, 2)
    assert (south.group, south.units.count, south.negotiating, south.units.unknown) == (
        "Zuid", 1, 1, 4,
    )  # fmt: skip


def test_a_region_is_signed_once_one_member_is_and_wholly_signed_once_all_are():
    everyone = dict.fromkeys(range(1, 10), "A") | {4: "B", 5: "B", 6: "B"} | {8: "C", 9: "C"}
    study = grid({1: S, 2: S, 3: S, 7: S, 4: S, 5: X, 6: U, 8: X, 9: U}, everyone)
    whole = agreements(study).whole
    assert whole.regions == 3
    assert (whole.regions_signed, whole.regions_signed_max) == (2, 3)
    assert (whole.regions_all_signed, whole.regions_all_signed_max) == (1, 1)


def test_a_region_lies_where_most_of_its_inhabitants_live_so_that_the_parts_add_up():
    """A has 1 to 3 in Zuid (6 thousand) and 7 in Noord (7 thousand)."""
    study = grid({1: S, 5: S}, {1: "A", 2: "A", 3: "A", 7: "A", 4: "B", 5: "B", 8: "B"})
    table = agreements(study, by="province")
    assert [(row.group, row.regions) for row in table.rows] == [
        ("Vlaanderen", 2), ("Noord", 1), ("Zuid", 1),
    ]  # fmt: skip
    assert [row.regions_signed for row in table.rows] == [2, 1, 1]


def test_of_two_parts_with_as_many_people_the_one_with_most_units_has_the_region():
    """9 in Noord has as many inhabitants as 4 and 5 in Zuid together."""
    table = agreements(grid({}, {9: "A", 4: "A", 5: "A"}), by="province")
    assert [(row.group, row.regions) for row in table.parts] == [("Noord", 0), ("Zuid", 1)]


def test_a_partial_list_of_members_may_hide_the_one_that_has_signed():
    refused = dict.fromkeys((1, 2), X)
    open_list = agreements(grid(refused, {1: "A", 2: "A"})).whole
    closed = agreements(grid(refused, {1: "A", 2: "A"}, outside=tuple(range(3, 10)))).whole
    assert (open_list.regions_signed, open_list.regions_signed_max) == (0, 1)
    assert (closed.regions_signed, closed.regions_signed_max) == (0, 0)


def test_by_region_the_unknown_and_the_outsiders_stand_apart():
    table = agreements(grid({1: S, 8: S, 3: X}, {1: "A", 9: "B"}, outside=(8,)), by="regie-region")
    assert [(NL.say(row.group), row.units.total, row.units.count) for row in table.parts] == [
        ("A", 1, 1), ("B", 1, 0),
        ("geen lid van een regiegebied", 1, 1), ("lidmaatschap onbekend", 6, 0),
    ]  # fmt: skip
    assert [row.regions for row in table.rows] == [2, 1, 1, 0, 0]


def test_a_forecast_counts_who_is_expected_by_then():
    spring, autumn = date(2023, 4, 1), date(2023, 10, 1)
    study = grid(
        {1: S, 2: standing(N, spring), 3: standing(T, autumn), 4: X,
         5: standing(S, ends=date(2023, 6, 30)), 6: standing(U, spring)},
        {1: "A", 2: "B"},
    )  # fmt: skip
    found = agreements(study, forecast=date(2023, 4, 1)).whole
    assert (found.forecast.count, found.forecast.unknown) == (4, 3)
    assert found.forecast_population.count == 14_000
    assert (found.regions_signed, found.regions_forecast) == (1, 2)
    later = agreements(study, forecast=date(2023, 12, 31)).whole.forecast
    assert (later.count, later.unknown, later.total) == (4, 4, 9)


def test_a_forecast_for_the_day_itself_is_the_status_and_one_before_it_is_refused():
    study = grid({1: S, 2: standing(N, date(2023, 4, 1))})
    today = agreements(study, forecast=study.date).whole
    assert (today.forecast.count, today.forecast.unknown) == (1, 7)
    with pytest.raises(InputError, match="before the reference date"):
        agreements(study, forecast=date(2022, 12, 31))


def test_crossing_answers_four_questions_and_keeps_the_unknown_apart():
    """1-3 are members, 7 and 8 are not, the other four are unknown."""
    study = grid({1: S, 2: X, 7: S, 8: N, 9: S, 4: X}, {1: "A", 2: "A", 3: "A"}, outside=(7, 8))
    found = crossing(study)
    certain = {a.question: (a.units.count, a.units.unknown) for a in found.answers}
    assert certain == {
        "covered_with": (1, 4), "covered_without": (1, 4), "not_covered_with": (1, 3),
        "neither": (1, 3),
    }  # fmt: skip
    assert found.cell(Known.UNKNOWN, Known.UNKNOWN).units == (4, 5)
    assert found.answers[0].population.count == 1_000
    assert found.answers[0].population.unknown == 3_000 + 9_000 + 5_000 + 6_000


def test_what_is_published_lies_within_what_is_known_on_that_day():
    study = load_study(StudyChoice(cycle="2020", date=OCTOBER))
    table = agreements(study, by="province")
    printed = {f.scope: f for f in published_figures() if f.measure == "agreement_municipalities"}
    assert len(table.rows) == len(printed) == 6
    for row in table.rows:
        assert row.units.count <= printed[row.group].count <= row.units.count + row.units.unknown
    assert {row.group: row.units.count for row in table.rows} == {
        "Vlaanderen": 43, "Antwerpen": 10, "Limburg": 2, "Oost-Vlaanderen": 24,
        "Vlaams-Brabant": 7, "West-Vlaanderen": 0,
    }  # fmt: skip
    assert (table.whole.regions, table.whole.regions_signed) == (29, 10)
    assert sum(row.regions for row in table.parts) == 29


def test_an_own_list_gives_the_counts_of_the_published_table(tmp_path):
    """Which municipalities they were is not public: the first of each province stand for them."""
    study = load_study(StudyChoice(cycle="2020", date=OCTOBER))
    province, lines, seen = study.partitions["province"], ["nis;status;verwacht"], {}
    for i, nis in enumerate(study.codes):
        name = province.labels[province.index[i]]
        seen[name] = rank = seen.get(name, 0) + 1
        signed, forecast = PUBLISHED[name]
        word = "afgesloten;" if rank <= signed else "geen;"
        lines.append(
            f"{nis};" + ("op te starten;31/12/2022" if signed < rank <= forecast else word)
        )
    path = tmp_path / "vdab.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    own = load_study(StudyChoice(cycle="2020", date=OCTOBER, agreements=path))
    table = agreements(own, by="province", forecast=date(2022, 12, 31))
    assert {r.group: (r.units.count, r.forecast.count) for r in table.parts} == PUBLISHED
    assert [row.units.total for row in table.parts] == [69, 42, 60, 65, 64]
    assert (table.whole.units.text(NL, 0), table.whole.forecast.text(NL, 0)) == ("67 %", "76 %")
    assert (table.whole.units.count, table.whole.forecast.count) == (200, 229)
    assert table.whole.to_start == 29
    assert table.whole.units.certain


def test_the_json_has_the_keys_of_the_contract():
    study = grid({1: S, 2: standing(N, date(2023, 4, 1))}, {1: "A"})
    document = as_json(agreements(study, forecast=date(2023, 4, 1)))
    (row,) = document["rows"]
    assert set(row) >= CONTRACT | {"share_max", "population_share_max", "regions_signed_max"}
    assert (row["signed"], row["share"], row["share_max"]) == (1, 1 / 9, 8 / 9)
    assert (row["forecast_signed"], row["forecast_share"]) == (2, 2 / 9)
    without = as_json(agreements(study))["rows"][0]
    assert (without["forecast_signed"], without["forecast_share"]) == (None, None)
    crossed = crossing_json(crossing(study))
    assert [row["question"] for row in crossed["rows"]] == list(QUESTIONS)
    assert crossed["rows"][0]["nis"] == ["00001"]
    assert sum(cell["municipalities"] for cell in crossed["cells"]) == 9
    assert standings_json(study)[1]["expected_on"] == "2023-04-01"


status_of = st.dictionaries(st.integers(1, 9), st.sampled_from([S, N, T, X]), max_size=9)
memberships = st.dictionaries(st.integers(1, 9), st.sampled_from("ABC"), max_size=9)
complete = st.lists(st.sampled_from([S, X]), min_size=9, max_size=9)
people = st.tuples(*[st.integers(0, 10**7)] * 9)


@given(status_of, memberships, people)
def test_the_statuses_add_up_to_the_municipalities_and_the_parts_to_the_whole(
    statuses, regions, population
):
    study = grid(statuses, regions, population=population)
    for by in ("province", "regie-region"):
        table = agreements(study, by, forecast=date(2024, 1, 1))
        for row in table.rows:
            kinds = (row.units.count, row.negotiating, row.to_start, row.none, row.units.unknown)
            assert sum(kinds) == row.units.total
            assert row.regions_all_signed <= row.regions_signed <= row.regions_signed_max
            assert row.regions_all_signed <= row.regions_all_signed_max <= row.regions
            assert row.regions_signed_max <= row.regions
        for pick in ("regions", "regions_signed", "regions_signed_max", "negotiating"):
            assert getattr(table.whole, pick) == sum(getattr(row, pick) for row in table.parts)
        for share in ("units", "population", "forecast"):
            parts = [getattr(row, share) for row in table.parts]
            whole = getattr(table.whole, share)
            assert whole.count == sum(part.count for part in parts)
            assert whole.unknown == sum(part.unknown for part in parts)


@given(status_of, complete, memberships, st.lists(st.sampled_from("ABC-"), min_size=9, max_size=9))
def test_every_completion_of_the_unknown_lies_in_the_interval(statuses, truth, regions, homes):
    """The statuses and the memberships are completed; no region is new, and none is lost."""
    partial = agreements(grid(statuses, regions)).whole
    full = {k: statuses.get(k, truth[k - 1]) for k in range(1, 10)}
    known = set(regions.values())
    member = {k: homes[k - 1] for k in range(1, 10) if homes[k - 1] in known} | regions
    outside = tuple(k for k in range(1, 10) if k not in member)
    found = agreements(grid(full, member, outside=outside)).whole
    assert found.units.certain
    assert partial.units.low <= found.units.low <= partial.units.high
    assert partial.population.low <= found.population.low <= partial.population.high
    assert found.regions_signed == found.regions_signed_max
    assert partial.regions_signed <= found.regions_signed <= partial.regions_signed_max
    for before, after in zip(
        crossing(grid(statuses, regions)).answers,
        crossing(grid(full, member, outside=outside)).answers,
        strict=True,
    ):
        assert after.units.certain
        assert before.units.low <= after.units.low <= before.units.high
        assert before.population.low <= after.population.low <= before.population.high


@given(status_of, memberships)
def test_the_nine_cells_hold_every_municipality_once(statuses, regions):
    cells = crossing(grid(statuses, regions)).cells
    assert sorted(i for cell in cells for i in cell.units) == list(range(9))
    assert sum(cell.population for cell in cells) == 45_000
