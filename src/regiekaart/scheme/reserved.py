"""The names that a scheme cannot give: columns of tables and files already have them.

A partition of a scheme is a column of each table of units, and a rule one of the table of rules.
Were it to bear the name of another column, a formula or a program would read the wrong one.
"""

from __future__ import annotations

from typing import Final

# In the columns of units, in files of the scheme's own and in what is made of them.
_OF_UNITS: Final = frozenset(
    """code nis name municipality population special centre_city valid_from valid_to membership
    region region_number group legal_form member_from member_until evidence source sources note
    working_age jobseekers agreement map_class cycle reference_date population_year fictional
    municipalities members unknown count eligible adjacent""".split()  # noqa: SIM905
)
_OF_RULES: Final = frozenset({"region", "municipalities", "population", "since"})
# Whatever begins so.
_AGREEMENT: Final = "agreement_"


def is_reserved_part(partition: str) -> bool:
    """Return whether a partition cannot have this id, since a column has it.

    Examples
    --------
    >>> is_reserved_part("region-number"), is_reserved_part("police-zone")
    (True, False)
    """
    column = column_name(partition)
    return column in _OF_UNITS or column.startswith(_AGREEMENT)


def is_reserved_rule(rule: str) -> bool:
    """Return whether a rule cannot have this id, since a column has it."""
    return column_name(rule) in _OF_RULES


def column_name(name: str) -> str:
    """Return how an id is written as the name of a column."""
    return name.replace("-", "_")
