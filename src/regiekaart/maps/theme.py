"""The look of every page: sizes in millimetres and points, colours, one place for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from regiekaart.maps.fonts import SOURCE_SANS, Font

if TYPE_CHECKING:
    from pathlib import Path

    from regiekaart.language import LanguageCode

MM_PER_INCH: Final = 25.4
MM_PER_POINT: Final = MM_PER_INCH / 72
FAINT: Final = 0.45
HATCH: Final = 0.55


class Margins(NamedTuple):
    """The white around a page, in millimetres."""

    top: float
    right: float
    bottom: float
    left: float

    @classmethod
    def even(cls, width: float) -> Margins:
        """Return margins that are as wide on every side."""
        return cls(width, width, width, width)


EVEN: Final = Margins.even(12.0)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours, type and measures of a page.

    Parameters
    ----------
    groups
        The fills that groups take turns in: light enough for black text on them, and apart from
        each other for the common kinds of colour blindness.
    page
        Width and height in millimetres; A4 landscape.
    panel
        The width of what stands beside a map, in millimetres.
    font
        The letters.
    logo, logo_height
        A picture (PNG or JPEG) at the right of the title, and its height in millimetres.
    language
        The language of the pages, where nobody asks for another.
    """

    page: tuple[float, float] = (297.0, 210.0)
    margins: Margins = EVEN
    panel: float = 66.0
    font: Font = SOURCE_SANS
    ink: str = "#1c2833"
    soft_ink: str = "#4d5963"
    accent: str = "#0b5c7f"
    warning: str = "#a4001d"
    paper: str = "#ffffff"
    groups: tuple[str, ...] = field(
        default=(
            "#73b0f2",
            "#f1bb8c",
            "#f7e592",
            "#f7bfea",
            "#b2c9ab",
            "#bef2bf",
            "#aca1d6",
            "#b5b265",
            "#c99caa",
        )
    )
    unknown: str = "#f1f1ee"
    unknown_hatch: str = "#a8aeb3"
    doubted_hatch: str = "#67717a"
    outside: str = "#ffffff"
    fine: str = "#9fd0b8"
    doubtful: str = "#f3e3a2"
    offender: str = "#f2a48f"
    scale: tuple[str, ...] = ("#edf4f8", "#cfe3ee", "#aacee0", "#83b6cf", "#589cbc")
    context: str = "#eceff1"
    context_line: str = "#c3cad0"
    unit_line: str = "#5f6b75"
    group_line: str = "#1c2833"
    part_line: str = "#0b5c7f"
    kicker_size: float = 9.5
    title_size: float = 20.0
    subtitle_size: float = 11.0
    text_size: float = 9.0
    small_size: float = 7.4
    label_sizes: tuple[float, ...] = (9.0, 8.1, 7.2, 6.5, 5.8)
    context_label_sizes: tuple[float, ...] = (7.0, 6.1)
    badge_size: float = 7.4
    number_size: float = 6.8
    logo: Path | None = None
    logo_height: float = 14.0
    language: LanguageCode | None = None

    @property
    def results(self) -> tuple[str, ...]:
        """The fills of pages that show a result."""
        return (self.fine, self.doubtful, self.offender, *self.scale)

    @property
    def offender_hatch(self) -> str:
        """The hatch of what does not fit: soft enough for a name on it."""
        return mixed(self.warning, self.offender, HATCH)

    def faint(self, fill: str) -> str:
        """Return the tint of a fill for what lies outside a page's area."""
        return mixed(fill, self.paper, FAINT)


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour mixed with the ground below it.

    Examples
    --------
    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = ((int(c[i : i + 2], 16) for c in (colour, ground)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(top * share + low * (1 - share)):02x}" for top, low in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.2 defines it.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


PLAIN: Final = Theme()
