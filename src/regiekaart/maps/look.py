"""How a study looks: the style of each group, who is drawn in it, and the legend that says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.facts.agreements import Status
from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import Language, Text
from regiekaart.maps.colours import group_colours
from regiekaart.maps.spec import LegendEntry, Patch, doubted_style
from regiekaart.maps.style import Style
from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regiekaart.maps.theme import Theme
    from regiekaart.study import IntArray, Study


OFFENDER_HATCH: Final = "//"
MERGED_APART: Final = Text("onbekend na een fusie", "unknown after a merger")


@dataclass(frozen=True)
class StudyLook:
    """The fills, borders and legend entries of one study in one language and one look."""

    study: Study
    language: Language
    theme: Theme

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

    @property
    def apart(self) -> Style:
        """How a unit is drawn that merged from parts of different membership."""
        return Style(self.theme.unknown, "xx", self.theme.unknown_hatch)

    @property
    def offending(self) -> Style:
        """How a unit is drawn that does not fit."""
        return Style(self.theme.offender, OFFENDER_HATCH, self.theme.offender_hatch)

    def coverage_style(self, group: int) -> Style:
        """Return how a member of whatever group is drawn, or `OUTSIDE`, or `UNKNOWN`."""
        if group == OUTSIDE:
            # Hatched: without colours, red and green are one grey.
            return self.offending
        return self.style(UNKNOWN) if group == UNKNOWN else Style(self.theme.fine)

    def agreement_style(self, status: Status) -> Style:
        """Return how a unit is drawn by where it stands with its agreement."""
        theme = self.theme
        return {
            Status.SIGNED: Style(theme.fine),
            Status.NEGOTIATING: Style(theme.doubtful, "....", theme.unit_line),
            Status.TO_START: Style(theme.doubtful),
            Status.NONE: Style(theme.offender),
            Status.UNKNOWN: self.style(UNKNOWN),
        }[status]

    def unit_style(self, unit: int) -> Style:
        """Return how a unit is drawn where groups have their colours."""
        apart = unit in self.study.merged_apart
        return self.apart if apart else self.style(int(self.study.group_of[unit]))

    def plain_patches(self, units: Iterable[int]) -> Iterable[Patch]:
        """Yield units filled by the group that they are in."""
        by_group: dict[tuple[int, bool], list[int]] = {}
        for unit in units:
            key = (int(self.study.group_of[unit]), unit in self.study.merged_apart)
            by_group.setdefault(key, []).append(unit)
        for _, members in sorted(by_group.items()):
            yield Patch(tuple(members), self.unit_style(members[0]))

    def doubted(self, units: Iterable[int]) -> tuple[int, ...]:
        """Return the members among some units whose membership is less than documented.

        On fiction there are none: the watermark says more than a hatching could.
        """
        study = self.study
        return tuple(
            i
            for i in units
            if study.group_of[i] >= 0
            and study.memberships[i].evidence is not Evidence.DOCUMENTED
            and not study.fictional
        )

    def doubted_entry(self, doubted: tuple[int, ...]) -> Iterator[LegendEntry]:
        """Yield the legend of the members whose membership is less than documented, if any."""
        return self.graded_entry({i: self.study.memberships[i].evidence for i in doubted})

    def graded_entry(self, doubted: Mapping[int, Evidence | None]) -> Iterator[LegendEntry]:
        """Yield the legend of what is hatched since it is less than documented, if anything."""
        if doubted:
            grades = set(doubted.values())
            words = [self.language.say(EVIDENCE_WORDS[g]) for g in Evidence if g in grades]
            head = self.language.say(Text("waarvan", "of which"))
            label = f"{head} {self.language.listing(words)}"
            yield LegendEntry(label, doubted_style(self.theme), str(len(doubted)))

    def status_entries(self, units: Iterable[int], *, named: bool = False) -> Iterable[LegendEntry]:
        """Yield the legend of what is no group, where the page shows any.

        Parameters
        ----------
        units
            What the page shows.
        named
            Whether the counts say what they count, where the legend counts other things too.
        """
        scheme = self.study.scheme
        shown = [(self.unit_style(i), i) for i in units if self.study.group_of[i] < 0]
        for style, word in (
            (self.style(OUTSIDE), scheme.outsider),
            (self.style(UNKNOWN), scheme.unknown),
            (self.apart, MERGED_APART),
        ):
            count = sum(1 for own, _ in shown if own == style)
            if count:
                noun = self.language.say(self.study.scheme.unit.count(count))
                detail = f"{count} {noun}" if named else str(count)
                yield LegendEntry(self.language.say(word), style, detail)

    def absent_patches(self) -> Iterator[Patch]:
        """Yield what is in no group, for the surroundings of a group."""
        absent = np.flatnonzero(self.study.group_of < 0).tolist()
        for patch in self.plain_patches(absent):
            yield Patch(patch.units, patch.style, faint=True)

    def absent_entries(self) -> Iterator[LegendEntry]:
        """Yield the legend of the surroundings that are in no group, where they are in view."""
        scheme = self.study.scheme
        names = {
            self.style(OUTSIDE): scheme.outsider,
            self.style(UNKNOWN): scheme.unknown,
            self.apart: MERGED_APART,
        }
        for patch in self.absent_patches():
            yield LegendEntry(self.language.say(names[patch.style]), patch.style, units=patch.units)

    def context_entry(self, own: Iterable[int]) -> LegendEntry:
        """Return the legend of the members of other groups than the page's own units."""
        one, group = self.study.scheme.unit.one, self.study.scheme.group
        words = Text(f"{one.nl} van een {group.other.nl}", f"{one.en} of another {group.one.en}")
        members = np.flatnonzero(self.study.group_of >= 0).tolist()
        rest = tuple(sorted(set(members) - set(own)))
        return LegendEntry(self.language.say(words), Style(self.theme.context), units=rest)

    def group_line_entry(self) -> LegendEntry:
        """Return the legend of the border of a group."""
        group = self.study.scheme.group.a
        edge = Text(f"grens van {group.nl}", f"border of {group.en}")
        line = Style("none", line=self.theme.group_line, width=1.1)
        return LegendEntry(self.language.say(edge), line)

    def usual_lines(self) -> tuple[LegendEntry, ...]:
        """Return the legend of the border of the usual partition; nothing where there is none."""
        usual = self.study.scheme.usual
        return (self.part_line_entry(usual.id),) if usual else ()

    def usual_units(self) -> tuple[tuple[int, ...], ...]:
        """Return the units of each part of the usual partition; none where there is none."""
        usual = self.study.scheme.usual
        return self.part_units(usual.id) if usual else ()

    def fit_lines(self) -> tuple[LegendEntry, ...]:
        """Return the legend of the border in which groups have to fit; nothing without one."""
        kind = self.study.scheme.fit_kind
        return (self.part_line_entry(kind.id),) if kind else ()

    def fit_units(self) -> tuple[tuple[int, ...], ...]:
        """Return the units of each part in which groups have to fit; none without a rule."""
        kind = self.study.scheme.fit_kind
        return self.part_units(kind.id) if kind else ()

    def part_line_entry(self, kind: str) -> LegendEntry:
        """Return the legend of the border of the parts of a partition."""
        noun = self.study.scheme.partitions[kind].noun
        edge = Text(f"grens van {noun.the.nl}", f"border of {noun.the.en}")
        line = Style("none", line=self.theme.part_line, width=1.9)
        return LegendEntry(self.language.say(edge), line)

    def all_groups(self) -> tuple[tuple[int, ...], ...]:
        """Return the units of every group."""
        return self.group_units(range(len(self.study.groups)))

    def group_badges(self, groups: Iterable[int]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return the number of each group, with the units in which it stands."""
        return tuple((str(g + 1), units_of(self.study.group_of, g)) for g in groups)

    def part_units(self, kind: str) -> tuple[tuple[int, ...], ...]:
        """Return the units of each part of a partition; none where it does not exist yet."""
        partition = self.study.partitions.get(kind)
        if partition is None:
            return ()
        return tuple(units_of(partition.index, p) for p in range(len(partition.labels)))

    def group_units(self, groups: Iterable[int]) -> tuple[tuple[int, ...], ...]:
        """Return the units of some groups."""
        return tuple(units_of(self.study.group_of, group) for group in groups)


def units_of(index: IntArray, value: int) -> tuple[int, ...]:
    """Return the positions of the units that an index puts in a group or a part."""
    return tuple(np.flatnonzero(index == value).tolist())
