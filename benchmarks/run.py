"""Measure whole commands: time, peak memory, and the ratio to a baseline in the same run.

    python benchmarks/run.py [--rounds N] [--json FILE]

Machines differ and drift, so each command takes turns with a baseline (a fixed loop in a fresh
interpreter), and the ratio of the two is what can be compared between days. The budgets are those
of a machine with two cores.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

BASELINE = [sys.executable, "-c", "sum(i * i for i in range(3_000_000))"]
REGIEKAART = [sys.executable, "-m", "regiekaart"]
COMMANDS = {
    "--help": (["--help"], 0.2),
    "coverage": (["coverage", "--by", "province"], 1.0),
    "check": (["check"], 0.6),
    "missing": (["missing"], 0.6),
    "compare": (["compare", "2020", "2023"], 0.6),
    "agreements": (["agreements", "--by", "province"], 0.6),
    "subsidy": (["subsidy", "--example"], 0.6),
    "audit": (["audit"], 0.6),
    "one map": (["maps", "--kind", "province", "--name", "Limburg", "--output", "{out}"], None),
    "web page": (["web", "--output", "{out}"], None),
    "export": (["export", "--output", "{out}"], 4.0),
    "build in PNG": (["build", "--output", "{out}"], 25.0),
}


@dataclass(frozen=True)
class Measure:
    """One command over several rounds; seconds and megabytes.

    Parameters
    ----------
    ratio
        Median of the command's time over that of the baseline beside it.
    budget
        Seconds, where there is one.
    """

    name: str
    seconds_min: float
    seconds_median: float
    ratio: float
    peak_mb: float
    budget: float | None


def run_once(command: list[str]) -> tuple[float, float]:
    """Run a command and return its wall time in seconds and its peak memory in megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # 1 says that the command worked and found something, as the audit does.
    if process.returncode not in {0, 1}:
        raise SystemExit(f"failed: {' '.join(command)}")
    return elapsed, usage.ru_maxrss / 1024


def measure(name: str, rounds: int) -> Measure:
    """Measure one command against the baseline, in turns, after a warm-up."""
    words, budget = COMMANDS[name]
    with tempfile.TemporaryDirectory() as folder:
        command = [*REGIEKAART, *(word.format(out=folder) for word in words)]
        run_once(command)
        pairs = [(run_once(BASELINE)[0], *run_once(command)) for _ in range(rounds)]
    times = [elapsed for _, elapsed, _ in pairs]
    return Measure(
        name=name,
        seconds_min=min(times),
        seconds_median=statistics.median(times),
        ratio=statistics.median(elapsed / base for base, elapsed, _ in pairs),
        peak_mb=max(peak for *_, peak in pairs),
        budget=budget,
    )


@dataclass(frozen=True)
class PageMeasure:
    """The web page of the newest cycle: its size, and how soon it is drawn in Chromium.

    Parameters
    ----------
    megabytes
        The file's size; a megabyte is a million bytes.
    first_draw_median, first_draw_max
        Seconds from opening the file to the first layer that is drawn; None without a browser.
    """

    megabytes: float
    first_draw_median: float | None
    first_draw_max: float | None


PAGE_BUDGET_MB = 1.2
FIRST_DRAW_BUDGET = 1.0
DRAWN = "performance.getEntriesByName('regiekaart-drawn').map((mark) => mark.startTime)[0]"


def measure_page(rounds: int) -> PageMeasure:
    """Make the web page, and open it in a fresh window each time, after a warm-up."""
    with tempfile.TemporaryDirectory() as folder:
        run_once([*REGIEKAART, "web", "--output", folder])
        (page,) = Path(folder).rglob("map.html")
        size = page.stat().st_size / 1e6
        times = first_draws(page, rounds)
    if not times:
        return PageMeasure(size, None, None)
    return PageMeasure(size, statistics.median(times), max(times))


def first_draws(page: Path, rounds: int) -> list[float]:
    """Return the seconds to the first draw of a page; none where there is no Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None or find_spec("playwright") is None:
        return []
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not on every machine

    times = []
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        for _ in range(rounds + 1):
            window = browser.new_page()
            window.goto(page.as_uri())
            window.wait_for_function(f"{DRAWN} > 0")
            times.append(float(window.evaluate(DRAWN)) / 1000)
            window.close()
        browser.close()
    return times[1:]


def main() -> None:
    """Measure every command and the web page, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(
        f"{'command':14} {'min s':>7} {'median s':>9} {'× base':>7} {'peak MB':>8} {'budget s':>9}"
    )
    results = []
    for name in COMMANDS:
        found = measure(name, chosen.rounds)
        results.append(found)
        budget = f"{found.budget:g}" if found.budget else "–"
        print(
            f"{name:14} {found.seconds_min:7.2f} {found.seconds_median:9.2f} {found.ratio:7.2f} "
            f"{found.peak_mb:8.0f} {budget:>9}",
            flush=True,
        )
    page = measure_page(chosen.rounds)
    print(f"{'page size':14} {page.megabytes:7.2f} MB, budget {PAGE_BUDGET_MB:g} MB")
    if page.first_draw_median is not None:
        print(
            f"{'first draw':14} {page.first_draw_median:7.2f} s median, "
            f"{page.first_draw_max:.2f} s at most, budget {FIRST_DRAW_BUDGET:g} s"
        )
    if chosen.json:
        everything = [*(asdict(result) for result in results), asdict(page)]
        chosen.json.write_text(json.dumps(everything, indent=2) + "\n")


if __name__ == "__main__":
    main()
