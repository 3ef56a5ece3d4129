"""The report as one HTML document that asks nothing of any other computer.

Figures and words come from `points`, `chapters`, `summary` and `annex`; this module chooses what
stands where and fills the template. The words of headings stand in the template itself, in both
languages.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from regiekaart.language import Language, Text
from regiekaart.maps.pages import WHOLE
from regiekaart.maps.theme import PLAIN
from regiekaart.report import summary
from regiekaart.report.annex import region_views, source_lists
from regiekaart.report.chapters import annex_tables, chapters, origin_lines
from regiekaart.report.method import method_sentences
from regiekaart.report.pictures import ANNEX, logo, pictures
from regiekaart.report.points import points
from regiekaart.report.results import Results
from regiekaart.words.table import FICTIONAL, cell_text
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment
    from markupsafe import Markup

    from regiekaart.maps.theme import Theme
    from regiekaart.report.pictures import Picture, ReportMap
    from regiekaart.study import Study


def report_page(
    study: Study, maps: Sequence[ReportMap], language: Language, theme: Theme = PLAIN
) -> str:
    """Return the report of a study as one self-contained HTML document.

    The same study and the same maps give the same text, to the byte.

    Parameters
    ----------
    study
        The study.
    maps
        The maps to show, drawn already; each stands in the chapter that it belongs to.
    language
        The language.
    theme
        The colours and the logo; those that the maps were drawn with.
    """
    template = _environment().get_template("report.html.jinja")
    content = _content(study, maps, language, theme)
    return template.render(**_frame(study, language, theme), **content)


def _frame(study: Study, language: Language, theme: Theme) -> dict[str, Any]:
    """Return what the template needs of any study: words, style, title."""
    style = _style(study, language, theme)
    return {
        "t": lambda nl, en: language.say(Text(nl, en)),
        "say": language.say,
        "language": language,
        "capital": _capital,
        "cell": lambda value: cell_text(value, language, compact=True),
        "style": style,
        "logo": logo(theme),
        "style_hash": base64.b64encode(sha256(style.encode()).digest()).decode(),
        "title": language.say(study.scheme.title),
        "study_line": study_line(study),
        "line": _capital(language.say(study_line(study))),
        "fictional": language.say(FICTIONAL) if study.fictional else "",
    }


def _content(
    study: Study, maps: Sequence[ReportMap], language: Language, theme: Theme
) -> dict[str, Any]:
    """Return what the report of this study tells."""
    results = Results(study)
    told = chapters(results)
    shown = pictures(maps, [chapter.id for chapter in told], theme)
    # The borders need not be read where nothing is drawn with them.
    borders = study.boundaries if shown else None
    notices = (*study.notices, *(borders.notices if borders else ()))
    return {
        "study": study,
        "key_figures": [
            (_capital(language.say(name)), figure)
            for name, figure in summary.key_figures(study, language)
        ],
        "points": points(results),
        "chapters": told,
        "maps": _by_home(shown),
        "annex_tables": annex_tables(study),
        "regions": region_views(study, shown, language),
        "caveat": summary.members_caveat(study),
        "map_groups": _map_groups(study, shown, language),
        "notices": [language.say(problem.message) for problem in notices],
        "origin": origin_lines(study),
        "borders": borders,
        "population_source": language.say(study.scheme.words["population-source"]),
        "source_lists": source_lists(study, language),
        "method": method_sentences(study),
    }


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("regiekaart.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_unbroken,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _unbroken(value: object) -> object:
    """Keep a percentage and its sign on one line, in words and in tables alike."""
    return value.replace(" %", "\N{NO-BREAK SPACE}%") if type(value) is str else value


def _style(study: Study, language: Language, theme: Theme) -> Markup:
    """Return the style sheet; the page allows this one only, by its hash."""
    from markupsafe import Markup

    warning = language.say(FICTIONAL).upper() if study.fictional else ""
    template = _environment().get_template("report.css.jinja")
    # A theme's colours are six digits, whoever wrote them: see maps/theme_file.py.
    return Markup(template.render(theme=theme, warning=warning))  # noqa: S704


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_home(shown: Sequence[Picture]) -> dict[str, list[Picture]]:
    """Return the maps by the part of the report in which they stand."""
    return {home: list(chosen) for home, chosen in groupby(shown, key=lambda each: each.home)}


def _map_groups(
    study: Study, shown: Sequence[Picture], language: Language
) -> list[tuple[str, str, list[Picture]]]:
    """Return the maps of the annex by kind, each kind with its heading."""

    def heading(kind: str) -> str:
        if kind == WHOLE:
            return study.scheme.whole
        known = study.scheme.partitions.get(kind)
        noun = known.noun.many if known else study.scheme.group.many
        return _capital(language.say(noun))

    rest = [picture for picture in shown if picture.home == ANNEX]
    by_kind = groupby(rest, key=lambda picture: picture.kind)
    return [(kind, heading(kind), list(chosen)) for kind, chosen in by_kind]
