"""The figures of an audit by what they are about, so that none is looked for among all of them.

A list of thousands of figures is held against itself in a time that grows with its length, not
with its square: a figure meets at most `MOST` others in one check.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from regiekaart.facts.published import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from regiekaart.facts.published import PublishedFigure

MOST: Final = 20
_Key = TypeVar("_Key", bound="Hashable")


class FigureIndex:
    """Look-ups over figures; every answer is in the order in which the figures were given.

    Parameters
    ----------
    figures
        The figures.
    """

    def __init__(self, figures: Sequence[PublishedFigure]) -> None:
        self._figures = figures

    @cached_property
    def _by_day(self) -> Mapping[tuple[str, str, str], list[PublishedFigure]]:
        return _grouped(self._figures, lambda f: (f.measure, f.scope, day_order(f.as_of)))

    @cached_property
    def _days(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for measure, scope, day in self._by_day:
            found[measure, scope].append(day)
        return {key: sorted(days) for key, days in found.items()}

    @cached_property
    def _by_publication(self) -> Mapping[tuple[str, str, str], list[PublishedFigure]]:
        return _grouped(self._figures, lambda f: (f.measure, f.scope, f.publication))

    @cached_property
    def _of_table(self) -> Mapping[tuple[str, str, str, str], list[PublishedFigure]]:
        return _grouped(
            self._figures, lambda f: (f.measure, f.scope, f.publication, day_order(f.as_of))
        )

    @cached_property
    def _first_printed(self) -> Mapping[tuple[str, str, str], PublishedFigure]:
        return {key: min(found, key=printed_order) for key, found in self._by_day.items()}

    def on_day(self, measure: str, scope: str, day: str) -> Sequence[PublishedFigure]:
        """Return the figures of a measure, a scope and a day (as `day_order` writes it)."""
        return self._by_day.get((measure, scope, day), ())

    @cached_property
    def _by_scope(self) -> Mapping[tuple[str, str], list[PublishedFigure]]:
        return _grouped(self._figures, lambda f: (f.measure, f.scope))

    def of_scope(self, measure: str, scope: str) -> Sequence[PublishedFigure]:
        """Return the figures of a measure and a scope."""
        return self._by_scope.get((measure, scope), ())

    def days(self, measure: str, scope: str) -> Sequence[str]:
        """Return the days of which there is a figure of a measure and a scope, oldest first."""
        return self._days.get((measure, scope), ())

    def days_after(self, measure: str, scope: str, as_of: str) -> Sequence[str]:
        """Return the days after one, at most `MOST`, of which there is a figure."""
        days = self.days(measure, scope)
        start = bisect_right(days, day_order(as_of))
        return days[start : start + MOST]

    def of_publication(
        self, measure: str, scope: str, publication: str
    ) -> Sequence[PublishedFigure]:
        """Return the figures of a measure and a scope in one publication."""
        return self._by_publication.get((measure, scope, publication), ())

    def beside(self, figure: PublishedFigure, measure: str) -> Sequence[PublishedFigure]:
        """Return the first other figures of a measure, for the scope and by the publication."""
        found = self.of_publication(measure, figure.scope, figure.publication)
        return tuple(islice((other for other in found if other is not figure), MOST))

    def in_table(self, figure: PublishedFigure, measure: str) -> Sequence[PublishedFigure]:
        """Return the figures of a measure for the scope and the day, by the same publication."""
        day = day_order(figure.as_of)
        return self._of_table.get((measure, figure.scope, figure.publication, day), ())

    def first_printed(self, measure: str, scope: str, day: str) -> PublishedFigure | None:
        """Return the figure of a measure, a scope and a day that was printed first."""
        return self._first_printed.get((measure, scope, day))

    def before(self, figure: PublishedFigure, measure: str) -> PublishedFigure | None:
        """Return the newest figure of a measure that is about an earlier day, as first printed."""
        days = self.days(measure, figure.scope)
        place = bisect_left(days, day_order(figure.as_of))
        return self.first_printed(measure, figure.scope, days[place - 1]) if place else None

    def until(self, figure: PublishedFigure, measure: str) -> PublishedFigure | None:
        """Return the first figure of a measure that is about the same day, or the last before."""
        days = self.days(measure, figure.scope)
        place = bisect_right(days, day_order(figure.as_of))
        return self.on_day(measure, figure.scope, days[place - 1])[0] if place else None

    def at(self, figure: PublishedFigure, measure: str) -> PublishedFigure | None:
        """Return the figure of a measure for the same moment, best from the same publication."""
        same = self.in_table(figure, measure)
        found = same or self.on_day(measure, figure.scope, day_order(figure.as_of))
        return found[0] if found else None


def _grouped(
    figures: Iterable[PublishedFigure], key: Callable[[PublishedFigure], _Key]
) -> dict[_Key, list[PublishedFigure]]:
    found: dict[_Key, list[PublishedFigure]] = defaultdict(list)
    for figure in figures:
        found[key(figure)].append(figure)
    return dict(found)


@lru_cache(maxsize=4096)
def day_order(as_of: str) -> str:
    """Return a text that sorts as the days do: a year stands for its first day."""
    day = day_of(as_of)
    return day.isoformat() if day else as_of


def printed_order(figure: PublishedFigure) -> str:
    """Return a text that sorts figures by when they were printed."""
    return day_order(figure.published_on)
