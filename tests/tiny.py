"""A country of nine square municipalities whose answers a person can see.

7 8 9      north: province Noord (7 8 9)
4 5 6      middle and south: province Zuid (1-6)
1 2 3      every square is 10 km wide; municipality k has k thousand inhabitants
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import shapely

from regiekaart.facts.boundaries import BoundarySet
from regiekaart.facts.membership import Evidence, Membership, MembershipRow
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS, REFERENCE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN, Exemption, Group, Partition, Study

if TYPE_CHECKING:
    from regiekaart.scheme.model import Scheme

SIDE = 10_000.0
CODES = tuple(f"0000{k}" for k in range(1, 10))
PEOPLE = tuple(k * 1000 for k in range(1, 10))


def square(k: int) -> shapely.Polygon:
    """Return municipality k (1-9) as a square."""
    row, column = divmod(k - 1, 3)
    return shapely.box(column * SIDE, row * SIDE, (column + 1) * SIDE, (row + 1) * SIDE)


def neighbour_pairs() -> frozenset[tuple[str, str]]:
    """Return the squares that share a side."""
    pairs = set()
    for k in range(1, 10):
        if k % 3:
            pairs.add((CODES[k - 1], CODES[k]))
        if k <= 6:
            pairs.add((CODES[k - 1], CODES[k + 2]))
    return frozenset(pairs)


def _partitions(reference: dict[int, str] | None, scheme: Scheme) -> dict[str, Partition]:
    provinces = ["Zuid"] * 6 + ["Noord"] * 3
    first = scheme.usual
    found = {first.id: Partition.of(first, provinces)} if first else {}
    if reference is not None:
        kind = FLANDERS.partitions[REFERENCE_REGION]
        found[REFERENCE_REGION] = Partition.of(kind, [reference[k] for k in range(1, 10)])
    return found


def grid_study(  # noqa: PLR0913 - a study has many sides
    regions: dict[int, str] | None = None,
    *,
    outside: tuple[int, ...] = (),
    population: tuple[int, ...] = PEOPLE,
    fictional: bool = False,
    day: date = date(2023, 1, 1),
    forms: dict[str, str] | None = None,
    reference: dict[int, str] | None = None,
    centre_cities: tuple[int, ...] = (),
    before: Study | None = None,
    exemptions: tuple[Exemption, ...] = (),
    evidence: dict[int, Evidence] | None = None,
    scheme: Scheme = FLANDERS,
) -> Study:
    """Return a study of the grid: municipality -> region; the rest is unknown or outside.

    Parameters
    ----------
    forms
        The legal form of a region.
    reference
        Municipality -> reference region; without it there are none.
    evidence
        Municipality -> evidence of its membership; the others are documented.
    scheme
        Whose words and rules hold; its first partition divides the grid into Zuid and Noord.
    """
    regions = regions or {}
    forms = forms or {}
    names = sorted(set(regions.values()), key=str.casefold)
    number = {name: i for i, name in enumerate(names)}
    group_of, memberships = [], []
    for k in range(1, 10):
        name = regions.get(k)
        group_of.append(number[name] if name else OUTSIDE if k in outside else UNKNOWN)
        grade = (evidence or {}).get(k, Evidence.DOCUMENTED)
        row = MembershipRow(nis=CODES[k - 1], region=name, evidence=grade, source="grid")
        memberships.append(
            Membership(region=name, known=bool(name) or k in outside, rows=(row,) if name else ())
        )
    study = Study(
        scheme=scheme,
        cycle=scheme.cycle("2023"),
        date=day,
        population_year=2023,
        codes=CODES,
        names=tuple(f"Plaats {k}" for k in range(1, 10)),
        population=np.array(population, dtype=np.int64),
        centre_city=np.array([k in centre_cities for k in range(1, 10)]),
        partitions=_partitions(reference, scheme),
        groups=tuple(Group(name, forms.get(name, "")) for name in names),
        group_of=np.array(group_of, dtype=np.int64),
        memberships=tuple(memberships),
        membership_source=Text("rooster", "grid"),
        membership_file="grid.csv",
        membership_sha256="",
        complete=UNKNOWN not in group_of,
        fictional=fictional,
        exemptions=exemptions,
    )
    study.__dict__["before"] = study.__dict__["cycle_before"] = before
    study.__dict__["neighbours"] = neighbour_pairs()
    study.__dict__["boundaries"] = BoundarySet(
        codes=CODES,
        geometries=np.array([square(k) for k in range(1, 10)], dtype=object),
        vintage="2019",
        approximate=True,
        label=Text("benaderende grenzen", "approximate borders"),
        sha256="",
    )
    return study
