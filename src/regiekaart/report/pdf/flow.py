"""A document as one list of what stands on its pages, in the words of the template.

What needs thought is settled here, so that the template only sets it: which maps share a page,
which stand on a broad one, which headings go along with them, how wide a column is.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from regiekaart.report.charts import Chart
from regiekaart.report.document import (
    Bullets,
    Figure,
    Findings,
    KeyFigures,
    Members,
    Notes,
    Paragraph,
    Region,
    TableBlock,
)
from regiekaart.report.pdf.columns import plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regiekaart.report.document import Block, Column, Document, Run, Section
    from regiekaart.report.pdf.letters import Letters

Item = dict[str, Any]

# Width and height between the margins, in mm; the template has the same margins.
UPRIGHT: Final = (174.0, 252.0)
BROAD: Final = (267.0, 173.0)
# What a caption and a heading take of the height, in mm.
CAPTION: Final = 8.0
HEADING: Final = 14.0
# Names beside each other, by the width of the longest of them, in parts of the size of the letters.
COLUMNS: Final = ((9.0, 4), (14.0, 3), (25.0, 2))
# Letters that are kept on one page: more would leave half of it empty, or not fit at all.
KEPT: Final = 1600
MANY: Final = 100
# Notes as many and as long as this, in letters, stand in two columns: lines are easier to follow.
FEW_NOTES: Final = 4
LONG_NOTES: Final = 700
# About as many letters stand on a line of half a page.
HALF_LINE: Final = 62
# Between a figure and what it counts.
COUNTED: Final = re.compile(r"(?<=\d) (?=[^\W\d])")
# Kinds of sections that begin on a page of their own.
FRESH: Final = frozenset({"chapter", "annexes", "maps", "half"})
# Between two maps on one page, in mm.
BETWEEN: Final = 4.0
# How much smaller the letters of a table are that is set closer, in points.
CLOSER: Final = 0.5


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of document has.

    Parameters
    ----------
    size, small
        Of its letters, and at most of those in tables and lists of names, in points.
    contents
        Whether a table of contents stands after its first section.
    turned
        Whether what is wide stands on a landscape page.
    tallest
        The height of a picture at most, in mm.
    """

    size: float = 10.0
    small: float = 8.5
    contents: bool = True
    turned: bool = True
    tallest: float = UPRIGHT[1]


@dataclass
class Flow:
    """Makes the list of what stands on the pages.

    Parameters
    ----------
    document
        The document.
    letters
        What it is set in; tables are as wide as their words.
    files
        The file of each picture, by the id of its figure.
    form
        What the document has.
    close
        The ids of sections whose tables are set closer, so that the notes below stay with them.
    """

    document: Document
    letters: Letters
    files: Mapping[str, str]
    form: Form
    close: frozenset[str] = frozenset()
    targets: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.targets = frozenset(_targets(self.document.sections))

    def items(self) -> list[Item]:
        """Return all sections, with the table of contents after the first."""
        first, *others = self.document.sections
        contents = [{"kind": "contents"}] if self.form.contents and others else []
        rest = (item for section in others for item in self.section(section))
        return [*self.section(first), *contents, *rest]

    def section(
        self, section: Section, level: int = 1, above: tuple[Item, ...] = ()
    ) -> Iterator[Item]:
        """Yield a section; headings above it that have no text of their own go along with it."""
        headings = (*above, self._heading(section, level))
        if section.kind in FRESH:
            yield {"kind": "pagebreak"}
        if not section.blocks and section.sections:
            first, *others = section.sections
            yield from self.section(first, level + 1, headings)
            for each in others:
                yield from self.section(each, level + 1)
            return
        if section.kind == "together" and _size(section.blocks) <= KEPT:
            yield _keep([*headings, *self.blocks(section, level)])
        else:
            yield from self.blocks(section, level, headings)
        for each in section.sections:
            yield from self.section(each, level + 1)

    def _heading(self, section: Section, level: int) -> Item:
        return {
            "kind": "heading",
            "level": level,
            "id": section.id,
            "title": section.title,
            "aside": section.aside,
            "listed": section.listed,
        }

    def blocks(
        self, section: Section, level: int, headings: tuple[Item, ...] = ()
    ) -> Iterator[Item]:
        """Yield the blocks of a section under headings, each on the page that it needs."""
        made: list[Item] = []
        # What can still go along to a broad page: headings, and the words before a table.
        text = list(headings)
        alone = _alone(section.blocks)
        for block in section.blocks:
            bare = len(text) == len(headings) and not made
            taken = HEADING * len(headings) if bare else 0.0
            broad, item = self._placed(block, level, taken, section.id, alone=block in alone)
            item |= {"section": section.id, "close": section.id in self.close}
            if broad:
                along = text if bare or isinstance(block, TableBlock) else []
                made += [] if along else text
                made.append({"kind": "broad", "items": [*along, item]})
                text = []
            elif isinstance(block, Paragraph) and not made:
                text.append(item)
            elif isinstance(block, Notes) and _is_broad_table(made):
                made[-1]["items"].append(item)
            else:
                made += [*text, item]
                text = []
        yield from (*made, *text)

    def _placed(
        self, block: Block, level: int, taken: float, section: str, *, alone: bool
    ) -> tuple[bool, Item]:
        """Return whether a block needs a broad page, and the block."""
        if isinstance(block, Figure):
            wide = not isinstance(block.content, Chart) and not block.upright
            broad = self.form.turned and wide and (not block.half or alone)
            return broad, self._figure(block, taken, broad=broad, pair=block.half and not alone)
        if isinstance(block, TableBlock):
            widest = BROAD[0] if self.form.turned else UPRIGHT[0]
            largest = self.form.small - CLOSER * (section in self.close)
            set_so = plan(block, self.letters, UPRIGHT[0], widest, largest)
            return self.form.turned and set_so.broad, _table(block, asdict(set_so), level)
        return False, self._block(block, level)

    def _figure(self, figure: Figure, taken: float, *, broad: bool, pair: bool) -> Item:
        wide, high = BROAD if broad else UPRIGHT
        high = min(high - taken - CAPTION, self.form.tallest)
        if pair and not figure.upright:
            high = (UPRIGHT[1] - 2 * HEADING) / 2 - CAPTION - BETWEEN
        shape = figure.content.width / figure.content.height
        width = min(wide, high * shape)
        return {
            "kind": "figure",
            "id": figure.id,
            "caption": ". ".join(part for part in (figure.label, figure.caption) if part),
            "alt": figure.alt,
            "file": self.files[figure.id],
            "width": round(width, 2),
            "height": round(width / shape, 2),
        }

    def _block(self, block: Block, level: int) -> Item:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "look": block.look, "runs": self.runs(block.runs)}
            case Bullets():
                items = [self.runs(item) for item in block.items]
                return {"kind": "bullets", "look": block.look, "items": items}
            case KeyFigures():
                return {"kind": "keyfigures", "items": block.items}
            case Findings():
                return _findings(block, level)
            case Members():
                return self._members(block)
            case Region():
                return self._region(block, level)
            case Notes():
                return {"kind": "notes", "columns": _columns(block.texts)}
            case _:  # pragma: no cover - figures and tables are placed above
                raise TypeError(block)

    def runs(self, runs: Iterable[Run]) -> list[Item]:
        """Return words in a sentence; those that lead to another document lead nowhere here."""
        return [
            {
                "text": run.text if run.link else _together(run.text),
                "link": run.link,
                "target": run.target if run.target in self.targets else None,
                "strong": run.strong,
            }
            for run in runs
        ]

    def _members(self, members: Members) -> Item:
        """Return names in columns of the same length, to read from the top down."""
        longest = max((self.letters.width(f"{a} {b}") for a, b in members.items), default=0.0)
        columns = next((number for width, number in COLUMNS if longest <= width), 1)
        rows = -(-len(members.items) // columns)
        parts = [members.items[i : i + rows] for i in range(0, len(members.items), rows or 1)]
        parts += [()] * (columns - len(parts))
        return {"kind": "members", "columns": parts}

    def _region(self, region: Region, level: int) -> Item:
        facts = [
            {"name": name, "value": value, "target": target if target in self.targets else None}
            for name, value, target in region.facts
        ]
        return {
            "kind": "region",
            "level": level + 1,
            "id": region.id,
            "number": str(region.number),
            "name": region.name,
            "facts": facts,
            "members": self._members(region.members),
            "whole": len(region.members.items) <= MANY,
        }


def _alone(blocks: Sequence[Block]) -> list[Figure]:
    """Return the maps for half a page that have none beside them to share the page with."""
    found: list[Figure] = []
    pair: list[Figure] = []
    for block in blocks:
        if isinstance(block, Figure) and block.half and not block.upright:
            pair = [] if pair else [block]
        else:
            found += pair
            pair = []
    return found + pair


def _is_broad_table(made: Sequence[Item]) -> bool:
    """Return whether a table on a broad page comes last."""
    return bool(made) and made[-1]["kind"] == "broad" and made[-1]["items"][-1]["kind"] == "table"


def _findings(found: Findings, level: int) -> Item:
    texts = (*found.messages, *found.shared)
    return {
        "kind": "findings",
        "level": level + 1,
        "severity": found.severity,
        "word": found.word,
        "rule": found.rule,
        "messages": [_together(text) for text in found.messages],
        "shared": [_together(text) for text in found.shared],
        "ground": _together(found.ground),
        "whole": sum(map(len, texts)) <= KEPT,
    }


def _table(table: TableBlock, set_so: Item, level: int) -> Item:
    return {
        "kind": "table",
        "id": table.anchor,
        "level": level + 1,
        "tag": table.tag,
        "title": table.title if table.titled else "",
        "subtitle": table.subtitle,
        "columns": [asdict(column) | {"right": _is_right(column)} for column in table.columns],
        "rows": [[cell.text for cell in row] for row in table.rows],
        "total": table.total,
        **set_so,
    }


def _is_right(column: Column) -> bool:
    """Return whether a column is set to the right: figures, and a sign before a figure."""
    return column.numeric or len(column.header) == 1


def _columns(texts: Sequence[str]) -> list[list[str]]:
    """Return notes in two columns of about the same length where they are many, else in one."""
    texts = [_together(text) for text in texts]
    if len(texts) < FEW_NOTES or sum(map(len, texts)) < LONG_NOTES:
        return [texts]
    ends = list(accumulate(ceil(len(text) / HALF_LINE) for text in texts))
    split = min(range(1, len(texts)), key=lambda n: max(ends[n - 1], ends[-1] - ends[n - 1]))
    return [texts[:split], texts[split:]]


def _together(text: str) -> str:
    """Return a text in which no line ends between a figure and what it counts."""
    return COUNTED.sub("\N{NO-BREAK SPACE}", text)


def _keep(items: list[Item]) -> Item:
    return {"kind": "keep", "items": items}


def _size(blocks: Sequence[Block]) -> int:
    """Return the letters of paragraphs and lists."""
    runs = [run for b in blocks if isinstance(b, Paragraph) for run in b.runs]
    runs += [run for b in blocks if isinstance(b, Bullets) for item in b.items for run in item]
    return sum(len(run.text) for run in runs)


def _targets(sections: Iterable[Section]) -> Iterator[str]:
    """Yield all that can be referred to."""
    for section in sections:
        yield section.id
        for block in section.blocks:
            if isinstance(block, TableBlock):
                yield block.anchor
            elif isinstance(block, Region | Figure):
                yield block.id
        yield from _targets(section.sections)
