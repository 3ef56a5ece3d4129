"""The figures of an audit side by side, and the studies that they are held against."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.audit.printed import Convention, convention_of, implied_counts
from regiekaart.facts.published import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from regiekaart.analysis.agreements import AgreementTable
    from regiekaart.facts.published import PublishedFigure
    from regiekaart.study import Study

    StudyAt = Callable[[str], Study | None]

UNIT_COVERAGE: Final = "municipality_coverage"
PEOPLE_COVERAGE: Final = "population_coverage"
GROUPS: Final = "regions"
FORM: Final = "regions_"
UNIT_AGREEMENTS: Final = "agreement_municipalities"
GROUP_AGREEMENTS: Final = "agreement_regions"
FORECAST: Final = "_forecast"
# Measures whose total is the number of units of the scope.
OF_UNITS: Final = frozenset({UNIT_COVERAGE, UNIT_AGREEMENTS, UNIT_AGREEMENTS + FORECAST})


@dataclass(frozen=True, slots=True)
class Table:
    """A total and its parts, as one publication prints them for one measure and day.

    Parameters
    ----------
    parts
        The parts that were printed, in one partition.
    complete
        Whether all parts of the partition are there.
    """

    whole: PublishedFigure
    parts: tuple[PublishedFigure, ...]
    complete: bool


@dataclass(frozen=True)
class Book:
    """The figures of an audit, with look-ups.

    Parameters
    ----------
    figures
        All of them: siblings are looked for among these.
    study_at
        Gives the study of a year or a day; None where there is none.
    """

    figures: tuple[PublishedFigure, ...]
    study_at: StudyAt
    _studies: dict[str, Study | None] = field(default_factory=dict, repr=False)
    _agreements: dict[tuple[str, str | None], AgreementTable] = field(
        default_factory=dict, repr=False
    )

    def study(self, as_of: str) -> Study | None:
        """Return the study of a year or a day, made once."""
        if as_of not in self._studies:
            self._studies[as_of] = self.study_at(as_of)
        return self._studies[as_of]

    def agreements(self, as_of: str, study: Study, by: str | None) -> AgreementTable:
        """Return the agreements of the study of a year or a day, counted once."""
        if (as_of, by) not in self._agreements:
            self._agreements[as_of, by] = agreements(study, by)
        return self._agreements[as_of, by]

    def cycle(self, as_of: str) -> str:
        """Return the cycle of a year or a day; where there is none, the text itself."""
        study = self.study(as_of)
        return study.cycle.id if study is not None else as_of

    def cycle_studies(self) -> list[Study]:
        """Return the study at the start of every cycle of the scheme, oldest first."""
        known = next((s for s in map(self.study, {f.as_of for f in self.figures}) if s), None)
        if known is None:
            return []
        found = (self.study(str(cycle.start.year)) for cycle in known.scheme.cycles)
        return [study for study in found if study is not None]

    @cached_property
    def _conventions(self) -> Mapping[str, Convention]:
        by: dict[str, list[PublishedFigure]] = defaultdict(list)
        for figure in self.figures:
            by[figure.publication].append(figure)
        return {publication: convention_of(figures) for publication, figures in by.items()}

    def convention(self, figure: PublishedFigure) -> Convention:
        """Return how the publication of a figure rounds."""
        return self._conventions[figure.publication]

    def like(
        self, figure: PublishedFigure, measure: str | None = None
    ) -> Iterator[PublishedFigure]:
        """Yield the other figures of a measure and the same scope, by default its own measure."""
        measure = measure or figure.measure
        for other in self.figures:
            if other.measure == measure and other.scope == figure.scope and other is not figure:
                yield other

    def before(self, figure: PublishedFigure, measure: str) -> PublishedFigure | None:
        """Return the newest figure of a measure that is about an earlier day, as first printed."""
        earlier = [
            other
            for other in self.like(figure, measure)
            if day_order(other.as_of) < day_order(figure.as_of)
        ]
        return max(earlier, key=_newest_first_printed, default=None)

    def members(self, scope: str, as_of: str) -> tuple[int, PublishedFigure] | None:
        """Return how many units were members according to what was published, and where.

        A printed count comes first; else a percentage that only one count can give.
        """
        found = [
            f
            for f in self.figures
            if (f.measure, f.scope) == (UNIT_COVERAGE, scope)
            and day_order(f.as_of) == day_order(as_of)
        ]
        for figure in found:
            if figure.count is not None:
                return figure.count, figure
        for figure in found:
            counts = self.counts_of(figure)
            if len(counts) == 1:
                return counts[0], figure
        return None

    def counts_of(self, figure: PublishedFigure) -> list[int]:
        """Return every count of units that would be printed as the figure's percentage is."""
        inside = self.units(figure)
        if inside is None:
            return []
        return implied_counts(figure, int(inside.sum()), self.convention(figure))

    def units(self, figure: PublishedFigure) -> NDArray[np.bool_] | None:
        """Return which units of its study are in the scope of a figure; None if not known."""
        study = self.study(figure.as_of)
        return None if study is None else units_in(study, figure.scope)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every total that was printed with its parts."""
        by: dict[tuple[str, str, str], list[PublishedFigure]] = defaultdict(list)
        for figure in self.figures:
            by[figure.publication, figure.measure, figure.as_of].append(figure)
        return tuple(table for figures in by.values() for table in self._tables_of(figures))

    def _tables_of(self, figures: list[PublishedFigure]) -> Iterator[Table]:
        study = self.study(figures[0].as_of)
        if study is None:
            return
        whole = next((f for f in figures if f.scope == study.scheme.whole), None)
        labels = [set(partition.labels) for partition in study.partitions.values()]
        # A name can be that of a province and of an arrondissement: the most parts decide.
        best = max(labels, key=lambda names: sum(f.scope in names for f in figures), default=set())
        parts = tuple(f for f in figures if f.scope in best)
        scopes = {part.scope for part in parts}
        if whole is not None and parts and len(scopes) == len(parts):
            yield Table(whole, parts, complete=scopes == best)


def units_in(study: Study, scope: str) -> NDArray[np.bool_] | None:
    """Return which units lie in a scope: the whole, or a part of a partition; None for another."""
    if scope == study.scheme.whole:
        return np.ones(len(study.codes), dtype=np.bool_)
    for partition in study.partitions.values():
        if scope in partition.labels:
            inside: NDArray[np.bool_] = partition.index == partition.labels.index(scope)
            return inside
    return None


def day_order(as_of: str) -> str:
    """Return a text that sorts as the days do: a year stands for its first day."""
    day = day_of(as_of)
    return day.isoformat() if day else as_of


def printed_order(figure: PublishedFigure) -> str:
    """Return a text that sorts figures by when they were printed."""
    return day_order(figure.published_on)


def _newest_first_printed(figure: PublishedFigure) -> tuple[date, int]:
    from datetime import date

    about = day_of(figure.as_of) or date.min
    printed = day_of(figure.published_on) or date.max
    return about, -printed.toordinal()
