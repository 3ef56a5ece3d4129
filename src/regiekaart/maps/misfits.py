"""The pages of misfits: a region that does not fit in its part, or falls apart.

Where a page marks something, it does so by hatching as well as by colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regiekaart.language import Text
from regiekaart.maps.kinds import MISFIT
from regiekaart.maps.spec import LegendEntry, PageSpec, Patch
from regiekaart.words.names import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.rules import Finding
    from regiekaart.maps.pages import PageMaker
    from regiekaart.study import Study


def misfit_page(maker: PageMaker, finding: Finding) -> PageSpec:
    """Return the page of a misfit: the region, the borders that it should fit in, the offenders."""
    fit = maker.study.scheme.fit
    if fit is not None and finding.rule == fit.id:
        return _straddling_page(maker, finding)
    return _separated_page(maker, finding)


def _straddling_page(maker: PageMaker, finding: Finding) -> PageSpec:
    study, say = maker.study, maker.language.say
    group = _group(study, finding.region)
    members = study.members(group)
    kind = study.scheme.fit_kind
    if kind is None:
        raise AssertionError("a misfit is one of a partition")
    partition = study.partitions[kind.id]
    offenders = positions(study, finding.units)
    main = int(partition.index[next(i for i in members.tolist() if i not in offenders)])
    inside = tuple(i for i in members.tolist() if i not in offenders)
    bad = maker.offending
    outside = sorted({int(partition.index[i]) for i in offenders})
    legend = [
        LegendEntry(
            say(Text(f"lid in {partition.labels[main]}", f"member in {partition.labels[main]}")),
            maker.style(group),
            str(len(inside)),
        )
    ]
    for part in outside:
        count = sum(1 for i in offenders if partition.index[i] == part)
        label = Text(f"lid in {partition.labels[part]}", f"member in {partition.labels[part]}")
        legend.append(LegendEntry(say(label), bad, str(count)))
    return maker.spec(
        id=f"{MISFIT}-{slug(finding.rule)}-{slug(finding.region or '')}",
        kind=MISFIT,
        kicker=say(
            Text(f"Past niet in één {kind.noun.one.nl}", f"Does not fit in one {kind.noun.one.en}")
        ),
        title=finding.region or "",
        area=finding.region or "",
        subtitle=say(finding.message),
        units=tuple(members.tolist()),
        patches=(Patch(inside, maker.style(group)), Patch(offenders, bad), *maker.absent_patches()),
        legend_title=say(Text("Legende", "Legend")),
        doubted=maker.doubted(inside),
        legend=(
            *legend,
            *maker.doubted_entry(maker.doubted(inside)),
            *maker.absent_entries(),
            maker.context_entry(members),
            maker.group_line_entry(),
            maker.part_line_entry(kind.id),
        ),
        groups=(tuple(members.tolist()),),
        parts=tuple(in_part(partition.index, part) for part in (main, *outside)),
    )


def _separated_page(maker: PageMaker, finding: Finding) -> PageSpec:
    study, say = maker.study, maker.language.say
    group = _group(study, finding.region)
    members = tuple(study.members(group).tolist())
    apart = positions(study, finding.units)
    attached = tuple(i for i in members if i not in apart)
    bad = maker.offending
    pieces = len(finding.pieces) - 1
    away = Text(
        f"ligt apart ({pieces} {'stuk' if pieces == 1 else 'stukken'})",
        f"lies apart ({pieces} {'piece' if pieces == 1 else 'pieces'})",
    )
    return maker.spec(
        id=f"{MISFIT}-{slug(finding.rule)}-{slug(finding.region or '')}",
        kind=MISFIT,
        kicker=say(Text("Niet aaneengesloten", "Not connected")),
        title=finding.region or "",
        area=finding.region or "",
        subtitle=say(finding.message),
        units=members,
        patches=(Patch(attached, maker.style(group)), Patch(apart, bad), *maker.absent_patches()),
        legend_title=say(Text("Legende", "Legend")),
        doubted=maker.doubted(attached),
        legend=(
            LegendEntry(
                say(Text("grootste stuk", "largest piece")), maker.style(group), str(len(attached))
            ),
            LegendEntry(say(away), bad, str(len(apart))),
            *maker.doubted_entry(maker.doubted(attached)),
            *maker.absent_entries(),
            maker.context_entry(members),
        ),
        groups=(members,),
    )


def _group(study: Study, name: str | None) -> int:
    return next(g for g, group in enumerate(study.groups) if group.name == name)


def positions(study: Study, codes: Sequence[str]) -> tuple[int, ...]:
    """Return the positions of some units."""
    return tuple(study.position[code] for code in codes)


def in_part(index: np.ndarray, part: int) -> tuple[int, ...]:
    """Return the positions of the units that an index puts in a part."""
    return tuple(np.flatnonzero(index == part).tolist())
