"""Other complete partitions of the municipalities of 2025, such as police zones."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.flanders import history

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=1)
def other_partitions() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the municipalities of each group: (partition, group) to NIS codes.

    Raises
    ------
    InputError
        If a partition does not have each municipality of 2025 exactly once.
    """
    log = ProblemLog("other_partitions.csv")
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    seen: dict[str, list[str]] = defaultdict(list)
    columns = {"partition": tables.text, "nis": tables.code, "group": tables.text}
    for _, (partition, nis, group) in tables.read_table("other_partitions.csv", columns, log):
        groups[partition, group].append(nis)
        seen[partition].append(nis)
    expected = sorted(history().at(date(2025, 1, 1)).codes)
    for partition, codes in seen.items():
        if sorted(codes) != expected:
            wrong = ", ".join(sorted(set(codes) ^ set(expected))) or "–"
            log.error(
                f"{partition}: niet elke gemeente van 2025 precies één keer ({wrong})",
                f"{partition}: not each municipality of 2025 exactly once ({wrong})",
                value=partition,
            )
    log.raise_errors()
    return {key: tuple(sorted(codes)) for key, codes in groups.items()}
