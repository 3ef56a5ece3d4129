from collections import Counter
from fractions import Fraction

import openpyxl
import pytest

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts.partitions import other_partitions
from regiekaart.facts.places import places
from regiekaart.facts.published import MEASURES, QUALIFIERS, published_figures, read_figures


def test_the_published_figures_are_read_with_their_kind():
    figures = {figure.id: figure for figure in published_figures()}
    assert len(figures) == 47
    assert figures["2023-pop"].percent == pytest.approx(93.13)
    assert (figures["2023-mun"].count, figures["2023-mun"].total) == (261, 300)
    assert figures["2022-so-ant"].total == 70


def test_the_other_partitions_are_complete():
    sizes = Counter(kind for kind, _ in other_partitions())
    assert sizes == {"woonmaatschappij": 42, "politiezone": 101, "eerstelijnszone": 56}
    for kind in sizes:
        members = [
            nis for (of, _), codes in other_partitions().items() if of == kind for nis in codes
        ]
        assert len(members) == len(set(members)) == 285


def test_every_place_lies_in_a_municipality_of_2018():
    found = places()
    assert len(found) == 1131
    assert len({place.nis_2018 for place in found}) == 308


def test_the_figures_that_ship_use_the_words_that_are_known():
    for figure in published_figures():
        assert figure.measure in MEASURES
        assert figure.qualifier in QUALIFIERS
        assert figure.own is False


def read(path, text, **options):
    path.write_text(text, encoding="utf-8")
    return read_figures(path, ProblemLog(), **options)


def test_own_figures_are_read_with_dutch_headers_and_numbers(tmp_path):
    (coverage, budget) = read(
        tmp_path / "eigen.csv",
        "id;toestand op;maat;aantal;totaal;procent;voorbehoud;citaat\n"
        "a;1/1/2024;dekking gemeenten;261;300;87,0 %;bijna;bijna 87,0 %\n"
        "b;2024;budget in euro;3.250.000;;;;\n",
    )
    assert (coverage.as_of, coverage.measure) == ("2024-01-01", "municipality_coverage")
    assert (coverage.count, coverage.total, coverage.decimals) == (261, 300, 1)
    assert coverage.printed_share == coverage.share == Fraction(87, 100)
    assert coverage.qualifier == "almost"
    assert (coverage.scope, coverage.publication) == ("Vlaanderen", "eigen.csv")
    assert (budget.count, budget.percent, budget.qualifier) == (3_250_000, None, "exact")
    assert budget.own


def test_own_figures_are_read_from_a_workbook_with_english_headers(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "publication", "as_of", "scope", "measure", "percent", "decimals"])
    book.active.append(["a", "Report", 2023, "Limburg", "population_coverage", 93.1, 2])
    book.save(tmp_path / "own.xlsx")
    (figure,) = read_figures(tmp_path / "own.xlsx", ProblemLog())
    assert (figure.percent, figure.decimals) == (93.1, 2)
    assert (figure.scope, figure.as_of, figure.published_on) == ("Limburg", "2023", "2023")


def test_the_columns_that_are_needed_are_named_together(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path / "own.csv", "id;gebied\na;Limburg\n")
    text = caught.value.message.nl
    for column in ("'toestand op'", "'maat'", "'aantal' of 'procent'"):
        assert column in text


def test_every_problem_of_an_own_list_is_told_with_its_row(tmp_path):
    rows = (
        "id,as_of,measure,count,percent,decimals,qualifier",
        "2023-pop,2023,population_coverage,,93,,",
        "a,2023,population_coverage,,193,,",
        "a,vorig jaar,population_coverage,,93,,",
        "b,2023,dekkingsgraad,1.5,,,",
        ",2023,regions,39,,,ongeveer",
        "c,2023,population_coverage,,93.13,1,",
        "d,2023,regions,,,,",
    )
    with pytest.raises(InputError) as caught:
        read(tmp_path / "own.csv", "\n".join(rows), taken={"2023-pop"})
    found = {(problem.row, problem.column) for problem in caught.value.problems}
    assert len(found) == len(caught.value.problems)
    assert found == {
        (2, "id"),
        (3, "percent"),
        (4, "id"),
        (4, "as_of"),
        (5, "measure"),
        (5, "count"),
        (6, "id"),
        (6, "qualifier"),
        (7, "decimals"),
        (8, "count"),
    }
    text = caught.value.message.nl
    assert "2023-pop is de id van een meegeleverd cijfer" in text
    assert "a staat al op rij 3" in text
    assert "kies uit population_coverage" in text
