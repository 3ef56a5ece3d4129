"""A finding: what a rule says of a group, whom it concerns, and on what ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from regiekaart.errors import Severity
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regiekaart.language import Language
    from regiekaart.scheme.model import Scheme
    from regiekaart.scheme.rules import Rule
    from regiekaart.study import Exemption, IntArray, Study


class Verdict(StrEnum):
    """What a rule says of a group."""

    BROKEN = "broken"
    PENDING = "has time"
    EARLY = "not in force"
    ADVISED = "against advice"
    OPEN = "cannot be said"
    NOTED = "noted"
    EXEMPT = "exempt"
    MET = "met"


VERDICT_WORDS = {
    Verdict.BROKEN: Text("niet voldaan", "not met"),
    Verdict.PENDING: Text("heeft nog tijd", "has time left"),
    Verdict.EARLY: Text("regel geldt nog niet", "rule not in force yet"),
    Verdict.ADVISED: Text("tegen het advies", "against the advice"),
    Verdict.OPEN: Text("niet te zeggen", "cannot be said"),
    Verdict.NOTED: Text("in orde (uitzondering)", "in order (exception)"),
    Verdict.EXEMPT: Text("vrijgesteld", "exempt"),
    Verdict.MET: Text("in orde", "in order"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a rule has to tell of a group.

    Parameters
    ----------
    rule
        The rule's id.
    severity
        ``error`` for a breach; ``warning`` for a misfit that may still be mended, or that is
        against an advice; ``info`` for what cannot be said or is merely to be known.
    region
        The group's name; ``None`` where no single group is concerned.
    units
        Codes of the units that offend.
    measured, required
        What was found and what the rule asks: inhabitants, parts of a partition, a form.
    ground
        The legal ground.
    fact
        The finding in a sentence.
    clause
        What follows from it, where findings of one rule may share that.
    advice
        What is to be known besides: what changes by itself, who could help.
    hinges_on
        Codes of the units whose unknown membership decides.
    pieces
        The separated pieces of a group that is not connected, largest first, in codes.
    exemption
        Why somebody has accepted it; empty where nobody has.
    """

    rule: str
    severity: Severity
    verdict: Verdict
    region: str | None
    units: tuple[str, ...] = ()
    measured: object = None
    required: object = None
    ground: Text
    fact: Text
    clause: Text | None = None
    advice: tuple[Text, ...] = ()
    hinges_on: tuple[str, ...] = ()
    pieces: tuple[tuple[str, ...], ...] = ()
    exemption: str = ""

    @property
    def message(self) -> Text:
        """The whole finding in words."""
        texts = [self.fact, *([self.clause] if self.clause else []), *self.advice]
        return Text(" ".join(t.nl for t in texts), " ".join(t.en for t in texts))

    def exempted(self, exemption: Exemption) -> Finding:
        """Return the finding as accepted: still told, with the reason, and no longer a breach."""
        until = exemption.until
        nl = f" (tot en met {NL.date(until)})" if until else ""
        en = f" (until {EN.date(until)} inclusive)" if until else ""
        return replace(
            self,
            severity=Severity.INFO,
            verdict=Verdict.EXEMPT,
            exemption=exemption.reason,
            clause=Text(f"Vrijgesteld{nl}: {exemption.reason}", f"Exempt{en}: {exemption.reason}"),
        )

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the finding with the keys of the command line's contract."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "verdict": self.verdict.value,
            "region": self.region,
            "municipalities": list(self.units),
            "measured": self.measured,
            "required": self.required,
            "ground": language.say(self.ground),
            "message": language.say(self.message),
            "hinges_on": list(self.hinges_on),
            "pieces": [list(piece) for piece in self.pieces],
            "exemption": self.exemption or None,
        }


@dataclass(frozen=True)
class Case:
    """One group before one rule, with what every rule asks of it.

    Parameters
    ----------
    group
        Position of the group in the study.
    """

    study: Study
    group: int

    @property
    def name(self) -> str:
        """The group's name."""
        return self.study.groups[self.group].name

    @property
    def scheme(self) -> Scheme:
        """What units, groups and people are called."""
        return self.study.scheme

    @property
    def units(self) -> IntArray:
        """Positions of the group's units."""
        return self.study.members(self.group)

    @property
    def unknown(self) -> IntArray:
        """Positions of the units of which it is unknown where they belong."""
        return self.study.unknown

    @property
    def population(self) -> int:
        """Inhabitants of the known members."""
        return int(self.study.people_of[self.group])

    @property
    def single(self) -> bool:
        """Whether one unit is known as a member."""
        return len(self.units) == 1

    @property
    def centre_city_alone(self) -> bool | None:
        """Whether the group is a centre city by itself; None where others may be members."""
        if not (self.single and bool(self.study.centre_city[self.units[0]])):
            return False
        return True if self.closed else None

    @property
    def closed(self) -> bool:
        """Whether nobody else can be a member: nothing is unknown, or its form says so.

        A form that the members contradict proves nothing.
        """
        city = self.single and bool(self.study.centre_city[self.units[0]])
        return not len(self.unknown) or (city and self.says_alone)

    @property
    def says_alone(self) -> bool:
        """Whether the list gives the group a form that only a centre city by itself has."""
        from regiekaart.analysis.rules.form import is_alone_form

        return is_alone_form(self.study, self.group)

    def codes(self, units: Iterable[int]) -> tuple[str, ...]:
        """Return the codes of some units."""
        codes = self.study.codes
        return tuple([codes[i] for i in units])

    def names(self, units: Sequence[int], limit: int = 12) -> Text:
        """Return the names of some units, largest first, the tail counted."""
        order = sorted(units, key=lambda i: (-int(self.study.population[i]), self.study.codes[i]))
        shown = [self.study.names[i] for i in order[:limit]]
        rest = len(order) - len(shown)
        if not rest:
            return Text(NL.listing(shown), EN.listing(shown))
        nl = [*shown, f"nog {rest} andere"]
        return Text(NL.listing(nl), EN.listing([*shown, f"{rest} more"]))


def before_force(rule: Rule, study: Study, finding: Finding) -> Finding:
    """Return a finding as it counts on a day: before the rule is in force it is no breach."""
    if rule.since is None or study.date >= rule.since:
        return finding
    if finding.severity is Severity.INFO:
        return finding
    return replace(
        finding,
        severity=Severity.INFO,
        verdict=Verdict.EARLY,
        clause=Text(
            f"De regel geldt pas vanaf {NL.date(rule.since)}.",
            f"The rule holds only from {EN.date(rule.since)}.",
        ),
    )
