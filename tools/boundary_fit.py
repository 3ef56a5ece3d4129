"""Fit the scores of a diagram, group by group, by least squares (Levenberg-Marquardt).

Membership is soft (softmax of the scores), so that everything measured on the grid is a smooth
function of the coefficients. Three kinds of residuals, each in units of its tolerance: the area
and the centroid of every place, the border length of every pair of municipalities, and the
distance of the coefficients to where they started.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from boundary_diagram import NOBODY, PRIOR, TERMS, Diagram, soft_membership

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from boundary_grid import Grid

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SETTLED = 0.9995
"""A cell with this much membership in one place says nothing about how to move its borders."""


@dataclass(frozen=True)
class Tolerances:
    """How closely the fit has to meet its targets; all of them hold for the whole of Flanders.

    Attributes
    ----------
    area_km2
        Area of a place, and its first moment divided by the square root of its area.
    canton_border, inner_border
        Length of the border of two municipalities that is, or is not, a canton border: km plus
        a share of the length.
    ruggedness
        How many times longer a real border is than the smooth one that stands for it.
    stretch
        Change of the quadratic coefficients.
    pull
        Change of the constant and linear coefficients; it only keeps the system regular.
    """

    area_km2: float = 0.02
    canton_border: tuple[float, float] = (0.1, 0.05)
    inner_border: tuple[float, float] = (0.3, 0.2)
    ruggedness: float = 1.2
    stretch: float = 1.0
    pull: float = 20.0


@dataclass(frozen=True)
class Borders:
    """The border lengths that concern one group of canton parts.

    ``first`` is a municipality of the group, ``second`` any other one; ``both`` tells whether
    the second is of the group as well. ``beyond`` is the border (km) that the cells of the group
    would have with every municipality outside it, ``within`` joins the cells of the group.
    """

    first: Ints
    second: Ints
    both: NDArray[np.bool_]
    target: Floats
    tolerance: Floats
    beyond: sparse.csr_matrix
    within: sparse.csr_matrix


@dataclass(frozen=True)
class Soft:
    """Soft membership of the cells of a group, per candidate and per municipality."""

    place: Floats
    municipal: sparse.csr_matrix
    facing: sparse.csr_matrix


@dataclass(frozen=True)
class GroupFit:
    """The least squares problem of one group of canton parts."""

    diagram: Diagram
    tolerances: Tolerances
    softness: float
    cell_km2: float
    xy: Floats
    candidate: Ints
    borders: Borders | None = None

    @cached_property
    def sites(self) -> Ints:
        """The places that are fitted."""
        return np.setdiff1d(self.candidate, [NOBODY])

    @cached_property
    def features(self) -> Floats:
        """The terms of the scores of all candidates."""
        return self.diagram.features(self.xy, self.candidate)

    @cached_property
    def column(self) -> Ints:
        """The position in `sites` of every candidate."""
        return np.searchsorted(self.sites, np.where(self.candidate == NOBODY, 0, self.candidate))

    @cached_property
    def moments(self) -> Floats:
        """Target area and first moments per site, in km².

        The targets of a group have to add up to the area and the moments of its cells; what the
        grid and the simplified borders are off is shared out by area.
        """
        places, km2 = self.diagram.places, 1e-6
        area, centre = places.area_m2[self.sites] * km2, places.centre[self.sites]
        excess = len(self.xy) * self.cell_km2 - area.sum()
        torque = self.xy.sum(axis=0) * self.cell_km2 - area @ centre
        share = area / area.sum()
        shift = share[:, None] * (torque - excess * centre)
        return np.column_stack(
            [area + share * excess, shift / np.sqrt(places.area_m2[self.sites])[:, None]]
        )

    @cached_property
    def stiffness(self) -> Floats:
        """How strongly every coefficient is held, one row per site."""
        terms = [1 / self.tolerances.pull] * 3 + [1 / self.tolerances.stretch] * 3
        return np.tile(terms, (len(self.sites), 1))

    def with_terms(self, terms: Floats) -> GroupFit:
        """Give the sites other coefficients."""
        every = self.diagram.terms.copy()
        every[self.sites] = terms
        # replace() would drop what was computed, and features take the most time
        other = replace(self, diagram=replace(self.diagram, terms=every))
        for name in ("sites", "features", "column", "moments", "stiffness"):
            other.__dict__[name] = getattr(self, name)
        return other

    @cached_property
    def soft(self) -> Soft:
        """Soft membership at the present coefficients."""
        scores = self.diagram.scores(self.features, self.candidate)
        place = soft_membership(scores, self.softness)
        municipal = self.diagram.municipal_membership(self.candidate, place)
        facing = sparse.csc_matrix((0, 0))
        if self.borders is not None:
            facing = (self.borders.beyond + self.borders.within @ municipal).tocsc()
        return Soft(place, municipal.tocsc(), facing)

    def residual(self) -> Floats:
        """Compute all residuals at the present coefficients."""
        used = self.candidate != NOBODY
        moments = np.stack(
            [
                np.bincount(
                    self.column[used],
                    weights=(self.soft.place * self.features[..., term])[used],
                    minlength=len(self.sites),
                )
                for term in range(3)
            ],
            axis=1,
        )
        off = (moments * self.cell_km2 - self.moments) / self.tolerances.area_km2
        stretch = (self.diagram.terms[self.sites] - PRIOR) * self.stiffness
        return np.concatenate([off.ravel(), stretch.ravel(), self._border_residual()])

    def _border_residual(self) -> Floats:
        borders = self.borders
        if borders is None:
            return np.zeros(0)
        length = self.soft.municipal[:, borders.first].multiply(self.soft.facing[:, borders.second])
        return (np.asarray(length.sum(axis=0)).ravel() - borders.target) / borders.tolerance

    def jacobian(self) -> Floats:
        """Compute the derivatives of all residuals to all coefficients.

        With u the soft membership and f the terms, the derivative of u of place i to term t of
        place j is u_i (δ_ij - u_j) f_jt / softness. Summed over the cells this is a product of
        the sparse matrix `slope` (u times f) with itself.
        """
        moving = np.flatnonzero(self.soft.place.max(axis=1) < SETTLED)
        slope = self._slope(moving)
        change = (self._own_change(moving) - (slope.T @ slope).toarray()) / self.softness
        size = change.shape[0]
        moment_rows = (np.arange(0, size, TERMS)[:, None] + np.arange(3)).ravel()
        rows = [
            change[moment_rows] * self.cell_km2 / self.tolerances.area_km2,
            np.diag(self.stiffness.ravel()),
        ]
        if self.borders is not None:
            rows.append(self._border_jacobian(self.borders, moving, slope))
        return np.concatenate(rows)

    def _slope(self, moving: Ints) -> sparse.csr_matrix:
        """Membership times terms of the moving cells: one column per coefficient."""
        row, rank = np.nonzero(self.candidate[moving] != NOBODY)
        cell = moving[row]
        value = self.soft.place[cell, rank, None] * self.features[cell, rank]
        column = self.column[cell, rank, None] * TERMS + np.arange(TERMS)
        shape = (len(moving), len(self.sites) * TERMS)
        return sparse.csr_matrix(
            (value.ravel(), (np.repeat(row, TERMS), column.ravel())), shape=shape
        )

    def _own_change(self, moving: Ints) -> Floats:
        """Sum membership times terms times terms over the cells: one block per site."""
        row, rank = np.nonzero(self.candidate[moving] != NOBODY)
        cell = moving[row]
        terms, site = self.features[cell, rank], self.column[cell, rank]
        weighted = terms * self.soft.place[cell, rank, None]
        change = np.zeros((len(self.sites), TERMS, len(self.sites), TERMS))
        every = np.arange(len(self.sites))
        for one in range(TERMS):
            for two in range(TERMS):
                value = weighted[:, one] * terms[:, two]
                change[every, one, every, two] = np.bincount(site, value, len(every))
        return change.reshape(len(every) * TERMS, -1)

    def _border_jacobian(self, borders: Borders, moving: Ints, slope: sparse.csr_matrix) -> Floats:
        """Compute the derivatives of the border lengths; inside the group both sides move."""
        owner = np.repeat(self.diagram.municipality[self.sites], TERMS)
        result = np.zeros((len(borders.first), slope.shape[1]))
        facing, municipal = self.soft.facing[moving], self.soft.municipal[moving]
        every = np.ones(len(borders.first), dtype=bool)
        for mine, other, use in (
            (borders.first, borders.second, every),
            (borders.second, borders.first, borders.both),
        ):
            weight = facing[:, other[use]]
            gain = (weight.T @ slope).toarray() * (mine[use][:, None] == owner)
            loss = (weight.multiply(municipal[:, mine[use]]).T @ slope).toarray()
            result[use] += (gain - loss) / self.softness
        return result / borders.tolerance[:, None]


def group_borders(
    diagram: Diagram,
    grid: Grid,
    municipal: sparse.csr_matrix,
    lengths: Floats,
    group: tuple[Ints, Ints, NDArray[np.bool_]],
    tolerances: Tolerances,
) -> Borders:
    """Collect the borders that concern a group of parts.

    Parameters
    ----------
    diagram, grid
        The places and the cells.
    municipal
        Membership of all cells of the grid in the municipalities.
    lengths
        Border length (km) of every pair of municipalities, zero if they do not touch.
    group
        The cells of the group, its municipalities, and a matrix that tells which pairs of
        municipalities can only touch on a canton border.
    tolerances
        Tolerances of the fit.
    """
    cells, own, canton_only = group
    touch = grid.touch[cells]
    outside = np.ones(len(grid.xy))
    outside[cells] = 0
    now = (municipal[cells].T @ (touch @ municipal)).toarray()
    wanted = (lengths > 0) | (now > 0.05)  # noqa: PLR2004 - 50 m, too short to matter
    is_own = np.isin(np.arange(len(diagram.codes)), own)
    first, second = np.nonzero(wanted & is_own[:, None])
    keep = (first != second) & (~is_own[second] | (first < second))
    first, second = first[keep], second[keep]
    real = canton_only[first, second]
    target = lengths[first, second] / np.where(real, 1.0, tolerances.ruggedness)
    fixed, relative = np.where(real[:, None], tolerances.canton_border, tolerances.inner_border).T
    return Borders(
        first=first,
        second=second,
        both=is_own[second],
        target=target,
        tolerance=fixed + relative * target,
        beyond=touch @ (sparse.diags(outside) @ municipal),
        within=touch[:, cells],
    )


def levenberg_marquardt(fit: GroupFit, steps: int) -> GroupFit:
    """Improve the coefficients with at most this many steps."""
    damping, residual = 1e-2, fit.residual()
    for _ in range(steps):
        jacobian = fit.jacobian()
        normal, gradient = jacobian.T @ jacobian, jacobian.T @ residual
        cost = residual @ residual
        for _attempt in range(6):
            system = normal + damping * np.diag(np.diag(normal))
            step = np.linalg.solve(system, -gradient).reshape(-1, TERMS)
            trial = fit.with_terms(fit.diagram.terms[fit.sites] + step)
            trial_residual = trial.residual()
            if trial_residual @ trial_residual < cost:
                break
            damping *= 6
        else:
            return fit
        fit, residual, damping = trial, trial_residual, max(damping / 5, 1e-6)
        if residual @ residual > cost * (1 - 1e-3):
            break
    return fit
