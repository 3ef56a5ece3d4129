"""What must never pass in silence: each of these is refused, or told, wherever it comes in."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.coverage import Coverage, as_json, coverage
from regiekaart.analysis.figures import Provenance, Share
from regiekaart.errors import InputError
from regiekaart.facts import population
from regiekaart.language import EN, NL
from regiekaart.scheme.flanders import PROVINCE
from regiekaart.study.model import Partition
from tiny import grid_study


@pytest.fixture
def listed(tmp_path):
    """Write a list of members and return the study that takes it."""

    def listed(text, **settings):
        path = tmp_path / "leden.csv"
        path.write_text(text, encoding="utf-8")
        return load_study(StudyChoice(cycle="2023", membership=path, **settings))

    return listed


# A member without population


def test_a_municipality_that_the_population_lacks_is_named(monkeypatch):
    whole = population.population()
    year = {nis: n for nis, n in whole.by_year[2023].items() if nis != "11002"}
    lacking = replace(whole, by_year={**whole.by_year, 2023: year})
    monkeypatch.setattr(population, "population", lambda: lacking)
    with pytest.raises(InputError, match=r"2023.*11002"):
        load_study(StudyChoice(cycle="2023"))


@pytest.mark.parametrize("people", [(1, 2, 3), (1, 2, 3, 4, 5, 6, 7, 8, -9)])
def test_a_study_has_a_number_of_inhabitants_for_each_unit_and_none_below_zero(people):
    with pytest.raises(ValueError, match="population"):
        replace(grid_study({1: "A"}), population=np.array(people))


# A municipality outside the vintage


@pytest.mark.parametrize(
    "row",
    ["21004;Brussel", "46030;Beveren-Kruibeke-Zwijndrecht", "62063;Luik"],
    ids=["outside Flanders", "only since 2025", "in Wallonia"],
)
def test_a_municipality_that_is_not_there_on_the_date_is_an_error(listed, row):
    with pytest.raises(InputError, match=row[:5]):
        listed(f"nis;gemeente;regiegebied\n{row};A\n")


def test_a_unit_of_no_group_and_no_part_that_exist_is_refused():
    study = grid_study({1: "A", 2: "B"})
    with pytest.raises(ValueError, match="group"):
        replace(study, group_of=np.where(study.group_of == 1, 7, study.group_of))
    broken = Partition(study.partitions[PROVINCE].kind, ("Noord",), np.full(9, 3))
    with pytest.raises(ValueError, match="province"):
        replace(study, partitions={PROVINCE: broken})


# A double membership


def test_a_municipality_in_two_regions_is_an_error_that_names_both(listed):
    with pytest.raises(InputError) as told:
        listed("gemeente;regiegebied\nGent;A\nAalst;A\nGent;B\n")
    lines = " ".join(problem.line(NL) for problem in told.value.problems)
    assert all(word in lines for word in ("Gent", "rij 2", "rij 4"))


def test_the_parts_of_a_merged_municipality_in_two_regions_are_no_guess(listed):
    text = "gemeente;regiegebied\nBilzen;A\nHoeselt;B\n"
    assert len(listed(text).groups) == 2
    with pytest.raises(InputError, match="Bilzen-Hoeselt"):
        listed(text, date=date(2025, 1, 1))


# A share above one


@given(st.integers(-3, 12), st.integers(-3, 12), st.integers(-3, 12))
def test_a_share_lies_between_nothing_and_all_or_is_refused(count, unknown, total):
    provenance = Provenance.of(grid_study({1: "A"}))
    numbers = {"count": count, "unknown": unknown, "total": total}
    if min(count, unknown) < 0 or count + unknown > total:
        with pytest.raises(ValueError, match="do not fit"):
            Share(measure="municipalities", group="A", provenance=provenance, **numbers)
    else:
        share = Share(measure="municipalities", group="A", provenance=provenance, **numbers)
        assert share.low is None or 0 <= share.low <= share.high <= 1


# Groups that do not add up to the whole


@given(st.dictionaries(st.integers(1, 9), st.sampled_from("ABC")), st.sets(st.integers(1, 9)))
def test_the_parts_of_every_table_add_up_to_the_whole(regions, outside):
    study = grid_study(regions, outside=tuple(outside - set(regions)))
    for by in (PROVINCE, "regie-region"):
        whole, *parts = coverage(study, by).rows
        for measure in ("units", "population"):
            for number in ("count", "unknown", "total"):
                total = sum(getattr(getattr(row, measure), number) for row in parts)
                assert total == getattr(getattr(whole, measure), number)


def test_a_table_whose_parts_do_not_add_up_is_refused():
    table = coverage(grid_study({1: "A", 9: "B"}), PROVINCE)
    with pytest.raises(ValueError, match="add up"):
        Coverage(table.study, table.by, table.rows[:-1])
    with pytest.raises(ValueError, match="add up"):
        Coverage(table.study, table.by, (*table.rows, table.rows[-1]))


# A partial list read as complete


LIST = "gemeente;regiegebied{}\nGent;A{}\n"


def test_a_list_that_does_not_say_is_partial_and_the_figure_says_so(listed):
    study = listed(LIST.format("", ""))
    assert not study.complete
    assert as_json(coverage(study))["study"]["complete"] is False
    whole = coverage(study).whole.units
    assert (whole.count, whole.unknown) == (1, 299)
    assert "tot" in whole.text(NL)
    assert "to" in whole.text(EN)
    assert "onvolledig" in Provenance.of(study).source_line(NL)


def test_a_list_that_calls_itself_partial_is_not_made_complete_in_silence(listed):
    text = LIST.format(";lijst", ";gedeeltelijk")
    assert not listed(text).complete
    told = [problem.line(NL) for problem in listed(text, complete=True).notices]
    assert any("gedeeltelijk" in line for line in told)


def test_a_complete_list_can_hold_nothing_unknown(listed):
    with pytest.raises(InputError, match="unknown"):
        listed("gemeente;regiegebied;lijst\nGent;A;volledig\nAalst;onbekend;\n")


@pytest.mark.parametrize("output", ["table", "csv", "json"])
def test_every_output_of_a_partial_list_has_an_upper_bound(run, output):
    _, out, _ = run("coverage", "--cycle", "2023", "--format", output)
    bound = {"table": "tot 100,00", "csv": "(maximum)", "json": "municipality_share_max"}
    assert bound[output] in out
