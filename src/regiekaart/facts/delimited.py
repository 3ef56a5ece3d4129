"""Reading CSV: the encoding, the delimiter, and the records with the lines they start on."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final, NoReturn

from regiekaart.facts.filekind import WANTED, refuse_markup
from regiekaart.facts.rawtable import MAX_FIELD, RawRow, RawTable, fatal
from regiekaart.language import both

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Callable, Iterator, Sequence

    from regiekaart.errors import ProblemLog

# The first of equals wins; Excel writes semicolons in Dutch and in French Belgium.
_DELIMITERS: Final = (";", ",", "\t")
# How many records are looked at to find the delimiter: a title and blank lines may come first.
_HEAD: Final = 200
_MAX_LINE: Final = 1_000_000
_UTF8_BOM: Final = b"\xef\xbb\xbf"
_UTF16_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")
# Letters with an accent as UTF-8 writes them; as cp1252 they would read Ã©, which no one writes.
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")
# é, ë, è, ï, ö as Mac Roman or DOS write them turn into marks that do not stand inside a word.
_WRONG_IN_WORD = re.compile("[a-z][‘‚„†‡‰‹•”ŠŽŸ][a-z]")


def read_delimited(
    content: bytes, known_columns: Callable[[Sequence[str]], int], log: ProblemLog
) -> RawTable:
    """Return the records of a CSV file.

    Parameters
    ----------
    content
        The bytes of the file.
    known_columns
        Counts how many cells of a record are the header of a known column; the delimiter that
        gives the most is the right one. Counting characters would trip over a title with commas.
    log
        Gets the errors.

    Returns
    -------
    RawTable
        The records; their numbers are the physical lines on which they start.
    """
    text = decode(content, log)
    refuse_markup(text, log)
    return RawTable(_records(text, _choose_delimiter(text, known_columns), log))


def decode(content: bytes, log: ProblemLog) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with a BOM, or else cp1252."""
    if content.startswith(_UTF16_BOMS):
        encodings = ["utf-16"]
    elif content.startswith(_UTF8_BOM):
        encodings = ["utf-8-sig"]
    elif _mixed(content):
        encodings = ["utf-8"]
    else:
        encodings = ["utf-8", "cp1252"]
    if b"\0" in content and encodings != ["utf-16"]:
        fatal(
            log,
            f"het bestand bevat nultekens en is dus geen tekst; {WANTED.nl}",
            f"the file holds NUL characters, so it is not text; {WANTED.en}",
        )
    text = next(filter(None, (_decoded(content, encoding) for encoding in encodings)), None)
    if text is None:
        fatal(
            log,
            "de tekens zijn niet te lezen: geen UTF-8 en geen Windows-1252; bewaar het bestand "
            "als CSV UTF-8 of als .xlsx",
            "the characters cannot be read: neither UTF-8 nor Windows-1252; save the file as CSV "
            "UTF-8 or as .xlsx",
        )
    _check_characters(*text, log)
    return text[0]


def _decoded(content: bytes, encoding: str) -> tuple[str, str] | None:
    """Return the text with its encoding, or None if it is not in this encoding."""
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        return None


def _mixed(content: bytes) -> bool:
    """Return whether some letters are UTF-8: then cp1252 would be wrong without complaint."""
    return _UTF8_LETTER.search(content) is not None


def _check_characters(text: str, encoding: str, log: ProblemLog) -> None:
    """Refuse what is not text; warn where the encoding was probably another one."""
    controls = sum(text.count(chr(code)) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    # A stray control character is cleaned away later; a binary file is full of them.
    if "\0" in text or controls > len(text) // 20:
        fatal(
            log,
            f"het bestand is geen tekst; {WANTED.nl}",
            f"the file is not text; {WANTED.en}",
        )
    wrong = _WRONG_IN_WORD.search(text) if encoding == "cp1252" else None
    if wrong:
        around = text[max(wrong.start() - 8, 0) : wrong.end() + 8].split()
        word = next((part for part in around if wrong.group() in part), wrong.group())
        log.warning(
            f"de letters met een accent kloppen misschien niet ({word}); bewaar het bestand als "
            "CSV UTF-8",
            f"the letters with an accent may be wrong ({word}); save the file as CSV UTF-8",
            value=word,
        )


def _reader(text: str, delimiter: str) -> Reader:
    """Return a strict reader: a quote that is never closed must not swallow the rest."""
    return csv.reader(_lines(text), delimiter=delimiter, strict=True, skipinitialspace=True)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines; one that holds millions of fields would take minutes to split."""
    # StringIO with newline="" keeps line breaks in quotes, and takes CR, LF and CRLF as ends.
    for line in io.StringIO(text, newline=""):
        if len(line) > _MAX_LINE:
            raise csv.Error("line limit")
        yield line


def _choose_delimiter(text: str, known_columns: Callable[[Sequence[str]], int]) -> str:
    """Return the delimiter under which a record has the most known columns, or the most fields."""

    def best(delimiter: str) -> tuple[int, int]:
        most = (0, 0)
        # A record that this delimiter cannot read says enough: what came before it counts.
        with suppress(csv.Error):
            for row in islice(_reader(text, delimiter), _HEAD):
                most = max(most, (known_columns(row), len(row)))
        return most

    return max(_DELIMITERS, key=best)


def _records(text: str, delimiter: str, log: ProblemLog) -> Iterator[RawRow]:
    """Yield every record with the line on which it starts."""
    reader = _reader(text, delimiter)
    while True:
        start = reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            _refuse_record(start, error, log)
        if record is None:
            return
        yield RawRow(start, record, fields=len(record))


def _refuse_record(row: int, error: csv.Error, log: ProblemLog) -> NoReturn:
    """Raise the error for a record that the reader does not understand."""
    if "line limit" in str(error):
        most = both(_MAX_LINE)
        fatal(
            log,
            f"de regel heeft meer dan {most.nl} tekens: dit is geen lijst van gemeenten",
            f"the line has more than {most.en} characters: this is not a list of municipalities",
            row=row,
        )
    if "field limit" in str(error):
        most = both(MAX_FIELD)
        fatal(
            log,
            f"een cel heeft meer dan {most.nl} tekens; wordt een aanhalingsteken niet gesloten?",
            f"a cell has more than {most.en} characters; is a quote never closed?",
            row=row,
        )
    fatal(
        log,
        'een aanhalingsteken (") staat verkeerd of wordt niet gesloten in wat hier begint',
        'a quote (") is misplaced or never closed in what starts here',
        row=row,
    )
