"""Pairs of units that share a border: by their codes for a reader, by position for who counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regiekaart.arrays import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pairs(Collection[tuple[str, str]]):
    """Pairs of units, as a collection of pairs of codes.

    Parameters
    ----------
    codes
        The units.
    ends
        The positions of both, a row per pair.
    """

    codes: tuple[str, ...]
    ends: IntArray

    @classmethod
    def of(cls, codes: tuple[str, ...], pairs: Collection[tuple[str, str]]) -> Pairs:
        """Return pairs by their position among some codes, each of which they hold.

        Examples
        --------
        >>> Pairs.of(("a", "b", "c"), [("a", "c")]).ends.tolist()
        [[0, 2]]
        """
        if isinstance(pairs, Pairs) and pairs.codes == codes:
            return pairs
        position = {code: i for i, code in enumerate(codes)}
        ends = [position[code] for pair in pairs for code in pair]
        return cls(codes, np.array(ends, dtype=np.int64).reshape(-1, 2))

    @classmethod
    def distinct(cls, codes: tuple[str, ...], ends: Sequence[IntArray]) -> Pairs:
        """Return pairs by position, in whatever order and direction they come, each once."""
        size = max(len(codes), 1)
        one, other = np.concatenate([np.zeros((0, 2), dtype=np.int64), *ends]).T
        keys = distinct(np.minimum(one, other) * size + np.maximum(one, other))
        return cls(codes, np.stack(np.divmod(keys, size), axis=1))

    def among(self, codes: tuple[str, ...]) -> Pairs:
        """Return the pairs of which both are among some codes."""
        if codes == self.codes:
            return self
        position = {code: i for i, code in enumerate(codes)}
        ends = np.array([position.get(code, -1) for code in self.codes], dtype=np.int64)[self.ends]
        return Pairs(codes, ends[(ends >= 0).all(axis=1)])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of codes."""
        for one, other in self.ends.tolist():
            yield self.codes[one], self.codes[other]

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.ends)

    def __contains__(self, pair: object) -> bool:
        """Return whether a pair of codes is one of them."""
        return any(each == pair for each in self)
