"""The report as one HTML document that asks nothing of any other computer.

Figures come from `tables`, `sentences` and `summary`; this module chooses what stands where,
shrinks the maps and fills the template. The words of headings stand in the template itself, in
both languages.
"""

from __future__ import annotations

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np

from regiekaart.analysis.coverage import BY_GROUP, coverage
from regiekaart.analysis.figures import Provenance
from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import Language, Text
from regiekaart.maps.atlas import available_processors
from regiekaart.maps.pages import KINDS, WHOLE
from regiekaart.maps.palette import indexed
from regiekaart.maps.theme import PLAIN
from regiekaart.report import summary
from regiekaart.report.announced import announced_sentence
from regiekaart.report.chapters import chapters
from regiekaart.scheme.flanders import ARRONDISSEMENT, PROVINCE, REFERENCE_REGION, REGIE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.table import FICTIONAL, cell_text
from regiekaart.words.tables import NOT_MEMBER, UNKNOWN_WORD, coverage_table, study_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jinja2 import Environment
    from markupsafe import Markup
    from PIL.Image import Image

    from regiekaart.study import Study
    from regiekaart.words.table import Table

COVERAGE_ORDER: Final = (PROVINCE, REFERENCE_REGION, ARRONDISSEMENT, BY_GROUP)
WIDTHS: Final = {WHOLE: 1500}
WIDTH: Final = 1080
PNG_EFFORT: Final = 9
PAD: Final = 8


@dataclass(frozen=True, slots=True)
class ReportMap:
    """One map to show.

    Parameters
    ----------
    kind
        Among `regiekaart.maps.pages.KINDS`.
    title, alt
        The caption, and the map in words.
    png
        The drawn page.
    """

    kind: str
    title: str
    alt: str
    png: Path


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region with its members, ready for the template."""

    number: int
    name: str
    legal_form: str
    municipalities: str
    inhabitants: str
    parts: str
    members: tuple[tuple[str, str], ...]
    map_number: int | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A map, ready for the template."""

    id: str
    kind: str
    number: int
    title: str
    alt: str
    source: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of one region, with how many memberships carry which evidence.

    Parameters
    ----------
    sources
        What each says, and its address if it is one that may be followed.
    """

    name: str
    evidence: str
    sources: tuple[tuple[str, str | None], ...]


def report_page(study: Study, maps: Sequence[ReportMap], language: Language) -> str:
    """Return the report of a study as one self-contained HTML document.

    The same study and the same maps give the same text, to the byte.

    Parameters
    ----------
    study
        The study.
    maps
        The maps to show, drawn already; shown in the order of their kinds.
    language
        The language.
    """
    pictures = _pictures(maps)
    style = _style(study, language)
    origin = Provenance.of(study)
    # The borders need not be read where nothing is drawn with them.
    borders = study.boundaries if pictures else None
    notices = (*study.notices, *(borders.notices if borders else ()))
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            t=lambda nl, en: language.say(Text(nl, en)),
            language=language,
            study=study,
            style=style,
            style_hash=base64.b64encode(sha256(style.encode()).digest()).decode(),
            title=language.say(study.scheme.title),
            line=_capital(language.say(study_line(study))),
            fictional=language.say(FICTIONAL) if study.fictional else "",
            capital=_capital,
            cell=lambda value: cell_text(value, language, compact=True),
            key_figures=[
                (_capital(language.say(name)), figure)
                for name, figure in summary.key_figures(study, language)
            ],
            summary=summary.summary_paragraphs(study, language),
            coverage=_coverage_tables(study),
            notes=[origin.source_line(language), origin.evidence_line(language)],
            caveat=summary.members_caveat(study),
            regions=_region_views(study, pictures, language),
            chapters=chapters(study),
            missing=[_missing(study, status, language) for status in (OUTSIDE, UNKNOWN)],
            map_groups=_map_groups(study, pictures, language),
            notices=[language.say(problem.message) for problem in notices],
            announced=announced_sentence(study, language),
            absent=summary.absent_partitions(study, language),
            borders=borders,
            population_source=language.say(study.scheme.words["population-source"]),
            source_lists=_source_lists(study, language),
            method=[language.say(text) for text in summary.method_sentences(study)],
        )
    )


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


def _style(study: Study, language: Language) -> Markup:
    """Return the style sheet; the page allows this one only, by its hash."""
    from markupsafe import Markup

    warning = language.say(FICTIONAL).upper() if study.fictional else ""
    template = _environment().get_template("report.css.jinja")
    return Markup(template.render(theme=PLAIN, warning=warning))  # noqa: S704 - no one's input in it


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _coverage_tables(study: Study) -> list[Table]:
    return [
        coverage_table(coverage(study, by))
        for by in COVERAGE_ORDER
        if by in study.partitions or by == BY_GROUP
    ]


def _region_views(
    study: Study, pictures: Sequence[Picture], language: Language
) -> list[RegionView]:
    maps = {picture.title: picture.number for picture in pictures if picture.kind == REGIE_REGION}
    reference = study.partitions.get(REFERENCE_REGION)
    views = []
    for number, group in enumerate(study.groups):
        units = sorted(study.members(number).tolist(), key=lambda i: study.names[i].casefold())
        parts = sorted({reference.labels[reference.index[i]] for i in units}) if reference else []
        views.append(
            RegionView(
                number=number + 1,
                name=group.name,
                legal_form=group.legal_form,
                municipalities=language.integer(len(units)),
                inhabitants=language.integer(int(study.population[units].sum())),
                parts=language.listing(parts),
                members=tuple(
                    (study.names[i], language.integer(int(study.population[i]))) for i in units
                ),
                map_number=maps.get(group.name),
            )
        )
    return views


def _missing(study: Study, status: int, language: Language) -> dict[str, Any]:
    """Return the units that are not members, or of which it is unknown, with their totals."""
    tables = summary.missing_tables(study, status)
    return {
        "id": "geen-lid" if status == OUTSIDE else "onbekend",
        "title": _capital(language.say(NOT_MEMBER if status == OUTSIDE else UNKNOWN_WORD)),
        "sentence": language.say(summary.missing_sentence(study, status)),
        "overview": tables[0] if tables else None,
        "lists": tables[1:],
    }


def _map_groups(
    study: Study, pictures: Sequence[Picture], language: Language
) -> list[tuple[str, str, list[Picture]]]:
    """Return the maps by kind, each kind with its heading."""

    def heading(kind: str) -> str:
        if kind == WHOLE:
            return study.scheme.whole
        known = study.scheme.partitions.get(kind)
        return _capital(language.say(known.noun.many if known else study.scheme.group.many))

    by_kind = groupby(pictures, key=lambda picture: picture.kind)
    return [(kind, heading(kind), list(chosen)) for kind, chosen in by_kind]


def _source_lists(study: Study, language: Language) -> list[SourceList]:
    """Return the sources per region, and of those who are in none, each source once."""
    words = study.scheme.words
    named = [(number, group.name) for number, group in enumerate(study.groups)]
    named += [
        (status, _capital(language.say(words[word])))
        for status, word in ((OUTSIDE, "not-member"), (UNKNOWN, "unknown"))
    ]
    lists = []
    for value, name in named:
        memberships = [study.memberships[i] for i in np.flatnonzero(study.group_of == value)]
        stated = [row.source for member in memberships for row in member.rows]
        pieces = [piece.strip() for source in stated for piece in source.split("|")]
        sources = tuple((p, safe_link(p)) for p in dict.fromkeys(pieces) if p)
        grades = [member.evidence for member in memberships]
        evidence = [
            f"{language.integer(grades.count(grade))} {language.say(EVIDENCE_WORDS[grade])}"
            for grade in Evidence
            if grade in grades
        ]
        if sources or value >= 0:
            lists.append(SourceList(name, language.listing(evidence), sources))
    return lists


def safe_link(text: str) -> str | None:
    """Return an address that may become a link: http or https, with a host, and nothing else.

    Examples
    --------
    >>> safe_link("https://www.bree.be/werk"), safe_link("javascript:alert(1)")
    ('https://www.bree.be/werk', None)
    """
    if not text.isprintable() or " " in text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and parts.hostname else None


def _pictures(maps: Sequence[ReportMap]) -> list[Picture]:
    """Return the maps in the order of their kinds, shrunk and numbered."""
    for each in maps:
        if each.kind not in KINDS:
            raise ValueError(f"{each.kind}: not a kind of map; choose from {', '.join(KINDS)}")
    ordered = sorted(maps, key=lambda each: KINDS.index(each.kind))
    # Threads do: Pillow and numpy let go of the interpreter while they work.
    with ThreadPoolExecutor(available_processors()) as pool:
        return list(pool.map(_picture, range(1, len(ordered) + 1), ordered))


def _picture(number: int, drawn: ReportMap) -> Picture:
    small = shrunk(drawn.png, WIDTHS.get(drawn.kind, WIDTH))
    stream = io.BytesIO()
    small.save(stream, "PNG", compress_level=PNG_EFFORT)
    data = base64.b64encode(stream.getvalue()).decode()
    return Picture(
        id=f"kaart-{number}",
        kind=drawn.kind,
        number=number,
        title=drawn.title,
        alt=drawn.alt,
        source=f"data:image/png;base64,{data}",
        width=small.width,
        height=small.height,
    )


def shrunk(path: Path, width: int) -> Image:
    """Return a drawn page without its white margins, no wider than asked, in few colours."""
    from PIL import Image, ImageChops

    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    found = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    if found:
        left, top = (max(side - PAD, 0) for side in found[:2])
        right, bottom = (
            min(side + PAD, size) for side, size in zip(found[2:], picture.size, strict=True)
        )
        picture = picture.crop((left, top, right, bottom))
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    return indexed(picture, PLAIN)
