"""Writes the schemas of study files and of scheme files that ship, in ``data/schemas``."""

from __future__ import annotations

from pathlib import Path

from regiekaart.scheme import schema as of_schemes
from regiekaart.study import schema as of_studies

FOLDER = Path(__file__).resolve().parents[1] / "data" / "schemas"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for module in (of_studies, of_schemes):
        path = FOLDER / module.SCHEMA_NAME
        path.write_text(module.schema_text(), encoding="utf-8", newline="")
        print(path.relative_to(FOLDER.parents[1]))
