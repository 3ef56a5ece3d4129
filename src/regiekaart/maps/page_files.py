"""One page in files of one's own choice: all of them whole, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from regiekaart.errors import OutsideError, reason
from regiekaart.language import Text
from regiekaart.maps.atlas import write_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.maps.atlas import Series
    from regiekaart.maps.spec import PageSpec


def write_page_files(spec: PageSpec, series: Series, targets: Sequence[Path]) -> None:
    """Draw a page once, and put it in files when all of them can be put in their places.

    Parameters
    ----------
    spec
        The page.
    series
        The land and the look; its folder and its formats are those of the targets.
    targets
        The files; their endings are their formats. Folders are made.

    Raises
    ------
    OutsideError
        If the disk cannot be written; what was there is then as it was.
    """
    formats = tuple(dict.fromkeys(path.suffix[1:].lower() for path in targets))
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as undo:
        drawn = write_page(spec, replace(series, folder=Path(scratch), formats=formats))
        by_format = dict(zip(formats, drawn, strict=True))
        waiting = []
        for target in targets:
            try:
                waiting.append(_beside(target, by_format[target.suffix[1:].lower()], undo))
            except OSError as error:
                raise _cannot_write(target, error) from error
        for target, path in zip(targets, waiting, strict=True):
            try:
                path.replace(target)
            except OSError as error:
                raise _cannot_write(target, error) from error


def _beside(target: Path, drawn: Path, undo: ExitStack) -> Path:
    """Copy a drawn page to a file beside its target, which goes away if it is not put in place."""
    if target.is_dir():
        raise IsADirectoryError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    os.close(handle)
    path = Path(name)
    undo.callback(path.unlink, missing_ok=True)
    shutil.copyfile(drawn, path)
    # mkstemp makes a file for its owner alone; a map is for whoever may read the rest.
    path.chmod(drawn.stat().st_mode)
    return path


def _cannot_write(target: Path, error: OSError) -> OutsideError:
    why = reason(error)
    return OutsideError(
        Text(
            f"kan niet schrijven naar {target}: {why.nl}; wat er stond, is onveranderd",
            f"cannot write to {target}: {why.en}; what was there is unchanged",
        )
    )
