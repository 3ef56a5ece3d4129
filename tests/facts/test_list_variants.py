"""Lists as departments have them: every way in which a spreadsheet can look, on the real reader."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from regiekaart.errors import InputError, Severity
from regiekaart.facts.code_cells import wrong_code
from regiekaart.facts.leftout import label_in
from regiekaart.facts.membership_list import read_membership
from regiekaart.facts.name_lists import code_and_name, names_in, replaced

HEAD = ["nis", "gemeente", "regiegebied"]
LEUVEN, BIERBEEK, HERENT = [24062, "Leuven", "A"], [24011, "Bierbeek", "A"], [24038, "Herent", "B"]
BOTH = {"24062": "A", "24011": "A"}


@pytest.fixture
def brought(tmp_path):
    """Return a function that writes rows to a workbook, with a last touch, and returns its path."""

    def write(*rows, touch=None):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        if touch:
            touch(book)
        book.save(tmp_path / "lijst.xlsx")
        return tmp_path / "lijst.xlsx"

    return write


def read(path, **settings):
    found = read_membership(path, date(2023, 1, 1), cycle="2023", **settings)
    return {row.nis: row.region for row in found.rows}, found.notices


def regions(path, **settings):
    return read(path, **settings)[0]


def problems(path, **settings):
    with pytest.raises(InputError) as caught:
        read(path, **settings)
    return caught.value.problems


# --- The header -----------------------------------------------------------------------------------


def merged(*cells):
    def touch(book):
        for cell in cells:
            book.active.merge_cells(cell)

    return touch


def test_a_header_with_a_wider_one_above_it_is_one_header(brought):
    path = brought(
        ["Leden 2023"],
        ["Gemeente", None, None, "Regiegebied", None],
        ["NIS", "Naam", "Postnummer", "Rechtsvorm", "Naam"],
        [24062, "Leuven", 3000, "vzw", "A"],
        touch=merged("A1:E1", "A2:C2", "D2:E2"),
    )
    found, notices = read(path)
    assert found == {"24062": "A"}
    assert [n.message.nl for n in notices] == [
        "1 rij boven de kop overgeslagen",
        "kolommen die niet gebruikt worden: Postnummer",
    ]


def test_a_header_whose_columns_are_merged_downwards_is_one_header(brought):
    path = brought(
        ["NIS", "Gemeente", "Regiegebied", "Periode", None],
        [None, None, None, "vanaf", "tot"],
        [24062, "Leuven", "A", date(2023, 6, 1), None],
        touch=merged("A1:A2", "B1:B2", "C1:C2", "D1:E1"),
    )
    assert regions(path) == {"24062": "A"}
    assert read_membership(path, date(2023, 1, 1), cycle="2023").rows[0].valid_from == date(
        2023, 6, 1
    )


def test_a_row_of_data_is_never_half_a_header(brought):
    path = brought(["nis", "gemeente", "regiegebied", None], [24062, "Leuven", "A", "bron"])
    assert regions(path) == {"24062": "A"}


def test_a_header_that_comes_back_is_skipped_and_told(brought):
    path = brought(HEAD, LEUVEN, [], ["NIS", "Municipality", "Region"], BIERBEEK, HEAD)
    found, (notice,) = read(path)
    assert found == BOTH
    assert notice.message.nl == "herhaalde kop overgeslagen: rij 4, 6"


def test_half_a_header_is_no_header(brought):
    assert {p.row for p in problems(brought(HEAD, LEUVEN, ["nis", "iets", None]))} == {3}


# --- Totals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "last",
    [["Totaal", 2, 1], [None, "TOTAAL", None], ["Algemeen totaal:", "2", "1"], [None, "2", None],
     [None, "Aantal gemeenten: 2", None], ["2 gemeenten", None, None], [48073, None, None],
     [None, "n = 2", None], ["Som", None, "2"], ["Total", None, None]],
)  # fmt: skip
def test_a_total_below_the_list_is_left_out_and_told(brought, last):
    found, notices = read(brought(HEAD, LEUVEN, BIERBEEK, last))
    assert found == BOTH
    (notice,) = notices
    assert notice.row == 4
    assert notice.message.nl.startswith("rijen met een totaal of een aantal weggelaten (rij 4: ")


def test_a_subtotal_in_the_middle_and_a_label_beside_the_list_are_left_out(brought):
    path = brought(
        ["provincie", *HEAD],
        ["VB", *LEUVEN],
        ["Subtotaal VB", None, "1", "1"],
        ["VB", *BIERBEEK],
        ["Totaal", None, "2", None],
    )
    assert regions(path) == BOTH


@pytest.mark.parametrize(
    "odd",
    [["Bron: VDAB", None, None], [None, "7", None], ["Totaal", None, "A"], [99999, None, None],
     ["Totaal", "Kopenhagen", None], [None, "Subliem", None], [None, None, "2"]],
)  # fmt: skip
def test_a_row_that_merely_looks_odd_stays_a_problem(brought, odd):
    assert {p.row for p in problems(brought(HEAD, LEUVEN, BIERBEEK, odd))} == {4}


def test_a_count_in_the_middle_is_no_total(brought):
    assert problems(brought(HEAD, LEUVEN, [None, "1", None], BIERBEEK))[0].row == 3


def test_a_municipality_with_the_word_in_its_note_is_no_total(brought):
    path = brought([*HEAD, "opmerking"], [*LEUVEN, "Totaal herzien"], [*BIERBEEK, "Totaal"])
    assert regions(path) == BOTH


@given(st.text(max_size=40))
def test_a_label_is_looked_for_in_any_text(text):
    assert label_in([text]) in {"", text}


# --- What a spreadsheet does not show -------------------------------------------------------------


def test_hidden_rows_are_read_and_counted(brought):
    def hide(book):
        for row in (3, 9):
            book.active.row_dimensions[row].hidden = True

    found, (notice,) = read(brought(HEAD, LEUVEN, BIERBEEK, HERENT, touch=hide))
    assert found == {**BOTH, "24038": "B"}
    assert (notice.severity, notice.row) == (Severity.WARNING, 3)
    assert notice.message.nl == "1 verborgen rij is ook gelezen: rij 3"


def test_a_filtered_list_is_read_as_a_whole(brought):
    def touch(book):
        book.active.auto_filter.ref = "A1:C4"
        book.active.auto_filter.add_filter_column(2, ["B"])
        for row in (2, 3):
            book.active.row_dimensions[row].hidden = True

    found, (notice,) = read(brought(HEAD, LEUVEN, BIERBEEK, HERENT, touch=touch))
    assert len(found) == 3
    said = "de lijst is gefilterd; 2 verborgen rijen zijn ook gelezen: rij 2, 3"
    assert notice.message.nl == said


def test_a_hidden_column_is_read_and_told_if_the_list_needs_it(brought):
    def hide(book):
        for column in "CD":
            book.active.column_dimensions[column].hidden = True

    (notice, _ignored) = sorted(
        read(brought([*HEAD, "fax"], [*LEUVEN, 1], touch=hide))[1], key=lambda n: -len(n.severity)
    )
    assert notice.message.nl == "verborgen kolommen zijn ook gelezen: regiegebied"


def test_a_hidden_sheet_is_named_and_one_that_is_asked_for_is_read(brought):
    def touch(book):
        book.create_sheet("Oud").append(HEAD)
        book["Oud"].append(HERENT)
        book["Oud"].sheet_state = "hidden"

    path = brought(HEAD, LEUVEN, touch=touch)
    assert [n.message.nl for n in read(path)[1]] == ["verborgen bladen zijn niet gelezen: Oud"]
    found, (notice,) = read(path, sheet="Oud")
    assert found == {"24038": "B"}
    assert notice.message.nl == "dit blad is verborgen"


# --- Codes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", [24062, 24062.0, "24062", "'24062", "24 062", "24.062", "24,062", "24062,0", " 24062 "]
)
def test_a_code_is_read_however_a_spreadsheet_has_it(brought, code):
    assert regions(brought(["nis", "regiegebied"], [code, "A"])) == {"24062": "A"}


@pytest.mark.parametrize(
    ("cell", "said", "meant"),
    [
        ("024062", "geen NIS-code", "24062"),
        ("2,4062E+04", "geen NIS-code", "24062"),
        ("24062 Leuven", "geen NIS-code", "24062"),
        ("NIS 24062", "geen NIS-code", "24062"),
        ("24062A", "de code van een deelgemeente, Leuven", "24062"),
        ("2406", "vier cijfers van de vijf", None),
        ("2000", "de code van een gewest", None),
        ("24062 24011", "geen NIS-code", None),
        ("99999x", "geen NIS-code", None),
    ],
)
def test_what_is_no_code_is_explained_with_the_code_that_was_meant(cell, said, meant):
    message, likely = wrong_code(cell)
    assert said in message.nl
    assert likely == meant


def test_a_damaged_code_beside_a_good_name_gets_the_code_of_that_name(brought):
    (problem,) = problems(brought(HEAD, [2406, "Leuven", "A"]))
    assert (problem.column, problem.value, problem.suggestion) == ("nis", "2406", "24062")


def test_a_name_among_the_codes_gets_its_code(brought):
    (problem,) = problems(brought(HEAD, ["Leuven", None, "A"]))
    assert problem.suggestion == "24062"


@pytest.mark.parametrize(("code", "said"), [(20001, "een"), (20000, "provincie"), (2000, "gewest")])
def test_the_code_of_a_larger_area_is_no_municipality(brought, code, said):
    assert said in problems(brought(HEAD, [code, None, "A"]))[0].message.nl


# --- Several municipalities in one cell -----------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["Leuven, Bierbeek", "Leuven; Bierbeek", "Leuven/Bierbeek", "Leuven\nBierbeek",
     "Leuven en Bierbeek", "Leuven, and Bierbeek.", "- Leuven\r\n- Bierbeek\r\n", "24062, 24011",
     "1. Stad Leuven\n2. Gemeente Bierbeek", "24062 Leuven, 24011 Bierbeek", "Louvain & Bierbeek"],
)  # fmt: skip
def test_a_region_may_have_its_municipalities_in_one_cell(brought, cell):
    assert regions(brought(["regiegebied", "gemeenten"], ["A", cell])) == BOTH


def test_a_slip_in_a_cell_is_told_by_its_name_and_mended_where_it_stands(brought):
    path = brought(["regiegebied", "gemeenten"], ["A", "Bierbeek, Leuvn en Ekeren"])
    slip, part = problems(path)
    assert (slip.row, slip.column, slip.value) == (2, "gemeenten", "Bierbeek, Leuvn en Ekeren")
    assert "Leuvn" in slip.message.nl
    assert slip.suggestion == "Bierbeek, Leuven en Ekeren"
    assert part.suggestion == "Bierbeek, Leuvn en Antwerpen"


def test_a_municipality_twice_in_cells_is_a_problem(brought):
    path = brought(["regiegebied", "gemeenten"], ["A", "Leuven, Mol"], ["B", "Geel en Leuven"])
    (problem,) = problems(path)
    assert (problem.row, problem.message.nl) == (3, "Leuven (24062) staat al op rij 2, bij A")


def test_one_municipality_and_a_list_of_them_do_not_go_on_one_row(brought):
    path = brought(["gemeente", "gemeenten", "regiegebied"], ["Leuven", "Mol", "A"])
    assert "laat een van beide leeg" in problems(path)[0].message.nl


def test_several_names_under_gemeente_get_the_column_that_is_for_them(brought):
    (problem,) = problems(brought(HEAD, [None, "Leuven, Bierbeek en Herent", "A"]))
    assert "Leuven, Bierbeek, Herent; noem de kolom ‘gemeenten’" in problem.message.nl


@given(st.lists(st.sampled_from(["Leuven", "Heist o/d Berg", "De Haan", "24062"]), min_size=1))
def test_names_come_back_from_any_way_of_joining_them(names):
    for sign in (", ", ";", " / ", "\n", " en ", ",\n"):
        assert names_in(sign.join(names)) == tuple(names)


@given(st.text(max_size=60), st.text(min_size=1, max_size=10), st.text(max_size=10))
def test_any_cell_is_taken_apart_without_trouble(cell, name, other):
    assert all(name == name.strip() for name in names_in(cell))
    assert isinstance(code_and_name(cell), tuple)
    assert isinstance(replaced(cell, name, other), str)


# --- Words in place of a region -------------------------------------------------------------------


@pytest.mark.parametrize("word", ["geen lid", "Geen Lid", "not a member", "NOT A MEMBER", None])
def test_a_municipality_may_be_called_no_member_in_place_of_its_region(brought, word):
    found, notices = read(brought(HEAD, LEUVEN, [24011, None, word]))
    assert found == {"24062": "A", "24011": None}
    assert notices == ()


@pytest.mark.parametrize("word", ["onbekend", "Unknown"])
def test_a_municipality_may_be_called_unknown_in_place_of_its_region(brought, word):
    found, (notice,) = read(brought(HEAD, LEUVEN, [24011, None, word]))
    assert found == {"24062": "A"}
    assert notice.message.nl == "1 rij met onbekend lidmaatschap weggelaten"
    (problem,) = problems(brought(HEAD, LEUVEN, [24011, None, word]), complete=True)
    assert (problem.row, problem.column, problem.value) == (3, "regiegebied", word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("geen", "geen lid"), ("nee", "geen lid"), ("???", "onbekend"), ("tbd", "onbekend"),
     ("nvt", None), ("-", None), ("0", None), ("lid", None), ("Totaal", None)],
)  # fmt: skip
def test_other_words_are_refused_and_the_two_that_are_read_are_named(brought, word, meant):
    (problem,) = problems(brought(HEAD, [24011, None, word]))
    assert (problem.column, problem.value, problem.suggestion) == ("regiegebied", word, meant)
    assert "schrijf ‘geen lid’" in problem.message.nl
    assert "schrijf ‘onbekend’" in problem.message.nl


@pytest.mark.parametrize(
    ("region", "membership", "fine"),
    [("geen lid", "geen lid", True), ("onbekend", "onbekend", True), (None, "onbekend", True),
     ("geen lid", "lid", False), ("onbekend", "geen lid", False), ("geen lid", "onbekend", False),
     ("onbekend", "lid", False)],
)  # fmt: skip
def test_the_region_and_the_membership_of_a_row_must_agree(brought, region, membership, fine):
    path = brought([*HEAD, "lidmaatschap"], [*LEUVEN, "lid"], [24011, None, region, membership])
    if fine:
        assert "24062" in regions(path)
    else:
        assert [(p.row, p.column) for p in problems(path)] == [(3, "lidmaatschap")]


# --- What was meant -------------------------------------------------------------------------------


def test_every_slip_in_a_word_carries_the_word_that_the_cell_should_hold(brought):
    head = ["nis", "regiegebied", "bewijs", "cyclus", "lijst", "lidmaatschap"]
    found = problems(
        brought(
            head,
            [24062, "A", "gedocumenterd", "2023", "volledg", None],
            [24011, "A", None, "cyclus 2023", None, None],
            [24038, "A", None, "2023", None, "geenlidd"],
        )
    )
    assert {(p.row, p.column, p.value, p.suggestion) for p in found} == {
        (2, "bewijs", "gedocumenterd", "gedocumenteerd"),
        (2, "lijst", "volledg", "volledig"),
        (3, "cyclus", "cyclus 2023", "2023"),
        (4, "lidmaatschap", "geenlidd", "geen lid"),
    }


def test_a_spelling_that_differs_is_told_with_the_one_that_came_first(brought):
    (notice,) = read(brought(HEAD, [24062, None, "Midden West"], [24011, None, "midden-west"]))[1]
    assert (notice.row, notice.value, notice.suggestion) == (3, "midden-west", "Midden West")


# --- Bounds ---------------------------------------------------------------------------------------


def test_a_file_of_names_without_end_is_refused_with_a_short_list(tmp_path):
    path = tmp_path / "lijst.csv"
    path.write_text("regiegebied;gemeenten\n" + ('A;"' + "a," * 4_900 + '"\n') * 5)
    found = problems(path)
    assert len(found) == 101


def test_a_text_that_is_far_too_long_for_a_name_is_not_looked_through(tmp_path):
    path = tmp_path / "lijst.csv"
    path.write_text("gemeente;regiegebied\n" + f"Stad {'x(' * 4_900};A\n" * 50)
    assert len(problems(path)) == 50
