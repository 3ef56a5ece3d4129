"""The web page: one HTML file with the map, that opens with no network.

The map and its layers are folium's. What folium would fetch is not: its links to other sites are
left out, Leaflet comes from the installed package and stands in the page, and a security policy
lets the browser run exactly the scripts and styles that were put there, and load nothing.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from regiekaart.maps.theme import PLAIN
from regiekaart.web.layers import line_order
from regiekaart.web.leaflet import installed_leaflet, map_parts
from regiekaart.web.moments import moments
from regiekaart.web.page_data import page_data
from regiekaart.web.planner_data import core_script
from regiekaart.web.security import plain_lines, policy, script_json
from regiekaart.web.topology import STEP
from regiekaart.web.words import page_words

if TYPE_CHECKING:
    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study

# In this order: each uses only what stands before it.
SCRIPTS: Final = (
    "base.js",
    "words.js",
    "state.js",
    "shapes.js",
    "moments.js",
    "modes.js",
    "overlays.js",
    "map.js",
    "names.js",
    "picture.js",
    "legend.js",
    "cards.js",
    "fiche.js",
    "search.js",
    "controls.js",
    "sheet.js",
    "link.js",
    "list-table.js",
    "list-cells.js",
    "scenarios.js",
    "scenario-store.js",
    "scenario-csv.js",
    "planner-sums.js",
    "planner-figures.js",
    "planner-brief.js",
    "planner-keep.js",
    "planner.js",
    "lasso.js",
    "planner-files.js",
    "planner-ask.js",
    "planner-view.js",
    "start.js",
)
STYLES: Final = ("page.css", "panel.css", "planner.css", "schemes.css", "print.css")


def web_page(study: Study, language: Language, theme: Theme = PLAIN) -> str:
    r"""Return the interactive map of a study as one HTML document.

    The document loads nothing, and the same study gives the same bytes. It holds both languages.

    Parameters
    ----------
    study
        The study.
    language
        The language that the page opens in.
    theme
        The colours of the maps.

    Examples
    --------
    >>> from regiekaart import load_study
    >>> from regiekaart.language import NL
    >>> page = web_page(load_study(), NL)
    >>> page[:32]
    '<!DOCTYPE html>\n<html lang="nl">'
    """
    shown = moments(study)
    data = page_data(shown, language, theme)
    leaflet = installed_leaflet()
    canvas, glue = map_parts(line_order(study.scheme), _middle(data["topology"]))
    styles = (leaflet.style, _variables(theme), *map(_own, STYLES))
    scripts = (leaflet.script, plain_lines(core_script()), *map(_own, SCRIPTS), glue)
    words = page_words(study)
    template = _environment().get_template("page.html.j2")
    # Markup is what the template may not escape: `policy` has looked into styles and scripts.
    return template.render(
        language=language,
        policy=policy(styles, scripts),
        opened=_opened(data, language),
        styles=[Markup(text) for text in styles],  # noqa: S704
        scripts=[Markup(text) for text in scripts],  # noqa: S704
        data=Markup(script_json(data)),  # noqa: S704
        canvas=Markup(canvas),  # noqa: S704
        left_out=language.say(shown.notice),
        words={key.replace("-", "_"): language.say(text) for key, text in words.items()},
        licence=leaflet.licence,
    )


def _opened(data: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return what is read before the script runs: title, figures, sources of the study."""

    def say(text: str | list[str]) -> str:
        return text if isinstance(text, str) else text[("nl", "en").index(language.code)]

    moment = data["moments"][data["opened"]]
    title, warning, line = say(data["title"]), say(moment["warning"]), say(moment["line"])
    return {
        "title": title,
        "warning": warning,
        "line": line,
        "sentence": say(moment["sentence"]),
        "notes": [say(note) for note in moment["notes"]],
        "head": " · ".join(piece for piece in (warning, title, line) if piece),
    }


def _middle(borders: dict[str, Any]) -> tuple[float, float]:
    """Return latitude and longitude of the middle of the shapes."""
    west, south = borders["origin"]
    wide, high = borders["size"]
    return round(south + high * STEP / 2, 4), round(west + wide * STEP / 2, 4)


def _own(name: str) -> str:
    return plain_lines((files("regiekaart.web") / "static" / name).read_text(encoding="utf-8"))


def _variables(theme: Theme) -> str:
    names = (
        "ink", "soft_ink", "accent", "warning", "paper", "context", "context_line", "fine",
        "doubtful", "offender",
    )  # fmt: skip
    colours = "".join(f"--{name.replace('_', '-')}:{getattr(theme, name)};" for name in names)
    return f":root{{{colours}}}"


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("regiekaart", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
