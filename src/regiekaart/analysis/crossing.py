"""Membership crossed with agreements: covered with one, covered without, and the other way round.

Both have three values, so there are nine cells. Four of them are certain; the other five are what
the four questions (covered with an agreement, covered without, not covered with, neither) hinge on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.agreements import AgreementProvenance
from regiekaart.analysis.figures import Share
from regiekaart.facts.agreements import Status
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.analysis.figures import Provenance
    from regiekaart.study import Study


class Known(StrEnum):
    """The answer to a question on one unit."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


QUESTIONS: Final = {
    "covered_with": (Known.YES, Known.YES),
    "covered_without": (Known.YES, Known.NO),
    "not_covered_with": (Known.NO, Known.YES),
    "neither": (Known.NO, Known.NO),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """The units with one answer on membership and one on the agreement.

    Parameters
    ----------
    member, signed
        The two answers.
    units
        Their positions in the study.
    population
        Their inhabitants.
    """

    member: Known
    signed: Known
    units: tuple[int, ...]
    population: int


@dataclass(frozen=True, slots=True)
class Crossed:
    """The answer to one of the four questions.

    Parameters
    ----------
    question
        A key of `QUESTIONS`.
    units, population
        What is certain, what is possible besides, and the whole.
    cell
        The units for which it is certain.
    """

    question: str
    units: Share
    population: Share
    cell: Cell


@dataclass(frozen=True, slots=True)
class Crossing:
    """Membership crossed with agreements.

    Parameters
    ----------
    cells
        All nine, members first, then by agreement.
    answers
        The four questions.
    """

    study: Study
    cells: tuple[Cell, ...]
    answers: tuple[Crossed, ...]

    def cell(self, member: Known, signed: Known) -> Cell:
        """Return the cell of two answers."""
        return next(c for c in self.cells if (c.member, c.signed) == (member, signed))


def crossing(study: Study) -> Crossing:
    """Return membership crossed with agreements, in units and inhabitants.

    Parameters
    ----------
    study
        The study.

    Raises
    ------
    InputError
        If the list of agreements has errors.

    Examples
    --------
    >>> from regiekaart import load_study
    >>> found = crossing(load_study())
    >>> sum(len(cell.units) for cell in found.cells)
    300
    """
    inside: dict[tuple[Known, Known], list[int]] = {(m, s): [] for m in Known for s in Known}
    for i in range(len(study.codes)):
        inside[_membership(study, i), _agreement(study, i)].append(i)
    cells = tuple(
        Cell(member, signed, tuple(units), _people(study, units))
        for (member, signed), units in inside.items()
    )
    origin = AgreementProvenance.of(study)
    answers = tuple(_answer(study, question, cells, origin) for question in QUESTIONS)
    return Crossing(study, cells, answers)


def _membership(study: Study, i: int) -> Known:
    if study.group_of[i] >= 0:
        return Known.YES
    return Known.UNKNOWN if study.group_of[i] == UNKNOWN else Known.NO


def _agreement(study: Study, i: int) -> Known:
    status = study.agreements[i].status
    if status is Status.SIGNED:
        return Known.YES
    return Known.UNKNOWN if status is Status.UNKNOWN else Known.NO


def _people(study: Study, units: Iterable[int]) -> int:
    return sum(int(study.population[i]) for i in units)


def _answer(study: Study, question: str, cells: tuple[Cell, ...], origin: Provenance) -> Crossed:
    member, signed = QUESTIONS[question]
    certain = next(c for c in cells if (c.member, c.signed) == (member, signed))
    possible = [
        cell
        for cell in cells
        if cell is not certain
        and cell.member in {member, Known.UNKNOWN}
        and cell.signed in {signed, Known.UNKNOWN}
    ]
    units = Share(
        measure="municipalities",
        group=question,
        count=len(certain.units),
        unknown=sum(len(cell.units) for cell in possible),
        total=len(study.codes),
        provenance=origin,
    )
    people = Share(
        measure="population",
        group=question,
        count=certain.population,
        unknown=sum(cell.population for cell in possible),
        total=int(study.population.sum()),
        provenance=origin,
    )
    return Crossed(question, units, people, certain)
