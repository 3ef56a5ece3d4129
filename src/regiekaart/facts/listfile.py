"""Reading a list that people bring, CSV or XLSX, into rows of text under known column names.

Nothing is interpreted here: a code, a date or a region stays text. What is decided is where the
table starts, which columns it has, and that no cell was lost or shifted on the way.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from regiekaart.errors import NoSheetError, printable
from regiekaart.facts.brought import content_of
from regiekaart.facts.delimited import read_delimited
from regiekaart.facts.filekind import Kind, recognise
from regiekaart.facts.leftout import label_in
from regiekaart.facts.listheader import Header, columns_of, find_header, spellings_of
from regiekaart.facts.rawtable import (
    MAX_FIELD,
    RawRow,
    RawTable,
    clean_text,
    excerpt,
    fatal,
    filled_rows,
)
from regiekaart.facts.workbook import open_sheet
from regiekaart.language import both

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from regiekaart.errors import ProblemLog

# The header is looked for in the first rows that are not empty: a title and a date may precede it.
_HEADER_WITHIN: Final = 20
# Beyond this many, the errors have one cause, and a longer list helps no one.
_MAX_ERRORS: Final = 100
_MAX_NAMED: Final = 20
# What a spreadsheet takes for the beginning of a formula, the wide forms too.
GUARDED: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list.

    Parameters
    ----------
    number
        The row as the spreadsheet counts it, header included; in a CSV file, the line on which
        the record starts.
    values
        Stripped text per canonical column. A column that the file does not have is absent; an
        empty cell is "".
    label
        The cell by which the row calls itself a total, in any column; else "".
    """

    number: int
    values: Mapping[str, str]
    label: str = ""


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as it was brought.

    Parameters
    ----------
    file, sheet
        Where it came from, for messages.
    headers
        Per canonical column, the header as the file writes it.
    rows
        The rows below the header; entirely empty ones are left out.
    positions
        Per canonical column, where it stands, from 0.
    header_row
        The row of the header, or the lower of two; 0 where there is no file.
    """

    file: str
    sheet: str | None
    headers: Mapping[str, str]
    rows: tuple[ListRow, ...]
    positions: Mapping[str, int] = field(default_factory=dict)
    header_row: int = 0


def read_list(
    path: Path,
    columns: Mapping[str, Sequence[str]],
    log: ProblemLog,
    *,
    sheet: str | None = None,
    lined: Collection[str] = (),
) -> ListFile:
    r"""Read a list, CSV or XLSX.

    Parameters
    ----------
    path
        The file; it is only ever read.
    columns
        Per canonical column name, the headers under which it may appear. They are matched without
        regard to case, accents, spaces, hyphens and underscores. None of them is required here:
        ``headers`` of the result tells which ones the file has.
    log
        Gets every problem; its ``file`` becomes the name of this file, for what the caller adds.
    sheet
        The sheet of a workbook; None takes the first one that is visible.
    lined
        Columns of which a cell keeps its lines, with ``\n`` between them; in the others they
        become spaces.

    Returns
    -------
    ListFile
        The rows, as text.

    Raises
    ------
    InputError
        When the file is not a table, or when cells are wrong: all of them together, with what the
        log held already.
    """
    content = content_of(path, log)
    spellings = spellings_of(columns)
    with _open(path, content, spellings, sheet, log) as table:
        rows = filled_rows(table, log)
        head = list(islice(rows, _HEADER_WITHIN))
        header = find_header(head, columns, spellings, table, log)
        below = chain((row for row in head if row.number > header.row.number), rows)
        reader = _ListReader(header, table, spellings, log, frozenset(lined))
        found = reader.read(below)
    _check_merged(header, table, found, log)
    _tell_hidden(header, table, found, log)
    log.raise_errors()
    if not found:
        fatal(
            log,
            "er staan geen rijen onder de kop",
            "there are no rows below the header",
            sheet=table.sheet,
            row=header.row.number,
        )
    headers = {column: header.texts[place] for column, place in header.positions.items()}
    return ListFile(
        printable(path.name), table.sheet, headers, found, dict(header.positions), header.row.number
    )


def _open(
    path: Path, content: bytes, spellings: Mapping[str, str], sheet: str | None, log: ProblemLog
) -> AbstractContextManager[RawTable]:
    """Return the table that a file holds, to be opened."""
    if recognise(path, content, log) is Kind.WORKBOOK:
        return open_sheet(content, sheet, log)
    if sheet is not None:
        raise NoSheetError.one(
            f"een CSV-bestand heeft geen bladen (gevraagd: {excerpt(sheet)})",
            f"a CSV file has no sheets (asked for: {excerpt(sheet)})",
            file=log.file,
        )

    def known_columns(cells: Sequence[str]) -> int:
        return len({column for column in columns_of(cells, spellings) if column is not None})

    return nullcontext(read_delimited(content, known_columns, log))


def _unguarded(cell: str) -> str:
    """Return text without the apostrophe that keeps a spreadsheet from taking it for a formula.

    Every CSV file that is written here has it, so that what was written can be read again.
    """
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(GUARDED) else cell


class _ListReader:
    """Turns the rows below a header into rows of the list, and collects what is wrong."""

    def __init__(
        self,
        header: Header,
        table: RawTable,
        spellings: Mapping[str, str],
        log: ProblemLog,
        lined: frozenset[str],
    ) -> None:
        self._header = header
        self._table = table
        self._spellings = spellings
        self._log = log
        self._lined = lined
        self._known = frozenset(header.positions.values())
        # The columns that will be named as ignored: those with a header, and those with content.
        self._ignored = {
            position
            for position, cell in enumerate(header.texts)
            if cell and position not in self._known
        }
        self._errors = 0

    def read(self, rows: Iterator[RawRow]) -> tuple[ListRow, ...]:
        """Return the rows in which a known column is filled."""
        found, repeated = [], list[int]()
        for row in rows:
            if self._header.is_repeated(row, self._spellings):
                repeated.append(row.number)
                continue
            self._check(row)
            # A record that ends early says nothing of the columns that it lacks.
            values = {
                column: self._cell(row, column, place)
                for column, place in self._header.positions.items()
                if row.has(place)
            }
            if any(values.values()):
                found.append(ListRow(row.number, values, label_in(row.cells)))
        self._note_repeated(repeated)
        self._note_ignored()
        return tuple(found)

    def _cell(self, row: RawRow, column: str, place: int) -> str:
        """Return the text of a cell, in lines where the column keeps them."""
        if column in self._lined and place < len(row.raw):
            lines = (clean_text(line) for line in _LINE_END.split(row.raw[place]))
            return _unguarded("\n".join(line for line in lines if line))
        return _unguarded(row.cells[place]) if place < len(row.cells) else ""

    def _check(self, row: RawRow) -> None:
        for position, cell in enumerate(row.cells):
            if position in self._known:
                self._check_cell(row, position, cell)
            elif cell and position >= self._header.width and not self._table.margin:
                self._error(
                    row.number,
                    position,
                    cell,
                    f"meer velden dan de kop ({self._header.width}); ontbreken er aanhalingstekens "
                    "rond een tekst?",
                    f"more fields than the header ({self._header.width}); are there quotes "
                    "missing around a text?",
                )
                return
            elif cell:
                self._ignored.add(position)

    def _check_cell(self, row: RawRow, position: int, cell: str) -> None:
        defect = row.defects.get(position)
        if defect:
            self._error(row.number, position, None, defect.nl, defect.en)
        elif len(cell) > MAX_FIELD:
            most = both(MAX_FIELD)
            self._error(
                row.number,
                position,
                cell,
                f"de cel heeft meer dan {most.nl} tekens; wordt een aanhalingsteken niet gesloten?",
                f"the cell has more than {most.en} characters; is a quote never closed?",
            )

    def _error(self, row: int, position: int, value: str | None, nl: str, en: str) -> None:
        where = {"sheet": self._table.sheet, "row": row}
        self._errors += 1
        if self._errors > _MAX_ERRORS:
            fatal(
                self._log,
                f"meer dan {_MAX_ERRORS} fouten: de rest is niet nagekeken",
                f"more than {_MAX_ERRORS} errors: the rest was not checked",
                **where,
            )
        shown = None if value is None else excerpt(value)
        self._log.error(nl, en, column=self._header.name(position), value=shown, **where)

    def _note_repeated(self, rows: Sequence[int]) -> None:
        if rows:
            listed = ", ".join(map(str, rows[:_MAX_NAMED])) + (
                ", …" if len(rows) > _MAX_NAMED else ""
            )
            self._log.note(
                f"herhaalde kop overgeslagen: rij {listed}",
                f"repeated header skipped: row {listed}",
                sheet=self._table.sheet,
                row=rows[0],
            )

    def _note_ignored(self) -> None:
        if not self._ignored:
            return
        names = [self._header.name(position) for position in sorted(self._ignored)]
        listed = ", ".join(names[:_MAX_NAMED]) + (", …" if len(names) > _MAX_NAMED else "")
        self._log.note(
            f"kolommen die niet gebruikt worden: {listed}",
            f"columns that are not used: {listed}",
            sheet=self._table.sheet,
            row=self._header.row.number,
        )


def _tell_hidden(header: Header, table: RawTable, rows: Sequence[ListRow], log: ProblemLog) -> None:
    """Tell of rows and columns that were read, and that a spreadsheet does not show."""
    hidden = [row.number for row in rows if row.number in table.hidden_rows]
    if hidden:
        listed = ", ".join(map(str, hidden[:_MAX_NAMED]))
        listed += ", …" if len(hidden) > _MAX_NAMED else ""
        why = ("de lijst is gefilterd; ", "the list is filtered; ") if table.filtered else ("", "")
        many = len(hidden) > 1
        log.warning(
            f"{why[0]}{len(hidden)} verborgen {'rijen zijn' if many else 'rij is'} ook gelezen: "
            f"rij {listed}",
            f"{why[1]}{len(hidden)} hidden {'rows were' if many else 'row was'} read as well: "
            f"row {listed}",
            sheet=table.sheet,
            row=hidden[0],
        )
    names = [header.name(p) for p in header.positions.values() if p in table.hidden_columns]
    if names:
        listed = ", ".join(names)
        log.warning(
            f"verborgen kolommen zijn ook gelezen: {listed}",
            f"hidden columns were read as well: {listed}",
            sheet=table.sheet,
            column=names[0],
        )


def _check_merged(
    header: Header, table: RawTable, rows: Sequence[ListRow], log: ProblemLog
) -> None:
    """Add an error for merged cells: all but the first would read as empty, so as "no region"."""
    numbers = [row.number for row in rows]
    for merged in table.merged:
        columns = range(merged.first_column, merged.last_column + 1)
        touched = sorted(place for place in header.positions.values() if place in columns)
        start = bisect_left(numbers, merged.first_row)
        within = numbers[start : bisect_right(numbers, merged.last_row, lo=start)]
        # Only the cell at the top left has a value: is there another one that the list needs?
        only_first = within == [merged.first_row] and touched == [merged.first_column]
        if within and touched and not only_first:
            log.error(
                f"samengevoegde cellen {merged.name}: hef de samenvoeging op en vul elke rij in",
                f"merged cells {merged.name}: unmerge them and fill in every row",
                sheet=table.sheet,
                row=merged.first_row,
                column=header.name(touched[0]),
            )
            if len(log.errors) > _MAX_ERRORS:
                return
