"""`regiekaart validate`: what it says of a list, what it makes, and with which exit status."""

from __future__ import annotations

import json

import openpyxl
import pytest

SOUND = "gemeente;regiegebied\nGent;Regio Gent\nBoom;geen lid\n"


@pytest.fixture
def brought(tmp_path):
    def write(text, name="lijst.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


def answer(run, *words):
    status, out, _ = run("validate", *words, "--format", "json")
    return status, json.loads(out)


def test_a_sound_list_is_told_in_figures_and_never_only_as_fine(run, brought):
    status, out, _ = run("validate", brought(SOUND))
    assert status == 0
    assert "Ledenlijst met 2 rijen." in out
    assert "1 gemeente is lid, in 1 regiegebied; 1 is geen lid; van 298 is het onbekend." in out
    assert "De lijst is gedeeltelijk" in out
    assert "Geen fouten en geen waarschuwingen: de lijst kan gebruikt worden." in out


def test_a_complete_list_leaves_nothing_unknown(run, brought):
    _, said = answer(run, brought(SOUND), "--complete")
    assert said["summary"]["complete"] is True
    assert (said["summary"]["members"], said["summary"]["not_members"]) == (1, 299)
    assert said["summary"]["unknown"] == 0


def test_a_list_with_errors_tells_what_its_other_rows_come_to(run, brought):
    status, said = answer(run, brought("gemeente;regiegebied\nGent;Regio Gent\nXyzzy;B\n"))
    assert status == 1
    assert (said["summary"]["rows"], said["summary"]["readable_rows"]) == (2, 1)
    assert (said["summary"]["members"], said["summary"]["unknown"]) == (1, None)
    assert "waarvan 1 leesbaar" in said["summary"]["text"]


def test_a_list_of_agreements_is_recognised_by_its_statuses(run, brought):
    name = brought("nis;status;datum\n44021;afgesloten;2022-05-01\n11005;geen;\n", "vdab.csv")
    status, said = answer(run, name)
    assert status == 0
    assert said["summary"]["kind"] == "agreements"
    counted = {s: n for s, n in said["summary"]["statuses"].items() if n}
    assert counted == {"signed": 1, "none": 1, "unknown": 298}


def test_a_wrong_status_is_told_with_the_word_that_was_meant(run, brought):
    status, said = answer(run, brought("gemeente;status\nGent;afgeslotn\n"))
    assert status == 1
    (problem,) = said["problems"]
    assert (problem["row"], problem["column"], problem["suggestion"]) == (2, "status", "afgesloten")


def test_a_list_of_both_is_one_of_members_and_says_how_to_check_the_rest(run, brought):
    name = brought("gemeente;regiegebied;status\nGent;A;afgesloten\n")
    _, said = answer(run, name)
    assert said["summary"]["kind"] == "membership"
    assert any("--kind agreements" in problem["message"] for problem in said["problems"])
    _, said = answer(run, name, "--kind", "agreements")
    assert said["summary"]["statuses"]["signed"] == 1


def test_a_file_that_is_neither_says_which_column_would_tell(run, brought):
    status, said = answer(run, brought("gemeente;kleur\nGent;rood\n"))
    assert status == 1
    (problem,) = said["problems"]
    assert "regiegebied" in problem["message"]
    assert "status" in problem["message"]


def test_a_missing_file_is_a_wrong_call(run, tmp_path):
    status, out, err = run("validate", "weg.csv")
    assert (status, out) == (2, "")
    assert "weg.csv" in err
    assert run("validate", str(tmp_path))[0] == 2


def test_a_sheet_stands_behind_the_file_or_in_an_option(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["niets"])
    sheet = book.create_sheet("Leden")
    for row in (["gemeente", "regiegebied"], ["Gent", "A"]):
        sheet.append(row)
    book.save(tmp_path / "boek.xlsx")
    for words in (["boek.xlsx#Leden"], ["boek.xlsx", "--sheet", "Leden"]):
        status, said = answer(run, *words)
        assert (status, said["summary"]["members"], said["summary"]["sheet"]) == (0, 1, "Leden")
    assert answer(run, "boek.xlsx")[0] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["boek.xlsx", "--sheet", "Blad9"], "er is geen blad Blad9; de bladen zijn: Leden"),
        (["boek.xlsx#Blad9"], "er is geen blad Blad9"),
        (["boek.xlsx", "--sheet", "Blad9", "--kind", "membership"], "er is geen blad Blad9"),
        (["boek.xlsx", "--sheet", "Blad9", "--kind", "agreements"], "er is geen blad Blad9"),
        (["lijst.csv", "--sheet", "Leden"], "een CSV-bestand heeft geen bladen"),
        (["lijst.csv#Leden", "--kind", "agreements"], "een CSV-bestand heeft geen bladen"),
        (["vdab.csv", "--complete"], "gaan over een ledenlijst"),
        (["vdab.csv", "--partial", "--kind", "agreements"], "gaan over een ledenlijst"),
        (["lijst.csv", "--cycle", "1999"], "onbekende cyclus"),
        (["lijst.csv", "--date", "2010-01-01"], "buiten de gegevens"),
        (["lijst.csv", "--kind", "kleuren"], "onbekende waarde"),
        (["weg.xlsx", "--sheet", "Leden"], "niet gevonden"),
        (["."], "dit is een map"),
    ],
)
def test_a_wrong_call_is_status_2_and_writes_nothing(run, brought, tmp_path, words, told):
    brought(SOUND)
    brought("nis;status\n44021;afgesloten\n", "vdab.csv")
    book = openpyxl.Workbook()
    book.active.title = "Leden"
    for row in (["gemeente", "regiegebied"], ["Gent", "A"]):
        book.active.append(row)
    book.save(tmp_path / "boek.xlsx")
    before = sorted(tmp_path.iterdir())
    for more in ([], ["--fix", "beter.xlsx", "--html", "p.html"], ["--format", "json"]):
        status, out, err = run("validate", *words, *more)
        assert (status, out) == (2, "")
        assert told in err
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_no_table_is_told_with_why_no_copy_is_made(run, brought, tmp_path):
    name = brought("gemeente;kleur\nGent;rood\n")
    status, out, err = run("validate", name, "--fix", "beter.xlsx", "--html", "p.html")
    assert (status, out) == (2, "")
    assert "zet die kolom erbij" in err
    assert "geen kopie gemaakt" in err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_fifty_of_one_problem_are_three_lines_and_their_rows(run, brought):
    rows = "".join(f"{71_000 + 1000 * k};A\n" for k in range(1, 26))
    status, out, _ = run("validate", brought(f"nis;regiegebied\n{rows}"))
    told = [line for line in out.splitlines() if "rij" in line and "lijst.csv" in line]
    assert status == 1
    assert len(told) == 3
    assert "en nog 22 keer: rijen 5, 6, 7" in out
    _, said = answer(run, "lijst.csv")
    assert len(said["problems"]) == 25


def test_the_copy_is_written_beside_the_list_which_stays_as_it_was(run, brought, tmp_path):
    name = brought("nis;gemeente;regiegebied;kleur\n44021.0;GENT;A;rood\n11005;Bom;a;=1+1\n")
    before = (tmp_path / name).read_bytes()
    status, out, _ = run("validate", name, "--fix", "beter.xlsx")
    assert status == 1
    assert "beter.xlsx" in out
    assert (tmp_path / name).read_bytes() == before
    sheet = openpyxl.load_workbook(tmp_path / "beter.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["nis", "gemeente", "regiegebied", "kleur"]
    assert rows[1][:4] == ["44021", "Gent", "A", "rood"]
    assert rows[2][2:4] == ["A", "=1+1"]
    assert sheet["D3"].data_type == "s"


def test_a_copy_never_takes_the_place_of_the_list_or_unasked_of_another_file(
    run, brought, tmp_path
):
    name = brought(SOUND)
    (tmp_path / "er.xlsx").write_text("van iemand")
    (tmp_path / "zelf.xlsx").symlink_to(tmp_path / name)
    assert run("validate", name, "--fix", "er.xlsx")[0] == 2
    assert (tmp_path / "er.xlsx").read_text() == "van iemand"
    assert run("validate", name, "--fix", "zelf.xlsx", "--force")[0] == 2
    assert run("validate", name, "--fix", "beter.csv")[0] == 2
    assert (tmp_path / name).read_text(encoding="utf-8") == SOUND
    assert run("validate", name, "--fix", "er.xlsx", "--force")[0] == 0
    assert openpyxl.load_workbook(tmp_path / "er.xlsx").worksheets[0]["A2"].value == "Gent"


def test_the_page_has_every_problem_and_no_text_of_the_list_as_code(run, brought, tmp_path):
    name = brought("gemeente;regiegebied\n<script>alert(1)</script>;A\nGentt;B\n")
    status, out, _ = run("validate", name, "--html", "p.html", "--lang", "en")
    assert status == 1
    assert "p.html" in out
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "default-src 'none'" in page
    assert "Gentt" in page
    assert '<html lang="en">' in page
    run("validate", name, "--html", "q.html", "--lang", "en")
    assert (tmp_path / "q.html").read_text(encoding="utf-8") == page


def test_the_page_tells_from_top_to_bottom_whatever_the_severity(run, brought, tmp_path):
    rows = "Gent;Regio A\nBoom;REGIO A\nGentt;B\n"
    run("validate", brought(f"gemeente;regiegebied\n{rows}"), "--html", "p.html")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Van boven naar onder" in page
    told = page[page.index("Van boven naar onder") :]
    assert told.index("REGIO A") < told.index("Gentt")


def test_what_stands_on_a_folder_that_cannot_be_written_is_status_3(run, brought, tmp_path):
    (tmp_path / "vol").write_text("geen map")
    assert run("validate", brought(SOUND), "--fix", "vol/beter.xlsx")[0] == 3


def test_json_has_every_problem_and_warnings_beside_errors(run, brought):
    rows = "".join(f"Xyzzy{k};Regio A\n" for k in range(150))
    text = f"gemeente;regiegebied;kleur\n{rows}Gent;REGIO A;rood\n"
    status, said = answer(run, brought(text))
    assert status == 1
    assert said["summary"]["errors"] == 150
    assert said["summary"]["warnings"] == 1
    assert any("kleur" in problem["message"] for problem in said["problems"])
    assert not any("en nog" in problem["message"] for problem in said["problems"])


def test_a_list_of_another_scheme_is_checked_by_its_words(run, tmp_path):
    listed = tmp_path / "lijst.csv"
    listed.write_text("gemeente,werkingsgebied\nAalst,Dender\nGent,Gent\n", "utf-8")
    status, out, err = run("validate", str(listed), "--scheme", "woonmaatschappijen")
    assert (status, err) == (0, "")
    assert "2 gemeenten zijn lid, in 2 werkingsgebieden; van 283 is het onbekend." in out
    listed.write_text("gemeente,werkingsgebied\nAalst,Dender\nNinoove,Gent\n", "utf-8")
    status, out, _ = run("validate", str(listed), "--scheme", "woonmaatschappijen")
    assert status == 1
    assert "Ninove" in out
    assert "regiegebied" not in out


def test_what_a_scheme_has_not_is_told(run, tmp_path):
    listed = tmp_path / "lijst.csv"
    listed.write_text("gemeente,werkingsgebied\nAalst,Dender\n", "utf-8")
    words = ("validate", str(listed), "--scheme", "woonmaatschappijen")
    status, _, err = run(*words, "--kind", "agreements")
    assert status == 2
    assert "geen lijst van overeenkomsten" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lijst.csv"]
