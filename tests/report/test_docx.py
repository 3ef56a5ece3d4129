from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from regiekaart.errors import InputError, OutsideError
from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN
from regiekaart.report.charts import Chart
from regiekaart.report.document import (
    Cell,
    Column,
    Document,
    Figure,
    Findings,
    Paragraph,
    Region,
    Run,
    Section,
    TableBlock,
    blocks_of,
)
from regiekaart.report.docx import report_docx
from regiekaart.report.docx.columns import Need, shared_out
from regiekaart.report.docx.columns import grid as laid_out
from regiekaart.report.docx.flow import Item, pages
from regiekaart.report.docx.measure import line_count
from regiekaart.report.docx.ooxml import clean
from regiekaart.report.docx.styles import KINDS, Measure
from regiekaart.report.docx.template import shipped_template
from regiekaart.report.outline import report_document
from regiekaart.report.pictures import ReportMap
from regiekaart.report.results import Results
from tiny import grid_study

if TYPE_CHECKING:
    from pathlib import Path

REGIONS = {1: "West", 2: "West", 4: "Oost & Co", 5: "Oost & Co"}
HOSTILE = 'A\x00\x0b<b>\ufffe\u202e&"]]>'


@pytest.fixture(scope="module")
def maps(tmp_path_factory) -> list[ReportMap]:
    folder, drawn = tmp_path_factory.mktemp("maps"), []
    shapes = [("flanders", (90, 60)), ("province", (90, 60)), ("province", (60, 90))]
    shapes += [("province", (90, 60)), ("province", (90, 60))]
    for number, (kind, size) in enumerate(shapes):
        picture = Image.new("RGB", (size[0] * 4, size[1] * 4), PLAIN.groups[number])
        path = folder / f"{number}.png"
        picture.save(path)
        drawn.append(ReportMap(kind, f"Titel {number}", f'Beschrijving "{number}"', path))
    return drawn


@pytest.fixture(scope="module")
def grid(maps) -> Document:
    return report_document(Results(grid_study(REGIONS)), maps, NL)


@pytest.fixture(scope="module")
def made(grid) -> bytes:
    return report_docx(grid)


@pytest.fixture(scope="module")
def word(made):
    return docx.Document(io.BytesIO(made))


def small(*blocks, fictional="", language=NL) -> Document:
    """Return a report of one part with some blocks."""
    section = Section("deel", "Deel", tuple(blocks), kind="chapter")
    return Document(
        language=language,
        theme=PLAIN,
        kicker="Verslag",
        title="Titel",
        line="Regel",
        day=datetime(2023, 1, 1).date(),  # noqa: DTZ001 - a day has no zone
        fictional=fictional,
        warning="Verzonnen." if fictional else "",
        sections=(Section("samenvatting", "Samenvatting", kind="summary"), section),
    )


def opened(document: Document, template: Path | None = None):
    return docx.Document(io.BytesIO(report_docx(document, template)))


def told(element) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def whole_text(word) -> str:
    return "\n".join(told(p) for p in word.element.body.iter(qn("w:p")))


def styled(word, name: str) -> list[str]:
    return [told(p._p) for p in word.paragraphs if p.style.name.lower() == name.lower()]


def headings(sections, level=1):
    for each in sections:
        yield level, each
        yield from headings(each.sections, level + 1)


def table(rows: list[list[str]], headers: list[str], **more) -> TableBlock:
    columns = tuple(Column(h, numeric=i > 0) for i, h in enumerate(headers))
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return TableBlock("proef", "Proef", "", "", columns, cells, **more)


def test_headings_are_those_of_the_report_in_order(grid, word):
    written = [
        (int(p.style.name[-1]), told(p._p))
        for p in word.paragraphs
        if re.fullmatch(r"Heading \d", p.style.name)
    ]
    sections = [
        (min(level, 4), f"{each.title}  {each.aside}".rstrip())
        for level, each in headings(grid.sections)
    ]
    regions = {f"{b.number}  {b.name}" for b in blocks_of(grid.sections) if isinstance(b, Region)}
    assert [each for each in written if each[1] not in regions] == sections
    assert {text for level, text in written if level == 3} >= regions


def test_contents_list_the_headings_of_two_levels_with_a_page_each(grid, word):
    lines = [
        (int(p.style.name[-1]), re.fullmatch(r"(.*?)(\d+)", told(p._p)).groups())
        for p in word.paragraphs
        if re.fullmatch(r"toc \d", p.style.name)
    ]
    wanted = [(level, each.title) for level, each in headings(grid.sections) if level < 3]
    assert [(level, text) for level, (text, _) in lines] == wanted
    numbers = [int(page) for _, (_, page) in lines]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1 < numbers[-1]
    codes = [each.text for each in word.element.body.iter(qn("w:instrText"))]
    assert sum(code.startswith(" TOC ") for code in codes) == 1
    assert sum(code.startswith(" PAGEREF ") for code in codes) == len(lines)


def test_nothing_asks_to_update_fields_when_the_file_is_opened(made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")
        assert b"dirty" not in archive.read("word/document.xml")


def test_every_field_begins_shows_something_and_ends(word):
    kinds = [f.get(qn("w:fldCharType")) for f in word.element.body.iter(qn("w:fldChar"))]
    depth = 0
    for kind in kinds:
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        assert depth in {0, 1, 2}
    assert depth == 0
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_every_link_in_the_document_leads_to_a_bookmark(word):
    body = word.element.body
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    ids = [each.get(qn("w:id")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    anchors = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
    assert anchors
    assert anchors <= set(names)
    references = {
        each.text.split()[1]
        for each in body.iter(qn("w:instrText"))
        if each.text.startswith(" PAGEREF")
    }
    assert references <= set(names)


def test_every_region_and_municipality_is_there(study_2023, results_2023):
    text = whole_text(opened(report_document(results_2023, [], NL)))
    assert [name for name in study_2023.names if name not in text] == []
    assert [group.name for group in study_2023.groups if group.name not in text] == []


def test_captions_number_themselves(grid, word):
    body = word.element.body
    found: dict[str, list[int]] = {}
    for p in body.iter(qn("w:p")):
        code = next((c.text for c in p.iter(qn("w:instrText")) if " SEQ " in c.text), None)
        if code is not None:
            label, number = re.match(r"(\w+) (\d+)", told(p)).groups()
            assert code.split()[1] == label
            found.setdefault(label, []).append(int(number))
    blocks = list(blocks_of(grid.sections))
    charts = [b for b in blocks if isinstance(b, Figure) and isinstance(b.content, Chart)]
    tables = [b for b in blocks if isinstance(b, TableBlock)]
    assert found["Kaart"] == [1, 2, 3, 4, 5]
    assert found["Grafiek"] == list(range(1, len(charts) + 1))
    assert found["Tabel"] == list(range(1, len(tables) + 1))


def test_every_picture_says_what_it_shows_and_fits_its_page(grid, word):
    figures = [b for b in blocks_of(grid.sections) if isinstance(b, Figure)]
    shown = list(word.element.body.iter(qn("wp:docPr")))
    assert [each.get("descr") for each in shown] == [figure.alt for figure in figures]
    assert len({each.get("id") for each in shown}) == len(shown)
    section = word.sections[0]
    longest = section.page_height - section.top_margin - section.bottom_margin
    for extent in word.element.body.iter(qn("wp:extent")):
        width, height = int(extent.get("cx")), int(extent.get("cy"))
        assert 0 < width <= longest
        assert 0 < height <= longest


def test_maps_of_everything_stand_on_turned_pages_and_end_upright(word):
    turned = [section.orientation is WD_ORIENT.LANDSCAPE for section in word.sections]
    assert True in turned
    assert not turned[0]
    assert not turned[-1]
    for section in word.sections:
        wide = section.page_width > section.page_height
        assert wide == (section.orientation is WD_ORIENT.LANDSCAPE)


def test_tables_repeat_their_header_and_break_no_row(word):
    tables = [t for t in word.tables if t.style.name == "Report Table"]
    assert tables
    for each in tables:
        first, *rest = each._tbl.tr_lst
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in rest)
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in (first, *rest))
        assert each._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_figures_stand_at_the_right_and_on_one_line():
    block = table([["Bree", "1 – 2 %"], ["Peer", "1.000"]], ["Naam", "Aandeel"], total="last")
    cells = [list(row.cells) for row in opened(small(block)).tables[0].rows]
    assert [c[0].paragraphs[0].style.name for c in cells] == ["Report Cell"] * 3
    assert [c[1].paragraphs[0].style.name for c in cells] == ["Report Number"] * 3
    assert cells[1][1].text == "1\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}%"
    strong = [r.style.name for c in cells[-1] for r in c.paragraphs[0].runs]
    assert strong == ["Strong", "Strong"]


def test_words_keep_away_from_the_figures_before_them():
    columns = Column("Getal", numeric=True), Column("Woorden", numeric=False)
    rows = ((Cell("7"), Cell("na het getal")),)
    block = TableBlock("proef", "Proef", "", "", columns, rows)
    figures, words = opened(small(block)).tables[0].rows[1].cells
    assert figures._tc.find(f".//{qn('w:tcMar')}") is None
    left = words._tc.find(f".//{qn('w:tcMar')}/{qn('w:left')}")
    assert int(left.get(qn("w:w"))) == 200


def test_a_header_does_not_break_between_two_numbers():
    block = table([["a", "1"]], ["Gebied", "Bevolking 15-64"])
    cell = opened(small(block)).tables[0].rows[0].cells[1]
    assert cell.text == "Bevolking 15-64"
    assert len(cell._tc.findall(f".//{qn('w:noBreakHyphen')}")) == 1


def test_a_column_gives_the_room_that_it_can_spare_to_the_one_that_needs_it():
    short, long = "drie woorden hier", "een reden van heel wat woorden " * 6
    columns = tuple(Column(name, numeric=False) for name in ("Wat", "Waar", "Waarom"))
    rows = tuple((Cell(short), Cell(short), Cell(long)) for _ in range(4))
    block = TableBlock("proef", "Proef", "", "", columns, rows)
    cell = Measure(8.5, bold=False, line=11, before=0, after=0, indent=0, keep=False)
    laid = laid_out(block, 300, cell)
    assert sum(laid.widths) == pytest.approx(300)
    # The words of two columns stand on two lines, so that the reason has half of the room.
    assert laid.widths[2] > 150
    assert laid.widths[0] == pytest.approx(laid.widths[1], abs=24)
    assert len(laid.heights) == 5


def test_a_table_too_wide_for_the_page_stands_on_a_turned_one():
    wide = table([["Bree", *["1.000.000,00"] * 11]], [f"Kolom {i}" for i in range(12)])
    narrow = table([["Bree", "1"]], ["Naam", "Leden"])
    assert len(opened(small(narrow)).sections) == 1
    turned = opened(small(wide)).sections
    assert [s.orientation is WD_ORIENT.LANDSCAPE for s in turned] == [False, True, False]


def test_a_severity_is_told_in_words_and_by_its_style():
    found = [
        Findings(severity, word, "Een regel", ("Bree.",), ("Dit geldt.",), "Rechtsgrond: X.")
        for severity, word in (("error", "Fout"), ("warning", "Waarschuwing"), ("info", "Noot"))
    ]
    word = opened(small(*found))
    assert styled(word, "Finding Error") == ["Fout: Een regel"]
    assert styled(word, "Finding Warning") == ["Waarschuwing: Een regel"]
    assert styled(word, "Finding Info") == ["Noot: Een regel"]
    assert styled(word, "List Bullet") == ["Bree."] * 3


def parts_shown(word):
    """Yield the head and foot of each section, and those of its first page if it has its own."""
    for section in word.sections:
        yield section.header, section.footer
        if section.different_first_page_header_footer:
            yield section.first_page_header, section.first_page_footer


def test_every_page_has_its_number_and_all_but_the_first_their_study(grid, word):
    first = word.sections[0]
    assert first.different_first_page_header_footer
    assert told(first.first_page_header._element) == ""
    for section in word.sections:
        assert told(section.header._element) == f"{grid.title} · {grid.line}"
    for _, footer in parts_shown(word):
        codes = [c.text.strip() for c in footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
    assert not any(s.different_first_page_header_footer for s in list(word.sections)[1:])


def test_fiction_is_told_on_every_page_and_nowhere_else(maps, word):
    study = grid_study(REGIONS, outside=(3, 6, 7, 8, 9), fictional=True)
    fiction = opened(report_document(Results(study), maps, NL))
    for header, _ in parts_shown(fiction):
        assert told(header._element).startswith("Fictief voorbeeld")
    assert styled(fiction, "Report Warning")[0].startswith("FICTIEF VOORBEELD. De ledenlijst")
    assert fiction.core_properties.title.startswith("Fictief voorbeeld")
    captions = styled(fiction, "Caption") + styled(fiction, "Report Legend")
    assert captions
    assert all(caption.startswith("Fictief voorbeeld") for caption in captions)
    everything = whole_text(word) + "".join(told(h._element) for h, _ in parts_shown(word))
    assert "fictief" not in everything.lower()


def test_the_document_says_its_language_its_day_and_no_other(grid, word, maps):
    told_of = word.core_properties
    assert (told_of.title, told_of.subject) == (grid.title, grid.line)
    assert told_of.author == told_of.last_modified_by == "regiekaart"
    day = (grid.day.year, grid.day.month, grid.day.day, 0, 0)
    assert told_of.created.timetuple()[:5] == told_of.modified.timetuple()[:5] == day
    english = opened(report_document(Results(grid_study(REGIONS)), maps, EN))
    for each, code in ((word, "nl-BE"), (english, "en-GB")):
        (lang,) = each.styles.element.xpath("w:docDefaults//w:lang")
        assert lang.get(qn("w:val")) == code == each.core_properties.language
    assert styled(english, "TOC Heading") == ["Contents"]


def test_hostile_words_stay_words():
    link = Run("bron", link="https://voorbeeld.be/?a=1&b=%22<>")
    rows = [[HOSTILE, "=1+1"]]
    document = small(
        Paragraph((Run(HOSTILE), link, Run("nergens", target="bestaat-niet"))),
        table(rows, [HOSTILE, "x"]),
    )
    word = opened(replace(document, title=HOSTILE, line=HOSTILE))
    assert "<b>" in whole_text(word)
    assert "nergens" in whole_text(word)
    assert not re.search("[\x00\x0b\ufffe\u202e]", whole_text(word))
    targets = {r.target_ref for r in word.part.rels.values() if r.is_external}
    assert targets == {"https://voorbeeld.be/?a=1&b=%22<>"}


@given(st.text())
def test_whatever_a_name_holds_xml_can_hold_it(text):
    from regiekaart.report.docx.ooxml import run

    assert told(run(text)) == clean(text)


def test_styles_take_the_colours_of_a_theme(grid):
    styles = opened(replace(grid, theme=replace(PLAIN, accent="#123456"))).styles.element
    used = set(styles.xpath("//@w:val")) | set(styles.xpath("//@w:color"))
    assert "123456" in used
    assert PLAIN.accent[1:].upper() not in used


def edited(path: Path, change) -> Path:
    """Save the template that ships elsewhere, changed."""
    word = docx.Document(str(shipped_template()))
    change(word)
    word.save(str(path))
    return path


def test_a_template_gives_its_styles_paper_head_and_foot(grid, tmp_path):
    def change(word):
        word.styles["Heading 1"].font.name = "Comic Sans MS"
        section = word.sections[0]
        section.left_margin = section.left_margin * 2
        section.header.paragraphs[0].text = "Vlaamse overheid"
        section.footer.paragraphs[0].text = "Departement"

    word = opened(grid, edited(tmp_path / "huis.docx", change))
    assert word.styles["Heading 1"].font.name == "Comic Sans MS"
    plain = docx.Document(str(shipped_template())).sections[0]
    for section in word.sections:
        assert section.left_margin == plain.left_margin * 2
        assert section.header.paragraphs[0].text == "Vlaamse overheid"
        assert section.footer.paragraphs[0].text == "Departement"


def test_fiction_is_told_above_the_head_of_a_template(tmp_path):
    def change(word):
        section = word.sections[0]
        section.header.paragraphs[0].text = "Vlaamse overheid"
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "Brief"

    template = edited(tmp_path / "huis.docx", change)
    word = opened(small(fictional="Fictief voorbeeld"), template)
    section = word.sections[0]
    heads = [[p.text for p in h.paragraphs] for h in (section.header, section.first_page_header)]
    assert heads == [["Fictief voorbeeld", "Vlaamse overheid"], ["Fictief voorbeeld", "Brief"]]


def test_text_of_a_template_stays_before_the_report(tmp_path):
    template = edited(tmp_path / "huis.docx", lambda word: word.add_paragraph("Aan de minister"))
    word = opened(small(), template)
    assert [p.text for p in word.paragraphs[:3]] == ["Aan de minister", "Verslag", "Titel"]
    assert word.paragraphs[1]._p.xpath("w:pPr/w:pageBreakBefore")
    pages = [p.text[-1] for p in word.paragraphs if p.style.name == "toc 1"]
    assert pages[0] == "2"


def test_the_report_takes_the_place_that_a_template_gives_it(tmp_path):
    def change(word):
        for text in ("Aan de minister", "{{report}}", "Met vriendelijke groet"):
            word.add_paragraph(text)

    word = opened(small(), edited(tmp_path / "huis.docx", change))
    texts = [p.text for p in word.paragraphs]
    assert texts[:3] == ["Aan de minister", "Verslag", "Titel"]
    assert texts[-1] == "Met vriendelijke groet"
    assert "{{report}}" not in texts


@pytest.mark.parametrize("in_the_place", [False, True])
def test_a_section_that_a_template_begins_after_the_report_stays(in_the_place, tmp_path):
    margin = Pt(40)

    def change(word):
        place = word.add_paragraph("{{ report }}")
        word.add_section().left_margin = margin
        word.add_paragraph("Bijlage van het kabinet")
        if in_the_place:
            end = word.paragraphs[1]._p
            place._p.get_or_add_pPr().append(end.pPr.find(qn("w:sectPr")))
            end.getparent().remove(end)

    wide = table([["Bree", *["1.000.000,00"] * 11]], [f"Kolom {i}" for i in range(12)])
    word = opened(small(wide), edited(tmp_path / "huis.docx", change))
    assert [s.left_margin == margin for s in word.sections] == [False, False, False, True]
    turned = [s.orientation is WD_ORIENT.LANDSCAPE for s in word.sections]
    assert turned == [False, True, False, False]
    assert word.paragraphs[-1].text == "Bijlage van het kabinet"


def test_a_template_of_word_that_is_no_document_does_as_well(grid, made, tmp_path):
    path = tmp_path / "huis.dotx"
    repacked(path, lambda _, text: text.replace(b"document.main+xml", b"template.main+xml"))
    styles = {s.name for s in docx.Document(io.BytesIO(report_docx(grid, path))).styles}
    assert styles == {s.name for s in docx.Document(io.BytesIO(made)).styles}


def repacked(path: Path, change, extra: dict[str, bytes] | None = None) -> Path:
    """Write the template that ships with every part changed, and others added."""
    with (
        zipfile.ZipFile(shipped_template()) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, content in (extra or {}).items():
            target.writestr(name, content)
    return path


def test_missing_styles_are_told_all_at_once(tmp_path):
    path = tmp_path / "huis.docx"
    docx.Document().save(str(path))
    with pytest.raises(InputError) as refused:
        report_docx(small(), path)
    missing = [problem.value for problem in refused.value.problems]
    assert "Report Note" in missing
    assert "Finding Error" in missing
    assert "Heading 1" not in missing
    assert all(problem.file == "huis.docx" for problem in refused.value.problems)


def test_the_template_that_ships_has_each_style_that_is_asked_for_and_no_other():
    styles = docx.Document(str(shipped_template())).styles
    named = {style.name.casefold() for style in styles if not style.element.get(qn("w:default"))}
    assert named == {name.casefold() for names in KINDS.values() for name in names}


def macro(path: Path) -> Path:
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return repacked(path, lambda _, text: text.replace(main, kind))


def remote(path: Path) -> Path:
    relation = (
        b'<Relationship Id="rId99" TargetMode="External" Target="http://elders.be/x.png" Type="'
        b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationsh'
    )
    return repacked(
        path,
        lambda name, text: (
            text.replace(b"</Relationsh", relation) if name.endswith("document.xml.rels") else text
        ),
    )


def bomb(path: Path) -> Path:
    return repacked(path, lambda _, text: text, {"word/media/a.bin": bytes(250_000_000)})


def locked(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return path


def text(path: Path) -> Path:
    path.write_text("geen zip", encoding="utf-8")
    return path


def archive(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "a")
    return path


def torn(path: Path) -> Path:
    return repacked(path, lambda name, text: text[:90] if name == "word/styles.xml" else text)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (macro, "holds macros"),
        (remote, "outside itself"),
        (bomb, "far too large"),
        (locked, "password"),
        (text, "no Word document"),
        (archive, "no Word document"),
        (torn, "damaged"),
        (lambda path: path, "not found"),
    ],
)
def test_a_template_that_could_do_harm_or_is_none_is_refused(make, words, tmp_path):
    path = make(tmp_path / "huis.docx")
    with pytest.raises(InputError, match=words) as refused:
        report_docx(small(), path)
    assert refused.value.problems[0].file == "huis.docx"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_template_that_may_not_be_read_is_told(tmp_path):
    path = repacked(tmp_path / "huis.docx", lambda _, text: text)
    path.chmod(0)
    with pytest.raises(OutsideError, match="no permission"):
        report_docx(small(), path)


def test_where_word_found_its_own_template_is_left_out(tmp_path):
    relation = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006'
        b'/relationships"><Relationship Id="rId1" TargetMode="External" Target="file:///C:/Users/'
        b'Jan/Normal.dotm" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate"/></Relationships>'
    )
    extra = {"word/_rels/settings.xml.rels": relation}
    path = repacked(tmp_path / "huis.docx", lambda _, text: text, extra)
    content = report_docx(small(), path)
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        assert not any(b"Normal.dotm" in made.read(name) for name in made.namelist())


SCRIPT = """
import hashlib
from regiekaart.language import NL
from regiekaart.report.docx import report_docx
from regiekaart.report.outline import report_document
from regiekaart.report.results import Results
from tiny import grid_study
study = grid_study({1: "West", 2: "West", 4: "Oost", 5: "Oost"})
print(hashlib.sha256(report_docx(report_document(Results(study), [], NL))).hexdigest())
"""


def test_the_bytes_are_the_same_at_another_time_in_another_zone():
    found = set()
    for zone, seed in (("Pacific/Auckland", "1"), ("America/Lima", "2")):
        surroundings = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}
        surroundings["PYTHONPATH"] = os.pathsep.join(sys.path)
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=surroundings,
            capture_output=True,
            check=True,
            text=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_the_template_is_what_its_script_makes(tmp_path):
    script = shipped_template().parents[2] / "tools" / "docx_template.py"
    if not script.exists():
        pytest.skip("an installed package has no tools")
    path = tmp_path / "report.docx"
    subprocess.run([sys.executable, str(script), str(path)], check=True)
    with zipfile.ZipFile(path) as made, zipfile.ZipFile(shipped_template()) as shipped:
        assert made.namelist() == shipped.namelist()
        assert [made.read(n) for n in made.namelist()] == [shipped.read(n) for n in made.namelist()]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_libreoffice_lays_it_out_on_the_pages_that_the_contents_tell(grid, made, tmp_path):
    (tmp_path / "report.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", "pdf", "report.docx"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    reader = PdfReader(tmp_path / "report.pdf")
    word = docx.Document(io.BytesIO(made))
    told_last = int(styled(word, "toc 2")[-1].removeprefix("Methode"))
    assert abs(len(reader.pages) - told_last) <= 1
    text = " ".join(page.extract_text() for page in reader.pages)
    assert grid.title in " ".join(text.split())


@given(
    st.lists(
        st.tuples(st.floats(1, 300), st.floats(0, 900)).map(lambda w: Need(w[0], w[0] + w[1])),
        min_size=1,
        max_size=12,
    ),
    st.floats(50, 1000),
    st.floats(20, 300),
)
def test_columns_fill_the_room_and_none_is_too_narrow(needs, room, most):
    widths = shared_out(needs, room, most)
    if sum(need.least for need in needs) > room:
        assert widths is None
        return
    assert sum(widths) == pytest.approx(room)
    assert all(width >= need.least * (1 - 1e-9) for width, need in zip(widths, needs, strict=True))


def test_lines_are_counted_as_words_fall():
    assert line_count("", 100, 10) == 1
    assert line_count("woord " * 50, 200, 10) > line_count("woord " * 50, 400, 10) > 1


def test_pages_are_counted_as_they_fill():
    rows = [Item(10, again=10, anchor=f"r{n}") for n in range(12)]
    assert pages(rows, 100)["r9"] == 1
    # The header of the table stands on the second page as well.
    assert pages(rows, 100)["r10"] == 2
    heading = [Item(95, anchor="a"), Item(4, keep=True, anchor="kop"), Item(4, anchor="b")]
    assert pages(heading, 100) == {"a": 1, "kop": 2, "b": 2}
    turned = [Item(10, anchor="a"), Item(10, page=50, anchor="b")]
    assert pages(turned, 100) == {"a": 1, "b": 2}
