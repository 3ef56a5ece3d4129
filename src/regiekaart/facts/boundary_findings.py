"""What is wrong with borders, spot by spot: rings, overlaps, gaps, slivers, codes, areas.

Pure functions over the rows of a boundary file, in Lambert 72. Nothing stops at the first
problem: invalid polygons are made valid for the sake of looking further.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from regiekaart.errors import ProblemLog, Severity
from regiekaart.facts.boundary_areas import AREA_FAR_OFF, AREA_TOLERANCE, compare_areas
from regiekaart.facts.flanders import history
from regiekaart.facts.polygons import is_surface, polygon_parts, polygons_only, width_of
from regiekaart.facts.vintages import vintage_words
from regiekaart.language import EN, NL, Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.boundaries import Geometries

Kind = Literal[
    "invalid-ring", "overlap", "gap", "sliver", "missing-code", "double-code", "area"
]  # fmt: skip

# Brussels is no gap.
LARGEST_GAP: Final = 1e8
GAP_BETWEEN: Final = 2
# An overlap or gap narrower than this, in metres, is a sliver.
SLIVER_WIDTH: Final = 25.0
# Smaller than this, in m², is what rounding leaves behind; edges that do not meet tell of it.
NOISE: Final = 0.01
# Computed points lie this near, in metres, to the border that they are on.
TOUCH: Final = 0.01
PLACE: Final = re.compile(r"\[(\S+) (\S+)\]")


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class SpotFinding:
    """One thing that is wrong with the borders, and where.

    Parameters
    ----------
    kind
        What is wrong.
    codes
        The municipalities that it concerns.
    message
        What is wrong, with names and size.
    x, y
        A point on the spot, in metres; None where there is no spot.
    size_m2
        The surface of an overlap, gap or sliver; for an area the difference.
    width_m
        The width of an overlap, gap or sliver, estimated from surface and perimeter.
    shape
        The offending geometry.
    rows
        The rows that overlap.
    """

    kind: Kind
    severity: Severity
    codes: tuple[str, ...]
    message: Text
    x: float | None = None
    y: float | None = None
    size_m2: float | None = None
    width_m: float | None = None
    shape: BaseGeometry | None = None
    rows: tuple[int, ...] = ()

    def as_json(self, spoken: Language) -> dict[str, Any]:
        """Return the finding with the keys of the command line's contract."""
        return {
            "kind": self.kind,
            "severity": self.severity.value,
            "municipalities": list(self.codes),
            "x": _rounded(self.x),
            "y": _rounded(self.y),
            "size_m2": _rounded(self.size_m2),
            "width_m": _rounded(self.width_m),
            "message": spoken.say(self.message),
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def find_problems(
    codes: Sequence[str],
    shapes: Geometries,
    *,
    vintage: str | None = None,
    areas: bool = True,
    names: Mapping[str, str] | None = None,
) -> tuple[SpotFinding, ...]:
    """Return everything that is wrong with the borders in a file.

    Parameters
    ----------
    codes, shapes
        The rows of the file, in Lambert 72. A row without a polygon is left out.
    vintage
        The vintage that the codes should be; without it codes and areas are not checked.
    areas
        Whether to compare with the official areas.
    names
        The names of the municipalities; by default those that ship.
    """
    names = dict(history().name_pairs()) if names is None else names
    rows = [i for i, shape in enumerate(shapes) if is_surface(shape)]
    units = [codes[i] for i in rows]
    given = np.array([shapes[i] for i in rows], dtype=object)
    sound = polygons_only(given)
    findings = [*_invalid_rings(units, given, names)]
    overlaps = _overlaps(units, sound, rows, names)
    gaps = _gaps(units, sound, names)
    findings += overlaps + gaps
    findings += _open_edges(units, sound, findings, names)
    if vintage is not None:
        findings += _missing(codes, vintage, names)
        if areas:
            findings += _areas(units, sound, vintage, names)
    return tuple(findings)


def _invalid_rings(
    codes: Sequence[str], shapes: Geometries, names: Mapping[str, str]
) -> list[SpotFinding]:
    import shapely

    found = []
    for i in np.flatnonzero(~shapely.is_valid(shapes)).tolist():
        why = str(shapely.is_valid_reason(shapes[i]))
        place = PLACE.search(why)
        x, y = (float(n) for n in place.groups()) if place else (None, None)
        who, what = _named([codes[i]], names), why.partition("[")[0]
        found.append(
            SpotFinding(
                kind="invalid-ring",
                severity=Severity.ERROR,
                codes=(codes[i],),
                message=Text(
                    f"ongeldige ring bij {who.nl}{_at(x, y)}: {what}",
                    f"invalid ring at {who.en}{_at(x, y)}: {what}",
                ),
                x=x,
                y=y,
                shape=None if x is None or y is None else shapely.Point(x, y),
            )
        )
    return found


def _overlaps(
    codes: Sequence[str], shapes: Geometries, rows: Sequence[int], names: Mapping[str, str]
) -> list[SpotFinding]:
    import shapely

    if not len(shapes) or shapely.coverage_is_valid(shapes):
        return []
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = first < second
    pairs = sorted(zip(first[once].tolist(), second[once].tolist(), strict=True))
    found = []
    for i, j in pairs:
        for part in polygon_parts(shapely.intersection(shapes[i], shapes[j])):
            if part.area < NOISE:
                continue
            who = tuple(sorted({codes[i], codes[j]}))
            kind: Kind = "overlap" if len(who) > 1 else "double-code"
            both = (rows[i], rows[j])
            found.append(_surface(kind, who, part, Text("overlap", "overlap"), names, both))
    return found


def holes_between(shapes: Geometries, whole: BaseGeometry) -> list[tuple[BaseGeometry, list[int]]]:
    """Return each hole between municipalities, with the positions of those around it.

    Brussels is a hole, and so is the Dutch land inside Baarle-Hertog: large, or in one
    municipality alone. Those are no gaps.
    """
    import shapely

    tree = shapely.STRtree(shapes)
    outlines = shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(whole)))
    # What lies in a hole is no part of it: a municipality that touches no other any more.
    empty = shapely.difference(shapely.union_all(outlines), whole)
    found = []
    for hole in shapely.get_parts(empty):
        around = sorted(tree.query(hole, predicate="dwithin", distance=TOUCH).tolist())
        if len(around) >= GAP_BETWEEN and 0 < hole.area <= LARGEST_GAP:
            found.append((hole, around))
    return found


def _gaps(codes: Sequence[str], shapes: Geometries, names: Mapping[str, str]) -> list[SpotFinding]:
    import shapely

    found = []
    for hole, around in holes_between(shapes, shapely.union_all(shapes)):
        who = tuple(sorted({codes[i] for i in around}))
        if len(who) >= GAP_BETWEEN and hole.area >= NOISE:
            found.append(_surface("gap", who, hole, Text("gat", "gap"), names))
    return found


def _surface(
    kind: Kind,
    codes: tuple[str, ...],
    shape: BaseGeometry,
    what: Text,
    names: Mapping[str, str],
    rows: tuple[int, ...] = (),
) -> SpotFinding:
    """Return the finding of an overlap or a gap: a sliver where it is narrow."""
    import shapely

    width, who = width_of(shape), _named(codes, names)
    spot = shapely.point_on_surface(shape)
    size = _size(float(shape.area), width)
    at = _at(spot.x, spot.y)
    severity = Severity.ERROR
    if width < SLIVER_WIDTH:
        kind, severity = "sliver", Severity.WARNING
        what = Text(f"smal{'le' if what.nl == 'overlap' else ''} {what.nl}", f"narrow {what.en}")
    if kind == "double-code":
        what = Text(
            "dubbele code: rijen over elkaar heen", "double code: rows on top of each other"
        )
    between = Text("tussen", "between") if len(codes) > 1 else Text("bij", "at")
    return SpotFinding(
        kind=kind,
        severity=severity,
        codes=codes,
        message=Text(
            f"{what.nl} {between.nl} {who.nl}{at}: {size.nl}",
            f"{what.en} {between.en} {who.en}{at}: {size.en}",
        ),
        x=spot.x,
        y=spot.y,
        size_m2=float(shape.area),
        width_m=width,
        shape=shape,
        rows=rows,
    )


def _open_edges(
    codes: Sequence[str],
    shapes: Geometries,
    known: Iterable[SpotFinding],
    names: Mapping[str, str],
) -> list[SpotFinding]:
    """Return the borders that do not meet and that no overlap or gap tells of."""
    import shapely

    if not len(shapes) or shapely.coverage_is_valid(shapes):
        return []
    # What runs up to an overlap or a gap is torn because of it, and told with it.
    told = shapely.union_all([f.shape for f in known if f.kind != "invalid-ring"])
    found = []
    for code, torn in zip(codes, shapely.coverage_invalid_edges(shapes), strict=True):
        lines = shapely.get_parts(shapely.line_merge(torn))
        edge: Any = shapely.multilinestrings(lines[~shapely.dwithin(lines, told, TOUCH)])
        if edge.length < TOUCH:
            continue
        spot: Any = shapely.point_on_surface(edge)
        who = _named([code], names)
        found.append(
            SpotFinding(
                kind="sliver",
                severity=Severity.WARNING,
                codes=(code,),
                message=Text(
                    f"grens van {who.nl} past niet punt voor punt op die van de buren"
                    f"{_at(spot.x, spot.y)}: {NL.decimal(edge.length, 0)} m lang",
                    f"border of {who.en} does not match its neighbours point by point"
                    f"{_at(spot.x, spot.y)}: {EN.decimal(edge.length, 0)} m long",
                ),
                x=spot.x,
                y=spot.y,
                size_m2=0.0,
                width_m=0.0,
                shape=edge,
            )
        )
    return found


def _missing(codes: Sequence[str], vintage: str, names: Mapping[str, str]) -> list[SpotFinding]:
    past = history()
    whose = vintage_words(vintage)
    expected = past.at(past.vintages[vintage]).codes
    found = []
    for code in sorted(set(expected) - set(codes)):
        who = _named([code], names)
        found.append(
            SpotFinding(
                kind="missing-code",
                severity=Severity.ERROR,
                codes=(code,),
                message=Text(
                    f"{who.nl} ontbreekt in {whose.nl}", f"{who.en} is missing in {whose.en}"
                ),
            )
        )
    return found


def _areas(
    codes: Sequence[str], shapes: Geometries, vintage: str, names: Mapping[str, str]
) -> list[SpotFinding]:
    log = ProblemLog()
    found = []
    for area, official, members in compare_areas(codes, shapes, vintage, log).values():
        off = area / official - 1
        if abs(off) <= AREA_TOLERANCE:
            continue
        who = _named(members, names)
        found.append(
            SpotFinding(
                kind="area",
                severity=Severity.ERROR if abs(off) > AREA_FAR_OFF else Severity.WARNING,
                codes=members,
                message=Text(
                    f"oppervlakte van {who.nl}: {NL.decimal(area, 2)} km², officieel "
                    f"{NL.decimal(official, 2)} km² ({_signed(NL.percent(off, 1))})",
                    f"area of {who.en}: {EN.decimal(area, 2)} km², officially "
                    f"{EN.decimal(official, 2)} km² ({_signed(EN.percent(off, 1))})",
                ),
                size_m2=abs(area - official) * 1e6,
            )
        )
    log.raise_errors()
    return found


def _signed(number: str) -> str:
    return number if number.startswith("-") else f"+{number}"


def _named(codes: Sequence[str], names: Mapping[str, str]) -> Text:
    words = [f"{code} {names[code]}" if code in names else code for code in codes]
    return Text(NL.listing(words), EN.listing(words))


def _at(x: float | None, y: float | None) -> str:
    return "" if x is None or y is None else f" ({x:.0f}, {y:.0f})"


def _size(area: float, width: float) -> Text:
    hectares = area >= 1e4  # noqa: PLR2004 - a hectare
    nl, en = (
        f"{spoken.decimal(area / 1e4 if hectares else area, 2)} {'ha' if hectares else 'm²'}"
        for spoken in (NL, EN)
    )
    return Text(
        f"{nl}, ongeveer {NL.decimal(width, 1)} m breed",
        f"{en}, about {EN.decimal(width, 1)} m wide",
    )
