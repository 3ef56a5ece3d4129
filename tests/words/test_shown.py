from decimal import Decimal

import pytest

from regiekaart import (
    EN,
    StudyChoice,
    SubsidyChoice,
    agreements,
    as_table,
    audit,
    awards,
    check,
    compare,
    compare_distributions,
    coverage,
    crossing,
    load_study,
    missing,
    published_figures,
    studies_around,
    subsidy,
)
from regiekaart.words.catalogue import study_tables
from regiekaart.words.shown import ShownTable
from tiny import grid_study


def test_a_result_shows_itself_with_its_sources():
    shown = as_table(coverage(grid_study({1: "A", 2: "A", 9: "B"}, outside=(3,)), by="province"))
    text = shown._repr_html_()
    assert "<strong>Dekkingsgraad van de lokale regiegebieden per provincie</strong>" in text
    # 9 of the 24 thousand of Noord (7, 8 and 9) are members, nothing is known of the other 15.
    assert "37,50 – 100,00 %" in text
    assert "Lidmaatschap: rooster." in text
    assert str(shown) == repr(shown)
    assert "37,50 % tot 100,00 %" in str(shown)


def test_a_table_speaks_the_language_that_is_asked_for():
    shown = as_table(coverage(grid_study({1: "A"})), EN)
    assert list(shown.frame)[:3] == ["area", "municipalities", "members"]
    assert "Membership: grid." in shown._repr_html_()


def test_a_data_frame_has_both_ends_of_an_interval():
    frame = as_table(coverage(grid_study({9: "B"}), by="province")).frame
    noord = frame.set_index("provincie").loc["Noord"]
    assert noord["inwoners leden"] == 9000
    assert noord["dekking bevolking"] == 0.375
    assert noord["dekking bevolking (maximum)"] == 1.0


def test_no_figure_of_a_table_is_lost_in_a_data_frame(study_2023, example):
    for study in (study_2023, example):
        for table in study_tables(study):
            frame = ShownTable(table, table).frame
            assert len(frame) == len(table.rows)
            assert frame.shape[1] >= len(table.columns), table.id


def test_what_a_list_brings_cannot_become_html():
    nasty = "<script>alert('x')</script>\u202e&"
    text = as_table(coverage(grid_study({1: nasty}), by="regie-region"))._repr_html_()
    assert "<script>" not in text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp;" in text


def test_what_is_made_up_says_so_first():
    shown = as_table(coverage(grid_study({1: "A"}, fictional=True)))
    assert shown._repr_html_().index("FICTIEF VOORBEELD") < shown._repr_html_().index("Dekkings")


def test_amounts_stay_exact_and_a_sheet_has_every_region(example):
    frame = as_table(subsidy(example)).frame
    assert frame.set_index("regiegebied").loc["W13", "€ totaal"] == Decimal("115661.19")
    assert "€ minstens" in frame
    narrow = subsidy(example, SubsidyChoice(ages="20-64"))
    compared = as_table(compare_distributions(subsidy(example), narrow))
    # The regions and the total, also in a notebook.
    assert len(compared.table.rows) == len(example.groups) + 1
    assert "CSV" not in as_table(compare_distributions(narrow, narrow))._repr_html_()


def test_a_csv_is_that_of_a_spreadsheet():
    text = as_table(coverage(grid_study({9: "B"}))).csv()
    assert text.splitlines()[1].startswith("Vlaanderen;9;1;8;0,111111;1,0")


def test_every_result_has_a_table(study_2023, example):
    before = load_study(StudyChoice(cycle="2020"))
    results = [
        study_2023,
        coverage(study_2023),
        check(study_2023),
        compare(before, study_2023),
        agreements(study_2023),
        crossing(study_2023),
        missing(study_2023),
        audit(published_figures(), studies_around(study_2023)),
        awards(example, SubsidyChoice()),
        awards(example, SubsidyChoice(scheme="2014")),
    ]
    names = [as_table(result).table.id for result in results]
    assert len(set(names)) == len(results)
    assert all(as_table(result).table.rows for result in results)


def test_what_is_no_result_has_no_table():
    with pytest.raises(TypeError, match="not a result with a table: int"):
        as_table(3)
