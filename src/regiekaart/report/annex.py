"""The annexes of a report: every region with its members, tables, maps, sources, method."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.maps.kinds import WHOLE, kinds_of, whole_of
from regiekaart.report.blocks import capital, map_figure, paragraph, sentence, table_block
from regiekaart.report.chapters import (
    AGREEMENTS,
    AUDIT,
    CHANGE,
    COVERAGE,
    MISSING,
    RULES,
    SUBSIDY,
    SUMMARY,
    annex_tables,
)
from regiekaart.report.document import Bullets, Members, Region, Run, Section
from regiekaart.report.method import method_sentences
from regiekaart.report.origins import sources
from regiekaart.report.pictures import ANNEX
from regiekaart.report.summary import members_caveat
from regiekaart.words.forms import form_words
from regiekaart.words.names import slug
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.errors import Problem
    from regiekaart.language import Language
    from regiekaart.report.document import Block
    from regiekaart.report.pictures import Picture
    from regiekaart.study import Group, Study

# The anchors of the parts that every report can have: no group is called so.
TAKEN: Final = frozenset(
    {
        SUMMARY, COVERAGE, RULES, MISSING, CHANGE, AGREEMENTS, SUBSIDY, AUDIT, ANNEX,
        "bijlagen", "bronnen", "inhoud", "methode", "opmerkingen", "sorted", "toc-title",
    }
)  # fmt: skip


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
        sources(study, shown, language),
        _method(study, language),
    )
    title = language.say(Text("Bijlagen", "Annexes"))
    kept = tuple(each for each in sections if each is not None)
    return Section("bijlagen", title, sections=kept, kind="annexes")


def _regions(study: Study, shown: Sequence[Picture], language: Language) -> Section:
    """Return every region with its members."""
    unit, groups = study.scheme.unit, study.scheme.group.many
    title = language.say(
        Text(f"{capital(groups.nl)} en hun leden", f"{capital(groups.en)} and their members")
    )
    anchor = _anchor(groups)
    if not study.groups:
        nobody = Text(
            f"Van {unit.none.nl} is bekend dat {unit.it.nl} lid is.",
            f"Of {unit.none.en} is it known that it is a member.",
        )
        return Section(anchor, title, (paragraph(language, nobody),))
    lead = _lead(study)
    if any(picture.home == SUMMARY for picture in shown):
        group, whole = study.scheme.group.short.a, _whole(study)
        lead = Text(
            f"{lead.nl} Het nummer van {group.nl} is dat op de kaart van {whole.nl}.",
            f"{lead.en} The number of {group.en} is that on the map of {whole.en}.",
        )
    caveat = members_caveat(study)
    blocks: list[Block] = [paragraph(language, text) for text in (lead, caveat) if text is not None]
    blocks += _region_blocks(study, shown, language)
    return Section(anchor, title, tuple(blocks), kind="regions")


def _whole(study: Study) -> Text:
    """Return the name of all units together in a sentence; a land's own name has no other."""
    whole = study.scheme.whole
    return Text(whole, "Flanders" if study.register.shipped else whole)


def _whole_anchor(study: Study) -> str:
    """Return the part of an anchor that stands for all units together."""
    name = slug(_whole(study).en)
    return f"{WHOLE}-{name}" if name in kinds_of(study.scheme)[1:] else name


def _anchor(groups: Text) -> str:
    """Return the anchor of the groups: their Dutch name, unless a part of a report has it."""
    name = slug(groups.nl)
    return f"groepen-{name}" if name in TAKEN else name


def _lead(study: Study) -> Text:
    unit, people = study.scheme.unit, study.scheme.people.many
    counted = study.scheme.counted(study.population_year)
    return Text(
        f"{capital(unit.each.nl)} staat met {unit.its.nl} aantal {people.nl} {counted.nl}.",
        f"{capital(unit.each.en)} stands with {unit.its.en} {people.en} {counted.en}.",
    )


def _region_blocks(study: Study, shown: Sequence[Picture], language: Language) -> Iterator[Region]:
    """Yield every region with its members; refer to the map of the region."""
    maps = {
        picture.title: picture.number for picture in shown if picture.kind == study.scheme.group_id
    }
    for number, group in enumerate(study.groups):
        units = sorted(study.members(number).tolist(), key=lambda i: study.names[i].casefold())
        people = language.integer(int(study.population[units].sum()))
        facts: list[tuple[Text, str, str | None]] = [
            *_form(study, group, language),
            (study.scheme.unit.many, language.integer(len(units)), None),
            (study.scheme.people.many, people, None),
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
            facts=tuple((sentence(language, name), value, target) for name, value, target in facts),
            members=Members(tuple(members)),
        )


def _form(study: Study, group: Group, language: Language) -> list[tuple[Text, str, str | None]]:
    """Return the legal form of a group, where a rule asks for one."""
    if study.scheme.form is None:
        return []
    form = Text("niet bekend", "not known")
    if group.legal_form:
        form = form_words(study, group.legal_form)
    return [(Text("Rechtsvorm", "Legal form"), language.say(form), None)]


def _parts(study: Study, units: Sequence[int]) -> list[str]:
    """Return the names of the parts in which some units lie, of those in which groups have to."""
    kind = study.scheme.fit_kind
    fit = study.partitions.get(kind.id) if kind else None
    return sorted({fit.labels[fit.index[i]] for i in units}) if fit else []


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

    whole = whole_of(study.scheme)

    def heading(kind: str) -> str:
        if kind == whole:
            return study.scheme.whole
        known = study.scheme.partitions.get(kind)
        return sentence(language, known.noun.many if known else study.scheme.group.many)

    kinds = tuple(
        Section(
            f"kaarten-{_whole_anchor(study) if kind == whole else kind}",
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


def _method(study: Study, language: Language) -> Section:
    told = tuple(paragraph(language, text) for text in method_sentences(study))
    return Section("methode", language.say(Text("Methode", "Method")), told)
