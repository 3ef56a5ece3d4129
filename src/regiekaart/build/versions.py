"""Which versions of libraries are here."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import distribution, version
from typing import Final

_VERSION: Final = re.compile(r"^Version:\s*(\S+)", re.MULTILINE)


@cache
def version_of(library: str) -> str:
    """Return the version of a library that is installed.

    Parameters
    ----------
    library
        Its name in the package index.
    """
    # `version` takes all that a package says of itself apart: eight times as long.
    found = _VERSION.search(distribution(library).read_text("METADATA") or "")
    return found[1] if found else version(library)
