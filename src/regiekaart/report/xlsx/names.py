"""Names for the columns of the municipalities, by which formulas refer to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.words.names import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.report.xlsx.sheet import Sheet

# Of the columns that formulas count, add up, or choose by.
NAMED: Final = frozenset(
    {"nis", "population", "membership", "region", "agreement_status", "working_age"}
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of columns, and a count and a sum by what stands in them.

    Parameters
    ----------
    by_key
        Name by the key of the column.
    """

    by_key: Mapping[str, str]

    def __contains__(self, key: str) -> bool:
        """Return whether a column has a name."""
        return key in self.by_key

    def count(self, where: tuple[Term, ...]) -> str:
        """Return how many units meet all terms, as a formula."""
        if not where:
            return f"ROWS({self.by_key['nis']})"
        if any(term.exact for term in where):
            return f"SUMPRODUCT({self._tests(where)})"
        return f"COUNTIFS({self._criteria(where)})"

    def total(self, key: str, where: tuple[Term, ...]) -> str:
        """Return the sum of a column over the units that meet all terms, as a formula."""
        summed = self.by_key[key]
        if not where:
            return f"SUM({summed})"
        if any(term.exact for term in where):
            return f"SUMPRODUCT({self._tests(where)},{summed})"
        return f"SUMIFS({summed},{self._criteria(where)})"

    def _criteria(self, where: tuple[Term, ...]) -> str:
        return ",".join(f"{self.by_key[term.key]},{term.value}" for term in where)

    def _tests(self, where: tuple[Term, ...]) -> str:
        # A name that somebody brings may hold * or begin with >: no criterion for COUNTIFS.
        return ",".join(f"--EXACT({self.by_key[term.key]},{term.value})" for term in where)


@dataclass(frozen=True, slots=True)
class Term:
    """What a unit has to meet: a column that holds a value.

    Parameters
    ----------
    value
        An address, or words between quotes.
    exact
        Whether the words are not ours, so that they are compared letter by letter.
    """

    key: str
    value: str
    exact: bool = False


def names_of(sheet: Sheet, unit: str) -> Names:
    """Return the names of the columns of the municipalities.

    Parameters
    ----------
    sheet
        The sheet of the municipalities.
    unit
        What a unit is called, in the language of the names.
    """
    # A name begins with a letter.
    prefix = slug(unit).replace("-", "_")
    prefix = prefix if prefix[:1].isalpha() else f"n_{prefix}"
    wanted = NAMED | {kind.replace("-", "_") for kind in _partitions(sheet)}
    found: dict[str, str] = {}
    for field in sheet.fields:
        if field.key in wanted:
            name = f"{prefix}_{slug(field.header).replace('-', '_')}"
            found[field.key] = name if name not in found.values() else f"{name}_{len(found)}"
    return Names(found)


def _partitions(sheet: Sheet) -> tuple[str, ...]:
    """Return the keys of the divisions: what stands between the name and the inhabitants."""
    keys = [field.key for field in sheet.fields]
    return tuple(keys[2 : keys.index("population")])


def text(words: str) -> str:
    """Return words as a formula writes them.

    Examples
    --------
    >>> text('lid')
    '"lid"'
    """
    return '"' + words.replace('"', '""') + '"'
