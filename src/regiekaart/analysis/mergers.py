"""Mergers whose parts lie in different parts of a partition, or in different groups.

Such a merger moves people from one part to another, and a membership that was clear before it is
not clear after it. They are listed by name; nothing is decided for them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from regiekaart.study import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from regiekaart.language import Text
    from regiekaart.study import Study


@dataclass(frozen=True, slots=True)
class SplitMerger:
    """A merger across a border of a partition.

    Parameters
    ----------
    kind
        The partition, or the groups of the scheme.
    parts
        Each part before the merger: code, name, and where it lay; a `Text` where that is a word
        (unknown, not a member) and not a name.
    """

    effective: date
    nis: str
    name: str
    kind: str
    parts: tuple[tuple[str, str, str | Text], ...]


def split_mergers(study: Study) -> tuple[SplitMerger, ...]:
    """Return the mergers of all times across a border, oldest first.

    Partitions are taken as they were on the day before the merger. Groups are those of the study,
    so they are told for mergers after its date; of those before it, the study's own notices tell.
    """
    past = study.history
    kinds = (*study.scheme.partitions, study.scheme.group_id)
    found = []
    for wave in past.waves:
        eve = past.at(wave - timedelta(days=1))
        labels: dict[str, Mapping[str, str | Text]] = dict(eve.partitions)
        if study.date < wave:
            labels[study.scheme.group_id] = _group_labels(study)
        by_new: dict[str, list[str]] = defaultdict(list)
        for old, new in past.steps[wave].items():
            by_new[new].append(old)
        names = {m.new_nis: m.new_name for m in past.mergers if m.effective == wave}
        for new, olds in sorted(by_new.items()):
            for kind in kinds:
                where = labels.get(kind, {})
                parts = tuple(
                    (old, eve.by_code[old].name, where[old]) for old in olds if old in where
                )
                if len({label for *_, label in parts}) > 1:
                    found.append(SplitMerger(wave, new, names[new], kind, parts))
    return tuple(found)


def _group_labels(study: Study) -> Mapping[str, str | Text]:
    scheme = study.scheme
    special = {UNKNOWN: scheme.unknown, OUTSIDE: scheme.outsider}
    return {
        code: special[value] if value < 0 else study.groups[value].name
        for code, value in zip(study.codes, study.group_of.tolist(), strict=True)
    }
