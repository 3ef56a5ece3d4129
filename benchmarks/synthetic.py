"""Lands of any size: units laid like bricks and shaken, with borders as crooked as real ones.

Nothing in them is real, and everything follows from the number of units and the seed: the same
call gives the same land. As on a real map, three units meet in a corner and not four, one inside
the land has six neighbours, and a border between two is one crooked line. Units are numbered along
the rows, of which every other one is half a unit further, so a person can see who borders on whom;
groups are blocks of twelve, of which some have lost a unit to a neighbour.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from math import isqrt
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from regiekaart.analysis.subsidy import KeyFigures
from regiekaart.facts.boundaries import BoundarySet
from regiekaart.facts.membership import Evidence, Membership, MembershipRow
from regiekaart.facts.pairs import Pairs
from regiekaart.facts.population import Counts
from regiekaart.facts.register import Register
from regiekaart.facts.territory import History
from regiekaart.language import Text
from regiekaart.scheme.model import Cycle, PartitionKind, Scheme
from regiekaart.scheme.noun import Noun
from regiekaart.scheme.rules import Contiguous, FitsPart, MinimumPopulation, OneGroup
from regiekaart.study import OUTSIDE, UNKNOWN, Group, Partition, Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

DAY: Final = date(2023, 1, 1)
SIDE: Final = 1_000.0  # metres
NOBODY: Final = 2**62  # above every position
BLOCK: Final = (3, 4)  # rows and columns of a group
PART: Final = (30, 32)  # rows and columns of a part: some groups straddle two
GROUND: Final = Text.same("synthetic")
SCHEME: Final = Scheme(
    id="synthetic",
    title=Text.same("Synthetic land"),
    coverage_title=Text.same("Coverage of the synthetic land"),
    whole="Land",
    unit=Noun(Text.same("unit"), Text.same("units")),
    group=Noun(Text.same("group"), Text.same("groups")),
    group_id="group",
    units_source=GROUND,
    code=GROUND,
    people=Noun(Text.same("person"), Text.same("persons")),
    people_source=GROUND,
    member=Text.same("in a group"),
    outsider=Text.same("in no group"),
    unknown=Text.same("unknown"),
    cycles=(Cycle("2023", DAY),),
    partitions=MappingProxyType(
        {"part": PartitionKind("part", Noun(Text.same("part"), Text.same("parts")))}
    ),
    rules=(
        OneGroup(id="one-group", title=Text.same("one group"), ground=GROUND),
        MinimumPopulation(
            id="minimum", title=Text.same("minimum"), ground=GROUND, minimum=20_000
        ),
        FitsPart(
            id="fit", title=Text.same("fit"), ground=GROUND, partition="part", all_from=DAY
        ),
        Contiguous(
            id="contiguity", title=Text.same("connected"), ground=GROUND,
            peculiar=MappingProxyType({}),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Land:
    """A grid of units.

    Parameters
    ----------
    rows, columns
        Its size; the last row may be shorter.
    size
        How many units there are.
    """

    rows: int
    columns: int
    size: int
    seed: int

    @classmethod
    def of(cls, size: int, seed: int = 1) -> Land:
        """Return the land of so many units, about as high as it is wide."""
        columns = max(isqrt(size), 1)
        return cls(-(-size // columns), columns, size, seed)

    @property
    def at(self) -> tuple[Whole, Whole]:
        """The row and the column of each unit."""
        return np.divmod(np.arange(self.size, dtype=np.int64), self.columns)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, sorted."""
        return tuple(f"u{i:07d}" for i in range(self.size))

    def pairs(self) -> Pairs:
        """Return the pairs that share a border: with who is at the right, and in the next row."""
        unit, (row, column) = np.arange(self.size, dtype=np.int64), self.at
        # The next row is half a unit further if this one is not, and the other way round.
        first = column - 1 + row % 2
        below = [
            np.where((each >= 0) & (each < self.columns), (row + 1) * self.columns + each, NOBODY)
            for each in (first, first + 1)
        ]
        right = np.where(column + 1 < self.columns, unit + 1, NOBODY)
        others = np.stack([right, *below], axis=1)
        there = others < self.size
        return Pairs(self.codes, np.stack([np.repeat(unit, there.sum(axis=1)), others[there]], 1))

    def groups(self, changed: float = 0.0) -> Whole:
        """Return the group of each unit: blocks, some of whose units went to the next one.

        Parameters
        ----------
        changed
            The part of the units that are in another group, or in none, than without it.
        """
        chance = np.random.default_rng(self.seed)
        row, column = self.at
        wide = -(-self.columns // BLOCK[1]) + 1
        over = (chance.random(self.size) < 0.02).astype(np.int64)  # noqa: PLR2004 - one in fifty
        found = (row // BLOCK[0]) * wide + column // BLOCK[1] + over
        found[chance.random(self.size) < 0.05] = OUTSIDE  # noqa: PLR2004 - one in twenty
        other = np.random.default_rng(self.seed + 1).random(self.size)
        found[other < changed] = np.where(found[other < changed] == OUTSIDE, 0, OUTSIDE)
        return found

    def parts(self) -> list[str]:
        """Return the part of each unit."""
        row, column = self.at
        return [
            f"p{r:04d}-{c:04d}"
            for r, c in zip((row // PART[0]).tolist(), (column // PART[1]).tolist(), strict=True)
        ]

    def population(self) -> Whole:
        """Return the inhabitants of each unit: a few large, many small."""
        chance = np.random.default_rng(self.seed + 2)
        return chance.lognormal(7.6, 0.8, self.size).astype(np.int64)

    def key_figures(self) -> KeyFigures:
        """Return persons of working age and jobseekers of each unit, for the subsidy."""
        people = self.population()
        past, year = History((), start=date(2000, 1, 1), end=date(2030, 12, 31)), DAY.year - 1
        ages = dict(zip(self.codes, (people * 2 // 3).tolist(), strict=True))
        seekers = dict(zip(self.codes, (people // 30).tolist(), strict=True))
        return KeyFigures(
            Counts("ages.csv", {year: ages}), Counts("seekers.csv", {year: seekers}), DAY, past
        )

    def study(self, *, changed: float = 0.0, unknown: float = 0.0) -> Study:
        """Return the study of the land.

        Parameters
        ----------
        changed
            As in `groups`.
        unknown
            The part of the units of which the group is not known.
        """
        raw = self.groups(changed)
        raw[np.random.default_rng(self.seed + 3).random(self.size) < unknown] = UNKNOWN
        numbers = np.unique(raw[raw >= 0])
        group_of = np.where(raw >= 0, np.searchsorted(numbers, raw), raw)
        groups = tuple(Group(f"g{n:07d}") for n in numbers.tolist())
        codes = self.codes
        people = self.population()
        study = Study(
            scheme=SCHEME,
            cycle=SCHEME.newest_cycle,
            date=DAY,
            population_year=DAY.year,
            codes=codes,
            names=tuple(f"Unit {i}" for i in range(self.size)),
            population=people,
            centre_city=np.zeros(self.size, dtype=bool),
            partitions={"part": Partition.of(SCHEME.partitions["part"], self.parts())},
            groups=groups,
            group_of=group_of,
            memberships=tuple(_memberships(codes, groups, group_of)),
            membership_source=GROUND,
            membership_file="synthetic.csv",
            membership_sha256="",
            complete=not unknown,
            fictional=True,
        )
        pairs = self.pairs()
        counts = Counts("synthetic.csv", {DAY.year: dict(zip(codes, people.tolist(), strict=True))})
        study.__dict__["register"] = Register(
            History((), start=date(2000, 1, 1), end=date(2030, 12, 31)),
            lambda: counts,
            lambda _day: pairs,
            lambda _day, _choice: self.borders(),
        )
        study.__dict__["before"] = study.__dict__["cycle_before"] = None
        return study

    def borders(self, bends: int = 4) -> BoundarySet:
        """Return the borders: each side is one crooked line, shared by the units on both sides.

        Parameters
        ----------
        bends
            How often each piece of a side is bent in the middle: a side gets ``2 ** bends``
            pieces, and a unit six times as many points. Four bends give 97, of the kind of the
            municipalities of Europe at 1:1,000,000; those of Flanders that ship have 178.
        """
        chance = np.random.default_rng(self.seed + 4)
        # Corners stand half a unit apart on the lines between rows.
        y, x = np.mgrid[0 : self.rows + 1, 0 : 2 * self.columns + 2].astype(np.float64)
        corners = np.stack([x / 2, y], axis=-1)
        corners += chance.uniform(-0.15, 0.15, corners.shape)
        flat = _bent(corners[:, :-1], corners[:, 1:], bends, chance)
        row, column = self.at
        left = 2 * column + row % 2
        # The side at the left of each unit, and the one that ends its row.
        down, along = np.mgrid[0 : self.rows, 0 : self.columns + 1]
        at = 2 * along + down % 2
        steep = _bent(corners[down, at], corners[down + 1, at], bends, chance)
        rings = np.concatenate(
            [
                flat[row, left][:, :-1],
                flat[row, left + 1][:, :-1],
                steep[row, column + 1][:, :-1],
                flat[row + 1, left + 1][:, :0:-1],
                flat[row + 1, left][:, :0:-1],
                steep[row, column][:, :0:-1],
            ],
            axis=1,
        )
        rings = np.concatenate([rings, rings[:, :1]], axis=1) * SIDE
        shapes = np.asarray(shapely.polygons(shapely.linearrings(rings)), dtype=object)
        return BoundarySet(
            codes=self.codes,
            geometries=shapes,
            vintage="2000",
            approximate=False,
            label=GROUND,
            sha256=f"synthetic {self.size} {self.seed} {bends}",
        )


def _memberships(
    codes: tuple[str, ...], groups: tuple[Group, ...], group_of: Whole
) -> list[Membership]:
    unknown, outside = Membership(), Membership(known=True)
    return [
        Membership(
            region=groups[g].name,
            known=True,
            rows=(
                MembershipRow(
                    nis=code, region=groups[g].name, evidence=Evidence.DOCUMENTED,
                    source="synthetic", row=row,
                ),
            ),
        )
        if g >= 0
        else unknown if g == UNKNOWN else outside
        for row, (code, g) in enumerate(zip(codes, group_of.tolist(), strict=True), start=2)
    ]  # fmt: skip


def _bent(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    bends: int,
    chance: np.random.Generator,
) -> NDArray[np.float64]:
    """Return lines between points, bent in the middle of each piece, over and over."""
    lines = np.stack([start, end], axis=-2)
    for _ in range(bends):
        a, b = lines[..., :-1, :], lines[..., 1:, :]
        along = b - a
        across = np.stack([-along[..., 1], along[..., 0]], axis=-1)
        middle = (a + b) / 2 + across * chance.uniform(-0.07, 0.07, (*along.shape[:-1], 1))
        woven = np.stack([a, middle], axis=-2).reshape(*a.shape[:-2], -1, 2)
        lines = np.concatenate([woven, lines[..., -1:, :]], axis=-2)
    return lines


def write_tables(land: Land, folder: Path) -> Path:
    """Write a land as the tables of a scheme, and return the file that declares it."""
    study = land.study()
    codes, names = study.codes, study.names
    _write(
        folder / "units.csv", ("code", "name", "part"), zip(codes, names, land.parts(), strict=True)
    )
    people = zip(codes, repeat(DAY.year), study.population.tolist())
    _write(folder / "weights.csv", ("code", "year", "population"), people)
    _write(folder / "neighbours.csv", ("code_a", "code_b"), land.pairs())
    write_groups(study, folder / "groups.csv")
    path = folder / "scheme.toml"
    path.write_text(DECLARED, encoding="utf-8")
    return path


def write_groups(study: Study, path: Path) -> None:
    """Write which unit is in which group; one that is not there is in none."""
    members = zip(study.codes, study.memberships, strict=True)
    _write(path, ("code", "group"), ((code, m.region) for code, m in members if m.region))


def write_borders(land: Land, folder: Path) -> Path:
    """Write the borders of a land as a GeoPackage, and return the file."""
    import geopandas as gpd  # noqa: PLC0415 - tables need no such package

    path, borders = folder / "borders.gpkg", land.borders()
    frame = gpd.GeoDataFrame(
        {"code": borders.codes}, geometry=list(borders.geometries), crs=borders.crs
    )
    frame.to_file(path, layer="units", driver="GPKG")
    return path


def _write(path: Path, header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


DECLARED: Final = """
id = "synthetic"
whole = "Land"
title = "Synthetic land"
coverage-title = "Coverage of the synthetic land"

[group]
id = "group"
nl = ["group", "groups"]
en = ["group", "groups"]

[words]
member = "in a group"
outsider = "in no group"
unknown = "unknown"

[units]
table = "units.csv"
weights = "weights.csv"
neighbours = "neighbours.csv"
start = 2000-01-01
end = 2030-12-31
noun = { nl = ["unit", "units"], en = ["unit", "units"] }
people = { nl = ["person", "persons"], en = ["person", "persons"] }
people-source = "synthetic"
source = "synthetic"

[list]
table = "groups.csv"
unit = "code"
group = "group"
complete = true
source = "synthetic"

[[partition]]
id = "part"
nl = ["part", "parts"]
en = ["part", "parts"]

[[cycle]]
id = "2023"
start = 2023-01-01

[[rule]]
kind = "one-group"
id = "one-group"
title = "one group"
ground = "synthetic"

[[rule]]
kind = "minimum-population"
id = "minimum"
minimum = 20000
title = "minimum"
ground = "synthetic"

[[rule]]
kind = "fits-part"
id = "fit"
partition = "part"
title = "fit"
ground = "synthetic"

[[rule]]
kind = "contiguous"
id = "contiguity"
title = "connected"
ground = "synthetic"
"""
