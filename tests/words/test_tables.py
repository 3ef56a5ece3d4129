import csv
import io
from dataclasses import replace
from datetime import date

from regiekaart import coverage
from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL
from regiekaart.words.catalogue import study_tables
from regiekaart.words.sentences import coverage_sentence, group_sentence
from regiekaart.words.table import as_csv, as_text
from regiekaart.words.tables import coverage_table, study_line
from tiny import grid_study


def rows_of(table, language=NL):
    return list(csv.reader(io.StringIO(as_csv(table, language))))


def test_a_csv_gives_the_share_and_its_maximum_as_fractions():
    header, whole, *_ = rows_of(coverage_table(coverage(grid_study({1: "A"}), "province")))
    row = dict(zip(header, whole, strict=True))
    assert row["provincie"] == "Vlaanderen"
    assert float(row["dekking bevolking"]) == 1 / 45
    assert float(row["dekking bevolking (maximum)"]) == 1.0


def test_the_terminal_table_lines_up_and_carries_its_sources():
    text = as_text(coverage_table(coverage(grid_study({1: "A"}), "province")), NL)
    lines = text.splitlines()
    assert "1 januari 2023" in lines[1]
    assert "11,11 % tot 100,00 %" in text
    body = [line for line in lines if line.startswith(("Vlaanderen", "Noord", "Zuid"))]
    assert len({len(line) for line in body}) == 1
    assert "Bewijs van de lidmaatschappen: 1 gedocumenteerd" in text


def test_a_name_cannot_command_the_terminal_nor_be_a_formula():
    study = grid_study({1: "=cmd|' /C calc'!A0", 2: "\x1b[2Jweg"})
    tables = {table.id: table for table in study_tables(study)}
    assert "\x1b" not in as_text(tables["regions"], NL)
    names = [row[0] for row in rows_of(tables["regions"])]
    assert "'=cmd|' /C calc'!A0" in names


def test_the_fiction_is_told_in_every_table():
    for table in study_tables(grid_study({1: "A"}, fictional=True)):
        assert as_text(table, NL).startswith("FICTIEF VOORBEELD")
        assert as_text(table, EN).startswith("FICTIONAL EXAMPLE")
        header, *rows = rows_of(table)
        assert header[-1] == "let op"
        assert {row[-1] for row in rows} == {"Fictief voorbeeld"}
    assert "let op" not in rows_of(study_tables(grid_study({1: "A"}))[0])[0]


def test_every_municipality_is_in_the_table_of_municipalities(study_2023):
    tables = {table.id: table for table in study_tables(study_2023)}
    rows = rows_of(tables["municipalities"])
    assert [row[0] for row in rows[1:]] == list(study_2023.codes)
    status = rows[0].index("lidmaatschap")
    assert sum(row[status] == "onbekend" for row in rows) == 110


def test_a_sentence_says_between_where_memberships_are_unknown():
    unknown = coverage_sentence(coverage(grid_study({1: "A", 2: "A"})).whole, NL)
    assert "zijn er 2 (gedocumenteerd) bekend" in unknown
    assert "tussen 6,67 % en 100,00 %" in unknown
    single = coverage_sentence(coverage(grid_study({1: "A"})).whole, NL)
    assert "is er 1 (gedocumenteerd) bekend" in single


def test_a_sentence_states_where_the_list_is_complete():
    study = grid_study(dict.fromkeys(range(1, 10), "A"))
    sentence = coverage_sentence(coverage(study).whole, NL)
    assert sentence == (
        "9 van de 9 gemeenten (100,00 %) zijn lid van 1 regiegebied; "
        "daar woont 100,00 % van de bevolking."
    )


def test_a_sentence_says_so_where_nothing_is_known():
    whole = coverage(grid_study()).whole
    assert coverage_sentence(whole, NL).startswith("Van geen van de 9 gemeenten is bekend")
    assert coverage_sentence(whole, EN).startswith("Of none of the 9 municipalities")


def test_a_sentence_on_a_partial_list_tells_how_well_it_knows():
    rows = coverage(grid_study({7: "A", 8: "A", 9: "B"}), by="province").rows
    assert coverage_sentence(rows[0], NL) == (
        "Van de 9 gemeenten zijn er 3 (gedocumenteerd) bekend als lid van een van de 2 bekende "
        "regiegebieden; van 6 is het lidmaatschap onbekend. "
        "Dekking: tussen 53,33 % en 100,00 % van de bevolking."
    )
    assert coverage_sentence(rows[1], NL) == (
        "3 van de 3 gemeenten (100,00 %) zijn volgens de beschikbare bronnen lid van een van de "
        "2 bekende regiegebieden (gedocumenteerd); daar woont 100,00 % van de bevolking."
    )


def test_the_table_of_regions_says_how_large_they_are_and_not_how_covered():
    table = coverage_table(coverage(grid_study({1: "A", 9: "B"}), by="regie-region"))
    assert "aandeel bevolking Vlaanderen" in [c.header.nl for c in table.columns]
    row = next(row for row in table.rows if row[0] == "B")
    assert row[-1].text(NL) == "20,00 %"


def test_files_for_people_have_semicolons_and_commas_in_dutch_alone():
    table = coverage_table(coverage(grid_study({1: "A"})))
    dutch = as_csv(table, NL, for_people=True)
    assert dutch.startswith("\ufeffgebied;gemeenten;")
    english = as_csv(table, EN, for_people=True)
    assert english.startswith("\ufeffarea,municipalities,")


def test_files_for_people_have_six_decimals_and_files_for_programs_all():
    table = coverage_table(coverage(grid_study({1: "A"})))
    assert ";0,111111;1,0;" in as_csv(table, NL, for_people=True)
    assert ",0.111111,1.0," in as_csv(table, EN, for_people=True)
    assert ",0.1111111111111111,1.0," in as_csv(table, NL)


def test_a_date_outside_the_cycle_is_told_in_the_line_of_the_study():
    study = replace(grid_study({1: "A"}), date=date(2019, 1, 1))
    assert "1 januari 2019 (buiten de cyclus)" in study_line(study).nl


def test_a_region_tells_its_size_and_that_it_may_be_larger():
    sentence = group_sentence(grid_study({1: "A", 2: "A"}), 0, NL)
    assert sentence.startswith("Minstens 2 gemeenten · minstens 3.000 inwoners.")
    assert "onvolledig" in sentence
    whole = grid_study(dict.fromkeys(range(1, 10), "A"))
    assert "onvolledig" not in group_sentence(whole, 0, NL)


def whole_of(study):
    return coverage_sentence(coverage(study).whole, NL)


def test_grades_are_counted_only_where_they_differ():
    mixed = grid_study({1: "A", 2: "A"}, evidence={2: Evidence.INFERRED})
    assert "zijn er 2 (1 gedocumenteerd en 1 afgeleid) bekend" in whole_of(mixed)


def test_the_only_one_that_is_no_member_is_spoken_of_in_the_singular():
    assert whole_of(grid_study(outside=(9,))) == (
        "Van 8 van de 9 gemeenten is het lidmaatschap onbekend; de andere is geen lid."
    )
    assert whole_of(grid_study(outside=(8, 9))).endswith("; de andere zijn geen lid.")
