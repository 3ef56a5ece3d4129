"""The map series: every page drawn and written, several at a time.

The borders are read and simplified once, before the work is shared out. Where the system can fork,
the workers inherit them; elsewhere each worker gets them once, when it starts.
"""

from __future__ import annotations

import gc
import io
import logging
import multiprocessing
import warnings
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import NL, Language, Text
from regiekaart.maps.lean import without_layout_rules
from regiekaart.maps.theme import PLAIN, Theme
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.workers import available_processors, begin_worker, can_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from matplotlib.figure import Figure

    from regiekaart.maps.page import DrawnPage
    from regiekaart.maps.shapes import Land
    from regiekaart.maps.spec import PageSpec
    from regiekaart.study import Study

# What makes the bytes the same on every run: no dates, no random ids, text as text.
SETTINGS: Final[dict[str, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "regiekaart",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    # Letters keep their own widths: fitted to the dots they would be as wide as nobody measured.
    "text.hinting": "none",
    # A dollar sign in a name is a dollar sign, and no mathematics.
    "text.parse_math": False,
}
METADATA: Final[dict[str, dict[str, Any]]] = {
    "svg": {"Date": None, "Creator": "regiekaart"},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": "regiekaart", "Producer": None},
}
FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Called:
    """What units, their codes and groups are called in a file: a process cannot be sent a scheme.

    Parameters
    ----------
    units, groups
        Several of them.
    code
        What stands before a code, since no id begins with a digit.
    """

    units: Text
    groups: Text
    code: str

    @classmethod
    def of(cls, study: Study) -> Called:
        """Return what they are called in a study."""
        scheme = study.scheme
        return cls(scheme.unit.many, scheme.group.many, study.register.code_header)


@dataclass(frozen=True)
class Series:
    """All that a worker needs to draw any page of a study.

    Parameters
    ----------
    called
        The words for the layers and shapes of an SVG.
    formats
        In which each page is written.
    only
        By the id of a page, the formats in which it alone is written. Each is the same whether or
        not the others are written with it.
    """

    names: tuple[str, ...]
    land: Land
    folder: Path
    formats: tuple[str, ...]
    dpi: int
    theme: Theme = PLAIN
    language: Language = NL
    called: Called = Called(FLANDERS.unit.many, FLANDERS.group.many, "nis")
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def draw_series(
    specs: Sequence[PageSpec],
    series: Series,
    jobs: int | None = None,
    done: Callable[[str], None] = lambda _name: None,
) -> list[Path]:
    """Draw pages and write them, and return the files in the order of the pages.

    Parameters
    ----------
    specs
        The pages.
    series
        The land, the look, and where the files go.
    jobs
        How many pages at a time; by default the processors of this machine.
    done
        Called with the name of each page that is ready.
    """
    jobs = min(jobs or available_processors(), len(specs))
    files: list[Path] = []
    for spec, written in zip(specs, _drawn(specs, series, jobs), strict=True):
        files += written
        done(spec.title)
    return files


def _drawn(specs: Sequence[PageSpec], series: Series, jobs: int) -> Iterator[list[Path]]:
    if jobs <= 1 or len(specs) <= FEW:
        for spec in specs:
            yield _written(spec, series)
        return
    _warm(specs, series)
    with ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("fork" if can_fork() else "spawn"),
        initializer=_start_worker,
        initargs=(series,),
    ) as pool:
        yield from pool.map(_write_in_worker, specs, chunksize=1)


def _warm(specs: Sequence[PageSpec], series: Series) -> None:
    """Simplify and measure before the work is shared out, so that no worker does it again."""
    from regiekaart.maps.shapes import TOLERANCES

    for tolerance in TOLERANCES:
        series.land.units(tolerance)
    series.land.extent(specs[0].units)


_worker: dict[str, Series] = {}


def _start_worker(series: Series) -> None:
    _worker["series"] = series
    begin_worker()


def _write_in_worker(spec: PageSpec) -> list[Path]:
    return _written(spec, _worker["series"])


def _written(spec: PageSpec, series: Series) -> list[Path]:
    """Write a page and give its memory back."""
    files = write_page(spec, series)
    # A figure and its parts point at each other: its ten megabytes wait for the collector, which
    # need not look at what is older than the page.
    gc.collect(1)
    return files


@contextmanager
def drawing() -> Iterator[None]:
    """Draw and write with the settings that make the bytes the same on every run."""
    import matplotlib as mpl

    # What matplotlib has to say of its own folders is nothing for a policy officer.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():  # type: ignore[arg-type]
        # A name may hold a sign that the font lacks (an emoji): a box stands for it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def write_page(spec: PageSpec, series: Series) -> list[Path]:
    """Draw one page and write it in its formats.

    Parameters
    ----------
    spec
        The page.
    series
        The land, the look, and where the files go.
    """
    from regiekaart.maps.page import draw_page

    with drawing():
        page = draw_page(spec, series.names, series.land, series.theme)
        figure, written = page.figure, []
        for kind in series.only.get(spec.id, series.formats):
            path = series.folder / f"{spec.id}.{kind}"
            if kind == "png":
                _save_png(figure, spec, series, path)
            elif kind == "svg":
                _save_svg(page, spec, series, path)
            else:
                with without_layout_rules():
                    figure.savefig(path, format=kind, metadata=_metadata(spec, kind))
            written.append(path)
    return written


def full_title(spec: PageSpec) -> str:
    """Return a page's title with what it shows."""
    return f"{spec.title} ({spec.kicker})"


def _metadata(spec: PageSpec, kind: str) -> dict[str, Any]:
    words = {"Title": full_title(spec)}
    # In an SVG the text for the blind has an element of its own.
    told = {"Subject": spec.alt} if kind == "pdf" else {}
    return {**METADATA[kind], **words, **told}


def _save_svg(page: DrawnPage, spec: PageSpec, series: Series, path: Path) -> None:
    """Write a page with text as text, in layers that have a name."""
    from regiekaart.maps.svg_layers import layered

    stream = io.StringIO()
    page.figure.savefig(stream, format="svg", metadata=_metadata(spec, "svg"))
    words = layered(stream.getvalue(), spec, full_title(spec), page.drawn, series)
    path.write_text(words, encoding="utf-8", newline="\n")


def _save_png(figure: Figure, spec: PageSpec, series: Series, path: Path) -> None:
    """Write a page in the theme's own colours, with its title and its text for the blind."""
    import zlib

    from PIL import Image, PngImagePlugin

    from regiekaart.maps.palette import indexed

    figure.set_dpi(series.dpi)
    figure.canvas.draw()
    # The canvas of a page is Agg's: see maps/canvas.py.
    size = figure.canvas.get_width_height()
    pixels = figure.canvas.buffer_rgba()  # type: ignore[attr-defined]
    picture = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")
    picture = indexed(picture, series.theme)
    words = PngImagePlugin.PngInfo()
    words.add_itxt("Title", full_title(spec))
    words.add_itxt("Description", spec.alt)
    dots = (series.dpi, series.dpi)
    # What repeats on a map is the dot to the left: to look farther back takes three times as long,
    # and saves a sixteenth of the file.
    picture.save(path, "PNG", pnginfo=words, dpi=dots, compress_type=zlib.Z_RLE)
