"""What was announced of a cycle: its core figures, as they were printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from regiekaart.facts.published import PublishedFigure, published_figures
from regiekaart.language import EN, NL, Language, Text

if TYPE_CHECKING:
    from regiekaart.scheme.model import Cycle, Scheme

# The coverage of a cycle as its own announcement gave it; later ones repeat it rounded.
ANNOUNCED_FROM: Final = {"2017": "2020", "2020": "2020", "2023": "2023"}
UNITS: Final = "municipality_coverage"
PEOPLE: Final = "population_coverage"
GROUPS: Final = "regions"


@dataclass(frozen=True, slots=True)
class Announced:
    """The core figures of a cycle, as they were announced.

    Parameters
    ----------
    units, people
        The coverage of the municipalities and of the population.
    groups
        The number of groups; None where it was not announced.
    """

    cycle: str
    units: PublishedFigure
    people: PublishedFigure
    groups: PublishedFigure | None

    @property
    def figures(self) -> tuple[PublishedFigure, ...]:
        """All of them, the number of groups first."""
        return tuple(f for f in (self.groups, self.units, self.people) if f is not None)


def announced(scheme: Scheme, cycle: Cycle) -> Announced | None:
    """Return what was announced of a cycle; None where nothing was."""
    since = ANNOUNCED_FROM.get(cycle.id)
    if since is None or not scheme.has_claims:
        return None
    found = {
        f.measure: f
        for f in published_figures()
        if f.scope == scheme.whole and f.as_of == cycle.id and f.published_on.startswith(since)
    }
    if UNITS not in found or PEOPLE not in found:
        return None
    return Announced(cycle.id, found[UNITS], found[PEOPLE], found.get(GROUPS))


def share_words(figure: PublishedFigure) -> Text:
    """Return a published percentage as it was printed, with its reservation."""
    number = Decimal(str(figure.percent))
    shown = Text(*(_percent(number, figure.decimals or 0, to) for to in (NL, EN)))
    if figure.qualifier == "almost":
        return Text(f"bijna {shown.nl}", f"almost {shown.en}")
    return shown


def _percent(number: Decimal, decimals: int, language: Language) -> str:
    return language.decimal(number, decimals) + language.percent_sign
