"""Study files that hold several studies, where they go and how they look."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiekaart import InputError
from regiekaart.build import choice as build_choice
from regiekaart.cli.making import MAP_FORMATS
from regiekaart.study import keys, load_study
from regiekaart.study.file import read_studies, read_study_file
from regiekaart.study.settings import OutputSettings, SubsidySettings


@pytest.fixture
def written(tmp_path):
    def write(text, name="studies.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems(path):
    with pytest.raises(InputError) as caught:
        read_studies(path)
    return {p.key: p for p in caught.value.problems}


def plans(path):
    return {plan.name: plan for plan in read_studies(path).plans}


def test_a_file_without_studies_is_one_study_without_a_name(written):
    (plan,) = read_studies(written('cycle = "2020"\n')).plans
    assert (plan.name, plan.choice.cycle, plan.label) == (None, "2020", "studies.toml")
    assert plan.output == OutputSettings()
    assert plan.choice.subsidy is None
    assert plan.theme is None


def test_where_the_outputs_go_and_how_they_look_stands_beside_the_study(written, tmp_path):
    (tmp_path / "stijl.toml").touch()
    (tmp_path / "huis.docx").touch()
    path = written(
        'theme = "stijl.toml"\n[output]\nfolder = "uit"\nlanguage = "en"\nparts = ["maps"]\n'
        'formats = ["svg", "pdf", "svg"]\ndpi = 300\nreport-formats = ["pdf"]\n'
        'template = "huis.docx"\nexport-formats = ["csv"]\n'
    )
    (plan,) = read_studies(path).plans
    assert plan.theme == tmp_path / "stijl.toml"
    assert plan.output == OutputSettings(
        folder=tmp_path / "uit", language="en", parts=("maps",), formats=("svg", "pdf"), dpi=300,
        report_formats=("pdf",), template=tmp_path / "huis.docx", export_formats=("csv",),
    )  # fmt: skip


def test_a_budget_is_euro_and_cents(written):
    text = '[subsidy]\nbudget = 2_500_000.5\nages = "18-64"\njobseekers-year = 2020\n'
    (plan,) = read_studies(written(text)).plans
    assert plan.choice.subsidy == SubsidySettings(
        budget=Decimal("2500000.50"), ages="18-64", jobseekers_year=2020
    )
    for wrong in ("0", "-1", "10.001", "nan", "inf", "1e16"):
        assert set(problems(written(f"[subsidy]\nbudget = {wrong}\n"))) == {"subsidy, budget"}


def test_a_study_takes_over_what_stands_at_the_top_and_says_what_differs(written, tmp_path):
    (tmp_path / "a.csv").touch()
    (tmp_path / "b.csv").touch()
    found = plans(
        written(
            'membership = "a.csv"\ncomplete = true\nboundaries = "embedded"\n'
            '[output]\nlanguage = "en"\ndpi = 300\n'
            '[subsidy]\nbudget = 5\n'
            '[[exemption]]\nrule = "form"\nregion = "A"\nreason = "boven"\n'
            '[[exemption]]\nrule = "form"\nregion = "B"\nreason = "boven"\n'
            '[[study]]\nname = "zelfde"\n'
            '[[study]]\nname = "anders"\nmembership = "b.csv"\n'
            '[study.output]\ndpi = 100\n'
            '[study.subsidy]\nages = "20-64"\n'
            '[[study.exemption]]\nrule = "form"\nregion = "a"\nreason = "hier"\n'
        )
    )  # fmt: skip
    same, other = found["zelfde"], found["anders"]
    assert (same.choice.membership, same.choice.complete) == (tmp_path / "a.csv", True)
    # How the list above is to be read says nothing of the one below.
    assert (other.choice.membership, other.choice.complete) == (tmp_path / "b.csv", None)
    assert other.choice.boundaries == "embedded"
    assert (same.output.dpi, other.output.dpi, other.output.language) == (300, 100, "en")
    assert other.choice.subsidy == SubsidySettings(budget=Decimal(5), ages="20-64")
    assert {e.group: e.reason for e in same.choice.exemptions} == {"A": "boven", "B": "boven"}
    assert {e.group: e.reason for e in other.choice.exemptions} == {"a": "hier", "B": "boven"}


def test_a_study_of_another_cycle_has_a_date_of_its_own(written):
    found = plans(
        written(
            'cycle = "2023"\ndate = 2024-05-01\npopulation-year = 2023\nbefore = "2017"\n'
            '[[study]]\nname = "nu"\n[[study]]\nname = "toen"\ncycle = "2020"\n'
            '[[study]]\nname = "later"\ndate = 2025-01-01\n'
        )
    )
    now, then, later = (found[name].choice for name in ("nu", "toen", "later"))
    assert (now.date, now.population_year, now.before) == (date(2024, 5, 1), 2023, "2017")
    assert (then.cycle, then.date, then.population_year, then.before) == ("2020", None, None, None)
    assert (later.date, later.population_year, later.before) == (date(2025, 1, 1), 2023, "2017")
    assert load_study(then).date == date(2020, 1, 1)


def test_how_to_read_lists_may_stand_above_studies_that_each_bring_one(written, tmp_path):
    (tmp_path / "a.csv").touch()
    found = plans(
        written(
            "complete = true\n"
            '[[study]]\nname = "met"\nmembership = "a.csv"\n[[study]]\nname = "zonder"\n'
        )
    )
    assert (found["met"].choice.complete, found["zonder"].choice.complete) == (True, None)
    assert set(problems(written('complete = true\n[[study]]\nname = "x"\n'))) == {"complete"}


def test_a_list_that_is_taken_over_for_another_cycle_is_told(written, tmp_path):
    (tmp_path / "a.csv").touch()
    text = (
        'membership = "a.csv"\n[[study]]\nname = "nu"\n[[study]]\nname = "toen"\ncycle = "2020"\n'
    )
    found = plans(written(text))
    (told,) = found["toen"].notices
    assert "a.csv" in told.message.nl
    assert "2020" in told.message.nl
    assert found["nu"].notices == ()


def test_the_example_and_a_list_replace_each_other(written, tmp_path):
    (tmp_path / "a.csv").touch()
    text = 'membership = "a.csv"\ncomplete = true\n[[study]]\nname = "x"\nexample = true\n'
    choice = plans(written(text))["x"].choice
    assert (choice.example, choice.membership, choice.complete) == (True, None, None)
    text = 'example = true\n[[study]]\nname = "x"\nmembership = "a.csv"\n'
    assert not plans(written(text))["x"].choice.example
    assert set(problems(written('example = true\nmembership = "a.csv"\n'))) == {"example"}


def test_the_staircase_takes_none_of_the_keys_and_says_so_where_they_stand_together(written):
    text = '[subsidy]\nbudget = 5\n[[study]]\nname = "x"\n[study.subsidy]\nscheme = "2014"\n'
    assert plans(written(text))["x"].choice.subsidy == SubsidySettings(scheme="2014")
    told = problems(written('[subsidy]\nscheme = "2014"\nbudget = 5\n'))
    assert set(told) == {"subsidy, budget"}
    text = '[subsidy]\nscheme = "2014"\nages = "18-64"\n[[study]]\nname = "x"\n'
    assert set(problems(written(text))) == {"subsidy, ages"}
    text = '[subsidy]\nscheme = "2014"\n[[study]]\nname = "x"\n[study.subsidy]\nbudget = 5\n'
    assert set(problems(written(text))) == {'study "x", subsidy, budget'}


def test_a_study_is_chosen_by_its_name_whatever_the_spelling(written):
    path = written('[[study]]\nname = "Voor-jaar"\n[[study]]\nname = "2020"\ncycle = "2020"\n')
    assert read_study_file(path.with_name("studies.toml#voor jaar")).cycle is None
    assert read_study_file(path.with_name("studies.toml#2020")).cycle == "2020"
    for name, message in (
        ("studies.toml", "meer dan één studie"),
        ("studies.toml#weg", "kies uit Voor-jaar, 2020"),
    ):
        with pytest.raises(InputError) as caught:
            read_study_file(path.with_name(name))
        assert message in caught.value.problems[0].message.nl
    written("", "leeg.toml")
    with pytest.raises(InputError) as caught:
        read_study_file(path.with_name("leeg.toml#x"))
    assert "zonder naam" in caught.value.problems[0].message.nl


def test_every_study_has_a_name_and_no_two_the_same(written):
    text = (
        '[[study]]\nname = "Nu"\n[[study]]\ncycle = "2020"\n[[study]]\nname = "nu"\n'
        '[[study]]\nname = "a#b"\n[[study]]\nname = "--"\n[[study]]\nname = 2020\n'
    )
    told = problems(written(text))
    assert set(told) == {f"study {i}, name" for i in (2, 3, 4, 5, 6)}
    assert "studie 1" in told["study 3, name"].message.nl


@pytest.mark.parametrize("text", ['study = "x"\n', "study = []\n", "[study]\nname = 'x'\n"])
def test_studies_without_double_brackets_are_explained(written, text):
    assert "[[study]]" in problems(written(text))["study"].message.nl


def test_a_table_that_is_none_is_explained(written):
    assert "[output]" in problems(written('output = "uit"\n'))["output"].message.nl


def test_a_file_with_very_many_studies_is_refused(written):
    text = "".join(f'[[study]]\nname = "s{i}"\n' for i in range(101))
    assert set(problems(written(text))) == {"study"}


def test_a_key_in_the_wrong_table_is_told_where_it_belongs(written):
    told = problems(
        written(
            'dpi = 100\nbudget = 5\nreason = "x"\n[output]\ncycle = "2020"\nages = "15-64"\n'
            '[[study]]\nname = "x"\nformats = ["png"]\n[study.output]\ndate = 2023-01-01\n'
        )
    )
    where = {column: p.message.en.rpartition("belongs ")[2] for column, p in told.items()}
    assert where == {
        "dpi": "below [output]",
        "budget": "below [subsidy]",
        "reason": "below [[exemption]]",
        "output, cycle": "above the first heading ([...])",
        "output, ages": "below [subsidy]",
        'study "x", formats': "below [study.output]",
        'study "x", output, date': "right below [[study]]",
    }


def test_a_slip_of_the_pen_in_a_table_has_a_suggestion(written):
    told = problems(written('[output]\nformat = ["png"]\nparts = ["map"]\n[subsidy]\nage = "x"\n'))
    assert told["output, format"].suggestion == "formats"
    assert told["output, parts"].suggestion == "maps"
    assert told["subsidy, age"].suggestion == "ages"


def test_everything_that_is_not_there_is_told_at_once_with_its_key(written, tmp_path):
    (tmp_path / "leden.csv").touch()
    (tmp_path / "bestand").touch()
    (tmp_path / "map").mkdir()
    told = problems(
        written(
            'membership = "ledne.csv"\nagreements = "map"\nboundaries = "weg.gpkg"\n'
            'theme = "weg.toml"\nbefore = "oud.csv"\ndate = 1950-01-01\npopulation-year = 1900\n'
            '[output]\nfolder = "bestand/uit"\ntemplate = "weg.docx"\n'
            "[subsidy]\nworking-age-year = 1900\njobseekers-year = 1900\n"
            '[[study]]\nname = "x"\ncycle = "2019"\nmembership = "nergens.csv"\n'
        )
    )
    assert set(told) == {
        "membership", "agreements", "boundaries", "theme", "before", "date", "population-year",
        "output, folder", "output, template", "subsidy, working-age-year",
        "subsidy, jobseekers-year", 'study "x", cycle', 'study "x", membership',
    }  # fmt: skip
    assert told["membership"].suggestion == "leden.csv"
    assert "is een map" in told["agreements"].message.nl
    assert "is een bestand" in told["output, folder"].message.nl
    assert {p.file for p in told.values()} == {"studies.toml"}


def test_a_name_that_no_disk_takes_is_not_found(written):
    for key in ("membership", "before", "boundaries", "theme"):
        assert set(problems(written(f'{key} = "{"x" * 5000}.csv"\n'))) == {key}
        assert set(problems(written(f'{key} = "{"x" * 5000}#y"\n'))) == {key}


def test_what_to_compare_with_lies_before_the_study(written):
    assert set(problems(written('cycle = "2020"\nbefore = "2023"\n'))) == {"before"}
    text = 'before = "2017"\n[[study]]\nname = "x"\ncycle = "2020"\nbefore = "2020"\n'
    assert set(problems(written(text))) == {'study "x", before'}


def test_a_list_may_name_its_sheet(written, tmp_path):
    (tmp_path / "vdab.xlsx").touch()
    choice = read_study_file(written('agreements = "vdab.xlsx#Stand"\n'))
    assert choice.agreements == tmp_path / "vdab.xlsx#Stand"


def test_the_parts_and_formats_of_a_file_are_those_of_a_build():
    assert build_choice.PARTS == keys.PARTS
    assert build_choice.REPORT_FORMATS == keys.REPORT_FORMATS
    assert build_choice.FORMATS == keys.EXPORT_FORMATS
    assert MAP_FORMATS == keys.MAP_FORMATS


DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_the_study_file_of_the_guide_is_one(tmp_path):
    page = (DOCS / "handleiding" / "07-verslag.md").read_text(encoding="utf-8")
    body = re.search(r"^```toml studie.toml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)[1]
    for name in ("leden.csv", "huisstijl.toml"):
        (tmp_path / name).touch()
    path = tmp_path / "studie.toml"
    path.write_text(body, encoding="utf-8")
    assert [plan.name for plan in read_studies(path).plans] == ["begin", "vandaag"]


def test_the_page_on_study_files_names_every_key_and_its_examples_are_right(tmp_path):
    page = (DOCS / "study-file.md").read_text(encoding="utf-8")
    every = [*keys.STUDY, *(k for table in keys.TABLES.values() for k in table), *keys.EXEMPTION]
    for key in every:
        assert f"`{key.name}`" in page, key.name
    examples = [
        "\n".join(line[4:] for line in block.splitlines())
        for block in re.findall(r"(?:^(?: {4}.*)?\n)+", page, re.MULTILINE)
        if "= " in block
    ]
    assert len(examples) == 2
    for name in ("leden.xlsx", "leden-2020.xlsx", "huisstijl.toml"):
        (tmp_path / name).touch()
    for text in examples:
        assert tomllib.loads(text)
        path = tmp_path / "studie.toml"
        path.write_text(text, encoding="utf-8")
        assert read_studies(path).plans


NAMES = [key.name for key in (*keys.STUDY, *keys.OUTPUT, *keys.SUBSIDY, *keys.EXEMPTION)]
LITERALS = [
    "true", "1", "-1", "2023", "nan", "1e300", "2023-01-01", "9999-12-31", "12:00:00", '""',
    '"2023"', '"2014"', '"x#y"', '"../.."', '"."', '"/"', '"\\u0000"', '"\\u202e"', "[]", '["png"]',
    "[[1]]", "{}", "{a = 1}", '"' + "x" * 300 + '"', "9" * 30,
    '"' + "x" * 300 + '#y"',
]  # fmt: skip
HEADINGS = [
    "", "[output]", "[subsidy]", "[[exemption]]", "[[study]]", "[study.output]", "[[study.study]]",
    "[study.subsidy]", "[[study.exemption]]", "[theme]",
]  # fmt: skip
TABLES = st.tuples(
    st.sampled_from(HEADINGS),
    st.dictionaries(st.sampled_from([*NAMES, "name", "x"]), st.sampled_from(LITERALS), max_size=6),
)


def plans_or_problems(path):
    try:
        return read_studies(path).plans, ()
    except InputError as error:
        return (), error.problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.lists(TABLES, max_size=5))
def test_whatever_stands_in_it_a_file_is_read_or_refused(written, tables):
    lines = [f"{h}\n" + "".join(f"{k} = {v}\n" for k, v in t.items()) for h, t in tables]
    found, problems = plans_or_problems(written("".join(lines)))
    assert bool(found) != bool(problems)
    assert all(p.file == "studies.toml" for p in problems)
    assert all(p.line().isprintable() for p in problems)
