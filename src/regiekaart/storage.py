"""Writing results so that whoever looks sees the old ones whole, or the new ones whole.

A build writes into a folder of its own beside the target, and takes the target's place only when
everything is there. A run that is cut off leaves the target as it was; the next run clears up what
it left. One run at a time writes to a target. What somebody else put in the target stays there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regiekaart.errors import OutsideError, reason
from regiekaart.language import Text
from regiekaart.paths import user_cache

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MANIFEST: Final = "manifest.json"


@contextmanager
def sole_writer(target: Path) -> Iterator[None]:
    """Hold a target, so that nobody else writes to it; what a cut-off run left is put in order.

    Parameters
    ----------
    target
        The folder; it need not exist. Nothing is written where nothing was left.

    Raises
    ------
    OutsideError
        If something that is no folder stands in the way, the disk cannot be read, or another run
        writes to the target.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise OutsideError(
            Text(
                f"er staat iets in de weg dat geen map is: {target}",
                f"something is in the way that is no folder: {target}",
            )
        )
    with _only_writer(target):
        try:
            _clear_up(target)
        except OSError as error:
            raise _cannot_write(target, error) from error
        yield


@contextmanager
def staged_folder(target: Path, replaced: Collection[str] = ()) -> Iterator[Path]:
    """Give a folder to write in, and put it in the place of the target when all went well.

    Parameters
    ----------
    target
        The folder to replace; it need not exist.
    replaced
        Paths, relative to the target, of files of an earlier run that go away with it; read when
        the block ends, so it may grow inside. All else that the target holds is carried over.

    Yields
    ------
    Path
        An empty folder on the same disk.

    Raises
    ------
    OutsideError
        If the disk cannot be written, something that is no folder stands in the way, or another
        run writes to the target; the target is then as it was.
    """
    with sole_writer(target), staged_by_writer(target, replaced) as stage:
        yield stage


@contextmanager
def staged_by_writer(target: Path, replaced: Collection[str] = ()) -> Iterator[Path]:
    """Do what `staged_folder` does, for who holds the target already.

    Parameters
    ----------
    target, replaced
        As for `staged_folder`.

    Raises
    ------
    OutsideError
        If the disk cannot be written; the target is then as it was.
    """
    target = target.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=_stage_prefix(target), dir=target.parent))
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        yield stage
        # mkdtemp makes a folder for its owner alone; results are for whoever may read the rest.
        stage.chmod(0o777 & ~_umask())
        _take_place(stage, target, replaced)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def new_files(folder: Path) -> Iterator[Path]:
    """Give a folder to write in, and put each file in a folder that people work in.

    Nothing that is there is touched, and the folder itself stays: somebody may be in it.

    Parameters
    ----------
    folder
        Where the files go; it is made if need be. None of them may be there.

    Yields
    ------
    Path
        An empty folder on the same disk.

    Raises
    ------
    OutsideError
        If the disk cannot be written; then none of the files is there.
    """
    folder = folder.resolve()
    placed: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".regiekaart-new-") as stage:
            yield Path(stage)
            for made in sorted(Path(stage).iterdir()):
                placed.append(folder / made.name)
                made.rename(placed[-1])
    except OSError as error:
        for path in placed:
            with suppress(OSError):
                path.unlink()
        raise _cannot_write(folder, error) from error


def put_in_place(made: Path, target: Path) -> None:
    """Copy a made file to its target; a run that is cut off leaves what was there.

    Parameters
    ----------
    made
        The file.
    target
        Where it goes; the folder is made if need be.

    Raises
    ------
    OutsideError
        If the disk cannot be written.
    """
    waiting: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".regiekaart-new-")
        os.close(handle)
        waiting = Path(name)
        shutil.copyfile(made, waiting)
        # mkstemp makes a file for its owner alone; a result is for whoever may read the rest.
        waiting.chmod(made.stat().st_mode)
        waiting.replace(target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        if waiting is not None:
            waiting.unlink(missing_ok=True)


@contextmanager
def _only_writer(target: Path) -> Iterator[None]:
    """Hold the target for this run; the system lets go of it whatever way the run ends."""
    from filelock import FileLock, Timeout

    name = sha256(str(target).encode("utf-8", "surrogateescape")).hexdigest()[:32] + ".lock"
    folder = user_cache() / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir())
    lock = FileLock(folder / name)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OutsideError(
            Text(
                f"een andere opdracht schrijft op dit ogenblik naar {target}; probeer het straks "
                "opnieuw",
                f"another command is writing to {target} at this moment; try again later",
            )
        ) from error
    try:
        yield
    finally:
        lock.release()


def _take_place(stage: Path, target: Path, replaced: Collection[str]) -> None:
    """Put the stage in the target's place; the old one is kept until the new one stands."""
    old = _old_name(target)
    if target.exists():
        target.rename(old)
    try:
        stage.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    _retire(old, target, replaced)


def _clear_up(target: Path) -> None:
    """Put in order what a run that was cut off has left."""
    old = _old_name(target)
    if old.exists() and not target.exists():
        old.rename(target)
    elif old.exists():
        # Cut off while it retired the old folder: what is not in the new one is somebody's.
        _retire(old, target, ())
    for litter in target.parent.glob(f"{_stage_prefix(target)}*"):
        shutil.rmtree(litter, ignore_errors=True)


def _retire(old: Path, new: Path, replaced: Collection[str]) -> None:
    """Move what others put in the old folder to the new one, and remove the rest."""
    if not old.is_dir():
        return
    for folder, folders, files in os.walk(old):
        inside = Path(folder).relative_to(old)
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*files, *links):
            place = inside / name
            if place.as_posix() in replaced or os.path.lexists(new / place):
                continue
            (new / inside).mkdir(parents=True, exist_ok=True)
            (old / place).rename(new / place)
        if not folders and not files and inside != Path():
            (new / inside).mkdir(parents=True, exist_ok=True)
    shutil.rmtree(old, ignore_errors=True)


def _stage_prefix(target: Path) -> str:
    return f".regiekaart-new-{target.name}-"


def _old_name(target: Path) -> Path:
    return target.with_name(f".regiekaart-old-{target.name}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def keep_from(old: Path, stage: Path, names: list[str]) -> None:
    """Carry over files of an earlier run that this run does not make again.

    Parameters
    ----------
    old
        The folder of the earlier run.
    stage
        The new folder.
    names
        The files, relative to ``old``; one that is gone is left out.
    """
    for name in names:
        path, copy = old / name, stage / name
        if path.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(path, copy)


def link_or_copy(path: Path, copy: Path) -> None:
    """Give a file a second place, unless something stands there.

    A link costs nothing, but not every file system has them. Nobody may write to either place.
    """
    if copy.exists():
        return
    with suppress(OSError):
        os.link(path, copy)
        return
    shutil.copy2(path, copy)


def _cannot_write(target: Path, error: OSError) -> OutsideError:
    why = reason(error)
    return OutsideError(
        Text(
            f"kan niet schrijven naar {target}: {why.nl}; wat er stond, is onveranderd",
            f"cannot write to {target}: {why.en}; what was there is unchanged",
        )
    )
