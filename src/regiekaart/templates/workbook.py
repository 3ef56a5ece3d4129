"""A list to fill in as a workbook: the rows, what one can choose from, and what it all means."""

from __future__ import annotations

from datetime import UTC, date, datetime
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import printable
from regiekaart.language import Text
from regiekaart.maps.theme import PLAIN, mixed
from regiekaart.report.xlsx.look import DAY, DEFAULT, Look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

    from regiekaart.language import Language
    from regiekaart.templates.model import Field, Template, Value

CHOICES: Final = Text("keuzes", "choices")
GUIDE: Final = Text("uitleg", "explanation")
# Room for names that somebody adds below the choices, and for rows below the last.
SPARE: Final = 60
# What a sheet of the oldest common format, and of every program, can check.
_LAST_ROW: Final = 1_999
# Widths in digits, and the height of a line in points.
_NARROW, _WIDE, _NAMES, _GUIDE = 11, 40, 24, 96
_LINE: Final = 12.0
_OWN_TINT: Final = 0.06


def write_workbook(path: Path, template: Template, language: Language) -> None:
    """Write a list to fill in as XLSX; the first sheet is the one that is read back.

    Parameters
    ----------
    path
        The file; its folder exists.
    template
        The list.
    language
        Of the headers, the values and the explanation.
    """
    from xlsxwriter import Workbook

    day = template.day
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": dict(DEFAULT),
    }
    with Workbook(path, options) as book:
        made = datetime(day.year, day.month, day.day, tzinfo=UTC)
        title = f"{language.say(template.title)}, {language.date(day)}"
        book.set_properties({"title": title, "author": "regiekaart", "created": made})
        writer = _Writer(book, Look(book, PLAIN), template, language)
        sheets = [book.add_worksheet(language.say(n)) for n in (template.sheet, GUIDE, CHOICES)]
        writer.rows(sheets[0])
        writer.guide(sheets[1])
        writer.choices(sheets[2])


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, look: Look, template: Template, language: Language) -> None:  # noqa: ANN401 - a library without types
        self.book, self.look, self.template = book, look, template
        self.say = language.say
        self.language = language
        self.chosen = [field for field in template.fields if field.choices]

    def rows(self, sheet: Worksheet) -> None:
        """Write the rows, with what may stand in each column."""
        fields = self.template.fields
        for number, field in enumerate(fields):
            cells = [row[number] for row in self.template.rows]
            sheet.set_column(number, number, self._width(field, cells), self._format(field))
            sheet.write_string(0, number, self.say(field.header), self._head(field))
            for place, cell in enumerate(cells, start=1):
                self._put(sheet, (place, number), cell, field)
            if field.own:
                self._check(sheet, number, field)
        frozen = next(n for n, field in enumerate(fields) if field.own)
        sheet.freeze_panes(1, min(frozen, 2))
        sheet.autofilter(0, 0, len(self.template.rows), len(fields) - 1)
        # A code is text, of digits: no program need warn of it.
        sheet.ignore_errors({"number_stored_as_text": "A1:A2000"})
        self._protect(sheet)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        # A long note runs on to the right of the last column: not on paper.
        sheet.print_area(0, 0, len(self.template.rows), len(fields) - 1)
        sheet.set_footer(f"&L{self._line()}&R&P / &N")
        sheet.activate()

    def _line(self) -> str:
        words = f"{self.say(self.template.title)}, {self.language.date(self.template.day)}"
        return words.replace("&", "&&")

    def _head(self, field: Field) -> Any:  # noqa: ANN401
        return self.look.header(numeric=field.kind == "count")

    def _format(self, field: Field) -> Any:  # noqa: ANN401
        """Return how a cell looks: what is to be filled in is tinted, and nothing is locked."""
        own = {"bg_color": mixed(PLAIN.accent, PLAIN.paper, _OWN_TINT)} if field.own else {}
        numbers = {"code": "@", "count": "#,##0", "date": DAY, "text": "General"}
        return self.look.plain(
            **own, num_format=numbers[field.kind], locked=False, bottom=1,
            bottom_color=PLAIN.context_line, align="right" if field.kind == "count" else "left",
            indent=1,
        )  # fmt: skip

    def _put(
        self, sheet: Worksheet, place: tuple[int, int], cell: Value | Text, field: Field
    ) -> None:
        how = self._format(field)
        if isinstance(cell, int):
            sheet.write_number(*place, cell, how)
        elif isinstance(cell, date):
            sheet.write_datetime(*place, cell, how)
        elif cell:
            text = cell if isinstance(cell, str) else self.say(cell)
            sheet.write_string(*place, printable(text), how)
        else:
            sheet.write_blank(*place, None, how)

    def _width(self, field: Field, cells: Sequence[Value | Text]) -> float:
        longest = max((len(self._shown(cell)) for cell in cells), default=0)
        options = max((len(self.say(each)) for each in field.choices), default=0)
        least = max(_NARROW, len(self.say(field.header)) + 4)
        return min(max(least, longest + 1, options + 3), _WIDE)

    def _shown(self, cell: Value | Text) -> str:
        if isinstance(cell, Text):
            return self.say(cell)
        return "" if cell is None else str(cell)

    def _check(self, sheet: Worksheet, number: int, field: Field) -> None:
        """Let a spreadsheet show what may stand in a column, and ask about the rest."""
        help_ = {
            "input_title": self.say(field.header),
            "input_message": self.say(field.meaning)[:255],
            "ignore_blank": True,
        }
        if field.choices:
            rule: dict[str, object] = {
                "validate": "list",
                "source": self._source(field),
                "error_type": "stop" if field.strict else "information",
                "error_title": self.say(field.header),
                "error_message": self.say(
                    Text("Kies een waarde uit de lijst.", "Choose a value from the list.")
                    if field.strict
                    else Text("Dit staat niet bij de keuzes. Is het een nieuwe naam?",
                              "This is not among the choices. Is it a new name?")
                ),
            }  # fmt: skip
        elif field.kind == "date":
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1990, 1, 1),
                "maximum": date(2099, 12, 31),
                "error_title": self.say(field.header),
                "error_message": self.say(Text("Vul een dag in, zoals 31/12/2025.",
                                               "Fill in a day, such as 31/12/2025.")),
            }  # fmt: skip
        else:
            rule = {"validate": "any"}
        sheet.data_validation(1, number, _LAST_ROW, number, rule | help_)

    def _source(self, field: Field) -> str:
        from xlsxwriter.utility import xl_range_abs

        column = self.chosen.index(field)
        last = len(field.choices) + (0 if field.strict else SPARE)
        return f"='{self.say(CHOICES)}'!{xl_range_abs(1, column, last, column)}"

    def _protect(self, sheet: Worksheet) -> None:
        """Lock the header, and nothing else: rows can be sorted, added and left out."""
        allowed = ("sort", "autofilter", "format_cells", "format_columns", "format_rows",
                   "insert_rows", "delete_rows")  # fmt: skip
        sheet.protect("", dict.fromkeys(allowed, True))

    def choices(self, sheet: Worksheet) -> None:
        """Write what one can choose from, a column for each."""
        for number, field in enumerate(self.chosen):
            words = [printable(self.say(choice)) for choice in field.choices]
            sheet.set_column(number, number, max(map(len, [*words, self.say(field.header)])) + 4)
            sheet.write_string(0, number, self.say(field.header), self._head(field))
            for row, word in enumerate(words, start=1):
                sheet.write_string(row, number, word, self.look.plain(indent=1))
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def guide(self, sheet: Worksheet) -> None:
        """Write what the list is, how to fill it in, and what each column means."""
        template, say = self.template, self.say
        sheet.set_column(0, 0, _NAMES)
        sheet.set_column(1, 1, _GUIDE)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, say(template.title), self.look.title())
        day = Text("Toestand op", "Situation on")
        sheet.write_string(1, 0, f"{say(day)} {self.language.date(template.day)}", self.look.soft())
        row, wrapped = 3, self.look.plain(text_wrap=True)
        for paragraph in (*template.about, _lock_words(), *_use_words(template)):
            sheet.merge_range(row, 0, row, 1, "", wrapped)
            sheet.write_string(row, 0, say(paragraph), wrapped)
            sheet.set_row(row, _height(say(paragraph), _GUIDE + _NAMES))
            row += 1
        heads = (Text("kolom", "column"), Text("wat er staat", "what it holds"))
        for number, head in enumerate(heads):
            sheet.write_string(row + 1, number, say(head), self.look.header(numeric=False))
        for number, field in enumerate(template.fields, start=row + 2):
            name = self.look.plain(bold=field.own, indent=1)
            sheet.write_string(number, 0, say(field.header), name)
            sheet.write_string(
                number, 1, say(field.meaning), self.look.plain(text_wrap=True, indent=1)
            )
            sheet.set_row(number, _height(say(field.meaning), _GUIDE))
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _height(text: str, width: float) -> float:
    """Return how high a row is, in points, in which all of a text is seen."""
    return _LINE * -(-len(text) // int(width * 1.05)) + 3


def _lock_words() -> Text:
    return Text(
        "De gekleurde kolommen zijn om in te vullen. Alleen de kop is vergrendeld, zonder "
        "wachtwoord: rijen sorteren, toevoegen en weglaten mag.",
        "The tinted columns are to be filled in. Only the header is locked, without a password: "
        "rows may be sorted, added and left out.",
    )


def _use_words(template: Template) -> tuple[Text, ...]:
    nl, en = (f"{name}.xlsx" for name in (template.name.nl, template.name.en))
    of = f" --scheme {quote(template.scheme)}" if template.scheme else ""
    return (
        Text(
            f"Kijk de lijst na met: regiekaart validate {nl}{of}",
            f"Check the list with: regiekaart validate {en}{of}",
        ),
        Text(
            f"Gebruik ze met: regiekaart build {template.option} {nl}{of}",
            f"Use it with: regiekaart build {template.option} {en}{of}",
        ),
    )
