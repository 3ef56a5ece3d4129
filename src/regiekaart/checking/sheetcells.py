"""The cells of a workbook that is made from what somebody brought: values, and only values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import Text
from regiekaart.maps.theme import PLAIN, mixed

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from regiekaart.report.xlsx.look import Look

LIST: Final = Text("lijst", "list")
# What a cell of a spreadsheet can hold, and a name of a sheet.
MAX_TEXT: Final = 32_767
_MAX_NAME: Final = 31
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
# What no XML can hold, in whatever form.
_NO_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
# Beyond this a spreadsheet changes the digits; what is no number at all is not below it either.
_MAX_NUMBER: Final = 1e15
# Spreadsheets count the 29th of February 1900, which never was.
_FIRST_YEAR: Final = 1901
_LIGHT: Final = 0.45
# The height of a line, in points.
LINE: Final = 13.5


@dataclass
class Fills:
    """How a cell looks: as it was, corrected, or to be looked at."""

    made: Look

    def look(self, kind: str, value: object, form: str = "") -> Any:  # noqa: ANN401 - a library untyped
        """Return the format of a cell.

        Parameters
        ----------
        kind
            ``head``, ``done``, ``check`` or ``plain``.
        value
            What it holds: a number stands right, all else left.
        form
            The format of a number or a day.
        """
        if kind == "head":
            return self.made.header(numeric=False)
        tints: dict[str, dict[str, object]] = {
            "done": {"bg_color": mixed(PLAIN.fine, PLAIN.paper, _LIGHT)},
            "check": {"bg_color": PLAIN.doubtful, "text_wrap": True},
        }
        number = isinstance(value, int | float) and not isinstance(value, bool)
        counted = number or isinstance(value, date | time | timedelta)
        shown = {"num_format": form} if form and counted else {}
        side = {"align": "right" if number else "left", "indent": 1}
        return self.made.plain(**tints.get(kind, {}), **shown, **side)


def put(sheet: Worksheet, at: tuple[int, int], value: object, look: Any) -> None:  # noqa: ANN401
    """Write a value as a value: text never becomes a formula, a link or a number.

    Parameters
    ----------
    sheet, at
        The cell: its row and column from 0.
    value
        Text, a number, a day, or nothing.
    look
        Its format.
    """
    match value:
        case None | "":
            sheet.write_blank(*at, None, look)
        case bool():
            sheet.write_boolean(*at, value, look)
        case int() | float() if abs(value) < _MAX_NUMBER:
            sheet.write_number(*at, value, look)
        case date() if value.year >= _FIRST_YEAR:
            sheet.write_datetime(*at, value, look)
        case time() | timedelta():
            sheet.write_datetime(*at, value, look)
        case _:
            sheet.write_string(*at, _NO_XML.sub("\ufffd", str(value)[:MAX_TEXT]), look)


def sheet_name(name: str) -> str:
    """Return a name that a sheet may have.

    Examples
    --------
    >>> sheet_name("leden/2023"), sheet_name("'")
    ('leden 2023', 'lijst')
    """
    return _NO_NAME.sub(" ", name[:_MAX_NAME]).strip() or LIST.nl
