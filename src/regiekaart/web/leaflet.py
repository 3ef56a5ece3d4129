"""Leaflet and folium: the library that draws, from its installed package, and the map's script."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from typing import Final

import folium
from branca.element import Figure
from folium.map import CustomPane, Layer
from folium.template import Template

from regiekaart.web.security import plain_lines

LEAFLET_PACKAGE: Final = "js_lib_leaflet"
LEAFLET_DISTRIBUTION: Final = "django-js-lib-leaflet"
MEDIA_TYPES: Final = {"png": "image/png", "gif": "image/gif", "svg": "image/svg+xml"}
START: Final = "regiekaart.start(unit_map);"
# What lies over the surfaces, from below: doubtful memberships, light seams, lines, marks.
PANES: Final = (("doubted", 430), ("seams", 440), ("borders", 450), ("marks", 460))


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


def installed_leaflet() -> Leaflet:
    """Return the Leaflet that is installed, with its images inside its style."""
    folder = files(LEAFLET_PACKAGE) / "static" / LEAFLET_PACKAGE

    def image(match: re.Match[str]) -> str:
        name = match[1]
        content = b64encode((folder / name).read_bytes()).decode("ascii")
        return f"url(data:{MEDIA_TYPES[name.rpartition('.')[2]]};base64,{content})"

    script = plain_lines((folder / "leaflet.js").read_text(encoding="utf-8"))
    style = plain_lines((folder / "leaflet.css").read_text(encoding="utf-8"))
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
    return plain_lines(found[0].read_text(encoding="utf-8")).strip() if found else ""


class _Named:
    """A folium element with a fixed name, where folium would take a random one."""

    handle: str

    def get_name(self) -> str:
        return self.handle


class _Map(_Named, folium.Map):
    handle = "unit_map"


class _Pane(_Named, CustomPane):
    """A sheet over the surfaces, never in the way of the pointer."""

    def __init__(self, name: str, z_index: int) -> None:
        self.handle = f"{name}_pane"
        super().__init__(name, z_index=z_index)


class _Surfaces(_Named, Layer):
    """The units of the moment that is shown; every colouring fills the same shapes."""

    handle = "unit_surfaces"
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = regiekaart.surfaces();"
        "{% endmacro %}"
    )


class _Lines(_Named, Layer):
    """Borders that can be laid over any colouring."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = regiekaart.lines({{ this.key|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, key: str, number: int) -> None:
        # The key may be any text; a name in a script may not.
        self.handle = f"lines_{number}"
        self.key = key
        super().__init__(overlay=True)


def map_parts(lines: tuple[str, ...], middle: tuple[float, float]) -> tuple[str, str]:
    """Return folium's element for the map and folium's script.

    Of what folium renders, the head is left out: it holds links to other sites, and a viewport
    that forbids readers to enlarge the page. The page has its own control of the layers, since
    folium's is filled once, and in one language.

    Parameters
    ----------
    lines
        The ids of the borders that can be laid over the surfaces, the lowest first.
    middle
        Latitude and longitude of where the map opens.
    """
    unit_map = _Map(
        location=list(middle),
        zoom_start=8,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        # The page watches the size of the map itself, and not of the window alone.
        track_resize=False,
    )
    for name, z_index in PANES:
        _Pane(name, z_index).add_to(unit_map)
    _Surfaces().add_to(unit_map)
    for number, key in enumerate(lines):
        _Lines(key, number).add_to(unit_map)
    figure = Figure()
    unit_map.add_to(figure)
    unit_map.render()  # type: ignore[no-untyped-call]
    script = figure.script.render().strip()
    return figure.html.render().strip(), f"{script}\n{START}"
