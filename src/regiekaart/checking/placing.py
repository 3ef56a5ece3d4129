"""Where a made file may go: never over what was brought, nor over what somebody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.errors import InputError
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


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
