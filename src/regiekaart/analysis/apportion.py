"""Exact division: whole things, such as cents or persons, over parts, so that they add up.

The method is that of the largest remainder (Hamilton, Hare quota): everyone gets the whole number
below the exact quota, and what is left goes one by one to the largest remainders.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from regiekaart.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

# Far above any budget, and far below where a Decimal would round.
MOST_DIGITS: Final = 15
_EUROS = re.compile(rf"(\d{{1,{MOST_DIGITS}}})(?:[.,](\d{{1,2}}))?", re.ASCII)


def apportion(
    amount: int, weights: Sequence[int], names: Sequence[str] | None = None
) -> tuple[int, ...]:
    """Divide a whole amount in proportion to weights, exactly.

        quota_i = amount × weight_i / Σ weight

    Each part gets the floor of its quota; the rest goes, one each, to the parts with the largest
    remainders. All is done in integers.

    Parameters
    ----------
    amount
        What is divided, such as cents; not negative.
    weights
        The weight of each part; not negative.
    names
        Decide between equal remainders: first in the alphabet, without regard to case. By default
        the first in order.

    Returns
    -------
    tuple of int
        What each part gets, in the order of the weights; adds up to ``amount``. A part with weight
        zero gets nothing.

    Raises
    ------
    ValueError
        If something is negative, or there is something to divide and all weights are zero.

    Examples
    --------
    >>> apportion(100, [1, 1, 1])
    (34, 33, 33)
    >>> apportion(100, [1, 1, 1], ["c", "b", "a"])
    (33, 33, 34)
    """
    whole = sum(weights)
    if amount < 0 or any(weight < 0 for weight in weights):
        raise ValueError("negative amounts and weights cannot be divided")
    if not whole:
        if amount:
            raise ValueError("all weights are zero")
        return (0,) * len(weights)
    divided = [divmod(amount * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in divided]
    # What is left is less than the number of remainders above zero: a zero weight gets none of it.
    left = amount - sum(parts)
    if left:
        rests = [rest for _, rest in divided]
        least = sorted(rests, reverse=True)[left - 1]
        chosen = [i for i, rest in enumerate(rests) if rest > least]
        equal = [i for i, rest in enumerate(rests) if rest == least]
        if names is not None:
            equal.sort(key=lambda i: (names[i].casefold(), names[i]))
        for i in chosen + equal[: left - len(chosen)]:
            parts[i] += 1
    return tuple(parts)


def euros(cents: int) -> Decimal:
    """Return an amount in euro, with two decimals.

    Examples
    --------
    >>> euros(3076923)
    Decimal('30769.23')
    """
    return Decimal(cents).scaleb(-2)


def cents(amount: Decimal) -> int:
    """Return an amount in euro as whole cents.

    Raises
    ------
    ValueError
        If it is no whole number of cents.

    Examples
    --------
    >>> cents(Decimal("3000000"))
    300000000
    """
    result = amount.scaleb(2)
    if result != result.to_integral_value():
        raise ValueError(f"not a whole number of cents: {amount}")
    return int(result)


def read_euros(text: str) -> Decimal:
    """Return the amount that a person wrote: ``3000000``, ``3000000.00`` or ``3000000,00``.

    Raises
    ------
    InputError
        If it is no amount in euro and cents above zero. Points or commas between thousands are
        refused: 3.000 could be read in two ways.

    Examples
    --------
    >>> read_euros("2225000,5")
    Decimal('2225000.50')
    """
    match = _EUROS.fullmatch(text.strip())
    amount = Decimal(f"{match[1]}.{(match[2] or '').ljust(2, '0')}") if match else Decimal(0)
    if amount <= 0:
        raise InputError.one(
            f"geen bedrag in euro: {text}; verwacht een getal boven nul zonder tekens tussen de "
            "duizendtallen, bijvoorbeeld 3000000 of 3000000.00",
            f"not an amount in euro: {text}; expected a number above zero with nothing between "
            "the thousands, for example 3000000 or 3000000.00",
            value=text,
        )
    return amount
