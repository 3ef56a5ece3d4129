"""Bars on a scale, as an SVG drawing: what is known in full colour, what is not known hatched."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from regiekaart.words.table import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from regiekaart.maps.theme import Theme

WIDTH: Final = 760
ROW: Final = 24
BAR: Final = 15
HEADING: Final = 30
KEY: Final = 30
AXIS: Final = 26
TEXT: Final = 13
SMALL: Final = 11.5
GAP: Final = 10
# The mean width of a letter, in parts of its height; a name that is cut ends in three dots.
LETTER: Final = 0.64
MOST_LABEL: Final = 34
# What fills a bar of which nothing is known.
UNKNOWN: Final = "url(#unknown)"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar.

    Parameters
    ----------
    label, text
        What stands before it, and after it.
    told
        What stands after it, for whom hears it.
    low, high
        Where what is known ends, and where what is not known ends.
    mark
        Where a mark stands, if one does.
    strong
        Whether its words stand out.
    """

    label: str
    text: str
    low: float
    high: float
    told: str
    mark: float | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Bars under a heading; it may be empty."""

    heading: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale below the bars.

    Parameters
    ----------
    most
        Where it ends.
    ticks
        Values with their words.
    limit
        A value with a line through all bars, and what it is.
    """

    most: float
    ticks: tuple[tuple[float, str], ...]
    limit: tuple[float, str] | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """What the signs mean; one that no bar has, or that needs no words, stays out."""

    known: str
    unknown: str
    mark: str = ""


# A sign of the mark that stands in words.
MARK: Final = "\N{LOZENGE}"


def draw_bars(parts: Sequence[Part], scale: Scale, key: Key, theme: Theme) -> tuple[str, int, int]:
    """Return a drawing of bars as an SVG document, with its width and height.

    Parameters
    ----------
    parts
        The bars.
    scale
        What the length of a bar means.
    key
        What full and hatched bars, and the marks, mean.
    theme
        The colours and the letters.
    """
    bars = [bar for part in parts for bar in part.bars]
    before = max(_width(_cut(bar.label)) for bar in bars) + GAP
    after = max(_width(bar.text, strong=True) for bar in bars) + GAP
    frame = _Frame(before, WIDTH - after, scale, theme)
    top = KEY
    drawn = [*_key(bars, scale, key, frame)]
    body: list[str] = []
    for part in parts:
        top += HEADING if part.heading else 0
        if part.heading:
            body.append(frame.heading(top - 9, part.heading))
        for bar in part.bars:
            body += _bar(bar, top, frame)
            top += ROW
    drawn += [*_scale(top, frame), *body, *_limit(top, frame)]
    height = top + AXIS
    return _document(drawn, height, theme), WIDTH, height


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the bars begin and end, and how words look."""

    left: float
    right: float
    scale: Scale
    theme: Theme

    def x(self, value: float) -> float:
        """Return where a value lies."""
        return self.left + (self.right - self.left) * value / self.scale.most

    def words(
        self, x: float, y: float, text: str, *, end: bool = False, strong: bool = False
    ) -> str:
        """Return words, which begin or end at a place."""
        anchor = ' text-anchor="end"' if end else ""
        weight = ' font-weight="700"' if strong else ""
        return f'<text x="{x:.1f}" y="{y:.1f}"{anchor}{weight}>{escape(text)}</text>'

    def heading(self, y: float, text: str) -> str:
        """Return a heading over the lines of the scale, which give way to it."""
        # A box below it, not an outline: not every program paints that first.
        width = _width(text, strong=True)
        box = f'<path d="M0 {y - TEXT:.1f}h{width:.1f}v{TEXT + 4}H0z" fill="{self.theme.paper}"/>'
        return box + self.words(0, y, text, strong=True)

    def box(self, x: float, y: float, width: float, fill: str, line: str = "") -> str:
        """Return a bar."""
        stroke = f' stroke="{line}" stroke-width="0.8"' if line else ""
        place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{BAR}"'
        return f'<rect {place} fill="{fill}"{stroke}/>'


def _width(text: str, *, strong: bool = False) -> float:
    return len(text) * TEXT * LETTER * (1.06 if strong else 1)


def _cut(label: str) -> str:
    label = printable(label)
    return label if len(label) <= MOST_LABEL else f"{label[: MOST_LABEL - 1].rstrip()}…"


def _bar(bar: Bar, top: float, frame: _Frame) -> Iterator[str]:
    y, base = top + (ROW - BAR) / 2, top + ROW / 2 + TEXT * 0.35
    yield frame.words(frame.left - GAP, base, _cut(bar.label), end=True, strong=bar.strong)
    if bar.low > 0:
        yield frame.box(frame.left, y, frame.x(bar.low) - frame.left, frame.theme.accent)
    if bar.high > bar.low:
        width = frame.x(bar.high) - frame.x(bar.low)
        yield frame.box(frame.x(bar.low), y, width, UNKNOWN, frame.theme.unknown_hatch)
    if bar.mark is not None:
        yield _diamond(frame.x(bar.mark), top + ROW / 2, frame.theme)
    yield frame.words(WIDTH, base, bar.text, end=True, strong=bar.strong)


def _diamond(x: float, y: float, theme: Theme) -> str:
    around = f"M{x:.1f} {y - 8:.1f}l6 8l-6 8l-6-8z"
    return f'<path d="{around}" fill="{theme.paper}" stroke="{theme.ink}" stroke-width="1.8"/>'


def _key(bars: Iterable[Bar], scale: Scale, key: Key, frame: _Frame) -> Iterator[str]:
    """Yield what the signs mean, in one line at the top."""
    x, y, base = frame.left, 2.0, 14.0
    bars = tuple(bars)
    shown = [
        (any(b.low > 0 for b in bars), key.known, frame.theme.accent, ""),
        (any(b.high > b.low for b in bars), key.unknown, UNKNOWN, frame.theme.unknown_hatch),
    ]
    for there, words, fill, line in shown:
        if there and words:
            yield frame.box(x, y, 24, fill, line)
            yield frame.words(x + 30, base, words)
            x += 30 + _width(words) + 14
    if any(bar.mark is not None for bar in bars):
        yield _diamond(x + 6, y + BAR / 2, frame.theme)
        yield frame.words(x + 18, base, key.mark)
        x += 18 + _width(key.mark) + 14
    if scale.limit is not None:
        yield _line(x + 3, y - 1, y + BAR + 2, frame.theme.warning, "5 3", 1.6)
        yield frame.words(x + 12, base, scale.limit[1])


def _scale(bottom: float, frame: _Frame) -> Iterator[str]:
    for value, words in frame.scale.ticks:
        x = frame.x(value)
        yield _line(x, KEY, bottom, frame.theme.context_line)
        small = f'font-size="{SMALL}" fill="{frame.theme.soft_ink}" text-anchor="middle"'
        yield f'<text x="{x:.1f}" y="{bottom + 16}" {small}>{escape(words)}</text>'


def _limit(bottom: float, frame: _Frame) -> Iterator[str]:
    if frame.scale.limit is not None:
        x = frame.x(frame.scale.limit[0])
        # On a dark bar and on white alike.
        yield _line(x, KEY, bottom, frame.theme.paper, width=4)
        yield _line(x, KEY, bottom, frame.theme.warning, "5 3", 1.6)


def _line(
    x: float, top: float, bottom: float, colour: str, dashes: str = "", width: float = 1
) -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    way = f'd="M{x:.1f} {top:.1f}V{bottom:.1f}"'
    return f'<path {way} stroke="{colour}" stroke-width="{width:g}"{dash}/>'


def _document(drawn: Iterable[str], height: float, theme: Theme) -> str:
    family = escape(f"'{theme.font.family}', system-ui, 'Segoe UI', Roboto, Arial, sans-serif")
    hatch = (
        '<pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0H6V6H0z" fill="{theme.unknown}"/>'
        f'<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="{theme.unknown_hatch}" stroke-width="1.4"/>'
        "</pattern>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {WIDTH} {height:g}" font-family="{family}" font-size="{TEXT}" '
        f'fill="{theme.ink}"><defs>{hatch}</defs>'
        f'<path d="M0 0H{WIDTH}V{height:g}H0z" fill="{theme.paper}"/>{"".join(drawn)}</svg>'
    )
