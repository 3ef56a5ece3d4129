"""A local server, the municipalities of 2023 as features, and clients that do not wait."""

import json
import shutil
from datetime import date

import pytest
import shapely

from regiekaart.facts.boundaries import EMBEDDED_FILE, embedded, installed_sets
from regiekaart.facts.flanders import history
from regiekaart.paths import shipped_data
from regiekaart.sources.http import Client, Limits
from sources.local_server import LocalServer


@pytest.fixture(autouse=True)
def at_home(tmp_path, monkeypatch):
    """An own user's folder for every test, and no proxy between the test and its server."""
    monkeypatch.setenv("REGIEKAART_DATA", str(tmp_path / "user"))
    for name in ("WFS", "WFS_LAYER", "OGC_FEATURES", "STATBEL"):
        monkeypatch.delenv(f"REGIEKAART_{name}", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return tmp_path / "user"


@pytest.fixture(scope="session")
def borders():
    """The borders that the server serves."""
    return embedded().at(date(2023, 1, 1)).simplified(100.0)


def as_features(codes, shapes):
    names = dict(history().name_pairs())
    return [
        {
            "type": "Feature",
            "id": f"Refgem.{number}",
            "properties": {"UIDN": number, "NISCODE": code, "NAAM": names[code]},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for number, (code, shape) in enumerate(zip(codes, shapes, strict=True))
    ]


@pytest.fixture(scope="session")
def municipalities(borders):
    return as_features(borders.codes, borders.geometries)


@pytest.fixture(scope="session")
def municipalities_in_degrees(borders):
    return as_features(borders.codes, borders.in_crs("OGC:CRS84"))


@pytest.fixture
def server(municipalities, municipalities_in_degrees):
    with LocalServer(list(municipalities), list(municipalities_in_degrees)) as running:
        yield running


class Clients:
    """Makes clients that count their waits instead of waiting."""

    def __init__(self):
        self.waits = []

    def __call__(self, **limits):
        chosen = {"connect": 2.0, "read": 5.0, "deadline": 20.0, "attempts": 3, **limits}
        return Client(Limits(**chosen), sleep=self.waits.append)


@pytest.fixture
def client():
    return Clients()


def state(folder):
    """Everything under the user's folder but the pages of downloads."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "downloads" not in path.parts
    }


@pytest.fixture(scope="session")
def some_set(tmp_path_factory):
    """A folder with a set that was installed before."""
    folder = tmp_path_factory.mktemp("installed") / "boundaries"
    folder.mkdir()
    facts = {"vintage": "2019", "source": "earlier", "imported_on": "2020-01-01", "sha256": "0"}
    shutil.copy(shipped_data() / EMBEDDED_FILE, folder / "official_2019_0.gpkg")
    card = {"file": "official_2019_0.gpkg", **facts}
    (folder / "official_2019.json").write_text(json.dumps(card))
    return folder


@pytest.fixture
def installed_before(at_home, some_set):
    """The state of the user's folder when a set is installed."""
    shutil.copytree(some_set, at_home / "boundaries")
    assert len(installed_sets()) == 1
    return state(at_home)
