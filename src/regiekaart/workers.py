"""Processes that work beside this one, where a process can be forked: what it knows, they know."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar, cast

from regiekaart.errors import OutsideError
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

Result = TypeVar("Result")


def available_processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def can_fork() -> bool:
    """Return whether a process can be forked here: on Windows it cannot."""
    return "fork" in multiprocessing.get_all_start_methods()


def begin_worker() -> None:
    """Have this process end when it is asked to, and when its parent is gone.

    What the parent knew is never garbage here, and is no longer searched for it: to search memory
    that is shared makes a copy of it.
    """
    gc.freeze()
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when its parent is gone, also when the parent was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def beside(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Have work done in a process of its own, and give what waits for its result.

    Where the block is left early, the process is ended.

    Parameters
    ----------
    work
        The work. What it changes in memory stays there; its result must be small.

    Raises
    ------
    OutsideError
        If the process was ended from outside, as by a system that runs out of memory.
    """
    forked = multiprocessing.get_context("fork")
    receiver, sender = forked.Pipe(duplex=False)
    process = forked.Process(target=_do, args=(work, sender), daemon=True)
    process.start()
    sender.close()

    def wait() -> Result:
        try:
            done, found = receiver.recv()
        except EOFError:
            raise OutsideError(
                Text(
                    "een proces dat een deel van de uitvoer maakte, werd afgebroken",
                    "a process that made a part of the outputs was ended",
                )
            ) from None
        if not done:
            raise found
        return cast("Result", found)

    try:
        yield wait
    finally:
        process.terminate()
        process.join()
        receiver.close()


def _do(work: Callable[[], object], sender: Connection) -> None:
    begin_worker()
    try:
        answer: tuple[bool, object] = True, work()
    except BaseException as error:  # noqa: BLE001 - it is raised where the result is waited for
        answer = False, error
    with contextlib.suppress(OSError):
        sender.send(answer)
    sender.close()
