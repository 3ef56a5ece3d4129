"""What somebody does in the planner, step by step, and what the scenario is after each step."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from unicodedata import is_normalized

from regiekaart.facts.names import normalise
from regiekaart.study import OUTSIDE, UNKNOWN, Group
from web.planner_scenarios import FORMS, NAMES

# Each step as what the controls of the page call; one that is refused stops the test.
STEP = """([what, ...given]) => {
  const { planner } = regiekaart;
  const place = (name) => planner.store().state.groups.findIndex((group) => group.name === name);
  const to = (name) => (typeof name === "number" ? name : place(name));
  const press = (id) => document.getElementById(id);
  const steps = {
    aim: (name) => planner.setTarget(planner.named(name)),
    assign: (units, name) => planner.assign(units, to(name)),
    take: (unit) => planner.takeOut(unit),
    make: (name, form) => planner.addGroup(name, form),
    rename: (name, other) => planner.renameGroup(place(name), other),
    form: (name, form) => planner.setForm(place(name), form),
    remove: (name) => planner.removeGroup(place(name)),
    undo: () => planner.step("undo"),
    redo: () => planner.step("redo"),
    reset: () => { planner.store().reset(); },
    copy: () => planner.copyScenario(),
    choose: (number) => {
      const select = press("plan-scenario");
      select.selectedIndex = number;
      select.dispatchEvent(new Event("change"));
    },
    language: (code) => document.querySelector(`#languages [data-language="${code}"]`).click(),
  };
  const refused = steps[what](...given);
  if (refused) throw new Error(`${what} ${given}: ${refused}`);
}"""


def any_letter(name):
    return any(map(str.isalpha, name))


def simple(name):
    """Return whether a name is the same in capitals to everyone."""
    return name.isascii() and any_letter(name)


@dataclass
class Plan:
    """A scenario by the planner's meaning of each step, apart from the page.

    A state is a pair: the regions in their order, and per municipality the name of its region,
    `UNKNOWN` or `OUTSIDE`.
    """

    start: tuple
    name: str = "Scenario 1"
    now: tuple = None
    past: list = field(default_factory=list)
    future: list = field(default_factory=list)

    def __post_init__(self):
        self.now = self.now or self.start

    @classmethod
    def of(cls, study):
        groups = tuple(study.groups)
        of = study.group_of.tolist()
        return cls((groups, tuple(groups[g].name if g >= 0 else g for g in of)))

    @property
    def groups(self):
        return self.now[0]

    @property
    def group_of(self):
        places = {group.name: i for i, group in enumerate(self.groups)}
        return [places.get(of, of) for of in self.now[1]]

    def put(self, groups, of):
        """Take over a state; one that says the same, in whatever order, is no step."""
        if set(groups) == set(self.groups) and of == self.now[1]:
            return
        self.past.append(self.now)
        self.now, self.future = (groups, of), []

    def assign(self, units, to):
        chosen = set(units)
        self.put(self.groups, tuple(to if i in chosen else of for i, of in enumerate(self.now[1])))

    def left(self, unit):
        """Return what a municipality is outside its region: unknown only if it was on the list."""
        return UNKNOWN if self.start[1][unit] == UNKNOWN else OUTSIDE

    def take(self, unit):
        self.assign([unit], self.left(unit))

    def make(self, name, form):
        self.put((*self.groups, Group(name, form)), self.now[1])

    def rename(self, name, other):
        groups = (Group(other, g.legal_form) if g.name == name else g for g in self.groups)
        self.put(tuple(groups), tuple(other if of == name else of for of in self.now[1]))

    def form(self, name, form):
        groups = (Group(name, form) if g.name == name else g for g in self.groups)
        self.put(tuple(groups), self.now[1])

    def remove(self, name):
        of = tuple(self.left(i) if of == name else of for i, of in enumerate(self.now[1]))
        self.put(tuple(g for g in self.groups if g.name != name), of)

    def undo(self):
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    def redo(self):
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    def reset(self):
        self.put(*self.start)


class Planning:
    """The planner as a whole: its scenarios, the chosen region, the language."""

    MOST = 4

    def __init__(self, study):
        self.plans = [Plan.of(study)]
        self.at, self.aimed, self.code = 0, None, "nl"

    @property
    def plan(self):
        return self.plans[self.at]

    def do(self, what, *given):
        own = {"aim": self._aim, "copy": self._copy, "choose": self._choose, "language": self._say}
        (own.get(what) or getattr(self.plan, what))(*given)
        if what in {"make", "rename"}:
            self.aimed = given[0] if what == "make" else given[1]
        # Who is no longer there is no longer chosen.
        names = {group.name for group in self.plan.groups}
        self.aimed = self.aimed if self.aimed in names and what != "remove" else None

    def _aim(self, name):
        self.aimed = name

    def _copy(self):
        made = Plan(self.plan.start, f"Scenario {len(self.plans) + 1}", self.plan.now)
        self.plans.append(made)
        self.at = len(self.plans) - 1

    def _choose(self, number):
        self.at = number

    def _say(self, code):
        self.code = code


class Chance:
    """Draws what somebody does next: the same on every run."""

    def __init__(self, study, seed):
        self.study = study
        self.random = random.Random(seed)  # noqa: S311 - a game of chance
        self.planning = Planning(study)
        self.near, self.numbers = {}, 0
        for pair in sorted(study.neighbours):
            a, b = (study.position[nis] for nis in pair)
            self.near.setdefault(a, []).append(b)
            self.near.setdefault(b, []).append(a)

    def scenarios(self, count):
        """Yield so many scenarios, each the steps that lead to it from the one before.

        The planning stands at a scenario when it is yielded.
        """
        kinds = (
            self.moved, self.moved, self.exchanged, self.area, self.area, self.alone, self.grown,
            self.renamed, self.formed, self.removed, self.stepped, self.settled, self.forgotten,
            self.scattered, self.extreme, self.beside,
        )  # fmt: skip
        yield []
        for number in range(1, count):
            steps = []
            # The region of the step, or another one, is looked at more closely.
            names = [group.name for group in self.planning.plan.groups]
            if names and number % 3 == 0:
                steps += self._do("aim", self.random.choice(names))
            if number % 40 == 20:
                steps += self._do("language", "en" if self.planning.code == "nl" else "nl")
            for step in kinds[number % len(kinds)]():
                steps += step
            yield steps

    def _do(self, *step):
        self.planning.do(*step)
        return [step]

    # What is drawn from

    def _names(self):
        return [group.name for group in self.planning.plan.groups]

    def _anywhere(self):
        return self.random.choice([UNKNOWN, OUTSIDE, *self._names()])

    def _some(self):
        """Return one region, or none where there is none."""
        names = self._names()
        return [self.random.choice(names)] if names else []

    def _units(self, most):
        count = len(self.study.codes)
        return self.random.sample(range(count), self.random.randint(1, min(most, count)))

    def _new(self):
        """Return a name that no region has: one of the study before, an odd one, or a number."""
        before = self.study.before
        names = [*NAMES, *(group.name for group in before.groups)] if before else [*NAMES]
        taken = {normalise(name) or name for name in self._names()}
        # The page keeps a name as it is written, but for letters that are two signs in one.
        free = [
            name
            for name in names
            if normalise(name) not in taken and is_normalized("NFC", name) and any_letter(name)
        ]
        self.numbers += 1
        return self.random.choice([*free, f"Gebied nr. {self.numbers}"])

    def _made(self):
        name = self._new()
        yield self._do("make", name, self.random.choice(FORMS).strip())

    # What somebody does

    def moved(self):
        for most in (8, 2):
            yield self._do("assign", self._units(most), self._anywhere())

    def exchanged(self):
        """Somebody goes over to the region next to it; another one is taken out."""
        unit = self.random.choice(sorted(self.near))
        other = self.random.choice(self.near[unit])
        yield self._do("assign", [unit], self.planning.plan.now[1][other])
        members = [i for i, each in enumerate(self.planning.plan.now[1]) if isinstance(each, str)]
        if members:
            yield self._do("take", self.random.choice(members))

    def area(self):
        """A whole part of a partition goes to one region, with or without a stranger."""
        partition = self.study.partitions[self.random.choice(sorted(self.study.partitions))]
        part = self.random.randrange(len(partition.labels))
        units = [i for i, each in enumerate(partition.index.tolist()) if each == part]
        stranger = self._units(1) if self.random.random() < 0.5 else []
        yield from self._made()
        yield self._do("assign", [*units, *stranger], self.planning.aimed)

    def alone(self):
        """A centre city, or any other municipality, is a region by itself."""
        cities = self.study.centre_city.nonzero()[0].tolist()
        unit = self.random.choice([*cities, *self._units(5)])
        yield self._do("make", self._new(), self.random.choice(["centrumstad", "", "vzw"]))
        yield self._do("assign", [unit], self.planning.aimed)

    def grown(self):
        """A region grows from one place, sometimes with an island elsewhere."""
        first = self.random.choice(sorted(self.near))
        size, found, queue = self.random.randint(2, 30), {first}, deque([first])
        while queue and len(found) < size:
            for other in self.near[queue.popleft()]:
                if other not in found:
                    found.add(other)
                    queue.append(other)
        yield from self._made()
        island = self._units(1) if self.random.random() < 0.3 else []
        yield self._do("assign", sorted({*found, *island}), self.planning.aimed)

    def renamed(self):
        for name in self._some():
            # Another spelling is the same region still.
            spelled = name.swapcase()
            other = spelled if self.random.random() < 0.5 and simple(name) else self._new()
            yield self._do("rename", name, other)

    def formed(self):
        for name in self._some():
            yield self._do("form", name, self.random.choice(FORMS).strip())

    def removed(self):
        for name in self._some():
            yield self._do("remove", name)

    def stepped(self):
        for _ in range(self.random.randint(1, 3)):
            yield self._do("undo")
        if self.random.random() < 0.5:
            yield self._do("redo")

    def settled(self):
        """Nobody is unknown any more."""
        open_ = [i for i, of in enumerate(self.planning.plan.now[1]) if of == UNKNOWN]
        self.random.shuffle(open_)
        half = len(open_) // 2
        yield self._do("assign", open_[:half], OUTSIDE)
        yield self._do("assign", open_[half:], self._anywhere_known())

    def _anywhere_known(self):
        return self.random.choice([OUTSIDE, *self._names()])

    def forgotten(self):
        yield self._do("assign", self._units(150), UNKNOWN)

    def scattered(self):
        """Everybody is somewhere else."""
        units = list(range(len(self.study.codes)))
        self.random.shuffle(units)
        for k in range(2):
            yield self._do("assign", units[k::3], self._anywhere())

    def extreme(self):
        everyone = list(range(len(self.study.codes)))
        yield self._do("assign", everyone, self._anywhere())

    def beside(self):
        """Back to the list, and on in another scenario."""
        if len(self.planning.plans) < Planning.MOST:
            yield self._do("copy")
        else:
            yield self._do("choose", self.random.randrange(Planning.MOST))
        yield self._do("reset")
