"""What the annexes of a report list: every region with its members, and the sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.scheme.flanders import REFERENCE_REGION, REGIE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.language import Language
    from regiekaart.report.pictures import Picture
    from regiekaart.study import Study


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


def region_views(study: Study, shown: Sequence[Picture], language: Language) -> list[RegionView]:
    """Return every region with its members.

    Parameters
    ----------
    study
        The study.
    shown
        The maps of the report: that of the region is referred to.
    language
        The language.
    """
    maps = {picture.title: picture.number for picture in shown if picture.kind == REGIE_REGION}
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


def source_lists(study: Study, language: Language) -> list[SourceList]:
    """Return the sources per region, and of those who are in none, each source once."""
    words = study.scheme.words
    named = [(number, group.name) for number, group in enumerate(study.groups)]
    for status, word in ((OUTSIDE, "not-member"), (UNKNOWN, "unknown")):
        name = language.say(words[word])
        named.append((status, name[:1].upper() + name[1:]))
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
