"""Where the figures, the borders and the memberships of a report come from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import Text
from regiekaart.report.blocks import capital, paragraph, plain
from regiekaart.report.chapters import origin_lines
from regiekaart.report.document import Bullets, Paragraph, Run, Section
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.language import Language
    from regiekaart.report.document import Block
    from regiekaart.report.pictures import Picture
    from regiekaart.study import Study


def sources(study: Study, shown: Sequence[Picture], language: Language) -> Section:
    """Return where figures and borders come from, then the sources of the memberships."""
    counted = language.say(Text("Bevolkingscijfers", "Population figures"))
    lines = [plain(language, note) for note in origin_lines(study)]
    lines.append(f"{counted}: {language.say(study.scheme.people_credit)}.")
    if shown:
        lines.append(plain(language, _borders_line(study)))
    found = _by_region(study, language)
    group = study.scheme.group.one
    title = Text(
        f"Bronnen van het lidmaatschap, per {group.nl}",
        f"Sources of the memberships, by {group.en}",
    )
    by_region = Section("bronnen-leden", language.say(title), sections=tuple(found), listed=False)
    return Section(
        "bronnen",
        language.say(Text("Bronnen", "Sources")),
        (Bullets(tuple((Run(line),) for line in lines)),),
        (by_region,) if found else (),
        kind="sources",
    )


def _borders_line(study: Study) -> Text:
    label = study.boundaries.label
    if not study.boundaries.approximate:
        return Text(f"Grenzen op de kaarten: {label.nl}.", f"Borders on the maps: {label.en}.")
    unit = study.scheme.unit.a
    return Text(
        f"Grenzen op de kaarten: {label.nl}. De vorm van {unit.nl} op de kaart kan afwijken van "
        "de officiële grens; cijfers en lijsten hangen daar niet van af.",
        f"Borders on the maps: {label.en}. The shape of {unit.en} on the map may differ from "
        "the official border; figures and lists do not depend on it.",
    )


def _by_region(study: Study, language: Language) -> list[Section]:
    """Return the sources per region, and of those who are in none, each source once."""
    scheme = study.scheme
    named = [(number, group.name) for number, group in enumerate(study.groups)]
    for status, word in ((OUTSIDE, scheme.outsider), (UNKNOWN, scheme.unknown)):
        named.append((status, capital(language.say(word))))
    lists: list[Section] = []
    for value, name in named:
        blocks = _source_blocks(study, value, language)
        if blocks:
            anchor = f"bronnen-{len(lists) + 1}"
            lists.append(Section(anchor, name, blocks, kind="together", listed=False))
    return lists


def _source_blocks(study: Study, value: int, language: Language) -> tuple[Block, ...]:
    """Return the evidence and the sources of those in a group, or in none; empty without any."""
    memberships = [study.memberships[i] for i in np.flatnonzero(study.group_of == value)]
    stated = [row.source for member in memberships for row in member.rows]
    pieces = [piece.strip() for source in stated for piece in source.split("|")]
    sources = tuple((Run(p, link=safe_link(p)),) for p in dict.fromkeys(pieces) if p)
    if not sources and value < 0:
        return ()
    grades = [member.evidence for member in memberships]
    evidence = [
        f"{language.integer(grades.count(grade))} {language.say(EVIDENCE_WORDS[grade])}"
        for grade in Evidence
        if grade in grades
    ]
    blocks: list[Block] = []
    if evidence:
        word = language.say(Text("Bewijs", "Evidence"))
        blocks.append(Paragraph((Run(f"{word}: {language.listing(evidence)}."),), "note"))
    none = Text("Geen bron opgegeven.", "No source given.")
    blocks.append(Bullets(sources) if sources else paragraph(language, none))
    return tuple(blocks)


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
