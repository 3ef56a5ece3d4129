"""Sentences: what the figures say, in good Dutch and English, and no more than they carry.

With unknown memberships a sentence says "between" and "to"; with a complete list it states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.language import EN, NL, Language, Text
from regiekaart.scheme.flanders import REFERENCE_REGION
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
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
    total, known = NL.integer(units.total), NL.integer(units.count)
    share = people.sentence_part(NL)
    if units.certain:
        verb = "is" if units.count == 1 else "zijn"
        noun = "gemeente" if units.total == 1 else "gemeenten"
        return (
            f"{known} van de {total} {noun} ({units.text(NL)}) {verb} lid van een regiegebied; "
            f"daar woont {share} van de bevolking. {_regions_nl(row.regions)}."
        )
    if units.count == 0:
        return (
            f"Van geen van de {total} gemeenten is bekend of ze lid is van een regiegebied."
            if units.unknown == units.total
            else f"Van {NL.integer(units.unknown)} van de {total} gemeenten is het lidmaatschap "
            "onbekend; de andere zijn geen lid."
        )
    verb = "is" if units.count == 1 else "zijn"
    return (
        f"Van de {total} gemeenten {verb} er {known} bekend als lid van een regiegebied en is van "
        f"{NL.integer(units.unknown)} het lidmaatschap onbekend. "
        f"Dekking: {share} van de bevolking. {_regions_nl(row.regions)}."
    )


def _regions_nl(number: int) -> str:
    return "1 regiegebied" if number == 1 else f"{NL.integer(number)} regiegebieden"


def _coverage_en(row: CoverageRow) -> str:
    units, people = row.units, row.population
    total, known = EN.integer(units.total), EN.integer(units.count)
    share = people.sentence_part(EN)
    regions = "1 regie region" if row.regions == 1 else f"{row.regions} regie regions"
    verb = "is a member" if units.count == 1 else "are members"
    if units.certain:
        return (
            f"{known} of the {total} municipalities ({units.text(EN)}) {verb} of a regie region, "
            f"with {share} of the population. {regions}."
        )
    if units.count == 0 and units.unknown == units.total:
        return f"Of none of the {total} municipalities is the membership known."
    known_verb = "is known to be a member" if units.count == 1 else "are known to be members"
    return (
        f"Of the {total} municipalities, {known} {known_verb} of a regie region; the membership "
        f"of {EN.integer(units.unknown)} is unknown. Coverage: {share} of the population. "
        f"{regions}."
    )


def group_sentence(study: Study, group: int, language: Language) -> str:
    """Return what a group is: its size, its form, and the parts of the land that it lies in."""
    units = study.members(group)
    people = int(study.population[units].sum())
    noun = language.say(study.scheme.unit.count(len(units)))
    inhabitants = language.say(Text("inwoners", "inhabitants"))
    pieces = [
        f"{language.integer(len(units))} {noun}",
        f"{language.integer(people)} {inhabitants}",
    ]
    if study.groups[group].legal_form:
        pieces.append(study.groups[group].legal_form)
    if REFERENCE_REGION in study.partitions:
        partition = study.partitions[REFERENCE_REGION]
        found = sorted({partition.labels[i] for i in partition.index[units]})
        noun = language.say(partition.kind.noun.count(len(found)))
        pieces.append(f"{noun} {language.listing(found)}")
    sentence = " · ".join(pieces) + "."
    if (study.group_of == UNKNOWN).any():
        sentence += language.say(
            Text(
                " De lijst is onvolledig: het gebied kan meer leden hebben.",
                " The list is partial: the region may have more members.",
            )
        )
    return sentence
