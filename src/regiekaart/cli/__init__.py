"""The command line: thin, every command maps to one public function."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    from regiekaart.cli.app import run

    return run(list(sys.argv[1:] if arguments is None else arguments))
