"""A result as a table that shows itself: in a notebook, in a terminal, as a data frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from regiekaart.analysis.agreements import AgreementTable
from regiekaart.analysis.audit import Audit
from regiekaart.analysis.awards import Comparison
from regiekaart.analysis.change import Change
from regiekaart.analysis.coverage import Coverage
from regiekaart.analysis.crossing import Crossing
from regiekaart.analysis.distribution import Distribution
from regiekaart.analysis.figures import Share
from regiekaart.analysis.missing import Missing
from regiekaart.analysis.rules import Check
from regiekaart.analysis.staircase import Staircase
from regiekaart.errors import printable
from regiekaart.language import NL, Language
from regiekaart.study import Study
from regiekaart.words.agreements import agreement_table, crossing_table
from regiekaart.words.audit import audit_rows
from regiekaart.words.change import bridge_table
from regiekaart.words.missing import missing_table
from regiekaart.words.rules import finding_table
from regiekaart.words.subsidy import subsidy_table
from regiekaart.words.subsidy_comparison import comparison_table
from regiekaart.words.table import (
    FICTIONAL,
    Cell,
    Points,
    Range,
    Table,
    as_csv,
    as_text,
    cell_text,
    for_reading,
)
from regiekaart.words.table import Change as Difference
from regiekaart.words.tables import coverage_table, unit_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

_HEAD: Final = Markup('<th scope="col" style="{}">{}</th>')
_CELL: Final = Markup('<td style="{}">{}</td>')
_WORDS: Final = "text-align: left"
_FIGURES: Final = "text-align: right; white-space: nowrap"


@dataclass(frozen=True, eq=False, repr=False)
class ShownTable:
    """A result in words and figures, with its title, its notes and its sources.

    Parameters
    ----------
    table
        The values, for people.
    sheet
        The values for a spreadsheet or a program: every row, clean numbers.
    language
        In which it is shown.
    """

    table: Table
    sheet: Table
    language: Language = NL

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a data frame, to compute with: headers in the language, shares as floats.

        A share with an unknown part has a second column, with the most that it can be.
        """
        import pandas as pd

        # The same columns as in a CSV file, but with values instead of text.
        columns: dict[str, list[Any]] = {}
        for place, column in enumerate(self.sheet.columns):
            header = self.language.say(column.header)
            cells = [row[place] for row in self.sheet.rows]
            columns[header] = [self._low(cell) for cell in cells]
            if any(isinstance(cell, Share | Range) for cell in cells):
                columns[f"{header} (maximum)"] = [_high(cell) for cell in cells]
        return pd.DataFrame(columns)

    def _low(self, cell: Cell) -> object:
        if isinstance(cell, Share | Range):
            return None if cell.low is None else _plain(cell.low)
        if isinstance(cell, Difference | Points):
            return _plain(cell.value)
        if isinstance(cell, int | Fraction | Decimal | date) or cell is None:
            return _plain(cell)
        return self.language.say(cell)

    def csv(self) -> str:
        """Return the table as a CSV file for a spreadsheet in the language."""
        return as_csv(self.sheet, self.language, for_people=True)

    def __str__(self) -> str:
        return as_text(self.table, self.language)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        table, say = for_reading(self.table), self.language.say
        warning = f"{say(FICTIONAL).upper()} · " if table.fictional else ""
        caption = Markup("<strong>{}{}</strong><br>{}").format(
            *(printable(part) for part in (warning, say(table.title), say(table.subtitle)))
        )
        # A figure stays on one line; an interval is written as on paper, with a dash.
        sides = [_FIGURES if column.numeric else _WORDS for column in table.columns]
        head = _row(_HEAD, [say(column.header) for column in table.columns], sides)
        body = Markup("\n").join(
            _row(_CELL, [cell_text(cell, self.language, compact=True) for cell in row], sides)
            for row in table.rows
        )
        notes = Markup("<br>").join(escape(printable(say(note))) for note in table.notes)
        return Markup(
            '<table><caption style="text-align: left">{}</caption>\n'
            "<thead>{}</thead>\n<tbody>{}</tbody></table>\n<p><small>{}</small></p>"
        ).format(caption, head, body, notes)


def _plain(value: float | Fraction | Decimal | date | None) -> object:
    """Return a value as a data frame computes with it; euros stay exact."""
    return float(value) if isinstance(value, Fraction) else value


def _high(cell: Cell) -> object:
    if isinstance(cell, Share | Range) and cell.high is not None:
        return _plain(cell.high)
    return None


def _row(cell: Markup, words: Iterable[str], sides: Iterable[str]) -> Markup:
    """Return a row of cells; the words of a list are hostile until they are escaped."""
    cells = (cell.format(side, printable(text)) for text, side in zip(words, sides, strict=True))
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def as_table(result: object, language: Language = NL) -> ShownTable:
    """Return a result as a table that shows itself, with its sources below it.

    Parameters
    ----------
    result
        What ``coverage``, ``check``, ``compare``, ``agreements``, ``crossing``, ``missing``,
        ``audit``, ``subsidy``, ``staircase``, ``awards`` or ``compare_distributions`` returned; or
        a study, for its municipalities.
    language
        Of headers, words and figures.

    Raises
    ------
    TypeError
        If it is no such result.

    Examples
    --------
    >>> from regiekaart import coverage, load_study
    >>> shown = as_table(coverage(load_study(), by="province"))
    >>> print(shown.frame[["provincie", "leden", "onbekend"]].head(2).to_string(index=False))
     provincie  leden  onbekend
    Vlaanderen    190       110
     Antwerpen     49        20
    """
    return ShownTable(*_tables(result), language)


def _tables(result: object) -> tuple[Table, Table]:
    """Return a result as a table for people, and as one for a spreadsheet."""
    if isinstance(result, Distribution | Staircase):
        return subsidy_table(result), subsidy_table(result, sheet=True)
    if isinstance(result, Comparison):
        # Every region, also for people: at a terminal those that do not change are left out.
        table = comparison_table(result, sheet=True)
        return table, table
    for kind, make in _SAME.items():
        if isinstance(result, kind):
            table = make(result)
            return table, table
    raise TypeError(f"not a result with a table: {type(result).__name__}")


# What is the same for people and for a spreadsheet.
_SAME: Final[dict[type, Callable[[Any], Table]]] = {
    Study: unit_table,
    Coverage: coverage_table,
    Check: finding_table,
    Change: bridge_table,
    AgreementTable: agreement_table,
    Crossing: crossing_table,
    Missing: missing_table,
    Audit: audit_rows,
}
