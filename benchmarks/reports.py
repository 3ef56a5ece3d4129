"""Measure the kinds of report beyond the maps that they show: time, and the ratio to a baseline.

    python benchmarks/reports.py [--rounds N] [--json FILE]

The maps are drawn once. Then HTML, XLSX and DOCX are made from one set of results, and the PDF with
its briefing from another, each in turns with a baseline loop in the same process. The budgets are
those of a machine with two cores.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from process import loop_seconds, machine, machine_line
from table import number, show, write_json

from regiekaart import StudyChoice, load_study
from regiekaart.build import BuildChoice, build
from regiekaart.build.documents import Reports
from regiekaart.language import NL
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.theme import PLAIN
from regiekaart.report.pictures import ReportMap

GROUPS = {
    "html, xlsx and docx": (("html", "xlsx", "docx"), 3.0),
    "pdf and briefing": (("pdf",), 6.0),
}


def drawn(folder: Path) -> list[ReportMap]:
    """Draw the maps of the newest cycle and return them as a report takes them."""
    study = load_study(StudyChoice(boundaries="embedded"))
    made = build(study, BuildChoice(output=folder, parts=("maps",)))
    specs = PageMaker(study, NL, PLAIN).pages(BuildChoice().kinds, None, None)
    maps = made.folder / "maps"
    return [ReportMap(s.kind, s.title, s.alt, maps / f"{s.id}.png", s.theme) for s in specs]


def measure(maps: list[ReportMap], kinds: tuple[str, ...], rounds: int) -> dict[str, Any]:
    """Return the seconds that some kinds take, and their ratio to the baseline."""
    pairs, parts = [], {kind: [] for kind in kinds}  # type: ignore[var-annotated]
    for _ in range(rounds + 1):
        study = load_study(StudyChoice(boundaries="embedded"))
        reports, base, total = Reports(study, NL, PLAIN, maps), loop_seconds(), 0.0
        for kind in kinds:
            start = time.perf_counter()
            made = reports.make(kind)
            taken = time.perf_counter() - start
            if not made:
                raise SystemExit(f"{kind}: {reports.failed[0].en}")
            parts[kind].append(taken)
            total += taken
        pairs.append((base, total))
    # The first round reads templates and packages.
    warm = pairs[1:]
    return {
        "seconds": statistics.median(total for _, total in warm),
        "ratio": statistics.median(total / base for base, total in warm),
        "first": pairs[0][1],
        "parts": {kind: statistics.median(times[1:]) for kind, times in parts.items()},
    }


def main() -> None:
    """Measure, print a table, and write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        maps = drawn(Path(folder))
        found = {
            name: measure(maps, kinds, asked.rounds) | {"budget": budget}
            for name, (kinds, budget) in GROUPS.items()
        }
    print(f"{machine_line()}; {asked.rounds} rounds\n")
    show(("kinds", "s", "× base", "first s", "budget s", "parts"), map(_cells, found.items()), 22)
    write_json(asked.json, {"about": machine(), "kinds": found})


def _cells(found: tuple[str, dict[str, Any]]) -> list[str]:
    """Return the row of some kinds."""
    name, each = found
    parts = ", ".join(f"{kind} {taken:.2f}" for kind, taken in each["parts"].items())
    seconds, first = number(each["seconds"]), number(each["first"])
    return [name, seconds, number(each["ratio"], 1), first, number(each["budget"]), parts]


if __name__ == "__main__":
    main()
