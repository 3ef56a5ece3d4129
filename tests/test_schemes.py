"""Schemes on the command line, in study files and in the documentation."""

import csv
import json

import openpyxl
import pytest

from other_scheme import flemish_words
from regiekaart import InputError, StudyChoice
from regiekaart.paths import shipped_data
from regiekaart.study.file import read_studies
from regiekaart.study.writing import study_file_text
from scheme_docs import write_down

HOUSING = "woonmaatschappijen"


@pytest.fixture
def docs(run, tmp_path):
    write_down(tmp_path)
    return run


@pytest.fixture
def folder(tmp_path):
    return write_down(tmp_path)


class TestSchemes:
    def test_the_schemes_that_ship_are_listed(self, run):
        status, out, err = run("schemes")
        assert (status, err) == (0, "")
        assert "flanders-sew: Lokale regiegebieden sociale economie en werk" in out
        assert "werkingsgebieden van gemeenten; regels: one-area, reference-region" in out

    def test_and_for_programs(self, run):
        _, out, _ = run("schemes", "--format", "json", "--lang", "en")
        found = {each["id"]: each for each in json.loads(out)["schemes"]}
        assert found.keys() == {"flanders-sew", HOUSING}
        assert found[HOUSING]["cycles"] == [{"id": "2025", "start": "2025-01-01", "end": None}]
        assert found["flanders-sew"]["rules"][0]["id"] == "one-region"
        assert found[HOUSING]["groups"] == "working areas"

    def test_a_file_is_checked_and_told(self, docs):
        status, out, _ = docs("schemes", "show", "schoolkringen.toml")
        assert status == 0
        assert "9 wijken; 3 schoolkringen, 8 ingedeeld (volledige lijst)" in out
        assert "regel one-part: ligt in één stadsdeel [verzonnen reglement]" in out
        assert flemish_words(out) == []

    def test_all_that_is_wrong_with_its_tables_is_told_at_once(self, docs, tmp_path):
        for name, old, new in (("leerlingen.csv", "w3,", "x3,"), ("buren.csv", "w1,", "x1,"),
                               ("kringen.csv", "w4,", "x4,")):  # fmt: skip
            path = tmp_path / name
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        status, out, err = docs("schemes", "show", "schoolkringen.toml")
        assert (status, out) == (2, "")
        for place in ("leerlingen.csv, rij 4", "buren.csv, rij 2", "kringen.csv, rij 5"):
            assert place in err

    @pytest.mark.parametrize("name", ["nergens", "nergens.toml", "../..", "."])
    def test_what_is_no_scheme_is_refused(self, run, name):
        status, out, err = run("schemes", "show", name)
        assert (status, out) == (2, "")
        assert "onverwacht" not in err


class TestWords:
    @pytest.mark.parametrize("command", ["coverage", "agreements"])
    def test_a_division_is_one_of_the_scheme(self, run, command):
        status, out, err = run(command, "--by", "provincie")
        assert (status, out) == (2, "")
        assert "--by: onbekende waarde provincie; kies uit province, reference-region" in err

    def test_another_scheme_has_others(self, docs):
        status, out, err = docs("coverage", "--scheme", "schoolkringen.toml", "--by", "province")
        assert (status, out) == (2, "")
        assert "kies uit part, circle" in err

    def test_the_parts_of_own_units_are_a_division(self, docs):
        words = ("--scheme", "schoolkringen.toml", "--by", "part", "--format", "json")
        status, out, _ = docs("coverage", *words)
        assert status == 0
        assert [row["group"] for row in json.loads(out)["rows"]] == ["Negenwijk", "Noord", "Zuid"]

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("--kind", "regie-region"), "kies uit whole, part, circle"),
            (("--theme", "agreements"), "kies uit membership, coverage, reference-fit"),
        ],
    )
    def test_kinds_and_themes_of_maps_are_those_of_the_scheme(self, docs, words, told):
        status, out, err = docs("maps", "--scheme", "schoolkringen.toml", *words)
        assert (status, out) == (2, "")
        assert told in err


class TestWhatASchemeLacks:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("agreements", "--scheme", HOUSING), "kent geen overeenkomsten"),
            (("subsidy", "--scheme", HOUSING), "kent geen subsidie"),
            (("audit", "--scheme", HOUSING), "kent geen gepubliceerde cijfers"),
            (("coverage", "--scheme", HOUSING, "--example"), "heeft geen voorbeeld"),
            (("coverage", "--scheme", HOUSING, "--agreements", "x.csv"), "geen overeenkomsten"),
            (("compare", "2025", "2025", "--scheme", HOUSING), "geen andere cyclus dan 2025"),
            (("compare", "2020", "2025", "--scheme", HOUSING), "verwacht een cyclus (2025)"),
            (("coverage", "--scheme", HOUSING, "--cycle", "2023"), "kies uit 2025"),
        ],
    )
    def test_it_says_so_plainly(self, run, words, told):
        status, out, err = run(*words)
        assert (status, out) == (2, "")
        assert told in err

    def test_two_dates_are_compared_where_there_is_one_cycle(self, run):
        words = ("--scheme", HOUSING, "--format", "json")
        status, out, _ = run("compare", "2025-01-01", "2026-01-01", *words)
        assert status == 0
        assert json.loads(out)["moved"] == []

    def test_a_study_file_of_another_scheme_has_no_subsidy_either(self, run, tmp_path):
        (tmp_path / "s.toml").write_text(f'scheme = "{HOUSING}"\n', encoding="utf-8")
        status, _, err = run("subsidy", "--study", "s.toml")
        assert status == 2
        assert "kent geen subsidie" in err


class TestStudyFile:
    def problems(self, tmp_path, text):
        path = tmp_path / "studie.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_studies(path)
        return {p.key or p.column: p for p in caught.value.problems}

    def choices(self, tmp_path, text):
        path = tmp_path / "studie.toml"
        path.write_text(text, encoding="utf-8")
        return [plan.choice for plan in read_studies(path).plans]

    def test_a_scheme_is_a_name_or_a_file_beside_the_study_file(self, folder):
        (by_name,) = self.choices(folder, f'scheme = "{HOUSING}"\ncycle = "2025"\n')
        assert by_name.scheme == HOUSING
        (by_file,) = self.choices(folder, 'scheme = "schoolkringen.toml"\ncycle = "2024"\n')
        assert by_file.scheme == folder / "schoolkringen.toml"

    def test_cycles_rules_and_years_are_those_of_the_scheme(self, folder):
        found = self.problems(
            folder,
            'scheme = "schoolkringen.toml"\ncycle = "2023"\ndate = 2020-01-01\n'
            "population-year = 2023\nagreements = 'x.csv'\nexample = true\n"
            "[subsidy]\nbudget = 5\n"
            '[[exemption]]\nrule = "form"\nregion = "Oever"\nreason = "zomaar"\n',
        )
        assert "kies uit 2024" in found["cycle"].message.nl
        assert "one-circle, minimum, one-part" in found["exemption 1, rule"].message.nl
        assert "kies een datum van 1 januari 2024" in found["date"].message.nl
        assert "uit 2024-2024" in found["population-year"].message.nl
        assert found.keys() >= {"agreements", "example", "subsidy"}

    def test_a_study_below_goes_by_the_scheme_above_or_by_its_own(self, folder):
        top = 'scheme = "schoolkringen.toml"\n'
        found = self.problems(folder, top + '[[study]]\nname = "a"\ncycle = "2023"\n')
        assert "kies uit 2024" in found['study "a", cycle'].message.nl
        one, other = self.choices(
            folder,
            top + 'cycle = "2024"\n[[exemption]]\nrule = "minimum"\nregion = "Oever"\n'
            'reason = "klein"\n[[study]]\nname = "a"\n'
            f'[[study]]\nname = "b"\nscheme = "{HOUSING}"\n',
        )
        assert (one.cycle, len(one.exemptions)) == ("2024", 1)
        # Another scheme has other cycles and other rules.
        assert (other.scheme, other.cycle, other.exemptions) == (HOUSING, None, ())

    @pytest.mark.parametrize("value", ['"x"', '"weg.toml"', "1", "[]", '"a\\u0000.toml"', '""'])
    def test_what_is_no_scheme_is_told_at_its_key(self, tmp_path, value):
        assert "scheme" in self.problems(tmp_path, f'scheme = {value}\ncycle = "9"\n')

    def test_what_is_wrong_with_the_scheme_is_told_with_its_file(self, folder):
        path = folder / "schoolkringen.toml"
        text = path.read_text(encoding="utf-8").replace('id = "circle"', "id = 1")
        path.write_text(text, encoding="utf-8")
        found = self.problems(folder, 'scheme = "schoolkringen.toml"\n')
        assert found["group.id"].file == "schoolkringen.toml"

    @pytest.mark.parametrize("scheme", ["schoolkringen.toml", "politiezones.toml", HOUSING])
    def test_what_is_written_is_read_again_and_says_nothing_of_others(self, folder, scheme):
        named = folder / scheme if scheme.endswith(".toml") else scheme
        text = study_file_text(StudyChoice(scheme=named), folder=folder, schema=None)
        assert f'\nscheme = "{scheme}"' in text
        if scheme == "schoolkringen.toml":
            assert set(flemish_words(text)) <= {"regiegebieden"}
        (choice,) = self.choices(folder, text)
        assert choice.scheme == named

    def test_a_scheme_that_is_typed_goes_before_that_of_the_file(self, docs, tmp_path):
        (tmp_path / "s.toml").write_text('cycle = "2020"\n', encoding="utf-8")
        words = ("--study", "s.toml", "--scheme", "schoolkringen.toml", "--format", "json")
        status, out, _ = docs("coverage", *words)
        assert status == 0
        assert json.loads(out)["study"]["cycle"] == "2024"


class TestInit:
    @pytest.mark.parametrize(
        ("scheme", "header"),
        [
            ("schoolkringen.toml", "code;wijk;stadsdeel;leerlingen;schoolkring;vanaf"),
            (HOUSING, "nis;gemeente;provincie;referentieregio;inwoners;werkingsgebied;vanaf"),
        ],
    )
    def test_what_is_filled_in_is_read_again_as_the_same_study(
        self, docs, tmp_path, scheme, header
    ):
        status, _, err = docs("init", "nieuw", "--scheme", scheme)
        assert status == 0, err
        made = tmp_path / "nieuw"
        assert {path.name for path in made.iterdir()} == {
            "studie.toml", "study.schema.json", "leden.xlsx", "leden.csv",
        }  # fmt: skip
        assert (made / "leden.csv").read_text("utf-8-sig").startswith(header)
        answers = [
            json.loads(docs("coverage", *words, "--format", "json")[1])["rows"]
            for words in (("--scheme", scheme), ("--study", "nieuw/studie.toml"))
        ]
        assert answers[0] == answers[1]

    def test_the_lists_of_own_units_hold_no_word_of_others(self, docs, tmp_path):
        assert docs("init", "nieuw", "--scheme", "schoolkringen.toml")[0] == 0
        assert flemish_words((tmp_path / "nieuw" / "leden.csv").read_text("utf-8-sig")) == []
        book = openpyxl.load_workbook(tmp_path / "nieuw" / "leden.xlsx")
        cells = [str(cell.value) for sheet in book for row in sheet.rows for cell in row]
        assert flemish_words("\n".join(cells)) == []
        assert any(cell.endswith("leden.xlsx --scheme schoolkringen.toml") for cell in cells)
        study = (tmp_path / "nieuw" / "studie.toml").read_text("utf-8")
        # What holds without a scheme is said, once.
        assert flemish_words(study.replace("de lokale regiegebieden", "")) == []
        assert "embedded" not in study


class TestTheDocumentation:
    """docs/schemes.md: its files work, and its figures are those that come out."""

    def coverage(self, run, scheme):
        _, out, _ = run("coverage", "--scheme", scheme, "--format", "json")
        return json.loads(out)["rows"][0]

    def check(self, run, scheme):
        status, out, _ = run("check", "--scheme", scheme, "--format", "json")
        return status, json.loads(out)

    def test_the_police_zones(self, docs):
        row = self.coverage(docs, "politiezones.toml")
        assert (row["municipalities"], row["members"], row["unknown"]) == (285, 285, 0)
        status, found = self.check(docs, "politiezones.toml")
        assert (status, len(found["regions"]), found["findings"]) == (0, 101, [])

    def test_a_municipality_that_crossed_a_border_is_in_one_zone(self, folder):
        with (folder / "other_partitions.csv").open(encoding="utf-8") as stream:
            rows = [r for r in csv.DictReader(stream) if r["partition"] == "politiezone"]
        (beveren,) = [r for r in rows if r["municipality"].startswith("Beveren")]
        assert beveren["group"] == "PZ Scheldewaas"

    def test_the_school_circles(self, docs):
        row = self.coverage(docs, "schoolkringen.toml")
        assert (row["municipalities"], row["members"]) == (9, 8)
        assert (row["population"], row["population_members"]) == (45_000, 39_000)
        status, found = self.check(docs, "schoolkringen.toml")
        errors = {f["rule"]: f["region"] for f in found["findings"] if f["severity"] == "error"}
        assert (status, errors) == (1, {"minimum": "Oever", "one-part": "Markt"})

    @pytest.mark.parametrize("scheme", ["politiezones", "schoolkringen"])
    def test_tables_and_maps_are_made(self, docs, tmp_path, scheme):
        words = ("--only", "tables", "--format", "json")
        assert docs("build", "--scheme", f"{scheme}.toml", *words)[0] == 0
        words = ("--kind", "whole", "--dpi", "50", "--jobs", "1")
        status, out, err = docs("maps", "--scheme", f"{scheme}.toml", *words)
        assert status == 0, err
        made = out.split()
        assert made
        assert all((tmp_path / name).stat().st_size for name in made)

    def test_the_page_says_the_figures(self):
        page = " ".join((shipped_data().parent / "docs" / "schemes.md").read_text("utf-8").split())
        for figure in ("101 zones", "285 of 285 municipalities", "8 of 9 districts (88,89 %)",
                       "39.000 of 45.000 pupils (86,67 %)", "Oever has 6.000 pupils"):  # fmt: skip
            assert figure in page


class TestWhatANewcomerReads:
    """What an own scheme has not told, such as a day of its weights, is nowhere said."""

    def test_weights_are_of_a_year(self, docs):
        for words, told in {
            ("coverage",): "Bevolking: verzonnen telling, 2024.",
            ("check",): "Oever telt 6.000 leerlingen in 2024, 4.000 te weinig",
            ("territory",): "45.000 leerlingen in 2024",
            ("missing",): "kan een schoolkring vormen",
        }.items():
            _, out, _ = docs(*words, "--scheme", "schoolkringen.toml")
            assert told in " ".join(out.split())
            assert "bevolking op 1 januari" not in out

    def test_a_study_file_has_nothing_of_municipalities(self, docs, tmp_path):
        status, _, _ = docs("init", "nieuw", "--scheme", "schoolkringen.toml")
        assert status == 0
        text = (tmp_path / "nieuw" / "studie.toml").read_text("utf-8")
        assert '# boundaries = "grenzen.gpkg"' in text
        assert "## Het jaar van de gewichten. Zonder deze sleutel" in text
        # What holds without any scheme is told of its key.
        assert flemish_words(text.replace("de lokale regiegebieden", "")) == []

    @pytest.mark.parametrize("scheme", ["schoolkringen", "politiezones"])
    def test_without_a_list_it_begins_with_one_to_fill_in(self, docs, tmp_path, scheme):
        path = tmp_path / f"{scheme}.toml"
        head, tail = path.read_text("utf-8").split("[list]\n")
        path.write_text(head + tail[tail.index("[[cycle]]") :], "utf-8")
        status, _, err = docs("init", "nieuw", "--scheme", path.name, "--lang", "en")
        assert (status, err) == (0, "")
        with (tmp_path / "nieuw" / "members.csv").open(encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == {"schoolkringen": 9, "politiezones": 285}[scheme]
        status, _, err = docs("coverage", "--scheme", path.name)
        assert (status, "hoort geen lijst: geef er een met --membership" in err) == (2, True)

    def test_the_list_of_a_scheme_can_be_brought_as_it_is(self, docs):
        words = ("--scheme", "schoolkringen.toml", "--membership", "kringen.csv", "--complete")
        _, out, _ = docs("coverage", *words)
        assert "39.000" in out
