"""What a report holds, in the words of one language, whatever kind of file it becomes.

A `Document` is sections of blocks. All words and figures are there already; what HTML, PDF and DOCX
add is how a block looks. Text is plain: whoever writes a file escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.report.charts import Chart
    from regiekaart.report.pictures import Picture


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a sentence that look the same.

    Parameters
    ----------
    link
        An address on the web, which is safe to follow; or None.
    target
        The id of a part of the document; or None.
    strong
        Whether they stand out.
    """

    text: str
    link: str | None = None
    target: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: the first of a chapter, any other, or a remark in small letters."""

    runs: tuple[Run, ...]
    look: Literal["lead", "plain", "note"] = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list: the answers of the summary, or any other."""

    items: tuple[tuple[Run, ...], ...]
    look: Literal["points", "plain"] = "plain"


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures to see first: what they count, and how many."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What one rule found, with one severity.

    Parameters
    ----------
    severity
        ``error``, ``warning`` or ``info``.
    word
        The severity in words.
    messages
        What is said of each group.
    shared
        What holds for each of them.
    ground
        The legal basis, with a word that says so.
    """

    severity: str
    word: str
    rule: str
    messages: tuple[str, ...]
    shared: tuple[str, ...]
    ground: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, and whether it holds figures, or codes."""

    header: str
    numeric: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is read, and the number to sort it by; None sorts by its text."""

    text: str
    order: float | None = None


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table.

    Parameters
    ----------
    id
        Its anchor, without the ``t-`` before it; see `anchor`.
    tag
        What has to stand above it, such as that it is fiction; else empty.
    total
        The row that sums up the others.
    titled
        Whether its title stands above it: not where the heading of its section is the same.
    """

    id: str
    title: str
    subtitle: str
    tag: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: Literal["first", "last", "none"] = "none"
    titled: bool = True

    @property
    def anchor(self) -> str:
        """The id of the table in the document."""
        return f"t-{self.id}"


@dataclass(frozen=True, slots=True)
class Members:
    """Units with their inhabitants, in columns of names."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its number on the maps, its facts (name, value, where it leads to), its members."""

    id: str
    number: int
    name: str
    facts: tuple[tuple[str, str, str | None], ...]
    members: Members


@dataclass(frozen=True, slots=True)
class Figure:
    """A map or a chart.

    Parameters
    ----------
    id
        Its anchor.
    label
        What it is called where it is referred to: "Kaart 3". A map has its title in the picture.
    caption
        What stands beside the label; empty where the picture says it.
    alt
        What it shows, in words.
    content
        The picture.
    half
        Whether two of them fit on a page.
    """

    id: str
    label: str
    caption: str
    alt: str
    content: Picture | Chart
    half: bool = False

    @property
    def upright(self) -> bool:
        """Whether it is higher than it is wide."""
        return self.content.height > self.content.width


@dataclass(frozen=True, slots=True)
class Notes:
    """What a reader has to know of the tables above, in small letters."""

    texts: tuple[str, ...]


Block = Paragraph | Bullets | KeyFigures | Findings | TableBlock | Members | Region | Figure | Notes


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under a heading.

    Parameters
    ----------
    id
        Its anchor.
    kind
        Tells a look that it may need: ``summary``, ``chapter``, ``annexes``, ``sources``...
    aside
        What stands after the title in lighter letters.
    listed
        Whether the table of contents names it.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    kind: str = ""
    aside: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in the table of contents, with the lines below it."""

    id: str
    title: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report in one language.

    Parameters
    ----------
    kicker, title, line
        What it is, what it is about, and of which study: cycle, date, population.
    fictional
        "Fictief voorbeeld" where the list of members is made up, and then `warning` says more.
    day
        The date of the study; files carry it, so that the same study gives the same bytes.
    """

    language: Language
    theme: Theme
    kicker: str
    title: str
    line: str
    day: date
    fictional: str
    warning: str
    sections: tuple[Section, ...]

    @property
    def contents(self) -> tuple[Entry, ...]:
        """The table of contents: sections, and in the annexes what they hold."""
        return tuple(_entry(section) for section in self.sections if section.listed)


def _entry(section: Section) -> Entry:
    below = [
        *(Entry(b.id, b.name) for b in section.blocks if isinstance(b, Region)),
        *(_entry(each) for each in section.sections if each.listed),
    ]
    return Entry(section.id, section.title, tuple(below))


def blocks_of(sections: tuple[Section, ...]) -> Iterator[Block]:
    """Yield every block of some sections, in the order in which they are read."""
    for section in sections:
        yield from section.blocks
        yield from blocks_of(section.sections)
