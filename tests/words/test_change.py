from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from merging import PAIRS, PAST
from merging import everyone_outside_but as closed
from regiekaart import StudyChoice, load_study
from regiekaart.analysis.bridge import Cause
from regiekaart.analysis.change import compare
from regiekaart.analysis.lineage import Kind
from regiekaart.analysis.rules import check
from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.study import Group
from regiekaart.words.change import bridge_table, region_table, unit_change_table
from regiekaart.words.change_sentences import change_sentences
from regiekaart.words.change_words import cause_word
from regiekaart.words.lineage import KIND_WORDS
from regiekaart.words.rules import rule_table
from regiekaart.words.table import as_csv, as_text, cell_text
from tiny import grid_study


def dutch(change):
    return [text.nl for text in change_sentences(change)]


def rows(table, language=NL):
    return [[cell_text(cell, language) for cell in row] for row in table.rows]


def test_with_complete_lists_the_sentences_state():
    before = replace(closed({1: "A", 2: "A"}), date=date(2022, 1, 1))
    assert dutch(compare(before, closed({1: "A", 4: "A"}))) == [
        (
            "Dekkingsgraad van de gemeenten: 22,22 % op 1 januari 2022; 22,22 % op 1 januari 2023. "
            "Verschil: 0,00 procentpunt (2 van de 9, daarna 2 van de 9)."
        ),
        (
            "Dekkingsgraad van de bevolking: 6,67 % op 1 januari 2022; 11,11 % op 1 januari 2023. "
            "Verschil: +4,44 procentpunt (3.000 van de 45.000, daarna 5.000 van de 45.000)."
        ),
        (
            "Toegetreden: 1 gemeente (Plaats 4); uitgetreden: 1 gemeente (Plaats 2); "
            "van regiegebied veranderd: geen."
        ),
        "Regiegebieden: 1, daarna 1.",
    ]


def test_with_partial_lists_they_say_what_cannot_be_said():
    lines = dutch(compare(grid_study({1: "A", 2: "A"}), grid_study({1: "A", 4: "A"})))
    assert lines[0] == (
        "Volgens beide lijsten samen is van geen enkele gemeente zeker dat ze toetrad, uittrad of "
        "van regiegebied veranderde."
    )
    assert lines[-1] == (
        "Dekkingsgraad van de bevolking: tussen 6,67 % en 100,00 % eerst; tussen 11,11 % en "
        "100,00 % daarna. Het werkelijke verschil ligt tussen −88,89 en +93,33 procentpunt. Dat "
        "van de bekende leden alleen (3.000 van de 45.000, daarna 5.000 van de 45.000: +4,44 "
        "procentpunt) zegt daar niets over."
    )
    assert lines[1] == (
        "Het lidmaatschap werd bekend van 1 gemeente (Plaats 4) en is niet meer bekend van "
        "1 gemeente (Plaats 2): of ze toe- of uittraden, is niet te zeggen."
    )
    assert lines[2] == "Regiegebieden met een bekend lid: 1, daarna 1."


def test_what_is_unknown_is_no_difference_of_a_study_with_itself():
    study = grid_study({1: "A"})
    lines = dutch(compare(study, study))
    assert lines[-2].endswith("Verschil: 0,00 procentpunt (1 van de 9, daarna 1 van de 9).")


def test_many_municipalities_are_counted_and_not_named():
    lines = dutch(compare(closed({}), closed(dict.fromkeys(range(1, 10), "A"))))
    assert "Toegetreden: 9 gemeenten; uitgetreden: geen" in lines[2]


def test_the_bridge_has_a_row_per_cause_that_changed_something_and_their_sum():
    table = bridge_table(compare(closed({1: "A", 2: "A"}), closed({1: "A", 4: "A"})))
    assert [column.key for column in table.columns] == [
        "cause", "municipalities", "population", "municipality_points", "population_points",
    ]  # fmt: skip
    assert rows(table) == [
        ["toegetreden", "+1", "+4.000", "+11,11", "+8,89"],
        ["uitgetreden", "−1", "−2.000", "−11,11", "−4,44"],
        ["verschil", "0", "+2.000", "0,00", "+4,44"],
    ]
    assert table.title.nl == "Waarom de dekkingsgraad veranderde"
    assert table.notes[0].nl == "De dekkingsgraad staat in procentpunten."


def test_upper_bounds_are_shown_where_they_say_something():
    open_lists = bridge_table(compare(grid_study({1: "A"}), grid_study({2: "A"})))
    assert "municipality_points_max" not in [c.key for c in open_lists.columns]
    assert open_lists.title.nl.endswith("(alleen de bekende leden)")
    assert "zegt niets over de werkelijke dekkingsgraad" in open_lists.notes[0].nl
    half_open = bridge_table(compare(grid_study({1: "A"}), closed({1: "A"})))
    assert rows(half_open)[-1] == ["verschil", "0", "0", "0,00", "−88,89", "0,00", "−97,78"]
    assert "“max.” ook wie onbekend is" in half_open.notes[1].nl


def test_the_bridge_of_a_study_with_itself_is_its_last_row():
    study = grid_study({1: "A"})
    assert rows(bridge_table(compare(study, study))) == [["verschil", "0", "0", "0,00", "0,00"]]


def test_both_lists_are_named_as_sources():
    change = compare(grid_study({1: "A"}), closed({1: "A"}))
    first, second = bridge_table(change).notes[-2:]
    assert first.nl.startswith("Van: Lidmaatschap: rooster.")
    assert first.nl.endswith("onvolledige lijst: wie er niet op staat, is onbekend.")
    assert second.en.startswith("To: Membership: grid.")
    assert second.en.endswith("complete list.")


def test_the_table_of_municipalities_says_from_where_to_where():
    before = grid_study({1: "A", 2: "A", 3: "B"}, outside=(4,))
    after = grid_study({1: "B", 4: "A", 5: "A"}, outside=(2, 3))
    assert rows(unit_change_table(compare(before, after))) == [
        ["toegetreden", "00004", "Plaats 4", "geen lid", "A", "4.000"],
        ["uitgetreden", "00002", "Plaats 2", "A", "geen lid", "2.000"],
        ["uitgetreden", "00003", "Plaats 3", "B", "geen lid", "3.000"],
        ["van regiegebied veranderd", "00001", "Plaats 1", "A", "B", "1.000"],
        ["bekend geworden", "00005", "Plaats 5", "onbekend", "A", "5.000"],
    ]


def test_the_table_of_regions_tells_who_came_and_went_and_another_name():
    before = closed({1: "Oostende", 2: "Oostende", 3: "B", 4: "B"})
    before = replace(before, groups=(Group("B", "projectvereniging"), Group("Oostende")))
    after = closed({1: "Middenkust", 2: "Middenkust", 3: "B", 5: "B"})
    after = replace(after, groups=(Group("B", "interlokale vereniging"), Group("Middenkust")))
    change = compare(before, after)
    assert rows(region_table(change)) == [
        ["B", "gewijzigd", "2", "2",
         ("bij: Plaats 5; weg: Plaats 4; "
         "rechtsvorm: projectvereniging, daarna interlokale vereniging")],
        ["Middenkust", "ongewijzigd", "2", "2", "mogelijk vroeger Oostende"],
    ]  # fmt: skip
    assert dutch(change)[-1] == (
        "Regiegebieden: 2, daarna 2. Mogelijk alleen hernoemd: Oostende → Middenkust."
    )


def test_of_a_partial_list_a_region_is_not_called_new_or_gone():
    table = region_table(compare(grid_study({1: "A", 2: "C"}), grid_study({1: "B", 2: "C"})))
    assert rows(table) == [
        ["B", "ongewijzigd, voor zover bekend", "1", "1", "mogelijk vroeger A"],
        ["C", "ongewijzigd, voor zover bekend", "1", "1", ""],
    ]
    assert "kan bij elk regiegebied horen" in table.notes[0].nl


def test_a_region_that_came_out_of_another_is_compared_with_that():
    change = compare(closed({1: "A", 2: "A"}), closed({1: "A", 2: "B"}))
    assert rows(region_table(change)) == [
        ["A", "gewijzigd", "2", "1", "weg: Plaats 2"],
        ["B", "gewijzigd", "2", "1",
         "niet op de eerste lijst, vergeleken met A; weg: Plaats 1"],
    ]  # fmt: skip


def test_what_is_sure_of_half_known_regions_is_said():
    before = grid_study({1: "A", 9: "D"}, outside=(3,))
    after = grid_study({3: "B", 4: "B", 9: "D"}, outside=(1,))
    assert rows(region_table(compare(before, after))) == [
        ["A", "verdwenen of gewijzigd", "1", "0", "niet op de tweede lijst; weg: Plaats 1"],
        ["B", "nieuw of gewijzigd", "0", "2",
         "niet op de eerste lijst; bij: Plaats 3; voor of na onbekend: Plaats 4"],
        ["D", "ongewijzigd, voor zover bekend", "1", "1", ""],
    ]  # fmt: skip


def carried(study, source="grid"):
    """Return a study of which each membership is inferred from a source, on a later day."""
    memberships = tuple(
        replace(
            m, rows=tuple(replace(r, evidence=Evidence.INFERRED, source=source) for r in m.rows)
        )
        for m in study.memberships
    )
    return replace(study, memberships=memberships, date=date(2023, 6, 1))


def test_who_stayed_by_the_same_source_is_not_said_to_have_stayed():
    before = grid_study({1: "A", 2: "A", 3: "B", 4: "C"})
    after = replace(carried(before), membership_source=Text("nieuwe lijst", "new list"))
    change = compare(before, after)
    assert dutch(change)[1] == (
        "Van 4 van de 4 leden komt het lidmaatschap in beide lijsten uit dezelfde bron: dat ze "
        "bleven, is aangenomen en niet vastgesteld."
    )
    table = region_table(change)
    assert [row[1] for row in rows(table)] == ["overgenomen (dezelfde bron)"] * 3
    assert rows(table, EN)[0][1] == "carried over (same source)"
    assert table.notes[1].nl.startswith("“Overgenomen (dezelfde bron)”: van elk lid")


def test_on_one_list_the_same_source_is_of_both_dates():
    before = grid_study({1: "A", 2: "A"})
    assert (
        "komt het lidmaatschap op beide data uit dezelfde bron"
        in (dutch(compare(before, carried(before)))[1])
    )


def test_a_new_source_of_one_member_tells_of_the_others_only():
    before = grid_study({1: "A", 2: "A"})
    after = carried(before)
    first, *rest = after.memberships
    row = replace(first.rows[0], source="grid | elders")
    after = replace(after, memberships=(replace(first, rows=(row,)), *rest))
    change = compare(before, after)
    assert "Van 1 van de 2 leden" in dutch(change)[1]
    assert "dat het bleef" in dutch(change)[1]
    assert rows(region_table(change))[0][1:] == [
        "ongewijzigd, voor zover bekend", "2", "2", "dezelfde bron: 1 van de 2 leden",
    ]  # fmt: skip


@pytest.mark.parametrize("language", [NL, EN])
def test_the_rules_and_the_comparison_use_the_same_words(language, study_2023):
    change = compare(study_2023.before, study_2023)
    told = {row[0]: row[1] for row in rows(region_table(change), language)}
    for row in rows(rule_table(check(study_2023)), language):
        assert told[row[0]] == row[3]


def test_studies_of_one_day_are_told_apart_by_what_differs():
    one = grid_study({1: "A"})
    other = replace(one, membership_source=Text("nieuwe lijst", "new list"))
    first = dutch(compare(one, other))[-2]
    assert "volgens rooster; " in first
    assert "volgens nieuwe lijst. " in first


def test_a_made_up_list_marks_every_table():
    change = compare(grid_study({1: "A"}), grid_study({1: "A"}, fictional=True))
    for make in (bridge_table, unit_change_table, region_table):
        assert as_text(make(change), NL).startswith("FICTIEF VOORBEELD")


def test_every_cause_and_every_fate_has_words():
    told = {cause_word(FLANDERS, cause) for cause in Cause}
    assert len(told) == len(Cause)
    assert set(KIND_WORDS) == set(Kind)


def test_the_mergers_of_2025_in_words():
    pair = [
        load_study(StudyChoice(cycle="2023", date=day, boundaries="embedded"))
        for day in (date(2023, 1, 1), date(2025, 1, 1))
    ]
    change = compare(*pair)
    assert dutch(change)[2] == (
        "Fusies: 28 gemeenten werden er 13; apart geteld, want het lidmaatschap van de vroegere "
        "gemeenten verschilt: Antwerpen, Bilzen-Hoeselt, Hasselt, Lochristi en Tongeren-Borgloon."
    )
    first = rows(unit_change_table(change))[0]
    assert first[:5] == [
        "fusie met verschillend lidmaatschap", "11002", "Antwerpen",
        "Antwerpen: Antwerpen; Borsbeek: ZORA Werkt!", "onbekend",
    ]  # fmt: skip
    assert "De vergelijking gaat terug in de tijd." in dutch(compare(*reversed(pair)))


@given(PAIRS)
def test_any_change_can_be_told_in_both_languages(pair):
    change = compare(*pair, PAST)
    for text in change_sentences(change):
        assert text.nl.endswith(".")
        assert text.en.endswith(".")
        assert text.nl != text.en
    bridge = bridge_table(change, bounds=True)
    assert len(bridge.columns) == 7
    for position in range(3, 7):
        points = [row[position].value for row in bridge.rows]
        assert sum(points[:-1]) == points[-1]
    for language in (NL, EN):
        for table in (bridge, unit_change_table(change), region_table(change)):
            assert as_text(table, language)
            assert as_csv(table, language).count("\r\n") >= 1


@pytest.mark.parametrize("language", [NL, EN])
def test_csv_of_the_bridge_holds_shares_and_counts(language):
    change = compare(closed({1: "A"}), closed({1: "A", 4: "A"}))
    lines = as_csv(bridge_table(change, bounds=True), language).splitlines()
    assert lines[-1].split(",")[1:3] == ["1", "4000"]
    assert float(lines[-1].split(",")[-1]) == pytest.approx(4 / 45)


def test_a_region_that_a_merger_left_no_certain_member_may_still_be_on_the_list():
    before, after = (
        load_study(choice)
        for choice in (StudyChoice(cycle="2020"), StudyChoice(date=date(2025, 1, 1)))
    )
    told = {row[0]: row[-1] for row in rows(region_table(compare(before, after)))}
    assert told["Antwerpen"].startswith("geen zeker lid op de tweede lijst; ")
    # Genk is on no list of 2023.
    assert told["Regio met Genk (naam onbekend)"].startswith("niet op de tweede lijst; ")


def test_who_did_nothing_for_certain_is_not_said_to_have_done_nothing():
    before = grid_study({1: "A", 2: "A", 9: "B"})
    lines = dutch(compare(before, grid_study({1: "A", 9: "B"}, outside=(2,))))
    assert lines[0] == (
        "Volgens beide lijsten uitgetreden: 1 gemeente (Plaats 2); van geen enkele gemeente is "
        "zeker dat ze toetrad of van regiegebied veranderde."
    )
