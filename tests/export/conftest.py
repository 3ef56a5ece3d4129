import pytest

from export.hostile import hostile_study
from regiekaart.export.run import export
from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN
from tiny import grid_study


@pytest.fixture
def grid():
    """Return a partial list: A (1, 2) and B (9) are regions, 8 is outside, the rest unknown."""
    return grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,))


@pytest.fixture
def hostile():
    return hostile_study()


@pytest.fixture
def exported(tmp_path):
    """Export a study in some formats: the folder."""

    def exported(study, *formats, english=False, theme=PLAIN):
        folder = tmp_path / f"export-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        export(study, folder, formats, EN if english else NL, theme)
        return folder

    return exported
