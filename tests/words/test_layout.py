"""Tables and sentences on a screen of any width."""

import io
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.language import EN, NL, Text
from regiekaart.words.layout import LEAST, PIPE_WIDTH, grid, prose, terminal_width, wrapped
from regiekaart.words.table import Column, Range, Table, as_csv, as_text, for_reading

NAMES = "Aalst, Brakel, Geraardsbergen, Houthalen-Helchteren, Lierde en Sint-Lievens-Houtem"
TABLE = Table(
    "t",
    Text("Een titel die ook wel eens langer is dan het scherm breed is", "A title"),
    Text("toestand op 1 januari 2023", "situation"),
    (
        Column("region", Text("regiegebied", "regie region")),
        Column("people", Text("inwoners van de leden", "inhabitants"), "count"),
        Column("none", Text("nooit", "never"), "count", if_any=True),
        Column("share", Text("aandeel", "share"), "percent"),
        Column("money", Text("€ totaal", "€ total"), "money"),
        Column("names", Text("leden", "members")),
    ),
    (
        ("Vlaamse Ardennen", 1_234_567, 0, Fraction(1, 3), Decimal("1234567.89"), NAMES),
        ("W13", 318_925, 0, Fraction(1, 2), Decimal("75000.00"), "Kortrijk"),
    ),
    (Text("Dit is een lange noot. " * 9, "A note."),),
)
# The first column and another one of words, which may shrink to LEAST, and a gap.
SMALLEST = LEAST + 2 + LEAST


def test_what_fits_is_printed_as_it_is():
    text = as_text(TABLE, NL, 200)
    assert len(text.splitlines()) == 3 + 4 + 1 + 3
    assert NAMES in text
    assert "nooit" not in text


@pytest.mark.parametrize("width", [*range(SMALLEST, 60, 3), 80, 100, 160])
def test_no_line_is_wider_than_the_terminal_and_no_figure_is_cut(width):
    text = as_text(TABLE, NL, width)
    assert max(map(len, text.splitlines())) <= width
    words = text.split()
    for figure in ("1.234.567", "318.925", "1.234.567,89", "75.000,00"):
        assert figure in words
    assert "33,33 %" in text


def test_names_are_wrapped_and_not_shortened():
    text = as_text(TABLE, NL, 100)
    assert "…" not in text
    assert set(NAMES.replace("-", " ").split()) <= set(text.replace("-", " ").split())


def test_a_row_of_more_lines_keeps_its_columns():
    lines = grid(["naam", "n"], [["een twee drie vier", "12"], ["vijf", "3"]], ["words", "figures"],
                 19)  # fmt: skip
    assert lines == [
        "naam              n",
        "───────────────  ──",
        "een twee drie    12",
        "vier",
        "vijf              3",
    ]


def test_headers_of_figures_are_wrapped_before_names_are():
    lines = grid(["naam", "leden voor", "leden na"], [["Welzijnsregio", "8", "10"]],
                 ["words", "figures", "figures"], 27)  # fmt: skip
    assert lines[:2] == ["               leden  leden", "naam            voor     na"]
    assert lines[-1] == "Welzijnsregio      8     10"


def test_columns_that_do_not_fit_stand_below_with_the_first_one_again():
    lines = grid(["naam", "a", "b"], [["W13", "1.234.567", "7.654.321"]],
                 ["words", "figures", "figures"], 16)  # fmt: skip
    assert lines == [
        "naam          a",
        "────  ─────────",
        "W13   1.234.567",
        "",
        "naam          b",
        "────  ─────────",
        "W13   7.654.321",
    ]


@given(
    st.lists(
        st.tuples(st.text("ab -", max_size=40), st.integers(0, 10**9), st.text("xy ", max_size=60)),
        max_size=6,
    ),
    st.integers(LEAST + 2 + LEAST, 200),
)
def test_any_rows_fit(rows, width):
    body = [[name, NL.integer(number), said] for name, number, said in rows]
    lines = grid(["naam", "n", "wat"], body, ["words", "figures", "words"], width)
    assert max(map(len, lines)) <= width
    text = "\n".join(lines).split()
    assert all(NL.integer(number) in text for _, number, _ in rows)


def test_a_percent_sign_stays_with_its_number():
    assert wrapped("dekking van 33,33 % hier", 17) == ["dekking van", "33,33 % hier"]
    assert wrapped("", 10) == [""]


def test_prose_is_not_wider_than_can_be_read_and_shows_where_each_note_starts():
    lines = prose(["Dit is een lange noot. " * 9, "Kort."], 200).splitlines()
    assert max(map(len, lines)) <= 100
    assert [line.startswith("  ") for line in lines] == [False, True, True, False]


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_a_pipe_has_one_width_and_a_terminal_its_own(monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert terminal_width() == PIPE_WIDTH
    monkeypatch.setattr(sys, "stdout", Screen())
    assert terminal_width() == 72
    assert max(map(len, as_text(TABLE, NL).splitlines())) <= 72


def test_a_column_that_people_can_do_without_is_kept_in_files():
    assert "none" not in {column.key for column in for_reading(TABLE).columns}
    assert as_csv(TABLE, EN).splitlines()[0].split(",")[2] == "never"


def test_a_range_is_one_number_where_its_ends_agree():
    rows = ((Range(0, 255),), (Range(7, 7),))
    table = Table("r", Text("t", "t"), Text("s", "s"), (Column("n", Text("aantal", "n"), "range"),),
                  rows)  # fmt: skip
    assert "0 tot 255" in as_text(table, NL)
    assert "0 to 255" in as_text(table, EN)
    assert as_csv(table, NL).splitlines() == ["aantal,aantal (maximum)", "0,255", "7,7"]
