"""Count the calls that commands make, and fail if they make clearly more than before.

    python benchmarks/counts.py            compares with benchmarks/counts.json
    python benchmarks/counts.py --update   writes it anew

Seconds differ from machine to machine and from minute to minute; how many functions a command
calls (Python's and those in C, as the profiler of the standard library counts them) does not. A
change that makes a command do more shows here at once, on a busy machine too. What it does not
show is a call that became slower: `run.py` measures that.

Two things are compared: the calls of each command with those that were written down, and the calls
that come with 6,000 more units with those that come with 3,000 more: if they clearly more than
double, something is no longer linear, whatever was written down.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from commands import COMMANDS
from process import FINE, OUT, environment
from synthetic import Land, write_tables
from table import NOTHING, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
KNOWN = HERE / "counts.json"
# More than this is a regression; less than this is worth a new file.
TOLERANCE: Final = 0.10
# Units of three lands, and the most that the calls may grow from the first step to the second.
SIZES: Final = (3_000, 6_000, 12_000)
GROWTH: Final = 2.2
GROWING: Final = ("coverage", "check")
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
# Counts the calls of one command in a process of its own; the last line is the answer.
COUNTED: Final = """
import cProfile, contextlib, io, sys
profile = cProfile.Profile()
profile.enable()
from regiekaart.cli.app import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    status = run(sys.argv[1:])
profile.disable()
print(sum(entry.callcount for entry in profile.getstats()))
sys.exit(status)
"""


@dataclass(frozen=True)
class Line:
    """What one line of the comparison says.

    Parameters
    ----------
    found, known
        The calls now, and those to compare with.
    most
        How many times `known` they may be.
    """

    name: str
    found: int
    known: int | None
    most: float = 1 + TOLERANCE

    @property
    def wrong(self) -> str:
        """What is wrong, if anything: a command that was never counted could do anything."""
        if self.known is None:
            return "new"
        return "too many" if self.found > self.known * self.most else ""

    def cells(self) -> list[str]:
        """Return its row of the table."""
        if self.known is None:
            return [self.name, f"{self.found:,}", NOTHING, NOTHING, NOTHING, self.wrong]
        times = self.found / self.known
        fewer = "fewer" if times < 1 - TOLERANCE else ""
        return [
            self.name, f"{self.found:,}", f"{self.known:,}", f"{times:.2f}", f"{self.most:.2f}",
            self.wrong or fewer,
        ]  # fmt: skip


def count(words: list[str], folder: Path, runs: int = 2) -> int:
    """Return how many calls a command makes, packages that it loads included.

    It runs twice: the first time translates modules and fills the cache of borders.
    """
    line = [sys.executable, "-c", COUNTED, *words]
    for _ in range(runs):
        # What was made before would be taken over.
        shutil.rmtree(folder / OUT, ignore_errors=True)
        done = subprocess.run(
            line, check=False, capture_output=True, text=True, env=environment(folder)
        )
        if done.returncode not in FINE:
            raise SystemExit(f"failed: {' '.join(words)}\n{done.stderr}")
    return int(done.stdout.split()[-1])


def calls() -> dict[str, int]:
    """Return the calls of every command that is counted."""
    chosen = [each for each in COMMANDS.values() if each.counted]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor() as pool:
        jobs = {}
        for command in chosen:
            folder = Path(name) / command.name
            words = command.line(folder / OUT)
            if command.words[0] in {"maps", "build"}:
                # Calls of other processes would not be seen.
                words += ["--jobs", "1"]
            jobs[command.name] = pool.submit(count, words, folder)
        return {name: job.result() for name, job in jobs.items()}


def growth() -> dict[str, tuple[int, int]]:
    """Return the calls that come with more units, and with twice as many more."""
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor() as pool:
        jobs = {}
        for size in SIZES:
            folder = Path(name) / str(size)
            folder.mkdir()
            scheme = str(write_tables(Land.of(size), folder))
            for command in GROWING:
                line = [command, "--scheme", scheme, "--format", "json"]
                # The smallest runs twice, which translates modules; there is no cache to fill.
                runs = 2 if size == SIZES[0] else 1
                jobs[command, size] = pool.submit(count, line, folder, runs)
        found = {key: job.result() for key, job in jobs.items()}
    steps = {}
    for command in GROWING:
        small, middle, large = (found[command, size] for size in SIZES)
        steps[command] = (middle - small, large - middle)
    return steps


def compared(
    found: Mapping[str, int], known: Mapping[str, int], doubled: Mapping[str, tuple[int, int]]
) -> Iterator[Line]:
    """Yield a line per command: against what was written down, and how it grows."""
    for name, number in found.items():
        yield Line(name, number, known.get(name))
    for name, (few, many) in doubled.items():
        yield Line(f"{name}, {SIZES[2] - SIZES[1]:,} more units", many, few, GROWTH)


def main() -> int:
    """Compare, and return 1 if a command makes clearly more calls than before."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--update", action="store_true")
    chosen = parser.parse_args()
    written: dict[str, dict[str, int]] = json.loads(KNOWN.read_text()) if KNOWN.exists() else {}
    if not chosen.update and VERSION not in written:
        print(f"no counts for Python {VERSION} were written down: only the growth is compared")
    known = written.get(VERSION, {})
    found = calls() if known or chosen.update else {}
    lines = list(compared(found, known, growth()))
    show(["command", "calls", "before", "times", "most", "note"], (each.cells() for each in lines))
    if chosen.update:
        written[VERSION] = found
        KNOWN.write_text(json.dumps(written, indent=1, sort_keys=True) + "\n")
        return 0
    if any(each.cells()[-1] for each in lines):
        print("if that is meant: python benchmarks/counts.py --update (make counts-update)")
    return int(any(each.wrong for each in lines))


if __name__ == "__main__":
    sys.exit(main())
