"""What an audit found, gathered into cases for people: what is wrong is told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regiekaart.analysis.audit import Verdict
from regiekaart.analysis.audit.book import FORECAST
from regiekaart.analysis.audit.model import moment
from regiekaart.facts.published import MEASURES
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.words.audit import VERDICT_WORDS, printed
from regiekaart.words.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.audit import Audit, Claim
    from regiekaart.facts.published import PublishedFigure


@dataclass(frozen=True, slots=True)
class Case:
    """Figures that one publication prints of one thing, and that have the same trouble.

    A table and its forecast with the same wrong denominator are one case.
    """

    claims: tuple[Claim, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict, which is that of each of its claims."""
        return self.claims[0].verdict

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why, each reason once: a check of two equal values that comes to the same tells no more.

        The forecast of a table has the same denominator, on another day.
        """
        told: dict[tuple[object, ...], Text] = {}
        for claim in self.claims:
            for check in claim.telling:
                values = (check.check, str(check.printed), str(check.expected))
                told.setdefault(values, check.message)
        return tuple(dict.fromkeys(told.values()))


def cases(found: Audit) -> tuple[Case, ...]:
    """Return what is wrong: the figures with a contradiction, gathered into cases."""
    return _gathered(found.of(Verdict.INCONSISTENT))


def remarkable(found: Audit) -> tuple[Case, ...]:
    """Return what is to be known of the figures that nothing contradicts, gathered into cases."""
    return _gathered(
        tuple(c for c in found.claims if c.telling and c.verdict is not Verdict.INCONSISTENT)
    )


def _gathered(claims: Sequence[Claim]) -> tuple[Case, ...]:
    by: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        figure = claim.figure
        base = figure.measure.removesuffix(FORECAST)
        # What a publication says of an earlier day is no forecast of the same thing.
        day = "" if figure.measure != base or _has_forecast(claim, claims) else figure.as_of
        key = (figure.publication, figure.published_on, figure.scope, base, day, claim.verdict)
        by.setdefault(key, []).append(claim)
    return tuple(Case(tuple(found)) for found in by.values())


def _has_forecast(claim: Claim, claims: Sequence[Claim]) -> bool:
    figure = claim.figure
    return any(
        other.figure.measure == figure.measure + FORECAST
        and (other.figure.publication, other.figure.scope) == (figure.publication, figure.scope)
        for other in claims
    )


def subject(case: Case) -> Text:
    """Return what a case is about: the measure, and the area where that is not everything."""
    figure = case.claims[0].figure
    measure = MEASURES.get(figure.measure, Text.same(figure.measure))
    # The amount stands beside it, with its unit.
    nl, en = measure.nl.removesuffix(" in euro"), measure.en.removesuffix(" in euro")
    if figure.scope == FLANDERS.whole:
        return Text(nl, en)
    return Text(f"{nl} ({figure.scope})", f"{en} ({figure.scope})")


def case_table(name: str, title: Text, found: Sequence[Case]) -> Table:
    """Return cases for people: no ids, one row per case.

    Parameters
    ----------
    name
        The id of the table.
    title
        Its title.
    found
        The cases.
    """
    columns = (
        Column("publication", Text("publicatie", "publication")),
        Column("figure", Text("cijfer", "figure")),
        Column("printed", Text("gedrukt", "printed")),
        Column("verdict", Text("oordeel", "verdict")),
        Column("why", Text("waarom", "why")),
    )
    rows: list[tuple[Cell, ...]] = []
    for case in found:
        figure, shown = case.claims[0].figure, [_printed_of(claim) for claim in case.claims]
        when = moment(figure.published_on)
        about = subject(case)
        if not figure.published_on.startswith(figure.as_of[:4]):
            about = Text(f"{about.nl}, {figure.as_of[:4]}", f"{about.en}, {figure.as_of[:4]}")
        rows.append(
            (
                Text(f"{figure.publication} ({when.nl})", f"{figure.publication} ({when.en})"),
                about,
                Text("; ".join(t.nl for t in shown), "; ".join(t.en for t in shown)),
                VERDICT_WORDS[case.verdict],
                Text(". ".join(t.nl for t in case.reasons), ". ".join(t.en for t in case.reasons)),
            )
        )
    return Table(name, title, Text("", ""), columns, tuple(rows))


def wrong_title() -> Text:
    """Return the title of a table of cases with a contradiction."""
    word = VERDICT_WORDS[Verdict.INCONSISTENT]
    return Text(f"Cijfers met een {word.nl}", f"Figures with a {word.en}")


def _printed_of(claim: Claim) -> Text:
    """Return a figure as it was printed, and that it is a forecast."""
    shown = printed(claim.figure)
    if not claim.figure.measure.endswith(FORECAST):
        return shown
    return Text(f"prognose {shown.nl}", f"forecast {shown.en}")


def case_sentences(found: Audit, wrong: Sequence[Case]) -> tuple[Text, ...]:
    """Return what a count of figures leaves open: into how many cases, and what was not checked.

    Parameters
    ----------
    found
        The audit.
    wrong
        Its cases with a contradiction.
    """
    told = []
    figures, several = len(found.of(Verdict.INCONSISTENT)), len(wrong) != 1
    if figures > len(wrong):
        told.append(
            Text(
                f"De {NL.integer(figures)} cijfers met een tegenspraak vormen "
                f"{NL.integer(len(wrong))} {'gevallen' if several else 'geval'}: een cijfer en "
                "zijn prognose staan samen.",
                f"The {EN.integer(figures)} figures with a contradiction make "
                f"{EN.integer(len(wrong))} {'cases' if several else 'case'}: a figure and its "
                "forecast stand together.",
            )
        )
    names = [_dated(claim) for claim in found.of(Verdict.UNVERIFIABLE)]
    if names:
        nl, en = NL.listing([n.nl for n in names]), EN.listing([n.en for n in names])
        told.append(Text(f"Niet na te gaan: {nl}.", f"Not verifiable: {en}."))
    return tuple(told)


def _dated(claim: Claim) -> Text:
    """Return what a claim is about, with its year."""
    about, year = subject(Case((claim,))), claim.figure.as_of[:4]
    return Text(f"{about.nl} ({year})", f"{about.en} ({year})")


def core_sentence(claims: Sequence[Claim], year: str) -> Text:
    """Return whether the core figures of a year hold against the data and each other.

    Parameters
    ----------
    claims
        The core figures; at least one.
    year
        The year that they are about.
    """
    named = [_named(claim.figure) for claim in claims]
    nl, en = ", ".join(n.nl for n in named), ", ".join(n.en for n in named)
    wrong = [_named(claim.figure) for claim in claims if claim.verdict is Verdict.INCONSISTENT]
    if len(wrong) == len(named) > 1:
        return Text(
            f"De kerncijfers van {year} ({nl}) worden elk tegengesproken.",
            f"The core figures of {year} ({en}) are each contradicted.",
        )
    if wrong:
        off = Text(NL.listing([n.nl for n in wrong]), EN.listing([n.en for n in wrong]))
        be, is_ = ("wordt", "is") if len(wrong) == 1 else ("worden", "are")
        return Text(
            f"Van de kerncijfers van {year} ({nl}) {be} tegengesproken: {off.nl}.",
            f"Of the core figures of {year} ({en}), what {is_} contradicted: {off.en}.",
        )
    return Text(
        f"De kerncijfers van {year} ({nl}) worden door onze gegevens niet tegengesproken.",
        f"The core figures of {year} ({en}) are not contradicted by our data.",
    )


def _named(figure: PublishedFigure) -> Text:
    """Return a core figure with what it counts: its number, or the percentage where it has none."""
    if figure.count is not None:
        noun = {
            "regions": Text("regiegebieden", "regie regions"),
            "municipality_coverage": Text("gemeenten", "municipalities"),
        }.get(figure.measure, MEASURES.get(figure.measure, Text.same(figure.measure)))
        return Text(
            f"{NL.integer(figure.count)} {noun.nl}", f"{EN.integer(figure.count)} {noun.en}"
        )
    shown = printed(figure)
    if figure.measure == "municipality_coverage":
        return Text(f"{shown.nl} van de gemeenten", f"{shown.en} of the municipalities")
    return Text(f"{shown.nl} van de bevolking", f"{shown.en} of the population")
