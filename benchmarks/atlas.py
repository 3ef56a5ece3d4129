"""Draw fifty pages in PNG in three ways, in turns: `regiekaart`, plain geopandas, QGIS's atlas.

    python benchmarks/atlas.py [--boundaries FILE] [--rounds N] [--dpi N]
                               [--json FILE] [--docs docs/performance.md]

All start from the same borders: `regiekaart` from the file (or those that ship), the other two
from the GeoPackage that `regiekaart export` makes of it, which is not measured. The pages are those
of Flanders, the provinces, the reference regions and the groups, on A4; `regiekaart` draws a few
more, of groups that are against a rule. QGIS's atlas is drawn twice: with the whole legend on each
page, and with what is on the page, as `regiekaart` has it. Where QGIS is not there, it is left out.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from process import REGIEKAART, Usage, environment, machine, machine_line, run_once
from table import NOTHING, number, put_between, show, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = Path(__file__).parent
OURS: Final = "regiekaart maps"
# The Python of the system is the one that has QGIS.
QGIS_PYTHON: Final = "/usr/bin/python3"
# The most of another way's time that ours may take.
TARGETS: Final = {
    "plain geopandas": 0.17,
    "QGIS, legend of the page": 0.5,
    "QGIS, whole legend": 0.5,
}
HEADER: Final = ("way", "pages", "s", "s a page", "CPU s", "MB, largest", "ours / it", "at most")


@dataclass(frozen=True)
class Way:
    """One way to draw the pages.

    Parameters
    ----------
    ratio
        Our time over its time, the median of what each turn gave.
    """

    name: str
    pages: int
    seconds: float
    processor: float
    peak_mb: float
    ratio: float
    target: float | None

    def cells(self) -> list[str]:
        """Return its row of the table."""
        return [
            self.name, str(self.pages), number(self.seconds, 1),
            number(self.seconds / self.pages), number(self.processor, 1), number(self.peak_mb, 0),
            NOTHING if self.name == OURS else number(self.ratio), number(self.target),
        ]  # fmt: skip


def qgis_is_there() -> bool:
    """Return whether the Python of the system has QGIS; say so if not."""
    found = (
        shutil.which(QGIS_PYTHON) is not None
        and not subprocess.run(
            [QGIS_PYTHON, "-c", "import qgis.core"], check=False, capture_output=True
        ).returncode
    )
    if not found:
        print("QGIS is not there (Debian: apt-get install python3-qgis): its atlas is left out")
    return found


def ways(boundaries: str, dpi: int, folder: Path) -> dict[str, list[str]]:
    """Return the command of each way; each writes into a folder of its name."""
    env = environment(folder)
    run_once([*REGIEKAART, "export", "--boundaries", boundaries, "--output", str(folder)], env)
    (package,) = (str(path) for path in folder.rglob("*.gpkg"))
    found = {
        OURS: [
            *REGIEKAART, "maps", "--theme", "membership", "--boundaries", boundaries,
            "--dpi", str(dpi), "--output",
        ],
        "plain geopandas": [
            sys.executable, str(HERE / "plain_maps.py"), "--dpi", str(dpi), package,
        ],
    }  # fmt: skip
    if qgis_is_there():
        qgis = [QGIS_PYTHON, str(HERE / "qgis_atlas.py"), "--dpi", str(dpi)]
        found["QGIS, legend of the page"] = [*qgis, "--filter", package]
        found["QGIS, whole legend"] = [*qgis, package]
    return found


def measured(boundaries: str, rounds: int, dpi: int) -> Iterator[Way]:
    """Draw everything in turns, and yield what each way took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        commands = ways(boundaries, dpi, folder)
        # Caches are filled, and every package was read from the disk once.
        run_once([*commands[OURS], str(folder / "warm")], env)
        turns = [
            {
                way: run_once([*line, str(folder / f"{way} {turn}")], env)
                for way, line in commands.items()
            }
            for turn in range(rounds)
        ]
        for way in commands:
            pages = len(list((folder / f"{way} 0").rglob("*.png")))
            yield _way(way, pages, turns)


def _way(name: str, pages: int, turns: list[dict[str, Usage]]) -> Way:
    own = [turn[name] for turn in turns]
    return Way(
        name=name,
        pages=pages,
        seconds=statistics.median(each.seconds for each in own),
        processor=statistics.median(each.processor for each in own),
        peak_mb=max(each.peak_mb for each in own),
        ratio=statistics.median(turn[OURS].seconds / turn[name].seconds for turn in turns),
        target=TARGETS.get(name),
    )


def main() -> None:
    """Measure the ways, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--boundaries", default="embedded", help="a file (those that ship)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dpi", type=int, default=150)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--docs", type=Path, help="a document whose table is put anew")
    chosen = parser.parse_args()
    about = machine() | {"rounds": str(chosen.rounds), "boundaries": Path(chosen.boundaries).name}
    head = f"{machine_line()}; {chosen.rounds} rounds; borders: {about['boundaries']}\n\n"
    print(head, end="")
    found = list(measured(chosen.boundaries, chosen.rounds, chosen.dpi))
    put_between(chosen.docs, "atlas", head + show(HEADER, (each.cells() for each in found)))
    write_json(chosen.json, {"about": about, "ways": [asdict(each) for each in found]})


if __name__ == "__main__":
    main()
