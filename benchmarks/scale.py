"""Measure how the work grows with the number of units: 1,000 to 1,000,000.

    python benchmarks/scale.py [--sizes 1000,10000,...]
                               [--kinds tables,geometry,commands,products]
                               [--rounds N] [--json FILE] [--docs docs/performance.md]

Each size runs in a process of its own, on a synthetic land (`synthetic.py`). Times are processor
time of the best round, so that other work on the machine counts little; what is to be read is the
time per unit, and how it grows from 10,000 units on. Geometry is measured up to 100,000. Whole
commands read the land from its tables; what is made for a reader, up to 10,000 units, also reads a
file of borders. Memory is that of the largest process; that of the steps holds the land that was
made for them too.

It fails if coverage, check, compare or subsidy takes clearly more time per unit on more units.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from process import REGIEKAART, environment, machine, machine_line, run_once
from synthetic import Land, write_borders, write_groups, write_tables
from table import NOTHING, number, put_between, show, write_json

from regiekaart.analysis.change import compare
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.rules import check
from regiekaart.analysis.subsidy import SubsidyChoice, subsidy
from regiekaart.errors import ProblemLog
from regiekaart.facts.boundaries import dissolve
from regiekaart.facts.boundary_import import read_named
from regiekaart.facts.polygons import touching_pairs
from regiekaart.language import EN
from regiekaart.maps.atlas import Series, write_page
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land as MapLand
from regiekaart.maps.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (1_000, 10_000, 100_000, 1_000_000)
FROM = 10_000
GEOMETRY_TO = 100_000
# A page of everything has a number and a line in the legend for each group: past this no page is
# high enough, and to look for room for the numbers takes longer and longer.
WHOLE_TO = 1_000
# A list that somebody brings has at most so many rows.
LIST_TO = 100_000
# What a person reads is for as many units as a person can look at; in a report each group has a
# map, which is measured as `draw a group`.
READ_TO = 10_000
PRODUCTS = {
    "map of a group": ("maps", "--kind", "group", "--name", "g0000000"),
    "map of the whole": ("maps", "--kind", "whole"),
    "web page": ("web",),
    "workbook": ("report", "--formats", "xlsx"),
    "data": ("export",),
}
# Time per unit may grow by so much from 10,000 units to a million.
GROWTH = 1.3
LINEAR = ("coverage", "check", "compare", "subsidy")
Steps = dict[str, float]


def tables(size: int) -> Steps:
    """Return the seconds of each step without geometry; what a step needs is made before it."""
    land = Land.of(size)
    study, other = land.study(), land.study(changed=0.02)
    figures = land.key_figures()
    steps: dict[str, Callable[[], object]] = {
        "coverage": lambda: coverage(study, "part"),
        "check": lambda: check(study),
        "compare": lambda: compare(other, study),
        "subsidy": lambda: subsidy(study, SubsidyChoice(), figures),
    }
    return {name: _seconds(step) for name, step in steps.items()}


def geometry(size: int) -> Steps:
    """Return the seconds of each step with borders."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["REGIEKAART_CACHE"] = name
        land = Land.of(size)
        study, borders = land.study(), land.borders()
        # Made once: what draws would make it again.
        study.__dict__["boundaries"] = borders
        members = [study.members(group) for group in range(len(study.groups))]
        path = write_borders(land, folder)
        pages = PageMaker(study, EN, PLAIN)
        series = Series(study.names, MapLand(borders), folder, ("png",), 150, language=EN)
        steps: dict[str, Callable[[], object]] = {
            "read borders": lambda: read_named(path, "code", borders.crs, ProblemLog()),
            "neighbours": lambda: touching_pairs(borders.geometries),
            "simplify": lambda: borders.simplified(200.0),
            "dissolve": lambda: [dissolve(borders.geometries[units]) for units in members],
            "to degrees": lambda: borders.in_crs("EPSG:4326"),
            "draw a group": lambda: write_page(pages.group_page(0), series),
        }
        if size <= WHOLE_TO:
            steps["draw the whole"] = lambda: write_page(pages.whole_page(), series)
        return {name: _seconds(step) for name, step in steps.items()}


def commands(size: int) -> Steps:
    """Return the seconds of whole commands that read the land from its tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        land = Land.of(size)
        scheme = str(write_tables(land, folder))
        before, after = str(folder / "groups.csv"), str(folder / "changed.csv")
        write_groups(land.study(changed=0.02), Path(after))
        lines = {
            "coverage": ["coverage", "--by", "part"],
            "check": ["check"],
        }
        if size <= LIST_TO:
            lines["compare"] = ["compare", before, after]
        found = {}
        for command, words in lines.items():
            told = ["--scheme", scheme, "--format", "json"]
            usage = run_once([*REGIEKAART, *words, *told], environment(folder))
            found[f"{command}, whole command"] = usage.processor
            found[f"{command}, whole command: MB"] = usage.peak_mb
    return found


def products(size: int) -> Steps:
    """Return the seconds of whole commands that make something to look at."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        land = Land.of(size)
        given = ["--scheme", str(write_tables(land, folder))]
        given += ["--boundaries", str(write_borders(land, folder)), "--output", str(folder)]
        found = {}
        for product, words in PRODUCTS.items():
            usage = run_once([*REGIEKAART, *words, *given], environment(folder))
            found[product] = usage.processor
            found[f"{product}: MB"] = usage.peak_mb
    return found


def _seconds(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start


KINDS = {"tables": tables, "geometry": geometry, "commands": commands, "products": products}
# The largest land for which a kind is measured.
UP_TO = {"geometry": GEOMETRY_TO, "products": READ_TO}


def _in_process(kind: str, size: int) -> Steps:
    """Return the steps of a kind, measured in a process of their own, with its memory."""
    words = [sys.executable, __file__, "--child", kind, "--sizes", str(size)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    found: Steps = json.loads(done.stdout)
    return found


def _child(kind: str, size: int) -> None:
    # As the command line does: large tables that live long are not searched over and over.
    gc.set_threshold(100_000, 50, 1000)
    found = KINDS[kind](size)
    if kind not in {"commands", "products"}:
        found[f"{kind}: MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def best(kind: str, size: int, rounds: int) -> Steps:
    """Return the least of each step over some rounds."""
    all_rounds = [_in_process(kind, size) for _ in range(rounds)]
    return {name: min(each[name] for each in all_rounds) for name in all_rounds[0]}


def _rows(results: dict[int, Steps]) -> Iterator[list[str]]:
    """Yield a row per step: seconds and microseconds a unit for each size, and the growth."""
    names = list(dict.fromkeys(name for steps in results.values() for name in steps))
    for name in names:
        cells = [_cell(name, size, steps.get(name)) for size, steps in results.items()]
        yield [name, *cells, number(growth(name, results))]


def _cell(name: str, size: int, value: float | None) -> str:
    if value is None:
        return NOTHING
    if name.endswith("MB"):
        return f"{value:,.0f} MB"
    return f"{value:.2f} s; {1e6 * value / size:.1f} µs"


def growth(name: str, results: dict[int, Steps]) -> float | None:
    """Return how the time per unit grew from 10,000 units to the largest size."""
    sizes = [size for size, steps in results.items() if size >= FROM and name in steps]
    if name.endswith("MB") or len(sizes) < 2:  # noqa: PLR2004 - a growth has two ends
        return None
    first, last = sizes[0], sizes[-1]
    return (results[last][name] / last) / (results[first][name] / first)


def main() -> int:
    """Measure, print a table, and return 1 if a step is not linear."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--docs", type=Path, help="a document whose table is put anew")
    parser.add_argument("--child", choices=KINDS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    if chosen.child:
        _child(chosen.child, sizes[0])
        return 0
    about = machine() | {"rounds": str(chosen.rounds)}
    head = f"{machine_line()}; best of {chosen.rounds} rounds\n\n"
    print(head, end="", flush=True)
    results: dict[int, Steps] = {size: {} for size in sizes}
    for size in sizes:
        for kind in chosen.kinds.split(","):
            if size <= UP_TO.get(kind, size):
                results[size] |= best(kind, size, chosen.rounds)
    header = ["processor time", *(f"{size:,} units" for size in sizes), "growth"]
    put_between(chosen.docs, "scale", head + show(header, _rows(results)))
    write_json(chosen.json, {"about": about, "sizes": results})
    return int(any((growth(name, results) or 0) > GROWTH for name in LINEAR))


if __name__ == "__main__":
    sys.exit(main())
