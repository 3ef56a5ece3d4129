"""Checking a list of another scheme: its headers, its units, its words."""

from __future__ import annotations

import json

import openpyxl
import pytest

from other_scheme import flemish_words
from regiekaart.checking import cells
from regiekaart.facts.names import NameIndex
from scheme_docs import write_down

SCHOOLS = ("--scheme", "schoolkringen.toml")
HOUSING = ("--scheme", "woonmaatschappijen")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with the files of the page on schemes, as the current one."""
    monkeypatch.chdir(write_down(tmp_path))
    return tmp_path


@pytest.fixture
def checked(run, folder):
    """Check a list that is written down: the answer, and the code of the command."""

    def checked(text, *words, name="lijst.csv"):
        (folder / name).write_text(text, encoding="utf-8")
        code, out, err = run("validate", name, "--format", "json", *words)
        assert code in {0, 1}, err
        return json.loads(out), code

    return checked


GOOD = "wijk;schoolkring\nHaven;Oever\nlinde;Oever\nMolen;geen lid\n"
BAD = """wijk;schoolkring
Haven;Oever
linde;oever
Vesst;Oever
Molen;geen lid
Veld;lid
Gemeente Bron;Poort
"""


def test_a_list_of_own_units_is_counted_in_them(checked):
    found, code = checked(GOOD, *SCHOOLS)
    assert code == 0
    assert found["problems"] == []
    summary = found["summary"]
    assert [summary[key] for key in ("members", "regions", "not_members", "unknown")] == [
        2, 1, 1, 6,
    ]  # fmt: skip
    assert "2 wijken zijn lid, in 1 schoolkring; 1 is geen lid" in summary["text"]


def test_every_problem_is_told_in_the_words_of_the_scheme(checked):
    found, code = checked(BAD, *SCHOOLS)
    assert code == 1
    told = [(problem["row"], problem["column"]) for problem in found["problems"]]
    assert told == [
        (3, "schoolkring"), (4, "wijk"), (6, "schoolkring"), (7, "wijk"),
    ]  # fmt: skip
    # The names of the scheme are no Flemish ones: what is before a name belongs to it.
    assert found["problems"][3]["suggestion"] == "Bron"
    assert flemish_words(json.dumps(found, ensure_ascii=False).replace("Gemeente Bron", "")) == []


def test_own_codes_are_read_as_the_table_has_them(checked):
    text = "code,name,schoolkring\nw1,Haven,Oever\nw2,Haven,Oever\nW3,,Oever\n11002,,Oever\n"
    found, _ = checked(text, *SCHOOLS)
    assert [problem["message"] for problem in found["problems"]] == [
        "code w2 is Linde, maar de rij noemt Haven", "onbekende code 11002: geen wijk",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_copy_and_a_page_have_no_word_of_others(run, folder, language):
    (folder / "lijst.csv").write_text(BAD.replace("Gemeente Bron", "Bronn"), encoding="utf-8")
    code, out, err = run(
        "validate", "lijst.csv", *SCHOOLS, "--lang", language,
        "--fix", "beter.xlsx", "--html", "gevonden.html",
    )  # fmt: skip
    assert code == 1
    book = openpyxl.load_workbook(folder / "beter.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.rows for cell in row]
    assert "Linde" in cells
    assert {"één schrijfwijze per schoolkring", "one spelling for each circle"} & set(cells)
    page = (folder / "gevonden.html").read_text(encoding="utf-8")
    assert flemish_words("\n".join([out, err, page, *cells])) == []


def test_a_copy_of_a_list_of_own_units_can_be_read_again(run, folder):
    (folder / "lijst.csv").write_text(GOOD, encoding="utf-8")
    assert run("validate", "lijst.csv", *SCHOOLS, "--fix", "beter.xlsx")[0] == 0
    code, out, _ = run("coverage", *SCHOOLS, "--membership", "beter.xlsx", "--format", "json")
    assert code == 0
    assert json.loads(out)["rows"][0]["members"] == 2


def test_merged_cells_are_seen_through_in_the_scheme(run, folder):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["wijk", "schoolkring"], ["Haven", "Oever"], ["Linde", None], ["Nergens", "X"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(folder / "lijst.xlsx")
    _, out, _ = run("validate", "lijst.xlsx", *SCHOOLS, "--format", "json")
    messages = [problem["message"] for problem in json.loads(out)["problems"]]
    assert "onbekend (wijk): Nergens" in messages


@pytest.mark.parametrize(
    ("name", "listed"),
    [("schoolkringen", GOOD), ("politiezones", "gemeente;politiezone\nAalst;X\nGent;X\n")],
)
def test_a_scheme_without_a_list_of_its_own_has_lists_to_check(checked, folder, name, listed):
    scheme = folder / f"{name}.toml"
    text = scheme.read_text(encoding="utf-8")
    before, after = text.split("[list]\n")
    scheme.write_text(before + after[after.index("[[cycle]]") :], encoding="utf-8")
    assert checked(listed, "--scheme", scheme.name)[0]["summary"]["members"] == 2


def test_the_headers_are_those_of_the_scheme_and_the_usual_ones(checked):
    for head in ("gemeente;werkingsgebied", "municipality;working area", "gemeente;regio"):
        found, code = checked(f"{head}\nAalst;X\nantwerpen;Y\n", *HOUSING)
        assert code == 0
        assert "2 gemeenten zijn lid, in 2 werkingsgebieden" in found["summary"]["text"]


def test_what_a_scheme_does_not_have_cannot_be_checked(run, checked):
    found, code = checked("wijk;status\nHaven;getekend\n", *SCHOOLS)
    assert code == 1
    assert found["problems"][0]["message"] == (
        "dit is niet te herkennen als ledenlijst: kolom ‘schoolkring’ ontbreekt"
    )
    code, _, err = run("validate", "lijst.csv", *SCHOOLS, "--kind", "agreements")
    assert code == 2
    assert "kent geen lijst van overeenkomsten" in err


def test_parts_that_disagree_are_told_in_the_words_of_the_scheme(checked):
    text = "gemeente;werkingsgebied\nBeveren;X\nKruibeke;Y\nZwijndrecht;X\n"
    found, _ = checked(text, *HOUSING)
    (problem,) = [each for each in found["problems"] if each["severity"] == "error"]
    assert "horen niet bij hetzelfde werkingsgebied" in problem["message"]


def test_names_of_own_units_are_prepared_once_for_all_rows(run, folder, monkeypatch):
    made = []

    class Counted(NameIndex):
        def __init__(self, *given):
            made.append(self)
            super().__init__(*given)

    monkeypatch.setattr(cells, "NameIndex", Counted)
    (folder / "lijst.csv").write_text("wijk;schoolkring\n" + "linde;Oever\nHAVEN;Oever\n" * 20)
    status, _, _ = run("validate", "lijst.csv", *SCHOOLS, "--fix", "verbeterd.xlsx")
    assert status in {0, 1}
    rows = openpyxl.load_workbook("verbeterd.xlsx").active.iter_rows(min_row=2, values_only=True)
    assert next(rows)[0] == "Linde"
    assert len(made) == 1
