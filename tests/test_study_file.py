from datetime import date
from pathlib import Path

import pytest

from regiekaart import InputError
from regiekaart.language import EN
from regiekaart.study.file import read_study_file
from regiekaart.study.model import Exemption


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "studie.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems(path):
    with pytest.raises(InputError) as caught:
        read_study_file(path)
    return caught.value.problems


def test_the_keys_are_those_of_the_command_line(written, tmp_path):
    (tmp_path / "leden.csv").touch()
    (tmp_path / "vorige.csv").touch()
    path = written(
        'cycle = "2020"\ndate = 2021-05-01\npopulation-year = 2020\nmembership = "leden.csv"\n'
        'complete = true\nsheet = "Blad1"\nboundaries = "embedded"\nbefore = "vorige.csv"\n'
    )
    choice = read_study_file(path)
    assert (choice.cycle, choice.date, choice.population_year) == ("2020", date(2021, 5, 1), 2020)
    assert (choice.complete, choice.sheet, choice.boundaries) == (True, "Blad1", "embedded")
    assert choice.membership == path.parent / "leden.csv"
    assert choice.before == path.parent / "vorige.csv"


def test_an_exemption_has_a_rule_a_region_a_reason_and_perhaps_an_end(written):
    path = written(
        '[[exemption]]\nrule = "form"\nregion = "A"\nreason = "besluit"\nuntil = 2025-12-31\n'
    )
    assert read_study_file(path).exemptions == (
        Exemption("form", "A", "besluit", date(2025, 12, 31)),
    )


def test_a_slip_of_the_pen_is_an_error_with_a_suggestion(written):
    (problem,) = problems(written('cylce = "2023"\n'))
    assert (problem.value, problem.suggestion) == ("cylce", "cycle")
    (problem,) = problems(written("population_year = 2023\n"))
    assert problem.suggestion == "population-year"


def test_all_problems_are_told_at_once(written):
    text = 'date = "gisteren"\ncomplete = "ja"\n[[exemption]]\nrule = "vorm"\nregion = "A"\n'
    told = problems(written(text))
    assert [p.key for p in told] == ["date", "complete", "exemption 1", "exemption 1, rule"]


def test_a_settings_file_has_keys_and_no_columns(written):
    (problem,) = problems(written('cicle = "2023"\n'))
    assert problem.place() == "studie.toml, sleutel cicle"
    assert problem.place(EN) == "studie.toml, key cicle"
    assert problem.as_json()["column"] == "cicle"


def test_an_exemption_without_brackets_is_explained(written):
    (problem,) = problems(written('exemption = "form"\n'))
    assert "[[exemption]]" in problem.message.nl


def test_what_is_no_toml_is_an_error_that_says_where(written):
    (problem,) = problems(written("cycle = \n"))
    assert problem.file == "studie.toml"
    assert "line 1" in problem.message.en


def test_a_file_that_is_not_there_is_named(tmp_path):
    (problem,) = problems(tmp_path / "weg.toml")
    assert problem.line().count("weg.toml") == 1


def test_a_file_that_is_too_large_is_refused(written):
    (problem,) = problems(written("#" * 1_000_001))
    assert "1 MB" in problem.message.nl


def test_the_file_is_not_changed(written):
    path = written('cycle = "2023"\n')
    read_study_file(path)
    assert Path(path).read_text(encoding="utf-8") == 'cycle = "2023"\n'


@pytest.mark.parametrize(
    ("text", "nl", "en"),
    [
        ("cycle = \n", "op regel 1, kolom 9", "line 1, column 9: Invalid value"),
        ('cycle = "2023', "geen geldig TOML", "not valid TOML"),
        ("population-year = " + "9" * 5000, "te veel cijfers", "too many digits"),
        ("population-year = 0x" + "f" * 9000, "te veel cijfers", "too many digits"),
        ("cycle = 2023-01-01T12:00:00", "2023-01-01T12:00:00 is niet", "2023-01-01T12:00:00 is"),
    ],
)
def test_what_is_wrong_is_said_in_the_language_of_the_reader(written, text, nl, en):
    (problem,) = problems(written(text))
    assert nl in problem.message.nl
    assert en in problem.message.en
    assert "Invalid" not in problem.message.nl
    assert "datetime" not in problem.line()


def test_a_key_that_means_nothing_alone_is_named_with_its_file(written):
    told = problems(written('complete = true\nsheet = "x"\nbefore-complete = true\n'))
    assert [p.key for p in told] == ["complete", "sheet", "before-complete"]
    assert {p.file for p in told} == {"studie.toml"}
    assert "geef ook before" in told[-1].message.nl


def test_hidden_characters_are_refused_and_do_not_reach_a_terminal(written):
    text = (
        'boundaries = "\\u001b[31mrood"\n"\\u202ekey" = 1\n'
        '[[exemption]]\nrule = "form"\nregion = "A\\u200b"\nreason = "x\\u202ey"\n'
    )
    told = problems(written(text))
    assert {p.key for p in told} >= {"boundaries", "exemption 1, region", "exemption 1, reason"}
    assert all(p.line().isprintable() for p in told)
    assert all(v is None or str(v).isprintable() for p in told for v in p.as_json().values())


def test_two_exemptions_for_one_rule_and_region_are_an_error(written):
    one = '[[exemption]]\nrule = "form"\nregion = "{}"\nreason = "x"\n'
    (problem,) = problems(written(one.format("Midden-West") + one.format("midden west")))
    assert problem.key == "exemption 2"
    other = one.replace('"form"', '"minimum-population"')
    assert len(read_study_file(written(one.format("A") + other.format("A"))).exemptions) == 2
