"""The formulas of the subsidy: pots of the budget divided to the cent, by the largest remainder.

A pot of P cents over weights w with sum W gives a region INT(P·w/W) cents. What is left, one cent
each, goes to the largest remainders P·w − W·INT(P·w/W), ties by the name of the region, which is
the order of the rows. A column beside the table holds the remainders.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.apportion import cents
from regiekaart.language import Text
from regiekaart.report.xlsx.fields import clean
from regiekaart.report.xlsx.live import in_region, sum_rules
from regiekaart.report.xlsx.sheet import Helper, Setting
from regiekaart.scheme.funding import EQUAL, JOBSEEKERS, WORKING_AGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regiekaart.analysis.distribution import Distribution
    from regiekaart.language import Language
    from regiekaart.report.xlsx.names import Names
    from regiekaart.report.xlsx.sheet import Place, Rule, Sheet
    from regiekaart.scheme.funding import Pot

# Where a float has a whole number for every cent, with room for a division.
_EXACT: Final = 2**52
_BUDGET: Final = Text("subsidie_budget", "subsidy_budget")
_PART: Final = Text("subsidie_deel", "subsidy_part")
_POT: Final = Text("subsidie_pot", "subsidy_pot")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the distribution, with what formulas need of it.

    Parameters
    ----------
    weight
        The key of the column of weights; None where all weigh the same.
    weights
        Per region, in the order of the rows.
    cents
        What is divided.
    name
        Of the cell with the pot, in euro.
    """

    pot: Pot
    amount: str
    weight: str | None
    weights: tuple[int, ...]
    cents: int
    name: str

    @property
    def remainder(self) -> str:
        """The key of the column of remainders."""
        return f"remainder_{self.amount}"

    @property
    def exact(self) -> bool:
        """Whether a spreadsheet, which has floats only, divides it exactly."""
        whole = sum(self.weights)
        return whole > 0 and self.cents * whole < _EXACT


@dataclass(frozen=True, slots=True)
class LiveSubsidy:
    """What a sheet needs to work out a distribution again."""

    rules: Mapping[str, Rule]
    helpers: tuple[Helper, ...]
    settings: tuple[Setting, ...]


def subsidy_formulas(
    found: Distribution, names: Names, units: Sheet, language: Language
) -> LiveSubsidy:
    """Return the formulas of a distribution.

    Parameters
    ----------
    found
        The distribution.
    names
        The names of the columns of the municipalities.
    units
        Their sheet: where its working-age population adds up to ours, that is a formula as well.
    language
        The language of the words.
    """
    keys = [key for key in _keys(found, language) if key.exact]
    rules: dict[str, Rule] = {
        **sum_rules(("working_age", "jobseekers")),
        "working_age_share": lambda at: f"{at.cell('working_age')}/{at.summed('working_age')}",
        "jobseekers_share": lambda at: f"{at.cell('jobseekers')}/{at.summed('jobseekers')}",
        "total": _total,
        "share": lambda at: f"{at.cell('total')}/{at.summed('total')}",
    }
    if "working_age" in names and _adds_up(found, units):
        rules["working_age"] = lambda at: (
            f"SUM({at.column('working_age')})"
            if at.total
            else names.total("working_age", in_region(at))
        )
    amounts = {pot_key.amount: _amount(pot_key) for pot_key in keys}
    helpers = tuple(_helper(key, language) for key in keys)
    return LiveSubsidy(rules | amounts, helpers, tuple(_settings(found, language)))


def _keys(found: Distribution, language: Language) -> list[Key]:
    columns = {
        WORKING_AGE: ("amount_working_age", "working_age"),
        JOBSEEKERS: ("amount_jobseekers", "jobseekers"),
        EQUAL: ("amount_equal", None),
    }
    keys = []
    for number, pot in enumerate(found.scheme.pots, 1):
        amount, weight = columns[pot.id]
        weights = [1 if weight is None else int(getattr(row, weight)) for row in found.rows]
        whole = cents(getattr(found.whole, amount))
        name = f"{language.say(_POT)}_{number}"
        keys.append(Key(pot, amount, weight, tuple(weights), whole, name))
    return keys


def _total(at: Place) -> str:
    amounts = ("amount_working_age", "amount_jobseekers", "amount_equal")
    return f"ROUND({'+'.join(at.cell(key) for key in amounts)},2)"


def _amount(key: Key) -> Rule:
    """Return the formula of an amount in euro."""

    def rule(at: Place) -> str:
        if at.total:
            return f"ROUND(SUM({at.column(key.amount)}),2)"
        own, rest = at.cell(key.remainder), at.column(key.remainder)
        rank = f"SUMPRODUCT(--({rest}>{own}))+COUNTIF({at.above(key.remainder)},{own})"
        left = f"{_cents(key)}-{_given(key, at)}"
        return f"(INT({_quota(key, at)})+IF({rank}<={left},1,0))/100"

    return rule


def _cents(key: Key) -> str:
    return f"ROUND(100*{key.name},0)"


def _whole(key: Key, at: Place) -> str:
    """Return the weight of all regions."""
    return f"SUM({at.column(key.weight)})" if key.weight else f"ROWS({at.column('region')})"


def _quota(key: Key, at: Place) -> str:
    """Return the exact quota of a region in cents."""
    weight = f"*{at.cell(key.weight)}" if key.weight else ""
    return f"{_cents(key)}{weight}/{_whole(key, at)}"


def _given(key: Key, at: Place) -> str:
    """Return the whole cents of all regions together, before what is left is given."""
    if key.weight is None:
        return f"{_whole(key, at)}*INT({_quota(key, at)})"
    return f"SUMPRODUCT(INT({_cents(key)}*{at.column(key.weight)}/{_whole(key, at)}))"


def _helper(key: Key, language: Language) -> Helper:
    def rule(at: Place) -> str:
        weight = f"*{at.cell(key.weight)}" if key.weight else ""
        return f"{_cents(key)}{weight}-{_whole(key, at)}*INT({_quota(key, at)})"

    header = Text(f"rest bij verdeling: {key.pot.noun.nl}", f"remainder: {key.pot.noun.en}")
    whole = sum(key.weights)
    rests = tuple(key.cents * weight % whole for weight in key.weights)
    return Helper(key.remainder, language.say(header), "count", rule, rests)


def _adds_up(found: Distribution, units: Sheet) -> bool:
    """Return whether the counts per municipality add up to those of the regions."""
    columns = {each.key: each.values for each in units.fields}
    sums: dict[object, int] = {}
    for region, count in zip(columns["region"], columns["working_age"], strict=True):
        if isinstance(count, int):
            sums[region] = sums.get(region, 0) + count
    own = next(each.header for each in units.fields if each.key == "working_age")
    same = f"{found.ages} ({found.working_age_year})" in own
    return same and all(sums.get(clean(r.region), 0) == r.working_age for r in found.rows)


def _settings(found: Distribution, language: Language) -> Sequence[Setting]:
    """Return the budget, the part of each key, and the pot that follows."""
    budget = language.say(_BUDGET)
    settings = [
        Setting(budget, language.say(Text("budget in euro", "budget in euro")),
                float(found.budget), "money"),
    ]  # fmt: skip
    for number, key in enumerate(_keys(found, language), 1):
        part = f"{language.say(_PART)}_{number}"
        noun = language.say(key.pot.noun)
        share = Decimal(key.pot.share.numerator) / Decimal(key.pot.share.denominator)
        exact = cents((found.budget * share).quantize(Decimal("0.01"), ROUND_HALF_UP))
        formula = f"ROUND({budget}*{part},2)" if exact == key.cents else ""
        head = Text(f"aandeel: {noun}", f"part: {noun}"), Text(f"bedrag: {noun}", f"pot: {noun}")
        settings.append(Setting(part, language.say(head[0]), float(share), "percent"))
        pot = key.cents / 100
        settings.append(Setting(key.name, language.say(head[1]), pot, "money", formula))
    return settings
