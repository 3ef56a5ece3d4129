import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_carries_the_data_and_the_templates(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (*ROOT.glob("data/**/*"), *ROOT.glob("src/regiekaart/**/*")):
        if path.is_file() and "__pycache__" not in path.parts:
            inside = path.relative_to(ROOT if path.is_relative_to(ROOT / "data") else ROOT / "src")
            name = inside.as_posix()
            assert (f"regiekaart/{name}" if name.startswith("data/") else name) in names


def test_an_installed_wheel_works_away_from_the_checkout(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
    code += "from regiekaart.cli import main; sys.exit(main(['coverage', '--example']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert "93,13 %" in done.stdout


def test_the_versions_agree():
    import tomllib

    from regiekaart import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_pin_names_a_registry():
    for path in (*ROOT.glob("requirements/*.txt"), ROOT / "constraints.txt"):
        assert "://" not in path.read_text(encoding="utf-8")
