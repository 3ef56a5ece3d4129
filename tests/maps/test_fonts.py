import hashlib
import re
import warnings
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties, findfont, fontManager

from regiekaart.maps.atlas import drawing
from regiekaart.maps.fonts import SOURCE_SANS, Font, families, family_of, is_installed, spare
from regiekaart.maps.label_text import text_size
from regiekaart.maps.theme import PLAIN
from regiekaart.paths import shipped_data

MONO = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSansMono.ttf")
SERIF_BOLD = MONO.with_name("DejaVuSerif-Bold.ttf")


def found(font, weight):
    return Path(findfont(FontProperties(family=families(font)[0], weight=weight)))


def test_the_fonts_that_ship_are_the_files_that_the_list_of_sources_names():
    listed = (shipped_data() / "SOURCES.md").read_text("utf-8")
    for path in (shipped_data() / "fonts").iterdir():
        assert hashlib.sha256(path.read_bytes()).hexdigest() in listed, path.name
    assert "SIL OPEN FONT LICENSE" in (shipped_data() / "fonts" / "OFL.txt").read_text("ascii")


def test_the_theme_that_ships_is_set_in_them():
    assert PLAIN.font == SOURCE_SANS
    assert family_of(SOURCE_SANS.regular) == family_of(SOURCE_SANS.bold) == "Source Sans Pro"


def test_letters_are_taken_from_their_files_for_both_weights():
    assert found(SOURCE_SANS, "normal") == SOURCE_SANS.regular
    assert found(SOURCE_SANS, "bold") == SOURCE_SANS.bold


def test_a_font_of_the_system_by_the_same_name_does_not_take_their_place():
    impostor = FontEntry(fname=str(MONO), name="Source Sans Pro", weight="normal")
    fontManager.ttflist.insert(0, impostor)
    try:
        own = Font("Source Sans Pro", SERIF_BOLD)
        assert found(SOURCE_SANS, "normal") == SOURCE_SANS.regular
        assert found(own, "normal") == SERIF_BOLD
    finally:
        fontManager.ttflist.remove(impostor)


def test_without_a_bold_file_bold_stands_in_the_regular_letters():
    assert found(Font("Mono", MONO), "bold") == MONO


def test_a_font_is_made_known_once():
    families(Font("Mono", MONO))
    before = len(fontManager.ttflist)
    families.cache_clear()
    families(Font("Mono", MONO))
    assert len(fontManager.ttflist) == before


def test_signs_that_the_font_lacks_come_from_the_one_that_matplotlib_ships():
    assert families(SOURCE_SANS)[1:] == families(spare())[:1]
    # The arrow is in DejaVu Sans only: it has the width that it has there.
    with drawing():
        assert text_size(["⇄"], 10, SOURCE_SANS) == text_size(["⇄"], 10, spare())


def test_a_sign_that_no_font_has_is_a_box_and_no_error(tmp_path):
    with drawing(), warnings.catch_warnings():
        for kind in ("png", "svg", "pdf"):
            figure = Figure(figsize=(2, 1))
            figure.text(0, 0.5, "Genk 日 😀 عربي", family=families(SOURCE_SANS))
            figure.savefig(tmp_path / f"text.{kind}", dpi=60)
            assert (tmp_path / f"text.{kind}").stat().st_size > 500


@pytest.mark.parametrize("dpi", [60, 110, 150, 300])
def test_text_is_as_wide_on_the_page_as_it_was_measured(dpi):
    words = (
        "Van de 42 gemeenten zijn er 27 bekend als lid; Heist-op-den-Berg, Scherpenheuvel-Zichem"
    )
    with drawing():
        figure = Figure(figsize=(11, 1), dpi=dpi)
        canvas = FigureCanvasAgg(figure)
        text = figure.text(0, 0.5, words, family=families(SOURCE_SANS), size=9)
        drawn = text.get_window_extent(canvas.get_renderer()).width / dpi * 25.4
    assert drawn == pytest.approx(text_size([words], 9, SOURCE_SANS)[0], abs=0.25)


def test_what_holds_no_letters_has_no_family(tmp_path):
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(SOURCE_SANS.regular.read_bytes()[:5000])
    text = tmp_path / "text.ttf"
    text.write_text("Dit is geen lettertype.")
    open_type = tmp_path / "letters.otf"
    open_type.write_bytes(b"OTTO" + bytes(100))
    for path in (cut, text, open_type, tmp_path / "none.ttf"):
        assert family_of(path) is None
    assert family_of(MONO) == "DejaVu Sans Mono"


def test_a_family_is_installed_or_it_is_not():
    assert is_installed("DejaVu Sans")
    assert not is_installed("Geen Enkel Lettertype")


def test_a_pdf_knows_the_letters_by_their_own_name(tmp_path):
    with drawing():
        figure = Figure(figsize=(1, 1))
        figure.text(0, 0, "Genk", family=families(SOURCE_SANS), weight="bold")
        figure.savefig(tmp_path / "text.pdf", metadata={"CreationDate": None})
    fonts = re.findall(rb"/BaseFont /\w+\+([\w-]+)", (tmp_path / "text.pdf").read_bytes())
    assert set(fonts) == {b"SourceSansPro-Bold"}
