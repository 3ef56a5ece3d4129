"""The report as PDF: what stands on its pages, what a reader with a screen reader finds."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from regiekaart import StudyChoice, load_study
from regiekaart.errors import OutsideError
from regiekaart.language import EN, NL, Text
from regiekaart.maps.fonts import Font
from regiekaart.maps.theme import PLAIN
from regiekaart.report.document import (
    Bullets,
    Cell,
    Column,
    Figure,
    Findings,
    KeyFigures,
    Members,
    Notes,
    Paragraph,
    Region,
    Run,
    Section,
    TableBlock,
    blocks_of,
)
from regiekaart.report.outline import report_document
from regiekaart.report.pdf import report_pdf
from regiekaart.report.pdf.columns import POINTS_PER_MM, plan
from regiekaart.report.pdf.flow import BROAD, UPRIGHT
from regiekaart.report.pdf.letters import MISSING, letters_of
from regiekaart.report.pictures import ReportMap
from regiekaart.report.results import Results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.report.document import Block, Document, Entry

A4 = (595, 842)
HOSTILE = (
    "#panic() $x$ <label> @ref *b* _i_ `r` \\ \" ' // /* = - + \t\n \u202e \ud800 \U0001f9a4 אב"
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> list[ReportMap]:
    """Return a map of everything, two that are wide, one that is upright."""
    folder = tmp_path_factory.mktemp("maps")
    maps = []
    shapes = [
        ("flanders", 297, 210),
        ("province", 297, 210),
        ("province", 297, 210),
        ("province", 210, 297),
        ("reference-region", 297, 210),
    ]
    for number, (kind, width, height) in enumerate(shapes):
        path = folder / f"{number}.png"
        picture = Image.new("RGB", (width, height), "white")
        picture.paste(PLAIN.groups[number], (20, 20, width - 20, height - 20))
        picture.save(path)
        maps.append(ReportMap(kind, f"Titel {number}", f"Alternatief van kaart {number}", path))
    return maps


@pytest.fixture(scope="module")
def dutch(results_2023, drawn) -> tuple[Document, PdfReader]:
    document = report_document(results_2023, drawn, NL)
    return document, reader(document)


@pytest.fixture(scope="module")
def plain(results_2023) -> Document:
    return report_document(results_2023, [], NL)


def reader(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(report_pdf(document)))


@lru_cache(maxsize=4)
def texts(pdf: PdfReader) -> list[str]:
    """Return the text of each page, which takes as long to read as to set."""
    return [page.extract_text() for page in pdf.pages]


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(texts(pdf)).split())


def only(document: Document, *blocks: Block) -> Document:
    """Return the document with one section, of these blocks."""
    return replace(document, sections=(Section("deel", "Deel", tuple(blocks)),))


def entries(told: tuple[Entry, ...]) -> Iterator[str]:
    for entry in told:
        yield entry.title
        yield from entries(entry.entries)


def bookmarks(outline) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from bookmarks(each)
        else:
            yield each.title


def elements(pdf: PdfReader) -> Iterator[DictionaryObject]:
    """Yield the elements of the structure, in the order in which they are read."""

    def below(kids) -> Iterator[DictionaryObject]:
        kids = kids.get_object() if kids is not None else []
        for kid in kids if isinstance(kids, ArrayObject) else [kids]:
            found = kid.get_object()
            if isinstance(found, DictionaryObject) and "/S" in found:
                yield found
                yield from below(found.get("/K"))

    yield from below(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])


def tags(pdf: PdfReader) -> list[str]:
    return [str(each["/S"]) for each in elements(pdf)]


def test_bookmarks_are_the_table_of_contents(dutch):
    document, pdf = dutch
    assert list(bookmarks(pdf.outline)) == list(entries(document.contents))


def test_contents_lead_to_the_page_that_they_name(dutch):
    _, pdf = dutch
    found = next(
        each
        for each in pdf.outline
        if not isinstance(each, list) and each.title == "Samenwerkingsovereenkomsten met VDAB"
    )
    number = pdf.get_destination_page_number(found) + 1
    assert f"Samenwerkingsovereenkomsten met VDAB {number} " in without_dots(words(pdf))


def without_dots(text: str) -> str:
    """Return a table of contents without what leads the eye to the page, seen or not."""
    return " ".join(text.replace(".", " ").replace("\u2060", "").split())


def test_every_region_and_every_municipality_is_named(dutch, study_2023):
    text = words(dutch[1])
    assert [g.name for g in study_2023.groups if g.name not in text] == []
    assert [name for name in study_2023.names if name not in text] == []


def test_pages_are_a4_numbered_and_those_of_wide_maps_are_turned(dutch):
    _, pdf = dutch
    sizes = [tuple(sorted(map(round, page.mediabox[2:]))) for page in pdf.pages]
    assert set(sizes) == {A4}
    count = len(pdf.pages)
    for number, text in enumerate(texts(pdf), 1):
        assert f"{number} / {count}" in text
    turned = [page for page in pdf.pages if page.mediabox.width > page.mediabox.height]
    held = [len(page.images) for page in turned]
    # The map of everything, and the one of a kind; the two others share an upright page.
    assert held.count(1) == 2
    upright = [len(page.images) for page in pdf.pages if page not in turned]
    assert sorted(n for n in upright if n) == [1, 2]


def test_it_is_tagged_and_says_its_language_and_title(dutch):
    document, pdf = dutch
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert document.title in pdf.metadata.title
    assert pdf.metadata.creation_date.date() == document.day
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()


def test_tables_have_headers(dutch):
    document, pdf = dutch
    tables = [b for b in blocks_of(document.sections) if isinstance(b, TableBlock)]
    found = tags(pdf)
    assert found.count("/Table") == len(tables)
    # Each column has one, and each row.
    assert found.count("/TH") == sum(len(t.columns) + len(t.rows) for t in tables)


def test_headers_stand_on_every_page_of_a_table(plain):
    rows = tuple((Cell(f"rij {n}"), Cell(f"{n}")) for n in range(150))
    table = TableBlock("l", "Lang", "", "", (Column("Naam"), Column("Aantal", numeric=True)), rows)
    pages = [page.extract_text() for page in reader(only(plain, table)).pages]
    assert len(pages) > 2
    assert all("Naam" in page and "Aantal" in page for page in pages)


def test_every_picture_has_an_alternative_text(dutch):
    document, pdf = dutch
    figures = [b for b in blocks_of(document.sections) if isinstance(b, Figure)]
    alts = [str(each["/Alt"]) for each in elements(pdf) if "/Alt" in each]
    assert figures
    assert [figure.alt for figure in figures if figure.alt not in alts] == []


def test_headings_skip_no_level(dutch):
    levels = [int(tag[2:]) for tag in tags(dutch[1]) if tag in {"/H1", "/H2", "/H3", "/H4"}]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_sources_can_be_followed(dutch):
    document, pdf = dutch
    wanted = {
        run.link
        for block in blocks_of(document.sections)
        if isinstance(block, Bullets)
        for item in block.items
        for run in item
        if run.link
    }
    found = {
        str(note.get_object()["/A"]["/URI"])
        for page in pdf.pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    }
    assert wanted
    assert found == wanted


def test_made_up_members_are_called_so_on_every_page(example_results, drawn):
    document = report_document(example_results, drawn, NL)
    pdf = reader(document)
    assert all("FICTIEF VOORBEELD" in text for text in texts(pdf))
    assert "FICTIEF" not in words(
        reader(replace(document, fictional="", warning="", sections=document.sections[:1]))
    )


@pytest.mark.parametrize(("cycle", "language"), [("2017", NL), ("2020", EN)])
def test_report_of_every_cycle_can_be_made_in_its_language(cycle, language):
    document = report_document(Results(load_study(StudyChoice(cycle=cycle))), [], language)
    pdf = reader(document)
    assert list(bookmarks(pdf.outline)) == list(entries(document.contents))
    assert pdf.trailer["/Root"]["/Lang"] == language.code
    assert language.say(Text("Inhoud", "Contents")) in words(pdf)


def test_hostile_words_are_words(plain):
    run = Run(HOSTILE)
    table = TableBlock(
        "h",
        HOSTILE,
        HOSTILE,
        HOSTILE,
        (Column(HOSTILE), Column("n", numeric=True)),
        ((Cell(HOSTILE), Cell(HOSTILE)),),
        "last",
    )
    blocks = (
        Paragraph(
            (
                run,
                Run(HOSTILE, link="https://example.org/a?b=%22#c"),
                Run(HOSTILE, target="nergens"),
                Run(HOSTILE, strong=True),
            )
        ),
        Bullets(((run,),), "points"),
        Bullets(((run,),)),
        KeyFigures(((HOSTILE, HOSTILE),)),
        Findings("error", HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,), HOSTILE),
        table,
        Region("r", 1, HOSTILE, ((HOSTILE, HOSTILE, "nergens"),), Members(((HOSTILE, "1"),))),
        Members(()),
        Notes((HOSTILE,)),
    )
    document = replace(only(plain, *blocks), title=HOSTILE, line=HOSTILE, kicker=HOSTILE)
    text = words(reader(document))
    assert text.count("#panic() $x$ <label> @ref *b* _i_ `r` \\") > 12
    assert "= - +" in text
    # A sign that no font has is seen to be missing; what turns the writing direction is gone.
    assert MISSING in text
    assert "\u202e" not in text
    assert "\U0001f9a4" not in text


def test_very_long_words_and_cells_stay_on_the_page(plain):
    word = "onafgebrokenwoord" * 12
    rows = (tuple(Cell("lange zin " * 300) for _ in range(6)), tuple(Cell(word) for _ in range(6)))
    table = TableBlock("t", "Tabel", "", "", tuple(Column(word) for _ in range(6)), rows)
    region = Region("r", 1, word, (("Naam", word, None),), Members(((word, "1.234"),) * 200))
    found = Findings("error", "Fout", word, ("lange zin " * 500,), (), "")
    pdf = reader(only(plain, table, region, found))
    text = words(pdf)
    assert text.count("lange") > 6 * 280
    # What cannot be broken would go on beyond the edge of the page.
    assert max(map(len, text.split())) < len(word)


def test_wide_table_stands_on_a_broad_page_with_its_words(plain):
    wide = TableBlock(
        "w",
        "Breed",
        "",
        "",
        tuple(Column(f"kolom {n}") for n in range(16)),
        (tuple(Cell("123.456.789,00") for _ in range(16)),),
    )
    pdf = reader(only(plain, Paragraph((Run("Woorden vooraf."),)), wide, Notes(("Noot erbij.",))))
    (page,) = (p for p in pdf.pages if "Breed" in p.extract_text())
    assert page.mediabox.width > page.mediabox.height
    assert "Woorden vooraf." in page.extract_text()
    assert "Noot erbij." in page.extract_text()


def test_same_document_gives_the_same_bytes_in_another_process(plain):
    script = (
        "import sys, hashlib\n"
        "from regiekaart import StudyChoice, load_study\n"
        "from regiekaart.language import NL\n"
        "from regiekaart.report.outline import report_document\n"
        "from regiekaart.report.pdf import report_pdf\n"
        "from regiekaart.report.results import Results\n"
        "study = load_study(StudyChoice(cycle='2023', boundaries='embedded'))\n"
        "sys.stdout.buffer.write(report_pdf(report_document(Results(study), [], NL)))\n"
    )
    other = os.environ | {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=other, capture_output=True, check=True
    )
    assert done.stdout == report_pdf(plain)


def test_house_font_and_logo_are_taken(plain, tmp_path):
    from matplotlib import get_data_path

    folder = f"{get_data_path()}/fonts/ttf"
    logo = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "#0b5c7f").save(logo)
    for name in ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"):
        (tmp_path / name).write_bytes(Path(folder, name).read_bytes())
    font = Font("DejaVu Serif", tmp_path / "DejaVuSerif.ttf", tmp_path / "DejaVuSerif-Bold.ttf")
    pdf = reader(replace(plain, theme=replace(PLAIN, font=font, logo=logo)))
    fonts = {
        str(f.get_object()["/BaseFont"])
        for p in pdf.pages
        for f in p["/Resources"]["/Font"].values()
    }
    assert any("DejaVuSerif-Bold" in name for name in fonts)
    assert not any("SourceSans" in name for name in fonts)
    assert len(pdf.pages[0].images) == 1


def test_without_typst_the_reader_is_told_what_to_do(plain, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(OutsideError, match="pip install typst"):
        report_pdf(plain)


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    return letters_of(PLAIN.font, tmp_path_factory.mktemp("letters"))


def test_columns_fill_the_page_and_figures_keep_to_one_line(letters, plain):
    for table in blocks_of(plain.sections):
        if not isinstance(table, TableBlock):
            continue
        found = plan(table, letters, UPRIGHT[0], BROAD[0], 8.5)
        room = (BROAD if found.broad else UPRIGHT)[0] * POINTS_PER_MM
        assert sum(found.widths) <= room + 0.1 * len(found.widths)
        assert sum(found.widths) > room * 0.99
        for i, column in enumerate(table.columns):
            widest = max(letters.width(row[i].text) for row in table.rows) * found.size
            if column.numeric:
                assert widest <= found.widths[i] - found.gutter, (table.id, column.header)


def test_longer_texts_have_wider_columns(letters):
    table = TableBlock(
        "t",
        "",
        "",
        "",
        (Column("a"), Column("b"), Column("c")),
        ((Cell("kort"), Cell("zin " * 20), Cell("zin " * 80)),),
    )
    short, middle, long = plan(table, letters, UPRIGHT[0], BROAD[0], 8.5).widths
    assert short < middle < long
    assert long < 4 * middle


def test_a_text_without_odd_signs_is_shown_as_it_is(letters):
    assert letters.shown("Köln – ‘Sint-Pieters’ 72,52\N{NO-BREAK SPACE}% ≈ €") == (
        "Köln – ‘Sint-Pieters’ 72,52\N{NO-BREAK SPACE}% ≈ €"
    )
    assert letters.shown("e\u0301") == "é"
    assert letters.breakable("Vilvoorde-Machelen-Grimbergen") == "Vilvoorde-Machelen-Grimbergen"
