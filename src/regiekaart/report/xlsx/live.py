"""The formulas of the tables: each works out again, from the municipalities, what we found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.language import Text
from regiekaart.report.xlsx.names import Term, text
from regiekaart.words.tables import MEMBER, NOT_MEMBER, UNKNOWN_WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regiekaart.language import Language
    from regiekaart.report.xlsx.names import Names
    from regiekaart.report.xlsx.sheet import Place, Rule
    from regiekaart.scheme.model import Scheme

    Where = Callable[[Place], tuple[Term, ...]]

_PEOPLE: Final = "population"
_MEMBERSHIP: Final = "membership"
_AGREEMENT: Final = "agreement_status"


def where_in(by: str | None, scheme: Scheme, language: Language) -> Where:
    """Return what the units of a row have to meet: to lie in its part, or in its group.

    Parameters
    ----------
    by
        A division, the groups, or None for the whole alone.
    scheme, language
        For the words of who is in no group.
    """

    def where(at: Place) -> tuple[Term, ...]:
        if by is None or at.total:
            return ()
        if by != scheme.group_id:
            return (Term(by.replace("-", "_"), at.cell("group")),)
        if isinstance(at.label, Text):
            outside = at.label == scheme.outsider
            word = NOT_MEMBER if outside else UNKNOWN_WORD
            return (Term(_MEMBERSHIP, text(language.say(word))),)
        return (Term("region", at.cell("group"), exact=True),)

    return where


def in_region(at: Place) -> tuple[Term, ...]:
    """Return what the units of a row have to meet in a table of regions."""
    return () if at.total else (Term("region", at.cell("region"), exact=True),)


def coverage_rules(names: Names, where: Where, language: Language) -> Mapping[str, Rule]:
    """Return the formulas of a coverage table."""
    member = Term(_MEMBERSHIP, text(language.say(MEMBER)))
    unknown = Term(_MEMBERSHIP, text(language.say(UNKNOWN_WORD)))
    return {
        "municipalities": lambda at: names.count(where(at)),
        "members": lambda at: names.count((*where(at), member)),
        "unknown": lambda at: names.count((*where(at), unknown)),
        "population": lambda at: names.total(_PEOPLE, where(at)),
        "population_members": lambda at: names.total(_PEOPLE, (*where(at), member)),
        "population_unknown": lambda at: names.total(_PEOPLE, (*where(at), unknown)),
        **_bounds("municipality_share", "members", "unknown", "municipalities"),
        **_bounds("population_share", "population_members", "population_unknown", _PEOPLE),
    }


def _bounds(key: str, count: str, unknown: str, whole: str) -> dict[str, Rule]:
    """Return the formulas of a share and of its upper bound."""
    return {
        key: lambda at: f"{at.cell(count)}/{at.cell(whole)}",
        f"{key}_max": lambda at: f"({at.cell(count)}+{at.cell(unknown)})/{at.cell(whole)}",
    }


def size_rules(names: Names, where: Where) -> Mapping[str, Rule]:
    """Return the formulas of the sizes of groups."""
    return {
        "municipalities": lambda at: names.count(where(at)),
        "population": lambda at: names.total(_PEOPLE, where(at)),
        "municipality_share": lambda at: f"{at.cell('municipalities')}/{names.count(())}",
        "population_share": lambda at: f"{at.cell('population')}/{names.total(_PEOPLE, ())}",
    }


def agreement_rules(names: Names, where: Where, language: Language) -> Mapping[str, Rule]:
    """Return the formulas of a table of agreements."""
    terms = {s: Term(_AGREEMENT, text(language.say(STATUS_WORDS[s]))) for s in Status}

    def counting(status: Status) -> Rule:
        return lambda at: names.count((*where(at), terms[status]))

    def people(*statuses: Status) -> Rule:
        def rule(at: Place) -> str:
            sums = [names.total(_PEOPLE, (*where(at), terms[s])) for s in statuses]
            return f"({'+'.join(sums)})/{names.total(_PEOPLE, where(at))}"

        return rule

    signed, unknown = Status.SIGNED, Status.UNKNOWN
    return {
        "municipalities": lambda at: names.count(where(at)),
        **{status.value: counting(status) for status in Status},
        "share": lambda at: f"{counting(signed)(at)}/{at.cell('municipalities')}",
        "share_max": lambda at: (
            f"({counting(signed)(at)}+{counting(unknown)(at)})/{at.cell('municipalities')}"
        ),
        "population_share": people(signed),
        "population_share_max": people(signed, unknown),
    }


def crossed_rules(names: Names) -> Mapping[str, Rule]:
    """Return the formulas of membership crossed with agreements: the shares of the counts."""
    units, people = names.count(()), names.total(_PEOPLE, ())
    return {
        "municipality_share": lambda at: f"{at.cell('municipalities')}/{units}",
        "municipality_share_max": lambda at: f"{at.cell('municipalities_max')}/{units}",
        "population_share": lambda at: f"{at.cell('population')}/{people}",
        "population_share_max": lambda at: f"{at.cell('population_max')}/{people}",
    }


def missing_rules(names: Names) -> Mapping[str, Rule]:
    """Return the formulas of who is missing: the parts of the missing percentage."""
    people = names.total(_PEOPLE, ())
    return {
        "share": lambda at: f"{at.cell('population')}/{people}",
        "running": lambda at: f"SUM({at.above('population')})/{people}",
    }


def answer_rules(keys: tuple[str, ...]) -> Mapping[str, Rule]:
    """Return the formulas of the published agreements: the printed counts divided."""

    def divided(key: str) -> Rule:
        return lambda at: f"{at.cell(key)}/{at.cell(f'{key}_of')}"

    return {f"{key}_share": divided(key) for key in keys}


def sum_rules(keys: tuple[str, ...]) -> Mapping[str, Rule]:
    """Return the formulas of a total: the sum of the rows above it."""

    def summed(key: str) -> Rule:
        return lambda at: f"SUM({at.column(key)})" if at.total else None

    return {key: summed(key) for key in keys}
