"""A small server on this machine that speaks WFS and OGC API Features, and lies on request."""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlencode, urlsplit

WFS_PATH = "/VRBG/wfs"
OGC_PATH = "/VRBG/ogc/features/v1/collections/Refgem/items"
LAMBERT = "http://www.opengis.net/def/crs/EPSG/0/31370"


@dataclass
class Reply:
    """What the server sends.

    ``cut`` closes the connection after so many bytes of the body; ``pause`` waits before the
    answer, ``drip`` after each byte of the body; ``length`` is what the header says of the body,
    which is nothing where it is None.
    """

    body: bytes = b""
    status: int = 200
    media_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    pause: float = 0.0
    drip: float = 0.0
    length: int | None = -1


def page(features, *, matched=None, links=None, **more):
    """Return a page of features as both protocols write it."""
    document = {"type": "FeatureCollection", "features": features, **more}
    if matched is not None:
        document["numberMatched"] = matched
    document.setdefault("numberReturned", len(features))
    if links is not None:
        document["links"] = links
    return Reply(json.dumps(document).encode())


@dataclass
class Asked:
    """A request as the server saw it."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]

    def number(self, name, default=0):
        return int(self.query.get(name, default))


class LocalServer:
    """Serves features; ``script`` may answer a request in another way (None: the usual one)."""

    def __init__(self, features, lon_lat=None):
        self.features = features
        self.lon_lat = lon_lat
        self.files = {}
        self.asked: list[Asked] = []
        self.script = lambda _asked: None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def wfs(self):
        return self.base + WFS_PATH

    @property
    def ogc(self):
        return self.base + OGC_PATH

    def queries(self, name):
        """Return one parameter of every request so far."""
        return [asked.query.get(name) for asked in self.asked]

    def usual(self, asked):
        if asked.path.endswith("/wfs"):
            return self._wfs(asked)
        if asked.path.endswith("/items"):
            return self._ogc(asked)
        if asked.path in self.files:
            return Reply(self.files[asked.path], media_type="application/zip")
        return Reply(b"<html><body><h1>Not Found</h1></body></html>", 404, "text/html")

    def _wfs(self, asked):
        start = asked.number("startIndex")
        found = self.features[start : start + asked.number("count", 10_000)]
        name = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}
        return page(found, matched=len(self.features), totalFeatures=len(self.features), crs=name)

    def _ogc(self, asked):
        start, limit = asked.number("startIndex"), asked.number("limit", 10)
        known = self.features if asked.query.get("crs") == LAMBERT else self.lon_lat
        links = [{"rel": "self", "href": "x"}]
        if start + limit < len(known):
            query = urlencode({**asked.query, "startIndex": start + limit})
            href = f"{self.base}{asked.path}?{query}"
            links += [
                {"rel": "next", "type": "text/html", "href": href + "&f=html"},
                {"rel": "next", "type": "application/geo+json", "href": href},
            ]
        return page(known[start : start + limit], matched=len(known), links=links)

    def _handler(server):  # noqa: N805 - the handler has a self of its own
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else each answer waits 40 ms

            def do_GET(self):
                parts = urlsplit(self.path)
                asked = Asked(parts.path, dict(parse_qsl(parts.query)), dict(self.headers))
                server.asked.append(asked)
                # The client may be gone by now, which is its good right.
                with contextlib.suppress(OSError):
                    self.send(server.script(asked) or server.usual(asked))

            def send(self, reply):
                time.sleep(reply.pause)
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.media_type)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.length is not None:
                    length = len(reply.body) if reply.length < 0 else reply.length
                    self.send_header("Content-Length", str(length))
                self.end_headers()
                body = reply.body if reply.cut is None else reply.body[: reply.cut]
                if reply.drip:
                    for value in body:
                        self.wfile.write(bytes([value]))
                        time.sleep(reply.drip)
                else:
                    self.wfile.write(body)
                self.close_connection = (
                    reply.cut is not None or reply.length is None or reply.status >= 300
                )

            def log_message(self, *_):
                pass

        return Handler
