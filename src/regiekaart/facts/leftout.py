"""Rows of a list that are no statement: totals, sums and counts.

Such a row is left out with a notice, and only where it is sure: it calls itself a total and names
no municipality, or it stands last and its numbers are those of the rows above. Anything else that
looks odd stays a problem.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from regiekaart.facts.flanders import history
from regiekaart.facts.names import clean_code
from regiekaart.facts.rawtable import excerpt

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListFile, ListRow

LABEL: Final = re.compile(
    r"(?:(?:algemeen|grand|sub|eind|tussen|general)[ -]?)?(?:totaal|totalen|totals?)(?![^\W_]).*"
    r"|(?:som|sum) *[:=]? *\d*"
    r"|(?:aantal|count|number of)(?![^\W_]).*"
    r"|\d+ (?:gemeenten|municipalities|rijen|rows|leden|members)"
    r"|n *= *\d+",
    re.IGNORECASE | re.ASCII,
)
NUMBER: Final = re.compile(r"\d{1,3}(?:[. ,]\d{3})+|\d+(?:[.,]\d+)?(?: ?%)?", re.ASCII)
_WHOLE: Final = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{1,12}", re.ASCII)

# A count and a sum below each other: no list has more of them.
_MAX_LAST: Final = 3
_LONGEST: Final = 100
_MAX_NAMED: Final = 5


def label_in(cells: Sequence[str]) -> str:
    """Return the first cell by which a row calls itself a total, or "".

    Examples
    --------
    >>> label_in(["", "Totaal Limburg", "12"]), label_in(["24062", "Leuven"])
    ('Totaal Limburg', '')
    """
    for cell in cells:
        if len(cell) <= _LONGEST and LABEL.fullmatch(cell):
            return cell
    return ""


def without_totals(
    table: ListFile, log: ProblemLog, codes: Collection[str] | None = None
) -> ListFile:
    """Return a list without its totals, and tell which rows those are.

    Parameters
    ----------
    table
        A list of municipalities, with the columns ``nis``, ``name`` or ``names``.
    log
        Gets one notice.
    codes
        The codes of the units of all dates; by default those of municipalities.
    """
    totals = {row.number for row in table.rows if row.label and _only_numbers(row, codes)}
    left = [row for row in table.rows if row.number in totals]
    kept = [row for row in table.rows if row.number not in totals]
    end = len(kept)
    while end > max(1, len(kept) - _MAX_LAST) and _counts(kept[end - 1], kept[: end - 1], codes):
        end -= 1
    left, kept = [*left, *kept[end:]], kept[:end]
    if not left or not kept:
        return table
    left.sort(key=lambda row: row.number)
    listed = "; ".join(f"{row.number}: {_shown(row)}" for row in left[:_MAX_NAMED])
    more = "; …" if len(left) > _MAX_NAMED else ""
    log.note(
        f"rijen met een totaal of een aantal weggelaten (rij {listed}{more})",
        f"rows with a total or a count left out (row {listed}{more})",
        sheet=table.sheet,
        row=left[0].number,
        value=_shown(left[0]),
    )
    return replace(table, rows=tuple(kept))


def _shown(row: ListRow) -> str:
    return row.label or excerpt(", ".join(filter(None, row.values.values())))


def _is_code(cell: str, codes: Collection[str] | None) -> bool:
    if codes is not None:
        return cell in codes
    code = clean_code(cell)
    return code is not None and history().first_day(code) is not None


def _only_numbers(row: ListRow, codes: Collection[str] | None) -> bool:
    """Return whether a row that calls itself a total says nothing else."""
    return not _is_code(row.values.get("nis", ""), codes) and all(
        not cell or LABEL.fullmatch(cell) or NUMBER.fullmatch(cell) for cell in row.values.values()
    )


def _counts(row: ListRow, above: Sequence[ListRow], codes: Collection[str] | None) -> bool:
    """Return whether every number on a row is the count or the sum of what stands above it."""
    filled = {column: cell for column, cell in row.values.items() if cell}
    return (
        bool(filled.keys() & {"nis", "name", "names"})
        and not _is_code(filled.get("nis", ""), codes)
        and all(_fits(cell, [r.values.get(c, "") for r in above]) for c, cell in filled.items())
    )


def _fits(cell: str, column: Sequence[str]) -> bool:
    if not _WHOLE.fullmatch(cell):
        return False
    number, filled = int(re.sub(r"\D", "", cell)), [other for other in column if other]
    numbers = [int(code) if (code := clean_code(other)) else 0 for other in filled]
    return number in {len(column), len(filled), len(set(filled)), sum(numbers)} - {0}
