import pytest

from regiekaart.errors import OutsideError
from regiekaart.storage import keep_from, staged_folder


def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_result_takes_the_place_of_the_old_one(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / "old.txt").write_text("old")
    with staged_folder(target) as stage:
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


def test_a_run_cut_off_between_its_last_two_steps_is_repaired_by_the_next(tmp_path):
    target, old = tmp_path / "out", tmp_path / ".out.old"
    old.mkdir()
    (old / "old.txt").write_text("old")

    def fail():
        with staged_folder(target):
            raise RuntimeError("again")

    with pytest.raises(RuntimeError):
        fail()
    assert names(target) == ["old.txt"]


def test_a_place_that_cannot_be_written_is_an_error_of_the_outside(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("a file, no folder")
    with pytest.raises(OutsideError) as caught, staged_folder(blocked / "out"):
        pass
    assert str(blocked / "out") in caught.value.message.nl
    assert caught.value.exit_status == 3
    assert blocked.read_text() == "a file, no folder"


def test_files_of_others_are_carried_over_and_replaced_ones_are_not(tmp_path):
    old, stage = tmp_path / "old", tmp_path / "stage"
    (old / "maps").mkdir(parents=True)
    stage.mkdir()
    for name in ("mine.txt", "maps/a.png", "maps/b.png"):
        (old / name).write_text(f"old {name}")
    (stage / "new.txt").write_text("new")
    keep_from(old, stage, {"maps/a.png"})
    assert names(stage) == ["maps/b.png", "mine.txt", "new.txt"]
    assert (stage / "mine.txt").read_text() == "old mine.txt"
