"""The files that the borders of a study come from, without reading a border."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regiekaart.facts.boundaries import EMBEDDED, EMBEDDED_FILE, OFFICIAL, installed_cards
from regiekaart.paths import fingerprint, shipped_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.scheme.model import Scheme

# Formats of several files: what else is read beside the one that is named.
COMPANIONS: Final = {
    ".shp": (".dbf", ".shx", ".prj", ".cpg"),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
    ".gml": (".xsd",),
}


@dataclass(frozen=True, slots=True)
class BorderFiles:
    """The files that the borders of a study come from.

    Parameters
    ----------
    content
        The choice, and each file by its name and the sha256 of its content.
    known
        What the borders that are read from them can say of their origin (`BoundarySet.sha256`).
    """

    content: tuple[tuple[str, str], ...]
    known: frozenset[str]


def border_files(scheme: Scheme, choice: str | None) -> BorderFiles:
    """Return the files that borders are read from.

    Parameters
    ----------
    scheme
        It may have units of its own, with borders.
    choice
        As for `facts.boundaries.boundaries_for`.

    Notes
    -----
    Without a choice, or where it is the official borders, every set that is installed counts: the
    web page shows other days, with borders of their own.
    """
    own = scheme.units_from
    if choice not in {None, EMBEDDED, OFFICIAL}:
        path = Path(str(choice))
        found = tuple(_with_companions(path))
        return BorderFiles(found, frozenset({found[0][1]} if found else ()))
    if own is not None:
        found = tuple(_with_companions(own.borders)) if own.borders is not None else ()
        return BorderFiles(found, frozenset({found[0][1]} if found else ()))
    embedded = _named(shipped_data() / EMBEDDED_FILE)
    sets = [] if choice == EMBEDDED else installed_cards()
    files = [each for card, read in sets for each in (card, read and read.path) if each]
    return BorderFiles(
        ((str(choice), ""), embedded, *map(_named, files)),
        frozenset({embedded[1], *(read.sha256 for _, read in sets if read)}),
    )


def _with_companions(path: Path) -> Iterator[tuple[str, str]]:
    if not path.exists():
        return
    yield _named(path)
    for ending in COMPANIONS.get(path.suffix.casefold(), ()):
        beside = (path.with_suffix(each) for each in (ending, ending.upper()))
        yield from (_named(each) for each in beside if each.is_file())


def _named(path: Path) -> tuple[str, str]:
    return path.name, fingerprint(path)
