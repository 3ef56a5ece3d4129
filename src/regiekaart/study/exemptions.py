"""The exemptions in a study file: findings that somebody has accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.facts.names import normalise
from regiekaart.study.keys import EXEMPTION
from regiekaart.study.model import Exemption

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regiekaart.study.table import TableReader


def read_exemptions(
    table: Mapping[str, Any], where: str, keys: TableReader
) -> tuple[Exemption, ...]:
    """Return the exemptions of a table; what is wrong with them is told.

    Parameters
    ----------
    table
        The top of a study file, or one of its studies.
    where
        Stands before each key in what is told.
    keys
        The reader of the file; its log gets the problems.
    """
    entries = enumerate(keys.tables(table, "exemption", where), start=1)
    read = [_exemption(entry, f"{where}exemption {i}", keys) for i, entry in entries]
    _check_double(read, where, keys)
    return tuple(each for each in read if each is not None)


def exempt(exemption: Exemption) -> tuple[str, str]:
    """Return what an exemption is about, whatever the spelling of the region."""
    return exemption.rule, normalise(exemption.group) or exemption.group


def _exemption(entry: Mapping[str, Any], where: str, keys: TableReader) -> Exemption | None:
    keys.unknown(entry, [key.name for key in EXEMPTION], f"{where}, ")
    missing = [key.name for key in EXEMPTION if key.required and entry.get(key.name, "") == ""]
    if missing:
        listed = ", ".join(missing)
        keys.log.error(
            f"{listed} ontbreekt: een vrijstelling noemt de regel, het gebied en de reden",
            f"{listed} is missing: an exemption names the rule, the region and the reason",
            key=where,
        )
    written = {key: value for key, value in entry.items() if key not in missing}
    values = keys.values(EXEMPTION, written, f"{where}, ")
    if any(key.required and key.field not in values for key in EXEMPTION):
        return None
    return Exemption(**values)


def _check_double(exemptions: Iterable[Exemption | None], where: str, keys: TableReader) -> None:
    """Add a problem for each exemption whose rule and region another one has already."""
    first: dict[tuple[str, str], int] = {}
    for number, each in enumerate(exemptions, start=1):
        if each is None:
            continue
        earlier = first.setdefault(exempt(each), number)
        if earlier != number:
            keys.log.error(
                f"voor regel {each.rule} en gebied {each.group} staat er al een vrijstelling: "
                f"de {earlier}e",
                f"for rule {each.rule} and region {each.group} there is an exemption already: "
                f"number {earlier}",
                key=f"{where}exemption {number}",
                value=each.group,
            )
