"""On which page what stands: for the numbers in the table of contents.

Word knows pages only when it lays a document out. What is counted here, from the styles of the
template, is what the contents show until then; Word corrects it on request.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(slots=True)
class Item:
    """Something that takes height on a page, in points.

    Parameters
    ----------
    height
        Of what cannot be divided: a line of a paragraph, a row, a picture.
    lines
        How many of that height follow each other; two of them stay together.
    before, after
        The white above and below; above, there is none at the head of a page that is simply next.
    keep
        Whether it stays on the page of what follows.
    anchor
        What its page is asked for.
    again
        What stands above it where it begins a page: the header of its table.
    page
        The height of a new page that it begins; None begins none.
    """

    height: float
    lines: int = 1
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    anchor: str | None = None
    again: float = 0.0
    page: float | None = None


@dataclass(slots=True)
class _Page:
    number: int
    height: float
    used: float = 0.0
    gap: float = 0.0
    found: dict[str, int] = field(default_factory=dict)

    def turn(self, height: float | None = None) -> None:
        self.number += 1
        self.height = height or self.height
        self.used = self.gap = 0.0


def pages(items: Sequence[Item], height: float) -> dict[str, int]:
    """Return the page on which each anchor stands, from 1.

    Parameters
    ----------
    items
        What takes height, in order.
    height
        Of the first page.
    """
    page = _Page(1, height)
    for group in _groups(items):
        first = group[0]
        if first.page is not None and (page.used or first.page != page.height):
            page.turn(first.page)
            page.used = first.before
        needed = sum(each.height * min(each.lines, 2) + each.before for each in group)
        if page.used and page.used + max(page.gap, first.before) + needed > page.height:
            page.turn()
            page.used = first.again
        for each in group:
            _put(each, page, begins=each is first and first.page is not None)
    return page.found


def _groups(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield what stays together: all that is kept with what follows, and that."""
    group: list[Item] = []
    for each in items:
        if each.page is not None and group:
            yield group
            group = []
        group.append(each)
        if not each.keep:
            yield group
            group = []
    if group:
        yield group


def _put(item: Item, page: _Page, *, begins: bool) -> None:
    # Word takes the larger of the white below one paragraph and the white above the next.
    page.used += max(item.before, page.gap) if page.used and not begins else 0.0
    page.gap = 0.0
    for line in range(item.lines):
        if page.used and page.used + item.height > page.height:
            page.turn()
            page.used += item.again
        page.used += item.height
        if not line and item.anchor is not None:
            page.found[item.anchor] = page.number
    page.gap = item.after
