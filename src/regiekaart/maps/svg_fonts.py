"""Letters inside an SVG, so that a browser shows the page as it was drawn, on every machine.

A browser sets text in the letters that the file brings along; other programs take those of the
system by the name of the family. What is embedded is a choice of a font's letters, which its
licence must allow: the OFL does, and of other fonts the file itself says so (OS/2, ``fsType``).
"""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.maps.fonts import spare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from regiekaart.maps.fonts import Font

# Letters of every file: with those of the language the text can be edited, and all pages of a
# series share one choice, made once. It costs some 30 kB a page.
LATIN: Final = frozenset(
    chr(code) for part in (range(0x20, 0x7F), range(0xA0, 0x100)) for code in part
) | frozenset("ŒœŠšŸŽž–—‘’“”„…•€")
WEIGHTS: Final = {False: 400, True: 700}
# Restricted licence, no subsetting, bitmaps only: OpenType 1.9, OS/2, fsType.
NOT_EMBEDDED: Final = 0x0002 | 0x0100 | 0x0200
# What a file keeps of a font's own words: copyright, licence, and where that stands.
KEPT_NAMES: Final = (0, 13, 14)


def font_family(font: Font) -> str:
    """Return a font, and those that stand in for it, as a value of CSS.

    Examples
    --------
    >>> from regiekaart.maps.fonts import Font
    >>> font_family(Font("Source Sans Pro"))
    '"Source Sans Pro", "DejaVu Sans", sans-serif'
    """
    names = dict.fromkeys((font.family, spare().family))
    return ", ".join((*map(_quoted, names), "sans-serif"))


def font_faces(font: Font, used: Mapping[bool, Collection[str]]) -> str:
    """Return the letters of a page as rules of CSS; empty where there is nothing to embed.

    Parameters
    ----------
    font
        The font of the page; one without files is left to the system.
    used
        The letters that the page uses, of regular and of bold weight.
    """
    return "".join(
        f"@font-face{{font-family:{_quoted(family)};font-weight:{WEIGHTS[bold]};"
        f'src:url(data:font/woff;base64,{data}) format("woff")}}\n'
        for bold, letters in sorted(used.items())
        for family, data in _faces(font, frozenset(letters), bold=bold)
    )


def _faces(font: Font, used: frozenset[str], *, bold: bool) -> Iterator[tuple[str, str]]:
    """Yield the font's own letters, and those of the spare font for what it lacks."""
    file = font.file(bold=bold)
    if file is None:
        return
    own = _letters(file)
    yield from _face(font, file, (LATIN | used) & own)
    other = spare()
    reserve = other.file(bold=bold)
    if reserve is not None and used - own:
        yield from _face(other, reserve, (used - own) & _letters(reserve))


def _face(font: Font, file: Path, letters: frozenset[str]) -> Iterator[tuple[str, str]]:
    data = _embedded(file, letters) if letters else ""
    if data:
        yield font.family, data


@lru_cache(maxsize=8)
def _letters(file: Path) -> frozenset[str]:
    """Return the letters that a font has."""
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as letters:
        return frozenset(map(chr, letters.getBestCmap() or ()))


@lru_cache(maxsize=64)
def _embedded(file: Path, letters: frozenset[str]) -> str:
    """Return some letters of a font as WOFF in base64; empty if the font may not be embedded."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, name_IDs=list(KEPT_NAMES), notdef_outline=True)
    # The day in the file stays that of the font: the same letters give the same bytes.
    with TTFont(file, recalcTimestamp=False) as font:
        if "OS/2" in font and font["OS/2"].fsType & NOT_EMBEDDED:
            return ""
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        font.flavor = "woff"
        stream = io.BytesIO()
        font.save(stream, reorderTables=False)
    return base64.b64encode(stream.getvalue()).decode("ascii")


def _quoted(name: str) -> str:
    """Return a name as a string of CSS."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
