"""Names of municipalities that are not their official ones: French, English, old, and common."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts import tables
from regiekaart.facts.flanders import history
from regiekaart.facts.names import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Final = ("french", "english", "old", "common", "outside")


def _kind(cell: str) -> str:
    if cell not in KINDS:
        raise ValueError("not a kind of name")
    return cell


@lru_cache(maxsize=1)
def other_names() -> Mapping[str, str]:
    """Return the official name per other name, normalised; "" for a place outside Flanders.

    Raises
    ------
    InputError
        If a name comes twice, is an official one as well, or stands for no municipality.

    Examples
    --------
    >>> other_names()["anvers"], other_names()["bruxelles"]
    ('Antwerpen', '')
    """
    log = ProblemLog("other_names.csv")
    official = {name: normalise(name) for _nis, name in history().name_pairs()}
    taken, found = set(official.values()), dict[str, str]()
    columns = {"name": tables.text, "municipality": tables.optional_text, "kind": _kind}
    for row, (name, meant, kind) in tables.read_table("other_names.csv", columns, log):
        key = normalise(name)
        if key in found or key in taken:
            log.error(
                f"{name} staat er al, of is een officiële naam",
                f"{name} is there already, or is an official name",
                row=row,
                column="name",
                value=name,
            )
        if (meant not in official) is not (kind == "outside" and not meant):
            log.error(
                f"{meant} is geen Vlaamse gemeente",
                f"{meant} is not a Flemish municipality",
                row=row,
                column="municipality",
                value=meant,
            )
        found[key] = meant
    log.raise_errors()
    return MappingProxyType(found)
