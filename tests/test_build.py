import json
import shutil
import sys
from dataclasses import replace
from hashlib import sha256

import pytest

from regiekaart.build import BuildChoice, build, folder_name
from regiekaart.build.choice import REPORT_FORMATS
from regiekaart.errors import InputError, OutsideError
from regiekaart.language import EN, NL
from tiny import grid_study


@pytest.fixture
def study():
    return grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return a build of everything, to look at."""
    study = grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,))
    return build(study, choice(tmp_path_factory.mktemp("whole")))


@pytest.fixture
def first(whole, tmp_path):
    """Return a build of everything that was made in this test's own folder."""
    shutil.copytree(whole.folder.parent, tmp_path / "outputs")
    return replace(whole, folder=tmp_path / "outputs" / whole.folder.name)


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def choice(tmp_path, **settings):
    """Return a choice of small pictures, and of the report in HTML only: it takes least."""
    settings = {"report_formats": ("html",), **settings}
    return BuildChoice(output=tmp_path / "outputs", dpi=60, jobs=1, **settings)


def test_a_build_makes_tables_maps_a_web_page_a_report_and_data(whole):
    assert whole.folder.parts[-2:] == ("outputs", "2023-2023-01-01")
    assert files(whole.folder) == [
        "export/bevindingen.csv",
        "export/bevindingen.geojson",
        "export/datapackage.json",
        "export/gemeenten.csv",
        "export/gemeenten.geojson",
        "export/provincies.csv",
        "export/provincies.geojson",
        "export/regiegebieden.csv",
        "export/regiegebieden.geojson",
        "export/regiekaart.gpkg",
        "export/regiekaart.xlsx",
        "manifest.json",
        "maps/flanders-agreements.png",
        "maps/flanders-coverage.png",
        "maps/flanders.png",
        "maps/index.csv",
        "maps/province-noord.png",
        "maps/province-zuid.png",
        "maps/regie-region-a.png",
        "maps/regie-region-b.png",
        "report/report.html",
        "tables/agreements-crossed.csv",
        "tables/agreements-municipalities.csv",
        "tables/agreements-province.csv",
        "tables/agreements-published.csv",
        "tables/agreements-regie-region.csv",
        "tables/audit.csv",
        "tables/coverage-province.csv",
        "tables/coverage-regie-region.csv",
        "tables/coverage.csv",
        "tables/findings.csv",
        "tables/history.csv",
        "tables/missing.csv",
        "tables/municipalities-all.csv",
        "tables/municipalities.csv",
        "tables/regions.csv",
        "tables/results.json",
        "tables/rules.csv",
        "tables/sources.csv",
        "web/map.html",
    ]
    assert "7 kaarten" in whole.summary(NL)
    assert "7 maps" in whole.summary(EN)
    assert "11 files with data" in whole.summary(EN)


def test_the_manifest_names_every_file_with_its_fingerprint(whole):
    manifest = json.loads((whole.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == whole.manifest
    assert [f["path"] for f in manifest["files"]] == [
        name for name in files(whole.folder) if name != "manifest.json"
    ]
    for entry in manifest["files"]:
        content = (whole.folder / entry["path"]).read_bytes()
        assert entry["sha256"] == sha256(content).hexdigest()
        assert entry["bytes"] == len(content)
    assert manifest["study"]["date"] == "2023-01-01"


def test_a_part_is_made_again_and_the_others_stay(study, first, tmp_path):
    (first.folder / "note of mine.txt").write_text("keep me")
    page = (first.folder / "web" / "map.html").read_bytes()
    again = build(study, choice(tmp_path, parts=("tables",)))
    assert (again.folder / "note of mine.txt").read_text() == "keep me"
    assert (again.folder / "web" / "map.html").read_bytes() == page
    assert again.manifest["files"] == first.manifest["files"]
    assert {path.parent.name for path in again.files} == {"tables"}


@pytest.mark.usefixtures("first")
def test_each_file_says_what_it_was_made_from(study, tmp_path):
    other = replace(study, membership_sha256="new")
    other.__dict__["neighbours"] = study.neighbours
    again = build(other, choice(tmp_path, parts=("tables",)))
    made_from = {f["path"]: f["made_from"]["membership"]["sha256"] for f in again.manifest["files"]}
    assert made_from["tables/coverage.csv"] == "new"
    assert made_from["maps/flanders.png"] == ""
    entry = next(f for f in again.manifest["files"] if f["path"] == "maps/flanders.png")
    assert entry["made_from"]["boundaries"]["label"] == "benaderende grenzen"


def test_other_data_go_to_another_folder(study):
    own = replace(study, own_list=True, membership_file="Leden 2023 (def).xlsx")
    assert folder_name(study, NL) == "2023-2023-01-01"
    assert folder_name(own, NL) == "2023-2023-01-01-leden-2023-def"
    assert folder_name(replace(study, fictional=True), EN) == "2023-2023-01-01-example-en"
    assert folder_name(replace(study, population_year=2020), NL).endswith("-bevolking-2020")


def test_without_regions_there_is_no_map_of_one(tmp_path):
    with pytest.raises(InputError, match="nothing to draw"):
        build(grid_study(), choice(tmp_path, parts=("maps",), kinds=("regie-region",)))


def test_a_manifest_that_points_outside_is_not_followed(study, tmp_path):
    folder = build(study, choice(tmp_path, parts=("tables",))).folder
    (tmp_path / "secret.txt").write_text("secret")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"].append({"path": "../../secret.txt", "sha256": "", "bytes": 0})
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    build(study, choice(tmp_path, parts=("web",)))
    assert (tmp_path / "secret.txt").read_text() == "secret"


def test_maps_of_an_earlier_list_do_not_stay_behind(study, tmp_path):
    build(study, choice(tmp_path, parts=("maps",)))
    result = build(grid_study({1: "C"}), choice(tmp_path, parts=("maps",)))
    assert "maps/regie-region-a.png" not in files(result.folder)
    assert "maps/regie-region-c.png" in files(result.folder)


def test_one_map_by_name_leaves_the_others(study, tmp_path):
    build(study, choice(tmp_path, parts=("maps",)))
    result = build(study, choice(tmp_path, parts=("maps",), name="noord"))
    assert [path.name for path in result.files] == ["province-noord.png"]
    assert "maps/flanders.png" in files(result.folder)


def test_a_map_that_does_not_exist_is_refused_with_the_names_that_do(study, tmp_path):
    with pytest.raises(InputError, match="Noord, Zuid"):
        build(study, choice(tmp_path, parts=("maps",), kinds=("province",), name="Oost"))
    assert not (tmp_path / "outputs" / "2023-2023-01-01").exists()


@pytest.mark.usefixtures("two_maps")
def test_a_report_can_be_made_without_keeping_the_maps(study, tmp_path):
    result = build(study, choice(tmp_path, parts=("report",)))
    assert files(result.folder) == ["manifest.json", "report/report.html"]
    assert "data:image/png" in (result.folder / "report" / "report.html").read_text("utf-8")


@pytest.mark.usefixtures("two_maps")
def test_a_report_is_made_in_every_kind_and_the_same_each_time(study, tmp_path):
    kinds = {"parts": ("report",), "report_formats": REPORT_FORMATS}
    first = build(study, choice(tmp_path / "1", **kinds))
    assert files(first.folder) == [
        "manifest.json",
        "report/briefing.pdf",
        "report/report.docx",
        "report/report.html",
        "report/report.pdf",
        "report/report.xlsx",
    ]
    assert "5 bestanden van het verslag" in first.summary(NL)
    assert build(study, choice(tmp_path / "2", **kinds)).manifest == first.manifest


def test_a_workbook_alone_needs_no_map(study, tmp_path):
    study.__dict__.pop("boundaries", None)
    result = build(study, choice(tmp_path, parts=("report",), report_formats=("xlsx",)))
    assert files(result.folder) == ["manifest.json", "report/report.xlsx"]


@pytest.mark.usefixtures("two_maps")
def test_a_pdf_that_cannot_be_set_is_told_and_the_rest_is_made(study, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    result = build(study, choice(tmp_path, parts=("report",), report_formats=("html", "pdf")))
    assert files(result.folder) == ["manifest.json", "report/report.html"]
    (why,) = result.failed
    assert "typst" in why.nl.casefold()
    with pytest.raises(OutsideError, match=r"(?i)typst"):
        build(study, choice(tmp_path, parts=("report",), report_formats=("pdf",)))
    assert files(result.folder) == ["manifest.json", "report/report.html"]


def test_a_template_that_is_none_is_refused_before_anything_is_drawn(study, tmp_path):
    template = tmp_path / "huis.docx"
    template.write_text("geen Word")
    with pytest.raises(InputError, match=r"huis\.docx"):
        build(study, choice(tmp_path, template=template))
    assert not (tmp_path / "outputs" / "2023-2023-01-01").exists()


def test_a_build_that_cannot_write_says_where(study, tmp_path):
    (tmp_path / "outputs").write_text("in the way")
    with pytest.raises(OutsideError, match="outputs"):
        build(study, choice(tmp_path, parts=("tables",)))


def test_the_watcher_hears_every_step_once_and_the_second_build_is_as_the_first(
    study, whole, tmp_path
):
    class Watcher:
        expected = 0
        steps = ()

        def expect(self, steps):
            self.expected += steps

        def draws(self):
            self.drawing = True

        def step(self, name):
            self.steps = (*self.steps, name)

    watcher = Watcher()
    second = build(study, choice(tmp_path), watcher)
    assert len(watcher.steps) == watcher.expected == 7 + 4
    assert second.manifest == whole.manifest
