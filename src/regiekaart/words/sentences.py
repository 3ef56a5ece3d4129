"""Sentences: what the figures say, in good Dutch and English, and no more than they carry.

With unknown memberships a sentence says "between" and "to"; with a complete list it states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.language import EN, NL, Language, Text
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.analysis.coverage import CoverageRow
    from regiekaart.study import Study


def coverage_sentence(row: CoverageRow, language: Language) -> str:
    """Return what a coverage row says.

    Parameters
    ----------
    row
        A row of a `Coverage`.
    language
        The language.
    """
    return language.say(Text(_coverage_nl(row), _coverage_en(row)))


def _coverage_nl(row: CoverageRow) -> str:
    units, people = row.units, row.population
    total, known, unknown = map(NL.integer, (units.total, units.count, units.unknown))
    share, regions = people.sentence_part(NL), _regions_nl(row)
    be, grounds = "is" if units.count == 1 else "zijn", _grounds(row, NL)
    scheme = units.provenance.scheme
    many, group = scheme.unit.many.nl, scheme.group.one.nl
    if units.certain and not units.count:
        return f"Geen van de {total} {many} is lid van een {group}."
    if units.certain:
        by = "" if units.provenance.complete else "volgens de beschikbare bronnen "
        return (
            f"{known} van de {total} {many} ({units.text(NL)}) {be} {by}lid van "
            f"{regions}{grounds}; daar woont {share} van de bevolking."
        )
    if units.unknown == units.total:
        return f"Van geen van de {total} {many} is bekend of ze lid is van een {group}."
    if not units.count:
        rest = "de andere zijn" if units.total - units.unknown > 1 else "de andere is"
        return f"Van {unknown} van de {total} {many} is het lidmaatschap onbekend; {rest} geen lid."
    return (
        f"Van de {total} {many} {be} er {known}{grounds} bekend als lid van {regions}; van "
        f"{unknown} is het lidmaatschap onbekend. Dekking: {share} van de bevolking."
    )


def _regions_nl(row: CoverageRow) -> str:
    group = row.units.provenance.scheme.group
    known = "" if row.units.provenance.complete else "bekende "
    if row.regions == 1:
        return f"1 {'bekend ' if known and group.neuter else known}{group.one.nl}"
    return f"een van de {NL.integer(row.regions)} {known}{group.many.nl}"


def _grounds(row: CoverageRow, language: Language) -> str:
    """Return how well the memberships are known, where the list is not the last word."""
    origin = row.units.provenance
    if origin.complete or not row.evidence:
        return ""
    told = origin.evidence_words(language, row.evidence)
    # Of one grade the number stands before it already: not "9 (9 documented)".
    return f" ({told if len(row.evidence) > 1 else told.split(' ', 1)[-1]})"


def _coverage_en(row: CoverageRow) -> str:
    units, people = row.units, row.population
    total, known, unknown = map(EN.integer, (units.total, units.count, units.unknown))
    share, regions = people.sentence_part(EN), _regions_en(row)
    grounds, scheme = _grounds(row, EN), units.provenance.scheme
    many, group = scheme.unit.many.en, scheme.group.a.en
    if units.certain and not units.count:
        return f"None of the {total} {many} is a member of {group}."
    if units.certain:
        be = "is a member" if units.count == 1 else "are members"
        by = "" if units.provenance.complete else ", by the sources that there are,"
        return (
            f"{known} of the {total} {many} ({units.text(EN)}){by} {be} of "
            f"{regions}{grounds}, with {share} of the population."
        )
    if units.unknown == units.total:
        return f"Of none of the {total} {many} is the membership known."
    if not units.count:
        several = units.total - units.unknown > 1
        rest = "the others are not members" if several else "the other one is not a member"
        return f"The membership of {unknown} of the {total} {many} is unknown; {rest}."
    be = "is known to be a member" if units.count == 1 else "are known to be members"
    return (
        f"Of the {total} {many}, {known}{grounds} {be} of {regions}; the "
        f"membership of {unknown} is unknown. Coverage: {share} of the population."
    )


def _regions_en(row: CoverageRow) -> str:
    group = row.units.provenance.scheme.group
    known = "" if row.units.provenance.complete else "known "
    if row.regions == 1:
        return f"1 {known}{group.one.en}"
    return f"one of the {EN.integer(row.regions)} {known}{group.many.en}"


def merged_apart(study: Study, units: Iterable[int], language: Language) -> str:
    """Return which of some units are unknown since their parts differed; empty where none is."""
    names = [study.names[i] for i in units if i in study.merged_apart]
    if not names:
        return ""
    listed = language.listing(names)
    return language.say(
        Text(
            f"Onbekend na een fusie van delen met verschillend lidmaatschap: {listed}.",
            f"Unknown after a merger of parts that differed in membership: {listed}.",
        )
    )


AT_LEAST: Final = Text("minstens ", "at least ")


def is_closed(study: Study, group: int) -> bool:
    """Return whether a group cannot have more members than are known.

    A centre city that is a group by itself is taken for one that applied alone.
    """
    units = study.members(group)
    alone = len(units) == 1 and bool(study.centre_city[units[0]])
    return alone or not (study.group_of == UNKNOWN).any()


def group_sentence(study: Study, group: int, language: Language) -> str:
    """Return what a group is: its size, its form, and the parts of the land that it lies in."""
    units = study.members(group)
    people = int(study.population[units].sum())
    noun = language.say(study.scheme.unit.count(len(units)))
    inhabitants = language.say(study.scheme.people.many)
    least = "" if is_closed(study, group) else language.say(AT_LEAST)
    pieces = [
        f"{least}{language.integer(len(units))} {noun}",
        f"{least}{language.integer(people)} {inhabitants}",
    ]
    if study.groups[group].legal_form:
        pieces.append(study.groups[group].legal_form)
    fit = study.scheme.fit_kind
    if fit is not None and fit.id in study.partitions:
        partition = study.partitions[fit.id]
        found = sorted({partition.labels[i] for i in partition.index[units]})
        noun = language.say(partition.kind.noun.count(len(found)))
        pieces.append(f"{noun} {language.listing(found)}")
    sentence = " · ".join(pieces) + "."
    sentence = sentence[:1].upper() + sentence[1:]
    if least:
        sentence += language.say(
            Text(
                " De lijst is onvolledig: het gebied kan meer leden hebben.",
                " The list is partial: the region may have more members.",
            )
        )
    return sentence
