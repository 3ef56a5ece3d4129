"""What changed against an earlier run, in words."""

import json
from dataclasses import replace

import pytest

from other_scheme import OTHER, flemish_words, other_grid
from regiekaart.build import BuildChoice, build
from regiekaart.build.shape import fits_results
from regiekaart.build.since import since
from regiekaart.build.snapshot import SNAPSHOT, earlier_run, snapshot
from regiekaart.errors import InputError
from tiny import grid_study

NOW = {1: "A", 2: "A", 9: "B"}


def run_of(study):
    manifest = {"regiekaart": "1", "inputs": {}, "files": []}
    return {"manifest": manifest, "results": json.loads(json.dumps(snapshot(study)))}


def told(before, after):
    return [text.nl for text in since(run_of(before), run_of(after))]


def test_nothing_changed_is_said():
    assert told(grid_study(NOW), grid_study(NOW)) == [
        "De resultaten zijn dezelfde.",
        "Bestanden: 0 gelijk, 0 gewijzigd, 0 nieuw, 0 niet meer gemaakt.",
    ]


def test_who_joined_left_and_moved_stands_by_name():
    before = grid_study({1: "A", 2: "A", 9: "B", 8: "B"}, outside=(7,))
    after = grid_study({1: "A", 2: "B", 9: "B", 7: "B", 5: "B"}, outside=(8,))
    lines = told(before, after)
    assert "Nu lid, eerst niet (1): Plaats 7." in lines
    assert "Nu lid, eerst onbekend (1): Plaats 5." in lines
    assert "Geen lid meer (1): Plaats 8." in lines
    assert "Naar een ander regiegebied (1): Plaats 2 (A → B)." in lines


def test_who_became_unknown_is_not_said_to_have_left():
    lines = told(grid_study(NOW), grid_study({1: "A", 2: "A"}))
    assert "Nu onbekend, eerst lid (1): Plaats 9." in lines
    assert not any(line.startswith("Geen lid meer") for line in lines)
    assert "Regiegebied dat er niet meer is (1): B." in lines


def test_a_region_with_another_name_has_not_moved_anyone():
    lines = told(grid_study(NOW), grid_study({1: "Nieuw", 2: "Nieuw", 9: "B"}))
    assert "Zelfde leden, andere naam (1): A → Nieuw." in lines
    assert not any("ander regiegebied" in line or "Nieuw regiegebied" in line for line in lines)


def test_coverage_is_told_as_an_interval_where_it_is_one():
    """Municipality 9 has 9 of the 45 thousand inhabitants; it becomes a member of A."""
    lines = told(
        grid_study({1: "A"}, outside=range(2, 9)),
        grid_study({1: "A", 9: "A"}, outside=range(2, 9)),
    )
    assert (
        "Dekking Vlaanderen: gemeenten van 11,11 % tot 22,22 % naar 22,22 %; "
        "bevolking van 2,22 % tot 22,22 % naar 22,22 %."
    ) in lines


def test_many_names_are_counted():
    lines = told(grid_study({}), grid_study(dict.fromkeys(range(1, 10), "A")))
    assert (
        "Nu lid, eerst onbekend (9): Plaats 1, Plaats 2, Plaats 3, Plaats 4, Plaats 5, Plaats 6, "
        "Plaats 7, Plaats 8 en 1 andere."
    ) in lines


def test_a_name_that_would_command_a_terminal_is_harmless():
    lines = told(grid_study(NOW), grid_study({**NOW, 5: "\x1b[31mrood"}))
    assert any("rood" in line for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_the_build_compares_with_the_folder_that_it_replaces(tmp_path):
    choice = BuildChoice(output=tmp_path, parts=("tables",))
    first = build(grid_study(NOW), choice)
    again = build(grid_study({**NOW, 5: "B"}), replace(choice, since=first.folder))
    assert again.folder == first.folder
    lines = [text.en for text in again.changes]
    assert "Now a member, first unknown (1): Plaats 5." in lines
    assert lines[-1].startswith("Files: ")
    assert " 0 new, 0 no longer made." in lines[-1]


def test_results_are_written_in_full_precision(tmp_path):
    result = build(grid_study(NOW), BuildChoice(output=tmp_path, parts=("tables",)))
    found = json.loads((result.folder / SNAPSHOT).read_text("utf-8"))
    (whole,) = found["coverage"]["whole"]
    assert whole["population_share"] == 12 / 45
    assert [unit["membership"] for unit in found["municipalities"]].count("unknown") == 6


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", None),
        ("manifest.json", "no json"),
        ("manifest.json", "[]"),
        (SNAPSHOT, None),
        (SNAPSHOT, "{}"),
        (SNAPSHOT, '{"format": 99}'),
    ],
)
def test_a_folder_that_is_no_earlier_run_is_refused_by_name(tmp_path, name, content):
    folder = build(grid_study(NOW), BuildChoice(output=tmp_path, parts=("tables",))).folder
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content)
    with pytest.raises(InputError) as caught:
        earlier_run(folder)
    assert name.rpartition("/")[2] in str(caught.value)


def test_what_is_no_run_is_refused_before_anything_is_written(run, tmp_path):
    out = tmp_path / "outputs"
    status, _, err = run(
        "build", "--only", "tables", "--output", str(out), "--since", str(tmp_path)
    )
    assert status == 2
    assert "geen eerdere uitvoer om mee te vergelijken" in err
    assert not out.exists()


def test_another_scheme_tells_it_in_its_own_words():
    before = other_grid({1: "A", 2: "A", 9: "B"}, outside=(7,))
    after = other_grid({1: "A", 2: "C", 9: "C", 7: "A"}, outside=(3,))
    told = since(run_of(before), run_of(after), OTHER)
    text = "\n".join(f"{line.nl}\n{line.en}" for line in told)
    assert flemish_words(text) == []
    assert "Naar een andere bond (2): Plaats 2 (A → C) en Plaats 9 (B → C)." in text
    assert "Nieuwe bond (1): C." in text
    assert "Bond die er niet meer is (1): B." in text
    assert "League that is gone (1): B." in text


def test_a_run_of_another_scheme_is_said_to_be_one():
    before, after = grid_study(NOW), other_grid(NOW)
    (line,) = since(run_of(before), run_of(after), after.scheme)
    assert line.nl == (
        "De eerdere uitvoer is van een ander schema (flanders-sew, nu grid-leagues): er is niets "
        "te vergelijken."
    )
    assert told(after, before)[0].startswith("De eerdere uitvoer is van een ander schema (grid-")


def test_a_run_that_tells_no_scheme_is_of_the_first_there_was():
    before, after = run_of(grid_study(NOW)), run_of(grid_study(NOW))
    del before["results"]["study"]["scheme"]
    assert since(before, after)[0].nl == "De resultaten zijn dezelfde."


def test_a_run_without_agreements_is_read_as_one():
    results = run_of(other_grid({1: "A"}))["results"]
    assert "agreement" not in results["municipalities"][0]
    assert fits_results(results)
    mixed = json.loads(json.dumps(results))
    mixed["municipalities"][0]["agreement"] = "signed"
    assert not fits_results(mixed)
