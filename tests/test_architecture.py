"""Data flows one way: nothing lower imports anything higher."""

import ast
from pathlib import Path

import pytest

import regiekaart

ROOT = Path(regiekaart.__file__).parent
LAYERS = [
    {"arrays", "language", "errors", "paths", "storage", "tomlfile", "workers"},
    {"scheme"},
    {"facts"},
    {"sources"},
    {"study"},
    {"analysis"},
    {"words"},
    {"maps"},
    {"web"},
    {"report"},
    {"export"},
    {"templates"},
    {"checking"},
    {"build"},
    {"cli", "__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imports(path):
    """Yield the rooms that a module imports when it runs, also inside its functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            first, *rest = node.module.split(".")
            if first == "regiekaart" and rest:
                yield rest[0]


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(ROOT.rglob("*.py")) if p.name != "__init__.py"],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_a_module_imports_only_its_own_room_and_lower_ones(path):
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    for other in imports(path):
        assert LEVEL[other] <= LEVEL[room], f"{room} imports {other}"


def test_modules_stay_small():
    for path in ROOT.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 420, path.name
