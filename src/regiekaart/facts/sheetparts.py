"""What a sheet of a workbook holds besides values: merged cells, formulas, hidden rows and columns.

The bytes are searched, not parsed: openpyxl tells none of it where it reads row by row, and reading
whole sheets takes ten times as long. Escaping keeps these marks out of the text of a cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Final

from regiekaart.facts.rawtable import MAX_COLUMNS, MAX_ROWS, Merged

_CHUNK: Final = 1_000_000
# Longer than any tag that is looked for.
_OVERLAP: Final = 1_200
_MAX_MERGED: Final = 10_000
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]{0,200}?\bref\s*=\s*\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
_TAG: Final = re.compile(rb"<(?:\w+:)?(row|col)\s([^>]{0,1000})>")
_HIDDEN: Final = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_NUMBER: Final = {
    name: re.compile(rb"\b%s\s*=\s*[\"'](\d{1,7})[\"']" % name) for name in (b"r", b"min", b"max")
}
# A row is parsed as a whole; those of Excel take at most 16,384 cells.
MAX_ROW_BYTES: Final = 5_000_000
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_FILTER: Final = re.compile(rb"<(?:\w+:)?filterColumn[\s>]")


@dataclass
class SheetParts:
    """What was found in a sheet.

    Parameters
    ----------
    formulas, filtered
        Whether it has formulas, and a filter that leaves out rows.
    merged
        Its merged cells.
    hidden_rows, hidden_columns
        Rows as a spreadsheet counts them; columns from 0.
    """

    formulas: bool = False
    filtered: bool = False
    merged: dict[Merged, None] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def take(self, block: bytes) -> None:
        """Look through one block of a sheet."""
        self.formulas = self.formulas or _FORMULA.search(block) is not None
        self.filtered = self.filtered or _FILTER.search(block) is not None
        for match in _MERGED.finditer(block):
            if len(self.merged) < _MAX_MERGED:
                self.merged[_merged(*(group.decode() for group in match.groups()))] = None
        if b"hidden" in block:
            self._take_hidden(block)

    def _take_hidden(self, block: bytes) -> None:
        for tag in _TAG.finditer(block):
            kind, attributes = tag.groups()
            if not _HIDDEN.search(attributes):
                continue
            if kind == b"row":
                number = _NUMBER[b"r"].search(attributes)
                if number and len(self.hidden_rows) < MAX_ROWS:
                    self.hidden_rows.add(int(number[1]))
                continue
            first, last = (_NUMBER[name].search(attributes) for name in (b"min", b"max"))
            if first and last:
                self.hidden_columns |= set(range(int(first[1]) - 1, min(int(last[1]), MAX_COLUMNS)))


def look_through(content: bytes, part: str) -> SheetParts:
    """Return what a sheet holds besides values.

    Parameters
    ----------
    content
        The bytes of the workbook.
    part
        The path of the sheet in it.

    Raises
    ------
    BadZipFile
        If it cannot be unpacked, or if a row of it, or what follows the rows, has no end.
    """
    found, rest, since_row = SheetParts(), b"", 0
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        archive.open(part.removeprefix("/")) as stream,
    ):
        while chunk := stream.read(_CHUNK):
            block = rest + chunk
            found.take(block)
            since_row = 0 if _ROW.search(block) else since_row + len(chunk)
            if since_row > MAX_ROW_BYTES:
                raise zipfile.BadZipFile("a row without end")
            rest = block[-_OVERLAP:]
    return found


def _merged(left: str, top: str, right: str, bottom: str) -> Merged:
    return Merged(
        f"{left}{top}:{right}{bottom}", int(top), int(bottom), _position(left), _position(right)
    )


def _position(letters: str) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
