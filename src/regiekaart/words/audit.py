"""The audit of published figures as a table: what is remarkable first."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.audit import Verdict
from regiekaart.analysis.audit.model import moment
from regiekaart.facts.published import MEASURES
from regiekaart.language import EN, NL, Language, Text
from regiekaart.words.table import Cell, Column, Table

if TYPE_CHECKING:
    from regiekaart.analysis.audit import Audit, Claim
    from regiekaart.facts.published import PublishedFigure

# "Consistent" is no proof that a figure is right: nothing contradicts it.
VERDICT_WORDS: Final = {
    Verdict.INCONSISTENT: Text("tegenspraak", "contradiction"),
    Verdict.CONSISTENT: Text("geen tegenspraak", "no contradiction"),
    Verdict.UNVERIFIABLE: Text("niet na te gaan", "not verifiable"),
}
TITLE: Final = Text("Gepubliceerde cijfers nagekeken", "Published figures checked")


def audit_table(found: Audit, *, fictional: bool = False) -> Table:
    """Return an audit for the terminal: a line per reason, the publications below.

    Parameters
    ----------
    found
        The audit.
    fictional
        Whether a made-up list was used.
    """
    columns = (
        Column("id", Text("id", "id"), "code"),
        Column("published_on", Text("publicatie", "publication")),
        Column("printed", Text("gedrukt", "printed")),
        Column("verdict", Text("oordeel", "verdict")),
        Column("why", Text("waarom", "why")),
    )
    rows: list[tuple[Cell, ...]] = []
    for claim in _remarkable_first(found):
        figure = claim.figure
        first, *others = reasons(claim)
        when, word = moment(figure.published_on), VERDICT_WORDS[claim.verdict]
        rows.append((figure.id, when, printed(figure), word, first))
        rows.extend(("", "", "", "", reason) for reason in others)
    notes = (*_publications(found), MEANING)
    return Table("audit", TITLE, summary(found), columns, tuple(rows), notes, fictional)


def audit_rows(found: Audit, *, fictional: bool = False) -> Table:
    """Return an audit for a spreadsheet: one row per figure, everything on it.

    Parameters
    ----------
    found
        The audit.
    fictional
        Whether a made-up list was used.
    """
    columns = (
        Column("id", Text("id", "id"), "code"),
        Column("publication", Text("publicatie", "publication")),
        Column("published_on", Text("gepubliceerd op", "published on"), "code"),
        Column("as_of", Text("toestand op", "as of"), "code"),
        Column("scope", Text("gebied", "area")),
        Column("measure", Text("maat", "measure")),
        Column("printed", Text("gedrukt", "printed")),
        Column("verdict", Text("oordeel", "verdict")),
        Column("why", Text("waarom", "why")),
    )
    rows: list[tuple[Cell, ...]] = []
    for claim in _remarkable_first(found):
        figure, why = claim.figure, reasons(claim)
        rows.append(
            (
                figure.id,
                figure.publication,
                figure.published_on,
                figure.as_of,
                figure.scope,
                MEASURES.get(figure.measure, figure.measure),
                printed(figure),
                VERDICT_WORDS[claim.verdict],
                Text(" | ".join(t.nl for t in why), " | ".join(t.en for t in why)),
            )
        )
    return Table("audit", TITLE, summary(found), columns, tuple(rows), (MEANING,), fictional)


MEANING: Final = Text(
    "Geen tegenspraak is geen bewijs: niets wat nagekeken kon worden, spreekt het cijfer tegen.",
    "No contradiction is no proof: nothing that could be checked contradicts the figure.",
)


def summary(found: Audit) -> Text:
    """Return how many figures there are with each verdict, in a sentence."""
    total = len(found.claims)
    wrong, fine, open_ = (
        len(found.of(v)) for v in (Verdict.INCONSISTENT, Verdict.CONSISTENT, Verdict.UNVERIFIABLE)
    )
    return Text(
        f"{total} {'cijfer' if total == 1 else 'cijfers'}: {wrong} met een tegenspraak, "
        f"{fine} zonder, {open_} niet na te gaan",
        f"{total} {'figure' if total == 1 else 'figures'}: {wrong} with a contradiction, "
        f"{fine} without, {open_} not verifiable",
    )


def reasons(claim: Claim) -> list[Text]:
    """Return why a claim has its verdict: what is telling, else what was done; never nothing."""
    telling = [check.message for check in claim.telling]
    if telling:
        return telling
    if claim.verdict is Verdict.UNVERIFIABLE:
        tried = [check.message for check in claim.checks]
        return tried or [Text("niets om het mee te vergelijken", "nothing to compare it with")]
    done = sum(check.verdict is Verdict.CONSISTENT for check in claim.checks)
    word = Text("controle", "check") if done == 1 else Text("controles", "checks")
    return [Text(f"{done} {word.nl}", f"{done} {word.en}")]


def printed(figure: PublishedFigure) -> Text:
    """Return a figure as it was printed: counts, percentage, and its reservation."""
    return Text(_printed(figure, NL), _printed(figure, EN))


def _printed(figure: PublishedFigure, language: Language) -> str:
    parts = []
    if figure.count is not None:
        of = "" if figure.total is None else f"/{language.integer(figure.total)}"
        euro = language.say(Text(" euro", " euro")) if figure.measure.endswith("_eur") else ""
        parts.append(f"{language.integer(figure.count)}{of}{euro}")
    if figure.percent is not None:
        almost = language.say(Text("bijna ", "almost ")) if figure.qualifier == "almost" else ""
        number = language.decimal(Decimal(str(figure.percent)), figure.decimals or 0)
        parts.append(f"{almost}{number}{language.percent_sign}")
    return " · ".join(parts)


def _remarkable_first(found: Audit) -> list[Claim]:
    def order(claim: Claim) -> int:
        if claim.verdict is Verdict.INCONSISTENT:
            return 0
        if claim.telling:
            return 1
        return 2 if claim.verdict is Verdict.UNVERIFIABLE else 3

    return sorted(found.claims, key=order)


def _publications(found: Audit) -> list[Text]:
    """Return the publications with their dates, in the order in which they first come."""
    known = dict.fromkeys((c.figure.published_on, c.figure.publication) for c in found.claims)
    when = {on: moment(on) for on, _ in known}
    return [Text(f"{when[on].nl}: {title}", f"{when[on].en}: {title}") for on, title in known]
