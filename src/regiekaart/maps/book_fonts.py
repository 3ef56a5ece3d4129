"""One set of letters for a book of pages that each brought their own.

Matplotlib embeds in every page the letters that the page uses. The codes in its text are those of
Unicode, so that the letters of all pages together, embedded once, serve every page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from regiekaart.maps.fonts import families

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure
    from pypdf import PageObject, PdfWriter
    from pypdf.generic import DictionaryObject

    from regiekaart.maps.theme import Theme

    Letters = frozenset[tuple[int, str]]

# A line of a ToUnicode map as matplotlib writes it: from, to, and the text of each code.
RANGE: Final = re.compile(r"<([0-9a-f]+)> <([0-9a-f]+)> \[(.*?)\]")
TEXT: Final = re.compile(r"<([0-9a-f]+)>")


def sample(pages: Sequence[PageObject], theme: Theme) -> Figure:
    """Return a figure that holds every letter of some pages, upright and bold."""
    from matplotlib.figure import Figure

    wanted = {
        text
        for page in pages
        for font in _fonts(page).values()
        for code, text in _letters(font)
        if text == chr(code)
    }
    figure = Figure(figsize=(1, 1))
    for weight in ("normal", "bold"):
        # A space after each: a pair of letters could become a ligature.
        for letter in sorted(wanted - {" "}):
            figure.text(0, 0, f"{letter} ", family=families(theme.font), weight=weight)
    return figure


def share_fonts(pages: Sequence[PageObject], source: PageObject, book: PdfWriter) -> None:
    """Let pages use the fonts of another page, before they are put in a book.

    A font of a page is left alone where its codes mean something else: ligatures, rare signs.

    Parameters
    ----------
    source
        The page with the letters of all; see `sample`.
    book
        Gets the fonts.
    """
    # A face may have a second font, of signs without a code of their own: the larger is meant.
    fonts_by_size = sorted(_fonts(source).values(), key=lambda font: len(_letters(font)))
    shared = {_face(font): font.clone(book) for font in fonts_by_size}
    letters = {face: _letters(font) for face, font in shared.items()}
    for page in pages:
        fonts = page["/Resources"]["/Font"]  # type: ignore[index]
        for name, font in _fonts(page).items():
            face = _face(font)
            if face in shared and _letters(font) <= letters[face]:
                fonts[name] = shared[face].indirect_reference


def _fonts(page: PageObject) -> dict[str, DictionaryObject]:
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    found = {name: fonts[name].get_object() for name in fonts}
    return {name: font for name, font in found.items() if "/ToUnicode" in font}


def _face(font: DictionaryObject) -> str:
    """Return the name of a font without what says which letters of it there are."""
    return str(font["/BaseFont"]).partition("+")[2]


def _letters(font: DictionaryObject) -> Letters:
    """Return each code of a font with the text that it stands for."""
    table: Any = font["/ToUnicode"].get_object()
    return frozenset(_pairs(table.get_data().decode("ascii")))


def _pairs(table: str) -> Iterator[tuple[int, str]]:
    for first, last, texts in RANGE.findall(table):
        codes = range(int(first, 16), int(last, 16) + 1)
        for code, text in zip(codes, TEXT.findall(texts), strict=True):
            yield code, bytes.fromhex(text).decode("utf-16-be")
