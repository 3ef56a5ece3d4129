import json
import os

import pytest

from regiekaart.sources import services
from regiekaart.sources.answers import UnreachableError, WrongAnswerError
from regiekaart.sources.features import Bounds, fetch_features
from regiekaart.sources.pages import KEPT_SECONDS, PageStore
from regiekaart.sources.services import OgcFeatures, Wfs
from regiekaart.sources.watcher import Silent
from sources.local_server import Reply, page

CUT = Reply(b'{"type": "FeatureCollection", "features": [' + b" " * 100, cut=60)


def dot(number):
    return {"type": "Feature", "id": number, "properties": {"n": number}, "geometry": None}


@pytest.fixture(scope="module")
def municipalities():
    """Features that are small: here it is the pages that count."""
    return [dot(number) for number in range(300)]


@pytest.fixture(scope="module")
def municipalities_in_degrees(municipalities):
    return municipalities


class Notes:
    def __init__(self):
        self.expected, self.names = 0, []

    def expect(self, steps):
        self.expected += steps

    def step(self, name):
        self.names.append(name)


@pytest.fixture
def fetch(client):
    def fetch(service, *, bounds=None, watcher=None, now=None, **limits):
        store = PageStore(service.first(), **({"now": now} if now else {}))
        with client(attempts=2, **limits) as made:
            fetch_features(service, made, store, watcher or Silent(), bounds)
        return list(store.features())

    return fetch


@pytest.fixture(params=[Wfs, OgcFeatures])
def service(request, server):
    return Wfs(server.wfs, "VRBG:Refgem") if request.param is Wfs else OgcFeatures(server.ogc)


def pages_of(service):
    return sorted(path.name for path in PageStore(service.first()).folder.glob("*"))


def test_all_pages_come_in_order(fetch, server, service, municipalities):
    notes = Notes()
    assert fetch(service, watcher=notes) == municipalities
    assert len(server.asked) == 6
    assert notes.expected == len(notes.names) == 6
    assert notes.names[-1].endswith("300")


def test_the_wfs_is_asked_for_what_the_borders_need(fetch, server):
    fetch(Wfs(server.wfs + "?map=x&COUNT=3", "VRBG:Refgem"))
    query = server.asked[1].query
    assert query == {
        "map": "x", "service": "WFS", "version": "2.0.0", "request": "GetFeature",
        "typeNames": "VRBG:Refgem", "outputFormat": "application/json", "srsName": "EPSG:31370",
        "sortBy": "NISCODE", "count": "50", "startIndex": "50",
    }  # fmt: skip


def test_a_page_that_is_shorter_than_asked_for_is_no_end(fetch, server, municipalities):
    server.script = lambda a: page(
        municipalities[a.number("startIndex") : a.number("startIndex") + 30], matched=300
    )
    assert fetch(Wfs(server.wfs, "x")) == municipalities
    assert len(server.asked) == 10


def test_without_a_count_an_empty_page_is_the_end(fetch, server, municipalities):
    server.script = lambda a: page(
        municipalities[a.number("startIndex") : a.number("startIndex") + 50],
        matched="unknown",
    )
    assert fetch(Wfs(server.wfs, "x")) == municipalities
    assert len(server.asked) == 7


def test_a_server_that_gives_all_at_once_is_fine(fetch, server, service, municipalities):
    server.script = lambda _: page(municipalities)
    if isinstance(service, Wfs):
        server.script = lambda _: page(municipalities, matched=300)
    assert fetch(service) == municipalities
    assert len(server.asked) == 1


def cut_at(start, reply=CUT):
    return lambda asked: reply if asked.query.get("startIndex") == str(start) else None


def test_a_second_run_asks_only_for_the_missing_pages(fetch, server, service, municipalities):
    server.script = cut_at(150)
    with pytest.raises(UnreachableError):
        fetch(service)
    assert pages_of(service) == ["00000.json", "00001.json", "00002.json"]
    server.asked.clear()
    server.script = lambda _: None
    notes = Notes()
    assert fetch(service, watcher=notes) == municipalities
    assert server.queries("startIndex") == ["150", "200", "250"]
    assert notes.expected == len(notes.names) == 6


def test_html_halfway_leaves_the_good_pages(fetch, server, service, municipalities):
    server.script = cut_at(200, Reply(b"<html>onderhoud</html>", media_type="text/html"))
    with pytest.raises(WrongAnswerError, match="onderhoud"):
        fetch(service)
    server.asked.clear()
    server.script = lambda _: None
    assert fetch(service) == municipalities
    assert len(server.asked) == 2


def test_pages_of_yesterday_are_thrown_away(fetch, server, service):
    server.script = cut_at(100)
    with pytest.raises(UnreachableError):
        fetch(service, now=lambda: 1_000_000.0)
    server.asked.clear()
    server.script = lambda _: None
    fetch(service, now=lambda: 1_000_001.0 + KEPT_SECONDS)
    assert len(server.asked) == 6


def test_pages_of_another_request_are_not_used(fetch, server):
    server.script = cut_at(100)
    one, other = Wfs(server.wfs, "VRBG:Refgem"), Wfs(server.wfs, "VRBG2025:Refgem")
    with pytest.raises(UnreachableError):
        fetch(one)
    folder = PageStore(other.first()).folder
    folder.mkdir()
    for path in PageStore(one.first()).folder.glob("*"):
        (folder / path.name).write_bytes(path.read_bytes())
    server.asked.clear()
    server.script = lambda _: None
    fetch(other)
    assert len(server.asked) == 6


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"request": 1}', b"\xff"])
def test_a_damaged_page_is_fetched_again(fetch, server, service, municipalities, damage):
    server.script = cut_at(150)
    with pytest.raises(UnreachableError):
        fetch(service)
    (PageStore(service.first()).folder / "00001.json").write_bytes(damage)
    server.asked.clear()
    server.script = lambda _: None
    assert fetch(service) == municipalities
    assert server.queries("startIndex")[0] == "50"


def test_what_others_left_behind_is_swept_up_after_a_day(fetch, server, at_home):
    old, fresh = at_home / "downloads" / "pages_old", at_home / "downloads" / "pages_fresh"
    for folder in (old, fresh):
        folder.mkdir(parents=True)
        (folder / "00000.json").write_text("{}")
    os.utime(old, (0, 0))
    fetch(Wfs(server.wfs, "x"))
    assert (old.exists(), fresh.exists()) == (False, True)


# From here on, servers that lie.


def refused(fetch, service, match, **more):
    with pytest.raises(WrongAnswerError, match=match) as caught:
        fetch(service, **more)
    assert pages_of(service) == []
    return caught.value


def test_fewer_features_than_announced(fetch, server):
    server.script = lambda a: page(
        [dot(n) for n in range(a.number("startIndex"), min(a.number("startIndex") + 50, 120))],
        matched=400,
    )
    error = refused(fetch, Wfs(server.wfs, "x"), "announced 400 features and gave 120")
    assert error.message.nl.startswith(server.wfs)


def test_fewer_features_than_announced_by_links(fetch, server):
    server.script = lambda _: page([dot(1)], matched=2, links=[])
    refused(fetch, OgcFeatures(server.ogc), "announced 2 features and gave 1")


def test_more_features_than_announced(fetch, server, service):
    server.script = lambda _: page([dot(n) for n in range(50)], matched=20)
    refused(fetch, service, "announced 20 features and gave 50")


def test_a_count_that_changes(fetch, server, service):
    counts = iter([300, 299])
    usual = server.usual

    def script(asked):
        document = json.loads(usual(asked).body)
        return page(document["features"], matched=next(counts), links=document.get("links"))

    server.script = script
    refused(fetch, service, "announced 300 features at first and 299 later")


def test_a_page_that_miscounts_itself(fetch, server, service):
    server.script = lambda _: page([dot(1)], matched=1, numberReturned=2)
    refused(fetch, service, "says that it returns 2 features, and returns 1")


def test_a_million_features_are_not_even_begun(fetch, server, service):
    server.script = lambda _: page([dot(1)], matched=1_000_000)
    refused(fetch, service, "1,000,000 features or more")
    assert len(server.asked) == 1


def test_a_million_features_in_one_page_are_not_parsed(fetch, server, service, monkeypatch):
    body = b'{"type": "FeatureCollection", "features": [' + b'{"type":"Feature"},' * 1_000_000
    server.script = lambda _: Reply(body + b'{"type": "Feature"}]}')
    monkeypatch.setattr("regiekaart.sources.features.json_object", None)
    refused(fetch, service, "1,000,001 features or more on 1 pages, expected at most 20,000")


def test_pages_without_end_stop_at_the_bound(fetch, server, service):
    def script(asked):
        start = asked.number("startIndex")
        href = f"{server.ogc}?startIndex={start + 50}"
        features = [dot(n) for n in range(start, start + 50)]
        return page(features, links=[{"rel": "next", "href": href}])

    server.script = script
    refused(fetch, service, "expected at most 400", bounds=Bounds(features=400))
    assert len(server.asked) == 9


def test_empty_pages_without_end_stop_at_the_bound(fetch, server):
    server.script = lambda a: page(
        [], links=[{"rel": "next", "href": f"{server.ogc}?p={a.number('p') + 1}"}]
    )
    refused(fetch, OgcFeatures(server.ogc), "on 11 pages", bounds=Bounds(pages=10))


def test_a_server_that_does_not_page(fetch, server, service, municipalities):
    server.script = lambda a: page(
        municipalities[:50],
        matched=300,
        links=[{"rel": "next", "href": f"{server.ogc}?p={a.number('p') + 1}"}],
    )
    refused(fetch, service, "gives a page twice")
    assert len(server.asked) == 2


def test_a_page_that_comes_twice_under_new_identifiers(fetch, server, municipalities):
    made_up = iter(range(10_000))
    server.script = lambda _: page(
        [{**f, "id": f"fid-{next(made_up)}"} for f in municipalities[:50]], matched=300
    )
    refused(fetch, Wfs(server.wfs, "x"), "gives a page twice")


def test_a_feature_that_comes_twice(fetch, server):
    server.script = lambda a: page(
        [dot(n) for n in range(a.number("startIndex") - bool(a.number("startIndex")), 60)][:50],
        matched=60,
    )
    refused(fetch, Wfs(server.wfs, "x"), "gives 49 twice")


def test_a_link_that_goes_in_circles(fetch, server):
    service = OgcFeatures(server.ogc)
    server.script = lambda _: page([dot(1)], links=[{"rel": "next", "href": service.first()}])
    refused(fetch, service, "names a page as the next one that came before")


@pytest.mark.parametrize(
    "href",
    ["http://127.0.0.2/items", "//other.example/items", "file:///etc/passwd", "http://[bad"],
)
def test_a_link_to_another_host_is_not_followed(fetch, server, href):
    server.script = lambda _: page([dot(1)], links=[{"rel": "next", "href": href}])
    refused(fetch, OgcFeatures(server.ogc), "at another address and is not fetched")
    assert len(server.asked) == 1


def test_a_link_over_http_on_the_same_host_is_followed_over_https():
    address = "https://a.example/items?limit=1"
    assert services._same_host(address, "http://a.example/x") == "https://a.example/x"
    assert services._same_host(address, "?p=2") == "https://a.example/items?p=2"
    for other in ("http://a.example:81/x", "https://a.example:444/x"):
        with pytest.raises(WrongAnswerError):
            services._same_host(address, other)


@pytest.mark.parametrize(
    "document",
    [
        {"type": "Feature"},
        {"type": "FeatureCollection"},
        {"type": "FeatureCollection", "features": {}},
        {"type": "FeatureCollection", "features": [1]},
        {"type": "FeatureCollection", "features": [{"type": "Point"}]},
        {"exceptions": [{"text": "no such layer"}]},
    ],
)
def test_json_that_is_no_collection_of_features(fetch, server, service, document):
    server.script = lambda _: Reply(json.dumps(document).encode())
    refused(fetch, service, "not a GeoJSON FeatureCollection")


@pytest.mark.parametrize("links", ["x", [1], [{"rel": "next"}], [{"rel": "next", "href": 1}]])
def test_links_that_are_none_are_left_aside(fetch, server, links):
    server.script = lambda _: page([dot(1)], links=links)
    assert fetch(OgcFeatures(server.ogc)) == [dot(1)]
