"""The figures of an audit side by side, and the studies that they are held against."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar, cast

import numpy as np

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.audit.index import FigureIndex, day_order
from regiekaart.analysis.audit.printed import (
    Convention,
    convention_of,
    decisive,
    implied_counts,
)
from regiekaart.facts.published import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from regiekaart.analysis.agreements import AgreementTable
    from regiekaart.facts.published import PublishedFigure
    from regiekaart.study import Study

    StudyAt = Callable[[str], Study | None]
    # Per publication, how many members it counts, and the figure that says so.
    _Members = dict[str | None, tuple[int, PublishedFigure]]

_Made = TypeVar("_Made")
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
    """The figures of an audit, with look-ups; each answer is worked out once.

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
    _inside: dict[tuple[str, str], NDArray[np.bool_] | None] = field(
        default_factory=dict, repr=False
    )
    _said: dict[tuple[str, str], _Members] = field(default_factory=dict, repr=False)
    _made: dict[tuple[str, int], object] = field(default_factory=dict, repr=False)
    _totals: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict, repr=False)
    _group_counts: dict[tuple[str, str], dict[str, dict[tuple[str, int], PublishedFigure]]] = field(
        default_factory=dict, repr=False
    )
    _denominators: dict[tuple[str, str, str], dict[int, PublishedFigure]] = field(
        default_factory=dict, repr=False
    )

    @cached_property
    def index(self) -> FigureIndex:
        """The figures by what they are about."""
        return FigureIndex(self.figures)

    def study(self, as_of: str) -> Study | None:
        """Return the study of a year or a day, made once."""
        day = day_order(as_of)
        if day not in self._studies:
            self._studies[day] = self.study_at(as_of)
        return self._studies[day]

    def agreements(self, as_of: str, study: Study, by: str | None) -> AgreementTable:
        """Return the agreements of the study of a year or a day, counted once."""
        if (as_of, by) not in self._agreements:
            self._agreements[as_of, by] = agreements(study, by)
        return self._agreements[as_of, by]

    def cycle(self, as_of: str) -> str:
        """Return the cycle of a year or a day; where there is none, the text itself."""
        study = self.study(as_of)
        return study.cycle.id if study is not None else as_of

    def made_once(self, what: str, study: Study, make: Callable[[], _Made]) -> _Made:
        """Return what is worked out of a study; the second time, what was made the first."""
        # The book keeps the studies, so none of them takes the identity of another.
        key = what, id(study)
        if key not in self._made:
            self._made[key] = make()
        return cast("_Made", self._made[key])

    @cached_property
    def cycle_studies(self) -> Sequence[Study]:
        """The study at the start of every cycle of the scheme, oldest first."""
        days = dict.fromkeys(figure.as_of for figure in self.figures)
        known = next((study for study in map(self.study, days) if study is not None), None)
        if known is None:
            return ()
        found = (self.study(str(cycle.start.year)) for cycle in known.scheme.cycles)
        return tuple(study for study in found if study is not None)

    @cached_property
    def _conventions(self) -> Mapping[str, Convention]:
        by: dict[str, list[PublishedFigure]] = defaultdict(list)
        for figure in self.figures:
            by[figure.publication].append(figure)
        return {publication: convention_of(figures) for publication, figures in by.items()}

    @cached_property
    def _examples(self) -> Mapping[tuple[str, Convention], PublishedFigure]:
        found: dict[tuple[str, Convention], PublishedFigure] = {}
        for figure in self.figures:
            found.setdefault((figure.publication, decisive(figure)), figure)
        return found

    def convention(self, figure: PublishedFigure) -> Convention:
        """Return how the publication of a figure rounds."""
        return self._conventions[figure.publication]

    def example(self, figure: PublishedFigure) -> PublishedFigure:
        """Return the first figure that shows how the publication of a figure rounds."""
        return self._examples[figure.publication, self.convention(figure)]

    def members(
        self, scope: str, as_of: str, publication: str | None = None
    ) -> tuple[int, PublishedFigure] | None:
        """Return how many units were members according to what was published, and where.

        A printed count comes first; else a percentage that only one count can give.

        Parameters
        ----------
        scope, as_of
            Where, and when.
        publication
            The publication whose own count goes before that of others.
        """
        key = scope, day_order(as_of)
        if key not in self._said:
            self._said[key] = self._members_said(*key)
        said = self._said[key]
        return said.get(publication) or said.get(None)

    def _members_said(self, scope: str, day: str) -> _Members:
        """Return the members per publication; under None, those that were printed first."""
        figures = self.index.on_day(UNIT_COVERAGE, scope, day)
        said: _Members = {}
        for figure in figures:
            if figure.count is not None:
                said.setdefault(figure.publication, (figure.count, figure))
                said.setdefault(None, (figure.count, figure))
        if said:
            return said
        for figure in figures:
            counts = self.counts_of(figure)
            if len(counts) == 1:
                said.setdefault(figure.publication, (counts[0], figure))
                said.setdefault(None, (counts[0], figure))
        return said

    def counts_of(self, figure: PublishedFigure) -> list[int]:
        """Return every count of units that would be printed as the figure's percentage is."""
        inside = self.units(figure)
        if inside is None:
            return []
        return implied_counts(figure, int(inside.sum()), self.convention(figure))

    def units(self, figure: PublishedFigure) -> NDArray[np.bool_] | None:
        """Return which units of its study are in the scope of a figure; None if not known."""
        key = figure.as_of, figure.scope
        if key not in self._inside:
            study = self.study(figure.as_of)
            self._inside[key] = None if study is None else units_in(study, figure.scope)
        return self._inside[key]

    def totals(self, measure: str, scope: str) -> frozenset[int]:
        """Return the numbers of units that a scope has on the days of a measure's figures."""
        key = measure, scope
        if key not in self._totals:
            # Figures of one day have one number of units: one of them tells.
            firsts = (self.index.on_day(*key, day)[0] for day in self.index.days(*key))
            found = (self.units(figure) for figure in firsts)
            self._totals[key] = frozenset(
                int(inside.sum()) for inside in found if inside is not None
            )
        return self._totals[key]

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every total that was printed with its parts."""
        by: dict[tuple[str, str, str], list[PublishedFigure]] = defaultdict(list)
        for figure in self.figures:
            by[figure.publication, figure.measure, figure.as_of].append(figure)
        return tuple(table for figures in by.values() for table in self._tables_of(figures))

    @cached_property
    def _forms(self) -> Mapping[tuple[str, str, str], list[PublishedFigure]]:
        by: dict[tuple[str, str, str], list[PublishedFigure]] = defaultdict(list)
        for figure in self.figures:
            if figure.measure.startswith(FORM) and figure.measure != GROUPS:
                by[figure.publication, figure.as_of, figure.scope].append(figure)
        return dict(by)

    def forms(self, figure: PublishedFigure) -> Sequence[PublishedFigure]:
        """Return the figures per legal form that a publication gives for a scope and a day.

        Empty if it gives a form more than once: that is no table that could be added up.
        """
        key = figure.publication, figure.as_of, figure.scope
        found = self._forms.get(key, ())
        # No more forms are known than this; a longer list has one of them twice.
        once = len(found) <= len(MEASURES) and len({f.measure for f in found}) == len(found)
        return found if once else ()

    def group_counts(
        self, measure: str, scope: str, cycle: str
    ) -> Mapping[tuple[str, int], PublishedFigure]:
        """Return, per publication and number of groups in a cycle, the first figure with it."""
        key = measure, scope
        if key not in self._group_counts:
            self._group_counts[key] = self._counted_groups(*key)
        return self._group_counts[key].get(cycle, {})

    def _counted_groups(
        self, measure: str, scope: str
    ) -> dict[str, dict[tuple[str, int], PublishedFigure]]:
        found: dict[str, dict[tuple[str, int], PublishedFigure]] = defaultdict(dict)
        for figure in self.index.of_scope(measure, scope):
            number = figure.count if measure == GROUPS else figure.total
            if number is not None:
                cycle = found[self.cycle(figure.as_of)]
                cycle.setdefault((figure.publication, number), figure)
        return found

    def denominators(self, figure: PublishedFigure) -> Mapping[int, PublishedFigure]:
        """Return the numbers of units behind a figure in its publication, each with the oldest."""
        key = figure.measure, figure.scope, figure.publication
        if key not in self._denominators:
            found: dict[int, PublishedFigure] = {}
            for other in sorted(self.index.of_publication(*key), key=lambda f: day_order(f.as_of)):
                inside = self.units(other)
                if inside is not None:
                    found.setdefault(int(inside.sum()), other)
            self._denominators[key] = found
        return self._denominators[key]

    @cached_property
    def _tables_with(self) -> Mapping[int, list[Table]]:
        found: dict[int, list[Table]] = defaultdict(list)
        for table in self.tables:
            for figure in dict.fromkeys([id(table.whole), *map(id, table.parts)]):
                found[figure].append(table)
        return dict(found)

    def tables_with(self, figure: PublishedFigure) -> Sequence[Table]:
        """Return the tables in which a figure is the total or a part."""
        return self._tables_with.get(id(figure), ())

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
