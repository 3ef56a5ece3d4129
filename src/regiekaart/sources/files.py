"""Writing a file in the user's folder, whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from regiekaart.errors import OutsideError, reason
from regiekaart.language import Text


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place when all of it is written; folders are made.

    Raises
    ------
    OutsideError
        If the disk cannot be written; what was there is then as it was.
    """
    waiting: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as stream:
            waiting = Path(stream.name)
            stream.write(content)
        waiting.replace(path)
    except OSError as error:
        if waiting is not None:
            waiting.unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def cannot_write(place: Path, error: OSError) -> OutsideError:
    """Return the error of a disk that cannot be written."""
    why = reason(error)
    return OutsideError(
        Text(f"kan niet schrijven naar {place}: {why.nl}", f"cannot write to {place}: {why.en}")
    )
