"""What was announced of a cycle, in a sentence to stand beside what is known of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from regiekaart.facts.published import PublishedFigure, published_figures
from regiekaart.language import Language, Text

if TYPE_CHECKING:
    from regiekaart.study import Study

# The coverage of a cycle as its own announcement gave it; later ones repeat it rounded.
ANNOUNCED_FROM: Final = {"2017": "2020", "2020": "2020", "2023": "2023"}


def announced_sentence(study: Study, language: Language) -> str:
    """Return what was announced of the cycle's coverage, with where; empty where nothing was."""
    figures = {
        f.measure: f
        for f in published_figures()
        if f.scope == study.scheme.whole
        and f.as_of == study.cycle.id
        and f.published_on.startswith(ANNOUNCED_FROM[study.cycle.id])
    }
    units, people = figures.get("municipality_coverage"), figures.get("population_coverage")
    if units is None or people is None:
        return ""
    shares = " · ".join(_announced(figure, language) for figure in (units, people))
    head = Text(f"Aangekondigd voor {study.cycle.id}", f"Announced for {study.cycle.id}")
    where = f"{people.publication}, {people.published_on}"
    return f"{language.say(head)}: {shares} ({where})."


def _announced(figure: PublishedFigure, language: Language) -> str:
    """Return a published coverage as it was printed: the count if there was one, else the share."""
    units = figure.measure == "municipality_coverage"
    noun = Text("gemeenten", "municipalities") if units else Text("bevolking", "population")
    if figure.count is not None and figure.total is not None:
        of = language.say(Text("van de", "of the"))
        return f"{figure.count} {of} {figure.total} {language.say(noun)}"
    almost = Text("bijna ", "almost ") if figure.qualifier == "almost" else Text("", "")
    number = language.decimal(Decimal(str(figure.percent)), figure.decimals or 0)
    share = f"{language.say(almost)}{number}{language.percent_sign}"
    return language.say(Text(f"{share} van de {noun.nl}", f"{share} of the {noun.en}"))
