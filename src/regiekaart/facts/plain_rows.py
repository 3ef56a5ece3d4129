"""Rows of a CSV file, faster where they are plain: no quotes, as many cells as the header has.

To split those at their delimiters takes a fraction of the time of a reader that looks at each
character. What a reader of CSV would say of them is the same.
"""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Rows = Sequence[Sequence[str]]

# So much is looked at together: enough that it pays, and little beside the whole of a table.
_BYTES: Final = 500_000
_ROWS: Final = 10_000


def rows_below(path: Path, reader: Reader, width: int) -> Iterator[Rows]:
    """Yield the rows below the header of a CSV file, many at a time.

    Parameters
    ----------
    path
        The file, in UTF-8.
    reader
        Reads the same file, and has read its header.
    width
        How many cells the header has.
    """
    delimiter = reader.dialect.delimiter
    with path.open("rb") as raw:
        header = raw.readline(_BYTES).removeprefix(b"\xef\xbb\xbf")
        if header.endswith(b"\n") and _plain(header, delimiter, width) is not None:
            yield from _plain_rows(raw, delimiter, width)
            stream = io.TextIOWrapper(raw, encoding="utf-8", newline="")
            reader = csv.reader(stream, delimiter=delimiter)
        yield from _any_rows(reader)


def _plain_rows(raw: BinaryIO, delimiter: str, width: int) -> Iterator[Rows]:
    """Yield rows as long as they are plain; what comes after them is still to be read."""
    while True:
        start = raw.tell()
        block = raw.read(_BYTES) + raw.readline(_BYTES)
        rows = _plain(block, delimiter, width)
        if rows is None:
            raw.seek(start)
            return
        yield rows


def _plain(block: bytes, delimiter: str, width: int) -> Rows | None:
    """Return the rows in some whole lines, None if they are not plain, or there are none."""
    if b'"' in block or (len(block) >= _BYTES and not block.endswith(b"\n")):
        return None
    try:
        text = block.decode("utf-8").replace("\r\n", "\n").removesuffix("\n")
    except UnicodeDecodeError:
        return None
    lines = text.split("\n")
    if (
        "\r" in text
        or not all(lines)
        or {line.count(delimiter) for line in lines} != {width - 1}
        or len(max(lines, key=len)) > csv.field_size_limit()
    ):
        return None
    cells = iter(text.replace("\n", delimiter).split(delimiter))
    return list(zip(*[cells] * width, strict=True))


def _any_rows(reader: Reader) -> Iterator[Rows]:
    """Yield rows in lists; those before a row that cannot be read as well."""
    while True:
        rows: list[list[str]] = []
        try:
            for row in islice(reader, _ROWS):
                rows.append(row)  # noqa: PERF402 - what was read counts, also if the next fails
        except (csv.Error, UnicodeDecodeError):
            if rows:
                yield rows
            raise
        if not rows:
            return
        yield rows
