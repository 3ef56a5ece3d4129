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
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
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
    "build again": (["build", "--formats", "png,svg,pdf", "--output", "{out}"], 2.0),
}
# What finds in each round what the round before made; everything else makes it anew.
AGAIN = {"build again"}


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
        run_once(_command(words, folder))
        outputs = [folder if name in AGAIN else f"{folder}/{i}" for i in range(rounds)]
        pairs = [(run_once(BASELINE)[0], *run_once(_command(words, out))) for out in outputs]
    times = [elapsed for _, elapsed, _ in pairs]
    return Measure(
        name=name,
        seconds_min=min(times),
        seconds_median=statistics.median(times),
        ratio=statistics.median(elapsed / base for base, elapsed, _ in pairs),
        peak_mb=max(peak for *_, peak in pairs),
        budget=budget,
    )


def _command(words: list[str], output: str) -> list[str]:
    return [*REGIEKAART, *(word.format(out=output) for word in words)]


def main() -> None:
    """Measure every command, and print a table."""
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
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(each) for each in results], indent=2) + "\n")


if __name__ == "__main__":
    main()
