"""The report as one HTML document that asks nothing of any other computer.

What it says comes from `outline`; this module makes a page of it.
"""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.report.charts import Chart
from regiekaart.report.pictures import logo_png

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from regiekaart.report.document import Block, Document
    from regiekaart.report.pictures import Picture

_NEVER: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def report_html(document: Document) -> str:
    """Return a report as one self-contained HTML document.

    The same document gives the same text, to the byte.

    Parameters
    ----------
    document
        The report.
    """
    style, script = _style(document), _script()
    template = _environment().get_template("report.html.jinja")
    return template.render(
        document=document,
        t=lambda nl, en: document.language.say(Text(nl, en)),
        style=style,
        style_hash=_digest(style),
        script=script,
        script_hash=_digest(script),
        logo=_logo(document),
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("regiekaart.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_held,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"kind": _kind, "source": _source}
    return made


def _held(value: object) -> object:
    """Return a text without what HTML cannot hold, or what turns the writing direction."""
    # What is markup already, such as the style, is ours.
    return _NEVER.sub(" ", value) if type(value) is str else value


def _kind(block: Block) -> str:
    """Return the name of a kind of block, by which the template chooses how it looks."""
    return type(block).__name__.lower()


def _source(content: Picture | Chart) -> str:
    """Return a picture as an address that holds it."""
    if isinstance(content, Chart):
        return _data("image/svg+xml", content.svg.encode())
    return _data("image/png", content.png)


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _logo(document: Document) -> str:
    found = logo_png(document.theme)
    return "" if found is None else _data("image/png", found)


def _style(document: Document) -> Markup:
    """Return the style sheet; the page allows this one only, by its hash."""
    from markupsafe import Markup

    template = _environment().get_template("report.css.jinja")
    # A theme's colours are six digits, whoever wrote them: see maps/theme_file.py.
    return Markup(  # noqa: S704
        template.render(theme=document.theme, warning=document.fictional.upper())
    )


def _script() -> Markup:
    """Return what sorts a table; the page allows this one only, by its hash."""
    from markupsafe import Markup

    # It stands beside the templates, and holds nothing that comes from a list.
    return Markup(_environment().get_template("sort.js").render())  # noqa: S704


def _digest(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()
