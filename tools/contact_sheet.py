"""Put all pages of a map series on one picture, for docs/.

    python tools/contact_sheet.py outputs/2023-2023-01-01/maps docs/img/atlas.png

Pages stand in rows of one height, in the order of the series as ``index.csv`` has it.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from PIL import Image

ROW = 250
WIDTH = 2100
GAP = 8
COLOURS = 128
GROUND = "#8b949b"


def pages(folder: Path) -> list[Path]:
    """Return the PNG files of a series, in its order."""
    with (folder / "index.csv").open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream, delimiter=";")
    column = next(i for i, name in enumerate(head) if name in {"bestanden", "files"})
    listed = [name for row in rows for name in row[column].split(", ") if name.endswith(".png")]
    return [folder / name for name in listed]


def sheet(files: list[Path]) -> Image.Image:
    """Return the pages as small pictures in rows."""
    rows: list[list[Image.Image]] = [[]]
    for file in files:
        with Image.open(file) as opened:
            page = opened.convert("RGB")
        small = page.resize((round(page.width * ROW / page.height), ROW), Image.Resampling.LANCZOS)
        if sum(each.width + GAP for each in [*rows[-1], small]) > WIDTH - GAP:
            rows.append([])
        rows[-1].append(small)
    picture = Image.new("RGB", (WIDTH, GAP + len(rows) * (ROW + GAP)), GROUND)
    for number, row in enumerate(rows):
        x = GAP
        for small in row:
            picture.paste(small, (x, GAP + number * (ROW + GAP)))
            x += small.width + GAP
    return picture.quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    sheet(pages(source)).save(target, optimize=True)
