"""Polygons that were computed before, kept in the user's cache folder.

An entry is named after what it was computed from, so a changed source, or another version of the
geometry library, never meets an old entry. Entries are written beside their place and renamed, and
carry a checksum: two processes, a full disk or a cut-off write can cost time, never a wrong border.
"""

from __future__ import annotations

import contextlib
import os
import struct
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.paths import user_cache

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.facts.boundaries import Geometries

MAGIC: Final = b"regiekaart-shapes-1\n"
DIGEST: Final = 32
COUNT: Final = struct.Struct("<q")


def cached(parts: tuple[str, ...], make: Callable[[], Geometries]) -> Geometries:
    """Return polygons from the cache, or make them and keep them.

    Parameters
    ----------
    parts
        What the polygons follow from: the fingerprint of the source, vintage, tolerance.
    make
        Computes them.
    """
    path = entry_path(parts)
    found = _read(path)
    if found is None:
        found = make()
        # A cache that cannot be written is no reason to fail: the polygons are there.
        with contextlib.suppress(OSError):
            _write(path, found)
    return found


def entry_path(parts: tuple[str, ...]) -> Path:
    """Return where an entry is kept; its name follows from its parts and the geometry library."""
    import shapely

    library = f"shapely {shapely.__version__} geos {shapely.geos_version_string}"
    name = sha256("\0".join((library, *parts)).encode()).hexdigest()[:32]
    return user_cache() / "shapes" / f"{name}.bin"


def _read(path: Path) -> Geometries | None:
    """Return an entry, or None if it is not there, or not whole."""
    import shapely

    try:
        content = path.read_bytes()
    except OSError:
        return None
    start = len(MAGIC) + DIGEST
    body = content[start:]
    if content[: len(MAGIC)] != MAGIC or sha256(body).digest() != content[len(MAGIC) : start]:
        return None
    (count,) = COUNT.unpack_from(body)
    ends = np.frombuffer(body, dtype="<i8", count=count, offset=COUNT.size)
    blob = memoryview(body)[COUNT.size + ends.nbytes :]
    starts = np.concatenate([[0], ends[:-1]])
    pieces = [bytes(blob[a:b]) for a, b in zip(starts, ends, strict=True)]
    shapes: Geometries = shapely.from_wkb(np.array(pieces, dtype=object))
    return shapes


def _write(path: Path, shapes: Geometries) -> None:
    import shapely

    pieces = [bytes(piece) for piece in shapely.to_wkb(shapes)]
    ends = np.cumsum([len(piece) for piece in pieces], dtype="<i8")
    body = COUNT.pack(len(pieces)) + ends.tobytes() + b"".join(pieces)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(MAGIC + sha256(body).digest() + body)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
