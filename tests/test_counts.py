"""benchmarks/counts.py fails on a command that makes clearly more calls, and on nothing else."""

import importlib
import json
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture
def counts(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    module = importlib.import_module("counts")
    monkeypatch.setattr(module, "KNOWN", tmp_path / "counts.json")
    monkeypatch.setattr(module, "growth", lambda: {"check": (1000, 2000)})
    monkeypatch.setattr("sys.argv", ["counts.py"])
    return module


def write_down(counts, **calls):
    counts.KNOWN.write_text(json.dumps({counts.VERSION: calls}), encoding="utf-8")


def now_made(counts, monkeypatch, **calls):
    monkeypatch.setattr(counts, "calls", lambda: calls)
    return counts.main()


class TestCounts:
    def test_as_many_calls_as_before_is_fine(self, counts, monkeypatch):
        write_down(counts, check=1000)
        assert now_made(counts, monkeypatch, check=1000) == 0

    def test_so_are_a_few_more(self, counts, monkeypatch):
        write_down(counts, check=1000)
        assert now_made(counts, monkeypatch, check=1100) == 0

    def test_more_than_a_tenth_more_is_not(self, counts, monkeypatch, capsys):
        write_down(counts, check=1000, audit=1000)
        assert now_made(counts, monkeypatch, check=1101, audit=1000) == 1
        (line,) = [line for line in capsys.readouterr().out.splitlines() if "too many" in line]
        assert line.split()[1:6:2] == ["check", "1,101", "1,000"]

    def test_a_command_that_was_never_counted_is_told(self, counts, monkeypatch, capsys):
        write_down(counts, check=1000)
        assert now_made(counts, monkeypatch, check=1000, audit=1) == 1
        assert "make counts-update" in capsys.readouterr().out

    def test_clearly_fewer_is_worth_writing_down_but_fine(self, counts, monkeypatch, capsys):
        write_down(counts, check=1000)
        assert now_made(counts, monkeypatch, check=800) == 0
        assert "fewer" in capsys.readouterr().out

    def test_calls_that_grow_faster_than_the_land_are_not_fine(self, counts, monkeypatch):
        write_down(counts, check=1000)
        monkeypatch.setattr(counts, "growth", lambda: {"check": (1000, 4000)})
        assert now_made(counts, monkeypatch, check=1000) == 1

    def test_that_is_compared_on_any_python(self, counts, monkeypatch):
        monkeypatch.setattr(counts, "growth", lambda: {"check": (1000, 4000)})
        assert counts.main() == 1

    def test_one_command_writes_them_anew(self, counts, monkeypatch):
        write_down(counts, check=1000)
        monkeypatch.setattr("sys.argv", ["counts.py", "--update"])
        assert now_made(counts, monkeypatch, check=5000) == 0
        assert json.loads(counts.KNOWN.read_text()) == {counts.VERSION: {"check": 5000}}

    def test_every_command_that_is_counted_was_written_down(self, counts):
        written = json.loads((BENCHMARKS / "counts.json").read_text())
        names = {name for name, each in counts.COMMANDS.items() if each.counted}
        assert all(known.keys() == names for known in written.values())
