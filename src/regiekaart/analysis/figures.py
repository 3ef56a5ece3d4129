"""Figures: numbers that know what they count, on which day, and from which source.

Maps, tables, the report and the web page print the same `Share`, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import NL, Language, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regiekaart.scheme.model import Scheme
    from regiekaart.study import IntArray, Study

    Grades = tuple[tuple[Evidence, int], ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a figure comes from.

    Parameters
    ----------
    scheme
        What is counted, and who publishes it.
    evidence
        How many memberships carry each grade, best first.
    """

    scheme: Scheme
    cycle: str
    date: date
    population_year: int
    membership: Text
    complete: bool
    fictional: bool
    evidence: Grades

    @classmethod
    def of(cls, study: Study) -> Provenance:
        """Return the provenance of every figure of a study."""
        return cls(
            scheme=study.scheme,
            cycle=study.cycle.id,
            date=study.date,
            population_year=study.population_year,
            membership=study.membership_source,
            complete=study.complete,
            fictional=study.fictional,
            evidence=evidence_of(study, np.arange(len(study.codes))),
        )

    def source_line(self, language: Language) -> str:
        """Return the sources in words."""
        counted, day = self.scheme.people_source, self.scheme.count_day(self.population_year)
        return language.say(
            Text(
                f"Lidmaatschap: {self.membership.nl}. Bevolking: {counted.nl}, {day.nl}.",
                f"Membership: {self.membership.en}. Population: {counted.en}, {day.en}.",
            )
        )

    def evidence_line(self, language: Language, evidence: Grades | None = None) -> str:
        """Return how well memberships are grounded, in words.

        Parameters
        ----------
        evidence
            The memberships that it is about; by default all.
        """
        grades = self.evidence if evidence is None else evidence
        if not grades:
            return language.say(Text("Geen enkel lidmaatschap bekend.", "No membership known."))
        listed = self.evidence_words(language, grades)
        head = language.say(Text("Bewijs van de lidmaatschappen", "Evidence of the memberships"))
        tail = language.say(
            Text("volledige lijst", "complete list")
            if self.complete
            else Text(
                "onvolledige lijst: wie er niet op staat, is onbekend",
                "partial list: who is not on it is unknown",
            )
        )
        return f"{head}: {listed}; {tail}."

    def evidence_words(self, language: Language, grades: Grades) -> str:
        """Return counts per grade in words; what is assumed in an example is made up."""
        words = dict(EVIDENCE_WORDS)
        if self.fictional:
            words[Evidence.ASSUMED] = Text("verzonnen", "made up")
        return language.listing(
            [f"{language.integer(n)} {language.say(words[g])}" for g, n in grades]
        )


def evidence_of(study: Study, units: Sequence[int] | IntArray) -> Grades:
    """Return how many memberships of some units carry each grade, best first."""
    chosen = np.asarray(units, dtype=np.int64)
    (found,) = evidence_by(study, np.zeros(len(chosen), dtype=np.int64), 1, chosen)
    return found


def evidence_by(
    study: Study, index: IntArray, size: int, units: IntArray | slice = slice(None)
) -> list[Grades]:
    """Return `evidence_of` for each part of some units, by default all: those of part i have i."""
    grades, found = tuple(Evidence), study.grade_of[units]
    told = found >= 0
    counts = np.bincount(index[told] * len(grades) + found[told], minlength=size * len(grades))
    return [
        tuple((grade, n) for grade, n in zip(grades, each, strict=True) if n)
        for each in counts.reshape(size, -1).tolist()
    ]


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

    def compact(self, language: Language = NL, decimals: int = 2) -> str:
        """Return the share as it stands in a table: an interval with a dash."""
        if self.low is None or self.high is None or self.certain:
            return self.text(language, decimals)
        low = language.decimal(self.low * 100, decimals)
        return f"{low} – {language.percent(self.high, decimals)}"

    def sentence_part(self, language: Language = NL, decimals: int = 2) -> str:
        """Return the share as it stands in a sentence: with "between" where it is an interval."""
        if self.low is None or self.high is None or self.certain:
            return self.text(language, decimals)
        low, high = language.percent(self.low, decimals), language.percent(self.high, decimals)
        return language.say(Text(f"tussen {low} en {high}", f"between {low} and {high}"))
