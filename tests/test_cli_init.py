"""``regiekaart init``: lists to fill in, which go straight back in."""

import csv
import json
import os
import tomllib
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.coverage import as_json, coverage
from regiekaart.errors import InputError, OutsideError
from regiekaart.language import EN, NL
from regiekaart.templates.lists import agreement_template, membership_template
from regiekaart.templates.run import start, write_csv
from regiekaart.templates.workbook import write_workbook
from tiny import grid_study

STUDIES = {
    "2017": {"cycle": "2017"},
    "2020": {"cycle": "2020"},
    "2023": {"cycle": "2023"},
    "merged": {"cycle": "2023", "date": date(2025, 1, 1)},
    "example": {"example": True},
}


@pytest.fixture(scope="module", params=STUDIES)
def study(request):
    return load_study(StudyChoice(**STUDIES[request.param]))


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("start")
    start(folder, study, NL, {})
    return folder


def again(study, **lists):
    return load_study(StudyChoice(cycle=study.cycle.id, date=study.date, **lists))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_list_that_nobody_changed_says_what_was_known(study, folder, kind):
    back = again(study, membership=folder / f"leden.{kind}")
    assert back.codes == study.codes
    assert [m.region for m in back.memberships] == [m.region for m in study.memberships]
    assert [m.known for m in back.memberships] == [m.known for m in study.memberships]
    assert [m.evidence for m in back.memberships if m.region] == [
        m.evidence for m in study.memberships if m.region
    ]
    assert back.groups == study.groups
    assert (back.complete, back.fictional) == (study.complete, study.fictional)
    rows = [as_json(coverage(each, "province"))["rows"] for each in (study, back)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_agreements_that_nobody_changed_are_as_they_were(study, folder, kind):
    back = again(study, agreements=folder / f"overeenkomsten.{kind}")
    for one, other in zip(study.agreements, back.agreements, strict=True):
        assert (one.status, one.expected_on) == (other.status, other.expected_on)


def test_every_municipality_has_a_row_with_its_facts(study_2023, tmp_path):
    start(tmp_path, study_2023, NL, {})
    with (tmp_path / "leden.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert [row["nis"] for row in rows] == list(study_2023.codes)
    assert [row["gemeente"] for row in rows] == list(study_2023.names)
    assert sum(int(row["inwoners"]) for row in rows) == study_2023.population.sum()
    antwerp = next(row for row in rows if row["gemeente"] == "Antwerpen")
    assert antwerp["referentieregio"] == "Regio Antwerpen"
    assert antwerp["regiegebied"] == "Antwerpen"
    assert antwerp["bewijs"] == "afgeleid"
    assert sum(row["regiegebied"] == "onbekend" for row in rows) == 110


@pytest.fixture
def book(study_2023, tmp_path):
    path = tmp_path / "leden.xlsx"
    write_workbook(path, membership_template(study_2023), NL)
    return load_workbook(path)


def test_region_form_evidence_and_kind_of_list_are_chosen_from_a_list(book):
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    rules = {str(rule.sqref)[0]: rule for rule in sheet.data_validations.dataValidation}
    for head in ("regiegebied", "rechtsvorm", "bewijs", "lijst"):
        assert rules[heads[head]].type == "list"
    for head in ("vanaf", "tot"):
        assert rules[heads[head]].type == "date"
    # A new region is no mistake; a new kind of evidence is.
    assert rules[heads["regiegebied"]].errorStyle == "information"
    assert rules[heads["bewijs"]].errorStyle in {None, "stop"}


def test_what_can_be_chosen_is_on_a_sheet_of_its_own(book, study_2023):
    sheet = book["keuzes"]
    columns = {
        column[0].value: [c.value for c in column[1:] if c.value] for column in sheet.columns
    }
    names = [group.name for group in study_2023.groups]
    assert columns["regiegebied"] == ["geen lid", "onbekend", *names]
    assert "projectvereniging" in columns["rechtsvorm"]
    assert columns["lijst"] == ["volledig", "gedeeltelijk"]


def test_the_header_is_locked_and_what_is_below_is_not(book):
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(cell.protection.locked for cell in sheet[2])
    assert sheet.freeze_panes == "C2"


def test_a_sheet_explains_every_column(book):
    told = {row[0].value for row in book["uitleg"].iter_rows()}
    assert {cell.value for cell in book.worksheets[0][1]} <= told


def test_an_agreement_has_its_statuses_to_choose_from(study_2023, tmp_path):
    path = tmp_path / "agreements.xlsx"
    write_workbook(path, agreement_template(study_2023), EN)
    sheet = load_workbook(path)["choices"]
    words = [cell.value for cell in sheet["A"] if cell.value]
    assert words == ["status", "signed", "negotiating", "to be started", "none", "unknown"]


def test_names_that_look_like_formulas_stay_text(tmp_path):
    study = grid_study({1: "=HYPERLINK(1)", 2: "@SUM", 9: "B"})
    template = membership_template(study)
    write_workbook(tmp_path / "x.xlsx", template, NL)
    write_csv(tmp_path / "x.csv", template, NL)
    cells = [c for s in load_workbook(tmp_path / "x.xlsx") for row in s.iter_rows() for c in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert "'=HYPERLINK(1)" in (tmp_path / "x.csv").read_text("utf-8-sig")


def test_the_same_study_gives_the_same_bytes(study_2023, tmp_path):
    for name in ("a", "b"):
        write_workbook(tmp_path / name, membership_template(study_2023), NL)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


# The command


def test_the_study_file_beside_the_lists_gives_the_same_coverage(run, tmp_path):
    status, out, _ = run("init", "start", "--cycle", "2020")
    assert status == 0
    assert [line.rsplit(os.sep, 1)[-1] for line in out.split()] == [
        "studie.toml", "study.schema.json", "leden.xlsx", "leden.csv", "overeenkomsten.xlsx",
        "overeenkomsten.csv",
    ]  # fmt: skip
    assert tomllib.loads((tmp_path / "start/studie.toml").read_text("utf-8"))["cycle"] == "2020"
    found = [
        json.loads(run("coverage", *words, "--format", "json")[1])["rows"]
        for words in (("--cycle", "2020"), ("--study", "start/studie.toml"))
    ]
    assert found[0] == found[1]


def test_it_begins_in_the_folder_where_one_is(run, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    assert run("init", "--lang", "en")[0] == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "mine.txt", "study.toml", "study.schema.json", "members.xlsx", "members.csv",
        "agreements.xlsx", "agreements.csv",
    }  # fmt: skip


def test_a_list_that_somebody_may_have_filled_in_is_never_replaced(run, tmp_path):
    (tmp_path / "leden.csv").write_text("mine")
    status, _, err = run("init")
    assert status == 2
    assert "leden.csv" in err
    assert [path.name for path in tmp_path.iterdir()] == ["leden.csv"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--cycle", "1999"], "onbekende cyclus"),
        (["--sheet", "Leden"], "geef --membership"),
        (["--complete"], "geef --membership"),
        (["--membership", "weg.csv"], "niet gevonden"),
        (["--membership", "lijst.csv#Leden"], "heeft geen bladen"),
        (["--agreements", "lijst.csv#Leden"], "heeft geen bladen"),
        (["--example", "--membership", "lijst.csv"], "gaan niet samen"),
        (["nog een"], "te veel woorden"),
    ],
)
def test_a_wrong_call_is_status_2_and_makes_no_folder(run, tmp_path, words, told):
    (tmp_path / "lijst.csv").write_text("gemeente;regiegebied\nGent;A\n")
    status, out, err = run("init", "start", *words)
    assert (status, out) == (2, "")
    assert told in err
    assert [path.name for path in tmp_path.iterdir()] == ["lijst.csv"]


def test_a_folder_that_is_a_file_is_told(run, tmp_path):
    (tmp_path / "start").write_text("no folder")
    status, _, err = run("init", "start")
    assert status == 3
    assert "start" in err


def test_when_the_disk_is_full_no_file_is_left(study_2023, tmp_path, monkeypatch):
    rename, count = Path.rename, []

    def full(self, target):
        count.append(target)
        if len(count) == 3:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OutsideError):
        start(tmp_path / "new", study_2023, NL, {})
    assert list((tmp_path / "new").iterdir()) == []


def test_all_that_is_in_the_way_is_told_at_once(study_2023, tmp_path):
    for name in ("leden.csv", "overeenkomsten.xlsx"):
        (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match=r"leden\.csv, overeenkomsten\.xlsx"):
        start(tmp_path, study_2023, NL, {})
