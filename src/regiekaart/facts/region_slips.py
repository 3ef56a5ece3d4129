"""Names of regions that look like a slip of the pen for another one.

A region that nobody has heard of may be new, so this is a warning and never an error. It is given
where one word differs by a letter or two from a name that is certain: one that the list has far
more often, or one that is known of the cycle.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.facts.flanders import history
from regiekaart.facts.membership import shipped_list
from regiekaart.facts.names import normalise
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.unit_finder import Place

# Below this a word has too few letters to tell a slip from another name: W13, KINA, Pelt.
SHORTEST: Final = 5
# From this length on, two letters may differ.
LONG: Final = 9
# How many times as often a list has the name that is meant.
TIMES: Final = 3
# Comparing each name with each other takes the square of their number.
MOST_NAMES: Final = 400
_WORDS: Final = re.compile(r"[^\W_]+")


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, normalised one by one."""
    return tuple(filter(None, (normalise(word) for word in _WORDS.findall(name))))


@lru_cache(maxsize=1)
def own_words() -> frozenset[str]:
    """Return the names that no slip of the pen makes: of municipalities, provinces and regions."""
    past = history()
    found = {normalise(name) for _nis, name in past.name_pairs()}
    for unit in past.units:
        found |= {word for part in unit.parts.values() for word in words_of(part)}
    for row in past.part_rows:
        found |= set(words_of(row.part))
    for cycle in FLANDERS.cycles:
        # Maasland is a region, and one letter from Waasland.
        found |= {word for name in known_regions(cycle.id) for word in words_of(name)}
    return frozenset(found)


def is_slip(name: str, other: str) -> bool:
    """Return whether a name looks like a slip of the pen for another one.

    Examples
    --------
    >>> is_slip("Leuvn", "Leuven"), is_slip("Regio Gent", "Regio Genk"), is_slip("W12", "W13")
    (True, False, False)
    """
    left, right = words_of(name), words_of(other)
    if left == right or re.findall(r"\d+", name) != re.findall(r"\d+", other):
        return False
    if len(left) == len(right):
        pairs = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
        return len(pairs) == 1 and _near(*pairs[0])
    # A word more or less: a space inside a word, or "en" for &.
    return _near("".join(left), "".join(right), at_least=LONG)


def _near(word: str, other: str, *, at_least: int = SHORTEST) -> bool:
    from rapidfuzz.distance import OSA

    short = min(len(word), len(other))
    if short < at_least or word in own_words():
        return False
    most = 2 if short >= LONG else 1
    return 0 < OSA.distance(word, other, score_cutoff=most) <= most


@lru_cache(maxsize=8)
def known_regions(cycle: str) -> tuple[str, ...]:
    """Return the names of the regions that are known of a cycle."""
    start = FLANDERS.cycle(cycle).start
    return tuple(dict.fromkeys(row.region for row in shipped_list(cycle, start).rows if row.region))


def tell_of_slips(
    regions: Sequence[str], places: Sequence[Place], cycle: str, log: ProblemLog
) -> None:
    """Warn of each name of a region that looks like a slip of the pen.

    Parameters
    ----------
    regions, places
        The region of each row, in one spelling, and where it stands.
    cycle
        The cycle of the study.
    log
        Gets a warning per name, with the name that was probably meant.
    """
    counted = Counter(region for region in regions if region)
    if len(counted) > MOST_NAMES:
        return
    known = {normalise(name): name for name in known_regions(cycle)}
    for name, times in counted.items():
        if normalise(name) in known:
            continue
        often = [other for other, n in counted.items() if n >= TIMES * times]
        meant = next((o for o in (*known.values(), *often) if is_slip(name, o)), None)
        if meant is not None:
            log.warning(
                f"lijkt een schrijffout voor {meant}: {name}; een nieuw regiegebied mag zo heten",
                f"looks like a slip of the pen for {meant}: {name}; a new region may have this "
                "name",
                **places[list(regions).index(name)].at("region", name),
                suggestion=meant,
            )
