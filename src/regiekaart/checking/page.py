"""What was found in a list, as a page for people who do not use a terminal.

The page stands on its own, has no scripts, and looks like the report.
"""

from __future__ import annotations

import base64
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regiekaart.checking import words
from regiekaart.checking.grid import HEAD, opened
from regiekaart.errors import SEVERITY_WORDS, ProblemLog, Severity, printable
from regiekaart.facts.brought import content_of
from regiekaart.facts.rawtable import column_letter, excerpt, filled_rows
from regiekaart.language import Text, both
from regiekaart.maps.theme import PLAIN
from regiekaart.storage import put_in_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from regiekaart.checking.check import Check
    from regiekaart.checking.fix import Fixed
    from regiekaart.errors import Problem
    from regiekaart.language import Language

PAGES: Final = (".html", ".htm")
# A page of more than this is read by nobody: the first of them say what is the matter.
MOST: Final = 1_000
_FIRST_ROWS: Final = 8
_WIDEST: Final = 12
_CELL: Final = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Problems in one table: many of one kind, or those of which there are few.

    Parameters
    ----------
    title
        What is the matter with all of them; "" where they differ.
    severity
        How bad they are; of those that differ, the worst.
    problems
        The problems.
    """

    title: str
    severity: Severity
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a list.

    Parameters
    ----------
    letters
        The columns as a spreadsheet names them.
    rows
        Their number, their cells, and whether it is the header.
    """

    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...], bool], ...]


def write_page(check: Check, target: Path, language: Language, fixed: Fixed | None = None) -> None:
    """Write what was found in a list as one HTML file.

    Parameters
    ----------
    check
        What was found.
    target
        The file; one that is there is replaced.
    language
        Of the page.
    fixed
        The corrected copy, if one was made.

    Raises
    ------
    OutsideError
        If the disk cannot be written.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "page.html"
        made.write_text(page_html(check, language, fixed), encoding="utf-8", newline="\n")
        put_in_place(made, target)


def page_html(check: Check, language: Language, fixed: Fixed | None = None) -> str:
    """Return what was found in a list as one HTML document that asks nothing of any computer.

    Parameters
    ----------
    check
        What was found.
    language
        Of the page.
    fixed
        The corrected copy, if one was made.
    """
    environment = _environment()
    style = environment.get_template("check.css.jinja").render(theme=PLAIN, warning="")
    told = check.problems[:MOST]
    more = len(check.problems) - len(told)
    return environment.get_template("check.html.jinja").render(
        t=lambda nl, en: language.say(Text(nl, en)),
        say=language.say,
        show=_show,
        printed=printable,
        language=language,
        check=check,
        name=printable(check.path.name),
        noun=language.say(check.kind.noun) if check.kind else "",
        day=language.date(check.date),
        counts=[
            (language.say(head), language.integer(check.count(severity)), severity.value)
            for severity, head in _HEADS.items()
        ],
        summary=[language.say(text) for text in words.summary(check)],
        fixed=None if fixed is None else language.say(words.fixed_words(fixed)),
        groups=_groups(told, language),
        word=lambda severity: language.say(SEVERITY_WORDS[severity]),
        more=language.say(both(more)) if more else "",
        sample=_sample(check),
        style=style,
        style_hash=base64.b64encode(sha256(style.encode()).digest()).decode(),
    )


def _groups(problems: Sequence[Problem], language: Language) -> list[Group]:
    """Return problems of which there are many of a kind by that kind, and the others together."""
    few: list[Problem] = []
    found = []
    for group in words.groups_of(problems):
        title = _shared(group, language)
        if len(group) < words.ENOUGH or not title:
            few += group
        else:
            found.append(Group(title, group[0].severity, tuple(group)))
    # Alone they are told "from top to bottom"; beside kinds of many, what is gravest comes first.
    few.sort(key=words.rank if found else lambda problem: problem.row or 0)
    return [*([Group("", few[0].severity, tuple(few))] if few else []), *found]


def _shared(group: Sequence[Problem], language: Language) -> str:
    """Return what messages say, but for the value that each has; "" where more differs."""
    said = [
        language.say(p.message).replace(p.value, "…") if p.value else language.say(p.message)
        for p in group
    ]
    return said[0] if len(set(said)) == 1 else ""


_HEADS: Final = {
    Severity.ERROR: Text("fouten", "errors"),
    Severity.WARNING: Text("waarschuwingen", "warnings"),
    Severity.INFO: Text("ter info", "notes"),
}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    return Environment(
        # The look is the report's: its style sheet, and some lines for what only this page has.
        loader=ChoiceLoader(
            [PackageLoader("regiekaart.checking"), PackageLoader("regiekaart.report")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _show(text: str | None) -> str:
    """Return a text from a list, short and without signs that steer how others are shown."""
    return "" if text is None else excerpt(printable(text), 120)


def _sample(check: Check) -> Sample | None:
    """Return the first rows of a list, from the rows above its header on."""
    if check.kind is None or check.grid is None:
        return None
    content = content_of(check.path, ProblemLog())
    header = check.grid.header
    with opened(content, check.path, check.kind.columns, check.grid.sheet) as table:
        rows = list(islice(filled_rows(table, ProblemLog()), HEAD + _FIRST_ROWS))
    shown = [row for row in rows if row.number >= header.first][:_FIRST_ROWS]
    wide = min(max(len(row.cells) for row in shown), _WIDEST)
    return Sample(
        tuple(column_letter(place) for place in range(wide)),
        tuple(
            (row.number, _padded(row.cells, wide), row.number <= header.row.number) for row in shown
        ),
    )


def _padded(cells: Sequence[str], wide: int) -> tuple[str, ...]:
    shown = [excerpt(printable(cell), _CELL) for cell in cells[:wide]]
    return (*shown, *[""] * (wide - len(shown)))
