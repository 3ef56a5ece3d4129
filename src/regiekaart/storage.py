"""Writing results so that whoever looks sees the old ones whole, or the new ones whole.

A build writes into a folder of its own beside the target, and takes the target's place only when
everything is there. A run that is cut off leaves the target as it was; the next run clears up.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regiekaart.errors import OutsideError
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST: Final = "manifest.json"


@contextmanager
def staged_folder(target: Path) -> Iterator[Path]:
    """Give a folder to write in, and put it in the place of the target when all went well.

    Parameters
    ----------
    target
        The folder to replace; it need not exist.

    Yields
    ------
    Path
        An empty folder on the same disk.

    Raises
    ------
    OutsideError
        If the disk cannot be written; the target is then as it was.
    """
    try:
        _recover(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        yield stage
        # mkdtemp makes a folder for its owner alone; results are for whoever may read the rest.
        stage.chmod(0o777 & ~_umask())
        _take_place(stage, target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _take_place(stage: Path, target: Path) -> None:
    """Put the stage in the target's place; the old one is kept until the new one stands."""
    old = _old_name(target)
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        stage.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _recover(target: Path) -> None:
    """Put back what a run that was cut off between two renames had set aside."""
    old = _old_name(target)
    if old.exists() and not target.exists():
        old.rename(target)


def _old_name(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def keep_from(old: Path, stage: Path, replaced: set[str]) -> None:
    """Carry over the files of an earlier run that this run does not make again.

    Parameters
    ----------
    old
        The folder of the earlier run; it need not exist.
    stage
        The new folder.
    replaced
        Paths, relative to ``old``, of files that the new run replaces or drops.
    """
    if not old.is_dir():
        return
    for path in sorted(old.rglob("*")):
        name = path.relative_to(old)
        copy = stage / name
        if not path.is_file() or name.as_posix() in replaced or copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        # A link costs nothing, and the old folder goes away; not every file system has them.
        with suppress(OSError):
            os.link(path, copy)
            continue
        shutil.copy2(path, copy)


def _cannot_write(target: Path, error: OSError) -> OutsideError:
    reason = error.strerror or str(error)
    return OutsideError(
        Text(
            f"kan niet schrijven naar {target}: {reason}; wat er stond, is onveranderd",
            f"cannot write to {target}: {reason}; what was there is unchanged",
        )
    )
