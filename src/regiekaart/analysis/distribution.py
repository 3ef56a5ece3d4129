"""A budget divided over the regions: what each gets, and how certain that is.

Where jobseekers of a merged municipality were divided over its parts, the amounts are approximate.
The bounds of a region need no guess: they hold however those jobseekers are divided,

    total_min = working age + equal part + ⌊pot(jobseekers) × lowest share⌋
    total_max = working age + equal part + ⌈pot(jobseekers) × highest share⌉

in whole cents. The largest remainder gives the quota rounded down or up, so it stays within them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from regiekaart.analysis.apportion import cents, euros
from regiekaart.analysis.splitting import ranges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.analysis.splitting import Range, Split
    from regiekaart.scheme.funding import KeyScheme
    from regiekaart.study import Study


@dataclass(frozen=True, slots=True)
class RegionAmount:
    """What one region weighs and gets, or all of them together.

    Parameters
    ----------
    amount_working_age, amount_jobseekers, amount_equal
        In euro, exact to the cent.
    """

    region: str
    municipalities: int
    working_age: int
    jobseekers: int
    amount_working_age: Decimal
    amount_jobseekers: Decimal
    amount_equal: Decimal

    @property
    def total(self) -> Decimal:
        """The subsidy, in euro."""
        return self.amount_working_age + self.amount_jobseekers + self.amount_equal


@dataclass(frozen=True, slots=True)
class Missing:
    """A member for which the source has no number of jobseekers; nothing is counted for it."""

    nis: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what a region lies, whatever part of a merged municipality the jobseekers live in.

    Parameters
    ----------
    jobseekers_min, jobseekers_max
        Its jobseekers.
    total_min, total_max
        Its subsidy, in euro, rounded outward to the cent.
    """

    jobseekers_min: int
    jobseekers_max: int
    total_min: Decimal
    total_max: Decimal


@dataclass(frozen=True, kw_only=True, eq=False)
class Distribution:
    """A budget divided over the regions.

    Parameters
    ----------
    rows
        The regions, by name.
    splits
        The jobseekers that were divided over the parts of a merged municipality.
    missing
        The members without a number of jobseekers: their regions' count is at least what is there.
    """

    study: Study
    scheme: KeyScheme
    budget: Decimal
    ages: str
    working_age_year: int
    jobseekers_year: int
    rows: tuple[RegionAmount, ...]
    splits: tuple[Split, ...] = ()
    missing: tuple[Missing, ...] = ()

    @cached_property
    def whole(self) -> RegionAmount:
        """All regions together; its parts are the pots, and its total is the budget."""
        rows, zero = self.rows, Decimal(0)
        return RegionAmount(
            self.study.scheme.whole,
            municipalities=sum(r.municipalities for r in rows),
            working_age=sum(r.working_age for r in rows),
            jobseekers=sum(r.jobseekers for r in rows),
            amount_working_age=sum((r.amount_working_age for r in rows), zero),
            amount_jobseekers=sum((r.amount_jobseekers for r in rows), zero),
            amount_equal=sum((r.amount_equal for r in rows), zero),
        )

    @property
    def total(self) -> Decimal:
        """All amounts together: the budget, in euro."""
        return self.whole.total

    @cached_property
    def approximate(self) -> frozenset[str]:
        """The regions with a part of a merged municipality in their jobseekers."""
        return frozenset(region for split in self.splits for region in split.regions)

    @cached_property
    def bounds(self) -> Mapping[str, Bounds]:
        """Between what each region lies; without splits, only what it gets."""
        if not self.splits:
            return {
                row.region: Bounds(row.jobseekers, row.jobseekers, row.total, row.total)
                for row in self.rows
            }
        pot = cents(self.whole.amount_jobseekers)
        found = ranges(self._certain, self.splits)
        return {row.region: _bounds(row, found[row.region], pot) for row in self.rows}

    @property
    def whole_bounds(self) -> Bounds:
        """Between what all regions lie together: their subsidy is the budget, whatever else."""
        certain = sum(self._certain.values())
        low = certain + sum(split.count for split in self.splits if not split.leaks)
        high = certain + sum(split.count for split in self.splits)
        return Bounds(low, high, self.total, self.total)

    @property
    def _certain(self) -> dict[str, int]:
        """The jobseekers of each region without the parts of merged municipalities."""
        return {
            row.region: row.jobseekers - sum(s.given_to(row.region) for s in self.splits)
            for row in self.rows
        }

    @cached_property
    def by_region(self) -> Mapping[str, RegionAmount]:
        """The rows by the name of the region."""
        return {row.region: row for row in self.rows}


def _bounds(row: RegionAmount, found: Range, pot: int) -> Bounds:
    rest = row.amount_working_age + row.amount_equal
    return Bounds(
        jobseekers_min=found.low,
        jobseekers_max=found.high,
        total_min=rest + euros(math.floor(pot * found.share_low)),
        total_max=rest + euros(math.ceil(pot * found.share_high)),
    )
