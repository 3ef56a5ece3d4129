"""The workbook of a study: a sheet per table, formulas with our figures as their values.

A spreadsheet that opens it works everything out again from the sheet of the municipalities; the
sheet of the control shows that the outcome is the same. The same study gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

from regiekaart.maps.theme import PLAIN
from regiekaart.report.method import method_sentences
from regiekaart.report.xlsx.charts import add_coverage_chart, add_history_charts, rows_of_chart
from regiekaart.report.xlsx.control import checked_fields, write_control
from regiekaart.report.xlsx.fields import clean
from regiekaart.report.xlsx.front import front_checks, write_front
from regiekaart.report.xlsx.look import DEFAULT, Look
from regiekaart.report.xlsx.page import Page, write_notes, write_sheet
from regiekaart.report.xlsx.sheets import Maker, charted_coverage
from regiekaart.report.xlsx.tabs import CONTROL, HISTORY, METHOD, SUMMARY
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.report.results import Results
    from regiekaart.report.xlsx.names import Names
    from regiekaart.report.xlsx.sheet import Sheet

# Words stay words: never a formula, an address or a number, whatever they look like.
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(results: Results, language: Language, theme: Theme = PLAIN) -> bytes:
    """Return the workbook of a study, as the bytes of an XLSX file.

    The same study gives the same bytes.

    Parameters
    ----------
    results
        What the study gives.
    language
        The language of the words; a spreadsheet writes numbers in that of its user.
    theme
        The colours.
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {**OPTIONS, "default_format_properties": dict(DEFAULT)})
    page = _page(book, results, language, theme)
    _describe(book, results, page)
    maker = Maker.of(results, language)
    sheets = list(maker.sheets())
    front = page.head(language.say(SUMMARY), clean(language.say(results.study.scheme.title)))
    for sheet in sheets:
        _write(page, sheet, charted_coverage(results.study.scheme))
    _name_columns(book, maker.units, maker.names)
    _write_method(page, results, maker.units.name)
    first = language.say(SUMMARY)
    checked = [*front_checks(results, page, first), *checked_fields(sheets)]
    control = write_control(page, language.say(CONTROL), checked)
    titles = [(sheet.name, clean(language.say(sheet.title))) for sheet in sheets]
    titles.append((language.say(METHOD), _method_title(page)))
    titles.append((language.say(CONTROL), page.say("Formules en cijfers", "Formulas and figures")))
    write_front(page, front, results, maker.names, titles, control)
    front.activate()
    book.close()
    return stream.getvalue()


def _page(book: Any, results: Results, language: Language, theme: Theme) -> Page:  # noqa: ANN401
    study = results.study
    return Page(
        book=book,
        look=Look(book, theme),
        language=language,
        line=clean(language.say(study_line(study))),
        scheme=clean(language.say(study.scheme.title)),
        fictional=study.fictional,
    )


def _describe(book: Any, results: Results, page: Page) -> None:  # noqa: ANN401
    """Set what the file says of itself; its day is that of the study."""
    made_up = page.language.say(FICTIONAL) if page.fictional else ""
    book.set_properties(
        {
            "title": page.scheme,
            "subject": page.line,
            "category": made_up,
            "author": "regiekaart",
            "created": datetime.combine(results.study.date, time(), UTC),
        }
    )
    book.set_size(24_000, 15_000)


def _write(page: Page, sheet: Sheet, coverage: str) -> None:
    charted = sheet.table.id in {coverage, HISTORY}
    made, row = write_sheet(page, sheet, rows_of_chart() if charted else 0)
    if sheet.table.id == coverage:
        add_coverage_chart(page, made, sheet, row)
    if sheet.table.id == HISTORY:
        add_history_charts(page, made, sheet, row)


def _name_columns(book: Any, units: Sheet, names: Names) -> None:  # noqa: ANN401
    for key, name in names.by_key.items():
        cells = units.elsewhere(units.span(key, units.first, units.end))
        book.define_name(name, f"={cells}")


def _method_title(page: Page) -> str:
    return page.say("Hoe de cijfers gemaakt zijn", "How the figures were made")


def _write_method(page: Page, results: Results, units: str) -> None:
    made = page.head(page.language.say(METHOD), _method_title(page))
    widths = [44.0, 44.0]
    made.set_column(0, 1, widths[0], page.look.plain())
    told = [clean(page.language.say(text)) for text in method_sentences(results.study)]
    told.append(
        page.say(
            f"De formules in dit bestand verwijzen naar de kolommen van het blad {units}, bij "
            "naam: Formules › Namen beheren. Wie daar een lidmaatschap wijzigt, ziet wat er met de "
            "cijfers gebeurt.",
            f"The formulas in this file refer to the columns of the sheet {units}, by name: "
            "Formulas › Name Manager. Whoever changes a membership there sees what happens to the "
            "figures.",
        )
    )
    end = write_notes(made, 3, told, widths, page)
    made.print_area(0, 0, end, 1)
