"""What a report says in words about a study as a whole: its key figures, size, who is missing.

Each sentence comes from the figures of the study, with singular and plural as they should be, and
says "known" wherever an unknown membership could change what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.figures import Provenance, Share
from regiekaart.language import EN, NL, Language, Text, capital
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.study import IntArray, Study

NAMED: Final = 3


def has_unknown(study: Study) -> bool:
    """Return whether the membership of any unit is unknown."""
    return bool((study.group_of == UNKNOWN).any())


def largest_first(study: Study, units: IntArray) -> list[int]:
    """Return units by inhabitants, the most first; ties by name."""
    found: list[int] = units.tolist()
    return sorted(found, key=lambda i: (-int(study.population[i]), study.names[i]))


def population_share(study: Study, units: Sequence[int]) -> Share:
    """Return the part of all inhabitants that lives in some units."""
    return Share(
        measure="population",
        group=study.scheme.whole,
        count=int(study.population[list(units)].sum()),
        unknown=0,
        total=int(study.population.sum()),
        provenance=Provenance.of(study),
    )


def key_figures(study: Study, language: Language) -> list[tuple[Text, str]]:
    """Return the figures that a reader should see first: what they count, and how many."""
    whole = coverage(study).whole
    units, regions = study.scheme.unit.many, study.scheme.group.many
    of = language.say(Text("van de", "of the"))
    members = f"{language.integer(whole.units.count)} {of} {language.integer(whole.units.total)}"
    members_word = Text(f"{units.nl} lid", f"member {units.en}")
    if whole.units.unknown:
        members_word = Text(f"{units.nl} bekend als lid", f"{units.en} known to be members")
    figures = [
        (Text("dekking van de bevolking", "population coverage"), whole.population.text(language)),
        (members_word, members),
        (
            Text(
                f"{'bekende ' if whole.units.unknown else ''}{regions.nl}",
                f"{'known ' if whole.units.unknown else ''}{regions.en}",
            ),
            language.integer(whole.regions),
        ),
    ]
    if whole.units.unknown:
        noun = language.say(study.scheme.unit.count(whole.units.unknown))
        unknown = Text("lidmaatschap onbekend", "membership unknown")
        figures.append((unknown, f"{language.integer(whole.units.unknown)} {noun}"))
    return figures


def absent_partitions(study: Study) -> list[Text]:
    """Return a sentence per partition that did not exist yet on the date of the study."""
    return [
        Text(
            f"Er is geen tabel per {kind.noun.one.nl}: de eerste {kind.noun.many.nl} dateren van "
            f"{NL.date(kind.since)}.",
            f"There is no table by {kind.noun.one.en}: the first {kind.noun.many.en} date from "
            f"{EN.date(kind.since)}.",
        )
        for name, kind in study.scheme.partitions.items()
        if kind.since is not None and name not in study.partitions
    ]


def size_sentence(study: Study) -> Text | None:
    """Return which group is the largest and which the smallest; None where there is no group."""
    sizes = [int(study.population[study.members(g)].sum()) for g in range(len(study.groups))]
    if not sizes:
        return None
    # `max` and `min` take the first by name where two are as large.
    high = max(range(len(sizes)), key=sizes.__getitem__)
    low = min(range(len(sizes)), key=sizes.__getitem__)
    first, last = _sized(study, high, sizes[high]), _sized(study, low, sizes[low])
    open_, group = has_unknown(study), study.scheme.group
    the = group.article.nl
    if len(sizes) == 1:
        known_nl, known_en = ("bekende ", "known ") if open_ else ("", "")
        return Text(
            f"{capital(the)} enige {known_nl}{group.one.nl} is {first.nl}.",
            f"The only {known_en}{group.one.en} is {first.en}.",
        )
    if open_:
        return Text(
            f"Gerekend naar de bekende leden is {first.nl} {the} grootste {group.one.nl} en "
            f"{last.nl} {the} kleinste; onbekende lidmaatschappen kunnen dat nog veranderen.",
            f"By the known members, {first.en} is the largest {group.one.en} and {last.en} the "
            "smallest; unknown memberships may still change this.",
        )
    return Text(
        f"{capital(the)} grootste {group.one.nl} is {first.nl}; {the} kleinste is {last.nl}.",
        f"The largest {group.one.en} is {first.en}; the smallest is {last.en}.",
    )


def _sized(study: Study, group: int, people: int) -> Text:
    name, number = study.groups[group].name, len(study.members(group))
    noun, heads = study.scheme.unit.count(number), study.scheme.people.many
    return Text(
        f"{name} ({NL.integer(people)} {heads.nl} in {NL.integer(number)} {noun.nl})",
        f"{name} ({EN.integer(people)} {heads.en} in {EN.integer(number)} {noun.en})",
    )


def members_caveat(study: Study) -> Text | None:
    """Return the warning that goes with lists of members while some are unknown."""
    if not has_unknown(study):
        return None
    units, group = study.scheme.unit.many, study.scheme.group
    return Text(
        f"Hieronder staan de bekende leden. Van andere {units.nl} is het lidmaatschap onbekend: "
        f"{group.a.nl} kan meer leden hebben, en er kunnen meer {group.many.nl} zijn.",
        f"The members below are those that are known. The membership of other {units.en} is "
        f"unknown: {group.a.en} may have more members, and there may be more {group.many.en}.",
    )


def missing_sentence(study: Study, status: int) -> Text:
    """Return who is not a member, or of whom it is not known.

    Parameters
    ----------
    study
        The study.
    status
        `OUTSIDE` or `UNKNOWN`.
    """
    units = largest_first(study, np.flatnonzero(study.group_of == status))
    if not units:
        return _nobody(study, status)
    share = population_share(study, units)
    named = Text(*(_named(study, units, spoken) for spoken in (NL, EN)))
    single = len(units) == 1
    nl, en = (f"{spoken.integer(share.count)}" for spoken in (NL, EN))
    part_nl, part_en = share.text(NL), share.text(EN)
    unit, people = study.scheme.unit, study.scheme.people.many
    size_nl = f"{nl} {people.nl} ({part_nl} van de bevolking)"
    size_en = f"{en} {people.en} ({part_en} of the population)"
    if status == OUTSIDE and single:
        return Text(
            f"Eén {unit.one.nl} is geen lid: {study.names[units[0]]}, met {size_nl}.",
            f"One {unit.one.en} is not a member: {study.names[units[0]]}, with {size_en}.",
        )
    if status == OUTSIDE:
        return Text(
            f"{NL.integer(len(units))} {unit.many.nl} zijn geen lid. Ze tellen samen {size_nl}; "
            f"{named.nl}.",
            f"{EN.integer(len(units))} {unit.many.en} are not members. Together they have "
            f"{size_en}; {named.en}.",
        )
    if single:
        return Text(
            f"Van één {unit.one.nl} is het lidmaatschap onbekend: {study.names[units[0]]}, "
            f"met {size_nl}.",
            f"The membership of one {unit.one.en} is unknown: {study.names[units[0]]}, "
            f"with {size_en}.",
        )
    return Text(
        f"De {NL.integer(len(units))} {unit.many.nl} waarvan het lidmaatschap onbekend is, tellen "
        f"samen {size_nl}; {named.nl}.",
        f"The {EN.integer(len(units))} {unit.many.en} whose membership is unknown have {size_en} "
        f"together; {named.en}.",
    )


def _named(study: Study, units: Sequence[int], spoken: Language) -> str:
    """Return the largest of some units, in the half sentence that ends a `missing_sentence`."""
    names = [
        f"{study.names[i]} ({spoken.integer(int(study.population[i]))})" for i in units[:NAMED]
    ]
    listed = spoken.listing(names)
    if len(units) <= NAMED:
        return spoken.say(Text(f"het gaat om {listed}", f"they are {listed}"))
    return spoken.say(Text(f"de grootste zijn {listed}", f"the largest are {listed}"))


def _nobody(study: Study, status: int) -> Text:
    unit, group = study.scheme.unit, study.scheme.group.a
    each = Text(unit.each.nl, f"every {unit.one.en}")
    if status == UNKNOWN:
        return Text(
            f"Van {each.nl} is bekend of {unit.it.nl} lid is van {group.nl}.",
            f"Of {each.en} it is known whether it is a member of {group.en}.",
        )
    if has_unknown(study):
        return Text(
            f"Van {unit.none.nl} is bekend dat {unit.it.nl} geen lid is.",
            f"Of {unit.none.en} is it known that it is not a member.",
        )
    return Text(
        f"{capital(each.nl)} is lid van {group.nl}.",
        f"{capital(each.en)} is a member of {group.en}.",
    )
