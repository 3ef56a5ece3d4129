"""Scenarios for the planner: what chance makes of a study, and what chance would never make."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal

from regiekaart.facts.names import normalise
from regiekaart.study import OUTSIDE, UNKNOWN, Group

# Names that sort, fold or compare in unusual ways; no two are spellings of one.
NAMES = (
    "Zuid", "aan de Leie", "Aan d' Schelde", "Éénheid", "eenhoorn", "Straße", "STRASSEN", "ĳssel",
    "İzmir", "ılgaz", "ǆep", "Ω Oost", "ς west", "💥 boem", "ﬁbula", "\uffeeo", "𝔘nica", "Ꭰja",
    "Sint-Lievens e.o.", "St. Elooi", "O.-L.-Vrouw", "Heist a/d Berg", "<b>vet</b>", "x\u0301y",
    "Regio Z", "regio zz", "A", "B 2", "b-3", "10", "9",
)  # fmt: skip
FORMS = (
    "interlokale vereniging", "projectvereniging", "dienstverlenende vereniging",
    "opdrachthoudende vereniging", "welzijnsvereniging", "", "", "centrumstad", "Centrum-stad",
    "OCMW-vereniging", "vzw", "projectvereniging / vzw", " / ", "  ", "\u00a0", "\ufeff",
    "INTERLOKALE vereniging", "centrumstad / vzw", "projectvereniging / ",
)  # fmt: skip
BUDGETS = (
    None, None, Decimal("0.01"), Decimal("0.07"), Decimal("9.99"), Decimal("2225000.00"),
    Decimal("3333333.31"), Decimal("999999999999.99"),
)  # fmt: skip


@dataclass
class Scenario:
    """Who is in which group, and what is divided."""

    title: str
    groups: list[Group]
    group_of: list[int]
    budget: Decimal | None = None
    ages: str = "15-64"

    @property
    def state(self):
        groups = [{"name": g.name, "form": g.legal_form} for g in self.groups]
        return {"groups": groups, "group_of": self.group_of}

    @property
    def options(self):
        cents = None if self.budget is None else str(int(self.budget * 100))
        return {"scheme": "2023", "ages": self.ages, "budget": cents}


@dataclass
class Maker:
    """Makes scenarios of a study, the same ones on every run."""

    study: object
    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self):
        self.chance = random.Random(self.seed)  # noqa: S311 - a game of chance
        position = self.study.position
        self.near = {}
        for a, b in sorted(self.study.neighbours):
            self.near.setdefault(position[a], []).append(position[b])
            self.near.setdefault(position[b], []).append(position[a])
        self.count = len(self.study.codes)

    # The start, and what lies near it

    def start(self):
        return list(self.study.groups), self.study.group_of.tolist()

    def moved(self):
        """A few municipalities elsewhere, as somebody who tries something out."""
        groups, of = self.start()
        groups += [Group("Nieuw gebied", self.chance.choice(FORMS))]
        for unit in self.chance.sample(
            range(self.count), self.chance.randint(1, min(25, self.count))
        ):
            of[unit] = self.chance.choice([UNKNOWN, OUTSIDE, *range(len(groups))])
        return groups, of

    def exchanged(self):
        """Neighbours go over to the group next to them."""
        groups, of = self.start()
        for unit in self.chance.sample(sorted(self.near), min(12, len(self.near))):
            of[unit] = of[self.chance.choice(self.near[unit])]
        return groups, of

    def forgotten(self):
        groups, of = self.start()
        share = self.chance.random()
        return groups, [UNKNOWN if self.chance.random() < share else g for g in of]

    def settled(self):
        """Nobody is unknown."""
        groups, of = self.start()
        rest = [OUTSIDE, *range(len(groups))]
        return groups, [self.chance.choice(rest) if g == UNKNOWN else g for g in of]

    def renamed(self):
        """Groups swap names, take those of the study before, or another spelling."""
        groups, of = self.start()
        names = [group.name for group in groups]
        before = self.study.before
        if before is not None:
            names += [group.name for group in before.groups]
        names += [name.upper().replace("-", " ") for name in names] + list(NAMES)
        self.chance.shuffle(names)
        return [
            Group(n, f) for n, f in zip(self._unique(names), self._forms(len(groups)), strict=False)
        ], of

    def _unique(self, names):
        found = {}
        for name in names:
            found.setdefault(normalise(name) or name, name)
        return list(found.values())

    def _forms(self, count):
        return [self.chance.choice(FORMS) for _ in range(count)]

    # Anew

    def _groups(self, count):
        names = self.chance.sample(NAMES, min(count, len(NAMES)))
        names += [f"Gebied nr. {k}" for k in range(count - len(names))]
        return [Group(name, form) for name, form in zip(names, self._forms(count), strict=True)]

    def scattered(self):
        count = self.chance.randint(1, 40)
        absent = self.chance.choice([[], [UNKNOWN], [OUTSIDE], [UNKNOWN, OUTSIDE, UNKNOWN]])
        weight = self.chance.randint(1, 10)
        choices = [*range(count), *absent * weight]
        return self._groups(count), self.chance.choices(choices, k=self.count)

    def grown(self):
        """Connected groups that grow from a few places, with holes."""
        count = self.chance.randint(1, min(45, self.count))
        of = [None] * self.count
        queue = deque()
        for group, unit in enumerate(self.chance.sample(range(self.count), count)):
            of[unit] = group
            queue.append(unit)
        while queue:
            here = queue.popleft()
            for other in self.near.get(here, ()):
                if of[other] is None:
                    of[other] = of[here]
                    queue.append(other)
        holes = self.chance.choice([0, 0, 0.1, 0.4])
        kinds = self.chance.choice([[UNKNOWN], [OUTSIDE], [UNKNOWN, OUTSIDE]])
        of = [OUTSIDE if g is None else g for g in of]
        of = [self.chance.choice(kinds) if self.chance.random() < holes else g for g in of]
        return self._groups(count), of

    def by_part(self):
        """A group per part, or per few parts, of a partition; some lack or have too many."""
        partition = self.study.partitions[self.chance.choice(sorted(self.study.partitions))]
        count = self.chance.randint(1, len(partition.labels))
        of = [part % count for part in partition.index.tolist()]
        for unit in self.chance.sample(range(self.count), self.chance.choice([0, 1, 3, 9])):
            of[unit] = self.chance.choice([UNKNOWN, OUTSIDE, *range(count)])
        return self._groups(count), of

    def lonely(self):
        """Some groups of one municipality, also centre cities; the rest in or out."""
        cities = [i for i, city in enumerate(self.study.centre_city.tolist()) if city]
        units = cities + self.chance.sample(range(self.count), min(9, self.count))
        rest = self.chance.choice([UNKNOWN, OUTSIDE, 0])
        of = [rest] * self.count
        for group, unit in enumerate(units):
            of[unit] = group
        return self._groups(len(units)), of

    # What chance would never make

    def extremes(self):
        everyone = [0] * self.count
        yield "nobody", [], [OUTSIDE] * self.count
        yield "all unknown", [], [UNKNOWN] * self.count
        yield "all unknown, empty groups", self._groups(3), [UNKNOWN] * self.count
        yield "one group", [Group("Alles", "projectvereniging")], everyone
        yield "one group, the second", self._groups(2), [1] * self.count
        yield "each alone", self._groups(self.count), list(range(self.count))
        for absent in (UNKNOWN, OUTSIDE):
            yield "all but one", self._groups(1), [absent, *everyone[1:]]
            yield "one alone", self._groups(1), [0, *[absent] * (self.count - 1)]
        yield "far apart", self._groups(1), [0, *[UNKNOWN] * (self.count - 2), 0]
        groups, of = self.start()
        shifted = [g + 2 if g >= 0 else g for g in of]
        yield "empty groups first", [*self._groups(2), *groups], shifted
        order = list(reversed(range(len(groups))))
        turned = [len(groups) - 1 - g if g >= 0 else g for g in of]
        yield "groups in another order", [groups[i] for i in order], turned

    def all(self, rounds):
        """Yield the start, the extremes, and so many rounds of what chance makes."""
        yield self._scenario("start", *self.start())
        for title, groups, of in self.extremes():
            yield self._scenario(title, groups, of)
        makers = (
            self.moved, self.exchanged, self.forgotten, self.settled, self.renamed, self.scattered,
            self.grown, self.by_part, self.lonely,
        )  # fmt: skip
        for number in range(rounds):
            for make in makers:
                yield self._scenario(f"{make.__name__} {number}", *make())

    def _scenario(self, title, groups, of):
        budget = self.chance.choice(BUDGETS)
        return Scenario(title, groups, of, budget, self.chance.choice(["15-64", "18-64", "20-64"]))
