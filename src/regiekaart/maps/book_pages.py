"""The pages of the atlas that are no map: cover, table of contents, index of units."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.figures import Provenance
from regiekaart.errors import printable
from regiekaart.language import Text
from regiekaart.maps.book_columns import Columns, FrontPage, Line
from regiekaart.maps.canvas import Canvas
from regiekaart.maps.kinds import MISFIT
from regiekaart.maps.label_text import text_size
from regiekaart.maps.shapes import Frame
from regiekaart.maps.spec import doubted_style
from regiekaart.maps.style import Style, Type
from regiekaart.maps.theme import MM_PER_POINT, PLAIN
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.language import Language
    from regiekaart.maps.shapes import Land
    from regiekaart.maps.spec import PageSpec
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study

    Box = tuple[float, float, float, float]

CONTENTS: Final = Text("Inhoud", "Contents")
COVER_TITLE: Final = 30.0
COVER_TEXT: Final = 12.0
# Two wide columns hold the titles; three hold a long series on one page.
FEW_COLUMNS: Final = 2
MANY_COLUMNS: Final = 3
INDEX_COLUMNS: Final = 5
ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Section:
    """The maps of one kind: what they are called together, and their numbers from 0."""

    title: str
    maps: tuple[int, ...]


@dataclass(frozen=True)
class Matter:
    """What the pages around the maps are made of.

    Parameters
    ----------
    specs
        The maps of the atlas, in order.
    """

    study: Study
    language: Language
    land: Land
    specs: Sequence[PageSpec]
    theme: Theme = PLAIN

    @property
    def title(self) -> str:
        """The title of the atlas."""
        return self.language.say(self.study.scheme.title)

    @property
    def line(self) -> str:
        """What the study is, in one line."""
        line = self.language.say(study_line(self.study))
        return line[:1].upper() + line[1:]

    def sections(self) -> list[Section]:
        """Return the maps by kind, in the order of the atlas."""
        kinds = dict.fromkeys(spec.kind for spec in self.specs)
        return [
            Section(
                self._kind_title(kind),
                tuple(i for i, spec in enumerate(self.specs) if spec.kind == kind),
            )
            for kind in kinds
        ]

    def _kind_title(self, kind: str) -> str:
        scheme, say = self.study.scheme, self.language.say
        if kind in scheme.partitions:
            words = say(scheme.partitions[kind].noun.many)
        elif kind == scheme.group_id:
            words = say(scheme.group.many)
        elif kind == MISFIT:
            words = say(Text("wat niet past", "what does not fit"))
        else:
            words = scheme.whole
        return words[:1].upper() + words[1:]

    def map_title(self, number: int, section: Section) -> str:
        """Return a map's title among those of its section."""
        spec = self.specs[number]
        kickers = {self.specs[i].kicker for i in section.maps}
        return f"{spec.title} ({spec.kicker})" if len(kickers) > 1 else spec.title

    def cover(self) -> FrontPage:
        """Return the cover: title, figures, a map of everything, sources."""
        canvas, theme = Canvas(self.theme), self.theme
        say, origin = self.language.say, Provenance.of(self.study)
        (width, height), margins = theme.page, theme.margins
        left, room = margins.left, width - margins.left - margins.right
        y = height - margins.top - 6
        canvas.text(left, y, "Atlas", Type(COVER_TEXT, theme.accent, bold=True))
        for line in canvas.wrap(self.title, room, COVER_TITLE, bold=True):
            y -= COVER_TITLE * MM_PER_POINT * 1.15
            canvas.text(left, y, line, Type(COVER_TITLE, bold=True))
        soft = Type(COVER_TEXT, theme.soft_ink)
        canvas.text(left, y - 8, self.line, soft)
        figures = coverage_sentence(coverage(self.study).whole, self.language)
        y = canvas.lines(left, y - 16, canvas.wrap(figures, room, COVER_TEXT), Type(COVER_TEXT))
        borders = f"{say(Text('Grenzen', 'Borders'))}: {say(self.study.boundaries.label)}."
        sources = [origin.source_line(self.language), origin.evidence_line(self.language), borders]
        small = Type(theme.text_size, theme.soft_ink)
        wrapped = [part for line in sources for part in canvas.wrap(line, room, small.size)]
        foot = margins.bottom + len(wrapped) * small.size * 1.25 * MM_PER_POINT
        self._cover_map(canvas, (left, foot + 6, room, y - foot - 4))
        canvas.line([(left, foot + 3), (left + room, foot + 3)], theme.ink, 0.6)
        canvas.lines(left, foot - 2, wrapped, small)
        self._banner(canvas)
        return FrontPage(self.title, canvas.figure)

    def _cover_map(self, canvas: Canvas, room: Box) -> None:
        """Draw the first map's land in its colours, without a word."""
        spec = self.specs[0]
        frame = Frame.around(self.land.extent(spec.units), room, padding=0.01)
        shapes = frame.place(self.land.units(frame.tolerance))
        for number, patch in enumerate(spec.patches):
            style = patch.style.lined(self.theme.unit_line, 0.3)
            chosen = shapes[list(patch.units)]
            canvas.surfaces(chosen, style, frame.box, f"patch-{number}", 2)
        hatched = replace(doubted_style(self.theme), fill="none")
        canvas.surfaces(shapes[list(spec.doubted)], hatched, frame.box, "doubted", 3)
        if spec.warning:
            canvas.watermark(spec.warning, (frame.x, frame.y), (frame.width, frame.height))

    def _banner(self, canvas: Canvas) -> None:
        """Say in red that what is shown is made up, where it is."""
        if not self.study.fictional:
            return
        theme, words = self.theme, self.language.say(FICTIONAL).upper()
        how = Type(12, theme.warning, bold=True, align="center", anchor="middle")
        taken = text_size([words], how.size, theme.font, bold=True)[0] + 6
        margins = theme.margins
        x, y = theme.page[0] - margins.right - taken, theme.page[1] - margins.top - 9
        canvas.box((x, y), (taken, 8.6), Style(theme.paper, line=theme.warning, width=1.4))
        canvas.text(x + taken / 2, y + 4.3, words, how)

    def contents(self, before: int) -> list[FrontPage]:
        """Return the table of contents.

        Parameters
        ----------
        before
            How many pages stand before it; they are numbered in Roman figures.
        """
        lines = []
        for section in self.sections():
            lines.append(Line(section.title, heading=True))
            lines += [Line(self.map_title(i, section), (i,)) for i in section.maps]
        note = Text(
            "De nummers zijn die van de kaarten; klik om erheen te gaan.",
            "The numbers are those of the maps; click to go there.",
        )
        pages: list[FrontPage] = []
        for count in (FEW_COLUMNS, MANY_COLUMNS):
            columns = self._columns(CONTENTS, note, count, numbers_apart=True)
            pages = columns.pages(lines, lambda place: roman(before + place + 1))
            if len(pages) == 1:
                break
        return pages

    def index(self) -> list[FrontPage]:
        """Return the index: every unit, and the maps on which it has its name."""
        names = [*map(printable, self.study.names)]
        found = unit_maps(self.specs, len(names))
        lines: list[Line] = []
        initial = ""
        for unit in sorted(range(len(names)), key=lambda i: collation_key(names[i])):
            first = collation_key(names[unit])[0][:1].upper()
            if first != initial:
                initial = first
                lines.append(Line(initial, heading=True))
            lines.append(Line(names[unit], found[unit]))
        one, many = self.study.scheme.unit.the, self.study.scheme.unit.many
        title = Text(f"Register van {many.nl}", f"Index of {many.en}")
        note = Text(
            f"De nummers zijn die van de kaarten waarop de naam van {one.nl} staat.",
            f"The numbers are those of the maps on which the name of {one.en} stands.",
        )
        columns = self._columns(title, note, INDEX_COLUMNS, numbers_apart=False)
        return columns.pages(lines, lambda place: str(len(self.specs) + place + 1))

    def _columns(self, title: Text, note: Text, count: int, *, numbers_apart: bool) -> Columns:
        say, footer = self.language.say, f"{self.title} · {self.line}"
        return Columns(
            self.theme, say(title), say(note), footer, count, numbers_apart, self._banner
        )


def unit_maps(specs: Sequence[PageSpec], count: int) -> list[tuple[int, ...]]:
    """Return for each unit the maps, from 0, on which it stands with its name."""
    found: list[list[int]] = [[] for _ in range(count)]
    for number, spec in enumerate(specs):
        for unit in spec.units if spec.labelled else ():
            found[unit].append(number)
    return [tuple(numbers) for numbers in found]


def collation_key(name: str) -> tuple[str, ...]:
    """Return what names are sorted by: word by word, without accents, capitals and apostrophes.

    Examples
    --------
    >>> sorted(["Deerlijk", "Évergem", "De Panne", "Essen", "'s-Gravenwezel"], key=collation_key)
    ['De Panne', 'Deerlijk', 'Essen', 'Évergem', "'s-Gravenwezel"]
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    words = "".join(c if c.isalnum() else " " for c in plain.replace("'", "").replace("’", ""))
    return (*words.split(), "", name)


def roman(number: int) -> str:
    """Return a number in small Roman figures, up to 39.

    Examples
    --------
    >>> [roman(n) for n in (1, 4, 9, 14, 23)]
    ['i', 'iv', 'ix', 'xiv', 'xxiii']
    """
    written = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
