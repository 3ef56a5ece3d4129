"""The sheet of a corrected copy that lists what changed, and what is left to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.checking.sheetcells import LINE, Fills, put
from regiekaart.language import Text, both

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from regiekaart.checking.plan import Change
    from regiekaart.language import Language
    from regiekaart.report.xlsx.look import Look

CERTAIN: Final = Text("zeker, gedaan", "certain, done")
TO_CHECK: Final = Text("na te kijken", "to check")
# More rows are read by nobody, and a sheet ends at some point.
MAX_LISTED: Final = 100_000
# The columns with their widths in digits.
COLUMNS: Final = (
    (Text("blad", "sheet"), 14),
    (Text("rij", "row"), 8),
    (Text("rij in deze kopie", "row in this copy"), 10),
    (Text("kolom", "column"), 18),
    (Text("wat er stond", "before"), 28),
    (Text("wat er nu staat", "after"), 28),
    (Text("voorstel", "proposal"), 22),
    (Text("waarom", "why"), 64),
    (Text("soort", "kind"), 15),
)


def write_changes(
    sheet: Worksheet,
    look: Look,
    changes: Sequence[Change],
    numbers: Mapping[int, int],
    language: Language,
    of: str | None,
) -> None:
    """Write what changed, a row each.

    Parameters
    ----------
    sheet, look
        The empty sheet, and how its cells look.
    changes
        The changes, in the order of the rows.
    numbers
        The row in the copy per row of the list.
    language
        Of the words.
    of
        The sheet of the list that was brought; a CSV file has none.
    """
    say = language.say
    sheet.set_row(0, 2 * LINE)
    sheet.freeze_panes(1, 0)
    for place, (head, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, say(head), look.header(numeric=False))
    fills = Fills(look)
    wrapped = look.plain(text_wrap=True, indent=1)
    number = fills.look("plain", 0)
    shown = changes[:MAX_LISTED]
    for at, change in enumerate(shown, start=1):
        cells = (
            of or "", change.row, numbers.get(change.row or 0), change.column, change.before,
            change.after, change.proposal, say(change.why),
        )  # fmt: skip
        lines = max(-(-len(str(cell)) // COLUMNS[p][1]) for p, cell in enumerate(cells) if cell)
        if lines > 1:
            # Not every program makes a row as high as its text asks.
            sheet.set_row(at, lines * LINE)
        for place, cell in enumerate(cells):
            put(sheet, (at, place), cell, wrapped if isinstance(cell, str) else number)
        word, fill = (CERTAIN, "done") if change.certain else (TO_CHECK, "check")
        sheet.write_string(at, len(cells), say(word), fills.look(fill, ""))
    more = len(changes) - len(shown)
    if more:
        words = Text(f"en nog {both(more).nl} andere", f"and {both(more).en} more")
        sheet.write_string(len(shown) + 1, len(COLUMNS) - 2, say(words), wrapped)
    sheet.autofilter(0, 0, max(len(shown), 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
