"""Measure how the work grows with the number of units: 1,000 to 1,000,000.

    python benchmarks/scale.py [--sizes 1000,10000,...] [--rounds N] [--json FILE]

Each size runs in a process of its own, on a synthetic land (`synthetic.py`). Times are processor
time of the best round, so that other work on the machine counts little; what is to be read is the
time per unit, and how it grows from 10,000 units on. Geometry is measured up to 100,000.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from synthetic import Land, write_tables

from regiekaart.analysis.change import compare
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.rules import check
from regiekaart.analysis.subsidy import SubsidyChoice, subsidy
from regiekaart.facts.boundaries import dissolve
from regiekaart.facts.polygons import touching_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1_000, 10_000, 100_000, 1_000_000)
FROM = 10_000
GEOMETRY_TO = 100_000
# Time per unit may grow by so much from 10,000 units to a million.
GROWTH = 1.3
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
    os.environ["REGIEKAART_CACHE"] = tempfile.mkdtemp()
    land = Land.of(size)
    study, borders = land.study(), land.borders()
    members = [study.members(group) for group in range(len(study.groups))]
    steps: dict[str, Callable[[], object]] = {
        "neighbours": lambda: touching_pairs(borders.geometries),
        "simplify": lambda: borders.simplified(200.0),
        "dissolve": lambda: [dissolve(borders.geometries[units]) for units in members],
        "to degrees": lambda: borders.in_crs("EPSG:4326"),
    }
    return {name: _seconds(step) for name, step in steps.items()}


def commands(size: int) -> Steps:
    """Return the seconds of whole commands that read the land from its tables."""
    with tempfile.TemporaryDirectory() as folder:
        scheme = write_tables(Land.of(size), Path(folder))
        found = {}
        for name in ("coverage", "check"):
            words = [sys.executable, "-m", "regiekaart", name, "--scheme", str(scheme)]
            process = subprocess.Popen([*words, "--format", "json"], stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            if os.waitstatus_to_exitcode(status) not in {0, 1}:
                raise SystemExit(f"failed: {name} of {size}")
            found[f"{name}, whole command"] = usage.ru_utime + usage.ru_stime
            found[f"{name}, whole command: MB"] = usage.ru_maxrss / 1024
    return found


def _seconds(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start


KINDS = {"tables": tables, "geometry": geometry, "commands": commands}


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
    if kind != "commands":
        found[f"{kind}: MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def best(kind: str, size: int, rounds: int) -> Steps:
    """Return the least of each step over some rounds."""
    all_rounds = [_in_process(kind, size) for _ in range(rounds)]
    return {name: min(each[name] for each in all_rounds) for name in all_rounds[0]}


def _show(results: dict[int, Steps]) -> bool:
    """Print a line per step, and return whether every step of the tables is linear."""
    names = list(dict.fromkeys(name for steps in results.values() for name in steps))
    print(f"{'':28}" + "".join(f"{size:>16,}" for size in results) + f"{'growth':>9}")
    linear = True
    for name in names:
        cells = []
        for size, steps in results.items():
            value = steps.get(name)
            if value is None:
                cells.append(f"{'–':>16}")
            elif name.endswith("MB"):
                cells.append(f"{value:13,.0f} MB")
            else:
                cells.append(f"{value:7.2f} s {1e6 * value / size:5.1f} µ")
        growth = _growth(name, results)
        told = "" if growth is None else f"{growth:9.2f}"
        linear = linear and not (name in {"coverage", "check", "compare", "subsidy"} and
                                 growth is not None and growth > GROWTH)  # fmt: skip
        print(f"{name:28}" + "".join(cells) + told)
    return linear


def _growth(name: str, results: dict[int, Steps]) -> float | None:
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
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--child", choices=KINDS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    if chosen.child:
        _child(chosen.child, sizes[0])
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    results: dict[int, Steps] = {}
    for size in sizes:
        kinds = [kind for kind in KINDS if kind != "geometry" or size <= GEOMETRY_TO]
        results[size] = {
            name: value for kind in kinds for name, value in best(kind, size, chosen.rounds).items()
        }
    linear = _show(results)
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1) + "\n")
    return 0 if linear else 1


if __name__ == "__main__":
    sys.exit(main())
