"""What a study file says reaches every command; what is typed goes first."""

import hashlib
import json

import pytest

TWO = (
    '[output]\nfolder = "uit"\nparts = ["tables"]\n'
    '[[study]]\nname = "toen"\ncycle = "2020"\n'
    '[[study]]\nname = "now"\n[study.output]\nlanguage = "en"\n'
)


@pytest.fixture
def written(tmp_path):
    def write(text, name="map/studie.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def files(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def made(folder):
    """The bytes of everything in a folder."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files(folder)
    }


def test_a_build_makes_each_study_of_the_file_with_a_manifest(run, written, tmp_path):
    path = written(TWO)
    status, out, err = run("build", "--study", path)
    assert status == 0, err
    folders = {p.parent.name for p in tmp_path.rglob("manifest.json")}
    assert folders == {"2020-2020-01-01", "2023-2023-01-01-en"}
    # Relative to the file, not to where the command is given.
    assert {p.parent.parent for p in tmp_path.rglob("manifest.json")} == {tmp_path / "map" / "uit"}
    assert "studie 1 van 2: toen" in err
    assert "study 2 of 2: now" in err
    assert "Gemaakt in" in out
    assert "Made in" in out
    document = json.loads((tmp_path / "map/uit/2020-2020-01-01/manifest.json").read_bytes())
    assert document["inputs"]["study_file"]["study"] == "toen"
    assert {entry["path"].partition("/")[0] for entry in document["files"]} == {"tables"}


def test_a_second_run_makes_the_same_bytes(run, written, tmp_path):
    path = written(TWO)
    run("build", "--study", path)
    first = made(tmp_path / "map" / "uit")
    assert len(first) > 40
    run("build", "--study", path, "--fresh")
    assert made(tmp_path / "map" / "uit") == first


def test_a_build_in_json_is_one_document(run, written):
    status, out, _ = run("build", "--study", written(TWO), "--format", "json")
    assert status == 0
    studies = json.loads(out)["studies"]
    assert [(s["name"], s["study"]["cycle"]) for s in studies] == [
        ("toen", "2020"),
        ("now", "2023"),
    ]
    _, out, _ = run("build", "--study", written(TWO) + "#toen", "--format", "json")
    assert json.loads(out)["study"]["cycle"] == "2020"


def test_one_study_of_the_file_is_built_by_its_name(run, written, tmp_path):
    assert run("build", "--study", written(TWO) + "#NOW")[0] == 0
    assert [p.parent.name for p in tmp_path.rglob("manifest.json")] == ["2023-2023-01-01-en"]


def test_options_hold_for_every_study_and_go_before_the_file(run, written, tmp_path):
    words = ["--output", "elders", "--lang", "nl", "--date", "2024-06-01", "--cycle", "2023"]
    status, _, err = run("build", "--study", written(TWO), *words)
    # Both become the same study: that is told, and nothing is written.
    assert status == 2
    assert "komt in dezelfde map als toen" in err
    assert files(tmp_path) == {"map/studie.toml"}
    assert run("build", "--study", written(TWO), *words[:4])[0] == 0
    assert {p.parent.name for p in (tmp_path / "elders").rglob("manifest.json")} == {
        "2020-2020-01-01",
        "2023-2023-01-01",
    }


def test_an_error_in_one_study_is_told_before_anything_is_written(run, written, tmp_path):
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "leden.csv").write_text("gemeente;regiegebied\nBree;A\n", "utf-8")
    (tmp_path / "map" / "fout.csv").write_text("gemeente;regiegebied\nBreee;A\nGnet;A\n", "utf-8")
    path = written(
        TWO + '[[study]]\nname = "goed"\nmembership = "leden.csv"\n'
        '[[study]]\nname = "fout"\nmembership = "fout.csv"\n'
        '[[study]]\nname = "ook fout"\nagreements = "leden.csv"\ndate = 2024-01-01\n'
    )  # fmt: skip
    before = files(tmp_path)
    status, out, err = run("build", "--study", path)
    assert (status, out) == (2, "")
    assert "fout.csv, rij 2" in err
    assert "fout.csv, rij 3" in err
    assert "leden.csv" in err
    assert files(tmp_path) == before


def test_a_template_and_borders_are_looked_at_before_the_first_study_is_made(
    run, written, tmp_path
):
    written("geen sjabloon", "map/leeg.docx")
    written("geen grenzen", "map/leeg.gpkg")
    text = TWO.replace('["tables"]', '["tables", "report"]')
    path = written(
        text.replace('name = "now"\n', 'name = "now"\nboundaries = "leeg.gpkg"\n')
        + 'template = "leeg.docx"\n'
    )
    before = files(tmp_path)
    status, _, err = run("build", "--study", path)
    assert status == 2
    assert "leeg.docx" in err
    assert "leeg.gpkg" in err
    assert files(tmp_path) == before


def test_two_studies_in_one_folder_are_refused_by_name(run, written, tmp_path):
    text = '[[study]]\nname = "a"\n[[study]]\nname = "b"\n[study.subsidy]\nbudget = 5\n'
    status, _, err = run("build", "--study", written(text), "--only", "tables")
    assert status == 2
    assert "studie.toml#b: komt in dezelfde map als a" in err
    text += '[study.output]\nfolder = "apart"\n'
    assert run("build", "--study", written(text), "--only", "tables")[0] == 0
    assert (tmp_path / "map" / "apart" / "2023-2023-01-01" / "manifest.json").is_file()


def test_since_is_for_one_study(run, written):
    status, _, err = run("build", "--study", written(TWO), "--since", "x")
    assert status == 2
    assert "studie.toml#toen" in err


COMMANDS = [
    ("coverage",), ("check",), ("missing",), ("agreements",), ("subsidy",), ("territory",),
    ("audit",),
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_other_commands_ask_which_study_and_never_write(run, written, tmp_path, words):
    path = written(TWO)
    status, out, err = run(*words, "--study", path)
    assert (status, out) == (2, "")
    assert "toen, now" in err
    status, out, _ = run(*words, "--study", f"{path}#toen")
    assert status in {0, 1}
    assert out
    assert files(tmp_path) == {"map/studie.toml"}
    assert not (tmp_path / "map" / "uit").exists()


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_the_language_of_the_file_is_that_of_the_command(run, written, words):
    path = written('[output]\nlanguage = "en"\n')
    english = run(*words, "--lang", "en")
    assert run(*words, "--study", path) == english
    dutch = run(*words)
    assert dutch[1] != english[1]
    # What is typed goes first, also before the command.
    assert run(*words, "--study", path, "--lang", "nl") == dutch
    assert run("--lang", "nl", *words, "--study", path) == dutch


def test_the_subsidy_of_the_file_is_that_of_the_command(run, written):
    path = written(
        '[subsidy]\nbudget = 2500000.50\nages = "18-64"\njobseekers-year = 2019\n'
        "working-age-year = 2020\n"
    )
    typed = [
        "--budget", "2500000.50", "--ages", "18-64", "--jobseekers-year", "2019",
        "--working-age-year", "2020",
    ]  # fmt: skip
    assert run("subsidy", "--study", path) == run("subsidy", *typed)
    assert run("subsidy", "--study", path, "--budget", "7") == run(
        "subsidy", "--budget", "7", *typed[2:]
    )
    # The keys of 2023 say nothing of the staircase.
    assert run("subsidy", "--study", path, "--scheme", "2014") == run("subsidy", "--scheme", "2014")
    path = written('[subsidy]\nscheme = "2014"\n')
    assert run("subsidy", "--study", path) == run("subsidy", "--scheme", "2014")
    assert run("subsidy", "--study", path, "--scheme", "2023") == run("subsidy")


@pytest.mark.usefixtures("two_maps")
def test_the_subsidy_of_the_file_is_in_everything_that_is_built(run, written, tmp_path):
    text = '[output]\nparts = ["tables", "web", "report"]\nreport-formats = ["html"]\n'
    path = written(text + '[subsidy]\nbudget = 2600000\nages = "20-64"\n', "s.toml")
    assert run("build", "--study", path)[0] == 0
    (results,) = tmp_path.rglob("results.json")
    subsidy = json.loads(results.read_bytes())["subsidy"]
    assert (subsidy["budget"], subsidy["ages"]) == ("2600000.00", "20-64")
    (report,) = tmp_path.rglob("report.html")
    words = report.read_text("utf-8").replace("\xa0", " ")
    assert "2.600.000" in words
    (page,) = tmp_path.rglob("map.html")
    assert '"budget":260000000' in page.read_text("utf-8").replace(" ", "")
    (manifest,) = tmp_path.rglob("manifest.json")
    inputs = json.loads(manifest.read_bytes())["inputs"]
    assert inputs["subsidy"] == {"budget": "2600000.00", "ages": "20-64"}
    assert inputs["study_file"]["file"] == "s.toml"


def test_the_theme_of_the_file_draws_the_maps_and_its_language_gives_way(run, written, tmp_path):
    written('accent = "#aa3300"\nlanguage = "en"\n', "map/stijl.toml")
    words = ["maps", "--kind", "flanders", "--theme", "membership", "--formats", "svg",
             "--boundaries", "embedded"]  # fmt: skip
    path = written('theme = "stijl.toml"\n')
    status, out, err = run(*words, "--study", path)
    assert status == 0, err
    picture = (tmp_path / out.strip()).read_text("utf-8")
    assert "#aa3300" in picture
    # Nothing but the theme says a language.
    assert "-en/maps" in out
    path = written('theme = "stijl.toml"\n[output]\nlanguage = "nl"\n')
    _, out, _ = run(*words, "--study", path)
    assert "-en/maps" not in out
    assert "#aa3300" in (tmp_path / out.strip()).read_text("utf-8")
    written('accent = "#003300"\n', "map/ander.toml")
    _, out, _ = run(*words, "--study", path, "--style", str(tmp_path / "map" / "ander.toml"))
    assert "#aa3300" not in (tmp_path / out.strip()).read_text("utf-8")


def test_the_formats_of_the_file_are_those_of_each_command(run, written, tmp_path):
    path = written('[output]\nfolder = "uit"\nexport-formats = ["csv"]\nformats = ["svg"]\n')
    assert run("export", "--study", path)[0] == 0
    made = {name.rpartition(".")[2] for name in files(tmp_path / "map" / "uit")}
    assert "csv" in made
    assert not made & {"gpkg", "xlsx", "geojson", "svg"}


def test_a_broken_theme_of_one_study_is_told_before_anything_is_written(run, written, tmp_path):
    written('acent = "#aa3300"\n', "map/stijl.toml")
    path = written(TWO.replace('name = "now"\n', 'name = "now"\ntheme = "stijl.toml"\n'))
    status, _, err = run("build", "--study", path)
    assert status == 2
    assert "stijl.toml" in err
    assert "accent" in err
    assert files(tmp_path) == {"map/studie.toml", "map/stijl.toml"}


def test_a_cycle_that_is_typed_leaves_the_date_of_another_behind(run, written):
    path = written('cycle = "2023"\ndate = 2024-05-01\nbefore = "2017"\n')
    _, out, _ = run("coverage", "--study", path, "--cycle", "2020", "--format", "json")
    study = json.loads(out)["study"]
    assert (study["cycle"], study["date"]) == ("2020", "2020-01-01")
    _, out, _ = run("coverage", "--study", path, "--cycle", "2023", "--format", "json")
    assert json.loads(out)["study"]["date"] == "2024-05-01"
