"""What the agreements say in tables and sentences."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.crossing import Known, crossing
from regiekaart.language import EN, NL
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.agreements import (
    agreement_table,
    crossing_cells_table,
    crossing_table,
    standing_table,
)
from regiekaart.words.table import Range, as_csv, as_text


@pytest.fixture(scope="module")
def october():
    return load_study(StudyChoice(cycle="2020", date=date(2022, 10, 17)))


@pytest.fixture
def whole(october):
    """Return a table, and a way to say what another count would read like."""
    table = agreements(october)

    def say(language=NL, count=43, unknown=257, total=300, **other):
        units = replace(table.whole.units, count=count, unknown=unknown, total=total)
        people = replace(
            table.whole.population, count=1000 * count, unknown=1000 * unknown, total=1000 * total
        )
        row = replace(table.whole, units=units, population=people, **other)
        return agreement_sentence(replace(table, rows=(row,)), row, language)

    return say


def test_a_sentence_names_what_is_known_and_what_is_not(october):
    table = agreements(october)
    assert agreement_sentence(table, table.whole, NL) == (
        "Op 17 oktober 2022 hadden minstens 43 van de 300 gemeenten een samenwerkingsovereenkomst "
        "met VDAB; van 257 is het onbekend. Aandeel van de bevolking: tussen 21,69 % en 100,00 %."
    )
    assert agreement_sentence(table, table.whole, EN) == (
        "On 17 October 2022, at least 43 of the 300 municipalities had a cooperation agreement "
        "with VDAB; of 257 it is unknown. Share of the population: between 21.69% and 100.00%."
    )


def test_a_sentence_on_a_complete_list_states(whole):
    said = whole(count=200, unknown=0, negotiating=1, to_start=29, none=70)
    assert said == (
        "Op 17 oktober 2022 hadden 200 van de 300 gemeenten een samenwerkingsovereenkomst met "
        "VDAB; daar woont 66,67 % van de bevolking. Verder: 1 in onderhandeling, 29 nog op te "
        "starten en 70 zonder overeenkomst."
    )
    assert "with 66.67% of the population" in whole(EN, count=200, unknown=0)


def test_a_sentence_has_the_right_number(whole):
    assert "had minstens 1 van de 300 gemeenten een " in whole(count=1, unknown=299)
    assert "hadden 2 van de 300 gemeenten een " in whole(count=2, unknown=0, none=298)
    assert "had geen van de 300 gemeenten een samenwerkingsovereenkomst" in whole(
        count=0, unknown=0, none=300
    )
    assert "none of the 300 municipalities had" in whole(EN, count=0, unknown=0, none=300)


def test_a_sentence_does_not_say_no_where_nothing_is_known(whole):
    assert whole(count=0, unknown=300) == (
        "Van geen van de 300 gemeenten is bekend of ze op 17 oktober 2022 een "
        "samenwerkingsovereenkomst met VDAB had."
    )
    some = {"count": 0, "unknown": 10, "none": 290}
    assert "is van geen van de 300 gemeenten een samenwerkingsovereenkomst met VDAB bekend" in (
        whole(**some)
    )
    assert whole(**some).startswith("Op 17 oktober 2022 is van geen")
    assert "van 10 is het onbekend" in whole(**some)
    assert "no cooperation agreement with VDAB of the 300 municipalities is known" in (
        whole(EN, **some)
    )


def test_a_sentence_on_a_part_names_it(october):
    table = agreements(october, by="province", forecast=date(2022, 12, 31))
    antwerpen = next(row for row in table.parts if row.group == "Antwerpen")
    said = agreement_sentence(table, antwerpen, NL)
    assert "hadden in Antwerpen minstens 10 van de 69 gemeenten" in said
    assert said.endswith(
        "Prognose voor 31 december 2022: minstens 10 van de 69; van 59 is het onbekend."
    )


def test_the_table_per_province_reads_in_both_languages(october):
    text = as_text(agreement_table(agreements(october, by="province")), NL)
    assert "Samenwerkingsovereenkomsten met VDAB per provincie" in text
    assert "14,49 % tot 100,00 %" in text
    assert "Bewijs van de statussen: 30 gedocumenteerd en 13 afgeleid; van 257" in text
    assert "De ledenlijst is onvolledig" in text
    english = as_text(agreement_table(agreements(october, by="province")), EN)
    assert "Cooperation agreements with VDAB by province" in english
    assert "at least 43 of the 300" in english


def test_a_screen_leaves_out_what_is_zero_everywhere_and_says_where_nothing_is_known(october):
    table = agreement_table(agreements(october, by="province"))
    lines = as_text(table, NL).splitlines()
    header = lines[3].split()
    assert header[:4] == ["provincie", "gemeenten", "afgesloten", "onbekend"]
    assert header[-3:] == ["regiegebieden", "zeker", "hoogstens"]
    row = next(line.split() for line in lines if line.startswith("West-Vlaanderen"))
    assert row == ["West-Vlaanderen", "64", "0", "64", "onbekend", "onbekend", "5", "0", "5"]
    assert as_csv(table, NL).startswith(
        "provincie,gemeenten,afgesloten,in onderhandeling,op te starten,geen,onbekend,"
    )
    some = replace(table, rows=(tuple(1 if cell == 0 else cell for cell in table.rows[0]),))
    assert "in onderhandeling" in as_text(some, NL)


@pytest.mark.parametrize("by", [None, "province", "regie-region"])
@pytest.mark.parametrize("forecast", [None, date(2022, 12, 31)])
def test_every_row_has_a_cell_per_column(october, by, forecast):
    table = agreement_table(agreements(october, by, forecast))
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert ("forecast_signed" in {c.key for c in table.columns}) == (forecast is not None)


def test_the_crossing_tells_what_it_hinges_on(october):
    table = crossing_table(crossing(october))
    assert [NL.say(row[0]) for row in table.rows] == [
        "gedekt, met overeenkomst",
        "gedekt, zonder overeenkomst",
        "niet gedekt, met overeenkomst",
        "geen van beide",
    ]
    assert table.rows[0][1] == Range(42, 300)
    assert table.notes[0].nl == (
        "Niet bekend: 144 leden van wie we de overeenkomst niet kennen, 1 gemeente met een "
        "overeenkomst waarvan we niet weten of ze lid is en 113 gemeenten waarvan we noch het "
        "lidmaatschap noch de overeenkomst kennen. Daarom kan een aantal in de tabel variëren."
    )
    assert "144 members whose agreement we do not know" in table.notes[0].en
    assert "42 tot 300" in as_text(table, NL)
    header, first, *_ = csv.reader(as_csv(table, NL).splitlines())
    assert header[1:3] == ["gemeenten", "gemeenten (maximum)"]
    assert first[1:3] == ["42", "300"]
    cells = crossing_cells_table(crossing(october))
    assert [row[2] for row in cells.rows] == [42, 144, 1, 113]
    assert cells.rows[2][4] == "Dendermonde"


def test_the_list_per_municipality_holds_days_evidence_and_source(october):
    table = standing_table(october)
    keys = [column.key for column in table.columns]
    rows = {row[1]: dict(zip(keys, row, strict=True)) for row in table.rows}
    assert len(rows) == 300
    ronse = rows["Ronse"]
    assert (ronse["since"], ronse["ends"]) == (date(2021, 10, 15), date(2025, 12, 31))
    assert (NL.say(ronse["status"]), NL.say(ronse["evidence"])) == ("afgesloten", "gedocumenteerd")
    assert ronse["source"].startswith("https://www.nuus.be/")
    boechout = rows["Boechout"]
    assert NL.say(boechout["status"]) == "onbekend"
    assert NL.say(boechout["others"]) == "afgesloten op 15 juni 2017"
    assert EN.say(rows["Maaseik"]["others"]) == "negotiating by a source of 23 September 2021"
    assert as_csv(table, NL).count("\r\n") == 301
    assert ",2021-10-15,2025-12-31," in as_csv(table, NL)


def test_the_list_on_a_screen_has_days_in_words_and_no_long_sources(october):
    text = as_text(standing_table(october, sheet=False), NL)
    assert "15 oktober 2021" in text
    assert "https" not in text
    assert "staan in de uitvoer als CSV" in text
    assert max(map(len, text.splitlines())) <= 160


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("member", "signed", "told"),
    [
        (Known.YES, Known.UNKNOWN, "van wie we de overeenkomst niet kennen"),
        (Known.NO, Known.UNKNOWN, "geen lid"),
        (Known.UNKNOWN, Known.YES, "met een overeenkomst waarvan we niet weten of ze lid"),
        (Known.UNKNOWN, Known.NO, "zonder een overeenkomst waarvan we niet weten of ze lid"),
        (Known.UNKNOWN, Known.UNKNOWN, "noch het lidmaatschap noch de overeenkomst"),
    ],
)
def test_whatever_is_unknown_is_told_in_a_sentence(october, count, member, signed, told):
    found = crossing(october)
    cells = tuple(
        replace(c, units=tuple(range(count)) if (c.member, c.signed) == (member, signed) else ())
        for c in found.cells
    )
    note = crossing_table(replace(found, cells=cells)).notes[0]
    assert told in note.nl
    assert (" zijn" in note.nl) <= (count == 2)
    assert note.en.startswith(f"Not known: {count} m")
