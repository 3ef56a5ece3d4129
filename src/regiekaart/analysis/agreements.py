"""Agreements: how many units have one, per part, and crossed with membership.

The share of a part is its units with a signed agreement over all its units; the upper bound counts
the unknown as signed too:

    share = signed / units            share_max = (signed + unknown) / units

and the same with inhabitants. Negotiating, to be started and none are not signed.

A group counts as signed if *at least one* of its members has signed, and beside it stands how many
groups have signed with *all* of their known members. A group lies in the part where most of its
inhabitants live, so that the groups of the parts add up to those of the whole. The upper bound of
the first count also allows for members that a partial list does not name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regiekaart.analysis.coverage import group_labels
from regiekaart.analysis.figures import Provenance, Share
from regiekaart.errors import InputError
from regiekaart.facts.agreements import Status
from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL, Language, Text
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from regiekaart.analysis.figures import Grades
    from regiekaart.study import IntArray, Study

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AgreementProvenance(Provenance):
    """Where a figure on agreements comes from.

    Parameters
    ----------
    agreements
        What the list of agreements is.
    statuses
        How many known statuses carry each grade, best first.
    unknown
        Of how many units the status is not known.
    """

    agreements: Text
    statuses: Grades
    unknown: int

    @classmethod
    def of(cls, study: Study) -> AgreementProvenance:
        """Return the provenance of every figure on the agreements of a study."""
        base = Provenance.of(study)
        return cls(
            scheme=base.scheme,
            cycle=base.cycle,
            date=base.date,
            population_year=base.population_year,
            membership=base.membership,
            complete=base.complete,
            fictional=base.fictional,
            evidence=base.evidence,
            agreements=study.agreement_facts.source,
            statuses=status_evidence(study, range(len(study.codes))),
            unknown=sum(s.status is Status.UNKNOWN for s in study.agreements),
        )

    def source_line(self, language: Language) -> str:
        """Return the sources in words."""
        return language.say(
            Text(
                f"Overeenkomsten: {self.agreements.nl}. Lidmaatschap: {self.membership.nl}. "
                f"Bevolking: Statbel, 1 januari {self.population_year}.",
                f"Agreements: {self.agreements.en}. Membership: {self.membership.en}. "
                f"Population: Statbel, 1 January {self.population_year}.",
            )
        )


def status_evidence(study: Study, units: Iterable[int]) -> Grades:
    """Return how many known statuses of some units carry each grade, best first."""
    grades = (study.agreements[i].evidence for i in units)
    found = Counter(grade for grade in grades if grade is not None)
    return tuple((grade, found[grade]) for grade in Evidence if found[grade])


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """The agreements of one part, in units, in inhabitants and in groups.

    Parameters
    ----------
    group
        The part's name; a `Text` where it is a word and not a name (unknown, not a member).
    units, population
        The shares that have signed; their ``unknown`` is what the status is not known of.
    negotiating, to_start, none
        The units that have not signed, by status.
    regions
        The groups that lie in the part: most of their known inhabitants live there.
    regions_signed, regions_signed_max
        Of which at least one member has signed: known, and at most.
    regions_all_signed, regions_all_signed_max
        Of which every known member has signed: known, and at most.
    forecast, forecast_population
        The shares at the day of the forecast, if every expected date is met and nothing else
        happens; None without a forecast.
    regions_forecast, regions_forecast_max
        The same for ``regions_signed``.
    evidence
        How many of the known statuses in the part carry each grade.
    """

    group: str | Text
    units: Share
    population: Share
    negotiating: int
    to_start: int
    none: int
    regions: int
    regions_signed: int
    regions_signed_max: int
    regions_all_signed: int
    regions_all_signed_max: int
    forecast: Share | None = None
    forecast_population: Share | None = None
    regions_forecast: int | None = None
    regions_forecast_max: int | None = None
    evidence: Grades = ()


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """A table of agreements: the whole first, then its parts.

    Parameters
    ----------
    by
        The partition's id, or None for the whole alone.
    forecast
        The day of the forecast, or None.
    """

    study: Study
    by: str | None
    forecast: date | None
    rows: tuple[AgreementRow, ...]

    @property
    def whole(self) -> AgreementRow:
        """The row of all units together."""
        return self.rows[0]

    @property
    def parts(self) -> tuple[AgreementRow, ...]:
        """The rows of the parts."""
        return self.rows[1:]


def agreements(study: Study, by: str | None = None, forecast: date | None = None) -> AgreementTable:
    """Return the agreements of the whole and, with ``by``, of each part.

    Parameters
    ----------
    study
        The study.
    by
        A partition of the scheme, or ``regie-region``.
    forecast
        A day on or after that of the study: who will have signed by then if every expected date
        is met; an agreement that has ended by then is unknown.

    Raises
    ------
    InputError
        If the partition does not exist on the date of the study, the forecast lies before it, or
        the list of agreements has errors.

    Examples
    --------
    >>> from datetime import date
    >>> from regiekaart import StudyChoice, load_study
    >>> study = load_study(StudyChoice(cycle="2020", date=date(2022, 10, 17)))
    >>> whole = agreements(study).whole
    >>> whole.units.count, whole.units.unknown, whole.units.total
    (43, 257, 300)
    """
    if forecast is not None and forecast < study.date:
        raise InputError.one(
            f"de prognose ({NL.date(forecast)}) ligt voor de peildatum ({NL.date(study.date)}): "
            "kies een latere --forecast",
            f"the forecast ({EN.date(forecast)}) lies before the reference date "
            f"({EN.date(study.date)}): choose a later --forecast",
            value=forecast.isoformat(),
        )
    counter = _Counter.of(study, forecast)
    everything = np.zeros(len(study.codes), dtype=np.int64)
    homes = np.zeros(len(study.groups), dtype=np.int64)
    whole = tuple(counter.rows((study.scheme.whole,), everything, homes))
    if by is None:
        return AgreementTable(study, by, forecast, whole)
    labels, index, homes = _parts(study, by)
    return AgreementTable(study, by, forecast, (*whole, *counter.rows(labels, index, homes)))


def _parts(study: Study, by: str) -> tuple[Sequence[str | Text], IntArray, IntArray]:
    """Return the parts, the part of each unit, and the part in which each group lies."""
    if by != study.scheme.group_id:
        partition = study.partition(by)
        return partition.labels, partition.index, _homes(study, partition.index)
    labels, index = group_labels(study)
    return labels, index, np.arange(len(study.groups))


def _homes(study: Study, index: IntArray) -> IntArray:
    """Return per group the part with most of its inhabitants; of equals, with most of its units."""
    homes = []
    for number in range(len(study.groups)):
        inside = study.members(number)
        parts = np.unique(index[inside])
        people = [int(study.population[inside[index[inside] == part]].sum()) for part in parts]
        units = [int((index[inside] == part).sum()) for part in parts]
        best = max(range(len(parts)), key=lambda k: (people[k], units[k]))
        homes.append(int(parts[best]))
    return np.array(homes, dtype=np.int64)


@dataclass(frozen=True)
class _Answer:
    """A yes-or-no question on every unit: who is known to fit, and of whom it is not known."""

    yes: Mask
    unknown: Mask

    @classmethod
    def of(cls, statuses: Sequence[Status]) -> _Answer:
        return cls(
            np.array([status is Status.SIGNED for status in statuses], dtype=bool),
            np.array([status is Status.UNKNOWN for status in statuses], dtype=bool),
        )


@dataclass(frozen=True)
class _Counter:
    """Counts the agreements of a study in any division of its units."""

    study: Study
    provenance: Provenance
    statuses: NDArray[np.object_]
    now: _Answer
    later: _Answer | None

    @classmethod
    def of(cls, study: Study, forecast: date | None) -> _Counter:
        standings = study.agreements
        statuses = [standing.status for standing in standings]
        later = None
        if forecast is not None:
            later = _Answer.of([standing.forecast(forecast) for standing in standings])
        return cls(
            study=study,
            provenance=AgreementProvenance.of(study),
            statuses=np.array(statuses, dtype=object),
            now=_Answer.of(statuses),
            later=later,
        )

    def rows(
        self, labels: Sequence[str | Text], index: IntArray, homes: IntArray
    ) -> Iterator[AgreementRow]:
        """Yield one row per part."""
        signed = self._any_signed(self.now)
        everyone = self._all_signed()
        later = self._any_signed(self.later) if self.later else None
        for number, label in enumerate(labels):
            inside = np.flatnonzero(index == number)
            here = homes == number
            named = Counter(self.statuses[inside].tolist())
            yield AgreementRow(
                group=label,
                units=self._share("municipalities", label, inside, self.now),
                population=self._share("population", label, inside, self.now),
                negotiating=named[Status.NEGOTIATING],
                to_start=named[Status.TO_START],
                none=named[Status.NONE],
                regions=int(here.sum()),
                regions_signed=int(signed[0][here].sum()),
                regions_signed_max=int(signed[1][here].sum()),
                regions_all_signed=int(everyone[0][here].sum()),
                regions_all_signed_max=int(everyone[1][here].sum()),
                forecast=self._later("municipalities", label, inside),
                forecast_population=self._later("population", label, inside),
                regions_forecast=int(later[0][here].sum()) if later else None,
                regions_forecast_max=int(later[1][here].sum()) if later else None,
                evidence=status_evidence(self.study, inside.tolist()),
            )

    def _share(self, measure: str, label: str | Text, inside: IntArray, answer: _Answer) -> Share:
        weights = (
            self.study.population
            if measure == "population"
            else np.ones_like(self.study.population)
        )
        return Share(
            measure=measure,
            group=label if isinstance(label, str) else label.en,
            count=int(weights[inside[answer.yes[inside]]].sum()),
            unknown=int(weights[inside[answer.unknown[inside]]].sum()),
            total=int(weights[inside].sum()),
            provenance=self.provenance,
        )

    def _later(self, measure: str, label: str | Text, inside: IntArray) -> Share | None:
        return self._share(measure, label, inside, self.later) if self.later else None

    def _any_signed(self, answer: _Answer) -> tuple[Mask, Mask]:
        """Return per group whether a member has signed: known, and at most."""
        # A unit of which it is not known where it belongs, could be the one that has signed.
        stray = (self.study.group_of == UNKNOWN) & (answer.yes | answer.unknown)
        possible = self._members(answer.yes | answer.unknown) > 0
        return self._members(answer.yes) > 0, possible | bool(stray.any())

    def _all_signed(self) -> tuple[Mask, Mask]:
        """Return per group whether every known member has signed: known, and at most."""
        missing = self._members(~self.now.yes)
        refused = self._members(~(self.now.yes | self.now.unknown))
        return missing == 0, refused == 0

    def _members(self, units: Mask) -> IntArray:
        """Return how many of some units each group has."""
        chosen = self.study.group_of[units & (self.study.group_of >= 0)]
        return np.bincount(chosen, minlength=len(self.study.groups))
