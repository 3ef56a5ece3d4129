"""Reading the tables that ship: typed columns, every problem with its row."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TextIO

from regiekaart.errors import has_hidden
from regiekaart.facts.plain_rows import rows_below
from regiekaart.facts.rawtable import excerpt
from regiekaart.language import Text
from regiekaart.paths import shipped_data

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from regiekaart.errors import ProblemLog

    # The numbers of some rows, and the cells of each column.
    Columns = tuple[Sequence[int], tuple[Sequence[Any], ...]]

_MAX_DIGITS: Final = 12
_LONGEST_CODE: Final = 40
_LONGEST_NAME: Final = 200
_LONGEST_HEADER: Final = 100_000
_NUMBER: Final = Text("een geheel getal vanaf nul", "a whole number from zero")
_DAY: Final = Text("een dag, zoals 2023-01-01", "a day, such as 2023-01-01")
_TEXT: Final = Text("gewone tekst, niet leeg", "plain text, not empty")
# By the name of the converter.
_EXPECTED: Final = {
    "count": _NUMBER,
    "optional_count": _NUMBER,
    "year": Text("een jaar, zoals 2023", "a year, such as 2023"),
    "day": _DAY,
    "optional_day": _DAY,
    "yes_no": Text("yes of no", "yes or no"),
    "code": Text("een code van vijf cijfers", "a code of five digits"),
    "unit_code": Text("een code, hoogstens 40 tekens", "a code, at most 40 characters"),
}


def text(cell: str) -> str:
    """Return a cell that must not be empty."""
    if not cell:
        raise ValueError("empty")
    return cell


def optional_text(cell: str) -> str:
    """Return a cell that may be empty."""
    return cell


def code(cell: str) -> str:
    """Return a NIS code: five digits, kept as text."""
    if len(cell) != 5 or not cell.isascii() or not cell.isdigit():  # noqa: PLR2004 - a NIS code
        raise ValueError("not a code of five digits")
    return cell


def count(cell: str) -> int:
    """Return a whole number of zero or more; so large that sums stay whole numbers."""
    if not cell.isascii() or not cell.isdigit() or len(cell) > _MAX_DIGITS:
        raise ValueError("not a whole number of zero or more")
    return int(cell)


def year(cell: str) -> int:
    """Return a year."""
    if not cell.isascii() or not cell.isdigit() or len(cell) != 4:  # noqa: PLR2004 - a year
        raise ValueError("not a year")
    return int(cell)


def optional_count(cell: str) -> int | None:
    """Return a whole number, or None for an empty cell."""
    return count(cell) if cell else None


def measure(cell: str) -> float:
    """Return a number."""
    return float(cell)


def optional_measure(cell: str) -> float | None:
    """Return a number, or None for an empty cell."""
    return float(cell) if cell else None


def day(cell: str) -> date:
    """Return an ISO date."""
    return date.fromisoformat(cell)


def optional_day(cell: str) -> date | None:
    """Return an ISO date, or None for an empty cell."""
    return date.fromisoformat(cell) if cell else None


def yes_no(cell: str) -> bool:
    """Return a flag written as yes or no."""
    return {"yes": True, "no": False}[cell]


def unit_code(cell: str) -> str:
    """Return a code: any text that is short, and can be seen."""
    return _plain(cell, _LONGEST_CODE)


def name(cell: str) -> str:
    """Return a name: any text that can be seen, with single spaces."""
    return " ".join(_plain(cell, _LONGEST_NAME).split())


def optional_name(cell: str) -> str:
    """Return a name, or nothing."""
    return name(cell) if cell else ""


def _plain(cell: str, longest: int) -> str:
    if not cell or len(cell) > longest or has_hidden(cell):
        raise ValueError("no plain text")
    return cell


def read_table(
    name: str,
    columns: Mapping[str, Callable[[str], Any]],
    log: ProblemLog,
    *,
    folder: str = "tables",
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of a shipped table, with their row numbers.

    Parameters
    ----------
    name
        File name in the folder.
    columns
        The columns that are wanted, in order, with the converter of each.
    log
        Gets a problem for each cell that a converter refuses; that row is left out.
    folder
        Folder in ``data``.

    Yields
    ------
    tuple of int and tuple
        Row number (the header is row 1) and the converted cells.
    """
    yield from read_csv(shipped_data() / folder / name, columns, log)


def read_csv(
    path: Path, columns: Mapping[str, Callable[[str], Any]], log: ProblemLog
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of a declared table, with their row numbers; see `read_table`."""
    for numbers, cells in read_columns(path, columns, log):
        yield from zip(numbers, zip(*cells, strict=True), strict=True)


def read_columns(
    path: Path, columns: Mapping[str, Callable[[str], Any]], log: ProblemLog
) -> Iterator[Columns]:
    """Yield the rows of a declared table by column, many at a time; see `read_table`.

    The file is UTF-8, with commas or semicolons; its first row names the columns.

    Yields
    ------
    tuple
        The row numbers (the header is row 1), and the converted cells of each column.
    """
    name = path.name
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, reader = header_in(stream)
        twice = [column for column in columns if header.count(column) > 1]
        if twice:
            names = ", ".join(twice)
            log.error(f"kolommen staan er twee keer: {names}", f"columns are there twice: {names}",
                      file=name)  # fmt: skip
            return
        missing = [column for column in columns if column not in header]
        if missing:
            names = ", ".join(missing)
            log.error(f"kolommen ontbreken: {names}", f"columns missing: {names}", file=name)
            return
        wanted = [(header.index(column), column, convert) for column, convert in columns.items()]
        first = 2
        for rows in rows_below(path, reader, len(header)):
            cells = clean_columns(rows, [(at, convert) for at, _, convert in wanted])
            if cells is not None:
                yield range(first, first + len(rows)), cells
            else:
                yield _row_by_row(name, enumerate(rows, start=first), wanted, log)
            first += len(rows)


def _row_by_row(
    name: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    wanted: Sequence[tuple[int, str, Callable[[str], Any]]],
    log: ProblemLog,
) -> Columns:
    """Return the rows of which every cell is understood, by column, and tell of the others."""
    numbers, found = [], []
    for number, cells in rows:
        try:
            found.append([convert(cells[at].strip()) for at, _, convert in wanted])
        except (ValueError, KeyError, IndexError):
            if any(cells):
                _tell_wrong_cells(name, number, cells, wanted, log)
        else:
            numbers.append(number)
    return numbers, tuple([row[i] for row in found] for i in range(len(wanted)))


def header_in(stream: TextIO) -> tuple[list[str], Reader]:
    """Return the names of the columns of a table, and what reads the rows below them."""
    first = stream.readline(_LONGEST_HEADER)
    stream.seek(0)
    reader = csv.reader(stream, delimiter=";" if first.count(";") > first.count(",") else ",")
    return [cell.strip() for cell in next(reader, [])], reader


def _tell_wrong_cells(
    name: str,
    number: int,
    cells: Sequence[str],
    wanted: Sequence[tuple[int, str, Callable[[str], Any]]],
    log: ProblemLog,
) -> None:
    for position, column, convert in wanted:
        cell = cells[position].strip() if position < len(cells) else ""
        try:
            convert(cell)
        except (ValueError, KeyError):
            shown, wanted_text = excerpt(cell), _EXPECTED.get(convert.__name__, _TEXT)
            log.error(
                f"waarde niet begrepen: ‘{shown}’; verwacht {wanted_text.nl}",
                f"value not understood: ‘{shown}’; expected {wanted_text.en}",
                file=name,
                row=number,
                column=column,
                value=shown,
            )


def clean_columns(
    rows: Sequence[Sequence[str]], wanted: Sequence[tuple[int, Callable[[str], Any]]]
) -> tuple[list[Any], ...] | None:
    """Return columns of rows of which every cell is understood; None if one may not be.

    What comes out is what the converters say of each cell: a whole column is looked at first, and
    where that proves that its cells are what a converter returns as they stand, it is not asked.

    Parameters
    ----------
    rows
        The cells of each row.
    wanted
        The place of each column that is wanted, with its converter.
    """
    if min(map(len, rows), default=0) <= max(at for at, _ in wanted):
        return None
    try:
        return tuple(_column([row[at] for row in rows], convert) for at, convert in wanted)
    except (ValueError, KeyError):
        return None


def _column(cells: list[str], convert: Callable[[str], Any]) -> list[Any]:
    if convert is count and _are_digits(cells):
        return list(map(int, cells))
    longest = _PLAIN.get(convert)
    if longest is not None and _are_plain(cells, longest) and (convert in _EMPTY or all(cells)):
        return cells
    # The same text means the same each time.
    meant = {cell: convert(cell.strip()) for cell in set(cells)}
    return [meant[cell] for cell in cells]


def _are_digits(cells: list[str]) -> bool:
    """Return whether all are numbers without a sign, a space or a point."""
    glued = "".join(cells)
    short = len(max(cells, key=len)) <= _MAX_DIGITS
    return short and all(cells) and glued.isascii() and glued.isdigit()


def _are_plain(cells: list[str], longest: int) -> bool:
    """Return whether all are short and can be seen, and no space is too many."""
    glued = "\n" + "\n".join(cells) + "\n"
    # Of what separates words only the plain space is printable.
    return (
        len(max(cells, key=len)) <= longest
        and not any(pair in glued for pair in ("  ", " \n", "\n "))
        and glued.count("\n") == len(cells) + 1
        and glued.replace("\n", "").isprintable()
    )


# Converters that return a plain cell as it is, and how long one is at most.
_PLAIN: Final[Mapping[Callable[[str], Any], int]] = {
    unit_code: _LONGEST_CODE,
    name: _LONGEST_NAME,
    optional_name: _LONGEST_NAME,
}
_EMPTY: Final[tuple[Callable[[str], Any], ...]] = (optional_name,)
