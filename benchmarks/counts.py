"""Count the calls that commands make, and fail if they make clearly more than before.

    python benchmarks/counts.py            compares with benchmarks/counts.json
    python benchmarks/counts.py --update   writes it anew

Seconds differ from machine to machine and from minute to minute; how many functions a command
calls (Python's and those in C, as the profiler of the standard library counts them) does not. A
change that makes a command do more shows here at once, on a busy machine too. What it does not
show is a call that became slower: `run.py` measures that.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
KNOWN = HERE / "counts.json"
# More than this is a regression; less than this is worth a new file.
TOLERANCE = 0.10
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
COMMANDS = {
    "--help": ["--help"],
    "coverage": ["coverage", "--by", "province"],
    "check": ["check"],
    "missing": ["missing"],
    "compare": ["compare", "2020", "2023"],
    "agreements": ["agreements", "--by", "province"],
    "subsidy": ["subsidy", "--example"],
    "audit": ["audit"],
    "one map": [
        "maps", "--kind", "province", "--name", "Limburg", "--jobs", "1", "--output", "{out}",
    ],
    "web page": ["web", "--output", "{out}"],
    "tables": ["build", "--only", "tables", "--output", "{out}"],
    "export": ["export", "--output", "{out}"],
    "workbook": ["report", "--formats", "xlsx", "--output", "{out}"],
}  # fmt: skip
# Counts the calls of one command in a process of its own; the last line is the answer.
COUNTED = """
import cProfile, contextlib, io, sys
profile = cProfile.Profile()
profile.enable()
from regiekaart.cli.app import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    status = run(sys.argv[1:])
profile.disable()
if status not in {0, 1}:
    sys.exit("failed: " + " ".join(sys.argv[1:]))
print(sum(entry.callcount for entry in profile.getstats()))
"""


def count(words: list[str], cache: Path) -> int:
    """Return how many calls a command makes, packages that it loads included."""
    with tempfile.TemporaryDirectory() as folder:
        command = [word.format(out=folder) for word in words]
        done = subprocess.run(
            [sys.executable, "-c", COUNTED, *command],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "0", "REGIEKAART_CACHE": str(cache)},
        )
    return int(done.stdout.split()[-1])


def measured() -> dict[str, int]:
    """Return the calls of every command, when it runs for the second time.

    The first time translates the modules and fills the cache of borders.
    """
    found = {}
    with tempfile.TemporaryDirectory() as cache:
        for name, words in COMMANDS.items():
            count(words, Path(cache))
            found[name] = count(words, Path(cache))
    return found


def main() -> int:
    """Compare, and return 1 if a command makes clearly more calls than before."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--update", action="store_true")
    chosen = parser.parse_args()
    known = json.loads(KNOWN.read_text()) if KNOWN.exists() else {}
    if not chosen.update and VERSION not in known:
        print(f"no counts for Python {VERSION}: nothing to compare with")
        return 0
    found, before = measured(), known.get(VERSION, {})
    worse = False
    print(f"{'command':12} {'calls':>12} {'before':>12} {'change':>8}")
    for name, calls in found.items():
        was = before.get(name)
        change = "–" if was is None else f"{100 * (calls / was - 1):+.1f} %"
        wrong = was is not None and calls > was * (1 + TOLERANCE)
        worse = worse or wrong
        print(f"{name:12} {calls:12,} {was or 0:12,} {change:>8}{' too many' if wrong else ''}")
    if chosen.update:
        known[VERSION] = found
        KNOWN.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
        return 0
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())
