"""All features of a layer, page by page, from a WFS or from OGC API Features.

A server may page badly, count badly or never stop. `_Tally` looks at every page before it is kept:
what it refuses makes all pages useless, so they are thrown away; what merely did not arrive leaves
the pages for the next run.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import Text, both
from regiekaart.sources.answers import WrongAnswerError, json_object
from regiekaart.sources.pages import Page
from regiekaart.sources.services import announced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.sources.answers import Answer
    from regiekaart.sources.http import Client
    from regiekaart.sources.pages import Feature, PageStore
    from regiekaart.sources.services import Service
    from regiekaart.sources.watcher import Watcher

GEOJSON: Final = Text.same("GeoJSON")
MEDIA_TYPES: Final = "application/geo+json, application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much is believable; Flanders has about 300 municipalities."""

    features: int = 20_000
    pages: int = 500


def fetch_features(
    service: Service,
    client: Client,
    store: PageStore,
    watcher: Watcher,
    bounds: Bounds | None = None,
) -> int:
    """Bring every feature of a layer into the store.

    Parameters
    ----------
    service
        The protocol and the address.
    client
        Fetches the pages.
    store
        Keeps them; what it holds of an earlier run is not fetched again.
    watcher
        Hears of each page.
    bounds
        What is believable.

    Returns
    -------
    int
        The number of features.

    Raises
    ------
    UnreachableError
        If a page does not come; the pages before it stay in the store.
    WrongAnswerError
        If the server contradicts itself; the store is then empty.
    """
    tally = _Tally(service, watcher, bounds or Bounds())
    try:
        for page in store.stored():
            tally.add(page)
        while tally.address is not None:
            page = _fetch_page(service, client, tally.address, tally)
            tally.add(page)
            store.keep(page)
        return tally.finish()
    except _ContradictionError:
        store.discard()
        raise


class _ContradictionError(WrongAnswerError):
    """The pages contradict each other, so none of them is of use."""


def _fetch_page(service: Service, client: Client, address: str, tally: _Tally) -> Page:
    def read(answer: Answer) -> tuple[Answer, dict[str, Any]]:
        # Counted before parsing: a million small features would become gigabytes of objects.
        tally.check_size(answer.body.count(b'"Feature"'))
        return answer, json_object(answer, GEOJSON)

    answer, document = client.get(address, read, GEOJSON, MEDIA_TYPES)
    features = _features(answer, document)
    got = tally.got + len(features)
    return Page(features, announced(document), service.following(answer.url, document, got))


def _features(answer: Answer, document: Mapping[str, Any]) -> list[Feature]:
    features = document.get("features")
    if (
        document.get("type") != "FeatureCollection"
        or not isinstance(features, list)
        or not all(isinstance(f, dict) and f.get("type") == "Feature" for f in features)
    ):
        raise WrongAnswerError.about(
            answer.url,
            "het antwoord is geen FeatureCollection van GeoJSON",
            "the answer is not a GeoJSON FeatureCollection",
        )
    returned = document.get("numberReturned")
    if isinstance(returned, int) and returned != len(features):
        raise _ContradictionError.about(
            answer.url,
            f"zegt {returned} objecten te geven, en geeft er {len(features)}",
            f"says that it returns {returned} features, and returns {len(features)}",
        )
    return features


class _Tally:
    """What has come so far, and whether it can be true."""

    def __init__(self, service: Service, watcher: Watcher, bounds: Bounds) -> None:
        self.address: str | None = service.first()
        self.got = 0
        self._service = service
        self._watcher = watcher
        self._bounds = bounds
        self._announced: int | None = None
        self._pages = 0
        self._planned = 0
        self._seen: set[str] = set()
        self._visited: set[str] = set()

    def add(self, page: Page) -> None:
        """Take a page, or refuse it."""
        self._visited.add(self.address or "")
        self._pages += 1
        self._check_announced(page)
        self._check_new(page)
        self.got += len(page.features)
        self.check_size(0)
        self._check_count()
        if page.following in self._visited:
            raise self._wrong(
                "verwijst als volgende bladzijde naar een die er al was",
                "names a page as the next one that came before",
            )
        self._tell(page)
        self.address = page.following

    def finish(self) -> int:
        """Return the number of features, once no page follows."""
        if self._announced is not None and self.got < self._announced:
            some, all_ = both(self.got), both(self._announced)
            raise self._wrong(
                f"kondigde {all_.nl} objecten aan en gaf er {some.nl}",
                f"announced {all_.en} features and gave {some.en}",
            )
        return self.got

    def _check_announced(self, page: Page) -> None:
        if self._pages > 1 and page.announced != self._announced:
            raise self._wrong(
                f"kondigde eerst {self._announced} objecten aan en dan {page.announced}",
                f"announced {self._announced} features at first and {page.announced} later",
            )
        self._announced = page.announced

    def _check_new(self, page: Page) -> None:
        fresh = [self._fresh(feature) for feature in page.features]
        if fresh and not any(fresh):
            raise self._wrong(
                "geeft een bladzijde twee keer: bladert niet",
                "gives a page twice: it does not page",
            )
        if not all(fresh):
            again = page.features[fresh.index(False)].get("id", "?")
            raise self._wrong(f"geeft een object twee keer: {again}", f"gives {again} twice")

    def _fresh(self, feature: Feature) -> bool:
        # By content as well as by identifier: some servers make up a new identifier every time.
        content = json.dumps([feature.get("properties"), feature.get("geometry")], sort_keys=True)
        marks = {hashlib.sha256(content.encode()).hexdigest()}
        if feature.get("id") is not None:
            marks.add(f"id {feature['id']}")
        fresh = not marks & self._seen
        self._seen |= marks
        return fresh

    def check_size(self, coming: int) -> None:
        """Refuse what cannot be a list of municipalities.

        Parameters
        ----------
        coming
            Features that have arrived and are not yet counted.
        """
        total = max(self.got + coming, self._announced or 0)
        if total > self._bounds.features or self._pages > self._bounds.pages:
            most, found = both(self._bounds.features), both(total)
            raise self._wrong(
                f"{found.nl} objecten of meer op {self._pages + bool(coming)} bladzijden, "
                f"verwacht hoogstens {most.nl}",
                f"{found.en} features or more on {self._pages + bool(coming)} pages, "
                f"expected at most {most.en}",
            )

    def _check_count(self) -> None:
        if self._announced is not None and self.got > self._announced:
            some, all_ = both(self.got), both(self._announced)
            raise self._wrong(
                f"kondigde {all_.nl} objecten aan en gaf er {some.nl}",
                f"announced {all_.en} features and gave {some.en}",
            )

    def _tell(self, page: Page) -> None:
        left = max(0, (self._announced or 0) - self.got)
        more = math.ceil(left / len(page.features)) if page.features else 0
        planned = self._pages + more
        if planned > self._planned:
            self._watcher.expect(planned - self._planned)
            self._planned = planned
        self._watcher.step(f"{self._service.label}: {self.got}")

    def _wrong(self, nl: str, en: str) -> WrongAnswerError:
        return _ContradictionError.about(self._service.first(), nl, en)
