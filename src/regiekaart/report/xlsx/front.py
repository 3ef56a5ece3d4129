"""The first sheet: the key figures, the answers in sentences, and what is where."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from regiekaart.analysis.coverage import Coverage
from regiekaart.language import capital
from regiekaart.report.points import points
from regiekaart.report.xlsx.control import Checked, number
from regiekaart.report.xlsx.fields import clean, fields_of
from regiekaart.report.xlsx.live import coverage_rules
from regiekaart.report.xlsx.measure import BESIDE, DIGIT, PAPER, lines_of
from regiekaart.report.xlsx.names import text
from regiekaart.report.xlsx.page import LINE, write_notes
from regiekaart.report.xlsx.sheet import HEADER_ROW, quoted
from regiekaart.words.tables import coverage_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.report.results import Results
    from regiekaart.report.xlsx.fields import Field
    from regiekaart.report.xlsx.names import Names
    from regiekaart.report.xlsx.page import Page
    from regiekaart.words.table import Cell

WIDTHS: Final = (30.0, 16.0, 62.0)
# In per cent: programs round the widths of columns, each its own way.
SAFE: Final = 95


@dataclass(frozen=True, slots=True)
class Listed:
    """The figures of the whole below each other: a row per column of their table."""

    fields: Sequence[Field]

    @property
    def total(self) -> bool:
        """All of it is the whole."""
        return True

    @property
    def label(self) -> Cell:
        """What it is about."""
        return None

    def cell(self, key: str) -> str:
        """Return the address of another figure."""
        row = next(i for i, each in enumerate(self.fields) if each.key == key)
        return str(xl_rowcol_to_cell(HEADER_ROW + row, 1))

    def column(self, key: str) -> str:
        """Return the address of a figure: it is alone."""
        return self.cell(key)

    above = column
    summed = column


def key_figures(results: Results, page: Page) -> list[Field]:
    """Return the figures of the whole that lead the workbook."""
    whole = Coverage(results.study, None, (results.whole,))
    table = coverage_table(whole)
    return fields_of(table, table.rows, page.language)[1:]


def write_front(
    page: Page,
    made: Any,  # noqa: ANN401
    results: Results,
    names: Names,
    contents: Sequence[tuple[str, str]],
    control: str,
) -> None:
    """Write the first sheet, of which the title stands already.

    Parameters
    ----------
    page, made
        The sheet.
    results
        What the study gives.
    names
        The names of the columns of the municipalities.
    contents
        The other sheets: their name, and what they show.
    control
        The address of the largest difference between a formula and a figure.
    """
    for position, width in enumerate(WIDTHS):
        made.set_column(position, position, width, page.look.plain())
    row = _write_figures(page, made, key_figures(results, page), names)
    row = _write_control(page, made, row, control)
    row = _heading(page, made, row + 1, page.say("In het kort", "In short"))
    row = _write_points(page, made, row, results)
    # On paper the list of sheets has its own page. A break is kept only at a scale that is set.
    across = sum(width * DIGIT + BESIDE for width in WIDTHS)
    made.set_print_scale(math.floor(SAFE * PAPER[False][0] / across))
    made.set_h_pagebreaks([row + 1])
    row = _heading(page, made, row + 1, page.say("Bladen", "Sheets"))
    row = _write_contents(page, made, row, contents)
    notices = [clean(page.language.say(problem.message)) for problem in results.study.notices]
    if notices:
        title = page.say("Opmerkingen bij de gegevens", "Remarks on the data")
        row = _heading(page, made, row + 1, title)
        row = write_notes(made, row, notices, list(WIDTHS), page)
    made.print_area(0, 0, row, len(WIDTHS) - 1)


def front_checks(results: Results, page: Page, name: str) -> list[Checked]:
    """Return the key figures, for the control."""
    return [
        Checked(
            sheet=name,
            header=field.header,
            cells=f"{quoted(name)}!{xl_rowcol_to_cell(row, 1, row_abs=True, col_abs=True)}",
            values=(number(field.values[0]),),
            formulas=1,
            kind=field.kind,
        )
        for row, field in enumerate(key_figures(results, page), HEADER_ROW)
    ]


def _heading(page: Page, made: Any, row: int, words: str) -> int:  # noqa: ANN401
    form = page.look.plain(bold=True, font_size=11, font_color=page.look.theme.accent)
    made.write_string(row, 0, words, form)
    made.set_row(row, 20)
    return row + 1


def _write_figures(page: Page, made: Any, fields: list[Field], names: Names) -> int:  # noqa: ANN401
    """Write a figure per row with its formula; return the first free row."""
    rules, place = coverage_rules(names, lambda _: (), page.language), Listed(fields)
    row = HEADER_ROW
    for field in fields:
        strong = field.kind == "share"
        made.write_string(row, 0, capital(field.header), page.look.cell("text", total=strong))
        form = page.look.cell(field.kind, total=strong)
        formula, value = rules[field.key](place), field.values[0]
        if formula is None or value is None:
            made.write_blank(row, 1, None, form)
        else:
            made.write_formula(row, 1, f"={formula}", form, value)
        row += 1
    return row


def _write_control(page: Page, made: Any, row: int, control: str) -> int:  # noqa: ANN401
    """Write whether the formulas agree with the figures, which the spreadsheet itself says."""
    fine = page.say(
        "Alle formules in dit bestand komen overeen met de cijfers van regiekaart.",
        "All formulas in this file agree with the figures of regiekaart.",
    )
    wrong = page.say(
        "Let op: een formule wijkt af van de cijfers van regiekaart; zie het blad Controle.",
        "Beware: a formula differs from the figures of regiekaart; see the sheet Check.",
    )
    formula = f"=IF({control}=0,{text(fine)},{text(wrong)})"
    made.write_formula(row + 1, 0, formula, page.look.soft(italic=True), fine)
    return row + 2


def _write_points(page: Page, made: Any, row: int, results: Results) -> int:  # noqa: ANN401
    label = page.look.plain(bold=True, text_wrap=True)
    for point in points(results):
        made.write_string(row, 0, clean(page.language.say(point.label)), label)
        words = clean(page.language.say(point.text))
        words = words[:1].upper() + words[1:]
        # The words have the columns beside the label.
        _beside(page, made, row, words)
        row += 1
    return row


def _beside(page: Page, made: Any, row: int, words: str) -> None:  # noqa: ANN401
    form = page.look.plain(text_wrap=True)
    made.merge_range(row, 1, row, len(WIDTHS) - 1, "", form)
    made.write_string(row, 1, words, form)
    made.set_row(row, lines_of(words, sum(WIDTHS[1:])) * LINE + 5)


def _write_contents(
    page: Page,
    made: Any,  # noqa: ANN401
    row: int,
    contents: Sequence[tuple[str, str]],
) -> int:
    link = page.look.plain(font_color=page.look.theme.accent, underline=1)
    for name, title in contents:
        made.write_url(row, 0, f"internal:{quoted(name)}!A1", link, name)
        made.write_string(row, 1, title, page.look.plain())
        row += 1
    return row
