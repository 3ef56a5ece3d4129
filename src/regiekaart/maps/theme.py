"""The look of every page: sizes in millimetres and points, colours, one place for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

MM_PER_POINT: Final = 25.4 / 72
FAINT: Final = 0.45
HATCH: Final = 0.55


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
    """

    page: tuple[float, float] = (297.0, 210.0)
    margin: float = 12.0
    panel: float = 66.0
    font: str = "DejaVu Sans"
    ink: str = "#1c2833"
    soft_ink: str = "#4d5963"
    accent: str = "#0b5c7f"
    warning: str = "#a4001d"
    paper: str = "#ffffff"
    groups: tuple[str, ...] = field(
        default=(
            "#8fbbe3",
            "#f0a37f",
            "#efe08f",
            "#f6b3c2",
            "#6cc6a9",
            "#c6d455",
            "#c9b3dd",
            "#a5e0f2",
            "#d6bb94",
        )
    )
    unknown: str = "#f1f1ee"
    unknown_hatch: str = "#a8aeb3"
    outside: str = "#ffffff"
    fine: str = "#9fd0b8"
    doubtful: str = "#f3e3a2"
    offender: str = "#f2a48f"
    scale: tuple[str, ...] = ("#e8f1f6", "#c6deea", "#9cc6da", "#6ba8c6", "#4a8fb2")
    context: str = "#eceff1"
    context_line: str = "#c3cad0"
    unit_line: str = "#5f6b75"
    group_line: str = "#1c2833"
    part_line: str = "#0b5c7f"
    kicker_size: float = 8.5
    title_size: float = 18.0
    subtitle_size: float = 10.0
    text_size: float = 8.0
    small_size: float = 6.6
    label_sizes: tuple[float, ...] = (8.0, 7.2, 6.4, 5.8, 5.2)
    context_label_sizes: tuple[float, ...] = (6.2, 5.4)
    number_size: float = 6.0

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


PLAIN: Final = Theme()
