"""How the Flemish scheme pays: the keys since 2023, and the staircase before it.

The amounts and shares are declared here with their grounds; `analysis/` only computes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from regiekaart.language import Text

WORKING_AGE: Final = "working-age"
JOBSEEKERS: Final = "jobseekers"
EQUAL: Final = "equal"

# Which ages "beroepsactieve leeftijd" means is not published. The first is the default: it is the
# usual definition of the working-age population in Belgian and European statistics.
AGES: Final = ("15-64", "18-64", "20-64")

# What is done with the jobseekers of a merged municipality whose parts are in different regions.
# The first is the default.
BY_WORKING_AGE: Final = "working-age"
REFUSE: Final = "refuse"
SPLITS: Final = (BY_WORKING_AGE, REFUSE)


@dataclass(frozen=True, slots=True)
class Pot:
    """A part of the budget, divided by one key.

    Parameters
    ----------
    id
        The key: what the regions' weights count.
    share
        Its part of the budget; those of a scheme add up to 1.
    noun
        What it is divided by, in words.
    """

    id: str
    share: Fraction
    noun: Text


@dataclass(frozen=True, slots=True)
class KeyScheme:
    """A budget that is divided by keys.

    Parameters
    ----------
    budget
        In euro a year.
    pots
        The parts of the budget.
    """

    id: str
    budget: Decimal
    pots: tuple[Pot, ...]
    ground: Text


@dataclass(frozen=True, slots=True)
class Step:
    """An amount for regions from a number of inhabitants on.

    Parameters
    ----------
    start
        The least number of inhabitants that gets the amount.
    amount
        In euro a year.
    """

    start: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class StaircaseScheme:
    """An amount per region that goes by its inhabitants.

    Parameters
    ----------
    steps
        The amounts, smallest first. A centre city that applies alone gets at least the first one.
    minimum
        The least number of inhabitants of a partnership.
    extra
        How much more a partnership with a centre city can get than that city alone; also the most
        that a partnership without one can get. In euro a year.
    """

    id: str
    steps: tuple[Step, ...]
    minimum: int
    extra: Decimal
    ground: Text


KEYS_2023: Final = KeyScheme(
    id="2023",
    budget=Decimal("3000000.00"),
    pots=(
        Pot(
            WORKING_AGE,
            Fraction(40, 100),
            Text("bevolking op beroepsactieve leeftijd", "working-age population"),
        ),
        Pot(JOBSEEKERS, Fraction(20, 100), Text("werkzoekenden", "jobseekers")),
        Pot(EQUAL, Fraction(40, 100), Text("gelijke delen", "equal parts")),
    ),
    ground=Text(
        "besluit van de Vlaamse Regering van 29 april 2022 over de lokale regierol sociale "
        "economie en werk, in werking sinds 1 januari 2023",
        "decision of the Flemish Government of 29 April 2022 on the local steering role for social "
        "economy and work, in force since 1 January 2023",
    ),
)

# "60.000 tot 80.000": a step includes its lower end. The last one is "meer dan 500.000", so that
# 500,000 itself is still on the step below.
STAIRCASE_2014: Final = StaircaseScheme(
    id="2014",
    steps=(
        Step(60_000, Decimal("25000.00")),
        Step(80_000, Decimal("50000.00")),
        Step(150_000, Decimal("75000.00")),
        Step(220_000, Decimal("100000.00")),
        Step(290_000, Decimal("125000.00")),
        Step(360_000, Decimal("150000.00")),
        Step(430_000, Decimal("175000.00")),
        Step(500_001, Decimal("200000.00")),
    ),
    minimum=60_000,
    extra=Decimal("50000.00"),
    ground=Text(
        "bedragen zoals gepubliceerd op "
        "https://www.socialeeconomie.be/subsidie-voor-regierol-lokale-sociale-economie",
        "amounts as published on "
        "https://www.socialeeconomie.be/subsidie-voor-regierol-lokale-sociale-economie",
    ),
)

SCHEMES: Final = (KEYS_2023.id, STAIRCASE_2014.id)
