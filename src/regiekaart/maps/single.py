"""One map of a study as a picture: to see in a notebook, or to put in a file."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError, printable
from regiekaart.language import NL, Language, language
from regiekaart.maps.atlas import METADATA, Called, Series, write_page
from regiekaart.maps.kinds import WHOLE, kind_called, kinds_of
from regiekaart.maps.map_list import areas, no_such_map
from regiekaart.maps.page_files import write_page_files
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN

if TYPE_CHECKING:
    from regiekaart.maps.spec import PageSpec
    from regiekaart.maps.theme import Theme
    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study

FORMATS: Final = ("png", *METADATA)
DPI: Final = 150


@dataclass(frozen=True, eq=False, repr=False)
class MapPicture:
    """A map page that shows itself in a notebook, with its text for who cannot see it.

    It is drawn anew for every format that is asked for; the bytes are the same each time, and
    those that ``regiekaart maps`` writes.

    Parameters
    ----------
    spec
        What is on the page.
    series
        The land and the look.
    """

    spec: PageSpec
    series: Series

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.spec.title

    @property
    def alt(self) -> str:
        """What the page shows, in words."""
        return self.spec.alt

    def png(self, dpi: int = DPI) -> bytes:
        """Return the page as PNG.

        Parameters
        ----------
        dpi
            Dots per inch; a page is 297 by 210 mm, unless its theme has another size.
        """
        return self._drawn("png", dpi)

    def svg(self) -> str:
        """Return the page as SVG, with text as text and every part in a named layer."""
        return self._drawn("svg").decode("utf-8")

    def save(self, *paths: Path | str, dpi: int = DPI) -> None:
        """Write the page to one or more files: all of them, or none.

        Parameters
        ----------
        paths
            Files that end in ``.png``, ``.svg`` or ``.pdf``; folders are made.
        dpi
            Of a PNG.

        Raises
        ------
        InputError
            If an ending is no format.
        OutsideError
            If a file cannot be written; what was there is then as it was.
        """
        targets = [Path(path) for path in paths]
        for target in targets:
            if target.suffix[1:].lower() not in FORMATS:
                known = ", ".join(f".{each}" for each in FORMATS)
                raise InputError.one(
                    f"{target} heeft geen bekend formaat; verwacht {known}",
                    f"{target} has no known format; expected {known}",
                    value=str(target),
                )
        if targets:
            write_page_files(self.spec, self._series((), dpi), targets)

    def _drawn(self, kind: str, dpi: int = DPI) -> bytes:
        with tempfile.TemporaryDirectory() as scratch:
            (path,) = write_page(self.spec, self._series((kind,), dpi, Path(scratch)))
            return path.read_bytes()

    def _series(self, formats: tuple[str, ...], dpi: int, folder: Path = Path()) -> Series:
        return replace(self.series, formats=formats, dpi=dpi, folder=folder)

    def __repr__(self) -> str:
        return printable(f"<{type(self).__name__}: {self.alt}>")

    # A notebook stores every form that an object offers: one will do, and the PNG is the smallest.
    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        """Return what a notebook shows: half as wide as it has dots, for sharp screens."""
        picture = self.png()
        # The width stands in the first chunk of every PNG.
        width = int.from_bytes(picture[16:20], "big") // 2
        return picture, {"width": width, "alt": self.alt}


def draw_map(
    study: Study,
    kind: str = WHOLE,
    name: str | None = None,
    theme: str | None = None,
    *,
    language: Language | None = None,
    style: Theme | None = None,
) -> MapPicture:
    r"""Return one map of a study.

    Parameters
    ----------
    study
        The study.
    kind
        ``whole``, ``province``, ``reference-region``, ``regie-region`` or ``misfit``; of another
        scheme ``whole``, its partitions, its groups and ``misfit``.
    name
        Of which area; not needed where the kind has one page only.
    theme
        What a page of the whole shows: ``membership`` (the default), ``coverage``, ``agreements``,
        ``reference-fit``, ``missing``, ``change`` or ``subsidy``.
    language
        By default that of the style, or else Dutch.
    style
        The look of the page; by default the one that ships.

    Raises
    ------
    InputError
        If the study has no such map, or several and no name is given; lists the choices.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> picture = draw_map(load_study(StudyChoice(cycle="2023")), "province", "Limburg")
    >>> picture.title, picture.png()[:4]
    ('Limburg', b'\x89PNG')
    """
    style = style or PLAIN
    spoken = language or _language_of(style)
    kind = kind_called(kind, study.scheme)
    _check_kind(kind, study.scheme)
    maker = PageMaker(study, spoken, style)
    found = maker.pages((kind,), name, theme)
    if not found:
        raise no_such_map(maker, (kind,), name, theme)
    if len({spec.area for spec in found}) > 1:
        names = areas(found)
        raise InputError.one(
            f"van deze soort zijn er meer kaarten: geef een naam; kies uit {names.nl}",
            f"there are several maps of this kind: give a name; choose from {names.en}",
            value=kind,
        )
    series = Series(
        names=study.names,
        land=Land(study.boundaries),
        folder=Path(),
        formats=(),
        dpi=DPI,
        theme=style,
        language=spoken,
        called=Called.of(study),
    )
    # Of several themes the membership comes first.
    return MapPicture(found[0], series)


def _language_of(style: Theme) -> Language:
    return NL if style.language is None else language(style.language)


def _check_kind(kind: str, scheme: Scheme) -> None:
    kinds = kinds_of(scheme)
    if kind not in kinds:
        near = get_close_matches(kind, kinds, n=1)
        raise InputError.one(
            f"onbekende soort kaart: {kind}; kies uit {', '.join(kinds)}",
            f"unknown kind of map: {kind}; choose from {', '.join(kinds)}",
            value=kind,
            suggestion=near[0] if near else None,
        )
