"""The words of the page itself: its controls, its headings, what it tells a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.scheme.rules import Form, MinimumPopulation
from regiekaart.web.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regiekaart.study import Study

# Braces are filled in by the page, and nouns when it is made; see `regiekaart.web.wording`.
WORDS: Final = {
    "skip": Text("Naar de gegevens naast de kaart", "To the facts beside the map"),
    "language": Text("Taal", "Language"),
    "mode": Text("Werkwijze", "Mode"),
    "explore": Text("Verkennen", "Explore"),
    "copy-link": Text("Kopieer link", "Copy link"),
    "copied": Text("De link is gekopieerd.", "The link is copied."),
    "copy-by-hand": Text(
        "Kopieer deze link: ze opent dezelfde weergave van dit bestand.",
        "Copy this link: it opens the same view of this file.",
    ),
    "print": Text("Afdrukken", "Print"),
    "moment": Text("Toestand op", "Situation on"),
    "layer": Text("Kaartlaag", "Map layer"),
    "not-yet": Text("{name} (nog niet op deze dag)", "{name} (not yet on this day)"),
    "filter": Text("Toon", "Show"),
    "all-of": Text("Heel {whole}", "All of {whole}"),
    "lines": Text("Lijnen en arcering", "Lines and hatching"),
    "search": Text("Zoek <unit.a>, deelgemeente of <group.one>",
                   "Find <unit.a>, a place in it or <group.a>"),
    "no-result": Text("Niets gevonden voor “{query}”.", "Nothing found for “{query}”."),
    "results": Text("{n} resultaten; kies met de pijltjes.",
                    "{n} results; choose with the arrows."),
    "result": Text("1 resultaat; kies met de pijltjes.", "1 result; choose with the arrows."),
    "part-of": Text("deelgemeente van {name}", "part of {name}"),
    "then-of": Text("tot {year}; hier {name}", "until {year}; here {name}"),
    "later-of": Text("vanaf {year}; hier {name}", "from {year}; here {name}"),
    "region-of": Text("<group.one>", "<group.one>"),
    "hint": Text(
        "Klik op <unit.a>, zoek <unit.it> op, of loop er met Tab en de pijltjestoetsen naartoe. "
        "Een naam in de legende licht dat gebied uit.",
        "Click on <unit.a>, find it by name, or reach it with Tab and the arrow keys. "
        "A name in the legend points out that area.",
    ),
    "close": Text("Sluiten", "Close"),
    "legend": Text("Legende", "Legend"),
    "people": Text("bevolking", "population"),
    "legend-count": Text("{units} ({share} van de bevolking)",
                         "{units} ({share} of the population)"),
    "zoom-in": Text("Inzoomen", "Zoom in"),
    "zoom-out": Text("Uitzoomen", "Zoom out"),
    "home": Text("Toon de hele kaart", "Show the whole map"),
    "map-name": Text("Kaart: {title}", "Map: {title}"),
    "approximate": Text("benaderende grenzen", "approximate borders"),
    "no-script": Text(
        "Deze kaart heeft JavaScript nodig; de cijfers staan hierboven.",
        "This map needs JavaScript; the figures are above.",
    ),
    "made-with": Text("Kaart gemaakt met Leaflet", "Map made with Leaflet"),
    "licence": Text("licentie", "licence"),
    "nis": Text("<Code.one>", "<Code.one>"),
    "population": Text("<People.many>", "<People.many>"),
    "region": Text("<Group.one>", "<Group.one>"),
    "form": Text("Rechtsvorm", "Legal form"),
    "since": Text("Lid sinds", "Member since"),
    "evidence": Text("Bewijs", "Evidence"),
    "sources": Text("Bronnen", "Sources"),
    "agreement": Text("Overeenkomst met VDAB", "Agreement with VDAB"),
    "centre-city": Text("<special.one>", "<special.one>"),
    "formed": Text("Fusie", "Merger"),
    "change": Text("Vorige cyclus", "Cycle before"),
    "compared": Text("vergeleken met {before}", "compared with {before}"),
    "not-known": Text("niet bekend", "not known"),
    "members": Text("<Unit.many>", "<Unit.many>"),
    "least": Text("minstens {n}", "at least {n}"),
    "minimum-met": Text("boven het minimum van {minimum}", "above the minimum of {minimum}"),
    "minimum-short": Text("{short} onder het minimum van {minimum}",
                          "{short} below the minimum of {minimum}"),
    "minimum-open": Text("bekende leden: {short} onder het minimum van {minimum}",
                         "known members: {short} below the minimum of {minimum}"),
    "share-of": Text("Aandeel van {whole}", "Share of {whole}"),
    "covers": Text("{name}: {share} van de bevolking", "{name}: {share} of the population"),
    "signed": Text("{n} van {total} afgesloten", "{n} of {total} signed"),
    "signed-open": Text("{n} van {total} afgesloten, {open} onbekend",
                        "{n} of {total} signed, {open} unknown"),
    "subsidy": Text("Subsidie per jaar", "Subsidy a year"),
    "euro": Text("{amount} euro", "{amount} euro"),
    "about": Text("{amount} euro (deels benadering)", "{amount} euro (partly approximate)"),
    "rules": Text("Regels", "Rules"),
    "findings": Text("Bevindingen", "Findings"),
    "no-findings": Text("Geen bevindingen.", "No findings."),
    "ground": Text("Grond: {ground}", "Ground: {ground}"),
    "error": Text("fout", "error"),
    "warning": Text("let op", "warning"),
    "info": Text("ter info", "note"),
    "open-list": Text(
        "De lijst is onvolledig: <area.the> kan meer leden hebben.",
        "The list is partial: <area.the> may have more members.",
    ),
    "general": Text("Bevindingen", "Findings"),
    "gone": Text("{name} is er niet op {day}.", "{name} is not there on {day}."),
    "bad-link": Text(
        "Een deel van de link past niet bij dit bestand en is overgeslagen.",
        "A part of the link does not fit this file and is skipped.",
    ),
    "shown": Text("{layer}, {day}", "{layer}, {day}"),
    "plan-people": Text("{n} <people.many> ({against})", "{n} <people.many> ({against})"),
    "exercise": Text("Denkoefening", "Thought experiment"),
    "sheet-legend": Text("{title} (aantal {units})", "{title} (number of {units})"),
    "unit-name": Text("{name}: {value}", "{name}: {value}"),
}  # fmt: skip

# What is said instead of units that somebody declares: nothing is known of places in them.
_OWN_UNITS: Final = {
    "search": Text("Zoek <unit.a> of <group.one>", "Find <unit.a> or <group.a>"),
    "nis": Text("Code", "Code"),
}
# What is only said where a scheme has it.
_OF_PLACES: Final = frozenset({"part-of", "code-form"})
_OF_AGREEMENTS: Final = frozenset({"agreement", "signed", "signed-open"})
_OF_SUBSIDY: Final = frozenset({"subsidy", "euro", "about", "plan-about", "plan-about-means"})
_OF_FORMS: Final = frozenset({"form", "plan-formed"})
_OF_MINIMUM: Final = frozenset({"minimum-met", "minimum-short", "minimum-open"})


def page_words(study: Study) -> dict[str, Text]:
    """Return the words of the page itself, with the nouns of a scheme.

    Parameters
    ----------
    study
        The study, for its scheme; what the scheme does not have has no words either.
    """
    own = {} if study.register.shipped else _OWN_UNITS
    alone = {} if has_rule(study, MinimumPopulation) else {"plan-people": _PEOPLE}
    return worded(study, {**WORDS, **own, **alone})


_PEOPLE: Final = Text("{n} <people.many>", "{n} <people.many>")


def worded(study: Study, table: Mapping[str, Text]) -> dict[str, Text]:
    """Return a table of words with the nouns of a scheme, without what the scheme does not have."""
    absent = frozenset().union(*_absent(study))
    return Wording(study.scheme).table({k: text for k, text in table.items() if k not in absent})


def _absent(study: Study) -> Iterator[frozenset[str]]:
    scheme = study.scheme
    if not study.register.shipped:
        yield _OF_PLACES
    if not scheme.has_statuses:
        yield _OF_AGREEMENTS
    if not scheme.has_funding:
        yield _OF_SUBSIDY
    if not has_rule(study, Form):
        yield _OF_FORMS
    if not has_rule(study, MinimumPopulation):
        yield _OF_MINIMUM


def has_rule(study: Study, kind: type) -> bool:
    """Return whether the scheme of a study has a rule of a kind."""
    return any(isinstance(rule, kind) for rule in study.scheme.rules)
