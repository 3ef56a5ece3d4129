"""Tables that read well in a terminal and are Markdown, and figures as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NOTHING = "–"


def show(header: Sequence[str], rows: Iterable[Sequence[str]], first: int = 28) -> str:
    """Print a table while it is measured, and return it: the first column left, the others right.

    Parameters
    ----------
    first
        The width of the first column on the screen; what is returned has the widths that it needs.
    """
    widths = [first, *(max(len(name), 7) for name in header[1:])]
    print("\n".join(_head(header, widths)), flush=True)
    kept = []
    for row in rows:
        print(_line(row, widths), flush=True)
        kept.append(row)
    needed = [max(map(len, column)) for column in zip(header, *kept, strict=True)]
    return "\n".join([*_head(header, needed), *(_line(row, needed) for row in kept), ""])


def _head(header: Sequence[str], widths: Sequence[int]) -> list[str]:
    rule = ("-" * (width + 1) + (":" if i else "-") for i, width in enumerate(widths))
    return [_line(header, widths), f"|{'|'.join(rule)}|"]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    told = [
        f"{cell:>{width}}" if i else f"{cell:<{width}}"
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(told)} |"


def number(value: float | None, digits: int = 2) -> str:
    """Return a number, or a dash where there is none."""
    return NOTHING if value is None else f"{value:.{digits}f}"


def write_json(path: Path | None, found: object) -> None:
    """Write figures, if a file was asked for."""
    if path is not None:
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def put_between(path: Path | None, name: str, text: str) -> None:
    """Put a text in a document, in the place of what stands there under its name.

    Raises
    ------
    SystemExit
        If the document has no such place.
    """
    if path is None:
        return
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, opened, rest = path.read_text(encoding="utf-8").partition(start)
    _, closed, after = rest.partition(end)
    if not (opened and closed):
        raise SystemExit(f"{path} has no place between {start.strip()} and {end}")
    path.write_text(f"{before}{start}{text}{end}{after}", encoding="utf-8")
