"""The Flemish scheme: lokale regiegebieden for social economy and work.

Grounds: besluit van de Vlaamse Regering of 29 April 2022, on article 15 of the decreet of
17 February 2012; Regiodecreet of 3 February 2023. The reference regions exist since the
kadernota of 4 February 2022 was approved.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from regiekaart.language import Text
from regiekaart.scheme.flanders_rules import RULES
from regiekaart.scheme.model import Cycle, PartitionKind, Scheme
from regiekaart.scheme.noun import Noun

PROVINCE: Final = "province"
ARRONDISSEMENT: Final = "arrondissement"
REFERENCE_REGION: Final = "reference-region"
REGIE_REGION: Final = "regie-region"

_PARTITIONS = (
    PartitionKind(PROVINCE, Noun(Text("provincie", "province"), Text("provincies", "provinces"))),
    PartitionKind(
        ARRONDISSEMENT,
        Noun(
            Text("arrondissement", "arrondissement"),
            Text("arrondissementen", "arrondissements"),
            neuter=True,
        ),
        mapped=False,
    ),
    PartitionKind(
        REFERENCE_REGION,
        Noun(
            Text("referentieregio", "reference region"),
            Text("referentieregio's", "reference regions"),
        ),
        since=date(2022, 2, 4),
    ),
)

FLANDERS: Final = Scheme(
    id="flanders-sew",
    title=Text(
        "Lokale regiegebieden sociale economie en werk",
        "Regie regions for social economy and work",
    ),
    coverage_title=Text(
        "Dekkingsgraad van de lokale regiegebieden", "Coverage of the regie regions"
    ),
    whole="Vlaanderen",
    unit=Noun(
        Text("gemeente", "municipality"),
        Text("gemeenten", "municipalities"),
        before="municipal",
    ),
    group=Noun(
        Text("regiegebied", "regie region"), Text("regiegebieden", "regie regions"), neuter=True
    ),
    group_id=REGIE_REGION,
    units_source=Text.same(
        "REFNIS (Statbel); provincies in cijfers; Agentschap Binnenlands Bestuur"
    ),
    code=Text("NIS-code", "NIS code"),
    people=Noun(Text("inwoner", "inhabitant"), Text("inwoners", "inhabitants")),
    people_source=Text.same("Statbel"),
    people_licence="CC BY 4.0",
    member=Text("lid van een regiegebied", "member of a regie region"),
    outsider=Text("geen lid van een regiegebied", "not a member of a regie region"),
    unknown=Text("lidmaatschap onbekend", "membership unknown"),
    special=Noun(Text("centrumstad", "centre city"), Text("centrumsteden", "centre cities")),
    cycles=(
        Cycle("2017", date(2017, 1, 1), date(2019, 12, 31)),
        Cycle("2020", date(2020, 1, 1), date(2022, 12, 31)),
        Cycle("2023", date(2023, 1, 1), date(2025, 12, 31)),
    ),
    partitions=MappingProxyType({kind.id: kind for kind in _PARTITIONS}),
    rules=RULES,
    has_statuses=True,
    has_funding=True,
    has_claims=True,
)
