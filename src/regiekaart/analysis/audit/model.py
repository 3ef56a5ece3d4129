"""What an audit finds: per published figure the checks that it went through, and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from regiekaart.facts.published import day_of
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from regiekaart.facts.published import PublishedFigure
    from regiekaart.language import Language


class Verdict(StrEnum):
    """What a check says of a figure."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNVERIFIABLE = "not verifiable"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A lowest and a highest value, both included."""

    low: Fraction
    high: Fraction

    def meets(self, other: Bounds) -> bool:
        """Return whether a value lies in both."""
        return self.low <= other.high and other.low <= self.high


# An int is a count, a Decimal an amount in euro, a Fraction a share (0 to 1).
Value = int | Decimal | Fraction | Bounds | None


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one figure.

    Parameters
    ----------
    check
        Which check it is; the names are in ``docs/audit.md``.
    printed, expected
        The value that was printed, and the one that the check comes to; `Bounds` where that is a
        range, None where there is none.
    message
        What was found.
    remark
        Whether a reader should know it even of a figure that is consistent.
    """

    check: str
    verdict: Verdict
    printed: Value
    expected: Value
    message: Text
    remark: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A published figure with its checks."""

    figure: PublishedFigure
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """Inconsistent if any check is; consistent if a check is and none is inconsistent."""
        found = {check.verdict for check in self.checks}
        order = (Verdict.INCONSISTENT, Verdict.CONSISTENT)
        return next((verdict for verdict in order if verdict in found), Verdict.UNVERIFIABLE)

    @property
    def telling(self) -> tuple[Check, ...]:
        """The checks that a reader should know: those that failed, else the remarks."""
        if self.verdict is Verdict.INCONSISTENT:
            return tuple(c for c in self.checks if c.verdict is Verdict.INCONSISTENT)
        return tuple(c for c in self.checks if c.remark)


@dataclass(frozen=True, slots=True)
class Audit:
    """Every published figure with its checks, in the order in which they were given."""

    claims: tuple[Claim, ...]

    def of(self, verdict: Verdict) -> tuple[Claim, ...]:
        """Return the claims with a verdict."""
        return tuple(claim for claim in self.claims if claim.verdict is verdict)

    @property
    def found_wrong(self) -> bool:
        """Whether any figure is inconsistent."""
        return bool(self.of(Verdict.INCONSISTENT))


def as_json(audit: Audit, language: Language = NL) -> dict[str, Any]:
    """Return an audit with the keys of the command line's contract.

    Shares are numbers from 0 to 1, amounts text with two decimals, ranges lists of two.
    """
    return {
        "claims": [_claim_json(claim, language) for claim in audit.claims],
        "summary": {verdict.value: len(audit.of(verdict)) for verdict in Verdict},
    }


def _claim_json(claim: Claim, language: Language) -> dict[str, Any]:
    figure = claim.figure
    return {
        "id": figure.id,
        "verdict": claim.verdict.value,
        "publication": figure.publication,
        "published_on": figure.published_on,
        "as_of": figure.as_of,
        "scope": figure.scope,
        "measure": figure.measure,
        "own": figure.own,
        "checks": [
            {
                "check": check.check,
                "verdict": check.verdict.value,
                "printed": _value_json(check.printed),
                "expected": _value_json(check.expected),
                "remark": check.remark,
                "message": language.say(check.message),
            }
            for check in claim.checks
        ],
    }


def _value_json(value: Value) -> int | float | str | list[float] | None:
    if isinstance(value, Bounds):
        return [_number(value.low), _number(value.high)]
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return float(value) if isinstance(value, Fraction) else value


def _number(bound: Fraction) -> float:
    return bound.numerator if bound.denominator == 1 else float(bound)


def moment(as_of: str) -> Text:
    """Return a year or a day in words.

    Examples
    --------
    >>> moment("2022-10-17").nl, moment("2020").nl
    ('17 oktober 2022', '2020')
    """
    day = None if as_of.isdigit() else day_of(as_of)
    return Text.same(as_of) if day is None else Text(NL.date(day), EN.date(day))


def percent(share: Fraction, decimals: int = 2) -> Text:
    """Return a share as each language writes a percentage."""
    return Text(NL.percent(share, decimals), EN.percent(share, decimals))


def listing(names: list[str]) -> Text:
    """Return names as a list in a sentence."""
    return Text(NL.listing(names), EN.listing(names))
