"""Who borders on whom, by position: the neighbours of a unit, and the pieces that units form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Links:
    """The borders between units, by their positions.

    Parameters
    ----------
    pairs
        The units that share a border, a row per pair.
    size
        How many units there are.
    """

    pairs: IntArray
    size: int

    @cached_property
    def linked(self) -> NDArray[np.bool_]:
        """Per unit whether it borders on another."""
        found = np.zeros(self.size, dtype=np.bool_)
        found[self.pairs] = True
        return found

    @cached_property
    def _near(self) -> tuple[IntArray, IntArray]:
        """Return the neighbours of all units after each other, and where those of each begin."""
        size = self.size
        keys = np.concatenate([self.pairs @ (size, 1), self.pairs @ (1, size)])
        # Pairs come in runs that are in order already, of which only a stable sort makes use.
        keys.sort(kind="stable")
        return keys % size, np.searchsorted(keys, np.arange(size + 1) * size)

    def of(self, unit: int) -> list[int]:
        """Return the neighbours of a unit, in order."""
        near, first = self._near
        found: list[int] = near[first[unit] : first[unit + 1]].tolist()
        return found

    def pieces(self, colour: IntArray) -> IntArray:
        """Return the connected piece of each unit, over units of its own colour.

        All pieces are found at once: to walk along the borders from unit to unit takes many times
        as long where there are many.

        Parameters
        ----------
        colour
            A number per unit, such as its group; one below zero is no colour.

        Returns
        -------
        array of int
            Per unit the position of the first unit of its piece.
        """
        one, other = colour[self.pairs].T
        a, b = self.pairs[(one == other) & (one >= 0)].T
        first = np.arange(self.size)
        while len(a):
            # Both ends, and the unit that stands for each, go to the lower of the two.
            least = np.minimum(first[a], first[b])
            for end in (first[a], first[b]):
                np.minimum.at(first, end, least)
            while (first[first] != first).any():
                first = first[first]
            apart = first[a] != first[b]
            a, b = a[apart], b[apart]
        return first
