"""Printed percentages: which shares they can stand for, rounded or truncated.

A share x printed with d decimals is, in steps of u = 10^-d percentage points,

    rounded (half up)  floor(x/u + 1/2) u        truncated  floor(x/u) u

"Almost p" says that the share lies at most one step below p, or on it.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from regiekaart.analysis.audit.model import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.facts.published import PublishedFigure


class Convention(StrEnum):
    """How a publication brings shares to the decimals that it prints."""

    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    EITHER = "either"


def step(decimals: int) -> Fraction:
    """Return one unit of the last decimal of a percentage, as a share."""
    return Fraction(1, 100 * 10**decimals)


def rounded(share: Fraction, decimals: int) -> Fraction:
    """Return a share rounded half up to the decimals of a percentage.

    Examples
    --------
    >>> rounded(Fraction(55, 60), 0), truncated(Fraction(55, 60), 0)
    (Fraction(23, 25), Fraction(91, 100))
    """
    unit = step(decimals)
    return floor(share / unit + Fraction(1, 2)) * unit


def truncated(share: Fraction, decimals: int) -> Fraction:
    """Return a share with the decimals behind the last printed one cut off."""
    unit = step(decimals)
    return floor(share / unit) * unit


def fits(share: Fraction, figure: PublishedFigure, convention: Convention) -> bool:
    """Return whether a share would be printed as a figure is.

    Parameters
    ----------
    share
        The exact share.
    figure
        A figure with a percentage.
    convention
        How its publication rounds.
    """
    printed, decimals = figure.printed_share, figure.decimals or 0
    if printed is None:
        return False
    if figure.qualifier == "almost":
        return printed - step(decimals) < share <= printed
    by_rounding = convention is not Convention.TRUNCATED and rounded(share, decimals) == printed
    by_cutting = convention is not Convention.ROUNDED and truncated(share, decimals) == printed
    return by_rounding or by_cutting


def possible_shares(figure: PublishedFigure, convention: Convention) -> Bounds | None:
    """Return from where to where the share behind a printed percentage can lie."""
    printed = figure.printed_share
    if printed is None:
        return None
    unit = step(figure.decimals or 0)
    if figure.qualifier == "almost":
        return Bounds(printed - unit, printed)
    below = Fraction(0) if convention is Convention.TRUNCATED else unit / 2
    above = unit / 2 if convention is Convention.ROUNDED else unit
    return Bounds(max(printed - below, Fraction(0)), min(printed + above, Fraction(1)))


def decisive(figure: PublishedFigure) -> Convention:
    """Return whether a figure shows that it was rounded, or cut off; either if it fits both."""
    if figure.share is None or figure.qualifier == "almost":
        return Convention.EITHER
    kinds = (Convention.ROUNDED, Convention.TRUNCATED)
    shown = [kind for kind in kinds if fits(figure.share, figure, kind)]
    return shown[0] if len(shown) == 1 else Convention.EITHER


def convention_of(figures: Iterable[PublishedFigure]) -> Convention:
    """Return what most of a publication's figures show; rounding where they are divided.

    Parameters
    ----------
    figures
        The figures of one publication.
    """
    shown = [decisive(figure) for figure in figures]
    round_, cut = shown.count(Convention.ROUNDED), shown.count(Convention.TRUNCATED)
    if cut > round_:
        return Convention.TRUNCATED
    return Convention.ROUNDED if round_ else Convention.EITHER


def implied_counts(figure: PublishedFigure, total: int, convention: Convention) -> list[int]:
    """Return every count out of a total that would be printed as a figure is.

    Parameters
    ----------
    figure
        A figure with a percentage.
    total
        What it is a percentage of.
    convention
        How its publication rounds.
    """
    span = possible_shares(figure, convention)
    if span is None or not total:
        return []
    near = range(floor(span.low * total), floor(span.high * total) + 2)
    return [k for k in near if k <= total and fits(Fraction(k, total), figure, convention)]
