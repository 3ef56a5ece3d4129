"""Pages as pictures, without their text, held against pictures that a person has looked at.

A picture that is not there is drawn, and the test fails: look at it, and run again. Text is left
out, since another version of the font library moves letters by a hair.
"""

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from regiekaart.facts.membership import Evidence
from regiekaart.language import NL
from regiekaart.maps.atlas import SETTINGS
from regiekaart.maps.page import draw_page
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN
from tiny import grid_study

FOLDER = Path(__file__).parent / "baselines"
DPI = 40
PAGES = ("flanders", "flanders-coverage", "province-zuid", "regie-region-a")
# Of 255; what a line that moved by a pixel makes of a small part of the page.
MOST_ON_AVERAGE = 0.6


def picture(identity):
    study = grid_study(
        {1: "A", 2: "A", 4: "A", 3: "B", 6: "B"}, outside=(9,), evidence={4: Evidence.INFERRED}
    )
    spec = next(page for page in PageMaker(study, NL, PLAIN).pages() if page.id == identity)
    with mpl.rc_context(SETTINGS):
        figure = draw_page(spec, study.names, Land(study.boundaries), PLAIN).figure
        for text in figure.findobj(Text):
            text.set_visible(False)
        figure.set_dpi(DPI)
        figure.canvas.draw()
        return np.asarray(figure.canvas.buffer_rgba())[:, :, :3]


@pytest.mark.parametrize("identity", PAGES)
def test_a_page_looks_as_it_did(identity):
    drawn, path = picture(identity), FOLDER / f"{identity}.png"
    if not path.exists():
        FOLDER.mkdir(exist_ok=True)
        Image.fromarray(drawn).save(path, optimize=True)
        pytest.fail(f"there was no picture yet: look at {path.name}, and run again")
    with Image.open(path) as opened:
        kept = np.asarray(opened.convert("RGB"))
    assert drawn.shape == kept.shape
    assert np.abs(drawn.astype(int) - kept.astype(int)).mean() < MOST_ON_AVERAGE


def test_a_page_of_another_region_would_be_noticed():
    one, other = picture("regie-region-a"), picture("flanders")
    small = tuple(slice(0, min(pair)) for pair in zip(one.shape, other.shape, strict=True))
    assert np.abs(one[small].astype(int) - other[small].astype(int)).mean() > MOST_ON_AVERAGE
