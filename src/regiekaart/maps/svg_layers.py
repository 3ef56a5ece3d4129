"""The layers of an SVG: what a page shows, in groups with a name that a designer can work with.

Matplotlib writes one flat list of elements, each with the name that the page gave it. Here they
become layers, for Inkscape by its own attributes, for other programs by their ids. Fills and the
lines around them are drawn as one by matplotlib; here the line is a `use` of the shape of the fill,
so that each can be hidden or restyled, and a shape that is edited takes its line along. Every unit
is found by its code and its name; the letters of the page are embedded (see `svg_fonts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from regiekaart.errors import printable
from regiekaart.language import Language, Text
from regiekaart.maps.svg_fonts import font_faces, font_family
from regiekaart.words.names import slug, unlike

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regiekaart.language import Language
    from regiekaart.maps.atlas import Called, Series
    from regiekaart.maps.fonts import Font
    from regiekaart.maps.spec import PageSpec, Patch

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
INKSCAPE: Final = "http://www.inkscape.org/namespaces/inkscape"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
HREF: Final = f"{{{XLINK}}}href"
GROUP: Final = f"{{{SVG}}}g"
# The prefixes under which a program looks for these; ElementTree knows them for all files.
PREFIXES: Final = {
    "": SVG,
    "xlink": XLINK,
    "inkscape": INKSCAPE,
    "cc": "http://creativecommons.org/ns#",
}
# From the bottom up: the order in which a page is painted. Nouns are those of the scheme.
LAYERS: Final = {
    "paper": Text("Papier", "Paper"),
    "context": Text("Omliggende <units>", "Surrounding <units>"),
    "fills": Text("Vlakken", "Fills"),
    "borders-units": Text("Grenzen van <units>", "Borders of <units>"),
    "doubted": Text("Arcering van wat niet gedocumenteerd is", "Hatching of what is undocumented"),
    "borders-groups": Text("Grenzen van <groups>", "Borders of <groups>"),
    "borders-parts": Text("Grenzen van gebieden", "Borders of areas"),
    "watermark": Text("Watermerk", "Watermark"),
    "labels": Text("Namen en nummers", "Names and numbers"),
    "scale-bar": Text("Schaalbalk", "Scale bar"),
    "inset": Text("Overzichtskaartje", "Inset"),
    "legend": Text("Legende", "Legend"),
    "title": Text("Titel", "Title"),
    "footer": Text("Bronnen", "Sources"),
    "other": Text("Overige", "Other"),
}
# The names that a page gives to what it draws, where they differ from the layer's.
LAYER_OF: Final = {
    "patch_1": "paper",
    "groups": "borders-groups",
    "parts": "borders-parts",
    "inset-here": "inset",
}
PATCH: Final = re.compile(r"patch-(\d+)")
BOLD: Final = re.compile(r"font-weight: (700|bold)\b")
FAMILY: Final = re.compile(r"font-family: (?:'[^']*'(?:, )?)+;? ?")


def layered(
    svg: str, spec: PageSpec, title: str, drawn: Mapping[str, tuple[int, ...]], series: Series
) -> str:
    """Return a page's SVG with its elements in named layers, a title and a text for the blind.

    Parameters
    ----------
    svg
        What matplotlib wrote.
    spec
        The page.
    title
        The title of the file.
    drawn
        Which unit each shape is, by the name of the collection that it was drawn in.
    series
        The names and the codes of the units, the letters, and the language of the layers' names.
    """
    for prefix, space in PREFIXES.items():
        ET.register_namespace(prefix, space)
    root = ET.fromstring(svg)  # noqa: S314 - it was written by the line before
    figure = _child(root, "figure_1")
    layers = _Layers(spec, drawn, series)
    for part in figure:
        layers.put(part)
    figure.clear()
    figure.set("id", "page")
    figure.extend(layers.elements())
    # Clips and patterns first, so that no program meets a reference before what it points at.
    root.remove(figure)
    root.append(figure)
    _embed_letters(root, series.theme.font)
    _describe(root, title, spec.alt, series.language)
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return head + ET.tostring(root, encoding="unicode") + "\n"


def layer_title(name: str, called: Called, language: Language) -> str:
    """Return what a layer is called for who opens the file in a drawing program.

    Parameters
    ----------
    name
        Among `LAYERS`.
    called
        What units and groups are called.
    language
        The language.
    """
    title = language.say(LAYERS[name])
    units, groups = language.say(called.units), language.say(called.groups)
    return title.replace("<units>", units).replace("<groups>", groups)


def fill_names(spec: PageSpec) -> list[str]:
    """Return what each patch of a page stands for, by the legend.

    Patches and legend stand in the same order: of two patches in one style, the first is the first
    entry in that style. What sticks out of the page's area has one entry for all of its tints.
    """
    left = list(spec.legend)
    names = []
    for patch in spec.patches:
        entry = next((e for e in left if e.style == patch.style), None)
        if entry is not None and not patch.faint:
            left.remove(entry)
        names.append(entry.label if entry is not None else _name_of_other(spec, patch))
    return names


def _name_of_other(spec: PageSpec, patch: Patch) -> str:
    faint = [each.style for each in spec.patches if each.faint]
    return next(
        (e.label for e in spec.legend if patch.faint and e.style in faint), spec.legend_title
    )


@dataclass(eq=False)
class _Layers:
    """The layers of one page while they are filled."""

    spec: PageSpec
    drawn: Mapping[str, tuple[int, ...]]
    series: Series

    def __post_init__(self) -> None:
        self.parts: dict[str, list[ET.Element]] = {name: [] for name in LAYERS}
        self.names = fill_names(self.spec)
        self.ids: set[str] = set(LAYERS)

    def put(self, part: ET.Element) -> None:
        """Put what was drawn in its layer."""
        name = part.get("id", "")
        patch = PATCH.fullmatch(name)
        if patch or name == "context":
            part.set("id", "context-fills")
            if patch:
                words = self.names[int(patch.group(1))]
                part.set("id", self._unique(f"fills-{slug(words)}"))
                _as_layer(part, words)
            self.parts["fills" if patch else "context"].append(part)
            self.parts["borders-units"].append(self._borders(part, self.drawn.get(name, ())))
            return
        layer = LAYER_OF.get(name, name.partition(".")[0])
        if name in LAYERS:
            part.set("id", f"{name}-shapes")
        self.parts[layer if layer in LAYERS else "other"].append(part)

    def _unique(self, wanted: str) -> str:
        """Return an id that nothing else has."""
        found = unlike(self.ids, wanted)
        self.ids.add(found)
        return found

    def _borders(self, part: ET.Element, units: tuple[int, ...]) -> ET.Element:
        """Take the lines from filled shapes, and return them as a group of their own."""
        shapes = [_Shape.of(element) for element in _drawn(part)]
        for defs in part.findall(f"{{{SVG}}}defs"):
            part.remove(defs)
        lines = ET.Element(GROUP, {"id": f"borders-{part.get('id')}"})
        if shapes:
            fill, line = _split(shapes[0].style)
            part.set("style", fill)
            lines.set("style", line)
        # A group is cut to the frame as a whole: a clip on a shape would move with the shape.
        for group in (part, lines):
            group.set("clip-path", shapes[0].clip if shapes else "none")
        for element in list(part):
            part.remove(element)
        for shape, unit in zip(shapes, units, strict=True):
            name = self._unique(self._id(unit))
            path = shape.path(name)
            path.set(f"{{{INKSCAPE}}}label", printable(self.series.names[unit]))
            part.append(path)
            ET.SubElement(lines, f"{{{SVG}}}use", {HREF: f"#{name}"})
        return lines

    def _id(self, unit: int) -> str:
        """Return the id of a unit: it may not begin with a digit, and has no blanks."""
        code = self.series.land.boundaries.codes[unit]
        return f"{self.series.called.code}-{slug(code)}"

    def elements(self) -> Iterator[ET.Element]:
        """Yield the layers that hold something."""
        for name, parts in self.parts.items():
            if parts:
                layer = ET.Element(GROUP, {"id": name})
                _as_layer(layer, layer_title(name, self.series.called, self.series.language))
                layer.extend(parts)
                yield layer


@dataclass(frozen=True, slots=True)
class _Shape:
    """A filled shape as matplotlib writes it: a path, or a path to use at a place."""

    outline: str
    style: str
    clip: str
    place: str

    @classmethod
    def of(cls, drawn: tuple[ET.Element, ET.Element, str]) -> _Shape:
        """Return what an element draws."""
        element, path, clip = drawn
        place = "" if element is path else f"translate({element.get('x')} {element.get('y')})"
        return cls(path.get("d", ""), element.get("style", ""), clip, place)

    def path(self, name: str) -> ET.Element:
        """Return the shape alone, without fill or line."""
        attributes = {"id": name, "d": self.outline}
        if self.place:
            attributes["transform"] = self.place
        return ET.Element(f"{{{SVG}}}path", attributes)


def _drawn(part: ET.Element) -> Iterator[tuple[ET.Element, ET.Element, str]]:
    """Yield each element that draws, the path that it draws, and what it is cut to."""
    defined = {f"#{path.get('id')}": path for path in part.iterfind(f"{{{SVG}}}defs/{{{SVG}}}path")}
    for element in part:
        if element.tag == f"{{{SVG}}}path":
            yield element, element, element.get("clip-path", "none")
        elif element.tag == GROUP:
            for use in element.iterfind(f"{{{SVG}}}use"):
                yield use, defined[use.get(HREF, "")], element.get("clip-path", "none")


def _split(style: str) -> tuple[str, str]:
    """Return the fill, and the line, of a style."""
    pairs = [pair.strip() for pair in style.split(";") if pair.strip()]
    line = [pair for pair in pairs if pair.startswith("stroke")]
    return "; ".join(p for p in pairs if p not in line), "; ".join(["fill: none", *line])


def _as_layer(group: ET.Element, name: str) -> None:
    group.set(f"{{{INKSCAPE}}}groupmode", "layer")
    group.set(f"{{{INKSCAPE}}}label", printable(name))


def _embed_letters(root: ET.Element, font: Font) -> None:
    """Let all text take its letters from the page, and put those that it uses in the file."""
    used: dict[bool, set[str]] = {}
    for text in root.iter(f"{{{SVG}}}text"):
        style = text.get("style", "")
        used.setdefault(BOLD.search(style) is not None, set()).update("".join(text.itertext()))
        text.set("style", FAMILY.sub("", style))
    _child(root, "page").set("style", f"font-family: {font_family(font)}")
    rules = ET.SubElement(_defs(root), f"{{{SVG}}}style", {"type": "text/css"})
    rules.text = font_faces(font, used)


def _defs(root: ET.Element) -> ET.Element:
    return next(root.iter(f"{{{SVG}}}defs"))


def _describe(root: ET.Element, title: str, alt: str, language: Language) -> None:
    """Say what the picture shows to who cannot see it."""
    for old in root.findall(f"{{{SVG}}}title"):
        root.remove(old)
    for place, (tag, words) in enumerate((("title", title), ("desc", alt))):
        element = ET.Element(f"{{{SVG}}}{tag}", {"id": f"page-{tag}"})
        element.text = words
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", "page-title page-desc")
    root.set(LANG, language.code)


def _child(parent: ET.Element, name: str) -> ET.Element:
    return next(element for element in parent if element.get("id") == name)
