"""The colourings of the map and the lines over it: the same styles as on paper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import EN, NL, Text
from regiekaart.maps.colours import group_colours
from regiekaart.maps.look import StudyLook
from regiekaart.maps.spec import doubted_style
from regiekaart.maps.style import Style
from regiekaart.study import OUTSIDE, UNKNOWN, Group
from regiekaart.web.texts import capital, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regiekaart.maps.theme import Theme
    from regiekaart.scheme.model import Scheme
    from regiekaart.study import IntArray, Study

    # What they are of, colour, width, dashes, and whether they are shown at first.
    LineLook = tuple[Text, str, float, str, bool]

COVERAGE: Final = "coverage"
AGREEMENT: Final = "agreement"
MEMBER: Final = 0
# The dashes of the borders of partitions: the usual one is drawn through, the next ones are not.
DASHES: Final = ("6 4", "2 4", "10 4 2 4")


@dataclass(frozen=True, slots=True)
class LayerClass:
    """One value of a colouring, as the legend has it.

    Parameters
    ----------
    key
        What a unit carries that has the value.
    badge
        The number that stands on the map for it, if any.
    """

    key: int
    label: Text
    style: Style
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Colouring:
    """One way to colour the units of a study.

    Parameters
    ----------
    classes
        In the order of the legend.
    value_of
        The key of each unit's value.
    """

    id: str
    classes: tuple[LayerClass, ...]
    value_of: IntArray


@dataclass(frozen=True, slots=True)
class StyleTable:
    """The styles of the page by number, each of them once."""

    styles: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def number(self, style: Style) -> int:
        """Return the number of a style, which it gets when it is first asked for."""
        key = (style.fill, style.hatch, style.hatch_colour)
        return self.styles.setdefault(key, len(self.styles))

    def as_json(self) -> list[dict[str, str]]:
        """Return the styles in the order of their numbers; hatched ones say how."""
        return [
            {"fill": fill, **({"hatch": hatch[0], "ink": ink} if hatch else {})}
            for fill, hatch, ink in self.styles
        ]


def part_kinds(scheme: Scheme) -> tuple[str, ...]:
    """Return the partitions that the page shows, the usual one first."""
    return tuple(kind.id for kind in scheme.partitions.values() if kind.mapped)


def layer_order(scheme: Scheme) -> tuple[str, ...]:
    """Return the colourings that a scheme has, the one to open with first."""
    agreements = (AGREEMENT,) if scheme.has_statuses else ()
    return (scheme.group_id, COVERAGE, *agreements, *reversed(part_kinds(scheme)))


def line_order(scheme: Scheme) -> tuple[str, ...]:
    """Return the borders that can be laid over a colouring, the lowest first."""
    return (*part_kinds(scheme), scheme.group_id)


def layer_names(scheme: Scheme) -> dict[str, dict[str, Any]]:
    """Return what each colouring is called, and what stands above its legend."""
    one, many = scheme.group.one, scheme.group.many
    names = {
        scheme.group_id: (Text(f"Lidmaatschap per {one.nl}", f"Membership by {one.en}"), many),
        COVERAGE: (Text("Dekking", "Coverage"), Text("Lidmaatschap", "Membership")),
    }
    if scheme.has_statuses:
        names[AGREEMENT] = (
            Text("Overeenkomst met VDAB", "Agreement with VDAB"),
            Text("Overeenkomst", "Agreement"),
        )
    for kind in reversed(part_kinds(scheme)):
        noun = capital(scheme.partitions[kind].noun.many)
        names[kind] = (noun, noun)
    return {
        key: {"name": said(name), "title": said(capital(title))}
        for key, (name, title) in names.items()
    }


def colourings(study: Study, theme: Theme) -> tuple[Colouring, ...]:
    """Return the colourings that a study has on its date, the one to open with first.

    Parameters
    ----------
    study
        The study.
    theme
        The colours, which are those of the maps on paper.
    """
    # The look is asked for styles only, which are the same in each language.
    look = StudyLook(study, NL, theme)
    found = [_groups(look), _coverage(look)]
    if study.scheme.has_statuses:
        found.append(_agreements(look))
    kinds = reversed(part_kinds(study.scheme))
    return (*found, *(_parts(look, kind) for kind in kinds if kind in study.partitions))


def _absent(look: StudyLook) -> Iterator[LayerClass]:
    """Yield the classes of what is in no group: the hatching has to be understood first."""
    scheme = look.study.scheme
    for key, word in ((OUTSIDE, scheme.outsider), (UNKNOWN, scheme.unknown)):
        if (look.study.group_of == key).any():
            yield LayerClass(key, capital(word), look.style(key))


def _groups(look: StudyLook) -> Colouring:
    study = look.study
    groups = (
        LayerClass(g, Text.same(group.name), look.style(g), str(g + 1))
        for g, group in enumerate(study.groups)
    )
    return Colouring(study.scheme.group_id, (*_absent(look), *groups), study.group_of)


def _coverage(look: StudyLook) -> Colouring:
    study = look.study
    scheme = study.scheme
    styles = {
        MEMBER: (look.coverage_style(MEMBER), scheme.member),
        OUTSIDE: (look.coverage_style(OUTSIDE), scheme.outsider),
        UNKNOWN: (look.coverage_style(UNKNOWN), scheme.unknown),
    }
    value_of = np.where(study.group_of >= 0, MEMBER, study.group_of)
    classes = (
        LayerClass(key, capital(word), style)
        for key, (style, word) in styles.items()
        if (value_of == key).any()
    )
    return Colouring(COVERAGE, tuple(classes), value_of)


def _agreements(look: StudyLook) -> Colouring:
    order = list(Status)
    value_of = np.array([order.index(s.status) for s in look.study.agreements], dtype=np.int64)
    classes = (
        LayerClass(key, capital(STATUS_WORDS[status]), look.agreement_style(status))
        for key, status in enumerate(order)
        if (value_of == key).any()
    )
    return Colouring(AGREEMENT, tuple(classes), value_of)


def _parts(look: StudyLook, kind: str) -> Colouring:
    partition = look.study.partitions[kind]
    # The parts are coloured as groups are: by the neighbours that the official borders have.
    groups = tuple(map(Group, partition.labels))
    parted = replace(look.study, groups=groups, group_of=partition.index)
    # The same land: what its study has read need not be read again.
    vars(parted)["neighbours"] = look.study.neighbours
    colours = group_colours(parted, len(look.theme.groups))
    classes = tuple(
        LayerClass(p, Text.same(label), Style(look.theme.groups[colours[p]]), str(p + 1))
        for p, label in enumerate(partition.labels)
    )
    return Colouring(kind, classes, partition.index)


def layers_json(study: Study, theme: Theme, styles: StyleTable) -> dict[str, Any]:
    """Return the colourings of a study for the page: classes for the legend, a value per unit."""
    return {
        colouring.id: {
            "classes": [
                [c.key, said(c.label), styles.number(c.style), c.badge] for c in colouring.classes
            ],
            "of": colouring.value_of.tolist(),
        }
        for colouring in colourings(study, theme)
    }


def doubted_json(study: Study, theme: Theme, styles: StyleTable) -> dict[str, Any]:
    """Return the units whose membership is less than documented, which are hatched over."""
    units = StudyLook(study, NL, theme).doubted(range(len(study.codes)))
    grades = {study.memberships[i].evidence for i in units}
    words = [EVIDENCE_WORDS[grade] for grade in Evidence if grade in grades]
    label = Text(
        f"Lidmaatschap {NL.listing([w.nl for w in words])}",
        f"Membership {EN.listing([w.en for w in words])}",
    )
    return {
        "units": list(units),
        "label": said(label),
        "style": styles.number(doubted_style(theme)),
    }


def lines_json(scheme: Scheme, theme: Theme) -> list[dict[str, Any]]:
    """Return the lines that can be laid over a colouring, the lowest first."""
    looks = dict(_part_lines(scheme, theme))
    looks[scheme.group_id] = (scheme.group.many, theme.group_line, 1.8, "", True)
    return list(_lines(looks))


def _part_lines(scheme: Scheme, theme: Theme) -> Iterator[tuple[str, LineLook]]:
    """Yield how the borders of each partition look."""
    for place, kind in enumerate(part_kinds(scheme)):
        noun = scheme.partitions[kind].noun.many
        if place:
            dashes = DASHES[(place - 1) % len(DASHES)]
            yield kind, (noun, theme.part_line, 2.4, dashes, False)
        else:
            yield kind, (noun, theme.part_line, 3.6, "", True)


def _lines(looks: Mapping[str, LineLook]) -> Iterator[dict[str, Any]]:
    for key, (noun, colour, weight, dashes, shown) in looks.items():
        name = Text(f"Grenzen van {noun.nl}", f"Borders of {noun.en}")
        yield {
            "id": key, "name": said(name), "colour": colour, "weight": weight, "dashes": dashes,
            "shown": shown,
        }  # fmt: skip
