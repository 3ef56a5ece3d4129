"""The styles of QGIS: QML, as QGIS 3.28 and later read and write it.

Only what differs from QGIS's own defaults is written: each version fills in its own rest.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from regiekaart.export.looks import quoted
from regiekaart.export.xml import element, written

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from regiekaart.export.looks import Look, Overlay
    from regiekaart.export.model import Layer
    from regiekaart.maps.style import Style
    from regiekaart.maps.theme import Theme

VERSION: Final = "3.28.0"
HEAD: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
CATEGORIES: Final = "Symbology|Labeling|Fields|Notes"
# matplotlib lays a hatch of n strokes n * 6 times across an inch.
INCH_MM: Final = 25.4
HATCHES_PER_INCH: Final = 6
ANGLES: Final = {"/": (45,), "\\": (135,), "x": (45, 135)}
DOT_MM: Final = 0.45
BUFFER_MM: Final = 0.7


def qml(layer: Layer, look: Look, theme: Theme) -> str:
    """Return a look of a layer as a QML document.

    Parameters
    ----------
    layer
        The layer, for the words beside its columns and its warnings.
    look
        How it is drawn.
    theme
        The letters' size and colours.
    """
    root = element(
        None, "qgis", version=VERSION, styleCategories=CATEGORIES, labelsEnabled=1,
        symbologyReferenceScale=-1,
    )  # fmt: skip
    _renderer(root, look, layer.key)
    _labels(root, look, theme)
    names = element(root, "aliases")
    for number, column in enumerate(layer.columns):
        element(names, "alias", index=number, field=column.name, name=str(column.title))
    # Stands behind a sign beside the layer's name, where nobody overlooks it.
    element(root, "userNotes", value=notes(layer, look))
    return HEAD + written(root) + "\n"


def notes(layer: Layer, look: Look) -> str:
    """Return what QGIS shows as the note of a layer, which it takes for HTML."""
    told = [layer.description, *([look.overlay.meaning] if look.overlay else [])]
    return "".join(f"<p>{escape(text)}</p>" for text in told)


def _renderer(root: ET.Element, look: Look, key: str) -> None:
    """Add the classes, and the symbol of each."""
    renderer = element(
        root, "renderer-v2", type_="categorizedSymbol", attr=look.column, symbollevels=0,
        enableorderby=int(look.first_on_top), forceraster=0, referencescale=-1,
    )  # fmt: skip
    categories, symbols = element(renderer, "categories"), element(renderer, "symbols")
    for number, category in enumerate(look.categories):
        element(
            categories, "category", symbol=number, value=category.value, label=category.label,
            render="true", type_="string",
        )  # fmt: skip
        symbol = _symbol(symbols, "fill", str(number))
        _fill(symbol, category.style, look)
        _hatch(symbol, category.style, str(number), first=1)
        if look.overlay:
            _hatch(symbol, look.overlay.style, str(number), len(symbol), look.overlay)
    if look.first_on_top:
        order = element(renderer, "orderby")
        clause = element(order, "orderByClause", asc=0, nullsFirst=0)
        clause.text = quoted(key)


def _symbol(parent: ET.Element, kind: str, name: str) -> ET.Element:
    return element(parent, "symbol", type_=kind, name=name, alpha=1, clip_to_extent=1, force_rhr=0)


def _fill(symbol: ET.Element, style: Style, look: Look) -> None:
    _part(
        symbol,
        "SimpleFill",
        color=colour(style.fill),
        style="solid",
        outline_color=colour(look.line),
        outline_style="solid",
        outline_width=look.width,
        outline_width_unit="Point",
        joinstyle="round",
    )


def _hatch(
    symbol: ET.Element, style: Style, number: str, first: int, overlay: Overlay | None = None
) -> None:
    """Add the hatch of a style as lines or dots of the same density and direction."""
    if not style.hatch:
        return
    mark = style.hatch[0]
    apart = INCH_MM / (HATCHES_PER_INCH * len(style.hatch))
    if mark == ".":
        part = _part(symbol, "PointPatternFill", **_spaced(apart))
        dot = _symbol(part, "marker", f"@{number}@{first}")
        _part(
            dot, "SimpleMarker", name="circle", color=colour(style.hatch_colour),
            outline_style="no", size=DOT_MM, size_unit="MM",
        )  # fmt: skip
        return
    for offset, angle in enumerate(ANGLES[mark]):
        part = _part(
            symbol,
            "LinePatternFill",
            angle=angle,
            # Across the lines: matplotlib counts along the page.
            distance=f"{apart / 2**0.5:.3f}",
            distance_unit="MM",
            color=colour(style.hatch_colour),
            line_width=style.hatch_width,
            line_width_unit="Point",
        )
        if overlay:
            _only_where(part, overlay.condition)
        line = _symbol(part, "line", f"@{number}@{first + offset}")
        _part(
            line, "SimpleLine", line_color=colour(style.hatch_colour), line_style="solid",
            line_width=style.hatch_width, line_width_unit="Point", capstyle="flat",
        )  # fmt: skip


def _spaced(apart: float) -> dict[str, str]:
    """Return the options of dots in rows, each row between those of the one before."""
    return {
        "distance_x": f"{apart:.3f}", "distance_x_unit": "MM",
        "distance_y": f"{apart:.3f}", "distance_y_unit": "MM",
        "displacement_x": f"{apart / 2:.3f}", "displacement_x_unit": "MM",
    }  # fmt: skip


def _part(symbol: ET.Element, class_: str, **options: str | float) -> ET.Element:
    """Add a layer to a symbol, with its options."""
    part = element(symbol, "layer", class_=class_, enabled=1, locked=0, pass_=0)
    _options(part, options)
    return part


def _options(parent: ET.Element, options: dict[str, str | float]) -> None:
    held = element(parent, "Option", type_="Map")
    for name, value in options.items():
        element(held, "Option", type_="QString", name=name, value=value)


def _only_where(part: ET.Element, condition: str) -> None:
    """Draw a layer of a symbol only on the shapes for which an expression holds.

    Of what is not known it does not hold; without a value QGIS would draw it.
    """
    held = element(element(part, "data_defined_properties"), "Option", type_="Map")
    element(held, "Option", type_="QString", name="name", value="")
    properties = element(held, "Option", type_="Map", name="properties")
    enabled = element(properties, "Option", type_="Map", name="enabled")
    element(enabled, "Option", type_="bool", name="active", value="true")
    element(
        enabled, "Option", type_="QString", name="expression", value=f"coalesce({condition}, false)"
    )
    element(enabled, "Option", type_="int", name="type", value=3)
    element(held, "Option", type_="QString", name="type", value="collection")


def _labels(root: ET.Element, look: Look, theme: Theme) -> None:
    """Add the names, with a rim of paper around the letters."""
    settings = element(element(root, "labeling", type_="simple"), "settings", calloutType="simple")
    style = element(
        settings, "text-style", fieldName=look.label, isExpression=1,
        fontSize=theme.label_sizes[0] if look.bold else theme.label_sizes[2], fontSizeUnit="Point",
        fontWeight=75 if look.bold else 50, namedStyle="Bold" if look.bold else "Regular",
        textColor=colour(theme.ink), textOpacity=1, multilineHeight=1, allowHtml=0,
    )  # fmt: skip
    element(
        style, "text-buffer", bufferDraw=1, bufferSize=BUFFER_MM, bufferSizeUnits="MM",
        bufferColor=colour(theme.paper), bufferOpacity=0.8, bufferNoFill=1, bufferJoinStyle=128,
    )  # fmt: skip
    element(settings, "text-format", multilineAlign=1, autoWrapLength=20)
    # Horizontal, and wholly within the shape where that is asked for.
    element(
        settings, "placement", placement=4, fitInPolygonOnly=int(look.inside),
        centroidInside=1, centroidWhole=1, priority=5, quadOffset=4,
    )  # fmt: skip
    element(settings, "rendering", drawLabels=1, obstacle=1, maxNumLabels=2000)


def colour(code: str) -> str:
    """Return a colour as QGIS writes it: red, green, blue and opacity.

    Examples
    --------
    >>> colour("#73b0f2")
    '115,176,242,255'
    """
    red, green, blue = bytes.fromhex(code[1:])
    return f"{red},{green},{blue},255"
