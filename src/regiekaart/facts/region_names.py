"""The names of regions on a list: one spelling each, and no word that is no name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from regiekaart.facts.names import normalise
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListRow
    from regiekaart.facts.unit_finder import Place

NO_NAMES: Final = frozenset(
    ["geen", "nee", "neen", "nvt", "no", "none", "na", "nihil", "onbekend", "unknown", "true",
     "false", "waar", "onwaar", "geenlid", "notamember", "nogtebepalen", "todo", "tbd"]
)  # fmt: skip
ERROR_VALUES: Final = re.compile(
    r"#(n/?[abvd]|ref|value|waarde|div/0|deel/0|name|naam)", re.IGNORECASE
)
NUMBER_OR_DATE: Final = re.compile(r"[\d\s.,/:-]+")


def clean_region(cell: str) -> str:
    """Return a name with single spaces, in the form in which letters and accents are one."""
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def wrong_region(name: str) -> Text | None:
    """Return what is wrong with a name, or None.

    Examples
    --------
    >>> wrong_region("W13") is None, wrong_region("geen") is None
    (True, False)
    """
    leave_empty = Text(
        "laat de cel leeg als de gemeente geen lid is, en laat de rij weg als het onbekend is",
        "leave the cell empty if the municipality is not a member, the row out if it is unknown",
    )
    key = normalise(name).replace(" ", "").replace(".", "")
    reserved = {normalise(FLANDERS.whole)} | {
        normalise(word) for text in FLANDERS.words.values() for word in (text.nl, text.en)
    }
    if not any(c.isalpha() for c in name) or NUMBER_OR_DATE.fullmatch(name):
        kind = Text("zonder letters", "without letters")
    elif ERROR_VALUES.match(name):
        kind = Text("een foutwaarde van een rekenblad", "an error value of a spreadsheet")
    elif key in NO_NAMES:
        kind = Text("een woord dat geen naam is", "a word that is no name")
    elif normalise(name) in reserved:
        kind = Text("een woord met een andere betekenis", "a word with another meaning")
    else:
        return None
    return Text(
        f"geen naam van een regiegebied ({kind.nl}): {name}; {leave_empty.nl}",
        f"not the name of a region ({kind.en}): {name}; {leave_empty.en}",
    )


def one_spelling(rows: Sequence[ListRow], places: Sequence[Place], log: ProblemLog) -> list[str]:
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
    result = []
    for row, place in zip(rows, places, strict=True):
        name = clean_region(row.values.get("region", ""))
        key = normalise(name).replace(" ", "")
        spelling = first.setdefault(key, name)
        if name and name != spelling:
            others.setdefault(spelling, {}).setdefault(name, place.row)
        result.append(spelling if name else "")
    for spelling, variants in others.items():
        listed = ", ".join(f"{name} (rij {row})" for name, row in variants.items())
        listed_en = ", ".join(f"{name} (row {row})" for name, row in variants.items())
        log.warning(
            f"één regiegebied, verschillend geschreven: {spelling}; ook {listed}",
            f"one region, written in several ways: {spelling}; also {listed_en}",
            column=places[0].table.headers.get("region", "region"),
            value=spelling,
        )
    return result
