from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from regiekaart import NL, StudyChoice, load_study
from regiekaart.analysis.subsidy import subsidy
from regiekaart.words.agreement_answer import answer_table
from regiekaart.words.history import history_table
from regiekaart.words.joined import joined_table
from regiekaart.words.sources import source_table
from regiekaart.words.table import Share
from regiekaart.words.tables import unit_table
from tiny import grid_study


def column(table, key):
    position = next(i for i, c in enumerate(table.columns) if c.key == key)
    return [row[position] for row in table.rows]


def test_every_municipality_has_one_row_with_what_the_other_tables_say(study_2023):
    joined, units = joined_table(study_2023), unit_table(study_2023)
    for key in ("nis", "region", "membership", "population", "source", "note"):
        assert column(joined, key) == column(units, key)
    assert len({c.key for c in joined.columns}) == len(joined.columns)


def test_the_working_age_of_the_members_adds_up_to_that_of_the_subsidy(study_2023):
    joined = joined_table(study_2023)
    pairs = zip(column(joined, "region"), column(joined, "working_age"), strict=True)
    inside = sum(count for region, count in pairs if region)
    assert inside == subsidy(study_2023).whole.working_age


def test_who_merged_has_no_jobseekers_of_its_own(study_2023):
    joined = joined_table(study_2023)
    found = dict(zip(column(joined, "municipality"), column(joined, "jobseekers"), strict=True))
    assert found["Aartselaar"] == 288
    assert found["Borsbeek"] is None
    assert found["Herstappe"] is None


def test_a_country_of_ones_own_has_no_such_counts():
    keys = {c.key for c in joined_table(grid_study({1: "A"})).columns}
    assert not keys & {"working_age", "jobseekers"}


def test_the_history_has_a_row_per_cycle_and_says_what_was_announced(study_2023):
    table = history_table(study_2023)
    cycles = [NL.say(cell) for cell in column(table, "cycle")]
    assert cycles == ["2017-2019", "2020-2022", "2023-2025"]
    assert column(table, "population_announced")[2] == Fraction(9313, 10000)
    shares = column(table, "population_share")
    assert all(isinstance(share, Share) for share in shares)
    told = column(table, "population_announced")
    assert all(s.low <= each <= s.high for s, each in zip(shares, told, strict=True))


def test_the_day_of_the_study_stands_in_its_own_cycle():
    study = load_study(StudyChoice(cycle="2020", date=date(2022, 10, 17)))
    assert column(history_table(study), "date")[1] == date(2022, 10, 17)


def test_the_published_agreements_stand_as_printed():
    table = answer_table(load_study(StudyChoice(cycle="2020")))
    rows = {tuple(str(getattr(c, "nl", c)) for c in row[:2]): row[2:] for row in table.rows}
    assert rows["gemeenten", "Antwerpen"][:4] == (
        51,
        70,
        Fraction(73, 100),
        Fraction(51, 70),
    )
    assert rows["regiegebieden", "Vlaanderen"][4:] == (
        33,
        37,
        Fraction(89, 100),
        Fraction(33, 37),
    )


def test_nothing_was_published_on_agreements_before_2020():
    assert answer_table(load_study(StudyChoice(cycle="2017"))) is None


def test_each_source_stands_once_with_the_municipalities_that_rely_on_it(study_2023):
    table = source_table(study_2023)
    named = [(row[0].nl, row[1]) for row in table.rows if isinstance(row[1], str)]
    assert len(named) == len(set(named))
    west = next(row for row in table.rows if "regiowerking-westhoek" in str(row[1]))
    assert west[2] == len(west[3].split(", ")) == 17


@pytest.mark.parametrize("cell", ["source", "subject"])
def test_the_sources_are_never_empty(example, cell):
    assert all(column(source_table(example), cell))
