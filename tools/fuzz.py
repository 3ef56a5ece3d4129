"""Feed a reader damaged files, and report what it does not bear.

Usage: ``python tools/fuzz.py READER [--seconds N] [--seed S] [--keep FOLDER]``

A find is: an exception that is not a RegiekaartError, more than 5 seconds, more than 600 MB on top
of what the program itself takes, an error without words in Dutch or English, or wrong figures from
a file that was accepted. Each is kept in FOLDER with what happened; ``--again FILE`` tries it once
more. The files of a seed are the same every time: number N of seed S is made from "S:N" alone.
"""

from __future__ import annotations

import argparse
import os
import resource
import select
import signal
import sys
import time
import traceback
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import fuzz_mutations as mutations
from fuzz_readers import READERS, Reader, told
from regiekaart.errors import RegiekaartError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECONDS: Final = 5.0
KILL_AFTER: Final = 20.0
MEGABYTES: Final = 600
BATCH: Final = 300
# How often a file is damaged twice.
TWICE: Final = 0.1
ROOM: Final = 1_500 * 1024 * 1024


def make(reader: Reader, corpus: Mapping[str, Sequence[bytes]], seed: str) -> tuple[str, bytes]:
    """Return the ending and the content of one damaged file."""
    rng = Random(seed)  # noqa: S311 - the same files every time
    ending = rng.choice(sorted(corpus))
    content = rng.choice(corpus[ending])
    ways = [mutations.damage, *reader.mutations[ending]]
    others = [each for files in corpus.values() for each in files]
    content = rng.choice(ways)(rng, content, others)
    if rng.random() < TWICE:
        content = mutations.damage(rng, content, others)
    return ending, content


def status(key: str) -> int:
    """Return a figure of this process in MB, as the kernel has it."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{key}:"):
            return int(line.split()[1]) // 1024
    return 0


def attempt(reader: Reader, path: Path) -> tuple[str, str]:
    """Read one file: the outcome in a word, and what is wrong."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    # Time of the processor: other work on the machine is no find.
    before, start = status("VmRSS"), time.process_time()
    outcome, why = "accepted", ""
    try:
        reader.read(path)
    except RegiekaartError as error:
        outcome = "refused"
        try:
            told(error)
        except Exception as wrong:  # noqa: BLE001 - reported as a find
            outcome, why = "find", f"{wrong!r}"
    except (Exception, SystemExit):  # noqa: BLE001 - reported as a find
        outcome, why = "find", traceback.format_exc()
    took, memory = time.process_time() - start, status("VmHWM") - before
    if took > SECONDS or memory > MEGABYTES:
        outcome, why = "find", f"{took:.1f} s, {memory} MB\n{why}"
    return outcome, why


def batch(reader: Reader, name: str, first: int, folder: Path, end: float, pipe: int) -> None:
    """Try files until the batch or the time is done; in a process of its own."""
    corpus = reader.corpus()
    here = status("VmSize") * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (here + ROOM, here + ROOM))
    for number in range(first, first + BATCH):
        if time.monotonic() > end:
            break
        try:
            ending, content = make(reader, corpus, f"{name}:{number}")
        except Exception:  # noqa: BLE001 - a mutation that cannot be written is no file
            os.write(pipe, f"{number} unmade\n".encode())
            continue
        path = folder / f"tried{ending}"
        path.write_bytes(content)
        os.write(pipe, f"{number} started {ending}\n".encode())
        outcome, why = attempt(reader, path)
        if outcome == "find":
            path.rename(folder / f"{name.replace(':', '-')}-{number}{ending}")
            report = folder / f"{name.replace(':', '-')}-{number}.txt"
            report.write_text(why, encoding="utf-8", errors="replace")
        os.write(pipe, f"{number} {outcome}\n".encode())


def run(reader: Reader, name: str, seconds: float, folder: Path) -> dict[str, int]:
    """Try files for some time: how many were accepted, refused, unmade, and found."""
    end, number = time.monotonic() + seconds, 0
    counts = dict.fromkeys(("accepted", "refused", "unmade", "find", "killed"), 0)
    reader.corpus()
    while time.monotonic() < end:
        out, into = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(out)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            try:
                batch(reader, name, number, folder, end, into)
            finally:
                os._exit(0)
        os.close(into)
        number = follow(child, out, number, name, folder, counts)
    return counts


def follow(
    child: int, out: int, number: int, name: str, folder: Path, counts: dict[str, int]
) -> int:
    """Count what a batch tells; end it where it hangs. Returns the number to go on with."""
    said, started = b"", ""
    while True:
        ready, _, _ = select.select([out], [], [], KILL_AFTER)
        chunk = os.read(out, 65536) if ready else b""
        if not ready:
            os.kill(child, signal.SIGKILL)
        if not chunk:
            break
        *lines, said = (said + chunk).split(b"\n")
        for line in lines:
            count, outcome, *rest = line.decode().split()
            number, started = int(count) + 1, rest[0] if rest else ""
            if outcome in counts:
                counts[outcome] += 1
    os.close(out)
    os.waitpid(child, 0)
    if started:
        # It hung, or took the process down with it.
        counts["killed"] += 1
        path = folder / f"tried{started}"
        path.rename(folder / f"{name.replace(':', '-')}-{number - 1}-killed{started}")
    return number


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", choices=sorted(READERS))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", type=Path, default=Path("fuzz"))
    parser.add_argument("--again", type=Path)
    asked = parser.parse_args()
    reader = READERS[asked.reader]
    if asked.again is not None:
        outcome, why = attempt(reader, asked.again)
        print(outcome, why)
        return int(outcome == "find")
    asked.keep.mkdir(parents=True, exist_ok=True)
    counts = run(reader, f"{asked.reader}:{asked.seed}", asked.seconds, asked.keep)
    print(asked.reader, "seed", asked.seed, counts)
    return int(counts["find"] + counts["killed"] > 0)


if __name__ == "__main__":
    sys.exit(main())
