"""Which pages a study has, and what is on each: words and positions, no drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.coverage import CoverageRow, coverage
from regiekaart.analysis.figures import Provenance, evidence_of
from regiekaart.errors import printable
from regiekaart.language import Text
from regiekaart.maps.amounts import subsidy_page
from regiekaart.maps.changes import change_page
from regiekaart.maps.group_panels import group_panels
from regiekaart.maps.look import StudyLook, units_of
from regiekaart.maps.misfits import MISFIT, misfit_pages
from regiekaart.maps.spec import LegendEntry, PageSpec, Patch
from regiekaart.maps.style import Style
from regiekaart.maps.thematic import (
    agreements_page,
    coverage_page,
    fit_page,
    missing_page,
)
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.words.names import slug, unlike
from regiekaart.words.sentences import coverage_sentence, group_sentence, merged_apart
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regiekaart.scheme.model import Scheme


WHOLE: Final = "flanders"


def kinds_of(scheme: Scheme) -> tuple[str, ...]:
    """Return the kinds of pages of a scheme, in the order of a series.

    Examples
    --------
    >>> kinds_of(FLANDERS)
    ('flanders', 'province', 'reference-region', 'regie-region', 'misfit')
    """
    parts = (kind.id for kind in scheme.partitions.values() if kind.mapped)
    return (WHOLE, *parts, scheme.group_id, MISFIT)


KINDS: Final = kinds_of(FLANDERS)


@dataclass(frozen=True)
class PageMaker(StudyLook):
    """Makes the page specs of one study in one language and one look."""

    def pages(
        self,
        kinds: Sequence[str] | None = None,
        name: str | None = None,
        theme: str | None = None,
    ) -> list[PageSpec]:
        """Return the pages of some kinds, numbered, with file names that differ.

        Parameters
        ----------
        kinds
            Among `kinds_of` the scheme, by default all; a kind that the study does not have on
            its date has no pages.
        name
            Only the page of the area with this name.
        theme
            Only the pages that show this: membership, coverage, agreements, reference-fit, missing.
        """
        # Numbers and file names are those of the whole series, whichever part of it is drawn.
        all_kinds = kinds_of(self.study.scheme)
        series = [spec for kind in all_kinds for spec in self._of_kind(kind)]
        ids: set[str] = set()
        result = []
        for number, spec in enumerate(series, start=1):
            page = replace(spec, id=unlike(ids, spec.id), page_number=f"{number} / {len(series)}")
            ids.add(page.id)
            named = name is None or slug(spec.area) == slug(name)
            if spec.kind in (kinds or all_kinds) and named and theme in {None, spec.theme}:
                result.append(page)
        return result

    def _of_kind(self, kind: str) -> Iterable[PageSpec]:
        if kind == WHOLE:
            yield self.whole_page()
            yield from self._thematic_pages()
        elif kind == MISFIT:
            yield from misfit_pages(self)
        elif kind == self.study.scheme.group_id:
            for group in range(len(self.study.groups)):
                yield self.group_page(group)
        elif kind in self.study.partitions:
            rows = coverage(self.study, kind).parts
            for part, row in enumerate(rows):
                yield self.part_page(kind, part, row)

    def _thematic_pages(self) -> Iterable[PageSpec]:
        """Yield the pages of everything that show a result."""
        scheme = self.study.scheme
        yield coverage_page(self)
        if scheme.has_statuses:
            yield agreements_page(self)
        fit = scheme.fit_kind
        if fit is not None and fit.id in self.study.partitions and self.study.groups:
            yield fit_page(self)
        money = subsidy_page(self) if scheme.has_funding else None
        yield from filter(None, (missing_page(self), change_page(self), money))

    @property
    def _member_words(self) -> Text:
        """What a unit of the group is called in the legend of its page."""
        unit, group = self.study.scheme.unit.one, self.study.scheme.group
        return Text(f"{unit.nl} van {group.the.nl}", f"{unit.en} of the {group.tail.en}")

    @property
    def _legend_title(self) -> str:
        groups, units = self.study.scheme.group.many, self.study.scheme.unit.many
        return self.language.say(
            Text(
                f"{groups.nl.capitalize()} ({units.nl})",
                f"{groups.en.capitalize()} ({units.en})",
            )
        )

    def whole_page(self) -> PageSpec:
        """Return the page of everything: every group with its number."""
        study, say = self.study, self.language.say
        row = coverage(study).whole
        order, units = range(len(study.groups)), tuple(range(len(study.codes)))
        doubted = self.doubted(units)
        legend = [
            LegendEntry(study.groups[g].name, self.style(g), str(len(study.members(g))), str(g + 1))
            for g in order
        ]
        return self.spec(
            id=WHOLE,
            kind=WHOLE,
            kicker=study.scheme.whole,
            title=say(study.scheme.title),
            area=study.scheme.whole,
            subtitle=coverage_sentence(row, self.language),
            units=units,
            patches=tuple(self.plain_patches(units)),
            legend_title=self._legend_title,
            legend=(
                *legend,
                *self.doubted_entry(doubted),
                *self.status_entries(units),
                self.group_line_entry(),
                *self.usual_lines(),
            ),
            groups=self.all_groups(),
            parts=self.usual_units(),
            badges=self.group_badges(order),
            doubted=doubted,
            labelled=False,
            inset=False,
        )

    def part_page(self, kind: str, part: int, row: CoverageRow) -> PageSpec:
        """Return the page of a province or a reference region."""
        study, say = self.study, self.language.say
        partition = study.partitions[kind]
        name, units = partition.labels[part], units_of(partition.index, part)
        present = sorted({int(g) for g in study.group_of[list(units)] if g >= 0})
        faint = tuple(self._faint(present, units))
        doubted = self.doubted(units)
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
                *self.doubted_entry(doubted),
                *self.status_entries(units),
                *self._lines(kind, faint, present),
            ),
            doubted=doubted,
            groups=self.group_units(present),
            parts=(units,),
        )

    def group_page(self, group: int) -> PageSpec:
        """Return the page of one group."""
        study, say = self.study, self.language.say
        units = units_of(study.group_of, group)
        name = study.groups[group].name
        entry = LegendEntry(
            say(self._member_words),
            self.style(group),
            str(len(units)),
        )
        doubted = self.doubted(units)
        return self.spec(
            id=f"{study.scheme.group_id}-{slug(name)}",
            kind=study.scheme.group_id,
            kicker=say(study.scheme.group.one).capitalize(),
            title=name,
            area=name,
            subtitle=group_sentence(study, group, self.language),
            units=units,
            patches=(Patch(units, self.style(group)), *self.absent_patches()),
            legend_title=say(Text("Legende", "Legend")),
            legend=(
                entry,
                *self.doubted_entry(doubted),
                *self.absent_entries(),
                self.context_entry(units),
                self.group_line_entry(),
            ),
            doubted=doubted,
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
        told: str = "",
        **fields: object,
    ) -> PageSpec:
        """Return a page with what every page has: footer, sources, evidence, text for the blind.

        Parameters
        ----------
        sources
            The lines on sources and on evidence; by default those of the memberships.
        told
            What the text for the blind says besides title and subtitle.
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
            title=printable(title),
            subtitle=printable(subtitle),
            units=units,
            key_title=say(Text("Nummers op de kaart", "Numbers on the map")),
            footer=(
                f"{line[:1].upper()}{line[1:]}. {head}: {borders}.",
                *sources,
            ),
            warning=warning,
            alt=printable(
                _told([warning, f"{kicker}: {title}", subtitle, told, *_panel_words(fields)])
            ),
            decimal_mark=self.language.decimal_mark,
            **fields,  # type: ignore[arg-type]
        )

    def _sources(self, units: tuple[int, ...]) -> tuple[str, str]:
        """Return where the memberships of some units come from, and how well they are grounded."""
        origin = Provenance.of(self.study)
        evidence = origin.evidence_line(self.language, evidence_of(self.study, units))
        apart = merged_apart(self.study, units, self.language)
        return origin.source_line(self.language), f"{evidence} {apart}".strip()

    def _faint(self, groups: Iterable[int], inside: tuple[int, ...]) -> Iterable[Patch]:
        """Yield what sticks out of the page's area, in a tint of its group's colour."""
        for group in groups:
            out = tuple(i for i in units_of(self.study.group_of, group) if i not in set(inside))
            if out:
                yield Patch(out, Style(self.theme.faint(self.style(group).fill)), faint=True)

    def _group_entry(self, group: int, units: tuple[int, ...]) -> LegendEntry:
        members = set(units_of(self.study.group_of, group))
        inside = len(members & set(units))
        detail = str(inside)
        if inside < len(members):
            of = self.language.say(Text("van", "of"))
            detail = f"{inside} {of} {len(members)}"
        return LegendEntry(self.study.groups[group].name, self.style(group), detail)

    def _lines(
        self, kind: str, faint: tuple[Patch, ...], groups: Sequence[int]
    ) -> Iterable[LegendEntry]:
        """Yield the legend of what a page has besides fills: tints and lines."""
        say = self.language.say
        for patch in faint:
            name = self.study.groups[int(self.study.group_of[patch.units[0]])].name
            words = Text(f"{name}, elders", f"{name}, elsewhere")
            yield LegendEntry(say(words), patch.style)
        if groups:
            yield self.group_line_entry()
        yield self.part_line_entry(kind)


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
