"""What a study is compared with: the cycle before, an earlier one, or an own list."""

import csv
import json

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.study.file import read_study_file

HEAD = "gemeente;regiegebied"


def write(folder, name, *rows):
    path = folder / name
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return name


def drawn(run, tmp_path, *words):
    """Draw the page of changes, and return what it says in words."""
    status, _, err = run(
        "maps", "--theme", "change", "--formats", "svg", "--boundaries", "embedded", *words
    )
    assert status == 0, err
    (listed,) = tmp_path.rglob("index.csv")
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = [r for r in csv.reader(stream, delimiter=";") if r and "change" in r[0]]
    return row[-1]


def since(run, *words):
    """Return how many regions have changed or not, as `check` tells it."""
    _, out, err = run("check", "--format", "json", *words)
    assert out, err
    return [r["since_cycle_before"] for r in json.loads(out)["regions"]]


def test_the_page_of_changes_is_against_the_cycle_before_unless_another_is_chosen(run, tmp_path):
    assert "tussen 1 januari 2020 en 1 januari 2023" in drawn(run, tmp_path)
    told = drawn(run, tmp_path, "--before", "2017")
    assert "tussen 1 januari 2017 en 1 januari 2023" in told
    assert "werd bekend van 95 gemeenten" in told


def test_the_page_of_changes_is_against_ones_own_list(run, tmp_path):
    old = write(tmp_path, "oud.csv", "Gent;Gent", "Bree;Kempen")
    new = write(tmp_path, "nieuw.csv", "Gent;Gent", "Peer;Kempen")
    words = ("--membership", new, "--complete", "--before", old)
    assert "toegetreden: 1 gemeente (Peer)" in drawn(
        run, tmp_path, *words, "--before-complete"
    ).replace("Toegetreden", "toegetreden")
    assert "werd bekend van 299 gemeenten" not in drawn(run, tmp_path, *words)


@pytest.mark.usefixtures("two_maps")
def test_the_report_tells_what_changed_since_the_cycle_that_was_chosen(run, tmp_path):
    asked = ("--formats", "html", "--before", "2017", "--boundaries", "embedded")
    status, _, err = run("report", *asked)
    assert status == 0, err
    (report,) = tmp_path.rglob("report.html")
    words = report.read_text(encoding="utf-8")
    assert "Wat veranderde sinds 1 januari 2017" in words
    assert "Wat veranderde sinds 1 januari 2020" not in words


def test_the_tables_of_a_build_are_against_the_cycle_that_was_chosen(run, tmp_path):
    assert run("build", "--only", "tables", "--before", "2017")[0] == 0
    (table,) = tmp_path.rglob("changes.csv")
    assert "Rivierenland" in table.read_text(encoding="utf-8-sig")


def test_check_compares_with_the_cycle_that_was_chosen(run):
    plain, same, early = since(run), since(run, "--before", "2020"), since(run, "--before", "2017")
    assert plain == same
    assert early != plain
    assert sum(r["kind"] == "changed" for r in early) > sum(r["kind"] == "changed" for r in plain)


def test_a_study_file_chooses_what_to_compare_with(run, tmp_path):
    study = tmp_path / "map" / "s.toml"
    study.parent.mkdir()
    study.write_text('cycle = "2023"\nbefore = "2017"\n', encoding="utf-8")
    assert read_study_file(study).before == "2017"
    assert since(run, "--study", str(study)) == since(run, "--before", "2017")
    # What is given on the command line goes first.
    assert since(run, "--study", str(study), "--before", "2020") == since(run)
    (study.parent / "oud.csv").touch()
    study.write_text('before = "oud.csv"\n', encoding="utf-8")
    assert read_study_file(study).before == study.parent / "oud.csv"


@pytest.mark.parametrize("command", ["check", "maps", "build", "report"])
@pytest.mark.parametrize(
    ("words", "nl", "en"),
    [
        (
            ("--before", "2023"),
            "geen eerdere cyclus dan 2023: 2023; kies uit 2017, 2020",
            "not an earlier cycle than 2023: 2023; choose from 2017, 2020",
        ),
        (
            ("--cycle", "2020", "--before", "2023"),
            "geen eerdere cyclus dan 2020: 2023; kies uit 2017",
            "not an earlier cycle than 2020: 2023; choose from 2017",
        ),
        (
            ("--cycle", "2017", "--before", "2017"),
            "er is geen cyclus voor 2017",
            "there is no cycle before 2017",
        ),
        (
            ("--before", "2019"),
            "verwacht een eerdere cyclus (2017, 2020) of een ledenlijst (CSV of XLSX)",
            "expected an earlier cycle (2017, 2020) or a list of members (CSV or XLSX)",
        ),
        (
            ("--date", "2021-06-01", "--before", "2020"),
            "1 juni 2021 ligt niet na de cyclus 2020, die tot 31 december 2022 loopt",
            "1 June 2021 does not lie after the cycle 2020, which ends on 31 December 2022",
        ),
        (
            ("--before", "2017", "--before-complete"),
            "2017 is een cyclus en geen eigen lijst",
            "2017 is a cycle and no own list",
        ),
    ],
)
def test_what_cannot_be_compared_with_is_told_before_anything_is_made(
    run, tmp_path, command, words, nl, en
):
    for language, told in (("nl", nl), ("en", en)):
        status, out, err = run(command, *words, "--lang", language)
        assert (status, out) == (2, "")
        assert told in err
    assert not list(tmp_path.iterdir())


def test_a_list_to_compare_with_that_has_errors_is_told_before_anything_is_made(run, tmp_path):
    write(tmp_path, "oud.csv", "Gnet;Gent")
    status, _, err = run("build", "--before", "oud.csv", "--boundaries", "embedded")
    assert status == 2
    assert "Gent" in err
    assert [p.name for p in tmp_path.iterdir()] == ["oud.csv"]


def test_the_fictional_example_is_compared_only_when_asked():
    assert load_study(StudyChoice(example=True)).cycle_before is None
    earlier = load_study(StudyChoice(example=True, before="2017")).cycle_before
    assert earlier is not None
    assert earlier.cycle.id == "2017"
