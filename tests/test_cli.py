import json
import subprocess
import sys

import pytest

from regiekaart import __version__


def test_help_is_dutch_and_english_on_request(run):
    status, out, _ = run("--help")
    assert status == 0
    assert "Gebruik: regiekaart" in out
    assert "Opdrachten:" in out
    _, out, _ = run("--lang", "en", "--help")
    assert "Usage: regiekaart" in out
    _, out, _ = run("coverage", "--help", "--lang=en")
    assert "Reference date" in out


def test_the_version_is_told(run):
    assert run("--version") == (0, f"regiekaart {__version__}\n", "")


def test_help_and_coverage_do_not_load_what_they_do_not_need():
    code = (
        "import sys; from regiekaart.cli import main; main(['coverage', '--format', 'json']);"
        "heavy = {'pandas', 'geopandas', 'matplotlib', 'shapely', 'folium', 'pyogrio', 'openpyxl'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_coverage_as_a_table_in_both_languages(run):
    status, out, err = run("coverage", "--cycle", "2023")
    assert (status, err) == (0, "")
    assert "72,52 % tot 100,00 %" in out
    assert "4.912.956" in out
    _, out, _ = run("coverage", "--lang", "en")
    assert "72.52% to 100.00%" in out


def test_coverage_as_json_is_one_document_with_full_precision(run):
    _, out, _ = run("coverage", "--by", "reference-region", "--format", "json")
    document = json.loads(out)
    assert document["study"]["cycle"] == "2023"
    assert document["study"]["municipalities"] == 300
    assert len(document["rows"]) == 16
    assert document["rows"][0]["population_share"] == 4_912_956 / 6_774_807


def test_coverage_as_csv_can_be_read_back(run):
    _, out, _ = run("coverage", "--by", "province", "--format", "csv", "--lang", "en")
    lines = out.splitlines()
    assert lines[0].startswith("province,municipalities,members")
    assert len(lines) == 7


def test_the_example_prints_the_published_figures_and_says_that_it_is_fiction(run):
    _, out, _ = run("coverage", "--example")
    assert "FICTIEF VOORBEELD" in out
    for figure in ("261", "300", "87,00 %", "93,13 %"):
        assert figure in out
    _, out, _ = run("coverage", "--example", "--format", "json")
    assert json.loads(out)["study"]["fictional"] is True


@pytest.mark.parametrize(
    ("day", "municipalities"),
    [("2012-01-01", 308), ("2018-12-31", 308), ("2019-01-01", 300), ("2025-01-01", 285),
     ("2026-01-01", 285)],
)  # fmt: skip
def test_any_date_from_2012_to_2026_works(run, day, municipalities):
    _, out, err = run("coverage", "--date", day, "--format", "json")
    assert json.loads(out)["study"]["municipalities"] == municipalities
    if not day.startswith(("2023", "2024", "2025")):
        assert "buiten de cyclus 2023" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["coverage", "--cycle", "1999"], "2017, 2020, 2023"),
        (["coverage", "--date", "2023-02-30"], "geen datum: 2023-02-30"),
        (["coverage", "--date", "1999-01-01"], "1 januari 2012"),
        (["coverage", "--population-year", "1999"], "2009-2025"),
        (["coverage", "--by", "canton"], "province, reference-region"),
        (["coverage", "--cyle", "2023"], "onbekende optie: --cyle"),
        (["coverage", "--complete"], "--membership"),
        (["coverage", "--example", "--membership", "x.csv"], "gaan niet samen"),
        (["coverage", "--membership", "nergens.csv"], "nergens.csv"),
        (["coverage", "--cycle", "2017", "--by", "reference-region"], "4 februari 2022"),
        (["covrage"], "onbekende opdracht: covrage"),
        (["build", "--only", "maps,kaas"], "kaas"),
        (["maps", "--formats", "gif"], "gif"),
        (["maps", "--name", "Atlantis"], "Atlantis"),
        (["report", "--formats", "odt"], "kies uit html, pdf, docx, xlsx"),
        (["boundaries", "check", "x.gpkg", "--tolerance", "0"], "een getal boven 0"),
        (["boundaries", "import"], "ontbreekt"),
        (["coverage", "--boundaries", "onzin"], "geen bestand met grenzen: onzin"),
        (["coverage", "--sheet", "x"], "--membership"),
        (["coverage", "--population-year", "0"], "2009-2025"),
        (["coverage", "--population-year", "abc"], "geen geheel getal: abc"),
        (["build", "--jobs", "0"], "verwacht een geheel getal vanaf 1"),
        (["build", "--dpi", "49"], "van 50 tot 600"),
        (["coverage", "extra"], "te veel woorden: extra"),
        (["coverage", "--by"], "--by vraagt een waarde"),
        (["coverage", "--example=ja"], "--example neemt geen waarde"),
        (["maps", "--kind", "foo"], "onbekende waarde foo"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_explained_in_dutch_with_status_2_and_nothing_is_written(
    run, tmp_path, words, told
):
    status, out, err = run(*words)
    assert status == 2
    assert out == ""
    assert err.startswith("fout: ")
    assert told in err
    assert "Traceback" not in err
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_bad_list_tells_all_its_problems_and_writes_nothing(run, tmp_path):
    (tmp_path / "lijst.csv").write_text("nis,regiegebied\n99999,A\n44021,A\n44021,B\n")
    status, out, err = run("coverage", "--membership", "lijst.csv")
    assert (status, out) == (2, "")
    assert "lijst.csv, rij 2, kolom nis: onbekende code 99999" in err
    assert "lijst.csv, rij 4" in err


def test_validate_tells_the_problems_with_status_1(run, tmp_path):
    (tmp_path / "lijst.csv").write_text("gemeente,regiegebied\nGentt,A\n")
    status, out, _ = run("validate", "lijst.csv", "--format", "json")
    (problem,) = json.loads(out)["problems"]
    assert status == 1
    assert set(problem) == {
        "severity", "file", "sheet", "row", "column", "value", "message", "suggestion",
    }  # fmt: skip
    assert (problem["row"], problem["value"]) == (2, "Gentt")
    assert "Gent" in problem["suggestion"]


def test_validate_of_a_sound_list_is_fine_and_of_a_missing_one_is_a_wrong_call(run, tmp_path):
    (tmp_path / "lijst.csv").write_text("gemeente,regiegebied\nGent,A\n")
    status, out, _ = run("validate", "lijst.csv")
    assert (status, "de lijst kan gebruikt worden" in out) == (0, True)
    assert run("validate", "weg.csv")[0] == 2


def test_an_own_complete_list_gives_one_number(run, tmp_path):
    (tmp_path / "lijst.csv").write_text("gemeente;regiegebied\nGent;Regio Gent\n")
    _, out, _ = run("coverage", "--membership", "lijst.csv", "--complete", "--format", "json")
    row = json.loads(out)["rows"][0]
    assert (row["members"], row["unknown"]) == (1, 0)
    assert row["population_share"] == row["population_share_max"]


def test_maps_lists_the_files_it_made(run, tmp_path):
    status, out, _ = run(
        "maps", "--kind", "province", "--name", "limburg", "--formats", "svg", "--format", "json"
    )
    assert status == 0
    (name,) = json.loads(out)
    assert name == "outputs/2023-2023-01-01/maps/province-limburg.svg"
    assert (tmp_path / name).stat().st_size > 10_000


def test_a_folder_that_cannot_be_written_is_status_3(run, tmp_path):
    (tmp_path / "outputs").write_text("in the way")
    status, out, err = run("build", "--only", "tables")
    assert (status, out) == (3, "")
    assert "kan niet schrijven" in err


def test_an_unexpected_error_shows_no_traceback_without_debug(run, monkeypatch):
    def broken(_study, _by=None):
        raise ZeroDivisionError("boem")

    monkeypatch.setattr("regiekaart.analysis.coverage.coverage", broken)
    status, _, err = run("coverage")
    assert status == 3
    assert "boem" in err
    assert "Traceback" not in err
    status, _, err = run("coverage", "--debug")
    assert status == 3
    assert "Traceback" in err


def test_debug_does_not_change_the_exit_status(run):
    assert run("--debug", "coverage", "--date", "1000-01-01")[0] == 2


def test_of_two_languages_the_last_counts(run):
    _, _, err = run("coverage", "--lang", "en", "--lang", "nl", "--date", "x")
    assert err.startswith("fout: ")


def test_without_a_command_the_help_is_shown(run):
    status, _, err = run()
    assert status == 2
    assert err.startswith("Gebruik: regiekaart")


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m regiekaart coverage --by arrondissement"
    script = f"{command} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
    assert done.stderr == ""


def test_the_module_runs_as_the_command_does():
    done = subprocess.run(
        [sys.executable, "-m", "regiekaart", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"regiekaart {__version__}\n"


def test_the_list_of_commands_has_whole_sentences(run):
    _, out, _ = run("--help")
    _usage, _, rest = out.partition("\n")
    assert "..." not in rest
    assert "Wat er veranderde tussen twee cycli, data of lijsten." in " ".join(out.split())
