"""The study file that is written for people, and the schema for their editors."""

import json
import re
import tomllib
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiekaart import EN, NL, StudyChoice
from regiekaart.facts.region_names import MAX_NAME
from regiekaart.paths import shipped_data
from regiekaart.study import Exemption
from regiekaart.study.file import read_studies
from regiekaart.study.keys import EXEMPTION, NAME, STUDY, TABLES
from regiekaart.study.schema import SCHEMA_NAME, schema_text
from regiekaart.study.settings import OutputSettings, StudyPlan, SubsidySettings
from regiekaart.study.writing import study_file_text

ENGLISH = ("members.xlsx", "house-style.toml", "template.docx")
FILES = (
    *ENGLISH,
    "leden.xlsx",
    "vdab.xlsx",
    "huisstijl.toml",
    "sjabloon.docx",
    "vorige.csv",
    "Grens 1.gpkg",
)
COMMENTED = re.compile(r"^# (?=[\w\[])", re.MULTILINE)


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        (tmp_path / name).touch()
    return tmp_path


def read(folder, text) -> StudyPlan:
    path = folder / "studie.toml"
    path.write_text(text, encoding="utf-8")
    (plan,) = read_studies(path).plans
    return plan


@pytest.mark.parametrize("language", [NL, EN])
@pytest.mark.parametrize("cycle", ["2017", "2020", "2023"])
def test_a_file_of_nothing_chosen_is_a_plain_study(folder, language, cycle):
    plan = read(folder, study_file_text(StudyChoice(cycle=cycle), language))
    assert plan.choice == StudyChoice(cycle=cycle)
    assert plan.output == OutputSettings()


@pytest.mark.parametrize("language", [NL, EN])
def test_every_key_is_explained_in_the_language_with_what_holds_without_it(language):
    text = " ".join(study_file_text(language=language).replace("\n## ", " ").split())
    for key in (*STUDY, *(k for keys in TABLES.values() for k in keys), *EXEMPTION, NAME):
        assert language.say(key.about) in text
        assert language.say(key.without).casefold() in text.casefold()
        assert f"# {key.name} = " in text


def test_what_is_written_fits_on_a_page():
    assert max(map(len, study_file_text().splitlines())) <= 96


@pytest.mark.parametrize("language", [NL, EN])
@pytest.mark.parametrize("cycle", ["2017", "2020", "2023"])
def test_each_line_that_is_uncommented_is_one_that_the_reader_takes(folder, cycle, language):
    text = study_file_text(StudyChoice(cycle=cycle), language)
    lines = text.splitlines()
    choices = [i for i, line in enumerate(lines) if COMMENTED.match(line)]
    company = {"complete": "membership", "sheet": "membership", "before-complete": "before"}
    tried = 0
    for i in choices[: choices.index(lines.index("# [[exemption]]"))]:
        name = lines[i].split()[1]
        kept = [line[2:] if j == i else line for j, line in enumerate(lines)]
        if name in company:
            other = f'{company[name]} = "leden.xlsx"'
            kept.insert(0, other)
        assert read(folder, "\n".join(kept))
        tried += 1
    assert tried >= 20 - (cycle == "2017")


def test_the_defaults_that_are_commented_out_are_those_of_the_study(folder):
    text = study_file_text(StudyChoice(cycle="2020", date=date(2021, 6, 1)))
    document = tomllib.loads(COMMENTED.sub("", text))
    assert document["population-year"] == 2021
    assert document["before"] == "2017"
    assert document["subsidy"]["scheme"] == "2014"
    assert document["subsidy"]["jobseekers-year"] == 2020
    assert "\n# before = " not in study_file_text(StudyChoice(cycle="2017"))
    assert read(folder, text).choice.date == date(2021, 6, 1)


def test_paths_inside_the_folder_are_written_from_there(folder):
    choice = StudyChoice(
        membership=folder / "leden.xlsx", complete=True, agreements=folder / "vdab.xlsx#Stand",
        boundaries=str(folder / "Grens 1.gpkg"), before=folder / "vorige.csv",
    )  # fmt: skip
    output = OutputSettings(folder=folder / "uit", template=folder / "sjabloon.docx")
    text = study_file_text(choice, output=output, theme=folder / "huisstijl.toml", folder=folder)
    assert str(folder) not in text
    plan = read(folder, text)
    assert (plan.choice, plan.output) == (choice, output)
    assert plan.theme == folder / "huisstijl.toml"


def test_a_file_by_the_name_of_a_cycle_or_of_a_word_stays_a_file(folder):
    for name in ("2020", "official"):
        (folder / name).touch()
    choice = StudyChoice(before=folder / "2020", boundaries=str(folder / "official"))
    assert read(folder, study_file_text(choice, folder=folder)).choice == choice


WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=' "\\#]='), min_size=1
).filter(lambda word: word.strip() == word and any(c.isalnum() for c in word))
SHEETS = st.none() | WORDS
YEARS = st.integers(2015, 2022)
# A longer one is refused as the name of a region.
NAMES = WORDS.filter(lambda word: len(word) <= MAX_NAME)
EXEMPTIONS = st.builds(
    Exemption, st.sampled_from(["form", "contiguity"]), NAMES, WORDS, st.none() | st.dates()
)
SUBSIDIES = st.builds(
    SubsidySettings,
    scheme=st.none() | st.just("2023"),
    budget=st.none() | st.decimals("0.01", "9999999.99", places=2),
    ages=st.none() | st.sampled_from(["15-64", "18-64"]),
    working_age_year=st.none() | YEARS,
    jobseekers_year=st.none() | YEARS,
    split_jobseekers=st.none() | st.sampled_from(["working-age", "refuse"]),
)
OUTPUTS = st.builds(
    OutputSettings,
    language=st.sampled_from(["nl", "en", None]),
    parts=st.none() | st.just(("maps", "web")),
    formats=st.none() | st.just(("svg", "png")),
    dpi=st.none() | st.integers(50, 600),
    report_formats=st.none() | st.just(("docx",)),
    export_formats=st.none() | st.just(("csv",)),
)


@st.composite
def choices(draw):
    """A choice; its list stands in a folder that is not known yet."""
    listed = draw(st.sampled_from(["membership", "example", None]))
    own = {}
    if listed == "membership":
        own = {"complete": draw(st.sampled_from([True, False, None])), "sheet": draw(SHEETS)}
    subsidy = draw(SUBSIDIES)
    return listed == "membership", StudyChoice(
        cycle=draw(st.sampled_from(["2020", "2023", None])),
        date=draw(st.none() | st.dates(date(2023, 1, 1), date(2025, 12, 31))),
        example=listed == "example",
        exemptions=tuple(draw(st.lists(EXEMPTIONS, max_size=3, unique_by=lambda e: e.rule))),
        subsidy=None if subsidy == SubsidySettings() else subsidy,
        **own,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(chosen=choices(), output=OUTPUTS, language=st.sampled_from([NL, EN]))
def test_read_back_it_gives_the_same_choice(folder, chosen, output, language):
    own, choice = chosen
    choice = replace(choice, membership=folder / "leden.xlsx") if own else choice
    text = study_file_text(choice, language, output=output, folder=folder)
    plan = read(folder, text)
    assert plan.choice == choice
    assert plan.output == output


def test_the_declaration_holds_every_field_of_a_choice():
    studied = {key.field for key in STUDY}
    assert {f.name for f in fields(StudyChoice)} - studied == {
        "exemptions", "keep_claims", "subsidy",
    }  # fmt: skip
    assert {key.field for key in TABLES["output"]} == {f.name for f in fields(OutputSettings)}
    assert {key.field for key in TABLES["subsidy"]} == {f.name for f in fields(SubsidySettings)}
    assert {key.field for key in EXEMPTION} == {f.name for f in fields(Exemption)}


def test_the_schema_that_ships_is_that_of_the_declaration():
    shipped = shipped_data() / "schemas" / SCHEMA_NAME
    assert shipped.read_bytes().decode("utf-8") == schema_text()


def test_the_schema_has_every_key_with_a_description_in_both_languages():
    schema = json.loads(schema_text())
    entry = schema["properties"]["study"]["items"]
    assert entry["properties"].keys() == schema["properties"].keys() - {"study"} | {"name"}
    for made in (schema, entry):
        assert made["additionalProperties"] is False
        for name, keys in (("", STUDY), *TABLES.items()):
            below = made["properties"][name] if name else made
            for key in keys:
                described = below["properties"][key.name]["description"]
                assert key.about.nl in described
                assert key.about.en in described


def plain(document):
    """As an editor hands TOML to a schema."""
    return json.loads(json.dumps(document, default=lambda day: day.isoformat()))


def test_the_schema_takes_what_the_reader_takes_and_refuses_what_it_refuses(folder):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(schema_text())
    checker = jsonschema.Draft7Validator(
        schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )
    jsonschema.Draft7Validator.check_schema(schema)
    choice = StudyChoice(
        membership=folder / "leden.xlsx", date=date(2024, 1, 1),
        exemptions=(Exemption("form", "A", "b"),),
        subsidy=SubsidySettings(budget=Decimal("2500000.50")),
    )  # fmt: skip
    text = study_file_text(choice, output=OutputSettings(dpi=300), folder=folder)
    assert checker.is_valid(plain(tomllib.loads(text)))
    assert checker.is_valid(plain(tomllib.loads(COMMENTED.sub("", study_file_text()))))
    for wrong in (
        'cylce = "2023"', 'cycle = "2019"', "dpi = 100", "date = 1", "[output]\ndpi = 9",
        '[output]\nformats = ["gif"]', "[output]\nformats = []", "[subsidy]\nbudget = 0",
        '[[exemption]]\nrule = "form"', '[[study]]\ncycle = "2020"', 'complete = "ja"',
    ):  # fmt: skip
        assert not checker.is_valid(plain(tomllib.loads(wrong))), wrong
        with pytest.raises(Exception, match="toml"):
            read(folder, wrong)


def test_the_first_line_tells_an_editor_where_the_schema_is():
    assert study_file_text().splitlines()[0] == f"#:schema ./{SCHEMA_NAME}"
    assert "#:schema" not in study_file_text(schema=None)
    assert not Path(SCHEMA_NAME).is_absolute()
