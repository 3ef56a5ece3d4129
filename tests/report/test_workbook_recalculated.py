"""A spreadsheet works out every formula again, and finds what we found."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from other_scheme import other_grid
from regiekaart import StudyChoice, load_study
from regiekaart.language import EN, NL
from regiekaart.report.xlsx import workbook
from report.kept import results_of
from report.workbooks import formula_cells, formulas_of, to_change, values_of
from tiny import grid_study

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")


@pytest.fixture(scope="module")
def recalculated(books, tmp_path_factory):
    """Let LibreOffice work out all formulas of all workbooks, and of one that was changed."""
    folder = tmp_path_factory.mktemp("office")
    # A file that is saved without the values of its formulas leaves no choice.
    saved = {name: to_change(content) for name, content in books.items()}
    saved["changed"] = to_change(books["nl"])
    sheet = saved["changed"]["Gemeenten"]
    header = [cell.value for cell in sheet[4]]
    sheet.cell(5, header.index("inwoners") + 1).value += 1000
    for name, book in saved.items():
        book.save(folder / f"{name}.xlsx")
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
            *(str(folder / f"{name}.xlsx") for name in saved),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: values_of((folder / "out" / f"{name}.xlsx").read_bytes()) for name in saved}


HOSTILE = {1: "*", 2: "<>x", 3: "=1+1", 4: 'a"b', 5: "A?", 6: "~", 7: "Ab", 8: "aB"}


@pytest.fixture(scope="module")
def books(study_2023, example):
    studies = {
        "nl": (study_2023, NL),
        "en": (study_2023, EN),
        "example": (example, NL),
        "staircase": (load_study(StudyChoice(cycle="2020")), NL),
        "hostile": (grid_study(HOSTILE), NL),
        "empty": (grid_study(), NL),
        "other": (other_grid({1: "A", 2: "A", 3: "B", 6: "B", 7: "B"}, outside=(9,)), EN),
        "housing": (load_study(StudyChoice(scheme="woonmaatschappijen")), NL),
    }
    return {name: workbook(results_of(study), to) for name, (study, to) in studies.items()}


def test_a_spreadsheet_finds_every_figure_that_we_found(books, recalculated):
    for name, content in books.items():
        ours, theirs = values_of(content), recalculated[name]
        cells = list(formula_cells(formulas_of(content)))
        assert cells
        for sheet, address in cells:
            figure, outcome = ours[sheet][address].value, theirs[sheet][address].value
            if isinstance(figure, str):
                assert outcome == figure, (name, sheet, address)
            else:
                assert outcome == pytest.approx(figure, rel=1e-12, abs=1e-9), (name, sheet, address)


def test_the_control_sees_a_figure_that_changes(recalculated):
    found = recalculated["changed"]
    assert found["Samenvatting"]["B9"].value == 6_775_807
    assert max(row[5].value or 0 for row in found["Controle"].iter_rows(min_row=5)) == 1000
    assert any(
        str(row[0].value).startswith("Let op: een formule wijkt af")
        for row in found["Samenvatting"].iter_rows()
    )
