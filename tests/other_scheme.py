"""A scheme of another land: none of its words is one of Flanders.

The units of the grid are *plekken*, in *kwartieren*, and form *bonden*. What the engine then says
may hold no word of the scheme that ships: `flemish_words` finds them.
"""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.population import Counts
from regiekaart.facts.register import Register
from regiekaart.facts.territory import History, Unit
from regiekaart.language import Text
from regiekaart.scheme.model import Cycle, PartitionKind, Scheme
from regiekaart.scheme.noun import Noun
from regiekaart.scheme.rules import Contiguous, FitsPart, MinimumPopulation, OneGroup
from tiny import CODES, grid_study, neighbour_pairs

if TYPE_CHECKING:
    from regiekaart.study import Study

QUARTER: Final = "quarter"
LEAGUE: Final = "league"
GROUND: Final = Text("handvest van het rooster", "charter of the grid")
OTHER: Final = Scheme(
    id="grid-leagues",
    title=Text("Bonden van het rooster", "Leagues of the grid"),
    coverage_title=Text("Dekkingsgraad van de bonden", "Coverage of the leagues"),
    whole="Rooster",
    unit=Noun(Text("plek", "spot"), Text("plekken", "spots")),
    group=Noun(Text("bond", "league"), Text("bonden", "leagues")),
    group_id=LEAGUE,
    units_source=GROUND,
    code=Text("kengetal", "number"),
    people=Noun(Text("hoofd", "head"), Text("hoofden", "heads"), neuter=True),
    people_source=Text("hoofdentelling", "head count"),
    member=Text("in een bond", "in a league"),
    outsider=Text("in geen bond", "in no league"),
    unknown=Text("bond onbekend", "league unknown"),
    cycles=(Cycle("2023", date(2023, 1, 1)),),
    special=Noun(Text("burcht", "castle"), Text("burchten", "castles")),
    partitions=MappingProxyType(
        {
            QUARTER: PartitionKind(
                QUARTER,
                Noun(
                    Text("kwartier", "quarter"), Text("kwartieren", "quarters"), neuter=True
                ),
            )
        }
    ),
    rules=(
        OneGroup(id="one-league", title=Text("één bond", "one league"), ground=GROUND),
        MinimumPopulation(
            id="minimum", title=Text("10.000 hoofden", "10,000 heads"), ground=GROUND,
            minimum=10_000,
        ),
        FitsPart(
            id="fit", title=Text("in één kwartier", "in one quarter"), ground=GROUND,
            partition=QUARTER, all_from=date(2023, 1, 1),
        ),
        Contiguous(
            id="connected", title=Text("aaneengesloten", "connected"), ground=GROUND,
            peculiar=MappingProxyType({}),
        ),
    ),
)  # fmt: skip

# Words that only the scheme of Flanders may bring in; stems, so that plurals are found too.
_FLEMISH: Final = re.compile(
    r"\w*(?:nis-code|nis.code|gemeente|regiegebied|regieverband|inwoner|vlaanderen|vlaams|referentieregio|provinci"
    r"|arrondissement|centrumst|vdab|subsidi|sociale economie|jobseeker|werkzoekend|municipalit"
    r"|regie.region|reference.region|flanders|flemish|inhabitant|centre.cit|social economy"
    r"|province)\w*",
    re.IGNORECASE,
)


def other_grid(regions: dict[int, str] | None = None, **more: Any) -> Study:
    """Return the grid of `tiny.grid_study` in the other scheme: 1-6 in Zuid, 7-9 in Noord."""
    study = grid_study(regions, scheme=OTHER, **more)
    study.__dict__["register"] = register(study)
    return study


def register(study: Study) -> Register:
    """Return what is known of the grid over the years: it has always been as it is."""
    units = tuple(
        Unit(nis=nis, name=name, valid_from=date(2000, 1, 1), parts={QUARTER: quarter})
        for nis, name, quarter in zip(
            study.codes, study.names, ["Zuid"] * 6 + ["Noord"] * 3, strict=True
        )
    )
    past = History(units, start=date(2000, 1, 1), end=date(2030, 12, 31))
    heads = Counts("heads.csv", {2023: dict(zip(CODES, study.population.tolist(), strict=True))})
    return Register(
        past, lambda: heads, lambda _day: neighbour_pairs(), lambda _day, _choice: study.boundaries
    )


def flemish_words(text: str) -> list[str]:
    """Return the words of a text that only the scheme of Flanders brings in."""
    return sorted(set(_FLEMISH.findall(text)))
