"""What the reader of lists on the page needs to know of names, besides the words of lists."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from regiekaart.facts.flanders import history
from regiekaart.facts.names import normalise
from regiekaart.facts.other_names import other_names
from regiekaart.facts.region_slips import known_regions, own_words
from regiekaart.facts.written_names import NOTHING, SHORT_PROVINCES
from regiekaart.scheme.flanders import FLANDERS


def names_reading() -> dict[str, Any]:
    """Return what names on a list are read by.

    Returns
    -------
    dict
        ``codes`` (of the municipalities of all dates), ``names`` (``others``: another name to the
        official one, both normalised; ``lies``: where a municipality lies to the codes of those
        that do; ``provinces``: a short form to the province; ``nothing``: what says nothing),
        ``regions`` (per cycle those that are known) and ``words`` (that no slip of the pen makes).

    Examples
    --------
    >>> names_reading()["names"]["others"]["anvers"]
    'antwerpen'
    """
    past = history()
    lies: dict[str, set[str]] = defaultdict(set)
    for unit in past.units:
        for area in unit.parts.values():
            lies[normalise(area)].add(unit.nis)
    return {
        "codes": sorted({nis for nis, _name in past.name_pairs()}),
        "names": {
            "others": {key: normalise(name) for key, name in other_names().items()},
            "lies": {area: sorted(codes) for area, codes in sorted(lies.items())},
            "provinces": dict(SHORT_PROVINCES),
            "nothing": sorted(NOTHING),
        },
        "regions": {cycle.id: list(known_regions(cycle.id)) for cycle in FLANDERS.cycles},
        "words": sorted(own_words()),
    }
