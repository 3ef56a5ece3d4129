"""A quicker start of matplotlib, for a process that draws and ends."""

from __future__ import annotations


def leave_out_docs() -> None:
    """Have matplotlib leave lists of properties out of its docstrings, from here on.

    It writes them when it is imported, for each of a hundred classes: a third of that time, and
    nobody reads them in a process of the command line. In a notebook somebody may: there this is
    not called.
    """
    from matplotlib import artist

    artist.kwdoc = _no_properties  # type: ignore[assignment]


def _no_properties(_artist: object) -> str:
    return ""
