"""The web page: one HTML file with the map, that opens with no network.

The map and its layers are folium's. What folium would fetch is not: its links to other sites are
left out, Leaflet comes from the installed package and stands in the page, and a security policy
lets the browser run exactly the scripts and styles that were put there, and load nothing.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import folium
from branca.element import Figure
from folium.map import CustomPane, Layer, LayerControl
from folium.template import Template
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from regiekaart.language import Text
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.theme import PLAIN
from regiekaart.maps.web_data import borders, colourings, fill, hatch_id, page_data
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.language import Language
    from regiekaart.maps.canvas import Style
    from regiekaart.maps.page import PageSpec
    from regiekaart.maps.theme import Theme
    from regiekaart.maps.web_data import Border, Colouring
    from regiekaart.study import Study

LEAFLET_PACKAGE: Final = "js_lib_leaflet"
LEAFLET_DISTRIBUTION: Final = "django-js-lib-leaflet"
MEDIA_TYPES: Final = {"png": "image/png", "gif": "image/gif", "svg": "image/svg+xml"}
START: Final = "regiekaart.start(unit_map, layer_control);"
# Inside a script, these could end it or break a line of it; in JSON they may be written as codes.
UNSAFE_IN_SCRIPT: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
WORDS: Final = {
    "layers": Text("Kaartlagen", "Map layers"),
    "choose": Text("Zoek een gemeente", "Find a municipality"),
    "choose-none": Text("Kies een gemeente …", "Choose a municipality …"),
    "hint": Text(
        "Klik op een gemeente of kies ze in de lijst voor de bronnen.",
        "Click on a municipality or choose it from the list for its sources.",
    ),
    "legend": Text("Legende", "Legend"),
    "lines": Text("Lijnen", "Lines"),
    "zoom-in": Text("Inzoomen", "Zoom in"),
    "zoom-out": Text("Uitzoomen", "Zoom out"),
    "home": Text("Toon de hele kaart", "Show the whole map"),
    "skip": Text("Naar de legende", "To the legend"),
    "no-script": Text(
        "Deze kaart heeft JavaScript nodig; de cijfers staan hierboven.",
        "This map needs JavaScript; the figures are above.",
    ),
    "made-with": Text("Kaart gemaakt met Leaflet", "Map made with Leaflet"),
    "licence": Text("licentie", "licence"),
}


@dataclass(frozen=True, slots=True)
class Leaflet:
    """Leaflet as it stands in the page.

    Parameters
    ----------
    licence
        Its text; empty where the installed package does not carry it.
    """

    script: str
    style: str
    licence: str


def web_page(study: Study, language: Language) -> str:
    r"""Return the interactive map of a study as one HTML document.

    The document loads nothing, and the same study gives the same bytes.

    Parameters
    ----------
    study
        The study.
    language
        The language of the page.

    Examples
    --------
    >>> from regiekaart import load_study
    >>> from regiekaart.language import NL
    >>> page = web_page(load_study(), NL)
    >>> page[:32]
    '<!DOCTYPE html>\n<html lang="nl">'
    """
    theme, say = PLAIN, language.say
    coloured, lines = colourings(study, language, theme), borders(study, language, theme)
    spec = PageMaker(study, language, theme).whole_page()
    words = {key.replace("-", "_"): say(text) for key, text in WORDS.items()}
    data = page_data(study, language, theme, coloured, lines)
    data |= {"title": spec.title, "words": words}
    leaflet = installed_leaflet()
    canvas, glue = _map_parts(coloured, lines, data["bounds"])
    styles = (leaflet.style, _variables(theme), _own("web.css"))
    scripts = (leaflet.script, _own("web.js"), glue)
    template = _environment().get_template("web.html.j2")
    # Markup is what the template may not escape: `_policy` has looked into styles and scripts.
    return template.render(
        language=language,
        policy=_policy(styles, scripts),
        spec=spec,
        head_title=_head_title(spec, study, language),
        styles=[Markup(text) for text in styles],  # noqa: S704
        scripts=[Markup(text) for text in scripts],  # noqa: S704
        data=Markup(script_json(data)),  # noqa: S704
        canvas=Markup(canvas),  # noqa: S704
        colourings=coloured,
        borders=lines,
        hatches=_hatches(coloured),
        fill=fill,
        unit_noun=say(study.scheme.unit.many),
        units=sorted(zip(study.names, study.codes, strict=True), key=_by_name),
        words=words,
        licence=leaflet.licence,
    )


def _by_name(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[0].casefold(), pair[1]


def _head_title(spec: PageSpec, study: Study, language: Language) -> str:
    pieces = [spec.warning, spec.title, language.say(study_line(study))]
    return " · ".join(piece for piece in pieces if piece)


def script_json(value: object) -> str:
    r"""Return JSON that can stand in a script element, whatever names it holds.

    Examples
    --------
    >>> script_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    made = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return made.translate(UNSAFE_IN_SCRIPT)


def installed_leaflet() -> Leaflet:
    """Return the Leaflet that is installed, with its images inside its style."""
    folder = files(LEAFLET_PACKAGE) / "static" / LEAFLET_PACKAGE

    def image(match: re.Match[str]) -> str:
        name = match[1]
        content = b64encode((folder / name).read_bytes()).decode("ascii")
        return f"url(data:{MEDIA_TYPES[name.rpartition('.')[2]]};base64,{content})"

    script = _lines((folder / "leaflet.js").read_text(encoding="utf-8"))
    style = _lines((folder / "leaflet.css").read_text(encoding="utf-8"))
    return Leaflet(
        # The note on a source map would make a browser's developer tools look for a file.
        re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE),
        re.sub(r"url\(\s*[\"']?(images/[\w.-]+)[\"']?\s*\)", image, style),
        _licence(),
    )


def _licence() -> str:
    try:
        listed = distribution(LEAFLET_DISTRIBUTION).files or []
    except PackageNotFoundError:
        return ""
    found = [path for path in listed if path.name.upper().startswith("LICENSE")]
    return _lines(found[0].read_text(encoding="utf-8")).strip() if found else ""


def _own(name: str) -> str:
    return _lines((files("regiekaart.maps") / name).read_text(encoding="utf-8"))


def _lines(text: str) -> str:
    """Return text with plain line ends: a browser hashes a script after it has made them so."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return the security policy: these styles, these scripts, images inside the page."""
    for text in (*styles, *scripts):
        if re.search(r"</(script|style)|<!--", text, flags=re.IGNORECASE):
            raise ValueError("a script or style of the web page would end too early")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_fingerprint, scripts))}",
            f"style-src {' '.join(map(_fingerprint, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _fingerprint(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _variables(theme: Theme) -> str:
    names = ("ink", "soft_ink", "accent", "warning", "paper", "context", "context_line")
    colours = "".join(f"--{name.replace('_', '-')}:{getattr(theme, name)};" for name in names)
    return f":root{{{colours}}}"


def _hatches(coloured: Sequence[Colouring]) -> dict[str, Style]:
    styles = [value.style for colouring in coloured for value in colouring.values]
    return {hatch_id(style): style for style in styles if style.hatch}


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("regiekaart", "maps"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _Named:
    """A folium element with a fixed name, where folium would take a random one."""

    handle: str

    def get_name(self) -> str:
        return self.handle


class _Map(_Named, folium.Map):
    handle = "unit_map"


class _LinePane(_Named, CustomPane):
    """Where lines are drawn: above the surfaces, and never in the way of the pointer."""

    def __init__(self, name: str, z_index: int) -> None:
        self.handle = f"{name}_pane"
        super().__init__(name, z_index=z_index)


class _Surfaces(_Named, Layer):
    """The units in one colouring; all colourings draw the same GeoJSON."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = regiekaart.surfaces({{ this.key|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, colouring: Colouring, *, show: bool) -> None:
        self.handle = f"surfaces_{colouring.id.replace('-', '_')}"
        self.key = colouring.id
        super().__init__(name=str(escape(colouring.name)), overlay=False, show=show)


class _Lines(_Named, Layer):
    """Borders that can be laid over any colouring."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = regiekaart.lines({{ this.key|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, border: Border) -> None:
        self.handle = f"lines_{border.id.replace('-', '_')}"
        self.key = border.id
        super().__init__(name=str(escape(border.name)), overlay=True)


class _Control(_Named, LayerControl):
    handle = "layer_control"


def _map_parts(
    coloured: Sequence[Colouring], lines: Sequence[Border], bounds: list[list[float]]
) -> tuple[str, str]:
    """Return folium's element for the map and folium's script.

    Of what folium renders, the head is left out: it holds the links to other sites, and a viewport
    that forbids readers to enlarge the page.
    """
    (south, west), (north, east) = bounds
    unit_map = _Map(
        location=[round((south + north) / 2, 4), round((west + east) / 2, 4)],
        zoom_start=8,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
    )
    # A seam that is switched on later may not cover a border.
    _LinePane("seams", 440).add_to(unit_map)
    _LinePane("borders", 450).add_to(unit_map)
    for number, colouring in enumerate(coloured):
        _Surfaces(colouring, show=number == 0).add_to(unit_map)
    for border in lines:
        _Lines(border).add_to(unit_map)
    _Control(collapsed=False, hide_single_base=True).add_to(unit_map)
    figure = Figure()
    unit_map.add_to(figure)
    unit_map.render()  # type: ignore[no-untyped-call]
    script = figure.script.render().strip()
    return figure.html.render().strip(), f"{script}\n{START}"
