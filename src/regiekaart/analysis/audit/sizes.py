"""The smallest and the largest group: which group has that size, and with which population.

A published size that no group has in its own year may be that of a group with the population of
another year. Every known group of every cycle is tried with every year that there is; subsets of
groups are not, since among so many sums a match would mean nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.audit.index import MOST
from regiekaart.analysis.audit.model import Bounds, Check, Verdict, listing
from regiekaart.analysis.rules.form import is_alone_form
from regiekaart.errors import InputError
from regiekaart.facts.population import counts_at, population
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.rules import MinimumPopulation
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.analysis.audit.book import Book
    from regiekaart.facts.published import PublishedFigure
    from regiekaart.study import IntArray, Study

SMALLEST: Final = "region_population_min"
LARGEST: Final = "region_population_max"


@dataclass(frozen=True, slots=True)
class Match:
    """A group that has a size with the population of a year."""

    study: Study
    group: int
    year: int

    @property
    def name(self) -> str:
        """The name of the group."""
        return self.study.groups[self.group].name

    @property
    def units(self) -> list[str]:
        """The names of its units."""
        return [self.study.names[i] for i in self.study.members(self.group)]


def checks(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield the checks of a smallest or a largest group."""
    if figure.measure not in {SMALLEST, LARGEST} or figure.count is None:
        return
    yield from _ends(figure, figure.count, book)
    study = book.study(figure.as_of)
    if study is None:
        return
    yield from _minimum(figure, figure.count, study)
    yield _size(figure, figure.count, study, book)


def _ends(figure: PublishedFigure, size: int, book: Book) -> Iterator[Check]:
    other = LARGEST if figure.measure == SMALLEST else SMALLEST
    for end in book.index.in_table(figure, other)[:MOST]:
        if end.count is not None:
            good = size <= end.count if figure.measure == SMALLEST else end.count <= size
            yield Check(
                "range",
                Verdict.CONSISTENT if good else Verdict.INCONSISTENT,
                size,
                end.count,
                Text(
                    f"het andere uiteinde is {NL.integer(end.count)}",
                    f"the other end is {EN.integer(end.count)}",
                ),
            )


def _minimum(figure: PublishedFigure, size: int, study: Study) -> Iterator[Check]:
    for rule in study.scheme.rules:
        if isinstance(rule, MinimumPopulation) and figure.measure == SMALLEST:
            good = size >= rule.minimum
            nl, en = NL.integer(rule.minimum), EN.integer(rule.minimum)
            word = Text("ten minste", "at least") if good else Text("minder dan", "less than")
            yield Check(
                "minimum",
                Verdict.CONSISTENT if good else Verdict.INCONSISTENT,
                size,
                rule.minimum,
                Text(f"{word.nl} de {nl} die gevraagd worden", f"{word.en} the {en} required"),
            )


def _size(figure: PublishedFigure, size: int, study: Study, book: Book) -> Check:
    everyone = int(study.population.sum())
    if size > everyone:
        year = study.population_year
        message = Text(
            f"meer dan alle inwoners samen: {NL.integer(everyone)} op 1 januari {year}",
            f"more than all inhabitants together: {EN.integer(everyone)} on 1 January {year}",
        )
        return Check("region-size", Verdict.INCONSISTENT, size, everyone, message)
    own = book.made_once("sizes", study, lambda: sizes(study, study.population))
    beyond = _beyond(figure, size, own, study)
    if size in own.values() and not beyond:
        names = listing([study.groups[g].name for g, people in own.items() if people == size])
        year = study.population_year
        message = Text(
            f"dat is {names.nl}, bevolking op 1 januari {year}",
            f"that is {names.en}, population on 1 January {year}",
        )
        return Check("region-size", Verdict.CONSISTENT, size, size, message)
    match = find_size(size, study, book)
    people = people_in(study, match.year) if match is not None else None
    then = {} if people is None else sizes(study, people)
    if match is not None and not _beyond(figure, size, then, study):
        message = _other_year(match, study, beyond)
        return Check("region-size", Verdict.CONSISTENT, size, size, message, remark=True)
    return _no_match(figure, size, own, beyond, study)


def sizes(study: Study, people: IntArray) -> dict[int, int]:
    """Return the size of each known partnership: centre cities alone are left out.

    Parameters
    ----------
    study
        The study.
    people
        Inhabitants per unit.
    """
    return _sizes_of(study, _partnerships(study), people)


def _partnerships(study: Study) -> list[int]:
    return [group for group in range(len(study.groups)) if not is_alone_form(study, group)]


def _sizes_of(study: Study, groups: list[int], people: IntArray) -> dict[int, int]:
    member = study.group_of >= 0
    sums = np.zeros(len(study.groups), dtype=np.int64)
    np.add.at(sums, study.group_of[member], people[member])
    return {group: int(sums[group]) for group in groups}


def people_in(study: Study, year: int) -> IntArray | None:
    """Return the inhabitants of a year on the units of a study; None if there are none."""
    try:
        counts = counts_at(population(), year, study.date)
        return np.array([counts[code] for code in study.codes], dtype=np.int64)
    except (InputError, KeyError):
        return None


def find_size(size: int, study: Study, book: Book) -> Match | None:
    """Return a group with a size in some year: nearest in year, the study's own groups first.

    Parameters
    ----------
    size
        Inhabitants.
    study
        The study of the figure.
    book
        Has the studies of other cycles, whose groups are tried as well.
    """
    others = (other for other in book.cycle_studies if other.cycle != study.cycle)
    found = [
        match
        for one in (study, *others)
        for match in book.made_once("matches", one, partial(_matches, one)).get(size, ())
    ]
    year = study.population_year
    return min(found, key=lambda m: (abs(m.year - year), m.study is not study), default=None)


def _matches(study: Study) -> dict[int, list[Match]]:
    """Return every group of a study with every year, by the size that it has then."""
    groups = _partnerships(study)
    found: dict[int, list[Match]] = defaultdict(list)
    for year in population().years:
        people = people_in(study, year)
        known = {} if people is None else _sizes_of(study, groups, people)
        for group, total in known.items():
            found[total].append(Match(study, group, year))
    return dict(found)


def _beyond(figure: PublishedFigure, size: int, known: dict[int, int], study: Study) -> list[str]:
    """Return the groups that are larger than the largest, or certainly smaller than the smallest.

    A group of an open list may have more members, so it is at least as large as it is known.
    """
    if figure.measure == LARGEST:
        return [study.groups[g].name for g, people in known.items() if people > size]
    if UNKNOWN in study.group_of:
        return []
    return [study.groups[g].name for g, people in known.items() if people < size]


def _other_year(match: Match, study: Study, beyond: list[str]) -> Text:
    """Return that the size is right with the population of another year."""
    units = listing(match.units) if len(match.units) <= 6 else None  # noqa: PLR2004 - one line
    inside = units or Text(f"{len(match.units)} gemeenten", f"{len(match.units)} municipalities")
    year, own = match.year, study.population_year
    cycle = match.study.cycle.id
    listed = Text("", "")
    if match.study is not study:
        listed = Text(f", lijst van {cycle}", f", list of {cycle}")
    nl = (
        f"komt precies uit met de bevolking van 1 januari {year}, niet van {own}: "
        f"{match.name} ({inside.nl}{listed.nl})"
    )
    en = (
        f"comes out exactly with the population of 1 January {year}, not of {own}: "
        f"{match.name} ({inside.en}{listed.en})"
    )
    if match.study is study:
        now = int(study.population[study.members(match.group)].sum())
        nl += f", in {own} {NL.integer(now)}"
        en += f", in {own} {EN.integer(now)}"
    else:
        now_in = _listed_now(match, study)
        nl, en = nl + now_in.nl, en + now_in.en
    others = [name for name in beyond if name != match.name]
    if others:
        names = listing(others)
        nl += f"; in {own} ook groter dan dat: {names.nl}"
        en += f"; in {own} larger than that as well: {names.en}"
    return Text(nl, en)


def _listed_now(match: Match, study: Study) -> Text:
    """Return where the units of a group of another cycle are in the study of the figure."""
    codes = {match.study.codes[i] for i in match.study.members(match.group)}
    here = [i for i, code in enumerate(study.codes) if code in codes]
    groups = sorted({int(study.group_of[i]) for i in here} - {UNKNOWN, OUTSIDE})
    names = listing([f"{study.groups[g].name} ({len(study.members(g))})" for g in groups])
    if not groups or not names.nl:
        return Text("", "")
    cycle = study.cycle.id
    return Text(
        f"; op de lijst van {cycle} staan ze bij {names.nl}",
        f"; on the list of {cycle} they are with {names.en}",
    )


def _no_match(
    figure: PublishedFigure, size: int, own: dict[int, int], beyond: list[str], study: Study
) -> Check:
    span = Bounds(Fraction(min(own.values(), default=0)), Fraction(max(own.values(), default=0)))
    year = study.population_year
    if beyond:
        names = listing(beyond)
        larger = figure.measure == LARGEST
        word = Text("groter", "larger") if larger else Text("kleiner", "smaller")
        message = Text(
            f"{word.nl} op 1 januari {year}: {names.nl}",
            f"{word.en} on 1 January {year}: {names.en}",
        )
        return Check("region-size", Verdict.INCONSISTENT, size, span, message)
    closed = UNKNOWN not in study.group_of
    message = Text(
        "geen bekend regiegebied heeft dat aantal inwoners, in geen enkel jaar",
        "no known regie region has that number of inhabitants, in any year",
    )
    verdict = Verdict.INCONSISTENT if closed else Verdict.UNVERIFIABLE
    return Check("region-size", verdict, size, span, message)
