"""How cells look: one place for the formats, made when they are first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from regiekaart.maps.theme import contrast, mixed

if TYPE_CHECKING:
    from regiekaart.maps.theme import Theme
    from regiekaart.words.table import Kind

# On every computer, or with a twin of the same widths.
FONT: Final = "Arial"
SIZE: Final = 9
# The widths of columns are counted in digits of these letters. Calibri, which a workbook has of
# itself, is not on every computer: on one without it, columns had another width.
# Not a dict: xlsxwriter adds to the one that it is given, and the next workbook would differ.
DEFAULT: Final = MappingProxyType({"font_name": FONT, "font_size": 10})
# A true minus, between quotes as every other sign has to be. A spreadsheet writes the marks of the
# language of its user in the numbers.
NUMBERS: Final[dict[str, str]] = {
    "count": "#,##0",
    "range": "#,##0",
    "share": "0.00%",
    "percent": "0.00%",
    "money": "#,##0.00",
    "change": '+#,##0;"\N{MINUS SIGN}"#,##0;0',
    "points": '+0.00;"\N{MINUS SIGN}"0.00;0.00',
}
DAY: Final = "dd/mm/yyyy"
_LIGHT: Final = 0.16


@dataclass
class Look:
    """The formats of a workbook in the colours of a theme."""

    book: Any
    theme: Theme
    made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def plain(self, **properties: object) -> Any:  # noqa: ANN401 - a format of a library untyped
        """Return a format: ours, with some properties of its own."""
        base = {"font_name": FONT, "font_size": SIZE, "font_color": self.theme.ink, "valign": "top"}
        wanted = base | properties
        key = tuple(sorted(wanted.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(wanted)
        return self.made[key]

    def title(self) -> Any:  # noqa: ANN401
        """Return how a title looks."""
        return self.plain(font_size=14, bold=True, font_color=self.theme.accent, valign="vcenter")

    def soft(self, **properties: object) -> Any:  # noqa: ANN401
        """Return how a subtitle or a note looks."""
        return self.plain(font_color=self.theme.soft_ink, **properties)

    def warning(self) -> Any:  # noqa: ANN401
        """Return how "fictional example" looks."""
        return self.plain(bold=True, font_color=self.theme.warning, font_size=11, valign="vcenter")

    def header(self, *, numeric: bool) -> Any:  # noqa: ANN401
        """Return how the head of a column looks."""
        fill = self.theme.accent
        ink = max((self.theme.paper, self.theme.ink), key=lambda each: contrast(each, fill))
        return self.plain(
            bold=True, bg_color=fill, font_color=ink, text_wrap=True,
            align="right" if numeric else "left", indent=1,
        )  # fmt: skip

    def cell(self, kind: Kind, *, total: bool = False, day: bool = False) -> Any:  # noqa: ANN401
        """Return how a figure or words in a table look."""
        properties: dict[str, object] = {
            "bottom": 1,
            "bottom_color": self.theme.context_line,
            "text_wrap": kind == "text",
            "align": "left",
            "indent": 1,
        }
        if kind in NUMBERS:
            properties |= {"num_format": NUMBERS[kind], "align": "right"}
        if kind == "code":
            properties |= {"num_format": "@"}
        if day:
            properties |= {"num_format": DAY}
        if total:
            properties |= self._total()
        return self.plain(**properties)

    def sum(self, kind: Kind, *, total: bool = False) -> Any:  # noqa: ANN401
        """Return how the sum of figures looks, or a difference; a sum of shares is no share."""
        shares = {"share": "0.0000", "percent": "0.0000"}
        known = NUMBERS | shares
        form = {"num_format": known.get(kind, "General"), "align": "right", "indent": 1}
        line = {"bottom": 1, "bottom_color": self.theme.context_line}
        return self.plain(**form, **line, **(self._total() if total else {}))

    def _total(self) -> dict[str, object]:
        fill = mixed(self.theme.accent, self.theme.paper, _LIGHT)
        return {"bold": True, "bg_color": fill, "top": 1, "top_color": self.theme.accent}

    def helper(self, kind: Kind) -> Any:  # noqa: ANN401
        """Return how a figure beside a table looks, that only formulas or a chart need."""
        return self.soft(num_format=NUMBERS.get(kind, "General"), italic=True)
