"""What is the matter with a cell that should hold a NIS code, and which code it probably means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.facts.flanders import history
from regiekaart.facts.places import places
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCIENTIFIC: Final = re.compile(r"(\d)[.,](\d{1,4})E\+?0?4", re.IGNORECASE | re.ASCII)
_ZEROS: Final = re.compile(r"0+(\d{5})(?:[.,]0+)?", re.ASCII)
_FOUR: Final = re.compile(r"(\d{4})(?:[.,]0+)?", re.ASCII)
_AMONG: Final = re.compile(r"(?<!\d)\d{5}(?!\d)", re.ASCII)
# Codes of whole regions: Flanders 02000, Wallonia 03000, Brussels 04000.
_REGIONS: Final = frozenset({"02000", "03000", "04000"})
_LONGEST: Final = 100


@lru_cache(maxsize=1)
def _of_parts() -> Mapping[str, tuple[str, str]]:
    """Return the name and the municipality of 2018 per code of a deelgemeente."""
    return {place.code: (place.name, place.nis_2018) for place in places()}


def wrong_code(cell: str) -> tuple[Text, str | None]:
    """Return what is wrong with a cell that holds no code, and the code that it probably means.

    Parameters
    ----------
    cell
        Text that `regiekaart.facts.names.clean_code` does not understand.

    Returns
    -------
    tuple of Text and str
        The message, and a code that has existed or None.

    Examples
    --------
    >>> wrong_code("024062")[1], wrong_code("2,4062E+04")[1], wrong_code("2406")[1]
    ('24062', '24062', None)
    """
    text = " ".join(cell[:_LONGEST].split())
    plain = Text(
        f"geen NIS-code: {cell}; verwacht vijf cijfers",
        f"not a NIS code: {cell}; expected five digits",
    )
    if text in _of_parts():
        name, nis = _of_parts()[text]
        return Text(
            f"{cell} is de code van een deelgemeente, {name}; verwacht werd die van de gemeente",
            f"{cell} is the code of a deelgemeente, {name}; that of the municipality was expected",
        ), nis
    four = _FOUR.fullmatch(text)
    if four and f"0{four[1]}" in _REGIONS:
        return wrong_area(f"0{four[1]}", cell) or plain, None
    if four:
        return Text(
            f"geen NIS-code: {cell} heeft vier cijfers van de vijf; een Vlaamse code begint nooit "
            "met een nul die kan wegvallen",
            f"not a NIS code: {cell} has four digits of the five; no Flemish code begins with a "
            "zero that could have dropped off",
        ), None
    return plain, _known(_meant(text))


def _meant(text: str) -> str | None:
    """Return the five digits that a text holds in another form."""
    if found := _SCIENTIFIC.fullmatch(text):
        return found[1] + found[2].ljust(4, "0")
    if found := _ZEROS.fullmatch(text):
        return found[1]
    among = _AMONG.findall(text)
    return str(among[0]) if len(among) == 1 else None


def _known(code: str | None) -> str | None:
    return code if code and history().first_day(code) else None


def wrong_area(code: str, cell: str) -> Text | None:
    """Return that a code is that of a larger area, if it is; such codes end in zeros.

    Examples
    --------
    >>> wrong_area("20000", "20000") is None, wrong_area("24062", "24062") is None
    (False, True)
    """
    if code in _REGIONS:
        area = Text("een gewest", "a region of the country")
    elif code.endswith("000"):
        area = Text("een provincie of een arrondissement", "a province or an arrondissement")
    else:
        return None
    return Text(
        f"{cell} is de code van {area.nl}, geen gemeente",
        f"{cell} is the code of {area.en}, not a municipality",
    )
