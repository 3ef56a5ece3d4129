"""Work in a process beside this one gives what it would give here, or says why not."""

import contextlib
import os
import signal
import time

import pytest

from regiekaart.errors import InputError, OutsideError
from regiekaart.workers import available_processors, beside, can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="no process can be forked here")


def test_work_is_done_in_another_process_and_its_result_comes_back():
    with beside(lambda: (os.getpid(), 6 * 7)) as wait:
        other, answer = wait()
    assert answer == 42
    assert other != os.getpid()


def test_it_knows_what_this_process_knew_and_changes_nothing_here():
    kept = ["before"]

    def work():
        kept.append("there")
        return list(kept)

    with beside(work) as wait:
        assert wait() == ["before", "there"]
    assert kept == ["before"]


def test_what_goes_wrong_there_is_raised_here():
    def wrong():
        raise InputError.one("dit deugt niet", "this is no good", file="lijst.csv", row=3)

    with pytest.raises(InputError) as caught, beside(wrong) as wait:
        wait()
    (problem,) = caught.value.problems
    assert (problem.message.en, problem.file, problem.row) == ("this is no good", "lijst.csv", 3)


def test_a_process_that_is_killed_is_told():
    killed = beside(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with killed as wait, pytest.raises(OutsideError, match="was ended"):
        wait()


def test_whoever_leaves_early_does_not_wait(tmp_path):
    begun = tmp_path / "begun"

    def work():
        begun.write_text(str(os.getpid()))
        time.sleep(600)

    start = time.monotonic()
    with contextlib.suppress(KeyError), beside(work):
        while not (begun.exists() and begun.read_text()):
            time.sleep(0.01)
        raise KeyError
    assert time.monotonic() - start < 60
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.read_text()), 0)


def test_there_is_a_processor():
    assert available_processors() >= 1
