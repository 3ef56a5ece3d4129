"""The parts of a report in a body: where a page begins, and which way it is turned."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from regiekaart.report.charts import Chart
from regiekaart.report.document import Figure, TableBlock

if TYPE_CHECKING:
    from regiekaart.report.document import Block, Section
    from regiekaart.report.docx.blocks import Writer


def write_sections(writer: Writer, sections: tuple[Section, ...]) -> None:
    """Write the chapters of a report; each but the summary begins a page."""
    for each in sections:
        if each.kind != "summary":
            writer.body.turn(turned=_is_turned(writer, each))
            writer.body.break_page()
        _write(writer, each, 1)


def _write(writer: Writer, section: Section, level: int) -> None:
    writer.heading(level, section.title, section.id, section.aside)
    alone = _alone(section.blocks)
    for at, block in enumerate(section.blocks):
        writer.block(block, first=at == 0, alone=at in alone)
    for at, below in enumerate(section.sections):
        writer.body.turn(turned=_is_turned(writer, below))
        # The maps begin a page, and so does each kind of them after the first.
        if below.kind == "maps" or (below.kind == "half" and at):
            writer.body.break_page()
        _write(writer, below, level + 1)


def _alone(blocks: tuple[Block, ...]) -> set[int]:
    """Return which maps of half a page have no other to share it with, by their place.

    They have a whole page then, which it takes anyhow; but not below a heading, whose page it is.
    """
    found: set[int] = set()
    for half, run in groupby(range(len(blocks)), key=lambda at: _is_half(blocks[at])):
        places = list(run)
        if half and len(places) % 2 and places[-1]:
            found.add(places[-1])
    return found


def _is_half(block: Block) -> bool:
    return isinstance(block, Figure) and block.half and not block.upright


def _is_turned(writer: Writer, section: Section) -> bool:
    """Return whether a part is best on turned pages from its heading on.

    Where its first table is wide, a page with a heading and a sentence would be left behind.
    """
    charts = any(isinstance(b, Figure) and isinstance(b.content, Chart) for b in section.blocks)
    tables = [block for block in section.blocks if isinstance(block, TableBlock)]
    return bool(tables) and not charts and writer.is_wide(tables[0])
