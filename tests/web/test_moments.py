"""Which moments the page has, and that none is shown with borders that are not its own."""

from __future__ import annotations

from datetime import date

import pytest

from regiekaart.facts.flanders import history
from regiekaart.facts.published import day_of
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.moments import moments, turning_points
from web.browsing import study_of

LIST = "nis;regiegebied\n11001;Eigen gebied\n11004;Eigen gebied\n"


def days(found):
    return [(m.study.cycle.id, m.study.date.isoformat()) for m in found]


@pytest.fixture
def own_list(tmp_path):
    path = tmp_path / "leden.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_study_that_ships_has_every_cycle_and_the_days_on_which_something_changed():
    found = moments(study_of())
    assert days(found.shown) == [
        ("2017", "2017-01-01"),
        ("2017", "2019-01-01"),
        ("2020", "2020-01-01"),
        ("2020", "2022-10-17"),
        ("2023", "2023-01-01"),
        ("2023", "2023-03-19"),
        ("2023", "2025-01-01"),
    ]
    assert found.shown[found.opened].study is study_of()
    assert not found.left_out
    assert found.notice.nl == ""


def test_the_turning_points_are_days_of_the_tables():
    # Mergers, and the later versions of the reference regions.
    starts = {row.valid_from for row in history().part_rows}
    published = day_of("2022-10-17")
    assert set(history().waves) <= set(turning_points(study_of()))
    assert set(turning_points(study_of())) - set(history().waves) - starts == {published}


def test_a_chosen_day_stands_among_the_others():
    study = load_study(StudyChoice(cycle="2023", date=date(2024, 5, 1), boundaries="embedded"))
    found = moments(study)
    assert days(found.shown)[-2:] == [("2023", "2024-05-01"), ("2023", "2025-01-01")]
    assert found.shown[found.opened].study is study


def test_an_own_list_has_its_own_moment_after_the_cycles_that_ship(own_list):
    study = load_study(StudyChoice(membership=own_list, boundaries="embedded"))
    found = moments(study)
    assert days(found.shown) == [
        ("2017", "2017-01-01"),
        ("2017", "2019-01-01"),
        ("2020", "2020-01-01"),
        ("2023", "2023-01-01"),
    ]
    assert [m.study.own_list for m in found.shown] == [False, False, False, True]


def test_of_an_own_list_the_cycle_before_may_be_an_own_list_as_well(own_list):
    study = load_study(StudyChoice(membership=own_list, before=own_list, boundaries="embedded"))
    found = moments(study)
    assert [m.study.own_list for m in found.shown] == [False, False, True, True]


def test_the_example_stands_alone():
    found = moments(study_of(example=True))
    assert len(found.shown) == 1
    assert found.shown[0].study.fictional


def test_borders_of_after_the_mergers_show_no_moment_before_them(official_shapes):
    file = str(official_shapes / "refgem_2019.gpkg")
    found = moments(load_study(StudyChoice(cycle="2023", boundaries=file)))
    assert days(found.left_out) == [("2017", "2017-01-01")]
    assert "1 januari 2017" in found.notice.nl
    assert "1 January 2017" in found.notice.en
    assert {len(m.study.codes) for m in found.shown} == {300, 285}


def test_all_moments_are_drawn_with_the_borders_of_the_study():
    found = moments(study_of())
    assert len({m.study.boundaries.sha256 for m in found.shown}) == 1


def test_every_moment_has_a_name_of_its_own():
    names = [m.id for m in moments(study_of()).shown]
    assert len(set(names)) == len(names)
    assert FLANDERS.newest_cycle.id in names[-1]
