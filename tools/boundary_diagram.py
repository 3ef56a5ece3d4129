"""A generalised power diagram: every place has a score, the highest score owns the point.

The score of a place is a quadratic function of the position relative to its centre, in units of
the square root of its area. With minus the squared distance as the score (``PRIOR``) this is a
Voronoi diagram with multiplicative weights; constant terms make it a power diagram; the other
terms shift, stretch and turn the cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from boundary_cantons import Places

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

TERMS = 6
PRIOR = np.array([0.0, 0.0, 0.0, -1.0, 0.0, -1.0])
"""Coefficients of 1, x, y, x², xy, y² before anything is fitted: minus the squared distance."""

NOBODY = -1


@dataclass(frozen=True)
class Diagram:
    """The places with the six coefficients of their scores."""

    places: Places
    terms: Floats
    rivals: int

    @classmethod
    def unfitted(cls, places: Places, rivals: int) -> Diagram:
        """Start with the weighted Voronoi diagram, with at most `rivals` places for one point."""
        return cls(places, np.tile(PRIOR, (len(places.nis), 1)), rivals)

    @cached_property
    def codes(self) -> list[str]:
        """The municipalities, sorted by code."""
        return sorted(set(self.places.nis))

    @cached_property
    def municipality(self) -> Ints:
        """The position in `codes` of the municipality of every place."""
        return np.asarray(np.searchsorted(self.codes, self.places.nis))

    def candidates(self, xy: Floats, sites: Ints) -> Ints:
        """Pick for every point the sites that may own it: the nearest ones for their size.

        Scores are quadratic, so the flattest of them wins far away from all places; that is why
        only near places compete. Empty positions are `NOBODY`.
        """
        distance = np.stack(
            [
                ((xy - self.places.centre[site]) ** 2).sum(axis=1) / self.places.area_m2[site]
                for site in sites
            ],
            axis=1,
        )
        found = np.full((len(xy), self.rivals), NOBODY)
        if len(sites) <= self.rivals:
            found[:, : len(sites)] = sites
        elif len(xy):
            found[:] = sites[np.argpartition(distance, self.rivals, axis=1)[:, : self.rivals]]
        return found

    def features(self, xy: Floats, candidate: Ints) -> Floats:
        """Compute the six terms of the score of every candidate at every point."""
        offset = xy[:, None] - self.places.centre[candidate]
        dx, dy = np.moveaxis(offset / np.sqrt(self.places.area_m2[candidate])[..., None], -1, 0)
        return np.stack([np.ones_like(dx), dx, dy, dx * dx, dx * dy, dy * dy], axis=-1)

    def scores(self, features: Floats, candidate: Ints) -> Floats:
        """Compute the score of every candidate; positions without a candidate never win."""
        score = np.einsum("pkt,pkt->pk", features, self.terms[candidate])
        return np.where(candidate == NOBODY, -np.inf, score)

    def winners(self, xy: Floats, sites: Ints) -> Ints:
        """Give the municipality (position in `codes`) of every point, chosen among the sites."""
        candidate = self.candidates(xy, sites)
        best = self.scores(self.features(xy, candidate), candidate).argmax(axis=1)
        owner: Ints = self.municipality[candidate[np.arange(len(xy)), best]]
        return owner

    def municipal_membership(self, candidate: Ints, membership: Floats) -> sparse.csr_matrix:
        """Sum the membership of places to that of municipalities (one row per point)."""
        row, column = np.nonzero(candidate != NOBODY)
        entry = (row, self.municipality[candidate[row, column]])
        shape = (len(candidate), len(self.codes))
        return sparse.csr_matrix((membership[row, column], entry), shape=shape)


def soft_membership(scores: Floats, softness: float) -> Floats:
    """Turn scores into shares that add up to one; softness zero would be winner takes all."""
    scaled = (scores - scores.max(axis=1, keepdims=True)) / softness
    weight = np.exp(scaled)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))
