"""Writes the schema of study files that ships, ``data/schemas/study.schema.json``."""

from __future__ import annotations

from pathlib import Path

from regiekaart.study.schema import SCHEMA_NAME, schema_text

FOLDER = Path(__file__).resolve().parents[1] / "data" / "schemas"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / SCHEMA_NAME
    path.write_text(schema_text(), encoding="utf-8", newline="")
    print(path.relative_to(FOLDER.parents[1]))
