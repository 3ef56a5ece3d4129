"""What the agreements say in a sentence, and no more than they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.language import EN, NL, Language, Text

if TYPE_CHECKING:
    from datetime import date

    from regiekaart.analysis.agreements import AgreementRow, AgreementTable
    from regiekaart.analysis.figures import Share

AGREEMENT: Final = Text("samenwerkingsovereenkomst met VDAB", "cooperation agreement with VDAB")


def agreement_sentence(table: AgreementTable, row: AgreementRow, language: Language) -> str:
    """Return what a row of agreements says.

    Parameters
    ----------
    table
        The table that the row is of.
    row
        One of its rows.
    language
        The language.
    """
    pieces = [Text(_now_nl(table, row), _now_en(table, row)), _not_yet(row)]
    if table.forecast and row.forecast:
        pieces.append(_then(table.forecast, row.forecast))
    return " ".join(filter(None, map(language.say, pieces)))


def _now_nl(table: AgreementTable, row: AgreementRow) -> str:
    day, units = NL.date(table.study.date), row.units
    total, signed, unknown = map(NL.integer, (units.total, units.count, units.unknown))
    where = f"in {NL.say(row.group)} " if row is not table.whole and _is_name(row) else ""
    if units.total and units.unknown == units.total:
        if units.total == 1:
            return (
                f"Van de enige gemeente {where}is niet bekend of ze op {day} een "
                f"{AGREEMENT.nl} had."
            )
        return (
            f"Van geen van de {total} gemeenten {where}is bekend of ze op {day} een "
            f"{AGREEMENT.nl} had."
        )
    least = "minstens " if units.unknown else ""
    who = f"geen van de {total}" if not units.count else f"{least}{signed} van de {total}"
    if not units.count and units.unknown:
        text = f"Op {day} is {where}van geen van de {total} gemeenten een {AGREEMENT.nl} bekend"
        return f"{text}; van {unknown} is het onbekend."
    had = "hadden" if units.count > 1 else "had"
    text = f"Op {day} {had} {where}{who} gemeenten een {AGREEMENT.nl}"
    people = row.population.sentence_part(NL)
    living = f"; daar woont {people} van de bevolking" if units.count else ""
    if units.unknown:
        return f"{text}; van {unknown} is het onbekend. Aandeel van de bevolking: {people}."
    return f"{text}{living}."


def _now_en(table: AgreementTable, row: AgreementRow) -> str:
    day, units = EN.date(table.study.date), row.units
    total, signed, unknown = map(EN.integer, (units.total, units.count, units.unknown))
    where = f" in {EN.say(row.group)}" if row is not table.whole and _is_name(row) else ""
    people, agreement = row.population.sentence_part(EN), f"a {AGREEMENT.en}"
    if units.total and units.unknown == units.total:
        if units.total == 1:
            return f"Of the only municipality{where} it is not known if it had {agreement}."
        return (
            f"Of none of the {total} municipalities{where} is it known if it had {agreement} on "
            f"{day}."
        )
    if not units.count and units.unknown:
        return (
            f"On {day} no {AGREEMENT.en} of the {total} municipalities{where} is known; of "
            f"{unknown} it is unknown."
        )
    least = "at least " if units.unknown else ""
    who = f"{least}{signed}" if units.count else "none"
    text = f"On {day}, {who} of the {total} municipalities{where} had {agreement}"
    if units.unknown:
        return f"{text}; of {unknown} it is unknown. Share of the population: {people}."
    return f"{text}, with {people} of the population." if units.count else f"{text}."


def _is_name(row: AgreementRow) -> bool:
    return isinstance(row.group, str)


def _not_yet(row: AgreementRow) -> Text:
    """Return how the ones that have not signed stand; empty where there are none."""
    counts = (
        (row.negotiating, Text("in onderhandeling", "negotiating")),
        (row.to_start, Text("nog op te starten", "still to be started")),
        (row.none, Text("zonder overeenkomst", "without an agreement")),
    )
    found = [(n, words) for n, words in counts if n]
    if not found:
        return Text("", "")
    nl = NL.listing([f"{NL.integer(n)} {words.nl}" for n, words in found])
    en = EN.listing([f"{EN.integer(n)} {words.en}" for n, words in found])
    return Text(f"Verder: {nl}.", f"Besides: {en}.")


def _then(day: date, share: Share) -> Text:
    least = tail = Text("", "")
    if share.unknown:
        least = Text("minstens ", "at least ")
        tail = Text(f"; van {NL.integer(share.unknown)} is het onbekend",
                    f"; of {EN.integer(share.unknown)} it is unknown")  # fmt: skip
    nl = f"{least.nl}{NL.integer(share.count)} van de {NL.integer(share.total)}{tail.nl}"
    en = f"{least.en}{EN.integer(share.count)} of the {EN.integer(share.total)}{tail.en}"
    return Text(f"Prognose voor {NL.date(day)}: {nl}.", f"Forecast for {EN.date(day)}: {en}.")
