"""Mending borders: invalid rings and slivers, nothing else, and never by more than a tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from regiekaart.errors import InputError, OutsideError
from regiekaart.facts.boundary_findings import NOISE, find_problems
from regiekaart.facts.polygons import polygon_parts, polygons_only, surfaces, width_of
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries
    from regiekaart.facts.boundary_findings import SpotFinding

TOLERANCE: Final = 1.0
# Nodes that lie this near are one, in metres.
SNAP: Final = 1e-3
# What rounding adds to a distance, in metres.
ROUNDING: Final = 1e-6
MOST_ROUNDS: Final = 5
WHAT: Final = {
    "ring": Text("ring hersteld", "ring mended"),
    "sliver": Text("smalle overlapping of smal gat weggewerkt", "narrow overlap or gap removed"),
    "ring, sliver": Text(
        "ring hersteld en smalle overlapping of smal gat weggewerkt",
        "ring mended and narrow overlap or gap removed",
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a municipality.

    Parameters
    ----------
    what
        A ring, a sliver or both.
    area_moved
        The surface that it gained plus what it lost, in m², against its mended rings.
    shift
        The farthest that its border moved, in metres.
    """

    code: str
    what: Literal["ring", "sliver", "ring, sliver"]
    area_moved: float
    shift: float

    @property
    def message(self) -> Text:
        """The change in words."""
        words = WHAT[self.what]
        return Text(
            f"{self.code}: {words.nl}; {NL.decimal(self.area_moved, 2)} m² verlegd, "
            f"grens hoogstens {NL.decimal(self.shift, 3)} m verschoven",
            f"{self.code}: {words.en}; {EN.decimal(self.area_moved, 2)} m² moved, "
            f"border shifted by at most {EN.decimal(self.shift, 3)} m",
        )

    def as_json(self) -> dict[str, Any]:
        """Return the change for programs."""
        return {
            "municipality": self.code,
            "what": self.what,
            "area_moved_m2": round(self.area_moved, 3),
            "largest_shift_m": round(self.shift, 4),
        }


def repair(
    codes: Sequence[str], shapes: Geometries, tolerance: float = TOLERANCE
) -> tuple[Geometries, tuple[Change, ...]]:
    """Mend invalid rings and slivers, and leave everything else as it is.

    Parameters
    ----------
    codes, shapes
        The rows of a boundary file, all polygons, in Lambert 72.
    tolerance
        In metres: overlaps and gaps that are narrower are slivers, and no border moves farther.

    Returns
    -------
    tuple
        The shapes, and what was changed.

    Raises
    ------
    InputError
        If a border would have moved by more than the tolerance.
    """
    if not tolerance > 0 or not np.isfinite(tolerance):
        raise InputError.one(
            "de tolerantie moet groter zijn dan nul", "the tolerance must be more than zero",
            value=str(tolerance),
        )  # fmt: skip
    sound = polygons_only(shapes)
    if any(shape.is_empty for shape in sound):
        raise InputError.one(
            "van een ongeldige ring blijft geen vlak over", "nothing is left of an invalid ring"
        )
    # A sliver whose removal would move a border too far stays: try again without it.
    frozen: list[BaseGeometry] = []
    spots = [f for f in find_problems(codes, sound, names={}) if _is_surface(f)]
    cleaned = sound
    for _ in range(MOST_ROUNDS):
        mended = [f for f in spots if _narrow(f, tolerance) and f.shape not in frozen]
        cleaned = _clean(sound, spots, mended, tolerance) if mended or _torn(sound) else sound
        far = _shifts(sound, cleaned) > tolerance + ROUNDING
        if not far.any():
            break
        moved = {codes[i] for i in np.flatnonzero(far).tolist()}
        wide = [f.shape for f in mended if moved & set(f.codes)]
        frozen += [shape for shape in wide if shape is not None]
    changes = _changes(codes, shapes, sound, cleaned)
    _verify(changes, tolerance)
    return cleaned, changes


def _is_surface(finding: SpotFinding) -> bool:
    return finding.kind in {"overlap", "gap", "sliver", "double-code"} and bool(finding.size_m2)


def _torn(shapes: Geometries) -> bool:
    """Return whether borders do not match point by point."""
    import shapely

    return not shapely.coverage_is_valid(shapes)


def _narrow(finding: SpotFinding, tolerance: float) -> bool:
    import shapely

    shape: Any = finding.shape
    if shape is None or width_of(shape) >= tolerance or finding.kind == "double-code":
        return False
    # Narrow everywhere: no circle wider than the tolerance fits in it.
    radius = shapely.maximum_inscribed_circle(shape, tolerance / 50).length
    return 2 * float(radius) <= tolerance


def _clean(
    shapes: Geometries,
    spots: Sequence[SpotFinding],
    mended: Sequence[SpotFinding],
    tolerance: float,
) -> Geometries:
    """Return the shapes as a coverage, but for the spots that stay.

    A spot that stays takes part as a piece of its own and is given back to its owners afterwards,
    so that the cleaning cannot touch it.
    """
    import shapely

    kept = [f for f in spots if f not in mended and f.shape is not None]
    pieces = _cells([f.shape for f in kept if f.rows])
    owners = [_owners(piece, shapes) for piece in pieces]
    holes = [f.shape for f in kept if not f.rows and f.width_m and f.width_m < tolerance]
    bare = shapes.copy()
    if pieces:
        for i in {i for rows in owners for i in rows}:
            mine = [p for p, rows in zip(pieces, owners, strict=True) if i in rows]
            bare[i] = surfaces(shapely.difference(shapes[i], shapely.union_all(mine)))
    present = [i for i, shape in enumerate(bare) if not shape.is_empty]
    atoms = np.array([*bare[present], *pieces, *holes], dtype=object)
    clean = _cleaner()(atoms, gap_width=tolerance, snapping_distance=min(SNAP, tolerance / 10))
    result = bare.copy()
    result[present] = clean[: len(present)]
    for piece, rows in zip(clean[len(present) :], owners, strict=False):
        for i in rows:
            result[i] = surfaces(shapely.union_all([result[i], piece]))
    return result


def _cleaner() -> Any:  # noqa: ANN401 - a function that older shapely lacks
    """Return what makes a coverage of polygons; it needs shapely 2.2 and GEOS 3.14."""
    import shapely

    if not hasattr(shapely, "coverage_clean") or shapely.geos_version < (3, 14, 0):
        raise OutsideError(
            Text(
                "herstellen vraagt shapely 2.2 of nieuwer, met GEOS 3.14",
                "mending takes shapely 2.2 or newer, with GEOS 3.14",
            )
        )
    return shapely.coverage_clean


def _cells(shapes: Sequence[BaseGeometry | None]) -> list[BaseGeometry]:
    """Return pieces that do not overlap and that together are the shapes."""
    import shapely

    if not shapes:
        return []
    lines = shapely.union_all(shapely.boundary(np.array(shapes, dtype=object)))
    whole = shapely.union_all(np.array(shapes, dtype=object))
    cells = polygon_parts(shapely.polygonize([lines]))
    return [cell for cell in cells if whole.covers(shapely.point_on_surface(cell))]


def _owners(piece: BaseGeometry, shapes: Geometries) -> list[int]:
    import shapely

    spot = shapely.point_on_surface(piece)
    return [int(i) for i in shapely.STRtree(shapes).query(spot, predicate="within")]


def _shifts(before: Geometries, after: Geometries) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how far each border moved at most, in metres."""
    import shapely

    shifts: np.ndarray[Any, np.dtype[np.float64]] = np.array(
        [
            0.0
            if old.equals_exact(new, 0.0)
            else np.inf
            if new.is_empty
            else shapely.hausdorff_distance(shapely.boundary(old), shapely.boundary(new))
            for old, new in zip(before, after, strict=True)
        ]
    )
    return shifts


def _changes(
    codes: Sequence[str], given: Geometries, sound: Geometries, after: Geometries
) -> tuple[Change, ...]:
    import shapely

    rings = ~shapely.is_valid(given)
    shifts = _shifts(sound, after)
    moved = shapely.area(shapely.symmetric_difference(sound, after))
    found = []
    for code, ring, shift, area in zip(codes, rings, shifts, moved, strict=True):
        # Points that were added on a straight border, or merged within a millimetre, move nothing.
        sliver = shift > SNAP or area > NOISE
        if ring or sliver:
            what: Any = ", ".join(["ring"] * bool(ring) + ["sliver"] * bool(sliver))
            found.append(Change(code, what, float(area), float(shift)))
    return tuple(found)


def _verify(changes: Sequence[Change], tolerance: float) -> None:
    """Raise if a border moved too far."""
    far = [change for change in changes if change.shift > tolerance + ROUNDING]
    if far:
        listed = ", ".join(change.code for change in far)
        raise InputError.one(
            f"herstellen zou grenzen meer dan {NL.decimal(tolerance, 2)} m verleggen bij {listed}; "
            "er is niets geschreven",
            f"mending would move borders by more than {EN.decimal(tolerance, 2)} m at {listed}; "
            "nothing was written",
            value=listed,
        )
