"""Make the pictures of the Dutch user guide, ``docs/img/handleiding/``, from what is made now.

It needs, on this machine, a Chromium, LibreOffice (``soffice``), ``pdftoppm`` (poppler) and the
Python package playwright, which the extra ``test`` brings.

    python tools/handleiding_pictures.py                              # makes all of it first
    python tools/handleiding_pictures.py --results outputs/2023-2023-01-01

Without ``--results`` it first runs ``regiekaart build --boundaries embedded`` in a folder that it
throws away. The browser and the office program decide on single dots, so the bytes of a picture
are those of the machine; what a picture shows is that of the software.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from regiekaart.paths import shipped_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

TARGET = Path(__file__).resolve().parents[1] / "docs" / "img" / "handleiding"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# No wider than a page of the guide: a picture that is not scaled keeps its letters sharp.
WINDOW = (1280, 800)
COLOURS = 64
MOST_BYTES = 150_000
# Name of the picture: the map, and how many dots wide.
MAPS = {
    "kaart-vlaanderen": ("flanders", 1000),
    "kaart-dekking": ("flanders-coverage", 1000),
    "kaart-limburg": ("province-limburg", 620),
}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>"""
# A list with the mistakes that people make: the guide quotes what is said of it.
WRONG_LIST = """gemeente;regiegebied
Boom;ZORA Werkt!
Sint-Niklass;Interwaas
Gent;geen
"""


def main() -> None:
    """Make every picture."""
    parser = argparse.ArgumentParser(description="Make the pictures of the Dutch user guide.")
    parser.add_argument("--results", type=Path, help="the folder of a study that is built already")
    given = parser.parse_args().results
    with TemporaryDirectory() as folder:
        work = Path(folder)
        results = given.resolve() if given else built(work)
        TARGET.mkdir(parents=True, exist_ok=True)
        take_screens(results / "web" / "map.html", results / "report" / "report.html", work)
        take_pages(results / "report", work)
        for name, (file, width) in MAPS.items():
            with Image.open(results / "maps" / f"{file}.png") as picture:
                keep(picture, name, width)


def built(work: Path) -> Path:
    """Make everything in a folder, and return that of the study."""
    start(
        [
            sys.executable,
            "-m",
            "regiekaart",
            "build",
            "--boundaries",
            "embedded",
            "--output",
            str(work / "outputs"),
        ]
    )
    return next((work / "outputs").iterdir())


def start(command: list[str], more: dict[str, str] | None = None) -> None:
    """Run another program, with these variables besides; whatever it complains of ends this one."""
    found = shutil.which(command[0])
    if found is None:
        sys.exit(f"not on this machine: {command[0]}")
    subprocess.run([found, *command[1:]], check=True, env={**os.environ, **(more or {})})  # noqa: S603


def take_screens(card: Path, report: Path, work: Path) -> None:
    """Take the pictures of what opens in a browser."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit(f"no Chromium on this machine: none of {', '.join(CHROMIUM)}")
    wrong = work / "leden-fout.csv"
    wrong.write_text(WRONG_LIST, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name, do in SCREENS.items():
            take(browser, card, name, do)
        take(browser, card, "planner-fouten", lambda page: load_wrong(page, wrong))
        take(browser, report, "verslag-html", lambda _: None)
        browser.close()


def take(browser: Browser, path: Path, name: str, do: Callable[[Page], None]) -> None:
    """Open a file in a fresh window, do something, and keep what is seen."""
    width, height = WINDOW
    # A fresh context: scenarios that were kept for another picture must not come back.
    context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-BE")
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(1500)
    do(page)
    page.wait_for_timeout(800)
    shot = TARGET / f"{name}.png"
    page.screenshot(path=shot)
    context.close()
    with Image.open(shot) as picture:
        picture.load()
    keep(picture, name, WINDOW[0])


def search(page: Page) -> None:
    """Type the name of a place."""
    page.locator("#search").press_sequentially("heverlee")


def municipality(page: Page) -> None:
    """Open the facts of a municipality."""
    page.locator("#search").fill("Zwijndrecht")
    page.keyboard.press("Enter")


def region(page: Page) -> None:
    """Open the facts of a regie region."""
    page.locator("#classes button", has_text="Interwaas").click()


def plan(page: Page) -> None:
    """Put a municipality in another region."""
    page.locator("#filter").select_option(label="Vlaams-Brabant")
    page.get_by_role("button", name="Plannen").click()
    page.locator("#plan-target").select_option(label="Dijleland")
    put(page, "Aarschot")


def put(page: Page, name: str) -> None:
    """Put a municipality in the region that is chosen, by its name."""
    page.locator("#plan-add").fill(name)
    page.locator(".planner").get_by_role("button", name="Voeg toe", exact=True).click()


def scenarios(page: Page) -> None:
    """Put a second scenario beside the first, and show both."""
    plan(page)
    # In a narrow window the panel stands below the map, and the table of scenarios fits.
    page.set_viewport_size({"width": 880, "height": 560})
    page.locator(".planner").get_by_role("button", name="Kopieer tot nieuw scenario").click()
    put(page, "Tienen")
    page.locator("#plan-scenario").evaluate("box => box.scrollIntoView()")


def load_wrong(page: Page, wrong: Path) -> None:
    """Load a list with mistakes in the planner."""
    page.get_by_role("button", name="Plannen").click()
    page.locator('input[type="file"]').set_input_files(wrong)
    page.wait_for_timeout(500)
    page.get_by_text("is niet geladen").first.scroll_into_view_if_needed()


SCREENS: dict[str, Callable[[Page], None]] = {
    "verkennen": lambda _: None,
    "zoeken": search,
    "gemeente": municipality,
    "regiegebied": region,
    "planner": plan,
    "scenarios": scenarios,
}


def take_pages(reports: Path, work: Path) -> None:
    """Take the pictures of pages: as a reader sees them in a viewer, in Word and in Excel."""
    for index in (1, 2):
        page_of(reports / "briefing.pdf", index, f"nota-{index}", work)
    page_of(reports / "report.pdf", 1, "verslag-pdf", work)
    for kind in ("docx", "xlsx"):
        convert(reports / f"report.{kind}", work)
    page_of(work / "docx.pdf", 1, "verslag-word", work)
    page_of(work / "xlsx.pdf", 1, "verslag-excel", work, part=0.52)


def convert(path: Path, work: Path) -> None:
    """Make a PDF of a document, with the letters that ship and Dutch figures."""
    fonts = work / "fonts.conf"
    fonts.write_text(FONTS.format(shipped_data() / "fonts"), encoding="utf-8")
    profile = f"-env:UserInstallation={(work / 'office').as_uri()}"
    start(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(path)],
        {"FONTCONFIG_FILE": str(fonts), "LC_ALL": "nl_BE.UTF-8"},
    )
    (work / path.name).with_suffix(".pdf").rename(work / f"{path.suffix[1:]}.pdf")


def page_of(path: Path, number: int, name: str, work: Path, part: float = 1) -> None:
    """Draw a page of a PDF, or the upper part of it."""
    stem = work / name
    command = ["pdftoppm", "-f", str(number), "-l", str(number), "-r", "110", "-png", "-singlefile"]
    start([*command, str(path), str(stem)])
    with Image.open(stem.with_suffix(".png")) as page:
        keep(page.crop((0, 0, page.width, round(page.height * part))), name, 760)


def keep(picture: Image.Image, name: str, widest: int) -> None:
    """Store a picture with few colours, no wider than is needed."""
    if picture.width > widest:
        height = round(picture.height * widest / picture.width)
        picture = picture.resize((widest, height), Image.Resampling.LANCZOS)
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = TARGET / f"{name}.png"
    few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size / 1000:.0f} kB{' (too large)' if size > MOST_BYTES else ''}")


if __name__ == "__main__":
    main()
