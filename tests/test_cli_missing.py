"""The command ``regiekaart missing`` on a screen and in a pipe."""

import csv
import io

import pytest

from regiekaart.cli import main


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        status = main(["missing", *words])
        return status, capsys.readouterr().out

    return run


@pytest.mark.parametrize(("lang", "count"), [("nl", "110 gemeenten"), ("en", "110 municipalities")])
def test_the_blocks_stand_before_the_long_list_of_all_municipalities(run, lang, count):
    status, out = run("--lang", lang)
    assert status == 0
    assert count in out.splitlines()[0]
    # Only the list of municipalities has their codes: Hasselt is the largest, 71022.
    assert out.index("Oost-Brabant") < out.index("71022")
    assert max(map(len, out.splitlines())) <= 160
    assert "…" not in out


def test_csv_is_still_the_list_of_municipalities(run):
    _, out = run("--format", "csv")
    header, *rows = csv.reader(io.StringIO(out))
    assert header[:2] == ["gemeente", "NIS-code"]
    assert len(rows) == 110
