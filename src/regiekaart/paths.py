"""Where things are: the data that ships, and the user's own folder."""

from __future__ import annotations

import os
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path


@cache
def shipped_data() -> Path:
    """Return the folder of the data that ships.

    An installed wheel carries it inside the package; a checkout has it at its top level.
    """
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parents[1] / "data"


def user_data() -> Path:
    """Return the user's folder, for installed boundaries.

    The environment variable ``REGIEKAART_DATA`` puts it elsewhere.
    """
    override = os.environ.get("REGIEKAART_DATA")
    if override:
        return Path(override).expanduser()
    from platformdirs import user_data_path

    return user_data_path("regiekaart", appauthor=False)


def user_cache() -> Path:
    """Return the user's folder for what can be computed again.

    The environment variable ``REGIEKAART_CACHE`` puts it elsewhere.
    """
    override = os.environ.get("REGIEKAART_CACHE")
    if override:
        return Path(override).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("regiekaart", appauthor=False)


def fingerprint(path: Path) -> str:
    """Return the sha256 of a file, or of the files of a folder."""
    if path.is_dir():
        parts = [fingerprint(each) for each in sorted(path.rglob("*")) if each.is_file()]
        return sha256("".join(parts).encode()).hexdigest()
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def is_file(path: Path) -> bool:
    """Return whether a path is a file; one that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def stamp_of(path: Path | None) -> tuple[int, int]:
    """Return what changes when somebody writes to a file; zeros where there is none."""
    try:
        found = path.stat() if path is not None else None
    except (OSError, ValueError):
        found = None
    return (found.st_mtime_ns, found.st_size) if found is not None else (0, 0)


def is_odd(path: Path) -> bool:
    """Return whether something is there that is no file: a folder, a pipe, a device.

    A pipe would block whoever opens it, and a device could be read without end.
    """
    try:
        return path.exists() and not path.is_file()
    except (OSError, ValueError):
        return False
