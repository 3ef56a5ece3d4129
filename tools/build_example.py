"""Build the fictional complete example, ``data/examples/fictional_2023.csv``.

The release on the cycle of 2023 gives totals (39 regions, 261 of the 300 municipalities, 93.13 %
of the population) but no list. This script makes a list up that has exactly these totals: the
known memberships stay, and invented regions come on top of them.

The invented regions are the optimum of an integer program. Each region grows around a *town*, its
largest municipality; a municipality joins at a number of *steps* over shared borders, and only if
a neighbour one step nearer to the town joins as well, which keeps the region connected. Of all
plans that meet the totals, the one with the fewest inhabitants times steps is taken. That keeps
the regions compact, and since inhabitants hardly ever add up to the same sum twice it leaves no
tie (the second best plan costs half a percent more), so the plan does not depend on the solver.
A random search was not taken: the exact program needs a second, and its outcome needs no seed.

Run it from anywhere: ``python tools/build_example.py``. It needs scipy (extra ``tools``).
"""

from __future__ import annotations

import csv
import math
import sys
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from regiekaart.facts.adjacency import neighbour_pairs
from regiekaart.facts.flanders import history
from regiekaart.facts.membership import Evidence, MembershipRow, shipped_list
from regiekaart.facts.population import counts_at, population
from regiekaart.language import EN
from regiekaart.scheme.flanders import REFERENCE_REGION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CYCLE: Final = "2023"
DAY: Final = date(2023, 1, 1)
# The reference regions changed on the second day: an invented region fits before and after.
REFERENCE_DAYS: Final = (DAY, date(2023, 3, 19))
OUTPUT: Final = Path(__file__).resolve().parents[1] / "data" / "examples" / "fictional_2023.csv"

# What the release says.
REGIONS: Final = 39
MUNICIPALITIES: Final = 261
COVERAGE: Final = Fraction(9313, 10000)
ROUNDING: Final = Fraction(5, 100000)

# What the rules ask, and what keeps the invented regions plausible.
MINIMUM_INHABITANTS: Final = 60_000
LARGEST_SIZE: Final = 10
FARTHEST: Final = 3
CITIES_ALONE: Final = 2

COLUMNS: Final = (
    "nis", "municipality", "region", "legal_form", "evidence", "source", "note", "list",
)  # fmt: skip
NAME: Final = "Voorbeeldregio"
SOURCE: Final = "fictief voorbeeld"
NOTE: Final = "Fictief voorbeeld: verzonnen, geen officiële gegevens"
KNOWN_NOTE: Final = "Fictief voorbeeld; deze rij zelf: openbare bron"
ALONE_FORM: Final = "centrumstad"
FORMS: Final = (
    "interlokale vereniging",
    "projectvereniging",
    "dienstverlenende vereniging",
    "welzijnsvereniging",
)

# Town to the municipalities of its region, the town among them.
Plan = dict[str, tuple[str, ...]]
Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What is known on the first day of the cycle.

    Parameters
    ----------
    names, inhabitants
        Of every municipality, by code.
    cities
        The codes of the centre cities.
    references
        Per municipality its reference region on each of `REFERENCE_DAYS`.
    known
        The memberships that are known.
    neighbours
        Pairs that share a border.
    """

    names: Mapping[str, str]
    inhabitants: Mapping[str, int]
    cities: frozenset[str]
    references: Mapping[str, tuple[str, ...]]
    known: tuple[MembershipRow, ...]
    neighbours: frozenset[tuple[str, str]]

    def count(self, codes: Sequence[str]) -> int:
        """Return the inhabitants of some municipalities."""
        return sum(self.inhabitants[nis] for nis in codes)

    def free(self) -> nx.Graph[str]:
        """Return the municipalities that an invented region may take.

        Two of them are linked if they share a border and lie in one reference region, whichever
        of the days one asks for; so whatever is connected lies in one reference region.
        """
        taken = {row.nis for row in self.known}
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(sorted(set(self.names) - taken))
        graph.add_edges_from(
            (a, b)
            for a, b in sorted(self.neighbours)
            if a in graph and b in graph and self.references[a] == self.references[b]
        )
        return graph


def read_ground() -> Ground:
    """Read the facts that ship."""
    units = history().at(DAY).units
    references = [history().at(day).partitions[REFERENCE_REGION] for day in REFERENCE_DAYS]
    return Ground(
        names={m.nis: m.name for m in units},
        inhabitants=counts_at(population(), DAY.year, DAY),
        cities=frozenset(m.nis for m in units if m.centre_city),
        references={m.nis: tuple(version[m.nis] for version in references) for m in units},
        known=shipped_list(CYCLE, DAY).rows,
        neighbours=neighbour_pairs(DAY),
    )


@dataclass(slots=True)
class Program:
    """An integer program of yes-or-no variables, put together one constraint at a time."""

    costs: list[float] = field(default_factory=list)
    constraints: list[dict[int, int]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def variable(self, cost: float = 0) -> int:
        """Add a variable and return its number."""
        self.costs.append(cost)
        return len(self.costs) - 1

    def require(
        self, terms: Mapping[int, int], *, low: float = -math.inf, high: float = math.inf
    ) -> None:
        """Bound a sum of variables, each times a number."""
        self.constraints.append(dict(terms))
        self.low.append(low)
        self.high.append(high)

    def solve(self) -> list[bool]:
        """Return the optimum.

        Raises
        ------
        RuntimeError
            If there is none.
        """
        entries = [
            (value, row, column)
            for row, terms in enumerate(self.constraints)
            for column, value in terms.items()
        ]
        values, rows, columns = (np.array(part) for part in zip(*entries, strict=True))
        shape = (len(self.constraints), len(self.costs))
        answer = milp(
            np.array(self.costs),
            constraints=LinearConstraint(
                csr_array((values, (rows, columns)), shape=shape), self.low, self.high
            ),
            integrality=np.ones(len(self.costs)),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0},
        )
        if not answer.success:
            raise RuntimeError(f"no plan meets the totals: {answer.message}")
        return [value > 0.5 for value in answer.x]  # noqa: PLR2004 - 0 or 1, but for rounding


def steps_from(ground: Ground, graph: nx.Graph[str]) -> dict[str, dict[str, int]]:
    """Return who can join each town, and at how many steps.

    The town is the largest of its region, so the steps go over smaller municipalities only. A
    town around which too few people live to make a region is left out.
    """
    result = {}
    order = sorted(graph, key=lambda nis: (ground.inhabitants[nis], nis))
    for number, town in enumerate(order, start=1):
        smaller = graph.subgraph(order[:number])
        steps = nx.single_source_shortest_path_length(smaller, town, cutoff=FARTHEST)
        if ground.count(list(steps)) >= MINIMUM_INHABITANTS:
            result[town] = dict(sorted(steps.items()))
    return dict(sorted(result.items()))


def plan_regions(ground: Ground) -> Plan:
    """Return the invented regions: the most compact ones that meet the totals."""
    graph = ground.free()
    steps = steps_from(ground, graph)
    program = Program()
    joins = {
        (town, nis): program.variable(cost=count * ground.inhabitants[nis])
        for town, reach in steps.items()
        for nis, count in reach.items()
    }
    alone = {town: program.variable() for town in steps if town in ground.cities}
    program.require(dict.fromkeys(alone.values(), 1), low=CITIES_ALONE, high=CITIES_ALONE)
    for town, reach in steps.items():
        own = {nis: joins[town, nis] for nis in reach}
        _require_size(program, ground, town, own, alone.get(town))
        _require_connected(program, graph, reach, own)
    _require_once(program, joins)
    _require_totals(program, ground, joins)
    chosen = program.solve()
    plan = {
        town: tuple(nis for nis in reach if chosen[joins[town, nis]])
        for town, reach in steps.items()
    }
    return {town: members for town, members in plan.items() if members}


def _require_size(
    program: Program, ground: Ground, town: str, own: Mapping[str, int], alone: int | None
) -> None:
    """Ask the inhabitants and the number of members; without its town, a region has none."""
    people = {own[nis]: ground.inhabitants[nis] for nis in own}
    people[own[town]] -= MINIMUM_INHABITANTS
    program.require(people, low=0)
    others = {own[nis]: 1 for nis in own if nis != town}
    most = LARGEST_SIZE - 1
    # A centre city that is alone has no others; whoever is not alone has at least one.
    single = {} if alone is None else {alone: 1}
    program.require({**others, own[town]: -1, **single}, low=0)
    limit = {number: most * value for number, value in single.items()}
    program.require({**others, own[town]: -most, **limit}, high=0)


def _require_connected(
    program: Program, graph: nx.Graph[str], reach: Mapping[str, int], own: Mapping[str, int]
) -> None:
    for nis, count in reach.items():
        if count:
            nearer = [other for other in graph[nis] if reach.get(other) == count - 1]
            program.require({own[nis]: 1} | {own[other]: -1 for other in nearer}, high=0)


def _require_once(program: Program, joins: Mapping[tuple[str, str], int]) -> None:
    for nis in sorted({nis for _, nis in joins}):
        program.require({number: 1 for (_, who), number in joins.items() if who == nis}, high=1)


def _require_totals(program: Program, ground: Ground, joins: Mapping[tuple[str, str], int]) -> None:
    """Ask what the release says, less what is known."""
    regions = REGIONS - len({row.region for row in ground.known})
    towns = {number: 1 for (town, nis), number in joins.items() if town == nis}
    program.require(towns, low=regions, high=regions)
    members = MUNICIPALITIES - len(ground.known)
    program.require(dict.fromkeys(joins.values(), 1), low=members, high=members)
    total = sum(ground.inhabitants.values())
    known = ground.count([row.nis for row in ground.known])
    program.require(
        {number: ground.inhabitants[nis] for (_, nis), number in joins.items()},
        low=math.ceil((COVERAGE - ROUNDING) * total) - known,
        # Half a unit up would be rounded up, so the upper end is not included.
        high=math.ceil((COVERAGE + ROUNDING) * total) - 1 - known,
    )


def list_rows(ground: Ground, plan: Plan) -> list[Row]:
    """Return the rows of the list, known and invented, by region and code."""
    rows = [
        _row(ground, row.nis, row.region or "", row.legal_form)
        | {"evidence": row.evidence.value, "source": row.source, "note": KNOWN_NOTE}
        for row in ground.known
    ]
    forms = cycle(FORMS)
    for town, members in sorted(plan.items(), key=lambda item: ground.names[item[0]]):
        form = ALONE_FORM if len(members) == 1 else next(forms)
        rows += [_row(ground, nis, f"{NAME} {ground.names[town]}", form) for nis in members]
    return sorted(rows, key=lambda row: (row["region"].casefold(), row["nis"]))


def _row(ground: Ground, nis: str, region: str, form: str) -> Row:
    cells = (nis, ground.names[nis], region, form, Evidence.ASSUMED.value, SOURCE, NOTE)
    return dict(zip(COLUMNS, (*cells, "complete"), strict=True))


def problems(ground: Ground, rows: Sequence[Row]) -> list[str]:
    """Return what is wrong with a list; it is checked on its own, apart from the program."""
    codes = [row["nis"] for row in rows]
    share = Fraction(ground.count(codes), sum(ground.inhabitants.values()))
    facts = ("nis", "region", "legal_form", "evidence", "source")
    listed = {tuple(row[fact] for fact in facts) for row in rows}
    known = {(r.nis, r.region, r.legal_form, r.evidence.value, r.source) for r in ground.known}
    claims = {
        f"{MUNICIPALITIES} municipalities": len(codes) == len(set(codes)) == MUNICIPALITIES,
        f"{REGIONS} regions": len({row["region"] for row in rows}) == REGIONS,
        f"coverage {EN.percent(COVERAGE)}": EN.percent(share) == EN.percent(COVERAGE),
        "known rows unchanged": known <= listed,
        "every row says that it is fictional": all("Fictief" in row["note"] for row in rows),
    }
    wrong = [claim for claim, holds in claims.items() if not holds]
    for region, members in invented(rows).items():
        wrong += [f"{region}: {why}" for why in _misfits(ground, members)]
    return wrong


def invented(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the invented regions with their members."""
    result: dict[str, list[str]] = {}
    for row in rows:
        if row["source"] == SOURCE:
            result.setdefault(row["region"], []).append(row["nis"])
    return result


def _misfits(ground: Ground, members: Sequence[str]) -> list[str]:
    borders: nx.Graph[str] = nx.Graph()
    borders.add_nodes_from(members)
    borders.add_edges_from(pair for pair in ground.neighbours if set(pair) <= set(members))
    city_alone = len(members) == 1 and members[0] in ground.cities
    claims = {
        "is connected": nx.is_connected(borders),
        "lies in one reference region": len({ground.references[nis] for nis in members}) == 1,
        "is large enough": city_alone or ground.count(members) >= MINIMUM_INHABITANTS,
        "has partners, or is a centre city": city_alone or len(members) > 1,
    }
    return [f"not true that it {claim}" for claim, holds in claims.items() if not holds]


def write(rows: Sequence[Row], path: Path) -> None:
    """Write the list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def print_summary(ground: Ground, rows: Sequence[Row]) -> None:
    """Print the invented regions, and the totals."""
    for region, members in invented(rows).items():
        names = ", ".join(ground.names[nis] for nis in members)
        people = EN.integer(ground.count(members))
        print(f"{region} ({len(members)}), {people} inhabitants: {names}")
    covered = ground.count([row["nis"] for row in rows])
    total = sum(ground.inhabitants.values())
    share = EN.percent(Fraction(covered, total), 4)
    print(f"{len(rows)} municipalities; {EN.integer(covered)} of {EN.integer(total)} = {share}")


def main() -> int:
    """Plan, check, write; write nothing if a check fails."""
    ground = read_ground()
    rows = list_rows(ground, plan_regions(ground))
    wrong = problems(ground, rows)
    if wrong:
        print("\n".join(["nothing written; these do not hold:", *wrong]), file=sys.stderr)
        return 1
    write(rows, OUTPUT)
    print_summary(ground, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
