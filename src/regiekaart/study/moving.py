"""What if a municipality were in another group: a study with some memberships changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.errors import InputError, Problem, ProblemLog, has_hidden
from regiekaart.facts.flanders import history
from regiekaart.facts.membership import Evidence, Membership, MembershipRow
from regiekaart.facts.names import NameIndex, clean_code, normalise
from regiekaart.facts.rawtable import excerpt
from regiekaart.facts.region_names import clean_region, wrong_region
from regiekaart.facts.unknown_names import wrong_name
from regiekaart.facts.written_names import codes_of
from regiekaart.language import EN, NL, Text
from regiekaart.study.model import OUTSIDE, UNKNOWN, Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regiekaart.study.model import Study

SOURCE: Final = "wat-als"
NOBODY: Final = "-"
NEW: Final = "+"
_WHAT_IF: Final = Text(
    " (wat als: met verplaatste gemeenten)", " (what if: with municipalities moved)"
)


def move(study: Study, moves: Mapping[str, str | None]) -> Study:
    """Return the study as it would be with some municipalities in another group.

    Parameters
    ----------
    study
        The study; it is not changed.
    moves
        NIS code to the name of a group. A name that no group has yet makes a new one; None makes
        the municipality no member. A group without members is gone.

    Returns
    -------
    Study
        The same units, with groups and memberships anew; a membership that was moved has the
        source ``wat-als``, and the source of the list says so too.

    Raises
    ------
    InputError
        If a code is no municipality of the study; names them all.
    """
    wrong = [nis for nis in moves if nis not in study.position]
    if wrong:
        raise InputError([_unknown_code(study, nis) for nis in wrong])
    memberships = tuple(
        _moved(nis, moves[nis]) if nis in moves else membership
        for nis, membership in zip(study.codes, study.memberships, strict=True)
    )
    forms = {group.name: group.legal_form for group in study.groups}
    found = {m.region for m in memberships if m.region is not None}
    names = sorted(found, key=lambda name: (name.casefold(), name))
    number = {name: i for i, name in enumerate(names)}
    group_of = [
        number[m.region] if m.region is not None else OUTSIDE if m.known else UNKNOWN
        for m in memberships
    ]
    source = study.membership_source
    if moves and not source.nl.endswith(_WHAT_IF.nl):
        source = Text(source.nl + _WHAT_IF.nl, source.en + _WHAT_IF.en)
    return replace(
        study,
        groups=tuple(Group(name, forms.get(name, "")) for name in names),
        group_of=np.array(group_of, dtype=np.int64),
        memberships=memberships,
        membership_source=source,
    )


def _moved(nis: str, region: str | None) -> Membership:
    row = MembershipRow(nis=nis, region=region, evidence=Evidence.ASSUMED, source=SOURCE)
    return Membership(region=region, known=True, rows=(row,))


def _unknown_code(study: Study, nis: str) -> Problem:
    return Problem(
        message=Text(
            f"code {nis} is geen gemeente op {NL.date(study.date)}",
            f"code {nis} is not a municipality on {EN.date(study.date)}",
        ),
        value=nis,
    )


def read_moves(study: Study, words: Sequence[str]) -> dict[str, str | None]:
    """Return the moves that a person wrote, such as ``Herent=Dijleland``.

    Parameters
    ----------
    study
        Whose municipalities and groups are meant.
    words
        A municipality, by NIS code or by a name that a list may give it, and after ``=`` the name
        of a group, ``+`` and the name of a new group, or ``-`` for none.

    Returns
    -------
    dict of str to str or None
        For `move`.

    Raises
    ------
    InputError
        With everything that cannot be understood, and the nearest names. A name that fits no
        group makes no group: it may be a slip.
    """
    log = ProblemLog()
    units = NameIndex(zip(study.codes, study.names, strict=True))
    groups = NameIndex((group.name, group.name) for group in study.groups)
    fresh: dict[str, str] = {}
    moves: dict[str, str | None] = {}
    for word in words:
        if has_hidden(word):
            log.error(
                "er staan onzichtbare tekens of stuurtekens in de verplaatsing; typ ze opnieuw",
                "there are invisible or control characters in the move; type it again",
                value=word,
            )
            continue
        who, sign, where = (part.strip() for part in word.partition("="))
        if not who or not sign or not where:
            log.error(
                f"geen verplaatsing: {word}; verwacht GEMEENTE=REGIEGEBIED, "
                f"GEMEENTE={NEW}NIEUW of GEMEENTE={NOBODY}",
                f"not a move: {word}; expected MUNICIPALITY=REGION, "
                f"MUNICIPALITY={NEW}NEW or MUNICIPALITY={NOBODY}",
                value=word,
            )
            continue
        nis = _unit(study, units, who, log)
        target = None if where == NOBODY else _group(groups, where, fresh, log)
        if nis in moves:
            log.error(
                f"{who} wordt twee keer verplaatst", f"{who} is moved more than once", value=word
            )
        elif nis is not None:
            moves[nis] = target
    log.raise_errors()
    return moves


def _unit(study: Study, units: NameIndex, who: str, log: ProblemLog) -> str | None:
    code = clean_code(who)
    found = (code,) if code in study.position else units.find(who)
    if not found and code is None:
        # What is understood on a list is understood here: "Anvers", "Haan (De)", "Stad Gent".
        found = tuple(nis for nis in codes_of(who) if nis in study.position)
    if len(found) == 1:
        return found[0]
    message, likely = _unknown_unit(study, who)
    now = _now(study, who)
    near = now or ([likely] if likely else units.nearest(who))
    log.error(message.nl, message.en, value=who, suggestion=" / ".join(near) or None)
    return None


def _unknown_unit(study: Study, who: str) -> tuple[Text, str | None]:
    """Return what is wrong with what should be a municipality, as on a list, and what was meant."""
    if clean_code(who) is None and not codes_of(who):
        return wrong_name(who, history().at(study.date))
    return Text(
        f"onbekende gemeente op {NL.date(study.date)}: {who}",
        f"unknown municipality on {EN.date(study.date)}: {who}",
    ), None


def _now(study: Study, who: str) -> tuple[str, ...]:
    """Return the names of the units that a municipality of another time is, or is part of."""
    past = history()
    code = clean_code(who)
    codes = (code,) if code else codes_of(who)
    found: dict[str, None] = {}
    for nis in codes:
        first, eve = past.first_day(nis), past.eve(nis)
        if eve is not None and eve < study.date:
            units: tuple[str, ...] = (past.successor(nis, eve, study.date),)
        else:
            units = past.parts(nis, first, study.date) if first else ()
        found.update((study.names[study.position[u]], None) for u in units if u in study.position)
    return tuple(found)


def _group(groups: NameIndex, where: str, fresh: dict[str, str], log: ProblemLog) -> str | None:
    """Return the name of a group in its own spelling; ``fresh`` holds those that are made."""
    new = where.startswith(NEW)
    name = clean_region(where.removeprefix(NEW))
    found = groups.find(name)
    if new:
        if wrong_region(name):
            start = excerpt(name)
            log.error(
                f"geen naam voor een regiegebied: {start}",
                f"not a name for a region: {start}",
                value=where,
            )
        elif found:
            log.error(
                f"het regiegebied {found[0]} bestaat al: schrijf het zonder {NEW}",
                f"the region {found[0]} exists already: write it without {NEW}",
                value=where,
            )
        return fresh.setdefault(normalise(name), name)
    if len(found) == 1 or name in found:
        return name if name in found else found[0]
    log.error(
        f"onbekend regiegebied: {name}; een nieuw regiegebied schrijft u als {NEW}{name}, "
        f"geen regiegebied als {NOBODY}",
        f"unknown region: {name}; write a new region as {NEW}{name}, no region as {NOBODY}",
        value=where,
        suggestion=" / ".join(groups.nearest(name)) or None,
    )
    return None
