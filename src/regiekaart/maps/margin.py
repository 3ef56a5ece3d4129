"""What stands in the margin of a page: legend, key and tables, where the layout wants them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regiekaart.maps.furniture import INSET_HEIGHT, Inset
from regiekaart.maps.layout import Side
from regiekaart.maps.legend import FLOW_COLUMNS, Block, Entries, Flow, Key, draw_stack, stack_height

if TYPE_CHECKING:
    from regiekaart.maps.canvas import Canvas
    from regiekaart.maps.layout import Room
    from regiekaart.maps.shapes import Land
    from regiekaart.maps.spec import LegendEntry, PageSpec


@dataclass(frozen=True)
class Margin:
    """The blocks of one page in one layout.

    Parameters
    ----------
    spec
        The page.
    land
        The borders of all units, for the inset.
    side
        The layout.
    entries
        The lines of the legend: what the picture shows.
    key
        The numbers on the map with the names that they stand for, in order.
    """

    spec: PageSpec
    land: Land
    side: Side
    entries: tuple[LegendEntry, ...]
    key: tuple[tuple[str, str], ...] = ()

    def _blocks(self) -> list[Block]:
        """Return what stands above each other, or flows in columns; the inset left out."""
        blocks: list[Block] = [Entries(self.spec.legend_title, self.entries), *self.spec.panels]
        if self.key:
            blocks.append(Key(self.spec.key_title, self.key))
        return blocks

    def _below(self) -> Block:
        """Return what stands below the map."""
        blocks = self._blocks()
        if self.spec.inset:
            blocks.append(Inset(self.land, self.spec.units))
        if self.side is Side.UPRIGHT and len(blocks) > 1:
            return Flow(blocks)
        columns = FLOW_COLUMNS if self.side is Side.UPRIGHT else self.spec.legend_columns
        return Entries(self.spec.legend_title, self.entries, columns)

    @property
    def height(self) -> float:
        """The height that it takes below the map, in millimetres."""
        return self._below().height

    def draw(self, canvas: Canvas, room: Room) -> None:
        """Draw it in its room: left side, bottom, width and height, in millimetres."""
        x, bottom, width, height = room
        if self.side is not Side.BESIDE:
            block = self._below()
            block.draw(canvas, (x, bottom + height, width), min(1.0, height / block.height))
            return
        kept = INSET_HEIGHT if self.spec.inset else 0.0
        blocks = self._blocks()
        squeeze = min(1.0, (height - kept) / stack_height(blocks))
        draw_stack(canvas, blocks, (x, bottom + height, width), squeeze)
        if self.spec.inset:
            Inset(self.land, self.spec.units).draw(canvas, (x, bottom + kept, width), 1.0)
