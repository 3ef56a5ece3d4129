"""Measure whole commands: time, memory, and the ratio to a baseline in the same run.

    python benchmarks/run.py [--only NAME ...] [--rounds N] [--cold N] [--steps]
                             [--json FILE] [--docs docs/performance.md]

Each command runs once to fill its caches, and to see how much memory its processes hold together;
then it takes turns with the baseline. *Cold* is the first run ever: no cache of borders, no list of
fonts, and no module translated, not even one of Python itself; files that the system keeps in
memory stay there. The budgets are those of a machine with two cores.

`page.py` measures the web page in Chromium, `reports.py` the kinds of report in one process,
`atlas.py` the maps against other ways to draw them, `scale.py` larger lands, and `counts.py` counts
calls, which a busy machine does not change.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import steps
from commands import COMMANDS, PEAK_MB
from process import (
    BASELINE,
    OUT,
    REGIEKAART,
    Usage,
    environment,
    machine,
    machine_line,
    memory_together,
    run_once,
)
from table import number, put_between, show, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commands import Command

HEADER = (
    "command", "s", "least s", "CPU s", "× base", "cold s", "MB, largest", "MB, all", "budget s",
)  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """One command over several rounds; seconds by the clock unless said.

    Parameters
    ----------
    processor
        Median of the seconds of all processors, processes that it started included.
    ratio
        Median of the command's time over that of the baseline beside it.
    processor_ratio
        The same of processor time: on a busy machine it drifts less.
    cold
        Median of the first run ever, where it was asked for.
    peak_mb
        Memory of its largest process.
    peak_mb_together
        Memory of all its processes at one moment, what they share counted once.
    """

    name: str
    seconds: float
    seconds_min: float
    processor: float
    ratio: float
    processor_ratio: float
    cold: float | None
    peak_mb: float
    peak_mb_together: float | None
    budget: float | None

    @property
    def over(self) -> bool:
        """Whether it took more time or memory than it may."""
        late = self.budget is not None and self.seconds > self.budget
        return late or max(self.peak_mb, self.peak_mb_together or 0) > PEAK_MB

    def cells(self) -> list[str]:
        """Return its row of the table."""
        budget = number(self.budget) + (" over" if self.over else "")
        return [
            self.name, number(self.seconds), number(self.seconds_min), number(self.processor),
            number(self.ratio, 1), number(self.cold), number(self.peak_mb, 0),
            number(self.peak_mb_together, 0), budget,
        ]  # fmt: skip


def measure(command: Command, rounds: int, cold_rounds: int) -> Measure:
    """Measure a command in turns with the baseline, after a run that fills its caches."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm = environment(folder)
        if command.again:
            run_once(_line(command, folder / OUT), warm)
        together = memory_together(_line(command, folder / OUT), warm)
        turns = [
            (run_once(BASELINE, warm), run_once(_line(command, _out(command, folder, i)), warm))
            for i in range(rounds)
        ]
        cold = [_first_run(command) for _ in range(0 if command.again else cold_rounds)]
    usages = [usage for _, usage in turns]
    largest = max(each.peak_mb for each in usages)
    return Measure(
        name=command.name,
        seconds=statistics.median(each.seconds for each in usages),
        seconds_min=min(each.seconds for each in usages),
        processor=statistics.median(each.processor for each in usages),
        ratio=statistics.median(each.seconds / base.seconds for base, each in turns),
        processor_ratio=statistics.median(each.processor / base.processor for base, each in turns),
        cold=statistics.median(each.seconds for each in cold) if cold else None,
        peak_mb=largest,
        # What is shared with other programs counts in part, and a short peak can be missed.
        peak_mb_together=None if together is None else max(together, largest),
        budget=command.budget,
    )


def _first_run(command: Command) -> Usage:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return run_once(_line(command, folder / OUT), environment(folder, cold=True))


def _line(command: Command, out: Path) -> list[str]:
    return [*REGIEKAART, *command.line(out)]


def _out(command: Command, folder: Path, turn: int) -> Path:
    """Return where a turn writes: a new folder, or that of the first run to do it again."""
    return folder / OUT if command.again else folder / f"out-{turn}"


def main() -> None:
    """Measure commands, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--only", nargs="+", choices=COMMANDS, default=list(COMMANDS), metavar="NAME"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cold", type=int, default=1, help="rounds of first runs (1)")
    parser.add_argument("--steps", action="store_true", help="also where processor time goes")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--docs", type=Path, help="a document whose tables are put anew")
    chosen = parser.parse_args()
    if chosen.docs and chosen.only != list(COMMANDS):
        parser.error("--docs puts whole tables: leave out --only")
    found: list[Measure] = []

    def rows() -> Iterator[list[str]]:
        for name in chosen.only:
            found.append(measure(COMMANDS[name], chosen.rounds, chosen.cold))
            yield found[-1].cells()

    about = machine() | {"rounds": str(chosen.rounds)}
    head = f"{machine_line()}; {chosen.rounds} rounds\n\n"
    print(head, end="")
    put_between(chosen.docs, "commands", head + show(HEADER, rows(), 24))
    inside: dict[str, dict[str, float]] = {}
    if chosen.steps:
        print()
        with tempfile.TemporaryDirectory() as folder:
            told, inside = steps.table(chosen.only, Path(folder))
        put_between(chosen.docs, "steps", told)
    write_json(
        chosen.json, {"about": about, "commands": [asdict(each) for each in found], "steps": inside}
    )


if __name__ == "__main__":
    main()
