"""The groups of two studies side by side: what became of each, and what else is new about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from regiekaart.analysis.lineage import lineages_of_the_gone, lineages_on, namesakes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.analysis.ground import Ground
    from regiekaart.analysis.lineage import Kind, Lineage


@dataclass(frozen=True, slots=True)
class RegionChange:
    """What became of one group.

    Parameters
    ----------
    lineage
        What became of it: for a group of the second study what the rules say as well.
    after
        Its name after; None where no group of the second study continues it.
    renamed
        Whether it may have got another name: neither name is on the other list, and more than
        half of the known members of each are those of the other.
    members_before, members_after
        Its known members, in the municipalities of each day; before those of its predecessor.
    form_before, form_after
        Their legal forms; empty where they are not known.
    """

    lineage: Lineage
    after: str | None
    renamed: bool
    members_before: int
    members_after: int
    form_before: str
    form_after: str

    @property
    def before(self) -> str | None:
        """The name of the group before with which it is compared, None if there is none."""
        return self.lineage.predecessor

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return self.lineage.kind

    @property
    def name(self) -> str:
        """Its name after, or else before."""
        return self.after or self.before or ""

    @property
    def form_changed(self) -> bool:
        """Whether it is one group on both lists, and both legal forms are known and differ."""
        one = self.lineage.namesake or self.renamed
        known = bool(self.form_before and self.form_after)
        return one and known and self.form_before != self.form_after


def region_changes(ground: Ground) -> tuple[RegionChange, ...]:
    """Return what became of each group: those after, and those before that nobody continues.

    Parameters
    ----------
    ground
        The two studies.
    """
    found = lineages_on(ground)
    before = {group.name: g for g, group in enumerate(ground.before.groups)}
    named_again = set(namesakes(ground.before, ground.after).values())
    rows = []
    for h, lineage in enumerate(found):
        g = before[lineage.predecessor] if lineage.predecessor is not None else None
        renamed = g is not None and g not in named_again and not lineage.namesake
        rows.append(_row(ground, lineage, g, h, renamed=renamed and _mostly_one(ground, g, h)))
    for g, lineage in lineages_of_the_gone(ground, found).items():
        rows.append(_row(ground, lineage, g, None, renamed=False))
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.before or "")))


def _row(
    ground: Ground, lineage: Lineage, g: int | None, h: int | None, *, renamed: bool
) -> RegionChange:
    before, after = ground.before, ground.after
    old = before.groups[g] if g is not None else None
    new = after.groups[h] if h is not None else None
    return RegionChange(
        lineage=lineage,
        after=new.name if new else None,
        renamed=renamed,
        members_before=len(before.members(g)) if g is not None else 0,
        members_after=len(after.members(h)) if h is not None else 0,
        form_before=old.legal_form if old else "",
        form_after=new.legal_form if new else "",
    )


def _mostly_one(ground: Ground, g: int | None, h: int) -> bool:
    """Return whether more than half of the members of each are those of the other.

    More than half on both sides: so no group can be taken for two.
    """
    before = ground.pieces_before[g] if g is not None else np.zeros(0, dtype=np.int64)
    after = ground.pieces_after[h]
    was, now = (set(ground.codes_of(pieces)) for pieces in (before, after))
    partly = set(ground.codes_of(np.setxor1d(before, after)))
    return 2 * len((was & now) - partly) > max(len(was), len(now))


def same_source(regions: Iterable[RegionChange]) -> int:
    """Return how many members stayed in their group by no other source than before.

    Parameters
    ----------
    regions
        What became of the groups.
    """
    return sum(len(region.lineage.same_source) for region in regions)


def region_json(region: RegionChange) -> dict[str, Any]:
    """Return what became of a group with the keys of the command line's contract."""
    lineage = region.lineage
    return {
        "region": region.name,
        "from": region.before,
        "to": region.after,
        "change": region.kind.value,
        "as_far_as_known": lineage.as_far_as_known,
        "same_name": lineage.namesake,
        "possibly_renamed": region.renamed,
        "joined": list(lineage.joined),
        "left": list(lineage.left),
        "open": list(lineage.open),
        "members": lineage.members,
        "same_source": len(lineage.same_source),
        "carried_over": lineage.carried_over,
        "legal_form_from": region.form_before,
        "legal_form_to": region.form_after,
        "legal_form_changed": region.form_changed,
    }
