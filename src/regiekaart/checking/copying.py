"""Writing a corrected copy of a list: values only, row by row, with what changed beside it."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from regiekaart.checking.changesheet import write_changes
from regiekaart.checking.grid import opened
from regiekaart.checking.sheetcells import LINE, LIST, MAX_TEXT, Fills, put, sheet_name
from regiekaart.errors import ProblemLog
from regiekaart.facts.filekind import Kind, recognise
from regiekaart.facts.rawtable import MAX_EMPTY_RUN, filled_rows
from regiekaart.language import Text
from regiekaart.maps.theme import PLAIN
from regiekaart.report.xlsx.look import DAY, DEFAULT, Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

    from regiekaart.checking.grid import Grid
    from regiekaart.checking.kinds import ListKind
    from regiekaart.checking.plan import Change, Plan
    from regiekaart.language import Language

CHANGES: Final = Text("wijzigingen", "changes")
CHECK: Final = Text("nakijken", "check")
_MAX_COMMENT: Final = 2_000
# Formats of numbers that are kept; a list has few, and a crafted one may have thousands.
_MAX_FORMATS: Final = 200
# In digits.
_WIDEST: Final = 48
_NARROW: Final = 12
_MARKED: Final = 60
# How high a row becomes at most.
_MAX_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to look at.

    Parameters
    ----------
    row
        The row, as the copy counts it.
    position
        The column, from 0; None for a row as a whole.
    text
        What is the matter.
    """

    row: int
    position: int | None
    text: str


@dataclass(frozen=True)
class Source:
    """What is copied: the bytes of a list, and where it stands in them."""

    content: bytes
    path: Path
    grid: Grid
    kind: ListKind

    @contextmanager
    def rows(self) -> Iterator[Iterator[tuple[int, Sequence[Any]]]]:
        """Give every row that holds something, with its number and its cells."""
        if recognise(self.path, self.content, ProblemLog()) is Kind.WORKBOOK:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield self._sheet_rows()
            return
        with opened(self.content, self.path, self.kind.columns, None) as table:
            # As they are, with the ends of lines in them: each may hold a municipality.
            yield (
                (row.number, row.raw[: self.grid.width]) for row in filled_rows(table, ProblemLog())
            )

    def _sheet_rows(self) -> Iterator[tuple[int, Sequence[Any]]]:
        # The bounds of the archive were kept when the list was read: this is the same sheet again.
        from openpyxl import load_workbook

        # openpyxl prints a complaint about some styles, and stdout may be where JSON is expected.
        with redirect_stdout(io.StringIO()):
            book = load_workbook(io.BytesIO(self.content), read_only=True, data_only=True)
        sheet = next(s for s in book.worksheets if s.title == self.grid.sheet)
        sheet.reset_dimensions()
        # A row may hold nothing but a formula of which the file does not keep the outcome.
        known, empty = {row.number for row in self.grid.rows}, 0
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            filled = number in known or any(cell.value is not None for cell in cells)
            empty = 0 if filled else empty + 1
            if empty > MAX_EMPTY_RUN:
                return
            if filled:
                yield number, cells[: self.grid.width]


@dataclass
class CopyWriter:
    """Writes the corrected copy of one list.

    Parameters
    ----------
    source
        The list.
    plan
        Its corrections.
    marks
        The cells to look at.
    language
        Of what is added.
    day
        The date of the study, by which the file is dated.
    """

    source: Source
    plan: Plan
    marks: Sequence[Mark]
    language: Language
    day: date
    _formats: set[str] = field(default_factory=set, init=False)

    def write(self, path: Path, changes: Sequence[Change]) -> dict[int, int]:
        """Write the copy as XLSX.

        Parameters
        ----------
        path
            The file; its folder exists.
        changes
            What the second sheet lists.

        Returns
        -------
        dict
            The row in the copy per row of the list.
        """
        from xlsxwriter import Workbook

        # Row by row, so that the memory does not grow with the list.
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(DEFAULT),
        }
        with Workbook(path, options) as book:
            made = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
            book.set_properties({"author": "regiekaart", "created": made})
            look = Look(book, PLAIN)
            name = sheet_name(self.source.grid.sheet or self.language.say(LIST))
            extra = self.language.say(CHANGES)
            first = book.add_worksheet(name)
            second = book.add_worksheet(
                extra if extra.casefold() != name.casefold() else f"{extra} 2"
            )
            numbers = self._rows(first, look)
            write_changes(second, look, changes, numbers, self.language, self.source.grid.sheet)
            first.activate()
        return numbers

    def _rows(self, sheet: Worksheet, look: Look) -> dict[int, int]:
        grid = self.source.grid
        numbers: dict[int, int] = {}
        by_row: dict[int, list[Mark]] = {}
        for mark in self.marks:
            by_row.setdefault(mark.row, []).append(mark)
        self._columns(sheet, bool(by_row))
        fills = Fills(look)
        with self.source.rows() as rows:
            last = gone = 0
            for number, cells in rows:
                if number in self.plan.dropped:
                    gone += 1
                    continue
                # A sheet keeps its empty rows; a CSV file has none to keep.
                last = number - gone if grid.sheet is not None else last + 1
                numbers[number] = last
                self._row(sheet, last - 1, (number, cells), by_row.get(last, []), fills)
        head = numbers[grid.header.row.number]
        sheet.freeze_panes(head, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head - 1)
        sheet.autofilter(head - 1, 0, max(last - 1, head - 1), grid.width - 1 + bool(by_row))
        return numbers

    def _columns(self, sheet: Worksheet, marked: bool) -> None:
        grid = self.source.grid
        for column, place in grid.header.positions.items():
            texts = [values.get(column, "") for values in self.plan.values.values()]
            longest = max(map(len, [*texts, grid.header.texts[place]]), default=0)
            sheet.set_column(place, place, min(max(longest + 2, _NARROW), _WIDEST))
        if marked:
            sheet.set_column(grid.width, grid.width, _MARKED)

    def _row(
        self,
        sheet: Worksheet,
        at: int,
        row: tuple[int, Sequence[Any]],
        marks: Sequence[Mark],
        fills: Fills,
    ) -> None:
        number, cells = row
        width, edits = self.source.grid.width, self.plan.edits
        texts = " | ".join(dict.fromkeys(mark.text for mark in marks))[:MAX_TEXT]
        if len(texts) > _MARKED:
            # Not every program makes a row as high as its text asks.
            sheet.set_row(at, min(-(-len(texts) // _MARKED), _MAX_LINES) * LINE)
        header = number == self.source.grid.header.row.number
        marked = {mark.position for mark in marks}
        for place in range(width):
            cell = cells[place] if place < len(cells) else None
            edited = (number, place) in edits
            if cell is None and not edited:
                continue
            value = edits[number, place] if edited else getattr(cell, "value", cell)
            form = DAY if edited else self._kept(cell, place, value)
            kind = "check" if place in marked else "done" if edited else "plain"
            # A code is no amount, also where a spreadsheet holds it as a number.
            shown = "" if place == self._code_place else value
            put(sheet, (at, place), value, fills.look("head" if header else kind, shown, form))
        if header and self.marks:
            sheet.write_string(at, width, self.language.say(CHECK), fills.look("head", ""))
        for mark in marks:
            if mark.position is not None:
                size = {"x_scale": 2.2, "y_scale": 1.2, "author": "regiekaart"}
                sheet.write_comment(at, mark.position, mark.text[:_MAX_COMMENT], size)
        if marks:
            sheet.write_string(at, width, texts, fills.look("check", ""))

    def _kept(self, cell: object, place: int, value: object) -> str:
        """Return the format of a number or a day as the list has it."""
        form = str(getattr(cell, "number_format", "") or "")
        midnight = isinstance(value, datetime) and value.time() == time()
        if midnight and place in self._day_places:
            return DAY
        if form not in self._formats:
            if len(self._formats) >= _MAX_FORMATS:
                return DAY if isinstance(value, date) else ""
            self._formats.add(form)
        return form

    @cached_property
    def _code_place(self) -> int | None:
        return self.source.grid.header.positions.get("nis")

    @cached_property
    def _day_places(self) -> frozenset[int]:
        """Where the columns stand that hold a date."""
        places = self.source.grid.header.positions
        return frozenset(places[c] for c in self.source.kind.days if c in places)
