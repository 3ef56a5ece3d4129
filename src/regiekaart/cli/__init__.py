"""The command line: thin, every command maps to one public function."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

# Of a run that makes a result and ends little is waste: looking for it each 700 objects takes a
# tenth of the time. Still bounded, since a list of a million rows is read by the same command.
RARELY: Final = (100_000, 50, 1000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Parameters
    ----------
    arguments
        The words of the command; by default those of this process, which then has no other work.
    """
    from regiekaart.cli.app import run

    if arguments is None:
        gc.set_threshold(*RARELY)
        arguments = sys.argv[1:]
    return run(list(arguments))
