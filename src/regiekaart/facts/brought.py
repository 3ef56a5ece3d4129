"""A file that somebody brings: which one it is, whether it is there, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.facts.filekind import read_content
from regiekaart.facts.rawtable import fatal
from regiekaart.paths import is_file

if TYPE_CHECKING:
    from pathlib import Path

    from regiekaart.errors import ProblemLog

# In UTF-16, every other byte of ordinary text is zero. A zip or a UTF-16 mark comes first.
_UTF16_HEAD: Final = 2_000
_MARKED: Final = (b"\xff\xfe", b"\xfe\xff", b"PK", b"\xd0\xcf")


def split_sheet(path: Path) -> tuple[Path, str | None]:
    """Return a file and the sheet that is named behind it, as in ``lijst.xlsx#Blad2``.

    Parameters
    ----------
    path
        A file as people give it; one that exists by that very name has no sheet behind it.

    Examples
    --------
    >>> from pathlib import Path
    >>> split_sheet(Path("lijst.xlsx#Blad2"))[1], split_sheet(Path("lijst.xlsx"))[1]
    ('Blad2', None)
    """
    name, sign, sheet = path.name.rpartition("#")
    if not sign or not name or is_file(path):
        return path, None
    return path.with_name(name), sheet.strip() or None


def content_of(path: Path, log: ProblemLog) -> bytes:
    """Return the bytes of a file, or say what stands in the way."""
    # A folder such as "." has no name of its own.
    log.file = path.name or str(path)
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = True
    if not there:
        # The problem names the file: only the folder is left to tell.
        folder = f" in {path.parent}" if path.parent.name else ""
        fatal(log, f"bestand niet gevonden{folder}", f"file not found{folder}")
    content = read_content(path, log)
    half = content[: _UTF16_HEAD // 2 * 2]
    if not content.startswith(_MARKED) and max(half[::2].count(0), half[1::2].count(0)) > (
        len(half) // 4
    ):
        fatal(
            log,
            "het bestand is UTF-16 zonder kenmerk: bewaar het als UTF-8 of als .xlsx",
            "the file is UTF-16 without a mark: save it as UTF-8 or as .xlsx",
        )
    return content
