"""What a file is, told from its content: a message can then say what was brought instead."""

from __future__ import annotations

import io
import zipfile
from enum import Enum
from typing import TYPE_CHECKING, Final, NoReturn

from regiekaart.errors import OutsideError
from regiekaart.facts.rawtable import MAX_BYTES, fatal
from regiekaart.language import Text, both

if TYPE_CHECKING:
    from pathlib import Path

    from regiekaart.errors import ProblemLog

WANTED: Final = Text(
    "verwacht werd een CSV-bestand of een Excel-werkmap (.xlsx)",
    "a CSV file or an Excel workbook (.xlsx) was expected",
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SAVE_AS: Final = Text(
    "open het in een rekenblad en bewaar het als .xlsx",
    "open it in a spreadsheet and save it as .xlsx",
)
_ODS: Final = Text(
    f"een OpenDocument-rekenblad (.ods); {_SAVE_AS.nl}",
    f"an OpenDocument spreadsheet (.ods); {_SAVE_AS.en}",
)
_XLSB: Final = Text(
    f"een binaire Excel-werkmap (.xlsb); {_SAVE_AS.nl}",
    f"a binary Excel workbook (.xlsb); {_SAVE_AS.en}",
)
_SIGNATURES: Final = (
    (b"%PDF-", Text("een PDF-bestand", "a PDF file")),
    (b"{\\rtf", Text("een tekstdocument (RTF)", "a text document (RTF)")),
    (b"\x89PNG", Text("een afbeelding (PNG)", "an image (PNG)")),
    (b"\xff\xd8\xff", Text("een afbeelding (JPEG)", "an image (JPEG)")),
    (b"GIF8", Text("een afbeelding (GIF)", "an image (GIF)")),
    (b"\x1f\x8b", Text("een ingepakt bestand (gzip)", "a packed file (gzip)")),
    (b"7z\xbc\xaf", Text("een ingepakt bestand (7z)", "a packed file (7z)")),
    (b"Rar!", Text("een ingepakt bestand (rar)", "a packed file (rar)")),
    (b"SQLite format 3", Text("een databank (SQLite of GeoPackage)", "an SQLite or GeoPackage")),
    (b"PAR1", Text("een Parquet-bestand", "a Parquet file")),
)
_WEB_PAGE: Final = Text(f"een webpagina (HTML); {_SAVE_AS.nl}", f"a web page (HTML); {_SAVE_AS.en}")
# What some programs write under a name in .xls or .csv.
_MARKUP: Final = (
    ("<!doctype html", _WEB_PAGE),
    ("<html", _WEB_PAGE),
    ("<table", _WEB_PAGE),
    ("<?xml", Text(f"een XML-bestand; {_SAVE_AS.nl}", f"an XML file; {_SAVE_AS.en}")),
    ("mime-version:", Text(f"een webarchief; {_SAVE_AS.nl}", f"a web archive; {_SAVE_AS.en}")),
    ("{", Text("een JSON-bestand", "a JSON file")),
)
_SPREADSHEET_NAMES: Final = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods")


class Kind(Enum):
    """The two kinds of file that can hold a list."""

    TEXT = "text"
    WORKBOOK = "workbook"


def read_content(path: Path, log: ProblemLog) -> bytes:
    """Return the bytes of a file, if it is a file and not too large.

    Parameters
    ----------
    path
        The file.
    log
        Gets the error when there is no such file, or when it is too large or empty.

    Returns
    -------
    bytes
        The whole content; the file itself is only ever opened for reading.
    """
    try:
        if path.is_dir():
            fatal(log, f"dit is een map; {WANTED.nl}", f"this is a folder; {WANTED.en}")
        if not path.exists():
            fatal(log, f"bestand niet gevonden: {path}", f"file not found: {path}")
        # A pipe or a device could block, or never end.
        if not path.is_file():
            fatal(log, f"dit is geen gewoon bestand; {WANTED.nl}", f"no plain file; {WANTED.en}")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except PermissionError:
        fatal(log, "dit bestand mag niet gelezen worden", "no permission to read this file")
    except (OSError, ValueError) as error:
        raise OutsideError(
            Text(f"{path}: niet te lezen ({error})", f"{path}: cannot be read ({error})")
        ) from error
    if len(content) > MAX_BYTES:
        most = both(MAX_BYTES // 1_000_000)
        fatal(
            log,
            f"het bestand is groter dan {most.nl} MB: dit is geen lijst van gemeenten",
            f"the file is larger than {most.en} MB: this is not a list of municipalities",
        )
    if not content.strip():
        fatal(log, f"het bestand is leeg; {WANTED.nl}", f"the file is empty; {WANTED.en}")
    return content


def recognise(path: Path, content: bytes, log: ProblemLog) -> Kind:
    """Return whether a file is text or a workbook; anything else is an error that says what it is.

    Parameters
    ----------
    path
        The file; its name matters only where it promises a spreadsheet and the content is text.
    content
        Its bytes.
    log
        Gets the error.

    Returns
    -------
    Kind
        The content decides, not the name: a workbook that is called ``.csv`` is read as well.
    """
    if content.startswith(_ZIP):
        other = _zip_other(content)
        if other is None:
            return Kind.WORKBOOK
        refuse(other, log)
    if content.startswith(_OLE):
        refuse(_ole_kind(content), log)
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            refuse(what, log)
    refuse_markup(content[:1000].decode("latin-1").removeprefix("ï»¿"), log)
    if path.suffix.lower() in _SPREADSHEET_NAMES:
        fatal(
            log,
            f"de naam eindigt op {path.suffix}, maar dit is geen werkmap; is het een CSV-bestand, "
            "geef het dan een naam op .csv",
            f"the name ends in {path.suffix}, but this is no workbook; if it is a CSV file, give "
            "it a name in .csv",
        )
    return Kind.TEXT


def refuse(what: Text, log: ProblemLog) -> NoReturn:
    """Raise the error that says what a file is, and what was expected."""
    fatal(log, f"dit is {what.nl}; {WANTED.nl}", f"this is {what.en}; {WANTED.en}")


def refuse_markup(text: str, log: ProblemLog) -> None:
    """Raise an error when a text is a page or a document rather than a table."""
    start = text[:1000].lstrip("\ufeff \t\r\n").lower()
    for mark, what in _MARKUP:
        if start.startswith(mark):
            refuse(what, log)


def _ole_kind(content: bytes) -> Text:
    """Return what an OLE file is; the names of its parts are written in UTF-16."""

    def has(part: str) -> bool:
        return part.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        return Text(
            "een bestand met een wachtwoord; bewaar het zonder wachtwoord",
            "a file with a password; save it without one",
        )
    if has("WordDocument"):
        return Text("een Word-document", "a Word document")
    if has("Workbook") or has("Book"):
        return Text(
            f"een oude Excel-werkmap (.xls); {_SAVE_AS.nl}", f"an old .xls workbook; {_SAVE_AS.en}"
        )
    return Text("een oud Office-bestand", "an old Office file")


def _zip_other(content: bytes) -> Text | None:
    """Return what a zip is when it is not an Excel workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {info.filename.lower().lstrip("/") for info in archive.infolist()}
            locked = any(info.flag_bits & 1 for info in archive.infolist())
            mimetype = b""
            if "mimetype" in archive.namelist() and not locked:
                with archive.open("mimetype") as part:
                    mimetype = part.read(100)
    except Exception:  # noqa: BLE001 - zipfile has no one error for what a damaged archive can hold
        return Text("een beschadigd of onvolledig bestand", "a damaged or incomplete file")
    if locked:
        return Text("een zip-bestand met een wachtwoord", "a zip file with a password")
    return _office_kind(names, mimetype)


def _office_kind(names: set[str], mimetype: bytes) -> Text | None:
    """Return what an office document is; None for an Excel workbook."""
    modern = "[content_types].xml" in names and not mimetype
    if modern and "xl/workbook.bin" not in names and any(name.startswith("xl/") for name in names):
        return None
    kinds = (
        (b"opendocument.spreadsheet" in mimetype, _ODS),
        (b"opendocument" in mimetype, Text("een OpenDocument-bestand", "an OpenDocument file")),
        ("xl/workbook.bin" in names, _XLSB),
        (
            "word/document.xml" in names,
            Text("een Word-document (.docx)", "a Word document (.docx)"),
        ),
        (
            "ppt/presentation.xml" in names,
            Text("een presentatie (.pptx)", "a presentation (.pptx)"),
        ),
    )
    unknown = Text("een zip-bestand; pak het uit", "a zip file; unpack it")
    return next((what for fits, what in kinds if fits), unknown)
