"""The subsidy for programs: the keys of the command line's contract. Money is text."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from regiekaart.analysis.coverage import study_json
from regiekaart.analysis.staircase import Staircase
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from regiekaart.analysis.awards import Awards, Comparison
    from regiekaart.analysis.distribution import Bounds, Distribution, RegionAmount
    from regiekaart.analysis.splitting import Split
    from regiekaart.analysis.staircase import StaircaseRow
    from regiekaart.study import Study


def as_json(found: Awards) -> dict[str, Any]:
    """Return the amounts of all regions; by the staircase, budget and ages are null."""
    totals: dict[str, Any]
    rows = {"regions": [_region_json(found, row.region) for row in found.rows]}
    if isinstance(found, Staircase):
        totals = {"total": money(found.total)}
    else:
        totals = {"totals": _amounts(found.whole) | _bounds_json(found.whole_bounds)}
    return {"study": study_json(found.study), **_settings(found), **rows, **totals}


def comparison_json(compared: Comparison) -> dict[str, Any]:
    """Return two distributions side by side."""
    before, after = compared.before, compared.after
    return {
        "from": _settings(before) | {"total": money(before.total)},
        "to": _settings(after) | {"total": money(after.total)},
        "regions": [
            {
                "region": row.region,
                "approximate": row.region in compared.approximate,
                "from": _region_json(before, row.region),
                "to": _region_json(after, row.region),
                "difference": money(row.difference),
            }
            for row in compared.rows
        ],
        "difference": money(compared.difference),
    }


def moves_json(study: Study, moves: Mapping[str, str | None]) -> list[dict[str, str | None]]:
    """Return from where to where municipalities move."""
    return [
        {
            "nis": nis,
            "municipality": study.names[study.position[nis]],
            "from": study.memberships[study.position[nis]].region,
            "to": region,
        }
        for nis, region in moves.items()
    ]


def money(amount: Decimal) -> str:
    """Return an amount for programs: two decimals, no thousands.

    Examples
    --------
    >>> from decimal import Decimal
    >>> money(Decimal("30769.23")), money(Decimal("-0.5"))
    ('30769.23', '-0.50')
    """
    return f"{amount:.2f}"


def _settings(found: Awards) -> dict[str, Any]:
    """Return what amounts were made of, and what is not certain in them."""
    if isinstance(found, Staircase):
        return {
            "scheme": found.scheme.id,
            "budget": None,
            "ages": None,
            "approximate": False,
            "population_year": found.population_year,
        }
    return {
        "scheme": found.scheme.id,
        "budget": money(found.budget),
        "ages": found.ages,
        "approximate": bool(found.splits),
        "working_age_year": found.working_age_year,
        "jobseekers_year": found.jobseekers_year,
        "splits": [_split_json(found.study, split) for split in found.splits],
        "missing": [
            {"nis": lack.nis, "municipality": lack.name, "region": lack.region}
            for lack in found.missing
        ],
    }


def _split_json(study: Study, split: Split) -> dict[str, Any]:
    return {
        "nis": split.nis,
        "municipality": split.name,
        "count": split.count,
        "regions": list(split.regions),
        "parts": [
            {
                "nis": part.nis,
                "municipality": part.name,
                "region": part.region,
                # Tells a part that is in no region from one of which that is unknown.
                "known": bool(study.group_of[study.position[part.nis]] != UNKNOWN),
                "working_age": part.weight,
                "share": part.weight / split.weight if split.weight else None,
                "count": part.count,
            }
            for part in split.parts
        ],
    }


def _region_json(found: Awards, region: str) -> dict[str, Any] | None:
    """Return one region; None where it is not in the distribution."""
    if region not in found.by_region:
        return None
    if isinstance(found, Staircase):
        return _staircase_json(found.by_region[region])
    row = found.by_region[region]
    return {
        **_amounts(row),
        **_bounds_json(found.bounds[region]),
        "approximate": region in found.approximate,
        "shares": _shares(row, found),
    }


def _amounts(row: RegionAmount) -> dict[str, Any]:
    return {
        "region": row.region,
        "municipalities": row.municipalities,
        "working_age": row.working_age,
        "jobseekers": row.jobseekers,
        "amount_working_age": money(row.amount_working_age),
        "amount_jobseekers": money(row.amount_jobseekers),
        "amount_equal": money(row.amount_equal),
        "total": money(row.total),
    }


def _bounds_json(bounds: Bounds) -> dict[str, Any]:
    return {
        "jobseekers_min": bounds.jobseekers_min,
        "jobseekers_max": bounds.jobseekers_max,
        "total_min": money(bounds.total_min),
        "total_max": money(bounds.total_max),
    }


def _shares(row: RegionAmount, found: Distribution) -> dict[str, float | None]:
    whole = found.whole
    return {
        "working_age": row.working_age / whole.working_age if whole.working_age else None,
        "jobseekers": row.jobseekers / whole.jobseekers if whole.jobseekers else None,
        "total": float(Fraction(row.total) / Fraction(whole.total)),
    }


def _staircase_json(row: StaircaseRow) -> dict[str, Any]:
    nothing = dict.fromkeys(
        ("working_age", "jobseekers", "amount_working_age", "amount_jobseekers", "amount_equal")
    )
    return {
        "region": row.region,
        "municipalities": row.municipalities,
        **nothing,
        "population": row.population,
        "centre_cities": list(row.centre_cities),
        "step": money(row.step),
        "cap": None if row.most is None else money(row.most),
        "decided_by": row.decided.value,
        "total": money(row.total),
        "total_min": money(row.total),
        "total_max": money(row.total),
        "approximate": False,
    }
