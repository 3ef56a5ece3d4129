"""How the two protocols for features are spoken: WFS 2.0 and OGC API Features.

Each knows the address of its first page and, from a page, that of the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from regiekaart.facts.boundaries import CRS
from regiekaart.sources.answers import WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE_SIZE: Final = 50
CRS_ADDRESS: Final = "http://www.opengis.net/def/crs/EPSG/0/31370"


class Service(Protocol):
    """How one protocol is spoken."""

    @property
    def title(self) -> str:
        """What the service is, for the source line of a map."""

    @property
    def label(self) -> str:
        """What the service is, in short."""

    def first(self) -> str:
        """Return the address of the first page."""

    def following(self, current: str, document: Mapping[str, Any], got: int) -> str | None:
        """Return the address of the page after this one; None at the end."""


@dataclass(frozen=True, slots=True)
class Wfs:
    """WFS 2.0: pages by ``startIndex`` and ``count``.

    Parameters
    ----------
    url, layer
        The service and what to ask of it.
    page_size
        Features per page.
    """

    url: str
    layer: str
    page_size: int = PAGE_SIZE

    @property
    def title(self) -> str:
        """What the service is, for the source line of a map."""
        return f"{self.layer} ({self.label}, {urlsplit(self.url).hostname})"

    @property
    def label(self) -> str:
        """What the service is, in short."""
        return "WFS"

    def first(self) -> str:
        """Return the address of the first page."""
        return self._page(0)

    def following(self, current: str, document: Mapping[str, Any], got: int) -> str | None:  # noqa: ARG002
        """Return the address of the page after this one; None at the end.

        A page may be shorter than asked for, since servers have limits of their own: the next one
        starts at what came, and without an announced number only an empty page is the end.
        """
        total = announced(document)
        if not document["features"] or (total is not None and got >= total):
            return None
        return self._page(got)

    def _page(self, start: int) -> str:
        # Without an order, a server may put a feature on two pages and another on none.
        return with_query(
            self.url,
            service="WFS",
            version="2.0.0",
            request="GetFeature",
            typeNames=self.layer,
            outputFormat="application/json",
            srsName=CRS,
            sortBy="NISCODE",
            count=str(self.page_size),
            startIndex=str(start),
        )


@dataclass(frozen=True, slots=True)
class OgcFeatures:
    """OGC API Features: pages by links.

    Parameters
    ----------
    url
        The items of the collection.
    page_size
        Features per page.
    """

    url: str
    page_size: int = PAGE_SIZE

    @property
    def title(self) -> str:
        """What the service is, for the source line of a map."""
        parts = urlsplit(self.url)
        name = parts.path.rstrip("/").removesuffix("/items").rpartition("/")[2]
        return f"{name} ({self.label}, {parts.hostname})"

    @property
    def label(self) -> str:
        """What the service is, in short."""
        return "OGC API Features"

    def first(self) -> str:
        """Return the address of the first page."""
        return with_query(self.url, limit=str(self.page_size), crs=CRS_ADDRESS)

    def following(self, current: str, document: Mapping[str, Any], got: int) -> str | None:  # noqa: ARG002
        """Return the address behind the link to the next page; None where there is no link.

        Raises
        ------
        WrongAnswerError
            If the link leaves the host.
        """
        links = document.get("links")
        for link in links if isinstance(links, list) else []:
            if isinstance(link, dict) and link.get("rel") == "next":
                href = link.get("href")
                if isinstance(href, str) and "html" not in str(link.get("type")):
                    return _same_host(current, href)
        return None


def with_query(url: str, **values: str) -> str:
    """Return an address with these values in its query, in the place of those of that name.

    Examples
    --------
    >>> with_query("https://a.example/wfs?map=x&COUNT=1", count="50")
    'https://a.example/wfs?map=x&count=50'
    """
    parts = urlsplit(url)
    names = {name.lower() for name in values}
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True)
            if k.lower() not in names]  # fmt: skip
    return urlunsplit(parts._replace(query=urlencode([*kept, *values.items()]), fragment=""))


def _same_host(current: str, href: str) -> str:
    try:
        old, new = urlsplit(current), urlsplit(urljoin(current, href))
        if (old.scheme, new.scheme) == ("https", "http") and new.port is None:
            # A server behind a proxy often does not know that it is reached over https.
            new = new._replace(scheme="https")
        same = (old.scheme, old.hostname, old.port) == (new.scheme, new.hostname, new.port)
    except ValueError:
        same = False
    if not same:
        raise WrongAnswerError.about(
            current,
            f"de volgende bladzijde staat op een ander adres en wordt niet gehaald: {href}",
            f"the next page is at another address and is not fetched: {href}",
        )
    return urlunsplit(new)


def announced(document: Mapping[str, Any]) -> int | None:
    """Return how many features a server says there are, where it says so.

    Examples
    --------
    >>> announced({"numberMatched": 300}), announced({"numberMatched": "unknown"})
    (300, None)
    """
    for name in ("numberMatched", "totalFeatures"):
        value = document.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
    return None
