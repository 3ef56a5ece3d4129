import csv
import io
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from matplotlib.text import Text
from pypdf import PdfReader

from regiekaart.build import BuildChoice, build
from regiekaart.language import EN, NL
from regiekaart.maps.book_columns import Columns, Line
from regiekaart.maps.book_metadata import Metadata
from regiekaart.maps.book_pages import Matter, collation_key, roman, unit_maps
from regiekaart.maps.canvas import Canvas
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN
from tiny import grid_study


def choice(tmp_path, **settings):
    settings = {"parts": ("maps",), "formats": ("pdf",), "jobs": 1} | settings
    return BuildChoice(output=tmp_path / "outputs", dpi=60, **settings)


@pytest.fixture(scope="module")
def study():
    return grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,))


@pytest.fixture(scope="module")
def made(study, tmp_path_factory):
    return build(study, choice(tmp_path_factory.mktemp("book")))


@pytest.fixture(scope="module")
def atlas(made):
    return PdfReader(made.folder / "maps" / "atlas.pdf")


@pytest.fixture(scope="module")
def specs(study):
    return PageMaker(study, NL, PLAIN).pages()


FRONT = 2


def links(atlas, page):
    """Return the text of each link with the number of the page, from 0, that it leads to."""
    found = []
    for note in atlas.pages[page].get("/Annots", []):
        target = note.get_object()["/Dest"][0]
        (to,) = [i for i, p in enumerate(atlas.pages) if p.indirect_reference == target]
        found.append((note.get_object()["/Contents"], to))
    return found


def flat(outline, depth=0):
    for item in outline:
        if isinstance(item, list):
            yield from flat(item, depth + 1)
        else:
            yield depth, item


def test_the_atlas_holds_a_cover_the_contents_every_map_in_order_and_an_index(atlas, specs):
    texts = [page.extract_text() for page in atlas.pages]
    assert len(texts) == FRONT + len(specs) + 1
    assert "Lokale regiegebieden sociale economie en werk" in texts[0]
    assert "Inhoud" in texts[1]
    for text, spec in zip(texts[FRONT:], specs, strict=False):
        assert spec.title in text
        assert spec.page_number in text
    assert "Register van gemeenten" in texts[-1]


def test_the_cover_says_what_when_how_much_and_by_which_sources(atlas, specs):
    cover = atlas.pages[0].extract_text().replace("\n", " ")
    assert "toestand op 1 januari 2023" in cover
    assert specs[0].subtitle[:40] in cover
    assert "Bevolking: Statbel, 1 januari 2023." in cover
    assert "Bewijs van de lidmaatschappen" in cover
    assert "Grenzen: benaderende grenzen." in cover


def test_every_line_of_the_contents_leads_to_its_map(atlas, specs):
    found = links(atlas, 1)
    assert found == [
        (f"{spec.title}: {number}", FRONT + number - 1)
        for number, spec in enumerate(specs, start=1)
    ]


def test_every_municipality_is_in_the_index_with_the_maps_that_name_it(atlas, specs, study):
    found = links(atlas, len(atlas.pages) - 1)
    expected = [
        (f"{name}: {number + 1}", FRONT + number)
        for name, numbers in sorted(zip(study.names, unit_maps(specs, 9), strict=True))
        for number in numbers
    ]
    assert found == expected
    for name in study.names:
        assert any(words.startswith(f"{name}: ") for words, _ in found)


def test_on_the_real_study_the_index_has_exactly_the_maps_that_name_a_municipality(study_2023):
    specs = PageMaker(study_2023, NL, PLAIN).pages()
    matter = Matter(study_2023, NL, Land(study_2023.boundaries), specs)
    found = {}
    for page in matter.index():
        for link in page.links:
            found.setdefault(link.words.rpartition(": ")[0], []).append(link.target)
    assert set(found) == set(study_2023.names)
    for unit, name in enumerate(study_2023.names):
        assert found[name] == [
            i for i, spec in enumerate(specs) if spec.labelled and unit in spec.units
        ]


def test_bookmarks_name_every_map_under_its_kind_and_lead_to_it(atlas, specs):
    marks = [
        (depth, item.title, atlas.get_destination_page_number(item))
        for depth, item in flat(atlas.outline)
    ]
    assert marks[:2] == [(0, "Omslag", 0), (0, "Inhoud", 1)]
    assert [title for depth, title, _ in marks if depth == 0] == [
        "Omslag", "Inhoud", "Vlaanderen", "Provincies", "Regiegebieden", "Register van gemeenten",
    ]  # fmt: skip
    maps = [(title, page) for depth, title, page in marks if depth == 1]
    assert maps == [(spec.title, FRONT + i) for i, spec in enumerate(specs)]
    assert marks[-1][2] == FRONT + len(specs)


def test_pages_are_numbered_as_the_maps_are_on_paper(atlas, specs):
    numbers = [str(n) for n in range(1, len(specs) + 2)]
    assert atlas.page_labels == ["i", "ii", *numbers]


def test_a_screen_reader_hears_the_text_of_every_map(atlas, specs):
    root = atlas.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "nl"
    document = root["/StructTreeRoot"]["/K"][0].get_object()
    elements = [kid.get_object() for kid in document["/K"]]
    assert [e["/S"] for e in elements] == [
        "/Sect", "/TOC", *["/Figure"] * len(specs), "/Index",
    ]  # fmt: skip
    for element, spec, page in zip(elements[FRONT:], specs, atlas.pages[FRONT:], strict=False):
        assert element["/Alt"] == spec.alt
        assert element["/Pg"] == page
        content = page.get_contents().get_data()
        assert content.startswith(b"/Figure <</MCID 0>> BDC")
        assert content.rstrip().endswith(b"EMC")
    owners = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for element, page in zip(elements, atlas.pages, strict=True):
        place = 2 * page["/StructParents"]
        assert owners[place + 1][0].get_object() == element


def test_every_link_is_told_to_a_screen_reader(atlas):
    owners = atlas.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for page in (atlas.pages[1], atlas.pages[-1]):
        for note in page["/Annots"]:
            element = owners[2 * note.get_object()["/StructParent"] + 1].get_object()
            assert element["/S"] == "/Link"
            assert element["/K"]["/Obj"].get_object() == note.get_object()


def test_the_document_says_what_it_is_and_no_day(atlas):
    assert set(atlas.metadata) == {"/Title", "/Subject", "/Author", "/Creator", "/Producer"}
    assert atlas.metadata.title == "Lokale regiegebieden sociale economie en werk · atlas"
    assert atlas.metadata.author == "regiekaart"


def test_the_metadata_for_archives_repeats_it_and_claims_no_standard(atlas):
    stream = atlas.trailer["/Root"]["/Metadata"]
    assert (stream["/Type"], stream["/Subtype"]) == ("/Metadata", "/XML")
    told = atlas.xmp_metadata
    assert set(told.dc_title) == {"x-default", "nl"}
    assert set(told.dc_title.values()) == {atlas.metadata.title}
    assert set(told.dc_description.values()) == {atlas.metadata.subject}
    assert (told.dc_language, told.dc_creator) == (["nl"], ["regiekaart"])
    assert (told.xmp_create_date, told.xmp_modify_date, told.pdfaid_part) == (None, None, None)
    assert b"pdfuaid" not in stream.get_data()


def test_hostile_words_stay_words_in_the_metadata():
    words = '<x a="1">&amp;</x> {maker} ]]>'
    root = ET.fromstring(Metadata(words, words, "nl", words).packet())  # noqa: S314 - made here
    told = [li.text for li in root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")]
    assert told == [words] * 5 + ["nl"]


def test_a_map_says_what_it_shows_and_no_day(made, specs):
    for spec in specs:
        told = PdfReader(made.folder / "maps" / f"{spec.id}.pdf").metadata
        assert told.title == f"{spec.title} ({spec.kicker})"
        assert told.subject == spec.alt
        assert set(told) == {"/Title", "/Subject", "/Creator"}


def test_letters_are_embedded_once(atlas):
    fonts = [
        (font.get_object()["/BaseFont"].partition("+")[2], font.idnum)
        for page in atlas.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert {face for face, _ in fonts} == {"SourceSansPro-Regular", "SourceSansPro-Bold"}
    assert len({idnum for face, idnum in fonts if face == "SourceSansPro-Bold"}) == 1


def test_the_text_of_a_map_is_the_same_in_the_atlas(atlas, made, specs):
    for number, spec in enumerate(specs):
        (alone,) = PdfReader(made.folder / "maps" / f"{spec.id}.pdf").pages
        assert atlas.pages[FRONT + number].extract_text() == alone.extract_text()


def test_an_invented_list_is_called_so_on_every_page(tmp_path):
    made = build(grid_study({1: "A"}, fictional=True), choice(tmp_path))
    for page in PdfReader(made.folder / "maps" / "atlas.pdf").pages:
        assert "FICTIEF VOORBEELD" in page.extract_text()


@pytest.mark.usefixtures("two_maps")
def test_an_english_atlas_is_english(study, tmp_path):
    made = build(study, choice(tmp_path, language=EN))
    atlas = PdfReader(made.folder / "maps" / "atlas.pdf")
    assert atlas.trailer["/Root"]["/Lang"] == "en"
    assert "Contents" in atlas.pages[1].extract_text()
    assert "Index of municipalities" in atlas.pages[-1].extract_text()


def test_only_the_whole_series_in_pdf_makes_an_atlas(study, tmp_path):
    some = build(study, choice(tmp_path / "1", name="noord"))
    assert [path.name for path in some.files] == ["province-noord.pdf"]
    assert (some.folder / "maps" / "index.csv").is_file()
    drawn = build(study, choice(tmp_path / "2", formats=("png",)))
    assert "atlas.pdf" not in {path.name for path in drawn.files}


def test_the_atlas_is_no_map_in_the_summary(made, specs):
    assert f"{len(specs)} kaarten en atlas.pdf." in made.summary(NL)


def listed(folder):
    text = (folder / "maps" / "index.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_list_of_maps_has_the_text_of_each_for_who_cannot_see_it(study, specs, tmp_path):
    made = build(study, choice(tmp_path, formats=("png", "svg")))
    rows = listed(made.folder)
    assert [row["tekstalternatief"] for row in rows] == [spec.alt for spec in specs]
    assert [row["nummer"] for row in rows] == [str(n) for n in range(1, len(specs) + 1)]
    assert rows[0]["bestanden"] == "flanders.png, flanders.svg"
    entries = {entry["path"]: entry for entry in made.manifest["files"]}
    assert entries["maps/flanders.png"]["map"]["alt"] == specs[0].alt
    assert "maps/index.csv" in entries


def test_a_map_that_stays_keeps_its_text_in_the_list(study, specs, tmp_path):
    build(study, choice(tmp_path, formats=("png",)))
    other = grid_study({1: "A", 2: "A", 7: "B", 9: "B"}, outside=(8,))
    made = build(other, choice(tmp_path, formats=("png",), name="noord"))
    rows = {row["bestanden"]: row["tekstalternatief"] for row in listed(made.folder)}
    assert len(rows) == len(specs)
    old = {f"{spec.id}.png": spec.alt for spec in specs}
    new = PageMaker(other, NL, PLAIN).pages(["province"], "noord")[0].alt
    assert new != old["province-noord.png"]
    assert rows == old | {"province-noord.png": new}


def test_names_stand_as_in_a_dutch_telephone_book():
    names = [
        "Deerlijk",
        "De Panne",
        "Écaussinnes",
        "Edegem",
        "'s-Gravenwezel",
        "Damme",
        "Sint-Niklaas",
    ]
    assert sorted(names, key=collation_key) == [
        "Damme", "De Panne", "Deerlijk", "Écaussinnes", "Edegem", "'s-Gravenwezel", "Sint-Niklaas",
    ]  # fmt: skip


def test_roman_figures():
    assert [roman(n) for n in (1, 2, 3, 4, 5, 6, 9, 10, 39)] == [
        "i", "ii", "iii", "iv", "v", "vi", "ix", "x", "xxxix",
    ]  # fmt: skip


def columns(**settings):
    settings = {"count": 5, "numbers_apart": False} | settings
    return Columns(PLAIN, "Titel", "Uitleg", "Voet", finish=lambda _: None, **settings)


def test_no_heading_stands_alone_at_the_foot_of_a_column():
    sheet = columns()
    lines = [Line(f"naam {n}", (n,)) for n in range(sheet.height - 2)]
    (page,) = sheet.pages([*lines, Line("B", heading=True), Line("Boom", (1,))], str)
    west = {link.words: link.box[0] for link in page.links}
    assert west["Boom: 2"] > west["naam 0: 1"] + sheet.width / 2


def test_many_numbers_go_on_below_and_none_is_lost():
    sheet = columns()
    targets = tuple(range(100, 140))
    (page,) = sheet.pages([Line("Geraardsbergen", targets)], str)
    assert [link.target for link in page.links] == list(targets)
    assert len({link.box[1] for link in page.links}) > 3
    assert all(link.box[2] <= PLAIN.margins.left + sheet.width + 0.01 for link in page.links)


def test_a_long_title_in_the_contents_is_broken_and_not_cut_off():
    sheet = columns(count=3, numbers_apart=True)
    title = "Van wie is het lidmaatschap onbekend, en wat zouden zij samen kunnen vormen?"
    (page,) = sheet.pages([Line(title, (4,))], str)
    words = " ".join(text.get_text() for text in page.figure.findobj(Text))
    assert title in words.replace(" 5 ", " ")
    assert "…" not in words


def test_links_lie_on_the_paper_and_do_not_overlap(example):
    specs = PageMaker(example, NL, PLAIN).pages()
    matter = Matter(example, NL, Land(example.boundaries), specs)
    for page in (*matter.contents(before=1), *matter.index()):
        boxes = sorted(link.box for link in page.links)
        for west, south, east, north in boxes:
            assert 0 < west < east < PLAIN.page[0]
            assert 0 < south < north < PLAIN.page[1]
        by_row = {}
        for box in boxes:
            by_row.setdefault(round(box[1], 3), []).append(box)
        for row in by_row.values():
            assert all(a[2] <= b[0] for a, b in pairwise(row))


def test_a_hostile_name_stays_text(tmp_path):
    name = "$x^2$ <b>(\\) & Co"
    made = build(grid_study({1: name}), choice(tmp_path))
    atlas = PdfReader(made.folder / "maps" / "atlas.pdf")
    assert name in [item.title for _, item in flat(atlas.outline)]
    assert name in atlas.pages[1].extract_text()


def test_a_series_in_another_look_has_its_paper(study, specs):
    theme = replace(PLAIN, page=(210.0, 297.0))
    cover = Matter(study, NL, Land(study.boundaries), specs, theme).cover()
    assert cover.figure.get_size_inches().tolist() == pytest.approx([210 / 25.4, 297 / 25.4])
    assert (
        Canvas(theme).figure.get_size_inches().tolist() == cover.figure.get_size_inches().tolist()
    )


def build_signs(folder, jobs, dpi, name, formats):
    """Build the maps of regions with signs from two fonts."""
    study = grid_study({1: "⇄", 2: "⇄", 9: "Ωmega"}, outside=(8,))
    choice = BuildChoice(
        output=folder, parts=("maps",), formats=tuple(formats), jobs=jobs, dpi=dpi, name=name
    )
    build(study, choice)


ELSEWHERE = """
import sys
from pathlib import Path
from maps.test_book import build_signs
folder, dpi, name, *formats = sys.argv[1:]
build_signs(Path(folder), 2, int(dpi), name or None, formats)
"""


@pytest.mark.parametrize(
    ("dpi", "name", "formats"),
    [("60", "", ["png", "svg", "pdf"]), ("300", "noord", ["png"])],
)
def test_another_process_with_other_hashes_writes_the_same_bytes(tmp_path, dpi, name, formats):
    here = str(Path(__file__).parents[1])
    build_signs(tmp_path / "here", 1, int(dpi), name or None, formats)
    words = [sys.executable, "-c", ELSEWHERE, str(tmp_path / "there"), dpi, name, *formats]
    found = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    env = os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": found}
    subprocess.run(words, check=True, env=env)
    first, second = (sorted((tmp_path / place).rglob("maps/*")) for place in ("here", "there"))
    assert [path.name for path in first] == [path.name for path in second]
    assert {path.suffix[1:] for path in first} == {*formats, "csv"}
    assert ("atlas.pdf" in {path.name for path in first}) == ("pdf" in formats)
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name
