"""Whatever a cell, a name or a file says stays text, in every output.

The studies are those of `hostile_texts`: in the turns together each text stands once in each field.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tomllib
import unicodedata
import zipfile
from contextlib import closing
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from pypdf import PdfReader

from hostile_texts import HOSTILE, TEXTS, TURNS, hostile_study
from regiekaart.build import BuildChoice, build
from regiekaart.cli.output import print_json, show
from regiekaart.errors import is_hidden, printable
from regiekaart.export.xml import clean
from regiekaart.facts.listfile import GUARDED
from regiekaart.facts.rawtable import clean_text
from regiekaart.language import NL
from regiekaart.maps.atlas import Series, draw_series
from regiekaart.maps.book import write_book
from regiekaart.maps.book_pages import Matter
from regiekaart.maps.fonts import SOURCE_SANS, Font
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN, Theme
from regiekaart.report.briefing import briefing
from regiekaart.report.docx import report_docx
from regiekaart.report.html import report_html
from regiekaart.report.outline import report_document
from regiekaart.report.pdf import briefing_pdf, report_pdf
from regiekaart.report.results import Results
from regiekaart.study import Exemption, StudyChoice
from regiekaart.study.file import read_studies
from regiekaart.study.writing import study_file_text
from regiekaart.templates.run import start
from regiekaart.web.security import script_json
from regiekaart.words.names import MAX_NAME, slug
from regiekaart.words.table import as_text, guarded
from regiekaart.words.tables import unit_table
from tiny import grid_study

ALL_TURNS = pytest.mark.parametrize("turn", range(TURNS))
# Of the outputs that take long; the texts of the others come by in other fields.
ONE = 1
SVG = "{http://www.w3.org/2000/svg}"
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@cache
def built(turn: int, folder: Path) -> Path:
    """Return the folder of a build of all that takes no pages to be set."""
    choice = BuildChoice(
        output=folder / str(turn), parts=("tables", "web", "report", "export"),
        report_formats=("xlsx",), jobs=1,
    )  # fmt: skip
    return build(hostile_study(turn), choice).folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("hostile")
    return lambda turn: built(turn, base)


def plain(text: str) -> str:
    """Return the visible signs of a text, whatever stands between them."""
    return "".join(c for c in text if not c.isspace() and not is_hidden(c) and c not in "?\ufffd")


def regions(turn: int) -> tuple[str, ...]:
    return tuple(group.name for group in hostile_study(turn).groups)


class Elements(HTMLParser):
    """The elements of a page, as a browser's own rules find scripts and comments."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def check_page(page: str, blank: str) -> None:
    """Assert that a page has the kinds of elements of a blank one, and nothing that runs."""
    for found, usual in (
        ([*html.document_fromstring(page).iter()], [*html.document_fromstring(blank).iter()]),
    ):
        tags = [str(each.tag) for each in found if isinstance(each.tag, str)]
        known = {str(each.tag) for each in usual if isinstance(each.tag, str)}
        assert set(tags) <= known
        for once in ("script", "style", "meta", "iframe", "object", "form"):
            assert tags.count(once) == [str(each.tag) for each in usual].count(once)
    for _, attributes in Elements(page).found:
        assert not [name for name in attributes if name.startswith("on")]
        address = attributes.get("href") or attributes.get("src") or "#"
        assert re.match(r"#|https?://|data:image/(png|svg\+xml);base64,|data:,$", address)


@ALL_TURNS
def test_tables_guard_formulas_and_say_what_was_said(folders, turn):
    said = set()
    for path in (folders(turn) / "tables").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = [*csv.reader(stream, delimiter=";")]
        assert len({len(row) for row in rows}) == 1, path.name
        for cell in (cell for row in rows for cell in row):
            assert not any(map(is_hidden, cell))
            assert not cell.lstrip().startswith(GUARDED) or re.fullmatch(r"[-+]?[\d,.]+", cell)
            said.add(plain(cell).removeprefix("'"))
    assert {plain(name).removeprefix("'") for name in regions(turn)} <= said


@ALL_TURNS
def test_files_for_programs_hold_every_name(folders, turn):
    folder = folders(turn)
    results = json.loads((folder / "tables" / "results.json").read_text(encoding="utf-8"))
    named = [plain(each["region"]) for each in results["regions"]]
    assert named == [plain(name) for name in regions(turn)]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert plain(manifest["inputs"]["membership"]["file"]) == plain(
        hostile_study(turn).membership_file
    )
    exported = folder / "export"
    json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    shapes = json.loads((exported / "regiegebieden.geojson").read_text(encoding="utf-8"))
    expected = [clean(name) for name in regions(turn)]
    assert [each["properties"]["name"] for each in shapes["features"]] == expected
    with (exported / "regiegebieden.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["name"] for row in csv.DictReader(stream)] == [*map(guarded, expected)]


@ALL_TURNS
def test_a_geopackage_and_its_styles_hold_every_name(folders, turn):
    with closing(sqlite3.connect(folders(turn) / "export" / "regiekaart.gpkg")) as package:
        names = [name for (name,) in package.execute("SELECT name FROM regiegebieden")]
        styles = [*package.execute("SELECT styleQML FROM layer_styles")]
    expected = [clean(name) for name in regions(turn)]
    assert names == expected
    assert styles
    for document in (text for row in styles for text in row if text):
        root = ET.fromstring(document)  # noqa: S314 - written by the test
        note = root.findtext("userNotes") or ""
        assert "<script" not in note


@ALL_TURNS
@pytest.mark.parametrize("name", ["report/report.xlsx", "export/regiekaart.xlsx"])
def test_a_workbook_works_out_no_text(folders, turn, name):
    path = folders(turn) / name
    book = openpyxl.load_workbook(path)
    harmful = re.compile(r"HYPERLINK|cmd|SUM\(1|evil|DDE|\[\d+\]|\|", re.IGNORECASE)
    said = set()
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                assert not harmful.search(str(cell.value)), (sheet.title, cell.coordinate)
            assert cell.hyperlink is None or not cell.hyperlink.target
            said.add(plain(str(cell.value).replace("_x000D_", "\r")))
    wanted = {plain(region) for region in regions(turn) if "_x00" not in region}
    assert wanted <= said
    check_package(path.read_bytes())


def check_package(content: bytes) -> None:
    """Assert that an office document leads nowhere but to web pages, and has no macros."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert not [n for n in names if re.search("vba|externalLink|activeX|embeddings", n)]
        for name in names:
            if not name.endswith((".xml", ".rels")):
                continue
            root = ET.fromstring(archive.read(name))  # noqa: S314 - written by the test
            for each in root.iter() if name.endswith(".rels") else ():
                if each.get("TargetMode") == "External":
                    assert each.get("Type", "").endswith("/hyperlink")
                    assert re.match("https?://", each.get("Target", ""))


def test_the_web_page_holds_names_as_data(folders):
    blank = (
        build(
            grid_study({k: f"R{k}" for k in range(1, 10)}),
            BuildChoice(output=folders(0).parent / "blank", parts=("web",)),
        ).folder
        / "web"
        / "map.html"
    ).read_text(encoding="utf-8")
    for turn in range(TURNS):
        page = (folders(turn) / "web" / "map.html").read_text(encoding="utf-8")
        for words in ("script", "style"):
            assert page.count(f"<{words}") == blank.count(f"<{words}")
            assert page.count(f"</{words}") == blank.count(f"</{words}")
        check_page(page, blank)
        (data,) = (
            body
            for body in html.document_fromstring(page).xpath("//script[@type]/text()")
            if body.startswith("{")
        )
        said = plain(json.dumps(json.loads(data), ensure_ascii=False))
        for name in regions(turn):
            assert plain(json.dumps(name, ensure_ascii=False)[1:-1]) in said or any(
                map(is_hidden, name)
            )


@cache
def told(turn: int, theme: Theme = PLAIN):
    """Return the results of a study and its report, without maps."""
    results = Results(hostile_study(turn))
    return results, report_document(results, [], NL, theme)


def blank_report() -> str:
    results = Results(grid_study({k: f"R{k}" for k in range(1, 10)}))
    return report_html(report_document(results, [], NL, PLAIN))


def test_the_report_in_html_says_names_and_runs_none():
    blank = blank_report()
    for turn in range(TURNS):
        page = report_html(told(turn)[1])
        check_page(page, blank)
        said = plain(html.document_fromstring(page).text_content())
        assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
        for name in regions(turn):
            assert plain(name) in said


def test_the_report_in_word_says_names_and_leads_nowhere():
    content = report_docx(told(ONE)[1])
    check_package(content)
    word = Document(io.BytesIO(content))
    said = plain("".join(each.text or "" for each in word.element.body.iter() if each.text))
    for name in regions(ONE):
        assert plain(name) in said


def test_the_report_and_the_briefing_in_pdf_say_names_and_run_nothing():
    results, document = told(ONE)
    check_pdf(PdfReader(io.BytesIO(briefing_pdf(briefing(results, document)))))
    # The last regions have signs that no font has, and their names stand in the charts too.
    reader = PdfReader(io.BytesIO(report_pdf(told(TURNS - 1)[1])))
    check_pdf(reader)
    said = plain("".join(page.extract_text() for page in reader.pages)).replace("-", "")
    shown = [name for name in regions(TURNS - 1) if name.isascii()]
    assert len(shown) > 5
    for name in shown:
        assert plain(name).replace("-", "") in said


def check_pdf(reader: PdfReader) -> None:
    """Assert that a PDF has no scripts, files or actions, and links to web pages only."""
    root = reader.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {}))
    for page in reader.pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            assert action.get("/S", "/GoTo") in {"/GoTo", "/URI"}
            assert re.match("https?://", str(action.get("/URI", "https://")))


def test_maps_say_names_and_run_nothing(tmp_path):
    """The first map of a series names all regions."""
    for turn in range(ONE, TURNS, 2):
        study, folder = hostile_study(turn), tmp_path / str(turn)
        folder.mkdir()
        shown = PageMaker(study, NL, PLAIN).pages(["flanders"])[:1]
        kinds = ("pdf",) if turn == ONE else ("svg",)
        series = Series(study.names, Land(study.boundaries), folder, kinds, 60)
        made = draw_series(shown, series, 1)
        for path in (each for each in made if each.suffix == ".svg"):
            check_drawing(path)
        if turn == ONE:
            matter = Matter(study, NL, Land(study.boundaries), shown, PLAIN)
            write_book(matter, [p for p in made if p.suffix == ".pdf"], folder / "atlas.pdf")
            check_pdf(PdfReader(folder / "atlas.pdf"))


def check_drawing(path: Path) -> None:
    root = ET.parse(path).getroot()  # noqa: S314 - written by the test
    for each in root.iter():
        assert each.tag not in {f"{SVG}script", f"{SVG}foreignObject", f"{SVG}a"}
        assert not [name for name in each.attrib if name.startswith("on")]
        address = next((v for k, v in each.attrib.items() if k.endswith("href")), "#")
        assert address.startswith(("#", "data:image/png;base64,"))
    assert not [c for c in path.read_text(encoding="utf-8") if is_hidden(c) and c != "\n"]


def test_the_name_of_a_font_ends_no_style(tmp_path):
    study = grid_study({1: "A"})
    name = "x'\"};</style><script>alert(1)</script>\\"
    theme = Theme(font=Font(name, SOURCE_SANS.regular, SOURCE_SANS.bold))
    series = Series(study.names, Land(study.boundaries), tmp_path, ("svg",), 60, theme=theme)
    (path,) = draw_series(PageMaker(study, NL, theme).pages(["flanders"])[:1], series, 1)
    check_drawing(path)
    document = report_document(Results(study), [], NL, theme)
    check_page(report_html(document), blank_report())


@ALL_TURNS
def test_names_of_maps_are_names_of_files_everywhere(turn):
    pages = PageMaker(hostile_study(turn), NL, PLAIN).pages()
    names = [page.id for page in pages]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert len(name) <= 2 * MAX_NAME
        assert not RESERVED.fullmatch(name)


def test_a_name_that_looks_numbered_takes_no_other_map_away():
    study = grid_study({1: "A", 2: "a!", 3: "a 2", 4: "a-2!", 5: "Á"})
    pages = PageMaker(study, NL, PLAIN).pages(["regie-region"])
    assert len({page.id for page in pages}) == len(study.groups)


@pytest.mark.parametrize("text", TEXTS, ids=list(HOSTILE))
def test_a_folder_of_a_study_stays_in_its_place(text):
    from regiekaart.build.run import folder_name

    study = hostile_study(0)
    study.__dict__["membership_file"] = text
    name = folder_name(study, NL)
    assert re.fullmatch(r"2023-2023-01-01-[a-z0-9-]+", name)
    assert len(name) < 100


def test_lists_whose_names_have_no_latin_letter_have_folders_of_their_own():
    assert len({slug("東"), slug("西"), slug("🦊"), slug("\u05d0"), slug("w" * 61)}) == 5
    assert slug("Oost-Vlaanderen") == "oost-vlaanderen"


@ALL_TURNS
def test_the_terminal_is_never_steered(turn, capsys):
    study = hostile_study(turn)
    show(as_text(unit_table(study), NL, 80))
    for problem in study.notices:
        show(problem.line(NL))
        print_json(problem.as_json(NL))
    print_json({text: text for text in TEXTS})
    shown = capsys.readouterr().out
    assert not [c for c in shown if is_hidden(c) and c != "\n"]


def test_json_on_the_terminal_says_the_same_to_a_program(capsys):
    print_json(list(TEXTS))
    assert json.loads(capsys.readouterr().out) == list(TEXTS)


@ALL_TURNS
def test_lists_to_fill_in_hold_no_formula(turn, tmp_path):
    study = hostile_study(turn)
    for path in start(tmp_path, study, NL, {}):
        if path.suffix == ".xlsx":
            cells = [c for s in openpyxl.load_workbook(path) for row in s.iter_rows() for c in row]
            assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
            check_package(path.read_bytes())
        else:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                rows = [*csv.reader(stream, delimiter=";")]
            assert not [c for row in rows for c in row if c.lstrip().startswith(GUARDED)]


def test_a_study_file_holds_every_text_that_toml_can():
    for text in (text for text in TEXTS if "\udcff" not in text):
        choice = StudyChoice(exemptions=(Exemption("form", text, text),))
        (read,) = tomllib.loads(study_file_text(choice))["exemption"]
        assert (read["region"], read["reason"]) == (text, text)


def test_a_study_file_takes_no_text_that_cannot_be_seen(tmp_path):
    from regiekaart.errors import InputError

    for text in (text for text in TEXTS if "\udcff" not in text and len(text) < 200):
        path = tmp_path / "studie.toml"
        choice = StudyChoice(exemptions=(Exemption("form", text, text),))
        path.write_text(study_file_text(choice, folder=tmp_path), encoding="utf-8", newline="")
        if any(map(is_hidden, text)):
            with pytest.raises(InputError):
                read_studies(path)
        else:
            (plan,) = read_studies(path).plans
            assert plan.choice.exemptions[0].reason == text


@ALL_TURNS
def test_a_list_of_hostile_cells_is_refused_in_words(run, turn):
    """Each cell that takes words has each text; the answer is one line per problem."""
    head = ["gemeente", "regiegebied", "rechtsvorm", "bewijs", "bron", "opmerking", "vanaf"]
    with Path("leden.csv").open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([*head, "<script>=1+1"])
        for text in TEXTS[9 * turn : 9 * turn + 9]:
            writer.writerow([text] * 8)
            writer.writerow(["Gent", text, text, "", text, text, "", text])
    status, out, err = run("coverage", "--membership", "leden.csv")
    assert (status, out) == (2, "")
    check_terminal(err)
    status, out, err = run("validate", "leden.csv", "--html", "x.html", "--fix", "x.xlsx")
    check_terminal(out + err)
    status_json, document, _ = run("validate", "leden.csv", "--format", "json")
    check_terminal(document)
    assert status_json in {1, 2}
    # A file with NUL is no text, and a copy that would say something else is not made.
    if status == 2:
        assert not Path("x.xlsx").exists()
        return
    assert status == 1
    assert json.loads(document)["problems"]
    elements = Elements(Path("x.html").read_text(encoding="utf-8")).found
    assert not {tag for tag, _ in elements} & {"script", "img", "iframe", "form"}
    assert not [name for _, given_ in elements for name in given_ if name.startswith("on")]
    check_package(Path("x.xlsx").read_bytes())
    cells = [c for s in openpyxl.load_workbook("x.xlsx") for row in s.iter_rows() for c in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def check_terminal(shown: str) -> None:
    assert "onverwacht:" not in shown
    assert not [c for c in shown if is_hidden(c) and c != "\n"]


NAMES = ("\x1b[31mrood\u202e.csv", "<script>.csv", "a\udcffb.csv", "東.csv")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_list_by_any_name_is_read(run, name):
    Path(name).write_text("gemeente;regiegebied\nGent;Noord\n", encoding="utf-8")
    words = ("--membership", f"./{name}", "--output", "uit")
    status, out, err = run("build", "--only", "tables", *words)
    assert (status, "onverwacht" in err) == (0, False)
    assert not [c for c in out + err if is_hidden(c) and c != "\n"]
    (folder,) = Path("uit").iterdir()
    assert re.fullmatch("[a-z0-9-]+", folder.name)
    status, out, err = run("coverage", "--membership", f"./niet-{name}")
    assert status == 2
    assert not [c for c in out + err if is_hidden(c) and c != "\n"]


ANY = st.text(st.characters() | st.sampled_from("=+-@<>&\"'\\\t\r\n\x1b\x9b\u202e\u200b"))


@settings(max_examples=100)
@given(ANY)
def test_what_is_escaped_is_harmless_and_still_there(text):
    assert not any(map(is_hidden, printable(text)))
    assert len(printable(text)) == len(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in clean_text(text))
    assert guarded(text).removeprefix("'") == text.removeprefix("'")
    assert not guarded(text).lstrip().startswith(GUARDED)
    assert json.loads(script_json(text)) == text
    assert not set(script_json(text)) & set("<>&\u2028\u2029")
    ET.fromstring(f"<a>{clean(text).translate({38: '', 60: ''})}</a>")  # noqa: S314 - ours
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= MAX_NAME
