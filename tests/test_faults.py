"""A build that is cut off, or refused by the disk, at any moment leaves whole outputs behind.

Every change that a build makes to the disk is a moment: a file opened for writing, a folder made, a
name changed, something removed. A copy of this process builds until moment number N, and there it
is killed, or the system refuses what it asked. Then somebody looks at what is left.

Here every few moments are tried; ``REGIEKAART_FAULTS=all`` tries each one, and says how many.
"""

import errno
import json
import os
import shutil
import signal
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from regiekaart.build import BuildChoice, build
from regiekaart.errors import OutsideError
from tiny import grid_study

if not hasattr(os, "fork"):  # pragma: no cover - Windows
    pytest.skip("a process cannot be copied here", allow_module_level=True)

ALL = os.environ.get("REGIEKAART_FAULTS") == "all"
STEP = 1 if ALL else 13
UNDISTURBED, SURVIVED, REFUSED, KILLED, WRONG = 0, 1, 3, 9, 70
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.chmod"}


def choice(output, parts=("tables",)):
    return BuildChoice(output=output, parts=parts, formats=("svg",), jobs=1, name="noord")


@pytest.fixture(scope="module")
def old():
    return grid_study({1: "A", 2: "A", 9: "B"})


@pytest.fixture(scope="module")
def new():
    return grid_study({1: "A", 2: "A", 3: "A", 9: "B"}, outside=(8,))


@pytest.fixture(scope="module")
def wholes(old, new, tmp_path_factory):
    """What an undisturbed build of each study leaves: the bytes of every file."""
    found = []
    for number, study in enumerate((old, new)):
        folder = build(study, choice(tmp_path_factory.mktemp(f"whole{number}"))).folder
        found.append(contents(folder))
    assert found[0] != found[1]
    return found


def contents(folder):
    """Return a fingerprint of each file in a folder, by its path; None if there is no folder."""
    if not folder.is_dir():
        return None
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in files}


class Moments:
    """Counts what is changed below a folder, and strikes at one moment."""

    def __init__(self, folder, number, strike):
        self.folder, self.number, self.strike = str(folder), number, strike
        self.seen = 0

    def __call__(self, event, args):
        if event == "open":
            path, _, flags = args
            changes = isinstance(flags, int) and flags & WRITES
            inside = isinstance(path, str | bytes | Path) and os.fsdecode(path).startswith(
                self.folder
            )
        else:
            changes = event in CHANGES
            # Within a folder that is being removed, a name has no path before it.
            inside = changes and any(
                os.fsdecode(each).startswith(self.folder)
                for each in args
                if isinstance(each, str | bytes | Path)
            )
            inside = inside or (changes and any(isinstance(a, int) and a > 2 for a in args[1:]))
        if changes and inside:
            self.seen += 1
            if self.seen == self.number:
                self.strike()


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def full():
    raise OSError(errno.ENOSPC, "No space left on device")


def denied():
    raise PermissionError(errno.EACCES, "Permission denied")


def disturbed(study, output, number, strike, parts=("tables",)):
    """Build in a copy of this process, struck at one moment; return how it ended."""
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        status = WRONG
        moments = Moments(output, number, strike)
        try:
            sys.addaudithook(moments)
            build(study, choice(output, parts))
            status = SURVIVED if moments.seen >= number else UNDISTURBED
        except OutsideError:
            status = REFUSED
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    return KILLED if os.WIFSIGNALED(ended) else os.WEXITSTATUS(ended)


def every_moment(old, new, tmp_path, strike):
    """Yield, for each moment, how the build ended and where its outputs were."""
    master = build(old, choice(tmp_path / "master")).folder
    (master / "notes").mkdir()
    (master / "notes" / "mine.txt").write_text("somebody's own")
    number = 1
    while True:
        output = tmp_path / f"outputs{number}"
        shutil.copytree(master.parent, output)
        ended = disturbed(new, output, number, strike)
        folder = output / master.name
        if ended == UNDISTURBED:
            return
        yield ended, folder
        shutil.rmtree(output)
        number += STEP


MINE = {"notes/mine.txt": sha256(b"somebody's own").hexdigest()}


def found_whole(folder, wholes):
    """Return which outputs are there, each whole: old, new, or the old under the name kept for it.

    Between two names of one folder there is a moment at which neither stands: then the old outputs
    lie beside it, and the next run puts them back.
    """
    aside = folder.with_name(f".regiekaart-old-{folder.name}")
    there = contents(folder)
    if there is None:
        assert contents(aside) == wholes[0] | MINE
        return "aside"
    mine = {name: there.pop(name) for name in MINE if name in there}
    assert there in wholes, f"{folder.name}: half outputs"
    assert mine == MINE or contents(aside).get(next(iter(MINE))) == next(iter(MINE.values()))
    return ("old", "new")[wholes.index(there)]


@pytest.mark.parametrize("strike", [kill, full, denied])
def test_whenever_a_build_is_struck_its_outputs_are_whole_and_the_next_run_repairs(
    old, new, wholes, tmp_path, strike, record_property
):
    ends, states = Counter(), Counter()
    for ended, folder in every_moment(old, new, tmp_path, strike):
        assert ended != WRONG, "an error without words"
        ends[ended] += 1
        states[found_whole(folder, wholes)] += 1
        assert build(new, choice(folder.parent)).folder == folder
        assert contents(folder) == wholes[1] | MINE
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    record_property("moments", sum(ends.values()))
    record_property("left", json.dumps(states))
    if ALL:
        print(strike.__name__, dict(ends), dict(states))  # noqa: T201 - asked for
    assert states["old"]
    assert ends[KILLED if strike is kill else REFUSED]


def test_files_that_are_taken_over_are_whole_after_a_strike_as_well(old, tmp_path):
    """Tables that are right are linked into the new folder: the old one keeps them all the same."""
    both = ("tables", "maps")
    whole = contents(build(old, choice(tmp_path / "whole", both)).folder)
    master = build(old, choice(tmp_path / "master", both)).folder
    (master / "maps" / "province-noord.svg").write_text("spoilt")
    spoilt = contents(master)
    for number in range(1, 40, STEP):
        output = tmp_path / f"outputs{number}"
        shutil.copytree(master.parent, output)
        ended = disturbed(old, output, number, kill, both)
        found = contents(output / master.name)
        aside = contents(output / f".regiekaart-old-{master.name}")
        assert found in (whole, spoilt) or (found is None and aside == spoilt)
        assert ended in {KILLED, UNDISTURBED}
        assert contents(build(old, choice(output, both)).folder) == whole
