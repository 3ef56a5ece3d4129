"""Names for programs, made from the words of a scheme: of columns, of layers and their files."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regiekaart.language import Language
    from regiekaart.scheme.model import Scheme

# What columns are called whatever the scheme; a word of it that reads the same gets a word before.
FIXED: Final = frozenset({
    "agreement", "assumed", "code", "contiguous", "coverage_class", "coverage_text", "cycle",
    "documented", "errors", "evidence", "exemption", "fictional", "fid", "finding", "geom",
    "ground", "hinges_on", "inferred", "legal_form", "map_class", "measured", "member",
    "member_from", "member_until", "members", "membership", "message", "name", "nis", "note",
    "notes", "population", "population_year", "reference_date", "required", "rule", "rule_title",
    "severity", "since_cycle_before", "sources", "unknown", "verdict", "warnings",
})  # fmt: skip
# Layers that are there whatever the scheme, and tables that a GeoPackage or workbook has besides.
FIXED_LAYERS: Final = frozenset(
    {"bevindingen", "columns", "findings", "kolommen", "layer_styles", "regiekaart"}
)
# What a sheet of a workbook can be called, with room for a word before it.
LONGEST: Final = 25
SIGNS: Final = re.compile(r"[^a-z0-9]+")


def plain_name(words: str) -> str:
    """Return words as a name in small letters, digits and underscores; empty if none are left.

    Examples
    --------
    >>> plain_name("reference region"), plain_name("referentieregio's"), plain_name("Zürich-cité")
    ('reference_region', 'referentieregios', 'zurich_cite')
    """
    letters = unicodedata.normalize("NFKD", words.replace("'", "").replace("’", "")).casefold()
    ascii_ = letters.encode("ascii", "ignore").decode()
    return SIGNS.sub("_", ascii_).strip("_")[:LONGEST].rstrip("_")


@dataclass(frozen=True)
class Naming:
    """The names that follow from what a scheme calls its units, groups and parts.

    Parameters
    ----------
    scheme
        The scheme. Names come from its English words, so that they are the same in every language.

    Examples
    --------
    >>> from regiekaart.scheme.flanders import FLANDERS
    >>> flemish = Naming(FLANDERS)
    >>> flemish.unit, flemish.units, flemish.group, flemish.groups, flemish.special
    ('municipality', 'municipalities', 'region', 'regions', 'centre_city')
    >>> flemish.part["reference-region"], flemish.parts["reference-region"]
    ('reference_region', 'reference_regions')
    """

    scheme: Scheme

    @property
    def unit(self) -> str:
        """One unit."""
        return self._names["unit"]

    @property
    def units(self) -> str:
        """Several units."""
        return self._names["units"]

    @property
    def group(self) -> str:
        """One group."""
        return self._names["group"]

    @property
    def groups(self) -> str:
        """Several groups."""
        return self._names["groups"]

    @property
    def special(self) -> str:
        """A unit of which a rule makes an exception, where there are any."""
        return self._names["special"]

    @cached_property
    def part(self) -> dict[str, str]:
        """A part of each partition, by its id."""
        return {kind: self._names[f"part {kind}"] for kind in self.scheme.partitions}

    @cached_property
    def parts(self) -> dict[str, str]:
        """The parts of each partition, by its id."""
        return {kind: self._names[f"parts {kind}"] for kind in self.scheme.partitions}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Every name by what it is of, no two the same."""
        scheme, area = self.scheme, self.scheme.group.short
        words = {
            "unit": ("unit", scheme.unit.one.en),
            "units": ("unit", scheme.unit.many.en),
            "group": ("group", area.one.en),
            "groups": ("group", area.many.en),
        }
        if scheme.special:
            words["special"] = ("special", scheme.special.one.en)
        for kind, part in scheme.partitions.items():
            words[f"part {kind}"] = ("part", kind)
            words[f"parts {kind}"] = ("part", part.noun.many.en)
        taken = set(FIXED)
        return {of: _free(word, role, taken) for of, (role, word) in words.items()}

    def layers(self, language: Language) -> dict[str, str]:
        """Return what the layers are called: of ``units``, ``groups`` and ``parts`` of each kind.

        Parameters
        ----------
        language
            Of the names.
        """
        scheme, say = self.scheme, language.say
        taken = set(FIXED_LAYERS)
        found = {
            "units": _free(say(scheme.unit.many), "units", taken),
            "groups": _free(say(scheme.group.many), "groups", taken),
        }
        for kind, part in scheme.partitions.items():
            found[f"parts {kind}"] = _free(say(part.noun.many), "parts", taken)
        return found


def _free(word: str, role: str, taken: set[str]) -> str:
    """Return the name of a word that no other has yet, and take it."""
    plain = plain_name(word)
    tries = chain(
        [plain, f"{role}_{plain}"] if plain else [role], (f"{role}_{n}" for n in count(2))
    )
    name = next(name for name in tries if name not in taken)
    taken.add(name)
    return name
