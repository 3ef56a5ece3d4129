import os
import subprocess
import sys
from hashlib import sha256

import pytest

from regiekaart.export import FORMATS
from regiekaart.export.run import export
from regiekaart.language import NL
from regiekaart.maps.theme import PLAIN

SCRIPT = """
import sys
from pathlib import Path
from regiekaart import StudyChoice, load_study
from regiekaart.export import FORMATS
from regiekaart.export.run import export
from regiekaart.language import NL
from regiekaart.maps.theme import PLAIN
study = load_study(StudyChoice(cycle="2023", boundaries="embedded"))
export(study, Path(sys.argv[1]), FORMATS, NL, PLAIN)
"""


def prints(folder):
    return {p.name: sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_other_days_time_zones_and_seeds_give_the_same_bytes(tmp_path):
    found = []
    for zone, seed in (("Pacific/Kiritimati", "1"), ("America/Adak", "2")):
        folder = tmp_path / seed
        folder.mkdir()
        settings = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", SCRIPT, str(folder)], env=settings, check=True)
        found.append(prints(folder))
    assert len(found[0]) == 13
    assert found[0] == found[1]


def test_the_files_are_told_in_order_the_description_last(tmp_path, grid):
    made = export(grid, tmp_path, ("xlsx", "gpkg"), NL, PLAIN)
    assert [path.name for path in made] == [
        "regiekaart.gpkg",
        "regiekaart.xlsx",
        "datapackage.json",
    ]


def test_formats_that_are_asked_for_are_made_and_no_others(tmp_path, grid):
    export(grid, tmp_path, ("csv",), NL, PLAIN)
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".json"}


@pytest.mark.parametrize("formats", [(), ("shp",), ("csv", "shp")])
def test_a_format_that_does_not_exist_is_refused_before_anything_is_written(
    tmp_path, grid, formats
):
    with pytest.raises(ValueError, match="not among"):
        export(grid, tmp_path, formats, NL, PLAIN)
    assert list(tmp_path.iterdir()) == []


def test_every_format_is_known_to_the_description():
    from regiekaart.export.datapackage import MEDIA_TYPES

    assert tuple(MEDIA_TYPES) == FORMATS
