"""What matplotlib and fontTools do that nobody here needs, left out."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fontTools.ttLib import TTFont

# Rules by which a program sets letters: ligatures, kerning, small capitals (OpenType 1.9).
LAYOUT: Final = ("GDEF", "GPOS", "GSUB", "BASE", "MATH")


def leave_out_docs() -> None:
    """Have matplotlib leave lists of properties out of its docstrings, from here on.

    It writes them when it is imported, for each of a hundred classes: a third of that time, and
    nobody reads them in a process of the command line. In a notebook somebody may: there this is
    not called.
    """
    from matplotlib import artist

    artist.kwdoc = _no_properties  # type: ignore[assignment]


def _no_properties(_artist: object) -> str:
    return ""


@contextmanager
def without_layout_rules() -> Iterator[None]:
    """Embed fonts without the rules for setting them.

    In a PDF every letter has its place, and no reader looks at the rules; to read them, and to cut
    them down to the letters of a page, takes longer than drawing it.
    """
    from fontTools import subset

    usual = subset.load_font

    def without(*given: Any, **options: Any) -> TTFont:  # noqa: ANN401 - as it takes them
        font: TTFont = usual(*given, **options)
        for table in LAYOUT:
            if table in font:
                del font[table]
        return font

    subset.load_font = without
    try:
        yield
    finally:
        subset.load_font = usual
