"""Charts as pictures of dots, for documents that know no drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.maps.fonts import SOURCE_SANS
from regiekaart.maps.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.maps.theme import Theme
    from regiekaart.report.charts import Chart

DOTS_PER_INCH: Final = 200
POINTS_PER_PIXEL: Final = 72 / 96
# Each chart is a page of its own size; the drawings come in from outside, never as source.
_SOURCE: Final = """
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: sys.inputs.family)
#for number in range(int(sys.inputs.count)) {
  if number > 0 { pagebreak() }
  let drawing = bytes(sys.inputs.at("svg-" + str(number)))
  image(drawing, format: "svg", width: float(sys.inputs.at("width-" + str(number))) * 1pt)
}
"""


def chart_pngs(charts: Sequence[Chart], theme: Theme = PLAIN) -> list[bytes]:
    """Return charts as PNG, all made at once; the same on every machine.

    Parameters
    ----------
    charts
        The charts.
    theme
        The look that they were drawn in: its letters, and those that ship where it lacks some;
        letters that happen to be installed are not used.
    """
    if not charts:
        return []
    import typst

    inputs = {"count": str(len(charts)), "family": SOURCE_SANS.family}
    for number, chart in enumerate(charts):
        inputs[f"svg-{number}"] = chart.svg
        inputs[f"width-{number}"] = f"{chart.width * POINTS_PER_PIXEL:g}"
    files = {theme.font.regular, theme.font.bold, SOURCE_SANS.regular}
    folders = sorted({str(file.parent) for file in files if file is not None})
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    compiler = typst.Compiler(_SOURCE.encode(), font_paths=fonts, sys_inputs=inputs)
    made = compiler.compile(format="png", ppi=DOTS_PER_INCH)
    return [made] if isinstance(made, bytes) else list(made or [])
