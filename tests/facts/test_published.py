from collections import Counter
from fractions import Fraction

import openpyxl
import pytest

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts.figure_list import read_figures
from regiekaart.facts.partitions import other_partitions
from regiekaart.facts.places import places
from regiekaart.facts.published import MEASURES, QUALIFIERS, published_figures


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
    assert "kies uit dekking bevolking, dekking gemeenten" in text


def one_problem(tmp_path, header, row):
    with pytest.raises(InputError) as caught:
        read(tmp_path / "own.csv", f"{header}\n{row}\n")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("value", "number_format", "percent", "decimals"),
    [(0.9313, "0.00%", 93.13, 2), (0.9313, "0%", 93.0, 0), (1, "0%", 100.0, 0),
     (0.875, "[Red]0.0##%;-0.0%", 87.5, 1), (93.13, '0.00"%"', 93.13, 2)],
)  # fmt: skip
def test_a_percentage_in_a_workbook_is_what_excel_shows(
    tmp_path, value, number_format, percent, decimals
):
    book = openpyxl.Workbook()
    book.active.append(["id", "toestand op", "maat", "procent"])
    book.active.append(["a", 2023, "dekking bevolking", value])
    book.active["D2"].number_format = number_format
    book.save(tmp_path / "own.xlsx")
    (figure,) = read_figures(tmp_path / "own.xlsx", ProblemLog())
    assert (figure.percent, figure.decimals) == (pytest.approx(percent), decimals)


def test_a_share_without_a_percent_sign_is_not_guessed(tmp_path):
    header = "id;toestand op;maat;procent"
    problem = one_problem(tmp_path, header, "a;2023;dekking bevolking;0,9313")
    assert problem.suggestion == "93,13 %"
    for cell, percent in (("0,9313 %", 0.9313), ("1,5", 1.5), ("0", 0.0)):
        text = f"{header}\na;2023;dekking bevolking;{cell}\n"
        (figure,) = read(tmp_path / "own.csv", text)
        assert figure.percent == pytest.approx(percent)


@pytest.mark.parametrize(
    ("row", "message", "suggestion"),
    [
        ("a;2023;Vlaanderen;regiegebieden;" + "9" * 5000, "5000 cijfers", None),
        ("a;44562;Vlaanderen;regiegebieden;39", "44562 is in Excel 1 januari 2022", "2022-01-01"),
        ("a;2022-01-01 12:00;Vlaanderen;regiegebieden;39", "heeft een uur", "2022-01-01"),
        ("a;1850;Vlaanderen;regiegebieden;39", "van 1900 tot en met 2099", None),
        ("a;20٢٣;Vlaanderen;regiegebieden;39", "geen jaar of datum", None),
        ("a;2023;Vlaanderen;regiegebieden;٣٩", "geen geheel getal", None),
        ("a;2023;West-Vlaandren;regiegebieden;39", "onbekend gebied", "West-Vlaanderen"),
        ("a;2023;Vlaanderen;regiegebiden;39", "kies uit dekking bevolking", "regiegebieden"),
    ],
)
def test_what_is_wrong_comes_with_what_was_meant(tmp_path, row, message, suggestion):
    problem = one_problem(tmp_path, "id;toestand op;gebied;maat;aantal", row)
    assert message in problem.message.nl
    assert problem.suggestion == suggestion
    assert len(problem.line()) < 1000


def test_an_area_is_known_by_any_spelling_and_a_strange_one_stays(tmp_path):
    header = "id;toestand op;gebied;maat;aantal"
    for cell, scope in (("VLAANDEREN", "Vlaanderen"), ("west vlaanderen", "West-Vlaanderen"),
                        ("Nergens", "Nergens")):  # fmt: skip
        (figure,) = read(tmp_path / "own.csv", f"{header}\na;2023;{cell};regiegebieden;39\n")
        assert figure.scope == scope


def test_a_qualifier_is_listed_in_the_language_of_the_reader(tmp_path):
    header = "id;toestand op;maat;aantal;voorbehoud"
    problem = one_problem(tmp_path, header, "a;2023;regiegebieden;39;ongeveer")
    assert "kies uit precies, bijna, prognose" in problem.message.nl
    assert "choose from exact, almost, forecast" in problem.message.en


def test_a_list_of_figures_has_bounds(tmp_path):
    header = "id,as_of,measure,count\n"
    many = "".join(f"a{i},2023,regions,39\n" for i in range(20_001))
    days = "".join(f"a{i},20{20 + i // 300}-{1 + i // 25 % 12:02}-{1 + i % 25:02},regions,39\n"
                   for i in range(201))  # fmt: skip
    for text, message in ((many, "more than 20,000"), (days, "201 different days")):
        with pytest.raises(InputError, match=message):
            read(tmp_path / "own.csv", header + text)


def test_the_sheet_of_a_workbook_is_named_behind_the_file(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["iets", "anders"])
    sheet = book.create_sheet("Blad2")
    sheet.append(["id", "as_of", "measure", "count"])
    sheet.append(["a", 2023, "regions", 39])
    book.save(tmp_path / "own.xlsx")
    (figure,) = read_figures(tmp_path / "own.xlsx#blad2", ProblemLog())
    assert figure.count == 39
    with pytest.raises(InputError, match="no sheet Blad3"):
        read_figures(tmp_path / "own.xlsx#Blad3", ProblemLog())
