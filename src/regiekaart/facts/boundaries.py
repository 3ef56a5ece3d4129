"""The borders of the units on a day: the approximate ones that ship, or official ones.

Sets are stored on the municipalities of one vintage; those of later days follow by merging, so
that the sets nest exactly. Coordinates are in Lambert 72 (EPSG:31370), in metres.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.errors import InputError, Problem, Severity
from regiekaart.facts.boundary_cache import cached
from regiekaart.facts.flanders import history
from regiekaart.language import EN, NL, Text
from regiekaart.paths import fingerprint, shipped_data, user_data

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from regiekaart.facts.territory import History

    Geometries = NDArray[np.object_]

CRS: Final = "EPSG:31370"
WEB_CRS: Final = "EPSG:4326"
EMBEDDED: Final = "embedded"
OFFICIAL: Final = "official"
EMBEDDED_FILE: Final = Path("shapes") / "municipalities_2018.gpkg"
LAYER: Final = "municipalities"


@dataclass(frozen=True, eq=False)
class BoundarySet:
    """The borders of all units of a vintage.

    Parameters
    ----------
    codes, geometries
        The units, sorted by code, and their polygons.
    vintage
        The vintage of the codes, as `History.vintages` names it.
    approximate
        Whether the borders are approximate, which every map made with them says.
    label
        What the borders are, for the source line of a map.
    sha256
        Fingerprint of the file that they came from.
    crs
        The system of the coordinates, in metres.
    past
        The units of all dates; None are the municipalities of Flanders.
    """

    codes: tuple[str, ...]
    geometries: Geometries
    vintage: str
    approximate: bool
    label: Text
    sha256: str
    notices: tuple[Problem, ...] = ()
    crs: str = CRS
    past: History | None = field(default=None, repr=False)
    _simplified: dict[float, BoundarySet] = field(default_factory=dict, repr=False)

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    def at(self, day: date) -> BoundarySet:
        """Return the borders of a day that is not before the set's vintage.

        Raises
        ------
        InputError
            If the day lies before the vintage: a merged municipality cannot be split.
        """
        past = self.past or history()
        start = past.vintages[self.vintage]
        if past.vintage(day) == self.vintage:
            return self
        if day < start:
            raise InputError.one(
                f"de grenzen zijn die van na {NL.date(start)} en zijn niet te splitsen naar "
                f"{NL.date(day)}",
                f"the borders are those from {EN.date(start)} and cannot be split to "
                f"{EN.date(day)}",
            )
        parts: dict[str, list[int]] = {}
        for i, code in enumerate(self.codes):
            parts.setdefault(past.successor(code, start, day), []).append(i)
        codes = tuple(sorted(parts))

        def merge() -> Geometries:
            shapes = np.empty(len(codes), dtype=object)
            shapes[:] = [dissolve(self.geometries[parts[code]]) for code in codes]
            return shapes

        vintage = past.vintage(day)
        shapes = cached((self.sha256, self.vintage, vintage), merge)
        return replace(self, codes=codes, geometries=shapes, vintage=vintage, _simplified={})

    def simplified(self, tolerance: float) -> BoundarySet:
        """Return the set with fewer vertices, still a valid coverage.

        Parameters
        ----------
        tolerance
            In metres; see `shapely.coverage_simplify`.
        """
        import shapely

        if tolerance not in self._simplified:
            simple = cached(
                (self.sha256, self.vintage, f"{tolerance} m"),
                lambda: shapely.coverage_simplify(self.geometries, tolerance),
            )
            self._simplified[tolerance] = replace(self, geometries=simple, _simplified={})
        return self._simplified[tolerance]

    def in_crs(self, crs: str) -> Geometries:
        """Return the polygons in another CRS."""
        return transform(self.geometries, self.crs, crs)


def dissolve(shapes: Geometries) -> BaseGeometry:
    """Return the union of polygons of a coverage."""
    import shapely

    return shapes[0] if len(shapes) == 1 else shapely.coverage_union_all(shapes)


def transform(shapes: Geometries, source: str, target: str) -> Geometries:
    """Return polygons in another CRS; x is east or longitude, y north or latitude."""
    import shapely
    from pyproj import Transformer

    project = Transformer.from_crs(source, target, always_xy=True).transform

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(project(points[:, 0], points[:, 1]))

    moved: Geometries = shapely.transform(shapes, move)
    return moved


@lru_cache(maxsize=4)
def embedded() -> BoundarySet:
    """Return the approximate borders of the 308 municipalities until 2018, which ship."""
    path = shipped_data() / EMBEDDED_FILE
    label = Text(
        "benaderende grenzen (naar gerechtelijke kantons, NGI, CC BY 4.0)",
        "approximate borders (after judicial cantons, NGI, CC BY 4.0)",
    )
    return _stored(path, "2012", label, approximate=True)


def _stored(path: Path, vintage: str, label: Text, *, approximate: bool) -> BoundarySet:
    """Read a set that this package has written, without checking it again."""
    past = history()
    codes = past.at(past.vintages[vintage]).codes
    sha256 = fingerprint(path)
    shapes = cached((sha256, vintage, "as stored"), lambda: _read_stored(path, codes))
    return BoundarySet(codes, shapes, vintage, approximate, label, sha256)


def _read_stored(path: Path, expected: tuple[str, ...]) -> Geometries:
    import shapely
    from pyogrio.errors import DataLayerError, DataSourceError
    from pyogrio.raw import read

    damaged = InputError.one(
        f"het bestand met grenzen is beschadigd: {path}; lees de grenzen opnieuw in",
        f"the file with borders is damaged: {path}; import the borders again",
        file=path.name,
    )
    try:
        meta, _, wkb, columns = read(path, layer=LAYER, columns=["nis"])
    except (DataSourceError, DataLayerError) as error:
        raise damaged from error
    codes = np.asarray(columns[list(meta["fields"]).index("nis")]) if columns else np.array([])
    order = np.argsort(codes)
    if tuple(codes[order].tolist()) != expected:
        raise damaged
    shapes: Geometries = shapely.from_wkb(wkb[order])
    return shapes


@dataclass(frozen=True, slots=True)
class Installed:
    """An official set in the user's folder.

    Parameters
    ----------
    path
        The stored file.
    source
        The name of the file that it was imported from.
    imported_on
        ISO date.
    """

    path: Path
    vintage: str
    source: str
    imported_on: str
    sha256: str

    def read(self) -> BoundarySet:
        """Return the borders."""
        label = Text(
            f"{self.source}, ingelezen op {self.imported_on}",
            f"{self.source}, imported on {self.imported_on}",
        )
        found = _stored(self.path, self.vintage, label, approximate=False)
        # The same borders imported twice are the same: what counts is the file they came from.
        return replace(found, sha256=self.sha256)


def installed_sets() -> tuple[Installed, ...]:
    """Return the official sets in the user's folder, oldest vintage first.

    A set whose card or file is damaged or gone is left out; `damaged_sets` tells which.
    """
    found = (_from_card(card) for card in _cards())
    usable = [each for each in found if each is not None]
    return tuple(sorted(usable, key=lambda each: each.vintage))


def damaged_sets() -> tuple[Path, ...]:
    """Return the cards of official sets that cannot be used."""
    return tuple(card for card in _cards() if _from_card(card) is None)


def installed_cards() -> list[tuple[Path, Installed | None]]:
    """Return every card of an official set, and the set; None where it cannot be used."""
    return [(card, _from_card(card)) for card in _cards()]


def _cards() -> list[Path]:
    return sorted((user_data() / "boundaries").glob("official_*.json"))


def _from_card(card: Path) -> Installed | None:
    # The card is written last, and names its file: a set that was half installed is not seen.
    try:
        facts = json.loads(card.read_text(encoding="utf-8"))
        names = ("file", "vintage", "source", "imported_on", "sha256")
        file, vintage, source, imported_on, sha256 = (facts[name] for name in names)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    values = (file, vintage, source, imported_on, sha256)
    if not all(isinstance(value, str) for value in values) or Path(file).name != file:
        return None
    path = card.with_name(file)
    if vintage not in history().vintages or not path.is_file():
        return None
    return Installed(path, vintage, source, imported_on, sha256)


def installed_for(day: date) -> Installed | None:
    """Return the official set to use for a day: the newest that is not of a later vintage."""
    past = history()
    usable = [s for s in installed_sets() if past.vintages[s.vintage] <= day]
    return usable[-1] if usable else None


def damage_notices(day: date) -> tuple[Problem, ...]:
    """Return what is told where nobody chose borders, and those that ship are used for a day.

    That is a notice for each official set that is installed and cannot be used.
    """
    return (
        ()
        if installed_for(day) is not None
        else tuple(
            Problem(
                message=Text(
                    "deze officiële grenzen zijn weg of beschadigd; lees ze opnieuw in met: "
                    "regiekaart boundaries import BESTAND",
                    "these official borders are gone or damaged; import them again with: "
                    "regiekaart boundaries import FILE",
                ),
                severity=Severity.WARNING,
                file=str(card),
            )
            for card in damaged_sets()
        )
    )


def boundaries_for(day: date, choice: str | None = None) -> BoundarySet:
    """Return the borders of a day.

    Parameters
    ----------
    day
        The day.
    choice
        ``embedded``, ``official`` or the path of a file; by default official where installed.

    Raises
    ------
    InputError
        If no official set is installed that serves the day, or the file cannot be used.
    """
    if choice == EMBEDDED:
        return embedded().at(day)
    if choice is None or choice == OFFICIAL:
        found = installed_for(day)
        if found is not None:
            return found.read().at(day)
        if choice is None:
            return replace(embedded().at(day), notices=damage_notices(day))
        raise InputError.one(
            f"geen officiële grenzen geïnstalleerd voor {NL.date(day)}; "
            "lees ze in met: regiekaart boundaries import BESTAND",
            f"no official borders installed for {EN.date(day)}; "
            "import them with: regiekaart boundaries import FILE",
        )
    from regiekaart.facts.boundary_import import read_boundaries

    return read_boundaries(Path(choice)).at(day)
