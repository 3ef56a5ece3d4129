"""Days as people and spreadsheets write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.errors import ProblemLog
from regiekaart.facts.dates import likely_date, parse_date, serial_day
from regiekaart.facts.daycells import DayCells, doubtful_numbers
from regiekaart.facts.flanders import history
from regiekaart.facts.listfile import ListFile
from regiekaart.facts.unit_finder import Place
from regiekaart.language import EN, NL

NEW_YEAR = date(2022, 1, 1)
PLACE = Place(ListFile("lijst.csv", None, {"valid_from": "vanaf"}, ()), 2)


@pytest.mark.parametrize(
    "cell",
    ["2022-01-01", "2022-1-1", "2022/01/01", "2022.01.01", "20220101", "2022-01-01T00:00:00",
     "1/1/2022", "01-01-2022", "1.1.2022", "1 / 1 / 2022", "1/01/2022 0:00:00", "1-1-22",
     "01-01-22", "1/1/22", "01/01/22", "1 januari 2022", "1 JANUARI 2022", "1 jan. 2022",
     "1 jan 2022", "1 jan '22", "1-jan-22", "1-jan-2022", "01/jan/2022", "za 1 januari 2022",
     "zaterdag 1 januari 2022", "1e januari 2022", "1ste januari 2022", "1 January 2022",
     "January 1, 2022", "Saturday, January 1, 2022", "Jan. 1st 2022", "  1  januari   2022 "],
)  # fmt: skip
def test_new_year_is_new_year_however_it_is_written(cell):
    assert parse_date(cell) == NEW_YEAR


@pytest.mark.parametrize(
    "cell",
    ["", "ooit", "2022", "januari 2022", "jan/22", "1/1", "31/02/2022", "1 foo 2022",
     "snoensdag 1 januari 2022", "1 mei 99", "1/1/09", "1/1/50", "44562", "1 januari 22022"],
)  # fmt: skip
def test_what_names_no_day_for_sure_is_no_day(cell):
    assert parse_date(cell) is None


@pytest.mark.parametrize(
    ("cell", "likely"),
    [
        ("15-06-21", date(2021, 6, 15)),
        ("12.10.11", date(2011, 10, 12)),
        ("1/13/2022", date(2022, 1, 13)),
        ("2022-01-01 10:30", NEW_YEAR),
        ("44562", NEW_YEAR),
        ("44562.0", NEW_YEAR),
    ],
)
def test_what_may_mean_two_days_is_refused_with_the_likely_one(cell, likely):
    assert parse_date(cell) is None
    assert likely_date(cell) == likely


@given(st.dates(date(2012, 1, 1), date(2026, 12, 31)))
def test_every_day_comes_back_from_every_way_of_writing_it(day):
    ways = [day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day:%y}", NL.date(day),
            EN.date(day), f"{day:%Y%m%d}"]  # fmt: skip
    assert {parse_date(way) for way in ways} == {day}
    assert serial_day(str((day - date(1899, 12, 30)) // timedelta(days=1))) == day


@given(st.text(max_size=25))
def test_any_text_is_a_day_or_none(text):
    assert isinstance(parse_date(text), date | None)
    assert isinstance(likely_date(text), date | None)


def read(*cells):
    log = ProblemLog("lijst.csv")
    days = DayCells(log)
    found = [days.read("valid_from", cell, PLACE) for cell in cells]
    days.tell()
    return found, log


def test_day_numbers_are_read_and_told_in_one_line():
    found, log = read("44562", "44563", "44562,0", "")
    assert found == [NEW_YEAR, date(2022, 1, 2), NEW_YEAR, None]
    (notice,) = log.notices
    assert "44562 = 1 januari 2022, 44563 = 2 januari 2022" in notice.message.nl
    assert (notice.column, notice.value, notice.suggestion) == ("vanaf", "44562", "2022-01-01")


def test_a_day_number_that_is_a_code_too_or_far_off_is_refused_with_its_day():
    found, log = read("44021", "73050")
    assert found == [None, None]
    assert [p.suggestion for p in log.errors] == ["2020-07-09", "2099-12-31"]


def test_the_doubtful_numbers_are_codes():
    codes = {nis for nis, _name in history().name_pairs()}
    assert doubtful_numbers() < codes
    assert {"44021", "46021", "41002"} <= doubtful_numbers()
