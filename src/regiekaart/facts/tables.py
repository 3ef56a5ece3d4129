"""Reading the tables that ship: typed columns, every problem with its row."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TextIO

from regiekaart.facts.rawtable import excerpt
from regiekaart.language import Text
from regiekaart.paths import shipped_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from regiekaart.errors import ProblemLog


_MAX_DIGITS: Final = 12
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
    """Yield the rows of a declared table, with their row numbers; see `read_table`.

    The file is UTF-8, with commas or semicolons; its first row names the columns.
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
        for number, cells in enumerate(reader, start=2):
            try:
                found = tuple([convert(cells[at].strip()) for at, _, convert in wanted])
            except (ValueError, KeyError, IndexError):
                if any(cells):
                    _tell_wrong_cells(name, number, cells, wanted, log)
            else:
                yield number, found


def header_in(stream: TextIO) -> tuple[list[str], Iterator[list[str]]]:
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
