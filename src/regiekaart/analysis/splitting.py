"""A count of a merged municipality whose parts are in different groups.

Nobody knows how it was made up of the parts. It is refused by name (`refused`), or divided over the
parts in proportion to something else (`split_count`), which is an approximation. What holds
whatever the true division was, is in `ranges`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from regiekaart.analysis.apportion import apportion
from regiekaart.errors import InputError, Problem, Severity
from regiekaart.language import EN, NL, Text
from regiekaart.study import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regiekaart.facts.carrying import Conflict
    from regiekaart.study import Study


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A part of a merged municipality, with what was given to it.

    Parameters
    ----------
    region
        Its group; None where it is in none, or in none that is known.
    weight
        What it was divided by, such as the working-age population.
    count
        What was given to it.
    """

    nis: str
    name: str
    region: str | None
    weight: int
    count: int


@dataclass(frozen=True, slots=True)
class Split:
    """A count of a merged municipality, divided over its parts: an approximation."""

    nis: str
    name: str
    count: int
    parts: tuple[SplitPart, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """The groups that have a part of it, each once."""
        found = dict.fromkeys(part.region for part in self.parts)
        return tuple(region for region in found if region is not None)

    @property
    def weight(self) -> int:
        """The weights of all parts together."""
        return sum(part.weight for part in self.parts)

    @property
    def leaks(self) -> bool:
        """Whether a part is in no group, so that some of the count may count for none."""
        return any(part.region is None for part in self.parts)

    def given_to(self, region: str) -> int:
        """Return what the parts in a group were given."""
        return sum(part.count for part in self.parts if part.region == region)


def split_count(conflict: Conflict, weights: Mapping[str, int]) -> Split:
    """Divide the count of a merged municipality over its parts in proportion to weights.

    Parameters
    ----------
    conflict
        The count, and the parts.
    weights
        NIS code to weight, for each part.

    Raises
    ------
    ValueError
        If all parts weigh nothing.
    """
    codes = [nis for nis, _, _ in conflict.parts]
    shares = apportion(conflict.count, [weights[nis] for nis in codes], codes)
    parts = tuple(
        SplitPart(nis, name, region, weights[nis], count)
        for (nis, name, region), count in zip(conflict.parts, shares, strict=True)
    )
    return Split(conflict.nis, conflict.name, conflict.count, parts)


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest that any division of the split counts can give to a group.

    Parameters
    ----------
    low, high
        Its count.
    share_low, share_high
        Its count over that of all groups together, 0 to 1.
    """

    low: int
    high: int
    share_low: Fraction
    share_high: Fraction


def ranges(certain: Mapping[str, int], splits: Sequence[Split]) -> dict[str, Range]:
    """Return what holds for each group however the split counts are divided over their parts.

    Every part gets between nothing and the whole count, and the parts add up to it. With f the
    count of group r that is certain, and F that of all groups:

        share_low(r)  = f / (F + Σ counts with a part in another group)
        share_high(r) = (f + c) / (F + c + Σ other counts of which all parts are in a group)

    where c is the sum of the counts with a part in r. What goes to a part in no group counts for
    none, so that it makes the whole smaller and every other share larger. The bounds are reached:
    they are those of a division.

    Parameters
    ----------
    certain
        Group to count, without what was split; holds every group.
    splits
        The counts that were split. How they were divided does not matter.

    Examples
    --------
    >>> parts = (SplitPart("1", "Een", "A", 1, 5), SplitPart("2", "Twee", None, 1, 5))
    >>> found = ranges({"A": 10, "B": 20}, [Split("9", "Samen", 10, parts)])["A"]
    >>> found.low, found.high, found.share_low, found.share_high
    (10, 20, Fraction(1, 3), Fraction(1, 2))
    """
    whole = sum(certain.values())
    result = {}
    for region, count in certain.items():
        own = sum(split.count for split in splits if region in split.regions)
        rivals = sum(split.count for split in splits if set(split.regions) - {region})
        fixed = sum(
            split.count for split in splits if region not in split.regions and not split.leaks
        )
        result[region] = Range(
            low=count,
            high=count + own,
            share_low=_fraction(count, whole + rivals),
            share_high=_fraction(count + own, whole + own + fixed),
        )
    return result


def _fraction(part: int, whole: int) -> Fraction:
    # A whole of zero cannot be divided; a part of it has nothing to get.
    return Fraction(part, whole) if whole else Fraction(0)


def refused(
    study: Study, conflicts: tuple[Conflict, ...], base: date, noun: Text, hint: Text
) -> InputError:
    """Return an error that names each municipality whose count cannot be given to a group.

    Parameters
    ----------
    study
        Whose groups are meant.
    conflicts
        The counts.
    base
        The day on whose municipalities they stand.
    noun, hint
        What is counted; what a person can do about it.
    """
    problems = []
    for conflict in conflicts:
        nl, en = (
            ", ".join(
                f"{name} ({language.say(where(study, nis, region))})"
                for nis, name, region in conflict.parts
            )
            for language in (NL, EN)
        )
        message = Text(
            f"de {NL.integer(conflict.count)} {noun.nl} van {conflict.name} ({conflict.nis}, "
            f"gemeente van {base.year}) zijn niet toe te wijzen, want op {NL.date(study.date)} "
            f"hoorden de delen niet bij hetzelfde regiegebied: {nl}",
            f"the {EN.integer(conflict.count)} {noun.en} of {conflict.name} ({conflict.nis}, "
            f"municipality of {base.year}) cannot be assigned, since on {EN.date(study.date)} "
            f"its parts were not in the same region: {en}",
        )
        problems.append(Problem(message=message, value=conflict.nis))
    return InputError([*problems, Problem(message=hint, severity=Severity.INFO)])


def where(study: Study, nis: str, region: str | None) -> Text:
    """Return the region of a unit in words: its name, not a member, or unknown."""
    if region is not None:
        return Text.same(region)
    outside = study.group_of[study.position[nis]] == OUTSIDE
    return Text("geen lid", "not a member") if outside else Text("onbekend", "unknown")
