"""Reading the tables that ship: typed columns, every problem with its row."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, Any

from regiekaart.paths import shipped_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from regiekaart.errors import ProblemLog


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
    """Return a whole number of zero or more."""
    number = int(cell)
    if number < 0:
        raise ValueError("negative")
    return number


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
        first = stream.readline()
        stream.seek(0)
        reader = csv.reader(stream, delimiter=";" if first.count(";") > first.count(",") else ",")
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            names = ", ".join(missing)
            log.error(f"kolommen ontbreken: {names}", f"columns missing: {names}", file=name)
            return
        wanted = [(header.index(column), column, convert) for column, convert in columns.items()]
        for number, cells in enumerate(reader, start=2):
            try:
                yield number, tuple([convert(cells[at]) for at, _, convert in wanted])
            except (ValueError, KeyError, IndexError):
                _tell_wrong_cells(name, number, cells, wanted, log)


def _tell_wrong_cells(
    name: str,
    number: int,
    cells: Sequence[str],
    wanted: Sequence[tuple[int, str, Callable[[str], Any]]],
    log: ProblemLog,
) -> None:
    for position, column, convert in wanted:
        cell = cells[position] if position < len(cells) else ""
        try:
            convert(cell)
        except (ValueError, KeyError) as error:
            log.error(
                f"waarde niet begrepen: {cell!r} ({error})",
                f"value not understood: {cell!r} ({error})",
                file=name,
                row=number,
                column=column,
                value=cell,
            )
