"""Names of municipalities as people write them around, behind or instead of the official one.

"Stad Gent", "Haan (De)", "Kapellen (Antwerpen)" and "Anvers" each mean one municipality for sure.
A slip of the pen does not: it is never read, only suggested.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from regiekaart.facts.flanders import history
from regiekaart.facts.names import NameIndex, normalise
from regiekaart.facts.other_names import other_names
from regiekaart.facts.places import places

if TYPE_CHECKING:
    from collections.abc import Mapping

# Who speaks for a municipality, in front of its name. "Stad en OCMW Gent" has two of them.
_WHO: Final = (
    r"(?:stad|gemeente|ocmw|stadsbestuur|gemeentebestuur|lokaal bestuur|city of|municipality of)"
)
IN_FRONT: Final = re.compile(rf"{_WHO}(?: ?(?:en|&|and|\+|/) ?{_WHO})* +", re.IGNORECASE)
# What a name has behind it in brackets: De Haan sorts under the H, and Kapellen is in Antwerpen.
BEHIND: Final = re.compile(r"([^()]+?) ?\(([^()]+)\)")
ARTICLE: Final = re.compile(r"([^,]+?), ?(de)", re.IGNORECASE)
NOTHING: Final = frozenset({"stad", "gemeente", "fusie", "fusiegemeente", "city", "municipality"})
_PROVINCE: Final = re.compile(r"^(?:prov(?:incie|\.)?|province(?: of)?)\s+", re.IGNORECASE)
SHORT_PROVINCES: Final = MappingProxyType(
    {
        "antw": "antwerpen", "limb": "limburg",
        "ovl": "oostvlaanderen", "ovlaanderen": "oostvlaanderen", "oostvl": "oostvlaanderen",
        "wvl": "westvlaanderen", "wvlaanderen": "westvlaanderen", "westvl": "westvlaanderen",
        "vlb": "vlaamsbrabant", "vlbr": "vlaamsbrabant", "vlbrabant": "vlaamsbrabant",
        "vbrabant": "vlaamsbrabant", "vlaamsbr": "vlaamsbrabant",
    }
)  # fmt: skip
_PART: Final = re.compile(r"^(?:deelgemeente|district)\s+", re.IGNORECASE)
# Longer text is no name of a municipality, and is not looked through.
LONGEST: Final = 200
_NO_PLACE: Final = "niet te lokaliseren"


@dataclass(frozen=True, slots=True)
class Part:
    """A deelgemeente, and the municipality of 2018 that it lies in."""

    name: str
    nis_2018: str


@lru_cache(maxsize=1)
def all_names() -> NameIndex:
    """Return the official names of all dates."""
    return NameIndex(history().name_pairs())


@lru_cache(maxsize=1)
def lies_in() -> Mapping[str, frozenset[str]]:
    """Return what may stand in brackets behind a municipality: where it lies, and its code."""
    return MappingProxyType(
        {m.nis: frozenset({m.nis, *map(normalise, m.parts.values())}) for m in history().units}
    )


@lru_cache(maxsize=4096)
def codes_of(name: str) -> tuple[str, ...]:
    """Return the codes, of all dates, of the municipality that a name means for sure.

    Parameters
    ----------
    name
        A name as somebody wrote it.

    Returns
    -------
    tuple of str
        As `regiekaart.facts.names.NameIndex.find` gives them; empty where nothing is sure.

    Examples
    --------
    >>> codes_of("Stad Gent") == codes_of("Gand") == codes_of("Gent (Oost-Vl.)") == ("44021",)
    True
    >>> codes_of("Gentt"), codes_of("Kapellen (Limburg)")
    ((), ())
    """
    found = all_names().find(name) if len(name) <= LONGEST else ()
    if found or len(name) > LONGEST:
        return found
    bare = IN_FRONT.sub("", name, count=1) if IN_FRONT.match(name) else name
    official = other_names().get(normalise(bare), bare)
    turned = ARTICLE.fullmatch(bare)
    bracketed = BEHIND.fullmatch(bare)
    if bracketed:
        return _in_brackets(bracketed[1], bracketed[2])
    return all_names().find(f"{turned[2]} {turned[1]}" if turned else official)


def _in_brackets(base: str, behind: str) -> tuple[str, ...]:
    """Return the municipality with this name, if what stands behind it agrees."""
    if normalise(behind) in {"de", "den"}:
        return all_names().find(f"De {base}")
    known, hint = codes_of(base), _hint(behind)
    if normalise(behind) in NOTHING:
        return known
    return tuple(nis for nis in known if hint in lies_in()[nis])


def _hint(behind: str) -> str:
    """Return where something lies, written out."""
    hint = normalise(_PROVINCE.sub("", behind.strip()))
    return SHORT_PROVINCES.get(hint, hint)


def is_area(text: str) -> bool:
    """Return whether a text names a province, an arrondissement, a municipality or a part of one.

    Examples
    --------
    >>> is_area("prov. Limburg"), is_area("zie nota")
    (True, False)
    """
    hint = _hint(text)
    known = any(hint in areas for areas in lies_in().values())
    return known or bool(codes_of(text) or parts_of(text))


def is_outside(name: str) -> bool:
    """Return whether a name is that of a well-known municipality outside the Flemish Region.

    Examples
    --------
    >>> is_outside("Bruxelles"), is_outside("Gent")
    (True, False)
    """
    return len(name) <= LONGEST and other_names().get(normalise(name)) == ""


@lru_cache(maxsize=1)
def _parts() -> Mapping[str, tuple[Part, ...]]:
    """Return the deelgemeenten by name, with and without the municipality behind it."""
    found: dict[str, list[Part]] = defaultdict(list)
    for place in places():
        if _NO_PLACE in place.name:
            continue
        bracketed = BEHIND.fullmatch(place.name)
        part = Part(bracketed[1] if bracketed else place.name, place.nis_2018)
        for key in {normalise(part.name), normalise(place.name)}:
            found[key].append(part)
    return MappingProxyType({key: tuple(parts) for key, parts in found.items()})


def parts_of(name: str) -> tuple[Part, ...]:
    """Return the deelgemeenten that a name can mean.

    Parameters
    ----------
    name
        A name as somebody wrote it, perhaps with the municipality in brackets behind it.

    Examples
    --------
    >>> [part.nis_2018 for part in parts_of("Ekeren")], len(parts_of("Berchem"))
    (['11002'], 2)
    """
    return _parts().get(normalise(_PART.sub("", name.strip()[:LONGEST])), ())
