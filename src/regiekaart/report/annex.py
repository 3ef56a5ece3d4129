"""The annexes of a report: every region with its members, tables, maps, sources, method."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import Text
from regiekaart.maps.pages import WHOLE
from regiekaart.report.blocks import capital, map_figure, paragraph, plain, sentence, table_block
from regiekaart.report.chapters import SUMMARY, annex_tables, origin_lines
from regiekaart.report.document import Bullets, Members, Paragraph, Region, Run, Section
from regiekaart.report.method import method_sentences
from regiekaart.report.pictures import ANNEX
from regiekaart.report.summary import members_caveat
from regiekaart.scheme.flanders import REFERENCE_REGION, REGIE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.forms import form_words
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.errors import Problem
    from regiekaart.language import Language
    from regiekaart.report.document import Block
    from regiekaart.report.pictures import Picture
    from regiekaart.study import Study


def annexes(study: Study, shown: Sequence[Picture], language: Language) -> Section:
    """Return the annexes.

    Parameters
    ----------
    study
        The study.
    shown
        The maps of the report; those of the annex stand here, and regions refer to theirs.
    language
        The language.
    """
    sections = (
        _regions(study, shown, language),
        *_tables(study, language),
        _maps(study, shown, language),
        _notices(study, shown, language),
        _sources(study, shown, language),
        _method(study, language),
    )
    title = language.say(Text("Bijlagen", "Annexes"))
    kept = tuple(each for each in sections if each is not None)
    return Section("bijlagen", title, sections=kept, kind="annexes")


def _regions(study: Study, shown: Sequence[Picture], language: Language) -> Section:
    """Return every region with its members."""
    title = language.say(Text("Regiegebieden en hun leden", "Regie regions and their members"))
    if not study.groups:
        nobody = Text(
            "Van geen enkele gemeente is bekend dat ze lid is.",
            "Of no municipality is it known that it is a member.",
        )
        return Section("regiegebieden", title, (paragraph(language, nobody),))
    lead = Text(
        f"Elke gemeente staat met haar aantal inwoners op 1 januari {study.population_year}.",
        f"Each municipality stands with its inhabitants on 1 January {study.population_year}.",
    )
    if any(picture.home == SUMMARY for picture in shown):
        lead = Text(
            f"{lead.nl} Het nummer van een gebied is dat op de kaart van Vlaanderen.",
            f"{lead.en} The number of a region is that on the map of Flanders.",
        )
    caveat = members_caveat(study)
    blocks: list[Block] = [paragraph(language, text) for text in (lead, caveat) if text is not None]
    blocks += _region_blocks(study, shown, language)
    return Section("regiegebieden", title, tuple(blocks), kind="regions")


def _region_blocks(study: Study, shown: Sequence[Picture], language: Language) -> Iterator[Region]:
    """Yield every region with its members; refer to the map of the region."""
    maps = {picture.title: picture.number for picture in shown if picture.kind == REGIE_REGION}
    for number, group in enumerate(study.groups):
        units = sorted(study.members(number).tolist(), key=lambda i: study.names[i].casefold())
        people = language.integer(int(study.population[units].sum()))
        form = language.say(Text("niet bekend", "not known"))
        if group.legal_form:
            form = language.say(form_words(study, group.legal_form))
        facts: list[tuple[Text, str, str | None]] = [
            (Text("Rechtsvorm", "Legal form"), form, None),
            (Text("Gemeenten", "Municipalities"), language.integer(len(units)), None),
            (Text("Inwoners", "Inhabitants"), people, None),
        ]
        if parts := _parts(study, units):
            facts.append((Text("Ligt in", "Lies in"), language.listing(parts), None))
        if own := maps.get(group.name):
            facts.append((Text("Kaart", "Map"), str(own), f"kaart-{own}"))
        members = ((study.names[i], language.integer(int(study.population[i]))) for i in units)
        yield Region(
            id=f"gebied-{number + 1}",
            number=number + 1,
            name=group.name,
            facts=tuple((language.say(name), value, target) for name, value, target in facts),
            members=Members(tuple(members)),
        )


def _parts(study: Study, units: Sequence[int]) -> list[str]:
    """Return the names of the reference regions in which some units lie."""
    reference = study.partitions.get(REFERENCE_REGION)
    return sorted({reference.labels[reference.index[i]] for i in units}) if reference else []


def _tables(study: Study, language: Language) -> Iterator[Section]:
    """Yield the tables that few ask for."""
    for shown in annex_tables(study):
        if shown.table.rows:
            block = table_block(shown, language, study_line(study), titled=False)
            yield Section(f"bijlage-{block.id}", block.title, (block,), kind="table")


def _maps(study: Study, shown: Sequence[Picture], language: Language) -> Section | None:
    """Return the maps by kind, each kind with its heading."""
    rest = [picture for picture in shown if picture.home == ANNEX]
    if not rest:
        return None

    def heading(kind: str) -> str:
        if kind == WHOLE:
            return study.scheme.whole
        known = study.scheme.partitions.get(kind)
        return sentence(language, known.noun.many if known else study.scheme.group.many)

    kinds = tuple(
        Section(
            f"kaarten-{kind}",
            heading(kind),
            tuple(map_figure(each, language, half=True) for each in chosen),
            kind="half",
            listed=False,
        )
        for kind, chosen in groupby(rest, key=lambda picture: picture.kind)
    )
    return Section("kaarten", language.say(Text("Kaarten", "Maps")), sections=kinds, kind="maps")


def remarks(study: Study, shown: Sequence[Picture]) -> tuple[Problem, ...]:
    """Return the remarks on the data, and on the borders if anything is drawn with them."""
    return (*study.notices, *(study.boundaries.notices if shown else ()))


def _notices(study: Study, shown: Sequence[Picture], language: Language) -> Section | None:
    notices = remarks(study, shown)
    if not notices:
        return None
    title = language.say(Text("Opmerkingen bij de gegevens", "Remarks on the data"))
    items = tuple((Run(_remark(problem, language)),) for problem in notices)
    return Section("opmerkingen", title, (Bullets(items),))


def _remark(problem: Problem, language: Language) -> str:
    """Return a remark as a sentence, with the row of the list that it is about.

    The path of the file is nobody's business but its owner's.
    """
    told = sentence(language, problem.message).rstrip(".")
    place = replace(problem, file=None).place(language)
    return f"{told} ({place})." if place else f"{told}."


def _sources(study: Study, shown: Sequence[Picture], language: Language) -> Section:
    """Return where figures and borders come from, then the sources of the memberships."""
    counted = language.say(Text("Bevolkingscijfers", "Population figures"))
    lines = [plain(language, note) for note in origin_lines(study)]
    lines.append(f"{counted}: {language.say(study.scheme.people_credit)}.")
    if shown:
        lines.append(plain(language, _borders_line(study)))
    found = _by_region(study, language)
    title = Text(
        "Bronnen van het lidmaatschap, per regiegebied",
        "Sources of the memberships, by regie region",
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
    return Text(
        f"Grenzen op de kaarten: {label.nl}. De vorm van een gemeente op de kaart kan afwijken van "
        "de officiële grens; cijfers en lijsten hangen daar niet van af.",
        f"Borders on the maps: {label.en}. The shape of a municipality on the map may differ from "
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


def _method(study: Study, language: Language) -> Section:
    told = tuple(paragraph(language, text) for text in method_sentences(study))
    return Section("methode", language.say(Text("Methode", "Method")), told)


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
