"""Sums and positions by number: what is asked of many units or groups, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]


def within(index: IntArray, least: int, end: int) -> bool:
    """Return whether every position is at least one number and below another."""
    return not len(index) or bool(index.min() >= least and index.max() < end)


def sums_by(index: IntArray, weights: IntArray, size: int) -> IntArray:
    """Add integers per part: exact, where a weighted bincount would go through floats."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, index, weights)
    return sums


def distinct(values: IntArray) -> IntArray:
    """Return each value once, sorted.

    `numpy.unique` hashes the values first, and does not profit from runs that are in order.
    """
    ordered = np.sort(values, kind="stable")
    return ordered[np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))]


def positions_by(index: IntArray, size: int) -> list[IntArray]:
    """Return, for each number below a size, where an index has it, in order.

    One sort for all: to look through the index once per number takes too long where there are many.
    """
    order = np.argsort(index, kind="stable")
    bounds = np.searchsorted(index[order], np.arange(size + 1))
    return [order[a:b] for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)]
