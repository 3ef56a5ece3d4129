"""The subsidy in a sentence: how much, for how many regions, who gets least and most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.staircase import Staircase
from regiekaart.language import EN, NL, Language, Text
from regiekaart.words.subsidy_notes import SUPPOSED, is_partial

if TYPE_CHECKING:
    from decimal import Decimal

    from regiekaart.analysis.awards import Awards

MOST_TIED: Final = 3


def subsidy_sentence(found: Awards) -> Text:
    """Return how much there is for how many regions, and who gets least and most.

    Parameters
    ----------
    found
        The amounts. What they depend on (a partial list, jobseekers divided approximately) is said
        with them.
    """
    return Text(_sentence(found, NL), _sentence(found, EN))


def _sentence(found: Awards, language: Language) -> str:
    count, amount = len(found.rows), language.decimal(found.total, 2)
    noun = found.study.scheme.group.count(count)
    lead, nl_verb, en_verb = _lead(found, count)
    nl = f"{NL.integer(count)} {noun.nl}"
    head = Text(
        f"{lead.nl} {nl_verb} {nl}" if lead.nl else f"{nl} {nl_verb}",
        f"{lead.en} {EN.integer(count)} {noun.en} {en_verb}".strip(),
    )
    end = " krijgen" if is_partial(found.study) else ""
    by = Text("volgens de sleutels van 2023", "by the keys of 2023")
    if isinstance(found, Staircase):
        by = Text("volgens de trappen van vóór 2023", "by the steps of before 2023")
    if count == 1:
        return _only(found, by, language) + language.say(_approximation(found))
    opening = Text(
        f"{head.nl} {by.nl} samen {amount} euro{end}",
        f"{head.en} {amount} euro together {by.en}",
    )
    parts = "".join(
        language.say(text) for text in (_equal(found, language), _spread(found, language))
    )
    return f"{language.say(opening)}{parts}.{language.say(_approximation(found))}"


def _only(found: Awards, by: Text, language: Language) -> str:
    """Return what the only region gets: its name first, so that two numbers never meet."""
    lead, nl_verb, en_verb = _lead(found, 1)
    name, amount = found.rows[0].region, language.decimal(found.total, 2)
    noun, end = found.study.scheme.group.one, " krijgen" if is_partial(found.study) else ""
    head = Text(f"Het enige {noun.nl}, {name}, {nl_verb}", f"The only {noun.en}, {name},")
    if lead.nl:
        head = Text(
            f"{lead.nl} {nl_verb} het enige {noun.nl}, {name},",
            f"{lead.en} the only {noun.en}, {name},",
        )
    return language.say(
        Text(
            f"{head.nl} {by.nl} het bedrag van {amount} euro{end}.",
            f"{head.en} {en_verb} {amount} euro {by.en}.",
        )
    )


def _lead(found: Awards, count: int) -> tuple[Text, str, str]:
    """Return what the amounts hold for, and the verbs that go with it."""
    one = count == 1
    fictional = found.study.fictional
    if is_partial(found.study):
        lead = Text(f"{SUPPOSED.nl.capitalize()},", f"{SUPPOSED.en.capitalize()},")
        if fictional:
            lead = Text(
                f"In het fictieve voorbeeld, {SUPPOSED.nl},",
                f"In the fictional example, {SUPPOSED.en},",
            )
        return lead, "zou" if one else "zouden", "would get"
    lead = Text("", "")
    if fictional:
        lead = Text("In het fictieve voorbeeld", "In the fictional example")
    return lead, "krijgt" if one else "krijgen", "gets" if one else "get"


def _equal(found: Awards, language: Language) -> Text:
    if isinstance(found, Staircase):
        return Text("", "")
    amounts = sorted({row.amount_equal for row in found.rows})
    words = [language.decimal(amount, 2) for amount in amounts]
    return Text(
        f", elk met een gelijk deel van {' of '.join(words)} euro",
        f", each with an equal part of {' or '.join(words)} euro",
    )


def _spread(found: Awards, language: Language) -> Text:
    """Return the least and the most, with the regions that get it."""
    totals = [row.total for row in found.rows]
    low, high = (language.decimal(amount, 2) for amount in (min(totals), max(totals)))
    partial = is_partial(found.study)
    if low == high:
        if partial:
            return Text(f"; elk zou {low} euro krijgen", f"; each would get {low} euro")
        return Text(f"; elk krijgt {low} euro", f"; each gets {low} euro")
    least, most = (_who(found, amount, language) for amount in (min(totals), max(totals)))
    if partial:
        return Text(
            f"; het minst, {low} euro, zou naar {least} gaan en het meest, {high} euro, naar "
            f"{most}",
            f"; the least, {low} euro, would go to {least} and the most, {high} euro, to {most}",
        )
    return Text(
        f"; het minst, {low} euro, gaat naar {least} en het meest, {high} euro, naar {most}",
        f"; the least, {low} euro, goes to {least} and the most, {high} euro, to {most}",
    )


def _who(found: Awards, amount: Decimal, language: Language) -> str:
    names = [row.region for row in found.rows if row.total == amount]
    if len(names) <= MOST_TIED:
        return language.listing(names)
    noun = language.say(found.study.scheme.group.many)
    return f"{language.integer(len(names))} {noun}"


def _approximation(found: Awards) -> Text:
    count = len(found.approximate)
    if not count:
        return Text("", "")
    noun = found.study.scheme.group.count(count)
    return Text(
        f" De bedragen zijn deels een benadering: in {NL.integer(count)} {noun.nl} telt een "
        "vroegere gemeente mee waarvan het aantal werkzoekenden alleen voor de fusiegemeente "
        "bekend is.",
        f" The amounts are partly approximate: in {EN.integer(count)} {noun.en} an earlier "
        "municipality counts whose jobseekers are known only for the merged one.",
    )
