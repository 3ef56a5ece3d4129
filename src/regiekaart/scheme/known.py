"""The schemes by their names: those that ship, and those that somebody declares in a file."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from regiekaart.errors import InputError
from regiekaart.paths import shipped_data, stamp_of
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from regiekaart.scheme.model import Scheme


def shipped_schemes() -> tuple[str, ...]:
    """Return the ids of the schemes that ship, the default one first."""
    others = sorted(path.stem for path in _folder().glob("*.toml"))
    return (FLANDERS.id, *others)


def scheme_called(name: Path | str | None) -> Scheme:
    """Return a scheme that ships, by its id, or one that a file declares.

    Parameters
    ----------
    name
        The id, or the path of a TOML file; None is the default scheme.

    Raises
    ------
    InputError
        If there is no such scheme, or the file has errors; holds every problem.

    Examples
    --------
    >>> scheme_called(None).group.many.nl
    'regiegebieden'
    """
    if name is None or str(name) == FLANDERS.id:
        return FLANDERS
    word = str(name)
    if word in shipped_schemes():
        return _from(_folder() / f"{word}.toml")
    path = Path(name)
    if path.suffix.lower() == ".toml":
        return _from(path)
    listed = ", ".join(shipped_schemes())
    near = get_close_matches(word, shipped_schemes(), n=1)
    raise InputError.one(
        f"onbekend schema: {word}; kies uit {listed}, of geef een bestand (.toml)",
        f"unknown scheme: {word}; choose from {listed}, or give a file (.toml)",
        value=word,
        suggestion=near[0] if near else None,
    )


def _from(path: Path) -> Scheme:
    return _read(path.absolute(), stamp_of(path))


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: tuple[int, int]) -> Scheme:
    from regiekaart.scheme.file import read_scheme

    return read_scheme(path)


def _folder() -> Path:
    return shipped_data() / "schemes"
