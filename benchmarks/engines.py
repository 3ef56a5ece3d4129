"""Run the programs of docs/scale.md on a made land, and compare them with what `regiekaart` says.

    python benchmarks/engines.py --python OTHER/bin/python [--size N]

OTHER is an environment with `duckdb`, `polars`, `sedonadb` and `dask-geopandas`; `regiekaart` needs
none of them, and a program whose package is not there is told and left out. The time is that of the
whole process.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyogrio
from process import REGIEKAART, environment, run_once
from synthetic import Land, write_borders, write_tables
from table import NOTHING, number, show

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "scale.md"
PROGRAM: Final = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
IMPORT: Final = re.compile(r"^import (\S+)", re.MULTILINE)
COMMON: Final = ("geopandas", "pandas")


def programs() -> list[str]:
    """Return the programs of the page."""
    return PROGRAM.findall(PAGE.read_text(encoding="utf-8"))


def own_answers(folder: Path) -> dict[str, Any]:
    """Return what `regiekaart` says of the land, under the name of the file that has it too."""
    rows = _json(folder, "coverage", "--by", "part")["rows"]
    keys = ("group", "municipalities", "members", "population", "population_members")
    parts = [tuple(str(row[key]) for key in keys) for row in rows[1:]]
    found = Counter(each["rule"] for each in _json(folder, "check")["findings"])
    groups = {row["group"] for row in _rows(folder / "groups.csv")}
    return {
        "coverage.csv": parts,
        "minimum.csv": found["minimum"],
        "fit.csv": found["fit"],
        "contiguity.csv": found["contiguity"],
        "pairs.csv": {tuple(row.values()) for row in _rows(folder / "neighbours.csv")},
        "outlines.gpkg": len(groups),
    }


def _json(folder: Path, *words: str) -> Any:  # noqa: ANN401 - whatever the command prints
    line = [*REGIEKAART, *words, "--scheme", str(folder / "scheme.toml"), "--format", "json"]
    done = subprocess.run(
        line, check=False, capture_output=True, text=True, env=environment(folder)
    )
    return json.loads(done.stdout)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def answer(path: Path) -> Any:  # noqa: ANN401 - as `own_answers` has it
    """Return what a file of a program says, as `own_answers` has it."""
    if path.suffix == ".gpkg":
        return pyogrio.read_info(path)["features"]
    rows = _rows(path)
    if path.name == "coverage.csv":
        return [tuple(row.values()) for row in rows]
    return {tuple(row.values()) for row in rows} if path.name == "pairs.csv" else len(rows)


def tried(python: str, land: Path, own: dict[str, Any]) -> Iterator[list[str]]:
    """Run the programs, and yield a row for each file that one wrote."""
    for program in programs():
        imports = IMPORT.findall(program)
        package = next(each for each in imports if each not in COMMON)
        code = f"import {', '.join(imports)}"
        if subprocess.run([python, "-c", code], check=False, capture_output=True).returncode:
            yield [package, NOTHING, NOTHING, "not there"]
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "land"
            shutil.copytree(land, folder)
            (folder / "program.py").write_text(program, encoding="utf-8")
            line = ["env", "-C", str(folder), "-u", "PYTHONPATH", python, "program.py"]
            usage = run_once(line)
            for file in sorted(own):
                if (folder / file).exists():
                    same = answer(folder / file) == own[file]
                    yield [package, file, number(usage.seconds), "the same" if same else "OTHER"]


def main() -> int:
    """Try the programs, and return 1 if one says something else."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--python", required=True)
    parser.add_argument("--size", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        land = Land.of(chosen.size)
        write_tables(land, folder)
        write_borders(land, folder)
        own = own_answers(folder)
        shutil.rmtree(folder / "cache", ignore_errors=True)
        found = list(tried(chosen.python, folder, own))
    show(["package", "file", "s", "regiekaart says"], found)
    return int(any(row[-1] == "OTHER" for row in found))


if __name__ == "__main__":
    sys.exit(main())
