"""What is possible at all, given the members that are known and how many there are.

With m known members out of n units, and k members in all, k - m of the unknown units are members
too. The population of all members then lies between

    known + the k - m smallest unknown units   and   known + the k - m largest unknown units
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from regiekaart.analysis.audit.model import Bounds
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from regiekaart.study import Study


def possible_population_share(
    study: Study, members: int, inside: NDArray[np.bool_] | None = None
) -> Bounds | None:
    """Return the lowest and the highest population share that so many members can cover.

    Parameters
    ----------
    study
        The study.
    members
        How many units are members.
    inside
        Which units count; by default all.

    Returns
    -------
    Bounds or None
        None if more are known already, or fewer can be members.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> found = possible_population_share(load_study(StudyChoice(cycle="2023")), 261)
    >>> f"{float(found.low):.4f} {float(found.high):.4f}"
    '0.8346 0.9552'
    """
    chosen = np.ones(len(study.codes), dtype=np.bool_) if inside is None else inside
    known = chosen & (study.group_of >= 0)
    open_ = np.sort(study.population[chosen & (study.group_of == UNKNOWN)])
    more, total = members - int(known.sum()), int(study.population[chosen].sum())
    if not 0 <= more <= len(open_) or total == 0:
        return None
    base = int(study.population[known].sum())
    low = base + int(open_[:more].sum())
    high = base + int(open_[len(open_) - more :].sum())
    return Bounds(Fraction(low, total), Fraction(high, total))


def possible_newcomers(before: Study, now: Study, was: int, becomes: int) -> Bounds | None:
    """Return how many units can have joined between two studies on the same units.

    Parameters
    ----------
    before, now
        The two studies.
    was, becomes
        How many members there were, and are.

    Returns
    -------
    Bounds or None
        None if the units are not the same, so that they cannot be counted one by one.
    """
    if before.codes != now.codes:
        return None
    member = now.group_of >= 0
    stayed = int((member & (before.group_of >= 0)).sum())
    joined = int((member & (before.group_of != UNKNOWN) & (before.group_of < 0)).sum())
    return Bounds(Fraction(max(becomes - was, joined, 0)), Fraction(becomes - stayed))
