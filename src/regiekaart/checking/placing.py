"""Putting one made file in its place: whole, or not at all, and never over what was brought."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from regiekaart.errors import InputError, OutsideError, reason
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Collection


def refuse_target(
    target: Path, brought: Path, endings: Collection[str], *, force: bool = False
) -> None:
    """Refuse to write where something would be lost.

    Parameters
    ----------
    target
        The file to be made.
    brought
        The list; it is never written to, whatever its name in the call.
    endings
        The endings that the name of the target may have.
    force
        Whether another file that exists may be replaced.

    Raises
    ------
    InputError
        If the target is the list itself, exists already or has another ending.
    """
    name = str(target)
    if target.suffix.lower() not in endings:
        wanted = Text(" of ".join(endings), " or ".join(endings))
        raise InputError.one(
            f"de naam moet eindigen op {wanted.nl}: {name}",
            f"the name has to end in {wanted.en}: {name}",
            file=name,
        )
    if target.exists() and brought.exists() and target.samefile(brought):
        raise InputError.one(
            "dit is de lijst zelf, en die wordt nooit veranderd; kies een andere naam",
            "this is the list itself, which is never changed; choose another name",
            file=name,
        )
    if target.is_dir():
        raise InputError.one("dit is een map", "this is a folder", file=name)
    if target.exists() and not force:
        raise InputError.one(
            "bestaat al; kies een andere naam, of geef --force",
            "exists already; choose another name, or give --force",
            file=name,
        )


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
        why = reason(error)
        raise OutsideError(
            Text(
                f"kan niet schrijven naar {target}: {why.nl}; wat er stond, is onveranderd",
                f"cannot write to {target}: {why.en}; what was there is unchanged",
            )
        ) from error
    finally:
        if waiting is not None:
            waiting.unlink(missing_ok=True)
