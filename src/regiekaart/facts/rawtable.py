"""Rows of text, before anyone knows what the columns mean; and the bounds that they keep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn

from regiekaart.errors import InputError
from regiekaart.language import Text, both

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from regiekaart.errors import ProblemLog

# Flanders has about 300 municipalities. The bounds leave ample room for the list of another
# country, and stop a file that was made to exhaust the machine.
MAX_BYTES: Final = 50_000_000
MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 1_000
# Counted with the empty ones, which spreadsheets append by the thousand.
_MAX_CELLS: Final = 20_000
MAX_FIELD: Final = 10_000
MAX_EMPTY_RUN: Final = 1_000

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# C0 and C1 controls, line and paragraph separators, the marks that turn the writing direction,
# halves of characters, and what is no character.
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+"
)
_ODD_SPACE = re.compile(r"[^\S ]")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a file; ``defects`` tells per position which cell has no usable text, and why.

    ``fields`` is how many fields a record has in a file where a record may end early; None in a
    spreadsheet, which has no such thing as a missing cell. ``raw`` are the cells before they were
    cleaned: with the ends of lines in them.
    """

    number: int
    cells: Sequence[str]
    defects: Mapping[int, Text] = field(default_factory=dict)
    fields: int | None = None
    raw: Sequence[str] = ()

    def has(self, position: int) -> bool:
        """Return whether the row has a cell at a position, be it an empty one."""
        return self.fields is None or position < self.fields


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of merged cells; rows as a spreadsheet counts them, columns from 0."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class RawTable:
    """The rows of a CSV file or of one sheet.

    Parameters
    ----------
    rows
        The rows, read while one iterates.
    sheet
        The name of the sheet; a CSV file has none.
    merged
        The merged cells.
    margin
        Whether something may stand beside the table: in a sheet a remark can, in a CSV file it
        means that the fields have shifted.
    hidden_rows, hidden_columns
        What a spreadsheet does not show: rows as it counts them, columns from 0.
    filtered
        Whether the sheet has a filter that leaves out rows.
    """

    rows: Iterator[RawRow]
    sheet: str | None = None
    merged: tuple[Merged, ...] = ()
    margin: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False


def fatal(log: ProblemLog, nl: str, en: str, **where: Any) -> NoReturn:  # noqa: ANN401
    """Add an error after which nothing more can be read, and raise everything in the log."""
    log.error(nl, en, **where)
    raise InputError(log.errors)


def clean_text(cell: str) -> str:
    r"""Return a cell as one line of visible text.

    Region names are compared, and everything may end up in a terminal: a no-break space becomes a
    space, an invisible character disappears, and a control character becomes a space.

    Examples
    --------
    >>> clean_text("\ufeff Midden\u00a0West \u200b\r\n")
    'Midden West'
    >>> clean_text("rood\x1b[31m")
    'rood [31m'
    """
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", cell))
    return _ODD_SPACE.sub(" ", text).strip()


def excerpt(text: str, length: int = 60) -> str:
    """Return a text short enough to stand in a message."""
    text = clean_text(text[: 4 * length])
    return text if len(text) <= length else text[: length - 1] + "…"


def column_letter(position: int) -> str:
    """Return the letter that a spreadsheet gives to the column at this position, from 0.

    Examples
    --------
    >>> column_letter(0), column_letter(26)
    ('A', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def filled_rows(table: RawTable, log: ProblemLog) -> Iterator[RawRow]:
    """Yield the rows that hold something, cleaned, and stop at the bounds.

    Parameters
    ----------
    table
        The rows as they are in the file.
    log
        Gets an error when there are too many rows or columns, and a note when a long run of empty
        rows was taken for the end.

    Yields
    ------
    RawRow
        The cells up to the last one that is filled.
    """
    count = last = empty = 0
    for row in table.rows:
        cells = _filled_cells(row, table.sheet, log)
        if not cells:
            empty += 1
            if empty > MAX_EMPTY_RUN:
                _note_end(last, table.sheet, log)
                return
            continue
        count, last, empty = count + 1, row.number, 0
        if count > MAX_ROWS:
            most = both(MAX_ROWS)
            fatal(
                log,
                f"meer dan {most.nl} rijen: dit is geen lijst van gemeenten",
                f"more than {most.en} rows: this is not a list of municipalities",
                sheet=table.sheet,
                row=row.number,
            )
        yield RawRow(row.number, cells, row.defects, row.fields, row.cells)


def _filled_cells(row: RawRow, sheet: str | None, log: ProblemLog) -> list[str]:
    """Return the cleaned cells up to the last that holds text or a defect."""
    # The first bound comes before the work of cleaning, the second counts what is left.
    cells = [clean_text(cell) for cell in row.cells] if len(row.cells) <= _MAX_CELLS else None
    while cells and not cells[-1] and len(cells) - 1 not in row.defects:
        cells.pop()
    if cells is None or len(cells) > MAX_COLUMNS:
        most = both(MAX_COLUMNS)
        fatal(
            log,
            f"meer dan {most.nl} kolommen: dit is geen lijst van gemeenten",
            f"more than {most.en} columns: this is not a list of municipalities",
            sheet=sheet,
            row=row.number,
        )
    return cells


def _note_end(last: int, sheet: str | None, log: ProblemLog) -> None:
    run = both(MAX_EMPTY_RUN)
    log.note(
        f"na rij {last} zijn meer dan {run.nl} rijen leeg; wat daaronder staat, is niet gelezen",
        f"more than {run.en} rows are empty after row {last}; what is below was not read",
        sheet=sheet,
    )
