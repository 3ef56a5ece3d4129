"""Which pages a study has, and what is on each: words and positions, no drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from regiekaart.analysis.coverage import CoverageRow, coverage
from regiekaart.analysis.figures import Provenance, evidence_of
from regiekaart.analysis.lineage import lineages
from regiekaart.errors import printable
from regiekaart.language import Text
from regiekaart.maps.group_panels import group_panels
from regiekaart.maps.kinds import whole_of
from regiekaart.maps.look import StudyLook, units_of
from regiekaart.maps.series import planned
from regiekaart.maps.spec import LISTED, LegendEntry, PageSpec, Patch
from regiekaart.maps.style import Style
from regiekaart.words.names import slug, unlike
from regiekaart.words.sentences import coverage_sentence, group_sentence, merged_apart
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence, Sized

    from regiekaart.analysis.lineage import Lineage


@dataclass(frozen=True)
class PageMaker(StudyLook):
    """Makes the page specs of one study in one language and one look."""

    def pages(
        self,
        kinds: Collection[str] | None = None,
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
        series = list(planned(self))
        ids: set[str] = set()
        result = []
        for number, plan in enumerate(series, start=1):
            own = unlike(ids, plan.id)
            ids.add(own)
            named = name is None or slug(plan.area) == slug(name)
            if (not kinds or plan.kind in kinds) and named and theme in {None, plan.theme}:
                page_number = f"{number} / {len(series)}"
                result.append(replace(plan.make(), id=own, page_number=page_number))
        return result

    @cached_property
    def lineages(self) -> tuple[Lineage, ...]:
        """What became of each group since the study before."""
        return lineages(self.study, self.study.before)

    def _with_unlisted(self, told: str, groups: Sized) -> str:
        """Return a sentence, and that groups are not named where they are too many to be read."""
        if len(groups) <= LISTED:
            return told
        many, count = self.study.scheme.group.many, self.language.integer(len(groups))
        words = Text(
            f"{count} {many.nl} passen niet in een legende: elk heeft een eigen kaart.",
            f"{count} {many.en} do not fit in a legend: each has a map of its own.",
        )
        return f"{told} {self.language.say(words)}"

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
        if len(order) > LISTED:
            order = range(0)
        doubted = self.doubted(units)
        legend = [
            LegendEntry(study.groups[g].name, self.style(g), str(len(study.members(g))), str(g + 1))
            for g in order
        ]
        return self.spec(
            id=whole_of(study.scheme),
            kind=whole_of(study.scheme),
            kicker=study.scheme.whole,
            title=say(study.scheme.title),
            area=study.scheme.whole,
            subtitle=self._with_unlisted(coverage_sentence(row, self.language), study.groups),
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
        listed = present if len(present) <= LISTED else []
        return self.spec(
            id=f"{kind}-{slug(name)}",
            kind=kind,
            kicker=say(partition.kind.noun.one).capitalize(),
            title=name,
            area=name,
            subtitle=self._with_unlisted(coverage_sentence(row, self.language), present),
            units=units,
            patches=(*self.plain_patches(units), *faint),
            legend_title=self._legend_title,
            legend=(
                *(self._group_entry(g, units) for g in listed),
                *self.doubted_entry(doubted),
                *self.status_entries(units),
                *self._lines(kind, faint if listed else (), present),
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
        kind = whole_of(self.study.scheme)
        common = {
            "id": f"{kind}-{theme}",
            "kind": kind,
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
