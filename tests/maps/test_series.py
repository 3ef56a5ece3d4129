"""The plan of a series says of each page what the page says of itself, and makes no other."""

from dataclasses import replace

import pytest

from other_scheme import other_grid
from regiekaart import StudyChoice, load_study
from regiekaart.language import EN, NL
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.series import planned
from regiekaart.maps.theme import PLAIN
from tiny import grid_study

STUDIES = {
    "2017": lambda: load_study(StudyChoice(cycle="2017")),
    "2023": lambda: load_study(StudyChoice(cycle="2023")),
    "example": lambda: load_study(StudyChoice(example=True)),
    "woonmaatschappijen": lambda: load_study(StudyChoice(scheme="woonmaatschappijen")),
    "other": lambda: other_grid({1: "A", 2: "A", 9: "B"}),
    "nobody": lambda: grid_study({}),
}


@pytest.mark.parametrize("language", [NL, EN], ids=lambda language: language.code)
@pytest.mark.parametrize("name", STUDIES)
def test_the_plan_of_a_page_says_what_the_page_says(name, language):
    maker = PageMaker(STUDIES[name](), language, PLAIN)
    plans = list(planned(maker))
    assert plans
    for plan in plans:
        page = plan.make()
        assert (page.id, page.kind, page.area, page.theme) == (
            plan.id, plan.kind, plan.area, plan.theme,
        )  # fmt: skip


def test_one_page_is_as_it_is_in_the_whole_series(study_2023):
    series = PageMaker(study_2023, NL, PLAIN).pages()
    assert [page.page_number for page in series] == [
        f"{number} / {len(series)}" for number in range(1, len(series) + 1)
    ]
    for page in series:
        alone = PageMaker(study_2023, NL, PLAIN).pages((page.kind,), page.area, page.theme)
        assert page in alone


def test_a_page_that_is_not_asked_for_is_not_made(study_2023, monkeypatch):
    made = []
    whole = PageMaker.group_page
    monkeypatch.setattr(
        PageMaker, "group_page", lambda maker, group: made.append(group) or whole(maker, group)
    )
    maker = PageMaker(study_2023, NL, PLAIN)
    assert len(maker.pages(("province",))) == 5
    assert made == []
    assert len(maker.pages((study_2023.scheme.group_id,), "Interwaas")) == 1
    assert len(made) == 1


def test_areas_that_differ_in_signs_only_have_files_that_differ():
    study = grid_study({1: "A-B", 2: "A B"})
    pages = PageMaker(study, NL, PLAIN).pages((study.scheme.group_id,))
    assert sorted(page.id for page in pages) == ["regie-region-a-b", "regie-region-a-b-2"]
    assert replace(pages[0], id="") != replace(pages[1], id="")
