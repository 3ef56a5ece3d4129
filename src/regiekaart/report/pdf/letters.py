"""The letters of a PDF: which files, under which names, how wide, and which signs they have.

Only these files are used, whatever the system has: the same document gives the same bytes on every
machine. A house font without files of its own is the exception, which its owner chose.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.errors import is_hidden
from regiekaart.maps.fonts import SOURCE_SANS, spare

if TYPE_CHECKING:
    from pathlib import Path

    from typst import Fonts

    from regiekaart.maps.fonts import Font

# What stands for a sign that no font has: a missing glyph is an error in accessible PDF.
MISSING: Final = "\N{REPLACEMENT CHARACTER}"
# The mean width of a letter, in parts of its size, where no font tells.
GUESS: Final = 0.6
# Spaces that Typst makes itself, and what a soft hyphen does: no font needs them.
SPACES: Final = frozenset({" ", "\N{NO-BREAK SPACE}"})
# A word that is longer than any in a dictionary may be broken; an address breaks by itself.
ENDLESS: Final = re.compile(r"[^\s/–-]{29,}")
PIECE: Final = re.compile(r".{12}(?=.{4})")
NO_USE: Final = frozenset({"Cn", "Co", "Cs"})


@dataclass(frozen=True, slots=True)
class Measure:
    """The signs of a font file, and how wide each is, in parts of the size of the letters."""

    widths: dict[int, float]

    @classmethod
    def of(cls, path: Path) -> Measure:
        """Read a font file."""
        return _measured(path)


@lru_cache(maxsize=16)
def _measured(path: Path) -> Measure:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        unit, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        signs = font.getBestCmap()
        return Measure({code: advances[name][0] / unit for code, name in signs.items()})


@dataclass(frozen=True, slots=True)
class Letters:
    """The fonts of a document.

    Parameters
    ----------
    fonts
        As Typst takes them.
    regular, bold
        The families to try in turn.
    measures
        The signs of the regular letters, then of the bold ones: those of the font, then the spare.
    """

    fonts: Fonts
    regular: tuple[str, ...]
    bold: tuple[str, ...]
    measures: tuple[tuple[Measure, ...], tuple[Measure, ...]]

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return how wide a text is, in parts of the size of its letters; without kerning."""
        return sum(self._sign(ord(sign), bold=bold) for sign in text)

    def _sign(self, code: int, *, bold: bool) -> float:
        found = (m.widths[code] for m in self.measures[bold] if code in m.widths)
        return next(found, GUESS)

    def has(self, sign: str) -> bool:
        """Return whether a sign can be shown, in regular letters and in bold ones."""
        code = ord(sign)
        return all(any(code in m.widths for m in face) for face in self.measures)

    def shown(self, text: str) -> str:
        r"""Return a text as it can be shown.

        What steers how other signs are shown is left out, and a sign that no font has stands as
        a replacement character.
        """
        return "".join(map(self._shown, unicodedata.normalize("NFC", text)))

    def breakable(self, text: str) -> str:
        """Return a text as `shown` does, with places to break a word that has no end."""
        shown = self.shown(text)
        return shown if "://" in shown else ENDLESS.sub(_pieces, shown)

    def _shown(self, sign: str) -> str:
        if sign in SPACES:
            return sign
        kind = unicodedata.category(sign)
        if kind == "Cf":
            return ""
        if kind not in NO_USE and (is_hidden(sign) or kind == "Zs"):
            return " "
        return sign if kind not in NO_USE and self.has(sign) else MISSING


def _pieces(word: re.Match[str]) -> str:
    return PIECE.sub(lambda piece: f"{piece[0]}\N{SOFT HYPHEN}", word[0])


def letters_of(font: Font, folder: Path) -> Letters:
    """Return the letters of a font, with its files in a folder where Typst finds them.

    Parameters
    ----------
    font
        The font of a theme.
    folder
        An empty folder, which is to stay for as long as the letters are used.
    """
    from typst import Fonts

    other = spare()
    files = {
        "regular": font.regular,
        "bold": font.bold,
        "spare": other.regular,
        "spare-bold": other.bold,
    }
    for name, path in files.items():
        if path is not None:
            shutil.copyfile(path, folder / f"{name}.ttf")
    fonts = Fonts(
        include_system_fonts=font.regular is None,
        include_embedded_fonts=False,
        font_paths=[folder],
    )
    # A file gives its own name, which may differ between the regular and the bold letters.
    named = {
        info.path and info.path.replace("\\", "/").rpartition("/")[2]: info.family
        for info in fonts.fonts()
    }
    regular = named.get("regular.ttf", font.family)
    bold = named.get("bold.ttf", regular)
    return Letters(fonts, (regular, other.family), (bold, other.family), _measures(font))


def _measures(font: Font) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """Return the signs of a font; those of the shipped one where a font has no files."""
    known, other = font if font.regular else SOURCE_SANS, spare()
    faces = [
        tuple(Measure.of(path) for each in (known, other) if (path := each.file(bold=bold)))
        for bold in (False, True)
    ]
    return faces[0], faces[1]
