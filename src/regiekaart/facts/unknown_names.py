"""What a name that is no municipality may be instead, and which one was probably meant."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from regiekaart.facts.flanders import history
from regiekaart.facts.written_names import (
    BEHIND,
    all_names,
    codes_of,
    is_area,
    is_outside,
    parts_of,
)
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.flanders import ARRONDISSEMENT, PROVINCE

if TYPE_CHECKING:
    from regiekaart.facts.territory import Territory
    from regiekaart.facts.written_names import Part

_SHOWN: Final = 3


@lru_cache(maxsize=4096)
def _nearest(name: str) -> tuple[str, ...]:
    return all_names().nearest(name, _SHOWN)


def wrong_name(
    cell: str, territory: Territory, *, full: bool = False, coded: str = ""
) -> tuple[Text, str | None]:
    """Return what is wrong with a name, and the official name that was probably meant.

    Parameters
    ----------
    cell
        A name that `regiekaart.facts.written_names.codes_of` does not understand.
    territory
        The municipalities of the day.
    full
        Whether nothing near has to be looked for: the problem will not be told.
    coded
        The municipality that the code on the same row stands for; "" without one.

    Returns
    -------
    tuple of Text and str
        The message, and one name; None where none or several may be meant.
    """
    parts = parts_of(cell)
    if parts:
        return _part(cell, parts, territory)
    if is_outside(cell):
        return Text(f"geen Vlaamse gemeente: {cell}", f"not a Flemish municipality: {cell}"), None
    elsewhere = _elsewhere(cell)
    if elsewhere:
        return elsewhere
    near = () if full else _nearest(cell)
    own = territory.by_code[coded].name if coded else ""
    likely = own if own in near else next(iter(near), None)
    shown = Text("", "")
    if len(near) > 1 and likely != own:
        shown = Text(f"; lijkt op {NL.listing(near)}", f"; looks like {EN.listing(near)}")
    return Text(
        f"onbekende gemeente: {cell}{shown.nl}", f"unknown municipality: {cell}{shown.en}"
    ), likely


def _part(cell: str, parts: tuple[Part, ...], territory: Territory) -> tuple[Text, str | None]:
    """Return that a name is that of a deelgemeente, and of which municipality on the day."""
    past = history()
    start = past.vintages["2012"]
    units = dict.fromkeys(past.successor(p.nis_2018, start, territory.day) for p in parts)
    whole = [territory.by_code[unit].name for unit in units]
    nl, en = NL.listing([f"van {name}" for name in whole]), EN.listing(whole)
    return Text(
        f"{cell} is een deelgemeente {nl}; verwacht werd een gemeente",
        f"{cell} is a deelgemeente of {en}; a municipality was expected",
    ), whole[0] if len(whole) == 1 else None


def _elsewhere(cell: str) -> tuple[Text, str | None] | None:
    """Return that a municipality does not lie where the brackets behind its name say."""
    bracketed = BEHIND.fullmatch(cell)
    known = codes_of(bracketed[1]) if bracketed else ()
    if bracketed is None or not known:
        return None
    names = {m.nis: m for m in history().units}
    found = names[known[0]]
    province, arrondissement = found.parts[PROVINCE], found.parts[ARRONDISSEMENT]
    # Another province may mean another place; what is no place at all says nothing.
    likely = None if is_area(bracketed[2]) else found.name
    return Text(
        f"{found.name} ligt in {province}, arrondissement {arrondissement}, niet in {bracketed[2]}",
        f"{found.name} lies in {province}, arrondissement {arrondissement}, not in {bracketed[2]}",
    ), likely
