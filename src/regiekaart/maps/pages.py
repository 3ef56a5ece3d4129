"""Which pages a study has, and what is on each: words and positions, no drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.coverage import CoverageRow, coverage
from regiekaart.analysis.figures import Provenance, evidence_of
from regiekaart.language import Language, Text
from regiekaart.maps.amounts import subsidy_page
from regiekaart.maps.canvas import Style
from regiekaart.maps.colours import group_colours
from regiekaart.maps.group_panels import group_panels
from regiekaart.maps.misfits import MISFIT, misfit_pages
from regiekaart.maps.page import LegendEntry, PageSpec, Patch
from regiekaart.maps.thematic import (
    agreements_page,
    change_page,
    coverage_page,
    fit_page,
    missing_page,
)
from regiekaart.scheme.flanders import PROVINCE, REFERENCE_REGION, REGIE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.names import slug
from regiekaart.words.sentences import coverage_sentence, group_sentence, merged_apart
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study

WHOLE: Final = "flanders"
KINDS: Final = (WHOLE, PROVINCE, REFERENCE_REGION, REGIE_REGION, MISFIT)


@dataclass(frozen=True)
class PageMaker:
    """Makes the page specs of one study in one language and one look."""

    study: Study
    language: Language
    theme: Theme

    def pages(
        self,
        kinds: Sequence[str] = KINDS,
        name: str | None = None,
        theme: str | None = None,
    ) -> list[PageSpec]:
        """Return the pages of some kinds, numbered, with file names that differ.

        Parameters
        ----------
        kinds
            Among `KINDS`; a kind that the study does not have on its date has no pages.
        name
            Only the page of the area with this name.
        theme
            Only the pages that show this: membership, coverage, agreements, reference-fit, missing.
        """
        # Numbers and file names are those of the whole series, whichever part of it is drawn.
        series = [spec for kind in KINDS for spec in self._of_kind(kind)]
        ids: dict[str, int] = {}
        result = []
        for number, spec in enumerate(series, start=1):
            ids[spec.id] = times = ids.get(spec.id, 0) + 1
            page = replace(
                spec,
                id=spec.id if times == 1 else f"{spec.id}-{times}",
                page_number=f"{number} / {len(series)}",
            )
            named = name is None or slug(spec.area) == slug(name)
            if spec.kind in kinds and named and theme in {None, spec.theme}:
                result.append(page)
        return result

    def _of_kind(self, kind: str) -> Iterable[PageSpec]:
        if kind == WHOLE:
            yield self.whole_page()
            yield from self._thematic_pages()
        elif kind == MISFIT:
            yield from misfit_pages(self)
        elif kind == REGIE_REGION:
            for group in range(len(self.study.groups)):
                yield self.group_page(group)
        elif kind in self.study.partitions:
            rows = coverage(self.study, kind).parts
            for part, row in enumerate(rows):
                yield self.part_page(kind, part, row)

    def _thematic_pages(self) -> Iterable[PageSpec]:
        """Yield the pages of everything that show a result."""
        yield coverage_page(self)
        yield agreements_page(self)
        if REFERENCE_REGION in self.study.partitions and self.study.groups:
            yield fit_page(self)
        found = (missing_page(self), change_page(self), subsidy_page(self))
        yield from filter(None, found)

    @property
    def _legend_title(self) -> str:
        groups, units = self.study.scheme.group.many, self.study.scheme.unit.many
        return self.language.say(
            Text(
                f"{groups.nl.capitalize()} ({units.nl})",
                f"{groups.en.capitalize()} ({units.en})",
            )
        )

    @cached_property
    def colours(self) -> tuple[int, ...]:
        """The palette position of each group."""
        return group_colours(self.study, len(self.theme.groups))

    def style(self, group: int) -> Style:
        """Return how a group, or `UNKNOWN`, or `OUTSIDE` is drawn."""
        if group == UNKNOWN:
            return Style(self.theme.unknown, "////", self.theme.unknown_hatch)
        if group == OUTSIDE:
            return Style(self.theme.outside)
        return Style(self.theme.groups[self.colours[group]])

    def whole_page(self) -> PageSpec:
        """Return the page of everything: every group with its number."""
        study, say = self.study, self.language.say
        row = coverage(study).whole
        order = range(len(study.groups))
        legend = [
            LegendEntry(study.groups[g].name, self.style(g), str(len(study.members(g))), str(g + 1))
            for g in order
        ]
        return self.spec(
            id=WHOLE,
            kind=WHOLE,
            kicker=study.scheme.whole,
            title=say(study.scheme.words["map-title"]),
            area=study.scheme.whole,
            subtitle=coverage_sentence(row, self.language),
            units=tuple(range(len(study.codes))),
            patches=tuple(self.plain_patches(range(len(study.codes)))),
            legend_title=self._legend_title,
            legend=(
                *legend,
                *self.status_entries(range(len(study.codes))),
                self.group_line_entry(),
                self.part_line_entry(PROVINCE),
            ),
            groups=self.all_groups(),
            parts=self.part_units(PROVINCE),
            badges=self.group_badges(order),
            labelled=False,
            inset=False,
        )

    def part_page(self, kind: str, part: int, row: CoverageRow) -> PageSpec:
        """Return the page of a province or a reference region."""
        study, say = self.study, self.language.say
        partition = study.partitions[kind]
        name, units = partition.labels[part], _units(partition.index, part)
        present = sorted({int(g) for g in study.group_of[list(units)] if g >= 0})
        faint = tuple(self._faint(present, units))
        return self.spec(
            id=f"{kind}-{slug(name)}",
            kind=kind,
            kicker=say(partition.kind.noun.one).capitalize(),
            title=name,
            area=name,
            subtitle=coverage_sentence(row, self.language),
            units=units,
            patches=(*self.plain_patches(units), *faint),
            legend_title=self._legend_title,
            legend=(
                *(self._group_entry(g, units) for g in present),
                *self.status_entries(units),
                *self._lines(kind, faint),
            ),
            groups=self._group_units(present),
            parts=(units,),
        )

    def group_page(self, group: int) -> PageSpec:
        """Return the page of one group."""
        study, say = self.study, self.language.say
        units = _units(study.group_of, group)
        name = study.groups[group].name
        entry = LegendEntry(
            say(Text("gemeente van het regiegebied", "municipality of the region")),
            self.style(group),
            str(len(units)),
        )
        unknown = _units(study.group_of, UNKNOWN)
        return self.spec(
            id=f"{REGIE_REGION}-{slug(name)}",
            kind=REGIE_REGION,
            kicker=say(study.scheme.group.one).capitalize(),
            title=name,
            area=name,
            subtitle=group_sentence(study, group, self.language),
            units=units,
            patches=(
                Patch(units, self.style(group)),
                Patch(unknown, self.style(UNKNOWN), faint=True),
            ),
            legend_title=say(Text("Legende", "Legend")),
            legend=(entry, *self.unknown_entry(unknown), self.context_entry()),
            groups=(units,),
            panels=tuple(group_panels(self, group)),
        )

    def whole_spec(self, *, theme: str, title: str, **fields: object) -> PageSpec:
        """Return a page of everything that shows a result, without names.

        Parameters
        ----------
        theme
            What it shows; the page is named after it.
        title
            Its title.
        fields
            What else a page has.
        """
        common = {
            "id": f"{WHOLE}-{theme}",
            "kind": WHOLE,
            "theme": theme,
            "kicker": self.study.scheme.whole,
            "title": title,
            "area": self.study.scheme.whole,
            "units": tuple(range(len(self.study.codes))),
            "groups": self.all_groups(),
            "labelled": False,
            "inset": False,
        }
        return self.spec(**{**common, **fields})  # type: ignore[arg-type]

    def spec(
        self,
        *,
        kicker: str,
        title: str,
        subtitle: str,
        units: tuple[int, ...],
        sources: tuple[str, str] | None = None,
        **fields: object,
    ) -> PageSpec:
        """Return a page with what every page has: footer, sources, evidence, text for the blind.

        Parameters
        ----------
        sources
            The lines on sources and on evidence; by default those of the memberships.
        fields
            What else a `PageSpec` has.
        """
        study, say = self.study, self.language.say
        sources = sources or self._sources(units)
        line = say(study_line(study))
        borders = say(study.boundaries.label)
        head = say(Text("Grenzen", "Borders"))
        warning = say(FICTIONAL).upper() if study.fictional else ""
        return PageSpec(
            kicker=kicker,
            title=title,
            subtitle=subtitle,
            units=units,
            key_title=say(Text("Nummers op de kaart", "Numbers on the map")),
            footer=(
                f"{line[:1].upper()}{line[1:]}. {head}: {borders}.",
                *sources,
            ),
            warning=warning,
            alt=_told([warning, f"{kicker}: {title}", subtitle, *_panel_words(fields)]),
            decimal_mark=self.language.decimal_mark,
            **fields,  # type: ignore[arg-type]
        )

    def _sources(self, units: tuple[int, ...]) -> tuple[str, str]:
        """Return where the memberships of some units come from, and how well they are grounded."""
        origin = Provenance.of(self.study)
        evidence = origin.evidence_line(self.language, evidence_of(self.study, units))
        apart = merged_apart(self.study, units, self.language)
        return origin.source_line(self.language), f"{evidence} {apart}".strip()

    def plain_patches(self, units: Iterable[int]) -> Iterable[Patch]:
        """Yield units filled by the group that they are in."""
        by_group: dict[int, list[int]] = {}
        for unit in units:
            by_group.setdefault(int(self.study.group_of[unit]), []).append(unit)
        for group, members in sorted(by_group.items()):
            yield Patch(tuple(members), self.style(group))

    def _faint(self, groups: Iterable[int], inside: tuple[int, ...]) -> Iterable[Patch]:
        """Yield what sticks out of the page's area, in a tint of its group's colour."""
        for group in groups:
            out = tuple(i for i in _units(self.study.group_of, group) if i not in set(inside))
            if out:
                yield Patch(out, Style(self.theme.faint(self.style(group).fill)), faint=True)

    def _group_entry(self, group: int, units: tuple[int, ...]) -> LegendEntry:
        members = set(_units(self.study.group_of, group))
        inside = len(members & set(units))
        detail = str(inside)
        if inside < len(members):
            of = self.language.say(Text("van", "of"))
            detail = f"{inside} {of} {len(members)}"
        return LegendEntry(self.study.groups[group].name, self.style(group), detail)

    def status_entries(self, units: Iterable[int], *, named: bool = False) -> Iterable[LegendEntry]:
        """Yield the legend of what is no group, where the page shows any.

        Parameters
        ----------
        units
            What the page shows.
        named
            Whether the counts say what they count, where the legend counts other things too.
        """
        values = self.study.group_of[list(units)]
        words = self.study.scheme.words
        for value, word in ((OUTSIDE, words["not-member"]), (UNKNOWN, words["unknown"])):
            count = int((values == value).sum())
            if count:
                noun = self.language.say(self.study.scheme.unit.count(count))
                detail = f"{count} {noun}" if named else str(count)
                yield LegendEntry(self.language.say(word), self.style(value), detail)

    def unknown_entry(self, unknown: tuple[int, ...]) -> Iterable[LegendEntry]:
        """Yield the legend of the units of unknown membership, if there are any."""
        if unknown:
            word = self.study.scheme.words["unknown"]
            yield LegendEntry(self.language.say(word), self.style(UNKNOWN))

    def context_entry(self) -> LegendEntry:
        """Return the legend of what the page is not about."""
        words = Text("andere gemeente", "other municipality")
        return LegendEntry(self.language.say(words), Style(self.theme.context))

    def group_line_entry(self) -> LegendEntry:
        """Return the legend of the border of a group."""
        edge = Text("grens van een regiegebied", "border of a regie region")
        line = Style("none", line=self.theme.group_line, width=1.1)
        return LegendEntry(self.language.say(edge), line)

    def part_line_entry(self, kind: str) -> LegendEntry:
        """Return the legend of the border of the parts of a partition."""
        noun = self.study.scheme.partitions[kind].noun.one
        edge = Text(f"grens van de {noun.nl}", f"border of the {noun.en}")
        line = Style("none", line=self.theme.part_line, width=1.9)
        return LegendEntry(self.language.say(edge), line)

    def _lines(self, kind: str, faint: tuple[Patch, ...]) -> Iterable[LegendEntry]:
        """Yield the legend of what a page has besides fills: tints and lines."""
        noun, say = self.study.scheme.partitions[kind].noun.one, self.language.say
        if faint:
            words = Text(f"lid buiten deze {noun.nl}", f"member outside this {noun.en}")
            yield LegendEntry(say(words), faint[0].style)
        yield self.group_line_entry()
        yield self.part_line_entry(kind)

    def all_groups(self) -> tuple[tuple[int, ...], ...]:
        """Return the units of every group."""
        return self._group_units(range(len(self.study.groups)))

    def group_badges(self, groups: Iterable[int]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return the number of each group, with the units in which it stands."""
        return tuple((str(g + 1), _units(self.study.group_of, g)) for g in groups)

    def part_units(self, kind: str) -> tuple[tuple[int, ...], ...]:
        """Return the units of each part of a partition; none where it does not exist yet."""
        partition = self.study.partitions.get(kind)
        if partition is None:
            return ()
        return tuple(_units(partition.index, p) for p in range(len(partition.labels)))

    def _group_units(self, groups: Iterable[int]) -> tuple[tuple[int, ...], ...]:
        return tuple(_units(self.study.group_of, group) for group in groups)


def _units(index: np.ndarray, value: int) -> tuple[int, ...]:
    return tuple(np.flatnonzero(index == value).tolist())


def _panel_words(fields: Mapping[str, object]) -> Iterable[str]:
    """Yield the key figures beside a map in words; the other tables stand in the report."""
    panels = fields.get("panels")
    if isinstance(panels, tuple) and panels:
        rows = "; ".join(" ".join(row) for row in panels[0].rows)
        yield f"{panels[0].title}: {rows}"


def _told(sentences: Iterable[str]) -> str:
    """Return sentences as one text, each with a sign at its end."""
    ended = (s if s.endswith((".", "?", "!")) else f"{s}." for s in sentences if s)
    return " ".join(ended)
