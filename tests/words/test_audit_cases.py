from __future__ import annotations

import pytest

from regiekaart.analysis.audit import Verdict, audit
from regiekaart.facts.published import PublishedFigure, published_figures
from regiekaart.language import NL
from regiekaart.study.days import studies_around
from regiekaart.words.audit_cases import (
    case_sentences,
    case_table,
    cases,
    core_sentence,
    remarkable,
    subject,
)
from regiekaart.words.table import cell_text


@pytest.fixture(scope="module")
def found(study_2023):
    return audit(published_figures(), studies_around(study_2023))


def test_a_table_and_its_forecast_with_the_same_denominator_are_one_case(found):
    told = [subject(case).nl for case in cases(found)]
    assert told == [
        "gemeenten met overeenkomst (Oost-Vlaanderen)",
        "gemeenten met overeenkomst (Antwerpen)",
        "nieuwe gemeenten",
        "verhoging van het budget",
        "vorig budget",
    ]
    antwerp = cases(found)[1]
    assert len(antwerp.claims) == 2
    assert len(antwerp.reasons) == 2
    assert sum("301" in reason.nl for reason in antwerp.reasons) == 1


def test_every_contradiction_and_every_remark_is_in_a_case(found):
    gathered = [claim for case in (*cases(found), *remarkable(found)) for claim in case.claims]
    expected = [c for c in found.claims if c.telling]
    assert {c.figure.id for c in gathered} == {c.figure.id for c in expected}
    assert len(gathered) == len(expected)


def test_people_see_no_ids(found):
    ids = {claim.figure.id for claim in found.claims}
    for chosen in (cases(found), remarkable(found)):
        table = case_table("audit", subject(chosen[0]), chosen)
        shown = [cell_text(cell, NL) for row in table.rows for cell in row]
        assert len(table.rows) == len(chosen)
        assert not any(each in text for each in ids for text in shown)


def figure(name: str, measure: str, count: int, total: int) -> PublishedFigure:
    return PublishedFigure(
        name, "Brief", "2022-10-17", "2022-10-17", "Limburg", measure, count, total, None, None,
        "exact", "",
    )  # fmt: skip


def test_other_trouble_in_the_forecast_is_told_as_well():
    rows = (
        figure("now", "agreement_municipalities", 50, 42),
        figure("then", "agreement_municipalities_forecast", 51, 42),
    )
    (case,) = cases(audit(rows, lambda _: None))
    assert [reason.nl for reason in case.reasons] == [
        "50 is meer dan het totaal van 42",
        "51 is meer dan het totaal van 42",
    ]
    (row,) = case_table("audit", subject(case), [case]).rows
    assert cell_text(row[2], NL) == "50/42; prognose 51/42"


def test_core_figure_that_is_contradicted_is_named(found):
    claims = {claim.figure.id: claim for claim in found.claims}
    good, bad = claims["2023-regions"], claims["2023-new-mun"]
    assert bad.verdict is Verdict.INCONSISTENT
    assert core_sentence([good, bad], "2023").nl == (
        "Van de kerncijfers van 2023 (39 regiegebieden, 43 nieuwe gemeenten) wordt "
        "tegengesproken: 43 nieuwe gemeenten."
    )
    assert core_sentence([good], "2023").nl.endswith("niet tegengesproken.")
    assert core_sentence([bad, bad], "2023").nl.endswith("worden elk tegengesproken.")


def test_the_count_of_figures_and_that_of_cases_are_brought_together(found):
    first, second = case_sentences(found, cases(found))
    assert first.nl == (
        "De 7 cijfers met een tegenspraak vormen 5 gevallen: een cijfer en zijn prognose staan "
        "samen."
    )
    assert second.nl == (
        "Niet na te gaan: nieuwe regiegebieden (2020), budget (2020) en budget (2023)."
    )
