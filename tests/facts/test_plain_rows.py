"""What is read fast is what would be read slowly: plain rows of CSV, and whole columns of them."""

import csv

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regiekaart.errors import ProblemLog
from regiekaart.facts import plain_rows, tables

CELLS = st.text(alphabet="ab1 0é\u00a0\u200b\x07\t'9-", max_size=6)
ODD = st.sampled_from(
    ["", " ", "a  b", " a", "a ", "12", "012", "1 2", "-1", "1.0", "²", "١٢", "2023", "12345",
     "é", "e\u0301", "a\u00a0b", "a\u200bb", "\ufeffa", "a\nb", "\n", "x" * 41, "x" * 201,
     "9" * 12, "9" * 13, "yes", "Yes", "2023-01-01", "2023-02-30", "\ufdd0", "a\x00"]
)  # fmt: skip
CONVERTERS = [
    tables.unit_code, tables.name, tables.optional_name, tables.count, tables.optional_count,
    tables.year, tables.code, tables.text, tables.optional_text, tables.day, tables.optional_day,
    tables.yes_no, tables.measure, str,
]  # fmt: skip


def one_by_one(cells, convert):
    """Return what a converter says of each cell, None if it refuses one."""
    try:
        return [convert(cell.strip()) for cell in cells]
    except (ValueError, KeyError):
        return None


@pytest.mark.parametrize("convert", CONVERTERS, ids=lambda convert: convert.__name__)
@given(st.lists(CELLS | ODD, min_size=1, max_size=5))
@example(["a", "b c", "d"])
@example(["12", "3"])
@example(["a\nb", "c"])
@example(["a", "", "b"])
@example(["a ", "b"])
def test_a_whole_column_says_what_each_of_its_cells_says(convert, cells):
    rows = [["left", cell] for cell in cells]
    found = tables.clean_columns(rows, [(1, convert)])
    expected = one_by_one(cells, convert)
    assert repr(found) == repr(None if expected is None else (expected,))


def test_a_row_that_ends_early_has_no_clean_columns():
    assert tables.clean_columns([["a", "b"], ["a"]], [(1, tables.name)]) is None
    assert tables.clean_columns([["a", "b"], ["a"]], [(0, tables.name)]) == (["a", "a"],)


def read(path, limit=None):
    """Return the rows below the header, and the error that ends them."""
    rows = []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, reader = tables.header_in(stream)
        try:
            if limit is None:
                rows.extend(map(tuple, reader))
            else:
                for some in plain_rows.rows_below(path, reader, len(header)):
                    rows.extend(map(tuple, some))
        except (csv.Error, UnicodeDecodeError) as error:
            return rows, type(error)
    return rows, None


LINES = st.lists(
    st.lists(st.sampled_from(["a", "b 1", "", '"q"', '"x\ny"', '"u,v"', 'w"w', "é", '"open']),
             min_size=0, max_size=3).map(",".join),
    max_size=12,
)  # fmt: skip


@given(
    LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.sampled_from([1, 9, 30, 999])
)
@example(["a,b"] * 9, "\r\n", True, 9)
@example(["a,b"] * 9 + ['"x\ny",b'] + ["a,b"] * 9, "\n", True, 9)
@example(["a,b"] * 9 + ["", "a"] + ["a,b"] * 9, "\n", False, 30)
def test_rows_are_those_of_a_reader_of_csv(tmp_path_factory, lines, end, ends, size):
    path = tmp_path_factory.mktemp("rows") / "table.csv"
    text = end.join(["code,name", *lines]) + (end if ends else "")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_rows, "_BYTES", size)
        assert read(path, size) == read(path)


def test_what_stands_before_a_quote_that_is_never_closed_is_told_too(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("code\n\u200b\n" + '"' + "x" * 200_000, encoding="utf-8")
    log = ProblemLog()
    with pytest.raises(csv.Error):
        list(tables.read_csv(path, {"code": tables.unit_code}, log))
    assert [problem.row for problem in log.errors] == [2]


def test_a_wrong_cell_far_into_a_table_is_told_by_its_row_and_its_value(tmp_path):
    path = tmp_path / "table.csv"
    lines = [f"u{i:06d},{i}" for i in range(60_000)]
    lines[45_678] = "u045678,12.5"
    path.write_text("\n".join(["code,count", *lines]), encoding="utf-8")
    log = ProblemLog()
    columns = {"code": tables.unit_code, "count": tables.count}
    found = list(tables.read_csv(path, columns, log))
    assert [(p.row, p.column, p.value) for p in log.errors] == [(45_680, "count", "12.5")]
    assert len(found) == 59_999
    assert found[45_677] == (45_679, ("u045677", 45_677))
    assert found[45_678] == (45_681, ("u045679", 45_679))


def test_letters_that_are_no_utf_8_are_no_plain_rows(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"code,name\nu1,Aalst\nu2,Li\xe8ge\n")
    with pytest.raises(UnicodeDecodeError):
        list(tables.read_csv(path, {"code": tables.unit_code}, ProblemLog()))
