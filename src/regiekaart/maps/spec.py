"""What is on a page, in words and positions: no drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.maps.style import Style

if TYPE_CHECKING:
    from regiekaart.maps.panels import Panel
    from regiekaart.maps.theme import Theme

# Sparser than what marks the unknown, and the other way: apart without colours too.
DOUBTED_HATCH: Final = "\\\\\\"
DOUBTED_WIDTH: Final = 0.3
# More groups than these no legend can name so that it is read: they have maps of their own.
LISTED: Final = 60
# What a page shows that shows no result: who is in which group.
MEMBERSHIP: Final = "membership"


def doubted_style(theme: Theme) -> Style:
    """Return how the legend shows what is less than documented; on the map it lies over a fill."""
    return Style(theme.paper, DOUBTED_HATCH, theme.doubted_hatch, hatch_width=DOUBTED_WIDTH)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend: a swatch, what it stands for, and how many there are.

    Parameters
    ----------
    badge
        The number that stands on the map for it, if any.
    units
        The units that it stands for, where it is left out if none of them is in the picture.
    """

    label: str
    style: Style
    detail: str = ""
    badge: str = ""
    units: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """Units that are drawn in one style.

    Parameters
    ----------
    faint
        Whether the units lie outside the area of the page.
    """

    units: tuple[int, ...]
    style: Style
    faint: bool = False


@dataclass(frozen=True, slots=True)
class PageSpec:
    """What is on a page.

    Parameters
    ----------
    id
        File name, without an ending.
    kicker
        What the page shows, above its title: province, regie region.
    area
        The name of what the page shows.
    units
        The units that the page is about: they set the extent and get a name.
    patches
        How units are filled; those in no patch are context.
    groups
        The units of each group that gets a heavy border.
    parts
        The units of each part that gets a border in the accent colour.
    badges
        For each badge its number and the units in which it stands.
    doubted
        The units whose fill is less than documented: they are hatched, whatever their fill.
    labelled
        Whether the units get their names.
    warning
        What stands in red on top of the page, if anything.
    theme
        What the fills stand for: membership, or a result.
    legend_columns
        The columns of a legend below the map; fewer where its lines are long.
    panels
        Small tables beside the map.
    """

    id: str
    kind: str
    kicker: str
    title: str
    area: str
    subtitle: str
    units: tuple[int, ...]
    patches: tuple[Patch, ...]
    legend_title: str
    legend: tuple[LegendEntry, ...]
    groups: tuple[tuple[int, ...], ...] = ()
    parts: tuple[tuple[int, ...], ...] = ()
    badges: tuple[tuple[str, tuple[int, ...]], ...] = ()
    doubted: tuple[int, ...] = ()
    labelled: bool = True
    key_title: str = ""
    inset: bool = True
    footer: tuple[str, ...] = ()
    page_number: str = ""
    warning: str = ""
    alt: str = ""
    decimal_mark: str = ","
    theme: str = MEMBERSHIP
    legend_columns: int = 4
    panels: tuple[Panel, ...] = ()
