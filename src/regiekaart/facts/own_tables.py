"""Reads the tables that somebody declares in a scheme: CSV with a header, every problem told."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError, OutsideError, reason
from regiekaart.facts import tables
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.tables import Columns

# A million units with their weights of ten years; more is no table.
_MAX_BYTES: Final = 1_000_000_000


def header_of(path: Path) -> list[str]:
    """Return the names of the columns of a table; none where it is no text.

    Raises
    ------
    InputError
        If there is no such file.
    OutsideError
        If it cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return tables.header_in(stream)[0]
    except (UnicodeDecodeError, csv.Error):
        return []  # told when the rows are read
    except OSError as error:
        raise _unreadable(path, error) from error


def declared_rows(
    path: Path, columns: Mapping[str, Callable[[str], Any]], log: ProblemLog
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of a table, with their row numbers; see `declared_columns`."""
    for rows, cells in declared_columns(path, columns, log):
        yield from zip(rows, zip(*cells, strict=True), strict=True)


def declared_columns(
    path: Path, columns: Mapping[str, Callable[[str], Any]], log: ProblemLog
) -> Iterator[Columns]:
    """Yield the rows of a table by column, many at a time, with their row numbers.

    Parameters
    ----------
    path
        The file: UTF-8, commas or semicolons.
    columns
        The columns that are wanted, in order, with the converter of each.
    log
        Gets a problem for each cell that a converter refuses, and for a file that is no table.

    Raises
    ------
    InputError
        If there is no such file.
    OutsideError
        If it cannot be read.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            log.error("te groot voor een tabel (meer dan 1 GB)",
                      "too large for a table (more than 1 GB)", file=path.name)  # fmt: skip
            return
        yield from tables.read_columns(path, columns, log)
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError:
        log.error(
            "geen UTF-8: bewaar het bestand als UTF-8",
            "not UTF-8: save the file as UTF-8",
            file=path.name,
        )
    except csv.Error:
        log.error(
            "geen CSV: een veld is te lang; wordt een aanhalingsteken niet gesloten?",
            "not CSV: a field is too long; is a quote never closed?",
            file=path.name,
        )


def _unreadable(path: Path, error: OSError) -> OutsideError | InputError:
    if isinstance(error, FileNotFoundError):
        return InputError.one(
            f"het bestand bestaat niet: {path}", f"the file does not exist: {path}", file=path.name
        )
    why = reason(error)
    return OutsideError(Text(f"{path}: {why.nl}", f"{path}: {why.en}"))
