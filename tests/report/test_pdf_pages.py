"""The report as PDF: maps as they were drawn, headers of rows, and tables that end well."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from regiekaart.language import NL
from regiekaart.maps.theme import PLAIN
from regiekaart.report.document import (
    Cell,
    Column,
    Figure,
    Notes,
    Paragraph,
    Run,
    Section,
    TableBlock,
    blocks_of,
)
from regiekaart.report.outline import report_document
from regiekaart.report.pdf import report_pdf
from regiekaart.report.pdf.columns import NARROW, plan
from regiekaart.report.pdf.finish import is_indexed
from regiekaart.report.pdf.flow import BROAD, UPRIGHT
from regiekaart.report.pdf.letters import letters_of
from regiekaart.report.pictures import ReportMap

if TYPE_CHECKING:
    from regiekaart.report.document import Block, Document

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def mapped(results_2023, tmp_path_factory) -> Document:
    """Return a report with two maps, of which no two dots beside each other are alike."""
    folder = tmp_path_factory.mktemp("maps")
    maps = []
    for number, kind in enumerate(("flanders", "province")):
        picture = Image.new("RGB", (97, 61), "white")
        shades = [PLAIN.groups[(x * 7 + number) % len(PLAIN.groups)] for x in range(97 * 61)]
        picture.putdata([tuple(bytes.fromhex(shade[1:])) for shade in shades])
        picture.save(folder / f"{number}.png")
        maps.append(
            ReportMap(kind, "Titel", f"Kaart {number} in woorden", folder / f"{number}.png")
        )
    return report_document(results_2023, maps, NL)


def pdf_of(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(report_pdf(document)))


def only(document: Document, *blocks: Block) -> Document:
    """Return the document with one section, of these blocks."""
    return replace(document, sections=(Section("deel", "Deel", tuple(blocks)),))


def table_of(rows: int, words: str = "rij") -> TableBlock:
    columns = (Column("Naam"), Column("Aantal", numeric=True))
    cells = tuple((Cell(f"{words} {n}"), Cell(f"{n}")) for n in range(rows))
    return TableBlock("t", "Lijst", "", "", columns, cells)


def pages_with(document: Document, words: str) -> list[str]:
    pages = [page.extract_text() for page in pdf_of(document).pages]
    return [page for page in pages if words in page]


def test_maps_stand_in_the_pdf_dot_for_dot_and_in_their_palette(mapped):
    drawn = [b.content for b in blocks_of(mapped.sections) if isinstance(b, Figure)]
    pngs = [content.png for content in drawn if hasattr(content, "png")]
    assert len(pngs) == 2
    shown = [image for page in pdf_of(mapped).pages for image in page.images]
    raw = [image.indirect_reference.get_object() for image in shown]
    assert [each["/ColorSpace"][0] for each in raw] == ["/Indexed", "/Indexed"]
    for png, image in zip(pngs, shown, strict=True):
        told = Image.open(io.BytesIO(png)).convert("RGB")
        assert told.tobytes() == image.image.convert("RGB").tobytes()


def test_only_a_png_with_a_palette_and_no_transparency_is_taken_as_it_is():
    def png(mode: str, **how: object) -> bytes:
        stream = io.BytesIO()
        Image.new(mode, (5, 4)).save(stream, "PNG", **how)
        return stream.getvalue()

    assert is_indexed(png("P"))
    assert not is_indexed(png("P", transparency=0))
    assert not is_indexed(png("RGB"))
    assert not is_indexed(png("RGBA"))


def test_first_cell_of_each_row_is_its_header(mapped):
    rows = [
        row
        for row in structure(pdf_of(only(mapped, table_of(3))))
        if row["/S"] == "/TR" and row["/P"]["/S"] == "/TBody"
    ]
    assert len(rows) == 3
    for row in rows:
        head, figure = (cell.get_object() for cell in row["/K"])
        assert (head["/S"], figure["/S"]) == ("/TH", "/TD")
        assert head["/A"][0]["/Scope"] == "/Row"
        # Nothing names the headers of a cell: then those of its row and of its column are read.
        assert "/A" not in figure


def structure(pdf: PdfReader) -> list:
    found, waiting = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop().get_object()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            found += [each] if "/S" in each else []
            waiting += [each["/K"]] if "/K" in each else []
    return found


def test_no_row_or_two_of_a_table_stand_alone_on_a_page(mapped):
    pages = {rows: pages_with(only(mapped, table_of(rows)), "rij") for rows in range(40, 75)}
    assert len(pages[40]) == 1
    assert len(pages[74]) == 2
    last = [page[-1].count("rij") for page in pages.values()]
    assert min(last) > 2


def test_many_notes_stand_in_two_columns_beside_each_other(mapped):
    notes = Notes(tuple(f"Noot {n}: " + "en wat daarbij te zeggen is, " * 6 for n in range(4)))
    (page,) = pdf_of(only(mapped, notes)).pages
    left: dict[str, float] = {}

    def seen(text: str, moved: list[float], place: list[float], *_: object) -> None:
        for n in range(4):
            if f"Noot {n}" in text:
                left[f"{n}"] = round(moved[4] + place[4])

    page.extract_text(visitor_text=seen)
    assert left["0"] == left["1"] < left["2"] == left["3"]


def test_no_line_ends_between_a_figure_and_what_it_counts(mapped):
    run = Run("Van de 300 gemeenten zijn er 110 onbekend op 1 januari 2023.")
    (page,) = pages_with(only(mapped, Paragraph((run,))), "gemeenten")
    assert f"300{NBSP}gemeenten" in page
    assert f"110{NBSP}onbekend" in page
    assert f"1{NBSP}januari 2023" in page


def test_long_table_that_would_be_broad_is_set_dense_instead(tmp_path):
    letters = letters_of(PLAIN.font, tmp_path)
    figures = tuple(Column(f"bedrag {n}", numeric=True) for n in range(9))
    row = (Cell("Naam van een gebied"), *(Cell("12.123.456,00") for _ in range(9)))
    short = TableBlock("t", "", "", "", (Column("Gebied"), *figures), (row,) * 5)
    found = plan(short, letters, UPRIGHT[0], BROAD[0], 8.5)
    assert found.broad
    dense = plan(replace(short, rows=(row,) * 40), letters, UPRIGHT[0], BROAD[0], 8.5)
    assert not dense.broad
    assert dense.gutter == NARROW
    assert dense.size >= 7.0
