import json
import subprocess
import sys

import pytest

from regiekaart.cli import main
from sources.conftest import state
from sources.local_server import Reply
from sources.test_fetch_population import NEW, inhabitants, lines, zipped


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, server):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REGIEKAART_WFS", server.wfs)
    monkeypatch.setenv("REGIEKAART_OGC_FEATURES", server.ogc)
    monkeypatch.setenv("REGIEKAART_STATBEL", server.base + "/{year}.zip")

    def run(*words):
        status = main(list(words))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_borders_are_fetched_and_told(run):
    status, out, err = run("boundaries", "fetch")
    assert status == 0
    assert out.startswith("opgehaald: VRBG:Refgem (WFS, 127.0.0.1)")
    assert "300 gemeenten" in out
    assert err.startswith("6 onderdelen klaar\n")
    _, out, _ = run("boundaries", "list")
    assert "official: " in out


def test_borders_as_json_from_the_other_service(run, server):
    status, out, _ = run("boundaries", "fetch", "--service", "ogc", "--format", "json")
    assert status == 0
    document = json.loads(out)
    assert (document["vintage"], document["municipalities"]) == ("2019", 300)
    assert server.base not in str(document["problems"])
    assert {asked.path for asked in server.asked} == {server.ogc.removeprefix(server.base)}


def test_an_own_address_goes_before_the_variable(run, server, monkeypatch):
    monkeypatch.setenv("REGIEKAART_WFS", server.base + "/here")
    status, _, err = run("boundaries", "fetch", "--url", server.base + "/there")
    assert status == 3
    assert [asked.path for asked in server.asked] == ["/there"]
    assert f"{server.base}/there: de server antwoordt 404" in err


def test_a_failure_is_status_3_and_changes_nothing(run, server, at_home, installed_before):
    server.script = lambda _: Reply(b"<html>onderhoud</html>", media_type="text/html")
    status, out, err = run("boundaries", "fetch")
    assert (status, out) == (3, "")
    assert err.startswith(f"fout: {server.wfs}: verwacht: GeoJSON, gekregen: text/html")
    assert err.endswith("er is niets vervangen\n")
    _, _, err = run("boundaries", "fetch", "--lang", "en")
    assert "expected: GeoJSON, got: text/html: “onderhoud”" in err
    assert state(at_home) == installed_before
    assert not list((at_home / "downloads").rglob("*.json"))


def test_a_wrong_call_is_status_2(run, server):
    assert run("boundaries", "fetch", "--url", "file:///etc/passwd")[0] == 2
    assert run("boundaries", "fetch", "--year", "1830")[0] == 2
    assert run("boundaries", "fetch", "--service", "ftp")[0] == 2
    assert run("data", "fetch", "--year", "1830")[0] == 2
    assert server.asked == []


def test_the_population_is_fetched_told_and_used(run, server):
    server.files[f"/{NEW}.zip"] = zipped(lines(inhabitants(NEW)))
    status, out, err = run("data", "fetch", "--year", "2026")
    assert status == 0
    assert out == (
        "opgehaald: bevolking op 1 januari 2026, 6.864.766 inwoners in 285 gemeenten "
        f"({server.base}/2026.zip)\n"
    )
    assert err == "3 onderdelen klaar\n"
    _, out, _ = run("coverage", "--date", "2026-01-01", "--format", "json")
    assert json.loads(out)["study"]["population_year"] == 2026


def test_the_population_as_json_from_an_own_address(run, server):
    server.files["/own/2025.zip"] = zipped(lines(inhabitants(2025)))
    words = ("data", "fetch", "--year", "2025", "--format", "json")
    status, out, _ = run(*words, "--url", server.base + "/own/{year}.zip")
    assert status == 0
    document = json.loads(out)
    assert (document["municipalities"], document["population"]) == (285, 6_864_766)
    assert "al meegeleverd" in document["problems"][0]["message"]


def test_a_year_that_is_not_there_is_status_3_and_changes_nothing(run, at_home):
    status, out, err = run("data", "fetch", "--year", "2026")
    assert (status, out) == (3, "")
    assert "2026.zip: de server antwoordt 404 Not Found; verwacht: een zip" in err
    assert not list(at_home.rglob("*"))


def test_help_names_the_commands_and_loads_no_network():
    code = (
        "import sys; from regiekaart.cli import main; main(['--help']); main(['data', '--help']);"
        "main(['boundaries', 'fetch', '--help']);"
        "heavy = {'requests', 'urllib3', 'numpy', 'shapely', 'regiekaart.sources'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "data" in done.stdout
    assert "--service" in done.stdout
