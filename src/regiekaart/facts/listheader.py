"""Where the table of a list begins: its header, on one row or on two."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from regiekaart.facts.rawtable import MAX_COLUMNS, RawRow, RawTable, column_letter, excerpt, fatal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regiekaart.errors import ProblemLog

_MAX_NAMED: Final = 20
# What some programs write between fields, and is not read as such.
_OTHER_DELIMITERS: Final = ("|", ":", "^", "~")
# Below a wider header, such a word says nothing itself: "Regiegebied" over "Naam" is the region.
_GENERIC: Final = frozenset({"naam", "name", "benaming"})


@dataclass(frozen=True)
class Header:
    """The header of a list.

    Parameters
    ----------
    row
        Its row, or the lower of two.
    columns
        Per position the known column, None for another.
    texts
        Per position the header as the file writes it.
    first
        The number of its first row.
    """

    row: RawRow
    columns: tuple[str | None, ...]
    texts: tuple[str, ...]
    first: int

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The first position of every known column."""
        found: dict[str, int] = {}
        for position, column in enumerate(self.columns):
            if column is not None:
                found.setdefault(column, position)
        return found

    @property
    def width(self) -> int:
        """How many columns have a header."""
        return len(self.texts)

    def name(self, position: int) -> str:
        """Return the header at a position; a column without one goes by its letter."""
        text = self.texts[position] if position < self.width else ""
        return excerpt(text) if text else column_letter(position)

    def is_repeated(self, row: RawRow, spellings: Mapping[str, str]) -> bool:
        """Return whether a row below is the header once more, as a printed list has per page."""
        known = 0
        for column, position in self.positions.items():
            cell = row.cells[position] if position < len(row.cells) else ""
            if not cell:
                continue
            key = header_key(cell)
            if spellings.get(key) != column and key != header_key(self.texts[position]):
                return False
            known += 1
        return known >= min(2, len(self.positions))


def header_key(header: str) -> str:
    """Return what two spellings of one header have in common."""
    letters = unicodedata.normalize("NFKD", header[:200]).casefold()
    if letters.isalnum():
        return letters
    return "".join(letter for letter in letters if letter.isalnum())


def spellings_of(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the canonical column per spelling."""
    return {header_key(spelling): name for name, known in columns.items() for spelling in known}


def columns_of(cells: Sequence[str], spellings: Mapping[str, str]) -> tuple[str | None, ...]:
    """Return the known column per cell."""
    return tuple(spellings.get(header_key(cell)) if cell else None for cell in cells[:MAX_COLUMNS])


def _known(columns: Sequence[str | None]) -> int:
    return len({column for column in columns if column is not None})


def find_header(
    head: Sequence[RawRow],
    columns: Mapping[str, Sequence[str]],
    spellings: Mapping[str, str],
    table: RawTable,
    log: ProblemLog,
) -> Header:
    """Return the row with the most known columns, or the two that have more together.

    Parameters
    ----------
    head
        The first rows that hold something.
    columns, spellings
        The headers that are known.
    table
        Where the rows come from; its merged cells say how wide a header above others is.
    log
        Gets an error for a column that is there twice, and a note on rows above the header.
    """
    singles = [
        Header(row, columns_of(row.cells, spellings), tuple(row.cells), row.number) for row in head
    ]
    doubles = [_double(upper, lower, spellings, table) for upper, lower in pairwise(head)]
    # The first of equals wins, and one row before two.
    found = [*singles, *(header for header in doubles if header is not None)]
    header = max(found, key=lambda candidate: _known(candidate.columns), default=None)
    if header is None:
        fatal(log, "er staat niets in", "there is nothing in it", sheet=table.sheet)
    if not header.positions:
        _refuse_unknown(head, columns, spellings, table, log)
    _check_twice(header, table, log)
    _note_skipped(sum(row.number < header.first for row in head), header, table, log)
    return header


def _double(
    upper: RawRow, lower: RawRow, spellings: Mapping[str, str], table: RawTable
) -> Header | None:
    """Return two rows as one header; None if the lower one holds something else."""
    above, wide = _widened(upper, table), max(len(upper.cells), len(lower.cells))
    columns: list[str | None] = []
    texts: list[str] = []
    for place in range(min(wide, MAX_COLUMNS)):
        own = upper.cells[place] if place < len(upper.cells) else ""
        high = own or above.get(place, "")
        low = lower.cells[place] if place < len(lower.cells) else ""
        column = _together(high, low, spellings)
        # A cell below a header that is known by itself, and is no header, is data.
        if low and own and column is None and header_key(own) in spellings and place not in above:
            return None
        columns.append(column if low or own else None)
        texts.append(low or own)
    return Header(lower, tuple(columns), tuple(texts), upper.number)


def _together(high: str, low: str, spellings: Mapping[str, str]) -> str | None:
    """Return the column that a header means, with the one above it."""
    keys = header_key(high), header_key(low)
    if "".join(keys) in spellings:
        return spellings["".join(keys)]
    if keys[1] in _GENERIC and keys[0] in spellings:
        return spellings[keys[0]]
    return spellings.get(keys[1] or keys[0])


def _widened(row: RawRow, table: RawTable) -> dict[int, str]:
    """Return the text per position under a merged header of several columns."""
    found: dict[int, str] = {}
    for merged in table.merged:
        wide = merged.last_column > merged.first_column
        if wide and merged.first_row <= row.number <= merged.last_row:
            text = row.cells[merged.first_column] if merged.first_column < len(row.cells) else ""
            last = min(merged.last_column, MAX_COLUMNS)
            found |= dict.fromkeys(range(merged.first_column, last + 1), text)
    return found


def _refuse_unknown(
    head: Sequence[RawRow],
    columns: Mapping[str, Sequence[str]],
    spellings: Mapping[str, str],
    table: RawTable,
    log: ProblemLog,
) -> None:
    """Raise the error for a file without a known column."""
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


def _note_skipped(skipped: int, header: Header, table: RawTable, log: ProblemLog) -> None:
    if skipped:
        log.note(
            f"{skipped} {'rij' if skipped == 1 else 'rijen'} boven de kop overgeslagen",
            f"{skipped} {'row' if skipped == 1 else 'rows'} above the header skipped",
            sheet=table.sheet,
            row=header.row.number,
        )


def _check_delimiter(
    head: Sequence[RawRow], spellings: Mapping[str, str], table: RawTable, log: ProblemLog
) -> None:
    """Raise an error if a delimiter that is not read would have given the columns."""
    for row in head:
        text = row.cells[0] if len(row.cells) == 1 else ""
        for sign in _OTHER_DELIMITERS:
            parts = [cell.strip() for cell in text.split(sign)]
            if sign in text and _known(columns_of(parts, spellings)):
                fatal(
                    log,
                    f"de velden zijn gescheiden door {sign}: bewaar het bestand met een "
                    "puntkomma, een komma of een tab ertussen",
                    f"the fields are separated by {sign}: save the file with a semicolon, a comma "
                    "or a tab between them",
                    sheet=table.sheet,
                    row=row.number,
                )


def _check_twice(header: Header, table: RawTable, log: ProblemLog) -> None:
    """Add an error for every known column that stands there more than once."""
    counted = Counter(column for column in header.columns if column is not None)
    for column, times in counted.items():
        if times > 1:
            pairs = zip(header.columns, header.texts, strict=True)
            named = ", ".join(excerpt(text) for same, text in pairs if same == column)
            log.error(
                f"dezelfde kolom staat er {times} keer: {named}",
                f"the same column is there {times} times: {named}",
                sheet=table.sheet,
                row=header.row.number,
                column=header.name(header.positions[column]),
            )
