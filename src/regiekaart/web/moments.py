"""The moments that the page can show: the study, and the cycles and days beside it.

Of each cycle the first day, and the later days on which something changed that a reader of these
maps has to see: units merged (in Flanders in 2019 and 2025), parts were drawn anew (the reference
regions in 2023), the day for which the table of agreements was published (17 October 2022). Every
day of a list could be shown; these are the ones on which the answer differs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from regiekaart.errors import InputError
from regiekaart.language import EN, NL, Text
from regiekaart.study import StudyChoice, load_study
from regiekaart.web.wording import by_default

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.facts.boundaries import BoundarySet
    from regiekaart.scheme.model import Cycle
    from regiekaart.study import Study

MERGED: Final = Text("na de fusies", "after the mergers")
AGREEMENTS_TOLD: Final = {
    date(2022, 10, 17): Text("dag van de VDAB-tabel", "day of the VDAB table"),
}
NO_REASON: Final = Text("", "")


@dataclass(frozen=True, eq=False)
class Moment:
    """A study as the page can show it.

    Parameters
    ----------
    reason
        Why it is among the moments; empty for the start of a cycle, and a day that was chosen.
    chosen
        Whether it is the study that the page is made of.
    """

    study: Study
    reason: Text
    chosen: bool = False

    @property
    def id(self) -> str:
        """Its name in a link."""
        return f"{self.study.cycle.id}-{self.study.date.isoformat()}"


@dataclass(frozen=True, eq=False, slots=True)
class Moments:
    """What the page shows.

    Parameters
    ----------
    shown
        The moments, oldest first.
    left_out
        Those that the borders of the study cannot show.
    """

    shown: tuple[Moment, ...]
    left_out: tuple[Moment, ...]

    @property
    def opened(self) -> int:
        """The position of the study itself."""
        return next(i for i, moment in enumerate(self.shown) if moment.chosen)

    @property
    def notice(self) -> Text:
        """Return why some moments are left out; empty where none is."""
        if not self.left_out:
            return Text("", "")
        days = [moment.study.date for moment in self.left_out]
        return Text(
            f"Niet op deze pagina, omdat de gekozen grenzen er niet voor gelden: "
            f"{NL.listing([NL.date(day) for day in days])}.",
            f"Not on this page, since the chosen borders do not hold for it: "
            f"{EN.listing([EN.date(day) for day in days])}.",
        )


def moments(study: Study) -> Moments:
    """Return the moments that a page of a study can show.

    An own list has its own moment, and the cycles before it by the lists that ship; a cycle of
    which a scheme has no list has none; the fictional example stands alone. All moments are drawn
    with one set of borders: the units of an earlier day cannot be drawn from later ones, so those
    moments are left out, and told.

    Parameters
    ----------
    study
        The study that the page is made of.
    """
    reason = NO_REASON
    if study.date != study.cycle.start:
        reason = turning_points(study).get(study.date, NO_REASON)
    own = Moment(study, reason, chosen=True)
    # What was not loaded by a choice cannot be loaded for another day.
    alone = study.fictional or (study.choice is None and not by_default(study))
    others = [] if alone else [m for m in _others(study) if m.id != own.id]
    found = sorted([own, *others], key=lambda m: (m.study.cycle.start, m.study.date))
    fits = {m: m.chosen or _drawn_with(study.boundaries, m.study) for m in found}
    return Moments(
        tuple(m for m in found if fits[m]),
        tuple(m for m in found if not fits[m]),
    )


def _drawn_with(borders: BoundarySet, other: Study) -> bool:
    """Return whether a set of borders can show another study, which then has those of its day."""
    past = other.history
    day = past.vintages[past.vintage(other.date)]
    try:
        # Later ones follow from the set; earlier ones have to be read, if there are any.
        later = day >= past.vintages[borders.vintage]
        own = borders.at(other.date) if later else other.boundaries
    except InputError:
        return False
    if own.sha256 != borders.sha256 or own.codes != other.codes:
        return False
    # Read once for all moments, where each study would read its own.
    vars(other)["boundaries"] = own
    return True


def _others(study: Study) -> Iterator[Moment]:
    cycles = study.scheme.cycles
    before = cycles[: cycles.index(study.cycle)]
    for cycle in before if study.own_list else cycles:
        compared = study.cycle_before
        if study.own_list and compared is not None and cycle == compared.cycle:
            # The one that the study is compared with may be by an own list as well.
            yield Moment(compared, NO_REASON)
            continue
        points = turning_points(study)
        days = {day: reason for day, reason in points.items() if cycle.holds(day)}
        for day, reason in (days | {cycle.start: NO_REASON}).items():
            found = _at(study, cycle, day)
            if found is not None:
                yield Moment(found, reason)


def turning_points(study: Study) -> dict[date, Text]:
    """Return the days on which something changed for all lists, with what."""
    past, points = study.history, {}
    starts: dict[str, set[date]] = defaultdict(set)
    for row in past.part_rows:
        starts[row.partition].add(row.valid_from)
    for kind in study.scheme.partitions.values():
        noun = kind.noun.many
        # Before the first division there was none: it did not change.
        for day in sorted(starts[kind.id])[1:]:
            points[day] = Text(f"nieuwe {noun.nl}", f"new {noun.en}")
    if study.scheme.has_statuses:
        points |= AGREEMENTS_TOLD
    return points | dict.fromkeys(past.waves, MERGED)


def _at(study: Study, cycle: Cycle, day: date) -> Study | None:
    """Return the study of another day or cycle; None where there is no list or no count of it."""
    choice = study.choice or StudyChoice()
    other = StudyChoice(
        scheme=choice.scheme,
        cycle=cycle.id,
        date=day,
        boundaries=choice.boundaries,
        agreements=choice.agreements,
    )
    if cycle == study.cycle:
        other = replace(choice, cycle=cycle.id, date=day, population_year=None)
    try:
        return load_study(other)
    except InputError:
        if by_default(study):
            raise
        return None
