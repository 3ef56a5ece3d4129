"""Official borders from the Flemish government's services, checked before they replace anything."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlsplit

from regiekaart.errors import InputError, Problem, Severity
from regiekaart.facts.boundaries import CRS
from regiekaart.facts.boundary_checks import some
from regiekaart.facts.boundary_import import install
from regiekaart.facts.flanders import history
from regiekaart.facts.names import clean_code
from regiekaart.language import Text
from regiekaart.sources.addresses import Addresses, filled
from regiekaart.sources.answers import SourceError, WrongAnswerError, check_address
from regiekaart.sources.features import fetch_features
from regiekaart.sources.files import cannot_write
from regiekaart.sources.http import Client
from regiekaart.sources.pages import PageStore
from regiekaart.sources.services import OgcFeatures, Wfs
from regiekaart.sources.watcher import Silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regiekaart.facts.boundaries import BoundarySet
    from regiekaart.sources.pages import Feature
    from regiekaart.sources.services import Service
    from regiekaart.sources.watcher import Watcher

ServiceName = Literal["wfs", "ogc"]

LON_LAT: Final = "OGC:CRS84"
CODE_FIELD: Final = "NISCODE"
MOST_DEGREES: Final = 180


def fetch_boundaries(
    *,
    year: int | None = None,
    service: ServiceName | None = None,
    url: str | None = None,
    watcher: Watcher | None = None,
    client: Callable[[], Client] = Client,
) -> BoundarySet:
    """Fetch official borders and make them the default for their vintage and those after it.

    Parameters
    ----------
    year
        Ask the dated service of this year; by default the current one.
    service
        ``wfs`` or ``ogc``; by default the WFS, and the OGC API Features where that fails.
    url
        Another address. Without ``service``, an address that ends in ``/items`` is taken for OGC
        API Features and any other for a WFS.
    watcher
        Hears of each page.
    client
        Makes the client for one service.

    Returns
    -------
    BoundarySet
        The borders as they were installed.

    Raises
    ------
    InputError
        If the year or the address cannot be used.
    OutsideError
        If no service gave borders that pass every check; nothing is replaced then.
    """
    expected = None if year is None else history().at(date(year, 1, 1)).codes
    failures: list[SourceError] = []
    services = _services(year, service, url)
    for chosen in services:
        try:
            found = _fetch(chosen, client, watcher or Silent(), expected)
        except SourceError as error:
            failures.append(error)
            continue
        for other in services:
            PageStore(other.first()).discard()
        return replace(found, notices=(*found.notices, *map(_passed_over, failures)))
    raise _all_failed(failures, services)


def _passed_over(failure: SourceError) -> Problem:
    """Return a service that failed before another one did not, as a notice."""
    return Problem(message=failure.message, severity=Severity.WARNING)


def _services(year: int | None, name: ServiceName | None, url: str | None) -> list[Service]:
    known = Addresses.current()
    wfs, ogc = (filled(url or address, year) for address in (known.wfs, known.ogc_features))
    for address in (wfs, ogc):
        check_address(address)
    if url is not None and name is None:
        name = "ogc" if urlsplit(url).path.rstrip("/").endswith("/items") else "wfs"
    both: dict[ServiceName, Service] = {
        "wfs": Wfs(wfs, filled(known.layer, year)),
        "ogc": OgcFeatures(ogc),
    }
    return list(both.values()) if name is None else [both[name]]


def _fetch(
    service: Service,
    make_client: Callable[[], Client],
    watcher: Watcher,
    expected: Sequence[str] | None,
) -> BoundarySet:
    store = PageStore(service.first())
    with make_client() as client:
        fetch_features(service, client, store, watcher)
    try:
        return _install(service, store, expected)
    except WrongAnswerError:
        # Kept pages would make the next run fail in the same way.
        store.discard()
        raise


def _install(service: Service, store: PageStore, expected: Sequence[str] | None) -> BoundarySet:
    if expected is not None:
        _check_year(service, store, expected)
    crs = _crs_of(store.features())
    try:
        with TemporaryDirectory(prefix="regiekaart-") as folder:
            path = Path(folder) / "Refgem.geojson"
            _write_geojson(path, store.features())
            # GeoJSON has no CRS of its own, and GDAL takes it for degrees: hence `crs`.
            return install(path, crs=crs, source=service.title)
    except InputError as error:
        nl, en = error.message.nl, error.message.en
        raise WrongAnswerError.about(
            service.first(),
            f"de grenzen zijn opgehaald maar niet bruikbaar:\n{nl}",
            f"the borders were fetched but cannot be used:\n{en}",
        ) from error
    except OSError as error:
        raise cannot_write(Path(error.filename or "."), error) from error


def _check_year(service: Service, store: PageStore, expected: Sequence[str]) -> None:
    """Refuse a dated service that holds the municipalities of another year."""
    found = {clean_code(str(_properties(f).get(CODE_FIELD, ""))) for f in store.features()}
    missing = sorted(set(expected) - found)
    if missing:
        raise WrongAnswerError.about(
            service.first(),
            f"geeft niet de gemeenten van het gevraagde jaar; er ontbreken er {len(missing)}: "
            f"{some(missing)}",
            f"does not give the municipalities of the year asked for; {len(missing)} are missing: "
            f"{some(missing)}",
        )


def _properties(feature: Feature) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _crs_of(features: Iterator[Feature]) -> str:
    """Return the CRS of the coordinates: Lambert 72 as asked, unless all of them can be degrees.

    A service may ignore the CRS that it is asked for. Whether the borders then lie where they
    should, whatever the order of the axes, is looked at when they are installed.
    """
    points = (point for feature in features for point in _positions(feature.get("geometry")))
    first = next(points, None)
    if first is None or _metres(first) or any(map(_metres, points)):
        return CRS
    return LON_LAT


def _metres(point: tuple[float, float]) -> bool:
    return max(map(abs, point)) > MOST_DEGREES


def _positions(geometry: object) -> Iterator[tuple[float, float]]:
    """Yield the positions in a geometry, however deep; what is none is for GDAL to refuse."""
    todo = [geometry.get("coordinates")] if isinstance(geometry, dict) else []
    while todo:
        item = todo.pop()
        if not isinstance(item, list):
            continue
        if len(item) > 1 and all(isinstance(number, int | float) for number in item[:2]):
            yield item[0], item[1]
        else:
            todo.extend(item)


def _write_geojson(path: Path, features: Iterator[Feature]) -> None:
    """Write the features one by one; identifiers, which some servers make up, are left out."""
    # JSON may hold half a character, which no file can.
    with path.open("w", encoding="utf-8", errors="replace") as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        for number, feature in enumerate(features):
            plain = {
                "type": "Feature",
                "properties": _properties(feature),
                "geometry": feature.get("geometry"),
            }
            stream.write(",\n" if number else "\n")
            stream.write(json.dumps(plain, ensure_ascii=False))
        stream.write("\n]}\n")


def _all_failed(failures: Sequence[SourceError], services: Sequence[Service]) -> SourceError:
    lines = [failure.message for failure in failures]
    lines.append(Text("er is niets vervangen", "nothing was replaced"))
    if any(PageStore(service.first()).folder.exists() for service in services):
        lines.append(
            Text(
                "wat al opgehaald is, blijft een dag bewaard: dezelfde opdracht gaat daar verder",
                "what was fetched is kept for a day: the same command goes on from there",
            )
        )
    kind = failures[0].__class__ if len(failures) == 1 else SourceError
    return kind(Text("\n".join(t.nl for t in lines), "\n".join(t.en for t in lines)))
