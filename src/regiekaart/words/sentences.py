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
    total, known, unknown = map(NL.integer, (units.total, units.count, units.unknown))
    share = people.sentence_part(NL)
    be = "is" if units.count == 1 else "zijn"
    if units.certain and not units.count:
        return f"Geen van de {total} gemeenten is lid van een regiegebied."
    if units.certain:
        return (
            f"{known} van de {total} gemeenten ({units.text(NL)}) {be} lid van "
            f"{_regions_nl(row.regions)}; daar woont {share} van de bevolking."
        )
    if units.unknown == units.total:
        return f"Van geen van de {total} gemeenten is bekend of ze lid is van een regiegebied."
    if not units.count:
        return (
            f"Van {unknown} van de {total} gemeenten is het lidmaatschap onbekend; "
            "de andere zijn geen lid."
        )
    return (
        f"Van de {total} gemeenten {be} er {known} bekend als lid van "
        f"{_regions_nl(row.regions)}; van {unknown} is het lidmaatschap onbekend. "
        f"Dekking: {share} van de bevolking."
    )


def _regions_nl(number: int) -> str:
    return "1 regiegebied" if number == 1 else f"een van de {NL.integer(number)} regiegebieden"


def _coverage_en(row: CoverageRow) -> str:
    units, people = row.units, row.population
    total, known, unknown = map(EN.integer, (units.total, units.count, units.unknown))
    share = people.sentence_part(EN)
    if units.certain and not units.count:
        return f"None of the {total} municipalities is a member of a regie region."
    if units.certain:
        be = "is a member" if units.count == 1 else "are members"
        return (
            f"{known} of the {total} municipalities ({units.text(EN)}) {be} of "
            f"{_regions_en(row.regions)}, with {share} of the population."
        )
    if units.unknown == units.total:
        return f"Of none of the {total} municipalities is the membership known."
    if not units.count:
        return (
            f"Of {unknown} of the {total} municipalities the membership is unknown; "
            "the others are not members."
        )
    be = "is known to be a member" if units.count == 1 else "are known to be members"
    return (
        f"Of the {total} municipalities, {known} {be} of {_regions_en(row.regions)}; the "
        f"membership of {unknown} is unknown. Coverage: {share} of the population."
    )


def _regions_en(number: int) -> str:
    return "1 regie region" if number == 1 else f"one of the {EN.integer(number)} regie regions"


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
