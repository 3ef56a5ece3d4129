"""Reading one sheet of an Excel workbook as rows of text.

openpyxl reads the cells. What it does not tell in its read-only mode, and what would make a list
wrong without complaint (merged cells, formulas without a result), is looked up here.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from contextlib import contextmanager, redirect_stdout
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import repeat
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NoReturn

from regiekaart.errors import InputError, NoSheetError
from regiekaart.facts.rawtable import RawRow, RawTable, column_letter, excerpt, fatal
from regiekaart.facts.sheetparts import SheetParts, look_through
from regiekaart.language import Text, both

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.workbook.workbook import Workbook

    from regiekaart.errors import ProblemLog

MAX_UNZIPPED: Final = 300_000_000
MAX_PARTS: Final = 10_000
# A sheet of empty, formatted rows packs to about 1:30; deflate can reach 1:1000 only on nothing.
MAX_RATIO: Final = 200
_RATIO_COUNTS_FROM: Final = 5_000_000
# openpyxl takes what is not rows into memory at once: formats at some thirty times their size and
# 4 s for 6 MB, texts at seven times and 5 s for 8 MB.
MAX_TEXTS: Final = 8_000_000
MAX_LOOKS: Final = 6_000_000
# With those that openpyxl adds before the last filled one of a row: 488 rows of 16,384 columns.
MAX_CELLS: Final = 8_000_000

# Text in the format of a number: between quotes, behind a backslash, or in square brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"[.,]([0#?]+)[^0#?.,]*%")
# How Excel writes a control character inside a cell, such as the _x000D_ of a line break.
_ESCAPED_CONTROL = re.compile("_x00[01][0-9A-Fa-f]_")


class _Bounded(io.BytesIO):
    """The bytes of a workbook, which may be read over only a few times.

    A crafted workbook can list one large part as a thousand sheets, and each would be parsed.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._left = 8 * len(content) + 200_000

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self._left -= len(data)
        if self._left < 0:
            raise zipfile.BadZipFile("its parts are read too often")
        return data


@contextmanager
def open_sheet(content: bytes, sheet: str | None, log: ProblemLog) -> Iterator[RawTable]:
    """Open one sheet of a workbook.

    Parameters
    ----------
    content
        The bytes of the workbook.
    sheet
        The name of the sheet; None takes the first one that is visible.
    log
        Gets the errors, and a note when another sheet could have been meant.

    Yields
    ------
    RawTable
        The sheet; its rows can be read while it is open.
    """
    _check_archive(content, log)
    # openpyxl warns about what it leaves out (validation, print settings): no matter for a list.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            values, formulas, parts = _load(content, sheet, log)
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - see _refuse_damaged
            _refuse_damaged(error, log)
        rows = _rows(values, formulas, log)
        yield RawTable(
            rows,
            values.title,
            tuple(parts.merged),
            margin=True,
            hidden_rows=frozenset(parts.hidden_rows),
            hidden_columns=frozenset(parts.hidden_columns),
            filtered=parts.filtered,
        )


def _refuse_damaged(error: Exception, log: ProblemLog) -> NoReturn:
    """Raise the error for a workbook that openpyxl cannot read.

    openpyxl has no error of its own for a damaged file: a wrong byte can surface as a KeyError,
    an IndexError, an AttributeError, or anything that zipfile, zlib and expat raise.
    """
    reason = excerpt(f"{type(error).__name__}: {error}")
    fatal(
        log,
        "de werkmap is beschadigd of geen echte werkmap; open ze in Excel en bewaar ze opnieuw "
        "als .xlsx",
        f"the workbook is damaged or not a real one ({reason}); open it in Excel and save it "
        "again as .xlsx",
    )


def _check_archive(content: bytes, log: ProblemLog) -> None:
    """Refuse an archive that would unpack to too much; its directory tells before unpacking."""
    # A directory that understates a size does not help: zipfile reads no further than it says.
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    large = [part for part in parts if part.file_size > _RATIO_COUNTS_FROM]
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNZIPPED
        or any(part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in large)
    ):
        most = both(MAX_UNZIPPED // 1_000_000)
        fatal(
            log,
            f"de werkmap wordt te groot bij het uitpakken (hoogstens {most.nl} MB): dit is geen "
            "lijst van gemeenten",
            f"the workbook becomes too large when unpacked (at most {most.en} MB): this is not a "
            "list of municipalities",
        )
    texts = [part for part in parts if part.filename.lower().endswith("sharedstrings.xml")]
    looks = [
        part
        for part in parts
        if part not in texts
        and part.filename.lower().endswith((".xml", ".rels"))
        and "worksheets/sheet" not in part.filename.lower()
    ]
    for some, most_bytes in ((texts, MAX_TEXTS), (looks, MAX_LOOKS)):
        if sum(part.file_size for part in some) > most_bytes:
            name = excerpt(max(some, key=lambda part: part.file_size).filename)
            fatal(
                log,
                f"de werkmap sleept te veel mee naast de lijst ({name}): kopieer de lijst als "
                "waarden naar een nieuwe werkmap",
                f"the workbook carries too much besides the list ({name}): copy the list as "
                "values to a new workbook",
            )


def _load(content: bytes, sheet: str | None, log: ProblemLog) -> tuple[Any, Any, SheetParts]:
    """Return the sheet with its values, the same one with its formulas, and what else it holds."""
    book = _book(content, data_only=True)
    # openpyxl lists chart sheets apart: `worksheets` holds what has cells.
    values = _choose_sheet(book.worksheets, sheet, log)
    parts = look_through(content, values._worksheet_path)  # noqa: SLF001
    formulas = None
    if parts.formulas:
        # With data_only, a formula without a result looks like an empty cell, and an empty region
        # means "not a member": so the formulas are read alongside.
        other = _book(content, data_only=False)
        formulas = other.worksheets[book.worksheets.index(values)]
        formulas.reset_dimensions()
    # The declared dimension may be wrong in both directions; what is there counts.
    values.reset_dimensions()
    return values, formulas, parts


def _book(content: bytes, *, data_only: bool) -> Workbook:
    from openpyxl import load_workbook

    # openpyxl prints a complaint about some styles, and stdout may be where JSON is expected.
    with redirect_stdout(io.StringIO()):
        return load_workbook(_Bounded(content), read_only=True, data_only=data_only)


def _choose_sheet(sheets: Sequence[Any], wanted: str | None, log: ProblemLog) -> Any:  # noqa: ANN401
    """Return the sheet with this name, or the first that is visible."""
    names = [str(sheet.title) for sheet in sheets]
    listed = ", ".join(excerpt(name) for name in names[:20])
    if wanted is not None:
        folded = [name.strip().casefold() for name in names]
        found = names if wanted in names else folded
        asked = wanted if wanted in names else wanted.strip().casefold()
        if asked in found:
            return _told_hidden(sheets[found.index(asked)], log)
        raise NoSheetError.one(
            f"er is geen blad {excerpt(wanted)}; de bladen zijn: {listed}",
            f"there is no sheet {excerpt(wanted)}; the sheets are: {listed}",
            file=log.file,
            sheet=wanted,
        )
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or list(sheets)
    if not visible:
        fatal(log, "de werkmap heeft geen blad met cellen", "the workbook has no sheet with cells")
    if len(visible) > 1:
        name = excerpt(str(visible[0].title))
        others = ", ".join(excerpt(str(sheet.title)) for sheet in visible[1:20])
        log.note(
            f"alleen blad {name} is gelezen; er zijn ook: {others}",
            f"only sheet {name} was read; there are also: {others}",
            sheet=name,
        )
    hidden = [excerpt(str(sheet.title)) for sheet in sheets if sheet not in visible]
    if hidden:
        listed = ", ".join(hidden[:20])
        log.note(
            f"verborgen bladen zijn niet gelezen: {listed}",
            f"hidden sheets were not read: {listed}",
            sheet=str(visible[0].title),
        )
    return _told_hidden(visible[0], log)


def _told_hidden(sheet: Any, log: ProblemLog) -> Any:  # noqa: ANN401
    """Return a sheet, and tell if a spreadsheet does not show it."""
    if sheet.sheet_state != "visible":
        log.warning("dit blad is verborgen", "this sheet is hidden", sheet=str(sheet.title))
    return sheet


def _rows(values: Any, formulas: Any, log: ProblemLog) -> Iterator[RawRow]:  # noqa: ANN401
    """Yield the rows as text; rows that the file leaves out come as empty ones."""
    try:
        beside = formulas.iter_rows() if formulas is not None else repeat(())
        left = MAX_CELLS
        # The two are read in step, and the values end the loop: zip cannot be strict here.
        for number, (cells, written) in enumerate(
            zip(values.iter_rows(), beside, strict=False), start=1
        ):
            left -= len(cells)
            if left < 0:
                fatal(
                    log,
                    "het blad is te breed: er staan cellen tot ver rechts van de lijst, ook lege; "
                    "kopieer de lijst naar een nieuwe werkmap",
                    "the sheet is too wide: there are cells far to the right of the list, be they "
                    "empty; copy the list to a new workbook",
                    sheet=str(values.title),
                    row=number,
                )
            yield _row(number, cells[: _filled(cells, written)], written)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - see _refuse_damaged
        _refuse_damaged(error, log)


def _filled(cells: Sequence[Any], written: Sequence[Any]) -> int:
    """Return up to where a row holds something, be it a formula without a result."""
    end = len(cells)
    while end and cells[end - 1].value is None and cells[end - 1].data_type == "n":
        if end <= len(written) and written[end - 1].data_type == "f":
            break
        end -= 1
    return end


def _row(number: int, cells: Sequence[Any], written: Sequence[Any]) -> RawRow:
    """Return one row as text, with what is wrong with its cells."""
    texts: list[str] = []
    defects: dict[int, Text] = {}
    for position, cell in enumerate(cells):
        formula = position < len(written) and written[position].data_type == "f"
        defect = _defect(cell, position, number, formula=formula)
        if defect:
            defects[position] = defect
        texts.append("" if defect else _shown(cell))
    return RawRow(number, texts, defects)


def _defect(cell: Any, position: int, row: int, *, formula: bool) -> Text | None:  # noqa: ANN401
    """Return why a cell has no usable value, if it has none."""
    if cell.data_type != "e" and not formula:
        return None
    name = f"{column_letter(position)}{row}"
    if cell.data_type == "e":
        shown = excerpt(str(cell.value))
        return Text(
            f"cel {name} bevat de foutwaarde {shown}", f"cell {name} holds the error value {shown}"
        )
    # A formula whose result is an empty text has the type "str": that is a result.
    if formula and cell.value is None and cell.data_type != "str":
        return Text(
            f"cel {name} bevat een formule zonder uitkomst; open de werkmap in Excel en bewaar ze",
            f"cell {name} holds a formula without a result; open the workbook in Excel and save it",
        )
    return None


def _shown(cell: Any) -> str:  # noqa: ANN401
    """Return the value of a cell as text; a percentage as the spreadsheet shows it."""
    value = cell.value
    # Only numbers have a format that matters here, and looking it up costs time.
    if isinstance(value, int | float) and not isinstance(value, bool):
        written = percent_text(value, cell.number_format)
        if written is not None:
            return written
    return cell_text(value)


@lru_cache(maxsize=256)
def _percent_decimals(number_format: str) -> tuple[int, int] | None:
    """Return how many decimals a format for percentages shows: always, and at most."""
    # The first section is for positive numbers; quotes and backslashes hold plain text.
    plain = _LITERAL.sub("", number_format.split(";", maxsplit=1)[0])
    if "%" not in plain:
        return None
    behind = _DECIMALS.search(plain)
    digits = behind.group(1) if behind else ""
    return len(digits.replace("#", "")), len(digits)


def percent_text(value: float, number_format: str) -> str | None:
    """Return a number as a format for percentages shows it; None for another format.

    Examples
    --------
    >>> percent_text(0.9313, "0.00%"), percent_text(0.87, "0%"), percent_text(0.87, "0.00")
    ('93.13%', '87%', None)
    """
    decimals = _percent_decimals(number_format)
    if decimals is None or not isfinite(value):
        return None
    least, most = decimals
    # A spreadsheet rounds the number as it is written, half away from zero.
    exact = Decimal(repr(value)) * 100
    shown = f"{exact.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP):f}"
    while least < most and shown.endswith("0"):
        shown, most = shown[:-1], most - 1
    return shown.rstrip(".") + "%"


def cell_text(value: object) -> str:
    """Return the value of a cell as text.

    Examples
    --------
    >>> cell_text(11002.0), cell_text(datetime(2023, 1, 1)), cell_text(None)
    ('11002', '2023-01-01', '')
    """
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED_CONTROL.sub(" ", value)
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
