"""Mutations of files for tools/fuzz.py: bytes, cells, parts of an archive, XML, JSON and TOML.

Every mutation takes a random generator and content, and returns content: the same generator
gives the same file.
"""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from typing import TYPE_CHECKING, Any, Final

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]

SELDOM: Final = 0.1
SOMETIMES: Final = 0.3
OFTEN: Final = 0.5
MOSTLY: Final = 0.85
WORDS: Final = (
    "", " ", "0", "-1", "1e999", "NaN", "Infinity", "1" * 400, "1" * 5000, "99999", "11002",
    "44021",
    "24062,0", "'24062", "2406", "011002", "11002.0", "1.1002E4", "44562", "2023-02-30",
    "31/12/9999",
    "0001-01-01", "15-06-21", "true", "onbekend", "geen lid", "lid", "volledig", "gedeeltelijk",
    "totaal", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "#REF!", "#N/A", "Gent", "GENT ",
    "St-Niklaas",
    "Ekeren", "Gent, Leuven", "Gent/Leuven\nAalst", "100%", "100,1%", "-5%", "1,5", "x" * 9999,
    "x" * 40000, "\x00", "\x1b[31m", "\u202egnp.exe", "\u200b", "\ufeff", "\ud7ff", "😀",
    "<b>&amp;", "../../etc/passwd", "/dev/zero",
    "CON", '"', ";", "a\tb", "\u2028", "İ", "ß" * 50, "²", "٣",
)  # fmt: skip
NUMBERS: Final = (
    b"0", b"-1", b"1", b"2147483648", b"4294967296", b"99999999999999999999", b"1e400", b"NaN", b"",
    b"1048577", b"16385", b"0.1",
)  # fmt: skip
_ATTRIBUTE: Final = re.compile(rb'="([^"]*)"')
_ELEMENT: Final = re.compile(rb"<[^>]{1,200}>")
_TEXT: Final = re.compile(rb">([^<>]+)<")
_TOKEN: Final = re.compile(rb'"[^"\n]*"|[\w.-]+|[\[\]{}=,]|\n')
_NASTY_TOML: Final = (
    b"[", b"]", b"{", b"}", b"=", b"[[study]]", b"[output]", b"'", b'"""', b"\n", b"nan", b"-inf",
    b"1e400", b"2023-13-01", b"0001-01-01", b"9999-12-31", b"0x7fffffffffffffffffff", b"\\u0000",
    b'"\\u001b[31m"', b'"\\ud800"', b"true", b"[[]]", b"{a=1}", b'""', b'"/dev/zero"', b'"."',
    b'"\\u0000"', b"[" * 3000, b"9" * 5000, b"1979-05-27T07:32:00Z", b'"#ffffff"', b"#",
    b"a.b.c = 1",
)  # fmt: skip


def damage(rng: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Change bytes: flip, cut, leave out, double, put in, or take a part of another file."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(data) + 1)
        size = min(rng.choice((1, 1, 2, 8, 64, 1024)), len(data) - at)
        match rng.randrange(7):
            case 0 if at < len(data):
                data[at] ^= 1 << rng.randrange(8)
            case 1:
                del data[at:]
            case 2:
                del data[at : at + size]
            case 3:
                data[at:at] = data[at : at + size] * rng.choice((1, 2, 100))
            case 4:
                data[at:at] = rng.choice(WORDS).encode("utf-8", "replace")
            case 5:
                other = rng.choice(others)
                start = rng.randrange(len(other) + 1)
                data[at:] = other[start:]
            case _:
                data[at : at + size] = rng.randbytes(size)
    return bytes(data)


def change_csv(rng: Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """Change cells, rows and columns of a CSV file, and how it is written."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    change_rows(rng, rows)
    stream = io.StringIO()
    writer = csv.writer(
        stream,
        delimiter=rng.choice(";;;,\t"),
        quoting=csv.QUOTE_ALL if rng.random() < SOMETIMES else csv.QUOTE_MINIMAL,
        lineterminator=rng.choice(("\r\n", "\n", "\r")),
    )
    writer.writerows(rows)
    encoding = rng.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"))
    return stream.getvalue().encode(encoding, "replace")


def change_rows(rng: Random, rows: list[list[Any]]) -> None:  # noqa: C901 - one branch per way
    """Change cells, swap or double or leave out rows and columns, in place."""
    for _ in range(rng.choice((1, 2, 3, 8, 30))):
        i = rng.randrange(len(rows))
        j = rng.randrange(max(len(rows[i]), 1))
        match rng.randrange(10):
            case 0 | 1 | 2 | 3 if rows[i]:
                rows[i][j] = rng.choice(WORDS)
            case 4:
                other = rng.randrange(len(rows))
                rows[i], rows[other] = rows[other], rows[i]
            case 5:
                rows.insert(rng.randrange(len(rows) + 1), list(rows[i]))
            case 6 if len(rows) > 1:
                del rows[i]
            case 7:
                k = rng.randrange(max(len(rows[i]), 1))
                for row in rows:
                    if max(j, k) < len(row):
                        row[j], row[k] = row[k], row[j]
            case 8:
                # The same cell from another row: a double, or a contradiction.
                other = rng.randrange(len(rows))
                if j < len(rows[other]) and j < len(rows[i]):
                    rows[i][j] = rows[other][j]
            case _:
                rows[i] = rows[i][:j] if rng.random() < OFTEN else [*rows[i], rng.choice(WORDS)]


def change_workbook(rng: Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """Change cells, merged cells, hidden rows, formats and sheets of a workbook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for _ in range(rng.choice((1, 2, 4, 12))):
        row, column = rng.randint(1, sheet.max_row + 1), rng.randint(1, sheet.max_column + 1)
        cell = sheet.cell(row, column)
        if isinstance(cell, openpyxl.cell.cell.MergedCell):
            continue
        match rng.randrange(8):
            case 0 | 1 | 2:
                word = rng.choice(WORDS)[:32000]
                cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", word)
            case 3:
                cell.value = rng.choice((11002, 24062.0, 0.5, 1e300, -1, True, 44562, 44021))
            case 4:
                cell.number_format = rng.choice(
                    ("0%", "0.00%", "yyyy-mm-dd", "[h]:mm", "@", "0" * 200)
                )
            case 5:
                end = (row + rng.randint(0, 3), column + rng.randint(0, 3))
                sheet.merge_cells(
                    start_row=row, start_column=column, end_row=end[0], end_column=end[1]
                )
            case 6:
                sheet.row_dimensions[row].hidden = True
            case _:
                rng.choice((sheet.insert_rows, sheet.delete_rows))(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def change_archive(rng: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Change the parts of an archive: leave out, rename, double, swap, or change one within."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(part.filename, archive.read(part.filename)) for part in archive.infolist()]
    for _ in range(rng.choice((1, 1, 2, 4))):
        i, k = rng.randrange(len(parts)), rng.randrange(len(parts))
        name, data = parts[i]
        match rng.randrange(9):
            case 0 if len(parts) > 1:
                del parts[i]
            case 1:
                parts[i] = (rng.choice((name.upper(), f"../{name}", f"/{name}", "x")), data)
            case 2:
                parts.append((name, parts[k][1]))
            case 3:
                parts[i], parts[k] = (name, parts[k][1]), (parts[k][0], data)
            case 4:
                parts[i] = (name, damage(rng, data, others))
            case _ if name.endswith((".xml", ".rels")):
                parts[i] = (name, change_xml(rng, data, others))
            case _:
                pass
    stream = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        warnings.simplefilter("ignore")
        for name, data in parts:
            made.writestr(name, data)
    written = stream.getvalue()
    return damage(rng, written, others) if rng.random() < SELDOM else written


def change_xml(rng: Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """Change attributes, texts and elements of XML, which mostly stays well-formed."""
    for _ in range(rng.choice((1, 2, 6, 20))):
        pattern = rng.choice((_ATTRIBUTE, _ATTRIBUTE, _TEXT, _ELEMENT))
        found = list(pattern.finditer(data))
        if not found:
            continue
        one, other = rng.choice(found), rng.choice(found)
        group = pattern.groups
        start, end = one.span(group)
        value = other.group(group)
        match rng.randrange(4):
            case 0:
                value = rng.choice(NUMBERS)
            case 1:
                word = rng.choice(WORDS).encode("utf-8", "replace")
                value = word.replace(b"<", b"&lt;").replace(b'"', b"&quot;")
            case 2 if pattern is _ELEMENT:
                value = one.group() * 2
            case _:
                pass
        data = data[:start] + value + data[end:]
    return data


def change_json(rng: Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """Change values, keys and lists of JSON, at any depth."""
    document = json.loads(content)
    for _ in range(rng.choice((1, 1, 2, 5))):
        _change_node(rng, document)
    return json.dumps(document).encode()


def _change_node(rng: Random, document: Any) -> None:  # noqa: ANN401 - any JSON
    """Walk down at random, and change what is there."""
    node: Any = document
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = rng.choice(keys)
        below = isinstance(node[key], dict | list) and node[key]
        if below and rng.random() < MOSTLY:
            node = node[key]
            continue
        match rng.randrange(5):
            case 0:
                del node[key]
            case 1:
                node[key] = rng.choice((None, [], {}, "", 0, -1, True, 1e308, float("nan"), 10**400,
                                        float("inf"), "x" * 5000, [[[]]], "\ud800"))  # fmt: skip
            case 2 if isinstance(node, list):
                node.extend(node[key : key + 3] * rng.choice((1, 10)))
            case 3:
                node[key] = node[rng.choice(keys)]
            case _:
                node[key] = rng.choice(WORDS)
        return


def change_toml(rng: Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Change the tokens and the lines of TOML."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        tokens = list(_TOKEN.finditer(content))
        if not tokens:
            return content
        one = rng.choice(tokens)
        other = list(_TOKEN.finditer(rng.choice(others)))
        match rng.randrange(4):
            case 0:
                value = rng.choice(_NASTY_TOML)
            case 1:
                value = rng.choice(other).group() if other else b""
            case 2:
                value = b'"' + json.dumps(rng.choice(WORDS)).encode()[1:]
            case _:
                value = one.group() * rng.choice((0, 2))
        content = content[: one.start()] + value + content[one.end() :]
    return content
