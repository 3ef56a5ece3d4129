"""Charts of a workbook: drawn by the spreadsheet itself, from the cells of their table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import Text
from regiekaart.report.xlsx.fields import clean
from regiekaart.report.xlsx.look import FONT
from regiekaart.words.table import cell_text

if TYPE_CHECKING:
    from regiekaart.report.xlsx.page import Page
    from regiekaart.report.xlsx.sheet import Sheet

WIDTH: Final = 720
# Of two beside each other.
HALF: Final = 540
HEIGHT: Final = 300
# Of a row that nothing makes higher, in pixels.
ROW: Final = 20
_KNOWN: Final = Text("leden", "members")
_UNKNOWN: Final = Text("lidmaatschap onbekend", "membership unknown")
_ANNOUNCED: Final = Text("aangekondigd", "announced")


def add_coverage_chart(page: Page, made: Any, sheet: Sheet, row: int) -> None:  # noqa: ANN401
    """Draw the coverage of the population per part as bars, the unknown part hatched.

    Parameters
    ----------
    page, made, sheet
        The sheet on which the chart and its figures stand.
    row
        The first row of the chart.
    """
    chart = page.book.add_chart({"type": "bar", "subtype": "stacked"})
    _add_known(page, chart, sheet, "population_share", sheet.end)
    noun = sheet.table.columns[0].header
    title = Text(f"Dekking van de bevolking per {noun.nl}", f"Population coverage by {noun.en}")
    part = clean(page.language.say(noun))
    _finish(page, chart, title, part, Text("aandeel van de bevolking", "share of population"))
    # The first row on top, as in the table.
    chart.set_y_axis({**_axis(page, part), "reverse": True, "crossing": "max"})
    alt = _alt(page, sheet, title, ("population_share",))
    made.insert_chart(row, 0, chart, {"description": alt, "object_position": 1, "y_offset": 6})


def add_history_charts(page: Page, made: Any, sheet: Sheet, row: int) -> None:  # noqa: ANN401
    """Draw the coverage at each cycle: what is known and unknown as columns, what was announced.

    Parameters
    ----------
    page, made, sheet
        The sheet on which the charts and their figures stand.
    row
        The first row of the charts.
    """
    for number, (part, noun) in enumerate(
        (
            ("population", Text("bevolking", "population")),
            ("municipality", Text("gemeenten", "municipalities")),
        )
    ):
        key, told = f"{part}_share", f"{part}_announced"
        chart = page.book.add_chart({"type": "column", "subtype": "stacked"})
        _add_known(page, chart, sheet, key, sheet.last)
        marks = page.book.add_chart({"type": "line"})
        warning = {"color": page.look.theme.warning}
        marks.add_series(
            {
                "name": page.language.say(_ANNOUNCED),
                "categories": _span(sheet, "cycle", sheet.last),
                "values": _span(sheet, told, sheet.last),
                "line": {"none": True},
                "marker": {"type": "diamond", "size": 9, "fill": warning, "border": warning},
                "data_labels": {
                    "value": True, "position": "right", "custom": _printed(sheet, part, page),
                    "font": {"name": FONT, "color": page.look.theme.warning, "bold": True},
                },
            }
        )  # fmt: skip
        chart.combine(marks)
        title = Text(
            f"Dekking van de {noun.nl} bij elke beleidscyclus",
            f"Coverage of the {noun.en} in each policy cycle",
        )
        share = Text(f"aandeel van de {noun.nl}", f"share of {noun.en}")
        cycle = page.say("beleidscyclus", "policy cycle")
        _finish(page, chart, title, cycle, share)
        chart.set_size({"width": HALF, "height": HEIGHT})
        alt = _alt(page, sheet, title, (key, f"{part}_printed"))
        left = number * (HALF + 16)
        options = {"description": alt, "object_position": 1, "y_offset": 6, "x_offset": left}
        made.insert_chart(row, 0, chart, options)


def _printed(sheet: Sheet, part: str, page: Page) -> list[dict[str, object]]:
    """Return what was announced as it was printed: a label per point, or none."""
    values = next(field.values for field in sheet.fields if field.key == f"{part}_printed")
    font = {"name": FONT, "color": page.look.theme.warning, "bold": True}
    return [{"value": value, "font": font} if value else {"delete": True} for value in values]


def rows_of_chart() -> int:
    """Return how many rows a chart covers."""
    return HEIGHT // ROW + 2


def _add_known(page: Page, chart: Any, sheet: Sheet, key: str, last: int) -> None:  # noqa: ANN401
    theme, first = page.look.theme, sheet.fields[0].key
    series = [(key, _KNOWN, {"fill": {"color": theme.accent}})]
    unknown = f"{key}_unknown"
    if any(helper.key == unknown for helper in sheet.helpers):
        hatch = {
            "pattern": "wide_upward_diagonal",
            "fg_color": theme.unknown_hatch,
            "bg_color": theme.unknown,
        }
        series.append((unknown, _UNKNOWN, {"pattern": hatch}))
    for value, name, fill in series:
        chart.add_series(
            {
                "name": page.language.say(name),
                "categories": _span(sheet, first, last),
                "values": _span(sheet, value, last),
                "border": {"color": theme.unit_line, "width": 0.5},
                "gap": 60,
                **fill,
            }
        )


def _span(sheet: Sheet, key: str, last: int) -> list[object]:
    column = sheet.position(key)
    return [sheet.name, sheet.first, column, last, column]


def _finish(page: Page, chart: Any, title: Text, names: str, share: Text) -> None:  # noqa: ANN401
    theme = page.look.theme
    font = {"name": FONT, "size": 13, "bold": True, "color": theme.accent}
    words = page.language.say(title)
    if page.fictional:
        words = f"{page.say('Fictief voorbeeld', 'Fictional example')} – {words}"
        font["color"] = theme.warning
    chart.set_title({"name": words, "name_font": font, "overlay": False})
    chart.set_x_axis(_axis(page, names))
    scale = {
        "min": 0, "max": 1, "major_unit": 0.25, "num_format": "0%",
        "major_gridlines": {"visible": True, "line": {"color": theme.context_line, "width": 0.5}},
    }  # fmt: skip
    value = _axis(page, page.language.say(share)) | scale
    if chart.__class__.__name__ == "ChartBar":
        chart.set_x_axis(value)
        chart.set_y_axis(_axis(page, names))
    else:
        chart.set_y_axis(value)
    font_of_key = {"name": FONT, "color": theme.ink}
    # A chart in which all bars mean the same needs no key.
    several = len(chart.series) > 1
    legend = {"position": "bottom", "font": font_of_key} if several else {"none": True}
    chart.set_legend(legend)
    chart.set_size({"width": WIDTH, "height": HEIGHT})


def _axis(page: Page, name: str) -> dict[str, object]:
    theme = page.look.theme
    return {
        "name": name,
        "name_font": {"name": FONT, "bold": False, "color": theme.soft_ink},
        "num_font": {"name": FONT, "color": theme.ink},
        "line": {"color": theme.unit_line},
    }


def _alt(page: Page, sheet: Sheet, title: Text, keys: tuple[str, ...]) -> str:
    """Return all that a chart shows, in words; the figures are those of the table."""
    columns = {column.key: i for i, column in enumerate(sheet.table.columns)}
    said = page.language
    told = []
    for row in sheet.table.rows:
        shown = [
            f"{said.say(sheet.table.columns[columns[key]].header)} "
            f"{cell_text(row[columns[key]], said)}"
            for key in keys
            if row[columns[key]] is not None
        ]
        told.append(f"{cell_text(row[0], said)}: {', '.join(shown)}")
    return clean(f"{said.say(title)}. {'; '.join(told)}.")
