"""Awards: the amounts of the regions by either scheme, and two of them compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from regiekaart.analysis.staircase import staircase
from regiekaart.analysis.subsidy import SubsidyChoice, subsidy
from regiekaart.errors import InputError
from regiekaart.scheme.funding import KEYS_2023, STAIRCASE_2014

if TYPE_CHECKING:
    from regiekaart.analysis.distribution import Distribution, RegionAmount
    from regiekaart.analysis.staircase import Staircase, StaircaseRow
    from regiekaart.study import Study

    Awards = Distribution | Staircase


def awards(study: Study, choice: SubsidyChoice) -> Awards:
    """Return the amounts of a study by the scheme that is chosen.

    Raises
    ------
    InputError
        As `subsidy` and `staircase` do.
    """
    if choice.scheme == STAIRCASE_2014.id:
        return staircase(study, choice.population_year)
    return subsidy(study, choice)


def choice_on(study: Study) -> SubsidyChoice:
    """Return the scheme that was in force on the date of a study, with its defaults.

    What the choice of the study settles goes first.
    """
    from_2023 = study.date >= study.scheme.cycle(KEYS_2023.id).start
    in_force = (KEYS_2023 if from_2023 else STAIRCASE_2014).id
    settled = study.choice.subsidy if study.choice is not None else None
    if settled is None:
        return SubsidyChoice(scheme=in_force)
    scheme = settled.scheme or in_force
    return SubsidyChoice(scheme=scheme, **settled.of(scheme))


def awards_if_any(study: Study) -> Awards | None:
    """Return the amounts by the scheme in force; None where there is nothing to divide or by.

    On some dates the figures cannot be carried to the day; the command ``subsidy`` tells why.
    """
    if not study.groups or not study.scheme.has_funding:
        return None
    try:
        return awards(study, choice_on(study))
    except InputError:
        return None


@dataclass(frozen=True, slots=True)
class ComparedRegion:
    """One region in two distributions; None where it is not in one of them."""

    region: str
    before: RegionAmount | StaircaseRow | None
    after: RegionAmount | StaircaseRow | None

    @property
    def difference(self) -> Decimal:
        """What it gets more in the second, in euro; a region that is not there gets nothing."""
        before, after = (row.total if row else Decimal("0.00") for row in (self.before, self.after))
        return after - before


@dataclass(frozen=True, eq=False, slots=True)
class Comparison:
    """Two distributions side by side, with the regions of either by name."""

    before: Awards
    after: Awards
    rows: tuple[ComparedRegion, ...]

    @property
    def difference(self) -> Decimal:
        """What all regions together get more in the second, in euro."""
        return self.after.total - self.before.total

    @property
    def approximate(self) -> frozenset[str]:
        """The regions of which a side is approximate."""
        return self.before.approximate | self.after.approximate


def compare_distributions(before: Awards, after: Awards) -> Comparison:
    """Set two distributions side by side: two keys, two years, two schemes, or two studies.

    Parameters
    ----------
    before, after
        The distributions; a difference is what the second gives more than the first.
    """
    names = sorted({*before.by_region, *after.by_region}, key=lambda n: (n.casefold(), n))
    rows = tuple(
        ComparedRegion(name, before.by_region.get(name), after.by_region.get(name))
        for name in names
    )
    return Comparison(before, after, rows)
