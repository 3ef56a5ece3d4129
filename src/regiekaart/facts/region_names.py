"""The names of regions on a list: one spelling each, and no word that is no name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.facts.names import normalise
from regiekaart.language import Text, both
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListRow
    from regiekaart.facts.unit_finder import Place
    from regiekaart.scheme.model import Scheme

NO_NAMES: Final = frozenset(
    ["geen", "nee", "neen", "nvt", "no", "none", "na", "nihil", "onbekend", "unknown", "true",
     "false", "waar", "onwaar", "geenlid", "notamember", "lid", "member", "ja", "yes", "totaal",
     "total", "nogtebepalen", "todo", "tbd"]
)  # fmt: skip
ERROR_VALUES: Final = re.compile(
    r"#(n/?[abvd]|ref|value|waarde|div/0|deel/0|name|naam)", re.IGNORECASE
)
NUMBER_OR_DATE: Final = re.compile(r"[\d\s.,/:-]+")
# The longest name that is known has 40 characters.
MAX_NAME: Final = 200
_SHOWN: Final = 40
_MAX_VARIANTS: Final = 10
_SAID: Final = (
    FLANDERS.title,
    FLANDERS.coverage_title,
    FLANDERS.member,
    FLANDERS.outsider,
    FLANDERS.unknown,
    FLANDERS.people_credit,
)
RESERVED: Final = frozenset(
    [
        normalise(FLANDERS.whole),
        *(normalise(word) for text in _SAID for word in (text.nl, text.en)),
    ]
)
# What a word that is no name probably says; n.v.t., a dash and 0 may say either.
_SAYS_NO: Final = frozenset({"geen", "nee", "neen", "no", "none", "false", "onwaar", "nihil"})
_SAYS_UNKNOWN: Final = frozenset({"nogtebepalen", "todo", "tbd"})
_ENGLISH: Final = frozenset({"region", "regieregion"})


def clean_region(cell: str) -> str:
    """Return a name with single spaces, in the form in which letters and accents are one."""
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def group_words(scheme: Scheme) -> Text:
    """Return what a group is called in a problem: a region, in English, is short for one."""
    if scheme.group == FLANDERS.group:
        return Text("een regiegebied", "a region")
    return scheme.group.a


def reserved_words(scheme: Scheme) -> frozenset[str]:
    """Return the words that are no name of a group, since a scheme means something by them."""
    if scheme.id == FLANDERS.id:
        return RESERVED
    said = (scheme.title, scheme.coverage_title, scheme.member, scheme.outsider, scheme.unknown)
    words = (word for text in said for word in (text.nl, text.en))
    return frozenset(normalise(word) for word in (scheme.whole, *words))


def wrong_region(name: str, scheme: Scheme = FLANDERS) -> Text | None:
    """Return what is wrong with a name, or None.

    Examples
    --------
    >>> wrong_region("W13") is None, wrong_region("geen") is None
    (True, False)
    """
    return _wrong(name, group_words(scheme), scheme.unit.the, reserved_words(scheme))


@lru_cache(maxsize=1024)
def _wrong(name: str, group: Text, unit: Text, reserved: frozenset[str]) -> Text | None:
    if len(name) > MAX_NAME:
        most, start = both(MAX_NAME), name[:_SHOWN]
        return Text(
            f"langer dan {most.nl} tekens: geen naam van {group.nl}: {start}…",
            f"longer than {most.en} characters: not the name of {group.en}: {start}…",
        )
    key = normalise(name)
    if not any(c.isalpha() for c in name) or NUMBER_OR_DATE.fullmatch(name):
        kind = Text("zonder letters", "without letters")
    elif ERROR_VALUES.match(name):
        kind = Text("een foutwaarde van een rekenblad", "an error value of a spreadsheet")
    elif key in NO_NAMES:
        kind = Text("een woord dat geen naam is", "a word that is no name")
    elif key in reserved:
        kind = Text("een woord met een andere betekenis", "a word with another meaning")
    else:
        return None
    return Text(
        f"geen naam van {group.nl} ({kind.nl}): {name}; laat de cel leeg of schrijf ‘geen lid’ als "
        f"{unit.nl} geen lid is, en schrijf ‘onbekend’ als het niet bekend is",
        f"not the name of {group.en} ({kind.en}): {name}; leave the cell empty or write ‘not a "
        f"member’ if {unit.en} is not a member, and write ‘unknown’ if it is not known",
    )


def meant_by(name: str, header: str) -> str | None:
    """Return the words that a cell without a region should hold, in the language of its header.

    Examples
    --------
    >>> meant_by("neen", "regiegebied"), meant_by("???", "region"), meant_by("nvt", "regio")
    ('geen lid', 'unknown', None)
    """
    key, english = normalise(name), normalise(header) in _ENGLISH
    if key in _SAYS_NO:
        return "not a member" if english else "geen lid"
    if key in _SAYS_UNKNOWN or (name and not name.strip("?! ")):
        return "unknown" if english else "onbekend"
    return None


def one_spelling(
    rows: Sequence[ListRow],
    places: Sequence[Place],
    log: ProblemLog,
    scheme: Scheme = FLANDERS,
) -> list[str]:
    """Return the region of each row, in the spelling that came first; tell where they differ.

    Parameters
    ----------
    rows, places
        The rows, and where each stands.
    log
        Gets one notice per region that is written in several ways.
    """
    first: dict[str, str] = {}
    others: dict[str, dict[str, int]] = {}
    keys: dict[str, str] = {}
    result = []
    one = Text(scheme.group.one.nl, group_words(scheme).en.partition(" ")[2])
    for row, place in zip(rows, places, strict=True):
        name = clean_region(row.values.get("region", ""))
        if name not in keys:
            keys[name] = normalise(name)
        # Names of signs alone have nothing in common but that they are no names.
        spelling = first.setdefault(keys[name], name) if keys[name] else name
        if name and name != spelling:
            others.setdefault(spelling, {}).setdefault(name, place.row)
        result.append(spelling if name else "")
    for spelling, variants in others.items():
        shown = list(variants.items())[:_MAX_VARIANTS]
        more = ", …" if len(variants) > len(shown) else ""
        listed = ", ".join(f"{name} (rij {row})" for name, row in shown) + more
        listed_en = ", ".join(f"{name} (row {row})" for name, row in shown) + more
        log.warning(
            f"één {one.nl}, verschillend geschreven: {spelling}; ook {listed}",
            f"one {one.en}, written in several ways: {spelling}; also {listed_en}",
            sheet=places[0].table.sheet,
            row=shown[0][1],
            column=places[0].table.headers.get("region", "region"),
            value=shown[0][0],
            suggestion=spelling,
        )
    return result
