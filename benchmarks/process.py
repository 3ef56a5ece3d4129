"""Run commands as processes of their own: their time, processor time and memory.

Machines differ and drift, so a command takes turns with a baseline: a fixed loop in a fresh
interpreter. The ratio of the two is what can be compared between days.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOOP: Final = 3_000_000
BASELINE: Final = (sys.executable, "-c", f"sum(i * i for i in range({LOOP}))")
REGIEKAART: Final = (sys.executable, "-m", "regiekaart")
# 1 says that a command worked and found something, as the audit does.
FINE: Final = frozenset({0, 1})
# Where a command that writes does so, in a folder of its own.
OUT: Final = "out"
BETWEEN_LOOKS: Final = 0.02
PROC: Final = Path("/proc")
SOURCES: Final = Path(__file__).resolve().parents[1] / "src"


@dataclass(frozen=True)
class Usage:
    """What a process used.

    Parameters
    ----------
    seconds
        By the clock, from start to end.
    processor
        Seconds of all processors, those of the processes that it started included.
    peak_mb
        Memory of the largest single process, itself or one that it started (``ru_maxrss``).
    """

    seconds: float
    processor: float
    peak_mb: float


def run_once(command: Sequence[str], env: Mapping[str, str] | None = None) -> Usage:
    """Run a command and return what it used."""
    start = time.perf_counter()
    process = _started(command, env)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    _stop_if_failed(process.returncode, command)
    return Usage(elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def memory_together(command: Sequence[str], env: Mapping[str, str] | None = None) -> float | None:
    """Run a command and return the most megabytes that its processes held together.

    The memory of each process is looked at every 20 ms, and what several share is counted once.
    Looking takes time, so this run is not for a clock. None where the system cannot tell.
    """
    process = _started(command, env)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_share, _family(process.pid))))
        time.sleep(BETWEEN_LOOKS)
    _stop_if_failed(process.returncode, command)
    return most or None


def _started(command: Sequence[str], env: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, env=env)


def _stop_if_failed(status: int, command: Sequence[str]) -> None:
    if status not in FINE:
        raise SystemExit(f"failed with {status}: {' '.join(command)}")


def _family(number: int) -> list[int]:
    """Return a process and all that it started, as far as the system tells."""
    try:
        told = (PROC / f"{number}/task/{number}/children").read_text().split()
    except OSError:
        return []
    return [number, *(each for child in told for each in _family(int(child)))]


def _share(number: int) -> float:
    """Return the megabytes of a process, of shared memory its share."""
    try:
        lines = (PROC / f"{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def environment(folder: Path, *, cold: bool = False) -> dict[str, str]:
    """Return the environment of a measured command, with folders that nobody else fills.

    Parameters
    ----------
    folder
        Where the cache of borders, and what a user has installed, are kept.
    cold
        With nothing translated before, not even Python's own library, and no list of fonts.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {
        "PYTHONHASHSEED": "0",
        # What is measured is the checkout in which this file is, whatever is installed.
        "PYTHONPATH": str(SOURCES),
        "REGIEKAART_CACHE": str(folder / "cache"),
        "REGIEKAART_DATA": str(folder / "data"),
    }
    if cold:
        env |= {"PYTHONPYCACHEPREFIX": str(folder / "code"), "MPLCONFIGDIR": str(folder / "fonts")}
    return env


def loop_seconds() -> float:
    """Return the seconds of the baseline's loop in this process."""
    start = time.perf_counter()
    sum(i * i for i in range(LOOP))
    return time.perf_counter() - start


def machine() -> dict[str, str]:
    """Return on what, and on which day, something was measured."""
    return {
        "machine": platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 1e9:.0f} GB",
        "python": platform.python_version(),
        "day": datetime.now(UTC).date().isoformat(),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def machine_line() -> str:
    """Return the same as a sentence; the load is that of everything else, before the start."""
    found = machine()
    return (
        f"{found['machine']}, {found['cores']} cores, {found['memory']}, Python {found['python']}, "
        f"{found['day']}, load {found['load']} before the start"
    )
