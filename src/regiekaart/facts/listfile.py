"""Reading a list that people bring, CSV or XLSX, into rows of text under known column names.

Nothing is interpreted here: a code, a date or a region stays text. What is decided is where the
table starts, which columns it has, and that no cell was lost or shifted on the way.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from regiekaart.facts.brought import content_of
from regiekaart.facts.delimited import read_delimited
from regiekaart.facts.filekind import Kind, recognise
from regiekaart.facts.rawtable import (
    MAX_COLUMNS,
    MAX_FIELD,
    RawRow,
    RawTable,
    column_letter,
    excerpt,
    fatal,
    filled_rows,
)
from regiekaart.facts.workbook import open_sheet
from regiekaart.language import both

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from regiekaart.errors import ProblemLog

# The header is looked for in the first rows that are not empty: a title and a date may precede it.
_HEADER_WITHIN: Final = 20
# Beyond this many, the errors have one cause, and a longer list helps no one.
_MAX_ERRORS: Final = 100
_MAX_NAMED: Final = 20
# What a spreadsheet takes for the beginning of a formula.
GUARDED: Final = ("=", "+", "-", "@")
# What some programs write between fields, and is not read as such.
_OTHER_DELIMITERS: Final = ("|", ":", "^", "~")


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
    """

    number: int
    values: Mapping[str, str]


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
    """

    file: str
    sheet: str | None
    headers: Mapping[str, str]
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    row: RawRow
    positions: Mapping[str, int]

    @property
    def width(self) -> int:
        return len(self.row.cells)

    def name(self, position: int) -> str:
        """Return the header at a position; a column without one goes by its letter."""
        text = self.row.cells[position] if position < self.width else ""
        return excerpt(text) if text else column_letter(position)


def read_list(
    path: Path,
    columns: Mapping[str, Sequence[str]],
    log: ProblemLog,
    *,
    sheet: str | None = None,
) -> ListFile:
    """Read a list, CSV or XLSX.

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
    spellings = _spellings(columns)
    with _open(path, content, spellings, sheet, log) as table:
        rows = filled_rows(table, log)
        head = list(islice(rows, _HEADER_WITHIN))
        header = _find_header(head, columns, spellings, table, log)
        below = chain((row for row in head if row.number > header.row.number), rows)
        found = _ListReader(header, table, log).read(below)
    _check_merged(header, table, found, log)
    log.raise_errors()
    if not found:
        fatal(
            log,
            "er staan geen rijen onder de kop",
            "there are no rows below the header",
            sheet=table.sheet,
            row=header.row.number,
        )
    headers = {column: header.row.cells[place] for column, place in header.positions.items()}
    return ListFile(path.name, table.sheet, headers, found)


def _open(
    path: Path, content: bytes, spellings: Mapping[str, str], sheet: str | None, log: ProblemLog
) -> AbstractContextManager[RawTable]:
    """Return the table that a file holds, to be opened."""
    if recognise(path, content, log) is Kind.WORKBOOK:
        return open_sheet(content, sheet, log)
    if sheet is not None:
        fatal(
            log,
            f"een CSV-bestand heeft geen bladen (gevraagd: {excerpt(sheet)})",
            f"a CSV file has no sheets (asked for: {excerpt(sheet)})",
        )

    def known_columns(cells: Sequence[str]) -> int:
        return len(_positions(cells, spellings))

    return nullcontext(read_delimited(content, known_columns, log))


def _key(header: str) -> str:
    """Return what two spellings of one header have in common."""
    letters = unicodedata.normalize("NFKD", header[:200]).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _spellings(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the canonical column per spelling."""
    return {_key(spelling): name for name, known in columns.items() for spelling in known}


def _positions(cells: Sequence[str], spellings: Mapping[str, str]) -> dict[str, int]:
    """Return the first position of every known column."""
    positions: dict[str, int] = {}
    for position, cell in enumerate(cells[:MAX_COLUMNS]):
        column = spellings.get(_key(cell)) if cell else None
        if column is not None:
            positions.setdefault(column, position)
    return positions


def _find_header(
    head: Sequence[RawRow],
    columns: Mapping[str, Sequence[str]],
    spellings: Mapping[str, str],
    table: RawTable,
    log: ProblemLog,
) -> _Header:
    """Return the row with the most known columns; the first one, if several have as many."""
    candidates = [_Header(row, _positions(row.cells, spellings)) for row in head]
    header = max(candidates, key=lambda candidate: len(candidate.positions), default=None)
    if header is None:
        fatal(log, "er staat niets in", "there is nothing in it", sheet=table.sheet)
    if not header.positions:
        wanted = ", ".join(known[0] for known in columns.values() if known)
        first = ", ".join(excerpt(cell, 30) for cell in head[0].cells[:_MAX_NAMED] if cell)
        _check_delimiter(head, spellings, table, log)
        fatal(
            log,
            f"geen enkele bekende kolom gevonden; mogelijk zijn: {wanted}; de eerste rij luidt: "
            f"{first}",
            f"no known column found; possible are: {wanted}; the first row reads: {first}",
            sheet=table.sheet,
            row=head[0].number,
        )
    _check_twice(header, spellings, table, log)
    skipped = sum(row.number < header.row.number for row in head)
    if skipped:
        log.note(
            f"{skipped} {'rij' if skipped == 1 else 'rijen'} boven de kop overgeslagen",
            f"{skipped} {'row' if skipped == 1 else 'rows'} above the header skipped",
            sheet=table.sheet,
            row=header.row.number,
        )
    return header


def _check_delimiter(
    head: Sequence[RawRow], spellings: Mapping[str, str], table: RawTable, log: ProblemLog
) -> None:
    """Raise an error if a delimiter that is not read would have given the columns."""
    for row in head:
        text = row.cells[0] if len(row.cells) == 1 else ""
        for sign in _OTHER_DELIMITERS:
            if sign in text and _positions([cell.strip() for cell in text.split(sign)], spellings):
                fatal(
                    log,
                    f"de velden zijn gescheiden door {sign}: bewaar het bestand met een "
                    "puntkomma, een komma of een tab ertussen",
                    f"the fields are separated by {sign}: save the file with a semicolon, a comma "
                    "or a tab between them",
                    sheet=table.sheet,
                    row=row.number,
                )


def _check_twice(
    header: _Header, spellings: Mapping[str, str], table: RawTable, log: ProblemLog
) -> None:
    """Add an error for every known column that stands there more than once."""
    known = [(spellings.get(_key(cell)), cell) for cell in header.row.cells]
    for column, times in Counter(column for column, _ in known if column is not None).items():
        if times > 1:
            named = ", ".join(excerpt(cell) for same, cell in known if same == column)
            log.error(
                f"dezelfde kolom staat er {times} keer: {named}",
                f"the same column is there {times} times: {named}",
                sheet=table.sheet,
                row=header.row.number,
                column=header.name(header.positions[column]),
            )


def _unguarded(cell: str) -> str:
    """Return text without the apostrophe that keeps a spreadsheet from taking it for a formula.

    Every CSV file that is written here has it, so that what was written can be read again.
    """
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(GUARDED) else cell


class _ListReader:
    """Turns the rows below a header into rows of the list, and collects what is wrong."""

    def __init__(self, header: _Header, table: RawTable, log: ProblemLog) -> None:
        self._header = header
        self._table = table
        self._log = log
        self._known = frozenset(header.positions.values())
        # The columns that will be named as ignored: those with a header, and those with content.
        self._ignored = {
            position
            for position, cell in enumerate(header.row.cells)
            if cell and position not in self._known
        }
        self._errors = 0

    def read(self, rows: Iterator[RawRow]) -> tuple[ListRow, ...]:
        """Return the rows in which a known column is filled."""
        found = []
        for row in rows:
            self._check(row)
            # A record that ends early says nothing of the columns that it lacks.
            values = {
                column: _unguarded(row.cells[place]) if place < len(row.cells) else ""
                for column, place in self._header.positions.items()
                if row.has(place)
            }
            if any(values.values()):
                found.append(ListRow(row.number, values))
        self._note_ignored()
        return tuple(found)

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


def _check_merged(
    header: _Header, table: RawTable, rows: Sequence[ListRow], log: ProblemLog
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
