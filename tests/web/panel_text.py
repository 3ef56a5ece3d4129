"""What the planner's panel has to say of a scenario: Python's figures, in Python's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from regiekaart.analysis.awards import awards, choice_on
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.rules import check
from regiekaart.analysis.rules.finding import Severity, Verdict
from regiekaart.errors import InputError
from regiekaart.facts.membership import Membership
from regiekaart.facts.names import normalise
from regiekaart.scheme.flanders import PROVINCE, REFERENCE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.web.fiches import subsidy_head
from regiekaart.web.planner_scenario import scenario
from regiekaart.web.planner_words import planner_words
from regiekaart.web.words import page_words
from regiekaart.words.rules import verdict_words
from regiekaart.words.table import Change, Points, cell_text

NONE = "–"
# How grave a verdict looks; the rest is in order.
MARKS = {
    Verdict.BROKEN: "error", Verdict.ADVISED: "warning", Verdict.PENDING: "warning",
    Verdict.OPEN: "open",
}  # fmt: skip
# What the page says, read from its elements as text: the panel, the sentence, the legend.
READ = """() => {
  const panel = document.querySelector(".planner");
  const texts = (found) => [...found].map((at) => at.textContent);
  const all = (within, what) => texts(within.querySelectorAll(what));
  const table = (at) => [at.caption.textContent, ...[...at.rows].map((row) => texts(row.cells))];
  const chosen = panel.querySelector(".plan-region");
  return {
    tables: [...panel.querySelectorAll("table")].map(table),
    money: all(panel, '[data-figure="subsidy"]'),
    region: chosen.hidden ? null : {
      name: chosen.querySelector("h3").textContent,
      facts: [...chosen.querySelectorAll("dt")].map((at) => texts([at, at.nextSibling])),
      marks: [...chosen.querySelectorAll("dd .verdict")].map((at) => at.className),
      members: [...chosen.querySelectorAll(".members li")].map((at) => texts(at.children)),
    },
    sentence: document.getElementById("sentence").textContent,
    legend: [...document.querySelectorAll("#classes li button")].map((at) =>
      [".name", ".count", ".share"].map((what) => at.querySelector(what).textContent)),
  };
}"""


@cache
def key_of(name):
    return normalise(name)


@dataclass(frozen=True, eq=False)
class Sums:
    """What Python computes of one state of a scenario.

    `regions` has per region of the state its facts by the rules, or None while it is empty, and
    `amounts` what each gets, or None where nothing can be divided.
    """

    groups: tuple
    study: object
    whole: object
    parts: dict
    regions: tuple
    amounts: dict | None
    approximate: frozenset
    broken: int

    @classmethod
    def of(cls, start, groups, group_of):
        study = scenario(start, groups, group_of)
        # How well memberships are grounded is no figure of the panel, and takes long to count.
        bare = replace(study, memberships=(Membership(),) * len(study.codes))
        kinds = [kind for kind in study.partitions if kind in {PROVINCE, REFERENCE_REGION}]
        found = check(study)
        facts = {each.region: each for each in found.regions}
        try:
            divided = awards(study, choice_on(study))
            amounts = {name: row.total for name, row in divided.by_region.items()}
            approximate = divided.approximate
        except InputError:
            amounts, approximate = None, frozenset()
        return cls(
            groups=tuple(groups),
            study=study,
            whole=coverage(bare).whole,
            parts={kind: coverage(bare, kind).parts for kind in kinds},
            regions=tuple(facts.get(group.name) for group in groups),
            amounts=amounts,
            approximate=approximate,
            broken=sum(finding.severity is Severity.ERROR for finding in found.findings),
        )

    @property
    def filled(self):
        return [facts for facts in self.regions if facts is not None]

    def amount(self, name):
        return None if self.amounts is None else self.amounts.get(name, Decimal("0.00"))

    def units(self, name):
        facts = self._named(name)
        return len(facts.units) if facts else 0

    def population(self, name):
        facts = self._named(name)
        return facts.population if facts else 0

    def _named(self, name):
        """Return the facts of a region, by its name in whatever spelling."""
        key = key_of(name)
        return next((facts for facts in self.filled if key_of(facts.region) == key), None)

    def spelled(self, name):
        """Return how a region is written here; None where it is not there."""
        key = key_of(name)
        return next((g.name for g in self.groups if key_of(g.name) == key), None)


class PanelText:
    """Puts the figures of a scenario in the words of the panel, with what differs from the list."""

    def __init__(self, start, language):
        self.start = start
        self.scheme = start.study.scheme
        self.texts = page_words(start.study) | planner_words(start.study)
        self.language = language

    def of(self, now, aimed, others):
        """Return what `READ` has to find.

        Parameters
        ----------
        now
            The `Sums` of the scenario.
        aimed
            The name of the chosen region, or None.
        others
            The scenarios that stand side by side: their names with their `Sums`.
        """
        return {
            "tables": [
                self._whole(now),
                self._regions(now),
                *self._parts(now),
                self._side_by_side(others),
            ],
            "money": [self._note(now)],
            "region": None if aimed is None else self._region(now, aimed),
            "sentence": self._word(
                "plan-summary",
                regions=self._count(len(now.filled), self.scheme.group),
                units=self._count(now.whole.units.count, self.scheme.unit),
                people=now.whole.population.text(self.language),
            ),
            "legend": self._legend(now),
        }

    # Words

    def _word(self, key, **values):
        return self.language.say(self.texts[key]).format(**values)

    def _say(self, said):
        """Return a text of the page's data, which holds both languages where they differ."""
        if isinstance(said, str):
            return said
        return said[("nl", "en").index(self.language.code)]

    def _note(self, now):
        head = self._say(subsidy_head(now.study))
        return f"{head}; {self._word('plan-about-means')}" if now.approximate else head

    def _count(self, number, noun):
        return f"{self.language.integer(number)} {self.language.say(noun.count(number))}"

    def _capital(self, text):
        words = self.language.say(text)
        return words[:1].upper() + words[1:]

    # Figures, with what they have more than those of the list

    def _number(self, now, then, closed=True):
        told = self.language.integer(now)
        told = told if closed else self._word("least", n=told)
        return told + self._more(Change(now - then))

    def _more(self, change):
        return f" {cell_text(change, self.language)}" if change.value else ""

    def _share(self, now, then):
        if now.low is None:
            return NONE
        low = self._points(now.low - then.low)
        high = self._points(now.high - then.high)
        moved = low
        if low != high and not (now.certain and then.certain):
            ends = (("lower-end", low), ("upper-end", high))
            moved = ", ".join(self._word(key, n=end) for key, end in ends if end)
        told = f" {self._word('points', n=moved)}" if moved else ""
        return now.text(self.language) + told

    def _points(self, moved):
        return cell_text(Points(moved), self.language) if moved else ""

    def _money(self, now, name, about="about"):
        amount = now.amount(name)
        if amount is None:
            return self._word("not-known")
        key = about if name in now.approximate else "euro"
        then = self.start.spelled(name)
        was = Decimal("0.00") if then is None else self.start.amount(then)
        more = "" if was is None else self._more(Change(amount - was))
        return self._word(key, amount=self.language.decimal(amount, 2)) + more

    def _rests(self, now, name):
        """Return what an amount that stands by itself rests on."""
        return "" if now.amount(name) is None else self._say(subsidy_head(now.study))

    # Tables

    def _whole(self, now):
        start = self.start
        rows = [
            ["plan-coverage-people", self._share(now.whole.population, start.whole.population)],
            ["plan-coverage-units", self._share(now.whole.units, start.whole.units)],
            ["plan-members", self._number(now.whole.units.count, start.whole.units.count)],
            [
                "plan-unknown-units",
                self._number(now.whole.units.unknown, start.whole.units.unknown),
            ],
            ["plan-regions", self._number(len(now.filled), len(start.filled))],
            ["plan-broken", self._number(now.broken, start.broken)],
        ]
        head = [self._word("plan-measure"), self._word("plan-now")]
        body = [[self._word(key), told] for key, told in rows]
        return [self._word("plan-whole-caption"), head, *body]

    def _regions(self, now):
        head = [
            self._word("region"),
            self._capital(self.scheme.unit.many),
            self._word("population"),
            self._word("subsidy"),
            self._word("plan-broken-rules"),
        ]
        rows = [self._row(now, group.name) for group in now.groups]
        return [self._word("plan-all-regions"), head, *rows]

    def _row(self, now, name):
        facts = now.regions[[group.name for group in now.groups].index(name)]
        verdicts = facts.verdicts if facts else {}
        titles = {rule.id: rule.title for rule in self.scheme.rules}
        broken = [
            self.language.say(titles[rule])
            for rule, verdict in verdicts.items()
            if verdict is Verdict.BROKEN
        ]
        return [
            name,
            self._number(now.units(name), self.start.units(name)),
            self._number(now.population(name), self.start.population(name)),
            self._money(now, name, "plan-about"),
            ", ".join(broken) or NONE,
        ]

    def _parts(self, now):
        for kind, rows in now.parts.items():
            name = self._capital(self.scheme.partitions[kind].noun.many)
            head = [name, self._word("plan-coverage-people"), self._word("plan-coverage-units")]
            body = [
                [
                    self.language.say(row.group),
                    self._share(row.population, was.population),
                    self._share(row.units, was.units),
                ]
                for row, was in zip(rows, self.start.parts[kind], strict=True)
            ]
            yield [name, head, *body]

    def _side_by_side(self, others):
        columns = [(self._word("scenario-start"), self.start), *others]

        def line(key, told):
            return [self._word(key), *(told(sums) for _, sums in columns)]

        integer = self.language.integer
        return [
            self._word("scenario-table"),
            [self._word("plan-measure"), *(name for name, _ in columns)],
            line("plan-coverage-people", lambda s: s.whole.population.text(self.language)),
            line("plan-coverage-units", lambda s: s.whole.units.text(self.language)),
            line("plan-members", lambda s: integer(s.whole.units.count)),
            line("plan-unknown-units", lambda s: integer(s.whole.units.unknown)),
            line("plan-regions", lambda s: integer(len(s.filled))),
            line("plan-smallest", self._smallest),
            line("plan-broken", lambda s: integer(s.broken)),
        ]

    def _smallest(self, sums):
        if not sums.filled:
            return NONE
        least = min(sums.filled, key=lambda facts: facts.population)
        return f"{least.region} ({self.language.integer(least.population)})"

    # The chosen region, and the legend

    def _region(self, now, name):
        place = [group.name for group in now.groups].index(name)
        facts, start = now.regions[place], self.start
        closed = facts is None or facts.closed
        verdicts = facts.verdicts if facts else {}
        people, names = now.study.population.tolist(), now.study.names
        units = [now.study.position[nis] for nis in facts.units] if facts else []
        shown = [
            [self._capital(self.scheme.unit.many),
             self._number(len(units), start.units(name), closed)],
            [self._word("population"),
             self._number(now.population(name), start.population(name), closed)],
            [self._capital(self.scheme.fit_kind.noun.many),
             ", ".join(facts.parts if facts else []) or NONE],
            [self._word("subsidy"), self._money(now, name) + self._rests(now, name)],
            *([self._capital(rule.title), self.language.say(verdict_words(facts, rule))]
              for rule in self.scheme.rules if rule.id in verdicts),
        ]  # fmt: skip
        return {
            "name": name,
            "facts": shown,
            "marks": [
                f"verdict {MARKS.get(verdicts[rule.id], 'met')}"
                for rule in self.scheme.rules
                if rule.id in verdicts
            ],
            "members": [[names[i], self.language.integer(people[i]), "×"] for i in sorted(units)],
        }

    def _legend(self, now):
        """Return the rows of the legend: who is in no region first, then the regions."""
        study, scheme = now.study, self.scheme
        people = int(study.population.sum())
        absent = [(OUTSIDE, scheme.outsider), (UNKNOWN, scheme.unknown)]
        counted = [
            (self._capital(word), [int(i) for i in (study.group_of == value).nonzero()[0]])
            for value, word in absent
        ] + [(f.region, [study.position[nis] for nis in f.units]) for f in now.filled]
        return [
            [
                name,
                self.language.integer(len(units)),
                self.language.percent(Fraction(int(study.population[units].sum()), people), 1),
            ]
            for name, units in counted
            if units
        ]


def figures_in(told):
    """Return how many figures a panel has: cells of tables, facts, members, rows of the legend."""
    cells = sum(len(row) - 1 for _, _, *rows in told["tables"] for row in rows)
    region = told["region"] or {"facts": (), "members": ()}
    return cells + len(region["facts"]) + len(region["members"]) + 2 * len(told["legend"]) + 3
