"""What several tests need."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from regiekaart import Study, StudyChoice, load_study
from regiekaart.cli import main
from regiekaart.report.results import Results

# How long an example takes depends on the machine and on what is cached: that is for benchmarks/.
settings.register_profile("regiekaart", deadline=None)
settings.load_profile("regiekaart")

# Thousands of tests make millions of small objects, and hardly any rubbish that goes in circles: to
# look for it as often as Python does by itself takes a tenth of the time.
gc.set_threshold(100_000, 20, 20)

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_terminal_summary(terminalreporter):
    """Say how many figures of the planner were held against those of Python."""
    counts = {"scenarios": 0, "figures": 0}
    for report in terminalreporter.getreports("passed"):
        # Fixtures have reports of their own, with the same properties.
        if report.when == "call":
            for key, count in report.user_properties:
                if key in counts:
                    counts[key] += count
    if counts["figures"]:
        told = " and ".join(f"{count:,} {key}" for key, count in counts.items())
        terminalreporter.write_line(f"The planner: {told}, each as Python has it.")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory, monkeypatch):
    """No test sees, or touches, what the user of this machine has installed or cached."""
    base = tmp_path_factory.getbasetemp()
    monkeypatch.setenv("REGIEKAART_DATA", str(base / "user-data"))
    monkeypatch.setenv("REGIEKAART_CACHE", str(base / "user-cache"))


@pytest.fixture(scope="session")
def study_2023() -> Study:
    return load_study(StudyChoice(cycle="2023", boundaries="embedded"))


@pytest.fixture(scope="session")
def example() -> Study:
    return load_study(StudyChoice(example=True, boundaries="embedded"))


@pytest.fixture(scope="session")
def results_2023(study_2023) -> Results:
    """What a report tells of 2023, worked out once for every kind of report."""
    return Results(study_2023)


@pytest.fixture(scope="session")
def example_results(example) -> Results:
    return Results(example)


@pytest.fixture(scope="session")
def official_shapes() -> Path:
    folder = SHARED / "shapes"
    if not folder.is_dir():
        pytest.skip("the official boundaries are not on this machine")
    return folder


@pytest.fixture(scope="session")
def browser():
    """Return one browser for all tests of a process: it takes a second to start."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip(f"no Chromium on this machine: none of {', '.join(CHROMIUM)}")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command line in an empty folder: words to status, output and messages."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        status = main(list(words))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def two_maps(monkeypatch):
    """A series of maps has two pages, for a test that is about what stands beside them."""
    from regiekaart.maps.pages import PageMaker

    pages = PageMaker.pages
    monkeypatch.setattr(PageMaker, "pages", lambda *given: pages(*given)[:2])
