"""A corrected copy: what is certain is done, what is doubtful is marked, and no reading changes."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiekaart.checking.check import Asked
from regiekaart.checking.fix import fix_list
from regiekaart.checking.grid import read_grid
from regiekaart.checking.kinds import AGREEMENTS, MEMBERSHIP
from regiekaart.checking.plan import BLANK, make_plan
from regiekaart.checking.statements import statements
from regiekaart.checking.whole import check_list
from regiekaart.errors import InputError, RegiekaartError
from regiekaart.facts.agreement_list import read_agreements
from regiekaart.facts.membership_list import read_membership
from regiekaart.facts.rawtable import MAX_FIELD
from regiekaart.language import EN, NL

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2023, 1, 1)
MIDNIGHT = datetime.combine(DAY, time())


@pytest.fixture
def fixed(tmp_path):
    """Write rows as CSV or XLSX, correct them, and return the sheets of the copy."""

    def make(rows, *, touch=None, kind=None, language=NL):
        path = written(tmp_path, rows, touch)
        target = tmp_path / "beter.xlsx"
        before = path.read_bytes()
        fix_list(check_list(Asked(file=path, kind=kind)), target, language, force=True)
        assert path.read_bytes() == before
        book = openpyxl.load_workbook(target)
        return [[[c.value for c in row] for row in sheet.iter_rows()] for sheet in book], book

    return make


def written(folder: Path, rows, touch=None) -> Path:
    if touch is None:
        path = folder / "lijst.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(rows)
        return path
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    touch(book.active)
    path = folder / "lijst.xlsx"
    book.save(path)
    return path


def nothing(_sheet):
    """A workbook as it is."""


def changed(changes):
    """What a sheet of changes says: row, column, before, after, proposal and kind."""
    return [(row[1], row[3], row[4], row[5], row[6], row[8]) for row in changes[1:]]


def test_codes_names_dates_and_words_get_their_one_form(fixed):
    (rows, changes), _ = fixed([
        ["nis", "gemeente", "regiegebied", "vanaf", "bewijs", "lijst"],
        ["11 005", "BOOM", "ZORA", "1 jan 2023", "Documented", "Volledig"],
        ["'44021", "Stad Gent", "Zora", "44927", "afgeleid", ""],
    ])  # fmt: skip
    assert rows[1] == [
        "11005", "Boom", "ZORA", MIDNIGHT, "Documented", "Volledig",
    ]  # fmt: skip
    assert rows[2][:5] == ["44021", "Gent", "ZORA", MIDNIGHT, "afgeleid"]
    assert {row[5] for row in changed(changes)} == {"zeker, gedaan"}
    assert (2, "gemeente", "BOOM", "Boom", None, "zeker, gedaan") in changed(changes)


def test_a_word_in_another_form_becomes_the_usual_one_in_the_language_of_the_copy(fixed):
    rows = [["gemeente", "status"], ["Gent", "ondertekend"], ["Boom", "Nog op te starten"]]
    (dutch, _), _ = fixed(rows)
    assert [row[1] for row in dutch[1:]] == ["afgesloten", "op te starten"]
    (english, _), _ = fixed(rows, language=EN)
    assert [row[1] for row in english[1:]] == ["signed", "to be started"]


def test_a_header_that_is_written_oddly_becomes_the_usual_one(fixed):
    (rows, changes), _ = fixed(
        [["REFNIS.", "Gemeente_Naam", "Regie-verband"], ["44021", "Gent", "A"]]
    )
    assert rows[0] == ["nis", "gemeente", "regiegebied"]
    assert (1, "Regie-verband", "Regie-verband", "regiegebied", None, "zeker, gedaan") in changed(
        changes
    )


def test_a_name_that_is_a_slip_for_the_name_of_its_code_is_certain_and_one_without_is_not(fixed):
    (rows, changes), book = fixed([
        ["nis", "gemeente", "regiegebied"],
        ["46021", "Sint-Niklass", "A"],
        ["", "Gentt", "A"],
    ])  # fmt: skip
    assert [row[1] for row in rows[1:]] == ["Sint-Niklaas", "Gentt"]
    assert changed(changes)[-1] == (3, "gemeente", "Gentt", "Gentt", "Gent", "na te kijken")
    assert "onbekende gemeente" in book.worksheets[0]["B3"].comment.text
    assert rows[0][-1] == "nakijken"
    assert rows[1][-1] is None
    assert "bedoeld: Gent" in rows[2][-1]


def test_cells_that_are_merged_downwards_each_get_the_value(fixed):
    rows = [["gemeente", "regiegebied"], ["Gent", "A"], ["Boom", None], ["Schelle", None]]
    (copy, _), _ = fixed(rows, touch=lambda sheet: sheet.merge_cells("B2:B4"))
    assert [row[1] for row in copy[1:]] == ["A", "A", "A"]


def test_cells_that_are_merged_over_columns_are_never_read_as_no_member(fixed, tmp_path):
    rows = [["gemeente", "rechtsvorm", "regiegebied"], ["Gent", "vzw", None], ["Boom", None, None]]
    (copy, changes), _ = fixed(rows, touch=lambda sheet: sheet.merge_cells("B2:C3"))
    assert [row[2] for row in copy[1:]] == ["(?)", "(?)"]
    assert {row[5] for row in changed(changes)} == {"na te kijken"}
    with pytest.raises(InputError, match="region"):
        read_membership(tmp_path / "beter.xlsx", DAY, cycle="2023")


def test_an_error_value_and_a_formula_without_a_result_stay_errors(fixed, tmp_path):
    def touch(sheet):
        sheet["B2"] = "#REF!"
        sheet["B2"].data_type = "e"
        sheet["B3"] = "=A3"

    (copy, _), book = fixed([["gemeente", "regiegebied"], ["Gent", ""], ["Boom", ""]], touch=touch)
    assert [row[1] for row in copy[1:]] == ["(?)", "(?)"]
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
    with pytest.raises(InputError):
        read_membership(tmp_path / "beter.xlsx", DAY, cycle="2023")


def test_a_record_that_ends_early_is_never_read_as_no_member(fixed, tmp_path):
    (copy, _), _ = fixed([["gemeente", "regiegebied"], ["Gent"], ["Boom", ""]])
    assert [row[1] for row in copy[1:]] == ["(?)", None]
    with pytest.raises(InputError):
        read_membership(tmp_path / "beter.xlsx", DAY, cycle="2023")


def test_a_record_with_too_many_fields_is_not_corrected_at_all(fixed, tmp_path):
    with pytest.raises(InputError, match="more fields than the header"):
        fixed([["gemeente", "regiegebied"], ["Gent", "Regio", "Gent"]])
    assert not (tmp_path / "beter.xlsx").exists()


def test_a_row_that_says_in_every_cell_what_another_says_is_left_out(fixed):
    (rows, changes), _ = fixed([
        ["gemeente", "regiegebied", "kleur"],
        ["Gent", "A", "rood"],
        ["GENT", "a", "rood"],
        ["Gent", "A", "blauw"],
        ["Boom", "A", ""],
    ])  # fmt: skip
    assert [row[2] for row in rows[1:]] == ["rood", "blauw", None]
    left_out = [row for row in changes if row[1] == 3 and row[3] is None]
    assert "dezelfde rij als rij 2" in left_out[0][7]
    # The two that differ in a colour are for a person to settle.
    assert "staat al op rij" in rows[2][-1]


def test_of_two_rows_that_say_the_same_with_a_lost_value_one_keeps_the_mark(fixed):
    lost = ["Gent", "A", "x" * (MAX_FIELD + 1)]
    (rows, *_), _ = fixed([["gemeente", "regiegebied", "opmerking"], lost, lost])
    assert [row[:3] for row in rows[1:]] == [["Gent", "A", BLANK]]


def test_a_row_with_nothing_but_a_formula_without_a_result_stays(fixed):
    def formula(sheet):
        sheet["B3"] = "=1+1"

    (rows, *_), _ = fixed(
        [["gemeente", "regiegebied"], ["Gent", "A"], [], ["Boom", "A"]], touch=formula
    )
    assert [row[0] for row in rows[1:]] == ["Gent", None, "Boom"]
    assert "B3" in rows[2][-1]


def test_what_else_a_person_has_stays_where_it_is_and_as_it_is(fixed):
    rows = [
        ["Mijn lijst", None, None, None],
        [None, None, None, None],
        ["aantal", "gemeente", "deel", "regiegebied"],
        [12, "gent", 0.25, "A"],
        [13.5, "Boom", 0.5, "A"],
    ]

    def touch(sheet):
        sheet["C4"].number_format = "0%"

    (copy, _), book = fixed(rows, touch=touch)
    assert copy[0][0] == "Mijn lijst"
    assert copy[3] == [12, "Gent", 0.25, "A"]
    assert copy[4] == [13.5, "Boom", 0.5, "A"]
    assert book.worksheets[0]["C4"].number_format == "0%"


def test_hostile_text_stays_text(fixed):
    nasty = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "https://x.example", "\x1b[31m", "<b>&"]
    (copy, _), book = fixed([["gemeente", "regiegebied", *nasty], ["Gent", "A", *nasty]])
    for row in book.worksheets[0].iter_rows():
        assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in row)
    assert copy[1][2:6] == nasty[:4]


def test_a_cell_with_a_municipality_on_each_line_keeps_its_lines(fixed, tmp_path):
    (rows, _), _ = fixed([["regio", "gemeenten"], ["a", "Boom\nSchelle"], ["A", "Gent"]])
    assert rows[1:] == [["a", "Boom\nSchelle"], ["a", "Gent"]]
    found = read_membership(tmp_path / "beter.xlsx", DAY, cycle="2023").rows
    assert {(row.nis, row.region) for row in found} == {
        ("11005", "a"), ("11038", "a"), ("44021", "a"),
    }  # fmt: skip


def test_the_same_list_gives_the_same_bytes(fixed, tmp_path):
    rows = [["gemeente", "regiegebied"], ["GENT", "A"], ["Gentt", "B"]]
    fixed(rows)
    first = (tmp_path / "beter.xlsx").read_bytes()
    fixed(rows)
    assert (tmp_path / "beter.xlsx").read_bytes() == first


def test_a_list_from_before_a_merger_keeps_its_parts(tmp_path):
    path = written(tmp_path, [["gemeente", "regiegebied"], ["borsbeek", "A"], ["antwerpen", "A"]])
    check = check_list(Asked(file=path, cycle="2023", date=date(2025, 1, 1)))
    fix_list(check, tmp_path / "beter.xlsx", NL)
    rows = read_membership(tmp_path / "beter.xlsx", date(2025, 1, 1), cycle="2023").rows
    assert [(row.nis, row.region) for row in rows] == [("11002", "A")]
    sheet = openpyxl.load_workbook(tmp_path / "beter.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"][1:]] == ["Borsbeek", "Antwerpen"]


def test_every_problem_is_told_also_behind_merged_cells(tmp_path):
    rows = [["gemeente", "regiegebied"], ["Gentt", "A"], ["Boom", None], ["Xyzzyq", "geen"]]
    path = written(tmp_path, rows, lambda sheet: sheet.merge_cells("B2:B3"))
    problems = check_list(Asked(file=path)).problems
    assert {(p.row, p.column) for p in problems} == {
        (2, "regiegebied"), (2, "gemeente"), (4, "gemeente"), (4, "regiegebied"),
    }  # fmt: skip
    assert {p.file for p in problems} == {"lijst.xlsx"}
    assert {p.sheet for p in problems} == {"Sheet"}


def test_a_copy_that_would_say_something_else_is_never_written(tmp_path, monkeypatch):
    def meddled(*given):
        plan = make_plan(*given)
        plan.edits[2, 1] = "B"
        return plan

    path = written(tmp_path, [["gemeente", "regiegebied"], ["Gent", "A"]])
    monkeypatch.setattr("regiekaart.checking.fix.make_plan", meddled)
    with pytest.raises(RegiekaartError, match="row 2: the corrected copy would say something else"):
        fix_list(check_list(Asked(file=path)), tmp_path / "beter.xlsx", NL)
    assert not (tmp_path / "beter.xlsx").exists()


# Municipalities as people write them; the last two are parts of one that came from a merger.
UNITS = [
    (["44021", "44 021", "44021.0", "'44021"], ["Gent", "GENT", "Stad Gent", "Gand", "gent "]),
    (["11005", "11.005"], ["Boom", "gemeente boom", "BOOM"]),
    (["11023"], ["Kapellen", "Kapellen (Antwerpen)"]),
    (["46021"], ["St-Niklaas", "SINT NIKLAAS"]),
    (["38008"], ["De Haan", "Haan (De)", "Den Haan"]),
    (["11002"], ["Antwerpen", "Anvers"]),
    (["11007"], ["Borsbeek", "BORSBEEK"]),
]
GOOD_DAYS = st.sampled_from(["", "", "2019-12-31", "1/1/2023", "1 jan 2023", "44927", "31/12/22"])
# What spoils a list: a slip, a contradiction, a day that can mean two.
BAD = st.sampled_from(["Gentt", "99999", "geen", "?", "15-06-21", "44021", "x", "Ekeren", "=1+1"])


@st.composite
def lists(draw, more):
    """Rows of which most can be read: a municipality each, and one cell that may be anything."""
    units = draw(st.lists(st.integers(0, len(UNITS) - 1), min_size=1, max_size=6, unique=True))
    units += draw(st.lists(st.sampled_from(units), max_size=1))
    rows = []
    for unit in units:
        codes, names = UNITS[unit]
        code = draw(st.sampled_from(["", *codes]))
        name = draw(st.sampled_from(names if not code else ["", *names]))
        rows.append({"nis": code, "gemeente-naam": name} | draw(more))
    if draw(st.booleans()) and draw(st.booleans()):
        row = draw(st.sampled_from(rows))
        row[draw(st.sampled_from(sorted(row)))] = draw(BAD)
    return rows


MEMBER_ROWS = lists(
    st.fixed_dictionaries({
        "regio": st.sampled_from(["A1", "a 1", "A-1", "Bé", "be", "Geen lid", "onbekend", ""]),
        "vanaf": st.just(""),
        "tot": GOOD_DAYS,
        "bewijs": st.sampled_from(["", "Afgeleid", "documented", "AANGENOMEN."]),
        "lijst": st.sampled_from(["", "", "gedeeltelijk", "Partial", "on-volledig"]),
        "cyclus": st.sampled_from(["", "2023", "2023", "2020-2022"]),
        "kleur": st.sampled_from(["", "rood", "=1", "2"]),
        "bron": st.sampled_from(["", "brief"]),
    })
)  # fmt: skip
AGREEMENT_ROWS = lists(
    st.fixed_dictionaries({
        "Status SO": st.sampled_from(["", "?", "Afgesloten", "getekend", "geen", "op-te-starten"]),
        "datum": GOOD_DAYS,
        "einde": st.sampled_from(["", "31/12/2025", "46022"]),
        "verwacht": GOOD_DAYS,
    })
)  # fmt: skip
COLUMNS = st.lists(st.integers(3, 9), max_size=4, unique=True)
STUDY = st.sampled_from([date(2023, 1, 1), date(2025, 1, 1), date(2020, 6, 1)])


def plain(rows, file):
    """What rows of memberships or agreements state, whatever row they stand on."""
    return {
        tuple(
            (name, value if value != file else "")
            for name in row.__slots__
            if name != "row"
            for value in [getattr(row, name)]
        )
        for row in rows
    }


def read(path, kind, day):
    """What the reader itself makes of a list; None if it refuses."""
    try:
        if kind is AGREEMENTS:
            return plain(read_agreements(path, day).agreements, path.name)
        found = read_membership(path, day, cycle="2023")
    except InputError:
        return None
    return plain(found.rows, path.name), found.complete


def hold(folder, rows, left_out, kind, day, merge):
    """A copy states what the list states, and correcting it again changes nothing."""
    header = [name for i, name in enumerate(rows[0]) if i not in left_out]
    table = [header, *([row[name] for name in header] for row in rows)]

    def touch(sheet):
        if merge:
            first, last, column = merge
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)

    path = written(folder, table, touch if merge is not None else None)
    target = folder / "beter.xlsx"
    target.unlink(missing_ok=True)
    check = check_list(Asked(file=path, kind=kind, cycle="2023", date=day))
    if check.grid is None:
        return
    fix_list(check, target, NL)
    before, after = read(path, kind, day), read(target, kind, day)
    if before is not None:
        assert after == before
    grid = read_grid(target, kind)
    again = make_plan(grid, kind, day, "2023", NL)
    assert [change for change in again.changes if change.certain] == []
    said = [s for s in statements(read_grid(path, kind), kind, day).values() if s is not None]
    kept = [s for s in statements(grid, kind, day).values() if s is not None]
    assert set(said) <= set(kept)


MERGES = (
    st.none() | st.just(()) | st.tuples(st.integers(2, 3), st.integers(3, 5), st.integers(1, 6))
)
QUIETLY = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIETLY
@given(MEMBER_ROWS, COLUMNS, STUDY, MERGES)
def test_a_corrected_list_of_members_states_what_the_list_states(
    tmp_path, rows, left_out, day, merge
):
    hold(tmp_path, rows, left_out, MEMBERSHIP, day, merge)


@QUIETLY
@given(AGREEMENT_ROWS, COLUMNS, STUDY, MERGES)
def test_a_corrected_list_of_agreements_states_what_the_list_states(
    tmp_path, rows, left_out, day, merge
):
    hold(tmp_path, rows, left_out, AGREEMENTS, day, merge)
