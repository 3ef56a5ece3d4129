"""How a page is divided: upright or on its side, with its legend beside or below the map."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from regiekaart.maps.shapes import Frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from regiekaart.maps.spec import PageSpec
    from regiekaart.maps.theme import Theme

    FloatArray = NDArray[np.float64]
    Room = tuple[float, float, float, float]

FOOTER: Final = 12.0
GAP: Final = 5.0
SCALE_STRIP: Final = 9.0
# Land wider than this, in heights, has its legend below it where it needs no key.
WIDE: Final = 1.75
# What a header takes, roughly: the choice between two layouts is made before it is drawn.
HEADER: Final = 26.0
# A page is turned upright only where its map becomes larger by this much: most screens are wide.
GAIN: Final = 1.1
# Land wider than this, in heights, lies on its side whatever its legend takes.
BROAD: Final = 1.35


class Side(Enum):
    """Where the legend stands, and which way the paper is held."""

    BESIDE = "landscape, legend at the right"
    BELOW = "landscape, legend below in one block"
    UPRIGHT = "portrait, legend below in columns"


@dataclass(frozen=True, slots=True)
class Layout:
    """The division of one page.

    Parameters
    ----------
    side
        Which division it is.
    page
        Width and height of the paper, in millimetres.
    """

    side: Side
    page: tuple[float, float]

    @classmethod
    def of(cls, spec: PageSpec, extent: FloatArray, theme: Theme, below: float) -> Layout:
        """Return the layout in which a page's map becomes largest.

        Parameters
        ----------
        spec
            The page.
        extent
            West, south, east and north of what it must show, in metres.
        theme
            The look; its paper may be given either way round.
        below
            The height that the legend takes below the map of an upright page, in millimetres.
        """
        short, long = sorted(theme.page)
        wide = (extent[2] - extent[0]) / (extent[3] - extent[1]) > WIDE and not spec.labelled
        level = cls(Side.BELOW if wide else Side.BESIDE, (long, short))
        upright = cls(Side.UPRIGHT, (short, long))
        if extent[2] - extent[0] > BROAD * (extent[3] - extent[1]):
            return level
        scales = []
        for layout in (level, upright):
            top = layout.page[1] - theme.margins.top - HEADER
            frame, _ = layout.rooms(extent, theme, top, below)
            scales.append(frame.metres_per_mm)
        return upright if scales[1] * GAIN < scales[0] else level

    def rooms(
        self, extent: FloatArray, theme: Theme, top: float, below: float
    ) -> tuple[Frame, Room]:
        """Divide what is between header and footer into the map and the legend's room.

        Parameters
        ----------
        extent
            West, south, east and north of what the map must show, in metres.
        theme
            The look.
        top
            The height at which the map may begin.
        below
            The height that a legend below the map takes, in millimetres.
        """
        left, right = theme.margins.left, self.page[0] - theme.margins.right
        bottom = theme.margins.bottom + FOOTER
        if self.side is Side.BESIDE:
            foot = bottom + SCALE_STRIP
            room = (left, foot, right - left - theme.panel - GAP, top - foot)
            panel = (right - theme.panel, bottom, theme.panel, top - bottom)
            return Frame.around(extent, room), panel
        foot = bottom + below + GAP + SCALE_STRIP
        padding = 0.01 if self.side is Side.BELOW else 0.03
        frame = Frame.around(extent, (left, foot, right - left, top - foot), padding=padding)
        return frame, (left, bottom, right - left, below)
