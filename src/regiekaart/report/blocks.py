"""Words, tables and pictures as the blocks of a `Document`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from regiekaart.analysis.figures import Share
from regiekaart.language import Text
from regiekaart.report.document import (
    Cell,
    Column,
    Figure,
    Findings,
    Paragraph,
    Run,
    TableBlock,
)
from regiekaart.words.table import FICTIONAL, Change, Points, Range, cell_text

if TYPE_CHECKING:
    from typing import Literal

    from regiekaart.language import Language
    from regiekaart.report.chapters import Shown
    from regiekaart.report.pictures import Picture
    from regiekaart.words.findings import FindingList
    from regiekaart.words.table import Cell as Value


def capital(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]


def plain(language: Language, words: Text | str) -> str:
    """Return words in a language, with a percentage and its sign never on two lines."""
    return language.say(words).replace(" %", "\N{NO-BREAK SPACE}%")


def sentence(language: Language, words: Text | str) -> str:
    """Return words as `plain` does, with a capital."""
    return capital(plain(language, words))


def paragraph(
    language: Language, words: Text | str, look: Literal["lead", "plain", "note"] = "plain"
) -> Paragraph:
    """Return words as a paragraph."""
    return Paragraph((Run(sentence(language, words)),), look)


def table_block(
    shown: Shown, language: Language, study_line: Text, *, titled: bool = True
) -> TableBlock:
    """Return a table in the words of a language.

    Parameters
    ----------
    shown
        The table.
    language
        The language.
    study_line
        The line of the study, which the document has already; another subtitle is kept.
    titled
        Whether its title stands above it.
    """
    table = shown.table
    subtitle = "" if table.subtitle == study_line else sentence(language, table.subtitle)
    return TableBlock(
        id=table.id,
        title=sentence(language, table.title),
        subtitle=subtitle,
        tag=language.say(FICTIONAL) if table.fictional else "",
        columns=tuple(
            Column(sentence(language, c.header), c.numeric, c.kind == "code") for c in table.columns
        ),
        rows=tuple(
            tuple(_cell(value, language, first=i == 0) for i, value in enumerate(row))
            for row in table.rows
        ),
        total=shown.total,
        titled=titled,
    )


def _cell(value: Value, language: Language, *, first: bool) -> Cell:
    text = plain(language, cell_text(value, language, compact=True))
    # A word such as "unknown" gets a capital at the head of a row; a name stays as it is.
    return Cell(capital(text) if first and not isinstance(value, str) else text, _order(value))


def _order(value: Value) -> float | None:
    """Return the number by which a value is sorted: the lower end where there are two."""
    if isinstance(value, Share):
        return None if value.low is None else float(value.low)
    if isinstance(value, Change | Points):
        return float(value.value)
    if isinstance(value, Range):
        return float(value.low)
    if isinstance(value, date):
        return float(value.toordinal())
    return float(value) if isinstance(value, int | Decimal | Fraction) else None


def findings_block(found: FindingList, language: Language) -> Findings:
    """Return what a rule found in the words of a language."""
    shared = [plain(language, text) for text in found.shared]
    if shared:
        lead = Text(
            "Voor elk geval hierboven geldt het volgende.",
            "The following holds for each case above.",
        )
        shared[0] = f"{language.say(lead)} {shared[0]}"
    ground = language.say(Text("Rechtsgrond", "Legal basis"))
    return Findings(
        severity=found.severity,
        word=sentence(language, found.word),
        rule=sentence(language, found.rule),
        messages=tuple(plain(language, message) for message in found.messages),
        shared=tuple(shared),
        ground=f"{ground}: {plain(language, found.ground)}.",
    )


def map_figure(picture: Picture, language: Language, *, half: bool) -> Figure:
    """Return a map; its title stands in the picture, so its label is a number."""
    label = f"{language.say(Text('Kaart', 'Map'))} {picture.number}"
    return Figure(f"kaart-{picture.number}", label, "", picture.alt, picture, half=half)
