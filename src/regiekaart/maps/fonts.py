"""The letters of a page, by file: a page is then the same on every machine.

Matplotlib finds letters by the name of a family, among all that the system has; a font of the same
name that is installed there would take the place of the one that is meant. So a font that comes in
files is made known to matplotlib by a name of its own, which no other font has.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from regiekaart.paths import shipped_data

# How a file of TrueType letters begins. The other kind (CFF, in most .otf files) is not taken: a
# PDF by matplotlib would call it TrueType, and not every reader forgives that.
SIGNATURES: Final = (b"\0\1\0\0", b"true")
# Without these there is no letter to draw or to put in a file (OpenType 1.9, required tables).
NEEDED: Final = {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}


@dataclass(frozen=True, slots=True)
class Font:
    """A family of letters.

    Parameters
    ----------
    family
        Its name.
    regular, bold
        The files of its letters; without them, those that the system has by that name. Without a
        file of its own, what is bold stands in the regular letters.
    """

    family: str
    regular: Path | None = None
    bold: Path | None = None

    def file(self, *, bold: bool) -> Path | None:
        """Return the file of the regular or the bold letters, if the font comes in files."""
        return (self.bold or self.regular) if bold else self.regular


_SHIPPED: Final = shipped_data() / "fonts"
SOURCE_SANS: Final = Font(
    "Source Sans Pro", _SHIPPED / "SourceSansPro-Regular.ttf", _SHIPPED / "SourceSansPro-Bold.ttf"
)


def spare() -> Font:
    """Return the font of signs that another one lacks: the one that matplotlib ships."""
    import matplotlib as mpl

    folder = Path(mpl.get_data_path(), "fonts", "ttf")
    return Font("DejaVu Sans", folder / "DejaVuSans.ttf", folder / "DejaVuSans-Bold.ttf")


@lru_cache(maxsize=16)
def families(font: Font) -> tuple[str, ...]:
    """Return the names by which matplotlib has a font, and the one for signs that it lacks."""
    return tuple(dict.fromkeys(map(_made_known, (font, spare()))))


def _made_known(font: Font) -> str:
    """Make a font known to matplotlib by its files, and return the name that it has there."""
    if font.regular is None:
        return font.family
    from matplotlib.font_manager import FontEntry, fontManager

    files = {weight: font.file(bold=weight == "bold") for weight in ("normal", "bold")}
    mark = sha256("\0".join(map(str, files.values())).encode()).hexdigest()[:12]
    name = f"{font.family} {mark}"
    # Not `addfont`, which takes the name and the weight that the file gives itself.
    if not any(entry.name == name for entry in fontManager.ttflist):
        fontManager.ttflist += [
            FontEntry(fname=str(file), name=name, weight=weight) for weight, file in files.items()
        ]
    return name


def is_installed(family: str) -> bool:
    """Return whether the system, or matplotlib, has letters by this name."""
    from matplotlib.font_manager import fontManager

    return family in fontManager.get_font_names()


def family_of(path: Path) -> str | None:
    """Return the family of the TrueType letters in a file; None if it cannot be used for them."""
    from fontTools.ttLib import TTFont, TTLibError
    from matplotlib.ft2font import FT2Font

    try:
        with path.open("rb") as stream:
            if stream.read(4) not in SIGNATURES:
                return None
        letters = FT2Font(str(path))
        # What puts letters in a file is stricter than what draws them.
        with TTFont(path, lazy=True) as font:
            usable = bool(font.getBestCmap()) and NEEDED.issubset(font.keys())
    except (OSError, RuntimeError, ValueError, TTLibError):
        return None
    return (letters.family_name or path.stem) if usable else None
