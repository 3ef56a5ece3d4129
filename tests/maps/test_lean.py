"""What is left out for speed is nothing that anybody sees."""

import io
import json
import subprocess
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from regiekaart.language import NL
from regiekaart.maps.atlas import Series, draw_series
from regiekaart.maps.fonts import SOURCE_SANS
from regiekaart.maps.lean import LAYOUT, without_layout_rules
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN
from tiny import grid_study

DOCS = """
import json, sys
from regiekaart.maps.lean import leave_out_docs
if sys.argv[1:] == ["lean"]:
    leave_out_docs()
from matplotlib.patches import Rectangle
print(json.dumps("hatch" in (Rectangle.set.__doc__ or "")))
"""


def test_letters_in_a_pdf_come_without_rules_and_say_what_they_said(tmp_path):
    study = grid_study({1: "A", 2: "A"})
    series = Series(study.names, Land(study.boundaries), tmp_path, ("pdf",), 60)
    (path,) = draw_series([PageMaker(study, NL, PLAIN).pages()[0]], series)
    (page,) = PdfReader(path).pages
    assert "Lokale regiegebieden" in page.extract_text()
    fonts = [f.get_object() for f in page["/Resources"]["/Font"].values()]
    files = [f["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"] for f in fonts]
    assert files
    for file in files:
        tables = set(TTFont(io.BytesIO(file.get_data())).keys())
        assert "glyf" in tables
        assert tables.isdisjoint(LAYOUT)


def test_fonts_are_embedded_as_usual_afterwards():
    def tables():
        with subset.load_font(SOURCE_SANS.regular, subset.Options()) as font:
            return set(font.keys())

    with without_layout_rules():
        lean = tables()
    assert tables() - lean == set(LAYOUT) & tables() != set()


def test_docs_are_left_out_where_somebody_asks_only():
    for words, there in ((["lean"], False), ([], True)):
        done = subprocess.run(
            [sys.executable, "-c", DOCS, *words], check=True, capture_output=True, text=True
        )
        assert json.loads(done.stdout) is there
