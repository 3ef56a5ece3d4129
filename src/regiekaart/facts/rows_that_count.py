"""Which rows of a list of members count: those of the cycle, with a membership that is known."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.listcells import near_word
from regiekaart.facts.names import normalise
from regiekaart.facts.unit_finder import Place
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListFile, ListRow
    from regiekaart.scheme.model import Cycle, Scheme
    from regiekaart.scheme.noun import Noun

COMPLETE_IN: Final = {
    "complete": True,
    "volledig": True,
    "partial": False,
    "gedeeltelijk": False,
    "onvolledig": False,
}
# What the tables of a build say of a municipality, normalised; None is unknown.
STATED_IN: Final = {
    "lid": True,
    "member": True,
    "geenlid": False,
    "notamember": False,
    "onbekend": None,
    "unknown": None,
}
# The words as they are written, to suggest.
STATED_SHOWN: Final = ("lid", "geen lid", "onbekend", "member", "not a member", "unknown")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)


def cycle_spellings(scheme: Scheme = FLANDERS) -> dict[str, str]:
    """Return the id of a cycle per spelling that a list may give it.

    Examples
    --------
    >>> cycle_spellings()["2023"], cycle_spellings()["2020-2022"]
    ('2023', '2020')
    """
    return {
        spelling: known.id for known in scheme.cycles for spelling in (known.id, *_spans(known))
    }


def _spans(cycle: Cycle) -> tuple[str, ...]:
    """Return a cycle as its first and last year; none where it has no end."""
    if cycle.end is None:
        return ()
    return f"{cycle.id}-{cycle.end.year}", f"{cycle.id} - {cycle.end.year}"


def _cycle_in(cell: str, scheme: Scheme) -> str | None:
    """Return the one cycle that a cell names among other words."""
    named = [year for year in _YEAR.findall(cell) if year in {c.id for c in scheme.cycles}]
    return named[0] if len(named) == 1 else None


def of_cycle(
    table: ListFile, cycle: str, log: ProblemLog, scheme: Scheme = FLANDERS
) -> list[ListRow]:
    """Leave out the rows that name another cycle; what is no cycle is a problem."""
    if "cycle" not in table.headers:
        return list(table.rows)
    spellings = cycle_spellings(scheme)
    kept, others = [], []
    for row in table.rows:
        cell = row.values.get("cycle", "")
        of = spellings.get(cell.replace("–", "-"), "") if cell else cycle
        if not of:
            known_cycles = ", ".join(known.id for known in scheme.cycles)
            log.error(
                f"onbekende cyclus: {cell}; verwacht {known_cycles}",
                f"unknown cycle: {cell}; expected {known_cycles}",
                **Place(table, row.number).at("cycle", cell),
                suggestion=_cycle_in(cell, scheme),
            )
        elif of == cycle:
            kept.append(row)
        else:
            others.append(of)
    if not kept:
        log.error(
            f"geen enkele rij van cyclus {cycle}",
            f"no row of cycle {cycle}",
            sheet=table.sheet,
            column=table.headers["cycle"],
        )
    elif others:
        listed = ", ".join(sorted(set(others)))
        log.note(
            f"{len(others)} rijen van andere cycli weggelaten: {listed}",
            f"{len(others)} rows of other cycles left out: {listed}",
            sheet=table.sheet,
        )
    return kept


def stated_by_region(region: str) -> bool | None:
    """Return what the cell of the region says of the membership; None is unknown.

    An empty cell says "not a member", as do the words for it.

    Examples
    --------
    >>> stated_by_region("W13"), stated_by_region("geen lid"), stated_by_region("onbekend")
    (True, False, None)
    """
    # "lid" is no name of a region, and is refused as such.
    return STATED_IN.get(normalise(region), True) if region else False


def known_rows(
    table: ListFile,
    rows: Sequence[ListRow],
    log: ProblemLog,
    *,
    complete: bool,
    scheme: Scheme = FLANDERS,
) -> list[ListRow]:
    """Leave out the rows that call a membership unknown: an empty region would say "not a member".

    The column ``lidmaatschap`` may say it, and so may a word in place of the region. A row that
    contradicts itself is a problem, as is an unknown one on a complete list.
    """
    kept, left = [], 0
    for row in rows:
        by_region = stated_by_region(row.values.get("region", ""))
        if not _agrees(row, by_region, table, log, scheme.group):
            continue
        stated = _stated(row.values.get("membership", ""), by_region)
        if stated is None:
            left += 1
        if stated is None and complete:
            log.error(
                "onbekend lidmaatschap op een volledige lijst",
                "an unknown membership on a complete list",
                **_cell_of(row, table),
            )
        elif stated is not None:
            # A word in place of the region has said what it had to say.
            known = row if by_region or "region" not in row.values else _without_region(row)
            kept.append(known)
    if left:
        log.note(
            f"{left} {'rij' if left == 1 else 'rijen'} met onbekend lidmaatschap weggelaten",
            f"{left} {'row' if left == 1 else 'rows'} of unknown membership left out",
            sheet=table.sheet,
        )
    return kept


def _stated(cell: str, by_region: bool | None) -> bool | None:
    """Return what a row says of the membership."""
    return STATED_IN.get(normalise(cell)) if cell else by_region


def _without_region(row: ListRow) -> ListRow:
    return replace(row, values={**row.values, "region": ""})


def _cell_of(row: ListRow, table: ListFile) -> dict[str, Any]:
    """Return the place of the cell that says it: of the membership, or of the region."""
    column = "membership" if row.values.get("membership") else "region"
    return Place(table, row.number).at(column, row.values.get(column, ""))


def _agrees(
    row: ListRow, by_region: bool | None, table: ListFile, log: ProblemLog, group: Noun
) -> bool:
    """Return whether the membership of a row is understood, and agrees with its region."""
    cell, region = row.values.get("membership", ""), row.values.get("region", "")
    if not cell:
        return True
    place = Place(table, row.number).at("membership", cell)
    stated = STATED_IN.get(normalise(cell), ...)
    if stated is ...:
        log.error(
            f"onbekend woord voor lidmaatschap: {cell}; verwacht lid, geen lid of onbekend",
            f"unknown word for membership: {cell}; expected member, not a member or unknown",
            **place,
            suggestion=near_word(cell, STATED_SHOWN),
        )
        return False
    # An empty region beside "onbekend" is what the tables of a build have.
    if stated is by_region or (stated is None and not region):
        return True
    one = group.one
    plain = FLANDERS.group.one.en == one.en
    without = "a region" if plain else group.a.en
    log.error(
        f"lidmaatschap ‘{cell}’ {f'met {one.nl} {region}' if region else f'zonder {one.nl}'}",
        f"membership ‘{cell}’ {f'with {one.en} {region}' if region else f'without {without}'}",
        **place,
    )
    return False


def said_by_file(table: ListFile, log: ProblemLog) -> bool | None:
    """Return whether the column ``lijst`` calls the list complete; None if it says nothing."""
    if "list" not in table.headers:
        return None
    said: dict[bool, ListRow] = {}
    for row in table.rows:
        cell = row.values.get("list", "")
        if not cell:
            continue
        value = COMPLETE_IN.get(normalise(cell))
        if value is None:
            log.error(
                f"onbekend soort lijst: {cell}; verwacht volledig of gedeeltelijk",
                f"unknown kind of list: {cell}; expected complete or partial",
                sheet=table.sheet,
                row=row.number,
                column=table.headers["list"],
                value=cell,
                suggestion=near_word(cell, COMPLETE_IN),
            )
        else:
            said.setdefault(value, row)
    if len(said) > 1:
        last = max(said.values(), key=lambda row: row.number)
        log.error(
            "de lijst noemt zich op de ene rij volledig en op de andere gedeeltelijk",
            "the list calls itself complete on one row and partial on another",
            sheet=table.sheet,
            row=last.number,
            column=table.headers["list"],
            value=last.values.get("list", ""),
        )
    return next(iter(said), None)
