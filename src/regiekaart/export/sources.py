"""Where each column comes from, and under which licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text

if TYPE_CHECKING:
    from regiekaart.study import Study

CC_BY: Final = "CC-BY-4.0"
CC_BY_PATH: Final = "https://creativecommons.org/licenses/by/4.0/"


# Where the municipalities come from, and each of their partitions.
FLEMISH_UNITS: Final = Text(
    "REFNIS-codelijsten (Statbel); provincies in cijfers; Agentschap Binnenlands Bestuur "
    "(referentieregio's)",
    "REFNIS code lists (Statbel); provincies in cijfers; Agentschap Binnenlands Bestuur "
    "(reference regions)",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A source of columns or of shapes.

    Parameters
    ----------
    licence
        Its SPDX identifier; empty where none is stated.
    """

    title: Text
    licence: str = ""


def sources_of(study: Study, *, shapes: bool) -> dict[str, Source]:
    """Return the sources of what is exported, by key.

    Parameters
    ----------
    study
        The study.
    shapes
        Whether the borders are exported too.
    """
    scheme = study.scheme
    found = {
        "territory": Source(FLEMISH_UNITS if study.register.shipped else scheme.units_source),
        "population": _people(study),
        "membership": Source(
            Text(
                f"Lidmaatschap: {study.membership_source.nl}",
                f"Membership: {study.membership_source.en}",
            )
        ),
    }
    if scheme.has_statuses:
        found["agreements"] = Source(
            Text(
                f"Overeenkomsten met VDAB: {study.agreement_facts.source.nl}",
                f"Agreements with VDAB: {study.agreement_facts.source.en}",
            )
        )
    if shapes:
        borders = study.boundaries
        label = Text(f"Grenzen: {borders.label.nl}", f"Borders: {borders.label.en}")
        # Of borders that somebody brings, the licence is not ours to state.
        found["boundaries"] = Source(label, CC_BY if borders.approximate else "")
    found["computed"] = Source(
        Text("berekend uit de bronnen hierboven", "computed from the sources above")
    )
    return found


def _people(study: Study) -> Source:
    """Return the source of the weights; a licence that is not known here is told in words."""
    scheme = study.scheme
    # As SPDX names it.
    licence = CC_BY if scheme.people_licence in {"CC BY 4.0", CC_BY} else ""
    who = scheme.people_source if licence else scheme.people_credit
    counted = scheme.counted(study.population_year)
    return Source(
        Text(f"{who.nl}, bevolking {counted.nl}", f"{who.en}, population {counted.en}"), licence
    )


def warnings_of(study: Study, *, shapes: bool) -> list[Text]:
    """Return what everybody who uses the data has to know.

    Parameters
    ----------
    study
        The study.
    shapes
        Whether it is about something with borders.
    """
    told = []
    if study.fictional:
        told.append(
            Text(
                "FICTIEF VOORBEELD: deze ledenlijst is verzonnen; gebruik de cijfers niet.",
                "FICTIONAL EXAMPLE: this list of members is made up; do not use the figures.",
            )
        )
    if not study.complete:
        told.append(
            Text(
                "De ledenlijst is onvolledig: wie er niet op staat, is onbekend, en telt niet als "
                "lid noch als niet-lid.",
                "The list of members is partial: who is not on it is unknown, and counts neither "
                "as a member nor as a non-member.",
            )
        )
    if shapes and study.boundaries.approximate:
        told.append(
            Text(
                "Benaderende grenzen: niet geschikt om te meten of om te bepalen waar een adres "
                "ligt.",
                "Approximate borders: not fit for measuring, or for telling where an address lies.",
            )
        )
    return told
