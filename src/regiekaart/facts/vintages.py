"""Which municipalities a set of codes or names stands on, and what explains a difference.

A vintage is a period in which the list of municipalities does not change: the 308 until 2018, the
300 of 2019-2024, the 285 since 2025. Codes that do not fit are told with what became of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regiekaart.facts.flanders import history
from regiekaart.facts.territory import LAST_DAY, History
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from regiekaart.scheme.noun import Noun


@dataclass(frozen=True, slots=True)
class Stray:
    """A code that does not belong to a vintage.

    Parameters
    ----------
    first_day, last_day
        When the code was valid; ``last_day`` is None while it is.
    became
        The codes of the vintage on the same land: one if it merged before, its parts if it came
        from a later merger.
    """

    nis: str
    name: str
    first_day: date
    last_day: date | None
    became: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a set of codes stands on.

    Parameters
    ----------
    vintage
        The vintage with the fewest codes missing or too many; of equals the newest.
    exact
        Whether the set has exactly its codes.
    fits
        The vintages in which every code of the set exists: a short list may fit in several.
    missing
        Codes of the vintage that the set lacks.
    strays
        Codes of the set that belong to other vintages.
    unknown
        Codes that never were a Flemish municipality.
    """

    vintage: str
    exact: bool
    fits: tuple[str, ...]
    missing: tuple[str, ...]
    strays: tuple[Stray, ...]
    unknown: tuple[str, ...]

    @property
    def mixed(self) -> bool:
        """Whether no single vintage has all the codes."""
        return not self.fits


def recognise(codes: Iterable[str], past: History | None = None) -> Recognition:
    """Return which vintage a set of NIS codes stands on.

    Parameters
    ----------
    codes
        The codes; their order and repetitions do not matter.
    past
        The municipalities of all dates; by default those that ship.

    Examples
    --------
    >>> found = recognise(history().at(history().vintages["2025"]).codes)
    >>> found.vintage, found.exact
    ('2025', True)
    >>> recognise(["44011", "71072"]).mixed  # Deinze until 2018, Hasselt since 2025
    True
    """
    past = past or history()
    known = {m.nis for m in past.units}
    found = set(codes)
    flemish = found & known
    expected = {name: set(past.at(day).codes) for name, day in past.vintages.items()}
    newest_first = list(reversed(expected))
    best = min(newest_first, key=lambda name: _distance(flemish, expected[name]))
    strays = sorted(flemish - expected[best])
    return Recognition(
        vintage=best,
        exact=found == expected[best],
        fits=tuple(name for name in expected if flemish and flemish <= expected[name]),
        missing=tuple(sorted(expected[best] - flemish)),
        strays=tuple(_stray(nis, best, past) for nis in strays),
        unknown=tuple(sorted(found - known)),
    )


def _distance(found: set[str], expected: set[str]) -> tuple[int, int]:
    """Return how many codes do not belong, then how many are missing."""
    return len(found - expected), len(expected - found)


def _stray(nis: str, vintage: str, past: History) -> Stray:
    day = past.vintages[vintage]
    (*_, newest) = (m for m in past.units if m.nis == nis)
    became: tuple[str, ...]
    if newest.valid_to is not None and newest.valid_to < day:
        became = (past.successor(nis, newest.valid_to, day),)
    else:
        became = past.parts(nis, newest.valid_from, day)
    return Stray(nis, newest.name, newest.valid_from, newest.valid_to, became)


def recognise_names(names: Iterable[str], past: History | None = None) -> Recognition:
    """Return which vintage a set of names stands on; a name may stand for codes of two dates.

    Parameters
    ----------
    names
        Names as people write them. What is no name of a municipality is among ``unknown``.
    past
        The municipalities of all dates; by default those that ship.
    """
    from regiekaart.facts.names import NameIndex

    past = past or history()
    index = NameIndex(past.name_pairs())
    options = {name: set(index.find(name)) for name in names}
    expected = {name: set(past.at(day).codes) for name, day in past.vintages.items()}

    def misfits(vintage: str) -> int:
        return sum(bool(codes) and not codes & expected[vintage] for codes in options.values())

    best = min(
        reversed(expected),
        key=lambda v: (misfits(v), len(expected[v] - set().union(*options.values()))),
    )
    chosen = [
        (codes & expected[best] or codes) if codes else {name} for name, codes in options.items()
    ]
    return recognise({min(codes) for codes in chosen}, past)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sets of codes compared.

    Parameters
    ----------
    merged
        The mergers that explain codes on one side only: the parts, and what they became.
    only_first, only_second
        Codes on one side that no merger explains.
    """

    merged: Mapping[str, tuple[str, ...]]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def difference(
    first: Collection[str], second: Collection[str], past: History | None = None
) -> Difference:
    """Return what two sets of codes do not share, and the mergers that explain it.

    Works both ways round: the parts may be in the first set or in the second.

    Examples
    --------
    >>> found = difference(["44011", "44049", "44021"], ["44083", "44021"])
    >>> dict(found.merged), found.only_first, found.only_second
    ({'44083': ('44011', '44049')}, (), ())
    """
    past = past or history()
    left, right = set(first), set(second)
    merged: dict[str, tuple[str, ...]] = {}
    explained: set[str] = set()
    for new, olds in _mergers(past).items():
        for old_side, new_side in ((left, right), (right, left)):
            gone = set(olds) & (old_side - new_side)
            # A code that was kept (Antwerpen) is on both sides: only the other parts are gone.
            if gone and new in new_side and set(olds) <= old_side:
                merged[new] = olds
                explained |= gone | {new}
    return Difference(
        merged=merged,
        only_first=tuple(sorted(left - right - explained)),
        only_second=tuple(sorted(right - left - explained)),
    )


def _mergers(past: History) -> dict[str, tuple[str, ...]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for merger in past.mergers:
        parts[merger.new_nis].append(merger.old_nis)
    return {new: tuple(sorted(olds)) for new, olds in parts.items()}


def vintage_words(vintage: str, past: History | None = None, unit: Noun | None = None) -> Text:
    """Return a vintage in words.

    Parameters
    ----------
    vintage
        Its name.
    past
        The units of all dates; by default those that ship.
    unit
        What a unit is called; by default as those that ship.

    Examples
    --------
    >>> vintage_words("2019").nl
    'de 300 gemeenten van 2019-2024'
    """
    past, units = past or history(), (unit or FLANDERS.unit).many
    start = past.vintages[vintage]
    count = len(past.at(start).codes)
    later = [wave for wave in past.waves if wave > start]
    if not later:
        return Text(
            f"de {count} {units.nl} sinds {start.year}",
            f"the {count} {units.en} since {start.year}",
        )
    if start < past.waves[0]:
        end = later[0].year - 1
        return Text(f"de {count} {units.nl} tot {end}", f"the {count} {units.en} until {end}")
    span = f"{start.year}-{later[0].year - 1}"
    return Text(f"de {count} {units.nl} van {span}", f"the {count} {units.en} of {span}")


def stray_words(stray: Stray, past: History | None = None) -> Text:
    """Return a code that does not fit, and what became of it, in words."""
    names = dict((past or history()).name_pairs())
    listed = [f"{nis} {names[nis]}" for nis in stray.became]
    head = f"{stray.nis} {stray.name}"
    if stray.last_day is not None and stray.last_day < LAST_DAY and len(stray.became) == 1:
        return Text(
            f"{head} bestond tot {NL.date(stray.last_day)} en is nu deel van {listed[0]}",
            f"{head} existed until {EN.date(stray.last_day)} and is now part of {listed[0]}",
        )
    return Text(
        f"{head} bestaat sinds {NL.date(stray.first_day)} uit {NL.listing(listed)}",
        f"{head} has existed since {EN.date(stray.first_day)}, from {EN.listing(listed)}",
    )
