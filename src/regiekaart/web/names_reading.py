"""What the reader of lists on the page needs to know of names, besides the words of lists."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from regiekaart.facts.names import normalise
from regiekaart.facts.other_names import other_names
from regiekaart.facts.region_slips import known_regions, own_words, words_of
from regiekaart.facts.written_names import NOTHING, SHORT_PROVINCES
from regiekaart.web.wording import by_default

if TYPE_CHECKING:
    from regiekaart.study import Study


def names_reading(study: Study) -> dict[str, Any]:
    """Return what names on a list are read by.

    Parameters
    ----------
    study
        A study of the page. Of units that somebody declares nothing is known but their codes and
        names, so that a list has to have these.

    Returns
    -------
    dict
        ``codes`` (of the units of all dates), ``names`` (``others``: another name to the
        official one, both normalised; ``lies``: where a municipality lies to the codes of those
        that do; ``provinces``: a short form to the province; ``nothing``: what says nothing; None
        where only a name itself is one), ``regions`` (per cycle those that are known) and
        ``words`` (that no slip of the pen makes).

    Examples
    --------
    >>> from regiekaart import load_study
    >>> names_reading(load_study())["names"]["others"]["anvers"]
    'antwerpen'
    """
    shipped = study.register.shipped
    return {
        "codes": sorted({nis for nis, _name in study.history.name_pairs()}),
        "names": _other_names(study) if shipped else None,
        "regions": _regions(study),
        "words": sorted(own_words() if shipped else _words(study)),
    }


def _other_names(study: Study) -> dict[str, Any]:
    """Return by which other names the municipalities of Flanders are known."""
    lies: dict[str, set[str]] = defaultdict(set)
    for unit in study.history.units:
        for area in unit.parts.values():
            lies[normalise(area)].add(unit.nis)
    return {
        "others": {key: normalise(name) for key, name in other_names().items()},
        "lies": {area: sorted(codes) for area, codes in sorted(lies.items())},
        "provinces": dict(SHORT_PROVINCES),
        "nothing": sorted(NOTHING),
    }


def _regions(study: Study) -> dict[str, list[str]]:
    """Return the groups that are known per cycle: those of the lists that ship."""
    cycles = study.scheme.cycles if by_default(study) else ()
    return {cycle.id: list(known_regions(cycle.id)) for cycle in cycles}


def _words(study: Study) -> set[str]:
    """Return the words of the names of units and of the parts in which they lie."""
    past = study.history
    areas = {area for unit in past.units for area in unit.parts.values()}
    names = {name for _nis, name in past.name_pairs()}
    return {normalise(name) for name in names} | {w for area in areas for w in words_of(area)}
