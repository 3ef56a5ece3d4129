"""What changed between two studies: who joined, left, moved, merged, and what cannot be said.

Municipalities are compared on those of the later day. A municipality of which it was not known
whether it was a member did not join when it turns up as one: it moved into the known. And a member
that is missing from a partial list did not leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from regiekaart.analysis.bridge import CAUSES, NOTHING, Cause, bridge, step_json, transitions
from regiekaart.analysis.coverage import as_json as coverage_json
from regiekaart.analysis.coverage import coverage, study_json
from regiekaart.analysis.ground import SPLIT, common_ground
from regiekaart.analysis.lineage import namesakes
from regiekaart.analysis.region_changes import region_changes, region_json
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regiekaart.analysis.bridge import Bridge
    from regiekaart.analysis.ground import Ground, Unit
    from regiekaart.analysis.region_changes import RegionChange
    from regiekaart.facts.territory import History
    from regiekaart.study import Study


@dataclass(frozen=True, slots=True)
class Move:
    """A municipality that was in one group and is in another.

    Parameters
    ----------
    nis
        The municipality.
    source, target
        The groups.
    renamed
        Whether the two may be one group with another name: see `RegionChange`.
    """

    nis: str
    source: str
    target: str
    renamed: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What one study says of one municipality.

    Parameters
    ----------
    nis, name
        The municipality.
    region
        Its group, or None.
    known
        Whether that is known: None and known is "not a member".
    """

    nis: str
    name: str
    region: str | None
    known: bool


@dataclass(frozen=True)
class Change:
    """The difference of two studies; codes are those of the later day.

    Parameters
    ----------
    ground
        The two studies, on the municipalities of the later day.
    joined, left
        Those that were certainly not a member before and are one after, and the reverse.
    moved
        Those that are a member of another group.
    became_known, became_unknown
        Those of which it was not known before whether they were a member, and the reverse.
    split
        Mergers whose parts were not all in the same group, or not all members: they are counted
        apart and are in none of the above.
    merged
        Earlier code and later code, for each municipality that went up in another.
    regions
        What became of each group, by name.
    bridge
        The difference of the coverages, cause by cause.
    """

    ground: Ground
    joined: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[Move, ...]
    became_known: tuple[str, ...]
    became_unknown: tuple[str, ...]
    split: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]
    regions: tuple[RegionChange, ...]
    bridge: Bridge

    @property
    def before(self) -> Study:
        """The study that is compared from."""
        return self.ground.before

    @property
    def after(self) -> Study:
        """The study that is compared to."""
        return self.ground.after

    @property
    def certain(self) -> bool:
        """Whether both studies know of every municipality whether it is a member."""
        return self.ground.closed

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The municipalities of the later day, by code."""
        return {unit.nis: unit for unit in self.ground.units}

    def said_before(self, nis: str) -> tuple[Statement, ...]:
        """Return what was said of a municipality before: more than one where parts differ."""
        return _said(self.before, self._unit(nis).before)

    def said_after(self, nis: str) -> tuple[Statement, ...]:
        """Return what is said of a municipality after: more than one where parts differ."""
        return _said(self.after, self._unit(nis).after)

    def _unit(self, nis: str) -> Unit:
        return self.ground.unit(self.ground.late.position[nis])


def compare(before: Study, after: Study, past: History | None = None) -> Change:
    """Return what changed between two studies.

    Parameters
    ----------
    before, after
        The studies: two cycles, two dates or two lists; the first may be the later one.
    past
        The mergers; by default those that ship.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> cycles = [load_study(StudyChoice(cycle=c)) for c in ("2017", "2020")]
    >>> change = compare(*cycles)
    >>> len(change.merged), len(change.became_known), len(change.joined)
    (15, 90, 0)
    """
    ground = common_ground(before, after, past)
    regions = region_changes(ground)
    by_cause: dict[Cause, list[str]] = {cause: [] for cause in Cause}
    was, now = ground.states
    split = (was == SPLIT) | (now == SPLIT)
    happened = np.where(split, NOTHING, transitions(was, now))
    for i in np.flatnonzero(happened != NOTHING).tolist():
        by_cause[CAUSES[happened[i]]].append(ground.late.codes[i])
    return Change(
        ground=ground,
        joined=tuple(by_cause[Cause.JOINED]),
        left=tuple(by_cause[Cause.LEFT]),
        moved=tuple(_moves(ground, regions)),
        became_known=tuple(by_cause[Cause.BECAME_KNOWN]),
        became_unknown=tuple(by_cause[Cause.BECAME_UNKNOWN]),
        split=tuple(ground.late.codes[i] for i in np.flatnonzero(split).tolist()),
        merged=tuple(_merged(ground)),
        regions=regions,
        bridge=bridge(ground),
    )


def _moves(ground: Ground, regions: Iterable[RegionChange]) -> Iterator[Move]:
    """Yield who was and is in a group, but not in one of the same name."""
    same = namesakes(ground.before, ground.after)
    renamed = {(region.before, region.after) for region in regions if region.renamed}
    was, now = ground.states
    origin_of = np.array([same.get(h, NOTHING) for h in range(len(ground.after.groups))])
    moved = (was >= 0) & (now >= 0)
    moved[moved] = was[moved] != origin_of[now[moved]]
    for i in np.flatnonzero(moved).tolist():
        names = ground.before.groups[was[i]].name, ground.after.groups[now[i]].name
        yield Move(ground.late.codes[i], *names, renamed=names in renamed)


def _said(study: Study, positions: tuple[int, ...]) -> tuple[Statement, ...]:
    found = []
    for i in positions:
        state = int(study.group_of[i])
        region = study.groups[state].name if state >= 0 else None
        found.append(Statement(study.codes[i], study.names[i], region, state != UNKNOWN))
    alike = len({(s.region, s.known) for s in found}) == 1
    return tuple(found[:1] if alike else found)


def _merged(ground: Ground) -> Iterator[tuple[str, str]]:
    early, late = ground.early.codes, ground.late.codes
    alone = np.diff(ground.first)[ground.unit_of] == 1
    pieces = zip(ground.early_of.tolist(), ground.unit_of.tolist(), alone.tolist(), strict=True)
    for old, new, is_alone in pieces:
        if not is_alone or early[old] != late[new]:
            yield early[old], late[new]


def as_json(change: Change) -> dict[str, Any]:
    """Return a change with the keys of the command line's contract; points as in `step_json`."""
    return {
        "joined": list(change.joined),
        "left": list(change.left),
        "moved": [
            {"nis": m.nis, "from": m.source, "to": m.target, "possibly_renamed": m.renamed}
            for m in change.moved
        ],
        "merged": [{"old": old, "new": new} for old, new in change.merged],
        "became_known": [
            {"nis": nis, "to": change.said_after(nis)[0].region} for nis in change.became_known
        ],
        "became_unknown": [
            {"nis": nis, "from": change.said_before(nis)[0].region} for nis in change.became_unknown
        ],
        "split_mergers": [
            {
                "nis": nis,
                "from": [_statement_json(s) for s in change.said_before(nis)],
                "to": [_statement_json(s) for s in change.said_after(nis)],
            }
            for nis in change.split
        ],
        "regions": [region_json(region) for region in change.regions],
        "bridge": [step_json(step) for step in change.bridge.steps],
        "difference": step_json(change.bridge.whole),
        "certain": change.certain,
        "from": _study_json(change.before),
        "to": _study_json(change.after),
    }


def _statement_json(said: Statement) -> dict[str, Any]:
    status = "member" if said.region else "not member" if said.known else "unknown"
    return {"nis": said.nis, "status": status, "region": said.region}


def _study_json(study: Study) -> dict[str, Any]:
    """Return a study with its coverage."""
    (row,) = coverage_json(coverage(study))["rows"]
    return {**study_json(study), **row}
