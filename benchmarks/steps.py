"""Where the processor time of a command goes: start, import, read, analyse, draw, write.

A timer interrupts the command every two milliseconds of processor time, and the time since the
last interruption goes to the package whose code runs, or asked for what runs. That hardly slows
the command, where a profiler that counts every call doubles the time of some steps and not of
others. Maps are drawn in one process here, so that all of it is seen.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from commands import COMMANDS
from process import FINE, OUT, environment
from table import number, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

    from commands import Command

STEPS: Final = ("start", "import", "read", "analyse", "draw", "write", "other")
EVERY: Final = 0.002
# The step of each package and module; the longest name that fits counts.
STEP_OF: Final = {
    "analysis": "analyse",
    "build": "write",
    "checking": "analyse",
    "cli": "write",
    "export": "write",
    "facts": "read",
    "language": "write",
    "maps": "draw",
    "maps.book": "write",
    "maps.page_files": "write",
    "maps.svg_fonts": "write",
    "maps.svg_layers": "write",
    "report": "write",
    "scheme": "read",
    "sources": "read",
    "storage": "read",
    "study": "read",
    "templates": "write",
    "tomlfile": "read",
    "web": "write",
    "words": "write",
}
PACKAGE: Final = "regiekaart"
# Runs a command in one process under the timer; its last line holds the seconds of each step.
WATCHED: Final = """
import contextlib, io, sys
sys.path.insert(0, {here!r})
from steps import Watch
watch = Watch()
from regiekaart.cli.app import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    status = run(sys.argv[1:])
watch.stop()
print(watch.told())
sys.exit(status)
"""


class Watch:
    """A timer that adds processor time to the step that is running."""

    def __init__(self) -> None:
        # What this module itself needs does not count: a command starts without it.
        self._start = self._last = time.process_time()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)

    def _look(self, _number: int, frame: FrameType | None) -> None:
        now = time.process_time()
        self.seconds[step_of(frame)] += now - self._last
        self._last = now

    def stop(self) -> None:
        """Stop the timer; what is left goes to what ends a command."""
        signal.setitimer(signal.ITIMER_PROF, 0, 0)
        self.seconds["write"] += time.process_time() - self._last

    def told(self) -> str:
        """Return the seconds of each step as JSON."""
        return json.dumps(self.seconds)


def step_of(frame: FrameType | None) -> str:
    """Return the step of the innermost frame that tells: an import, or a package's function."""
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith("<frozen importlib"):
            return "import"
        name = frame.f_globals.get("__name__", "")
        # What a module does while it is imported belongs to the import.
        if name.startswith(f"{PACKAGE}.") and code.co_name != "<module>":
            return _named(name.removeprefix(f"{PACKAGE}."))
        frame = frame.f_back
    return "other"


def _named(module: str) -> str:
    fits = (known for known in STEP_OF if f"{module}.".startswith((f"{known}.", f"{known}_")))
    found = max(fits, key=len, default=None)
    return "other" if found is None else STEP_OF[found]


def seconds_of(command: Command, folder: Path) -> dict[str, float]:
    """Return the processor time of each step of a command, when its caches are filled."""
    env = environment(folder)
    start = _seconds([sys.executable, "-c", "import time; print(time.process_time())"], env)
    words = command.line(folder / OUT)
    if command.words[0] in {"maps", "build"}:
        words += ["--jobs", "1"]
    code = WATCHED.format(here=str(Path(__file__).parent))
    line = [sys.executable, "-c", code, *words]
    for _ in range(2):
        if not command.again:
            # What was made before would be taken over.
            shutil.rmtree(folder / OUT, ignore_errors=True)
        done = subprocess.run(line, check=False, capture_output=True, text=True, env=env)
        if done.returncode not in FINE:
            raise SystemExit(f"failed: {command.name}\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {"start": start} | found


def _seconds(line: list[str], env: dict[str, str]) -> float:
    done = subprocess.run(line, check=True, capture_output=True, text=True, env=env)
    return float(done.stdout)


def table(names: Iterable[str], folder: Path) -> tuple[str, dict[str, dict[str, float]]]:
    """Print the steps of some commands, and return the table and the figures."""
    found: dict[str, dict[str, float]] = {}

    def rows() -> Iterator[list[str]]:
        for name in names:
            seconds = found[name] = seconds_of(COMMANDS[name], folder / str(len(found)))
            cells = [seconds.get(step, 0.0) for step in STEPS]
            yield [name, *(number(each, 3) for each in cells), number(sum(cells), 3)]

    return show(["processor seconds", *STEPS, "all"], rows()), found
