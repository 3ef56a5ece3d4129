import os

import pytest

from regiekaart.errors import OutsideError
from regiekaart.storage import keep_from, staged_folder


def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_result_takes_the_place_of_the_old_one(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / "old.txt").write_text("old")
    with staged_folder(target, frozenset({"old.txt"})) as stage:
        (stage / "new.txt").write_text("new")
        assert names(target) == ["old.txt"]
    assert names(target) == ["new.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_run_that_fails_leaves_the_old_result_whole(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / "old.txt").write_text("old")

    def fail():
        with staged_folder(target) as stage:
            (stage / "half.txt").write_text("half")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()
    assert names(target) == ["old.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def fail(target):
    with staged_folder(target):
        raise RuntimeError("again")


def test_a_run_cut_off_between_its_last_two_steps_is_repaired_by_the_next(tmp_path):
    old = tmp_path / ".regiekaart-old-out"
    old.mkdir()
    (old / "old.txt").write_text("old")
    with pytest.raises(RuntimeError):
        fail(tmp_path / "out")
    assert names(tmp_path / "out") == ["old.txt"]


def test_what_a_killed_run_has_left_is_cleared_up_by_the_next(tmp_path):
    litter = tmp_path / ".regiekaart-new-out-abc"
    litter.mkdir()
    (litter / "half.txt").write_text("half")
    with staged_folder(tmp_path / "out") as stage:
        (stage / "new.txt").write_text("new")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_place_that_cannot_be_written_is_an_error_of_the_outside(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("a file, no folder")
    with pytest.raises(OutsideError) as caught, staged_folder(blocked / "out"):
        pass
    assert str(blocked / "out") in caught.value.message.nl
    assert caught.value.exit_status == 3
    assert blocked.read_text() == "a file, no folder"


def test_a_file_in_the_place_of_the_target_is_left_alone(tmp_path):
    (tmp_path / "out").write_text("precious")
    with pytest.raises(OutsideError, match="no folder"), staged_folder(tmp_path / "out"):
        pass
    assert (tmp_path / "out").read_text() == "precious"


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    with staged_folder(tmp_path / "out") as stage:
        (stage / "new.txt").write_text("new")
    assert (tmp_path / "out").is_symlink()
    assert names(tmp_path / "real") == ["new.txt"]


def test_what_others_put_in_the_folder_stays_whatever_it_is(tmp_path):
    target = tmp_path / "out"
    (target / "empty").mkdir(parents=True)
    (target / "sub").mkdir()
    (target / "sub" / "mine.txt").write_text("mine")
    (target / "link").symlink_to(tmp_path)
    (target / "broken").symlink_to(tmp_path / "nowhere")
    os.mkfifo(target / "pipe")
    (target / "stale.txt").write_text("of the earlier run")
    with staged_folder(target, frozenset({"stale.txt"})) as stage:
        (stage / "new.txt").write_text("new")
    found = {p.relative_to(target).as_posix() for p in target.rglob("*")}
    assert {"empty", "sub/mine.txt", "link", "broken", "pipe", "new.txt"} <= found
    assert "stale.txt" not in found
    assert (target / "link").is_symlink()


def test_one_run_at_a_time_writes_to_a_target(tmp_path):
    with staged_folder(tmp_path / "out") as stage:
        (stage / "first.txt").write_text("first")
        with pytest.raises(OutsideError, match="another command"), staged_folder(tmp_path / "out"):
            pass
        with staged_folder(tmp_path / "other"):
            pass
    assert names(tmp_path / "out") == ["first.txt"]


def test_files_of_an_earlier_run_are_carried_over_by_name(tmp_path):
    old, stage = tmp_path / "old", tmp_path / "stage"
    (old / "maps").mkdir(parents=True)
    stage.mkdir()
    for name in ("maps/a.png", "maps/b.png"):
        (old / name).write_text(f"old {name}")
    keep_from(old, stage, ["maps/b.png", "maps/gone.png"])
    assert names(stage) == ["maps/b.png"]
    assert (stage / "maps/b.png").read_text() == "old maps/b.png"
