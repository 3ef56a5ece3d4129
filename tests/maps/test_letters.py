"""Lines of text: measured once, drawn from outlines, and the same as matplotlib would draw them."""

import io
import math
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D
from pypdf import PdfReader

from regiekaart.maps.atlas import drawing
from regiekaart.maps.fonts import SOURCE_SANS, Font, families, spare
from regiekaart.maps.lettering import Line
from regiekaart.maps.letters import ink, middle, outline
from regiekaart.maps.style import Type
from regiekaart.maps.theme import MM_PER_INCH, MM_PER_POINT

WORDS = "Scherpenheuvel-Zichem, ⇄ 93,13 % (Àvĳ)"
BOLD = pytest.mark.parametrize("bold", [False, True])


def paper(artist, dpi=150):
    """Return a sheet of 120 by 30 mm with something on it that is placed in millimetres."""
    figure = Figure(figsize=(120 / MM_PER_INCH, 30 / MM_PER_INCH), dpi=dpi)
    FigureCanvasAgg(figure)
    artist.set_transform(Affine2D().scale(1 / MM_PER_INCH) + figure.dpi_scale_trans)
    figure.add_artist(artist)
    return figure


def darkness(figure):
    """Return how dark each dot is, from 0 to 1."""
    with drawing():
        figure.canvas.draw()
    return 1 - np.asarray(figure.canvas.buffer_rgba())[:, :, 0] / 255


def as_matplotlib_has_it(x, y, words, how):
    style = {"size": how.size, "ha": how.align, "rotation": how.angle, "color": how.colour}
    weight, letters = "bold" if how.bold else "normal", families(SOURCE_SANS)
    return Text(x, y, words, family=letters, weight=weight, rotation_mode="anchor", **style)


@BOLD
def test_a_line_is_as_wide_and_high_as_matplotlib_measures_it(bold):
    style = FontProperties(
        family=families(SOURCE_SANS), size=100, weight="bold" if bold else "normal"
    )
    told = text_to_path.get_text_width_height_descent(WORDS, style, ismath=False)
    width, height, below = (each * MM_PER_POINT / 100 for each in told)
    measured = ink(WORDS, SOURCE_SANS, bold)
    assert measured == pytest.approx((width, height - below, below))


@BOLD
def test_an_outline_covers_what_was_measured(bold):
    box, measured = outline(WORDS, SOURCE_SANS, bold).get_extents(), ink(WORDS, SOURCE_SANS, bold)
    assert box.width == pytest.approx(measured.width, rel=0.01)
    assert (box.y1, -box.y0) == pytest.approx((measured.above, measured.below), rel=0.05)


def test_the_middle_of_a_line_is_half_a_capital_high_whatever_its_letters():
    assert middle(SOURCE_SANS, bold=False) == pytest.approx(ink("E", SOURCE_SANS, False).above / 2)


def test_letters_that_the_system_has_by_name_are_found():
    named = Font(spare().family)
    assert ink(WORDS, named, False) == ink(WORDS, spare(), False)
    assert outline(WORDS, named, True).get_extents().width > 0


@pytest.mark.parametrize("angle", [0, 30, -55])
@pytest.mark.parametrize("align", ["left", "center", "right"])
@BOLD
def test_dots_are_as_dark_as_matplotlib_makes_them(angle, align, bold):
    how = Type(7.5, "#000000", bold, align, angle=angle)
    ours = darkness(paper(Line(60.3, 15.2, "Heist-op-den-Berg 261", how, SOURCE_SANS)))
    theirs = darkness(paper(as_matplotlib_has_it(60.3, 15.2, "Heist-op-den-Berg 261", how)))
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.02)
    # A letter stands within a third of a dot of where it stood.
    assert np.abs(ours - theirs).sum() < 0.4 * theirs.sum()


@given(st.floats(10, 110), st.floats(10, 20), st.integers(-90, 90))
def test_text_turns_about_its_point(x, y, angle):
    level = Line(x, y, "Genk", Type(8, "#000", align="center", anchor="middle"), SOURCE_SANS)
    how = Type(8, "#000", align="center", anchor="middle", angle=angle)
    turned = Line(x, y, "Genk", how, SOURCE_SANS)
    reach = math.dist(level.start(), (x, y))
    assert math.dist(turned.start(), (x, y)) == pytest.approx(reach)
    before = math.atan2(level.start()[1] - y, level.start()[0] - x)
    after = math.atan2(turned.start()[1] - y, turned.start()[0] - x)
    assert math.remainder(after - before - math.radians(angle), math.tau) == pytest.approx(
        0, abs=1e-6
    )


@pytest.mark.parametrize("words", ["", " ", "\N{NO-BREAK SPACE}"])
def test_a_line_without_ink_leaves_the_paper_white(words):
    assert not darkness(paper(Line(60, 15, words, Type(9, "#000000"), SOURCE_SANS))).any()


def test_a_line_that_is_hidden_is_not_drawn():
    line = Line(60, 15, "Genk", Type(9, "#000000"), SOURCE_SANS)
    line.set_visible(False)
    assert not darkness(paper(line)).any()


def test_signs_that_no_font_has_are_boxes():
    with drawing(), warnings.catch_warnings():
        assert darkness(paper(Line(60, 15, "日😀", Type(9, "#000000"), SOURCE_SANS))).any()


def test_in_files_a_line_is_text_with_its_anchor():
    line = Line(60, 15, "Genk", Type(9, "#123456", align="center"), SOURCE_SANS)
    figure, svg, pdf = paper(line), io.StringIO(), io.BytesIO()
    with drawing():
        figure.savefig(svg, format="svg")
        figure.savefig(pdf, format="pdf")
    assert "text-anchor: middle" in svg.getvalue()
    assert ">Genk</text>" in svg.getvalue()
    assert PdfReader(pdf).pages[0].extract_text() == "Genk"


def test_threads_measure_beside_each_other():
    words = [f"{name} {number}" for number in range(200) for name in ("Genk", "Heist-op-den-Berg")]
    alone = [ink.__wrapped__(each, SOURCE_SANS, False) for each in words]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda each: ink.__wrapped__(each, SOURCE_SANS, False), words))
    assert together == alone
