"""What is checked of a boundary file: its polygons, its codes, its vintage, its coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.facts import tables
from regiekaart.facts.names import clean_code
from regiekaart.facts.territory import history
from regiekaart.facts.vintages import recognise, stray_words, vintage_words
from regiekaart.language import EN, NL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.boundaries import Geometries

AREA_TOLERANCE: Final = 0.01
OVERLAP_TOLERANCE: Final = 1e-6
LISTED: Final = 12


def check_polygons(shapes: Geometries, codes: Sequence[str], column: str, log: ProblemLog) -> None:
    """Add a problem for each row whose shape is missing, no polygon, or invalid."""
    import shapely

    kinds = shapely.get_type_id(shapes)
    valid = shapely.is_valid(shapes)
    for i, (kind, shape) in enumerate(zip(kinds, shapes, strict=True)):
        where = {"row": i + 1, "column": column, "value": codes[i]}
        if shape is None or shape.is_empty:
            log.error("geen vlak bij deze code", "no polygon with this code", **where)
        elif kind not in {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}:
            log.error(
                f"verwacht een vlak, gevonden: {shape.geom_type}",
                f"expected a polygon, found: {shape.geom_type}",
                **where,
            )
        elif not np.isfinite(shapely.bounds(shape)).all():
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
    known = {m.nis for m in history().municipalities}
    keep = np.array([code in known for code in codes])
    other = sorted({code for code, flemish in zip(codes, keep, strict=True) if not flemish})
    strange = [code for code in other if clean_code(code) is None]
    if strange:
        log.error(
            f"geen NIS-codes van vijf cijfers: {some(strange)}",
            f"no NIS codes of five digits: {some(strange)}",
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


def check_coverage(codes: Sequence[str], shapes: Geometries, log: ProblemLog) -> None:
    """Add a problem where the polygons are not as large as Flanders, or overlap."""
    import shapely

    expected = sum(area for _, (area,) in tables.read_table(
        "area_2019.csv", {"area_km2": tables.measure}, log
    ))  # fmt: skip
    total = float(shapely.area(shapes).sum()) / 1e6
    if abs(total / expected - 1) > AREA_TOLERANCE:
        log.error(
            f"de gemeenten zijn samen {NL.decimal(total, 0)} km², verwacht ongeveer "
            f"{NL.decimal(expected, 0)} km²; klopt het coördinatenstelsel?",
            f"the municipalities measure {EN.decimal(total, 0)} km², expected about "
            f"{EN.decimal(expected, 0)} km²; is the CRS right?",
        )
        return
    if not shapely.coverage_is_valid(shapes):
        edges = shapely.coverage_invalid_edges(shapes)
        wrong = [code for code, edge in zip(codes, edges, strict=True) if not edge.is_empty]
        names = dict(history().name_pairs())
        listed = some([f"{code} {names[code]}" for code in wrong])
        log.error(
            f"vlakken overlappen of passen niet aan elkaar bij {len(wrong)} gemeenten: {listed}",
            f"polygons overlap or do not meet at {len(wrong)} municipalities: {listed}",
            value=some(wrong),
        )


def some(words: Sequence[str]) -> str:
    """Return the first of many words, and how many more there are."""
    rest = len(words) - LISTED
    return ", ".join(words[:LISTED]) + (f" … (+{rest})" if rest > 0 else "")
