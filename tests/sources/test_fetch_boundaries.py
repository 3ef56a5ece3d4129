import copy
import json
from datetime import date

import numpy as np
import pytest
import shapely

from regiekaart.errors import InputError, OutsideError, Severity
from regiekaart.facts.boundaries import boundaries_for, installed_sets
from regiekaart.sources.answers import UnreachableError, WrongAnswerError
from regiekaart.sources.boundaries import fetch_boundaries
from sources.conftest import state
from sources.local_server import Reply


@pytest.fixture(autouse=True)
def addresses(server, monkeypatch):
    monkeypatch.setenv("REGIEKAART_WFS", server.base + "/{service}/wfs")
    monkeypatch.setenv(
        "REGIEKAART_OGC_FEATURES",
        server.base + "/{service}/ogc/features/v1/collections/Refgem/items",
    )


@pytest.fixture
def fetch(client):
    def fetch(**choice):
        return fetch_boundaries(client=client, **choice)

    return fetch


def told_of(found, server):
    """The notices on the services; others may be on the borders, which are approximate here."""
    return [problem for problem in found.notices if server.base in problem.message.nl]


def left_over(folder):
    return [path for path in (folder / "downloads").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("service", "source"),
    [
        ("ogc", "Refgem (OGC API Features, 127.0.0.1)"),
        (None, "VRBG:Refgem (WFS, 127.0.0.1)"),
    ],
)
def test_what_is_installed_is_what_the_service_has(
    fetch, borders, at_home, server, service, source
):
    found = fetch(service=service)
    (installed,) = installed_sets()
    assert (installed.source, installed.vintage) == (source, "2019")
    assert found.codes == borders.codes == installed.read().codes
    assert all(a.equals(b) for a, b in zip(found.geometries, borders.geometries, strict=True))
    assert told_of(found, server) == []
    assert source in found.label.nl
    assert boundaries_for(date(2023, 1, 1)).label == found.label
    assert left_over(at_home) == []


def test_identifiers_that_a_server_makes_up_leave_no_trace(fetch, server):
    fetch(service="wfs")
    once = installed_sets()[0].sha256
    server.features = [{**f, "id": f"fid-{n}"} for n, f in enumerate(server.features)]
    fetch(service="wfs")
    assert installed_sets()[0].sha256 == once


def test_the_other_service_is_asked_where_the_first_fails(fetch, server, at_home):
    server.script = lambda a: Reply(status=503) if a.path.endswith("/wfs") else None
    found = fetch()
    assert len(found.codes) == 300
    (problem,) = told_of(found, server)
    assert problem.severity is Severity.WARNING
    assert "503" in problem.message.nl
    assert installed_sets()[0].source.startswith("Refgem (OGC")
    assert left_over(at_home) == []


def test_a_chosen_service_is_the_only_one(fetch, server):
    server.script = lambda a: Reply(status=503) if a.path.endswith("/wfs") else None
    with pytest.raises(UnreachableError, match="nothing was replaced"):
        fetch(service="wfs")
    assert not any(asked.path.endswith("/items") for asked in server.asked)


def test_both_failures_are_told(fetch, server):
    server.script = lambda _: Reply(b"<html>stuk</html>", media_type="text/html")
    with pytest.raises(OutsideError) as caught:
        fetch()
    assert caught.value.message.nl.count("stuk") == 2
    assert server.wfs in caught.value.message.nl
    assert server.ogc in caught.value.message.nl
    assert caught.value.exit_status == 3


@pytest.mark.parametrize(
    ("end", "service", "spoken"),
    [("/items/", None, "limit"), ("/any", None, "service"), ("/any", "ogc", "limit")],
)
def test_an_own_address_decides_which_protocol_is_spoken(fetch, server, end, service, spoken):
    with pytest.raises(WrongAnswerError, match="404"):
        fetch(url=server.base + end, service=service)
    (asked,) = server.asked
    assert spoken in asked.query


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://[bad", ""])
def test_an_address_that_is_none_is_a_wrong_call(fetch, monkeypatch, url):
    monkeypatch.setenv("REGIEKAART_WFS", "neither")
    with pytest.raises(InputError, match="not a usable address"):
        fetch(url=url)


def test_a_dated_service_is_asked_for_its_year(fetch, server):
    assert fetch(year=2023).vintage == "2019"
    assert {asked.path for asked in server.asked} == {"/VRBG2023/wfs"}
    assert server.asked[0].query["typeNames"] == "VRBG2023:Refgem"


def test_a_dated_service_with_another_year_is_refused(fetch, at_home):
    with pytest.raises(OutsideError, match="municipalities of the year asked for; 12 are missing"):
        fetch(year=2025)
    assert state(at_home) == {}


def test_a_year_that_nobody_knows_is_a_wrong_call(fetch, server):
    with pytest.raises(InputError):
        fetch(year=1830)
    assert server.asked == []


def test_a_service_that_ignores_the_crs_gives_degrees(fetch, server, borders):
    server.features = server.lon_lat
    found = fetch(service="ogc")
    apart = shapely.bounds(found.geometries) - shapely.bounds(borders.geometries)
    assert np.abs(apart).max() < 0.01


def moved(features, change):
    """Return the features with other coordinates."""
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in features]
    return [
        {**f, "geometry": json.loads(shapely.to_geojson(shapely.transform(s, change)))}
        for f, s in zip(features, shapes, strict=True)
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda points: points[:, ::-1],  # the axes in the other order: every area stays the same
        lambda points: points + 500_000,  # Lambert 2008, more or less
        lambda points: points / 1e4,  # neither metres nor degrees of here
    ],
)
def test_borders_elsewhere_are_refused(fetch, server, at_home, change):
    server.features = server.lon_lat = moved(server.features, change)
    with pytest.raises(OutsideError, match="cannot be used"):
        fetch(service="wfs")
    assert state(at_home) == {}


def no_shape(feature):
    feature["geometry"] = None


def no_code(feature):
    del feature["properties"]["NISCODE"]


def no_properties(feature):
    feature["properties"] = None


def other_code(feature):
    feature["properties"]["NISCODE"] = "99999"


def point(feature):
    feature["geometry"] = {"type": "Point", "coordinates": [150_000.0, 200_000.0]}


def half_a_character(feature):
    feature["properties"]["NISCODE"] = "\ud800"


def nonsense(feature):
    feature["geometry"] = {"type": "Polygon", "coordinates": [["a", 1], {"b": 2}]}


def endless_number(feature):
    feature["geometry"]["coordinates"][0][0][1] = [10**400, 200_000]


@pytest.mark.parametrize(
    "spoil",
    [
        no_shape,
        no_code,
        no_properties,
        other_code,
        point,
        nonsense,
        endless_number,
        half_a_character,
    ],
)
def test_what_does_not_pass_the_checks_replaces_nothing(
    fetch, server, at_home, installed_before, spoil
):
    server.features[7] = copy.deepcopy(server.features[7])
    spoil(server.features[7])
    with pytest.raises(WrongAnswerError):
        fetch(service="wfs")
    assert state(at_home) == installed_before
    assert left_over(at_home) == []


def test_a_municipality_that_is_left_out_and_hidden_in_the_count(
    fetch, server, at_home, installed_before
):
    del server.features[7]
    with pytest.raises(WrongAnswerError, match="missing for the 300 municipalities"):
        fetch(service="wfs")
    assert state(at_home) == installed_before


def test_a_cut_replaces_nothing_and_the_next_run_finishes(fetch, server, at_home, installed_before):
    server.script = lambda a: Reply(b" " * 9, cut=3) if a.query.get("startIndex") == "250" else None
    with pytest.raises(UnreachableError, match="the same command goes on from there"):
        fetch(service="wfs")
    assert state(at_home) == installed_before
    assert len(left_over(at_home)) == 5
    server.asked.clear()
    server.script = lambda _: None
    fetch(service="wfs")
    assert server.queries("startIndex") == ["250"]


def test_a_folder_that_cannot_be_written_is_told(fetch, at_home):
    at_home.write_text("a file where the folder should be")
    with pytest.raises(OutsideError, match="cannot write"):
        fetch()
    assert at_home.read_text() == "a file where the folder should be"
