"""Figures: numbers that know what they count, on which day, and from which source.

Maps, tables, the report and the web page print the same `Share`, so they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import NL, Language, Text

if TYPE_CHECKING:
    from datetime import date

    from regiekaart.study import Study


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a figure comes from.

    Parameters
    ----------
    evidence
        How many memberships carry each grade, best first.
    """

    cycle: str
    date: date
    population_year: int
    membership: Text
    complete: bool
    fictional: bool
    evidence: tuple[tuple[Evidence, int], ...]

    @classmethod
    def of(cls, study: Study) -> Provenance:
        """Return the provenance of every figure of a study."""
        grades = Counter(
            m.evidence for m in study.memberships if m.region is not None and m.evidence
        )
        return cls(
            cycle=study.cycle.id,
            date=study.date,
            population_year=study.population_year,
            membership=study.membership_source,
            complete=study.complete,
            fictional=study.fictional,
            evidence=tuple((grade, grades[grade]) for grade in Evidence if grades[grade]),
        )

    def source_line(self, language: Language) -> str:
        """Return the sources in words."""
        return language.say(
            Text(
                f"Lidmaatschap: {self.membership.nl}. Bevolking: Statbel, "
                f"1 januari {self.population_year}.",
                f"Membership: {self.membership.en}. Population: Statbel, "
                f"1 January {self.population_year}.",
            )
        )

    def evidence_line(self, language: Language) -> str:
        """Return how well the memberships are grounded, in words."""
        if not self.evidence:
            return language.say(Text("Geen enkel lidmaatschap bekend.", "No membership known."))
        parts = [
            f"{language.integer(n)} {language.say(EVIDENCE_WORDS[grade])}"
            for grade, n in self.evidence
        ]
        head = language.say(Text("Bewijs van de lidmaatschappen", "Evidence of the memberships"))
        tail = language.say(
            Text("volledige lijst", "complete list")
            if self.complete
            else Text(
                "onvolledige lijst: wie er niet op staat, is onbekend",
                "partial list: who is not on it is unknown",
            )
        )
        return f"{head}: {language.listing(parts)}; {tail}."


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A part of a whole, with the part of which nothing is known.

    Parameters
    ----------
    measure
        What is counted: ``municipalities`` or ``population``.
    group
        Where it is counted.
    count
        The part that is known to belong.
    unknown
        The part of which it is not known.
    total
        The whole.
    provenance
        Where the figure comes from.
    """

    measure: str
    group: str
    count: int
    unknown: int
    total: int
    provenance: Provenance

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.count + self.unknown <= self.total:
            raise ValueError(
                f"{self.measure} of {self.group}: {self.count} and {self.unknown} unknown "
                f"do not fit in {self.total}"
            )

    @property
    def low(self) -> Fraction | None:
        """The share if nothing unknown belongs; None where the whole is zero."""
        return Fraction(self.count, self.total) if self.total else None

    @property
    def high(self) -> Fraction | None:
        """The share if everything unknown belongs."""
        return Fraction(self.count + self.unknown, self.total) if self.total else None

    @property
    def certain(self) -> bool:
        """Whether the interval is one number."""
        return self.unknown == 0

    def text(self, language: Language = NL, decimals: int = 2) -> str:
        """Return the share in words: a number, or from and to.

        Examples
        --------
        >>> from regiekaart import coverage, load_study
        >>> coverage(load_study()).whole.population.text(NL)
        '72,52 % tot 100,00 %'
        """
        if self.low is None or self.high is None:
            return "–"
        if self.certain:
            return language.percent(self.low, decimals)
        to = language.say(Text("tot", "to"))
        low, high = language.percent(self.low, decimals), language.percent(self.high, decimals)
        return f"{low} {to} {high}"

    def sentence_part(self, language: Language = NL, decimals: int = 2) -> str:
        """Return the share as it stands in a sentence: with "between" where it is an interval."""
        if self.low is None or self.high is None or self.certain:
            return self.text(language, decimals)
        low, high = language.percent(self.low, decimals), language.percent(self.high, decimals)
        return language.say(Text(f"tussen {low} en {high}", f"between {low} and {high}"))
