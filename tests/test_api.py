import doctest
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import regiekaart

DOCS = Path(__file__).resolve().parents[1] / "docs"
HEAVY = ("geopandas", "matplotlib", "numpy", "pandas", "shapely", "openpyxl", "jinja2", "docx")


@pytest.mark.parametrize("name", regiekaart.__all__)
def test_a_public_name_is_there_and_is_told_what_it_is(name):
    thing = getattr(regiekaart, name)
    if callable(thing):
        assert thing.__doc__


def test_the_page_on_the_api_names_everything_public_and_nothing_else():
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    firsts = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = [name for cell in firsts for name in re.findall(r"`(\w+)", cell)]
    assert sorted(named) == regiekaart.__all__


def test_the_page_tells_how_each_function_is_called():
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    calls = re.findall(r"^\| .*?`(\w+)\(([^)]*)\)` \|", page, re.MULTILINE)
    assert len(calls) > 20
    for name, listed in calls:
        told = [each for each in listed.split(", ") if each]
        known = inspect.signature(getattr(regiekaart, name)).parameters
        assert told == list(known)[: len(told)], name
        needed = [key for key, each in known.items() if each.default is each.empty]
        assert set(needed) <= set(told), name


def test_the_examples_of_the_page_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = doctest.testfile(str(DOCS / "api.md"), module_relative=False, encoding="utf-8")
    assert found.failed == 0
    assert found.attempted > 40
    assert list(tmp_path.iterdir()) == []


def test_no_public_name_is_that_of_a_room():
    rooms = {module.name for module in pkgutil.iter_modules(regiekaart.__path__)}
    assert not rooms & set(regiekaart.__all__)
    # Once a room is imported, its name in the package is the room.
    importlib.import_module("regiekaart.build")
    importlib.import_module("regiekaart.export.run")
    assert callable(regiekaart.build_study)
    assert callable(regiekaart.export_study)


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, regiekaart; print(*(m for m in sys.argv[1:] if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_completion_knows_the_public_names_and_a_slip_is_told():
    assert {"draw_map", "as_table", "__version__"} <= set(dir(regiekaart))
    with pytest.raises(AttributeError, match="no attribute 'covrage'"):
        regiekaart.covrage  # noqa: B018
