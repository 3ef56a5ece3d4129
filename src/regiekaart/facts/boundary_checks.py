"""What is checked of a boundary file: its polygons, its codes, its vintage, its coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.facts.boundaries import embedded
from regiekaart.facts.boundary_areas import (
    AREA_FAR_OFF,
    AREA_TOLERANCE,
    compare_areas,
    known_areas,
)
from regiekaart.facts.boundary_findings import holes_between
from regiekaart.facts.flanders import history
from regiekaart.facts.names import clean_code
from regiekaart.facts.polygons import FARTHEST
from regiekaart.facts.vintages import recognise, stray_words, vintage_words
from regiekaart.language import EN, NL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.boundaries import Geometries

OVERLAP_TOLERANCE: Final = 1e-6
MIN_IN_PLACE: Final = 0.5
LISTED: Final = 12
# Of a cause that touches every row, some rows are enough.
MOST_ROWS: Final = 20


def check_polygons(shapes: Geometries, codes: Sequence[str], column: str, log: ProblemLog) -> None:
    """Add a problem for each row whose shape is missing, no polygon, or invalid."""
    import shapely

    kinds = shapely.get_type_id(shapes)
    valid = shapely.is_valid(shapes)
    for i, (kind, shape) in enumerate(zip(kinds, shapes, strict=True)):
        if len(log.errors) >= MOST_ROWS:
            log.error("en zo meer rijen; de rest is niet nagekeken",
                      "and more rows like these; the rest was not checked")  # fmt: skip
            return
        where = {"row": i + 1, "column": column, "value": codes[i]}
        if shape is None or shape.is_empty:
            log.error("geen vlak bij deze code", "no polygon with this code", **where)
        elif kind not in {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}:
            log.error(
                f"verwacht een vlak, gevonden: {shape.geom_type}",
                f"expected a polygon, found: {shape.geom_type}",
                **where,
            )
        elif not (np.abs(shapely.bounds(shape)) < FARTHEST).all():
            log.error(
                "coördinaten liggen buiten het bereik van Lambert 72; klopt --crs?",
                "coordinates lie outside the range of Lambert 72; is --crs right?",
                **where,
            )
        elif not valid[i]:
            reason = shapely.is_valid_reason(shape)
            log.error(f"ongeldig vlak: {reason}", f"invalid polygon: {reason}", **where)


def flemish_only(
    codes: Sequence[str], shapes: Geometries, column: str, log: ProblemLog
) -> tuple[list[str], Geometries]:
    """Leave out what lies elsewhere in Belgium, and say so."""
    known = {m.nis for m in history().units}
    keep = np.array([code in known for code in codes])
    other = sorted({code for code, flemish in zip(codes, keep, strict=True) if not flemish})
    strange = [
        f"rij {row}: {code or '(leeg)'}"
        for row, code in enumerate(codes, start=1)
        if code not in known and clean_code(code) is None
    ]
    if strange:
        log.error(
            f"geen NIS-codes van vijf cijfers: {some(strange)}",
            f"no NIS codes of five digits: {some(strange).replace('rij', 'row')}",
            column=column,
            value=some(strange),
        )
    elif other:
        log.note(
            f"{NL.integer(len(other))} codes buiten Vlaanderen weggelaten: {some(other)}",
            f"{EN.integer(len(other))} codes outside Flanders left out: {some(other)}",
            column=column,
        )
    return [code for code, flemish in zip(codes, keep, strict=True) if flemish], shapes[keep]


def one_per_code(
    codes: Sequence[str], shapes: Geometries, column: str, log: ProblemLog
) -> tuple[tuple[str, ...], Geometries]:
    """Join the rows of one municipality, unless they lie over each other."""
    import shapely

    rows: dict[str, list[int]] = {}
    for i, code in enumerate(codes):
        rows.setdefault(code, []).append(i)
    joined = []
    for code in sorted(rows):
        parts = shapes[rows[code]]
        whole = parts[0] if len(parts) == 1 else shapely.union_all(parts)
        if shapely.area(parts).sum() > whole.area * (1 + OVERLAP_TOLERANCE):
            log.error(
                f"gemeente {code} staat {len(parts)} keer in het bestand, over elkaar heen",
                f"municipality {code} is {len(parts)} times in the file, on top of itself",
                column=column,
                value=code,
            )
        joined.append(whole)
    if len(rows) < len(codes):
        log.note(
            f"{NL.integer(len(codes))} rijen samengevoegd tot {len(rows)} gemeenten",
            f"{EN.integer(len(codes))} rows joined to {len(rows)} municipalities",
        )
    return tuple(sorted(rows)), np.array(joined, dtype=object)


def require_vintage(codes: Sequence[str], column: str, log: ProblemLog) -> str:
    """Return the vintage with exactly these codes; else tell what does not fit the nearest."""
    found = recognise(codes)
    names = dict(history().name_pairs())
    whose = vintage_words(found.vintage)
    if found.missing:
        listed = some([f"{nis} {names[nis]}" for nis in found.missing])
        log.error(
            f"{len(found.missing)} codes ontbreken voor {whose.nl}: {listed}",
            f"{len(found.missing)} codes are missing for {whose.en}: {listed}",
            column=column,
            value=some(found.missing),
        )
    if found.strays:
        words = [stray_words(stray) for stray in found.strays]
        log.error(
            f"{len(words)} codes horen niet bij {whose.nl}: {some([w.nl for w in words])}",
            f"{len(words)} codes do not belong to {whose.en}: {some([w.en for w in words])}",
            column=column,
            value=some([stray.nis for stray in found.strays]),
        )
    return found.vintage


def check_coverage(codes: Sequence[str], shapes: Geometries, vintage: str, log: ProblemLog) -> None:
    """Add a problem where the polygons are not Flanders: too large, elsewhere, apart, overlapping.

    Parameters
    ----------
    codes, shapes
        The municipalities of a whole vintage, in Lambert 72.
    """
    import shapely

    if not check_place(codes, shapes, vintage, log):
        return
    if not shapely.coverage_is_valid(shapes):
        edges = shapely.coverage_invalid_edges(shapes)
        wrong = [code for code, edge in zip(codes, edges, strict=True) if not edge.is_empty]
        log.error(
            f"vlakken overlappen of passen niet aan elkaar bij {len(wrong)} gemeenten: "
            f"{_named(wrong)}",
            f"polygons overlap or do not meet at {len(wrong)} municipalities: {_named(wrong)}",
            value=some(wrong),
        )
        return
    _check_gaps(codes, shapes, log)
    _check_areas(codes, shapes, vintage, log)


def check_place(codes: Sequence[str], shapes: Geometries, vintage: str, log: ProblemLog) -> bool:
    """Add a problem where the municipalities are not as large as Flanders, or not there."""
    return _check_size(shapes, log) and _check_place(codes, shapes, vintage, log)


def _check_size(shapes: Geometries, log: ProblemLog) -> bool:
    import shapely

    expected = sum(known_areas(log).values())
    total = float(shapely.area(shapes).sum()) / 1e6
    if abs(total / expected - 1) <= AREA_TOLERANCE:
        return True
    log.error(
        f"de gemeenten zijn samen {NL.decimal(total, 0)} km², verwacht ongeveer "
        f"{NL.decimal(expected, 0)} km²; klopt het coördinatenstelsel?",
        f"the municipalities measure {EN.decimal(total, 0)} km², expected about "
        f"{EN.decimal(expected, 0)} km²; is the CRS right?",
    )
    return False


def _check_place(codes: Sequence[str], shapes: Geometries, vintage: str, log: ProblemLog) -> bool:
    """Add a problem for municipalities that do not lie where they should, roughly."""
    import shapely

    past = history()
    expected = embedded().at(past.vintages[vintage])
    shared = shapely.area(shapely.intersection(shapes, expected.geometries))
    least = MIN_IN_PLACE * np.minimum(shapely.area(shapes), shapely.area(expected.geometries))
    wrong = [code for code, misplaced in zip(codes, shared < least, strict=True) if misplaced]
    if not wrong:
        return True
    log.error(
        f"{len(wrong)} gemeenten liggen niet waar ze horen: {_named(wrong)}; kloppen de codes en "
        "het coördinatenstelsel?",
        f"{len(wrong)} municipalities do not lie where they belong: {_named(wrong)}; are the codes "
        "and the CRS right?",
        value=some(wrong),
    )
    return False


def _check_gaps(codes: Sequence[str], shapes: Geometries, log: ProblemLog) -> None:
    """Add a problem for each hole between municipalities."""
    import shapely

    for hole, positions in holes_between(shapes, shapely.coverage_union_all(shapes)):
        around = sorted(codes[i] for i in positions)
        spot = shapely.point_on_surface(hole)
        size = hole.area / 1e4
        log.error(
            f"gat van {NL.decimal(size, 2)} ha bij ({spot.x:.0f}, {spot.y:.0f}), "
            f"tussen {_named(around)}",
            f"gap of {EN.decimal(size, 2)} ha at ({spot.x:.0f}, {spot.y:.0f}), "
            f"between {_named(around)}",
            value=some(around),
        )


def _check_areas(codes: Sequence[str], shapes: Geometries, vintage: str, log: ProblemLog) -> None:
    """Add a problem where a municipality is far from its known area, a notice where it is off."""
    compared = compare_areas(codes, shapes, vintage, log)
    off = {code: abs(found / known - 1) for code, (found, known, _) in compared.items()}
    far = sorted(code for code, share in off.items() if share > AREA_FAR_OFF)
    near = sorted(code for code, share in off.items() if AREA_TOLERANCE < share <= AREA_FAR_OFF)
    if far:
        log.error(
            f"de oppervlakte wijkt meer dan {NL.percent(AREA_FAR_OFF, 0)} af bij {_named(far)}",
            f"the area is off by more than {EN.percent(AREA_FAR_OFF, 0)} at {_named(far)}",
            value=some(far),
        )
    if near:
        log.warning(
            f"de oppervlakte wijkt meer dan {NL.percent(AREA_TOLERANCE, 0)} af bij {_named(near)}",
            f"the area is off by more than {EN.percent(AREA_TOLERANCE, 0)} at {_named(near)}",
            value=some(near),
        )


def _named(codes: Sequence[str]) -> str:
    names = dict(history().name_pairs())
    return some([f"{code} {names[code]}" for code in codes])


def some(words: Sequence[str]) -> str:
    """Return the first of many words, and how many more there are."""
    rest = len(words) - LISTED
    return ", ".join(words[:LISTED]) + (f" … (+{rest})" if rest > 0 else "")
