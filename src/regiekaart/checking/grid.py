"""A list as it stands in its file: every cell with its place, whatever is wrong with it.

The readers of `regiekaart.facts` refuse a file with merged cells, error values or shifted fields.
What corrects such a file has to see through them, and to know which rows nobody can rely on.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts.brought import content_of
from regiekaart.facts.delimited import read_delimited
from regiekaart.facts.filekind import Kind, recognise
from regiekaart.facts.leftout import label_in
from regiekaart.facts.listfile import GUARDED, ListFile, ListRow
from regiekaart.facts.listheader import Header, columns_of, find_header, spellings_of
from regiekaart.facts.rawtable import MAX_FIELD, clean_text, filled_rows
from regiekaart.facts.workbook import open_sheet
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from regiekaart.checking.kinds import ListKind
    from regiekaart.facts.rawtable import Merged, RawRow, RawTable

HEAD: Final = 20
# The column of which a cell keeps its lines: each holds a municipality.
LINED: Final = "names"
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row below the header.

    Parameters
    ----------
    number
        The row as its file counts it.
    values
        Cleaned text per canonical column; one that the record lacks is absent.
    others
        What tells its other cells from those of another row.
    label
        The cell by which it calls itself a total; else "".
    broken
        The known columns whose cell has no usable text, with the reason.
    shifted
        Whether it has more fields than the header.
    """

    number: int
    values: Mapping[str, str]
    others: bytes
    label: str = ""
    broken: Mapping[str, Text] = field(default_factory=dict)
    shifted: bool = False


@dataclass(frozen=True)
class Grid:
    """A list as it stands in its file.

    Parameters
    ----------
    file, sheet
        Where it is; a CSV file has no sheets.
    header
        The header, on one row or on two.
    rows
        The rows below it in which a known column is filled, but for repeated headers.
    merged
        The merged cells.
    width
        How many columns the widest row has.
    """

    file: str
    sheet: str | None
    header: Header
    rows: tuple[GridRow, ...]
    merged: tuple[Merged, ...]
    width: int

    def as_list(self, rows: Sequence[GridRow] | None = None) -> ListFile:
        """Return the rows, or some others, as the readers take them."""
        taken = self.rows if rows is None else rows
        headers = {c: self.header.texts[p] for c, p in self.header.positions.items()}
        return ListFile(
            self.file,
            self.sheet,
            headers,
            tuple(ListRow(row.number, row.values, row.label) for row in taken),
            dict(self.header.positions),
            self.header.row.number,
        )


@contextmanager
def opened(
    content: bytes, path: Path, columns: Mapping[str, Sequence[str]], sheet: str | None
) -> Iterator[RawTable]:
    """Open what a file holds as rows of text.

    Parameters
    ----------
    content, path
        The bytes of the file, and its name.
    columns
        The headers that are known: they decide what separates the fields of a CSV file.
    sheet
        The sheet of a workbook; None takes the first one that is visible.

    Yields
    ------
    RawTable
        The rows.

    Raises
    ------
    InputError
        If it is no table.
    """
    log = ProblemLog(path.name)
    spellings = spellings_of(columns)

    def known(cells: Sequence[str]) -> int:
        return len({column for column in columns_of(cells, spellings) if column is not None})

    table: AbstractContextManager[RawTable]
    if recognise(path, content, log) is Kind.WORKBOOK:
        table = open_sheet(content, sheet, log)
    else:
        table = nullcontext(read_delimited(content, known, log))
    with table as found:
        yield found


def read_grid(path: Path, kind: ListKind, sheet: str | None = None) -> Grid:
    """Read a list as it stands in its file.

    Parameters
    ----------
    path
        The file.
    kind
        What the list is about.
    sheet
        The sheet of a workbook; None takes the first one that is visible.

    Raises
    ------
    InputError
        If it is no table, or has no known column.
    """
    log = ProblemLog(path.name)
    content = content_of(path, log)
    spellings = spellings_of(kind.columns)
    with opened(content, path, kind.columns, sheet) as table:
        rows = filled_rows(table, log)
        head = list(islice(rows, HEAD))
        header = find_header(head, kind.columns, spellings, table, log)
        below = chain((row for row in head if row.number > header.row.number), rows)
        found, width = [], max(len(row.cells) for row in head)
        for row in below:
            width = max(width, len(row.cells))
            if not header.is_repeated(row, spellings):
                found.append(_grid_row(row, header, table))
    kept = tuple(row for row in found if any(row.values.values()) or row.broken)
    return Grid(path.name, table.sheet, header, kept, table.merged, width)


def _grid_row(row: RawRow, header: Header, table: RawTable) -> GridRow:
    places = header.positions
    known = set(places.values())
    digest = blake2b(digest_size=16)
    for place, cell in enumerate(row.cells):
        if cell and place not in known:
            digest.update(f"{place}\0{cell}\0".encode("utf-8", "replace"))
    beyond = any(row.cells[header.width :]) and not table.margin
    return GridRow(
        number=row.number,
        values={c: _text(row, c, place) for c, place in places.items() if row.has(place)},
        others=digest.digest(),
        label=label_in(row.cells),
        broken={c: why for c, p in places.items() if (why := _broken(row, p)) is not None},
        shifted=beyond,
    )


def _text(row: RawRow, column: str, place: int) -> str:
    """Return a cell as the readers of lists do."""
    if column == LINED and place < len(row.raw):
        lines = (clean_text(line) for line in _LINE_END.split(row.raw[place]))
        cell = "\n".join(line for line in lines if line)
    else:
        cell = row.cells[place] if place < len(row.cells) else ""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(GUARDED) else cell


def _broken(row: RawRow, place: int) -> Text | None:
    """Return why a cell has no usable text, if it has none."""
    if place < len(row.cells) and len(row.cells[place]) > MAX_FIELD:
        return Text("de cel is te lang", "the cell is too long")
    return row.defects.get(place)
