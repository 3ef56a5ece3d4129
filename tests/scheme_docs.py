"""The files that stand in docs/schemes.md, as somebody would write them down."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from regiekaart.paths import shipped_data

PAGE: Final = Path(__file__).parents[1] / "docs" / "schemes.md"
_BLOCK: Final = re.compile(r"\*\*`([\w.]+)`\*\*\n\n```\w+\n(.*?)```", re.DOTALL)


def write_down(folder: Path) -> Path:
    """Write the files of the page in a folder, with the table that ships beside them."""
    for name, content in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        (folder / name).write_text(content, encoding="utf-8")
    table = shipped_data() / "tables" / "other_partitions.csv"
    (folder / table.name).write_bytes(table.read_bytes())
    return folder
