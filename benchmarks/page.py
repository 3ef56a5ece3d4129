"""Measure the web page in Chromium: its size, its first draw, and a change in the planner.

    python benchmarks/page.py [--changes N] [--rounds N] [--json FILE]

A change is a real click on a municipality, from the click to the end of the frame that shows its
figures, map and legend. It is measured for the list that ships and for one with a hundred regions.
The budgets are those of a machine with two cores on which nothing else runs.
"""

from __future__ import annotations

import argparse
import csv
import math
import shutil
import statistics
import tempfile
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from process import machine, machine_line
from table import show, write_json

from regiekaart.language import NL
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.document import web_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

REGIONS = 100
# Clicks go all over the map, and to another region after a few.
STRIDE = 37
CHANGES_PER_REGION = 10
# Before the browser has compiled the scripts, a change is slower.
WARM_UP = 10
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]

DRAWN = "performance.getEntriesByName('regiekaart-drawn').map((mark) => mark.startTime)[0]"
# From the click's own time, so that what keeps the page from hearing it counts; the message comes
# after the frame was laid out and painted.
WATCH = """() => {
  window.taken = [];
  window.addEventListener("click", ({ timeStamp }) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.taken.push(performance.now() - timeStamp);
    port2.postMessage("");
  }), true);
}"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))"
# The middle of a municipality, or of the first one after it at whose middle nothing lies over it.
FREE_POINT = """(unit) => {
  const paths = [...document.querySelectorAll("path.unit")];
  for (const path of [...paths.slice(unit), ...paths]) {
    const box = path.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (document.elementFromPoint(x, y) === path) return [x, y];
  }
  throw new Error("no municipality can be seen");
}"""
AIM = """(turn) => {
  const { planner } = regiekaart;
  const { groups } = planner.store().state;
  planner.setTarget(planner.named(groups[turn % groups.length].name));
}"""


@dataclass(frozen=True)
class Measure:
    """One measure of the page against its budget.

    Parameters
    ----------
    median, late
        The median and the 95th percentile; of the size the same.
    """

    name: str
    unit: str
    median: float
    late: float
    budget: float


def shipped_page() -> str:
    """Return the page of the newest cycle that ships."""
    return web_page(load_study(StudyChoice(boundaries="embedded")), NL)


def page_with_regions(folder: Path, regions: int) -> str:
    """Return the page of a made list with many regions, each of a few municipalities in a row."""
    codes = load_study(StudyChoice(boundaries="embedded")).codes
    path = folder / "regions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["nis", "region", "legal_form"])
        for i, code in enumerate(codes):
            number = i * regions // len(codes) + 1
            writer.writerow([code, f"Regio {number}", "interlokale vereniging"])
    return web_page(load_study(StudyChoice(boundaries="embedded", membership=path)), NL)


def first_draws(browser: Browser, page: Path, rounds: int) -> list[float]:
    """Return the seconds to the first layer of a page, each in a fresh window, after a warm-up."""
    times = []
    for _ in range(rounds + 1):
        window = browser.new_page()
        window.goto(page.as_uri())
        times.append(float(window.evaluate(DRAWN)) / 1000)
        window.close()
    return times[1:]


def changes(browser: Browser, page: Path, number: int) -> list[float]:
    """Return the milliseconds that changes in the planner take, one click each."""
    window = browser.new_page(viewport={"width": 1440, "height": 900})
    window.goto(f"{page.as_uri()}#p=1")
    units = window.locator("path.unit").count()
    window.evaluate(WATCH)
    for turn in range(WARM_UP + number):
        if turn % CHANGES_PER_REGION == 0:
            window.evaluate(AIM, turn // CHANGES_PER_REGION)
        click(window, turn * STRIDE % units)
    times: list[float] = window.evaluate("window.taken")
    window.close()
    if len(times) != WARM_UP + number:
        raise SystemExit(f"{WARM_UP + number} clicks gave {len(times)} measurements")
    return times[WARM_UP:]


def click(window: Page, unit: int) -> None:
    """Click on a municipality that can be seen: this one, or the first one after it."""
    window.mouse.move(*window.evaluate(FREE_POINT, unit))
    window.evaluate(SETTLED)
    window.mouse.down()
    window.mouse.up()
    window.evaluate(SETTLED)


def measures(browser: Browser, folder: Path, rounds: int, number: int) -> Iterator[Measure]:
    """Measure everything, one after the other."""
    shipped, many = folder / "shipped.html", folder / "many.html"
    shipped.write_text(shipped_page(), encoding="utf-8")
    many.write_text(page_with_regions(folder, REGIONS), encoding="utf-8")
    size = shipped.stat().st_size / 1e6
    yield Measure("page size", "MB", size, size, 1.2)
    yield measured("first draw", "s", first_draws(browser, shipped, rounds), 1.0)
    yield measured("change", "ms", changes(browser, shipped, number), 50)
    yield measured(f"change, {REGIONS} regions", "ms", changes(browser, many, number), 50)


def measured(name: str, unit: str, times: list[float], budget: float) -> Measure:
    """Return the median and the 95th percentile of some times."""
    late = sorted(times)[math.ceil(0.95 * len(times)) - 1]
    return Measure(name, unit, statistics.median(times), late, budget)


def main() -> None:
    """Measure the page, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or find_spec("playwright") is None:
        raise SystemExit("this needs Chromium and the package playwright; nothing was measured")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not on every machine

    print(f"{machine_line()}; {chosen.changes} changes\n")
    results: list[Measure] = []

    def rows(browser: Browser, folder: Path) -> Iterator[list[str]]:
        for found in measures(browser, folder, chosen.rounds, chosen.changes):
            results.append(found)
            told = [f"{each:.3g} {found.unit}" for each in (found.median, found.late, found.budget)]
            yield [found.name, *told]

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        show(("measure", "median", "95 %", "budget"), rows(browser, Path(folder)), 20)
        browser.close()
    found = [asdict(each) for each in results]
    write_json(chosen.json, {"about": machine(), "measures": found})


if __name__ == "__main__":
    main()
