"""What a recipe follows: each input of a build changes the recipes of what is made from it."""

import json
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekaart import EN, StudyChoice, load_study
from regiekaart.build import BuildChoice
from regiekaart.build import recipes as recipes_module
from regiekaart.build.digest import digest
from regiekaart.build.recipes import LIBRARIES, Recipes
from regiekaart.maps.fonts import Font
from regiekaart.maps.theme import PLAIN
from regiekaart.study import Exemption
from regiekaart.study.settings import SubsidySettings
from scheme_docs import write_down
from tiny import grid_study

ROOT = Path(__file__).parents[1]
WHOLE = BuildChoice(formats=("png", "pdf"))
DRAWN = {"maps", "atlas.pdf", "web", "report html", "report pdf", "report docx", "report xlsx",
         "export"}  # fmt: skip
ALL = DRAWN | {"tables"}
MEMBERS = "nis,regiegebied\n11001,A\n11002,A\n"
AGREED = "nis,status,datum\n11001,afgesloten,2023-05-01\n"


def steps(build=WHOLE, **choice):
    """Return the recipes of a build of everything."""
    study = load_study(StudyChoice(**{"boundaries": "embedded", **choice}))
    return Recipes(study, build).steps


def changed(one, other):
    assert one.keys() == other.keys()
    return {step for step in one if one[step] != other[step]}


@pytest.fixture(scope="module")
def plain():
    """The recipes of the newest cycle as it ships."""
    return steps()


def write(path, content):
    path.write_text(content, encoding="utf-8")
    return path


class TestWhatIsBuilt:
    def test_the_same_study_has_the_same_recipes(self, plain):
        assert plain.keys() == ALL
        assert steps() == plain

    @pytest.mark.parametrize(
        "choice",
        [
            {"date": date(2024, 3, 1)},
            {"population_year": 2022},
            {"cycle": "2020"},
            {"example": True},
            {"before": "2017"},
            {"subsidy": SubsidySettings(budget=Decimal(1000))},
            {"exemptions": (Exemption("form", "Midwest", "afgesproken"),)},
            {"scheme": "woonmaatschappijen"},
        ],
        ids=lambda choice: next(iter(choice)),
    )
    def test_another_study_has_other_recipes(self, plain, choice):
        assert changed(steps(**choice), plain) == set(steps(**choice))

    def test_a_row_of_a_list_counts_and_its_place_does_not(self, tmp_path):
        for name in ("one", "two", "three"):
            (tmp_path / name).mkdir()
        lists = [write(tmp_path / name / "leden.csv", MEMBERS) for name in ("one", "two")]
        other = write(tmp_path / "three" / "leden.csv", MEMBERS.replace("11002,A", "11002,B"))
        one, two, three = (steps(membership=path) for path in (*lists, other))
        assert one == two
        assert changed(one, three) == ALL

    @pytest.mark.parametrize(("option", "content"), [("agreements", AGREED), ("before", MEMBERS)])
    def test_so_do_the_agreements_and_the_list_before(self, tmp_path, option, content):
        path = write(tmp_path / "lijst.csv", content)
        one = steps(**{option: path})
        assert steps(**{option: path}) == one
        write(path, content.replace("11001", "11004"))
        assert changed(steps(**{option: path}), one) == ALL

    def test_other_borders_are_none_of_the_tables(self, plain, tmp_path):
        shapes = write(tmp_path / "grenzen.shp", "a")
        one = steps(boundaries=str(shapes))
        assert changed(one, plain) == DRAWN
        write(tmp_path / "grenzen.dbf", "codes")
        two = steps(boundaries=str(shapes))
        assert changed(one, two) == DRAWN
        write(shapes, "b")
        assert changed(steps(boundaries=str(shapes)), two) == DRAWN

    def test_official_borders_count_once_they_are_installed(self, tmp_path, monkeypatch):
        monkeypatch.setenv("REGIEKAART_DATA", str(tmp_path))
        without = steps(boundaries=None)
        folder = tmp_path / "boundaries"
        folder.mkdir()
        facts = {"file": "a.gpkg", "vintage": "2019", "source": "s", "imported_on": "2026-01-01",
                 "sha256": "1"}  # fmt: skip
        write(folder / "official_2019.json", json.dumps(facts))
        damaged = steps(boundaries=None)
        assert changed(without, damaged) == DRAWN
        write(folder / "a.gpkg", "shapes")
        assert changed(steps(boundaries=None), damaged) == DRAWN
        assert steps() == steps()

    @pytest.mark.parametrize(
        ("file", "old", "new", "followers"),
        [
            ("schoolkringen.toml", "Negenwijk", "Tienwijk", ALL),
            ("kringen.csv", "w3,Oever", "w3,Markt", ALL),
            ("leerlingen.csv", "w1,2024,1000", "w1,2024,1001", ALL),
            ("wijken.csv", "Haven", "Dok", ALL),
            ("buren.csv", "w1,w4\n", "", ALL),
            # Contiguity may follow from the borders: they count for the tables too.
            ("wijken.geojson", "coordinates", "coordinates ", ALL),
        ],
        ids=lambda value: value if isinstance(value, str) and "." in value else "",
    )
    def test_every_table_of_a_scheme_counts(self, tmp_path, file, old, new, followers):
        write_down(tmp_path)
        scheme = {"scheme": tmp_path / "schoolkringen.toml", "boundaries": None}
        one = steps(**scheme)
        assert steps(**scheme) == one
        content = (tmp_path / file).read_text(encoding="utf-8")
        assert old in content
        write(tmp_path / file, content.replace(old, new, 1))
        assert changed(steps(**scheme), one) == followers

    def test_facts_that_somebody_put_in_a_study_count(self):
        def of(study):
            return Recipes(study, WHOLE).steps

        one = of(grid_study({1: "A"}))
        assert of(grid_study({1: "A"})) == one
        assert changed(of(grid_study({1: "B"})), one) == ALL
        moved = grid_study({1: "A"})
        shapes = moved.boundaries.geometries
        shapes[0] = shapely.affinity.scale(shapes[0], 0.5, 0.5)
        assert changed(of(moved), one) == DRAWN
        island = grid_study({1: "A"})
        vars(island)["neighbours"] = frozenset()
        assert changed(of(island), one) == ALL
        after = grid_study({1: "A"}, before=grid_study({1: "B"}))
        assert changed(of(after), one) == ALL


class TestHowItIsBuilt:
    @pytest.fixture
    def study(self):
        return grid_study({1: "A"})

    @pytest.fixture
    def one(self, study):
        return Recipes(study, WHOLE).steps

    @pytest.mark.parametrize(
        ("setting", "followers"),
        [
            ({"language": EN}, ALL),
            ({"style": replace(PLAIN, accent="#105269")}, DRAWN),
            ({"style": replace(PLAIN, font=Font("DejaVu Sans"))}, DRAWN),
            ({"dpi": 80}, {"maps", "report html", "report pdf", "report docx"}),
            ({"formats": ("pdf",)}, {"maps"}),
            ({"export_formats": ("csv",)}, {"export"}),
            ({"jobs": 7, "output": Path("elsewhere"), "fresh": True}, set()),
        ],
        ids=["language", "colour", "letters", "dots", "formats", "export", "no recipe"],
    )
    def test_a_setting_counts_for_what_it_changes(self, study, one, setting, followers):
        found = Recipes(study, replace(WHOLE, **setting)).steps
        assert changed(found, one) == followers

    def test_a_logo_counts_by_its_bytes(self, study, tmp_path):
        logo = tmp_path / "logo.png"
        choice = replace(WHOLE, style=replace(PLAIN, logo=logo))
        logo.write_bytes(b"one")
        one = Recipes(study, choice).steps
        logo.write_bytes(b"two")
        assert changed(Recipes(study, choice).steps, one) == DRAWN

    def test_a_template_counts_for_what_is_made_with_it(self, study, tmp_path):
        choice = replace(WHOLE, template=write(tmp_path / "huis.docx", "one"))
        one = Recipes(study, choice).steps
        write(tmp_path / "huis.docx", "two")
        assert changed(Recipes(study, choice).steps, one) == {"report docx"}

    def test_the_code_and_the_libraries_count_for_everything(self, study, one, monkeypatch):
        tools = recipes_module.tools.__wrapped__
        was = tools()
        assert was == recipes_module.tools()
        monkeypatch.setattr(recipes_module, "version_of", lambda _name: "9.9")
        assert tools() != was
        monkeypatch.undo()
        monkeypatch.setattr(recipes_module, "_content", lambda _root: "other code")
        assert tools() != was
        monkeypatch.setattr(recipes_module, "tools", lambda: "other")
        assert changed(Recipes(study, WHOLE).steps, one) == ALL

    def test_every_file_that_ships_counts(self, tmp_path):
        (tmp_path / "room" / "__pycache__").mkdir(parents=True)
        write(tmp_path / "room" / "a.py", "1")
        one = recipes_module._content(tmp_path)
        write(tmp_path / "room" / "__pycache__" / "a.pyc", "1")
        assert recipes_module._content(tmp_path) == one
        write(tmp_path / "room" / "a.py", "2")
        two = recipes_module._content(tmp_path)
        (tmp_path / "room" / "a.py").rename(tmp_path / "room" / "b.py")
        assert len({one, two, recipes_module._content(tmp_path)}) == 3

    def test_no_library_that_draws_is_forgotten(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        asked = {re.split(r"[>=]", each)[0] for each in project["project"]["dependencies"]}
        assert asked - set(LIBRARIES) == {"click", "filelock", "platformdirs", "requests"}
        assert set(LIBRARIES) <= asked


class Colour(Enum):
    RED = 1
    GREEN = 2


@dataclass
class Spot:
    name: object


@dataclass
class Point:
    name: object


class TestDigest:
    # Every pair differs, though some look alike.
    VALUES = (
        None, False, True, 0, 1, 1.0, "", "1", "a", b"a", "\ud800", (), ("a",), (("a",),),
        ("a", "b"), ("ab",), {"a"}, {"a": "b"}, {"b": "a"}, date(2023, 1, 1), "2023-01-01",
        Decimal(1), Decimal("1.0"), Fraction(1), Colour.RED, Colour.GREEN, Spot("a"), Spot("b"),
        Point("a"), np.array([1, 2]), np.array([[1, 2]]), np.array([1, 2], dtype=np.int32),
        np.array([1.0, 2.0]), np.array(["a", None], dtype=object), shapely.Point(1, 2),
        shapely.Point(1, 3), Path("a"), Path("b"),
    )  # fmt: skip

    def test_other_values_have_other_digests(self):
        assert len({digest(value) for value in self.VALUES}) == len(self.VALUES)

    def test_a_set_has_no_order_and_a_mapping_has(self):
        assert digest({"a", "b", "c"}) == digest({"c", "b", "a"})
        assert digest({"a": 1, "b": 2}) != digest({"b": 2, "a": 1})

    def test_a_file_counts_by_its_name_and_content(self, tmp_path):
        one = digest(write(tmp_path / "a", "1"))
        (tmp_path / "sub").mkdir()
        assert digest(write(tmp_path / "sub" / "a", "1")) == one
        assert digest(write(tmp_path / "b", "1")) != one
        assert digest(write(tmp_path / "a", "2")) != one

    @pytest.mark.parametrize("value", [object(), len, Spot, Spot([object()])])
    def test_what_it_does_not_know_is_refused(self, value):
        with pytest.raises(TypeError, match="no digest of"):
            digest(value)

    @settings(max_examples=30)
    @given(st.lists(st.recursive(st.integers() | st.text(), st.lists), max_size=4))
    def test_lists_of_anything_differ_as_they_do(self, values):
        assert (digest(*values) == digest(values)) is False
        assert digest(values) == digest(tuple(values))
        assert digest(values, "end") != digest([*values, "end"])
