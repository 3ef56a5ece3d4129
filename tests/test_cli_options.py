"""Options that mean nothing without another."""

import pytest

from regiekaart.cli import main


@pytest.mark.parametrize("flag", ["--before-complete", "--before-partial"])
def test_how_to_read_the_list_before_asks_for_that_list(capsys, flag):
    assert main(["check", flag]) == 2
    err = capsys.readouterr().err
    assert "geef --before" in err
    assert "--membership" not in err


def test_a_list_given_here_does_not_take_how_to_read_it_from_a_study_file(capsys, tmp_path):
    (tmp_path / "a.csv").write_text("gemeente;regiegebied\nBree;A\n", encoding="utf-8")
    study = tmp_path / "s.toml"
    study.write_text('before = "a.csv"\nbefore-complete = true\n', encoding="utf-8")
    other = tmp_path / "b.csv"
    other.write_text("gemeente;regiegebied\nBree;B\n", encoding="utf-8")
    words = ["--study", str(study), "--before", str(other), "--format", "json"]
    assert main(["check", *words]) in {0, 1}
    assert capsys.readouterr().out.startswith("{")
