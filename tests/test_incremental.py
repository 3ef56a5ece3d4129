"""A build makes again only what changed, and leaves the same bytes as one that makes everything.

The studies are the grid of `tiny`, and the nine invented squares of docs/schemes.md where the
whole command runs.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from regiekaart.build import BuildChoice, build
from regiekaart.build.choice import Silent
from regiekaart.build.earlier import seal
from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN
from scheme_docs import write_down
from tiny import grid_study

REGIONS = {1: "A", 2: "A", 9: "B"}
HEAVY = ("geopandas", "matplotlib", "pandas", "PIL", "pyogrio", "pyproj", "pypdf", "shapely")
SCHEME = ("--scheme", "schoolkringen.toml", "--dpi", "60", "--jobs", "1")


def made(folder):
    """Return the bytes of every file in a folder, by its place."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def stamps(folder):
    """Return what changes of a folder when somebody writes in it, or puts another in its place."""
    paths = [folder, *sorted(folder.rglob("*"))]
    return [(str(path), path.stat().st_ino, path.stat().st_mtime_ns) for path in paths]


def choice(output, **more):
    return BuildChoice(output=output, dpi=60, jobs=1, **{"report_formats": ("html",), **more})


def again(result):
    """Return the names of the files that a build made, and did not find to be right."""
    folder = result.folder
    return {p.relative_to(folder).as_posix() for p in result.files if p not in result.right}


def copied(output, tmp_path):
    return shutil.copytree(output, tmp_path / "copy")


def spoil(path):
    """Change one byte of a file, as a disk might: its size and its date stay."""
    was, content = path.stat(), path.read_bytes()
    path.write_bytes(content[:-3] + bytes([content[-3] ^ 1]) + content[-2:])
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A build of everything, to look at and leave as it is; and what was chosen for it."""
    chosen = choice(
        tmp_path_factory.mktemp("whole"), formats=("png", "pdf"), export_formats=("csv",)
    )
    return build(grid_study(REGIONS), chosen), chosen


class TestNothingChanged:
    def test_nothing_is_made_or_written(self, whole):
        first, chosen = whole
        assert again(first) == {path.relative_to(first.folder).as_posix() for path in first.files}
        was = stamps(chosen.output)
        second = build(grid_study(REGIONS), chosen)
        assert again(second) == set()
        assert stamps(chosen.output) == was
        assert (second.manifest, second.files) == (first.manifest, first.files)

    def test_the_closing_words_say_so(self, whole):
        first, chosen = whole
        assert "Gemaakt in" in first.summary(NL)
        assert "juist" not in first.summary(NL)
        second = build(grid_study(REGIONS), chosen)
        total = len(first.files)
        assert f": alle {total} bestanden waren nog juist." in second.summary(NL)
        assert f": all {total} files were still right." in second.summary(EN)

    def test_a_part_of_it_is_right_as_well(self, whole):
        _, chosen = whole
        was = stamps(chosen.output)
        assert again(build(grid_study(REGIONS), replace(chosen, parts=("tables", "web")))) == set()
        assert stamps(chosen.output) == was

    def test_one_map_of_the_series_is_not_drawn_again(self, whole, tmp_path):
        first, chosen = whole
        output = copied(chosen.output, tmp_path)
        chosen = replace(chosen, output=output)
        alone = build(grid_study(REGIONS), replace(chosen, parts=("maps",), name="noord"))
        assert len(alone.files) == 2
        assert again(alone) == set()
        assert again(build(grid_study(REGIONS), chosen)) == set()
        assert made(output / first.folder.name) == made(first.folder)

    def test_a_report_takes_the_pictures_of_the_maps_that_are_there(self, whole, tmp_path):
        _, chosen = whole
        chosen = replace(chosen, output=copied(chosen.output, tmp_path), parts=("maps", "report"))
        folder = next(chosen.output.iterdir())
        (folder / "report" / "report.html").unlink()
        result = build(grid_study(REGIONS), chosen)
        assert again(result) == {"report/report.html"}

    @pytest.mark.parametrize(
        ("names", "harm"),
        [
            (["maps/flanders.png", "maps/province-noord.pdf"], "spoilt"),
            (["maps/province-noord.pdf"], "gone"),
            (["maps/atlas.pdf"], "spoilt"),
            (["maps/index.csv"], "spoilt"),
            (["maps/index.csv", "web/map.html"], "gone"),
            (["report/report.html"], "spoilt"),
        ],
    )
    def test_what_is_damaged_is_made_again(self, whole, tmp_path, names, harm):
        first, chosen = whole
        output = copied(chosen.output, tmp_path)
        folder = output / first.folder.name
        for name in names:
            spoil(folder / name) if harm == "spoilt" else (folder / name).unlink()
        result = build(grid_study(REGIONS), replace(chosen, output=output))
        # The list of the maps comes unasked, and counts as nobody's.
        assert again(result) == set(names) - {"maps/index.csv"}
        assert made(folder) == made(first.folder)

    @pytest.mark.parametrize(
        "change",
        [
            lambda text: text.replace('"bytes": ', '"bytes": 1', 1),
            lambda text: text.replace('"sha256"', '"sha255"'),
            lambda text: text[:0],
            lambda text: f"[{text}]",
            lambda text: text.replace('"language": "nl"', '"language": "en"'),
        ],
        ids=["a number", "a key", "all gone", "another shape", "a word"],
    )
    def test_a_manifest_that_somebody_changed_is_not_believed(self, tmp_path, change):
        chosen = choice(tmp_path, parts=("web",))
        first = build(grid_study(REGIONS), chosen)
        path = first.folder / "manifest.json"
        text = path.read_text("utf-8")
        path.write_text(change(text), encoding="utf-8")
        assert len(again(build(grid_study(REGIONS), chosen))) == len(first.files)
        assert path.read_text("utf-8") == text

    def test_nor_is_one_with_steps_of_another_shape(self, tmp_path):
        chosen = choice(tmp_path, parts=("web",))
        first = build(grid_study(REGIONS), chosen)
        path = first.folder / "manifest.json"
        manifest = json.loads(path.read_text("utf-8")) | {"steps": {"web": ["web/map.html"]}}
        path.write_text(json.dumps(manifest | {"seal": seal(manifest)}), encoding="utf-8")
        assert build(grid_study(REGIONS), chosen).manifest == first.manifest

    def test_a_link_is_no_file_of_ours(self, tmp_path):
        chosen = choice(tmp_path / "out", parts=("web",))
        page = build(grid_study(REGIONS), chosen).files[0]
        page.rename(tmp_path / "elsewhere.html")
        page.symlink_to(tmp_path / "elsewhere.html")
        assert again(build(grid_study(REGIONS), chosen)) == {"web/map.html"}
        assert not page.is_symlink()

    def test_everything_is_made_anew_when_asked(self, tmp_path):
        chosen = choice(tmp_path, parts=("tables", "web"))
        first = build(grid_study(REGIONS), chosen)
        was = made(first.folder)
        second = build(grid_study(REGIONS), replace(chosen, fresh=True))
        assert len(again(second)) == len(first.files)
        assert made(first.folder) == was


class TestSomethingChanged:
    def rebuilt(self, tmp_path, first, second, **more):
        """Build one study, then another over it; return what was made again.

        Parameters
        ----------
        first, second
            A study, and what is chosen for it.
        """
        (old, was), (new, now) = first, second
        build(old, choice(tmp_path / "1", **was, **more))
        result = build(new, choice(tmp_path / "1", **now, **more))
        fresh = build(new, choice(tmp_path / "2", **now, **more))
        assert made(result.folder) == made(fresh.folder)
        assert result.manifest == fresh.manifest
        return again(result)

    def test_another_list_draws_only_the_pages_that_show_the_change(self, tmp_path):
        more = {**REGIONS, 8: "B"}
        studies = ((grid_study(REGIONS), {}), (grid_study(more), {}))
        remade = self.rebuilt(tmp_path, *studies, parts=("maps", "tables"), formats=("svg",))
        # On the page of A, what is not known of 8 was hatched; Zuid has nothing of it.
        assert {name for name in remade if name.startswith("maps/")} == {
            "maps/flanders-agreements.svg",
            "maps/flanders-coverage.svg",
            "maps/flanders.svg",
            "maps/province-noord.svg",
            "maps/regie-region-a.svg",
            "maps/regie-region-b.svg",
        }
        assert "tables/coverage.csv" in remade

    def test_another_colour_leaves_the_tables(self, tmp_path):
        study, parts = grid_study(REGIONS), ("tables", "web")
        other = {"style": replace(PLAIN, accent="#105269")}
        assert self.rebuilt(tmp_path, (study, {}), (study, other), parts=parts) == {"web/map.html"}

    def test_another_logo_with_the_name_of_the_old_one_is_drawn(self, tmp_path):
        logo, study = tmp_path / "logo.png", grid_study(REGIONS)
        chosen = choice(tmp_path / "1", parts=("maps",), name="noord",
                        style=replace(PLAIN, logo=logo))  # fmt: skip
        Image.new("RGB", (40, 20), "#105269").save(logo)
        first = made(build(study, chosen).folder)
        Image.new("RGB", (40, 20), "#a4001d").save(logo)
        second = build(study, chosen)
        assert again(second) == {"maps/province-noord.png"}
        assert made(second.folder) == made(build(study, replace(chosen, output=tmp_path)).folder)
        assert made(second.folder) != first

    def test_other_dots_draw_only_what_has_dots(self, tmp_path):
        study = grid_study(REGIONS)
        chosen = choice(tmp_path, parts=("maps",), name="noord", formats=("png", "svg", "pdf"))
        build(study, chosen)
        assert again(build(study, replace(chosen, dpi=80))) == {"maps/province-noord.png"}

    def test_one_more_format_leaves_the_others(self, tmp_path):
        study = grid_study(REGIONS)
        one, more = {"formats": ("svg",)}, {"formats": ("png", "svg")}
        with_name = {"parts": ("maps",), "kinds": ("province",)}
        assert self.rebuilt(tmp_path, (study, one), (study, more), **with_name) == {
            "maps/province-noord.png",
            "maps/province-zuid.png",
        }

    def test_what_changes_while_it_is_made_is_in_no_recipe(self, tmp_path):
        study = grid_study(REGIONS)
        logo = tmp_path / "logo.png"
        Image.new("RGB", (40, 20), "#105269").save(logo)

        class Hand(Silent):
            def step(self, name):
                super().step(name)
                Image.new("RGB", (40, 20), "#a4001d").save(logo)

        chosen = choice(tmp_path / "1", parts=("web",), style=replace(PLAIN, logo=logo))
        assert "recipe" not in build(study, chosen, Hand()).manifest["files"][0]
        assert again(build(study, chosen)) == {"web/map.html"}
        assert again(build(study, chosen)) == set()

    @settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_whatever_changes_it_is_as_if_made_at_once(self, data, tmp_path_factory):
        """Change anything a few times, and harm what was made: the end is that of a fresh build."""
        output = tmp_path_factory.mktemp("changing")
        area = {"name": "noord", "parts": ("maps", "web")}
        for _ in range(2):
            regions = data.draw(
                st.dictionaries(st.integers(1, 9), st.sampled_from("AB"), max_size=3)
            )
            accent = data.draw(st.sampled_from(["#105269", "#a4001d"]))
            formats = data.draw(st.sampled_from([("svg",), ("png", "svg")]))
            settled = {"style": replace(PLAIN, accent=accent), "formats": formats, **area}
            study = grid_study(regions)
            result = build(study, choice(output, **settled))
            assert again(build(study, choice(output, **settled))) == set()
            fresh = build(study, choice(tmp_path_factory.mktemp("fresh"), **settled))
            for name, content in made(fresh.folder).items():
                # Of an earlier round there may be a map in a format that is not made now.
                if name not in {"manifest.json", "maps/index.csv"}:
                    assert (result.folder / name).read_bytes() == content
            spoil(data.draw(st.sampled_from(result.files)))


class TestCommand:
    def test_files_that_changed_count_and_the_rest_is_left(self, run, tmp_path):
        write_down(tmp_path)
        (tmp_path / "huis.toml").write_text('accent = "#105269"\n')
        words = ("build", *SCHEME, "--only", "tables,web", "--style", "huis.toml")
        _, out, err = run(*words)
        assert "Gemaakt in" in out
        assert err != ""
        _, out, err = run(*words)
        assert "Er was niets te maken in" in out
        assert err == ""
        for file, old, new, made_again in (
            ("huis.toml", "#105269", "#a4001d", "1 webpagina; 11 van 12 bestanden waren nog juist"),
            ("kringen.csv", "w3,Oever", "w3,Markt", "11 tabellen en 1 webpagina."),
            ("wijken.geojson", "[150000, 2", "[149000, 2", "11 tabellen en 1 webpagina."),
        ):
            path = tmp_path / file
            content = path.read_text("utf-8")
            assert old in content
            path.write_text(content.replace(old, new), encoding="utf-8")
            _, out, _ = run(*words)
            assert made_again in out
        run(*words, "--output", "fresh")
        (folder,) = (tmp_path / "fresh").iterdir()
        assert made(tmp_path / "outputs" / folder.name) == made(folder)
        _, out, _ = run(*words, "--fresh")
        assert "11 tabellen en 1 webpagina." in out

    def test_the_study_file_counts_by_what_it_says(self, run, tmp_path):
        write_down(tmp_path)
        study = tmp_path / "studie.toml"
        study.write_text('scheme = "schoolkringen.toml"\n')
        words = ("build", "--study", "studie.toml", "--only", "tables,web")
        _, out, _ = run(*words, "--format", "json")
        was = json.loads(out)
        study.write_text('# nog eens bekeken\nscheme = "schoolkringen.toml"\n')
        _, out, _ = run(*words)
        assert "Er was niets te maken in" in out
        (folder,) = (tmp_path / "outputs").iterdir()
        now = json.loads((folder / "manifest.json").read_text("utf-8"))
        assert now["steps"] == was["steps"]
        assert now["inputs"]["study_file"]["sha256"] != was["inputs"]["study_file"]["sha256"]

    def test_a_second_run_loads_nothing_that_draws(self, run, tmp_path):
        write_down(tmp_path)
        words = ["build", *SCHEME, "--report-formats", "html"]
        assert run(*words)[0] == 0
        script = (
            "import sys\nfrom regiekaart.cli import main\n"
            f"status = main({words!r})\n"
            f"print(status, [name for name in {HEAVY!r} if name in sys.modules])"
        )
        ended = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert "Er was niets te maken" in ended.stdout
        assert ended.stdout.splitlines()[-1] == "0 []"
