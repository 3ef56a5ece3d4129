"""The rules of the Flemish scheme, with their dates and grounds."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.scheme.rules import Contiguous, FitsPart, Form, MinimumPopulation, OneGroup

if TYPE_CHECKING:
    from regiekaart.scheme.rules import Rule

IN_FORCE: Final = date(2023, 1, 1)
_DECISION: Final = Text(
    "besluit van de Vlaamse Regering van 29 april 2022, op grond van artikel 15 van het decreet "
    "van 17 februari 2012",
    "decision of the Flemish Government of 29 April 2022, on article 15 of the decree of "
    "17 February 2012",
)
_FORMS: Final = {
    "interlokale vereniging": Text("interlokale vereniging", "interlocal association"),
    "projectvereniging": Text("projectvereniging", "project association"),
    "dienstverlenende vereniging": Text("dienstverlenende vereniging", "service association"),
    "opdrachthoudende vereniging": Text("opdrachthoudende vereniging", "mandated association"),
    "welzijnsvereniging": Text("welzijnsvereniging", "welfare association"),
    # The welfare associations were called so before 2018; lists still do.
    "ocmw vereniging": Text("welzijnsvereniging", "welfare association"),
    "centrumstad": Text("centrumstad", "centre city"),
}

RULES: Final[tuple[Rule, ...]] = (
    OneGroup(
        id="one-region",
        title=Text(
            "een gemeente ligt in hoogstens één regiegebied",
            "a municipality is in at most one regie region",
        ),
        ground=_DECISION,
    ),
    MinimumPopulation(
        id="minimum-population",
        title=Text("ten minste 60.000 inwoners", "at least 60,000 inhabitants"),
        ground=_DECISION,
        since=IN_FORCE,
        minimum=60_000,
    ),
    Form(
        id="form",
        title=Text("een toegelaten rechtsvorm", "a legal form that is allowed"),
        ground=_DECISION,
        since=IN_FORCE,
        forms=MappingProxyType(_FORMS),
        alone=frozenset({"centrumstad"}),
    ),
    FitsPart(
        id="reference-region",
        title=Text("past in één referentieregio", "fits in one reference region"),
        ground=Text(
            f"{_DECISION.nl}; Regiodecreet van 3 februari 2023",
            f"{_DECISION.en}; Regiodecreet of 3 February 2023",
        ),
        since=IN_FORCE,
        partition="reference-region",
        all_from=date(2026, 1, 1),
        whole=Text(
            "Het Regiodecreet staat een samenwerking over meerdere volledige regio's toe.",
            "The Regiodecreet allows a partnership of several whole regions.",
        ),
    ),
    Contiguous(
        id="contiguity",
        title=Text("een aaneengesloten gebied", "a connected area"),
        ground=Text("geen rechtsregel: een advies", "not a legal rule: advice"),
        peculiar=MappingProxyType(
            {
                "73109": Text(
                    "Voeren grenst aan geen enkele andere Vlaamse gemeente",
                    "Voeren borders on no other Flemish municipality",
                ),
                "13002": Text(
                    "Baarle-Hertog bestaat uit enclaves in Nederland en een stuk dat aan "
                    "Vlaanderen vastzit; het telt als verbonden met de buren van dat stuk",
                    "Baarle-Hertog consists of enclaves in the Netherlands and a piece that is "
                    "attached to Flanders; it counts as connected to the neighbours of that piece",
                ),
            }
        ),
    ),
)
